/* A picture: title, legend, style. */
#include "viz/look.h"
#include "viz/palette.h"
#include "viz/picture-private.h"
#include "viz/svg.h"
#include "viz/text.h"

#define SWATCH 44 /* the width of a sample in the legend */

/* All of it is below one class, for many in one page. In the dark on a screen, and never on paper,
 * dark and light change places. What colour says is said by shape, line or label as well. */
static const char style[] =
    "<style>\n"
    ".presub-graph { font: 12px Helvetica, Arial, \"DejaVu Sans\", sans-serif; }\n"
    ".presub-graph .paper { fill: #ffffff; }\n"
    ".presub-graph text { fill: #111111; }\n"
    ".presub-graph .title { font-size: 17px; font-weight: bold; }\n"
    ".presub-graph .node text { font-size: 11px; text-anchor: middle; }\n"
    ".presub-graph .state text { font-size: 12px; }\n"
    ".presub-graph .beside text { font-size: 10px; }\n"
    ".presub-graph .edge text { font-size: 10px; text-anchor: middle; paint-order: stroke; stroke: "
    "#ffffff; stroke-width: 3px; stroke-linejoin: round; }\n"
    ".presub-graph .shape { fill: #ffffff; stroke: #111111; }\n"
    ".presub-graph .in-flight .shape { stroke-dasharray: 5 3; }\n"
    ".presub-graph .settled .shape { fill: " PS_SKY_TINT "; }\n"
    ".presub-graph .violated .shape { fill: " PS_ORANGE_TINT "; }\n"
    ".presub-graph .shape.outer { fill: none; }\n"
    ".presub-graph .path .shape, .presub-graph .centre .shape { stroke-width: 2.5; }\n"
    ".presub-graph .end .shape, .presub-graph .centre .shape { stroke-width: 3.5; }\n"
    ".presub-graph .path text, .presub-graph .centre text { font-weight: bold; }\n"
    ".presub-graph .line { fill: none; stroke: #111111; }\n"
    ".presub-graph .second { display: none; }\n"
    ".presub-graph .action .line, .presub-graph .quiet .line, .presub-graph .mixed .line { "
    "stroke: " PS_BLUE "; }\n"
    ".presub-graph .action .head, .presub-graph .quiet .head { fill: " PS_BLUE "; }\n"
    ".presub-graph .action text, .presub-graph .quiet text { fill: " PS_BLUE "; }\n"
    ".presub-graph .arrival .line, .presub-graph .mixed .second { stroke: " PS_VERMILION
    "; stroke-dasharray: 5 3; }\n"
    ".presub-graph .mixed .second { display: inline; }\n"
    ".presub-graph .arrival .head, .presub-graph .mixed .head { fill: " PS_VERMILION "; }\n"
    ".presub-graph .arrival text { fill: " PS_VERMILION_TEXT "; }\n"
    ".presub-graph .fault .line { stroke: " PS_PURPLE_TEXT "; stroke-dasharray: 1.5 3; }\n"
    ".presub-graph .fault .head { fill: #ffffff; stroke: " PS_PURPLE_TEXT "; }\n"
    ".presub-graph .fault text { fill: " PS_PURPLE_TEXT "; }\n"
    ".presub-graph .return .line { stroke: " PS_BLUE_TINT "; }\n"
    ".presub-graph .return .head { fill: " PS_BLUE_TINT "; }\n"
    ".presub-graph .disturbed .line { stroke: " PS_GREY "; stroke-dasharray: 5 3; }\n"
    ".presub-graph .disturbed .head { fill: " PS_GREY "; }\n"
    ".presub-graph .disturbed text { fill: " PS_GREY_TEXT "; }\n"
    ".presub-graph .path .line { stroke: #111111; stroke-width: 3; }\n"
    ".presub-graph .path .head { fill: #111111; stroke: none; }\n"
    ".presub-graph .path text { fill: #111111; }\n"
    "@media screen and (prefers-color-scheme: dark) {\n"
    ".presub-graph .paper { fill: " PS_DARK_PAPER "; }\n"
    ".presub-graph text, .presub-graph .path text { fill: " PS_DARK_INK "; }\n"
    ".presub-graph .edge text { stroke: " PS_DARK_PAPER "; }\n"
    ".presub-graph .shape { fill: " PS_DARK_PAPER "; stroke: " PS_DARK_INK "; }\n"
    ".presub-graph .settled .shape { fill: " PS_DARK_SKY_TINT "; }\n"
    ".presub-graph .violated .shape { fill: " PS_DARK_ORANGE_TINT "; }\n"
    ".presub-graph .line, .presub-graph .path .line { stroke: " PS_DARK_INK "; }\n"
    ".presub-graph .action .line, .presub-graph .quiet .line, .presub-graph .mixed .line { "
    "stroke: " PS_DARK_BLUE "; }\n"
    ".presub-graph .action .head, .presub-graph .quiet .head, .presub-graph .action text, "
    ".presub-graph .quiet text { fill: " PS_DARK_BLUE "; }\n"
    ".presub-graph .arrival .line, .presub-graph .mixed .second { stroke: " PS_DARK_VERMILION
    "; }\n"
    ".presub-graph .arrival .head, .presub-graph .mixed .head, .presub-graph .arrival text { "
    "fill: " PS_DARK_VERMILION "; }\n"
    ".presub-graph .fault .line, .presub-graph .fault .head { stroke: " PS_DARK_PURPLE "; }\n"
    ".presub-graph .fault .head { fill: " PS_DARK_PAPER "; }\n"
    ".presub-graph .fault text { fill: " PS_DARK_PURPLE "; }\n"
    ".presub-graph .return .line { stroke: " PS_DARK_BLUE_TINT "; }\n"
    ".presub-graph .return .head { fill: " PS_DARK_BLUE_TINT "; }\n"
    ".presub-graph .disturbed .line { stroke: " PS_DARK_GREY "; }\n"
    ".presub-graph .disturbed .head, .presub-graph .disturbed text { fill: " PS_DARK_GREY "; }\n"
    ".presub-graph .path .line { stroke: " PS_DARK_INK "; }\n"
    ".presub-graph .path .head, .presub-graph .path text { fill: " PS_DARK_INK "; }\n"
    "}\n"
    "@media print {\n"
    ".presub-graph .shape { print-color-adjust: exact; -webkit-print-color-adjust: exact; }\n"
    "}\n"
    "</style>\n";

void
picture_append_head(const Picture *picture, guint height)
{
    const PsGraph *graph = picture->graph;
    g_autofree char *title = ps_text_xml(ps_graph_title(graph));
    g_autofree char *desc =
        g_strdup_printf("%s\n%s%s%u nodes, %u edges.", ps_graph_caption(graph),
                        ps_graph_places(graph), ps_graph_places(graph)[0] != '\0' ? "\n" : "",
                        ps_graph_n_nodes(graph), ps_graph_n_edges(graph));
    g_autofree char *safe = ps_text_xml(desc);
    g_autofree char *name = ps_text_xml(ps_graph_name(graph));
    g_string_append_printf(
        picture->svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"presub-graph %s\" "
        "role=\"graphics-document\" aria-labelledby=\"presub-%s-title presub-%s-desc\" "
        "width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\">\n"
        "<title id=\"presub-%s-title\">%s</title>\n<desc id=\"presub-%s-desc\">%s</desc>\n%s",
        name, name, name, picture->width, height, picture->width, height, name, title, name, safe,
        style);
    ps_svg_rect(picture->svg, "paper", 0, 0, picture->width, height);
}

/* ---- Lines of text ---- */

/* Appends text in as many lines as it needs from x to the right margin. y is its first base line;
 * returns that of what follows. */
static int
append_text(const Picture *picture, const char *class, int x, int y, guint font_size,
            guint line_height, const char *text, gboolean drawn)
{
    guint columns = ps_svg_columns(picture->width - PICTURE_MARGIN - (guint)x, font_size);
    g_autoptr(GPtrArray) lines = ps_text_wrap(text, columns);
    if (text[0] == '\0')
        return y;
    if (drawn)
        ps_svg_lines(picture->svg, class, x, y, line_height, lines);
    return y + (int)(lines->len * line_height);
}

int
picture_append_title(const Picture *picture, gboolean drawn)
{
    int y = append_text(picture, "title", PICTURE_MARGIN, PICTURE_MARGIN + 14, PICTURE_TITLE, 22,
                        ps_graph_title(picture->graph), drawn);
    return append_text(picture, "caption", PICTURE_MARGIN, y, PICTURE_TEXT, PICTURE_LINE,
                       ps_graph_caption(picture->graph), drawn) +
           6;
}

/* ---- The legend ---- */

/* The first node or edge of a class, or NULL. */
static const PsPart *
find_example(const PsGraph *graph, const PsSample *sample)
{
    guint n = sample->is_edge ? ps_graph_n_edges(graph) : ps_graph_n_nodes(graph);
    for (guint i = 0; i < n; i++) {
        const PsPart *part = sample->is_edge ? ps_graph_edge(graph, i) : ps_graph_node(graph, i);
        if (ps_part_has_class(part, sample->class))
            return part;
    }
    return NULL;
}

/* Appends a node like those of the class, with as many outlines as it has itself. */
static void
append_sample_node(const Picture *picture, const PsSample *sample, int y)
{
    static const char *const shapes[][2] = {
        {"settled", "box"}, {"violated", "octagon"}, {"in-flight", "ellipse"}, {"initial", "box"}};
    PictureShape shape = {.x = PICTURE_MARGIN + SWATCH / 2.0,
                          .y = y - 4,
                          .width = SWATCH - 12,
                          .height = 12,
                          .shape = "box",
                          .rounded = TRUE,
                          .outlines = 1};
    for (guint i = 0; i < G_N_ELEMENTS(shapes); i++)
        if (g_str_equal(shapes[i][0], sample->class))
            shape.shape = shapes[i][1];
    if (g_str_equal(sample->class, "violated") || g_str_equal(sample->class, "initial"))
        shape.outlines = 2;
    if (shape.outlines == 2)
        shape.height -= 4;
    picture_append_shape(picture->svg, &shape);
}

static void
append_sample_edge(const Picture *picture, int y)
{
    const double base[] = {PICTURE_MARGIN + SWATCH - 11, y - 4};
    const double tip[] = {PICTURE_MARGIN + SWATCH - 4, y - 4};
    g_autofree char *path =
        g_strdup_printf("M%d %dH%d", PICTURE_MARGIN + 2, y - 4, PICTURE_MARGIN + SWATCH - 11);
    picture_append_arrow(picture->svg, path, base, tip);
}

static int
append_sample(const Picture *picture, const PsSample *sample, int y, gboolean drawn)
{
    if (find_example(picture->graph, sample) == NULL)
        return y;
    if (drawn) {
        g_string_append_printf(picture->svg, "<g class=\"sample %s\">\n", sample->class);
        if (sample->is_edge)
            append_sample_edge(picture, y);
        else
            append_sample_node(picture, sample, y);
        g_string_append(picture->svg, "</g>\n");
    }
    return append_text(picture, "text", PICTURE_MARGIN + SWATCH + 10, y, PICTURE_TEXT, PICTURE_LINE,
                       sample->text, drawn) +
           4;
}

/* TRUE if some step in the picture leads to a mirror image. */
static gboolean
has_turned(const PsGraph *graph)
{
    for (guint i = 0; i < ps_graph_n_edges(graph); i++)
        if (g_strstr_len(ps_part_get(ps_graph_edge(graph, i), "tooltip"), -1, &PS_LOOK_TURNED[1]))
            return TRUE;
    return FALSE;
}

int
picture_append_legend(const Picture *picture, int y, gboolean drawn)
{
    y += 24;
    for (const PsSample *sample = ps_look_samples(); sample->class != NULL; sample++)
        y = append_sample(picture, sample, y, drawn);
    if (has_turned(picture->graph))
        y = append_text(picture, "text", PICTURE_MARGIN + SWATCH + 10, y, PICTURE_TEXT,
                        PICTURE_LINE,
                        &PS_LOOK_TURNED " then the users change places: the state is shown as in a "
                                        "mirror"[1],
                        drawn);
    if (ps_graph_places(picture->graph)[0] == '\0')
        return y - PICTURE_LINE;
    g_autofree char *places = g_strdup(ps_graph_places(picture->graph));
    places[0] = g_ascii_toupper(places[0]);
    return append_text(picture, "text", PICTURE_MARGIN, y + 2, PICTURE_TEXT, PICTURE_LINE, places,
                       drawn) -
           PICTURE_LINE;
}
