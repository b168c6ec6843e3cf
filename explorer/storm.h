/* Storms: arrivals that set each other off for ever. */
#ifndef PS_EXPLORER_STORM_H
#define PS_EXPLORER_STORM_H

#include "explorer/search.h"

G_BEGIN_DECLS

/* Follows arrivals from a state, always the first that leads to a state from which arrivals can go
 * on for ever, as is_endless says, until a state comes round again: the way there is the stem, the
 * way round the loop (PsStep). Free both with g_array_unref. */
void ps_storm_follow(const PsWorld *world, const PsState *from, PsGoal is_endless,
                     gconstpointer data, GArray **stem, GArray **loop);

G_END_DECLS

#endif
