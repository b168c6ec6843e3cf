/* A store: the set of packed states found so far, numbered in the order in which they were added.
 *
 * States lie in arrays in the order of their numbers, so the store is also the queue of a
 * breadth-first search, each in as many bytes as its bits take; an open-addressing index of 32-bit
 * numbers finds them again. A state costs these bytes, and 4 for each slot of the index, of which
 * between four sevenths and four fifths are taken: 5 to 7 bytes. Nothing is allocated for a single
 * state. */
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

/* A state that is looked for, and how far the look-up has come. */
typedef struct {
    PsPacked state;
    guint64 hash;
    guint64 slot;
    guint64 n_slots; /* when the slot was looked for */
} PsStoreQuery;

/* Makes an empty store for states of so many bits, at most 128, which may hold max_states states
 * (0: PS_STORE_MAX) and take max_bytes bytes (0: any number; what it begins with, some 20 KiB, it
 * takes in any case). Free with ps_store_free. */
PsStore *ps_store_new(guint bits, guint64 max_states, guint64 max_bytes);

void ps_store_free(PsStore *store);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsStore, ps_store_free)

/* The number of states in it. */
guint64 ps_store_size(const PsStore *store);

/* The bytes that its states and their index take. */
guint64 ps_store_bytes(const PsStore *store);

/* State number id. */
PsPacked ps_store_get(const PsStore *store, guint64 id);

/* The three parts of adding a state. Memory is far: between them many other states should have
 * their turn. The first asks the processor to fetch what the second one reads, and this what the
 * last one does, which adds the state unless it is there, and sets *id to its number. */
void ps_store_begin(const PsStore *store, PsPacked state, PsStoreQuery *query);
void ps_store_probe(const PsStore *store, PsStoreQuery *query);
PsStoreResult ps_store_end(PsStore *store, const PsStoreQuery *query, guint64 *id);

/* Instead of the last part: sets *id to the number of the state; FALSE, and *id untouched, if it is
 * not there. */
gboolean ps_store_look(const PsStore *store, const PsStoreQuery *query, guint64 *id);

/* Adds a state, or looks for it, all at once. */
PsStoreResult ps_store_add(PsStore *store, PsPacked state, guint64 *id);
gboolean ps_store_find(const PsStore *store, PsPacked state, guint64 *id);

G_END_DECLS

#endif
