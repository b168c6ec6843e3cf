/* Sets of states: rows of chunks, made when first needed. */
#include "explorer/sets.h"

#include "explorer/kernels.h"

#include <string.h>

PsSet *
ps_set_new(const PsSpace *space, PsPool *pool)
{
    PsSet *set = g_new0(PsSet, 1);
    set->space = space;
    set->pool = pool;
    set->blocks = g_new0(PsChunks **, space->n_blocks);
    return set;
}

static guint64
n_chunks(const PsSet *set, guint block)
{
    return ps_space_n_chunks(set->space, ps_space_shape_of(set->space, block));
}

gsize
ps_set_chunk_words(const PsSet *set, guint block)
{
    return ps_kernels_words(ps_space_chunk_order(set->space, ps_space_shape_of(set->space, block)));
}

static void
free_row(PsSet *set, guint block, PsChunks *row)
{
    for (guint pair = 0; row != NULL && pair < set->space->n_pairs; pair++)
        ps_pool_give(set->pool, 0, row->chunks[pair], ps_set_chunk_words(set, block));
    g_free(row);
}

void
ps_set_free(PsSet *set)
{
    if (set == NULL)
        return;
    for (guint block = 0; block < set->space->n_blocks; block++) {
        for (guint64 i = 0; set->blocks[block] != NULL && i < n_chunks(set, block); i++)
            free_row(set, block, set->blocks[block][i]);
        g_free(set->blocks[block]);
    }
    g_free(set->blocks);
    g_free(set);
}

gboolean
ps_set_make_block(PsSet *set, guint block)
{
    gsize n = n_chunks(set, block);
    if (set->blocks[block] == NULL && ps_pool_charge(set->pool, n * sizeof(PsChunks *)))
        set->blocks[block] = g_try_new0(PsChunks *, n);
    return set->blocks[block] != NULL;
}

PsChunks *
ps_set_make_chunks(PsSet *set, guint block, guint64 chunk)
{
    gsize n = set->space->n_pairs;
    gsize bytes = sizeof(PsChunks) + n * (sizeof(guint64 *) + sizeof(guint32) + 1);
    PsChunks **row = &set->blocks[block][chunk];
    if (*row != NULL || !ps_pool_charge(set->pool, bytes))
        return *row;
    *row = g_try_malloc0(bytes);
    if (*row != NULL) {
        (*row)->counts = (guint32 *)&(*row)->chunks[n];
        (*row)->changed = (guint8 *)&(*row)->counts[n];
    }
    return *row;
}

/* ---- Single states ---- */

static guint64
low_bits(guint64 value, guint n)
{
    return value & (((guint64)1 << n) - 1);
}

/* The chunks with chunk `number` of a pair, which is made if need be and has changed. NULL without
 * memory. */
static PsChunks *
change(PsSet *set, guint block, guint pair, guint64 number)
{
    gsize words = ps_set_chunk_words(set, block);
    PsChunks *row = ps_set_make_block(set, block) ? ps_set_make_chunks(set, block, number) : NULL;
    if (row != NULL && row->chunks[pair] == NULL) {
        row->chunks[pair] = ps_pool_take(set->pool, 0, words);
        if (row->chunks[pair] == NULL)
            return NULL;
        memset(row->chunks[pair], 0, words * sizeof(guint64));
    }
    if (row != NULL) {
        row->changed[pair] = TRUE;
        row->any_changed = TRUE;
    }
    return row;
}

gboolean
ps_set_add(PsSet *set, PsPlace place)
{
    guint order = set->space->chunk_order;
    PsChunks *row = change(set, place.block, place.pair, place.bit >> order);
    if (row == NULL)
        return FALSE;
    guint64 bit = low_bits(place.bit, order);
    guint64 *word = &row->chunks[place.pair][bit / 64];
    row->counts[place.pair] += !(*word >> (bit % 64) & 1);
    *word |= (guint64)1 << (bit % 64);
    return TRUE;
}

gboolean
ps_set_add_chunk(PsSet *set, guint block, guint pair, guint64 chunk, const guint64 *words)
{
    const PsKernels *kernels = ps_kernels_fastest();
    gsize n = ps_set_chunk_words(set, block);
    gsize first = 0;
    while (first < n && words[first] == 0)
        first++;
    PsChunks *row = first < n ? change(set, block, pair, chunk) : NULL;
    if (row == NULL)
        return first == n;
    guint64 *into = row->chunks[pair];
    kernels->unite(into, words, n);
    row->counts[pair] = (guint32)kernels->intersect(into, into, n); /* which only counts them */
    return TRUE;
}

gboolean
ps_set_add_pair(PsSet *set, const PsSet *from, guint block, guint pair)
{
    for (guint64 i = 0; from->blocks[block] != NULL && i < n_chunks(set, block); i++) {
        const PsChunks *there = from->blocks[block][i];
        if (there != NULL && there->chunks[pair] != NULL &&
            !ps_set_add_chunk(set, block, pair, i, there->chunks[pair]))
            return FALSE;
    }
    return TRUE;
}

void
ps_set_forget_changes(PsSet *set)
{
    for (guint block = 0; block < set->space->n_blocks; block++)
        for (guint64 i = 0; set->blocks[block] != NULL && i < n_chunks(set, block); i++) {
            PsChunks *row = set->blocks[block][i];
            if (row != NULL) {
                row->any_changed = FALSE;
                memset(row->changed, 0, set->space->n_pairs);
            }
        }
}

gboolean
ps_set_has(const PsSet *set, PsPlace place)
{
    guint order = set->space->chunk_order;
    const PsChunks *row = ps_set_chunks(set, place.block, place.bit >> order);
    if (row == NULL || row->chunks[place.pair] == NULL)
        return FALSE;
    guint64 bit = low_bits(place.bit, order);
    return row->chunks[place.pair][bit / 64] >> (bit % 64) & 1;
}

/* ---- All states ---- */

guint64
ps_set_count_pair(const PsSet *set, guint block, guint pair)
{
    guint64 count = 0;
    for (guint64 i = 0; set->blocks[block] != NULL && i < n_chunks(set, block); i++)
        if (set->blocks[block][i] != NULL)
            count += set->blocks[block][i]->counts[pair];
    return count;
}

guint64
ps_set_size(const PsSet *set)
{
    guint64 size = 0;
    for (guint block = 0; block < set->space->n_blocks; block++)
        for (guint pair = 0; set->blocks[block] != NULL && pair < set->space->n_pairs; pair++)
            size += ps_set_count_pair(set, block, pair);
    return size;
}

/* Calls visit for the states of one chunk. */
static gboolean
visit_chunk(const guint64 *words, gsize n, PsPlace first, PsPlaceFunc visit, gpointer data)
{
    for (gsize i = 0; i < n; i++)
        for (guint64 word = words[i]; word != 0; word &= word - 1) {
            PsPlace place = first;
            place.bit += 64 * i + (guint64)__builtin_ctzll(word);
            if (!visit(place, data))
                return FALSE;
        }
    return TRUE;
}

gboolean
ps_set_visit_pair(const PsSet *set, guint block, guint pair, PsPlaceFunc visit, gpointer data)
{
    gsize words = ps_set_chunk_words(set, block);
    for (guint64 i = 0; set->blocks[block] != NULL && i < n_chunks(set, block); i++) {
        const PsChunks *row = set->blocks[block][i];
        PsPlace first = {block, pair, i << set->space->chunk_order};
        if (row != NULL && row->chunks[pair] != NULL &&
            !visit_chunk(row->chunks[pair], words, first, visit, data))
            return FALSE;
    }
    return TRUE;
}

/* Of a chunk, the states with a letter at a place that may be above the chunk. */
static guint64
count_letter(const PsSpace *space, const guint64 *words, guint shape, guint64 chunk, PsLetterAt at)
{
    guint order = ps_space_chunk_order(space, shape);
    if (at.place < order)
        return ps_kernels_count_letter(words, order, at);
    guint64 letter = low_bits(chunk >> (at.place - order), at.digit);
    guint64 count = 0;
    for (gsize i = 0; letter == at.letter && i < ps_kernels_words(order); i++)
        count += (guint64)__builtin_popcountll(words[i]);
    return count;
}

guint64
ps_set_count_head_in(const PsSpace *space, const PsSetPart *states, guint link, PsPresence presence)
{
    guint shape = ps_space_shape_of(space, states->block);
    guint place = link == 0 ? 0 : ps_space_length(space, shape, 0) * space->digit;
    PsLetterAt at = {(guint8)space->digit, (guint8)place, (guint8)presence};
    if (ps_space_length(space, shape, link) == 0)
        return 0;
    return count_letter(space, states->words, shape, states->chunk, at);
}

guint64
ps_set_count_head(const PsSet *set, guint block, guint pair, guint link, PsPresence presence)
{
    guint64 count = 0;
    for (guint64 i = 0; set->blocks[block] != NULL && i < n_chunks(set, block); i++) {
        const PsChunks *row = set->blocks[block][i];
        if (row == NULL || row->chunks[pair] == NULL)
            continue;
        PsSetPart part = {block, pair, i, row->chunks[pair], row->counts[pair]};
        count += ps_set_count_head_in(set->space, &part, link, presence);
    }
    return count;
}
