/* The state graph as DOT. */
#include "viz/dot.h"
#include "viz/stream.h"

static void
begin(PsStream *stream)
{
    g_autofree char *defaults = ps_dot_defaults();
    g_autofree char *caption = ps_stream_caption(stream->states, stream->n_nodes);
    g_autofree char *legend = ps_stream_legend(stream->states);
    g_autofree char *text = ps_dot_label(caption, legend, PS_STREAM_PLACES);
    g_autofree char *label = ps_dot_quote(PS_DOT_GRAPH, "label", text);
    fprintf(stream->file, "digraph states {\n%s\tgraph [label=%s];\n", defaults, label);
}

static void
write_paint(const PsStream *stream, PsDotKind kind)
{
    for (guint i = 0; i < ps_paint_n(stream->paint); i++) {
        const PsAttribute *attribute = ps_paint_get(stream->paint, i);
        g_autofree char *value = ps_dot_quote(kind, attribute->name, attribute->value);
        fprintf(stream->file, "%s%s=%s", i > 0 ? ", " : " [", attribute->name, value);
    }
    fputs("];\n", stream->file);
}

static void
write_name(const PsStream *stream, const char *before, guint64 id, const PsState *state)
{
    g_autofree char *name = ps_state_name(stream->world, id, state);
    g_autofree char *quoted = ps_dot_quote_node(name);
    fprintf(stream->file, "%s%s", before, quoted);
}

static void
write_node(PsStream *stream, const PsStateNode *node)
{
    ps_stream_paint_node(stream->paint, stream->states, node);
    write_name(stream, "\t", node->id, &node->state);
    write_paint(stream, PS_DOT_NODE);
}

static void
write_edge(PsStream *stream, const PsStateEdge *edge)
{
    ps_stream_paint_edge(stream->paint, stream->states, edge);
    write_name(stream, "\t", edge->from, &edge->ends[0]);
    write_name(stream, " -> ", edge->to, &edge->ends[1]);
    write_paint(stream, PS_DOT_EDGE);
}

static void
end(PsStream *stream)
{
    fputs("}\n", stream->file);
}

const PsPrinter ps_stream_dot = {"dot", begin, write_node, write_edge, end};
