/* The report of an explanation: what happened in a log. */
#ifndef PS_VIZ_EXPLAIN_REPORT_H
#define PS_VIZ_EXPLAIN_REPORT_H

#include "explorer/explain.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* What was explained. */
typedef struct {
    const char *file;
    const char *users[2];    /* their JIDs */
    const char *profiles[2]; /* by name or path, for a trace */
    guint n_others;          /* stanzas of the log that are about other contacts */
} PsExplainRun;

/* The report as text, and as JSON. Free it. */
char *ps_explain_report_text(const PsExplanation *explanation, const PsExplainRun *run,
                             const PsStyle *style);
char *ps_explain_report_json(const PsExplanation *explanation, const PsExplainRun *run);

/* The run as a trace, without comments on the log. Free it. */
char *ps_explain_report_trace(const PsExplanation *explanation, const PsExplainRun *run);

/* One line a server: how well each explains the log, the best first. explanations are of the same
 * log (PsExplanation). Free it. */
char *ps_explain_fit_text(const GPtrArray *explanations, const PsExplainRun *run,
                          const PsStyle *style);
char *ps_explain_fit_json(const GPtrArray *explanations, const PsExplainRun *run);

G_END_DECLS

#endif
