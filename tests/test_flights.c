/* Tests of what searches with bitmaps keep: flights with their bitmaps, and the frontier. */
#include "explorer/frontier.h"
#include "explorer/turns.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* ---- Bitmaps ---- */

/* A flight of a world with at least 12 presences in flight: other links for other numbers. */
static PsPacked
flight_for(const PsWorld *world, guint32 i)
{
    PsState state = ps_world_initial(world);
    for (guint j = 0; i > 0; i = (i - 1) / 4, j++)
        state.link[j % 2] = ps_world_link_add(world, state.link[j % 2], (PsPresence)((i - 1) % 4));
    state.entry[0] = state.entry[1] = 0;
    state.online = state.sees = 0;
    return ps_world_pack(world, &state);
}

/* Marks a bitmap with its number, in its first word and its last, and in its last edge. */
static void
mark(const PsBitmaps *bitmaps, guint32 number, PsBitmap *bitmap)
{
    bitmap->words[0] = number;
    bitmap->words[bitmaps->n_words - 1] ^= ~(guint64)number;
    ps_bitmaps_edges(bitmaps, bitmap)[bitmaps->n_edges - 1] = number;
}

static gboolean
is_marked(const PsBitmaps *bitmaps, guint32 number)
{
    PsBitmap *bitmap = ps_bitmaps_get(bitmaps, number);
    guint64 first = bitmaps->n_words > 1 ? number : ~(guint64)0;
    guint64 last = bitmaps->n_words > 1 ? ~(guint64)number : first;
    return bitmap->words[0] == first && bitmap->words[bitmaps->n_words - 1] == last &&
           ps_bitmaps_edges(bitmaps, bitmap)[bitmaps->n_edges - 1] == number;
}

static gboolean
is_clear(const PsBitmaps *bitmaps, PsBitmap *bitmap)
{
    guint64 sum = 0;
    for (guint i = 0; i < bitmaps->n_words; i++)
        sum |= bitmap->words[i];
    for (guint i = 0; i < bitmaps->n_edges; i++)
        sum |= ps_bitmaps_edges(bitmaps, bitmap)[i];
    return sum == 0;
}

/* Adds n flights, each with a bitmap of its own that is clear and stays where it is. */
static void
check_adding(const char *line, guint n_pairs, guint n_edges, guint32 n)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsBitmaps) bitmaps = ps_bitmaps_new(setting->world, n_pairs, n_edges, 0);
    guint wrong = 0, lost = 0;
    for (guint32 i = 0; i < n; i++) {
        PsBitmapPlace place = 0;
        gboolean is_new = FALSE;
        PsPacked flight = flight_for(setting->world, i);
        wrong += ps_bitmaps_find(bitmaps, flight, &place);
        wrong += !ps_bitmaps_add(bitmaps, flight, 0, &place, &is_new) || !is_new;
        wrong += place <= PS_EDGE_OVERFLOW || place != ps_bitmaps_place(bitmaps, i) ||
                 ps_bitmaps_number(bitmaps, place) != i;
        wrong += !is_clear(bitmaps, ps_bitmaps_at(bitmaps, place));
        mark(bitmaps, i, ps_bitmaps_at(bitmaps, place));
    }
    CHECK_NUMBER(wrong, 0, "%s, %u pairs: flights that are not new, or not at their places", line,
                 n_pairs);
    CHECK_NUMBER(ps_bitmaps_n(bitmaps), n, "%s, %u pairs: flights", line, n_pairs);
    for (guint32 i = 0; i < n; i++) {
        PsBitmapPlace place = 0;
        gboolean is_new = TRUE;
        PsPacked flight = flight_for(setting->world, i);
        PsPacked back = ps_bitmaps_flight(bitmaps, i);
        lost += !ps_packed_equal(back, flight) || !is_marked(bitmaps, i);
        lost += !ps_bitmaps_find(bitmaps, flight, &place) || ps_bitmaps_number(bitmaps, place) != i;
        lost += !ps_bitmaps_add(bitmaps, flight, 0, &place, &is_new) || is_new ||
                ps_bitmaps_number(bitmaps, place) != i;
    }
    CHECK_NUMBER(lost, 0, "%s, %u pairs: flights that are not found again", line, n_pairs);
    CHECK_NUMBER(ps_bitmaps_n(bitmaps), n, "%s, %u pairs: flights after that", line, n_pairs);
    CHECK(ps_bitmaps_bytes(bitmaps) >= n * ((guint64)n_pairs / 8), "%s: only %u bytes", line,
          (guint)ps_bitmaps_bytes(bitmaps));
}

/* Few pairs and many, so that there is one page of memory and there are many; in worlds whose
 * flights are few, many, and wide. */
static void
flights_have_bitmaps(void)
{
    check_adding("rfc6121 k=4", 81, 23, 300);
    check_adding("rfc6121 k=12", 1, 1, 5000);
    check_adding("rfc6121 k=12", 64, 2, 5000);
    check_adding("rfc6121 k=12", 65, 3, 5000);
    check_adding("rfc6121 k=12", 36864, 700, 3000);
    check_adding("rfc6121 k=12 availability loss=15", 10000, 40, 3000);
}

static void
bits_are_counted(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=4");
    g_autoptr(PsBitmaps) bitmaps = ps_bitmaps_new(setting->world, 700, 5, 0);
    PsBitmapPlace place = 0;
    gboolean is_new = FALSE;
    ps_bitmaps_add(bitmaps, flight_for(setting->world, 7), 0, &place, &is_new);
    PsBitmap *bitmap = ps_bitmaps_at(bitmaps, place);
    memset(ps_bitmaps_edges(bitmaps, bitmap), 255, bitmaps->n_edges * sizeof(guint32));
    CHECK_NUMBER(ps_bitmaps_count(bitmaps, bitmap), 0, "bits");
    for (guint pair = 0, n = 1; pair < 700; pair += 9, n++) {
        bitmap->words[pair / 64] |= (guint64)1 << pair % 64;
        CHECK_NUMBER(ps_bitmaps_count(bitmaps, bitmap), n, "bits");
    }
}

/* A limit of memory is kept, and what is taken elsewhere counts. */
static void
check_bitmap_memory(const char *line, guint n_pairs, guint64 memory, guint64 taken)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsBitmaps) bitmaps = ps_bitmaps_new(setting->world, n_pairs, 20, memory);
    PsBitmapPlace place = 0;
    gboolean is_new = FALSE;
    guint32 n = 0;
    while (ps_bitmaps_add(bitmaps, flight_for(setting->world, n), taken, &place, &is_new))
        n++;
    guint64 bytes = ps_bitmaps_bytes(bitmaps) + taken;
    CHECK(n > 0 && n == ps_bitmaps_n(bitmaps), "%u flights", n);
    CHECK(bytes <= memory + memory / 8 + 16384, "%u bytes of %u", (guint)bytes, (guint)memory);
    CHECK(n == 1 || bytes + 3 * 1024 * 1024 > memory || bytes > memory / 2,
          "ended at %u bytes of %u", (guint)bytes, (guint)memory);
    for (guint32 i = 0; i < n; i++)
        CHECK(ps_bitmaps_find(bitmaps, flight_for(setting->world, i), &place), "flight %u", i);
}

static void
memory_of_bitmaps_is_limited(void)
{
    static const guint64 limits[] = {1, 10000, 100000, 1000000, 2500000, 10000000, 33333333};
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++) {
        check_bitmap_memory("rfc6121 k=7", 81, MIN(limits[i], 2500000), 0);
        check_bitmap_memory("rfc6121 k=12", 81, MIN(limits[i], 2500000), 0);
        check_bitmap_memory("rfc6121 k=12", 20000, limits[i], 0);
        check_bitmap_memory("rfc6121 k=12", 20000, limits[i], limits[i] / 2);
        check_bitmap_memory("rfc6121 k=12", 36864, limits[i], limits[i] / 3);
    }
}

/* ---- The frontier ---- */

static PsFound
state_number(guint32 i)
{
    return ps_found(i * 7 + 2, i % 1000);
}

/* Counts those that are not next. */
typedef struct {
    guint32 next;
    guint wrong;
} Order;

static void
check_next(PsFound state, gpointer data)
{
    Order *order = data;
    PsFound expected = state_number(order->next++);
    order->wrong += state != expected;
}

/* Adds states, some at a time. */
static void
add_some(PsFrontier *frontier, GRand *rand, guint32 *added)
{
    guint n = (guint)g_rand_int_range(rand, 0, g_rand_boolean(rand) ? 40 : PS_FRONTIER_CHUNK + 1);
    if (g_rand_boolean(rand)) {
        PsFound *where = ps_frontier_reserve(frontier, n);
        n /= 2; /* fewer than there is room for */
        for (guint i = 0; i < n; i++)
            where[i] = state_number((*added)++);
        ps_frontier_note(frontier, n);
    } else {
        for (guint i = 0; i < MIN(n, 100); i++)
            ps_frontier_add(frontier, state_number((*added)++));
    }
}

/* Takes states away, some at a time, up to about so many. */
static void
take_some(PsFrontier *frontier, GRand *rand, guint most, Order *order)
{
    guint n = 1;
    for (guint taken = 0; taken < most && n > 0; taken += n) {
        const PsFound *states = ps_frontier_first(frontier, &n);
        n = n > 0 ? (guint)g_rand_int_range(rand, 1, (gint32)n + 1) : 0;
        for (guint i = 0; i < n; i++)
            check_next(states[i], order);
        ps_frontier_take(frontier, n);
    }
}

static void
first_in_is_first_out(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(9);
    PsFrontier frontier;
    Order taken = {0};
    guint32 added = 0;
    ps_frontier_init(&frontier);
    for (guint i = 0; i < 300; i++) {
        add_some(&frontier, rand, &added);
        take_some(&frontier, rand, (guint)g_rand_int_range(rand, 0, 5000), &taken);
        Order left = {taken.next, 0};
        ps_frontier_visit(&frontier, check_next, &left);
        CHECK(left.wrong == 0 && left.next == added, "visited up to %u of %u", left.next, added);
    }
    take_some(&frontier, rand, G_MAXUINT, &taken);
    CHECK(added > 12 * PS_FRONTIER_CHUNK, "only %u states", added);
    CHECK_NUMBER(taken.next, added, "states");
    CHECK_NUMBER(taken.wrong, 0, "states in another order");
    ps_frontier_clear(&frontier);
}

/* Where a word lies and which pair it is say which bitmap it belongs to. */
static void
found_states_say_where_they_are(void)
{
    static const guint pairs[] = {0, 1, 63, 64, 65, 127, 128, 36863};
    static const PsBitmapPlace places[] = {1, 14, 1u << 20, (1u << PS_PLACE_BITS) - 1};
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++)
        for (guint k = 0; k < G_N_ELEMENTS(places); k++) {
            PsFound found = ps_found(places[k], pairs[i]);
            CHECK_NUMBER(ps_found_pair(found), pairs[i], "the pair");
            CHECK_NUMBER(ps_found_place(found), places[k], "the place");
        }
}

/* What is taken makes room: however much goes through a frontier, it stays as large as it was. */
static void
chunks_are_used_again(void)
{
    PsFrontier frontier;
    guint n = 0;
    guint64 most = 0;
    ps_frontier_init(&frontier);
    CHECK(ps_frontier_bytes(&frontier) < 1000, "an empty one takes %u bytes",
          (guint)ps_frontier_bytes(&frontier));
    for (guint32 i = 0; i < 50 * PS_FRONTIER_CHUNK; i++) {
        ps_frontier_add(&frontier, state_number(i));
        if (i < 3 * PS_FRONTIER_CHUNK)
            continue;
        if (most == 0)
            most = ps_frontier_bytes(&frontier);
        ps_frontier_first(&frontier, &n);
        ps_frontier_take(&frontier, 1);
    }
    CHECK(most >= 3 * PS_FRONTIER_CHUNK * sizeof(PsFound), "%u bytes", (guint)most);
    CHECK(ps_frontier_bytes(&frontier) <= most + sizeof(PsFrontierChunk), "%u bytes, and then %u",
          (guint)most, (guint)ps_frontier_bytes(&frontier));
    ps_frontier_clear(&frontier);
}

static void
empty_frontiers(void)
{
    PsFrontier frontier;
    Order order = {0};
    guint n = 7;
    ps_frontier_init(&frontier);
    ps_frontier_first(&frontier, &n);
    CHECK_NUMBER(n, 0, "states in an empty frontier");
    ps_frontier_visit(&frontier, check_next, &order);
    CHECK_NUMBER(order.next, 0, "visited in an empty frontier");
    for (guint32 i = 0; i < PS_FRONTIER_CHUNK; i++)
        ps_frontier_add(&frontier, state_number(i));
    ps_frontier_first(&frontier, &n);
    CHECK_NUMBER(n, PS_FRONTIER_CHUNK, "states that lie one after the other");
    ps_frontier_take(&frontier, n);
    ps_frontier_first(&frontier, &n);
    CHECK_NUMBER(n, 0, "states when all are taken");
    ps_frontier_add(&frontier, state_number(5));
    const PsFound *states = ps_frontier_first(&frontier, &n);
    CHECK_NUMBER(n, 1, "states after one more");
    CHECK_NUMBER(states[0], state_number(5), "the state");
    ps_frontier_clear(&frontier);
}

const Test flights_tests[] = {
    {"flights have bitmaps", flights_have_bitmaps, FALSE},
    {"bits are counted", bits_are_counted, FALSE},
    {"memory of bitmaps is limited", memory_of_bitmaps_is_limited, FALSE},
    {"found states say where they are", found_states_say_where_they_are, FALSE},
    {"first in is first out", first_in_is_first_out, FALSE},
    {"chunks are used again", chunks_are_used_again, FALSE},
    {"empty frontiers", empty_frontiers, FALSE},
    {0},
};
