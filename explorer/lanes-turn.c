/* Lanes: mirror images, where both sides are alike. */
#include "explorer/lanes-private.h"

typedef guint64 FourLanes __attribute__((aligned(2), may_alias));

/* The first lane from i on that has states in it; n, or more, if there is none before that. */
static inline guint
next_lane(const PsLane *lanes, guint i, guint n)
{
    while (i < n && lanes[i] == 0)
        i += i % 4 == 0 && i + 4 <= n && *(const FourLanes *)(lanes + i) == 0 ? 4 : 1;
    return i;
}

/* States on their way to their mirror images: those that have their local state of the outer side
 * and their shape in common, which has no row or is its own mirror image. */
typedef struct {
    PsLaneRow *rows;      /* of the mirror images' shape, where the local state is 0 */
    guint n_shapes;       /* rows from one local state to the next, */
    gsize n_lanes;        /* and lanes */
    PsLane *to;           /* the lanes of the first row */
    guint own, other;     /* bits of a lane's number that the two links have here */
    PsLane bit;           /* of all of them, in the lanes of the mirror images */
    const guint8 *locals; /* of those, by bit, on the outer side */
} Turn;

static Turn
turn_from(const PsLanes *lanes, guint local, guint shape)
{
    const PsSpace *space = lanes->space;
    guint lengths[2] = {ps_space_length(space, shape, 0), ps_space_length(space, shape, 1)};
    PsLaneRow *rows = &lanes->rows[ps_space_shape(space, lengths[1], lengths[0])];
    return (Turn){
        .rows = rows,
        .n_shapes = space->n_shapes,
        .n_lanes = lanes->n_lanes,
        .to = lanes->fresh + rows->begin,
        .own = lengths[lanes->outer] * space->digit,
        .other = lengths[1 - lanes->outer] * space->digit,
        .bit = (PsLane)(1u << lanes->bits[local]),
        .locals = lanes->locals,
    };
}

/* Adds the mirror images of the states of a lane. */
static inline void
add(const Turn *turn, guint lane, guint states)
{
    guint low = lane & ((1u << turn->other) - 1);
    PsLane *to = turn->to + (low << turn->own | lane >> turn->other);
    for (; states != 0; states &= states - 1) {
        guint local = turn->locals[__builtin_ctz(states)];
        to[local * turn->n_lanes] |= turn->bit;
        turn->rows[local * turn->n_shapes].has_fresh = TRUE;
    }
}

void
ps_lanes_follow_turned(PsLanes *lanes, const PsLaneRow *row, const PsLaneShift *shift)
{
    const PsLane *from = lanes->last + row->begin + shift->from;
    Turn turn = turn_from(lanes, row->local, shift->to_shape);
    guint n = shift->n;
    for (guint i = next_lane(from, 0, n); i < n; i = next_lane(from, i + 1, n))
        add(&turn, shift->to + i * shift->step, ps_lane_shift(from[i], &shift->shifts));
}

void
ps_lanes_complete(PsLanes *lanes, const PsLaneRow *row)
{
    const PsLane *known = lanes->known + row->begin;
    const PsLane *fresh = lanes->fresh + row->begin;
    if (!row->has_fresh || !ps_lanes_is_even(lanes, row->shape))
        return;
    Turn turn = turn_from(lanes, row->local, row->shape);
    guint n = row->n;
    for (guint i = next_lane(fresh, 0, n); i < n; i = next_lane(fresh, i + 1, n))
        add(&turn, i, fresh[i] & ~known[i]);
}
