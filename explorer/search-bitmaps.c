/* A search with bitmaps: breadth first, state by state; but a state is a bit, and where a step
 * leads is known of all states of a flight as soon as it is of one. */
#include "explorer/mirror.h"
#include "explorer/search-private.h"

/* States between two calls of the progress function. */
#define PROGRESS_INTERVAL 65536

/* As many states as one can lead to. */
#define MOST PS_MAX_TRANSITIONS

/* A search while it runs. */
typedef struct {
    PsSearch *search;
    guint64 max_bits;
} Run;

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
meet(PsSearch *search, const PsParts *flight, PsBitmapPlace *place)
{
    gboolean is_new = FALSE;
    PsPacked packed = ps_turns_join(search->turns, flight);
    if (!ps_bitmaps_add(search->bitmaps, packed, taken(search), place, &is_new))
        return stop_without_memory(search);
    if (is_new)
        ps_turns_describe(search->turns, flight, ps_bitmaps_at(search->bitmaps, *place));
    return TRUE;
}

/* Looks up where an edge leads from a flight; FALSE without memory. */
static gboolean
look_up(PsSearch *search, PsParts flight, guint edge, guint32 *to)
{
    PsBitmapPlace place = 0;
    if (!ps_turns_follow(search->turns, edge, &flight)) {
        search->overflow = TRUE;
        *to = PS_EDGE_OVERFLOW;
        return TRUE;
    }
    PsFoldKind kind = ps_fold_flight(&search->fold, &flight);
    if (!meet(search, &flight, &place))
        return FALSE;
    *to = place | (guint32)kind << PS_PLACE_BITS;
    return TRUE;
}

/* Looks up all edges of a side's steps out of a state. FALSE without memory. */
static __attribute__((noinline)) gboolean
look_up_all(PsSearch *search, PsFound state, guint side)
{
    const PsBitmaps *bitmaps = search->bitmaps;
    PsBitmap *bitmap = ps_bitmaps_at(bitmaps, state.place);
    guint32 *edges = ps_bitmaps_edges(bitmaps, bitmap);
    guint32 number = ps_bitmaps_number(bitmaps, state.place);
    PsParts flight = ps_turns_parts(search->turns, ps_bitmaps_flight(bitmaps, number));
    guint local = search->turns->locals[side][state.pair];
    guint n = 1;
    for (guint i = 0; i < n; i++) {
        guint edge = ps_turns_list(search->turns, bitmap, side, local, &n)[i].edge;
        if (edges[edge] == PS_EDGE_UNKNOWN && !look_up(search, flight, edge, &edges[edge]))
            return FALSE;
    }
    return TRUE;
}

/* ---- Expanding ---- */

/* What the inner loop works on: copies, so that it knows that nothing changes them but
 * look_up_all. */
typedef struct {
    PsSearch *search;
    guint64 *base;
    const PsTurnList *lists[2];
    const PsTurn *turns;
    guint n_words;
    const guint8 *locals[2];
    const guint16 *pairs; /* of the fold */
    PsFound *fresh;       /* where the next state that is found goes to */
    PsFound *last;        /* no more than up to here, if that is not NULL */
    guint64 transitions;  /* out of the states that were expanded */
} Loop;

/* Notes what grows as flights are met. */
static inline void
note_grown(Loop *loop)
{
    const PsTurns *turns = loop->search->turns;
    loop->turns = (const PsTurn *)(gpointer)turns->turns->data;
    for (guint side = 0; side < 2; side++)
        loop->lists[side] = (const PsTurnList *)(gpointer)turns->lists[side]->data;
}

/* The inner loop comes in kinds. */
typedef struct {
    gboolean careful; /* the limit of states may be met */
    gboolean folds;
} Kind;

/* Takes all steps of a side. FALSE if that ends the search. Where an edge has to be looked up
 * first, it takes them again: what was found before is not new then. */
PS_INLINE gboolean
take_steps(Loop *loop, PsFound from, const PsBitmap *bitmap, guint side, Kind kind)
{
    const guint32 *edges = (const guint32 *)(gconstpointer)(bitmap->words + loop->n_words);
    guint list = bitmap->lists[side] + loop->locals[side][from.pair];
again:;
    const PsTurn *turn = loop->turns + loop->lists[side][list].first;
    const PsTurn *end = turn + loop->lists[side][list].n;
    for (; turn < end; turn++) {
        guint32 edge = edges[turn->edge];
        if (G_UNLIKELY(edge == PS_EDGE_UNKNOWN)) {
            gboolean found = look_up_all(loop->search, from, side);
            note_grown(loop);
            if (!found)
                return FALSE;
            goto again;
        }
        PsFound to = {edge, from.pair + (guint)turn->by};
        if (kind.folds)
            to = (PsFound){ps_edge_place(edge), loop->pairs[to.pair << 2 | edge >> PS_PLACE_BITS]};
        guint64 *word = loop->base + (to.place + to.pair / 64 + 1); /* behind the head */
        gboolean is_new = !(*word >> to.pair % 64 & 1);
        if (kind.careful && is_new && loop->fresh == loop->last)
            return FALSE;
        *word |= (guint64)1 << to.pair % 64;
        *loop->fresh = to;
        loop->fresh += is_new;
    }
    loop->transitions += loop->lists[side][list].n;
    return TRUE;
}

PS_INLINE gboolean
expand(Loop *loop, PsFound state, Kind kind)
{
    const PsBitmap *bitmap = (const PsBitmap *)(gconstpointer)(loop->base + state.place);
    return take_steps(loop, state, bitmap, 0, kind) && take_steps(loop, state, bitmap, 1, kind);
}

/* Expands states one after the other. The number of those that were. */
PS_INLINE guint
expand_all(Loop *outside, const PsFound *states, guint n, Kind kind)
{
    Loop loop = *outside;
    guint64 transitions = loop.transitions;
    guint done = 0;
    while (done < n && expand(&loop, states[done], kind)) {
        transitions = loop.transitions;
        done++;
    }
    outside->fresh = loop.fresh;
    outside->transitions = transitions; /* of a state that was not expanded, none count */
    return done;
}

static guint
expand_kind(Loop *loop, const PsFound *states, guint n, Kind kind)
{
    if (kind.careful)
        return kind.folds ? expand_all(loop, states, n, (Kind){TRUE, TRUE})
                          : expand_all(loop, states, n, (Kind){TRUE, FALSE});
    return kind.folds ? expand_all(loop, states, n, (Kind){FALSE, TRUE})
                      : expand_all(loop, states, n, (Kind){FALSE, FALSE});
}

/* Expands the first n states of the frontier, which lie one after the other. FALSE if something
 * ends the search in the midst. */
static gboolean
expand_some(Run *run, const PsFound *states, guint n)
{
    PsSearch *search = run->search;
    const PsTurns *turns = search->turns;
    PsFound *fresh = ps_frontier_reserve(&search->frontier, n * turns->most);
    guint64 more = run->max_bits - search->n_bits;
    Kind kind = {more < (guint64)n * turns->most, search->fold.folds};
    Loop loop = {
        .search = search,
        .base = (guint64 *)(gpointer)search->bitmaps->arena.base,
        .n_words = search->bitmaps->n_words,
        .locals = {turns->locals[0], turns->locals[1]},
        .pairs = search->fold.pairs,
        .fresh = fresh,
        .last = kind.careful ? fresh + more : NULL,
    };
    note_grown(&loop);
    guint done = expand_kind(&loop, states, n, kind);
    guint found = (guint)(loop.fresh - fresh);
    if (done < n && search->stopped == NULL)
        search->stopped = ps_search_describe_states(search->limits.max_states);
    search->n_turns += loop.transitions;
    search->n_bits += found;
    search->expanded += done;
    ps_frontier_note(&search->frontier, found);
    ps_frontier_take(&search->frontier, done);
    return done == n;
}

/* ---- Layers ---- */

/* How many states a bit stands for, at most. */
static guint64
each(const PsSearch *search)
{
    return search->fold.folds ? 2 : 1;
}

/* What is known while the search runs: of folded states as if none were its own mirror image. */
static void
note_figures(PsSearch *search)
{
    search->depth = search->n_layers + (search->n_bits > search->layer_end) - 1;
    search->states = search->n_bits * each(search);
    search->transitions = search->n_turns * each(search);
    search->bytes = ps_bitmaps_bytes(search->bitmaps) + taken(search);
}

static gboolean
goes_on(PsSearch *search)
{
    if (search->expanded < search->next_progress)
        return TRUE;
    search->next_progress = search->expanded + PROGRESS_INTERVAL;
    note_figures(search);
    if (!ps_search_progress(search, "searching", search->expanded * each(search)))
        search->stopped = g_strdup("an interruption");
    return search->stopped == NULL;
}

/* Bitmaps and their flights ask for memory as they are met; a frontier grows without them. */
static gboolean
has_memory(PsSearch *search)
{
    guint64 most = search->limits.max_memory;
    if (most == 0 || ps_bitmaps_bytes(search->bitmaps) + taken(search) <= most)
        return TRUE;
    return stop_without_memory(search);
}

/* As many states as are expanded between two looks at what else there is to do. */
#define SOME 64

static void
run_all(Run *run)
{
    PsSearch *search = run->search;
    while (search->expanded < search->n_bits && has_memory(search) && goes_on(search)) {
        guint n = 0;
        const PsFound *states = ps_frontier_first(&search->frontier, &n);
        if (search->expanded == search->layer_end) {
            search->n_layers++;
            search->layer_end = search->n_bits;
        }
        n = (guint)MIN(MIN(n, SOME), search->layer_end - search->expanded);
        if (!expand_some(run, states, n))
            break;
    }
}

void
ps_search_prepare_bitmaps(PsSearch *search, gboolean folds)
{
    search->space = ps_space_new(search->world);
    search->turns = ps_turns_new(search->space);
    search->bitmaps = ps_bitmaps_new(search->world, search->space->n_pairs,
                                     search->turns->rules->len, search->limits.max_memory);
    ps_fold_init(&search->fold, search->turns, folds);
    ps_frontier_init(&search->frontier);
}

/* Begins with the state that the search starts from. FALSE without memory. */
static gboolean
begin(PsSearch *search)
{
    PsBitmapPlace at = 0;
    guint pair = 0;
    PsPacked from = ps_world_pack(search->world, &search->from);
    gboolean is_state = ps_space_find_pair(search->space, &search->from, &pair);
    g_assert(is_state && "the search begins with what its world begins with");
    PsParts flight = ps_turns_parts(search->turns, ps_turns_flight(search->turns, from));
    if (!meet(search, &flight, &at))
        return FALSE;
    ps_bitmaps_at(search->bitmaps, at)->words[pair / 64] |= (guint64)1 << pair % 64;
    ps_frontier_add(&search->frontier, (PsFound){at, pair});
    search->n_bits = 1;
    return TRUE;
}

/* What ended the search, if nothing else did: answers that find no room. */
static void
note_overflow(PsSearch *search)
{
    if (search->stopped == NULL && search->overflow)
        search->stopped = ps_search_describe_room(search->world);
}

/* What is its own mirror image leads to mirror images, and nothing else does. With a limit of
 * states nothing is folded, so that there are exactly as many. */
static gboolean
can_fold(const PsSearch *search)
{
    PsState mirrored = ps_mirror_state(&search->from);
    PsPacked from = ps_world_pack(search->world, &search->from);
    PsPacked to = ps_world_pack(search->world, &mirrored);
    return search->limits.max_states == 0 && ps_mirror_applies(search->world) && from.lo == to.lo &&
           from.hi == to.hi;
}

void
ps_search_run_bitmaps(PsSearch *search)
{
    guint64 max_states = search->limits.max_states;
    if (search->bitmaps == NULL)
        ps_search_prepare_bitmaps(search, can_fold(search));
    Run run = {search, max_states > 0 ? max_states / each(search) : G_MAXUINT64};
    if (search->n_bits > 0 || begin(search))
        run_all(&run);
    note_overflow(search);
    if (search->n_bits > 0)
        note_figures(search);
    ps_flights_note(search);
}
