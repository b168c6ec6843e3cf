/* A search with bitmaps: breadth first, state by state; but a state is a bit, and where a step
 * leads is known of all states of a flight as soon as it is of one. */
#include "explorer/mirror.h"
#include "explorer/search-private.h"

/* States between two calls of the progress function. */
#define PROGRESS_INTERVAL 65536

/* ---- Layers ---- */

/* What is known while the search runs: of folded states as if none were its own mirror image. */
static void
note_figures(PsSearch *search)
{
    search->depth = search->n_layers + (search->n_bits > search->layer_end) - 1;
    search->states = search->n_bits * ps_fold_each(&search->fold);
    search->transitions = search->n_turns * ps_fold_each(&search->fold);
    search->bytes = MAX(search->bytes, ps_flights_bytes(search)); /* at most, while it runs */
}

static gboolean
goes_on(PsSearch *search)
{
    if (!ps_search_is_due(search, PROGRESS_INTERVAL))
        return TRUE;
    note_figures(search);
    return ps_search_report(search, search->expanded * ps_fold_each(&search->fold));
}

/* Bitmaps and their flights ask for memory as they are met; a frontier grows without them. FALSE,
 * and the search ends, if it is too large. */
static gboolean
keep_to_memory(PsSearch *search)
{
    guint64 most = search->limits.max_memory;
    if (most > 0 && ps_flights_bytes(search) > most)
        ps_frontier_trim(&search->frontier);
    return most == 0 || ps_flights_bytes(search) <= most || ps_bitmaps_stop(search);
}

static void
run_all(PsSearch *search, guint64 max_bits)
{
    while (search->expanded < search->n_bits && keep_to_memory(search) && goes_on(search)) {
        guint n = 0;
        const PsFound *states = ps_frontier_first(&search->frontier, &n);
        if (search->expanded == search->layer_end) {
            search->n_layers++;
            search->layer_end = search->n_bits;
        }
        n = (guint)MIN(MIN(n, PS_EXPAND), search->layer_end - search->expanded);
        if (!ps_bitmaps_expand(search, max_bits, states, n))
            break;
    }
    ps_keeper_write(search);
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
    if (!ps_bitmaps_meet(search, &flight, &at))
        return FALSE;
    ps_bit_set(ps_bitmaps_at(search->bitmaps, at)->words, pair);
    search->n_bits = 1;
    return ps_frontier_add(&search->frontier, ps_found(at, pair)) || ps_bitmaps_stop(search);
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
gboolean
ps_search_can_fold(const PsSearch *search)
{
    PsState mirrored = ps_mirror_state(&search->from);
    PsPacked from = ps_world_pack(search->world, &search->from);
    PsPacked to = ps_world_pack(search->world, &mirrored);
    return search->limits.max_states == 0 && ps_mirror_applies(search->world) &&
           ps_packed_equal(from, to);
}

/* How many bits there may be. Where states were folded before the limit came, as if none of those
 * that are found now were its own mirror image. */
static guint64
max_bits_of(const PsSearch *search)
{
    guint64 max_states = search->limits.max_states;
    return max_states > 0
               ? search->n_bits + (max_states - search->states) / ps_fold_each(&search->fold)
               : G_MAXUINT64;
}

void
ps_search_run_bitmaps(PsSearch *search)
{
    if (search->bitmaps == NULL)
        ps_search_prepare_bitmaps(search, ps_search_can_fold(search));
    guint64 max_bits = max_bits_of(search);
    if (search->n_bits > 0 || begin(search))
        run_all(search, max_bits);
    note_overflow(search);
    if (search->n_bits > 0)
        note_figures(search);
    ps_frontier_trim(&search->frontier);
    ps_flights_note(search);
}
