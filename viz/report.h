/* The report as one page: what was checked and found, the matrix, every counterexample as a chart,
 * and the graph itself to filter and to step through. The page needs no network and no other file;
 * its policy forbids both. Without scripts it shows all but the filters and the stepper. */
#ifndef PS_VIZ_REPORT_H
#define PS_VIZ_REPORT_H

#include "viz/check-report.h"

G_BEGIN_DECLS

/* A page has all states of a search up to so many. Of a larger one it has those of the
 * counterexamples, witnesses and healings, and what is near them. */
#define PS_REPORT_MAX_STATES 20000

/* The page, HTML that is also well-formed XML but for its script. The states of the search must be
 * numbered and the verdicts no more than pairs can note (viz/pairs.h). command is the line that
 * checks the same again. The same bytes for the same verdicts. Free it. */
char *ps_report_html(const PsVerdicts *verdicts, const PsCheckRun *run, const char *command);

G_END_DECLS

#endif
