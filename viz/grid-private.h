/* The inside of a grid, for its three parts: grid.c decides which way each edge goes, grid-size.c
 * how much room everything takes, and grid-draw.c makes lines and labels of it.
 *
 * Everything is done for two axes alike. Axis 0 is across: its lines are the columns; axis 1 is
 * down: its lines are the rows. Beside each line lie two zones, at its sides 0 (left of, above) and
 * 1 (right of, below), for the tracks on which edges pass by nodes; between the zones of two lines
 * lies the middle, for labels. */
#ifndef PS_VIZ_GRID_PRIVATE_H
#define PS_VIZ_GRID_PRIVATE_H

#include "viz/grid.h"

#define GRID_TEXT 5.6    /* the width of a character of a label, in points */
#define GRID_LINE 12.0   /* the height of a line of a label */
#define GRID_SPACING 9.0 /* between two lines of edges */
#define GRID_PAD 9.0     /* between a node and the first track */
#define GRID_INSET 12.0  /* between the corner of a node and the first edge there */

/* The number of nothing. */
#define GRID_NONE G_MAXUINT

typedef struct {
    PsPart *part;
    PsGridShape shape;
    guint outlines;
    guint line[2];        /* its column and its row */
    guint lines;          /* of its label */
    guint width;          /* of its label, in characters */
    guint ports[2][2][2]; /* edges on tracks at its sides: axis, side, which way they turn */
} GridNode;

/* Edges between the same two nodes with nothing between them: straight lines side by side. */
typedef struct {
    guint nodes[2];
    guint axis; /* along which they run */
    guint n;
    double extent; /* of all lines, across the axis */
    guint width;   /* of the widest label, in characters */
} GridBundle;

/* A stretch of an edge in a zone, parallel to the zone's line. */
typedef struct {
    guint edge;
    guint axis, line, side; /* the zone */
    double span;            /* how far it goes: short ones lie closer to the line */
    double at;              /* how far from the nodes on the line it lies */
} GridTrack;

/* Labels one below the other, between two rows. */
typedef struct {
    guint column, side; /* beside which column; side 2: under it, for a bundle */
    guint row;          /* the upper one */
    guint lines;
    guint width;
    double x, y; /* the middle of its upper end */
} GridStack;

typedef struct {
    PsPart *part;
    guint nodes[2];  /* from, to */
    guint lines;     /* of its label */
    guint width;     /* of its label, in characters */
    guint bundle;    /* or GRID_NONE */
    double offset;   /* in its bundle, and then where it lies across the bundle's axis */
    guint tracks[2]; /* those in zones of the two axes, or GRID_NONE */
    guint turn[2];   /* which way it turns at its ends, and how many others do so further out */
    guint rank[2];
    guint stack; /* or GRID_NONE, if its label lies on the edge: */
    double x;    /* then the middle of the label */
    guint above; /* lines of other labels above it in the stack */
} GridEdge;

/* A column or a row. */
typedef struct {
    double size;
    double ends[2]; /* of its nodes' sides, which edges on tracks take */
    double centre;
    double tracks[2]; /* the zones: what their tracks take */
    guint keys[2];    /* and the labels beside them, in characters */
    double middle;    /* between this line's zone and that of the next one */
} GridLine;

struct _PsGrid {
    PsGraph *graph;
    GArray *nodes;    /* of GridNode */
    GArray *edges;    /* of GridEdge */
    GArray *bundles;  /* of GridBundle */
    GArray *tracks;   /* of GridTrack */
    GArray *stacks;   /* of GridStack */
    GArray *lines[2]; /* of GridLine */
};

static inline GridNode *
grid_node(const PsGrid *grid, guint i)
{
    return &g_array_index(grid->nodes, GridNode, i);
}

static inline GridEdge *
grid_edge(const PsGrid *grid, guint i)
{
    return &g_array_index(grid->edges, GridEdge, i);
}

static inline GridBundle *
grid_bundle(const PsGrid *grid, guint i)
{
    return &g_array_index(grid->bundles, GridBundle, i);
}

static inline GridTrack *
grid_track(const PsGrid *grid, guint i)
{
    return &g_array_index(grid->tracks, GridTrack, i);
}

static inline GridStack *
grid_stack(const PsGrid *grid, guint i)
{
    return &g_array_index(grid->stacks, GridStack, i);
}

static inline GridLine *
grid_line(const PsGrid *grid, guint axis, guint i)
{
    return &g_array_index(grid->lines[axis], GridLine, i);
}

/* The edge of a line at one of its sides. */
static inline double
grid_border(const PsGrid *grid, guint axis, guint line, guint side)
{
    const GridLine *found = grid_line(grid, axis, line);
    return found->centre + (side == 0 ? -0.5 : 0.5) * found->size;
}

/* Gives columns, rows, tracks and stacks of labels their places. */
void grid_size(PsGrid *grid);

/* Sets the attributes of Graphviz. */
void grid_draw(const PsGrid *grid);

#endif
