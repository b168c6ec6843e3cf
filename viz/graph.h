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

/* Says what the graph shows: a title, a caption of some lines, how to read it in lines that do
 * without a picture, and what its places mean, in one line or "". A DOT file has all of it as its
 * label, under the drawing; it does not take part in the layout. */
void ps_graph_describe(PsGraph *graph, const char *title, const char *caption, const char *legend,
                       const char *places);

/* What it was described by; "" if it was not. */
const char *ps_graph_name(const PsGraph *graph);
const char *ps_graph_title(const PsGraph *graph);
const char *ps_graph_caption(const PsGraph *graph);
const char *ps_graph_places(const PsGraph *graph);

/* Nodes and edges, in the order in which they were added. */
guint ps_graph_n_nodes(const PsGraph *graph);
guint ps_graph_n_edges(const PsGraph *graph);
const PsPart *ps_graph_node(const PsGraph *graph, guint i);
const PsPart *ps_graph_edge(const PsGraph *graph, guint i);

/* The name of a node; the number of the node at end 0 or 1 of an edge, where it begins or ends. */
const char *ps_part_name(const PsPart *part);
guint ps_part_end(const PsPart *part, guint end);

/* An attribute as it was set, or its default. */
const char *ps_part_get(const PsPart *part, const char *name);
gboolean ps_part_has_class(const PsPart *part, const char *word);

/* TRUE if its nodes and edges have their places already (PsGrid), so that nothing is to be laid
 * out. */
gboolean ps_graph_is_placed(const PsGraph *graph);

/* Takes over the places of nodes, edges and labels from the same graph as dot has laid it out: a
 * DOT file. FALSE if it is none, or lacks some. */
gboolean ps_graph_take_places(PsGraph *graph, const char *dot);

/* The graph as a DOT file: nodes and edges in the order in which they were added, the same bytes
 * for the same graph. Free it. */
char *ps_graph_to_dot(const PsGraph *graph);

G_END_DECLS

#endif
