/* Mirror images. */
#include "explorer/mirror.h"

static guint8
turned_bits(guint8 bits)
{
    return (guint8)((bits & 1) << 1 | (bits >> 1 & 1));
}

PsState
ps_mirror_state(const PsState *state)
{
    PsState mirrored = *state;
    for (guint side = 0; side < 2; side++) {
        mirrored.entry[side] = state->entry[1 - side];
        mirrored.link[side] = state->link[1 - side];
    }
    mirrored.online = turned_bits(state->online);
    mirrored.sees = turned_bits(state->sees);
    return mirrored;
}

gboolean
ps_mirror_applies(const PsWorld *world)
{
    return ps_profile_equal(ps_world_profile(world, 0), ps_world_profile(world, 1));
}

gboolean
ps_mirror_is_even(PsMirror mirror, const PsState *state)
{
    return mirror.merged && state->entry[0] == state->entry[1] &&
           state->link[0] == state->link[1] && turned_bits(state->online) == state->online &&
           turned_bits(state->sees) == state->sees;
}

gboolean
ps_mirror_find(PsMirror mirror, const PsState *state, guint64 *id, gboolean *turned)
{
    guint64 other = 0;
    *turned = FALSE;
    if (!ps_search_find(mirror.search, state, id))
        return FALSE;
    PsState mirrored = ps_mirror_state(state);
    if (mirror.merged && ps_search_find(mirror.search, &mirrored, &other) && other < *id) {
        *id = other;
        *turned = TRUE;
    }
    return TRUE;
}

gboolean
ps_mirror_keeps(PsMirror mirror, guint64 id)
{
    if (!mirror.merged)
        return TRUE;
    PsState state = ps_search_state(mirror.search, id);
    gboolean turned = FALSE;
    ps_mirror_find(mirror, &state, &id, &turned);
    return !turned;
}

guint
ps_mirror_transitions(PsMirror mirror, guint64 id, PsTransition *out)
{
    gboolean overflow = FALSE;
    PsState from = ps_search_state(mirror.search, id);
    guint n = ps_step_transitions(ps_search_world(mirror.search), &from, out, &overflow);
    guint kept = 0;
    for (guint i = 0; i < n; i++)
        if (!ps_mirror_is_even(mirror, &from) || out[i].step.side == 0)
            out[kept++] = out[i];
    return kept;
}

void
ps_mirror_straighten(PsMirror mirror, const PsState *from, PsStep *steps, guint n, gboolean *turned)
{
    if (!*turned || !ps_mirror_is_even(mirror, from))
        return;
    for (guint i = 0; i < n; i++)
        steps[i].side = 1 - steps[i].side;
    *turned = FALSE;
}
