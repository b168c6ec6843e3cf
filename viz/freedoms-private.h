/* The inside of the report on freedoms: what is said of them in words. */
#ifndef PS_VIZ_FREEDOMS_PRIVATE_H
#define PS_VIZ_FREEDOMS_PRIVATE_H

#include "viz/freedoms.h"

/* What flipping a freedom alone does, in a sentence: "auto-unsubscribed carries no-ghost: without
 * it no-ghost falls in 8 steps and needs a race". Free it. */
char *freedoms_sentence(const PsFreedoms *freedoms, guint i);

/* What turning it on does to a property in the combinations of the others: "mends 16, delays 4";
 * "" if nothing. Free it. */
char *freedoms_influence_text(const PsInfluence *influence);

/* Which combinations are the best, and how near they are. Free it. */
char *freedoms_best_text(const PsFreedoms *freedoms);

/* TRUE if a property holds in every world. */
gboolean freedoms_holds_everywhere(const PsFreedoms *freedoms, guint property);

#endif
