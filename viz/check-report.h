/* The report of a check: for people, as JSON for programs, and as JUnit XML for those that run
 * tests. All say the same. */
#ifndef PS_VIZ_CHECK_REPORT_H
#define PS_VIZ_CHECK_REPORT_H

#include "explorer/healing.h"
#include "explorer/needs.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* What a report says of a run besides its verdicts. */
typedef struct {
    const char *profiles[2]; /* as a trace names them: by name or path */
    double seconds;          /* of all that was searched and judged, needs and healings as well */
    const PsNeeds *needs;
    const GPtrArray *healings; /* by verdict: a PsHealing, or NULL where none applies */
} PsCheckRun;

/* TRUE if all is judged, and it is known what the violations need and how they heal. */
gboolean ps_check_report_finished(const PsVerdicts *verdicts, const PsCheckRun *run);

/* What reports say in one sentence: "2 of 6 properties are violated"; whether all is known, as
 * "yes" or "no, ended by the limit of 50 states"; "heals in 2 steps by romeo". Free them. */
char *ps_check_report_result(const PsVerdicts *verdicts);
char *ps_check_report_complete(const PsVerdicts *verdicts, const PsCheckRun *run);
char *ps_check_report_healing(const PsHealing *healing, const PsWorld *world);

/* The report for people: the properties, the counterexamples as ladders that can be saved and
 * replayed, the figures. Free it. */
char *ps_check_report_text(const PsVerdicts *verdicts, const PsCheckRun *run, const PsStyle *style);

/* The report as one JSON object. Free it. */
char *ps_check_report_json(const PsVerdicts *verdicts, const PsCheckRun *run);

/* The report as JUnit XML: a test case for each property, also for those that do not apply. Free
 * it.
 */
char *ps_check_report_junit(const PsVerdicts *verdicts, const PsProperties *properties,
                            const PsCheckRun *run);

/* The counterexample or witness of verdict i as a trace file of its own. Free it. */
char *ps_check_report_trace(const PsVerdicts *verdicts, guint i, const PsCheckRun *run);

G_END_DECLS

#endif
