/* A store: states in an array, and an index into it. */
#include "explorer/store.h"

#include "explorer/memory.h"

#include <stdlib.h>
#include <string.h>

/* A slot of the index holds the number of a state plus one in as many low bits as tell the states
 * apart, and in the others some bits of the state's hash, so that most slots of other states are
 * passed by without a look at the state; 0 where free. */
struct _PsStore {
    guint8 **segments; /* of records, each of `width` bytes, the lowest first */
    guint width;
    PsPacked mask; /* the bits of a record */
    guint32 size;
    guint64 capacity; /* in records */
    guint32 *slots;
    guint64 n_slots;
    guint32 numbers; /* the bits of a slot that hold a number */
    guint64 max_states;
    guint64 max_bytes;
};

#define FIRST_STATES 1024
#define FIRST_SLOTS 2048

/* Records lie in segments of so many, which never move, but for the first one while it grows. */
#define SEGMENT ((guint64)1 << 20)

/* A record is read as a whole PsPacked, past its end. */
#define BEYOND sizeof(PsPacked)

/* The index is rebuilt with two fifths more slots when four fifths are taken. */
#define MAX_LOAD(slots) ((slots) / 5 * 4)
#define MORE(slots) ((slots) + (slots) / 5 * 2)

static void
set_slots(PsStore *store, guint32 *slots, guint64 n)
{
    store->slots = slots;
    store->n_slots = n;
    store->numbers = (guint32)(((guint64)1 << g_bit_storage(MAX_LOAD(n) + 1)) - 1);
}

PsStore *
ps_store_new(guint bits, guint64 max_states, guint64 max_bytes)
{
    g_assert(bits <= 128);
    PsStore *store = g_new0(PsStore, 1);
    store->width = MAX((bits + 7) / 8, 1);
    store->mask.lo = store->width < 8 ? ((guint64)1 << store->width * 8) - 1 : G_MAXUINT64;
    if (store->width > 8)
        store->mask.hi = G_MAXUINT64 >> (128 - store->width * 8);
    store->max_states = max_states > 0 ? MIN(max_states, PS_STORE_MAX) : PS_STORE_MAX;
    store->max_bytes = max_bytes > 0 ? max_bytes : G_MAXUINT64;
    store->capacity = FIRST_STATES;
    store->segments = g_new(guint8 *, 1);
    store->segments[0] = g_malloc(FIRST_STATES * store->width + BEYOND);
    set_slots(store, g_new0(guint32, FIRST_SLOTS), FIRST_SLOTS);
    return store;
}

void
ps_store_free(PsStore *store)
{
    if (store == NULL)
        return;
    for (guint64 i = 0; i * SEGMENT < store->capacity; i++)
        free(store->segments[i]);
    g_free(store->segments);
    free(store->slots);
    g_free(store);
}

guint64
ps_store_size(const PsStore *store)
{
    return store->size;
}

guint64
ps_store_bytes(const PsStore *store)
{
    return (guint64)store->size * store->width + store->n_slots * sizeof(guint32);
}

/* FALSE if more bytes than now would be too many. */
static gboolean
may_take(const PsStore *store, guint64 more)
{
    guint64 taken = store->capacity * store->width + store->n_slots * sizeof(guint32);
    return more <= store->max_bytes && taken <= store->max_bytes - more;
}

static inline guint8 *
record_at(const PsStore *store, guint32 id)
{
    return store->segments[id / SEGMENT] + id % SEGMENT * store->width;
}

static inline PsPacked
record(const PsStore *store, guint32 id)
{
    PsPacked state;
    memcpy(&state, record_at(store, id), sizeof state);
    state.lo = GUINT64_FROM_LE(state.lo) & store->mask.lo;
    state.hi = GUINT64_FROM_LE(state.hi) & store->mask.hi;
    return state;
}

/* What lies past the record is overwritten; there is nothing yet. */
static void
set_record(PsStore *store, guint32 id, PsPacked state)
{
    PsPacked bytes = {GUINT64_TO_LE(state.lo), GUINT64_TO_LE(state.hi)};
    g_assert((state.lo & ~store->mask.lo) == 0 && (state.hi & ~store->mask.hi) == 0);
    memcpy(record_at(store, id), &bytes, sizeof bytes);
}

PsPacked
ps_store_get(const PsStore *store, guint64 id)
{
    g_assert(id < store->size);
    return record(store, (guint32)id);
}

/* ---- The index ---- */

static guint64
hash_of(PsPacked state)
{
    /* Two rounds of multiplication, high half and low half together; every bit of the state reaches
     * all of the hash. */
    guint64 mixed = state.lo ^ (state.hi * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15));
    unsigned __int128 h = (mixed ^ G_GUINT64_CONSTANT(0xA0761D6478BD642F)) *
                          (unsigned __int128)G_GUINT64_CONSTANT(0xE7037ED1A0B428DB);
    mixed = (guint64)h ^ (guint64)(h >> 64);
    h = mixed * (unsigned __int128)G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    return (guint64)h ^ (guint64)(h >> 64);
}

/* Where a state belongs: the high bits of its hash say it, so that there may be any number of
 * slots. */
static guint64
home_of(const PsStore *store, guint64 hash)
{
    return (guint64)(((unsigned __int128)hash * store->n_slots) >> 64);
}

/* The bits of the hash that a slot holds. */
static guint32
tag_of(const PsStore *store, guint64 hash)
{
    return (guint32)hash & ~store->numbers;
}

static guint32
id_of(const PsStore *store, guint32 slot)
{
    return (slot & store->numbers) - 1;
}

static guint64
next(const PsStore *store, guint64 at)
{
    return at + 1 < store->n_slots ? at + 1 : 0;
}

void
ps_store_begin(const PsStore *store, PsPacked state, PsStoreQuery *query)
{
    query->state = state;
    query->hash = hash_of(state);
    query->slot = home_of(store, query->hash);
    query->n_slots = store->n_slots;
    __builtin_prefetch(&store->slots[query->slot]);
}

void
ps_store_probe(const PsStore *store, PsStoreQuery *query)
{
    guint32 tag = tag_of(store, query->hash);
    guint64 at = query->slot;
    guint32 slot;
    while ((slot = store->slots[at]) != 0 && (slot & ~store->numbers) != tag)
        at = next(store, at);
    query->slot = at;
    if (slot != 0)
        __builtin_prefetch(record_at(store, id_of(store, slot)));
}

/* The slot that holds the state, or the free one where it belongs, from a slot on that is at most
 * as far as that. */
static guint64
find_slot(const PsStore *store, PsPacked state, guint64 hash, guint64 at)
{
    guint32 tag = tag_of(store, hash);
    for (guint32 slot; (slot = store->slots[at]) != 0; at = next(store, at)) {
        if ((slot & ~store->numbers) != tag)
            continue;
        if (ps_packed_equal(record(store, id_of(store, slot)), state))
            break;
    }
    return at;
}

/* ---- Growth ---- */

/* Makes room for more states: an eighth more in the first segment, or one more segment. */
static gboolean
grow_records(PsStore *store)
{
    gboolean first = store->capacity < SEGMENT;
    guint64 more = first ? MIN(store->capacity / 8, SEGMENT - store->capacity) : SEGMENT;
    guint64 segment = first ? store->capacity + more : SEGMENT;
    if (!may_take(store, more * store->width))
        return FALSE;
    guint8 *records = first ? realloc(store->segments[0], segment * store->width + BEYOND)
                            : ps_memory_allocate(segment * store->width + BEYOND);
    if (records == NULL)
        return FALSE;
    guint64 i = store->capacity / SEGMENT;
    if (!first)
        store->segments = g_renew(guint8 *, store->segments, i + 1);
    store->segments[i] = records;
    store->capacity += more;
    return TRUE;
}

/* As many states are put into the index together as make the processor fetch slots at once. */
#define TOGETHER 32

static void
put(PsStore *store, guint32 id, guint64 hash)
{
    guint64 at = home_of(store, hash);
    while (store->slots[at] != 0)
        at = next(store, at);
    store->slots[at] = (id + 1) | tag_of(store, hash);
}

static void
fill_slots(PsStore *store)
{
    guint64 hashes[TOGETHER];
    for (guint64 first = 0; first < store->size; first += TOGETHER) {
        guint n = (guint)MIN(store->size - first, TOGETHER);
        for (guint i = 0; i < n; i++) {
            hashes[i] = hash_of(record(store, (guint32)first + i));
            __builtin_prefetch(&store->slots[home_of(store, hashes[i])], 1);
        }
        for (guint i = 0; i < n; i++)
            put(store, (guint32)first + i, hashes[i]);
    }
}

/* More slots. The old index is given back before the new one is touched, so that both never take
 * memory at once: the states say where everything belongs. */
static gboolean
grow_slots(PsStore *store)
{
    guint64 n = MORE(store->n_slots);
    if (!may_take(store, (n - store->n_slots) * sizeof(guint32)))
        return FALSE;
    guint32 *slots = ps_memory_allocate(n * sizeof *slots);
    if (slots == NULL)
        return FALSE;
    free(store->slots);
    set_slots(store, slots, n);
    memset(slots, 0, n * sizeof *slots);
    fill_slots(store);
    return TRUE;
}

/* Makes room for one more state. */
static gboolean
grow(PsStore *store)
{
    if (store->size == store->max_states)
        return FALSE;
    if (store->size == store->capacity && !grow_records(store))
        return FALSE;
    return store->size < MAX_LOAD(store->n_slots) || grow_slots(store);
}

/* The slot of what is looked for, from where the look-up has come to; or from home if the index has
 * grown since. */
static inline guint64
slot_of(const PsStore *store, const PsStoreQuery *query)
{
    gboolean grown = query->n_slots != store->n_slots;
    return find_slot(store, query->state, query->hash,
                     grown ? home_of(store, query->hash) : query->slot);
}

PsStoreResult
ps_store_end(PsStore *store, const PsStoreQuery *query, guint64 *id)
{
    guint64 at = slot_of(store, query);
    if (store->slots[at] != 0) {
        *id = id_of(store, store->slots[at]);
        return PS_STORE_KNOWN;
    }
    guint64 n_slots = store->n_slots;
    if (!grow(store))
        return PS_STORE_FULL;
    if (store->n_slots != n_slots)
        at = find_slot(store, query->state, query->hash, home_of(store, query->hash));
    set_record(store, store->size, query->state);
    *id = store->size;
    store->slots[at] = ++store->size | tag_of(store, query->hash);
    return PS_STORE_ADDED;
}

PsStoreResult
ps_store_add(PsStore *store, PsPacked state, guint64 *id)
{
    PsStoreQuery query;
    ps_store_begin(store, state, &query);
    return ps_store_end(store, &query, id);
}

gboolean
ps_store_look(const PsStore *store, const PsStoreQuery *query, guint64 *id)
{
    guint64 at = slot_of(store, query);
    if (store->slots[at] == 0)
        return FALSE;
    *id = id_of(store, store->slots[at]);
    return TRUE;
}

gboolean
ps_store_find(const PsStore *store, PsPacked state, guint64 *id)
{
    PsStoreQuery query;
    ps_store_begin(store, state, &query);
    return ps_store_look(store, &query, id);
}
