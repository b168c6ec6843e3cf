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

static guint
count_row(const PsSpace *space, guint shape)
{
    guint n = 1u << ps_space_order(space, shape);
    return ps_space_is_shape(space, shape) ? MAX(n, PS_LANES) : 0;
}

guint64
ps_lanes_bytes(const PsSpace *space)
{
    guint outer = outer_of(space);
    guint64 n = 0;
    if (space->n_budgets > 1 || space->digit != DIGIT || space->n_locals[1 - outer] > PS_LANE_BITS)
        return 0;
    for (guint shape = 0; shape < space->n_shapes; shape++)
        n += count_row(space, shape);
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
        lanes->first[shape] = lanes->n_lanes;
        lanes->n_lanes += count_row(space, shape);
        lanes->n_marks = MAX(lanes->n_marks, (count_row(space, shape) / PS_LANES + 63) / 64);
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
    for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++) {
            guint mine = rank_of(lanes, locals[i]);
            guint other = rank_of(lanes, locals[j]);
            if (other < mine || (other == mine && j < i))
                lanes->bits[i]++;
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
ps_lanes_new(const PsSpace *space)
{
    g_autoptr(PsLanes) lanes = g_new0(PsLanes, 1);
    lanes->space = space;
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
follow_shifts(PsLanes *lanes, guint row)
{
    guint n_shapes = lanes->space->n_shapes;
    guint shape = row % n_shapes;
    const PsLane *from = lanes->last + ps_lanes_begin(lanes, row);
    const guint64 *marks = lanes->marks + (gsize)row * lanes->n_marks;
    for (guint i = lanes->shifts_begin[shape]; i < lanes->shifts_begin[shape + 1]; i++) {
        const PsLaneShift *shift = &g_array_index(lanes->shifts, PsLaneShift, i);
        const PsLanePart *part = &shift->part;
        guint to_row = row - shape + shift->to_shape;
        PsLane *to = lanes->fresh + ps_lanes_begin(lanes, to_row) + shift->to;
        if (shift->n < PS_LANES)
            lanes->kernels->shift_few(to, from + shift->from, shift->n, &shift->shifts,
                                      shift->step);
        else if (ps_lane_part_is_marked(part, marks))
            lanes->kernels->shift(to, from, marks, part, &shift->shifts, shift->step);
        else
            continue;
        lanes->has_fresh[to_row] = TRUE;
    }
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
    for (guint row = 0; row < lanes->n_rows; row++) {
        settle(lanes, row);
        any |= lanes->has_last[row];
    }
    return any;
}
