/* Tests of stores: numbers in order, growth, limits, and what a state costs. */
#include "explorer/store.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#define NARROW "rfc6121 k=3"
#define WIDE "rfc6121 k=16 availability loss=15 repeat=15 bounce=15"

/* State number i of a test: different for different i, and in bits that differ by i in many ways.
 */
static PsPacked
packed_for(guint64 i, gboolean wide)
{
    guint64 mixed = i * G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    if (!wide)
        return (PsPacked){i % 2 == 0 ? i : mixed, 0};
    return (PsPacked){i % 3 == 0 ? i : mixed, i % 3 == 1 ? 0 : i << 20};
}

static gboolean
packed_equal(PsPacked a, PsPacked b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

static PsStoreResult
add(PsStore *store, PsPacked state, guint64 *id)
{
    guint64 hash = ps_store_hash(state);
    ps_store_prefetch_slot(store, hash);
    ps_store_prefetch_state(store, hash);
    return ps_store_add(store, state, hash, id);
}

/* The world must be as wide as it is said to be. */
static Setting *
setting_of(gboolean wide)
{
    Setting *setting = setting_new(wide ? WIDE : NARROW);
    REQUIRE(ps_world_is_wide(setting->world) == wide, "%u bits", ps_world_bits(setting->world));
    return setting;
}

/* Adds n states; counts those that are not new or get another number than the next. */
static guint64
add_many(PsStore *store, guint64 n, gboolean wide)
{
    guint64 wrong = 0;
    for (guint64 i = 0; i < n; i++) {
        guint64 id = G_MAXUINT64;
        wrong += add(store, packed_for(i, wide), &id) != PS_STORE_ADDED || id != i;
    }
    return wrong;
}

static void
check_numbers(gboolean wide, guint64 n)
{
    g_autoptr(Setting) setting = setting_of(wide);
    g_autoptr(PsStore) store = ps_store_new(setting->world, 0, 0);
    CHECK_NUMBER(ps_store_size(store), 0, "an empty store");
    CHECK_NUMBER(add_many(store, n, wide), 0, "states without the next number");
    CHECK_NUMBER(ps_store_size(store), n, "states");
    guint64 wrong = 0;
    for (guint64 i = 0; i < n; i++) {
        guint64 id = G_MAXUINT64;
        PsPacked state = packed_for(i, wide);
        wrong += !packed_equal(ps_store_get(store, i), state);
        wrong += !ps_store_find(store, state, &id) || id != i;
        wrong += add(store, state, &id) != PS_STORE_KNOWN || id != i;
    }
    CHECK_NUMBER(wrong, 0, "states that are not found where they are");
    CHECK_NUMBER(ps_store_size(store), n, "states after finding");
}

static void
states_are_numbered_in_order(void)
{
    check_numbers(FALSE, 20000);
    check_numbers(TRUE, 20000);
}

static void
unknown_states_are_not_found(void)
{
    for (guint wide = 0; wide < 2; wide++) {
        g_autoptr(Setting) setting = setting_of(wide);
        g_autoptr(PsStore) store = ps_store_new(setting->world, 0, 0);
        guint64 id = 77;
        CHECK(!ps_store_find(store, packed_for(1, wide), &id), "found in an empty store");
        add_many(store, 5000, wide);
        for (guint64 i = 5000; i < 10000; i++)
            if (ps_store_find(store, packed_for(i, wide), &id))
                CHECK(FALSE, "state %" G_GUINT64_FORMAT " is found before it is added", i);
        CHECK_NUMBER(id, 77, "what is not found");
    }
}

/* 0 is a state like others, and a wide state differs in either half. */
static void
halves_both_count(void)
{
    static const PsPacked states[] = {{0, 0},
                                      {0, 1},
                                      {1, 0},
                                      {1, 1},
                                      {G_MAXUINT64, 0},
                                      {0, G_MAXUINT64},
                                      {G_MAXUINT64, G_MAXUINT64}};
    g_autoptr(Setting) setting = setting_of(TRUE);
    g_autoptr(PsStore) store = ps_store_new(setting->world, 0, 0);
    for (guint i = 0; i < G_N_ELEMENTS(states); i++) {
        guint64 id = 0;
        CHECK(add(store, states[i], &id) == PS_STORE_ADDED, "state %u is not new", i);
        CHECK_NUMBER(id, i, "state");
    }
}

/* The same as a GHashTable, with states that come again and again. */
static void
store_is_a_set(void)
{
    g_autoptr(Setting) setting = setting_of(FALSE);
    g_autoptr(PsStore) store = ps_store_new(setting->world, 0, 0);
    g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    guint64 wrong = 0;
    for (guint i = 0; i < 100000; i++) {
        guint value = (guint)g_rand_int_range(rand, 0, 30000);
        gpointer known = NULL;
        guint64 id = 0;
        gboolean was_there =
            g_hash_table_lookup_extended(numbers, GUINT_TO_POINTER(value), NULL, &known);
        PsStoreResult result = add(store, packed_for(value, FALSE), &id);
        wrong += result != (was_there ? PS_STORE_KNOWN : PS_STORE_ADDED);
        wrong += was_there && id != GPOINTER_TO_SIZE(known);
        g_hash_table_insert(numbers, GUINT_TO_POINTER(value), GSIZE_TO_POINTER(id));
    }
    CHECK_NUMBER(wrong, 0, "answers that differ from a hash table's");
    CHECK_NUMBER(ps_store_size(store), g_hash_table_size(numbers), "states");
}

static void
check_states_limit(guint64 limit)
{
    g_autoptr(Setting) setting = setting_of(FALSE);
    g_autoptr(PsStore) store = ps_store_new(setting->world, limit, 0);
    guint64 id = 77;
    CHECK_NUMBER(add_many(store, limit, FALSE), 0, "states below the limit");
    id = 77;
    CHECK(add(store, packed_for(limit, FALSE), &id) == PS_STORE_FULL,
          "more than %" G_GUINT64_FORMAT, limit);
    CHECK(!ps_store_find(store, packed_for(limit, FALSE), &id), "what did not fit is found");
    CHECK(add(store, packed_for(0, FALSE), &id) == PS_STORE_KNOWN && id == 0,
          "a full store does not know its states");
    CHECK_NUMBER(ps_store_size(store), limit, "states");
}

static void
limit_of_states_is_kept(void)
{
    check_states_limit(1);
    check_states_limit(1000);
    check_states_limit(1024);
    check_states_limit(1537); /* just above a load of the index */
}

/* Adds until the memory is used up; it must not hold fewer states than their price allows. */
static void
check_bytes_limit(gboolean wide, guint64 limit)
{
    g_autoptr(Setting) setting = setting_of(wide);
    g_autoptr(PsStore) store = ps_store_new(setting->world, 0, limit);
    guint64 id = 0;
    guint64 n = 0;
    gboolean kept = TRUE;
    while (add(store, packed_for(n, wide), &id) == PS_STORE_ADDED) {
        n++;
        kept = kept && ps_store_bytes(store) <= limit;
    }
    CHECK(kept, "more than %" G_GUINT64_FORMAT " bytes", limit);
    CHECK(n >= limit / (wide ? 32 : 24),
          "only %" G_GUINT64_FORMAT " states in %" G_GUINT64_FORMAT " bytes", n, limit);
    guint64 lost = 0;
    for (guint64 i = 0; i < n; i++)
        lost += !ps_store_find(store, packed_for(i, wide), &id) || id != i;
    CHECK_NUMBER(lost, 0, "states of a full store");
    CHECK(add(store, packed_for(n, wide), &id) == PS_STORE_FULL, "full, and then not");
}

static void
limit_of_bytes_is_kept(void)
{
    static const guint64 limits[] = {100000, 262144, 1000000, 3333333};
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++) {
        check_bytes_limit(FALSE, limits[i]);
        check_bytes_limit(TRUE, limits[i]);
    }
}

/* At any size above some thousands, a narrow state costs at most 24 bytes and a wide one 32; and
 * the store does not say less than the state and its share of an index that is three quarters full.
 */
static void
check_bytes_a_state(gboolean wide, guint64 n)
{
    g_autoptr(Setting) setting = setting_of(wide);
    g_autoptr(PsStore) store = ps_store_new(setting->world, 0, 0);
    double worst = 0, best = G_MAXDOUBLE;
    guint64 where = 0;
    for (guint64 i = 0; i < n; i++) {
        guint64 id = 0;
        add(store, packed_for(i, wide), &id);
        double each = (double)ps_store_bytes(store) / (double)(i + 1);
        best = MIN(best, each);
        if (i + 1 >= 2000 && each > worst) {
            worst = each;
            where = i + 1;
        }
    }
    CHECK_NUMBER(ps_store_size(store), n, "states");
    CHECK(best >= (wide ? 16 : 8) + 5, "only %.1f bytes a state are told", best);
    CHECK(worst <= (wide ? 32 : 24), "%.1f bytes a state at %" G_GUINT64_FORMAT " states", worst,
          where);
}

static void
states_are_cheap(void)
{
    check_bytes_a_state(FALSE, 60000);
    check_bytes_a_state(TRUE, 60000);
}

static void
millions_of_states_are_cheap(void)
{
    check_bytes_a_state(FALSE, 4000000);
    check_bytes_a_state(TRUE, 2000000);
    check_numbers(FALSE, 2000000);
}

/* Equal states have equal hashes, and the low bits of others differ: an index of a million slots is
 * filled about as well as by chance, where 63 in 100 slots are hit. */
static void
hashes_spread(void)
{
    for (guint wide = 0; wide < 2; wide++) {
        g_autofree guint8 *hit = g_new0(guint8, 1 << 16);
        guint hits = 0;
        for (guint64 i = 0; i < 1 << 16; i++) {
            guint64 slot = ps_store_hash(packed_for(i, wide)) & ((1 << 16) - 1);
            hits += !hit[slot];
            hit[slot] = 1;
        }
        CHECK(hits > 40000 && hits < 43000, "%u of %u slots are hit", hits, 1u << 16);
        CHECK(ps_store_hash(packed_for(5, wide)) == ps_store_hash(packed_for(5, wide)), "hash");
    }
}

const Test store_tests[] = {
    {"states are numbered in order", states_are_numbered_in_order, FALSE},
    {"unknown states are not found", unknown_states_are_not_found, FALSE},
    {"halves both count", halves_both_count, FALSE},
    {"store is a set", store_is_a_set, FALSE},
    {"limit of states is kept", limit_of_states_is_kept, FALSE},
    {"limit of bytes is kept", limit_of_bytes_is_kept, FALSE},
    {"states are cheap", states_are_cheap, FALSE},
    {"millions of states are cheap", millions_of_states_are_cheap, TRUE},
    {"hashes spread", hashes_spread, FALSE},
    {0},
};
