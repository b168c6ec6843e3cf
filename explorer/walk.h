/* A walk: a run that somebody chooses step by step, back and forth. */
#ifndef PS_EXPLORER_WALK_H
#define PS_EXPLORER_WALK_H

#include "explorer/search.h"
#include "model/property.h"

G_BEGIN_DECLS

typedef struct _PsWalk PsWalk;

/* A walk that stands in the initial state; world must outlive it. Free with ps_walk_free. */
PsWalk *ps_walk_new(const PsWorld *world);

void ps_walk_free(PsWalk *walk);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsWalk, ps_walk_free)

const PsWorld *ps_walk_world(const PsWalk *walk);

/* How many steps it has taken, how many it knows: also those that lie ahead after going back; and
 * the state in which it stands. */
guint ps_walk_position(const PsWalk *walk);
guint ps_walk_length(const PsWalk *walk);
PsState ps_walk_state(const PsWalk *walk);

/* The steps up to where it stands (PsStep). Free with g_array_unref. */
GArray *ps_walk_path(const PsWalk *walk);

/* The transitions out of the state in which it stands (ps_step_transitions): how many, and which.
 */
guint ps_walk_n_choices(const PsWalk *walk);
const PsTransition *ps_walk_choice(const PsWalk *walk, guint i);

/* Takes a step as a replay does (ps_step_take); what lay ahead is forgotten unless it begins with
 * that. FALSE, and nothing is changed, if it is not enabled. */
gboolean ps_walk_take(PsWalk *walk, PsStep step);

/* Goes back or forth to where it had taken so many steps. FALSE, and nothing is changed, if it does
 * not know as many. */
gboolean ps_walk_go(PsWalk *walk, guint position);

/* Takes n steps, each chosen evenly among the choices; random is the state of the random numbers
 * (ps_simulate_next). Returns how many it took: fewer only if there is no choice any more. */
guint ps_walk_random(PsWalk *walk, guint n, guint64 *random);

/* ---- Going on to a state ---- */

typedef enum {
    PS_WALK_FOUND,   /* and gone there */
    PS_WALK_NONE,    /* no way leads to such a state */
    PS_WALK_UNKNOWN, /* a limit, or the progress function, ended the search */
} PsWalkResult;

/* Takes a shortest way from here to a state that is such; none if this one is. limits may be NULL;
 * their goal does not matter. If a limit ends the search, *stopped says which: free it. */
PsWalkResult ps_walk_to(PsWalk *walk, PsGoal is_goal, gconstpointer data, const PsLimits *limits,
                        char **stopped);

/* The same, to a state that violates a settled or always property that this one does not violate.
 * Those of the properties that no single state violates, and those that do not apply, do not
 * matter. */
PsWalkResult ps_walk_to_fall(PsWalk *walk, const PsProperties *properties, const PsLimits *limits,
                             char **stopped);

G_END_DECLS

#endif
