/* A graph to be drawn. The only file that knows libcgraph, whose functions take char * for what
 * they only read. */
#include "viz/graph.h"

#include "viz/text.h"

#include <graphviz/cgraph.h>
#include <stdint.h>

struct _PsGraph {
    Agraph_t *graph;
    guint n_nodes;
    guint n_edges; /* agnedges counts them all each time */
};

/* Every attribute in use, with its default for those nodes and edges that do not set it: libcgraph
 * ignores what is set and not declared. */
typedef struct {
    int kind; /* AGRAPH, AGNODE or AGEDGE */
    const char *name;
    const char *value;
} Declaration;

static const Declaration declarations[] = {
    {AGRAPH, "linelength", "0"}, /* strings are not broken */
    {AGRAPH, "bgcolor", "white"},
    {AGRAPH, "fontname", "Helvetica"},
    {AGRAPH, "fontsize", "12"},
    {AGRAPH, "label", ""},
    {AGRAPH, "labeljust", "l"},
    {AGRAPH, "labelloc", "b"},
    {AGRAPH, "layout", ""},
    {AGRAPH, "nodesep", "0.35"},
    {AGRAPH, "nslimit", "2"}, /* the layout may take long, not for ever */
    {AGRAPH, "nslimit1", "2"},
    {AGRAPH, "pad", "0.2"},
    {AGRAPH, "rankdir", "TB"},
    {AGRAPH, "ranksep", "0.6"},
    {AGRAPH, "tooltip", ""},
    {AGNODE, "class", ""},
    {AGNODE, "color", "black"},
    {AGNODE, "fillcolor", "white"},
    {AGNODE, "fixedsize", "false"},
    {AGNODE, "fontcolor", "black"},
    {AGNODE, "fontname", "Helvetica"},
    {AGNODE, "fontsize", "11"},
    {AGNODE, "height", "0.4"},
    {AGNODE, "id", ""},
    {AGNODE, "label", ""},
    {AGNODE, "margin", "0.12,0.06"},
    {AGNODE, "penwidth", "1"},
    {AGNODE, "peripheries", "1"},
    {AGNODE, "pos", ""},
    {AGNODE, "shape", "box"},
    {AGNODE, "style", "filled"},
    {AGNODE, "tooltip", ""},
    {AGNODE, "width", "0.6"},
    {AGEDGE, "arrowhead", "normal"},
    {AGEDGE, "arrowsize", "0.7"},
    {AGEDGE, "class", ""},
    {AGEDGE, "color", "black"},
    {AGEDGE, "constraint", "true"},
    {AGEDGE, "fontcolor", "black"},
    {AGEDGE, "fontname", "Helvetica"},
    {AGEDGE, "fontsize", "10"},
    {AGEDGE, "id", ""},
    {AGEDGE, "label", ""},
    {AGEDGE, "labeltooltip", ""},
    {AGEDGE, "lp", ""},
    {AGEDGE, "penwidth", "1"},
    {AGEDGE, "pos", ""},
    {AGEDGE, "style", "solid"},
    {AGEDGE, "tooltip", ""},
    {AGEDGE, "weight", "1"},
};

/* The attributes that hold text for people. */
static const char *const texts[] = {"label", "tooltip", "labeltooltip", NULL};

/* For libcgraph, which does not write to it. */
static char *
unconst(const char *text)
{
    return (char *)(uintptr_t)text;
}

/* ---- Escaping ---- */

/* Doubles backslashes: DOT needs that, and libcgraph leaves it to its callers. */
static char *
escape_name(const char *name)
{
    g_autofree char *clean = ps_text_clean(name);
    g_auto(GStrv) parts = g_strsplit(clean, "\\", -1);
    return g_strjoinv("\\\\", parts);
}

/* Also protects what Graphviz takes for entities, and ends lines as Graphviz does: "\\n" after a
 * centred one, "\\l" after one that starts on the left. */
static char *
escape_text(const char *text, const char *line_end)
{
    GString *escaped = g_string_new(NULL);
    g_autofree char *name = escape_name(text);
    for (const char *c = name; *c != '\0'; c++) {
        if (*c == '&')
            g_string_append(escaped, "&amp;");
        else if (*c == '\n')
            g_string_append(escaped, line_end);
        else
            g_string_append_c(escaped, *c);
    }
    return g_string_free(escaped, FALSE);
}

/* ---- Building ---- */

static int
append_to_string(void *channel, const char *text)
{
    g_string_append(channel, text);
    return 0;
}

static int
flush_nothing(void *channel)
{
    (void)channel;
    return 0;
}

PsGraph *
ps_graph_new(const char *name)
{
    static Agiodisc_t output = {.putstr = append_to_string, .flush = flush_nothing};
    static Agdisc_t discipline = {.io = &output};
    g_autofree char *escaped = escape_name(name);
    PsGraph *graph = g_new0(PsGraph, 1);
    graph->graph = agopen(escaped, Agdirected, &discipline);
    for (guint i = 0; i < G_N_ELEMENTS(declarations); i++)
        agattr(graph->graph, declarations[i].kind, unconst(declarations[i].name),
               unconst(declarations[i].value));
    return graph;
}

void
ps_graph_free(PsGraph *graph)
{
    if (graph == NULL)
        return;
    agclose(graph->graph);
    g_free(graph);
}

/* A name that begins with % would be one of libcgraph's own. */
PsPart *
ps_graph_add_node(PsGraph *graph, const char *name)
{
    g_autofree char *plain = escape_name(name);
    g_autofree char *escaped = g_strconcat(plain[0] == '%' ? " " : "", plain, NULL);
    g_autofree char *unique = g_strdup(escaped);
    for (guint n = 2; agnode(graph->graph, unique, FALSE) != NULL; n++) {
        g_free(unique);
        unique = g_strdup_printf("%s (%u)", escaped, n);
    }
    graph->n_nodes++;
    return (PsPart *)agnode(graph->graph, unique, TRUE);
}

PsPart *
ps_graph_add_edge(PsGraph *graph, PsPart *from, PsPart *to)
{
    graph->n_edges++;
    return (PsPart *)agedge(graph->graph, (Agnode_t *)from, (Agnode_t *)to, NULL, TRUE);
}

void
ps_graph_set(PsGraph *graph, PsPart *part, const char *name, const char *value)
{
    void *object = part != NULL ? (void *)part : graph->graph;
    g_autofree char *escaped = NULL;
    if (!g_strv_contains(texts, name))
        escaped = escape_name(value);
    else
        escaped = escape_text(value, part == NULL && g_str_equal(name, "label") ? "\\l" : "\\n");
    int result = agset(object, unconst(name), escaped);
    g_assert(result == 0 && "the attribute is declared");
}

void
ps_graph_set_all(PsGraph *graph, PsPart *part, const PsAttribute *attributes)
{
    for (guint i = 0; attributes[i].name != NULL; i++)
        ps_graph_set(graph, part, attributes[i].name, attributes[i].value);
}

void
ps_graph_add_class(PsGraph *graph, PsPart *part, const char *word)
{
    const char *before = agget(part, unconst("class"));
    g_autofree char *classes = g_strdup_printf("%s%s%s", before, before[0] ? " " : "", word);
    ps_graph_set(graph, part, "class", classes);
}

/* ---- Reading ---- */

guint
ps_graph_n_nodes(const PsGraph *graph)
{
    return graph->n_nodes;
}

guint
ps_graph_n_edges(const PsGraph *graph)
{
    return graph->n_edges;
}

gboolean
ps_graph_is_placed(const PsGraph *graph)
{
    return agget(graph->graph, unconst("layout"))[0] != '\0';
}

char *
ps_graph_to_dot(const PsGraph *graph)
{
    GString *dot = g_string_new(NULL);
    agwrite(graph->graph, dot);
    return g_string_free(dot, FALSE);
}
