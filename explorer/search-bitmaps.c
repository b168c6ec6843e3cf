/* A search with bitmaps: breadth first, state by state; but a state is a bit, and where a step
 * leads is known of all states of a flight as soon as it is of one. */
#include "explorer/search-private.h"

/* States between two calls of the progress function. */
#define PROGRESS_INTERVAL 65536

/* As many states as one can lead to. */
#define MOST PS_MAX_TRANSITIONS

/* A search while it runs. */
typedef struct {
    PsSearch *search;
    guint64 max_states;
} Run;

/* A state as the frontier has it. */
static inline guint64
state_of(PsBitmapPlace place, guint pair)
{
    return (guint64)place << 16 | pair;
}

/* ---- Edges ---- */

/* What is taken beside the bitmaps. */
static guint64
taken(const PsSearch *search)
{
    return ps_frontier_bytes(&search->frontier);
}

static gboolean
stop_without_memory(PsSearch *search)
{
    guint64 bytes = ps_bitmaps_bytes(search->bitmaps) + taken(search);
    search->stopped = ps_search_describe_memory(bytes);
    return FALSE;
}

/* Sets *place to that of a flight, which is met. FALSE without memory. */
static gboolean
meet(PsSearch *search, PsPacked flight, PsBitmapPlace *place)
{
    gboolean is_new = FALSE;
    guint32 number = 0;
    if (!ps_bitmaps_add(search->bitmaps, flight, taken(search), &number, &is_new))
        return stop_without_memory(search);
    *place = ps_bitmaps_place(search->bitmaps, number);
    if (is_new)
        ps_turns_describe(search->turns, flight, ps_bitmap_at(search->bitmaps->segments, *place));
    return TRUE;
}

/* Looks up where an edge leads from the flight of a state. PS_EDGE_UNKNOWN without memory. */
static __attribute__((noinline)) guint32
look_up(PsSearch *search, guint64 state, guint edge)
{
    PsBitmaps *bitmaps = search->bitmaps;
    PsBitmapPlace place = (PsBitmapPlace)(state >> 16);
    PsPacked from = ps_bitmaps_flight(bitmaps, ps_bitmaps_number(bitmaps, place));
    guint32 *edges = ps_bitmaps_edges(bitmaps, ps_bitmap_at(bitmaps->segments, place));
    PsPacked to;
    if (edges[edge] == PS_EDGE_OVERFLOW)
        return PS_EDGE_OVERFLOW;
    if (!ps_turns_follow(search->turns, from, edge, &to)) {
        search->overflow = TRUE;
        edges[edge] = PS_EDGE_OVERFLOW;
    } else if (meet(search, to, &place)) {
        edges[edge] = place;
    }
    return edges[edge];
}

/* ---- Expanding ---- */

/* What the inner loop works on: copies, so that it knows that nothing changes them. */
typedef struct {
    PsSearch *search;
    guint64 **segments;
    guint n_words;
    const PsTurnList *lists;
    const PsTurn *actions;
    PsTurn *const *arrivals[2];
    const guint8 *locals[2];
    guint faults[2];
    guint64 *fresh;      /* where the next state that is found goes to */
    guint64 *last;       /* no more than up to here, if that is not NULL */
    guint64 transitions; /* out of the states that were expanded */
} Loop;

/* Takes a step to another pair, or the same one, of the flight that an edge leads to. FALSE if that
 * ends the search. `careful` is TRUE if the limit of states may be met. */
PS_INLINE gboolean
step(Loop *loop, guint64 from, const guint32 *edges, guint edge, guint pair, gboolean careful)
{
    PsBitmapPlace to = edges[edge];
    if (G_UNLIKELY(to < PS_EDGE_FIRST)) {
        to = look_up(loop->search, from, edge);
        loop->segments = loop->search->bitmaps->segments;
        if (to < PS_EDGE_FIRST)
            return to == PS_EDGE_OVERFLOW;
    }
    guint64 *word = ps_bitmap_at(loop->segments, to)->words + pair / 64;
    guint64 is_new = ~*word >> pair % 64 & 1;
    if (careful && is_new && loop->fresh == loop->last)
        return FALSE;
    *word |= (guint64)1 << pair % 64;
    *loop->fresh = state_of(to, pair);
    loop->fresh += is_new;
    loop->transitions++;
    return TRUE;
}

PS_INLINE gboolean
expand(Loop *loop, guint64 state, gboolean careful)
{
    guint pair = state & G_MAXUINT16;
    const PsBitmap *bitmap = ps_bitmap_at(loop->segments, (PsBitmapPlace)(state >> 16));
    const guint32 *edges = (const guint32 *)(gconstpointer)(bitmap->words + loop->n_words);
    const PsTurnList *list = &loop->lists[pair];
    const PsTurn *turn = loop->actions + list->first;
    for (const PsTurn *end = turn + list->n[bitmap->room]; turn < end; turn++)
        if (!step(loop, state, edges, turn->edge, pair + (guint)turn->by, careful))
            return FALSE;
    for (guint link = 0; link < 2; link++) {
        guint side = 1 - link;
        if (bitmap->heads[link] == PS_NO_HEAD)
            continue;
        turn = &loop->arrivals[side][bitmap->heads[link]][loop->locals[side][pair]];
        if (!step(loop, state, edges, turn->edge, pair + (guint)turn->by, careful))
            return FALSE;
        if (G_LIKELY(bitmap->faults[link] == 0))
            continue;
        for (guint fault = 0; fault < PS_N_FAULTS; fault++)
            if ((bitmap->faults[link] >> fault & 1) &&
                !step(loop, state, edges, loop->faults[side] + fault, pair, careful))
                return FALSE;
    }
    return TRUE;
}

/* Expands states one after the other. The number of those that were. */
PS_INLINE guint
expand_all(Loop *outside, const guint64 *states, guint n, gboolean careful)
{
    Loop loop = *outside;
    guint64 transitions = loop.transitions;
    guint done = 0;
    while (done < n && expand(&loop, states[done], careful)) {
        transitions = loop.transitions;
        done++;
    }
    outside->fresh = loop.fresh;
    outside->transitions = transitions; /* of a state that was not expanded, none count */
    return done;
}

/* Expands the first n states of the frontier, which lie one after the other. FALSE if something
 * ends the search in the midst. */
static gboolean
expand_some(Run *run, const guint64 *states, guint n)
{
    PsSearch *search = run->search;
    const PsTurns *turns = search->turns;
    guint64 *fresh = ps_frontier_reserve(&search->frontier, n * turns->most);
    guint64 more = run->max_states - search->states;
    gboolean careful = more < (guint64)n * turns->most;
    Loop loop = {
        .search = search,
        .segments = search->bitmaps->segments,
        .n_words = search->bitmaps->n_words,
        .lists = turns->lists,
        .actions = (const PsTurn *)(gpointer)turns->turns->data,
        .arrivals = {turns->arrivals[0], turns->arrivals[1]},
        .locals = {turns->locals[0], turns->locals[1]},
        .faults = {turns->faults[0], turns->faults[1]},
        .fresh = fresh,
        .last = careful ? fresh + more : NULL,
    };
    guint done = careful ? expand_all(&loop, states, n, TRUE) : expand_all(&loop, states, n, FALSE);
    guint found = (guint)(loop.fresh - fresh);
    if (done < n && search->stopped == NULL)
        search->stopped = ps_search_describe_states(run->max_states);
    search->transitions += loop.transitions;
    search->states += found;
    search->expanded += done;
    ps_frontier_note(&search->frontier, found);
    ps_frontier_take(&search->frontier, done);
    return done == n;
}

/* ---- Layers ---- */

static void
note_figures(Run *run)
{
    PsSearch *search = run->search;
    search->depth = search->n_layers + (search->states > search->layer_end) - 1;
    search->bytes = ps_bitmaps_bytes(search->bitmaps) + taken(search);
}

static gboolean
goes_on(Run *run)
{
    PsSearch *search = run->search;
    if (search->expanded < search->next_progress)
        return TRUE;
    search->next_progress = search->expanded + PROGRESS_INTERVAL;
    note_figures(run);
    if (!ps_search_progress(search, "searching", search->expanded))
        search->stopped = g_strdup("an interruption");
    return search->stopped == NULL;
}

/* As many states as are expanded between two looks at what else there is to do. */
#define SOME 64

static void
run_all(Run *run)
{
    PsSearch *search = run->search;
    while (search->expanded < search->states && goes_on(run)) {
        guint n = 0;
        const guint64 *states = ps_frontier_first(&search->frontier, &n);
        if (search->expanded == search->layer_end) {
            search->n_layers++;
            search->layer_end = search->states;
        }
        n = (guint)MIN(MIN(n, SOME), search->layer_end - search->expanded);
        if (!expand_some(run, states, n))
            break;
    }
}

void
ps_search_prepare_bitmaps(PsSearch *search)
{
    search->space = ps_space_new(search->world);
    search->turns = ps_turns_new(search->space);
    search->bitmaps = ps_bitmaps_new(search->world, search->space->n_pairs,
                                     search->turns->rules->len, search->limits.max_memory);
    ps_frontier_init(&search->frontier);
}

/* Begins with the state that the search starts from. FALSE without memory. */
static gboolean
begin(PsSearch *search)
{
    PsPlace place;
    PsBitmapPlace at = 0;
    PsPacked from = ps_world_pack(search->world, &search->from);
    gboolean is_state = ps_space_find(search->space, &search->from, &place);
    g_assert(is_state && "the search begins with what its world begins with");
    if (!meet(search, ps_turns_flight(search->turns, from), &at))
        return FALSE;
    PsBitmap *bitmap = ps_bitmap_at(search->bitmaps->segments, at);
    bitmap->words[place.pair / 64] |= (guint64)1 << place.pair % 64;
    ps_frontier_add(&search->frontier, state_of(at, place.pair));
    search->states = 1;
    return TRUE;
}

/* What ended the search, if nothing else did: answers that find no room. */
static void
note_overflow(PsSearch *search)
{
    if (search->stopped == NULL && search->overflow)
        search->stopped = ps_search_describe_room(search->world);
}

void
ps_search_run_bitmaps(PsSearch *search)
{
    guint64 max_states = search->limits.max_states;
    Run run = {search, max_states > 0 ? max_states : G_MAXUINT64};
    if (search->bitmaps == NULL)
        ps_search_prepare_bitmaps(search);
    if (search->states > 0 || begin(search))
        run_all(&run);
    note_overflow(search);
    if (search->states > 0)
        note_figures(&run);
    ps_flights_note(search);
}
