/* A graph to be drawn by Graphviz: a wrapper of libcgraph that keeps its traps to itself.
 *
 * Every text is plain: whatever it contains, it is shown as it is and never becomes an escape
 * sequence, an entity or an HTML-like label. Newlines divide the lines of labels and tooltips. */
#ifndef PS_VIZ_GRAPH_H
#define PS_VIZ_GRAPH_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PsGraph PsGraph;

/* A node or an edge; its graph owns it. */
typedef struct _PsPart PsPart;

/* One attribute of Graphviz and its value. */
typedef struct {
    const char *name;
    const char *value;
} PsAttribute;

/* Makes an empty directed graph. Free with ps_graph_free. */
PsGraph *ps_graph_new(const char *name);

void ps_graph_free(PsGraph *graph);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsGraph, ps_graph_free)

/* Adds a node with this name, or if there is one already, with " (2)" and so on after it.
 * A name that begins with % gets a space before it. */
PsPart *ps_graph_add_node(PsGraph *graph, const char *name);

/* Adds an edge, also if there is one between these nodes already. */
PsPart *ps_graph_add_edge(PsGraph *graph, PsPart *from, PsPart *to);

/* Sets an attribute of a node, of an edge, or if part is NULL, of the graph itself. The attribute
 * must be one of those that graph.c declares. The lines of labels are centred, but those of the
 * graph's own label start on the left, and each of them must end with a newline. */
void ps_graph_set(PsGraph *graph, PsPart *part, const char *name, const char *value);

/* Sets all attributes of a list that ends with one without a name. */
void ps_graph_set_all(PsGraph *graph, PsPart *part, const PsAttribute *attributes);

/* Adds a word to the class attribute of a node or an edge, for style sheets. */
void ps_graph_add_class(PsGraph *graph, PsPart *part, const char *word);

guint ps_graph_n_nodes(const PsGraph *graph);
guint ps_graph_n_edges(const PsGraph *graph);

/* TRUE if its nodes and edges have their places already (PsGrid), so that nothing is to be laid
 * out. */
gboolean ps_graph_is_placed(const PsGraph *graph);

/* The graph as a DOT file: nodes and edges in the order in which they were added, the same bytes
 * for the same graph. Free it. */
char *ps_graph_to_dot(const PsGraph *graph);

G_END_DECLS

#endif
