/* JUnit of verdicts: a suite for two servers in a world, a test case for a property. */
#ifndef PS_VIZ_JUNIT_VERDICT_H
#define PS_VIZ_JUNIT_VERDICT_H

#include "explorer/verdicts.h"
#include "viz/junit.h"

G_BEGIN_DECLS

/* Begins the suite of two servers, profiles being their names or paths, in a world. seconds is as
 * for ps_junit_suite. */
void ps_junit_suite_of_world(PsJunit *junit, const PsWorld *world, const char *const profiles[2],
                             double seconds);

/* Adds a property, what became of it, in a line why (NULL if it passed), and a text of several
 * lines, or NULL. */
void ps_junit_case_of_property(PsJunit *junit, const PsProperty *property, PsJunitResult result,
                               const char *message, const char *text);

/* The result of an outcome. */
PsJunitResult ps_junit_result(PsOutcome outcome);

G_END_DECLS

#endif
