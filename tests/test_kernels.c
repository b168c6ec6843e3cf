/* Tests of kernels: all of them against an obvious twin that moves one bit at a time. */
#include "explorer/kernels.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

#define MAX_ORDER 15
#define MAX_WORDS ((gsize)1 << (MAX_ORDER - 6))

static gboolean
has(const guint64 *set, guint64 bit)
{
    return set[bit / 64] >> (bit % 64) & 1;
}

static void
put(guint64 *set, guint64 bit)
{
    set[bit / 64] |= (guint64)1 << (bit % 64);
}

/* A random set of 2^order bits: nearly empty, half full or nearly full. */
static void
fill(GRand *random, guint64 *set, guint order, guint fullness)
{
    memset(set, 0, MAX_WORDS * sizeof *set);
    for (guint64 bit = 0; bit < (guint64)1 << order; bit++)
        if (g_rand_int_range(random, 0, 16) < (fullness == 0 ? 1 : fullness == 1 ? 8 : 15))
            put(set, bit);
}

/* The number of a word with the letter inserted. */
static guint64
with_letter(guint64 word, PsLetterAt at)
{
    guint64 below = word % ((guint64)1 << at.place);
    return ((word >> at.place) << at.digit | at.letter) << at.place | below;
}

static void
insert_slowly(guint64 *into, const guint64 *from, guint order, PsLetterAt at)
{
    for (guint64 word = 0; word < (guint64)1 << (order - at.digit); word++)
        if (has(from, word))
            put(into, with_letter(word, at));
}

static void
take_slowly(guint64 *into, const guint64 *from, guint order, PsLetterAt at)
{
    for (guint64 word = 0; word < (guint64)1 << (order - at.digit); word++)
        if (has(from, with_letter(word, at)))
            put(into, word);
}

/* Inserts and takes at one place, into sets that are not empty. */
static void
check_letter(const PsKernels *kernels, GRand *random, guint order, PsLetterAt at, guint fullness)
{
    static guint64 from[MAX_WORDS], into[MAX_WORDS], expected[MAX_WORDS];
    fill(random, from, order - at.digit, fullness);
    fill(random, into, order, 0);
    memcpy(expected, into, sizeof into);
    insert_slowly(expected, from, order, at);
    kernels->insert(into, from, order, at);
    CHECK(memcmp(into, expected, sizeof into) == 0, "%s: insert %u of %u at %u in 2^%u bits",
          kernels->name, at.letter, at.digit, at.place, order);

    fill(random, from, order, fullness);
    fill(random, into, order - at.digit, 0);
    memcpy(expected, into, sizeof into);
    take_slowly(expected, from, order, at);
    kernels->take(into, from, order, at);
    CHECK(memcmp(into, expected, sizeof into) == 0, "%s: take %u of %u at %u in 2^%u bits",
          kernels->name, at.letter, at.digit, at.place, order);

    guint64 count = 0;
    for (guint64 word = 0; word < (guint64)1 << (order - at.digit); word++)
        count += has(from, with_letter(word, at));
    CHECK_NUMBER(ps_kernels_count_letter(from, order, at), count, "letter %u at %u in 2^%u bits",
                 at.letter, at.place, order);
}

static void
check_letters(const PsKernels *kernels)
{
    g_autoptr(GRand) random = g_rand_new_with_seed(4);
    for (guint digit = 2; digit <= 3; digit++)
        for (guint order = digit; order <= MAX_ORDER; order += digit)
            for (guint place = 0; place + digit <= order; place += digit)
                for (guint letter = 0; letter < 1u << digit; letter++)
                    for (guint fullness = 0; fullness < 3; fullness++)
                        check_letter(kernels, random, order,
                                     (PsLetterAt){(guint8)digit, (guint8)place, (guint8)letter},
                                     fullness);
}

static void
letters_of_portable_kernels(void)
{
    check_letters(ps_kernels_portable());
}

static void
letters_of_fast_kernels(void)
{
    check_letters(ps_kernels_fastest());
}

/* What the kernels that combine two sets make of n words. */
static void
check_combined(const PsKernels *kernels, GRand *random, gsize n)
{
    static guint64 a[MAX_WORDS], b[MAX_WORDS], united[MAX_WORDS], both[MAX_WORDS], rest[MAX_WORDS];
    guint64 n_both = 0, n_rest = 0;
    fill(random, a, MAX_ORDER, 1);
    fill(random, b, MAX_ORDER, 1);
    memcpy(united, a, sizeof a);
    memcpy(both, a, sizeof a);
    memcpy(rest, a, sizeof a);
    kernels->unite(united, b, n);
    guint64 counted_both = kernels->intersect(both, b, n);
    guint64 counted_rest = kernels->subtract(rest, b, n);
    guint wrong = 0;
    for (guint64 bit = 0; bit < (guint64)1 << MAX_ORDER; bit++) {
        gboolean inside = bit < 64 * n;
        gboolean in_a = has(a, bit), in_b = has(b, bit);
        wrong += has(united, bit) != (in_a || (inside && in_b));
        wrong += has(both, bit) != (in_a && (!inside || in_b));
        wrong += has(rest, bit) != (in_a && (!inside || !in_b));
        n_both += inside && in_a && in_b;
        n_rest += inside && in_a && !in_b;
    }
    CHECK_NUMBER(wrong, 0, "%s: bits of %u words", kernels->name, (guint)n);
    CHECK_NUMBER(counted_both, n_both, "%s: both, %u words", kernels->name, (guint)n);
    CHECK_NUMBER(counted_rest, n_rest, "%s: the rest, %u words", kernels->name, (guint)n);
}

static void
sets_are_combined(void)
{
    static const gsize sizes[] = {1, 2, 3, 4, 5, 7, 8, 16, 37, 256, MAX_WORDS};
    g_autoptr(GRand) random = g_rand_new_with_seed(5);
    for (guint i = 0; i < G_N_ELEMENTS(sizes); i++) {
        check_combined(ps_kernels_portable(), random, sizes[i]);
        check_combined(ps_kernels_fastest(), random, sizes[i]);
    }
}

const Test kernels_tests[] = {
    {"letters of portable kernels", letters_of_portable_kernels, FALSE},
    {"letters of fast kernels", letters_of_fast_kernels, FALSE},
    {"sets are combined", sets_are_combined, FALSE},
    {0},
};
