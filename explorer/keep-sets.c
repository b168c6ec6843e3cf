/* What is kept of a search with sets: its figures between two layers, and all chunks that have
 * states in them. */
#include "explorer/kernels.h"
#include "explorer/search-private.h"

#include <string.h>

#define CHUNKS "chunks"

/* In the order in which they stand in the file. */
enum { N_STATES, DEPTH, TRANSITIONS, SETTLED, FRONTIER, LEAVING, N_CHUNKS, N_FIGURES };

/* A chunk stands behind its block, its number, its pair, and whether the last layer changed it. */
#define N_NUMBERS 4

/* ---- All chunks ---- */

/* One chunk of one pair. */
typedef struct {
    guint block, pair;
    guint64 number;
    const PsChunks *row;
} At;

typedef void (*ChunkFunc)(const PsSet *set, const At *at, gpointer data);

static void
for_each_pair(const PsSet *set, guint block, guint64 number, ChunkFunc func, gpointer data)
{
    const PsChunks *row = ps_set_chunks(set, block, number);
    for (guint pair = 0; row != NULL && pair < set->space->n_pairs; pair++)
        if (row->chunks[pair] != NULL)
            func(set, &(At){block, pair, number, row}, data);
}

static void
for_each_chunk(const PsSet *set, ChunkFunc func, gpointer data)
{
    const PsSpace *space = set->space;
    for (guint block = 0; block < space->n_blocks; block++) {
        guint64 n = ps_space_n_chunks(space, ps_space_shape_of(space, block));
        for (guint64 i = 0; set->blocks[block] != NULL && i < n; i++)
            for_each_pair(set, block, i, func, data);
    }
}

/* ---- Writing ---- */

/* How many chunks there are, and bytes of them in the file. */
typedef struct {
    guint64 n, bytes;
} Size;

static void
count_chunk(const PsSet *set, const At *at, gpointer data)
{
    Size *size = data;
    size->n++;
    size->bytes += (N_NUMBERS + ps_set_chunk_words(set, at->block)) * sizeof(guint64);
}

static void
put_chunk(const PsSet *set, const At *at, gpointer writer)
{
    ps_checkpoint_put_number(writer, at->block);
    ps_checkpoint_put_number(writer, at->number);
    ps_checkpoint_put_number(writer, at->pair);
    ps_checkpoint_put_number(writer, at->row->any_changed && at->row->changed[at->pair]);
    for (gsize i = 0; i < ps_set_chunk_words(set, at->block); i++)
        ps_checkpoint_put_number(writer, at->row->chunks[at->pair][i]);
}

void
ps_keep_sets(const PsSearch *search, PsCheckpointWriter *writer)
{
    const PsLayerFigures *between = &search->between;
    Size size = {0};
    for_each_chunk(search->set, count_chunk, &size);
    guint64 figures[N_FIGURES] = {
        [N_STATES] = ps_set_size(search->set),
        [DEPTH] = between->depth,
        [TRANSITIONS] = between->transitions,
        [SETTLED] = between->settled,
        [FRONTIER] = between->frontier,
        [LEAVING] = between->leaving,
        [N_CHUNKS] = size.n,
    };
    ps_keep_figures(writer, figures, N_FIGURES);
    ps_checkpoint_begin(writer, CHUNKS, size.bytes);
    for_each_chunk(search->set, put_chunk, writer);
}

/* ---- Reading ---- */

/* The number of the next chunk, and whether it changed; its row is made. FALSE and error if there
 * is no such chunk, or there was one before. */
static gboolean
load_place(PsSearch *search, PsCheckpoint *checkpoint, At *at, gboolean *changed, GError **error)
{
    const PsSpace *space = search->space;
    guint64 numbers[N_NUMBERS];
    for (guint i = 0; i < N_NUMBERS; i++)
        if (!ps_checkpoint_get_number(checkpoint, &numbers[i], error))
            return FALSE;
    guint shape = numbers[0] < space->n_blocks ? ps_space_shape_of(space, (guint)numbers[0]) : 0;
    if (numbers[0] >= space->n_blocks || !ps_space_is_shape(space, shape) ||
        numbers[1] >= ps_space_n_chunks(space, shape) || numbers[2] >= space->n_pairs)
        return ps_checkpoint_fail(checkpoint, error, "a chunk is none of this world");
    at->block = (guint)numbers[0];
    at->number = numbers[1];
    at->pair = (guint)numbers[2];
    *changed = numbers[3] != 0;
    return TRUE;
}

/* Bits beyond those of the string, which no chunk has. */
static gboolean
is_clean(const PsSpace *space, guint block, const guint64 *words)
{
    guint order = ps_space_chunk_order(space, ps_space_shape_of(space, block));
    return order >= 6 || words[0] >> (1u << order) == 0;
}

static gboolean
load_chunk(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    At at = {0};
    gboolean changed = FALSE;
    if (!load_place(search, checkpoint, &at, &changed, error))
        return FALSE;
    gsize n = ps_set_chunk_words(search->set, at.block);
    PsChunks *row = ps_set_make_block(search->set, at.block)
                        ? ps_set_make_chunks(search->set, at.block, at.number)
                        : NULL;
    if (row != NULL && row->chunks[at.pair] != NULL)
        return ps_checkpoint_fail(checkpoint, error, "a chunk stands in it twice");
    guint64 *words = row != NULL ? ps_pool_take(search->pool, 0, n) : NULL;
    if (words == NULL)
        return ps_keeper_fail_memory(search, checkpoint, error);
    row->chunks[at.pair] = words;
    if (!ps_checkpoint_get(checkpoint, words, n * sizeof *words, error))
        return FALSE;
    for (gsize i = 0; i < n; i++) {
        words[i] = GUINT64_FROM_LE(words[i]);
        row->counts[at.pair] += (guint32)__builtin_popcountll(words[i]);
    }
    row->changed[at.pair] = (guint8)changed;
    row->any_changed |= changed;
    return is_clean(search->space, at.block, words) ||
           ps_checkpoint_fail(checkpoint, error, "a chunk has bits of no state");
}

static gboolean
load_figures(PsSearch *search, PsCheckpoint *checkpoint, guint64 *n_chunks, GError **error)
{
    guint64 figures[N_FIGURES];
    if (!ps_load_figures(checkpoint, figures, N_FIGURES, error))
        return FALSE;
    search->between = (PsLayerFigures){
        .depth = (guint)figures[DEPTH],
        .transitions = figures[TRANSITIONS],
        .settled = figures[SETTLED],
        .frontier = figures[FRONTIER],
        .leaving = figures[LEAVING],
    };
    search->states = figures[N_STATES];
    *n_chunks = figures[N_CHUNKS];
    if (figures[DEPTH] > G_MAXUINT || figures[FRONTIER] > search->states)
        return ps_checkpoint_fail(checkpoint, error, "its figures contradict each other");
    return ps_keeper_fits(search, checkpoint, error);
}

gboolean
ps_load_sets(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    PsPlace place;
    guint64 n = 0;
    guint64 length = 0;
    ps_search_prepare_sets(search);
    if (!load_figures(search, checkpoint, &n, error) ||
        !ps_checkpoint_enter(checkpoint, CHUNKS, &length, error))
        return FALSE;
    for (guint64 i = 0; i < n; i++)
        if (!load_chunk(search, checkpoint, error))
            return FALSE;
    if (ps_set_size(search->set) != search->states ||
        !ps_space_find(search->space, &search->from, &place) || !ps_set_has(search->set, place))
        return ps_checkpoint_fail(checkpoint, error, "it has other states than it says");
    return ps_checkpoint_leave(checkpoint, error);
}
