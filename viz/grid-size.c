/* A grid: how much room columns, rows and what lies between them take. */
#include "viz/grid-private.h"

#define NODE_TEXT 7.2   /* the width of a character in a node, in points */
#define NODE_LINE 14.5  /* the height of a line in a node */
#define MIN_MIDDLE 18.0 /* between two zones */

/* ---- Stacks of labels ---- */

static guint
find_stack(PsGrid *grid, guint column, guint side, guint row)
{
    for (guint i = 0; i < grid->stacks->len; i++) {
        const GridStack *stack = grid_stack(grid, i);
        if (stack->column == column && stack->side == side && stack->row == row)
            return i;
    }
    GridStack stack = {.column = column, .side = side, .row = row};
    g_array_append_val(grid->stacks, stack);
    return grid->stacks->len - 1;
}

static void
add_to_stack(PsGrid *grid, GridEdge *edge, guint column, guint side, guint row)
{
    edge->stack = find_stack(grid, column, side, row);
    GridStack *stack = grid_stack(grid, edge->stack);
    edge->above = stack->lines;
    stack->lines += edge->lines;
    stack->width = MAX(stack->width, edge->width);
}

/* The row above the space in which the label of an edge on a vertical track stands: next to the row
 * where the edge ends. */
static guint
stack_row(const PsGrid *grid, const GridEdge *edge)
{
    guint from = grid_node(grid, edge->nodes[0])->line[1];
    guint to = grid_node(grid, edge->nodes[1])->line[1];
    return from > to ? to : to - 1;
}

/* The label of an edge that runs down or up stands beside it, in a stack with those of its
 * neighbours. */
static void
stack_labels(PsGrid *grid)
{
    for (guint down = 0; down < 2; down++) /* in the order in which they lie in their bundles */
        for (guint i = 0; i < grid->edges->len; i++) {
            GridEdge *edge = grid_edge(grid, i);
            if (edge->bundle == GRID_NONE || grid_bundle(grid, edge->bundle)->axis != 1)
                continue;
            const GridBundle *bundle = grid_bundle(grid, edge->bundle);
            const GridNode *upper = grid_node(grid, bundle->nodes[0]);
            if ((edge->nodes[0] == bundle->nodes[0]) == (down == 0))
                add_to_stack(grid, edge, upper->line[0], 2, upper->line[1]);
        }
    for (guint i = 0; i < grid->tracks->len; i++) {
        const GridTrack *track = grid_track(grid, i);
        GridEdge *edge = grid_edge(grid, track->edge);
        if (track->axis == 0)
            add_to_stack(grid, edge, track->line, track->side, stack_row(grid, edge));
    }
}

/* ---- Sizes ---- */

static void
grow(double *size, double least)
{
    *size = MAX(*size, least);
}

/* What the ends on tracks take of the nodes' sides along the axis: at its lower and upper end. */
static double
ports_size(const GridNode *node, guint axis, guint turn)
{
    guint n = MAX(node->ports[1 - axis][0][turn], node->ports[1 - axis][1][turn]);
    return n > 0 ? GRID_INSET + GRID_SPACING * n - 3 : 10;
}

/* What a bundle takes of its nodes' sides; of one that runs down also the labels beside it. */
static double
bundle_size(const GridBundle *bundle)
{
    return bundle->axis == 0 ? bundle->extent
                             : (bundle->n - 1) * GRID_SPACING + 8 + bundle->width * GRID_TEXT;
}

/* Bundles leave more room at that end of their nodes' sides where more edges on tracks end. */
static void
size_lines(PsGrid *grid)
{
    for (guint i = 0; i < grid->nodes->len; i++) {
        const GridNode *node = grid_node(grid, i);
        double slack = node->shape == PS_GRID_BOX ? 1 : 1.25;
        grow(&grid_line(grid, 0, node->line[0])->size, slack * node->width * NODE_TEXT + 18);
        grow(&grid_line(grid, 1, node->line[1])->size, slack * node->lines * NODE_LINE + 16);
        for (guint axis = 0; axis < 2; axis++)
            for (guint turn = 0; turn < 2; turn++)
                grow(&grid_line(grid, axis, node->line[axis])->ends[turn],
                     ports_size(node, axis, turn));
    }
    for (guint i = 0; i < grid->bundles->len; i++) {
        const GridBundle *bundle = grid_bundle(grid, i);
        guint across = 1 - bundle->axis;
        GridLine *line = grid_line(grid, across, grid_node(grid, bundle->nodes[0])->line[across]);
        grow(&line->size, line->ends[0] + bundle_size(bundle) + line->ends[1]);
    }
}

/* The middle of the bundles across a line. */
static double
bundles_centre(const GridLine *line)
{
    return line->centre + (line->ends[0] - line->ends[1]) / 2;
}

/* The gap between two columns in which the label of an edge along a row stands. */
static guint
label_gap(const PsGrid *grid, const GridEdge *edge)
{
    return MIN(grid_node(grid, edge->nodes[0])->line[0], grid_node(grid, edge->nodes[1])->line[0]);
}

/* Makes room for labels: of edges along rows between two columns, of all others between two rows,
 * where they make their zones wider. */
static void
size_labels(PsGrid *grid)
{
    for (guint axis = 0; axis < 2; axis++)
        for (guint i = 0; i < grid->lines[axis]->len; i++)
            grid_line(grid, axis, i)->middle = MIN_MIDDLE;
    for (guint i = 0; i < grid->edges->len; i++) {
        const GridEdge *edge = grid_edge(grid, i);
        if (edge->stack == GRID_NONE)
            grow(&grid_line(grid, 0, label_gap(grid, edge))->middle, edge->width * GRID_TEXT + 20);
    }
    for (guint i = 0; i < grid->stacks->len; i++) {
        const GridStack *stack = grid_stack(grid, i);
        GridLine *column = grid_line(grid, 0, stack->column);
        grow(&grid_line(grid, 1, stack->row)->middle, stack->lines * GRID_LINE + 14);
        if (stack->side < 2)
            column->keys[stack->side] = MAX(column->keys[stack->side], stack->width);
    }
}

/* ---- Places ---- */

/* What the zone at one side of a line takes. */
static double
zone_size(const GridLine *line, guint side)
{
    double keys = line->keys[side] > 0 ? line->keys[side] * GRID_TEXT + 6 : 0;
    return line->tracks[side] > 0 ? GRID_PAD + line->tracks[side] + keys : 0;
}

static void
place_lines(PsGrid *grid, guint axis)
{
    double at = 0;
    for (guint i = 0; i < grid->lines[axis]->len; i++) {
        GridLine *line = grid_line(grid, axis, i);
        at += zone_size(line, 0) + line->size / 2;
        line->centre = at;
        at += line->size / 2 + zone_size(line, 1) + line->middle;
    }
}

/* The middle of what lies between the zones of a line and of the next one. */
static double
middle_of(const PsGrid *grid, guint axis, guint line)
{
    return grid_border(grid, axis, line, 1) + zone_size(grid_line(grid, axis, line), 1) +
           grid_line(grid, axis, line)->middle / 2;
}

static void
place_stacks(PsGrid *grid)
{
    for (guint i = 0; i < grid->stacks->len; i++) {
        GridStack *stack = grid_stack(grid, i);
        stack->y = middle_of(grid, 1, stack->row) - stack->lines * GRID_LINE / 2;
        if (stack->side == 2)
            continue; /* it stands beside a bundle */
        const GridLine *column = grid_line(grid, 0, stack->column);
        double out =
            GRID_PAD + column->tracks[stack->side] + column->keys[stack->side] * GRID_TEXT / 2 + 2;
        stack->x =
            grid_border(grid, 0, stack->column, stack->side) + (stack->side == 0 ? -out : out);
    }
    for (guint i = 0; i < grid->edges->len; i++) {
        GridEdge *edge = grid_edge(grid, i);
        if (edge->stack == GRID_NONE || edge->bundle == GRID_NONE)
            continue;
        const GridBundle *bundle = grid_bundle(grid, edge->bundle);
        const GridNode *node = grid_node(grid, bundle->nodes[0]);
        grid_stack(grid, edge->stack)->x = bundles_centre(grid_line(grid, 0, node->line[0])) +
                                           bundle_size(bundle) / 2 - bundle->width * GRID_TEXT / 2;
    }
}

/* Labels on edges along rows stand in the middle between two columns. */
static void
place_labels(PsGrid *grid)
{
    for (guint i = 0; i < grid->edges->len; i++) {
        GridEdge *edge = grid_edge(grid, i);
        if (edge->stack == GRID_NONE)
            edge->x = middle_of(grid, 0, label_gap(grid, edge));
    }
}

/* Where the edges of bundles lie, and those on tracks. */
static void
place_edges(PsGrid *grid)
{
    for (guint i = 0; i < grid->edges->len; i++) {
        GridEdge *edge = grid_edge(grid, i);
        if (edge->bundle == GRID_NONE)
            continue;
        const GridBundle *bundle = grid_bundle(grid, edge->bundle);
        guint across = 1 - bundle->axis;
        guint line = grid_node(grid, bundle->nodes[0])->line[across];
        edge->offset += bundles_centre(grid_line(grid, across, line)) - bundle_size(bundle) / 2;
        if (bundle->axis == 0)
            edge->offset += edge->lines * GRID_LINE;
    }
    for (guint i = 0; i < grid->tracks->len; i++) {
        GridTrack *track = grid_track(grid, i);
        double out = GRID_PAD + track->at;
        track->at = grid_border(grid, track->axis, track->line, track->side) +
                    (track->side == 0 ? -out : out);
    }
}

void
grid_size(PsGrid *grid)
{
    stack_labels(grid);
    size_lines(grid);
    size_labels(grid);
    for (guint axis = 0; axis < 2; axis++)
        place_lines(grid, axis);
    place_stacks(grid);
    place_labels(grid);
    place_edges(grid);
}
