/* JUnit: test reports as XML, in the dialect that Jenkins and GitLab read. */
#ifndef PS_VIZ_JUNIT_H
#define PS_VIZ_JUNIT_H

#include "explorer/verdicts.h"

G_BEGIN_DECLS

typedef enum {
    PS_JUNIT_PASSED,
    PS_JUNIT_FAILED,
    PS_JUNIT_ERROR,   /* not known */
    PS_JUNIT_SKIPPED, /* not asked */
} PsJunitResult;

#define PS_N_JUNIT_RESULTS 4

typedef struct _PsJunit PsJunit;

/* A report without suites, called title. Free with ps_junit_free. */
PsJunit *ps_junit_new(const char *title);

void ps_junit_free(PsJunit *junit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsJunit, ps_junit_free)

/* Ends the suite before, if there is one, and begins the next: that of two servers in a world.
 * profiles are their names or paths. seconds is how long it took, below 0 if that is not known. */
void ps_junit_suite(PsJunit *junit, const PsWorld *world, const char *const profiles[2],
                    double seconds);

/* Adds a test case to the suite: a property, what became of it, in a line why (not if it passed),
 * and a text of several lines, or NULL. */
void ps_junit_case(PsJunit *junit, const PsProperty *property, PsJunitResult result,
                   const char *message, const char *text);

/* The result of an outcome. */
PsJunitResult ps_junit_result(PsOutcome outcome);

/* Ends the report: an XML document. Nothing can be added after that. Free it. */
char *ps_junit_end(PsJunit *junit);

G_END_DECLS

#endif
