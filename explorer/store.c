/* A store: states in arrays, and an index into them. */
#include "explorer/store.h"

#include <stdlib.h>

/* A slot of the index holds the number of a state plus one in as many low bits as tell the slots
 * apart, and in the others some bits of the state's hash, so that most slots of other states are
 * passed by without a look at the state; 0 where free. */
struct _PsStore {
    guint64 *lo;
    guint64 *hi; /* NULL in a narrow world */
    gboolean wide;
    guint32 size;
    guint32 capacity; /* of lo and hi */
    guint32 *slots;
    guint64 mask; /* slots - 1, a power of two less one */
    guint64 max_states;
    guint64 max_bytes;
};

#define FIRST_STATES 1024
#define FIRST_SLOTS 2048

/* The index is rebuilt with twice the slots when three quarters are taken. */
#define MAX_LOAD(slots) ((slots) / 4 * 3)

PsStore *
ps_store_new(const PsWorld *world, guint64 max_states, guint64 max_bytes)
{
    PsStore *store = g_new0(PsStore, 1);
    store->wide = ps_world_is_wide(world);
    store->max_states = max_states > 0 ? MIN(max_states, PS_STORE_MAX) : PS_STORE_MAX;
    store->max_bytes = max_bytes > 0 ? max_bytes : G_MAXUINT64;
    store->capacity = FIRST_STATES;
    store->lo = g_new(guint64, FIRST_STATES);
    store->hi = store->wide ? g_new(guint64, FIRST_STATES) : NULL;
    store->slots = g_new0(guint32, FIRST_SLOTS);
    store->mask = FIRST_SLOTS - 1;
    return store;
}

void
ps_store_free(PsStore *store)
{
    if (store == NULL)
        return;
    free(store->lo);
    free(store->hi);
    free(store->slots);
    g_free(store);
}

guint64
ps_store_size(const PsStore *store)
{
    return store->size;
}

static guint64
state_bytes(const PsStore *store)
{
    return store->wide ? 2 * sizeof(guint64) : sizeof(guint64);
}

guint64
ps_store_bytes(const PsStore *store)
{
    return store->capacity * state_bytes(store) + (store->mask + 1) * sizeof(guint32);
}

PsPacked
ps_store_get(const PsStore *store, guint64 id)
{
    g_assert(id < store->size);
    return (PsPacked){store->lo[id], store->wide ? store->hi[id] : 0};
}

guint64
ps_store_hash(PsPacked state)
{
    /* Two rounds of xor-shift and odd multiplication; every bit of the state reaches the low ones.
     */
    guint64 h = state.lo ^ (state.hi * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15));
    h ^= h >> 32;
    h *= G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    h ^= h >> 32;
    h *= G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    return h ^ h >> 32;
}

void
ps_store_prefetch_slot(const PsStore *store, guint64 hash)
{
    __builtin_prefetch(&store->slots[hash & store->mask]);
}

/* The bits of the hash that a slot holds. */
static guint32
tag_of(const PsStore *store, guint64 hash)
{
    return (guint32)(hash >> 32) & ~(guint32)store->mask;
}

/* TRUE if the slot is not free and may be that of a state with this tag. */
static gboolean
may_be(const PsStore *store, guint32 slot, guint32 tag)
{
    return slot != 0 && (slot & ~(guint32)store->mask) == tag;
}

static guint32
id_of(const PsStore *store, guint32 slot)
{
    return (slot & (guint32)store->mask) - 1;
}

void
ps_store_prefetch_state(const PsStore *store, guint64 hash)
{
    guint32 slot = store->slots[hash & store->mask];
    if (!may_be(store, slot, tag_of(store, hash)))
        return;
    __builtin_prefetch(&store->lo[id_of(store, slot)]);
    if (store->wide)
        __builtin_prefetch(&store->hi[id_of(store, slot)]);
}

static gboolean
is_at(const PsStore *store, guint32 id, PsPacked state)
{
    return store->lo[id] == state.lo && (!store->wide || store->hi[id] == state.hi);
}

/* The slot that holds the state, or the free one where it belongs. */
static guint64
find_slot(const PsStore *store, PsPacked state, guint64 hash)
{
    guint64 at = hash & store->mask;
    guint32 tag = tag_of(store, hash);
    for (guint32 slot; (slot = store->slots[at]) != 0; at = (at + 1) & store->mask)
        if (may_be(store, slot, tag) && is_at(store, id_of(store, slot), state))
            break;
    return at;
}

/* realloc, which moves large arrays by remapping their pages; the old array stays if it fails. */
static gboolean
resize(guint64 **array, guint64 n)
{
    guint64 *larger = realloc(*array, n * sizeof **array);
    if (larger == NULL)
        return FALSE;
    *array = larger;
    return TRUE;
}

/* Makes room for more states: a quarter more. */
static gboolean
grow_states(PsStore *store)
{
    guint64 capacity = MIN(store->capacity + (guint64)store->capacity / 4, PS_STORE_MAX);
    guint64 more = (capacity - store->capacity) * state_bytes(store);
    if (ps_store_bytes(store) + more > store->max_bytes)
        return FALSE;
    if (!resize(&store->lo, capacity) || (store->wide && !resize(&store->hi, capacity)))
        return FALSE;
    store->capacity = (guint32)capacity;
    return TRUE;
}

/* Twice the slots. The old index is given back before the new one is touched, so that both never
 * take memory at once: the states say where everything belongs. */
static gboolean
grow_slots(PsStore *store)
{
    guint64 n = 2 * (store->mask + 1);
    if (ps_store_bytes(store) + n / 2 * sizeof(guint32) > store->max_bytes)
        return FALSE;
    guint32 *slots = calloc(n, sizeof *slots);
    if (slots == NULL)
        return FALSE;
    free(store->slots);
    store->slots = slots;
    store->mask = n - 1;
    for (guint32 id = 0; id < store->size; id++) {
        guint64 hash = ps_store_hash(ps_store_get(store, id));
        guint64 at = hash & store->mask;
        while (store->slots[at] != 0)
            at = (at + 1) & store->mask;
        store->slots[at] = (id + 1) | tag_of(store, hash);
    }
    return TRUE;
}

PsStoreResult
ps_store_add(PsStore *store, PsPacked state, guint64 hash, guint64 *id)
{
    guint64 slot = find_slot(store, state, hash);
    if (store->slots[slot] != 0) {
        *id = id_of(store, store->slots[slot]);
        return PS_STORE_KNOWN;
    }
    if (store->size == store->max_states || (store->size == store->capacity && !grow_states(store)))
        return PS_STORE_FULL;
    if (store->size >= MAX_LOAD(store->mask + 1)) {
        if (!grow_slots(store))
            return PS_STORE_FULL;
        slot = find_slot(store, state, hash);
    }
    store->lo[store->size] = state.lo;
    if (store->wide)
        store->hi[store->size] = state.hi;
    *id = store->size;
    store->slots[slot] = ++store->size | tag_of(store, hash);
    return PS_STORE_ADDED;
}

gboolean
ps_store_find(const PsStore *store, PsPacked state, guint64 *id)
{
    guint64 slot = find_slot(store, state, ps_store_hash(state));
    if (store->slots[slot] == 0)
        return FALSE;
    *id = id_of(store, store->slots[slot]);
    return TRUE;
}
