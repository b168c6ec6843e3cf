/* Identity: what a search is of, as text that two of them can be compared by. */
#ifndef PS_EXPLORER_IDENTITY_H
#define PS_EXPLORER_IDENTITY_H

#include "explorer/search.h"

G_BEGIN_DECLS

/* Lines "KEY: VALUE": the version of the program, the engine that searches (`instead`: the hash
 * engine, because sets could not say the world), and all of the world
 * that its states depend on: both servers with their options and tables, the bound, users, actions,
 * faults and modes; not the names of the users. Free it. */
char *ps_identity_new(const PsWorld *world, PsEngine engine, gboolean instead);

/* In which line the second one differs first: "in-flight is 3 there and 4 here", `there` being the
 * first one. NULL if they are the same. Free it. */
char *ps_identity_difference(const char *there, const char *here);

/* The engine in a text that may be anything. FALSE, and nothing is touched, if it names none. */
gboolean ps_identity_engine(const char *identity, PsEngine *engine, gboolean *instead);

G_END_DECLS

#endif
