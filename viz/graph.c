/* A graph to be drawn. The only file that knows libcgraph, whose functions take char * for what
 * they only read. */
#include "viz/graph.h"

#include "viz/dot.h"

#include <graphviz/cgraph.h>
#include <stdint.h>

struct _PsPart {
    void *object; /* of libcgraph */
    PsDotKind kind;
    guint number;
    guint ends[2];     /* of an edge */
    char *name;        /* of a node */
    GHashTable *plain; /* attributes as they were set: char * by static name */
};

struct _PsGraph {
    Agraph_t *graph;
    char *name, *title, *caption, *places;
    GPtrArray *nodes; /* of PsPart */
    GPtrArray *edges;
};

/* For libcgraph, which does not write to it. */
static char *
unconst(const char *text)
{
    return (char *)(uintptr_t)text;
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

static void
free_part(gpointer data)
{
    PsPart *part = data;
    g_hash_table_unref(part->plain);
    g_free(part->name);
    g_free(part);
}

PsGraph *
ps_graph_new(const char *name)
{
    static Agiodisc_t output = {.putstr = append_to_string, .flush = flush_nothing};
    static Agdisc_t discipline = {.io = &output};
    static const int kinds[] = {AGRAPH, AGNODE, AGEDGE};
    g_autofree char *escaped = ps_dot_escape_name(name);
    PsGraph *graph = g_new0(PsGraph, 1);
    graph->name = g_strdup(name);
    graph->nodes = g_ptr_array_new_with_free_func(free_part);
    graph->edges = g_ptr_array_new_with_free_func(free_part);
    graph->graph = agopen(escaped, Agdirected, &discipline);
    for (const PsDotAttribute *each = ps_dot_attributes(); each->name != NULL; each++)
        agattr(graph->graph, kinds[each->kind], unconst(each->name), unconst(each->value));
    return graph;
}

void
ps_graph_free(PsGraph *graph)
{
    if (graph == NULL)
        return;
    agclose(graph->graph);
    g_ptr_array_unref(graph->nodes);
    g_ptr_array_unref(graph->edges);
    g_free(graph->name);
    g_free(graph->title);
    g_free(graph->caption);
    g_free(graph->places);
    g_free(graph);
}

static PsPart *
add_part(GPtrArray *parts, void *object, PsDotKind kind)
{
    PsPart *part = g_new0(PsPart, 1);
    part->object = object;
    part->kind = kind;
    part->number = parts->len;
    part->plain = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free);
    g_ptr_array_add(parts, part);
    return part;
}

PsPart *
ps_graph_add_node(PsGraph *graph, const char *name)
{
    g_autofree char *escaped = ps_dot_escape_node(name);
    g_autofree char *unique = g_strdup(escaped);
    g_autofree char *plain = g_strdup(name);
    for (guint n = 2; agnode(graph->graph, unique, FALSE) != NULL; n++) {
        g_free(unique);
        g_free(plain);
        unique = g_strdup_printf("%s (%u)", escaped, n);
        plain = g_strdup_printf("%s (%u)", name, n);
    }
    PsPart *node = add_part(graph->nodes, agnode(graph->graph, unique, TRUE), PS_DOT_NODE);
    node->name = g_steal_pointer(&plain);
    return node;
}

PsPart *
ps_graph_add_edge(PsGraph *graph, PsPart *from, PsPart *to)
{
    PsPart *edge = add_part(
        graph->edges, agedge(graph->graph, from->object, to->object, NULL, TRUE), PS_DOT_EDGE);
    edge->ends[0] = from->number;
    edge->ends[1] = to->number;
    return edge;
}

void
ps_graph_set(PsGraph *graph, PsPart *part, const char *name, const char *value)
{
    g_autofree char *escaped = ps_dot_escape(part != NULL ? part->kind : PS_DOT_GRAPH, name, value);
    int result = agset(part != NULL ? part->object : graph->graph, unconst(name), escaped);
    g_assert(result == 0 && "the attribute is declared");
    if (part != NULL)
        g_hash_table_insert(part->plain, g_strdup(name), g_strdup(value));
}

void
ps_graph_describe(PsGraph *graph, const char *title, const char *caption, const char *legend,
                  const char *places)
{
    g_autofree char *label = ps_dot_label(caption, legend, places);
    ps_graph_set(graph, NULL, "label", label);
    g_free(graph->title);
    g_free(graph->caption);
    g_free(graph->places);
    graph->title = g_strdup(title);
    graph->caption = g_strdup(caption);
    graph->places = g_strdup(places);
}

/* ---- Reading ---- */

const char *
ps_graph_name(const PsGraph *graph)
{
    return graph->name;
}

const char *
ps_graph_title(const PsGraph *graph)
{
    return graph->title != NULL ? graph->title : "";
}

const char *
ps_graph_caption(const PsGraph *graph)
{
    return graph->caption != NULL ? graph->caption : "";
}

const char *
ps_graph_places(const PsGraph *graph)
{
    return graph->places != NULL ? graph->places : "";
}

guint
ps_graph_n_nodes(const PsGraph *graph)
{
    return graph->nodes->len;
}

guint
ps_graph_n_edges(const PsGraph *graph)
{
    return graph->edges->len;
}

const PsPart *
ps_graph_node(const PsGraph *graph, guint i)
{
    g_assert(i < graph->nodes->len);
    return g_ptr_array_index(graph->nodes, i);
}

const PsPart *
ps_graph_edge(const PsGraph *graph, guint i)
{
    g_assert(i < graph->edges->len);
    return g_ptr_array_index(graph->edges, i);
}

const char *
ps_part_name(const PsPart *part)
{
    return part->name;
}

guint
ps_part_end(const PsPart *part, guint end)
{
    return part->ends[end];
}

const char *
ps_part_get(const PsPart *part, const char *name)
{
    const char *value = g_hash_table_lookup(part->plain, name);
    return value != NULL ? value : ps_dot_default(part->kind, name);
}

gboolean
ps_part_has_class(const PsPart *part, const char *word)
{
    g_auto(GStrv) words = g_strsplit(ps_part_get(part, "class"), " ", -1);
    return g_strv_contains((const char *const *)words, word);
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

/* ---- Places ---- */

/* Copies attributes of the same part of another graph; FALSE if it has no place there. */
static gboolean
take_attributes(PsGraph *graph, PsPart *part, void *other, const char *const *names)
{
    for (guint i = 0; names[i] != NULL; i++) {
        const char *value = agget(other, unconst(names[i]));
        if (value != NULL && value[0] != '\0')
            ps_graph_set(graph, part, names[i], value);
    }
    return ps_part_get(part, "pos")[0] != '\0';
}

static gboolean
take_nodes(PsGraph *graph, Agraph_t *laid_out)
{
    static const char *const names[] = {"pos", "width", "height", NULL};
    gboolean all = TRUE;
    for (guint i = 0; all && i < graph->nodes->len; i++) {
        PsPart *node = g_ptr_array_index(graph->nodes, i);
        Agnode_t *other = agnode(laid_out, agnameof(node->object), FALSE);
        all = other != NULL && take_attributes(graph, node, other, names);
    }
    return all;
}

/* Edges between the same nodes are told apart by their ids. */
static gboolean
take_edges(PsGraph *graph, Agraph_t *laid_out)
{
    static const char *const names[] = {"pos", "lp", NULL};
    g_autoptr(GHashTable) by_id = g_hash_table_new(g_str_hash, g_str_equal);
    gboolean all = TRUE;
    for (Agnode_t *node = agfstnode(laid_out); node != NULL; node = agnxtnode(laid_out, node))
        for (Agedge_t *edge = agfstout(laid_out, node); edge != NULL;
             edge = agnxtout(laid_out, edge))
            if (agget(edge, unconst("id")) != NULL)
                g_hash_table_insert(by_id, agget(edge, unconst("id")), edge);
    for (guint i = 0; all && i < graph->edges->len; i++) {
        PsPart *edge = g_ptr_array_index(graph->edges, i);
        void *other = g_hash_table_lookup(by_id, ps_part_get(edge, "id"));
        all = other != NULL && take_attributes(graph, edge, other, names);
    }
    return all;
}

static int
say_nothing(char *message)
{
    (void)message;
    return 0;
}

gboolean
ps_graph_take_places(PsGraph *graph, const char *dot)
{
    agusererrf before = agseterrf(say_nothing); /* whoever asks says what is wrong */
    Agraph_t *laid_out = agmemread(dot);
    agseterrf(before);
    if (laid_out == NULL)
        return FALSE;
    gboolean all = take_nodes(graph, laid_out) && take_edges(graph, laid_out);
    agclose(laid_out);
    return all;
}
