/* What the files of the report of explanations share. */
#ifndef PS_VIZ_EXPLAIN_PRIVATE_H
#define PS_VIZ_EXPLAIN_PRIVATE_H

#include "explorer/replay.h"
#include "viz/explain-report.h"

G_BEGIN_DECLS

/* The run of an explanation. Free with ps_replay_free. */
PsReplay *ps_explain_replay(const PsExplanation *explanation);

/* The first line of the log, after all that the steps before this one explain, that a later step
 * explains; 0 if there is none. */
guint ps_explain_line_after(const PsExplanation *explanation, guint step);

/* What of a run is not in the log. */
typedef struct {
    guint actions; /* that should be there */
    guint stanzas; /* that should be there, beside those of the actions */
    guint beyond;  /* users' actions that cannot be there, and faults */
} PsExplainMissing;

PsExplainMissing ps_explain_missing(const PsExplanation *explanation);

/* "complete", "2 actions and 1 stanza are missing". Free it. */
char *ps_explain_missing_text(const PsExplainMissing *missing);

/* The explanations, the best first: an array of PsExplanation, borrowed. */
GPtrArray *ps_explain_ranked(const GPtrArray *explanations);

G_END_DECLS

#endif
