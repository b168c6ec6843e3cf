/* Kernels: what is done to whole sets of words of letters at once.
 *
 * A set of words is a string of bits: bit i is set if the word of number i is in it. A letter is
 * `digit` bits of the number, 2 or 3; its place is the number of bits below it. So all words of one
 * length are a set of 2^order bits, order a multiple of digit, and to insert a letter, or to take
 * one away, moves runs of 2^place bits: whole 64-bit words, or bits within them.
 *
 * Sets of less than 64 bits lie in the low bits of one 64-bit word, the others of which are clear.
 */
#ifndef PS_EXPLORER_KERNELS_H
#define PS_EXPLORER_KERNELS_H

#include <glib.h>

G_BEGIN_DECLS

/* The 64-bit words that a set of 2^order bits takes. */
static inline gsize
ps_kernels_words(guint order)
{
    return order <= 6 ? 1 : (gsize)1 << (order - 6);
}

/* Room for such a set, whose contents are anything, in lines of the cache of its own: there kernels
 * are fastest, and no thread waits for what another one writes beside it. Free with g_aligned_free.
 */
guint64 *ps_kernels_buffer(guint order);

/* Which letter, and where. */
typedef struct {
    guint8 digit;
    guint8 place;
    guint8 letter;
} PsLetterAt;

typedef struct {
    const char *name;

    /* Adds to `into`, a set of 2^order bits, the words of `from`, a set of 2^(order - digit) bits,
     * with the letter inserted. place + digit is at most order. */
    void (*insert)(guint64 *into, const guint64 *from, guint order, PsLetterAt at);

    /* The other way round: adds to `into`, of 2^(order - digit) bits, what is left of those words
     * of `from`, of 2^order bits, that have this letter there, without it. */
    void (*take)(guint64 *into, const guint64 *from, guint order, PsLetterAt at);

    /* Sets of n 64-bit words: adds all of `from`; leaves only what is, or is not, in `other` and
     * returns how many members are left. */
    void (*unite)(guint64 *into, const guint64 *from, gsize n);
    guint64 (*intersect)(guint64 *set, const guint64 *other, gsize n);
    guint64 (*subtract)(guint64 *set, const guint64 *other, gsize n);
} PsKernels;

/* The kernels that run everywhere, and those that run fastest on this machine. */
const PsKernels *ps_kernels_portable(void);
const PsKernels *ps_kernels_fastest(void);

/* How many words of a set of 2^order bits have the letter there. place + digit is at most order. */
guint64 ps_kernels_count_letter(const guint64 *set, guint order, PsLetterAt at);

G_END_DECLS

#endif
