/* A pool: slabs, cut into chunks. Those that are free lie with the thread that gave them back,
 * until it takes them again or another one has none. */
#include "explorer/pool.h"

#include "explorer/memory.h"

#include <stdlib.h>

#define CACHE_LINE 64

/* Slabs are small where memory is short. Otherwise they are of huge pages, so that two threads do
 * not wait for the same small page. */
#define SMALL_SLAB ((gsize)1 << 20)
#define LARGE_SLAB (4 * PS_HUGE_PAGE)
#define MUCH_MEMORY ((guint64)1 << 30)

/* The chunks of full size that one thread has given back. */
typedef struct {
    GMutex mutex;
    void **chunks;
    guint n, room;
    guint8 apart[CACHE_LINE]; /* from what other threads write to */
} Free;

struct _PsPool {
    gsize full_words;
    guint64 max_bytes;
    guint n_free;
    Free *free;   /* by thread */
    GMutex mutex; /* of what follows, and of chunks that pass from one thread to another */
    guint64 bytes;
    GPtrArray *slabs;
    gsize slab_bytes;
    guint8 *slab; /* what is left of the last of them, */
    gsize left;   /* and how many bytes that are */
};

PsPool *
ps_pool_new(gsize full_words, guint64 max_bytes, guint threads)
{
    g_assert(threads > 0);
    PsPool *pool = g_new0(PsPool, 1);
    g_mutex_init(&pool->mutex);
    pool->full_words = full_words;
    pool->max_bytes = max_bytes > 0 ? max_bytes : G_MAXUINT64;
    gboolean much = pool->max_bytes >= MUCH_MEMORY && !ps_memory_is_rationed();
    pool->slab_bytes = much ? LARGE_SLAB : SMALL_SLAB;
    pool->slabs = g_ptr_array_new_with_free_func(free);
    pool->n_free = threads;
    pool->free = g_new0(Free, threads);
    for (guint i = 0; i < threads; i++)
        g_mutex_init(&pool->free[i].mutex);
    return pool;
}

void
ps_pool_free(PsPool *pool)
{
    if (pool == NULL)
        return;
    for (guint i = 0; i < pool->n_free; i++) {
        g_mutex_clear(&pool->free[i].mutex);
        g_free(pool->free[i].chunks);
    }
    g_free(pool->free);
    g_ptr_array_unref(pool->slabs);
    g_mutex_clear(&pool->mutex);
    g_free(pool);
}

static gboolean
charge(PsPool *pool, gsize bytes)
{
    if (bytes > pool->max_bytes - pool->bytes)
        return FALSE;
    pool->bytes += bytes;
    return TRUE;
}

/* FALSE without memory. */
static gboolean
add_slab(PsPool *pool)
{
    gboolean small = pool->slab_bytes == SMALL_SLAB;
    void *slab =
        small ? aligned_alloc(CACHE_LINE, SMALL_SLAB) : ps_memory_allocate(pool->slab_bytes);
    if (slab == NULL)
        return FALSE;
    g_ptr_array_add(pool->slabs, slab);
    pool->slab = slab;
    pool->left = pool->slab_bytes;
    return TRUE;
}

/* A chunk of full size: the next piece of a slab. */
static void *
cut(PsPool *pool)
{
    gsize bytes = pool->full_words * sizeof(guint64);
    g_assert(bytes <= pool->slab_bytes);
    if (bytes > pool->max_bytes - pool->bytes || (pool->left < bytes && !add_slab(pool)))
        return NULL;
    void *piece = pool->slab;
    pool->slab += bytes;
    pool->left -= bytes;
    pool->bytes += bytes;
    return piece;
}

/* Without memory for a longer list, the chunk stays where it is until the pool is freed. */
static void
push(Free *mine, void *chunk)
{
    if (mine->n == mine->room) {
        guint room = MAX(2 * mine->room, 64);
        void **chunks = g_try_renew(void *, mine->chunks, room);
        if (chunks == NULL)
            return;
        mine->chunks = chunks;
        mine->room = room;
    }
    mine->chunks[mine->n++] = chunk;
}

static void *
take_free(Free *mine)
{
    g_mutex_lock(&mine->mutex);
    void *chunk = mine->n > 0 ? mine->chunks[--mine->n] : NULL;
    g_mutex_unlock(&mine->mutex);
    return chunk;
}

/* Moves half of the chunks of another thread, or the only one, to one that has none. */
static void
move_half(Free *mine, Free *other)
{
    g_mutex_lock(&mine->mutex);
    g_mutex_lock(&other->mutex);
    for (guint n = (other->n + 1) / 2; n > 0; n--)
        push(mine, other->chunks[--other->n]);
    g_mutex_unlock(&other->mutex);
    g_mutex_unlock(&mine->mutex);
}

/* A chunk that is free, whoever has it. Only if there is none, memory grows: as much, that is, as
 * if there were one thread. */
static void *
take_full(PsPool *pool, guint thread)
{
    Free *mine = &pool->free[thread % pool->n_free];
    void *chunk = take_free(mine);
    if (chunk != NULL)
        return chunk;
    g_mutex_lock(&pool->mutex);
    for (guint i = 0; i < pool->n_free && chunk == NULL; i++) {
        if (&pool->free[i] == mine)
            continue;
        move_half(mine, &pool->free[i]);
        chunk = take_free(mine);
    }
    if (chunk == NULL)
        chunk = cut(pool);
    g_mutex_unlock(&pool->mutex);
    return chunk;
}

guint64 *
ps_pool_take(PsPool *pool, guint thread, gsize n)
{
    if (n == pool->full_words)
        return take_full(pool, thread);
    return ps_pool_charge(pool, n * sizeof(guint64)) ? malloc(n * sizeof(guint64)) : NULL;
}

void
ps_pool_give(PsPool *pool, guint thread, guint64 *words, gsize n)
{
    if (words == NULL)
        return;
    if (n == pool->full_words) {
        Free *mine = &pool->free[thread % pool->n_free];
        g_mutex_lock(&mine->mutex);
        push(mine, words);
        g_mutex_unlock(&mine->mutex);
        return;
    }
    g_mutex_lock(&pool->mutex);
    pool->bytes -= n * sizeof(guint64);
    g_mutex_unlock(&pool->mutex);
    free(words);
}

gboolean
ps_pool_charge(PsPool *pool, gsize bytes)
{
    g_mutex_lock(&pool->mutex);
    gboolean charged = charge(pool, bytes);
    g_mutex_unlock(&pool->mutex);
    return charged;
}

void
ps_pool_discharge(PsPool *pool, gsize bytes)
{
    g_mutex_lock(&pool->mutex);
    pool->bytes -= bytes;
    g_mutex_unlock(&pool->mutex);
}

guint64
ps_pool_bytes(PsPool *pool)
{
    g_mutex_lock(&pool->mutex);
    guint64 bytes = pool->bytes;
    g_mutex_unlock(&pool->mutex);
    return bytes;
}
