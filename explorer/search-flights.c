/* What a search with bitmaps tells of what it found: by flights, and of each at once for all its
 * pairs. */
#include "explorer/mirror.h"
#include "explorer/search-private.h"

#include <string.h>

/* Calls visit for every pair of a bitmap, until it returns FALSE; what it returned last. */
typedef gboolean (*PairFunc)(guint pair, gpointer data);

static gboolean
visit_pairs(const guint64 *words, guint n_words, PairFunc visit, gpointer data)
{
    for (guint i = 0; i < n_words; i++)
        for (guint64 word = words[i]; word != 0; word &= word - 1)
            if (!visit(i * 64 + (guint)__builtin_ctzll(word), data))
                return FALSE;
    return TRUE;
}

static gboolean
is_settled(const PsSearch *search, const PsBitmap *bitmap)
{
    return ps_turns_context(search->turns, bitmap, 0)->head == PS_NO_HEAD &&
           ps_turns_context(search->turns, bitmap, 1)->head == PS_NO_HEAD;
}

gboolean
ps_flights_find(const PsSearch *search, const PsState *state, PsFlightBit *bit)
{
    const PsBitmaps *bitmaps = search->bitmaps;
    PsPacked packed = ps_turns_flight(search->turns, ps_world_pack(search->world, state));
    PsParts flight = ps_turns_parts(search->turns, packed);
    PsFoldKind kind = ps_fold_flight(&search->fold, &flight);
    PsBitmapPlace place = 0;
    guint pair = 0;
    if (!ps_space_find_pair(search->space, state, &pair) ||
        !ps_bitmaps_find(bitmaps, ps_turns_join(search->turns, &flight), &place))
        return FALSE;
    *bit = (PsFlightBit){ps_bitmaps_number(bitmaps, place), ps_fold_pair(&search->fold, kind, pair),
                         ps_fold_turns(&search->fold, kind, pair)};
    return TRUE;
}

gboolean
ps_flights_has(const PsSearch *search, const PsState *state)
{
    PsFlightBit bit;
    return ps_flights_find(search, state, &bit) &&
           (ps_bitmaps_get(search->bitmaps, bit.number)->words[bit.pair / 64] >> bit.pair % 64 & 1);
}

/* ---- Which steps were taken ---- */

/* The flights from which the same steps lead: those with the same contexts; and the pairs of all of
 * them together. */
typedef struct {
    const PsBitmap *like; /* one of them */
    guint64 *words;
} Class;

static void
free_class(gpointer data)
{
    Class *class = data;
    g_free(class->words);
    g_free(class);
}

static Class *
find_class(GHashTable *classes, const PsBitmap *bitmap, guint n_words)
{
    gpointer key = (gpointer)(gsize)(bitmap->lists[0] | (guint64)bitmap->lists[1] << 32);
    Class *class = g_hash_table_lookup(classes, key);
    if (class == NULL) {
        class = g_new0(Class, 1);
        class->like = bitmap;
        class->words = g_new0(guint64, n_words);
        g_hash_table_insert(classes, key, class);
    }
    return class;
}

/* Whose steps are noted: the pairs of this class, or if an answer may find no room, of this flight.
 */
typedef struct {
    PsSearch *search;
    const PsBitmap *like;
    const guint32 *edges; /* or NULL */
    guint64 noted[2][PS_MAX_LOCALS / 64];
} Noting;

static void
note_side(const Noting *noting, guint side, guint local)
{
    PsSearch *search = noting->search;
    guint entry = search->space->locals[side][local].entry;
    guint n = 0;
    const PsTurn *turns = ps_turns_list(search->turns, noting->like, side, local, &n);
    search->met[side][entry] = TRUE;
    for (guint i = 0; i < n; i++) {
        PsStep step = ps_turns_step(search->turns, &turns[i]);
        if (noting->edges == NULL || noting->edges[turns[i].edge] != PS_EDGE_OVERFLOW)
            search->took[side][entry][step.kind][step.what] = TRUE;
    }
}

static gboolean
note_pair(guint pair, gpointer data)
{
    Noting *noting = data;
    for (guint side = 0; side < 2; side++) {
        guint local = noting->search->turns->locals[side][pair];
        guint64 bit = (guint64)1 << local % 64;
        if ((noting->noted[side][local / 64] & bit) == 0)
            note_side(noting, side, local);
        noting->noted[side][local / 64] |= bit;
    }
    return TRUE;
}

static void
note_class(gpointer key, gpointer value, gpointer search)
{
    const Class *class = value;
    Noting noting = {.search = search, .like = class->like};
    (void)key;
    visit_pairs(class->words, noting.search->bitmaps->n_words, note_pair, &noting);
}

static void
note_steps(PsSearch *search)
{
    PsBitmaps *bitmaps = search->bitmaps;
    g_autoptr(GHashTable) classes = g_hash_table_new_full(NULL, NULL, NULL, free_class);
    for (guint32 number = 0; number < ps_bitmaps_n(bitmaps); number++) {
        PsBitmap *bitmap = ps_bitmaps_get(bitmaps, number);
        if (search->overflow) {
            Noting noting = {search, bitmap, ps_bitmaps_edges(bitmaps, bitmap), {{0}}};
            visit_pairs(bitmap->words, bitmaps->n_words, note_pair, &noting);
            continue;
        }
        Class *class = find_class(classes, bitmap, bitmaps->n_words);
        for (guint i = 0; i < bitmaps->n_words; i++)
            class->words[i] |= bitmap->words[i];
    }
    g_hash_table_foreach(classes, note_class, search);
}

/* What one side did, the other one did in a mirror image. */
static void
note_mirrored(PsSearch *search)
{
    gsize n = sizeof search->took[0];
    guint8 *a = &search->took[0][0][0][0];
    guint8 *b = &search->took[1][0][0][0];
    for (gsize i = 0; i < n; i++)
        a[i] = b[i] = a[i] | b[i];
    for (guint entry = 0; entry < PS_MAX_STATES; entry++)
        search->met[0][entry] = search->met[1][entry] =
            search->met[0][entry] | search->met[1][entry];
}

/* ---- Figures ---- */

/* What is counted of a flight. */
typedef struct {
    const PsSearch *search;
    PsBitmap *bitmap;
    gboolean even;
    guint64 n_single;  /* states that are their own mirror images, */
    guint64 n_turns;   /* what leads from these, */
    guint64 n_without; /* and of all steps those that find no room */
} Counting;

static gboolean
count_turns(guint pair, gpointer data)
{
    Counting *counting = data;
    const PsSearch *search = counting->search;
    gboolean single = ps_fold_is_single(&search->fold, counting->even, pair);
    counting->n_single += (guint64)single;
    for (guint side = 0; side < 2; side++) {
        guint n = 0;
        const guint32 *edges = ps_bitmaps_edges(search->bitmaps, counting->bitmap);
        const PsTurn *turns = ps_turns_list(search->turns, counting->bitmap, side,
                                            search->turns->locals[side][pair], &n);
        for (guint i = 0; i < n; i++) {
            gboolean without = edges[turns[i].edge] == PS_EDGE_OVERFLOW;
            counting->n_turns += (guint64)(single && !without);
            counting->n_without += (guint64)without;
        }
    }
    return TRUE;
}

/* Counts what the search did not: of folded states, those that are their own mirror images, which
 * count once and not twice; and of steps, those that find no room. */
static Counting
count_rest(const PsSearch *search)
{
    const PsBitmaps *bitmaps = search->bitmaps;
    Counting counting = {.search = search};
    for (guint32 number = 0; number < ps_bitmaps_n(bitmaps); number++) {
        counting.bitmap = ps_bitmaps_get(bitmaps, number);
        counting.even = search->fold.folds &&
                        ps_fold_is_even(&search->fold, ps_bitmaps_flight(bitmaps, number));
        if (counting.even || search->overflow)
            visit_pairs(counting.bitmap->words, bitmaps->n_words, count_turns, &counting);
    }
    return counting;
}

guint64
ps_flights_states(const PsSearch *search)
{
    return search->fold.folds ? 2 * search->n_bits - count_rest(search).n_single : search->n_bits;
}

static gboolean
count_settled(const PsState *state, guint64 n, gpointer settled)
{
    (void)state;
    *(guint64 *)settled += n;
    return TRUE;
}

/* Changes the bit of a state that waits to be expanded. */
static void
flip(PsFound state, gpointer bitmaps)
{
    PsBitmap *bitmap = ps_bitmaps_at(bitmaps, state.place);
    bitmap->words[state.pair / 64] ^= (guint64)1 << state.pair % 64;
}

void
ps_flights_flip_waiting(PsSearch *search)
{
    ps_frontier_visit(&search->frontier, flip, search->bitmaps);
}

void
ps_flights_note(PsSearch *search)
{
    guint64 each = search->fold.folds ? 2 : 1;
    search->states = ps_flights_states(search);
    search->transitions = search->n_turns * each;
    search->settled = 0;
    ps_flights_visit(search, PS_VISIT_SETTLED, count_settled, &search->settled);
    ps_flights_flip_waiting(search); /* only what was expanded, */
    if (search->fold.folds || search->overflow) {
        Counting rest = count_rest(search);
        search->transitions -= rest.n_without * each + rest.n_turns * (each - 1);
    }
    note_steps(search);
    if (search->fold.folds)
        note_mirrored(search);
    ps_flights_flip_waiting(search); /* and all of it again */
}

/* ---- Visiting ---- */

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
    visitor->even = search->fold.folds && ps_fold_is_even(&search->fold, visitor->flight);
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

typedef struct {
    guint64 likeness;
    guint32 number;
} Like;

static int
compare(gconstpointer a, gconstpointer b)
{
    const Like *first = a;
    const Like *second = b;
    if (first->likeness != second->likeness)
        return first->likeness < second->likeness ? -1 : 1;
    return first->number < second->number ? -1 : first->number > second->number;
}

/* All flights, those with alike states together. */
static GArray *
sort_alike(const PsSearch *search)
{
    guint32 n = ps_bitmaps_n(search->bitmaps);
    GArray *flights = g_array_sized_new(FALSE, FALSE, sizeof(Like), n);
    for (guint32 number = 0; number < n; number++) {
        Like like = {ps_flights_likeness(search, number), number};
        g_array_append_val(flights, like);
    }
    g_array_sort(flights, compare);
    return flights;
}

/* Shows one state for all that are alike. The pairs of all of them together are in `words`. */
static gboolean
show_alike(Visitor *visitor, guint64 *words)
{
    const PsBitmaps *bitmaps = visitor->search->bitmaps;
    gboolean goes_on = visit_pairs(words, bitmaps->n_words, show_pair, visitor);
    memset(words, 0, bitmaps->n_words * sizeof *words);
    memset(visitor->counts, 0, visitor->search->space->n_pairs * sizeof *visitor->counts);
    memset(visitor->singles, 0, visitor->search->space->n_pairs * sizeof *visitor->singles);
    return goes_on;
}

static gboolean
visit_alike(Visitor *visitor)
{
    const PsBitmaps *bitmaps = visitor->search->bitmaps;
    g_autoptr(GArray) flights = sort_alike(visitor->search);
    g_autofree guint64 *words = g_new0(guint64, bitmaps->n_words);
    g_autofree guint64 *counts = g_new0(guint64, visitor->search->space->n_pairs);
    g_autofree guint64 *singles = g_new0(guint64, visitor->search->space->n_pairs);
    visitor->counts = counts;
    visitor->singles = singles;
    for (guint i = 0; i < flights->len; i++) {
        const Like *like = &g_array_index(flights, Like, i);
        const PsBitmap *bitmap = ps_bitmaps_get(bitmaps, like->number);
        go_to_flight(visitor, like->number);
        visit_pairs(bitmap->words, bitmaps->n_words, count_pair, visitor);
        for (guint word = 0; word < bitmaps->n_words; word++)
            words[word] |= bitmap->words[word];
        gboolean last = i + 1 == flights->len || like[1].likeness != like->likeness;
        if (last && !show_alike(visitor, words))
            return FALSE;
    }
    return TRUE;
}

gboolean
ps_flights_visit(const PsSearch *search, PsVisit how, PsStateFunc visit, gpointer data)
{
    const PsBitmaps *bitmaps = search->bitmaps;
    Visitor visitor = {.search = search, .visit = visit, .data = data};
    if (how == PS_VISIT_ALIKE)
        return visit_alike(&visitor);
    for (guint32 number = 0; number < ps_bitmaps_n(bitmaps); number++) {
        const PsBitmap *bitmap = ps_bitmaps_get(bitmaps, number);
        if (how == PS_VISIT_SETTLED && !is_settled(search, bitmap))
            continue;
        go_to_flight(&visitor, number);
        if (!visit_pairs(bitmap->words, bitmaps->n_words, show_pair, &visitor))
            return FALSE;
    }
    return TRUE;
}
