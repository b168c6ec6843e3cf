/* Drawings: what presub graph is asked for, and how it is written. */
#ifndef PS_CLI_DRAWING_H
#define PS_CLI_DRAWING_H

#include "cli/command.h"
#include "cli/setup.h"
#include "model/trace.h"
#include "viz/stream.h"
#include "viz/views.h"

typedef enum {
    PS_VIEW_STATES,
    PS_VIEW_ENTRIES,
    PS_VIEW_SETTLED,
    PS_VIEW_TRACE,
    PS_VIEW_NEAR,
    PS_VIEW_SERVER,
    PS_VIEW_MATRIX,
} PsView;

/* What the user wants drawn, and where to: first as GOptionContext fills it in, all zero before,
 * then with what ps_drawing_read makes of it. */
typedef struct {
    char *view_name, *format_name;
    char *output;
    char *highlight;
    char *near, *radius_text;
    char *trace_file;
    char *timeout;
    gboolean symmetric, force;
    PsView view;
    const char *format;
    guint64 seconds, radius;
    PsTrace *trace; /* what is in the file, or NULL */
} PsDrawing;

void ps_drawing_clear(PsDrawing *drawing);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PsDrawing, ps_drawing_clear)

/* The options of a drawing. Free them. */
GOptionEntry *ps_drawing_entries(PsDrawing *drawing);

/* Makes sense of the options. FALSE, and one line is printed, if they make none, or if one of them
 * or of what is given besides would do nothing. */
gboolean ps_drawing_read(PsDrawing *drawing, const PsArguments *given);

/* Writes the state graph piece by piece, if its format is one of those. */
PsExit ps_drawing_stream(const PsDrawing *drawing, const PsStates *states);

/* Writes a graph as the drawing's format has it, or has it laid out. */
PsExit ps_drawing_write(const PsDrawing *drawing, PsGraph *graph);

/* Writes text. */
PsExit ps_drawing_write_text(const PsDrawing *drawing, const char *text);

#endif
