/* A host for the plug-in of LTSmin: plays LTSmin as far as the plug-in can tell. It keeps what it
 * is told, and explores breadth first with nothing but that. */
#ifndef PS_TESTS_PINS_HOST_H
#define PS_TESTS_PINS_HOST_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PinsHost PinsHost;

/* Loads the plug-in beside the program under test, with a world as PRESUB_PINS says it, and
 * explores that. The test ends if the plug-in cannot be loaded. Free with pins_host_free. */
PinsHost *pins_host_new(const char *world);

void pins_host_free(PinsHost *host);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PinsHost, pins_host_free)

/* Lets the plug-in read a world in a process of its own, which it may end: the exit status. */
int pins_host_status(const char *world);

guint64 pins_host_states(const PinsHost *host);
guint64 pins_host_transitions(const PinsHost *host);

/* In how many states the state label called name is 0; G_MAXUINT64 if there is no such label. */
guint64 pins_host_count_false(PinsHost *host, const char *name);

/* The labels of the transitions out of the initial state, in their order, one a line. Free it. */
char *pins_host_first_labels(const PinsHost *host);

/* The initial state, as "NAME=VALUE" for each part. Free it. */
char *pins_host_initial(const PinsHost *host);

G_END_DECLS

#endif
