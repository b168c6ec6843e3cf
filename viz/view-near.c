/* The view of what is near a state. */
#include "viz/caption.h"
#include "viz/text.h"
#include "viz/views.h"

typedef struct {
    const PsStates *states;
    PsMirror mirror;
    PsGraph *graph;
    PsPaint *paint;
    guint64 centre;
    guint radius;
    GHashTable *after;  /* how far after the centre states are: by number plus one, plus one */
    GHashTable *before; /* and how far before it */
    GHashTable *nodes;  /* PsPart by number plus one */
    guint64 n_edges;
} View;

/* How far a state is away in one of the two directions; G_MAXUINT if it is not near. */
static guint
distance_of(GHashTable *distances, guint64 id)
{
    return GPOINTER_TO_UINT(g_hash_table_lookup(distances, GSIZE_TO_POINTER(id + 1))) - 1;
}

static void
note_distance(GHashTable *distances, guint64 id, guint distance)
{
    if (distance_of(distances, id) == G_MAXUINT)
        g_hash_table_insert(distances, GSIZE_TO_POINTER(id + 1), GUINT_TO_POINTER(distance + 1));
}

static gboolean
is_near(const View *view, guint64 id)
{
    return distance_of(view->after, id) != G_MAXUINT || distance_of(view->before, id) != G_MAXUINT;
}

/* ---- Which states are near ---- */

/* Notes where the transitions out of a state lead that is `distance` after the centre, and the
 * state if they lead to one that is `distance` before it. */
static void
widen_at(const View *view, guint64 id, guint distance)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    guint n = ps_mirror_transitions(view->mirror, id, out);
    for (guint i = 0; i < n; i++) {
        guint64 to = 0;
        gboolean turned = FALSE;
        if (!ps_mirror_find(view->mirror, &out[i].to, &to, &turned))
            continue;
        if (distance_of(view->after, id) == distance)
            note_distance(view->after, to, distance + 1);
        if (distance_of(view->before, to) == distance)
            note_distance(view->before, id, distance + 1);
    }
}

static void
find_near(const View *view)
{
    note_distance(view->after, view->centre, 0);
    note_distance(view->before, view->centre, 0);
    for (guint distance = 0; distance < view->radius; distance++)
        for (guint64 id = 0; id < ps_search_expanded(view->states->search); id++)
            if (ps_mirror_keeps(view->mirror, id))
                widen_at(view, id, distance);
}

/* ---- Drawing them ---- */

static void
add_node(View *view, guint64 id)
{
    PsStateNode node = ps_state_node(view->states->verdicts, id);
    g_autofree char *name = ps_state_name(ps_search_world(view->states->search), id, &node.state);
    PsPart *part = ps_graph_add_node(view->graph, name);
    node.initial = id == 0;
    ps_stream_paint_node(view->paint, view->states, &node);
    if (id == view->centre) {
        ps_paint_add_class(view->paint, "centre");
        ps_paint_set(view->paint, "penwidth", "4");
        ps_paint_set(view->paint, "fontname", "Helvetica-Bold");
    }
    ps_paint_apply(view->paint, view->graph, part);
    g_hash_table_insert(view->nodes, GSIZE_TO_POINTER(id + 1), part);
}

/* TRUE for what leads out of a state that is less than the radius after the centre, or into one
 * that is less before it. */
static gboolean
is_drawn(const View *view, guint64 from, guint64 to)
{
    return distance_of(view->after, from) < view->radius ||
           distance_of(view->before, to) < view->radius;
}

static void
add_edges(View *view, guint64 from)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    guint n = ps_mirror_transitions(view->mirror, from, out);
    for (guint i = 0; i < n; i++) {
        PsStateEdge edge = {.number = view->n_edges, .from = from, .step = out[i].step};
        PsState source = ps_search_state(view->states->search, from);
        if (!ps_mirror_find(view->mirror, &out[i].to, &edge.to, &edge.turned) ||
            !is_drawn(view, from, edge.to))
            continue;
        ps_mirror_straighten(view->mirror, &source, &edge.step, 1, &edge.turned);
        PsPart *part = ps_graph_add_edge(
            view->graph, g_hash_table_lookup(view->nodes, GSIZE_TO_POINTER(from + 1)),
            g_hash_table_lookup(view->nodes, GSIZE_TO_POINTER(edge.to + 1)));
        ps_stream_paint_edge(view->paint, view->states, &edge);
        ps_paint_apply(view->paint, view->graph, part);
        view->n_edges++;
    }
}

static void
describe(const View *view)
{
    PsState state = ps_search_state(view->states->search, view->centre);
    const PsWorld *world = ps_search_world(view->states->search);
    g_autofree char *a = ps_look_entry(world, &state, 0);
    g_autofree char *b = ps_look_entry(world, &state, 1);
    g_autofree char *steps = ps_text_count(view->radius, "step");
    g_autofree char *nodes = ps_text_count(ps_graph_n_nodes(view->graph), "state");
    g_autofree char *title = g_strdup_printf("What is near a state: %s, %s", a, b);
    g_autofree char *world_caption = ps_stream_caption(view->states, view->n_edges);
    g_autofree char *caption = g_strdup_printf(
        "%s\nof these %s, at most %s before or after the one with the thick outline", world_caption,
        nodes, steps);
    g_autofree char *legend = ps_stream_legend(view->states);
    ps_graph_describe(view->graph, title, caption, legend, "");
}

PsGraph *
ps_view_near(const PsStates *states, guint64 centre, guint radius)
{
    PsState state = ps_search_state(states->search, centre);
    gboolean turned = FALSE;
    View view = {.states = states,
                 .mirror = {states->search, states->symmetric},
                 .graph = ps_graph_new("near"),
                 .paint = ps_paint_new(),
                 .radius = radius,
                 .after = g_hash_table_new(NULL, NULL),
                 .before = g_hash_table_new(NULL, NULL),
                 .nodes = g_hash_table_new(NULL, NULL)};
    ps_mirror_find(view.mirror, &state, &view.centre, &turned);
    find_near(&view);
    for (guint64 id = 0; id < ps_search_states(states->search); id++)
        if (is_near(&view, id))
            add_node(&view, id);
    for (guint64 id = 0; id < ps_search_expanded(states->search); id++)
        if (is_near(&view, id))
            add_edges(&view, id);
    describe(&view);
    ps_paint_free(view.paint);
    g_hash_table_unref(view.after);
    g_hash_table_unref(view.before);
    g_hash_table_unref(view.nodes);
    return view.graph;
}
