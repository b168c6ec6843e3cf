/* A pool: slabs, cut into chunks. */
#include "explorer/pool.h"

#include <stdlib.h>

#define SLAB_BYTES ((gsize)1 << 20)
#define CACHE_LINE 64

/* A chunk that is free: it says which is the next one. */
typedef struct Free {
    struct Free *next;
} Free;

struct _PsPool {
    GMutex mutex;
    gsize full_words;
    guint64 max_bytes;
    guint64 bytes;
    Free *free;
    GPtrArray *slabs;
    guint8 *slab; /* what is left of the last of them, */
    gsize left;   /* and how many bytes that are */
};

PsPool *
ps_pool_new(gsize full_words, guint64 max_bytes)
{
    PsPool *pool = g_new0(PsPool, 1);
    g_mutex_init(&pool->mutex);
    pool->full_words = full_words;
    pool->max_bytes = max_bytes > 0 ? max_bytes : G_MAXUINT64;
    pool->slabs = g_ptr_array_new_with_free_func(free);
    return pool;
}

void
ps_pool_free(PsPool *pool)
{
    if (pool == NULL)
        return;
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

/* A chunk of full size: one that is free, or the next piece of a slab. */
static void *
take_full(PsPool *pool)
{
    gsize bytes = pool->full_words * sizeof(guint64);
    Free *chunk = pool->free;
    if (chunk != NULL) {
        pool->free = chunk->next;
        return chunk;
    }
    if (!charge(pool, bytes))
        return NULL;
    if (pool->left < bytes) {
        gsize size = MAX(SLAB_BYTES, bytes);
        void *slab = aligned_alloc(CACHE_LINE, size);
        if (slab == NULL)
            return NULL;
        g_ptr_array_add(pool->slabs, slab);
        pool->slab = slab;
        pool->left = size;
    }
    void *piece = pool->slab;
    pool->slab += bytes;
    pool->left -= bytes;
    return piece;
}

static guint64 *
take(PsPool *pool, gsize n)
{
    if (n == pool->full_words)
        return take_full(pool);
    return charge(pool, n * sizeof(guint64)) ? malloc(n * sizeof(guint64)) : NULL;
}

guint64 *
ps_pool_take(PsPool *pool, gsize n)
{
    g_mutex_lock(&pool->mutex);
    guint64 *words = take(pool, n);
    g_mutex_unlock(&pool->mutex);
    return words;
}

static void
give(PsPool *pool, guint64 *words, gsize n)
{
    if (n == pool->full_words) {
        Free *chunk = (Free *)words;
        chunk->next = pool->free;
        pool->free = chunk;
        return;
    }
    pool->bytes -= n * sizeof(guint64);
    free(words);
}

void
ps_pool_give(PsPool *pool, guint64 *words, gsize n)
{
    if (words == NULL)
        return;
    g_mutex_lock(&pool->mutex);
    give(pool, words, n);
    g_mutex_unlock(&pool->mutex);
}

gboolean
ps_pool_charge(PsPool *pool, gsize bytes)
{
    g_mutex_lock(&pool->mutex);
    gboolean charged = charge(pool, bytes);
    g_mutex_unlock(&pool->mutex);
    return charged;
}

guint64
ps_pool_bytes(PsPool *pool)
{
    g_mutex_lock(&pool->mutex);
    guint64 bytes = pool->bytes;
    g_mutex_unlock(&pool->mutex);
    return bytes;
}
