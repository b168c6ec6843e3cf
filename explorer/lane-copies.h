/* Vectors of lanes, and copies of them: a part of the kernels for lanes (lane-kernels.c), of which
 * all is compiled into one piece, several times. In C with vectors, as gcc has it from version 12
 * on and clang; only where the lower byte stands first. */
#ifndef PS_EXPLORER_LANE_COPIES_H
#define PS_EXPLORER_LANE_COPIES_H

#include "explorer/lane-kernels.h"

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

/* Goes through the vectors V that are marked in some words, from one on. */
#define FOR_EACH_MARKED(V, MARKS, WORD, N_WORDS, SOME)                               \
    for (gsize word_ = (WORD); word_ < (WORD) + (N_WORDS); word_++)                  \
        for (guint64 marks_ = (MARKS)[word_] & (SOME), V = 0;                        \
             marks_ != 0 && (V = 64 * word_ + (guint)__builtin_ctzll(marks_), TRUE); \
             marks_ &= marks_ - 1)

/* The words of marks that n vectors have. */
#define WORDS_OF(N) (((N) + 63) / 64)

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
#define COPY_UNITS(TYPE, LANES)                                                                  \
    do {                                                                                         \
        TYPE *into = (TYPE *)(to + runs->to);                                                    \
        const TYPE *out = (const TYPE *)(from + runs->from);                                     \
        gsize from_step = runs->from_step / (LANES);                                             \
        gsize to_step = runs->to_step / (LANES);                                                 \
        gsize in_one = MIN(PS_LANES / runs->from_step, runs->n);                                 \
        FOR_EACH_MARKED (v, marks, 0, WORDS_OF(runs->n / in_one), G_MAXUINT64)                   \
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
    FOR_EACH_MARKED (v, marks, 0, WORDS_OF(runs->n / 4), G_MAXUINT64) {
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

#endif
