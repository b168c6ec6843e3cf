/* Kernels for lanes: written once, compiled for every machine and again for newer ones. */
#include "explorer/lane-kernels.h"

#include "explorer/lane-copies.h"

#include <string.h>

/* ---- Marks ---- */

PsLanePart
ps_lane_part(gsize first, gsize n)
{
    guint64 one = 1;
    return (PsLanePart){
        .first = (guint32)first,
        .word = (guint32)(first / 64),
        .n_words = (guint32)((n + 63) / 64),
        .some = n < 64 ? ((one << n) - 1) << first % 64 : G_MAXUINT64,
    };
}

void
ps_lane_runs_mark(PsLaneRuns *runs)
{
    guint64 one = 1;
    gsize run = runs->run / PS_LANES;
    gsize step = runs->from_step / PS_LANES;
    guint64 some = run < 64 ? ((one << run) - 1) << runs->from / PS_LANES : G_MAXUINT64;
    runs->some = 0;
    for (gsize i = 0; run > 0 && i < 64; i += step)
        runs->some |= some << i;
}

/* ---- Shifts ---- */

INLINE void
move(Vector *to, const Vector *from, const PsLaneShifts *shifts, guint n_left, guint n_right)
{
    Vector all = *from;
    *to = (Vector){0};
    for (guint i = 0; i < n_left; i++)
        *to |= (all & shifts->masks[i]) << shifts->distances[i];
    for (guint i = n_left; i < n_left + n_right; i++)
        *to |= (all & shifts->masks[i]) >> shifts->distances[i];
}

/* Adds the first n lanes of a vector to such as are `step` apart. */
INLINE void
add_far(PsLane *to, const Vector *lanes, gsize n, gsize step)
{
    PsLane each[PS_LANES];
    memcpy(each, lanes, sizeof each);
    for (gsize i = 0; i < n; i++)
        to[i * step] |= each[i];
}

INLINE void
shift_all(PsLane *to, const PsLane *from, const guint64 *marks, const PsLanePart *part,
          const PsLaneShifts *given, guint n_left, guint n_right, gsize step)
{
    PsLaneShifts shifts; /* a copy, which nothing that is written can be */
    guint offset = (guint)((gsize)to / sizeof(PsLane) % 4); /* where a vector begins, 0 */
    const Vector *out = (const Vector *)from;
    gsize first = part->first;
    for (guint i = 0; i < n_left + n_right; i++) {
        shifts.masks[i] = given->masks[i];
        shifts.distances[i] = given->distances[i];
    }
    FOR_EACH_MARKED (v, marks, part->word, part->n_words, part->some) {
        gsize i = v - first;
        Vector moved;
        move(&moved, out + v, &shifts, n_left, n_right);
        if (step == 1)
            ((Vector *)to)[i] |= moved;
        else if (step == 4)
            add_apart((Wide *)(to - offset) + 4 * i, &moved, offset);
        else
            add_far(to + PS_LANES * i * step, &moved, PS_LANES, step);
    }
}

#define SHIFT_CASE(N_LEFT, N_RIGHT)                                      \
    case 4 * (N_LEFT) + (N_RIGHT):                                       \
        shift_all(to, from, marks, part, shifts, N_LEFT, N_RIGHT, step); \
        break

/* Few shifts are laid out straight. */
INLINE void
shift_near(PsLane *to, const PsLane *from, const guint64 *marks, const PsLanePart *part,
           const PsLaneShifts *shifts, gsize step)
{
    guint n_left = shifts->n_left;
    guint n_right = shifts->n_right;
    switch (n_left < 4 && n_right < 4 ? 4 * n_left + n_right : 0) {
        SHIFT_CASE(0, 1);
        SHIFT_CASE(0, 2);
        SHIFT_CASE(0, 3);
        SHIFT_CASE(1, 0);
        SHIFT_CASE(1, 1);
        SHIFT_CASE(1, 2);
        SHIFT_CASE(1, 3);
        SHIFT_CASE(2, 0);
        SHIFT_CASE(2, 1);
        SHIFT_CASE(2, 2);
        SHIFT_CASE(3, 0);
        SHIFT_CASE(3, 1);
    default:
        shift_all(to, from, marks, part, shifts, n_left, n_right, step);
    }
}

INLINE void
shift(PsLane *to, const PsLane *from, const guint64 *marks, const PsLanePart *part,
      const PsLaneShifts *shifts, gsize step)
{
    if (step == 1)
        shift_near(to, from, marks, part, shifts, 1);
    else if (step == 4)
        shift_near(to, from, marks, part, shifts, 4);
    else
        shift_all(to, from, marks, part, shifts, shifts->n_left, shifts->n_right, step);
}

INLINE void
shift_few(PsLane *to, const PsLane *from, gsize n, const PsLaneShifts *shifts, gsize step)
{
    Vector lanes = {0};
    memcpy(&lanes, from, n * sizeof(PsLane));
    move(&lanes, &lanes, shifts, shifts->n_left, shifts->n_right);
    add_far(to, &lanes, n, step);
}

PsLane
ps_lane_shift(PsLane from, const PsLaneShifts *shifts)
{
    guint to = 0;
    for (guint i = 0; i < shifts->n_left; i++)
        to |= (guint)(from & shifts->masks[i]) << shifts->distances[i];
    for (guint i = shifts->n_left; i < (guint)shifts->n_left + shifts->n_right; i++)
        to |= (guint)(from & shifts->masks[i]) >> shifts->distances[i];
    return (PsLane)to;
}

/* ---- What is new ---- */

/* How a compilation finds out whether any bit of a vector is set. */
typedef gboolean (*IsAny)(const Wide *vector);

INLINE gboolean
is_any_portable(const Wide *vector)
{
    Wide parts = *vector;
    return (parts[0] | parts[1] | parts[2] | parts[3]) != 0;
}

INLINE gboolean
settle(PsLane *known, PsLane *last, PsLane *fresh, gsize n, guint64 *marks, IsAny is_any)
{
    guint64 any = 0;
    for (gsize i = 0; i < n; i += 64) {
        guint64 marked = 0;
        for (gsize j = i; j < MIN(n, i + 64); j++) {
            Vector before = ((const Vector *)known)[j];
            Vector new = ((const Vector *)fresh)[j] & ~before;
            ((Vector *)known)[j] = before | new;
            ((Vector *)last)[j] = new;
            ((Vector *)fresh)[j] = (Vector){0};
            marked |= (guint64)is_any((const Wide *)&new) << (j - i);
        }
        marks[i / 64] = marked;
        any |= marked;
    }
    return any != 0;
}

INLINE guint64
count(const PsLane *row, const guint64 *marks, gsize n_words)
{
    guint64 n = 0;
    FOR_EACH_MARKED (v, marks, 0, n_words, G_MAXUINT64)
        for (guint i = 0; i < PS_LANES / 4; i++)
            n += (guint64)__builtin_popcountll(((const Four *)row)[v * PS_LANES / 4 + i]);
    return n;
}

/* ---- Turning round ---- */

/* Exchanges bits of two rows of words, or of the rows of one word, so that bit c + by of the upper
 * one and bit c of the lower one change places. */
INLINE void
exchange(Wide *upper, Wide *lower, guint by, guint64 mask)
{
    Wide differ = (*upper >> by ^ *lower) & mask;
    *lower ^= differ;
    *upper ^= differ << by;
}

INLINE void
exchange_within(Wide *word, guint by, guint rows, guint64 mask)
{
    Wide differ = (*word >> by ^ *word >> 16 * rows) & mask;
    *word ^= differ << by ^ differ << 16 * rows;
}

/* w[k] has lanes 4k to 4k + 3 of each 16; then bits 4k to 4k + 3, of 16 lanes each; and in the end
 * all lanes of bit 4k, of bit 4k + 1 and so on. */
INLINE void
turn(const PsLane lanes[64], guint64 words[PS_LANE_BITS])
{
    Wide w[4];
    memcpy(w, lanes, sizeof w);
    for (guint i = 0; i < 2; i++)
        exchange(&w[i], &w[i + 2], 8, G_GUINT64_CONSTANT(0x00FF00FF00FF00FF));
    for (guint i = 0; i < 4; i += 2)
        exchange(&w[i], &w[i + 1], 4, G_GUINT64_CONSTANT(0x0F0F0F0F0F0F0F0F));
    for (guint i = 0; i < 4; i++) {
        exchange_within(&w[i], 2, 2, G_GUINT64_CONSTANT(0x0000000033333333));
        exchange_within(&w[i], 1, 1, G_GUINT64_CONSTANT(0x0000555500005555));
        w[i] = (Wide)FOUR_BY_FOUR((Vector)w[i]);
    }
    memcpy(words, w, sizeof w);
}

/* ---- Compiled ---- */

#define DEFINE_KERNELS(SUFFIX, TARGET)                                                           \
    TARGET static void copy_##SUFFIX(PsLane *to, const PsLane *from, const guint64 *marks,       \
                                     const PsLaneRuns *runs)                                     \
    {                                                                                            \
        copy(to, from, marks, runs);                                                             \
    }                                                                                            \
    TARGET static void shift_##SUFFIX(PsLane *to, const PsLane *from, const guint64 *marks,      \
                                      const PsLanePart *part, const PsLaneShifts *shifts,        \
                                      gsize step)                                                \
    {                                                                                            \
        shift(to, from, marks, part, shifts, step);                                              \
    }                                                                                            \
    TARGET static void shift_few_##SUFFIX(PsLane *to, const PsLane *from, gsize n,               \
                                          const PsLaneShifts *shifts, gsize step)                \
    {                                                                                            \
        shift_few(to, from, n, shifts, step);                                                    \
    }                                                                                            \
    TARGET static gboolean settle_##SUFFIX(PsLane *known, PsLane *last, PsLane *fresh, gsize n,  \
                                           guint64 *marks)                                       \
    {                                                                                            \
        return settle(known, last, fresh, n, marks, is_any_##SUFFIX);                            \
    }                                                                                            \
    TARGET static guint64 count_##SUFFIX(const PsLane *row, const guint64 *marks, gsize n_words) \
    {                                                                                            \
        return count(row, marks, n_words);                                                       \
    }                                                                                            \
    TARGET static void turn_##SUFFIX(const PsLane lanes[64], guint64 words[PS_LANE_BITS])        \
    {                                                                                            \
        turn(lanes, words);                                                                      \
    }                                                                                            \
    static const PsLaneKernels SUFFIX = {                                                        \
        #SUFFIX,         copy_##SUFFIX,  shift_##SUFFIX, shift_few_##SUFFIX,                     \
        settle_##SUFFIX, count_##SUFFIX, turn_##SUFFIX,                                          \
    };

DEFINE_KERNELS(portable, )

const PsLaneKernels *
ps_lane_kernels_portable(void)
{
    return &portable;
}

#ifdef __x86_64__

#include <immintrin.h>

#define NEWER __attribute__((target("avx2,bmi,popcnt")))

NEWER INLINE gboolean
is_any_avx2(const Wide *vector)
{
    __m256i all = *(const __m256i *)vector;
    return !_mm256_testz_si256(all, all);
}

DEFINE_KERNELS(avx2, NEWER)

const PsLaneKernels *
ps_lane_kernels_fastest(void)
{
    gboolean newer = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
                     __builtin_cpu_supports("popcnt");
    return newer ? &avx2 : &portable;
}

#else

const PsLaneKernels *
ps_lane_kernels_fastest(void)
{
    return &portable;
}

#endif
