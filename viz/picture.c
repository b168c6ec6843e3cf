/* A picture: nodes and edges. */
#include "viz/picture-private.h"

#include "viz/style.h"
#include "viz/svg.h"
#include "viz/text.h"

#include <string.h>

#define OUTLINE 4.0     /* between two outlines of a node */
#define ROUND 8.0       /* the radius of round corners */
#define EDGE_TEXT 10.0  /* the size of the font of edges */
#define EDGE_LETTER 6.0 /* about the width of one of its letters */
#define TURN 0.41421356 /* where the sides of an octagon turn, as a part of half its size */
#define MAX_POINTS 512

void
picture_append_number(GString *text, double number)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_ascii_formatd(digits, sizeof digits, "%.1f", number);
    char *zero = g_str_has_suffix(digits, ".0") ? strstr(digits, ".0") : NULL;
    if (zero != NULL)
        *zero = '\0';
    g_string_append(text, g_str_equal(digits, "-0") ? "0" : digits);
}

static void
append_named(GString *text, const char *name, double number)
{
    g_string_append_printf(text, " %s=\"", name);
    picture_append_number(text, number);
    g_string_append_c(text, '"');
}

static void
append_point(GString *text, const char *before, double x, double y)
{
    g_string_append(text, before);
    picture_append_number(text, x);
    g_string_append_c(text, ' ');
    picture_append_number(text, y);
}

/* ---- Shapes ---- */

static void
append_octagon(GString *svg, const char *class, double x, double y, double w, double h)
{
    const double corners[][2] = {{-TURN, -1}, {TURN, -1}, {1, -TURN}, {1, TURN},
                                 {TURN, 1},   {-TURN, 1}, {-1, TURN}, {-1, -TURN}};
    g_string_append_printf(svg, "<polygon class=\"%s\" points=\"", class);
    for (guint i = 0; i < G_N_ELEMENTS(corners); i++)
        append_point(svg, i > 0 ? " " : "", x + corners[i][0] * w, y + corners[i][1] * h);
    g_string_append(svg, "\"/>\n");
}

static void
append_ellipse(GString *svg, const char *class, double x, double y, double w, double h)
{
    g_string_append_printf(svg, "<ellipse class=\"%s\"", class);
    append_named(svg, "cx", x);
    append_named(svg, "cy", y);
    append_named(svg, "rx", w);
    append_named(svg, "ry", h);
    g_string_append(svg, "/>\n");
}

static void
append_box(GString *svg, const char *class, double x, double y, double w, double h, gboolean round)
{
    g_string_append_printf(svg, "<rect class=\"%s\"", class);
    append_named(svg, "x", x - w);
    append_named(svg, "y", y - h);
    append_named(svg, "width", 2 * w);
    append_named(svg, "height", 2 * h);
    if (round)
        append_named(svg, "rx", ROUND);
    g_string_append(svg, "/>\n");
}

void
picture_append_shape(GString *svg, const PictureShape *shape)
{
    for (guint i = shape->outlines; i-- > 0;) {
        const char *class = i > 0 ? "shape outer" : "shape";
        double w = shape->width / 2 + i * OUTLINE;
        double h = shape->height / 2 + i * OUTLINE;
        if (g_str_equal(shape->shape, "ellipse"))
            append_ellipse(svg, class, shape->x, shape->y, w, h);
        else if (g_str_equal(shape->shape, "octagon"))
            append_octagon(svg, class, shape->x, shape->y, w, h);
        else
            append_box(svg, class, shape->x, shape->y, w, h, shape->rounded);
    }
}

/* ---- Places ---- */

/* Reads "x,y" and returns what follows; Graphviz counts upwards. */
static const char *
read_point(const char *text, double point[2])
{
    char *end = NULL;
    point[0] = g_ascii_strtod(text, &end);
    point[1] = -g_ascii_strtod(*end == ',' ? end + 1 : end, &end);
    return end;
}

static double
read_number(const PsPart *part, const char *name)
{
    return g_ascii_strtod(ps_part_get(part, name), NULL);
}

static void
grow(Picture *picture, double x, double y, double width, double height)
{
    picture->left = MIN(picture->left, x - width / 2);
    picture->right = MAX(picture->right, x + width / 2);
    picture->top = MIN(picture->top, y - height / 2);
    picture->bottom = MAX(picture->bottom, y + height / 2);
}

/* What dot lays out it makes as large as all outlines; what has a fixed size is so within them. */
static PictureShape
shape_of(const PsPart *node)
{
    double at[2];
    PictureShape shape = {.shape = ps_part_get(node, "shape"),
                          .rounded = strstr(ps_part_get(node, "style"), "rounded") != NULL,
                          .outlines = (guint)read_number(node, "peripheries")};
    gboolean within = g_str_equal(ps_part_get(node, "fixedsize"), "true");
    double outer = within ? 0 : 2 * OUTLINE * (shape.outlines - 1);
    read_point(ps_part_get(node, "pos"), at);
    shape.x = at[0];
    shape.y = at[1];
    shape.width = read_number(node, "width") * 72 - outer;
    shape.height = read_number(node, "height") * 72 - outer;
    return shape;
}

/* ---- Text ---- */

/* The lines of a label around its middle. */
static void
append_label(GString *svg, const char *label, double x, double y, double size)
{
    g_auto(GStrv) lines = g_strsplit(label, "\n", -1);
    guint n = g_strv_length(lines);
    double line = size * 1.2;
    for (guint i = 0; i < n && label[0] != '\0'; i++) {
        g_autofree char *escaped = ps_text_xml(lines[i]);
        g_string_append(svg, "<text");
        append_named(svg, "x", x);
        append_named(svg, "y", y + (i - (n - 1) / 2.0) * line + size * 0.34);
        g_string_append_printf(svg, ">%s</text>\n", escaped);
    }
}

static void
append_group(const Picture *picture, const PsPart *part, const char *kind)
{
    g_autofree char *id = ps_text_xml(ps_part_get(part, "id"));
    g_autofree char *class = ps_text_xml(ps_part_get(part, "class"));
    g_string_append_printf(picture->svg, "<g id=\"%s\" class=\"%s %s\">\n", id, kind, class);
    ps_svg_element(picture->svg, "title", ps_part_get(part, "tooltip"));
}

/* ---- Nodes ---- */

static void
append_node(const Picture *picture, const PsPart *node)
{
    PictureShape shape = shape_of(node);
    append_group(picture, node, "node");
    picture_append_shape(picture->svg, &shape);
    append_label(picture->svg, ps_part_get(node, "label"), shape.x, shape.y,
                 read_number(node, "fontsize"));
    g_string_append(picture->svg, "</g>\n");
}

/* ---- Edges ---- */

void
picture_append_arrow(GString *svg, const char *path, const double base[2], const double tip[2])
{
    double x = (tip[0] - base[0]) * 0.36;
    double y = (tip[1] - base[1]) * 0.36;
    g_string_append_printf(svg, "<path class=\"line\" d=\"%s\"/>\n", path);
    g_string_append_printf(svg, "<path class=\"second line\" d=\"%s\"/>\n", path);
    g_string_append(svg, "<polygon class=\"head\" points=\"");
    append_point(svg, "", tip[0], tip[1]);
    append_point(svg, " ", base[0] - y, base[1] + x);
    append_point(svg, " ", base[0] + y, base[1] - x);
    g_string_append(svg, "\"/>\n");
}

/* The points of the line of an edge, "e,TIP POINT POINT …": sets the tip and returns their number.
 */
static guint
read_line(const PsPart *edge, double points[MAX_POINTS][2], double tip[2])
{
    const char *text = ps_part_get(edge, "pos");
    guint n = 0;
    if (g_str_has_prefix(text, "e,"))
        text = read_point(text + 2, tip);
    while (n < MAX_POINTS && *text != '\0') {
        const char *next = read_point(text + strspn(text, " "), points[n]);
        if (next == text)
            break;
        text = next;
        n++;
    }
    return n;
}

static void
append_edge(const Picture *picture, const PsPart *edge)
{
    double points[MAX_POINTS][2];
    double tip[2] = {0, 0};
    double at[2] = {0, 0};
    guint n = read_line(edge, points, tip);
    g_autoptr(GString) path = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        append_point(path, i == 0 ? "M" : i == 1 ? "C" : " ", points[i][0], points[i][1]);
    append_group(picture, edge, "edge");
    if (n > 0)
        picture_append_arrow(picture->svg, path->str, points[n - 1], tip);
    read_point(ps_part_get(edge, "lp"), at);
    append_label(picture->svg, ps_part_get(edge, "label"), at[0], at[1], EDGE_TEXT);
    g_string_append(picture->svg, "</g>\n");
}

/* ---- All of it ---- */

static void
grow_label(Picture *picture, const PsPart *edge)
{
    double at[2];
    g_auto(GStrv) lines = g_strsplit(ps_part_get(edge, "label"), "\n", -1);
    guint width = 0;
    for (guint i = 0; lines[i] != NULL; i++)
        width = MAX(width, ps_style_width(lines[i]));
    if (width == 0)
        return;
    read_point(ps_part_get(edge, "lp"), at);
    grow(picture, at[0], at[1], width * EDGE_LETTER, g_strv_length(lines) * EDGE_TEXT * 1.2);
}

static void
measure(Picture *picture)
{
    picture->left = picture->top = G_MAXDOUBLE;
    picture->right = picture->bottom = -G_MAXDOUBLE;
    for (guint i = 0; i < ps_graph_n_nodes(picture->graph); i++) {
        PictureShape shape = shape_of(ps_graph_node(picture->graph, i));
        double outer = 2 * OUTLINE * (shape.outlines - 1) + 4;
        grow(picture, shape.x, shape.y, shape.width + outer, shape.height + outer);
    }
    for (guint i = 0; i < ps_graph_n_edges(picture->graph); i++) {
        const PsPart *edge = ps_graph_edge(picture->graph, i);
        double points[MAX_POINTS][2];
        double tip[2] = {0, 0};
        guint n = read_line(edge, points, tip);
        for (guint j = 0; j < n; j++)
            grow(picture, points[j][0], points[j][1], 2, 2);
        grow_label(picture, edge);
    }
    double width = picture->right - picture->left + 2 * PICTURE_MARGIN;
    picture->width = MAX(PICTURE_MIN_WIDTH, (guint)width + 1);
}

char *
ps_picture_svg(const PsGraph *graph)
{
    Picture picture = {.graph = graph, .svg = g_string_new(NULL)};
    g_assert(ps_graph_n_nodes(graph) > 0 && "a graph has a node");
    measure(&picture);
    int top = picture_append_title(&picture, FALSE);
    int bottom = top + (int)(picture.bottom - picture.top) + 1;
    int height = picture_append_legend(&picture, bottom, FALSE) + PICTURE_MARGIN;
    picture_append_head(&picture, (guint)height);
    picture_append_title(&picture, TRUE);
    double middle = (picture.width - (picture.right - picture.left)) / 2;
    g_string_append(picture.svg, "<g class=\"graph\" transform=\"translate(");
    append_point(picture.svg, "", middle - picture.left, top - picture.top);
    g_string_append(picture.svg, ")\">\n");
    for (guint i = 0; i < ps_graph_n_edges(graph); i++) /* nodes cover what runs into them */
        append_edge(&picture, ps_graph_edge(graph, i));
    for (guint i = 0; i < ps_graph_n_nodes(graph); i++)
        append_node(&picture, ps_graph_node(graph, i));
    g_string_append(picture.svg, "</g>\n");
    picture_append_legend(&picture, bottom, TRUE);
    g_string_append(picture.svg, "</svg>\n");
    return g_string_free(picture.svg, FALSE);
}
