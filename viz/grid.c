/* A grid: deciding where there is room for what. */
#include "viz/grid-private.h"

#include "viz/style.h"

PsGrid *
ps_grid_new(PsGraph *graph)
{
    PsGrid *grid = g_new0(PsGrid, 1);
    grid->graph = graph;
    grid->nodes = g_array_new(FALSE, TRUE, sizeof(GridNode));
    grid->edges = g_array_new(FALSE, TRUE, sizeof(GridEdge));
    grid->bundles = g_array_new(FALSE, TRUE, sizeof(GridBundle));
    grid->tracks = g_array_new(FALSE, TRUE, sizeof(GridTrack));
    grid->stacks = g_array_new(FALSE, TRUE, sizeof(GridStack));
    for (guint axis = 0; axis < 2; axis++)
        grid->lines[axis] = g_array_new(FALSE, TRUE, sizeof(GridLine));
    return grid;
}

void
ps_grid_free(PsGrid *grid)
{
    if (grid == NULL)
        return;
    GArray *arrays[] = {grid->nodes,  grid->edges,    grid->bundles, grid->tracks,
                        grid->stacks, grid->lines[0], grid->lines[1]};
    for (guint i = 0; i < G_N_ELEMENTS(arrays); i++)
        g_array_unref(arrays[i]);
    g_free(grid);
}

/* How many lines and how many columns a label has. */
static void
measure(const char *label, guint *lines, guint *width)
{
    g_auto(GStrv) parts = g_strsplit(label, "\n", -1);
    *lines = g_strv_length(parts);
    *width = 0;
    for (guint i = 0; i < *lines; i++)
        *width = MAX(*width, ps_style_width(parts[i]));
}

static gboolean
is_taken(const PsGrid *grid, guint column, guint row)
{
    for (guint i = 0; i < grid->nodes->len; i++)
        if (grid_node(grid, i)->line[0] == column && grid_node(grid, i)->line[1] == row)
            return TRUE;
    return FALSE;
}

guint
ps_grid_add_node(PsGrid *grid, PsPart *node, guint column, guint row, const char *label,
                 PsGridShape shape, guint outlines)
{
    GridNode added = {.part = node,
                      .shape = shape,
                      .outlines = outlines,
                      .line = {column, row * PS_GRID_MAX_TIES}};
    while (is_taken(grid, column, added.line[1]))
        added.line[1]++;
    measure(label, &added.lines, &added.width);
    g_array_append_val(grid->nodes, added);
    return grid->nodes->len - 1;
}

void
ps_grid_add_edge(PsGrid *grid, PsPart *edge, guint from, guint to, const char *label)
{
    GridEdge added = {.part = edge,
                      .nodes = {from, to},
                      .bundle = GRID_NONE,
                      .tracks = {GRID_NONE, GRID_NONE},
                      .stack = GRID_NONE};
    measure(label, &added.lines, &added.width);
    g_array_append_val(grid->edges, added);
}

/* ---- Lines ---- */

/* How many different columns or rows in use come before this one. */
static guint
count_before(const PsGrid *grid, guint axis, guint line)
{
    guint n = 0;
    for (guint i = 0; i < grid->nodes->len; i++) {
        guint other = grid_node(grid, i)->line[axis];
        gboolean is_new = other < line;
        for (guint j = 0; j < i && is_new; j++)
            is_new = grid_node(grid, j)->line[axis] != other;
        n += is_new;
    }
    return n;
}

/* Numbers the columns or rows that are in use from 0 on. */
static void
number_lines(PsGrid *grid, guint axis)
{
    g_autofree guint *numbers = g_new(guint, grid->nodes->len);
    for (guint i = 0; i < grid->nodes->len; i++)
        numbers[i] = count_before(grid, axis, grid_node(grid, i)->line[axis]);
    for (guint i = 0; i < grid->nodes->len; i++) {
        grid_node(grid, i)->line[axis] = numbers[i];
        if (grid->lines[axis]->len <= numbers[i])
            g_array_set_size(grid->lines[axis], numbers[i] + 1);
    }
}

/* ---- Bundles ---- */

/* TRUE if the nodes are on the same line across the axis, with no other one between them. */
static gboolean
are_neighbours(const PsGrid *grid, const GridNode *a, const GridNode *b, guint axis)
{
    guint low = MIN(a->line[axis], b->line[axis]);
    guint high = MAX(a->line[axis], b->line[axis]);
    if (a->line[1 - axis] != b->line[1 - axis])
        return FALSE;
    for (guint i = 0; i < grid->nodes->len; i++) {
        const GridNode *other = grid_node(grid, i);
        if (other->line[1 - axis] == a->line[1 - axis] && other->line[axis] > low &&
            other->line[axis] < high)
            return FALSE;
    }
    return TRUE;
}

/* The bundle between two nodes, the first of which lies before the other one on the axis. */
static guint
find_bundle(PsGrid *grid, guint first, guint second, guint axis)
{
    for (guint i = 0; i < grid->bundles->len; i++)
        if (grid_bundle(grid, i)->nodes[0] == first && grid_bundle(grid, i)->nodes[1] == second)
            return i;
    GridBundle bundle = {.nodes = {first, second}, .axis = axis};
    g_array_append_val(grid->bundles, bundle);
    return grid->bundles->len - 1;
}

/* Puts edges between neighbours into bundles; only those that run down the axis, or up. */
static void
bundle_edges(PsGrid *grid, guint axis, gboolean down)
{
    for (guint i = 0; i < grid->edges->len; i++) {
        GridEdge *edge = grid_edge(grid, i);
        const GridNode *from = grid_node(grid, edge->nodes[0]);
        const GridNode *to = grid_node(grid, edge->nodes[1]);
        if (!are_neighbours(grid, from, to, axis) || (from->line[axis] < to->line[axis]) != down)
            continue;
        edge->bundle =
            find_bundle(grid, edge->nodes[down ? 0 : 1], edge->nodes[down ? 1 : 0], axis);
        GridBundle *bundle = grid_bundle(grid, edge->bundle);
        edge->offset = bundle->extent;
        bundle->extent += axis == 0 ? edge->lines * GRID_LINE + 3 : GRID_SPACING;
        bundle->width = MAX(bundle->width, edge->width);
        bundle->n++;
    }
}

/* ---- Tracks ---- */

static void
add_track(PsGrid *grid, guint edge, guint axis, guint line, guint side, double span)
{
    GridTrack track = {.edge = edge, .axis = axis, .line = line, .side = side, .span = span};
    g_array_append_val(grid->tracks, track);
}

static double
distance(const GridNode *a, const GridNode *b, guint axis)
{
    return a->line[axis] > b->line[axis] ? a->line[axis] - b->line[axis]
                                         : b->line[axis] - a->line[axis];
}

/* An edge along one line passes the nodes between on the line's outer side, or else on side 1. Any
 * other edge leaves its row towards the other one, and joins its column from the side it comes. */
static void
track_edge(PsGrid *grid, guint i)
{
    const GridEdge *edge = grid_edge(grid, i);
    const GridNode *from = grid_node(grid, edge->nodes[0]);
    const GridNode *to = grid_node(grid, edge->nodes[1]);
    if (edge->bundle != GRID_NONE)
        return;
    for (guint axis = 0; axis < 2; axis++) {
        if (from->line[axis] != to->line[axis])
            continue;
        add_track(grid, i, axis, from->line[axis], from->line[axis] == 0 ? 0 : 1,
                  distance(from, to, 1 - axis));
        return;
    }
    add_track(grid, i, 1, from->line[1], to->line[1] > from->line[1] ? 1 : 0,
              distance(from, to, 0) - 0.5);
    add_track(grid, i, 0, to->line[0], from->line[0] > to->line[0] ? 1 : 0,
              distance(from, to, 1) - 0.5);
}

static int
compare_tracks(gconstpointer a, gconstpointer b)
{
    const GridTrack *left = a;
    const GridTrack *right = b;
    if (left->axis != right->axis)
        return left->axis < right->axis ? -1 : 1;
    if (left->line != right->line)
        return left->line < right->line ? -1 : 1;
    if (left->side != right->side)
        return left->side < right->side ? -1 : 1;
    if (left->span < right->span || left->span > right->span)
        return left->span < right->span ? -1 : 1;
    return (left->edge > right->edge) - (left->edge < right->edge);
}

/* Gives an end of an edge its place among those that leave the node on the side of the track. */
static void
add_port(PsGrid *grid, GridEdge *edge, guint end, const GridTrack *track)
{
    GridNode *node = grid_node(grid, edge->nodes[end]);
    const GridNode *other = grid_node(grid, edge->nodes[1 - end]);
    guint along = 1 - track->axis;
    edge->turn[end] = other->line[along] > node->line[along] ? 1 : 0;
    edge->rank[end] = node->ports[track->axis][track->side][edge->turn[end]]++;
}

/* Orders the tracks of each zone, gives them room and their edges' ends a place. */
static void
order_tracks(PsGrid *grid)
{
    g_array_sort(grid->tracks, compare_tracks);
    for (guint i = 0; i < grid->tracks->len; i++)
        grid_edge(grid, grid_track(grid, i)->edge)->tracks[grid_track(grid, i)->axis] = i;
    for (guint i = 0; i < grid->tracks->len; i++) {
        GridTrack *track = grid_track(grid, i);
        GridEdge *edge = grid_edge(grid, track->edge);
        GridLine *line = grid_line(grid, track->axis, track->line);
        gboolean turns = edge->tracks[0] != GRID_NONE && edge->tracks[1] != GRID_NONE;
        gboolean labelled = track->axis == 1 && !turns;
        double room = labelled ? edge->lines * GRID_LINE + 4 : GRID_SPACING;
        track->at = line->tracks[track->side] + (!labelled          ? room / 2
                                                 : track->side == 0 ? 2
                                                                    : room);
        line->tracks[track->side] += room;
        if (!turns || track->axis == 1)
            add_port(grid, edge, 0, track);
        if (!turns || track->axis == 0)
            add_port(grid, edge, 1, track);
    }
}

void
ps_grid_place(PsGrid *grid)
{
    for (guint axis = 0; axis < 2; axis++)
        number_lines(grid, axis);
    for (guint axis = 0; axis < 2; axis++) {
        bundle_edges(grid, axis, TRUE);
        bundle_edges(grid, axis, FALSE);
    }
    for (guint i = 0; i < grid->edges->len; i++)
        track_edge(grid, i);
    order_tracks(grid);
    grid_size(grid);
    grid_draw(grid);
}
