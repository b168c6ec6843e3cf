/* Tests of the kernels for lanes, against obvious twins that move one lane, or one bit, at a time.
 */
#include "explorer/lane-kernels.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

#define MAX_LANES 16384
#define MAX_MARKS (MAX_LANES / PS_LANES / 64)

typedef struct {
    PsLane lanes[MAX_LANES];
    guint64 marks[MAX_MARKS];
} Row __attribute__((aligned(64)));

/* A random row of n lanes, of whose vectors about one in `sparse` is not empty. */
static void
fill(GRand *random, Row *row, guint n, guint sparse)
{
    memset(row, 0, sizeof *row);
    for (guint v = 0; v * PS_LANES < n; v++) {
        if (g_rand_int_range(random, 0, (gint32)sparse) > 0)
            continue;
        for (guint i = 0; i < MIN(n, PS_LANES); i++)
            row->lanes[v * PS_LANES + i] = (PsLane)(g_rand_int(random) & g_rand_int(random));
        row->marks[v / 64] |= (guint64)1 << v % 64;
    }
}

static void
check_rows_equal(const Row *found, const PsLane *expected, const char *what, const char *kernels)
{
    for (guint i = 0; i < MAX_LANES; i++)
        if (found->lanes[i] != expected[i]) {
            CHECK(FALSE, "%s: %s: lane %u is %x, not %x", kernels, what, i, found->lanes[i],
                  expected[i]);
            return;
        }
}

/* Runs as there are between rows: of `own` presences above and `rest` below what is taken and put
 * there, which are so many. */
static PsLaneRuns
runs_of(GRand *random, guint own, guint rest, guint taken, guint put)
{
    guint run = 1u << 2 * rest;
    PsLaneRuns runs = {
        .n = 1u << 2 * own,
        .run = run,
        .from = run * (guint)g_rand_int_range(random, 0, 1 << 2 * taken),
        .from_step = run << 2 * taken,
        .to = run * (guint)g_rand_int_range(random, 0, 1 << 2 * put),
        .to_step = run << 2 * put,
    };
    ps_lane_runs_mark(&runs);
    return runs;
}

static void
check_copy(const PsLaneKernels *kernels, GRand *random, const PsLaneRuns *runs, guint sparse)
{
    static Row from, to;
    static PsLane expected[MAX_LANES];
    fill(random, &from, runs->n * runs->from_step, sparse);
    fill(random, &to, runs->n * runs->to_step, 2);
    memcpy(expected, to.lanes, sizeof expected);
    for (guint i = 0; i < runs->n; i++)
        for (guint j = 0; j < runs->run; j++)
            expected[runs->to + i * runs->to_step + j] |=
                from.lanes[runs->from + i * runs->from_step + j];
    kernels->copy(to.lanes, from.lanes, from.marks, runs);
    g_autofree char *what =
        g_strdup_printf("%u runs of %u, from %u by %u to %u by %u", runs->n, runs->run, runs->from,
                        runs->from_step, runs->to, runs->to_step);
    check_rows_equal(&to, expected, what, kernels->name);
}

/* Up to seven presences on both sides. */
static void
check_copies(const PsLaneKernels *kernels)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(16);
    for (guint own = 0; own <= 7; own++)
        for (guint rest = 0; own + rest <= 7; rest++)
            for (guint taken = 0; taken <= 1; taken++)
                for (guint put = 0; put <= 3; put++)
                    for (guint sparse = 1; sparse <= 9 && own + rest + MAX(taken, put) <= 7;
                         sparse += 4) {
                        PsLaneRuns runs = runs_of(random, own, rest, taken, put);
                        check_copy(kernels, random, &runs, sparse);
                    }
}

/* At most n distances to each side. */
static PsLaneShifts
shifts_of(GRand *random, guint n)
{
    PsLaneShifts shifts = {.n_left = (guint8)g_rand_int_range(random, 0, (gint32)n + 1),
                           .n_right = (guint8)g_rand_int_range(random, 0, (gint32)n + 1)};
    for (guint i = 0; i < (guint)shifts.n_left + shifts.n_right; i++) {
        shifts.distances[i] = (guint8)(i < shifts.n_left ? i : 1 + i - shifts.n_left);
        shifts.masks[i] = (PsLane)g_rand_int(random);
    }
    return shifts;
}

/* What becomes of a lane, bit by bit. */
static PsLane
shift_slowly(PsLane lane, const PsLaneShifts *shifts)
{
    guint shifted = 0;
    for (guint i = 0; i < (guint)shifts->n_left + shifts->n_right; i++)
        for (guint bit = 0; bit < PS_LANE_BITS; bit++) {
            gint to = (gint)bit +
                      (i < shifts->n_left ? shifts->distances[i] : -(gint)shifts->distances[i]);
            if ((lane & shifts->masks[i]) >> bit & 1 && to >= 0 && to < PS_LANE_BITS)
                shifted |= 1u << to;
        }
    return (PsLane)shifted;
}

/* A part of n vectors of a row, to lanes that are `step` apart. */
static void
check_shift(const PsLaneKernels *kernels, GRand *random, gsize n, gsize step, guint most)
{
    static Row from, to;
    static PsLane expected[MAX_LANES];
    PsLaneShifts shifts = shifts_of(random, most);
    gsize first = n * (gsize)g_rand_int_range(random, 0, 4);
    PsLanePart part = ps_lane_part(first, n);
    guint offset = (guint)g_rand_int_range(random, 0, (gint32)step);
    fill(random, &from, MAX_LANES, 3);
    fill(random, &to, MAX_LANES, 2);
    memcpy(expected, to.lanes, sizeof expected);
    gboolean any = FALSE;
    for (gsize i = 0; i < n * PS_LANES; i++) {
        PsLane lane = from.lanes[first * PS_LANES + i];
        any |= lane != 0;
        expected[offset + i * step] |= shift_slowly(lane, &shifts);
    }
    CHECK(!any || ps_lane_part_is_marked(&part, from.marks), "%u vectors are not marked", (guint)n);
    kernels->shift(to.lanes + offset, from.lanes, from.marks, &part, &shifts, step);
    g_autofree char *what =
        g_strdup_printf("%u vectors from %u on, %u apart, %u to the left and %u to the right",
                        (guint)n, (guint)first, (guint)step, shifts.n_left, shifts.n_right);
    check_rows_equal(&to, expected, what, kernels->name);
}

static void
check_few(const PsLaneKernels *kernels, GRand *random, gsize n, gsize step)
{
    static Row from, to;
    static PsLane expected[MAX_LANES];
    PsLaneShifts shifts = shifts_of(random, 3);
    fill(random, &from, 64, 1);
    fill(random, &to, MAX_LANES, 2);
    memcpy(expected, to.lanes, sizeof expected);
    for (gsize i = 0; i < n; i++) {
        expected[3 + i * step] |= shift_slowly(from.lanes[5 + i], &shifts);
        CHECK_NUMBER(ps_lane_shift(from.lanes[i], &shifts), shift_slowly(from.lanes[i], &shifts),
                     "a lane");
    }
    kernels->shift_few(to.lanes + 3, from.lanes + 5, n, &shifts, step);
    check_rows_equal(&to, expected, "a few", kernels->name);
}

static void
check_shifts(const PsLaneKernels *kernels)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(61);
    for (guint round = 0; round < 8; round++)
        for (guint most = 1; most <= 8; most++)
            for (gsize step = 1; step <= 16; step *= 4) {
                for (gsize n = 1; n <= 256 && n * step <= 1024; n *= 4)
                    check_shift(kernels, random, n, step, most);
                check_few(kernels, random, 1, step);
                check_few(kernels, random, 4, step);
            }
}

static void
check_settle(const PsLaneKernels *kernels, GRand *random, gsize n, guint sparse)
{
    static Row known, last, fresh;
    static PsLane expected_known[MAX_LANES], expected_last[MAX_LANES];
    static const PsLane none[MAX_LANES];
    fill(random, &known, (guint)n * PS_LANES, 1);
    fill(random, &last, (guint)n * PS_LANES, 3);
    fill(random, &fresh, (guint)n * PS_LANES, sparse);
    memcpy(expected_last, none, sizeof none);
    memcpy(expected_known, known.lanes, sizeof expected_known);
    guint64 count = 0;
    for (gsize i = 0; i < n * PS_LANES; i++) {
        expected_last[i] = fresh.lanes[i] & (PsLane)~known.lanes[i];
        expected_known[i] |= expected_last[i];
        count += (guint64)__builtin_popcount(expected_last[i]);
    }
    gboolean any = kernels->settle(known.lanes, last.lanes, fresh.lanes, n, last.marks);
    CHECK(any == (count > 0), "%s: any of %u", kernels->name, (guint)count);
    check_rows_equal(&known, expected_known, "known", kernels->name);
    check_rows_equal(&last, expected_last, "last", kernels->name);
    check_rows_equal(&fresh, none, "fresh", kernels->name);
    for (gsize v = 0; v < n; v++)
        CHECK((last.marks[v / 64] >> v % 64 & 1) ==
                  (memcmp(last.lanes + v * PS_LANES, none, PS_LANES * sizeof(PsLane)) != 0),
              "%s: vector %u of %u is marked or not", kernels->name, (guint)v, (guint)n);
    CHECK_NUMBER(kernels->count(last.lanes, last.marks, (n + 63) / 64), count, "%s", kernels->name);
}

static void
check_turn(const PsLaneKernels *kernels, GRand *random)
{
    static PsLane lanes[64] __attribute__((aligned(64)));
    static guint64 words[PS_LANE_BITS] __attribute__((aligned(64)));
    for (guint i = 0; i < 64; i++)
        lanes[i] = (PsLane)g_rand_int(random);
    kernels->turn(lanes, words);
    guint wrong = 0;
    for (guint i = 0; i < 64; i++)
        for (guint bit = 0; bit < PS_LANE_BITS; bit++)
            wrong += (words[bit] >> i & 1) != (guint)(lanes[PS_LANE_AT(i)] >> bit & 1);
    CHECK_NUMBER(wrong, 0, "%s: bits of lanes that are turned round", kernels->name);
}

static void
check_kernels(const PsLaneKernels *kernels)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(4);
    check_copies(kernels);
    check_shifts(kernels);
    for (gsize n = 1; n <= 256; n *= 4)
        for (guint sparse = 1; sparse <= 9; sparse += 4)
            check_settle(kernels, random, n, sparse);
    for (guint round = 0; round < 20; round++)
        check_turn(kernels, random);
}

static void
portable_kernels(void)
{
    check_kernels(ps_lane_kernels_portable());
}

static void
fast_kernels(void)
{
    check_kernels(ps_lane_kernels_fastest());
}

const Test lane_kernels_tests[] = {
    {"portable kernels", portable_kernels, FALSE},
    {"fast kernels", fast_kernels, FALSE},
    {NULL, NULL, FALSE},
};
