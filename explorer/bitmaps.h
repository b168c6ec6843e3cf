/* Bitmaps: states by what is in flight in them.
 *
 * A flight is all of a state but its two sides: the presences on both links, and what is left of
 * the budgets of faults. There are few flights and many states: what the sides are is a pair of two
 * numbers (space.h), and every flight has a bitmap with one bit for each pair. Flights are numbered
 * as they are met.
 *
 * A bitmap also says what follows from its flight, and has edges: where the flights are that steps
 * lead to, once they were looked up. */
#ifndef PS_EXPLORER_BITMAPS_H
#define PS_EXPLORER_BITMAPS_H

#include "explorer/memory.h"
#include "explorer/space.h"
#include "explorer/store.h"

G_BEGIN_DECLS

/* The words of its bits follow it in memory, and behind them its edges. */
typedef struct {
    guint32 lists[2]; /* of a side's turns, those of the first local state (turns.h) */
    guint64 words[];
} PsBitmap;

/* A bit of some words. */
static inline gboolean
ps_bit_has(const guint64 *words, guint bit)
{
    return words[bit / 64] >> bit % 64 & 1;
}

static inline void
ps_bit_set(guint64 *words, guint bit)
{
    words[bit / 64] |= (guint64)1 << bit % 64;
}

static inline void
ps_bit_flip(guint64 *words, guint bit)
{
    words[bit / 64] ^= (guint64)1 << bit % 64;
}

/* Calls visit for every bit that is set, until it returns FALSE; what it returned last. */
typedef gboolean (*PsBitFunc)(guint bit, gpointer data);
gboolean ps_bits_visit(const guint64 *words, guint n_words, PsBitFunc visit, gpointer data);

/* Where a bitmap is: how many words of 8 bytes from the first place on. */
typedef guint32 PsBitmapPlace;

#define PS_PLACE_BITS 30

/* An edge: nothing is known; or the place of the flight that it leads to, and above its bits what
 * becomes of pairs there (fold.h). Where there is no room for what the step would send, it leads to
 * a place of its own: the one bitmap of no flight, all of whose bits are set, so that nothing new
 * is ever found there. */
#define PS_EDGE_UNKNOWN 0
#define PS_EDGE_OVERFLOW 1

/* A state that was found: where the word with its bit is, by its place, and its pair above that. */
typedef guint64 PsFound;

static inline PsFound
ps_found(PsBitmapPlace place, guint pair)
{
    return (place + 1 + pair / 64) | (guint64)pair << 32;
}

static inline guint
ps_found_pair(PsFound found)
{
    return (guint)(found >> 32);
}

static inline PsBitmapPlace
ps_found_place(PsFound found)
{
    return (guint32)found - 1 - ps_found_pair(found) / 64;
}

/* Flights of few bits are found by these, which are above those of the sides. All others are in a
 * store. */
typedef struct {
    PsArena arena;
    guint32 n;     /* flights, */
    guint32 sure;  /* and as many as there is room for without asking */
    guint n_words; /* of the bits of a bitmap */
    guint n_edges;
    guint stride;          /* words of a bitmap with all that belongs to it, */
    guint first;           /* and the place of the first one */
    guint shift;           /* of a flight's bits */
    PsBitmapPlace *direct; /* by the bits of a flight: its place, or 0. NULL if there is a store */
    guint32 *bits;         /* by number */
    guint64 n_direct;
    PsStore *flights; /* or NULL */
    guint64 max_bytes;
} PsBitmaps;

/* The words that a bitmap takes with so many pairs and edges, and how many flights of a world are
 * found directly: 0 if there may be many. */
guint ps_bitmaps_stride(guint n_pairs, guint n_edges);
guint64 ps_bitmaps_n_direct(const PsWorld *world);

/* Makes room for bitmaps of a world's flights, and none of them: with bits for so many pairs and so
 * many edges each, which may take max_bytes bytes (0: any number). Free with ps_bitmaps_free. */
PsBitmaps *ps_bitmaps_new(const PsWorld *world, guint n_pairs, guint n_edges, guint64 max_bytes);

void ps_bitmaps_free(PsBitmaps *bitmaps);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsBitmaps, ps_bitmaps_free)

/* The number of flights, and the bytes that all of it takes. */
static inline guint32
ps_bitmaps_n(const PsBitmaps *bitmaps)
{
    return bitmaps->n;
}

guint64 ps_bitmaps_bytes(const PsBitmaps *bitmaps);

/* The flight with this number: a packed state, all bits of the sides 0. */
static inline PsPacked
ps_bitmaps_flight(const PsBitmaps *bitmaps, guint32 number)
{
    return bitmaps->bits != NULL ? (PsPacked){(guint64)bitmaps->bits[number] << bitmaps->shift, 0}
                                 : ps_store_get(bitmaps->flights, number);
}

/* Sets *place to that of a flight's bitmap; FALSE if there is no such flight. */
gboolean ps_bitmaps_find(const PsBitmaps *bitmaps, PsPacked flight, PsBitmapPlace *place);

/* The place of a flight's bitmap, if that is known at once; or 0. */
static inline PsBitmapPlace
ps_bitmaps_glance(const PsBitmaps *bitmaps, PsPacked flight)
{
    return bitmaps->direct != NULL ? bitmaps->direct[flight.lo >> bitmaps->shift] : 0;
}

/* As ps_bitmaps_find; a flight that is new gets a bitmap that is all 0, and *is_new becomes TRUE.
 * FALSE without memory; max_bytes less `taken` bytes may be taken. */
gboolean ps_bitmaps_add(PsBitmaps *bitmaps, PsPacked flight, guint64 taken, PsBitmapPlace *place,
                        gboolean *is_new);

/* Where a number's bitmap is, and the other way round. */
static inline PsBitmapPlace
ps_bitmaps_place(const PsBitmaps *bitmaps, guint32 number)
{
    return number * bitmaps->stride + bitmaps->first;
}

static inline guint32
ps_bitmaps_number(const PsBitmaps *bitmaps, PsBitmapPlace place)
{
    return (place - bitmaps->first) / bitmaps->stride;
}

static inline PsBitmap *
ps_bitmaps_at(const PsBitmaps *bitmaps, PsBitmapPlace place)
{
    return (PsBitmap *)(gpointer)(bitmaps->arena.base + place * sizeof(guint64));
}

static inline PsBitmap *
ps_bitmaps_get(const PsBitmaps *bitmaps, guint32 number)
{
    return ps_bitmaps_at(bitmaps, ps_bitmaps_place(bitmaps, number));
}

static inline PsBitmapPlace
ps_edge_place(guint32 edge)
{
    return edge & ((1u << PS_PLACE_BITS) - 1);
}

static inline guint32 *
ps_bitmaps_edges(const PsBitmaps *bitmaps, PsBitmap *bitmap)
{
    return (guint32 *)(gpointer)(bitmap->words + bitmaps->n_words);
}

/* TRUE if there are as many bitmaps as places can tell apart: 2^30 words, 8 GiB. */
gboolean ps_bitmaps_is_full(const PsBitmaps *bitmaps);

/* The number of bits that are set in a bitmap. */
guint64 ps_bitmaps_count(const PsBitmaps *bitmaps, const PsBitmap *bitmap);

G_END_DECLS

#endif
