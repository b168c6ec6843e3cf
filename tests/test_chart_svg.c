/* Tests of charts as pictures: well-formed, each presence an arrow from its row to its row, and no
 * label over another. */
#include "tests/charts.h"
#include "tests/performance.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/chart-label.h"
#include "viz/svg.h"

#include <string.h>

/* ---- Reading a picture ---- */

typedef struct {
    int x1, y1, x2, y2;
} Line;

typedef struct {
    GHashTable *ids;
    GArray *arrows; /* of Line, by presence; x1 < 0: none */
    GArray *steps;  /* of guint: the heights of the numbers that stand at steps, by step; or 0 */
    Line lifelines[2];
    guint n_lifelines;
    char *id; /* of the element that is open and has one */
    GString *text;
} Reading;

static int
number_of(const char *const *names, const char *const *values, const char *name)
{
    for (guint i = 0; names[i] != NULL; i++)
        if (g_str_equal(names[i], name))
            return atoi(values[i]);
    return -1;
}

static const char *
value_of(const char *const *names, const char *const *values, const char *name)
{
    for (guint i = 0; names[i] != NULL; i++)
        if (g_str_equal(names[i], name))
            return values[i];
    return "";
}

/* The number at the end of the open id if it is of this kind, from 0; FALSE if not. */
static gboolean
open_number(const Reading *reading, const char *kind, guint *i)
{
    const char *found = reading->id != NULL ? strstr(reading->id, kind) : NULL;
    if (found == NULL)
        return FALSE;
    *i = (guint)atoi(found + strlen(kind)) - 1;
    return TRUE;
}

static void
on_start(GMarkupParseContext *context, const char *element, const char **names, const char **values,
         gpointer data, GError **error)
{
    (void)context;
    (void)error;
    Reading *reading = data;
    const char *id = value_of(names, values, "id");
    const char *class = value_of(names, values, "class");
    Line line = {number_of(names, values, "x1"), number_of(names, values, "y1"),
                 number_of(names, values, "x2"), number_of(names, values, "y2")};
    guint i = 0;
    CHECK(!g_str_equal(element, "script"), "a script");
    if (id[0] != '\0') {
        CHECK(g_hash_table_add(reading->ids, g_strdup(id)), "id %s comes twice", id);
        CHECK(g_str_has_prefix(id, "x7-"), "id %s", id);
    }
    if (g_str_equal(element, "g")) {
        g_free(reading->id);
        reading->id = g_strdup(id);
    }
    if (g_str_equal(class, "lifeline") && reading->n_lifelines < 2)
        reading->lifelines[reading->n_lifelines++] = line;
    if (g_str_equal(class, "line") && open_number(reading, "-presence-", &i))
        g_array_index(reading->arrows, Line, i) = line;
    if (g_str_equal(class, "number") && open_number(reading, "-step-", &i))
        g_array_index(reading->steps, guint, i) = (guint)number_of(names, values, "y") - 4;
}

static void
on_end(GMarkupParseContext *context, const char *element, gpointer data, GError **error)
{
    (void)context;
    (void)error;
    Reading *reading = data;
    if (g_str_equal(element, "g"))
        g_clear_pointer(&reading->id, g_free);
}

static void
on_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
    (void)context;
    (void)error;
    g_string_append_len(((Reading *)data)->text, text, (gssize)length);
}

static void
read_picture(const PsChart *chart, const char *title, Reading *reading)
{
    static const GMarkupParser parser = {on_start, on_end, on_text, NULL, NULL};
    g_autoptr(GError) error = NULL;
    g_autofree char *svg = ps_chart_svg(chart, title, "x7");
    *reading = (Reading){.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                         .arrows = g_array_new(FALSE, TRUE, sizeof(Line)),
                         .steps = g_array_new(FALSE, TRUE, sizeof(guint)),
                         .text = g_string_new(NULL)};
    g_array_set_size(reading->arrows, chart->messages->len);
    g_array_set_size(reading->steps, chart->steps->len);
    GMarkupParseContext *context = g_markup_parse_context_new(&parser, 0, reading, NULL);
    gboolean read = g_markup_parse_context_parse(context, svg, -1, &error) &&
                    g_markup_parse_context_end_parse(context, &error);
    g_markup_parse_context_free(context);
    REQUIRE(read, "%s", error->message);
}

static void
clear_reading(Reading *reading)
{
    g_hash_table_unref(reading->ids);
    g_array_unref(reading->arrows);
    g_array_unref(reading->steps);
    g_string_free(reading->text, TRUE);
    g_free(reading->id);
}

/* ---- Arrows ---- */

/* An arrow leaves the lifeline of its sender in the row of its sending, not further below than half
 * a row, and, if it arrives, reaches the other one in the row of its arrival. */
static void
check_arrow(const PsChart *chart, const Reading *reading, guint i)
{
    const ChartMessage *message = chart_message(chart, i);
    const Line *line = &g_array_index(reading->arrows, Line, i);
    guint sent = g_array_index(reading->steps, guint, message->sent);
    int from = reading->lifelines[message->side].x1;
    int to = reading->lifelines[1 - message->side].x1;
    CHECK(line->y2 > line->y1, "presence %u does not fall", i + 1);
    CHECK((from < to) == (line->x1 < line->x2), "presence %u goes back", i + 1);
    if (sent > 0 && message->copy_of == CHART_NONE && message->bounced == CHART_NONE) {
        CHECK_NUMBER(line->x1, from, "presence %u leaves elsewhere", i + 1);
        CHECK(line->y1 >= (int)sent && line->y1 <= (int)sent + 17,
              "presence %u leaves at %d, not %u", i + 1, line->y1, sent);
    }
    if (message->ended == CHART_NONE)
        return;
    guint ended = g_array_index(reading->steps, guint, message->ended);
    CHECK((line->x2 == to) == (message->fate == CHART_ARRIVES), "presence %u gets to %d", i + 1,
          line->x2);
    CHECK(ended == 0 || line->y2 == (int)ended, "presence %u ends at %d, not %u", i + 1, line->y2,
          ended);
}

static void
check_arrows(const PsChart *chart)
{
    Reading reading;
    read_picture(chart, NULL, &reading);
    CHECK_NUMBER(reading.n_lifelines, 2, "lifelines");
    for (guint i = 0; i < chart->messages->len; i++) {
        gboolean drawn = g_array_index(reading.arrows, Line, i).y2 > 0;
        CHECK(drawn != chart_is_left_out(chart, i), "presence %u: %d", i + 1, drawn);
        if (drawn)
            check_arrow(chart, &reading, i);
    }
    for (guint i = 0; i < chart->rows->len; i++) {
        const ChartRow *row = chart_row(chart, i);
        CHECK(chart_row_is_fold(row) || g_array_index(reading.steps, guint, row->step) > 0,
              "step %u is not drawn", row->step + 1);
    }
    clear_reading(&reading);
}

static void
presences_are_arrows(void)
{
    each_random_chart(check_arrows);
    each_counterexample(check_arrows);
}

/* ---- Labels ---- */

static ChartBox
label_box(const ChartPlaces *places, guint i)
{
    g_autofree char *text = chart_label_text(chart_message(places->chart, i));
    int half = (int)ps_svg_text_width(text, CHART_SMALL) / 2;
    ChartPoint middle = chart_arrow(places, i)->label;
    return (ChartBox){middle.x - half, middle.y - 6, middle.x + half, middle.y + 6};
}

/* In counterexamples, which are what is published, no label touches another one or a lifeline. */
static void
check_labels(const PsChart *chart)
{
    g_autoptr(ChartPlaces) places = chart_places_new(chart, 100);
    for (guint i = 0; i < chart->messages->len; i++) {
        ChartBox box = label_box(places, i);
        CHECK(box.left > places->lifeline[0] && box.right < places->lifeline[1],
              "%s: label %u is over a lifeline", chart->end, i + 1);
        for (guint j = 0; j < i; j++) {
            ChartBox other = label_box(places, j);
            CHECK(box.right <= other.left || other.right <= box.left || box.bottom <= other.top ||
                      other.bottom <= box.top,
                  "%s: label %u is over %u", chart->end, i + 1, j + 1);
        }
    }
}

static void
labels_are_apart(void)
{
    each_counterexample(check_labels);
}

/* The ring stands on both lines. */
static void
rings_mark_what_crosses(void)
{
    CHART_OF("romeo subscribe\njuliet subscribe\nsettle");
    g_autoptr(ChartPlaces) places = chart_places_new(chart, 0);
    REQUIRE(places->meets->len == 1, "%u rings", places->meets->len);
    ChartPoint point = g_array_index(places->meets, ChartPoint, 0);
    for (guint i = 0; i < 2; i++) {
        const ChartArrow *arrow = chart_arrow(places, i);
        double share = (double)(point.x - arrow->start.x) / (arrow->end.x - arrow->start.x);
        double y = arrow->start.y + share * (arrow->end.y - arrow->start.y);
        CHECK(share > 0 && share < 1 && y - point.y < 2 && point.y - y < 2, "%f, %d", y, point.y);
    }
}

/* ---- Words ---- */

static void
strange_names_are_escaped(void)
{
    CHART_OF("names </title><script> \"'&]]>ロミオ\n</title><script> subscribe\n"
             "\"'&]]>ロミオ subscribe\nsettle");
    Reading reading;
    read_picture(chart, "a \001 title & more", &reading);
    CHECK_CONTAINS(reading.text->str, "</title><script>’s server");
    CHECK_CONTAINS(reading.text->str, "\"'&]]>ロミオ");
    CHECK_CONTAINS(reading.text->str, "a \xef\xbf\xbd title & more");
    clear_reading(&reading);
}

/* A tooltip has the whole state; what stops a run and what is wrong stand at the end. */
static void
words_say_what_is(void)
{
    CHART_OF("romeo subscribe\nromeo receives subscribe");
    Reading reading;
    read_picture(chart, NULL, &reading);
    CHECK_CONTAINS(reading.text->str, "step 1: romeo subscribe\nromeo: None + Pending Out\n"
                                      "juliet: None\non the way to juliet: subscribe\n"
                                      "on the way to romeo: nothing");
    CHECK_CONTAINS(reading.text->str,
                   "subscribe from romeo: sent in step 1, still in flight at the end");
    CHECK_CONTAINS(reading.text->str, "stopped: test.trace:2: expected");
    CHECK_CONTAINS(reading.text->str, "romeo and juliet, 1 step");
    clear_reading(&reading);
}

static void
ends_are_said(void)
{
    g_autoptr(Performance) performance = perform_text("romeo subscribe\nsettle\n");
    const PsChartEnd end = {"what: is wrong", TRUE, 1};
    g_autoptr(PsChart) chart = ps_chart_new(performance->replay, &end);
    g_autofree char *svg = ps_chart_svg(chart, NULL, NULL);
    CHECK_CONTAINS(svg, "class=\"violated\"");
    CHECK_CONTAINS(svg, "what: is wrong");
    CHECK_CONTAINS(svg, "step 2 is repeated for ever");
    CHECK_CONTAINS(svg, "id=\"chart-step-2\"");
}

const Test chart_svg_tests[] = {
    {"charts: each presence is an arrow from its row to its row", presences_are_arrows, FALSE},
    {"charts: labels are apart", labels_are_apart, FALSE},
    {"charts: rings mark what crosses", rings_mark_what_crosses, FALSE},
    {"charts: strange names are escaped", strange_names_are_escaped, FALSE},
    {"charts: words say what is", words_say_what_is, FALSE},
    {"charts: the end is said", ends_are_said, FALSE},
    {0},
};
