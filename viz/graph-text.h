/* A graph as tables of text: the same content as its picture, for those who do not see it. */
#ifndef PS_VIZ_GRAPH_TEXT_H
#define PS_VIZ_GRAPH_TEXT_H

#include "viz/graph.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* Title and caption, then a line for each node with its number, from 1, and one for each edge:
 * which nodes it leads from and to, and what happens; a star marks those of a run that is shown.
 * Free it. */
char *ps_graph_text(const PsGraph *graph, const PsStyle *style);

G_END_DECLS

#endif
