/* Bitmaps: states by what is in flight in them.
 *
 * A flight is all of a state but its two sides: the presences on both links, and what is left of
 * the budgets of faults. There are few flights and many states: what the sides are is a pair of two
 * numbers (space.h), and every flight has a bitmap with one bit for each pair. Flights are numbered
 * as they are met.
 *
 * A bitmap also says what follows from its flight, and has edges: the numbers of the flights that
 * steps lead to, once they were looked up. */
#ifndef PS_EXPLORER_BITMAPS_H
#define PS_EXPLORER_BITMAPS_H

#include "explorer/space.h"
#include "explorer/store.h"

G_BEGIN_DECLS

#define PS_NO_HEAD PS_N_PRESENCES

/* The words of its bits follow it in memory, and behind them its edges. */
typedef struct {
    guint8 room;      /* 0: users do not act; n: they may, and send at most n - 1 */
    guint8 heads[2];  /* PsPresence, of the links; or PS_NO_HEAD */
    guint8 faults[2]; /* bit per PsFault: it may happen to the head */
    guint8 lengths[2];
    guint64 words[];
} PsBitmap;

/* Where a bitmap is: a segment, and words into it. */
typedef guint32 PsBitmapPlace;

#define PS_SEGMENT_BITS 18 /* 2^18 words of 8 bytes: a huge page */

/* An edge: nothing is known; there is no room for what the step would send; or the place of the
 * flight that it leads to. */
#define PS_EDGE_UNKNOWN 0
#define PS_EDGE_OVERFLOW 1
#define PS_EDGE_FIRST 2 /* the first place there is */

typedef struct {
    PsStore *flights;
    guint64 **segments; /* they never move */
    guint n_segments;
    guint n_words; /* of the bits of a bitmap */
    guint n_edges;
    guint stride; /* words of a bitmap with all that belongs to it, */
    guint each;   /* and how many of them there are in a segment */
    guint64 max_bytes;
} PsBitmaps;

/* Makes an empty store for a world's flights: with bits for so many pairs and so many edges each,
 * which may take max_bytes bytes (0: any number). Free with ps_bitmaps_free. */
PsBitmaps *ps_bitmaps_new(const PsWorld *world, guint n_pairs, guint n_edges, guint64 max_bytes);

void ps_bitmaps_free(PsBitmaps *bitmaps);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsBitmaps, ps_bitmaps_free)

/* The number of flights, and the bytes that all of it takes. */
guint32 ps_bitmaps_n(const PsBitmaps *bitmaps);
guint64 ps_bitmaps_bytes(const PsBitmaps *bitmaps);

/* The flight with this number: a packed state, all bits of the sides 0. */
PsPacked ps_bitmaps_flight(const PsBitmaps *bitmaps, guint32 number);

/* Sets *number to that of a flight; FALSE if there is no such flight. */
gboolean ps_bitmaps_find(const PsBitmaps *bitmaps, PsPacked flight, guint32 *number);

/* The same; a flight that is new gets a bitmap that is all 0, and *is_new becomes TRUE. FALSE
 * without memory; max_bytes less `taken` bytes may be taken. */
gboolean ps_bitmaps_add(PsBitmaps *bitmaps, PsPacked flight, guint64 taken, guint32 *number,
                        gboolean *is_new);

/* Where a number's bitmap is, and the other way round. */
static inline PsBitmapPlace
ps_bitmaps_place(const PsBitmaps *bitmaps, guint32 number)
{
    return number / bitmaps->each << PS_SEGMENT_BITS |
           (number % bitmaps->each * bitmaps->stride + PS_EDGE_FIRST);
}

static inline guint32
ps_bitmaps_number(const PsBitmaps *bitmaps, PsBitmapPlace place)
{
    guint32 within = place & ((1u << PS_SEGMENT_BITS) - 1);
    return (place >> PS_SEGMENT_BITS) * bitmaps->each + within / bitmaps->stride;
}

static inline PsBitmap *
ps_bitmap_at(guint64 *const *segments, PsBitmapPlace place)
{
    guint32 within = place & ((1u << PS_SEGMENT_BITS) - 1);
    return (PsBitmap *)(gpointer)(segments[place >> PS_SEGMENT_BITS] + within);
}

static inline PsBitmap *
ps_bitmaps_get(const PsBitmaps *bitmaps, guint32 number)
{
    return ps_bitmap_at(bitmaps->segments, ps_bitmaps_place(bitmaps, number));
}

static inline guint32 *
ps_bitmaps_edges(const PsBitmaps *bitmaps, PsBitmap *bitmap)
{
    return (guint32 *)(gpointer)(bitmap->words + bitmaps->n_words);
}

/* The number of bits that are set in a bitmap. */
guint64 ps_bitmaps_count(const PsBitmaps *bitmaps, const PsBitmap *bitmap);

G_END_DECLS

#endif
