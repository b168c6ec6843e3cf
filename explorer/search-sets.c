/* A search with sets: layer by layer, each of them whole sets at a time. */
#include "explorer/search-private.h"
#include "explorer/sweep.h"

/* What one thread has counted of a layer. */
typedef struct {
    guint64 states, settled;
    guint64 leaving;    /* transitions out of these states */
    gboolean leads_out; /* some of them, out of the space */
    guint8 apart[64];   /* from what other threads write to */
} Count;

/* The search while it runs. */
typedef struct {
    PsSearch *search;
    PsLeaving *leaving;
    PsSweep *sweep;
    guint threads;
    Count *counts;     /* by thread */
    guint64 frontier;  /* states of the layer found last, */
    guint64 n_leaving; /* and the transitions out of them */
    gint64 told;       /* when the progress function was called last, microseconds */
} Run;

/* Microseconds between two calls of the progress function; it is also called for each layer. */
#define PROGRESS_INTERVAL 50000

static gboolean
tell(Run *run)
{
    PsSearch *search = run->search;
    run->told = g_get_monotonic_time();
    search->bytes = ps_pool_bytes(search->pool);
    search->states = ps_sweep_found(run->sweep);
    return ps_search_progress(search, "searching", search->states - run->frontier);
}

static gboolean
tell_now_and_then(gpointer data)
{
    Run *run = data;
    return g_get_monotonic_time() - run->told < PROGRESS_INTERVAL || tell(run);
}

/* ---- Figures ---- */

static void
count_found(guint thread, const PsSetPart *found, gpointer data)
{
    const Run *run = data;
    const PsSpace *space = run->search->space;
    Count *count = &run->counts[thread];
    count->states += found->count;
    count->leaving += ps_leaving_count(run->leaving, found);
    if (ps_space_order(space, ps_space_shape_of(space, found->block)) == 0)
        count->settled += found->count;
    count->leads_out |= ps_leaving_space(run->leaving, found);
}

/* Notes what a layer brings. FALSE if something leads from it out of the space. */
static gboolean
note_layer(Run *run)
{
    gboolean fits = TRUE;
    run->frontier = run->n_leaving = 0;
    for (guint i = 0; i < run->threads; i++) {
        run->frontier += run->counts[i].states;
        run->n_leaving += run->counts[i].leaving;
        run->search->settled += run->counts[i].settled;
        fits &= !run->counts[i].leads_out;
        run->counts[i] = (Count){0};
    }
    return fits;
}

/* Notes which arrivals there are at a side in the states of a pair of a block. */
static void
note_arrivals(PsSearch *search, guint block, guint pair, guint side, guint entry)
{
    guint8 *took = search->took[side][entry][PS_STEP_ARRIVAL];
    for (guint p = 0; p < 1u << search->space->digit; p++)
        if (!took[p] && ps_set_count_head(search->set, block, pair, 1 - side, (PsPresence)p) > 0)
            took[p] = TRUE;
}

void
ps_search_note_rows(PsSearch *search, const PsLeaving *leaving)
{
    const PsSpace *space = search->space;
    for (guint block = 0; block < space->n_blocks; block++) {
        guint shape = ps_space_shape_of(space, block);
        for (guint pair = 0; search->set->blocks[block] != NULL && pair < space->n_pairs; pair++) {
            if (ps_set_count_pair(search->set, block, pair) == 0)
                continue;
            for (guint side = 0; side < 2; side++) {
                guint local = ps_space_local_of(space, pair, side);
                guint entry = space->locals[side][local].entry;
                guint actions = ps_leaving_actions(leaving, shape, side, local);
                search->met[side][entry] = TRUE;
                for (guint action = 0; action < PS_N_ACTIONS; action++)
                    if (actions >> action & 1)
                        search->took[side][entry][PS_STEP_ACTION][action] = TRUE;
                note_arrivals(search, block, pair, side, entry);
            }
        }
    }
}

/* ---- Layers ---- */

static char *
describe(const PsSearch *search, PsSweepResult result)
{
    switch (result) {
    case PS_SWEEP_FULL:
        return ps_search_describe_states(search->limits.max_states);
    case PS_SWEEP_NO_MEMORY:
        return ps_search_describe_memory(ps_pool_bytes(search->pool));
    case PS_SWEEP_INTERRUPTED:
        return g_strdup("an interruption");
    default:
        return NULL;
    }
}

/* Notes what is known when all that was found is in the set. */
static void
note_between(Run *run)
{
    PsSearch *search = run->search;
    search->between = (PsLayerFigures){
        .transitions = search->transitions,
        .settled = search->settled,
        .depth = search->depth,
        .frontier = run->frontier,
        .leaving = run->n_leaving,
    };
}

/* Begins with what was loaded. */
static void
go_on(Run *run)
{
    PsSearch *search = run->search;
    search->transitions = search->between.transitions;
    search->settled = search->between.settled;
    search->depth = search->between.depth;
    run->frontier = search->between.frontier;
    run->n_leaving = search->between.leaving;
}

/* Finds one layer, unless something ends the search there: then what is in the set is kept. */
static PsSweepResult
find_layer(Run *run)
{
    PsSearch *search = run->search;
    note_between(run);
    gboolean goes_on = tell(run);
    if (goes_on)
        ps_keeper_write_if_due(search);
    PsSweepResult result = goes_on ? ps_sweep_find(run->sweep) : PS_SWEEP_INTERRUPTED;
    if (result <= PS_SWEEP_DONE)
        search->transitions += run->n_leaving;
    if (result != PS_SWEEP_WENT_ON)
        ps_search_note_rows(run->search, run->leaving);
    if (result > PS_SWEEP_DONE)
        ps_keeper_write(search);
    return result;
}

/* Adds what was found to the set. Without memory for all of it, what was there before is kept. */
static PsSweepResult
add_layer(Run *run, PsSweepResult result)
{
    if (result == PS_SWEEP_WENT_ON && !ps_sweep_make_room(run->sweep)) {
        ps_search_note_rows(run->search, run->leaving);
        ps_keeper_write(run->search);
    }
    return ps_sweep_merge(run->sweep) ? result : PS_SWEEP_NO_MEMORY;
}

/* Goes on from layer to layer. The transitions out of a layer count when all that they lead to is
 * found. FALSE if something leads out of the space. */
static gboolean
run_layers(Run *run)
{
    PsSearch *search = run->search;
    PsSweepResult result = PS_SWEEP_WENT_ON;
    while (result == PS_SWEEP_WENT_ON) {
        result = find_layer(run);
        if (!note_layer(run))
            return FALSE;
        search->depth += run->frontier > 0;
        result = add_layer(run, result);
    }
    if (result == PS_SWEEP_DONE) {
        note_between(run);
        ps_keeper_write(search);
    }
    search->stopped = describe(search, result);
    return TRUE;
}

void
ps_search_prepare_sets(PsSearch *search)
{
    if (search->space == NULL)
        search->space = ps_space_new(search->world);
    search->pool = ps_pool_new(ps_kernels_words(search->space->chunk_order),
                               search->limits.max_memory, MAX(search->limits.threads, 1));
    search->set = ps_set_new(search->space, search->pool);
}

/* Notes what the state that the search starts from brings. FALSE if something leads from it out of
 * the space. */
static gboolean
note_first(Run *run, PsPlace place)
{
    guint64 chunk = place.bit >> run->search->space->chunk_order;
    const PsChunks *chunks = ps_set_chunks(run->search->set, place.block, chunk);
    PsSetPart first = {place.block, place.pair, chunk, chunks->chunks[place.pair], 1};
    count_found(0, &first, run);
    return note_layer(run);
}

/* Begins with the state that the search starts from, or goes on from what was loaded. FALSE if that
 * state is out of the space, or something leads out of it. */
static gboolean
begin(Run *run)
{
    PsSearch *search = run->search;
    PsPlace place;
    if (search->states > 0) {
        go_on(run);
        return TRUE;
    }
    if (!ps_space_find(search->space, &search->from, &place))
        return FALSE;
    if (!ps_set_add(search->set, place))
        search->stopped = ps_search_describe_memory(ps_pool_bytes(search->pool));
    return search->stopped != NULL || note_first(run, place);
}

static void
undo(PsSearch *search)
{
    g_clear_pointer(&search->set, ps_set_free);
    g_clear_pointer(&search->pool, ps_pool_free);
    g_clear_pointer(&search->space, ps_space_free);
    g_clear_pointer(&search->stopped, g_free);
    search->instead = TRUE;
    search->states = search->states_before = search->transitions = search->settled = 0;
    search->depth = 0;
    search->bytes = 0;
    memset(search->met, 0, sizeof search->met);
    memset(search->took, 0, sizeof search->took);
}

static gboolean
run_sweep(PsSearch *search, PsLeaving *leaving)
{
    g_autoptr(PsPlan) plan = ps_plan_new(search->space, PS_FORWARD, FALSE);
    guint threads = MAX(search->limits.threads, 1);
    g_autofree Count *counts = g_new0(Count, threads);
    Run run = {.search = search, .leaving = leaving, .threads = threads, .counts = counts};
    gboolean fits = begin(&run);
    PsSweepOptions options = {
        .set = search->set,
        .plan = plan,
        .threads = threads,
        .max_states = search->limits.max_states,
        .progress = tell_now_and_then,
        .progress_data = &run,
        .note = count_found,
        .note_data = &run,
    };
    g_autoptr(PsSweep) sweep = ps_sweep_new(&options);
    run.sweep = sweep;
    fits = fits && (search->stopped != NULL || run_layers(&run));
    search->bytes = ps_pool_bytes(search->pool);
    return fits;
}

gboolean
ps_search_run_sets(PsSearch *search)
{
    if (search->set == NULL)
        ps_search_prepare_sets(search);
    g_autoptr(PsLeaving) leaving = ps_leaving_new(search->space);
    gboolean fits = ps_search_run_lanes(search, leaving) || run_sweep(search, leaving);
    search->states = ps_set_size(search->set);
    if (!fits)
        undo(search);
    return fits;
}
