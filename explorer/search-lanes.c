/* A search with sets of a small world: in lanes until it ends, and only then as sets. */
#include "explorer/lanes.h"
#include "explorer/search-private.h"

gboolean
ps_search_suits_lanes(const PsSpace *space, gboolean folds, const PsLimits *limits)
{
    guint64 bytes = ps_lanes_bytes(space, folds);
    return bytes > 0 && limits->max_states == 0 &&
           (limits->max_memory == 0 || 2 * bytes <= limits->max_memory);
}

/* TRUE if the search is at its beginning, not kept after each layer, and suited to lanes. */
static gboolean
suits(const PsSearch *search, gboolean folds)
{
    return search->states == 0 && !ps_keeper_is_eager(search->keeper) &&
           ps_search_suits_lanes(search->space, folds, &search->limits);
}

/* What the states of a set are. */
typedef struct {
    guint64 states, settled, leaving;
} Figures;

static Figures
count(const PsSet *set, const PsLeaving *leaving)
{
    const PsSpace *space = set->space;
    Figures figures = {0};
    for (guint block = 0; block < space->n_blocks; block++) {
        gboolean settled = ps_space_order(space, ps_space_shape_of(space, block)) == 0;
        for (guint pair = 0; set->blocks[block] != NULL && pair < space->n_pairs; pair++) {
            PsSetPart all = {block, pair, 0, NULL, ps_set_count_pair(set, block, pair)};
            figures.states += all.count;
            figures.settled += settled ? all.count : 0;
            figures.leaving += ps_leaving_count(leaving, &all);
        }
    }
    return figures;
}

/* Finds layer after layer. FALSE if it was interrupted. */
static gboolean
find_layers(PsSearch *search, PsLanes *lanes)
{
    for (guint64 frontier = 1;; frontier = ps_lanes_count_last(lanes)) {
        search->states += frontier;
        if (!ps_search_progress(search, "searching", search->states - frontier))
            return FALSE;
        if (!ps_lanes_find(lanes))
            return TRUE;
        search->depth++;
    }
}

/* Takes all that was found to the set, where only the chunks of the layer found last, if that was
 * not expanded, count as changed. FALSE without memory. */
static gboolean
take(PsSearch *search, const PsLanes *lanes, const PsLeaving *leaving)
{
    g_autoptr(PsSet) last = ps_set_new(search->space, search->pool);
    if (!ps_lanes_fill(lanes, FALSE, search->set) || !ps_lanes_fill(lanes, TRUE, last))
        return FALSE;
    ps_set_forget_changes(search->set);
    if (!ps_lanes_fill(lanes, TRUE, search->set))
        return FALSE;
    Figures all = count(search->set, leaving);
    Figures waiting = count(last, leaving);
    search->settled = all.settled;
    search->transitions = all.leaving - waiting.leaving;
    search->between = (PsLayerFigures){
        .transitions = search->transitions,
        .settled = search->settled,
        .depth = search->depth,
        .frontier = waiting.states,
        .leaving = waiting.leaving,
    };
    return TRUE;
}

/* Begins anew, without lanes, where what they found found no room as a set. Whoever interrupted it
 * is asked again. */
static void
undo(PsSearch *search)
{
    g_clear_pointer(&search->set, ps_set_free);
    g_clear_pointer(&search->pool, ps_pool_free);
    search->states = 0;
    search->depth = 0;
    search->interrupted = FALSE;
    ps_search_prepare_sets(search);
}

/* Runs the search in lanes that take so many bytes beside the set. FALSE if there is no memory for
 * what they found. */
static gboolean
run(PsSearch *search, PsLanes *lanes, gsize bytes, const PsLeaving *leaving)
{
    gboolean all = find_layers(search, lanes);
    if (!take(search, lanes, leaving))
        return FALSE;
    search->most_bytes = ps_pool_bytes(search->pool);
    ps_pool_discharge(search->pool, bytes);
    search->bytes = ps_pool_bytes(search->pool);
    search->stopped = all ? NULL : g_strdup("an interruption");
    ps_search_note_rows(search, leaving);
    ps_keeper_write(search);
    return TRUE;
}

gboolean
ps_search_run_lanes(PsSearch *search, const PsLeaving *leaving)
{
    PsPlace from;
    gboolean folds = ps_lanes_can_fold(search->space) && ps_search_can_fold(search);
    gsize bytes = ps_lanes_bytes(search->space, folds);
    if (!suits(search, folds) || !ps_space_find(search->space, &search->from, &from) ||
        !ps_pool_charge(search->pool, bytes))
        return FALSE;
    g_autoptr(PsLanes) lanes = ps_lanes_new(search->space, folds);
    if (lanes == NULL) {
        ps_pool_discharge(search->pool, bytes);
        return FALSE;
    }
    ps_lanes_add(lanes, from);
    search->bytes = ps_pool_bytes(search->pool);
    if (run(search, lanes, bytes, leaving))
        return TRUE;
    undo(search);
    return FALSE;
}
