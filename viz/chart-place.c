/* Places of charts: whole numbers, without asking a font. */
#include "viz/chart-place.h"

#include "viz/chart-label.h"
#include "viz/svg.h"
#include "viz/text.h"

#define NUMBER_WIDTH 26
#define MIN_CHANNEL 240
#define PAGE_WIDTH 754   /* A4 at 96 dots an inch, with margins */
#define PAGE_HEIGHT 1000 /* the same, without a title */
#define MAX_NAME 30      /* columns */
#define MIN_ROW 22
#define MAX_ROW 34

/* ---- Columns ---- */

char *
chart_short(const char *name)
{
    g_autofree char *clean = ps_text_clean(name);
    g_autoptr(GPtrArray) lines = ps_text_wrap(clean, MAX_NAME);
    const char *first = g_ptr_array_index(lines, 0);
    return lines->len == 1 ? g_strdup(first) : g_strconcat(first, "…", NULL);
}

char *
chart_head_text(const PsChart *chart, guint side)
{
    g_autofree char *name = chart_short(ps_world_name(chart->world, side));
    return g_strdup_printf("%s’s server", name);
}

guint
chart_head_width(const PsChart *chart, guint side)
{
    g_autofree char *head = chart_head_text(chart, side);
    g_autofree char *profile = chart_short(ps_profile_name(ps_world_profile(chart->world, side)));
    return MAX(ps_svg_text_width(head, CHART_NAME), ps_svg_text_width(profile, CHART_SMALL)) + 8;
}

static gboolean
has_availability(const PsChart *chart)
{
    return ps_world_options(chart->world)->availability;
}

/* The width of the widest entry of a side. */
static int
widest_entry(const PsChart *chart, guint side)
{
    guint widest = 60;
    for (guint i = 0; i <= chart->steps->len; i++) {
        PsState state = chart_state(chart, i);
        g_autofree char *entry = chart_short(chart_entry(chart, &state, side));
        widest = MAX(widest, ps_svg_text_width(entry, CHART_SMALL) + 8);
    }
    return (int)widest;
}

/* The width of the widest of what passes between a side and its user. */
static int
widest_talk(const PsChart *chart, guint side)
{
    guint widest = 50;
    for (guint i = 0; i < chart->steps->len; i++) {
        const PsReplayStep *step = chart_step(chart, i);
        if (chart_side(step) != side)
            continue;
        g_autofree char *text = chart_client_text(chart, step);
        widest = MAX(widest, ps_svg_text_width(text, CHART_SMALL));
        if (step->step.kind == PS_STEP_ACTION)
            widest = MAX(widest,
                         ps_svg_text_width(ps_action_name((PsAction)step->step.what), CHART_SMALL));
    }
    return (int)widest + 24;
}

/* The room that half of a user's name takes. */
static int
half_name(const PsChart *chart, guint side)
{
    g_autofree char *name = chart_short(ps_world_name(chart->world, side));
    return (int)ps_svg_text_width(name, CHART_NAME) / 2 + 2;
}

/* The room outside of a user's line. */
static int
outside(const PsChart *chart, guint side)
{
    g_autofree char *name = chart_short(ps_world_name(chart->world, 1 - side));
    g_autofree char *sees = g_strdup_printf("sees %s", name);
    int seen = has_availability(chart) ? (int)ps_svg_text_width(sees, CHART_SMALL) + 10 : 0;
    return MAX(MAX(half_name(chart, side), seen), 12);
}

static void
place_columns(ChartPlaces *places)
{
    const PsChart *chart = places->chart;
    int inside[2];
    guint heads[2];
    for (guint side = 0; side < 2; side++) {
        heads[side] = chart_head_width(chart, side);
        places->box_width[side] = widest_entry(chart, side);
        inside[side] = MAX(widest_talk(chart, side) + places->box_width[side],
                           half_name(chart, side) + (int)heads[side] / 2 + 6);
    }
    int channel = MAX((int)(heads[0] + heads[1]) / 2 + 10, MIN_CHANNEL);
    int right = inside[1] + outside(chart, 1) + CHART_MARGIN;
    places->number = CHART_MARGIN + NUMBER_WIDTH;
    places->client[0] = places->number + outside(chart, 0);
    places->lifeline[0] = places->client[0] + inside[0];
    places->width = MAX(places->lifeline[0] + channel + right, PAGE_WIDTH);
    places->lifeline[1] = places->width - right;
    places->client[1] = places->lifeline[1] + inside[1];
}

guint
chart_places_width(const PsChart *chart)
{
    ChartPlaces places = {.chart = chart};
    place_columns(&places);
    return (guint)places.width;
}

/* ---- Rows ---- */

static gboolean
has_flying(const PsChart *chart)
{
    for (guint i = 0; i < chart->messages->len; i++)
        if (chart_message(chart, i)->fate == CHART_IN_FLIGHT)
            return TRUE;
    return FALSE;
}

int
chart_places_row(const ChartPlaces *places, guint i)
{
    return places->top + ((int)i + 1) * places->row_height + places->row_height / 2;
}

int
chart_places_bottom(const ChartPlaces *places)
{
    guint rows = places->chart->rows->len + (has_flying(places->chart) ? 2 : 1);
    return places->top + (int)rows * places->row_height + 6;
}

/* ---- Arrows ---- */

/* The share of the way to the other side, in hundredths, that a presence comes. */
static int
share(const PsChart *chart, guint i)
{
    const ChartMessage *message = chart_message(chart, i);
    static const int shares[] = {76, 100, 55, 84};
    int behind = 0;
    for (guint j = 0; j < i && message->fate == CHART_IN_FLIGHT; j++)
        behind += chart_message(chart, j)->fate == CHART_IN_FLIGHT &&
                  chart_message(chart, j)->side == message->side;
    return MAX(shares[message->fate] - 14 * behind, 20);
}

/* The point of a line at a height. */
static ChartPoint
point_at(ChartPoint start, ChartPoint end, int y)
{
    if (end.y <= start.y)
        return start;
    y = CLAMP(y, start.y, end.y);
    return (ChartPoint){start.x + (end.x - start.x) * (y - start.y) / (end.y - start.y), y};
}

static ChartPoint
arrow_start(const ChartPlaces *places, const ChartMessage *message)
{
    const PsChart *chart = places->chart;
    int y = chart_places_row(places, chart_row_of(chart, message->sent));
    if (message->bounced != CHART_NONE)
        return chart_arrow(places, message->bounced)->end;
    if (message->copy_of != CHART_NONE) {
        const ChartArrow *original = chart_arrow(places, message->copy_of);
        return point_at(original->start, original->end, y);
    }
    return (ChartPoint){places->lifeline[message->side], y};
}

/* What a step sends leaves the lifeline at one place after the other. */
static int
offset(const ChartPlaces *places, guint i)
{
    const PsChart *chart = places->chart;
    const ChartMessage *message = chart_message(chart, i);
    guint first = 0;
    chart_sent(chart, message->sent, &first);
    if (message->copy_of != CHART_NONE || message->bounced != CHART_NONE ||
        chart_row_is_fold(chart_row(chart, chart_row_of(chart, message->sent))))
        return 0;
    gboolean answers = chart_step(chart, message->sent)->step.kind == PS_STEP_ARRIVAL;
    return MIN((int)(i - first) * 9 + (answers ? 4 : 0), places->row_height / 2);
}

static void
place_arrow(ChartPlaces *places, guint i)
{
    const PsChart *chart = places->chart;
    const ChartMessage *message = chart_message(chart, i);
    guint to = chart_row_of(chart, message->ended);
    ChartArrow arrow = {.drawn = !chart_is_left_out(chart, i),
                        .start = arrow_start(places, message)};
    arrow.start.y += offset(places, i);
    int way = places->lifeline[1 - message->side] - arrow.start.x;
    arrow.end.x = arrow.start.x + way * share(chart, i) / 100;
    arrow.end.y = MAX(chart_places_row(places, to), arrow.start.y);
    g_array_append_val(places->arrows, arrow);
}

/* Where two lines cross; FALSE if they do not. */
static gboolean
cross(const ChartArrow *a, const ChartArrow *b, ChartPoint *point)
{
    gint64 ax = a->end.x - a->start.x;
    gint64 ay = a->end.y - a->start.y;
    gint64 bx = b->end.x - b->start.x;
    gint64 by = b->end.y - b->start.y;
    gint64 cx = b->start.x - a->start.x;
    gint64 cy = b->start.y - a->start.y;
    gint64 det = ax * by - ay * bx;
    if (det == 0)
        return FALSE;
    gint64 t = cx * by - cy * bx;
    gint64 u = cx * ay - cy * ax;
    if (det < 0) {
        det = -det;
        t = -t;
        u = -u;
    }
    if (t <= 0 || t >= det || u <= 0 || u >= det)
        return FALSE;
    *point = (ChartPoint){a->start.x + (int)(ax * t / det), a->start.y + (int)(ay * t / det)};
    return TRUE;
}

static int
compare_heights(gconstpointer a, gconstpointer b)
{
    return ((const ChartPoint *)a)->y - ((const ChartPoint *)b)->y;
}

static void
place_meets(ChartPlaces *places)
{
    const GArray *crossings = places->chart->crossings;
    for (guint i = 0; i < crossings->len; i++) {
        ChartCrossing crossing = g_array_index(crossings, ChartCrossing, i);
        const ChartArrow *a = chart_arrow(places, crossing.a);
        const ChartArrow *b = chart_arrow(places, crossing.b);
        ChartPoint point;
        if (a->drawn && b->drawn && cross(a, b, &point))
            g_array_append_val(places->meets, point);
    }
    g_array_sort(places->meets, compare_heights);
}

ChartPlaces *
chart_places_new(const PsChart *chart, int top)
{
    ChartPlaces *places = g_new0(ChartPlaces, 1);
    guint rows = chart->rows->len + 2;
    places->chart = chart;
    places->top = top;
    places->row_height = CLAMP((int)(PAGE_HEIGHT / rows), MIN_ROW, MAX_ROW);
    places->arrows = g_array_new(FALSE, FALSE, sizeof(ChartArrow));
    places->meets = g_array_new(FALSE, FALSE, sizeof(ChartPoint));
    place_columns(places);
    for (guint i = 0; i < chart->messages->len; i++)
        place_arrow(places, i);
    place_meets(places);
    chart_label(places);
    return places;
}

void
chart_places_free(ChartPlaces *places)
{
    if (places == NULL)
        return;
    g_array_unref(places->arrows);
    g_array_unref(places->meets);
    g_free(places);
}
