/* A pool: memory for chunks of bits, up to a limit. All functions but the first two may be called
 * from any thread. */
#ifndef PS_EXPLORER_POOL_H
#define PS_EXPLORER_POOL_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PsPool PsPool;

/* Makes a pool that may take max_bytes bytes (0: any number). Chunks of full_words 64-bit words,
 * the most common, are kept and used again. The smaller ones must be given back before
 * ps_pool_free. Threads with different numbers below `threads`, at least 1, hardly ever wait for
 * each other. */
PsPool *ps_pool_new(gsize full_words, guint64 max_bytes, guint threads);

void ps_pool_free(PsPool *pool);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsPool, ps_pool_free)

/* n 64-bit words, full_words or less, whose contents are anything, for the thread of this number;
 * NULL if the limit, or the machine, does not allow that. */
guint64 *ps_pool_take(PsPool *pool, guint thread, gsize n);

/* Gives them back, whoever took them. */
void ps_pool_give(PsPool *pool, guint thread, guint64 *words, gsize n);

/* Counts bytes that somebody else has allocated. FALSE, and they are not counted, if the limit does
 * not allow it. */
gboolean ps_pool_charge(PsPool *pool, gsize bytes);

/* Counts them no more. */
void ps_pool_discharge(PsPool *pool, gsize bytes);

/* The bytes that it has taken and not given back to the machine. */
guint64 ps_pool_bytes(PsPool *pool);

G_END_DECLS

#endif
