/* Tests of stores: numbers in order, growth, limits, and what a state costs. */
#include "explorer/store.h"
#include "tests/suites.h"
#include "tests/support.h"

/* Bits of a state: less than a number has, all of them, a byte more, and all there may be. */
#define NARROW 61
static const guint widths[] = {33, 61, 64, 71, 128};

/* State number i of a test, in so many bits: different for different i, and in bits that differ by
 * i in many ways. */
static PsPacked
packed_for(guint64 i, guint bits)
{
    unsigned __int128 factor = (unsigned __int128)G_GUINT64_CONSTANT(0x9E3779B97F4A7C15) << 64 |
                               G_GUINT64_CONSTANT(0xD6E8FEB86659FD93);
    unsigned __int128 state = i % 2 == 0 ? i : i * factor; /* an odd number where i is odd */
    state = state << (128 - bits) >> (128 - bits);
    return (PsPacked){(guint64)state, (guint64)(state >> 64)};
}

static PsStoreResult
add(PsStore *store, PsPacked state, guint64 *id)
{
    PsStoreQuery query;
    ps_store_begin(store, state, &query);
    ps_store_probe(store, &query);
    return ps_store_end(store, &query, id);
}

static gboolean
look(const PsStore *store, PsPacked state, guint64 *id)
{
    PsStoreQuery query;
    ps_store_begin(store, state, &query);
    ps_store_probe(store, &query);
    return ps_store_look(store, &query, id);
}

/* Adds n states; counts those that are not new or get another number than the next. */
static guint64
add_many(PsStore *store, guint64 n, guint bits)
{
    guint64 wrong = 0;
    for (guint64 i = 0; i < n; i++) {
        guint64 id = G_MAXUINT64;
        wrong += add(store, packed_for(i, bits), &id) != PS_STORE_ADDED || id != i;
    }
    return wrong;
}

static void
check_numbers(guint bits, guint64 n)
{
    g_autoptr(PsStore) store = ps_store_new(bits, 0, 0);
    CHECK_NUMBER(ps_store_size(store), 0, "an empty store");
    CHECK_NUMBER(add_many(store, n, bits), 0, "states without the next number");
    CHECK_NUMBER(ps_store_size(store), n, "states");
    guint64 wrong = 0;
    for (guint64 i = 0; i < n; i++) {
        guint64 id = G_MAXUINT64;
        PsPacked state = packed_for(i, bits);
        wrong += !ps_packed_equal(ps_store_get(store, i), state);
        wrong += !ps_store_find(store, state, &id) || id != i;
        wrong += !look(store, state, &id) || id != i;
        wrong += add(store, state, &id) != PS_STORE_KNOWN || id != i;
    }
    CHECK_NUMBER(wrong, 0, "states that are not found where they are");
    CHECK_NUMBER(ps_store_size(store), n, "states after finding");
}

static void
states_are_numbered_in_order(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(widths); i++)
        check_numbers(widths[i], 20000);
}

static void
unknown_states_are_not_found(void)
{
    for (guint w = 0; w < G_N_ELEMENTS(widths); w++) {
        guint bits = widths[w];
        g_autoptr(PsStore) store = ps_store_new(bits, 0, 0);
        guint64 id = 77;
        CHECK(!ps_store_find(store, packed_for(1, bits), &id), "found in an empty store");
        add_many(store, 5000, bits);
        for (guint64 i = 5000; i < 10000; i++)
            if (ps_store_find(store, packed_for(i, bits), &id) ||
                look(store, packed_for(i, bits), &id))
                CHECK(FALSE, "state %" G_GUINT64_FORMAT " is found before it is added", i);
        CHECK_NUMBER(id, 77, "what is not found");
    }
}

/* A look-up that was begun before the index grew finds what it would have found then, and what was
 * added since. */
static void
growth_is_noticed(void)
{
    PsStoreQuery queries[2000];
    g_autoptr(PsStore) store = ps_store_new(NARROW, 0, 0);
    add_many(store, 1000, NARROW);
    for (guint i = 0; i < G_N_ELEMENTS(queries); i++) {
        ps_store_begin(store, packed_for(i, NARROW), &queries[i]);
        ps_store_probe(store, &queries[i]);
    }
    for (guint64 i = 1000, id = 0; i < 20000; i++)
        add(store, packed_for(i, NARROW), &id);
    guint64 wrong = 0;
    for (guint i = 0; i < G_N_ELEMENTS(queries); i++) {
        guint64 id = 0;
        wrong += !ps_store_look(store, &queries[i], &id) || id != i;
    }
    CHECK_NUMBER(wrong, 0, "states that are not found where they are");
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
    g_autoptr(PsStore) store = ps_store_new(128, 0, 0);
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
    g_autoptr(PsStore) store = ps_store_new(NARROW, 0, 0);
    g_autoptr(GHashTable) numbers = g_hash_table_new(NULL, NULL);
    g_autoptr(GRand) rand = g_rand_new_with_seed(3);
    guint64 wrong = 0;
    for (guint i = 0; i < 100000; i++) {
        guint value = (guint)g_rand_int_range(rand, 0, 30000);
        gpointer known = NULL;
        guint64 id = 0;
        gboolean was_there =
            g_hash_table_lookup_extended(numbers, GUINT_TO_POINTER(value), NULL, &known);
        PsStoreResult result = add(store, packed_for(value, NARROW), &id);
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
    g_autoptr(PsStore) store = ps_store_new(NARROW, limit, 0);
    guint64 id = 77;
    CHECK_NUMBER(add_many(store, limit, NARROW), 0, "states below the limit");
    id = 77;
    CHECK(add(store, packed_for(limit, NARROW), &id) == PS_STORE_FULL,
          "more than %" G_GUINT64_FORMAT, limit);
    CHECK(!ps_store_find(store, packed_for(limit, NARROW), &id), "what did not fit is found");
    CHECK(add(store, packed_for(0, NARROW), &id) == PS_STORE_KNOWN && id == 0,
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
check_bytes_limit(guint bits, guint64 limit)
{
    g_autoptr(PsStore) store = ps_store_new(bits, 0, limit);
    guint64 id = 0;
    guint64 n = 0;
    gboolean kept = TRUE;
    while (add(store, packed_for(n, bits), &id) == PS_STORE_ADDED) {
        n++;
        kept = kept && ps_store_bytes(store) <= limit;
    }
    CHECK(kept, "more than %" G_GUINT64_FORMAT " bytes", limit);
    CHECK(n >= limit / (bits / 8 + 10),
          "only %" G_GUINT64_FORMAT " states in %" G_GUINT64_FORMAT " bytes", n, limit);
    guint64 lost = 0;
    for (guint64 i = 0; i < n; i++)
        lost += !ps_store_find(store, packed_for(i, bits), &id) || id != i;
    CHECK_NUMBER(lost, 0, "states of a full store");
    CHECK(add(store, packed_for(n, bits), &id) == PS_STORE_FULL, "full, and then not");
}

static void
limit_of_bytes_is_kept(void)
{
    static const guint64 limits[] = {100000, 262144, 1000000, 3333333};
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++) {
        for (guint w = 0; w < G_N_ELEMENTS(widths); w++)
            check_bytes_limit(widths[w], limits[i]);
    }
}

/* At any size above some thousands, a state costs its own bytes and its share of an index that is
 * four sevenths to four fifths full. */
static void
check_bytes_a_state(guint bits, guint64 n)
{
    g_autoptr(PsStore) store = ps_store_new(bits, 0, 0);
    double worst = 0, best = G_MAXDOUBLE;
    guint64 where = 0;
    for (guint64 i = 0; i < n; i++) {
        guint64 id = 0;
        add(store, packed_for(i, bits), &id);
        double each = (double)ps_store_bytes(store) / (double)(i + 1);
        best = MIN(best, each);
        if (i + 1 >= 2000 && each > worst) {
            worst = each;
            where = i + 1;
        }
    }
    CHECK_NUMBER(ps_store_size(store), n, "states");
    guint own = (bits + 7) / 8;
    CHECK(best >= own + 5, "only %.1f bytes a state are told", best);
    CHECK(worst <= own + 7.02, "%.1f bytes a state of %u at %" G_GUINT64_FORMAT " states", worst,
          own, where);
}

static void
states_are_cheap(void)
{
    for (guint w = 0; w < G_N_ELEMENTS(widths); w++)
        check_bytes_a_state(widths[w], 60000);
}

static void
millions_of_states_are_cheap(void)
{
    check_bytes_a_state(33, 4000000);
    check_bytes_a_state(128, 2000000);
    check_numbers(NARROW, 4000000);
}

const Test store_tests[] = {
    {"states are numbered in order", states_are_numbered_in_order, FALSE},
    {"unknown states are not found", unknown_states_are_not_found, FALSE},
    {"growth is noticed", growth_is_noticed, FALSE},
    {"halves both count", halves_both_count, FALSE},
    {"store is a set", store_is_a_set, FALSE},
    {"limit of states is kept", limit_of_states_is_kept, FALSE},
    {"limit of bytes is kept", limit_of_bytes_is_kept, FALSE},
    {"states are cheap", states_are_cheap, FALSE},
    {"millions of states are cheap", millions_of_states_are_cheap, TRUE},
    {0},
};
