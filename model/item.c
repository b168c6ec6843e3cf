/* Items: what a client sees of an entry. */
#include "model/item.h"

gboolean
ps_item_of_state(const PsProfile *profile, guint state, PsItem *item)
{
    PsAttributes attributes = ps_profile_attributes(profile, state);
    if (attributes & PS_UNLISTED)
        return FALSE;
    *item = (PsItem){ps_attributes_subscription(attributes), ps_attributes_ask(attributes),
                     (attributes & PS_APPROVED) != 0};
    return TRUE;
}

PsItem
ps_item_of_push(const PsProfile *profile, PsEvent event, guint state)
{
    PsItem item = {"remove", NULL, FALSE};
    if (event != PS_DO_REMOVE)
        ps_item_of_state(profile, state, &item);
    return item;
}

gboolean
ps_item_equal(const PsItem *a, const PsItem *b)
{
    return g_strcmp0(a->subscription, b->subscription) == 0 && g_strcmp0(a->ask, b->ask) == 0 &&
           a->approved == b->approved;
}

char *
ps_item_text(const PsItem *item)
{
    return g_strdup_printf("subscription=%s%s%s%s", item->subscription,
                           item->ask != NULL ? " ask=" : "", item->ask != NULL ? item->ask : "",
                           item->approved ? " approved=true" : "");
}
