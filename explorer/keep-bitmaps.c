/* What is kept of a search with bitmaps: its figures, its flights in the order of their numbers,
 * each with the bits of its pairs, and the states that wait to be expanded, in their order. Where
 * edges lead is looked up again. */
#include "explorer/mirror.h"
#include "explorer/search-private.h"

#define FLIGHTS "flights"
#define FRONTIER "frontier"

/* In the order in which they stand in the file; as in PsSearch, three of them count bits. */
enum {
    N_STATES,
    OVERFLOW,
    FOLDS,
    N_FLIGHTS,
    N_LAYERS,
    N_BITS,
    EXPANDED,
    LAYER_END,
    N_TURNS,
    N_FIGURES
};

static gsize
bytes_of_bits(const PsSearch *search)
{
    return (search->space->n_pairs + 7) / 8;
}

/* A state that waits stands in the file as one number: that of its flight, times as many as there
 * are pairs, plus its pair. All take as many bytes as the largest that is possible. */
static gsize
bytes_of_waiting(const PsSearch *search, guint64 n_flights)
{
    return (g_bit_storage(n_flights * search->space->n_pairs - 1) + 7) / 8;
}

/* ---- Writing ---- */

static void
put_flight(const PsSearch *search, guint32 number, PsCheckpointWriter *writer)
{
    const PsBitmap *bitmap = ps_bitmaps_get(search->bitmaps, number);
    gsize left = bytes_of_bits(search);
    ps_keep_packed(search->world, ps_bitmaps_flight(search->bitmaps, number), writer);
    for (const guint64 *at = bitmap->words; left > 0; at++) {
        guint64 word = GUINT64_TO_LE(*at);
        gsize n = MIN(left, sizeof word);
        ps_checkpoint_put(writer, &word, n);
        left -= n;
    }
}

/* Who writes states that wait. */
typedef struct {
    const PsSearch *search;
    PsCheckpointWriter *writer;
    gsize bytes; /* of each */
} Waiting;

static void
put_waiting(PsFound state, gpointer data)
{
    const Waiting *waiting = data;
    const PsSearch *search = waiting->search;
    guint64 flight = ps_bitmaps_number(search->bitmaps, ps_found_place(state));
    guint64 number = flight * search->space->n_pairs + ps_found_pair(state);
    guint64 little = GUINT64_TO_LE(number);
    ps_checkpoint_put(waiting->writer, &little, waiting->bytes);
}

void
ps_keep_bitmaps(const PsSearch *search, PsCheckpointWriter *writer)
{
    guint32 n = ps_bitmaps_n(search->bitmaps);
    Waiting waiting = {search, writer, bytes_of_waiting(search, n)};
    guint64 figures[N_FIGURES] = {
        [N_STATES] = ps_flights_states(search),
        [OVERFLOW] = (guint64)search->overflow,
        [FOLDS] = (guint64)search->fold.folds,
        [N_FLIGHTS] = n,
        [N_LAYERS] = search->n_layers,
        [N_BITS] = search->n_bits,
        [EXPANDED] = search->expanded,
        [LAYER_END] = search->layer_end,
        [N_TURNS] = search->n_turns,
    };
    ps_keep_figures(writer, figures, N_FIGURES);
    ps_checkpoint_begin(writer, FLIGHTS,
                        n * (ps_keep_packed_bytes(search->world) + bytes_of_bits(search)));
    for (guint32 number = 0; number < n; number++)
        put_flight(search, number, writer);
    ps_checkpoint_begin(writer, FRONTIER, (search->n_bits - search->expanded) * waiting.bytes);
    ps_frontier_visit(&search->frontier, put_waiting, &waiting);
}

/* ---- Reading ---- */

/* Each layer that was begun has a state, the first one no more than that; and all of them but the
 * last one are expanded. */
static gboolean
are_possible(const PsSearch *search, const guint64 *figures)
{
    guint64 n_layers = figures[N_LAYERS];
    guint64 end = figures[LAYER_END];
    return figures[N_BITS] > 0 && figures[EXPANDED] <= end && end <= figures[N_BITS] &&
           n_layers <= end && n_layers <= figures[EXPANDED] + 1 && n_layers <= G_MAXINT &&
           MIN(n_layers, 2) == MIN(end, 2) && figures[OVERFLOW] <= 1 &&
           figures[FOLDS] <= (guint64)ps_mirror_applies(search->world) && figures[N_FLIGHTS] > 0 &&
           figures[N_FLIGHTS] <= PS_STORE_MAX;
}

static gboolean
load_figures(PsSearch *search, PsCheckpoint *checkpoint, guint64 *n_flights, GError **error)
{
    guint64 figures[N_FIGURES];
    if (!ps_load_figures(checkpoint, figures, N_FIGURES, error))
        return FALSE;
    if (!are_possible(search, figures))
        return ps_checkpoint_fail(checkpoint, error, "its figures contradict each other");
    search->states = figures[N_STATES];
    search->overflow = figures[OVERFLOW] != 0;
    search->n_layers = (guint)figures[N_LAYERS];
    search->n_bits = figures[N_BITS];
    search->expanded = figures[EXPANDED];
    search->layer_end = figures[LAYER_END];
    search->n_turns = figures[N_TURNS];
    *n_flights = figures[N_FLIGHTS];
    ps_search_prepare_bitmaps(search, figures[FOLDS] != 0);
    return ps_keeper_fits(search, checkpoint, error);
}

static gboolean
load_bits(const PsSearch *search, PsCheckpoint *checkpoint, PsBitmap *bitmap, GError **error)
{
    gsize left = bytes_of_bits(search);
    for (guint64 *at = bitmap->words; left > 0; at++) {
        guint64 word = 0;
        gsize n = MIN(left, sizeof word);
        if (!ps_checkpoint_get(checkpoint, &word, n, error))
            return FALSE;
        *at = GUINT64_FROM_LE(word);
        left -= n;
    }
    return TRUE;
}

/* TRUE if all bits are of pairs, and if of two that are mirror images only the one is there that
 * stands for both. */
static gboolean
are_pairs(const PsSearch *search, PsPacked flight, const PsBitmap *bitmap)
{
    const PsFold *fold = &search->fold;
    guint n_pairs = search->space->n_pairs;
    guint kind = ps_fold_is_even(fold, flight) ? PS_FOLD_EVEN : PS_FOLD_NOT;
    for (guint pair = 0; pair < search->bitmaps->n_words * 64; pair++)
        if (ps_bit_has(bitmap->words, pair) &&
            (pair >= n_pairs || ps_fold_pair(fold, kind, pair) != pair))
            return FALSE;
    return TRUE;
}

/* TRUE if it is what states have in flight, and not its mirror image stands for it. */
static gboolean
is_flight(const PsSearch *search, PsPacked packed)
{
    PsParts parts = ps_turns_parts(search->turns, packed);
    return ps_turns_flight(search->turns, packed).lo == packed.lo &&
           ps_fold_flight(&search->fold, &parts) != PS_FOLD_TURN;
}

/* Notes for which edges there is no room: what is counted needs that, also of states that were
 * expanded before. */
static void
note_overflow(PsSearch *search, const PsParts *flight, PsBitmap *bitmap)
{
    guint n = 0;
    guint32 *edges = ps_bitmaps_edges(search->bitmaps, bitmap);
    for (guint side = 0; side < 2; side++)
        for (guint local = 0; local < search->space->n_locals[side]; local++) {
            const PsTurn *turns = ps_turns_list(search->turns, bitmap, side, local, &n);
            for (guint i = 0; i < n; i++) {
                PsParts to = *flight;
                if (!ps_turns_follow(search->turns, turns[i].edge, &to))
                    edges[turns[i].edge] = PS_EDGE_OVERFLOW;
            }
        }
}

static gboolean
load_flight(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    PsPacked packed;
    PsBitmapPlace place = 0;
    gboolean is_new = FALSE;
    if (!ps_load_packed(search->world, checkpoint, &packed, error))
        return FALSE;
    if (!is_flight(search, packed))
        return ps_checkpoint_fail(checkpoint, error,
                                  "a flight is none, or its mirror image stands for it");
    guint64 taken = ps_frontier_bytes(&search->frontier);
    if (!ps_bitmaps_add(search->bitmaps, packed, taken, &place, &is_new))
        return ps_keeper_fail_memory(search, checkpoint, error);
    if (!is_new)
        return ps_checkpoint_fail(checkpoint, error, "a flight stands in it twice");
    PsBitmap *bitmap = ps_bitmaps_at(search->bitmaps, place);
    PsParts flight = ps_turns_parts(search->turns, packed);
    ps_turns_describe(search->turns, &flight, bitmap);
    if (search->overflow)
        note_overflow(search, &flight, bitmap);
    if (!load_bits(search, checkpoint, bitmap, error))
        return FALSE;
    return are_pairs(search, packed, bitmap) ||
           ps_checkpoint_fail(checkpoint, error, "a flight has bits of no state");
}

static gboolean
load_flights(PsSearch *search, PsCheckpoint *checkpoint, guint64 n, GError **error)
{
    guint64 length = 0;
    if (!ps_checkpoint_enter(checkpoint, FLIGHTS, &length, error))
        return FALSE;
    if (length / (ps_keep_packed_bytes(search->world) + bytes_of_bits(search)) != n)
        return ps_checkpoint_fail(checkpoint, error, "it has another number of flights");
    for (guint64 i = 0; i < n; i++)
        if (!load_flight(search, checkpoint, error))
            return FALSE;
    return ps_checkpoint_leave(checkpoint, error);
}

static gboolean
load_frontier(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    guint32 n = ps_bitmaps_n(search->bitmaps);
    gsize bytes = bytes_of_waiting(search, n);
    guint64 waiting = search->n_bits - search->expanded;
    guint64 max = search->limits.max_memory;
    guint64 length = 0;
    if (!ps_checkpoint_enter(checkpoint, FRONTIER, &length, error))
        return FALSE;
    if (length / bytes != waiting)
        return ps_checkpoint_fail(checkpoint, error, "another number of states waits");
    if (max > 0 && ps_bitmaps_bytes(search->bitmaps) + waiting * sizeof(PsFound) > max)
        return ps_keeper_fail_memory(search, checkpoint, error);
    for (guint64 i = 0; i < waiting; i++) {
        guint64 number = 0;
        if (!ps_checkpoint_get(checkpoint, &number, bytes, error))
            return FALSE;
        number = GUINT64_FROM_LE(number);
        guint64 flight = number / search->space->n_pairs;
        guint pair = (guint)(number % search->space->n_pairs);
        if (flight >= n)
            return ps_checkpoint_fail(checkpoint, error, "a state waits whose flight is not there");
        PsBitmapPlace place = ps_bitmaps_place(search->bitmaps, (guint32)flight);
        if (!ps_frontier_add(&search->frontier, ps_found(place, pair)))
            return ps_keeper_fail_memory(search, checkpoint, error);
    }
    return ps_checkpoint_leave(checkpoint, error);
}

/* All bits of all flights. */
static guint64
count_bits(const PsBitmaps *bitmaps)
{
    guint64 count = 0;
    for (guint32 number = 0; number < ps_bitmaps_n(bitmaps); number++)
        count += ps_bitmaps_count(bitmaps, ps_bitmaps_get(bitmaps, number));
    return count;
}

/* TRUE if there are as many states as it says, and among them that with which the search begins. */
static gboolean
has_its_states(const PsSearch *search)
{
    PsPacked from = ps_world_pack(search->world, &search->from);
    PsPacked first = ps_bitmaps_flight(search->bitmaps, 0);
    PsPacked expected = ps_turns_flight(search->turns, from);
    return count_bits(search->bitmaps) == search->n_bits &&
           ps_flights_states(search) == search->states && ps_packed_equal(first, expected) &&
           ps_flights_has(search, &search->from);
}

/* TRUE if only states wait that were found, none of them twice: then without their bits those that
 * were expanded are left, with their turns, and that with which the search begins is the first of
 * these. */
static gboolean
only_found_ones_wait(PsSearch *search)
{
    ps_flights_flip_waiting(search);
    guint64 left = count_bits(search->bitmaps);
    guint64 turns = ps_flights_turns(search);
    gboolean begun = ps_flights_has(search, &search->from);
    ps_flights_flip_waiting(search);
    return left == search->expanded && turns == search->n_turns && begun == (search->expanded > 0);
}

gboolean
ps_load_bitmaps(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    guint64 n = 0;
    if (!load_figures(search, checkpoint, &n, error) ||
        !load_flights(search, checkpoint, n, error) || !load_frontier(search, checkpoint, error))
        return FALSE;
    if (!has_its_states(search))
        return ps_checkpoint_fail(checkpoint, error, "it has other states than it says");
    return only_found_ones_wait(search) ||
           ps_checkpoint_fail(checkpoint, error, "other states wait than can");
}
