/* The report of coverage: for people, and as JSON for programs. */
#ifndef PS_VIZ_COVERAGE_REPORT_H
#define PS_VIZ_COVERAGE_REPORT_H

#include "explorer/coverage.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* The report for people: for each table its figures, then by event the rows that did not fire
 * although they are feasible, with why; or, if all is TRUE, every row. Free it. */
char *ps_coverage_report_text(const PsCoverage *coverage, gboolean all, const PsStyle *style);

/* Every row, as one JSON object; profiles as a trace names them. Free it. */
char *ps_coverage_report_json(const PsCoverage *coverage, const char *const profiles[2]);

/* One line for other reports: "rows never fired: 5 of 97 that can (presub coverage says which)".
 * Free it. */
char *ps_coverage_line(const PsCoverage *coverage);

G_END_DECLS

#endif
