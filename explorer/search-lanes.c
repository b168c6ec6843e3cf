/* A search with sets of a small world: in lanes until it ends, and only then as sets. */
#include "explorer/lanes.h"
#include "explorer/search-private.h"

/* More lanes than these are in no cache any more; then sets, of which large parts are not there,
 * are faster. */
#define MOST_BYTES ((guint64)24 << 20)

/* TRUE if mirror images are found as one. */
static gboolean
folds(const PsSearch *search)
{
    const PsWorldOptions *options = ps_world_options(search->world);
    return options->faults[PS_REPEAT] == 0 && ps_search_can_fold(search);
}

/* TRUE if that is so, and nothing may end the search between two states, or keep it after each
 * layer. */
static gboolean
suits(const PsSearch *search)
{
    const PsLimits *limits = &search->limits;
    guint64 bytes = ps_lanes_bytes(search->space, folds(search));
    return search->states == 0 && bytes > 0 && bytes <= MOST_BYTES && limits->max_states == 0 &&
           (limits->max_memory == 0 || 2 * bytes <= limits->max_memory) &&
           !ps_keeper_is_eager(search->keeper);
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
    search->bytes = ps_lanes_bytes(search->space, folds(search));
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

/* Begins anew, without lanes. */
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

gboolean
ps_search_run_lanes(PsSearch *search, const PsLeaving *leaving)
{
    PsPlace from;
    g_autoptr(PsLanes) lanes = suits(search) && ps_space_find(search->space, &search->from, &from)
                                   ? ps_lanes_new(search->space, folds(search))
                                   : NULL;
    if (lanes == NULL)
        return FALSE;
    ps_lanes_add(lanes, from);
    gboolean all = find_layers(search, lanes);
    if (!take(search, lanes, leaving)) {
        undo(search);
        return FALSE;
    }
    search->bytes = ps_pool_bytes(search->pool) + ps_lanes_bytes(search->space, folds(search));
    search->stopped = all ? NULL : g_strdup("an interruption");
    ps_search_note_rows(search, leaving);
    ps_keeper_write(search);
    return TRUE;
}
