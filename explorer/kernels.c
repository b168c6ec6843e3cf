/* Kernels: written once, compiled for every machine and again for newer ones. */
#include "explorer/kernels.h"

/* What the compilers below can leave in one register or in two. */
typedef guint64 Lanes __attribute__((vector_size(32), aligned(8), may_alias));

#define LANES 4

#define INLINE static inline __attribute__((always_inline))

/* How a compilation moves bits within a 64-bit word: collects those under a mask at the low end,
 * and back. */
typedef guint64 (*MoveBits)(guint64 word, PsLetterAt at);

/* The bits of a 64-bit word whose letter at a place is 0: runs of 2^place. */
static const guint64 zero_masks[4][5] = {
    [2] = {[0] = G_GUINT64_CONSTANT(0x1111111111111111),
           [1] = G_GUINT64_CONSTANT(0x0303030303030303),
           [2] = G_GUINT64_CONSTANT(0x000F000F000F000F),
           [3] = G_GUINT64_CONSTANT(0x000000FF000000FF),
           [4] = G_GUINT64_CONSTANT(0x000000000000FFFF)},
    [3] = {[0] = G_GUINT64_CONSTANT(0x0101010101010101),
           [1] = G_GUINT64_CONSTANT(0x0003000300030003),
           [2] = G_GUINT64_CONSTANT(0x0000000F0000000F),
           [3] = G_GUINT64_CONSTANT(0x00000000000000FF)},
};

INLINE guint64
mask_of(PsLetterAt at)
{
    return zero_masks[at.digit][at.place] << ((guint)at.letter << at.place);
}

/* Runs move together two by two: 2^place bits and a gap, then twice as many and twice the gap. */
INLINE guint64
collect_portable(guint64 word, PsLetterAt at)
{
    guint64 bits = (word & mask_of(at)) >> ((guint)at.letter << at.place);
    for (guint place = at.place; place + at.digit < 6; place++) {
        guint gap = ((1u << at.digit) - 1) << place;
        bits = (bits | bits >> gap) & zero_masks[at.digit][place + 1];
    }
    return bits;
}

INLINE guint64
spread_portable(guint64 word, PsLetterAt at)
{
    guint64 bits = word & zero_masks[at.digit][6 - at.digit];
    for (guint place = 6u - at.digit; place-- > at.place;) {
        guint gap = ((1u << at.digit) - 1) << place;
        bits = (bits | bits << gap) & zero_masks[at.digit][place];
    }
    return bits << ((guint)at.letter << at.place);
}

INLINE void
unite(guint64 *into, const guint64 *from, gsize n)
{
    gsize i = 0;
    for (; i + LANES <= n; i += LANES)
        *(Lanes *)&into[i] |= *(const Lanes *)&from[i];
    for (; i < n; i++)
        into[i] |= from[i];
}

INLINE guint64
intersect(guint64 *set, const guint64 *other, gsize n)
{
    guint64 count = 0;
    for (gsize i = 0; i < n; i++)
        count += (guint64)__builtin_popcountll(set[i] &= other[i]);
    return count;
}

INLINE guint64
subtract(guint64 *set, const guint64 *other, gsize n)
{
    guint64 count = 0;
    for (gsize i = 0; i < n; i++)
        count += (guint64)__builtin_popcountll(set[i] &= ~other[i]);
    return count;
}

/* The letter stands above 64-bit words: runs of these are moved. */
INLINE void
insert_runs(guint64 *into, const guint64 *from, guint order, PsLetterAt at)
{
    gsize run = (gsize)1 << (at.place - 6);
    gsize n = (gsize)1 << (order - at.digit - at.place);
    into += at.letter * run;
    if (run == 1)
        for (gsize i = 0; i < n; i++)
            into[i << at.digit] |= from[i];
    else
        for (gsize i = 0; i < n; i++)
            unite(into + (i << at.digit) * run, from + i * run, run);
}

INLINE void
take_runs(guint64 *into, const guint64 *from, guint order, PsLetterAt at)
{
    gsize run = (gsize)1 << (at.place - 6);
    gsize n = (gsize)1 << (order - at.digit - at.place);
    from += at.letter * run;
    if (run == 1)
        for (gsize i = 0; i < n; i++)
            into[i] |= from[i << at.digit];
    else
        for (gsize i = 0; i < n; i++)
            unite(into + i * run, from + (i << at.digit) * run, run);
}

/* A word is made of four parts or of eight, one of each word that is longer by a letter. Straight
 * lines, as compilers do not unroll loops where it pays. */
INLINE void
spread_four(guint64 *into, guint64 word, guint part, PsLetterAt at, MoveBits spread)
{
    into[0] |= spread(word, at);
    into[1] |= spread(word >> part, at);
    into[2] |= spread(word >> 2 * part, at);
    into[3] |= spread(word >> 3 * part, at);
}

INLINE guint64
collect_four(const guint64 *from, guint part, PsLetterAt at, MoveBits collect)
{
    return collect(from[0], at) | collect(from[1], at) << part | collect(from[2], at) << 2 * part |
           collect(from[3], at) << 3 * part;
}

INLINE void
insert(guint64 *into, const guint64 *from, guint order, PsLetterAt at, MoveBits spread)
{
    if (at.place >= 6) {
        insert_runs(into, from, order, at);
        return;
    }
    gsize n = ps_kernels_words(order) >> at.digit;
    guint part = 64u >> at.digit;
    if (n == 0) /* one word into one */
        into[0] |= spread(from[0], at);
    for (gsize i = 0; i < n; i++, into += (gsize)1 << at.digit) {
        guint64 word = from[i];
        if (word == 0)
            continue;
        spread_four(into, word, part, at, spread);
        if (at.digit == 3)
            spread_four(into + 4, word >> 4 * part, part, at, spread);
    }
}

INLINE void
take(guint64 *into, const guint64 *from, guint order, PsLetterAt at, MoveBits collect)
{
    if (at.place >= 6) {
        take_runs(into, from, order, at);
        return;
    }
    gsize n = ps_kernels_words(order) >> at.digit;
    guint part = 64u >> at.digit;
    if (n == 0)
        into[0] |= collect(from[0], at);
    for (gsize i = 0; i < n; i++, from += (gsize)1 << at.digit) {
        guint64 word = collect_four(from, part, at, collect);
        if (at.digit == 3)
            word |= collect_four(from + 4, part, at, collect) << 4 * part;
        into[i] |= word;
    }
}

/* One set of kernels: the functions above, compiled for what TARGET says. A digit that is known at
 * compile time makes loops that are laid out straight. */
#define DEFINE_KERNELS(SUFFIX, TARGET)                                                        \
    TARGET static void insert_##SUFFIX(guint64 *into, const guint64 *from, guint order,       \
                                       PsLetterAt at)                                         \
    {                                                                                         \
        if (at.digit == 2)                                                                    \
            insert(into, from, order, (PsLetterAt){2, at.place, at.letter}, spread_##SUFFIX); \
        else                                                                                  \
            insert(into, from, order, (PsLetterAt){3, at.place, at.letter}, spread_##SUFFIX); \
    }                                                                                         \
    TARGET static void take_##SUFFIX(guint64 *into, const guint64 *from, guint order,         \
                                     PsLetterAt at)                                           \
    {                                                                                         \
        if (at.digit == 2)                                                                    \
            take(into, from, order, (PsLetterAt){2, at.place, at.letter}, collect_##SUFFIX);  \
        else                                                                                  \
            take(into, from, order, (PsLetterAt){3, at.place, at.letter}, collect_##SUFFIX);  \
    }                                                                                         \
    TARGET static void unite_##SUFFIX(guint64 *into, const guint64 *from, gsize n)            \
    {                                                                                         \
        unite(into, from, n);                                                                 \
    }                                                                                         \
    TARGET static guint64 intersect_##SUFFIX(guint64 *set, const guint64 *other, gsize n)     \
    {                                                                                         \
        return intersect(set, other, n);                                                      \
    }                                                                                         \
    TARGET static guint64 subtract_##SUFFIX(guint64 *set, const guint64 *other, gsize n)      \
    {                                                                                         \
        return subtract(set, other, n);                                                       \
    }                                                                                         \
    static const PsKernels SUFFIX = {                                                         \
        #SUFFIX,        insert_##SUFFIX,    take_##SUFFIX,                                    \
        unite_##SUFFIX, intersect_##SUFFIX, subtract_##SUFFIX,                                \
    };

DEFINE_KERNELS(portable, )

const PsKernels *
ps_kernels_portable(void)
{
    return &portable;
}

#ifdef __x86_64__

#include <immintrin.h>

#define NEWER __attribute__((target("avx2,bmi,bmi2,popcnt")))

NEWER INLINE guint64
collect_bmi2(guint64 word, PsLetterAt at)
{
    return _pext_u64(word, mask_of(at));
}

NEWER INLINE guint64
spread_bmi2(guint64 word, PsLetterAt at)
{
    return _pdep_u64(word, mask_of(at));
}

DEFINE_KERNELS(bmi2, NEWER)

const PsKernels *
ps_kernels_fastest(void)
{
    gboolean newer = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2") &&
                     __builtin_cpu_supports("popcnt");
    return newer ? &bmi2 : &portable;
}

#else

const PsKernels *
ps_kernels_fastest(void)
{
    return &portable;
}

#endif

#define CACHE_LINE 64

guint64 *
ps_kernels_buffer(guint order)
{
    gsize bytes = ps_kernels_words(order) * sizeof(guint64);
    return g_aligned_alloc(1, MAX(bytes, CACHE_LINE), CACHE_LINE);
}

guint64
ps_kernels_count_letter(const guint64 *set, guint order, PsLetterAt at)
{
    guint64 count = 0;
    for (gsize i = 0; i < ps_kernels_words(order); i++) {
        guint64 word = set[i];
        if (at.place < 6)
            word &= mask_of(at);
        else if (((i >> (at.place - 6)) & ((1u << at.digit) - 1)) != at.letter)
            word = 0;
        count += (guint64)__builtin_popcountll(word);
    }
    return count;
}
