/* Moves: the transitions of a search between pairs of entries, merged. */
#ifndef PS_VIZ_MOVES_H
#define PS_VIZ_MOVES_H

#include "explorer/mirror.h"

G_BEGIN_DECLS

/* A pair of entries as a number. */
typedef guint PsPairId;

#define PS_N_PAIR_IDS (PS_MAX_STATES * PS_MAX_STATES)

static inline PsPairId
ps_pair_id(const PsState *state)
{
    return (PsPairId)state->entry[0] * PS_MAX_STATES + state->entry[1];
}

/* The entry of a side in a pair. */
static inline guint
ps_pair_entry(PsPairId pair, guint side)
{
    return side == 0 ? pair / PS_MAX_STATES : pair % PS_MAX_STATES;
}

/* All transitions from one pair to another one, or to itself. */
typedef struct {
    PsPairId from;
    PsPairId to;
    guint16 what[2][PS_N_STEP_KINDS][2]; /* the steps: bit w for what w, by whether they lead to the
                                          * mirror image of `to`, by kind and side */
} PsPairMove;

typedef struct _PsMoves PsMoves;

/* Collects the transitions of a search; where mirror images are merged, between pairs of which the
 * first side's entry is not the higher one. Free with ps_moves_free. */
PsMoves *ps_moves_new(PsMirror mirror);

void ps_moves_free(PsMoves *moves);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsMoves, ps_moves_free)

/* The pairs that some state has, in the order in which they were found. */
guint ps_moves_n_pairs(const PsMoves *moves);
PsPairId ps_moves_pair(const PsMoves *moves, guint i);

/* The moves, in the order in which they were found. */
guint ps_moves_n(const PsMoves *moves);
const PsPairMove *ps_moves_get(const PsMoves *moves, guint i);

/* The move between two pairs, or NULL. */
const PsPairMove *ps_moves_find(const PsMoves *moves, PsPairId from, PsPairId to);

/* Which kinds of steps it has, bit 1 << PsStepKind. */
guint ps_pair_move_kinds(const PsPairMove *move);

/* The steps of a move in a fixed order (by kind, side, what), each made a string by text, with a
 * mark behind those that lead to a mirror image: an array that frees them. */
GPtrArray *ps_pair_move_list(const PsPairMove *move, const PsWorld *world,
                             char *(*text)(const PsWorld *, PsStep));

G_END_DECLS

#endif
