/* Bitmaps: flights, which are found in a table by their bits or in a store, and an array of bitmaps
 * in the order of their numbers. */
#include "explorer/bitmaps.h"

#include "model/layout.h"

#include <string.h>

#define WORD 64

/* As much memory as places can tell apart. */
#define MOST_BYTES ((guint64)sizeof(guint64) << PS_PLACE_BITS)

/* Flights of so few bits are found without a store. */
#define FEW_BITS 20

guint
ps_bitmaps_stride(guint n_pairs, guint n_edges)
{
    return 1 + (n_pairs + WORD - 1) / WORD + (n_edges + 1) / 2;
}

guint64
ps_bitmaps_n_direct(const PsWorld *world)
{
    guint bits = ps_world_bits(world) - ps_layout_sides(ps_world_layout(world));
    return bits <= FEW_BITS ? (guint64)1 << bits : 0;
}

/* FALSE without memory: then there must be a store instead. */
static gboolean
make_direct(PsBitmaps *bitmaps)
{
    if (bitmaps->n_direct == 0)
        return FALSE;
    bitmaps->direct = g_try_new0(PsBitmapPlace, bitmaps->n_direct);
    bitmaps->bits = g_try_new(guint32, bitmaps->n_direct);
    if (bitmaps->direct != NULL && bitmaps->bits != NULL)
        return TRUE;
    g_clear_pointer(&bitmaps->direct, g_free);
    g_clear_pointer(&bitmaps->bits, g_free);
    bitmaps->n_direct = 0;
    return FALSE;
}

PsBitmaps *
ps_bitmaps_new(const PsWorld *world, guint n_pairs, guint n_edges, guint64 max_bytes)
{
    PsBitmaps *bitmaps = g_new0(PsBitmaps, 1);
    bitmaps->n_words = (n_pairs + WORD - 1) / WORD;
    bitmaps->n_edges = n_edges;
    bitmaps->stride = ps_bitmaps_stride(n_pairs, n_edges);
    G_STATIC_ASSERT(sizeof(PsBitmap) == sizeof(guint64));
    bitmaps->max_bytes = max_bytes > 0 ? max_bytes : G_MAXUINT64;
    bitmaps->shift = ps_layout_sides(ps_world_layout(world));
    bitmaps->n_direct = ps_bitmaps_n_direct(world);
    if (!make_direct(bitmaps))
        bitmaps->flights = ps_store_new(ps_world_bits(world), 0, 0);
    ps_arena_init(&bitmaps->arena, MIN(bitmaps->max_bytes, MOST_BYTES));
    bitmaps->first = PS_EDGE_OVERFLOW + bitmaps->stride;
    return bitmaps;
}

void
ps_bitmaps_free(PsBitmaps *bitmaps)
{
    if (bitmaps == NULL)
        return;
    ps_arena_clear(&bitmaps->arena);
    ps_store_free(bitmaps->flights);
    g_free(bitmaps->direct);
    g_free(bitmaps->bits);
    g_free(bitmaps);
}

/* What is not used of the first part of the arena takes no memory, but for a few flights ahead; nor
 * what is not of `direct`. */
guint64
ps_bitmaps_bytes(const PsBitmaps *bitmaps)
{
    guint64 n = bitmaps->n;
    guint64 used = n * sizeof(guint64) * bitmaps->stride;
    guint64 bytes = bitmaps->arena.size > PS_HUGE_PAGE ? bitmaps->arena.size : used;
    if (bitmaps->flights != NULL)
        return bytes + ps_store_bytes(bitmaps->flights);
    guint64 direct = MIN(bitmaps->n_direct, n * WORD);
    return bytes + direct * sizeof(PsBitmapPlace) + n * sizeof *bitmaps->bits;
}

gboolean
ps_bitmaps_find(const PsBitmaps *bitmaps, PsPacked flight, PsBitmapPlace *place)
{
    guint64 id = 0;
    if (bitmaps->flights == NULL) {
        *place = ps_bitmaps_glance(bitmaps, flight);
        return *place != 0;
    }
    if (!ps_store_find(bitmaps->flights, flight, &id))
        return FALSE;
    *place = ps_bitmaps_place(bitmaps, (guint32)id);
    return TRUE;
}

/* ---- Room ---- */

/* Where the next n bitmaps will end, in bytes. */
static guint64
end_of_next(const PsBitmaps *bitmaps, guint64 n)
{
    return ((bitmaps->n + n) * bitmaps->stride + bitmaps->first) * sizeof(guint64);
}

gboolean
ps_bitmaps_is_full(const PsBitmaps *bitmaps)
{
    return end_of_next(bitmaps, 1) > MOST_BYTES;
}

/* Room is asked for when so many more flights were met, or earlier where it is short. */
#define AHEAD 512

/* Notes how many flights there is room for: those whose bitmaps are in the arena, and which take no
 * more than an eighth of what may still be taken. */
static void
look_ahead(PsBitmaps *bitmaps, guint64 left)
{
    guint64 each = 2 * sizeof(guint64) * bitmaps->stride + WORD * sizeof(PsBitmapPlace);
    guint64 n = MIN(left / 8 / each, AHEAD);
    guint64 begin = end_of_next(bitmaps, 0);
    while (n > 0 && end_of_next(bitmaps, n) > bitmaps->arena.size)
        n /= 2;
    bitmaps->sure = bitmaps->n + (guint32)n;
    ps_arena_touch(&bitmaps->arena, begin, end_of_next(bitmaps, n));
}

/* Makes room for one more bitmap, and for that of no flight if there is none yet. FALSE without
 * memory; but the first one is had in any case. */
static gboolean
make_room(PsBitmaps *bitmaps, guint64 taken)
{
    PsArena *arena = &bitmaps->arena;
    guint64 end = end_of_next(bitmaps, 1);
    gboolean begins = arena->size == 0;
    gboolean grows = end > arena->size;
    guint64 bytes = ps_bitmaps_bytes(bitmaps) + taken;
    gboolean first = bitmaps->n == 0;
    if (end > MOST_BYTES || (!first && bytes > bitmaps->max_bytes) ||
        (!first && grows && bitmaps->max_bytes - bytes < PS_HUGE_PAGE))
        return FALSE;
    if (grows && !ps_arena_grow(arena, end - arena->size))
        return FALSE;
    if (begins)
        memset(ps_bitmaps_at(bitmaps, PS_EDGE_OVERFLOW)->words, 0xFF,
               bitmaps->n_words * sizeof(guint64));
    look_ahead(bitmaps, bitmaps->max_bytes > bytes ? bitmaps->max_bytes - bytes : 0);
    return TRUE;
}

/* ---- Adding ---- */

gboolean
ps_bitmaps_add(PsBitmaps *bitmaps, PsPacked flight, guint64 taken, PsBitmapPlace *place,
               gboolean *is_new)
{
    guint64 id = bitmaps->n;
    *is_new = FALSE;
    *place = ps_bitmaps_glance(bitmaps, flight);
    if (*place != 0)
        return TRUE;
    if (bitmaps->n >= bitmaps->sure && !make_room(bitmaps, taken)) /* even if it is there */
        return FALSE;
    if (bitmaps->flights == NULL) {
        bitmaps->bits[id] = (guint32)(flight.lo >> bitmaps->shift);
        bitmaps->direct[bitmaps->bits[id]] = ps_bitmaps_place(bitmaps, (guint32)id);
        *is_new = TRUE;
    } else {
        PsStoreResult result = ps_store_add(bitmaps->flights, flight, &id);
        *is_new = result == PS_STORE_ADDED;
        if (result == PS_STORE_FULL)
            return FALSE;
    }
    *place = ps_bitmaps_place(bitmaps, (guint32)id);
    bitmaps->n += (guint32)*is_new;
    return TRUE;
}

guint64
ps_bitmaps_count(const PsBitmaps *bitmaps, const PsBitmap *bitmap)
{
    guint64 count = 0;
    for (gsize i = 0; i < bitmaps->n_words; i++)
        count += (guint64)__builtin_popcountll(bitmap->words[i]);
    return count;
}

gboolean
ps_bits_visit(const guint64 *words, guint n_words, PsBitFunc visit, gpointer data)
{
    for (guint i = 0; i < n_words; i++)
        for (guint64 word = words[i]; word != 0; word &= word - 1)
            if (!visit(i * WORD + (guint)__builtin_ctzll(word), data))
                return FALSE;
    return TRUE;
}
