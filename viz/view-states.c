/* The view of all states and transitions. */
#include "viz/caption.h"
#include "viz/look.h"
#include "viz/pairs.h"
#include "viz/views.h"

typedef struct {
    const PsVerdicts *verdicts;
    const PsSearch *search;
    const PsWorld *world;
    PsGraph *graph;
    GPtrArray *nodes; /* of PsPart, by state number */
    GArray *path;     /* of PathStep */
} View;

/* One step of a counterexample: which transition it takes. */
typedef struct {
    guint64 from;
    PsStep step;
} PathStep;

/* ---- Texts ---- */

/* What is on a link, the head first, each presence after `before`. */
static void
append_link(GString *text, const PsWorld *world, guint64 link, const char *before, const char *then)
{
    for (guint i = 0; i < ps_world_link_length(world, link); i++)
        g_string_append_printf(text, "%s%s", i == 0 ? before : then,
                               ps_presence_name(ps_world_link_peek(world, link, i)));
}

/* What is left of the budgets: ", loss 2". */
static void
append_left(GString *text, const PsWorld *world, const PsState *state, const char *before)
{
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (ps_world_options(world)->faults[fault] > 0)
            g_string_append_printf(text, "%s%s %u", before, ps_fault_name((PsFault)fault),
                                   state->left[fault]);
}

/* "To / From / > subscribe": all of the state, so no two are the same. */
static char *
node_name(const PsWorld *world, const PsState *state)
{
    GString *name = g_string_new(NULL);
    for (guint side = 0; side < 2; side++) {
        g_string_append_printf(
            name, "%s%s", side > 0 ? " / " : "",
            ps_profile_state_name(ps_world_profile(world, side), state->entry[side]));
        if (ps_world_options(world)->availability)
            g_string_append(name, state->online >> side & 1 ? " online" : " offline");
        if (state->sees >> side & 1)
            g_string_append(name, " sees");
    }
    append_link(name, world, state->link[0], " / > ", ", ");
    append_link(name, world, state->link[1], " / < ", ", ");
    append_left(name, world, state, " / ");
    return g_string_free(name, FALSE);
}

static char *
node_label(const View *view, const PsState *state, gboolean initial)
{
    const PsWorld *world = view->world;
    g_autofree char *a = ps_look_entry(world, state, 0);
    g_autofree char *b = ps_look_entry(world, state, 1);
    guint violated = ps_pairs_violations(view->verdicts, state);
    g_autofree char *crosses = ps_look_violated(view->verdicts, violated);
    GString *label = g_string_new(initial ? "start\n" : NULL);
    g_string_append_printf(label, "%s\n%s", a, b);
    append_link(label, world, state->link[0], "\n→ ", "\n→ ");
    append_link(label, world, state->link[1], "\n← ", "\n← ");
    append_left(label, world, state, "\n");
    if (violated != 0)
        g_string_append_printf(label, "\n%s", crosses);
    else if (ps_state_is_settled(state))
        g_string_append(label, "\n✓");
    return g_string_free(label, FALSE);
}

/* Why the state violates what it violates, one line each. */
static void
append_violations(GString *text, const View *view, const PsState *state)
{
    guint violated = ps_pairs_violations(view->verdicts, state);
    for (guint i = 0; violated >> i != 0; i++) {
        const PsProperty *property = ps_verdicts_get(view->verdicts, i)->property;
        if (!(violated >> i & 1))
            continue;
        g_autofree char *why = ps_property_explain(property, view->world, state);
        g_string_append_printf(text, "\nviolates %s: %s", ps_property_name(property), why);
    }
}

static char *
node_tooltip(const View *view, const PsState *state, guint64 id)
{
    const PsWorld *world = view->world;
    GString *text = g_string_new(NULL);
    g_string_printf(text, "s%" G_GUINT64_FORMAT ", %u steps from the start", id,
                    ps_search_depth_of(view->search, id));
    for (guint side = 0; side < 2; side++) {
        g_autofree char *entry = ps_look_entry(world, state, side);
        g_string_append_printf(text, "\n%s", entry);
    }
    for (guint link = 0; link < 2; link++) {
        g_string_append_printf(text, "\n%s → %s: ", ps_world_name(world, link),
                               ps_world_name(world, 1 - link));
        append_link(text, world, state->link[link], "", ", ");
        if (state->link[link] == 1)
            g_string_append(text, "nothing");
    }
    append_left(text, world, state, "\nleft: ");
    if (ps_state_is_settled(state))
        g_string_append(text, "\nsettled");
    append_violations(text, view, state);
    return g_string_free(text, FALSE);
}

/* ---- The path ---- */

/* Appends the steps from the state `from` on, and returns the number of the state they lead to. */
static guint64
add_steps(View *view, guint64 from, const GArray *steps)
{
    for (guint i = 0; steps != NULL && i < steps->len; i++) {
        PathStep step = {from, g_array_index(steps, PsStep, i)};
        PsState before = ps_search_state(view->search, from);
        PsState after;
        gboolean found = ps_step_take(view->world, &before, step.step, &after) &&
                         ps_search_find(view->search, &after, &from);
        g_assert(found && "a counterexample is a path of the search");
        g_array_append_val(view->path, step);
    }
    return from;
}

static gboolean
is_on_path(const View *view, guint64 from, PsStep step)
{
    for (guint i = 0; i < view->path->len; i++) {
        const PathStep *taken = &g_array_index(view->path, PathStep, i);
        if (taken->from == from && ps_step_equal(taken->step, step))
            return TRUE;
    }
    return FALSE;
}

/* Marks the nodes of the path; the last one is where the property falls. */
static void
mark_nodes(View *view, guint64 end)
{
    for (guint i = 0; i < view->path->len; i++) {
        guint64 from = g_array_index(view->path, PathStep, i).from;
        if (from != end)
            ps_look_path_node(view->graph, g_ptr_array_index(view->nodes, from), FALSE);
    }
    ps_look_path_node(view->graph, g_ptr_array_index(view->nodes, end), TRUE);
}

/* ---- The graph ---- */

static void
add_node(View *view, guint64 id)
{
    PsState state = ps_search_state(view->search, id);
    g_autofree char *name = node_name(view->world, &state);
    g_autofree char *label = node_label(view, &state, id == 0);
    g_autofree char *tooltip = node_tooltip(view, &state, id);
    g_autofree char *key = g_strdup_printf("s%" G_GUINT64_FORMAT, id);
    PsLook look = ps_pairs_violations(view->verdicts, &state) != 0 ? PS_LOOK_VIOLATED
                  : ps_state_is_settled(&state)                    ? PS_LOOK_SETTLED
                                                                   : PS_LOOK_IN_FLIGHT;

    PsPart *node = ps_graph_add_node(view->graph, name);
    ps_graph_set(view->graph, node, "id", key);
    ps_graph_set(view->graph, node, "label", label);
    ps_graph_set(view->graph, node, "tooltip", tooltip);
    ps_look_node(view->graph, node, look, id == 0);
    g_ptr_array_add(view->nodes, node);
}

static void
add_edge(View *view, guint64 from, const PsTransition *transition)
{
    guint64 to = 0;
    gboolean found = ps_search_find(view->search, &transition->to, &to);
    g_assert(found && "a transition out of an expanded state leads to a state that was found");
    PsPart *edge = ps_graph_add_edge(view->graph, g_ptr_array_index(view->nodes, from),
                                     g_ptr_array_index(view->nodes, to));
    g_autofree char *key = g_strdup_printf("e%u", ps_graph_n_edges(view->graph) - 1);
    g_autofree char *label = ps_look_step(view->world, transition->step);
    g_autofree char *text = ps_step_text(view->world, transition->step);
    ps_graph_set(view->graph, edge, "id", key);
    ps_graph_set(view->graph, edge, "label", label);
    ps_graph_set(view->graph, edge, "tooltip", text);
    ps_graph_set(view->graph, edge, "labeltooltip", text);
    ps_look_edge(view->graph, edge, 1u << transition->step.kind);
    if (ps_search_depth_of(view->search, to) <= ps_search_depth_of(view->search, from))
        ps_graph_set(view->graph, edge, "constraint", "false"); /* so ranks are depths */
    if (is_on_path(view, from, transition->step))
        ps_look_path_edge(view->graph, edge);
}

/* Adds the transitions out of all states that were expanded: those are the first ones. */
static void
add_edges(View *view)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    guint64 n_states = ps_search_states(view->search);
    guint64 left = ps_search_transitions(view->search);
    for (guint64 id = 0; id < n_states && left > 0; id++) {
        PsState from = ps_search_state(view->search, id);
        guint n = ps_step_transitions(view->world, &from, out, &overflow);
        for (guint i = 0; i < n; i++)
            add_edge(view, id, &out[i]);
        left -= MIN(n, left);
    }
}

static void
set_caption(View *view, gboolean with_path)
{
    g_autofree char *caption = ps_caption(view->search);
    g_autofree char *legend =
        ps_look_legend("each row is one step further from the start", with_path);
    g_autofree char *label = g_strdup_printf("\n%s\n%s", caption, legend);
    ps_graph_set(view->graph, NULL, "label", label);
}

PsGraph *
ps_view_states(const PsVerdicts *verdicts, const PsVerdict *highlight)
{
    View view = {.verdicts = verdicts, .search = ps_verdicts_search(verdicts)};
    gboolean with_path = highlight != NULL && highlight->path != NULL;
    view.world = ps_search_world(view.search);
    view.graph = ps_graph_new("states");
    view.nodes = g_ptr_array_new();
    view.path = g_array_new(FALSE, FALSE, sizeof(PathStep));
    guint64 end = with_path ? add_steps(&view, 0, highlight->path) : 0;
    if (with_path)
        add_steps(&view, add_steps(&view, end, highlight->stem), highlight->loop);
    for (guint64 id = 0; id < ps_search_states(view.search); id++)
        add_node(&view, id);
    add_edges(&view);
    if (with_path)
        mark_nodes(&view, end);
    set_caption(&view, with_path);
    g_ptr_array_unref(view.nodes);
    g_array_unref(view.path);
    return view.graph;
}
