/* Charts to test on: of random runs, with every fault and order, and of counterexamples. */
#ifndef PS_TESTS_CHARTS_H
#define PS_TESTS_CHARTS_H

#include "viz/chart-private.h"

/* Calls test for charts of random runs in worlds with all that can happen to presences: runs of
 * every length up to 30, and some that are long enough to be folded. */
void each_random_chart(void (*test)(const PsChart *chart));

/* Calls test for the charts of all counterexamples of some pairs of servers. */
void each_counterexample(void (*test)(const PsChart *chart));

/* The chart of a trace that must be right as far as it runs. The world lives as long as
 * the performance. */
#define CHART_OF(text)                                       \
    g_autoptr(Performance) performance = perform_text(text); \
    g_autoptr(PsChart) chart = ps_chart_new(performance->replay, NULL)

#endif
