/* A grid: lines and labels, in the words of Graphviz. */
#include "viz/grid-private.h"

#define ARROW 7.0   /* the length of an arrowhead of size 0.7 */
#define RADIUS 8.0  /* of the corners of edges */
#define OUTLINE 4.0 /* what each outline after the first adds to a node */
#define MAX_POINTS 5

/* Graphviz counts upwards, grids count downwards; so all is below 0. */
typedef struct {
    double x, y;
} Point;

static void
append_number(GString *text, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(text, g_ascii_formatd(digits, sizeof digits, "%.1f", number));
}

static void
append_point(GString *text, Point point)
{
    if (text->len > 0)
        g_string_append_c(text, ' ');
    append_number(text, point.x);
    g_string_append_c(text, ',');
    append_number(text, -point.y);
}

/* ---- Nodes ---- */

static void
set_inches(const PsGrid *grid, PsPart *part, const char *attribute, double points)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(digits, sizeof digits, "%.3f", points / 72);
    ps_graph_set(grid->graph, part, attribute, digits);
}

static void
draw_node(const PsGrid *grid, const GridNode *node)
{
    const GridLine *column = grid_line(grid, 0, node->line[0]);
    const GridLine *row = grid_line(grid, 1, node->line[1]);
    g_autoptr(GString) place = g_string_new(NULL);
    append_point(place, (Point){column->centre, row->centre});
    ps_graph_set(grid->graph, node->part, "pos", place->str);
    set_inches(grid, node->part, "width", column->size);
    set_inches(grid, node->part, "height", row->size);
    ps_graph_set(grid->graph, node->part, "fixedsize", "true");
}

/* ---- Paths ---- */

/* The point at a distance from one point on the way to another one, across or down. */
static Point
towards(Point from, Point to, double distance)
{
    double dx = to.x - from.x;
    double dy = to.y - from.y;
    double length = ABS(dx) + ABS(dy);
    if (length < 0.1)
        return from;
    return (Point){from.x + dx / length * distance, from.y + dy / length * distance};
}

static double
length_of(Point a, Point b)
{
    return ABS(a.x - b.x) + ABS(a.y - b.y);
}

/* A straight piece, as a spline. */
static void
append_straight(GString *text, Point from, Point to)
{
    double third = length_of(from, to) / 3;
    append_point(text, towards(from, to, third));
    append_point(text, towards(to, from, third));
    append_point(text, to);
}

/* The spline along points with round corners, an arrowhead at its end. */
static char *
spline(const Point *points, guint n)
{
    Point end = points[n - 1];
    Point before = towards(end, points[n - 2], ARROW);
    Point at = points[0];
    GString *text = g_string_new("e,");
    append_number(text, end.x);
    g_string_append_c(text, ',');
    append_number(text, -end.y);
    append_point(text, at);
    for (guint i = 1; i + 1 < n; i++) {
        Point next = i + 2 < n ? points[i + 1] : before;
        double radius = MIN(RADIUS, MIN(length_of(at, points[i]), length_of(points[i], next) / 2));
        Point in = towards(points[i], at, radius);
        Point out = towards(points[i], next, radius);
        append_straight(text, at, in);
        append_point(text, towards(in, points[i], radius * 0.55));
        append_point(text, towards(out, points[i], radius * 0.55));
        append_point(text, out);
        at = out;
    }
    append_straight(text, at, before);
    return g_string_free(text, FALSE);
}

/* The square root of a number from 0 to 1, near enough to draw with; libm is not worth a link. */
static double
root(double square)
{
    double guess = 1;
    for (guint i = 0; i < 8; i++)
        guess = (guess + square / guess) / 2;
    return guess;
}

/* How far from its middle the outline of a shape is, at a place across that: both as parts of half
 * of its size. */
static double
outline(PsGridShape shape, double across)
{
    const double tangent = 0.41421356; /* where the sides of an octagon turn */
    switch (shape) {
    case PS_GRID_ELLIPSE:
        return root(1 - across * across);
    case PS_GRID_OCTAGON:
        return ABS(across) <= tangent ? 1 : 1 - (ABS(across) - tangent);
    default:
        return 1;
    }
}

/* Where an edge that runs along the axis meets the outermost outline of a node; `at` is its place
 * on the other axis. */
static double
side_of(const PsGrid *grid, const GridNode *node, guint axis, guint side, double at)
{
    const GridLine *line = grid_line(grid, axis, node->line[axis]);
    const GridLine *other = grid_line(grid, 1 - axis, node->line[1 - axis]);
    double more = OUTLINE * (node->outlines - 1);
    double across = (at - other->centre) / (other->size / 2 + more);
    double out = (line->size / 2 + more) * outline(node->shape, CLAMP(across, -1, 1));
    return line->centre + (side == 0 ? -out : out);
}

/* Where an end of an edge lies along the side of its node that a track passes. */
static double
port_of(const PsGrid *grid, const GridEdge *edge, guint end, const GridTrack *track)
{
    guint along = 1 - track->axis;
    guint line = grid_node(grid, edge->nodes[end])->line[along];
    double in = GRID_INSET + GRID_SPACING * edge->rank[end];
    return grid_border(grid, along, line, edge->turn[end]) + (edge->turn[end] == 0 ? in : -in);
}

/* The point with this place on an axis and that one on the other one. */
static Point
point_on(guint axis, double on_axis, double on_other)
{
    return axis == 0 ? (Point){on_axis, on_other} : (Point){on_other, on_axis};
}

static guint
bundle_path(const PsGrid *grid, const GridEdge *edge, Point *points)
{
    guint axis = grid_bundle(grid, edge->bundle)->axis;
    const GridNode *from = grid_node(grid, edge->nodes[0]);
    const GridNode *to = grid_node(grid, edge->nodes[1]);
    guint side = to->line[axis] > from->line[axis] ? 1 : 0;
    points[0] = point_on(axis, side_of(grid, from, axis, side, edge->offset), edge->offset);
    points[1] = point_on(axis, side_of(grid, to, axis, 1 - side, edge->offset), edge->offset);
    return 2;
}

/* Out to the track, along it, and back. */
static guint
track_path(const PsGrid *grid, const GridEdge *edge, const GridTrack *track, Point *points)
{
    guint axis = track->axis;
    for (guint end = 0; end < 2; end++) {
        const GridNode *node = grid_node(grid, edge->nodes[end]);
        double port = port_of(grid, edge, end, track);
        points[3 * end] = point_on(axis, side_of(grid, node, axis, track->side, port), port);
        points[1 + end] = point_on(axis, track->at, port);
    }
    return 4;
}

/* Out to a track along the row, to one along the column, and in from its side. */
static guint
turning_path(const PsGrid *grid, const GridEdge *edge, Point *points)
{
    const GridTrack *across = grid_track(grid, edge->tracks[1]);
    const GridTrack *down = grid_track(grid, edge->tracks[0]);
    const GridNode *from = grid_node(grid, edge->nodes[0]);
    const GridNode *to = grid_node(grid, edge->nodes[1]);
    double start = port_of(grid, edge, 0, across);
    double end = port_of(grid, edge, 1, down);
    points[0] = (Point){start, side_of(grid, from, 1, across->side, start)};
    points[1] = (Point){start, across->at};
    points[2] = (Point){down->at, across->at};
    points[3] = (Point){down->at, end};
    points[4] = (Point){side_of(grid, to, 0, down->side, end), end};
    return 5;
}

static guint
path_of(const PsGrid *grid, const GridEdge *edge, Point *points)
{
    if (edge->bundle != GRID_NONE)
        return bundle_path(grid, edge, points);
    if (edge->tracks[0] != GRID_NONE && edge->tracks[1] != GRID_NONE)
        return turning_path(grid, edge, points);
    guint axis = edge->tracks[0] != GRID_NONE ? 0 : 1;
    return track_path(grid, edge, grid_track(grid, edge->tracks[axis]), points);
}

/* ---- Labels ---- */

/* The middle of the label: in its stack, or just above the edge. */
static Point
label_of(const PsGrid *grid, const GridEdge *edge)
{
    if (edge->stack != GRID_NONE) {
        const GridStack *stack = grid_stack(grid, edge->stack);
        return (Point){stack->x, stack->y + (edge->above + edge->lines / 2.0) * GRID_LINE};
    }
    double y = edge->bundle != GRID_NONE ? edge->offset : grid_track(grid, edge->tracks[1])->at;
    return (Point){edge->x, y - edge->lines * GRID_LINE / 2.0 - 1};
}

static void
draw_edge(const PsGrid *grid, const GridEdge *edge)
{
    Point points[MAX_POINTS];
    guint n = path_of(grid, edge, points);
    g_autofree char *path = spline(points, n);
    g_autoptr(GString) label = g_string_new(NULL);
    append_point(label, label_of(grid, edge));
    ps_graph_set(grid->graph, edge->part, "pos", path);
    ps_graph_set(grid->graph, edge->part, "lp", label->str);
}

void
grid_draw(const PsGrid *grid)
{
    ps_graph_set(grid->graph, NULL, "layout", "nop2");
    for (guint i = 0; i < grid->nodes->len; i++)
        draw_node(grid, grid_node(grid, i));
    for (guint i = 0; i < grid->edges->len; i++)
        draw_edge(grid, grid_edge(grid, i));
}
