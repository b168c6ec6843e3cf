/* The terminal: colour, progress, and Ctrl-C. */
#ifndef PS_CLI_TERMINAL_H
#define PS_CLI_TERMINAL_H

#include "explorer/estimate.h"
#include "viz/style.h"

/* The style for standard output: colour only on a terminal, and not with NO_COLOR. */
PsStyle ps_terminal_style(void);

/* A PsProgressFunc: one line on standard error once a run has taken a second, renewed twice a
 * second on a terminal and every five elsewhere. FALSE after Ctrl-C. data is a PsTerminal. */
gboolean ps_terminal_progress(const PsProgress *progress, gpointer data);

/* The same for many runs at a time, of which so many are done: a PsSurveyFunc. */
gboolean ps_terminal_count(guint done, guint n, gpointer data);

typedef struct {
    gint64 start; /* microseconds */
    double last;  /* seconds from start at which a line was printed */
    gboolean on_terminal;
    gboolean watches;    /* for Ctrl-C */
    gboolean shown;      /* a line stands on the terminal */
    PsEstimate estimate; /* of the search for all states; all zero: none */
} PsTerminal;

/* A number that need not be exact: "9.48 million". Free it. */
char *ps_terminal_quantity(double number);

/* So many bytes, as exactly: "5472 MiB". Free it. */
char *ps_terminal_memory(double bytes);

/* Starts to watch for Ctrl-C, as if there had been none. */
void ps_terminal_start(PsTerminal *terminal);

/* The same, and has the limits' progress told there. Both must live until the searches end. */
void ps_terminal_watch(PsTerminal *terminal, PsLimits *limits);

/* ps_terminal_start for a run that looks after signals itself. */
void ps_terminal_start_quietly(PsTerminal *terminal);

/* TRUE after Ctrl-C. */
gboolean ps_terminal_interrupted(void);

/* Clears the progress line, if one stands there; and ends the watch for Ctrl-C, too. */
void ps_terminal_clear(PsTerminal *terminal);
void ps_terminal_end(PsTerminal *terminal);

#endif
