/* Items: what of an entry a client sees, in its roster and in roster pushes (RFC 6121 2.1.2). */
#ifndef PS_MODEL_ITEM_H
#define PS_MODEL_ITEM_H

#include "model/profile.h"

G_BEGIN_DECLS

/* What a roster item shows to a client. Both strings are static; ask is NULL if there is none. */
typedef struct {
    const char *subscription; /* none, to, from, both; in a push also remove */
    const char *ask;          /* subscribe, unsubscribe */
    gboolean approved;
} PsItem;

/* "subscription=from ask=subscribe" for an item. Free it. */
char *ps_item_text(const PsItem *item);

gboolean ps_item_equal(const PsItem *a, const PsItem *b);

/* What the roster item of a state shows. FALSE, and *item untouched, if there is none. */
gboolean ps_item_of_state(const PsProfile *profile, guint state, PsItem *item);

/* What a push shows when a row of event led to state: subscription='remove' after Remove and where
 * no item is left (RFC 6121 2.5.2), the item otherwise. */
PsItem ps_item_of_push(const PsProfile *profile, PsEvent event, guint state);

G_END_DECLS

#endif
