/* A graph as tables. */
#include "viz/graph-text.h"

#include "viz/columns.h"
#include "viz/text.h"

/* The lines of a label, or a tooltip, in one. Free it. */
static char *
one_line(const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    return g_strjoinv(", ", lines);
}

static void
append_nodes(const PsGraph *graph, GString *out, const PsStyle *style)
{
    g_autoptr(PsColumns) columns = ps_columns_new();
    ps_columns_line(columns);
    ps_columns_add(columns, g_strdup("node"));
    ps_columns_add(columns, g_strdup("what it shows"));
    for (guint i = 0; i < ps_graph_n_nodes(graph); i++) {
        const PsPart *node = ps_graph_node(graph, i);
        ps_columns_line(columns);
        ps_columns_add(columns, g_strdup_printf("%u", i + 1));
        ps_columns_add(columns, one_line(ps_part_get(node, "label")));
    }
    ps_columns_append(columns, out, style);
}

static void
append_edges(const PsGraph *graph, GString *out, const PsStyle *style)
{
    g_autoptr(PsColumns) columns = ps_columns_new();
    ps_columns_line(columns);
    ps_columns_add(columns, g_strdup("from"));
    ps_columns_add(columns, g_strdup("to"));
    ps_columns_add(columns, g_strdup("what happens"));
    for (guint i = 0; i < ps_graph_n_edges(graph); i++) {
        const PsPart *edge = ps_graph_edge(graph, i);
        gboolean marked = ps_part_has_class(edge, "path");
        g_autofree char *text = one_line(ps_part_get(edge, "tooltip"));
        ps_columns_line(columns);
        ps_columns_add(columns, g_strdup_printf("%u", ps_part_end(edge, 0) + 1));
        ps_columns_add(columns, g_strdup_printf("%u", ps_part_end(edge, 1) + 1));
        ps_columns_add(columns, g_strdup_printf("%s%s", text, marked ? "  *" : ""));
    }
    ps_columns_append(columns, out, style);
}

static gboolean
has_path(const PsGraph *graph)
{
    for (guint i = 0; i < ps_graph_n_edges(graph); i++)
        if (ps_part_has_class(ps_graph_edge(graph, i), "path"))
            return TRUE;
    return FALSE;
}

char *
ps_graph_text(const PsGraph *graph, const PsStyle *style)
{
    GString *out = g_string_new(NULL);
    ps_style_append(style, out, PS_INK_BOLD, ps_graph_title(graph), 0);
    g_string_append_printf(out, "\n%s\n\n", ps_graph_caption(graph));
    append_nodes(graph, out, style);
    if (ps_graph_n_edges(graph) > 0) {
        g_string_append_c(out, '\n');
        append_edges(graph, out, style);
    }
    if (has_path(graph))
        g_string_append(out, "\n  *  the run that is shown\n");
    return g_string_free(out, FALSE);
}
