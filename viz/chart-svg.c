/* Charts as pictures: the page around the rows and arrows. */
#include "viz/caption.h"
#include "viz/chart-svg-private.h"
#include "viz/svg.h"
#include "viz/text.h"

#define TITLE 17
#define LINE 16 /* the height of a line of text */
#define HEAD 40 /* the height of the boxes over the lifelines */
#define SAMPLE 40

/* ---- Around the rows ---- */

static void
append_heads(const ChartPicture *picture)
{
    const ChartPlaces *places = picture->places;
    const PsWorld *world = picture->chart->world;
    int y = places->top - HEAD;
    for (guint side = 0; side < 2; side++) {
        guint width = chart_head_width(picture->chart, side);
        g_autofree char *name = chart_short(ps_world_name(world, side));
        g_autofree char *profile = chart_short(ps_profile_name(ps_world_profile(world, side)));
        g_autofree char *head = chart_head_text(picture->chart, side);
        int x = places->lifeline[side];
        ps_svg_rect(picture->svg, "head", x - (int)width / 2, y, width, HEAD - 2);
        ps_svg_text(picture->svg, "name", x, y + 16, head);
        ps_svg_text(picture->svg, "entry", x, y + 31, profile);
        ps_svg_text(picture->svg, "name", places->client[side], places->top - 8, name);
    }
}

/* Appends lines of text below each other, or only counts them, if svg is NULL; the next base line.
 */
static int
append_text(GString *svg, const char *class, guint width, guint size, int y, const char *text)
{
    g_autoptr(GPtrArray) lines = ps_text_wrap(text, ps_svg_columns(width - 2 * CHART_MARGIN, size));
    guint height = size == TITLE ? 22 : LINE;
    if (svg != NULL)
        ps_svg_lines(svg, class, CHART_MARGIN, y, height, lines);
    return y + (int)(lines->len * height);
}

static int
append_title(GString *svg, guint width, const char *title, const char *subtitle)
{
    int y = append_text(svg, "title", width, TITLE, CHART_MARGIN + 13, title);
    return append_text(svg, "small", width, CHART_SMALL, y - 2, subtitle) - LINE;
}

/* A box with text below the rows; only measures it if svg is NULL. Returns where the next one
 * begins. */
static int
append_box(GString *svg, guint width, int y, const char *class, const char *text)
{
    g_autoptr(GPtrArray) lines = ps_text_wrap(text, ps_svg_columns(width - 90, CHART_TEXT));
    guint height = lines->len * LINE + 14;
    int middle = y + (int)height / 2;
    if (svg == NULL)
        return y + (int)height + 8;
    g_string_append_printf(svg, "<g class=\"%s\">\n", class);
    ps_svg_rect(svg, "verdict", CHART_MARGIN, y, width - 2 * CHART_MARGIN, height);
    if (g_str_equal(class, "reached"))
        ps_svg_tick(svg, CHART_MARGIN + 18, middle);
    else if (g_str_equal(class, "violated"))
        ps_svg_cross(svg, CHART_MARGIN + 18, middle);
    ps_svg_lines(svg, "text", CHART_MARGIN + 36, y + 19, LINE, lines);
    g_string_append(svg, "</g>\n");
    return y + (int)height + 8;
}

/* What is repeated for ever, what is wrong, what stopped the run. */
static int
append_end(const ChartPicture *picture, GString *svg, int y)
{
    const PsChart *chart = picture->chart;
    guint width = (guint)picture->places->width;
    g_autofree char *loop = chart_loop_text(chart);
    g_autofree char *stopped =
        chart->error != NULL ? g_strconcat("stopped: ", chart->error, NULL) : NULL;
    if (loop != NULL)
        y = append_box(svg, width, y, "again", loop);
    if (chart->end != NULL)
        y = append_box(svg, width, y, chart->violated ? "violated" : "reached", chart->end);
    if (stopped != NULL)
        y = append_box(svg, width, y, "stopped", stopped);
    return y;
}

/* ---- The legend ---- */

/* A sample of a kind of arrow. */
static void
append_sample(GString *svg, ChartKind kind, int x, int y)
{
    ChartPoint start = {x, y - 4};
    ChartPoint end = {x + SAMPLE - 8, y - 4};
    g_string_append_printf(svg, "<g class=\"%s\">\n", chart_svg_class(kind));
    chart_svg_line(svg, "line", start, end);
    chart_svg_tip(svg, "tip", start, end, 11, 4);
    g_string_append(svg, "</g>\n");
}

/* The next place in the legend: behind a text, or on another line if this one is full. */
static void
advance(guint page, const char *text, int *x, int *y)
{
    int width = SAMPLE + (int)ps_svg_text_width(text, CHART_SMALL) + 14;
    if (*x > CHART_MARGIN && *x + width > (int)page - CHART_MARGIN) {
        *x = CHART_MARGIN;
        *y += LINE;
    }
}

/* The kinds of arrows that there are and what they mean; only measures them if svg is NULL. y is
 * the first base line; returns the next one. */
static int
append_legend(const ChartPicture *picture, GString *svg, int y)
{
    static const char *const meanings[] = {"sent by a user", "sent by a server by itself",
                                           "a fault befalls it", "in flight at the end",
                                           "two presences cross"};
    const PsChart *chart = picture->chart;
    guint there[CHART_N_KINDS + 1] = {0};
    int x = CHART_MARGIN;
    for (guint i = 0; i < chart->messages->len; i++)
        there[chart_svg_kind(chart_message(chart, i))]++;
    there[CHART_N_KINDS] = picture->places->meets->len;
    for (guint kind = 0; kind <= CHART_N_KINDS; kind++) {
        if (there[kind] == 0)
            continue;
        advance((guint)picture->places->width, meanings[kind], &x, &y);
        if (svg != NULL && kind < CHART_N_KINDS)
            append_sample(svg, (ChartKind)kind, x, y);
        else if (svg != NULL)
            g_string_append_printf(svg, "<circle class=\"meet\" cx=\"%d\" cy=\"%d\" r=\"6\"/>\n",
                                   x + SAMPLE - 14, y - 4);
        if (svg != NULL)
            ps_svg_text(svg, "small", x + SAMPLE, y, meanings[kind]);
        x += SAMPLE + (int)ps_svg_text_width(meanings[kind], CHART_SMALL) + 14;
    }
    return y + (x > CHART_MARGIN ? LINE : 0);
}

/* ---- The page ---- */

/* The picture in words. Free it. */
static char *
describe(const PsChart *chart, const char *subtitle)
{
    GString *text = g_string_new(subtitle);
    for (guint i = 0; i < chart->steps->len; i++) {
        g_autofree char *step = ps_step_text(chart->world, chart_step(chart, i)->step);
        g_string_append_printf(text, "\n%u. %s", i + 1, step);
    }
    if (chart->end != NULL)
        g_string_append_printf(text, "\n%s", chart->end);
    if (chart->error != NULL)
        g_string_append_printf(text, "\n%s", chart->error);
    return g_string_free(text, FALSE);
}

static void
append_begin(const ChartPicture *picture, guint height, const char *title, const char *subtitle)
{
    g_autofree char *description = describe(picture->chart, subtitle);
    g_autofree char *safe_title = ps_text_xml(title);
    g_autofree char *safe_desc = ps_text_xml(description);
    const char *id = picture->id;
    guint width = (guint)picture->places->width;
    g_string_append_printf(
        picture->svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"presub-chart\" role=\"img\" "
        "aria-labelledby=\"%s-title %s-desc\" width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\">\n"
        "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n%s",
        id, id, width, height, width, height, id, safe_title, id, safe_desc, chart_svg_style);
    ps_svg_rect(picture->svg, "paper", 0, 0, width, height);
}

char *
ps_chart_svg(const PsChart *chart, const char *title, const char *id)
{
    g_autofree char *unnamed = chart_title(chart);
    g_autofree char *subtitle = ps_caption_run(chart->world);
    guint width = chart_places_width(chart);
    const char *said = title != NULL ? title : unnamed;
    int top = append_title(NULL, width, said, subtitle) + HEAD + 16;
    g_autoptr(ChartPlaces) places = chart_places_new(chart, top);
    ChartPicture picture = {chart, places, g_string_new(NULL), id != NULL ? id : "chart"};
    int end = chart_places_bottom(places) + 10;
    int legend = append_end(&picture, NULL, end) + 12;
    append_begin(&picture, (guint)append_legend(&picture, NULL, legend), said, subtitle);
    append_title(picture.svg, width, said, subtitle);
    chart_svg_lifelines(&picture);
    append_heads(&picture);
    chart_svg_rows(&picture);
    chart_svg_arrows(&picture);
    append_end(&picture, picture.svg, end);
    append_legend(&picture, picture.svg, legend);
    g_string_append(picture.svg, "</svg>\n");
    return g_string_free(picture.svg, FALSE);
}
