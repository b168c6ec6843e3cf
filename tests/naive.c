/* The naive explorer: finding all states. */
#include "tests/naive.h"

#include <string.h>

/* How a state was found. */
typedef struct {
    guint parent;
    guint depth;
    NaiveLabel label;
} Origin;

struct _Naive {
    const PsWorldOptions *options;
    GPtrArray *states;   /* of NaiveState, in the order in which they were found */
    GArray *origins;     /* of Origin */
    GHashTable *numbers; /* from a state to its number */
    GArray *edges;       /* of NaiveEdge */
    gboolean complete;
    gboolean fired[2][PS_N_EVENTS][PS_MAX_STATES];
};

static guint
hash_bytes(guint hash, const guint8 *bytes, guint n)
{
    for (guint i = 0; i < n; i++)
        hash = hash * 33 + bytes[i];
    return hash;
}

/* Behind the end of a link is nothing to look at. */
static guint
hash_state(gconstpointer key)
{
    const NaiveState *state = key;
    guint hash = hash_bytes(5381, state->entry, 2);
    for (guint link = 0; link < 2; link++)
        hash = hash_bytes(hash * 33 + state->length[link], state->link[link], state->length[link]);
    hash = hash_bytes(hash, state->online, 2);
    hash = hash_bytes(hash, state->sees, 2);
    return hash_bytes(hash, state->left, PS_N_FAULTS);
}

static gboolean
equal_states(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(NaiveState)) == 0;
}

/* The number of a state, which is added if it is new. */
static guint
number_of(Naive *naive, const NaiveState *state, Origin origin)
{
    gpointer number = NULL;
    if (g_hash_table_lookup_extended(naive->numbers, state, NULL, &number))
        return GPOINTER_TO_UINT(number);
    NaiveState *copy = g_new(NaiveState, 1);
    *copy = *state;
    g_hash_table_insert(naive->numbers, copy, GUINT_TO_POINTER(naive->states->len));
    g_ptr_array_add(naive->states, copy);
    g_array_append_val(naive->origins, origin);
    return naive->states->len - 1;
}

/* Notes which row a step out of a state fired; a fault fires none. */
static void
note_fired(Naive *naive, const NaiveState *from, NaiveLabel label)
{
    guint entry = from->entry[label.side];
    if (label.kind == NAIVE_ACTION)
        naive->fired[label.side][ps_event_action((PsAction)label.what)][entry] = TRUE;
    else if (label.kind == NAIVE_ARRIVAL)
        naive->fired[label.side][ps_event_arrival((PsPresence)label.what)][entry] = TRUE;
}

/* FALSE if no link could hold what one more row sends, and an error besides. */
static gboolean
has_room(const NaiveState *state)
{
    guint room = NAIVE_LINK - PS_MAX_EFFECTS - 1;
    return state->length[0] <= room && state->length[1] <= room;
}

/* Adds the transitions out of a state, and the states that they lead to. */
static void
expand(Naive *naive, guint id)
{
    NaiveTransition out[NAIVE_MAX_TRANSITIONS];
    guint n = naive_transitions(naive->options, naive_state(naive, id), out);
    for (guint i = 0; i < n; i++) {
        Origin origin = {id, naive_depth_of(naive, id) + 1, out[i].label};
        NaiveEdge edge = {id, number_of(naive, &out[i].to, origin),
                          out[i].label.kind == NAIVE_ARRIVAL};
        g_array_append_val(naive->edges, edge);
        note_fired(naive, naive_state(naive, id), out[i].label);
    }
}

Naive *
naive_new_within(const PsWorldOptions *options, guint max_states)
{
    Naive *naive = g_new0(Naive, 1);
    naive->options = options;
    naive->states = g_ptr_array_new_with_free_func(g_free);
    naive->origins = g_array_new(FALSE, FALSE, sizeof(Origin));
    naive->numbers = g_hash_table_new(hash_state, equal_states);
    naive->edges = g_array_new(FALSE, FALSE, sizeof(NaiveEdge));
    naive->complete = TRUE;
    NaiveState initial = naive_initial(options);
    number_of(naive, &initial, (Origin){0});
    for (guint id = 0; naive->complete && id < naive->states->len; id++) {
        naive->complete = has_room(naive_state(naive, id));
        if (naive->complete)
            expand(naive, id);
        if (max_states > 0 && naive->states->len > max_states)
            naive->complete = FALSE;
    }
    return naive;
}

Naive *
naive_new(const PsWorldOptions *options)
{
    Naive *naive = naive_new_within(options, 0);
    g_assert(naive->complete);
    return naive;
}

void
naive_free(Naive *naive)
{
    if (naive == NULL)
        return;
    g_hash_table_unref(naive->numbers);
    g_ptr_array_unref(naive->states);
    g_array_unref(naive->origins);
    g_array_unref(naive->edges);
    g_free(naive);
}

const PsWorldOptions *
naive_options(const Naive *naive)
{
    return naive->options;
}

gboolean
naive_is_complete(const Naive *naive)
{
    return naive->complete;
}

guint
naive_n_states(const Naive *naive)
{
    return naive->states->len;
}

guint
naive_n_transitions(const Naive *naive)
{
    return naive->edges->len;
}

guint
naive_n_edges(const Naive *naive)
{
    return naive->edges->len;
}

NaiveEdge
naive_edge(const Naive *naive, guint e)
{
    return g_array_index(naive->edges, NaiveEdge, e);
}

gboolean
naive_fired(const Naive *naive, guint side, PsEvent event, guint state)
{
    return naive->fired[side][event][state];
}

const NaiveState *
naive_state(const Naive *naive, guint id)
{
    return g_ptr_array_index(naive->states, id);
}

guint
naive_depth_of(const Naive *naive, guint id)
{
    return g_array_index(naive->origins, Origin, id).depth;
}

guint
naive_depth(const Naive *naive)
{
    guint depth = 0;
    for (guint id = 0; id < naive->states->len; id++)
        depth = MAX(depth, naive_depth_of(naive, id));
    return depth;
}

guint
naive_n_settled(const Naive *naive)
{
    guint settled = 0;
    for (guint id = 0; id < naive->states->len; id++)
        settled += naive_state(naive, id)->length[0] == 0 && naive_state(naive, id)->length[1] == 0;
    return settled;
}

char *
naive_state_text(const Naive *naive, guint id)
{
    const PsWorldOptions *options = naive->options;
    const NaiveState *state = naive_state(naive, id);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_append(text, ps_profile_state_name(options->profiles[0], state->entry[0]));
    g_string_append(text, " | ");
    g_string_append(text, ps_profile_state_name(options->profiles[1], state->entry[1]));
    for (guint link = 0; link < 2; link++) {
        g_string_append(text, " |");
        for (guint i = 0; i < state->length[link]; i++)
            g_string_append_printf(text, " %s", ps_presence_name((PsPresence)state->link[link][i]));
    }
    if (options->availability)
        g_string_append_printf(text, " | online %u%u sees %u%u", state->online[0], state->online[1],
                               state->sees[0], state->sees[1]);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (options->faults[fault] > 0)
            g_string_append_printf(text, " | left %u", state->left[fault]);
    return g_strdup(text->str);
}

char *
naive_path_text(const Naive *naive, guint id)
{
    g_autoptr(GString) text = g_string_new(NULL);
    while (id != 0) {
        const Origin *origin = &g_array_index(naive->origins, Origin, id);
        g_autofree char *line = naive_label_text(naive->options, origin->label);
        if (text->len > 0)
            g_string_prepend_c(text, '\n');
        g_string_prepend(text, line);
        id = origin->parent;
    }
    return g_strdup(text->str);
}
