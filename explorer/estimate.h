/* Estimates: how large a search will be, before it begins. */
#ifndef PS_EXPLORER_ESTIMATE_H
#define PS_EXPLORER_ESTIMATE_H

#include "explorer/search.h"

G_BEGIN_DECLS

typedef struct {
    double most;  /* there cannot be more states: entries that can meet, with all words on links */
    double about; /* states that there probably are; 0: nothing is known of that */
    double bytes; /* of memory that `about` states take, or else `most`, at most */
    gboolean large; /* it will take a second or more */
} PsEstimate;

/* An estimate for a search of all states with this engine, one that ps_search_engine returns.
 * max_states is the limit of states, or 0: with one, mirror images are not folded; what it ends is
 * estimated all the same. If there may be so many states that the search is large, small worlds
 * with less in flight are searched for it; else nothing is said about `about`. */
PsEstimate ps_estimate(const PsWorld *world, PsEngine engine, guint64 max_states);

G_END_DECLS

#endif
