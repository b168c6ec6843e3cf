/* A grid: places the nodes of a graph in columns and rows and draws its edges along them, so that
 * no line runs through a node or a label. For automata whose states have two parts, of which most
 * events change one. */
#ifndef PS_VIZ_GRID_H
#define PS_VIZ_GRID_H

#include "viz/graph.h"

G_BEGIN_DECLS

/* As many rows with the same number as a grid tells apart. */
#define PS_GRID_MAX_TIES 64

typedef struct _PsGrid PsGrid;

/* The outlines of nodes, so that edges end on them. */
typedef enum { PS_GRID_BOX, PS_GRID_ELLIPSE, PS_GRID_OCTAGON } PsGridShape;

/* An empty grid for the nodes and edges of a graph, which must outlive it. Free with ps_grid_free.
 */
PsGrid *ps_grid_new(PsGraph *graph);

void ps_grid_free(PsGrid *grid);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsGrid, ps_grid_free)

/* Puts a node of this shape, which shows this label and has so many outlines, into a column and a
 * row, which are numbers of any size; if there is one already, into a row of its own below that.
 * Returns the number of the node in the grid: 0, 1 and so on. */
guint ps_grid_add_node(PsGrid *grid, PsPart *node, guint column, guint row, const char *label,
                       PsGridShape shape, guint outlines);

/* Adds an edge between two nodes of the grid that are not the same, and which shows this label. */
void ps_grid_add_edge(PsGrid *grid, PsPart *edge, guint from, guint to, const char *label);

/* Gives all nodes, edges and labels their places, and tells Graphviz to use these. Once only. */
void ps_grid_place(PsGrid *grid);

G_END_DECLS

#endif
