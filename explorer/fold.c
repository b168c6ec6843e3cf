/* Folding. */
#include "explorer/fold.h"

void
ps_fold_init(PsFold *fold, const PsTurns *turns, gboolean folds)
{
    const PsSpace *space = turns->space;
    *fold = (PsFold){.turns = turns, .folds = folds, .shift = g_bit_storage(space->n_pairs - 1)};
    if (!folds)
        return;
    g_assert(space->n_locals[0] == space->n_locals[1]);
    fold->pairs = g_new0(guint16, (gsize)PS_N_FOLDS << fold->shift);
    for (guint pair = 0; pair < space->n_pairs; pair++) {
        guint turned = ps_space_pair(space, turns->locals[1][pair], turns->locals[0][pair]);
        fold->pairs[PS_FOLD_NOT << fold->shift | pair] = (guint16)pair;
        fold->pairs[PS_FOLD_TURN << fold->shift | pair] = (guint16)turned;
        fold->pairs[PS_FOLD_EVEN << fold->shift | pair] = (guint16)MIN(pair, turned);
    }
}

void
ps_fold_clear(PsFold *fold)
{
    g_free(fold->pairs);
    *fold = (PsFold){0};
}

PsPacked
ps_fold_flight(const PsFold *fold, PsPacked flight, PsFoldKind *kind)
{
    *kind = PS_FOLD_NOT;
    if (!fold->folds)
        return flight;
    PsParts parts = ps_turns_parts(fold->turns, flight);
    if (parts.link[0] == parts.link[1])
        *kind = PS_FOLD_EVEN;
    if (parts.link[0] >= parts.link[1])
        return flight;
    *kind = PS_FOLD_TURN;
    PsParts turned = parts;
    for (guint link = 0; link < 2; link++) {
        turned.link[link] = parts.link[1 - link];
        turned.length[link] = parts.length[1 - link];
    }
    return ps_turns_join(fold->turns, &turned);
}

gboolean
ps_fold_is_even(const PsFold *fold, PsPacked flight)
{
    PsParts parts = ps_turns_parts(fold->turns, flight);
    return parts.link[0] == parts.link[1];
}
