/* JUnit: test reports as XML, in the dialect that Jenkins and GitLab read. */
#ifndef PS_VIZ_JUNIT_H
#define PS_VIZ_JUNIT_H

#include <glib.h>

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

/* Ends the suite before, if there is one, and begins the next. world says in a line what all its
 * cases are about, and may be NULL. seconds is how long it took, below 0 if that is not known. */
void ps_junit_suite(PsJunit *junit, const char *name, const char *world, double seconds);

typedef struct {
    const char *class_name; /* what is tested; NULL: what the suite is called */
    const char *name;
    PsJunitResult result;
    const char *type;    /* of a failure or an error */
    const char *message; /* why, in a line; not if it passed */
    const char *text;    /* of several lines, or NULL */
} PsJunitCase;

/* Adds a test case to the suite. */
void ps_junit_case(PsJunit *junit, const PsJunitCase *what);

/* Appends the element of a test case that has a class name. */
void ps_junit_append_case(GString *out, const PsJunitCase *what);

/* Ends the report: an XML document. Nothing can be added after that. Free it. */
char *ps_junit_end(PsJunit *junit);

G_END_DECLS

#endif
