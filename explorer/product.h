/* The product of two servers: both are fed the same events, one after the other, and do not know of
 * each other. The servers are the sides of a world in which nothing stays on a link. */
#ifndef PS_EXPLORER_PRODUCT_H
#define PS_EXPLORER_PRODUCT_H

#include "model/item.h"
#include "model/step.h"

G_BEGIN_DECLS

/* What a server does on one event, as seen from outside. */
typedef struct {
    guint n_sent;
    PsPresence sent[PS_MAX_EFFECTS]; /* to the peer, in their order */
    gboolean delivered;              /* the presence that arrived, to the user's client */
    guint n_pushes;                  /* to the user's client */
    PsItem push;                     /* what they show */
} PsReaction;

/* One event that both servers were fed. */
typedef struct {
    PsEvent event;
    PsState to; /* both entries after it; nothing on the links */
    PsReaction reactions[2];
} PsFed;

/* A world to feed two profiles in. They must outlive it. Free with ps_world_free. */
PsWorld *ps_product_world(const PsProfile *first, const PsProfile *second, gboolean availability);

/* Feeds both an event in a state whose links are empty. FALSE if it cannot be: who is online does
 * not log in, who is offline does nothing else. A user who is offline gets nothing delivered and
 * no push. */
gboolean ps_product_feed(const PsWorld *world, const PsState *from, PsEvent event, PsFed *fed);

/* TRUE if the peer gets the same presences in the same order. */
gboolean ps_reaction_same_sent(const PsReaction *a, const PsReaction *b);

/* TRUE if the user's client gets the same: the presence or not, and as many pushes that show the
 * same. */
gboolean ps_reaction_same_shown(const PsReaction *a, const PsReaction *b);

G_END_DECLS

#endif
