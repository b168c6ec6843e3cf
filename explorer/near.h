/* Near: a cheap look for a goal around settled states. */
#ifndef PS_EXPLORER_NEAR_H
#define PS_EXPLORER_NEAR_H

#include "explorer/search.h"

G_BEGIN_DECLS

/* TRUE if it is known that from every settled state of a complete search some path leads to a state
 * that is_goal accepts, and each has one near it: about 10,000 states are met around each at most,
 * and 160,000 remembered, which takes some 5 MB; fewer, down to 10,000, where the limit of memory
 * of the search leaves less. Where every sequence of arrivals comes to an end, that is so of every
 * state then: arrivals alone lead it to a settled one. FALSE if it is not known, also if the
 * progress function of the search ends it. */
gboolean ps_near_settled_can_reach(const PsSearch *search, PsGoal is_goal, gconstpointer data);

G_END_DECLS

#endif
