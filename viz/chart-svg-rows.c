/* The rows of a chart's picture, and the lines that they stand on. */
#include "viz/chart-svg-private.h"
#include "viz/look.h"
#include "viz/svg.h"
#include "viz/text.h"

/* ---- Lifelines ---- */

/* The height at which what is so after a step begins to be so. */
static int
height_of(const ChartPicture *picture, guint step)
{
    return chart_places_row(picture->places, chart_row_of(picture->chart, step));
}

static gboolean
is_online(const PsState *state, guint side)
{
    return ps_state_local(state, side).online;
}

static gboolean
does_see(const PsState *state, guint side)
{
    return ps_state_local(state, side).sees;
}

/* Draws what a side is from each change of it to the next. */
static void
draw_spans(const ChartPicture *picture, guint side, gboolean (*what)(const PsState *, guint),
           void (*draw)(const ChartPicture *, guint side, gboolean is, int from, int to))
{
    const PsChart *chart = picture->chart;
    PsState start = chart_state(chart, 0);
    gboolean is = what(&start, side);
    int from = picture->places->top;
    for (guint i = 0; i < chart->steps->len; i++) {
        if (what(&chart_step(chart, i)->after, side) == is)
            continue;
        draw(picture, side, is, from, height_of(picture, i));
        from = height_of(picture, i);
        is = !is;
    }
    draw(picture, side, is, from, chart_places_bottom(picture->places));
}

static void
draw_online(const ChartPicture *picture, guint side, gboolean is, int from, int to)
{
    int x = picture->places->client[side];
    gboolean online = is || !ps_world_options(picture->chart->world)->availability;
    chart_svg_line(picture->svg, online ? "client" : "client offline", (ChartPoint){x, from},
                   (ChartPoint){x, to});
}

static void
draw_sees(const ChartPicture *picture, guint side, gboolean is, int from, int to)
{
    int x = picture->places->client[side];
    const char *other = ps_world_name(picture->chart->world, 1 - side);
    g_autofree char *name = chart_short(other);
    g_autofree char *text = g_strdup_printf("sees %s", name);
    if (!is || to <= from)
        return;
    chart_svg_line(picture->svg, "sees", (ChartPoint){x, from}, (ChartPoint){x, to});
    ps_svg_text(picture->svg, side == 0 ? "small end" : "small", x + (side == 0 ? -7 : 7),
                from + 12, text);
}

void
chart_svg_lifelines(const ChartPicture *picture)
{
    const ChartPlaces *places = picture->places;
    int bottom = chart_places_bottom(places);
    for (guint side = 0; side < 2; side++) {
        chart_svg_line(picture->svg, "lifeline", (ChartPoint){places->lifeline[side], places->top},
                       (ChartPoint){places->lifeline[side], bottom});
        draw_spans(picture, side, does_see, draw_sees);
        draw_spans(picture, side, is_online, draw_online);
    }
}

/* ---- Steps ---- */

/* What a step is and what is so after it. */
static char *
step_title(const ChartPicture *picture, guint i)
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
append_entry(const ChartPicture *picture, guint side, int y, const char *name)
{
    int width = picture->places->box_width[side];
    int lifeline = picture->places->lifeline[side];
    int left = side == 0 ? lifeline - width : lifeline;
    g_string_append_printf(picture->svg,
                           "<rect class=\"box\" x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" "
                           "rx=\"4\"/>\n",
                           left, y - CHART_BOX / 2, width, CHART_BOX);
    g_autofree char *text = chart_short(name);
    ps_svg_text(picture->svg, "entry", left + width / 2, y + 4, text);
}

/* An arrow between a user and the server, with its name. It ends at the box of an entry, if there
 * is one. */
static void
append_talk(const ChartPicture *picture, guint side, gboolean to_client, gboolean at_box, int y,
            const char *text)
{
    const ChartPlaces *places = picture->places;
    int inward = side == 0 ? -places->box_width[side] : places->box_width[side];
    int beside = places->lifeline[side] + inward;
    ChartPoint client = {places->client[side], y};
    ChartPoint server = {at_box ? beside : places->lifeline[side], y};
    chart_svg_line(picture->svg, "talk-line", client, server);
    chart_svg_tip(picture->svg, "talk-tip", to_client ? server : client,
                  to_client ? client : server, 8, 3);
    chart_svg_chip(picture->svg, "talk", (client.x + beside) / 2, y, text);
}

/* What the user does, and below it what the client gets. */
static void
append_talks(const ChartPicture *picture, const PsReplayStep *step, int y, gboolean at_box)
{
    guint side = step->step.side;
    g_autofree char *gets = chart_client_text(picture->chart, step);
    gboolean acts = step->step.kind == PS_STEP_ACTION;
    int apart = acts && gets[0] != '\0' ? MIN(picture->places->row_height / 4, 7) : 0;
    if (acts)
        append_talk(picture, side, FALSE, at_box, y - apart,
                    ps_action_name((PsAction)step->step.what));
    if (gets[0] != '\0')
        append_talk(picture, side, TRUE, at_box, y + apart, gets);
}

static void
append_step(const ChartPicture *picture, guint i, int y)
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
    chart_svg_line(picture->svg, "guide", (ChartPoint){places->number, y},
                   (ChartPoint){places->width - CHART_MARGIN, y});
    ps_svg_text(picture->svg, "number", places->number - 8, y + 4, number);
    if (side != CHART_NONE) {
        gboolean changes = step->before.entry[side] != step->after.entry[side];
        append_talks(picture, step, y, changes);
        if (changes)
            append_entry(picture, side, y, chart_entry(picture->chart, &step->after, side));
        g_string_append_printf(picture->svg,
                               "<circle class=\"dot\" cx=\"%d\" cy=\"%d\" r=\"3\"/>\n",
                               places->lifeline[side], y);
    }
    g_string_append(picture->svg, "</g>\n");
}

/* ---- What is repeated ---- */

/* A bracket at the numbers of the rows from one to another. */
static void
append_bracket(const ChartPicture *picture, const char *class, int from, int to)
{
    int x = CHART_MARGIN + 2;
    g_string_append_printf(picture->svg, "<path class=\"%s\" d=\"M%d %dh-7V%dh7\"/>\n", class, x,
                           from, to);
}

static void
append_fold(const ChartPicture *picture, guint row, int y)
{
    const ChartPlaces *places = picture->places;
    const ChartRow *fold = chart_row(picture->chart, row);
    g_autofree char *text = chart_fold_text(picture->chart, fold);
    int left = places->number;
    ps_svg_rect(picture->svg, "fold", left, y - 9, (guint)(places->width - CHART_MARGIN - left),
                18);
    ps_svg_text(picture->svg, "small", left + 8, y + 4, text);
    append_bracket(picture, "fold-bracket",
                   chart_places_row(places, row - fold->period) - places->row_height / 2 + 3, y);
}

void
chart_svg_rows(const ChartPicture *picture)
{
    const PsChart *chart = picture->chart;
    const ChartPlaces *places = picture->places;
    PsState start = chart_state(chart, 0);
    for (guint side = 0; side < 2; side++)
        append_entry(picture, side, places->top + places->row_height / 2,
                     chart_entry(chart, &start, side));
    for (guint i = 0; i < chart->rows->len; i++) {
        const ChartRow *row = chart_row(chart, i);
        int y = chart_places_row(places, i);
        if (chart_row_is_fold(row))
            append_fold(picture, i, y);
        else
            append_step(picture, row->step, y);
    }
    if (chart->loop < chart->steps->len)
        append_bracket(picture, "loop", height_of(picture, chart->loop) - places->row_height / 2,
                       chart_places_row(places, chart->rows->len - 1) + places->row_height / 2);
}
