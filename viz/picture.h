/* A picture: a graph that has its places, as SVG of our own.
 *
 * Graphviz finds the places, where a view has none of its own; what is drawn there is drawn here,
 * so that all graphs look alike, follow the reader's choice of light and dark, can be printed, name
 * their parts in ids, classes and titles, and have their legend beside the layout. */
#ifndef PS_VIZ_PICTURE_H
#define PS_VIZ_PICTURE_H

#include "viz/graph.h"

G_BEGIN_DECLS

/* Draws a graph whose nodes and edges have places (ps_graph_is_placed, or ps_graph_take_places).
 * The same bytes for the same graph. Free it. */
char *ps_picture_svg(const PsGraph *graph);

G_END_DECLS

#endif
