/* What is kept of a search with a store: its figures, where its layers begin, and its states in the
 * order of their numbers, in as few bytes as a state has bits for. */
#include "explorer/search-private.h"

#define ROWS "rows"
#define LAYERS "layers"
#define STATES "states"

/* In the order in which they stand in the file. */
enum { N_STATES, EXPANDED, TRANSITIONS, SETTLED, LAYER_END, OVERFLOW, N_FIGURES };

/* ---- Writing ---- */

void
ps_keep_hash(const PsSearch *search, PsCheckpointWriter *writer)
{
    guint64 n = ps_store_size(search->store);
    guint64 figures[N_FIGURES] = {
        [N_STATES] = n,
        [EXPANDED] = search->expanded,
        [TRANSITIONS] = search->transitions,
        [SETTLED] = search->settled,
        [LAYER_END] = search->layer_end,
        [OVERFLOW] = (guint64)search->overflow,
    };
    ps_keep_figures(writer, figures, N_FIGURES);
    ps_checkpoint_begin(writer, ROWS, sizeof search->met + sizeof search->took);
    ps_checkpoint_put(writer, search->met, sizeof search->met);
    ps_checkpoint_put(writer, search->took, sizeof search->took);
    ps_checkpoint_begin(writer, LAYERS, search->layers->len * sizeof(guint64));
    for (guint i = 0; i < search->layers->len; i++)
        ps_checkpoint_put_number(writer, g_array_index(search->layers, guint64, i));
    ps_checkpoint_begin(writer, STATES, n * ps_keep_packed_bytes(search->world));
    for (guint64 id = 0; id < n; id++)
        ps_keep_packed(search->world, ps_store_get(search->store, id), writer);
}

/* ---- Reading ---- */

static gboolean
load_figures(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    guint64 figures[N_FIGURES];
    if (!ps_load_figures(checkpoint, figures, N_FIGURES, error))
        return FALSE;
    search->states = figures[N_STATES];
    search->expanded = figures[EXPANDED];
    search->transitions = figures[TRANSITIONS];
    search->settled = figures[SETTLED];
    search->layer_end = figures[LAYER_END];
    search->overflow = figures[OVERFLOW] != 0;
    if (search->states == 0 || search->states > PS_STORE_MAX ||
        search->expanded > search->layer_end || search->layer_end > search->states)
        return ps_checkpoint_fail(checkpoint, error, "its figures contradict each other");
    return ps_keeper_fits(search, checkpoint, error);
}

static gboolean
load_rows(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    guint64 length = 0;
    return ps_checkpoint_enter(checkpoint, ROWS, &length, error) &&
           ps_checkpoint_get(checkpoint, search->met, sizeof search->met, error) &&
           ps_checkpoint_get(checkpoint, search->took, sizeof search->took, error) &&
           ps_checkpoint_leave(checkpoint, error);
}

/* The first layer begins with the initial state, each other one behind the one before it, and the
 * last one holds the state that is expanded next, or ends before it. */
static gboolean
load_layers(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    guint64 length = 0;
    guint64 end = 0; /* of the one before it, at least */
    if (!ps_checkpoint_enter(checkpoint, LAYERS, &length, error))
        return FALSE;
    for (guint64 i = 0; i < length / sizeof end; i++) {
        guint64 first = 0;
        if (!ps_checkpoint_get_number(checkpoint, &first, error))
            return FALSE;
        if ((i == 0) != (first == 0) || first < end || first > search->expanded)
            return ps_checkpoint_fail(checkpoint, error, "its layers are in no order");
        g_array_append_val(search->layers, first);
        end = first + 1;
    }
    if ((search->layers->len == 0) != (search->layer_end == 0))
        return ps_checkpoint_fail(checkpoint, error, "it has no layers");
    return ps_checkpoint_leave(checkpoint, error);
}

static gboolean
load_state(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    PsPacked packed;
    guint64 id = 0;
    if (!ps_load_packed(search->world, checkpoint, &packed, error))
        return FALSE;
    switch (ps_store_add(search->store, packed, &id)) {
    case PS_STORE_ADDED:
        return TRUE;
    case PS_STORE_KNOWN:
        return ps_checkpoint_fail(checkpoint, error, "a state stands in it twice");
    default:
        return ps_keeper_fail_memory(search, checkpoint, error);
    }
}

static gboolean
load_states(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    guint64 length = 0;
    guint64 id = 0;
    if (!ps_checkpoint_enter(checkpoint, STATES, &length, error))
        return FALSE;
    if (length / ps_keep_packed_bytes(search->world) != search->states)
        return ps_checkpoint_fail(checkpoint, error, "it has another number of states");
    for (guint64 i = 0; i < search->states; i++)
        if (!load_state(search, checkpoint, error))
            return FALSE;
    if (!ps_search_find(search, &search->from, &id) || id != 0)
        return ps_checkpoint_fail(checkpoint, error, "it begins with another state");
    return ps_checkpoint_leave(checkpoint, error);
}

gboolean
ps_load_hash(PsSearch *search, PsCheckpoint *checkpoint, GError **error)
{
    search->store = ps_store_new(ps_world_bits(search->world), search->limits.max_states,
                                 search->limits.max_memory);
    search->layers = g_array_new(FALSE, FALSE, sizeof(guint64));
    return load_figures(search, checkpoint, error) && load_rows(search, checkpoint, error) &&
           load_layers(search, checkpoint, error) && load_states(search, checkpoint, error);
}
