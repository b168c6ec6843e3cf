/* Lanes: where they lie, and a layer after the other. */
#include "explorer/lanes-private.h"

#include "explorer/mirror.h"

/* ---- Where they lie ---- */

/* Bits of a presence in the number of a lane: kernels count on it. */
#define DIGIT 2

/* The side whose local states have rows, so that those of the other one have bits. */
static guint
outer_of(const PsSpace *space)
{
    return space->n_locals[1] <= PS_LANE_BITS ? 0 : 1;
}

/* The lanes of a row; 0 if there is none. */
static guint
count_row(const PsSpace *space, guint outer, gboolean folds, guint shape)
{
    guint own = ps_space_length(space, shape, outer);
    guint other = ps_space_length(space, shape, 1 - outer);
    if (!ps_space_is_shape(space, shape) || (folds && own < other))
        return 0;
    return MAX(1u << ps_space_order(space, shape), PS_LANES);
}

gboolean
ps_lanes_can_fold(const PsSpace *space)
{
    const PsWorldOptions *options = ps_world_options(space->world);
    return options->faults[PS_REPEAT] == 0 && ps_mirror_applies(space->world);
}

/* More is in no cache. */
#define MOST_BYTES ((guint64)20 << 20)

guint64
ps_lanes_bytes(const PsSpace *space, gboolean folds)
{
    guint outer = outer_of(space);
    guint64 n = 0;
    if (space->n_budgets > 1 || space->digit != DIGIT || space->n_locals[1 - outer] > PS_LANE_BITS)
        return 0;
    for (guint shape = 0; shape < space->n_shapes; shape++)
        n += count_row(space, outer, folds, shape);
    guint64 bytes = 3 * sizeof(PsLane) * space->n_locals[outer] * n;
    return bytes <= MOST_BYTES ? bytes : 0;
}

static void
lay_out(PsLanes *lanes)
{
    const PsSpace *space = lanes->space;
    guint n_outer = space->n_locals[lanes->outer];
    gsize begin = 0;
    lanes->n_rows = n_outer * space->n_shapes;
    lanes->rows = g_new0(PsLaneRow, lanes->n_rows);
    for (guint i = 0; i < lanes->n_rows; i++) {
        PsLaneRow *row = &lanes->rows[i];
        row->local = i / space->n_shapes;
        row->shape = i % space->n_shapes;
        row->begin = begin;
        row->n = count_row(space, lanes->outer, lanes->folds, row->shape);
        begin += row->n;
    }
    lanes->n_lanes = begin / n_outer;
}

/* The words of marks of a row. */
static guint
count_marks(const PsLaneRow *row)
{
    return (row->n / PS_LANES + 63) / 64;
}

static void
make_marks(PsLanes *lanes)
{
    gsize n = 0;
    for (guint i = 0; i < lanes->n_rows; i++)
        n += count_marks(&lanes->rows[i]);
    lanes->marks = g_new0(guint64, n);
    n = 0;
    for (guint i = 0; i < lanes->n_rows; i++) {
        lanes->rows[i].marks = lanes->marks + n;
        n += count_marks(&lanes->rows[i]);
    }
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
    gsize n = lanes->n_lanes * lanes->space->n_locals[lanes->outer];
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
    lanes->kernels = ps_lane_kernels_fastest();
    lanes->outer = outer_of(space);
    lanes->folds = folds;
    number_bits(lanes);
    lay_out(lanes);
    make_marks(lanes);
    lanes->copies = g_array_new(FALSE, FALSE, sizeof(PsLaneCopy));
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
    g_free(lanes->shifts_begin);
    g_free(lanes->rows);
    g_free(lanes->marks);
    ps_arena_clear(&lanes->memory);
    g_free(lanes);
}

/* ---- Layers ---- */

static void
follow_copies(PsLanes *lanes, const PsLaneRow *row)
{
    const PsLane *from = lanes->last + row->begin;
    for (guint i = row->copies; i < row->copies + row->n_copies; i++) {
        const PsLaneCopy *copy = &g_array_index(lanes->copies, PsLaneCopy, i);
        lanes->kernels->copy(lanes->fresh + copy->to->begin, from, row->marks, &copy->runs);
        copy->to->has_fresh = TRUE;
    }
}

static void
follow_shift(PsLanes *lanes, const PsLaneRow *row, const PsLaneShift *shift)
{
    const PsLane *from = lanes->last + row->begin;
    PsLaneRow *to_row = ps_lanes_row(lanes, row->local, shift->to_shape);
    gboolean few = shift->n < PS_LANES;
    if (!few && !ps_lane_part_is_marked(&shift->part, row->marks))
        return;
    if (to_row->n == 0) {
        ps_lanes_follow_turned(lanes, row, shift);
        return;
    }
    PsLane *to = lanes->fresh + to_row->begin + shift->to;
    if (few)
        lanes->kernels->shift_few(to, from + shift->from, shift->n, &shift->shifts, shift->step);
    else
        lanes->kernels->shift(to, from, row->marks, &shift->part, &shift->shifts, shift->step);
    to_row->has_fresh = TRUE;
}

static void
follow_shifts(PsLanes *lanes, const PsLaneRow *row)
{
    for (guint i = lanes->shifts_begin[row->shape]; i < lanes->shifts_begin[row->shape + 1]; i++)
        follow_shift(lanes, row, &g_array_index(lanes->shifts, PsLaneShift, i));
}

/* Makes what was found in a row the last layer there. */
static void
settle(const PsLanes *lanes, PsLaneRow *row)
{
    PsLane *last = lanes->last + row->begin;
    if (row->has_fresh)
        row->has_last =
            lanes->kernels->settle(lanes->known + row->begin, last, lanes->fresh + row->begin,
                                   row->n / PS_LANES, row->marks);
    else
        row->has_last = FALSE;
    row->has_fresh = FALSE;
}

gboolean
ps_lanes_find(PsLanes *lanes)
{
    gboolean any = FALSE;
    for (guint i = 0; i < lanes->n_rows; i++)
        if (lanes->rows[i].has_last) {
            follow_copies(lanes, &lanes->rows[i]);
            follow_shifts(lanes, &lanes->rows[i]);
        }
    for (guint i = 0; i < lanes->n_rows && lanes->folds; i++)
        ps_lanes_complete(lanes, &lanes->rows[i]);
    for (guint i = 0; i < lanes->n_rows; i++) {
        settle(lanes, &lanes->rows[i]);
        any |= lanes->rows[i].has_last;
    }
    return any;
}

guint64
ps_lanes_count_last(const PsLanes *lanes)
{
    guint64 n = 0;
    for (guint i = 0; i < lanes->n_rows; i++) {
        const PsLaneRow *row = &lanes->rows[i];
        if (row->has_last)
            n += ps_lanes_each(lanes, row) *
                 lanes->kernels->count(lanes->last + row->begin, row->marks, count_marks(row));
    }
    return n;
}
