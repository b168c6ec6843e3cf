/* A search with a store: breadth first, state by state, layer by layer. */
#include "explorer/search-private.h"

/* States between two calls of the progress function. */
#define PROGRESS_INTERVAL 8192

/* Why the store takes no more states. Free it. */
static char *
describe_full(const PsSearch *search)
{
    guint64 states = ps_store_size(search->store);
    if (states == search->limits.max_states)
        return ps_search_describe_states(states);
    if (states == PS_STORE_MAX)
        return g_strdup("the limit of 32-bit state numbers");
    return ps_search_describe_memory(ps_store_bytes(search->store));
}

/* Some states that are expanded together, so that the processor fetches what the look-ups of all
 * their successors need at the same time. */
#define BATCH 16

typedef struct {
    guint n; /* states */
    PsExpansion expansions[BATCH];
    guint n_queries; /* of all their successors */
    PsStoreQuery queries[BATCH * PS_MAX_TRANSITIONS];
} Batch;

/* What a run needs besides what its accessors tell of. */
typedef struct {
    PsSearch *search;
    guint64 steps[2][PS_MAX_STATES]; /* that were taken by a side in an entry, as PsExpansion's */
    Batch *batch;
} Run;

/* Collects the successors of the next states that wait to be expanded. */
static void
fill(Run *run)
{
    PsPacked out[PS_MAX_TRANSITIONS];
    PsSearch *search = run->search;
    Batch *batch = run->batch;
    guint64 waiting = ps_store_size(search->store) - search->expanded;
    batch->n = (guint)MIN(waiting, BATCH);
    batch->n_queries = 0;
    for (guint i = 0; i < batch->n; i++) {
        PsPacked from = ps_store_get(search->store, search->expanded + i);
        batch->expansions[i] = ps_successors_list(search->successors, from, out, &search->overflow);
        for (guint j = 0; j < batch->expansions[i].n; j++)
            ps_store_begin(search->store, out[j], &batch->queries[batch->n_queries++]);
    }
    for (guint i = 0; i < batch->n_queries; i++)
        ps_store_probe(search->store, &batch->queries[i]);
}

/* Begins a new layer if the next state to be expanded is the first one of it. */
static void
note_layer(PsSearch *search)
{
    if (search->expanded != search->layer_end)
        return;
    g_array_append_val(search->layers, search->layer_end);
    search->layer_end = ps_store_size(search->store);
}

/* Ends the search, TRUE, if the state is what it looks for. */
static gboolean
is_goal(PsSearch *search, guint64 id)
{
    if (search->limits.goal == NULL)
        return FALSE;
    PsState state = ps_search_state(search, id);
    if (!search->limits.goal(search->world, &state, search->limits.goal_data))
        return FALSE;
    search->found = TRUE;
    search->goal = id;
    search->stopped = g_strdup("what was looked for");
    return TRUE;
}

/* Adds a state unless it is known; FALSE if that ends the search. */
static gboolean
add(Run *run, const PsStoreQuery *query)
{
    PsSearch *search = run->search;
    guint64 id = 0;
    switch (ps_store_end(search->store, query, &id)) {
    case PS_STORE_ADDED:
        search->settled += ps_world_is_settled(search->world, query->state);
        return !is_goal(search, id);
    case PS_STORE_FULL:
        search->stopped = describe_full(search);
        return FALSE;
    default:
        return TRUE;
    }
}

/* Adds the successors that were collected. Where a limit ends the search, the state whose successor
 * did not go in does not count as expanded. */
static void
add_batch(Run *run)
{
    PsSearch *search = run->search;
    const Batch *batch = run->batch;
    const PsStoreQuery *query = batch->queries;
    for (guint i = 0; i < batch->n; i++) {
        const PsExpansion *expansion = &batch->expansions[i];
        for (guint side = 0; side < 2; side++)
            search->met[side][expansion->entry[side]] = TRUE;
        note_layer(search);
        for (guint j = 0; j < expansion->n; j++)
            if (!add(run, query++))
                return;
        for (guint side = 0; side < 2; side++)
            run->steps[side][expansion->entry[side]] |= expansion->steps[side];
        search->transitions += expansion->n;
        search->expanded++;
    }
}

/* Which steps were taken in which entries. */
static void
note_steps(const Run *run)
{
    PsSearch *search = run->search;
    for (guint side = 0; side < 2; side++)
        for (guint entry = 0; entry < PS_MAX_STATES; entry++)
            for (guint kind = 0; run->steps[side][entry] != 0 && kind < PS_N_STEP_KINDS; kind++)
                for (guint what = 0; what < PS_N_LABELS; what++)
                    if (run->steps[side][entry] >> ps_successors_bit(kind, what) & 1)
                        search->took[side][entry][kind][what] = TRUE;
}

/* What the accessors tell of. */
static void
note_figures(PsSearch *search)
{
    search->states = ps_store_size(search->store);
    search->depth = MAX(search->layers->len, 1) - 1; /* before the first one there is none */
    search->bytes = ps_store_bytes(search->store);
}

/* FALSE if something ends the search before all is expanded. */
static gboolean
goes_on(Run *run)
{
    PsSearch *search = run->search;
    if (search->stopped != NULL || !ps_search_is_due(search, PROGRESS_INTERVAL))
        return search->stopped == NULL;
    note_figures(search);
    note_steps(run);
    return ps_search_report(search, search->expanded);
}

/* Expands states until there are no more, or something ends it. */
static void
run_all(Run *run)
{
    PsSearch *search = run->search;
    while (search->expanded < ps_store_size(search->store) && goes_on(run)) {
        fill(run);
        add_batch(run);
    }
    note_steps(run);
    ps_keeper_write(search);
    if (search->layer_end < ps_store_size(search->store)) /* a layer that a limit left unexpanded */
        g_array_append_val(search->layers, search->layer_end);
    if (search->stopped == NULL && search->overflow)
        search->stopped = ps_search_describe_room(search->world);
}

/* Makes the store, with the state that the search starts from. */
static void
make_store(PsSearch *search)
{
    guint64 id = 0;
    search->store = ps_store_new(ps_world_bits(search->world), search->limits.max_states,
                                 search->limits.max_memory);
    search->layers = g_array_new(FALSE, FALSE, sizeof(guint64));
    ps_store_add(search->store, ps_world_pack(search->world, &search->from), &id);
    search->settled = ps_state_is_settled(&search->from) ? 1 : 0;
    is_goal(search, id);
}

void
ps_search_run_hash(PsSearch *search)
{
    g_autofree Batch *batch = g_new(Batch, 1);
    Run run = {.search = search, .batch = batch};
    if (search->store == NULL)
        make_store(search);
    if (search->successors == NULL && search->stopped == NULL) /* or the first state is the goal */
        search->successors = ps_successors_new(search->world, search->limits.no_faults);
    run_all(&run);
    note_figures(search);
}

void
ps_search_look_on(PsSearch *search, PsGoal goal, gconstpointer data)
{
    guint64 last = g_array_index(search->layers, guint64, search->layers->len - 1);
    if (last == search->layer_end) /* it was left unexpanded */
        g_array_set_size(search->layers, search->layers->len - 1);
    g_clear_pointer(&search->stopped, g_free);
    search->found = FALSE;
    search->limits.goal = goal;
    search->limits.goal_data = data;
    search->next_progress = 0; /* at once, as a search that begins */
    ps_search_run_hash(search);
}

/* ---- States by their numbers ---- */

gboolean
ps_search_goal(const PsSearch *search, guint64 *id)
{
    if (search->found)
        *id = search->goal;
    return search->found;
}

gboolean
ps_search_is_settled(const PsSearch *search, guint64 id)
{
    return ps_world_is_settled(search->world, ps_store_get(search->store, id));
}

PsState
ps_search_state(const PsSearch *search, guint64 id)
{
    return ps_world_unpack(search->world, ps_store_get(search->store, id));
}

gboolean
ps_search_find(const PsSearch *search, const PsState *state, guint64 *id)
{
    return ps_store_find(search->store, ps_world_pack(search->world, state), id);
}

guint64
ps_search_expanded(const PsSearch *search)
{
    return search->expanded;
}

guint
ps_search_depth_of(const PsSearch *search, guint64 id)
{
    guint depth = search->layers->len - 1;
    while (g_array_index(search->layers, guint64, depth) > id)
        depth--;
    return depth;
}

/* The transitions out of a state that this search follows. */
static guint
list_transitions(const PsSearch *search, const PsState *from, PsTransition *out, gboolean *overflow)
{
    guint n = ps_step_transitions(search->world, from, out, overflow);
    guint kept = 0;
    for (guint i = 0; search->limits.no_faults && i < n; i++)
        if (out[i].step.kind <= PS_STEP_ARRIVAL)
            out[kept++] = out[i];
    return search->limits.no_faults ? kept : n;
}

/* The step that is number i out of a state. */
static PsStep
step_of(const PsSearch *search, guint64 id, guint i)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    PsState from = ps_search_state(search, id);
    guint n = list_transitions(search, &from, out, &overflow);
    g_assert(i < n && "successors are listed in the order of transitions");
    return out[i].step;
}

/* Finds the first state of a layer with a transition to *id, makes *id that state and returns the
 * step. */
static PsStep
step_back(const PsSearch *search, guint layer, guint64 *id)
{
    PsPacked out[PS_MAX_TRANSITIONS];
    PsPacked target = ps_store_get(search->store, *id);
    gboolean overflow = FALSE;
    guint64 parent = g_array_index(search->layers, guint64, layer);
    for (;; parent++) {
        g_assert(parent < *id && "every state but the first was found from an earlier one");
        PsPacked from = ps_store_get(search->store, parent);
        guint n = ps_successors_list(search->successors, from, out, &overflow).n;
        for (guint i = 0; i < n; i++)
            if (ps_packed_equal(out[i], target)) {
                *id = parent;
                return step_of(search, parent, i);
            }
    }
}

GArray *
ps_search_path(const PsSearch *search, guint64 id)
{
    guint depth = ps_search_depth_of(search, id);
    GArray *path = g_array_sized_new(FALSE, FALSE, sizeof(PsStep), depth);
    g_array_set_size(path, depth);
    for (guint layer = depth; layer-- > 0;)
        g_array_index(path, PsStep, layer) = step_back(search, layer, &id);
    return path;
}
