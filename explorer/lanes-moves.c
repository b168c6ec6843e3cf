/* Lanes: what leads from lane to lane. */
#include "explorer/lanes-private.h"

#include <string.h>

/* A move in a shape: where it leads. */
typedef struct {
    const PsLocalMove *move;
    guint shape, to_shape;
    guint own, other; /* the lengths of the side's own link before it, and of that to it */
    guint takes;      /* one presence, or none */
} Passage;

/* FALSE if it leads out of the space. */
static gboolean
find_passage(const PsLanes *lanes, const PsLocalMove *move, guint side, guint shape,
             Passage *passage)
{
    const PsSpace *space = lanes->space;
    int to = ps_local_move_end(space, move, side, shape);
    *passage = (Passage){
        .move = move,
        .shape = shape,
        .to_shape = (guint)to,
        .own = ps_space_length(space, shape, side),
        .other = ps_space_length(space, shape, 1 - side),
        .takes = move->taken >= 0,
    };
    return to >= 0;
}

/* What copies of the presence that is taken spell. */
static guint
spell_copies(const PsLanes *lanes, const PsLocalMove *move)
{
    guint number = 0;
    for (guint i = 0; i < move->copies; i++)
        number = number << lanes->space->digit | (guint)move->taken;
    return number;
}

/* What follows a number when the presences that are sent are put behind it. */
static guint
spell_sends(const PsLanes *lanes, guint number, const PsLocalMove *move)
{
    for (guint i = 0; i < move->n_sends; i++)
        number = number << lanes->space->digit | move->sends[i];
    return number;
}

/* ---- The outer side ---- */

/* All contents of its own link are above what it takes and sends: so many runs; and the rest of the
 * link to it is below: a run. First comes what it sends, and then what it takes. */
static void
add_copy(PsLanes *lanes, const Passage *passage)
{
    const PsLocalMove *move = passage->move;
    guint run = ps_lanes_power(lanes, passage->other - passage->takes);
    guint sent = spell_sends(lanes, 0, move) * ps_lanes_power(lanes, move->copies);
    guint taken = passage->takes ? (guint)move->taken : 0;
    PsLaneCopy copy = {
        .to = ps_lanes_row(lanes, move->to, passage->to_shape),
        .runs = {.n = ps_lanes_power(lanes, passage->own),
                 .run = run,
                 .from = taken * run,
                 .from_step = run * ps_lanes_power(lanes, passage->takes),
                 .to = (sent + spell_copies(lanes, move)) * run,
                 .to_step = run * ps_lanes_power(lanes, move->n_sends + move->copies)},
    };
    if (copy.runs.from_step == run && copy.runs.to_step == run) {
        copy.runs.run *= copy.runs.n;
        copy.runs.from_step = copy.runs.to_step = copy.runs.run;
        copy.runs.n = 1;
    }
    ps_lane_runs_mark(&copy.runs);
    g_array_append_val(lanes->copies, copy);
}

/* TRUE if another move of the row does the same. */
static gboolean
is_copied(const PsLanes *lanes, guint begin)
{
    guint last = lanes->copies->len - 1;
    const PsLaneCopy *copy = &g_array_index(lanes->copies, PsLaneCopy, last);
    for (guint i = begin; i < last; i++)
        if (memcmp(&g_array_index(lanes->copies, PsLaneCopy, i), copy, sizeof *copy) == 0)
            return TRUE;
    return FALSE;
}

/* Adds the moves of one row, which begin with the first of them. */
static gboolean
add_copies(PsLanes *lanes, const PsLocalMove *moves, guint n, guint shape)
{
    guint begin = lanes->copies->len;
    for (guint i = 0; i < n; i++) {
        Passage passage;
        if (!ps_local_move_is_enabled(lanes->space, &moves[i], lanes->outer, shape))
            continue;
        if (!find_passage(lanes, &moves[i], lanes->outer, shape, &passage))
            return FALSE;
        add_copy(lanes, &passage);
        if (is_copied(lanes, begin))
            g_array_set_size(lanes->copies, lanes->copies->len - 1);
    }
    return TRUE;
}

/* ---- The inner side ---- */

static gboolean
is_alike(const PsLocalMove *a, const PsLocalMove *b)
{
    return a->taken == b->taken && a->copies == b->copies && a->n_sends == b->n_sends &&
           memcmp(a->sends, b->sends, a->n_sends) == 0;
}

/* The place of a distance among shifts, where room is made for it if need be. */
static guint
place_of(PsLaneShifts *shifts, gboolean left, guint distance)
{
    guint begin = left ? 0 : shifts->n_left;
    guint end = left ? shifts->n_left : shifts->n_left + shifts->n_right;
    for (guint i = begin; i < end; i++)
        if (shifts->distances[i] == distance)
            return i;
    guint n = (guint)shifts->n_left + shifts->n_right - end;
    memmove(&shifts->distances[end + 1], &shifts->distances[end], n);
    memmove(&shifts->masks[end + 1], &shifts->masks[end], n * sizeof(PsLane));
    shifts->distances[end] = (guint8)distance;
    shifts->masks[end] = 0;
    ++*(left ? &shifts->n_left : &shifts->n_right);
    return end;
}

static void
add_bit(const PsLanes *lanes, PsLaneShifts *shifts, const PsLocalMove *move)
{
    guint from = lanes->bits[move->from];
    guint to = lanes->bits[move->to];
    guint place = place_of(shifts, to >= from, to >= from ? to - from : from - to);
    shifts->masks[place] |= (PsLane)(1u << from);
}

/* All that is in flight but for what is taken stays in its order: behind copies of that, which are
 * the highest digits, and above what is sent. */
static void
add_shift(PsLanes *lanes, const Passage *passage)
{
    const PsLocalMove *move = passage->move;
    guint n = ps_lanes_power(lanes, passage->own + passage->other - passage->takes);
    guint taken = passage->takes ? (guint)move->taken : 0;
    PsLaneShift shift = {
        .from = taken * n,
        .n = n,
        .step = ps_lanes_power(lanes, move->n_sends),
        .to_shape = passage->to_shape,
        .like = *move,
    };
    shift.to = spell_copies(lanes, move) * n * shift.step + spell_sends(lanes, 0, move);
    if (n >= PS_LANES)
        shift.part = ps_lane_part(shift.from / PS_LANES, n / PS_LANES);
    add_bit(lanes, &shift.shifts, move);
    g_array_append_val(lanes->shifts, shift);
}

/* Adds the bit of a move to what does the same in its shape; FALSE if there is no such. */
static gboolean
join_shift(PsLanes *lanes, guint begin, const PsLocalMove *move)
{
    for (guint i = begin; i < lanes->shifts->len; i++) {
        PsLaneShift *shift = &g_array_index(lanes->shifts, PsLaneShift, i);
        if (is_alike(&shift->like, move)) {
            add_bit(lanes, &shift->shifts, move);
            return TRUE;
        }
    }
    return FALSE;
}

static gboolean
add_shifts(PsLanes *lanes, const GArray *moves, guint shape)
{
    guint inner = 1 - lanes->outer;
    guint begin = lanes->shifts->len;
    for (guint i = 0; i < moves->len; i++) {
        const PsLocalMove *move = &g_array_index(moves, PsLocalMove, i);
        Passage passage;
        if (!ps_local_move_is_enabled(lanes->space, move, inner, shape) ||
            join_shift(lanes, begin, move))
            continue;
        if (!find_passage(lanes, move, inner, shape, &passage))
            return FALSE;
        add_shift(lanes, &passage);
    }
    return TRUE;
}

/* ---- All ---- */

/* How many of the moves from one on are of the same local state. */
static guint
count_same(const GArray *moves, guint first)
{
    const PsLocalMove *move = &g_array_index(moves, PsLocalMove, first);
    guint n = 1;
    while (first + n < moves->len && move[n].from == move->from)
        n++;
    return n;
}

static gboolean
add_outer(PsLanes *lanes)
{
    const PsSpace *space = lanes->space;
    g_autoptr(GArray) moves = ps_local_moves_list(space, lanes->outer, FALSE);
    guint first = 0;
    guint n = 0;
    for (guint i = 0; i < lanes->n_rows; i++) {
        PsLaneRow *row = &lanes->rows[i];
        if (row->shape == 0) {
            first += n;
            n = count_same(moves, first);
        }
        row->copies = lanes->copies->len;
        if (row->n > 0 &&
            !add_copies(lanes, &g_array_index(moves, PsLocalMove, first), n, row->shape))
            return FALSE;
        row->n_copies = lanes->copies->len - row->copies;
    }
    return TRUE;
}

/* Where both links are as long, what the inner side does is the mirror image of what the outer one
 * does. */
static gboolean
has_shifts(const PsLanes *lanes, guint shape)
{
    return ps_lanes_has(lanes, shape) && !(lanes->folds && ps_lanes_is_even(lanes, shape));
}

static gboolean
add_inner(PsLanes *lanes)
{
    const PsSpace *space = lanes->space;
    g_autoptr(GArray) moves = ps_local_moves_list(space, 1 - lanes->outer, FALSE);
    for (guint shape = 0; shape < space->n_shapes; shape++) {
        lanes->shifts_begin[shape] = lanes->shifts->len;
        if (has_shifts(lanes, shape) && !add_shifts(lanes, moves, shape))
            return FALSE;
    }
    lanes->shifts_begin[space->n_shapes] = lanes->shifts->len;
    return TRUE;
}

gboolean
ps_lanes_add_moves(PsLanes *lanes)
{
    return add_outer(lanes) && add_inner(lanes);
}
