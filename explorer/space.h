/* The space: where every state of a world lies if sets of states are strings of bits.
 *
 * What a side is apart from the links (PsLocal) is numbered; so is every pair of the two sides'
 * numbers. The lengths of both links are a shape; a shape and what is left of the budgets of faults
 * are a block. Within a block and a pair, a state is the number that its links' presences spell:
 * A's link is the low part of it, and the head of each link the lowest digit of its part. */
#ifndef PS_EXPLORER_SPACE_H
#define PS_EXPLORER_SPACE_H

#include "model/step.h"

G_BEGIN_DECLS

/* A side's entry, and whether it is online and sees: as many as there can be. */
#define PS_MAX_LOCALS (4 * PS_MAX_STATES)

/* Strings of 2^30 bits are the longest. */
#define PS_MAX_ORDER 30

/* Where both links have so many presences. */
typedef struct {
    guint8 length[2];   /* of each link */
    gboolean is;        /* FALSE if that is more than there can be */
    guint8 order;       /* a string has 2^order bits, */
    guint8 chunk_order; /* and so has each of its chunks */
} PsShape;

/* All strings are cut into chunks of 2^chunk_order bits; shorter ones are one chunk. */
typedef struct {
    const PsWorld *world;
    guint digit; /* bits of a presence on a link */
    guint chunk_order;
    guint n_locals[2];
    PsLocal locals[2][PS_MAX_LOCALS];
    guint8 local_numbers[2][PS_MAX_STATES][2][2]; /* by entry, online, sees */
    guint n_pairs;                                /* n_locals[0] * n_locals[1] */
    guint longest;                                /* presences on both links together, */
    guint longest_link;                           /* and on one */
    guint n_shapes;
    PsShape *shapes;                /* n_shapes of them */
    guint n_budgets;                /* ways to have spent the budgets */
    guint budget_step[PS_N_FAULTS]; /* how much more one more of a fault makes; 0 without budget */
    guint n_blocks;                 /* n_shapes * n_budgets */
} PsSpace;

/* The space of a world whose links are queues. Free with ps_space_free. */
PsSpace *ps_space_new(const PsWorld *world);

void ps_space_free(PsSpace *space);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsSpace, ps_space_free)

/* The shape with these lengths, or -1 if it is not in the space. */
int ps_space_shape(const PsSpace *space, guint a, guint b);

/* The number of a shape is below n_shapes; but not every number is one. */
static inline gboolean
ps_space_is_shape(const PsSpace *space, guint shape)
{
    return space->shapes[shape].is;
}

/* The length of a link in a shape. */
static inline guint
ps_space_length(const PsSpace *space, guint shape, guint link)
{
    return space->shapes[shape].length[link];
}

static inline guint
ps_space_block(const PsSpace *space, guint shape, guint budget)
{
    return budget * space->n_shapes + shape;
}

static inline guint
ps_space_shape_of(const PsSpace *space, guint block)
{
    return block % space->n_shapes;
}

static inline guint
ps_space_budget_of(const PsSpace *space, guint block)
{
    return block / space->n_shapes;
}

/* How often a fault may still happen in the states of a block, if it has a budget. */
guint ps_space_left(const PsSpace *space, guint block, PsFault fault);

static inline guint
ps_space_pair(const PsSpace *space, guint local_a, guint local_b)
{
    return local_a * space->n_locals[1] + local_b;
}

static inline guint
ps_space_local_of(const PsSpace *space, guint pair, guint side)
{
    return side == 0 ? pair / space->n_locals[1] : pair % space->n_locals[1];
}

/* A number for a shape and a local state of a side; those for shape n_shapes are none. */
static inline guint
ps_space_key(const PsSpace *space, guint shape, guint side, guint local)
{
    return shape * (space->n_locals[0] + space->n_locals[1]) + side * space->n_locals[0] + local;
}

/* TRUE if such presences exist in the world. */
gboolean ps_space_has_presence(const PsSpace *space, PsPresence presence);

/* The number of a side's local state. */
guint ps_space_local(const PsSpace *space, guint side, PsLocal local);

/* A string of a shape has 2^order bits; and so has each of its chunks, as many as there are. */
static inline guint
ps_space_order(const PsSpace *space, guint shape)
{
    return space->shapes[shape].order;
}

static inline guint
ps_space_chunk_order(const PsSpace *space, guint shape)
{
    return space->shapes[shape].chunk_order;
}

static inline guint64
ps_space_n_chunks(const PsSpace *space, guint shape)
{
    return (guint64)1 << (ps_space_order(space, shape) - ps_space_chunk_order(space, shape));
}

/* Sets *pair to that of a state, however much is in flight in it; FALSE if a side is in none of the
 * local states. */
gboolean ps_space_find_pair(const PsSpace *space, const PsState *state, guint *pair);

/* Where a state lies. */
typedef struct {
    guint block;
    guint pair;
    guint64 bit;
} PsPlace;

/* FALSE if it is in none of the blocks. */
gboolean ps_space_find(const PsSpace *space, const PsState *state, PsPlace *place);
PsState ps_space_state(const PsSpace *space, PsPlace place);

G_END_DECLS

#endif
