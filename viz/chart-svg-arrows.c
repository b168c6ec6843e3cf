/* The arrows of a chart's picture. */
#include "viz/chart-label.h"
#include "viz/chart-svg-private.h"
#include "viz/svg.h"
#include "viz/text.h"

void
chart_svg_line(GString *svg, const char *class, ChartPoint a, ChartPoint b)
{
    g_string_append_printf(svg, "<line class=\"%s\" x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\"/>\n",
                           class, a.x, a.y, b.x, b.y);
}

/* The tip of an arrow: a triangle whose back lies `back` before its end, in tenths of the way. */
void
chart_svg_tip(GString *svg, const char *class, ChartPoint from, ChartPoint to, int length, int half)
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

void
chart_svg_chip(GString *svg, const char *class, int x, int y, const char *text)
{
    guint width = ps_svg_text_width(text, CHART_SMALL);
    ps_svg_rect(svg, "chip", x - (int)width / 2, y - 6, width, 12);
    ps_svg_text(svg, class, x, y + 4, text);
}

/* ---- Kinds ---- */

ChartKind
chart_svg_kind(const ChartMessage *message)
{
    if (message->fate == CHART_LOST || message->fate == CHART_BOUNCED ||
        message->copy_of != CHART_NONE || message->bounced != CHART_NONE)
        return CHART_FAULTY;
    if (message->fate == CHART_IN_FLIGHT)
        return CHART_FLYING;
    return message->own ? CHART_OF_SERVER : CHART_OF_USER;
}

const char *
chart_svg_class(ChartKind kind)
{
    static const char *const classes[CHART_N_KINDS] = {"user", "server", "fault", "flying"};
    return classes[kind];
}

/* What a presence goes through, for those who point at it and for those who hear it. */
static char *
presence_title(const PsChart *chart, guint i)
{
    static const char *const ends[] = {NULL, "arrives", "is lost", "is bounced"};
    const ChartMessage *message = chart_message(chart, i);
    g_autofree char *text = chart_message_text(chart, i);
    const char *begins = message->copy_of != CHART_NONE ? "repeated" : "sent";
    if (message->fate == CHART_IN_FLIGHT)
        return g_strdup_printf("%s: %s in step %u, still in flight at the end", text, begins,
                               message->sent + 1);
    return g_strdup_printf("%s: %s in step %u, %s in step %u", text, begins, message->sent + 1,
                           ends[message->fate], message->ended + 1);
}

/* ---- Arrows ---- */

static void
append_arrow(const ChartPicture *picture, guint i)
{
    GString *svg = picture->svg;
    const ChartMessage *message = chart_message(picture->chart, i);
    const ChartArrow *arrow = chart_arrow(picture->places, i);
    g_autofree char *title = presence_title(picture->chart, i);
    g_string_append_printf(svg, "<g id=\"%s-presence-%u\" class=\"presence %s\">\n", picture->id,
                           i + 1, chart_svg_class(chart_svg_kind(message)));
    ps_svg_element(svg, "title", title);
    chart_svg_line(svg, "wide", arrow->start, arrow->end);
    chart_svg_line(svg, "line", arrow->start, arrow->end);
    if (message->fate == CHART_LOST || message->fate == CHART_BOUNCED)
        ps_svg_cross(svg, arrow->end.x, arrow->end.y);
    else
        chart_svg_tip(svg, "tip", arrow->start, arrow->end, 11, 4);
    g_string_append(svg, "</g>\n");
}

static void
append_labels(const ChartPicture *picture, guint i)
{
    const ChartMessage *message = chart_message(picture->chart, i);
    const ChartArrow *arrow = chart_arrow(picture->places, i);
    g_autofree char *label = chart_label_text(message);
    chart_svg_chip(picture->svg, "label", arrow->label.x, arrow->label.y, label);
    if (arrow->told)
        ps_svg_text(picture->svg, "fate", arrow->fate.x, arrow->fate.y + 4,
                    chart_fate_text(message));
}

void
chart_svg_arrows(const ChartPicture *picture)
{
    const GArray *meets = picture->places->meets;
    guint n = picture->chart->messages->len;
    for (guint i = 0; i < n; i++)
        if (chart_arrow(picture->places, i)->drawn)
            append_arrow(picture, i);
    for (guint i = 0; i < meets->len; i++) {
        ChartPoint point = g_array_index(meets, ChartPoint, i);
        g_string_append_printf(picture->svg,
                               "<circle class=\"meet\" cx=\"%d\" cy=\"%d\" r=\"6\"/>\n", point.x,
                               point.y);
    }
    for (guint i = 0; i < n; i++)
        if (chart_arrow(picture->places, i)->drawn)
            append_labels(picture, i);
}
