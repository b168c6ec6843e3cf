/* Traces: runs as text, one step a line. Counterexamples, scenarios and simulations all have this
 * form (docs/model.md); what is printed can be read back.
 *
 * Before the first step a trace may say what it runs in:
 *
 *     profile A [B]                   the profiles, by name or path, quoted as in a shell
 *     names A B                       the names of the sides
 *     set [SIDE.]OPTION=on|off        an option of the profiles
 *     availability                    with available and unavailable presence
 *     order any                       links are bags
 *
 * Then, one a line, steps, `settle`, and expectations. # starts a comment. */
#ifndef PS_MODEL_TRACE_H
#define PS_MODEL_TRACE_H

#include "model/item.h"
#include "model/step.h"

G_BEGIN_DECLS

#define PS_TRACE_ERROR (ps_trace_error_quark())
GQuark ps_trace_error_quark(void);

typedef enum {
    PS_TRACE_ERROR_FILE,   /* cannot be read or is not UTF-8 */
    PS_TRACE_ERROR_SYNTAX, /* a line that is none of a trace */
} PsTraceError;

typedef enum {
    PS_LINE_STEP,
    PS_LINE_SETTLE,       /* arrivals, link to B first, until both links are empty */
    PS_LINE_EXPECT_STATE, /* the entry of a side is in a state */
    PS_LINE_EXPECT_ITEM,  /* the roster item of a side shows this */
    PS_LINE_EXPECT_PUSH,  /* the last roster push to the client of a side showed this */
} PsTraceLineKind;

typedef struct {
    PsTraceLineKind kind;
    guint number; /* in the file, from 1 */
    guint side;   /* of an expectation */
    PsStep step;
    char *state; /* of PS_LINE_EXPECT_STATE */
    PsItem item; /* of PS_LINE_EXPECT_ITEM and PS_LINE_EXPECT_PUSH */
} PsTraceLine;

typedef struct _PsTrace PsTrace;

/* Reads the trace in the file at path. NULL and error (PS_TRACE_ERROR, naming file and line) if it
 * is none. Free with ps_trace_free. */
PsTrace *ps_trace_load(const char *path, GError **error);

/* The same from length bytes of text; file is the name for messages. */
PsTrace *ps_trace_parse(const char *text, gsize length, const char *file, GError **error);

void ps_trace_free(PsTrace *trace);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsTrace, ps_trace_free)

/* What it was read from. */
const char *ps_trace_file(const PsTrace *trace);

/* The profile of a side, by name or path; the same for both if the trace names one; NULL if none.
 */
const char *ps_trace_profile(const PsTrace *trace, guint side);

/* The name of a side: romeo and juliet unless the trace says otherwise. */
const char *ps_trace_name(const PsTrace *trace, guint side);

/* Its settings, as in "romeo.auto-unsubscribed=off"; NULL-terminated, owned by the trace. */
const char *const *ps_trace_settings(const PsTrace *trace);

gboolean ps_trace_availability(const PsTrace *trace);
gboolean ps_trace_any_order(const PsTrace *trace);

/* Its steps, settles and expectations. */
guint ps_trace_n_lines(const PsTrace *trace);
const PsTraceLine *ps_trace_line(const PsTrace *trace, guint i);

/* A word, quoted if a shell would want that. Free it. */
char *ps_trace_quote(const char *word);

/* The lines that a trace of this world starts with, each ended by a newline; profiles are the names
 * or paths to write for its profiles. Free it. */
char *ps_trace_header(const PsWorld *world, const char *const profiles[2]);

G_END_DECLS

#endif
