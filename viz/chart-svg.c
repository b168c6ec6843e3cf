/* Charts as pictures. */
#include "viz/caption.h"
#include "viz/chart-label.h"
#include "viz/chart-place.h"
#include "viz/look.h"
#include "viz/palette.h"
#include "viz/svg.h"
#include "viz/text.h"

#define TITLE 17
#define LINE 16 /* the height of a line of text */
#define HEAD 40 /* the height of the boxes over the lifelines */

/* The style is for one document, and for many in one page: all of it is below one class. In the
 * dark on a screen, and never on paper, dark and light change places. */
static const char style[] =
    "<style>\n"
    ".presub-chart { font: 12px Helvetica, Arial, \"DejaVu Sans\", sans-serif; }\n"
    ".presub-chart .paper { fill: #ffffff; }\n"
    ".presub-chart text { fill: #111111; }\n"
    ".presub-chart .title { font-size: 17px; font-weight: bold; }\n"
    ".presub-chart .middle, .presub-chart .label, .presub-chart .entry, .presub-chart .talk, "
    ".presub-chart .fate { text-anchor: middle; }\n"
    ".presub-chart .name { text-anchor: middle; font-weight: bold; font-size: 13px; }\n"
    ".presub-chart .label, .presub-chart .talk, .presub-chart .fate { font-size: 11px; "
    "stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round; paint-order: stroke; }\n"
    ".presub-chart .entry, .presub-chart .small { font-size: 11px; }\n"
    ".presub-chart .fate { font-style: italic; fill: " PS_PURPLE_TEXT "; }\n"
    ".presub-chart .number { font-size: 11px; text-anchor: end; fill: #595959; }\n"
    ".presub-chart .end { text-anchor: end; }\n"
    ".presub-chart .hit { fill: #000000; fill-opacity: 0; }\n"
    ".presub-chart .step:hover .hit { fill-opacity: 0.05; }\n"
    ".presub-chart .lifeline { stroke: #444444; stroke-width: 1.5; }\n"
    ".presub-chart .client { stroke: " PS_GREY "; stroke-width: 1; }\n"
    ".presub-chart .offline { stroke-dasharray: 1 5; }\n"
    ".presub-chart .sees { stroke: " PS_BLUE "; stroke-width: 5; stroke-opacity: 0.45; }\n"
    ".presub-chart .head { fill: #f2f2f2; stroke: #444444; }\n"
    ".presub-chart .box { fill: " PS_SKY_TINT "; stroke: #444444; }\n"
    ".presub-chart .dot { fill: #444444; }\n"
    ".presub-chart .line { stroke: " PS_BLUE "; stroke-width: 1.7; fill: none; }\n"
    ".presub-chart .tip { fill: " PS_BLUE "; stroke: " PS_BLUE "; stroke-width: 1.4; }\n"
    ".presub-chart .own .line { stroke: " PS_VERMILION "; }\n"
    ".presub-chart .own .tip { fill: #ffffff; stroke: " PS_VERMILION "; }\n"
    ".presub-chart .fault .line { stroke: " PS_PURPLE "; stroke-dasharray: 6 4; }\n"
    ".presub-chart .fault .tip { fill: " PS_PURPLE "; stroke: " PS_PURPLE "; }\n"
    ".presub-chart .flying .line { stroke-dasharray: 6 4; }\n"
    ".presub-chart .wide { stroke: #000000; stroke-opacity: 0; stroke-width: 12; }\n"
    ".presub-chart .talk-line { stroke: " PS_GREY "; stroke-width: 1.2; fill: none; }\n"
    ".presub-chart .talk-tip { fill: " PS_GREY "; }\n"
    ".presub-chart .meet { fill: none; stroke: #111111; stroke-width: 1.4; }\n"
    ".presub-chart .cross { stroke: " PS_PURPLE_TEXT "; stroke-width: 2.2; fill: none; }\n"
    ".presub-chart .fold { fill: #f2f2f2; stroke: " PS_GREY "; stroke-dasharray: 3 3; }\n"
    ".presub-chart .loop { fill: none; stroke: " PS_VERMILION "; stroke-width: 1.5; "
    "stroke-dasharray: 8 4; }\n"
    ".presub-chart .verdict { fill: none; stroke: " PS_BLUE "; stroke-width: 1.5; }\n"
    ".presub-chart .violated .verdict { fill: " PS_ORANGE_TINT "; stroke: " PS_VERMILION
    "; stroke-width: 2.5; }\n"
    ".presub-chart .violated text { fill: #000000; font-weight: bold; }\n"
    ".presub-chart .violated .cross { stroke: #000000; }\n"
    ".presub-chart .stopped .verdict { stroke: " PS_GREY "; stroke-dasharray: 4 3; }\n"
    "@media screen and (prefers-color-scheme: dark) {\n"
    ".presub-chart .paper { fill: #15181c; }\n"
    ".presub-chart text { fill: #e8e8e8; }\n"
    ".presub-chart .label, .presub-chart .talk, .presub-chart .fate { stroke: #15181c; }\n"
    ".presub-chart .number { fill: #a8a8a8; }\n"
    ".presub-chart .fate { fill: #e3a7c9; }\n"
    ".presub-chart .hit { fill: #ffffff; }\n"
    ".presub-chart .lifeline { stroke: #b8b8b8; }\n"
    ".presub-chart .dot { fill: #b8b8b8; }\n"
    ".presub-chart .head, .presub-chart .fold { fill: #262b31; stroke: #b8b8b8; }\n"
    ".presub-chart .box { fill: #0b4a70; stroke: #b8b8b8; }\n"
    ".presub-chart .line { stroke: #6cb8ea; }\n"
    ".presub-chart .tip { fill: #6cb8ea; stroke: #6cb8ea; }\n"
    ".presub-chart .own .line { stroke: #ff9147; }\n"
    ".presub-chart .own .tip { fill: #15181c; stroke: #ff9147; }\n"
    ".presub-chart .meet { stroke: #ffffff; }\n"
    ".presub-chart .cross { stroke: #e3a7c9; }\n"
    ".presub-chart .violated text { fill: #000000; }\n"
    "}\n"
    "</style>\n";

typedef struct {
    const PsChart *chart;
    const ChartPlaces *places;
    GString *svg;
    const char *id;
} Picture;

/* ---- Lines and arrows ---- */

static void
append_line(GString *svg, const char *class, ChartPoint a, ChartPoint b)
{
    g_string_append_printf(svg, "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n",
                           class, a.x, a.y, b.x, b.y);
}

/* The tip of an arrow: a triangle whose back lies `back` before its end, in tenths of the way. */
static void
append_tip(GString *svg, const char *class, ChartPoint from, ChartPoint to, int length, int half)
{
    int dx = to.x - from.x;
    int dy = to.y - from.y;
    int way = 1; /* the whole root of dx * dx + dy * dy */
    while (way * way < dx * dx + dy * dy)
        way++;
    int back_x = to.x * 10 - dx * length * 10 / way; /* in tenths */
    int back_y = to.y * 10 - dy * length * 10 / way;
    int side_x = -dy * half * 10 / way;
    int side_y = dx * half * 10 / way;
    const int points[6] = {to.x * 10,       to.y * 10,       back_x + side_x,
                           back_y + side_y, back_x - side_x, back_y - side_y};
    g_string_append_printf(svg, "<path class=\"%s\" d=\"", class);
    for (guint i = 0; i < 6; i += 2)
        g_string_append_printf(svg, "%s%d.%d %d.%d", i == 0 ? "M" : "L", points[i] / 10,
                               points[i] % 10, points[i + 1] / 10, points[i + 1] % 10);
    g_string_append(svg, "z\"/>\n");
}

static const char *
message_class(const ChartMessage *message)
{
    if (message->fate == CHART_LOST || message->fate == CHART_BOUNCED ||
        message->copy_of != CHART_NONE || message->bounced != CHART_NONE)
        return "fault";
    if (message->fate == CHART_IN_FLIGHT)
        return message->own ? "own flying" : "flying";
    return message->own ? "own" : "users";
}

/* What a presence goes through, for those who point at it and for those who hear it. */
static char *
message_title(const Picture *picture, guint i)
{
    const ChartMessage *message = chart_message(picture->chart, i);
    static const char *const ends[] = {"is still in flight at the end", "arrives in step %u",
                                       "is lost in step %u", "is bounced in step %u"};
    g_autofree char *text = chart_message_text(picture->chart, i);
    GString *title = g_string_new(NULL);
    g_string_printf(title, "%s, %s in step %u, ", text,
                    message->copy_of != CHART_NONE ? "repeated" : "sent", message->sent + 1);
    if (message->fate == CHART_IN_FLIGHT)
        g_string_append(title, ends[0]);
    else
        g_string_append_printf(title, "%s in step %u",
                               message->fate == CHART_ARRIVES ? "arrives"
                               : message->fate == CHART_LOST  ? "is lost"
                                                              : "is bounced",
                               message->ended + 1);
    return g_string_free(title, FALSE);
}

/* Appends the lines of all arrows, below the labels of all. */
static void
append_arrow(const Picture *picture, guint i)
{
    const ChartMessage *message = chart_message(picture->chart, i);
    const ChartArrow *arrow = chart_arrow(picture->places, i);
    g_autofree char *title = message_title(picture, i);
    g_string_append_printf(picture->svg, "<g id=\"%s-presence-%u\" class=\"presence %s\">\n",
                           picture->id, i + 1, message_class(message));
    ps_svg_element(picture->svg, "title", title);
    append_line(picture->svg, "wide", arrow->start, arrow->end);
    append_line(picture->svg, "line", arrow->start, arrow->end);
    if (message->fate == CHART_LOST || message->fate == CHART_BOUNCED)
        ps_svg_cross(picture->svg, arrow->end.x, arrow->end.y);
    else
        append_tip(picture->svg, "tip", arrow->start, arrow->end, 10, 4);
    g_string_append(picture->svg, "</g>\n");
}

static void
append_arrows(const Picture *picture)
{
    guint n = picture->chart->messages->len;
    for (guint i = 0; i < n; i++)
        if (chart_arrow(picture->places, i)->drawn)
            append_arrow(picture, i);
    for (guint i = 0; i < picture->places->meets->len; i++) {
        ChartPoint point = g_array_index(picture->places->meets, ChartPoint, i);
        g_string_append_printf(picture->svg,
                               "<circle class=\"meet\" cx=\"%d\" cy=\"%d\" r=\"6\"/>\n", point.x,
                               point.y);
    }
    for (guint i = 0; i < n; i++) {
        const ChartArrow *arrow = chart_arrow(picture->places, i);
        const ChartMessage *message = chart_message(picture->chart, i);
        g_autofree char *label = chart_label_text(message);
        if (!arrow->drawn)
            continue;
        ps_svg_text(picture->svg, "label", arrow->label.x, arrow->label.y + 4, label);
        if (message->fate != CHART_ARRIVES)
            ps_svg_text(picture->svg, "fate", arrow->fate.x, arrow->fate.y,
                        chart_fate_text(message));
    }
}

/* ---- Rows ---- */

/* What a step is and what is so after it. */
static char *
step_title(const Picture *picture, guint i)
{
    const PsWorld *world = picture->chart->world;
    const PsReplayStep *step = chart_step(picture->chart, i);
    g_autofree char *text = ps_step_text(world, step->step);
    GString *title = g_string_new(NULL);
    g_string_printf(title, "step %u: %s", i + 1, text);
    for (guint side = 0; side < 2; side++) {
        g_autofree char *entry = ps_look_entry(world, &step->after, side);
        g_string_append_printf(title, "\n%s", entry);
    }
    for (guint link = 0; link < 2; link++) {
        guint n = ps_world_link_length(world, step->after.link[link]);
        g_string_append_printf(title, "\non the way to %s: ", ps_world_name(world, 1 - link));
        for (guint j = 0; j < n; j++)
            g_string_append_printf(
                title, "%s%s", j > 0 ? ", " : "",
                ps_presence_name(ps_world_link_peek(world, step->after.link[link], j)));
        g_string_append(title, n == 0 ? "nothing" : "");
    }
    return g_string_free(title, FALSE);
}

static void
append_entry(const Picture *picture, guint side, int y, const char *name)
{
    int width = picture->places->box_width[side];
    int lifeline = picture->places->lifeline[side];
    int left = side == 0 ? lifeline - width : lifeline;
    g_string_append_printf(picture->svg,
                           "<rect class=\"box\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                           "rx=\"4\"/>\n",
                           left, y - CHART_BOX / 2, width, CHART_BOX);
    ps_svg_text(picture->svg, "entry", left + width / 2, y + 4, name);
}

/* An arrow between a user and the server, with its name. */
static void
append_talk(const Picture *picture, guint side, gboolean to_client, gboolean at_box, int y,
            const char *text)
{
    const ChartPlaces *places = picture->places;
    int box = at_box ? places->box_width[side] : 0;
    ChartPoint client = {places->client[side], y};
    ChartPoint server = {places->lifeline[side] + (side == 0 ? -box : box), y};
    int beside =
        places->lifeline[side] + (side == 0 ? -places->box_width[side] : places->box_width[side]);
    append_line(picture->svg, "talk-line", client, server);
    append_tip(picture->svg, "talk-tip", to_client ? server : client, to_client ? client : server,
               7, 3);
    ps_svg_text(picture->svg, "talk", (client.x + beside) / 2, y + 4, text);
}

static void
append_talks(const Picture *picture, const PsReplayStep *step, int y, gboolean at_box)
{
    guint side = step->step.side;
    g_autofree char *gets = chart_client_text(picture->chart, step);
    gboolean acts = step->step.kind == PS_STEP_ACTION;
    gboolean both = acts && gets[0] != '\0';
    if (acts)
        append_talk(picture, side, FALSE, at_box, both ? y - 5 : y,
                    ps_action_name((PsAction)step->step.what));
    if (gets[0] != '\0')
        append_talk(picture, side, TRUE, at_box, both ? y + 6 : y, gets);
}

static void
append_step(const Picture *picture, guint i, int y)
{
    const PsReplayStep *step = chart_step(picture->chart, i);
    const ChartPlaces *places = picture->places;
    guint side = chart_side(step);
    g_autofree char *title = step_title(picture, i);
    g_autofree char *number = g_strdup_printf("%u", i + 1);
    g_string_append_printf(picture->svg, "<g id=\"%s-step-%u\" class=\"step\">\n", picture->id,
                           i + 1);
    ps_svg_element(picture->svg, "title", title);
    ps_svg_rect(picture->svg, "hit", CHART_MARGIN / 2, y - places->row_height / 2,
                (guint)(places->width - CHART_MARGIN), (guint)places->row_height);
    ps_svg_text(picture->svg, "number", places->number - 8, y + 4, number);
    if (side != CHART_NONE) {
        gboolean changes = step->before.entry[side] != step->after.entry[side];
        append_talks(picture, step, y, changes);
        g_string_append_printf(picture->svg,
                               "<circle class=\"dot\" cx=\"%d\" cy=\"%d\" r=\"3\"/>\n",
                               places->lifeline[side], y);
        if (changes)
            append_entry(picture, side, y, chart_entry(picture->chart, &step->after, side));
    }
    g_string_append(picture->svg, "</g>\n");
}

static void
append_fold(const Picture *picture, const ChartRow *row, int y)
{
    const ChartPlaces *places = picture->places;
    g_autofree char *text = chart_fold_text(row);
    int left = places->lifeline[0] + 12;
    int width = places->lifeline[1] - places->lifeline[0] - 24;
    ps_svg_rect(picture->svg, "fold", left, y - 10, (guint)width, 20);
    ps_svg_text(picture->svg, "middle", left + width / 2, y + 4, text);
}

static void
append_rows(const Picture *picture)
{
    PsState start = chart_state(picture->chart, 0);
    for (guint side = 0; side < 2; side++)
        append_entry(picture, side, picture->places->top + picture->places->row_height / 2,
                     chart_entry(picture->chart, &start, side));
    for (guint i = 0; i < picture->chart->rows->len; i++) {
        const ChartRow *row = chart_row(picture->chart, i);
        int y = chart_places_row(picture->places, i);
        if (chart_row_is_fold(row))
            append_fold(picture, row, y);
        else
            append_step(picture, row->step, y);
    }
}

/* ---- What stands around the rows ---- */

static void
append_lifelines(const Picture *picture)
{
    const ChartPlaces *places = picture->places;
    int bottom = chart_places_bottom(places);
    for (guint side = 0; side < 2; side++) {
        append_line(picture->svg, "lifeline", (ChartPoint){places->lifeline[side], places->top},
                    (ChartPoint){places->lifeline[side], bottom});
        append_line(picture->svg, "client", (ChartPoint){places->client[side], places->top},
                    (ChartPoint){places->client[side], bottom});
    }
}

static void
append_heads(const Picture *picture)
{
    const ChartPlaces *places = picture->places;
    const PsWorld *world = picture->chart->world;
    int y = places->top - HEAD;
    for (guint side = 0; side < 2; side++) {
        const char *name = ps_world_name(world, side);
        const char *profile = ps_profile_name(ps_world_profile(world, side));
        g_autofree char *server = g_strdup_printf("%s’s server", name);
        int width = (int)MAX(ps_svg_text_width(server, 13), ps_svg_text_width(profile, 11)) + 8;
        g_string_append_printf(picture->svg,
                               "<rect class=\"head\" x=\"%d\" y=\"%d\" width=\"%d\" "
                               "height=\"%d\"/>\n",
                               places->lifeline[side] - width / 2, y, width, HEAD - 2);
        ps_svg_text(picture->svg, "name", places->lifeline[side], y + 16, server);
        ps_svg_text(picture->svg, "entry", places->lifeline[side], y + 31, profile);
        ps_svg_text(picture->svg, "name", places->client[side], places->top - 8, name);
    }
}

static char *
default_title(const PsChart *chart)
{
    g_autofree char *steps = ps_text_count(chart->steps->len, "step");
    return g_strdup_printf("%s and %s, %s", ps_world_name(chart->world, 0),
                           ps_world_name(chart->world, 1), steps);
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

/* Below the rows: what is wrong, or what stopped the run. Only measures if svg is NULL. */
static int
append_verdict(GString *svg, guint width, int y, const char *class, const char *text)
{
    g_autoptr(GPtrArray) lines = ps_text_wrap(text, ps_svg_columns(width - 90, CHART_TEXT));
    guint height = lines->len * LINE + 14;
    if (svg == NULL)
        return y + (int)height + 8;
    g_string_append_printf(svg, "<g class=\"%s\">\n", class);
    ps_svg_rect(svg, "verdict", CHART_MARGIN, y, width - 2 * CHART_MARGIN, height);
    if (g_str_equal(class, "reached"))
        ps_svg_tick(svg, CHART_MARGIN + 18, y + (int)height / 2);
    else
        ps_svg_cross(svg, CHART_MARGIN + 18, y + (int)height / 2);
    ps_svg_lines(svg, "text", CHART_MARGIN + 36, y + 19, LINE, lines);
    g_string_append(svg, "</g>\n");
    return y + (int)height + 8;
}

static int
append_end(const Picture *picture, GString *svg, int y)
{
    const PsChart *chart = picture->chart;
    guint width = (guint)picture->places->width;
    if (chart->end != NULL)
        y = append_verdict(svg, width, y, chart->violated ? "violated" : "reached", chart->end);
    if (chart->error != NULL)
        y = append_verdict(svg, width, y, "stopped", chart->error);
    return y;
}

static void
append_begin(const Picture *picture, guint height, const char *title, const char *subtitle)
{
    g_autofree char *safe_title = ps_text_xml(title);
    g_autofree char *safe_desc = ps_text_xml(subtitle);
    const char *id = picture->id;
    guint width = (guint)picture->places->width;
    g_string_append_printf(
        picture->svg,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"presub-chart\" role=\"img\" "
        "aria-labelledby=\"%s-title %s-desc\" width=\"%u\" height=\"%u\" viewBox=\"0 0 %u %u\">\n"
        "<title id=\"%s-title\">%s</title>\n<desc id=\"%s-desc\">%s</desc>\n%s",
        id, id, width, height, width, height, id, safe_title, id, safe_desc, style);
    ps_svg_rect(picture->svg, "paper", 0, 0, width, height);
}

char *
ps_chart_svg(const PsChart *chart, const char *title, const char *id)
{
    g_autofree char *unnamed = default_title(chart);
    g_autofree char *subtitle = ps_caption_servers(chart->world);
    guint width = chart_places_width(chart);
    const char *said = title != NULL ? title : unnamed;
    int top = append_title(NULL, width, said, subtitle) + HEAD + 16;
    g_autoptr(ChartPlaces) places = chart_places_new(chart, top);
    Picture picture = {chart, places, g_string_new(NULL), id != NULL ? id : "chart"};
    int bottom = chart_places_bottom(places) + 8;
    append_begin(&picture, (guint)(append_end(&picture, NULL, bottom) + CHART_MARGIN), said,
                 subtitle);
    append_title(picture.svg, width, said, subtitle);
    append_lifelines(&picture);
    append_heads(&picture);
    append_rows(&picture);
    append_arrows(&picture);
    append_end(&picture, picture.svg, bottom);
    g_string_append(picture.svg, "</svg>\n");
    return g_string_free(picture.svg, FALSE);
}
