/* The product of two servers: every event goes through model/step, at each side alone. */
#include "explorer/product.h"

PsWorld *
ps_product_world(const PsProfile *first, const PsProfile *second, gboolean availability)
{
    PsWorldOptions options;
    ps_world_options_init(&options);
    options.profiles[0] = first;
    options.profiles[1] = second;
    options.in_flight = PS_MAX_IN_FLIGHT;     /* whatever one row sends fits on a link */
    options.faults[PS_BOUNCE] = PS_FAULT_ANY; /* errors exist */
    options.availability = availability;
    g_autoptr(GError) error = NULL;
    PsWorld *world = ps_world_new(&options, &error);
    g_assert_no_error(error);
    return world;
}

/* What the side sent, from its outgoing link. */
static void
note_sent(const PsWorld *world, guint64 link, PsReaction *reaction)
{
    reaction->n_sent = ps_world_link_length(world, link);
    for (guint i = 0; i < reaction->n_sent; i++)
        reaction->sent[i] = ps_world_link_peek(world, link, i);
}

/* What the row of the event hands to the user's client. */
static void
note_shown(const PsProfile *profile, PsEvent event, guint entry, PsReaction *reaction)
{
    const PsRow *row = ps_profile_row(profile, event, entry);
    for (guint i = 0; i < row->n_effects; i++) {
        reaction->delivered |= row->effects[i].kind == PS_DELIVER;
        reaction->n_pushes += row->effects[i].kind == PS_PUSH;
    }
    if (reaction->n_pushes > 0)
        reaction->push = ps_item_of_push(profile, event, row->state);
}

/* Feeds one side; the other one stays as it is. */
static gboolean
feed_side(const PsWorld *world, guint side, PsFed *fed)
{
    PsStep step = ps_step_of_event(side, fed->event);
    PsState before = fed->to;
    PsState *to = &fed->to;
    if (step.kind == PS_STEP_ARRIVAL)
        before.link[1 - side] =
            ps_world_link_add(world, before.link[1 - side], (PsPresence)step.what);
    if (!ps_step_take(world, &before, step, to))
        return FALSE;
    note_sent(world, to->link[side], &fed->reactions[side]);
    to->link[side] = before.link[side];
    if (!ps_world_options(world)->availability || (to->online >> side & 1))
        note_shown(ps_world_profile(world, side), fed->event, before.entry[side],
                   &fed->reactions[side]);
    return TRUE;
}

gboolean
ps_product_feed(const PsWorld *world, const PsState *from, PsEvent event, PsFed *fed)
{
    *fed = (PsFed){.event = event, .to = *from};
    return ps_world_has_event(world, event) && feed_side(world, 0, fed) && feed_side(world, 1, fed);
}

gboolean
ps_reaction_same_sent(const PsReaction *a, const PsReaction *b)
{
    gboolean same = a->n_sent == b->n_sent;
    for (guint i = 0; same && i < a->n_sent; i++)
        same = a->sent[i] == b->sent[i];
    return same;
}

gboolean
ps_reaction_same_shown(const PsReaction *a, const PsReaction *b)
{
    return a->delivered == b->delivered && a->n_pushes == b->n_pushes &&
           (a->n_pushes == 0 || ps_item_equal(&a->push, &b->push));
}
