/* The report of a difference between two servers: for people, and as JSON for programs. */
#ifndef PS_VIZ_DIFF_REPORT_H
#define PS_VIZ_DIFF_REPORT_H

#include "explorer/difference.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* The report for people: the rows that differ, by event, and for each observer a shortest run after
 * which it can tell the servers apart. Free it. */
char *ps_diff_report_text(const PsDifference *difference, const PsStyle *style);

/* The same as one JSON object; profiles as the user named them. Free it. */
char *ps_diff_report_json(const PsDifference *difference, const char *const profiles[2]);

G_END_DECLS

#endif
