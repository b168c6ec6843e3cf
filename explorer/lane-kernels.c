/* Kernels for lanes: written once, compiled for every machine and again for newer ones. */
#include "explorer/lane-kernels.h"

#include <string.h>

/* A vector of lanes, of pairs of them, and of words that have room for four. */
typedef PsLane Vector __attribute__((vector_size(PS_LANE_ALIGNMENT), may_alias));
typedef guint32 Pairs __attribute__((vector_size(PS_LANE_ALIGNMENT), may_alias));
typedef guint64 Wide __attribute__((vector_size(PS_LANE_ALIGNMENT), may_alias));
typedef guint64 Four __attribute__((may_alias));

G_STATIC_ASSERT(sizeof(Vector) == PS_LANES * sizeof(PsLane));

#define INLINE static inline __attribute__((always_inline))

/* Lane k of word e changes places with lane e of word k. */
#define FOUR_BY_FOUR(LANES)                                                                        \
    __builtin_shufflevector(LANES, LANES, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)

/* ---- Copies ---- */

INLINE void
copy_long(PsLane *to, const PsLane *from, const PsLaneRuns *runs)
{
    guint run = runs->run;
    for (guint i = 0; i < runs->n; i++, from += runs->from_step, to += runs->to_step)
        for (gsize j = 0; j < run; j += PS_LANES)
            *(Vector *)(to + j) |= *(const Vector *)(from + j);
}

INLINE void
copy_fours(PsLane *to, const PsLane *from, const PsLaneRuns *runs)
{
    gsize from_step = runs->from_step / 4;
    gsize to_step = runs->to_step / 4;
    Four *into = (Four *)to;
    const Four *out = (const Four *)from;
    for (guint i = runs->n; i > 0; i--, into += to_step, out += from_step)
        *into |= *out;
}

INLINE void
copy_single(PsLane *to, const PsLane *from, const PsLaneRuns *runs)
{
    for (guint i = 0; i < runs->n; i++, from += runs->from_step, to += runs->to_step)
        *to |= *from;
}

/* The first, or the second, of each four numbers and as many zeros between them. */
#define MIX_LOW(LANES, ZEROS)                                                                  \
    __builtin_shufflevector(LANES, ZEROS, 0, 16, 1, 17, 2, 18, 3, 19, 8, 24, 9, 25, 10, 26, 11, 27)
#define MIX_HIGH(LANES, ZEROS)                                                                   \
    __builtin_shufflevector(LANES, ZEROS, 4, 20, 5, 21, 6, 22, 7, 23, 12, 28, 13, 29, 14, 30, 15, \
                            31)
#define MIX_LOW_PAIRS(PAIRS, ZEROS) __builtin_shufflevector(PAIRS, ZEROS, 0, 8, 1, 9, 4, 12, 5, 13)
#define MIX_HIGH_PAIRS(PAIRS, ZEROS) \
    __builtin_shufflevector(PAIRS, ZEROS, 2, 10, 3, 11, 6, 14, 7, 15)

/* Adds lanes to such as are four apart. */
INLINE void
add_apart(Wide *into, const Vector *lanes, guint offset)
{
    Vector zeros = {0};
    Pairs no_pairs = {0};
    Pairs given = *(const Pairs *)lanes;
    Vector in_order = (Vector)__builtin_shufflevector(given, given, 0, 2, 4, 6, 1, 3, 5, 7);
    Pairs low = (Pairs)MIX_LOW(in_order, zeros);
    Pairs high = (Pairs)MIX_HIGH(in_order, zeros);
    into[0] |= (Wide)MIX_LOW_PAIRS(low, no_pairs) << 16 * offset;
    into[1] |= (Wide)MIX_HIGH_PAIRS(low, no_pairs) << 16 * offset;
    into[2] |= (Wide)MIX_LOW_PAIRS(high, no_pairs) << 16 * offset;
    into[3] |= (Wide)MIX_HIGH_PAIRS(high, no_pairs) << 16 * offset;
}

/* From one after the other to every fourth. */
INLINE void
copy_apart(PsLane *to, const PsLane *from, const PsLaneRuns *runs)
{
    guint offset = runs->to_offset % 4;
    Wide *into = (Wide *)(to - offset);
    for (gsize i = 0; i < runs->n; i += PS_LANES)
        add_apart(into + i / 4, (const Vector *)(from + i), offset);
}

/* From every fourth to every fourth. */
INLINE void
copy_over(PsLane *to, const PsLane *from, const PsLaneRuns *runs)
{
    Wide *into = (Wide *)(to - runs->to_offset % 4);
    const Wide *out = (const Wide *)(from - runs->from_offset % 4);
    guint right = 16u * (runs->from_offset % 4);
    guint left = 16u * (runs->to_offset % 4);
    for (gsize i = 0; 4 * i < runs->n; i++)
        into[i] |= (out[i] >> right & 0xFFFF) << left;
}

/* From every fourth to one after the other. */
INLINE void
copy_together(PsLane *to, const PsLane *from, const PsLaneRuns *runs)
{
    Vector *into = (Vector *)to;
    const Wide *out = (const Wide *)(from - runs->from_offset % 4);
    guint right = 16u * (runs->from_offset % 4);
    for (gsize i = 0; PS_LANES * i < runs->n; i++, out += 4) {
        Wide low = (out[0] >> right & 0xFFFF) | (out[1] >> right & 0xFFFF) << 16;
        Wide high = (out[2] >> right & 0xFFFF) << 32 | out[3] >> right << 48;
        into[i] |= FOUR_BY_FOUR((Vector)(low | high));
    }
}

INLINE void
copy(PsLane *to, const PsLane *from, const PsLaneRuns *runs)
{
    if (runs->run >= PS_LANES)
        copy_long(to, from, runs);
    else if (runs->run == 4)
        copy_fours(to, from, runs);
    else if (runs->n < PS_LANES)
        copy_single(to, from, runs);
    else if (runs->from_step == 1 && runs->to_step == 4)
        copy_apart(to, from, runs);
    else if (runs->from_step == 4 && runs->to_step == 1)
        copy_together(to, from, runs);
    else if (runs->from_step == 4 && runs->to_step == 4)
        copy_over(to, from, runs);
    else
        copy_single(to, from, runs);
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

/* One after the other if `apart` is FALSE. */
INLINE void
shift_all(PsLane *to, const PsLane *from, gsize n, const PsLaneShifts *given, guint n_left,
          guint n_right, gboolean apart, guint offset)
{
    PsLaneShifts shifts = *given;
    Wide *into = (Wide *)(to - offset);
    for (gsize i = 0; i < n; i += PS_LANES) {
        Vector moved;
        move(&moved, (const Vector *)(from + i), &shifts, n_left, n_right);
        if (apart)
            add_apart(into + i / 4, &moved, offset);
        else
            *(Vector *)(to + i) |= moved;
    }
}

#define SHIFT_CASE(N_LEFT, N_RIGHT)                                      \
    case 4 * (N_LEFT) + (N_RIGHT):                                       \
        shift_all(to, from, n, shifts, N_LEFT, N_RIGHT, apart, offset); \
        break

/* Few shifts are laid out straight. */
INLINE void
shift(PsLane *to, const PsLane *from, gsize n, const PsLaneShifts *shifts, gboolean apart,
      guint offset)
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
        shift_all(to, from, n, shifts, n_left, n_right, apart, offset);
    }
}

INLINE void
shift_far(PsLane *to, const PsLane *from, gsize n, const PsLaneShifts *shifts, gsize step)
{
    for (gsize i = 0; i < n; i += PS_LANES) {
        gsize some = MIN(n - i, PS_LANES);
        Vector lanes = {0};
        PsLane moved[PS_LANES];
        memcpy(&lanes, from + i, some * sizeof(PsLane));
        move(&lanes, &lanes, shifts, shifts->n_left, shifts->n_right);
        memcpy(moved, &lanes, sizeof moved);
        for (gsize j = 0; j < some; j++)
            to[(i + j) * step] |= moved[j];
    }
}

/* ---- What is new ---- */

INLINE gboolean
settle(PsLane *known, PsLane *last, PsLane *fresh, gsize n)
{
    Vector any = {0};
    for (gsize i = 0; i < n; i += PS_LANES) {
        Vector before = *(const Vector *)(known + i);
        Vector new = *(const Vector *)(fresh + i) & ~before;
        *(Vector *)(known + i) = before | new;
        *(Vector *)(last + i) = new;
        *(Vector *)(fresh + i) = (Vector){0};
        any |= new;
    }
    Wide parts = (Wide)any;
    return (parts[0] | parts[1] | parts[2] | parts[3]) != 0;
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
    TARGET static void copy_##SUFFIX(PsLane *to, const PsLane *from, const PsLaneRuns *runs)     \
    {                                                                                            \
        copy(to, from, runs);                                                                    \
    }                                                                                            \
    TARGET static void shift_##SUFFIX(PsLane *to, const PsLane *from, gsize n,                   \
                                      const PsLaneShifts *shifts)                                \
    {                                                                                            \
        shift(to, from, n, shifts, FALSE, 0);                                                    \
    }                                                                                            \
    TARGET static void shift_apart_##SUFFIX(PsLane *to, const PsLane *from, gsize n,             \
                                            const PsLaneShifts *shifts, guint offset)            \
    {                                                                                            \
        shift(to, from, n, shifts, TRUE, offset);                                                \
    }                                                                                            \
    TARGET static gboolean settle_##SUFFIX(PsLane *known, PsLane *last, PsLane *fresh, gsize n)  \
    {                                                                                            \
        return settle(known, last, fresh, n);                                                    \
    }                                                                                            \
    TARGET static void shift_far_##SUFFIX(PsLane *to, const PsLane *from, gsize n,               \
                                          const PsLaneShifts *shifts, gsize step)                \
    {                                                                                            \
        shift_far(to, from, n, shifts, step);                                                    \
    }                                                                                            \
    TARGET static void turn_##SUFFIX(const PsLane lanes[64], guint64 words[PS_LANE_BITS])        \
    {                                                                                            \
        turn(lanes, words);                                                                      \
    }                                                                                            \
    static const PsLaneKernels SUFFIX = {                                                        \
        #SUFFIX,        copy_##SUFFIX,   shift_##SUFFIX, shift_apart_##SUFFIX, \
        shift_far_##SUFFIX, settle_##SUFFIX, turn_##SUFFIX,                    \
    };

DEFINE_KERNELS(portable, )

const PsLaneKernels *
ps_lane_kernels_portable(void)
{
    return &portable;
}

#ifdef __x86_64__

DEFINE_KERNELS(avx2, __attribute__((target("avx2"))))

const PsLaneKernels *
ps_lane_kernels_fastest(void)
{
    return __builtin_cpu_supports("avx2") ? &avx2 : &portable;
}

#else

const PsLaneKernels *
ps_lane_kernels_fastest(void)
{
    return &portable;
}

#endif

