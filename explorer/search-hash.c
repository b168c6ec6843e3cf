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
    PsPacked packed;
    guint64 hash;
    gboolean settled;
    guint8 *row; /* of the search: whether the row that led to it has fired */
} Successor;

typedef struct {
    guint n;           /* states */
    guint ends[BATCH]; /* of each state's successors */
    Successor successors[BATCH * PS_MAX_TRANSITIONS];
} Batch;

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

/* Collects the successors of the next states that wait to be expanded. */
static void
fill(PsSearch *search, Batch *batch)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    guint64 waiting = ps_store_size(search->store) - search->expanded;
    guint end = 0;
    batch->n = (guint)MIN(waiting, BATCH);
    for (guint i = 0; i < batch->n; i++) {
        PsState from = ps_search_state(search, search->expanded + i);
        guint n = list_transitions(search, &from, out, &search->overflow);
        for (guint side = 0; side < 2; side++)
            search->met[side][from.entry[side]] = TRUE;
        for (guint j = 0; j < n; j++) {
            PsStep step = out[j].step;
            Successor *successor = &batch->successors[end++];
            successor->row = &search->took[step.side][from.entry[step.side]][step.kind][step.what];
            successor->packed = ps_world_pack(search->world, &out[j].to);
            successor->hash = ps_store_hash(successor->packed);
            successor->settled = ps_state_is_settled(&out[j].to);
            ps_store_prefetch_slot(search->store, successor->hash);
        }
        batch->ends[i] = end;
    }
    for (guint i = 0; i < end; i++)
        ps_store_prefetch_state(search->store, batch->successors[i].hash);
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

/* Adds the successors that were collected. Where a limit ends the search, the state whose successor
 * did not go in does not count as expanded. */
static void
add_batch(PsSearch *search, const Batch *batch)
{
    guint j = 0;
    for (guint i = 0; i < batch->n; i++) {
        guint begin = j;
        note_layer(search);
        for (; j < batch->ends[i]; j++) {
            const Successor *successor = &batch->successors[j];
            guint64 id = 0;
            switch (ps_store_add(search->store, successor->packed, successor->hash, &id)) {
            case PS_STORE_ADDED:
                search->settled += successor->settled;
                if (is_goal(search, id))
                    return;
                break;
            case PS_STORE_FULL:
                search->stopped = describe_full(search);
                return;
            case PS_STORE_KNOWN:
                break;
            }
        }
        for (guint k = begin; k < j; k++)
            *batch->successors[k].row = TRUE;
        search->transitions += j - begin;
        search->expanded++;
    }
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
goes_on(PsSearch *search)
{
    if (search->stopped != NULL || search->expanded < search->next_progress)
        return search->stopped == NULL;
    search->next_progress = search->expanded + PROGRESS_INTERVAL;
    note_figures(search);
    if (!ps_search_progress(search, "searching", search->expanded))
        search->stopped = g_strdup("an interruption");
    return search->stopped == NULL;
}

void
ps_search_run_hash(PsSearch *search, const PsState *start)
{
    g_autofree Batch *batch = g_new(Batch, 1);
    guint64 id = 0;
    PsPacked packed = ps_world_pack(search->world, start);
    search->store =
        ps_store_new(search->world, search->limits.max_states, search->limits.max_memory);
    search->layers = g_array_new(FALSE, FALSE, sizeof(guint64));
    ps_store_add(search->store, packed, ps_store_hash(packed), &id);
    search->settled = ps_state_is_settled(start) ? 1 : 0;
    is_goal(search, id);
    while (search->expanded < ps_store_size(search->store) && goes_on(search)) {
        fill(search, batch);
        add_batch(search, batch);
    }
    if (search->layer_end < ps_store_size(search->store)) /* a layer that a limit left unexpanded */
        g_array_append_val(search->layers, search->layer_end);
    if (search->stopped == NULL && search->overflow)
        search->stopped =
            g_strdup_printf("the limit of %u presences on a link, all that fit into a state",
                            ps_world_link_capacity(search->world));
    note_figures(search);
}

/* ---- States by their numbers ---- */

gboolean
ps_search_goal(const PsSearch *search, guint64 *id)
{
    if (search->found)
        *id = search->goal;
    return search->found;
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

/* Finds the first state of a layer with a transition to *id, makes *id that state and returns the
 * step. */
static PsStep
step_back(const PsSearch *search, guint layer, guint64 *id)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    PsPacked target = ps_store_get(search->store, *id);
    gboolean overflow = FALSE;
    guint64 parent = g_array_index(search->layers, guint64, layer);
    for (;; parent++) {
        g_assert(parent < *id && "every state but the first was found from an earlier one");
        PsState from = ps_search_state(search, parent);
        guint n = list_transitions(search, &from, out, &overflow);
        for (guint i = 0; i < n; i++) {
            PsPacked to = ps_world_pack(search->world, &out[i].to);
            if (to.lo == target.lo && to.hi == target.hi) {
                *id = parent;
                return out[i].step;
            }
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
