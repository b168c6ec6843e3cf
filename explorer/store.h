/* A store: the set of packed states found so far, numbered in the order in which they were added.
 *
 * States lie in arrays in the order of their numbers, so the store is also the queue of a
 * breadth-first search; an open-addressing index of 32-bit numbers finds them again. A state costs
 * 8 bytes in a narrow world and 16 in a wide one, plus 4 bytes for each slot of the index, of which
 * between three eighths and three quarters are taken; nothing is allocated for a single state. */
#ifndef PS_EXPLORER_STORE_H
#define PS_EXPLORER_STORE_H

#include "model/world.h"

G_BEGIN_DECLS

typedef struct _PsStore PsStore;

/* As many states as 32-bit numbers can tell apart. */
#define PS_STORE_MAX ((guint64)G_MAXUINT32 - 1)

typedef enum {
    PS_STORE_KNOWN, /* it was there already */
    PS_STORE_ADDED,
    PS_STORE_FULL, /* it is not in it, and there may be no more states or no more memory */
} PsStoreResult;

/* Makes an empty store for the states of world, which may hold max_states states (0: PS_STORE_MAX)
 * and take max_bytes bytes (0: any number; the 16 KiB that it begins with are not counted against
 * it). Free with ps_store_free. */
PsStore *ps_store_new(const PsWorld *world, guint64 max_states, guint64 max_bytes);

void ps_store_free(PsStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsStore, ps_store_free)

/* The number of states in it. */
guint64 ps_store_size(const PsStore *store);

/* The bytes that it has allocated. */
guint64 ps_store_bytes(const PsStore *store);

/* State number id. */
PsPacked ps_store_get(const PsStore *store, guint64 id);

/* A hash of the state, for what follows. */
guint64 ps_store_hash(PsPacked state);

/* Asks the processor to fetch what a look-up of hash will need first; and, once that is there, what
 * it will need then. */
void ps_store_prefetch_slot(const PsStore *store, guint64 hash);
void ps_store_prefetch_state(const PsStore *store, guint64 hash);

/* Adds the state with this hash unless it is there, and sets *id to its number. */
PsStoreResult ps_store_add(PsStore *store, PsPacked state, guint64 hash, guint64 *id);

/* Finds the state; FALSE, and *id untouched, if it is not there. */
gboolean ps_store_find(const PsStore *store, PsPacked state, guint64 *id);

G_END_DECLS

#endif
