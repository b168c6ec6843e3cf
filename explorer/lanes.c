/* Lanes: where they lie, and a layer after the other. */
#include "explorer/lanes-private.h"

#include <string.h>

/* ---- Where they lie ---- */

/* Only presences that two bits tell apart: a letter more makes four lanes of one. */
#define DIGIT 2

/* The side whose local states have rows, so that those of the other one have bits. */
static guint
outer_of(const PsSpace *space)
{
    return space->n_locals[1] <= PS_LANE_BITS ? 0 : 1;
}

/* The lanes of a row; 0 if there is none. */
static guint
count_row(const PsSpace *space, gboolean folds, guint shape)
{
    guint outer = outer_of(space);
    guint own = ps_space_length(space, shape, outer);
    guint other = ps_space_length(space, shape, 1 - outer);
    if (!ps_space_is_shape(space, shape) || (folds && own < other))
        return 0;
    return MAX(1u << ps_space_order(space, shape), PS_LANES);
}

guint64
ps_lanes_bytes(const PsSpace *space, gboolean folds)
{
    guint outer = outer_of(space);
    guint64 n = 0;
    if (space->n_budgets > 1 || space->digit != DIGIT || space->n_locals[1 - outer] > PS_LANE_BITS)
        return 0;
    for (guint shape = 0; shape < space->n_shapes; shape++)
        n += count_row(space, folds, shape);
    return 3 * sizeof(PsLane) * space->n_locals[outer] * n;
}

static void
lay_out(PsLanes *lanes)
{
    const PsSpace *space = lanes->space;
    lanes->outer = outer_of(space);
    lanes->n_outer = space->n_locals[lanes->outer];
    lanes->n_rows = lanes->n_outer * space->n_shapes;
    lanes->first = g_new(guint, space->n_shapes + 1);
    for (guint shape = 0; shape < space->n_shapes; shape++) {
        guint n = count_row(space, lanes->folds, shape);
        lanes->first[shape] = lanes->n_lanes;
        lanes->n_lanes += n;
        lanes->n_marks = MAX(lanes->n_marks, (n / PS_LANES + 63) / 64);
    }
    lanes->first[space->n_shapes] = lanes->n_lanes;
}

/* A number by which states that differ in the same way lie the same distance apart: what the user
 * has of the contact's presence, and the other way round, and what else there is. */
static guint
rank_of(const PsLanes *lanes, PsLocal local)
{
    const PsProfile *profile = ps_world_profile(lanes->space->world, 1 - lanes->outer);
    guint is = ps_profile_attributes(profile, local.entry);
    guint own = is & PS_TO ? 3 : is & PS_UNASK ? 2 : is & PS_ASK ? 1 : 0;
    guint other = is & PS_FROM ? 2 : is & PS_PENDING ? 1 : 0;
    guint rest = 2 * !!(is & PS_APPROVED) + !!(is & PS_UNLISTED);
    return ((rest * 2 + local.online) * 2 + local.sees) * 12 + own * 3 + other;
}

static void
number_bits(PsLanes *lanes)
{
    guint n = lanes->space->n_locals[1 - lanes->outer];
    const PsLocal *locals = lanes->space->locals[1 - lanes->outer];
    for (guint i = 0; i < n; i++) {
        guint mine = rank_of(lanes, locals[i]);
        for (guint j = 0; j < n; j++) {
            guint other = rank_of(lanes, locals[j]);
            lanes->bits[i] = (guint8)(lanes->bits[i] + (other < mine || (other == mine && j < i)));
        }
        lanes->locals[lanes->bits[i]] = (guint8)i;
    }
}

/* FALSE without memory. */
static gboolean
make_lanes(PsLanes *lanes)
{
    gsize n = (gsize)lanes->n_outer * lanes->n_lanes;
    gsize bytes = 3 * n * sizeof(PsLane);
    ps_arena_init(&lanes->memory, bytes);
    if (!ps_arena_grow(&lanes->memory, bytes))
        return FALSE;
    ps_arena_touch_first(&lanes->memory, bytes);
    lanes->known = (PsLane *)(gpointer)lanes->memory.base;
    lanes->last = lanes->known + n;
    lanes->fresh = lanes->last + n;
    return TRUE;
}

PsLanes *
ps_lanes_new(const PsSpace *space, gboolean folds)
{
    g_autoptr(PsLanes) lanes = g_new0(PsLanes, 1);
    lanes->space = space;
    lanes->folds = folds;
    lanes->kernels = ps_lane_kernels_fastest();
    lay_out(lanes);
    number_bits(lanes);
    lanes->has_last = g_new0(guint8, lanes->n_rows);
    lanes->has_fresh = g_new0(guint8, lanes->n_rows);
    lanes->marks = g_new0(guint64, (gsize)lanes->n_rows * lanes->n_marks);
    lanes->copies = g_array_new(FALSE, FALSE, sizeof(PsLaneCopy));
    lanes->copies_begin = g_new(guint, lanes->n_rows + 1);
    lanes->shifts = g_array_new(FALSE, FALSE, sizeof(PsLaneShift));
    lanes->shifts_begin = g_new(guint, space->n_shapes + 1);
    if (!ps_lanes_add_moves(lanes) || !make_lanes(lanes))
        return NULL;
    return g_steal_pointer(&lanes);
}

void
ps_lanes_free(PsLanes *lanes)
{
    if (lanes == NULL)
        return;
    g_array_unref(lanes->copies);
    g_array_unref(lanes->shifts);
    g_free(lanes->copies_begin);
    g_free(lanes->shifts_begin);
    g_free(lanes->has_last);
    g_free(lanes->has_fresh);
    g_free(lanes->marks);
    g_free(lanes->first);
    ps_arena_clear(&lanes->memory);
    g_free(lanes);
}

/* ---- Mirror images ---- */

typedef guint64 Four __attribute__((may_alias)); /* lanes */

static guint
turned_shape(const PsLanes *lanes, guint shape)
{
    const PsSpace *space = lanes->space;
    return (guint)ps_space_shape(space, ps_space_length(space, shape, 1),
                                 ps_space_length(space, shape, 0));
}

/* On the way to mirror images. */
typedef struct {
    PsLane *to;       /* where those are whose local state of the outer side is 0 */
    gsize n_lanes;    /* from there to the next one's */
    guint own, other; /* bits of a lane's number that the two links have here */
    PsLane bit;       /* of all that are turned */
    const guint8 *locals;
    guint turned; /* bits of those local states to which some were */
} Turn;

static Turn
begin_turn(const PsLanes *lanes, guint local, guint shape)
{
    const PsSpace *space = lanes->space;
    guint own = ps_space_length(space, shape, lanes->outer);
    guint other = ps_space_length(space, shape, 1 - lanes->outer);
    guint to_shape = turned_shape(lanes, shape);
    return (Turn){
        .to = lanes->fresh + lanes->first[to_shape],
        .n_lanes = lanes->n_lanes,
        .own = own * space->digit,
        .other = other * space->digit,
        .bit = (PsLane)(1u << lanes->bits[local]),
        .locals = lanes->locals,
    };
}

/* Adds the mirror images of the states of a lane. */
static inline void
turn(Turn *turn, guint lane, guint states)
{
    guint low = lane & ((1u << turn->other) - 1);
    PsLane *to = turn->to + (low << turn->own | lane >> turn->other);
    turn->turned |= states;
    for (; states != 0; states &= states - 1)
        to[turn->locals[__builtin_ctz(states)] * turn->n_lanes] |= turn->bit;
}

static void
end_turn(PsLanes *lanes, const Turn *turn, guint shape)
{
    guint to_shape = turned_shape(lanes, shape);
    for (guint bits = turn->turned; bits != 0; bits &= bits - 1)
        lanes->has_fresh[ps_lanes_row(lanes, lanes->locals[__builtin_ctz(bits)], to_shape)] = TRUE;
}

static void
follow_turned(PsLanes *lanes, guint row, const PsLaneShift *shift)
{
    const PsLane *from = lanes->last + ps_lanes_begin(lanes, row) + shift->from;
    Turn to = begin_turn(lanes, row / lanes->space->n_shapes, shift->to_shape);
    for (guint i = 0; i < shift->n; i++)
        if (from[i] != 0)
            turn(&to, shift->to + i * shift->step, ps_lane_shift(from[i], &shift->shifts));
    end_turn(lanes, &to, shift->to_shape);
}

/* Where both links are as long, mirror images are in rows, too. Of what is new there, adds those
 * that are missing. */
static void
complete(PsLanes *lanes, guint row)
{
    const PsSpace *space = lanes->space;
    guint shape = row % space->n_shapes;
    gsize at = ps_lanes_begin(lanes, row);
    if (!lanes->has_fresh[row] ||
        ps_space_length(space, shape, 0) != ps_space_length(space, shape, 1))
        return;
    Turn to = begin_turn(lanes, row / space->n_shapes, shape);
    guint n = lanes->first[shape + 1] - lanes->first[shape];
    for (guint i = 0; i < n; i += 4)
        if (*(const Four *)(lanes->fresh + at + i) != 0)
            for (guint j = i; j < i + 4; j++)
                turn(&to, j, lanes->fresh[at + j] & ~lanes->known[at + j]);
    end_turn(lanes, &to, shape);
}

/* ---- Layers ---- */

static void
follow_copies(PsLanes *lanes, guint row)
{
    const PsLane *from = lanes->last + ps_lanes_begin(lanes, row);
    const guint64 *marks = lanes->marks + (gsize)row * lanes->n_marks;
    for (guint i = lanes->copies_begin[row]; i < lanes->copies_begin[row + 1]; i++) {
        const PsLaneCopy *copy = &g_array_index(lanes->copies, PsLaneCopy, i);
        PsLane *to = lanes->fresh + ps_lanes_begin(lanes, copy->to_row);
        lanes->kernels->copy(to, from, marks, &copy->runs);
        lanes->has_fresh[copy->to_row] = TRUE;
    }
}

static void
follow_shift(PsLanes *lanes, guint row, const PsLaneShift *shift)
{
    const PsLane *from = lanes->last + ps_lanes_begin(lanes, row);
    const guint64 *marks = lanes->marks + (gsize)row * lanes->n_marks;
    guint to_row = row - row % lanes->space->n_shapes + shift->to_shape;
    PsLane *to = lanes->fresh + ps_lanes_begin(lanes, to_row) + shift->to;
    gboolean few = shift->n < PS_LANES;
    if (!few && !ps_lane_part_is_marked(&shift->part, marks))
        return;
    if (!ps_lanes_has(lanes, shift->to_shape)) {
        follow_turned(lanes, row, shift);
        return;
    }
    if (few)
        lanes->kernels->shift_few(to, from + shift->from, shift->n, &shift->shifts, shift->step);
    else
        lanes->kernels->shift(to, from, marks, &shift->part, &shift->shifts, shift->step);
    lanes->has_fresh[to_row] = TRUE;
}

static void
follow_shifts(PsLanes *lanes, guint row)
{
    guint shape = row % lanes->space->n_shapes;
    for (guint i = lanes->shifts_begin[shape]; i < lanes->shifts_begin[shape + 1]; i++)
        follow_shift(lanes, row, &g_array_index(lanes->shifts, PsLaneShift, i));
}

/* Makes what was found in a row the last layer there. */
static void
settle(PsLanes *lanes, guint row)
{
    guint shape = row % lanes->space->n_shapes;
    gsize at = ps_lanes_begin(lanes, row);
    gsize n = lanes->first[shape + 1] - lanes->first[shape];
    guint64 *marks = lanes->marks + (gsize)row * lanes->n_marks;
    if (lanes->has_fresh[row])
        lanes->has_last[row] = (guint8)lanes->kernels->settle(
            lanes->known + at, lanes->last + at, lanes->fresh + at, n / PS_LANES, marks);
    else if (lanes->has_last[row]) {
        memset(lanes->last + at, 0, n * sizeof(PsLane));
        memset(marks, 0, lanes->n_marks * sizeof *marks);
        lanes->has_last[row] = FALSE;
    }
    lanes->has_fresh[row] = FALSE;
}

gboolean
ps_lanes_find(PsLanes *lanes)
{
    gboolean any = FALSE;
    for (guint row = 0; row < lanes->n_rows; row++)
        if (lanes->has_last[row]) {
            follow_copies(lanes, row);
            follow_shifts(lanes, row);
        }
    for (guint row = 0; row < lanes->n_rows && lanes->folds; row++)
        complete(lanes, row);
    for (guint row = 0; row < lanes->n_rows; row++) {
        settle(lanes, row);
        any |= lanes->has_last[row];
    }
    return any;
}
