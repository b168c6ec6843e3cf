/* Explaining a log a second time, naively: every run up to a length, and every way to find the log
 * in it. */
#ifndef PS_TESTS_NAIVE_EXPLAIN_H
#define PS_TESTS_NAIVE_EXPLAIN_H

#include "explorer/explain.h"

/* The least cost of a run of at most n steps that explains the log; FALSE if there is none. */
gboolean naive_explain(const PsWorld *world, const PsSeenLog *log, guint n, PsExplainCost *cost);

#endif
