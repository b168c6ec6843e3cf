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
#define FOUR_BY_FOUR(LANES) \
    __builtin_shufflevector(LANES, LANES, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15)

/* ---- Marked vectors ---- */

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

/* Goes through the vectors V that are marked in some words, from one on. */
#define FOR_EACH_MARKED(V, MARKS, WORD, N_WORDS, SOME)                                            \
    for (gsize word_ = (WORD); word_ < (WORD) + (N_WORDS); word_++)                               \
        for (guint64 marks_ = (MARKS)[word_] & (SOME), V = 0;                                     \
             marks_ != 0 && (V = 64 * word_ + (guint)__builtin_ctzll(marks_), TRUE);              \
             marks_ &= marks_ - 1)

/* The words of marks that n vectors have. */
#define WORDS_OF(N) (((N) + 63) / 64)

/* ---- Copies ---- */

/* Runs of vectors, in words of marks of their own, or several in one. */
INLINE void
copy_long(PsLane *to, const PsLane *from, const guint64 *marks, const PsLaneRuns *runs)
{
    Vector *into = (Vector *)to + runs->to / PS_LANES;
    const Vector *out = (const Vector *)from + runs->from / PS_LANES;
    gsize first = runs->from / PS_LANES;
    gsize run = runs->run / PS_LANES;
    gsize step = runs->from_step / PS_LANES;
    gsize to_step = runs->to_step / PS_LANES;
    if (step <= 64) {
        guint order = (guint)__builtin_ctzll(step);
        FOR_EACH_MARKED (v, marks, 0, WORDS_OF(runs->n * step), runs->some) {
            gsize i = v - first;
            into[(i >> order) * to_step + (i & (step - 1))] |= out[i];
        }
        return;
    }
    for (gsize i = 0; i < runs->n; i++, into += to_step, out += step, first += step)
        FOR_EACH_MARKED (v, marks, first / 64, WORDS_OF(run), G_MAXUINT64)
            into[v - first] |= out[v - first];
}

/* Runs of single lanes, or of four, of which there are one or more in a vector: these as units. */
#define COPY_UNITS(TYPE, LANES)                                                              \
    do {                                                                                     \
        TYPE *into = (TYPE *)(to + runs->to);                                                \
        const TYPE *out = (const TYPE *)(from + runs->from);                                 \
        gsize from_step = runs->from_step / (LANES);                                         \
        gsize to_step = runs->to_step / (LANES);                                             \
        gsize in_one = MIN(PS_LANES / runs->from_step, runs->n);                             \
        FOR_EACH_MARKED (v, marks, 0, WORDS_OF(runs->n / in_one), G_MAXUINT64)                                       \
        for (gsize i = 0; i < in_one; i++)                                                   \
            into[(v * in_one + i) * to_step] |= out[v * PS_LANES / (LANES) + i * from_step]; \
    } while (FALSE)

INLINE void
copy_fours(PsLane *to, const PsLane *from, const guint64 *marks, const PsLaneRuns *runs)
{
    COPY_UNITS(Four, 4);
}

INLINE void
copy_single(PsLane *to, const PsLane *from, const guint64 *marks, const PsLaneRuns *runs)
{
    COPY_UNITS(PsLane, 1);
}

/* The first, or the second, of each four numbers and as many zeros between them. */
#define MIX_LOW(LANES, ZEROS) \
    __builtin_shufflevector(LANES, ZEROS, 0, 16, 1, 17, 2, 18, 3, 19, 8, 24, 9, 25, 10, 26, 11, 27)
#define MIX_HIGH(LANES, ZEROS)                                                                    \
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
copy_apart(PsLane *to, const PsLane *from, const guint64 *marks, const PsLaneRuns *runs)
{
    Wide *into = (Wide *)to;
    const Vector *out = (const Vector *)from;
    FOR_EACH_MARKED (v, marks, 0, WORDS_OF(runs->n / PS_LANES), G_MAXUINT64)
    add_apart(into + 4 * v, out + v, runs->to);
}

/* From every fourth to every fourth. */
INLINE void
copy_over(PsLane *to, const PsLane *from, const guint64 *marks, const PsLaneRuns *runs)
{
    Wide *into = (Wide *)to;
    const Wide *out = (const Wide *)from;
    FOR_EACH_MARKED (v, marks, 0, WORDS_OF(runs->n / 4), G_MAXUINT64)
    into[v] |= (out[v] >> 16 * runs->from & 0xFFFF) << 16 * runs->to;
}

/* From every fourth to one after the other: of four vectors, one. */
INLINE void
copy_together(PsLane *to, const PsLane *from, const guint64 *marks, const PsLaneRuns *runs)
{
    Vector *into = (Vector *)to;
    guint right = 16 * runs->from;
    gsize done = G_MAXSIZE;
    FOR_EACH_MARKED (v, marks, 0, WORDS_OF(runs->n / 4), G_MAXUINT64)
    {
        const Wide *out = (const Wide *)from + v / 4 * 4;
        if (v / 4 == done)
            continue;
        done = v / 4;
        Wide low = (out[0] >> right & 0xFFFF) | (out[1] >> right & 0xFFFF) << 16;
        Wide high = (out[2] >> right & 0xFFFF) << 32 | out[3] >> right << 48;
        into[done] |= FOUR_BY_FOUR((Vector)(low | high));
    }
}

INLINE void
copy(PsLane *to, const PsLane *from, const guint64 *marks, const PsLaneRuns *runs)
{
    if (runs->run >= PS_LANES)
        copy_long(to, from, marks, runs);
    else if (runs->run == 4)
        copy_fours(to, from, marks, runs);
    else if (runs->n < PS_LANES)
        copy_single(to, from, marks, runs);
    else if (runs->from_step == 1 && runs->to_step == 4)
        copy_apart(to, from, marks, runs);
    else if (runs->from_step == 4 && runs->to_step == 1)
        copy_together(to, from, marks, runs);
    else if (runs->from_step == 4 && runs->to_step == 4)
        copy_over(to, from, marks, runs);
    else
        copy_single(to, from, marks, runs);
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

/* Adds a vector to lanes that are `step` apart, from that of number i * step on. */
INLINE void
add_far(PsLane *to, gsize i, const Vector *lanes, gsize n, gsize step)
{
    PsLane each[PS_LANES];
    memcpy(each, lanes, sizeof each);
    for (gsize j = 0; j < n; j++)
        to[(i + j) * step] |= each[j];
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
            add_far(to, PS_LANES * i, &moved, PS_LANES, step);
    }
}

#define SHIFT_CASE(N_LEFT, N_RIGHT)                                       \
    case 4 * (N_LEFT) + (N_RIGHT):                                        \
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
    for (gsize i = 0; i < n; i += PS_LANES) {
        gsize some = MIN(n - i, PS_LANES);
        Vector lanes = {0};
        memcpy(&lanes, from + i, some * sizeof(PsLane));
        move(&lanes, &lanes, shifts, shifts->n_left, shifts->n_right);
        add_far(to, i, &lanes, some, step);
    }
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

#define DEFINE_KERNELS(SUFFIX, TARGET)                                                          \
    TARGET static void copy_##SUFFIX(PsLane *to, const PsLane *from, const guint64 *marks,      \
                                     const PsLaneRuns *runs)                                    \
    {                                                                                           \
        copy(to, from, marks, runs);                                                            \
    }                                                                                           \
    TARGET static void shift_##SUFFIX(PsLane *to, const PsLane *from, const guint64 *marks, \
                                      const PsLanePart *part, const PsLaneShifts *shifts, \
                                      gsize step)                   \
    {                                                                                           \
        shift(to, from, marks, part, shifts, step);                                                          \
    }                                                                                           \
    TARGET static void shift_few_##SUFFIX(PsLane *to, const PsLane *from, gsize n,              \
                                          const PsLaneShifts *shifts, gsize step)               \
    {                                                                                           \
        shift_few(to, from, n, shifts, step);                                                   \
    }                                                                                           \
    TARGET static gboolean settle_##SUFFIX(PsLane *known, PsLane *last, PsLane *fresh, gsize n, \
                                           guint64 *marks)                                      \
    {                                                                                           \
        return settle(known, last, fresh, n, marks, is_any_##SUFFIX);                           \
    }                                                                                           \
    TARGET static void turn_##SUFFIX(const PsLane lanes[64], guint64 words[PS_LANE_BITS])       \
    {                                                                                           \
        turn(lanes, words);                                                                     \
    }                                                                                           \
    static const PsLaneKernels SUFFIX =                                                         \
        {                                                                                       \
            #SUFFIX,         copy_##SUFFIX, shift_##SUFFIX, shift_few_##SUFFIX,                 \
            settle_##SUFFIX, turn_##SUFFIX,                                                     \
    };

DEFINE_KERNELS(portable, )

const PsLaneKernels *
ps_lane_kernels_portable(void)
{
    return &portable;
}

#ifdef __x86_64__

#include <immintrin.h>

#define NEWER __attribute__((target("avx2,bmi")))

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
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") ? &avx2 : &portable;
}

#else

const PsLaneKernels *
ps_lane_kernels_fastest(void)
{
    return &portable;
}

#endif
