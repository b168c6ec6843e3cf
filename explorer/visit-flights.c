/* Visiting what a search with bitmaps found: flight by flight, and of each pair by pair. */
#include "explorer/mirror.h"
#include "explorer/search-private.h"

#include <string.h>

static gboolean
is_settled(const PsSearch *search, const PsBitmap *bitmap)
{
    return ps_turns_context(search->turns, bitmap, 0)->head == PS_NO_HEAD &&
           ps_turns_context(search->turns, bitmap, 1)->head == PS_NO_HEAD;
}

/* Whom states are shown to. */
typedef struct {
    const PsSearch *search;
    PsPacked flight;
    gboolean even;
    PsStateFunc visit;
    gpointer data;
    guint64 *counts;  /* by pair: for how many states one stands, or NULL */
    guint64 *singles; /* how many of these are their own mirror images */
} Visitor;

/* Shows a state and its mirror image, if that was found, too, and is another one. */
static gboolean
show_pair(guint pair, gpointer data)
{
    const Visitor *visitor = data;
    const PsSearch *search = visitor->search;
    PsState state = ps_turns_state(search->turns, visitor->flight, pair);
    guint64 n = visitor->counts != NULL ? visitor->counts[pair] : 1;
    gboolean single = ps_fold_is_single(&search->fold, visitor->even, pair);
    guint64 singles = visitor->counts != NULL ? visitor->singles[pair] : (guint64)single;
    if (!visitor->visit(&state, n, visitor->data))
        return FALSE;
    PsState mirrored = ps_mirror_state(&state);
    return n == singles || visitor->visit(&mirrored, n - singles, visitor->data);
}

static gboolean
count_pair(guint pair, gpointer data)
{
    const Visitor *visitor = data;
    visitor->counts[pair]++;
    visitor->singles[pair] += ps_fold_is_single(&visitor->search->fold, visitor->even, pair);
    return TRUE;
}

static void
go_to_flight(Visitor *visitor, guint32 number)
{
    const PsSearch *search = visitor->search;
    visitor->flight = ps_bitmaps_flight(search->bitmaps, number);
    visitor->even = ps_fold_is_even(&search->fold, visitor->flight);
}

guint64
ps_flights_likeness(const PsSearch *search, guint32 number)
{
    const PsLayout *layout = ps_world_layout(search->world);
    PsPacked flight = ps_bitmaps_flight(search->bitmaps, number);
    PsParts parts = ps_turns_parts(search->turns, flight);
    guint64 below = ((guint64)1 << layout->length.shift) - 1;
    return (flight.lo & below) << 16 | parts.length[0] << 8 | parts.length[1];
}

/* Flights whose states are alike, as a chain of numbers. */
typedef struct {
    guint64 likeness;
    guint32 first, last;
} Chain;

/* All chains, in the order of their first flights; next[] is what follows a flight in its own. */
static GArray *
chain_alike(const PsSearch *search, guint32 *next)
{
    g_autoptr(GHashTable) places = g_hash_table_new_full(g_int64_hash, g_int64_equal, g_free, NULL);
    GArray *chains = g_array_new(FALSE, FALSE, sizeof(Chain));
    for (guint32 number = 0; number < ps_bitmaps_n(search->bitmaps); number++) {
        guint64 likeness = ps_flights_likeness(search, number);
        guint place = GPOINTER_TO_UINT(g_hash_table_lookup(places, &likeness));
        if (place == 0) {
            Chain chain = {likeness, number, number};
            g_array_append_val(chains, chain);
            g_hash_table_insert(places, g_memdup2(&likeness, sizeof likeness),
                                GUINT_TO_POINTER(chains->len));
            continue;
        }
        Chain *chain = &g_array_index(chains, Chain, place - 1);
        next[chain->last] = number;
        chain->last = number;
    }
    return chains;
}

/* Shows one state for all that are alike. The pairs of all of them together are in `words`. */
static gboolean
show_alike(Visitor *visitor, guint64 *words)
{
    const PsBitmaps *bitmaps = visitor->search->bitmaps;
    gboolean goes_on = ps_bits_visit(words, bitmaps->n_words, show_pair, visitor);
    memset(words, 0, bitmaps->n_words * sizeof *words);
    memset(visitor->counts, 0, visitor->search->space->n_pairs * sizeof *visitor->counts);
    memset(visitor->singles, 0, visitor->search->space->n_pairs * sizeof *visitor->singles);
    return goes_on;
}

static void
count_flight(Visitor *visitor, guint32 number, guint64 *words)
{
    const PsBitmaps *bitmaps = visitor->search->bitmaps;
    const PsBitmap *bitmap = ps_bitmaps_get(bitmaps, number);
    go_to_flight(visitor, number);
    ps_bits_visit(bitmap->words, bitmaps->n_words, count_pair, visitor);
    for (guint word = 0; word < bitmaps->n_words; word++)
        words[word] |= bitmap->words[word];
}

static gboolean
visit_chains(Visitor *visitor, guint32 *next)
{
    g_autoptr(GArray) chains = chain_alike(visitor->search, next);
    g_autofree guint64 *words = g_new0(guint64, visitor->search->bitmaps->n_words);
    g_autofree guint64 *counts = g_new0(guint64, visitor->search->space->n_pairs);
    g_autofree guint64 *singles = g_new0(guint64, visitor->search->space->n_pairs);
    visitor->counts = counts;
    visitor->singles = singles;
    for (guint i = 0; i < chains->len; i++) {
        const Chain *chain = &g_array_index(chains, Chain, i);
        for (guint32 number = chain->first; number != chain->last; number = next[number])
            count_flight(visitor, number, words);
        count_flight(visitor, chain->last, words);
        if (!show_alike(visitor, words))
            return FALSE;
    }
    return TRUE;
}

static gboolean
visit_flights(Visitor *visitor, gboolean settled)
{
    const PsSearch *search = visitor->search;
    const PsBitmaps *bitmaps = search->bitmaps;
    for (guint32 number = 0; number < ps_bitmaps_n(bitmaps); number++) {
        const PsBitmap *bitmap = ps_bitmaps_get(bitmaps, number);
        if (settled && !is_settled(search, bitmap))
            continue;
        go_to_flight(visitor, number);
        if (!ps_bits_visit(bitmap->words, bitmaps->n_words, show_pair, visitor))
            return FALSE;
    }
    return TRUE;
}

/* Without memory to tell which are alike, all states are shown. */
gboolean
ps_flights_visit(const PsSearch *search, PsVisit how, PsStateFunc visit, gpointer data)
{
    Visitor visitor = {.search = search, .visit = visit, .data = data};
    g_autofree guint32 *next =
        how == PS_VISIT_ALIKE ? g_try_new(guint32, ps_bitmaps_n(search->bitmaps)) : NULL;
    return next != NULL ? visit_chains(&visitor, next)
                        : visit_flights(&visitor, how == PS_VISIT_SETTLED);
}
