/* Bitmaps: a store of flights, and an array of bitmaps in the order of their numbers. */
#include "explorer/bitmaps.h"

#include "explorer/memory.h"

#include <stdlib.h>
#include <string.h>

#define WORD 64

/* As many as a place can tell apart. */
#define MAX_SEGMENTS (1u << (32 - PS_SEGMENT_BITS))

PsBitmaps *
ps_bitmaps_new(const PsWorld *world, guint n_pairs, guint n_edges, guint64 max_bytes)
{
    PsBitmaps *bitmaps = g_new0(PsBitmaps, 1);
    bitmaps->flights = ps_store_new(ps_world_bits(world), 0, 0);
    bitmaps->n_words = (n_pairs + WORD - 1) / WORD;
    bitmaps->n_edges = n_edges;
    bitmaps->stride = 1 + bitmaps->n_words + (n_edges + 1) / 2;
    bitmaps->each = ((1u << PS_SEGMENT_BITS) - PS_EDGE_FIRST) / bitmaps->stride;
    G_STATIC_ASSERT(sizeof(PsBitmap) == sizeof(guint64));
    G_STATIC_ASSERT(sizeof(guint64) << PS_SEGMENT_BITS == PS_HUGE_PAGE);
    bitmaps->max_bytes = max_bytes > 0 ? max_bytes : G_MAXUINT64;
    return bitmaps;
}

void
ps_bitmaps_free(PsBitmaps *bitmaps)
{
    if (bitmaps == NULL)
        return;
    for (guint i = 0; i < bitmaps->n_segments; i++)
        free(bitmaps->segments[i]);
    g_free(bitmaps->segments);
    ps_store_free(bitmaps->flights);
    g_free(bitmaps);
}

guint32
ps_bitmaps_n(const PsBitmaps *bitmaps)
{
    return (guint32)ps_store_size(bitmaps->flights);
}

/* The first segment is not in huge pages: what is not used of it takes no memory. */
guint64
ps_bitmaps_bytes(const PsBitmaps *bitmaps)
{
    guint64 bytes = bitmaps->n_segments > 1
                        ? bitmaps->n_segments * (guint64)PS_HUGE_PAGE
                        : ps_bitmaps_n(bitmaps) * sizeof(guint64) * bitmaps->stride;
    return ps_store_bytes(bitmaps->flights) + bytes;
}

PsPacked
ps_bitmaps_flight(const PsBitmaps *bitmaps, guint32 number)
{
    return ps_store_get(bitmaps->flights, number);
}

gboolean
ps_bitmaps_find(const PsBitmaps *bitmaps, PsPacked flight, guint32 *number)
{
    guint64 id = 0;
    if (!ps_store_find(bitmaps->flights, flight, &id))
        return FALSE;
    *number = (guint32)id;
    return TRUE;
}

/* Makes a segment for more bitmaps, all 0. */
static gboolean
grow(PsBitmaps *bitmaps, guint64 taken)
{
    gboolean first = bitmaps->n_segments == 0;
    if (bitmaps->n_segments == MAX_SEGMENTS)
        return FALSE;
    guint64 bytes = ps_bitmaps_bytes(bitmaps) + taken;
    if (!first && (bytes > bitmaps->max_bytes || bitmaps->max_bytes - bytes < PS_HUGE_PAGE))
        return FALSE;
    guint64 *segment = first ? calloc(1, PS_HUGE_PAGE) : ps_memory_allocate(PS_HUGE_PAGE);
    if (segment == NULL)
        return FALSE;
    if (!first)
        memset(segment, 0, PS_HUGE_PAGE);
    bitmaps->segments = g_renew(guint64 *, bitmaps->segments, bitmaps->n_segments + 1);
    bitmaps->segments[bitmaps->n_segments++] = segment;
    return TRUE;
}

/* TRUE if there is memory for one more bitmap, of which the next one is the first of a segment. */
static gboolean
has_room(PsBitmaps *bitmaps, guint64 taken)
{
    guint32 n = ps_bitmaps_n(bitmaps);
    if (n == (guint64)bitmaps->n_segments * bitmaps->each)
        return grow(bitmaps, taken);
    return bitmaps->n_segments > 1 || ps_bitmaps_bytes(bitmaps) + taken <= bitmaps->max_bytes;
}

gboolean
ps_bitmaps_add(PsBitmaps *bitmaps, PsPacked flight, guint64 taken, guint32 *number,
               gboolean *is_new)
{
    guint64 id = 0;
    if (!has_room(bitmaps, taken)) /* even if it is there */
        return FALSE;
    PsStoreResult result = ps_store_add(bitmaps->flights, flight, &id);
    *number = (guint32)id;
    *is_new = result == PS_STORE_ADDED;
    return result != PS_STORE_FULL;
}

guint64
ps_bitmaps_count(const PsBitmaps *bitmaps, const PsBitmap *bitmap)
{
    guint64 count = 0;
    for (gsize i = 0; i < bitmaps->n_words; i++)
        count += (guint64)__builtin_popcountll(bitmap->words[i]);
    return count;
}
