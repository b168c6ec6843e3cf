/* A search: which engine runs it, and what all of them tell. */
#include "explorer/search-private.h"

static double
seconds_since(gint64 start)
{
    return (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
}

/* Later phases are given a search that they may only read; this is noted in it all the same. */
static void
note_interruption(const PsSearch *search)
{
    ((PsSearch *)(gpointer)(gsize)search)->interrupted = TRUE;
}

gboolean
ps_search_progress(const PsSearch *search, const char *phase, guint64 done)
{
    if (search->limits.progress == NULL)
        return TRUE;
    PsProgress progress = {
        .phase = search->limits.phase != NULL ? search->limits.phase : phase,
        .states = search->states,
        .transitions = search->transitions,
        .depth = search->depth,
        .frontier = search->states - done,
        .seconds = seconds_since(search->start),
        .bytes = search->bytes,
        .before = search->states_before,
    };
    gboolean goes_on = search->limits.progress(&progress, search->limits.progress_data);
    if (!goes_on)
        note_interruption(search);
    return goes_on;
}

/* Steps of a later phase between two calls of the progress function. */
#define STEPS_INTERVAL 8192

gboolean
ps_search_goes_on(const PsSearch *search, const char *phase, guint64 *steps)
{
    return (*steps)++ % STEPS_INTERVAL != 0 || ps_search_progress(search, phase, search->states);
}

gboolean
ps_search_interrupted(const PsSearch *search)
{
    return search->interrupted;
}

char *
ps_search_describe_end(const PsSearch *search)
{
    guint64 memory = search->limits.max_memory;
    return search->interrupted ? g_strdup("an interruption")
           : memory == 0       ? g_strdup("the limit of memory, all that the machine has")
                               : ps_search_describe_memory(memory);
}

gboolean
ps_search_is_due(PsSearch *search, guint64 interval)
{
    if (search->expanded < search->next_progress)
        return FALSE;
    search->next_progress = search->expanded + interval;
    if (ps_keeper_is_eager(search->keeper)) /* at the end of the layer */
        search->next_progress =
            MIN(search->next_progress, MAX(search->layer_end, search->expanded + 1));
    return TRUE;
}

gboolean
ps_search_report(PsSearch *search, guint64 done)
{
    if (ps_search_progress(search, "searching", done))
        ps_keeper_write_if_due(search);
    else
        search->stopped = g_strdup("an interruption");
    return search->stopped == NULL;
}

char *
ps_search_describe_states(guint64 states)
{
    return g_strdup_printf("the limit of %" G_GUINT64_FORMAT " state%s", states,
                           states == 1 ? "" : "s");
}

char *
ps_search_describe_memory(guint64 bytes)
{
    gboolean little = bytes < (1 << 20);
    return g_strdup_printf("the limit of memory, at %" G_GUINT64_FORMAT " %s",
                           bytes >> (little ? 10 : 20), little ? "KiB" : "MiB");
}

char *
ps_search_describe_room(const PsWorld *world)
{
    return g_strdup_printf("the limit of %u presences on a link, and of %u on both, all that fit "
                           "into a state",
                           ps_world_link_capacity(world), ps_world_room(world));
}

PsSearch *
ps_search_new(const PsWorld *world, const PsLimits *limits)
{
    PsState initial = ps_world_initial(world);
    return ps_search_from(world, &initial, limits);
}

PsSearch *
ps_search_begin(const PsWorld *world, const PsState *start, const PsLimits *limits)
{
    PsSearch *search = g_new0(PsSearch, 1);
    search->world = world;
    if (limits != NULL)
        search->limits = *limits;
    search->from = *start;
    search->start = g_get_monotonic_time();
    return search;
}

PsEngine
ps_search_engine_of(const PsSearch *search)
{
    return search->store != NULL     ? PS_ENGINE_HASH
           : search->set != NULL     ? PS_ENGINE_SETS
           : search->bitmaps != NULL ? PS_ENGINE_BITMAPS
                                     : ps_search_engine(search->world, &search->limits);
}

void
ps_search_run(PsSearch *search)
{
    PsEngine engine = ps_search_engine_of(search);
    if (engine == PS_ENGINE_BITMAPS)
        ps_search_run_bitmaps(search);
    else if (engine == PS_ENGINE_HASH || !ps_search_run_sets(search))
        ps_search_run_hash(search);
    search->seconds = seconds_since(search->start);
}

PsSearch *
ps_search_from(const PsWorld *world, const PsState *start, const PsLimits *limits)
{
    PsSearch *search = ps_search_begin(world, start, limits);
    ps_search_run(search);
    return search;
}

void
ps_search_free(PsSearch *search)
{
    if (search == NULL)
        return;
    ps_keeper_free(search->keeper);
    ps_store_free(search->store);
    ps_successors_free(search->successors);
    if (search->layers != NULL)
        g_array_unref(search->layers);
    if (search->bitmaps != NULL) {
        ps_frontier_clear(&search->frontier);
        ps_fold_clear(&search->fold);
    }
    ps_bitmaps_free(search->bitmaps);
    ps_turns_free(search->turns);
    ps_set_free(search->set);
    ps_pool_free(search->pool);
    ps_space_free(search->space);
    ps_search_free(search->paths);
    g_free(search->stopped);
    g_free(search);
}

const PsWorld *
ps_search_world(const PsSearch *search)
{
    return search->world;
}

guint64
ps_search_states(const PsSearch *search)
{
    return search->states;
}

guint64
ps_search_transitions(const PsSearch *search)
{
    return search->transitions;
}

guint
ps_search_depth(const PsSearch *search)
{
    return search->depth;
}

guint64
ps_search_settled(const PsSearch *search)
{
    return search->settled;
}

const char *
ps_search_stopped(const PsSearch *search)
{
    return search->stopped;
}

gboolean
ps_search_fired(const PsSearch *search, guint side, PsEvent event, guint entry)
{
    PsStep step = ps_step_of_event(side, event);
    return search->took[side][entry][step.kind][step.what];
}

gboolean
ps_search_met(const PsSearch *search, guint side, guint entry)
{
    return search->met[side][entry];
}

double
ps_search_seconds(const PsSearch *search)
{
    return search->seconds;
}

guint64
ps_search_bytes(const PsSearch *search)
{
    return search->bytes;
}

double
ps_search_bytes_a_state(const PsSearch *search)
{
    return (double)MAX(search->bytes, search->most_bytes) / (double)MAX(search->states, 1);
}

/* ---- States ---- */

gboolean
ps_search_is_numbered(const PsSearch *search)
{
    return search->store != NULL;
}

gboolean
ps_search_has(const PsSearch *search, const PsState *state)
{
    guint64 id = 0;
    PsPlace place;
    if (search->store != NULL)
        return ps_search_find(search, state, &id);
    if (search->bitmaps != NULL)
        return ps_flights_has(search, state);
    return ps_space_find(search->space, state, &place) && ps_set_has(search->set, place);
}

/* Whom the states of a set are shown to. */
typedef struct {
    const PsSpace *space;
    PsStateFunc visit;
    gpointer data;
} Visitor;

static gboolean
visit_place(PsPlace place, gpointer data)
{
    const Visitor *visitor = data;
    PsState state = ps_space_state(visitor->space, place);
    return visitor->visit(&state, 1, visitor->data);
}

/* The states of one pair of a block differ in which presences are on the links, and in nothing
 * else. */
static gboolean
visit_pair(const PsSet *set, guint block, guint pair, PsVisit how, const Visitor *visitor)
{
    Visitor each = *visitor;
    guint64 n = ps_set_count_pair(set, block, pair);
    if (n == 0 || how != PS_VISIT_ALIKE)
        return ps_set_visit_pair(set, block, pair, visit_place, &each);
    PsState state = ps_space_state(set->space, (PsPlace){block, pair, 0});
    return each.visit(&state, n, each.data);
}

static gboolean
visit_set(const PsSet *set, PsVisit how, const Visitor *visitor)
{
    const PsSpace *space = set->space;
    for (guint block = 0; block < space->n_blocks; block++) {
        gboolean settled = ps_space_order(space, ps_space_shape_of(space, block)) == 0;
        if (set->blocks[block] == NULL || (how == PS_VISIT_SETTLED && !settled))
            continue;
        for (guint pair = 0; pair < space->n_pairs; pair++)
            if (!visit_pair(set, block, pair, how, visitor))
                return FALSE;
    }
    return TRUE;
}

gboolean
ps_search_visit(const PsSearch *search, PsVisit how, PsStateFunc visit, gpointer data)
{
    Visitor visitor = {search->space, visit, data};
    if (search->set != NULL)
        return visit_set(search->set, how, &visitor);
    if (search->bitmaps != NULL)
        return ps_flights_visit(search, how, visit, data);
    for (guint64 id = 0; id < search->states; id++) {
        if (how == PS_VISIT_SETTLED && !ps_search_is_settled(search, id))
            continue;
        PsState state = ps_search_state(search, id);
        if (!visit(&state, 1, data))
            return FALSE;
    }
    return TRUE;
}

/* Sets *id to the first state of a search with numbers that is such; FALSE if it has none. */
static gboolean
find_first(const PsSearch *search, PsGoal is_goal, gconstpointer data, guint64 *id)
{
    for (*id = 0; *id < search->states; ++*id) {
        PsState state = ps_search_state(search, *id);
        if (is_goal(search->world, &state, data))
            return TRUE;
    }
    return FALSE;
}

/* Searches anew from the start, by numbers, for the first path. */
static PsSearch *
search_again(const PsSearch *search, PsGoal is_goal, gconstpointer data)
{
    PsLimits limits = search->limits;
    limits.max_states = 0;
    if (search->stopped != NULL) /* by whoever asks for the path all the same */
        limits.progress = NULL;
    if (limits.all_memory)
        limits.max_memory -= MIN(search->bytes, limits.max_memory - 1);
    limits.goal = is_goal;
    limits.goal_data = data;
    return ps_search_from(search->world, &search->from, &limits);
}

/* As find_first, of a search without numbers: by another one, which has them. What that found for
 * the path before is looked at first, and then it goes on; unless something else ended it. */
static gboolean
find_again(PsSearch *search, PsGoal is_goal, gconstpointer data, guint64 *id)
{
    PsSearch *paths = search->paths;
    if (paths != NULL && (paths->found || paths->stopped == NULL)) {
        if (find_first(paths, is_goal, data, id))
            return TRUE;
        if (paths->found)
            ps_search_look_on(paths, is_goal, data);
    } else {
        ps_search_free(paths);
        search->paths = search_again(search, is_goal, data);
    }
    return ps_search_goal(search->paths, id);
}

GArray *
ps_search_path_to(const PsSearch *search, PsGoal is_goal, gconstpointer data, PsState *state,
                  char **stopped)
{
    guint64 id = 0;
    if (ps_search_is_numbered(search)) {
        if (!find_first(search, is_goal, data, &id))
            return NULL;
    } else {
        gboolean found = find_again((PsSearch *)(gpointer)(gsize)search, is_goal, data, &id);
        if (search->paths->interrupted)
            note_interruption(search);
        search = search->paths;
        if (!found) {
            *stopped = g_strdup(search->stopped);
            return NULL;
        }
    }
    *state = ps_search_state(search, id);
    return ps_search_path(search, id);
}

void
ps_search_forget_paths(const PsSearch *search)
{
    g_clear_pointer(&((PsSearch *)(gpointer)(gsize)search)->paths, ps_search_free);
}
