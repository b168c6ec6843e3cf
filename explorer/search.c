/* A search: breadth first, layer by layer. */
#include "explorer/search.h"

#include "explorer/store.h"

/* Which step a side takes in which state of its entry, as one number. */
#define N_ROWS (2 * PS_MAX_STATES * PS_N_STEP_KINDS * PS_N_LABELS)

struct _PsSearch {
    const PsWorld *world;
    PsLimits limits;
    PsStore *store;
    GArray *layers;    /* of guint64: the number of the first state of each depth */
    guint64 layer_end; /* of the layer that is being expanded: the number of the next one's first */
    guint64 expanded;
    guint64 next_progress; /* expanded states at the next call of the progress function */
    guint64 transitions;
    guint64 settled;
    guint8 met[2][PS_MAX_STATES]; /* a side's entry was in this state */
    guint8 took[N_ROWS];          /* in which it took this step */
    gboolean overflow;            /* a link could not hold what was sent */
    gboolean found;               /* the state `goal` is what was looked for */
    guint64 goal;
    char *stopped;
    gint64 start; /* microseconds */
    double seconds;
};

static guint
row_of(PsStep step, guint entry)
{
    return ((step.side * PS_MAX_STATES + entry) * PS_N_STEP_KINDS + step.kind) * PS_N_LABELS +
           step.what;
}

/* States between two calls of the progress function. */
#define PROGRESS_INTERVAL 8192

static double
seconds_since(gint64 start)
{
    return (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
}

gboolean
ps_search_progress(const PsSearch *search, const char *phase, guint64 done)
{
    if (search->limits.progress == NULL)
        return TRUE;
    PsProgress progress = {
        .phase = search->limits.phase != NULL ? search->limits.phase : phase,
        .states = ps_store_size(search->store),
        .transitions = search->transitions,
        .depth = MAX(search->layers->len, 1) - 1, /* there is no layer before the first call */
        .frontier = ps_store_size(search->store) - done,
        .seconds = seconds_since(search->start),
        .bytes = ps_store_bytes(search->store),
    };
    return search->limits.progress(&progress, search->limits.progress_data);
}

/* Why the store takes no more states. Free it. */
static char *
describe_full(const PsSearch *search)
{
    guint64 states = ps_store_size(search->store);
    if (states == search->limits.max_states)
        return g_strdup_printf("the limit of %" G_GUINT64_FORMAT " state%s", states,
                               states == 1 ? "" : "s");
    if (states == PS_STORE_MAX)
        return g_strdup("the limit of 32-bit state numbers");
    return g_strdup_printf("the limit of memory, at %" G_GUINT64_FORMAT " MiB",
                           ps_store_bytes(search->store) >> 20);
}

/* Some states that are expanded together, so that the processor fetches what the look-ups of all
 * their successors need at the same time. */
#define BATCH 16

typedef struct {
    PsPacked packed;
    guint64 hash;
    gboolean settled;
    guint row; /* that led to it */
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
            Successor *successor = &batch->successors[end++];
            successor->row = row_of(out[j].step, from.entry[out[j].step.side]);
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

/* Notes which rows the transitions out of an expanded state fired: a store for each, and no
 * question whether there is a row. */
static void
note_rows(PsSearch *search, const Batch *batch, guint begin, guint end)
{
    for (guint i = begin; i < end; i++)
        search->took[batch->successors[i].row] = TRUE;
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
        note_rows(search, batch, begin, j);
        search->transitions += j - begin;
        search->expanded++;
    }
}

/* FALSE if something ends the search before all is expanded. */
static gboolean
goes_on(PsSearch *search)
{
    if (search->stopped != NULL || search->expanded < search->next_progress)
        return search->stopped == NULL;
    search->next_progress = search->expanded + PROGRESS_INTERVAL;
    if (!ps_search_progress(search, "searching", search->expanded))
        search->stopped = g_strdup("an interruption");
    return search->stopped == NULL;
}

static void
run(PsSearch *search, const PsState *start)
{
    g_autofree Batch *batch = g_new(Batch, 1);
    guint64 id = 0;
    PsPacked packed = ps_world_pack(search->world, start);
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
}

PsSearch *
ps_search_new(const PsWorld *world, const PsLimits *limits)
{
    PsState initial = ps_world_initial(world);
    return ps_search_from(world, &initial, limits);
}

PsSearch *
ps_search_from(const PsWorld *world, const PsState *start, const PsLimits *limits)
{
    PsSearch *search = g_new0(PsSearch, 1);
    search->world = world;
    if (limits != NULL)
        search->limits = *limits;
    search->store = ps_store_new(world, search->limits.max_states, search->limits.max_memory);
    search->layers = g_array_new(FALSE, FALSE, sizeof(guint64));
    search->start = g_get_monotonic_time();
    run(search, start);
    search->seconds = seconds_since(search->start);
    return search;
}

void
ps_search_free(PsSearch *search)
{
    if (search == NULL)
        return;
    ps_store_free(search->store);
    g_array_unref(search->layers);
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
    return ps_store_size(search->store);
}

guint64
ps_search_transitions(const PsSearch *search)
{
    return search->transitions;
}

guint
ps_search_depth(const PsSearch *search)
{
    return search->layers->len - 1;
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
ps_search_goal(const PsSearch *search, guint64 *id)
{
    if (search->found)
        *id = search->goal;
    return search->found;
}

gboolean
ps_search_fired(const PsSearch *search, guint side, PsEvent event, guint entry)
{
    return search->took[row_of(ps_step_of_event(side, event), entry)];
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
    return ps_store_bytes(search->store);
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
