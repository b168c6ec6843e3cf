/* Folding. */
#include "explorer/fold.h"

void
ps_fold_init(PsFold *fold, const PsTurns *turns, gboolean folds)
{
    const PsSpace *space = turns->space;
    *fold = (PsFold){.turns = turns, .folds = folds};
    if (!folds)
        return;
    g_assert(space->n_locals[0] == space->n_locals[1]);
    fold->pairs = g_new0(PsFound, (gsize)space->n_pairs << 2);
    for (guint pair = 0; pair < space->n_pairs; pair++) {
        guint turned = ps_space_pair(space, turns->locals[1][pair], turns->locals[0][pair]);
        fold->pairs[pair << 2 | PS_FOLD_NOT] = ps_found(0, pair);
        fold->pairs[pair << 2 | PS_FOLD_TURN] = ps_found(0, turned);
        fold->pairs[pair << 2 | PS_FOLD_EVEN] = ps_found(0, MIN(pair, turned));
    }
}

void
ps_fold_clear(PsFold *fold)
{
    g_free(fold->pairs);
    *fold = (PsFold){0};
}

gboolean
ps_fold_is_even(const PsFold *fold, PsPacked flight)
{
    if (!fold->folds)
        return FALSE;
    PsParts parts = ps_turns_parts(fold->turns, flight);
    return parts.link[0] == parts.link[1];
}
