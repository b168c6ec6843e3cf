/* The bench: worlds in its own process, for what the program itself does not tell. */
#ifndef PS_TESTS_BENCH_SETUP_H
#define PS_TESTS_BENCH_SETUP_H

#include "cli/setup.h"
#include "tests/bench/bench.h"

/* The world and the options of a search, in the words of presub check; NULL, and a line is printed,
 * if something is wrong. What it is made of is never freed: only for a process that bench_fork
 * made, which is about to end. Free with ps_setup_free. */
PsSetup *bench_setup(const char *line);

#endif
