/* A search with bitmaps: expanding some states together.
 *
 * This is where the time goes, so it is done in three passes over all their steps, each of them a
 * straight loop: which steps there are; where they lead, so that the processor fetches that; and
 * which of the states there are new. */
#include "explorer/search-private.h"

/* A step on its way: first which edge it takes, by the number of 32 bits from the first place on,
 * and to which pair; then the state that it leads to. */
typedef union {
    struct {
        guint32 pair;
        guint32 edge;
    };
    PsFound to;
} Step;

/* The steps of some states. */
typedef struct {
    const PsFound *states;
    guint n_states;
    guint n;
    PsParts flight;     /* the one whose edge was looked up last, */
    guint32 first_edge; /* and the first of its edges; G_MAXUINT32 before there is one */
    Step steps[PS_EXPAND * PS_MOST_TURNS + PS_TURNS_BEYOND];
} Batch;

/* ---- Which steps there are ---- */

/* Two turns, or two steps. */
typedef guint32 Two __attribute__((vector_size(16), aligned(4), may_alias));

G_STATIC_ASSERT(2 * sizeof(PsTurn) == sizeof(Two) && 2 * sizeof(Step) == sizeof(Two));

/* Where a side's lists are. */
typedef struct {
    const guint8 *locals;
    const PsTurnList *lists;
    const PsTurn *turns;
} Source;

static inline Source
source_of(const PsTurns *turns, guint side)
{
    return (Source){turns->locals[side],
                    (const PsTurnList *)(gconstpointer)turns->lists[side]->data,
                    (const PsTurn *)(gconstpointer)turns->turns->data};
}

/* Lists the steps of a side of a state; what follows them. Of a list of turns four are taken at
 * once, as most have no more; what is too much is overwritten. */
PS_INLINE Step *
list_side(Source source, guint32 first, guint pair, Two by, Step *step)
{
    PsTurnList list = source.lists[first + source.locals[pair]];
    const Two *turn = (const Two *)(gconstpointer)(source.turns + list.first);
    Two *to = (Two *)(gpointer)step;
    to[0] = turn[0] + by;
    to[1] = turn[1] + by;
    for (guint i = 2; 2 * i < list.n; i++)
        to[i] = turn[i] + by;
    return step + list.n;
}

static void
list_steps(const PsSearch *search, Batch *batch)
{
    const guint64 *base = (const guint64 *)(gconstpointer)search->bitmaps->arena.base;
    Source a = source_of(search->turns, 0);
    Source b = source_of(search->turns, 1);
    guint first_edge = 2 * (1 + search->bitmaps->n_words);
    Step *step = batch->steps;
    for (guint i = 0; i < batch->n_states; i++) {
        PsFound from = batch->states[i];
        guint pair = ps_found_pair(from);
        PsBitmapPlace place = ps_found_place(from);
        const PsBitmap *bitmap = (const PsBitmap *)(gconstpointer)(base + place);
        guint32 edges = 2 * place + first_edge;
        Two by = {pair, edges, pair, edges};
        step = list_side(a, bitmap->lists[0], pair, by, step);
        step = list_side(b, bitmap->lists[1], pair, by, step);
    }
    batch->n = (guint)(step - batch->steps);
}

/* ---- Where they lead ---- */

gboolean
ps_bitmaps_stop(PsSearch *search)
{
    search->stopped = ps_bitmaps_is_full(search->bitmaps)
                          ? g_strdup("the limit of 8 GiB of bitmaps")
                          : ps_search_describe_memory(ps_flights_bytes(search));
    return FALSE;
}

/* Meets a flight that may be new: a copy, so that the address of the flight itself is not given
 * away, and it can stay in registers. */
static __attribute__((noinline)) gboolean
meet_new(PsSearch *search, PsParts flight, PsPacked packed, PsBitmapPlace *place)
{
    gboolean is_new = FALSE;
    guint64 taken = ps_frontier_bytes(&search->frontier);
    if (!ps_bitmaps_add(search->bitmaps, packed, taken, place, &is_new))
        return ps_bitmaps_stop(search);
    if (is_new)
        ps_turns_describe(search->turns, &flight, ps_bitmaps_at(search->bitmaps, *place));
    return TRUE;
}

PS_INLINE gboolean
meet(PsSearch *search, const PsParts *flight, PsBitmapPlace *place)
{
    PsPacked packed = ps_turns_join(search->turns, flight);
    *place = ps_bitmaps_glance(search->bitmaps, packed);
    return *place != 0 || meet_new(search, *flight, packed, place);
}

gboolean
ps_bitmaps_meet(PsSearch *search, const PsParts *flight, PsBitmapPlace *place)
{
    return meet(search, flight, place);
}

/* Notes which flight an edge leads from. */
static void
turn_to(const PsSearch *search, Batch *batch, guint32 edge)
{
    const PsBitmaps *bitmaps = search->bitmaps;
    guint32 number = ps_bitmaps_number(bitmaps, edge / 2);
    batch->flight = ps_turns_parts(search->turns, ps_bitmaps_flight(bitmaps, number));
    batch->first_edge = 2 * (ps_bitmaps_place(bitmaps, number) + 1 + bitmaps->n_words);
}

/* Looks up where an edge leads; FALSE without memory. */
static __attribute__((noinline)) gboolean
look_up(PsSearch *search, Batch *batch, guint32 edge)
{
    guint32 *to = (guint32 *)(gpointer)search->bitmaps->arena.base + edge;
    PsBitmapPlace place = 0;
    if (edge - batch->first_edge >= search->bitmaps->n_edges)
        turn_to(search, batch, edge);
    PsParts flight = batch->flight;
    if (!ps_turns_follow(search->turns, edge - batch->first_edge, &flight)) {
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

/* Makes every step the state that it leads to. FALSE without memory. */
PS_INLINE gboolean
aim(PsSearch *search, Batch *batch, gboolean folds)
{
    const guint64 *base = (const guint64 *)(gconstpointer)search->bitmaps->arena.base;
    const guint32 *edges = (const guint32 *)(gconstpointer)base;
    const PsFound *pairs = search->fold.pairs;
    const Step *end = batch->steps + batch->n;
    for (Step *step = batch->steps; step < end; step++) {
        guint32 edge = edges[step->edge];
        if (G_UNLIKELY(edge == PS_EDGE_UNKNOWN)) {
            if (!look_up(search, batch, step->edge))
                return FALSE;
            edge = edges[step->edge];
        }
        guint pair = step->pair;
        step->to = folds ? ps_edge_place(edge) + pairs[pair << 2 | edge >> PS_PLACE_BITS]
                         : ps_found(edge, pair);
        __builtin_prefetch(base + (guint32)step->to, 1);
    }
    return TRUE;
}

/* ---- What is new ---- */

/* Sets the bits of the states that the steps lead to, and writes those that are new to fresh, one
 * after the other: how many they are. */
static guint
add(const PsSearch *search, const Batch *batch, PsFound *fresh)
{
    guint64 *base = (guint64 *)(gpointer)search->bitmaps->arena.base;
    const PsFound *first = fresh;
    const Step *end = batch->steps + batch->n;
    for (const Step *step = batch->steps; step < end; step++) {
        PsFound to = step->to;
        guint64 *word = base + (guint32)to;
        guint64 before = *word;
        *word = before | (guint64)1 << ps_found_pair(to) % 64;
        *fresh = to;
        fresh += 1 - (before >> ps_found_pair(to) % 64 & 1);
    }
    return (guint)(fresh - first);
}

/* The same for no more than n new states. FALSE if there are more. */
static gboolean
add_some(const PsSearch *search, const Batch *batch, guint64 n, PsFound *fresh, guint *found)
{
    for (guint i = 0; i < batch->n; i++) {
        PsFound to = batch->steps[i].to;
        guint64 *words = ps_bitmaps_at(search->bitmaps, ps_found_place(to))->words;
        if (ps_bit_has(words, ps_found_pair(to)))
            continue;
        if (*found == n)
            return FALSE;
        ps_bit_set(words, ps_found_pair(to));
        fresh[(*found)++] = to;
    }
    return TRUE;
}

gboolean
ps_bitmaps_expand(PsSearch *search, guint64 max_bits, const PsFound *states, guint n)
{
    Batch batch;
    guint64 more = max_bits - search->n_bits;
    gboolean careful = more < (guint64)n * PS_MOST_TURNS;
    guint found = 0;
    batch.first_edge = G_MAXUINT32;
    batch.states = states;
    batch.n_states = careful ? 1 : n;
    list_steps(search, &batch);
    if (search->fold.folds ? !aim(search, &batch, TRUE) : !aim(search, &batch, FALSE))
        return FALSE;
    PsFound *fresh = ps_frontier_reserve(&search->frontier, batch.n);
    if (fresh == NULL)
        return ps_bitmaps_stop(search);
    gboolean all = TRUE;
    if (careful)
        all = add_some(search, &batch, more, fresh, &found);
    else
        found = add(search, &batch, fresh);
    ps_frontier_note(&search->frontier, found);
    search->n_bits += found;
    if (!all) {
        search->stopped = ps_search_describe_states(search->limits.max_states);
        return FALSE;
    }
    search->n_turns += batch.n;
    search->expanded += batch.n_states;
    ps_frontier_take(&search->frontier, batch.n_states);
    return TRUE;
}
