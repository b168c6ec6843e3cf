/* Folding: where both sides are the same server, a flight and its mirror image share one bitmap.
 *
 * Of two flights that are mirror images (mirror.h), the one whose link from A holds the greater
 * number stands for both: a state of the other one is there as its own mirror image, with the two
 * sides' local states exchanged. A flight that is its own mirror image has even links; of two pairs
 * that are mirror images, it has the lesser one only. So nearly every bit stands for two states. */
#ifndef PS_EXPLORER_FOLD_H
#define PS_EXPLORER_FOLD_H

#include "explorer/turns.h"

G_BEGIN_DECLS

/* What becomes of a pair where an edge leads. */
typedef enum {
    PS_FOLD_NOT,  /* it stays as it is */
    PS_FOLD_TURN, /* the sides are exchanged */
    PS_FOLD_EVEN, /* the same if that makes it less: the links are even */
} PsFoldKind;

typedef struct {
    const PsTurns *turns;
    gboolean folds;
    PsFound *pairs; /* by pair << 2 | kind, at place 0; NULL if nothing is folded */
} PsFold;

/* Prepares it for a world whose sides have the same numbers of local states if folds is TRUE. The
 * turns must outlive it. Clear with ps_fold_clear. */
void ps_fold_init(PsFold *fold, const PsTurns *turns, gboolean folds);
void ps_fold_clear(PsFold *fold);

/* How many states a bit stands for, at most. */
static inline guint64
ps_fold_each(const PsFold *fold)
{
    return fold->folds ? 2 : 1;
}

/* Makes a flight the one that stands for it, and says what becomes of its pairs. */
static inline PsFoldKind
ps_fold_flight(const PsFold *fold, PsParts *flight)
{
    if (!fold->folds || flight->link[0] > flight->link[1])
        return PS_FOLD_NOT;
    if (flight->link[0] == flight->link[1])
        return PS_FOLD_EVEN;
    PsParts turned = {
        flight->low, {flight->link[1], flight->link[0]}, {flight->length[1], flight->length[0]}};
    *flight = turned;
    return PS_FOLD_TURN;
}

/* TRUE if flights are folded, and this one, which stands for others, has even links. */
gboolean ps_fold_is_even(const PsFold *fold, PsPacked flight);

static inline guint
ps_fold_pair(const PsFold *fold, guint kind, guint pair)
{
    return fold->folds ? ps_found_pair(fold->pairs[pair << 2 | kind]) : pair;
}

/* TRUE if that exchanges the sides: what stands for the state is its mirror image. */
static inline gboolean
ps_fold_turns(const PsFold *fold, guint kind, guint pair)
{
    return kind == PS_FOLD_TURN || (kind == PS_FOLD_EVEN && ps_fold_pair(fold, kind, pair) != pair);
}

/* TRUE if the state with this pair, in a flight with even links or not, is its own mirror image. */
static inline gboolean
ps_fold_is_single(const PsFold *fold, gboolean even, guint pair)
{
    return !fold->folds || (even && ps_fold_pair(fold, PS_FOLD_TURN, pair) == pair);
}

G_END_DECLS

#endif
