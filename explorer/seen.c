/* What a log shows of a run. */
#include "explorer/seen.h"

PsSeenStream
ps_seen_stream(const PsSeen *seen)
{
    static const PsSeenStream streams[] = {
        [PS_SEEN_ACTION] = PS_STREAM_UP,     [PS_SEEN_ARRIVAL] = PS_STREAM_IN,
        [PS_SEEN_DELIVERY] = PS_STREAM_DOWN, [PS_SEEN_PUSH] = PS_STREAM_DOWN,
        [PS_SEEN_ROSTER] = PS_STREAM_DOWN,   [PS_SEEN_SENT] = PS_STREAM_OUT,
    };
    return streams[seen->kind];
}

gboolean
ps_seen_equal(const PsSeen *a, const PsSeen *b)
{
    return a->kind == b->kind && a->side == b->side && a->what == b->what &&
           ps_item_equal(&a->item, &b->item);
}

gboolean
ps_seen_is_watched(const PsSeenLog *log, const PsSeen *seen)
{
    gboolean item =
        seen->kind == PS_SEEN_PUSH || seen->kind == PS_SEEN_ROSTER ||
        (seen->kind == PS_SEEN_ACTION && (seen->what == PS_DO_REMOVE || seen->what == PS_DO_ADD));
    return log->watched[seen->side][ps_seen_stream(seen)] &&
           !(item && log->presences_only[seen->side]);
}

/* Adds what the row that fired hands to the user's client; a user who is offline gets nothing. */
static guint
add_shown(const PsWorld *world, guint side, PsEvent event, const PsState *before,
          const PsState *after, PsSeen *out)
{
    const PsProfile *profile = ps_world_profile(world, side);
    const PsRow *row = ps_profile_row(profile, event, before->entry[side]);
    guint n = 0;
    if (ps_world_options(world)->availability && !(after->online >> side & 1))
        return 0;
    for (guint i = 0; i < row->n_effects; i++) {
        PsSeen seen = {.side = (guint8)side};
        if (row->effects[i].kind == PS_DELIVER) {
            seen.kind = PS_SEEN_DELIVERY;
            seen.what = (guint8)(event - PS_N_ACTIONS);
        } else if (row->effects[i].kind == PS_PUSH) {
            seen.kind = PS_SEEN_PUSH;
            seen.item = ps_item_of_push(profile, event, row->state);
        } else {
            continue;
        }
        out[n++] = seen;
    }
    return n;
}

guint
ps_seen_of_step(const PsWorld *world, const PsState *before, PsStep step, const PsState *after,
                PsSeen *out)
{
    PsEvent event = 0;
    guint n = 0;
    if (!ps_step_event(step, &event))
        return 0;
    out[n++] = (PsSeen){.kind = step.kind == PS_STEP_ACTION ? PS_SEEN_ACTION : PS_SEEN_ARRIVAL,
                        .side = step.side,
                        .what = step.what};
    n += add_shown(world, step.side, event, before, after, out + n);
    PsResponse response = ps_step_react(world, step.side, event, ps_state_local(before, step.side));
    for (guint i = 0; i < response.n_sends && n < PS_MAX_SHOWN; i++)
        out[n++] = (PsSeen){.kind = PS_SEEN_SENT, .side = step.side, .what = response.sends[i]};
    return n;
}

/* TRUE if a row shows this. */
static gboolean
row_shows(const PsProfile *profile, PsEvent event, const PsRow *row, const PsSeen *seen)
{
    PsItem item = ps_item_of_push(profile, event, row->state);
    for (guint i = 0; i < row->n_effects; i++) {
        const PsEffect *effect = &row->effects[i];
        if (seen->kind == PS_SEEN_PUSH && effect->kind == PS_PUSH &&
            ps_item_equal(&item, &seen->item))
            return TRUE;
        if (seen->kind == PS_SEEN_DELIVERY && effect->kind == PS_DELIVER &&
            event == ps_event_arrival(seen->what))
            return TRUE;
        if (seen->kind == PS_SEEN_SENT &&
            ((effect->kind == PS_SEND && effect->presence == seen->what) ||
             (effect->kind == PS_ROUTE && event == seen->what)))
            return TRUE;
    }
    return FALSE;
}

/* TRUE if some state has no roster item. */
static gboolean
knows_unlisted(const PsProfile *profile)
{
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (ps_profile_attributes(profile, state) & PS_UNLISTED)
            return TRUE;
    return FALSE;
}

gboolean
ps_seen_in_state(const PsWorld *world, const PsSeen *seen, guint state)
{
    static const PsItem idle = {"none", NULL, FALSE};
    const PsProfile *profile = ps_world_profile(world, seen->side);
    PsItem item = {NULL, NULL, FALSE};
    ps_item_of_state(profile, state, &item);
    gboolean pending = (ps_profile_attributes(profile, state) & PS_PENDING) != 0;
    return ps_item_equal(&item, &seen->item) ||
           (seen->item.subscription == NULL && ps_item_equal(&item, &idle) &&
            (pending || !knows_unlisted(profile)));
}

gboolean
ps_seen_is_possible(const PsWorld *world, const PsSeen *seen)
{
    const PsProfile *profile = ps_world_profile(world, seen->side);
    if (seen->kind == PS_SEEN_ACTION || seen->kind == PS_SEEN_ARRIVAL)
        return TRUE;
    for (guint state = 0; state < ps_profile_n_states(profile); state++) {
        if (seen->kind == PS_SEEN_ROSTER && ps_seen_in_state(world, seen, state))
            return TRUE;
        for (PsEvent event = 0; seen->kind != PS_SEEN_ROSTER && event < PS_N_EVENTS; event++)
            if (row_shows(profile, event, ps_profile_row(profile, event, state), seen))
                return TRUE;
    }
    return FALSE;
}

char *
ps_seen_text(const PsWorld *world, const PsSeen *seen)
{
    const char *name = ps_world_name(world, seen->side);
    g_autofree char *item = seen->item.subscription != NULL ? ps_item_text(&seen->item) : NULL;
    switch ((PsSeenKind)seen->kind) {
    case PS_SEEN_ACTION:
        return g_strdup_printf("%s's client sends %s", name, ps_action_name(seen->what));
    case PS_SEEN_ARRIVAL:
        return g_strdup_printf("%s's server gets %s", name, ps_presence_name(seen->what));
    case PS_SEEN_DELIVERY:
        return g_strdup_printf("%s's client gets %s", name, ps_presence_name(seen->what));
    case PS_SEEN_PUSH:
        return g_strdup_printf("%s's client gets the push %s", name, item);
    case PS_SEEN_ROSTER:
        return g_strdup_printf("%s's client gets a roster %s%s", name,
                               item != NULL ? "with " : "without the contact",
                               item != NULL ? item : "");
    default:
        return g_strdup_printf("%s's server sends %s", name, ps_presence_name(seen->what));
    }
}
