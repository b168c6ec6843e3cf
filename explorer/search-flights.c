/* What a search with bitmaps tells of what it found: by flights, and of each at once for all its
 * pairs. */
#include "explorer/search-private.h"

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
           ps_bit_has(ps_bitmaps_get(search->bitmaps, bit.number)->words, bit.pair);
}

/* ---- Which steps were taken ---- */

/* Whose steps are noted: those of a side in the flights that are like this one, as far as it is
 * concerned; or if an answer may find no room, in this flight. */
typedef struct {
    PsSearch *search;
    const PsBitmap *like;
    const guint32 *edges; /* or NULL */
    guint side;
    guint64 noted[PS_MAX_LOCALS / 64];
} Noting;

static void
note_local(const Noting *noting, guint local)
{
    PsSearch *search = noting->search;
    guint side = noting->side;
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
    guint local = noting->search->turns->locals[noting->side][pair];
    guint64 bit = (guint64)1 << local % 64;
    if ((noting->noted[local / 64] & bit) == 0)
        note_local(noting, local);
    noting->noted[local / 64] |= bit;
    return TRUE;
}

/* Notes the steps of a side: of all flights in which it has the same context together, as the same
 * steps lead from them. */
static void
note_contexts(PsSearch *search, guint side)
{
    PsBitmaps *bitmaps = search->bitmaps;
    guint n_words = bitmaps->n_words;
    guint n_locals = search->space->n_locals[side];
    guint n_contexts = search->turns->contexts[side]->len;
    g_autofree const PsBitmap **like = g_new0(const PsBitmap *, n_contexts);
    g_autofree guint64 *words = g_new0(guint64, n_contexts * n_words);
    for (guint32 number = 0; number < ps_bitmaps_n(bitmaps); number++) {
        const PsBitmap *bitmap = ps_bitmaps_get(bitmaps, number);
        guint context = bitmap->lists[side] / n_locals;
        like[context] = bitmap;
        for (guint i = 0; i < n_words; i++)
            words[context * n_words + i] |= bitmap->words[i];
    }
    for (guint context = 0; context < n_contexts; context++) {
        Noting noting = {search, like[context], NULL, side, {0}};
        ps_bits_visit(words + context * n_words, n_words, note_pair, &noting);
    }
}

/* Notes them flight by flight. */
static void
note_flights(PsSearch *search, guint side)
{
    PsBitmaps *bitmaps = search->bitmaps;
    for (guint32 number = 0; number < ps_bitmaps_n(bitmaps); number++) {
        PsBitmap *bitmap = ps_bitmaps_get(bitmaps, number);
        Noting noting = {search, bitmap, ps_bitmaps_edges(bitmaps, bitmap), side, {0}};
        ps_bits_visit(bitmap->words, bitmaps->n_words, note_pair, &noting);
    }
}

static void
note_steps(PsSearch *search)
{
    for (guint side = 0; side < 2; side++)
        search->overflow ? note_flights(search, side) : note_contexts(search, side);
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

/* What is counted of flights. */
typedef struct {
    const PsSearch *search;
    PsBitmap *bitmap;
    gboolean even;
    guint64 n_all;     /* turns, also those that find no room; */
    guint64 n_single;  /* states that are their own mirror images, */
    guint64 n_turns;   /* what leads from these, */
    guint64 n_without; /* and of all turns those that find no room */
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
        counting->n_all += n;
        for (guint i = 0; i < n; i++) {
            gboolean without = edges[turns[i].edge] == PS_EDGE_OVERFLOW;
            counting->n_turns += (guint64)(single && !without);
            counting->n_without += (guint64)without;
        }
    }
    return TRUE;
}

/* Counts in all flights, or in those only in which there is something to be counted besides all
 * turns. */
static Counting
count(const PsSearch *search, gboolean all)
{
    const PsBitmaps *bitmaps = search->bitmaps;
    Counting counting = {.search = search};
    gboolean any = all || search->fold.folds || search->overflow;
    for (guint32 number = 0; any && number < ps_bitmaps_n(bitmaps); number++) {
        counting.bitmap = ps_bitmaps_get(bitmaps, number);
        counting.even = ps_fold_is_even(&search->fold, ps_bitmaps_flight(bitmaps, number));
        if (all || counting.even || search->overflow)
            ps_bits_visit(counting.bitmap->words, bitmaps->n_words, count_turns, &counting);
    }
    return counting;
}

/* Counts what the search did not: of folded states, those that are their own mirror images, which
 * count once and not twice; and of turns, those that find no room. */
static Counting
count_rest(const PsSearch *search)
{
    return count(search, FALSE);
}

/* The number of states that the bits stand for. */
static guint64
count_states(const PsSearch *search, const Counting *rest)
{
    guint64 each = ps_fold_each(&search->fold);
    return search->n_bits * each - rest->n_single * (each - 1);
}

guint64
ps_flights_states(const PsSearch *search)
{
    Counting rest = count_rest(search);
    return count_states(search, &rest);
}

guint64
ps_flights_bytes(const PsSearch *search)
{
    return ps_bitmaps_bytes(search->bitmaps) + ps_frontier_bytes(&search->frontier);
}

guint64
ps_flights_turns(const PsSearch *search)
{
    return count(search, TRUE).n_all;
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
    PsBitmap *bitmap = ps_bitmaps_at(bitmaps, ps_found_place(state));
    ps_bit_flip(bitmap->words, ps_found_pair(state));
}

void
ps_flights_flip_waiting(PsSearch *search)
{
    ps_frontier_visit(&search->frontier, flip, search->bitmaps);
}

void
ps_flights_note(PsSearch *search)
{
    guint64 each = ps_fold_each(&search->fold);
    Counting rest = count_rest(search);
    search->states = count_states(search, &rest);
    search->settled = 0;
    ps_flights_visit(search, PS_VISIT_SETTLED, count_settled, &search->settled);
    ps_flights_flip_waiting(search); /* only what was expanded, */
    if (search->expanded < search->n_bits)
        rest = count_rest(search);
    search->transitions =
        search->n_turns * each - rest.n_without * each - rest.n_turns * (each - 1);
    note_steps(search);
    for (guint side = 0; side < 2 && search->n_bits > 0; side++) /* even if it is never expanded */
        search->met[side][search->from.entry[side]] = TRUE;
    if (search->fold.folds)
        note_mirrored(search);
    ps_flights_flip_waiting(search); /* and all of it again */
}
