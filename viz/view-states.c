/* The view of all states and transitions: the stream of them, as a graph that can be laid out. */
#include "viz/stream.h"
#include "viz/views.h"

typedef struct {
    PsGraph *graph;
    GHashTable *nodes; /* PsPart by state number, plus one */
} View;

static void
begin(PsStream *stream)
{
    View *view = stream->data;
    view->graph = ps_graph_new("states");
}

static void
add_node(PsStream *stream, const PsStateNode *node)
{
    View *view = stream->data;
    g_autofree char *name = ps_state_name(stream->world, node->id, &node->state);
    PsPart *part = ps_graph_add_node(view->graph, name);
    ps_stream_paint_node(stream->paint, stream->states, node);
    ps_paint_apply(stream->paint, view->graph, part);
    g_hash_table_insert(view->nodes, GSIZE_TO_POINTER(node->id + 1), part);
}

static void
add_edge(PsStream *stream, const PsStateEdge *edge)
{
    View *view = stream->data;
    PsPart *part = ps_graph_add_edge(
        view->graph, g_hash_table_lookup(view->nodes, GSIZE_TO_POINTER(edge->from + 1)),
        g_hash_table_lookup(view->nodes, GSIZE_TO_POINTER(edge->to + 1)));
    ps_stream_paint_edge(stream->paint, stream->states, edge);
    ps_paint_apply(stream->paint, view->graph, part);
}

static void
end(PsStream *stream)
{
    View *view = stream->data;
    g_autofree char *caption = ps_stream_caption(stream->states, stream->n_nodes);
    g_autofree char *legend = ps_stream_legend(stream->states);
    ps_graph_describe(view->graph, "What can happen", caption, legend, PS_STREAM_PLACES);
}

static const PsPrinter printer = {"graph", begin, add_node, add_edge, end};

PsGraph *
ps_view_states(const PsStates *states)
{
    View view = {.nodes = g_hash_table_new(NULL, NULL)};
    gboolean streamed = ps_stream(states, &printer, NULL, &view);
    g_hash_table_unref(view.nodes);
    if (!streamed)
        g_clear_pointer(&view.graph, ps_graph_free);
    return view.graph;
}
