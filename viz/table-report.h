/* The report of a table that was found by experiment beside a profile: for people, and for programs
 * as JSON and as JUnit XML. */
#ifndef PS_VIZ_TABLE_REPORT_H
#define PS_VIZ_TABLE_REPORT_H

#include "viz/style.h"
#include "wire/table.h"

G_BEGIN_DECLS

/* How many cells agree and differ, by event, and each cell that differs: both rows, and the stanzas
 * that show it. Free it. */
char *ps_table_report_text(const PsTable *table, const PsStyle *style);

/* Every cell, as one JSON object. Free it. */
char *ps_table_report_json(const PsTable *table);

/* Every cell of the profile as a test case: a cell that differs is a failure, one in a state that
 * was not reached is skipped. Free it. */
char *ps_table_report_junit(const PsTable *table);

G_END_DECLS

#endif
