/* What a search with bitmaps tells of what it found: by flights, and of each at once for all its
 * pairs. */
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
ps_flights_has(const PsSearch *search, const PsState *state)
{
    PsBitmapPlace at = 0;
    guint pair = 0;
    PsPacked packed = ps_world_pack(search->world, state);
    if (!ps_space_find_pair(search->space, state, &pair) ||
        !ps_bitmaps_find(search->bitmaps, ps_turns_flight(search->turns, packed), &at))
        return FALSE;
    const PsBitmap *bitmap = ps_bitmaps_at(search->bitmaps, at);
    return bitmap->words[pair / 64] >> pair % 64 & 1;
}

/* ---- Which steps were taken ---- */

/* The flights from which the same steps lead: those with the same contexts; and the pairs of all of
 * them together. */
typedef struct {
    PsBitmap like; /* one of them */
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
        class->like = *bitmap;
        class->words = g_new0(guint64, n_words);
        g_hash_table_insert(classes, key, class);
    }
    return class;
}

/* Whose steps are noted: the pairs of this class, or if an answer may find no room, of this flight.
 */
typedef struct {
    PsSearch *search;
    const PsContext *contexts[2];
    const guint32 *edges; /* or NULL */
    guint64 noted[2][PS_MAX_LOCALS / 64];
} Noting;

static Noting
noting_of(PsSearch *search, const PsBitmap *like)
{
    return (Noting){
        .search = search,
        .contexts = {ps_turns_context(search->turns, like, 0),
                     ps_turns_context(search->turns, like, 1)},
    };
}

static void
note_actions(PsSearch *search, guint side, PsLocal local, guint room)
{
    for (guint action = 0; action < PS_N_ACTIONS; action++) {
        PsResponse response;
        if (ps_step_act(search->world, side, (PsAction)action, local, &response) &&
            response.n_sends < room)
            search->took[side][local.entry][PS_STEP_ACTION][action] = TRUE;
    }
}

/* What may happen to the head of the link to a side. */
static void
note_head(const Noting *noting, guint side, guint number)
{
    static const PsStepKind kinds[] = {PS_STEP_LOSS, PS_STEP_REPEAT, PS_STEP_BOUNCE};
    PsSearch *search = noting->search;
    const PsTurns *turns = search->turns;
    const PsContext *context = noting->contexts[side];
    if (context->head == PS_NO_HEAD)
        return;
    guint8(*took)[PS_N_LABELS] = search->took[side][search->space->locals[side][number].entry];
    guint edge = turns->arrivals[side][context->head][number].edge;
    if (noting->edges == NULL || noting->edges[edge] != PS_EDGE_OVERFLOW)
        took[PS_STEP_ARRIVAL][context->head] = TRUE;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if ((context->faults >> fault & 1) &&
            (noting->edges == NULL ||
             noting->edges[turns->faults[side] + fault] != PS_EDGE_OVERFLOW))
            took[kinds[fault]][context->head] = TRUE;
}

static gboolean
note_pair(guint pair, gpointer data)
{
    Noting *noting = data;
    PsSearch *search = noting->search;
    for (guint side = 0; side < 2; side++) {
        guint number = search->turns->locals[side][pair];
        guint64 bit = (guint64)1 << number % 64;
        if (noting->noted[side][number / 64] & bit)
            continue;
        noting->noted[side][number / 64] |= bit;
        PsLocal local = search->space->locals[side][number];
        search->met[side][local.entry] = TRUE;
        note_actions(search, side, local, noting->contexts[side]->room);
        note_head(noting, side, number);
    }
    return TRUE;
}

static void
note_class(gpointer key, gpointer value, gpointer search)
{
    const Class *class = value;
    Noting noting = noting_of(search, &class->like);
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
            Noting noting = noting_of(search, bitmap);
            noting.edges = ps_bitmaps_edges(bitmaps, bitmap);
            visit_pairs(bitmap->words, bitmaps->n_words, note_pair, &noting);
            continue;
        }
        Class *class = find_class(classes, bitmap, bitmaps->n_words);
        for (guint i = 0; i < bitmaps->n_words; i++)
            class->words[i] |= bitmap->words[i];
    }
    g_hash_table_foreach(classes, note_class, search);
}

/* Changes the bit of a state that waits to be expanded. */
static void
flip(PsFound state, gpointer bitmaps)
{
    PsBitmap *bitmap = ps_bitmaps_at(bitmaps, state.place);
    bitmap->words[state.pair / 64] ^= (guint64)1 << state.pair % 64;
}

/* The sides of a state that waits to be expanded are in their entries all the same. */
static void
note_waiting(PsFound state, gpointer data)
{
    PsSearch *search = data;
    for (guint side = 0; side < 2; side++) {
        guint number = search->turns->locals[side][state.pair];
        search->met[side][search->space->locals[side][number].entry] = TRUE;
    }
}

void
ps_flights_note(PsSearch *search)
{
    const PsBitmaps *bitmaps = search->bitmaps;
    search->settled = 0;
    for (guint32 number = 0; number < ps_bitmaps_n(bitmaps); number++) {
        const PsBitmap *bitmap = ps_bitmaps_get(bitmaps, number);
        if (is_settled(search, bitmap))
            search->settled += ps_bitmaps_count(bitmaps, bitmap);
    }
    ps_frontier_visit(&search->frontier, flip, search->bitmaps); /* only what was expanded, */
    note_steps(search);
    ps_frontier_visit(&search->frontier, flip, search->bitmaps); /* and all of it again */
    ps_frontier_visit(&search->frontier, note_waiting, search);
}

/* ---- Visiting ---- */

/* Whom states are shown to. */
typedef struct {
    const PsSearch *search;
    PsPacked flight;
    PsStateFunc visit;
    gpointer data;
    guint64 *counts; /* by pair: for how many states one stands */
} Visitor;

static gboolean
show_pair(guint pair, gpointer data)
{
    const Visitor *visitor = data;
    PsState state = ps_turns_state(visitor->search->turns, visitor->flight, pair);
    return visitor->visit(&state, visitor->counts != NULL ? visitor->counts[pair] : 1,
                          visitor->data);
}

static gboolean
count_pair(guint pair, gpointer counts)
{
    ((guint64 *)counts)[pair]++;
    return TRUE;
}

/* What flights have in common whose states are alike: the lengths of both links, and budgets. */
static guint64
likeness_of(const PsSearch *search, guint32 number)
{
    const PsLayout *layout = ps_world_layout(search->world);
    PsPacked flight = ps_bitmaps_flight(search->bitmaps, number);
    guint lengths[2];
    ps_turns_lengths(search->turns, flight, lengths);
    guint64 below = ((guint64)1 << layout->length.shift) - 1;
    return (flight.lo & below) << 16 | lengths[0] << 8 | lengths[1];
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
        Like like = {likeness_of(search, number), number};
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
    return goes_on;
}

static gboolean
visit_alike(Visitor *visitor)
{
    const PsBitmaps *bitmaps = visitor->search->bitmaps;
    g_autoptr(GArray) flights = sort_alike(visitor->search);
    g_autofree guint64 *words = g_new0(guint64, bitmaps->n_words);
    g_autofree guint64 *counts = g_new0(guint64, visitor->search->space->n_pairs);
    visitor->counts = counts;
    for (guint i = 0; i < flights->len; i++) {
        const Like *like = &g_array_index(flights, Like, i);
        const PsBitmap *bitmap = ps_bitmaps_get(bitmaps, like->number);
        visitor->flight = ps_bitmaps_flight(bitmaps, like->number);
        visit_pairs(bitmap->words, bitmaps->n_words, count_pair, counts);
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
        visitor.flight = ps_bitmaps_flight(bitmaps, number);
        if (!visit_pairs(bitmap->words, bitmaps->n_words, show_pair, &visitor))
            return FALSE;
    }
    return TRUE;
}
