/* Tests of charts: every presence is followed to where it ends, and what crosses is found. */
#include "tests/charts.h"
#include "tests/performance.h"
#include "tests/suites.h"
#include "tests/support.h"

/* ---- Following presences ---- */

static gboolean
is_on_link(const ChartMessage *message, guint link, guint step)
{
    return message->side == link && message->sent <= step &&
           (message->ended == CHART_NONE || message->ended > step);
}

/* TRUE if nothing overtakes: in a queue, before the first copy. */
static gboolean
is_in_order(const PsChart *chart, guint step)
{
    gboolean in_order = !ps_world_options(chart->world)->any_order;
    for (guint i = 0; i < chart->messages->len; i++)
        if (chart_message(chart, i)->sent <= step)
            in_order = in_order && chart_message(chart, i)->copy_of == CHART_NONE;
    return in_order;
}

/* What is sent and has not ended is exactly what the link holds, by kinds; and in its order if
 * there is one. */
static void
check_link(const PsChart *chart, guint step, guint link)
{
    guint64 digits = chart_step(chart, step)->after.link[link];
    guint n = ps_world_link_length(chart->world, digits);
    guint found[PS_N_PRESENCES] = {0};
    guint expected[PS_N_PRESENCES] = {0};
    gboolean in_order = is_in_order(chart, step);
    guint place = 0;
    for (guint i = 0; i < n; i++)
        expected[ps_world_link_peek(chart->world, digits, i)]++;
    for (guint i = 0; i < chart->messages->len; i++) {
        const ChartMessage *message = chart_message(chart, i);
        if (!is_on_link(message, link, step))
            continue;
        found[message->presence]++;
        CHECK(!in_order || (place < n &&
                            ps_world_link_peek(chart->world, digits, place) == message->presence),
              "presence %u is out of order after step %u", i + 1, step + 1);
        place++;
    }
    for (guint p = 0; p < PS_N_PRESENCES; p++)
        CHECK_NUMBER(found[p], expected[p], "step %u, link %u, %s", step + 1, link,
                     ps_presence_name((PsPresence)p));
}

static void
check_links(const PsChart *chart)
{
    for (guint step = 0; step < chart->steps->len; step++)
        for (guint link = 0; link < 2; link++)
            check_link(chart, step, link);
}

/* The step in which a presence ends is one of the kind that its fate says, at the other side. */
static void
check_ends(const PsChart *chart)
{
    static const guint kinds[] = {0, PS_STEP_ARRIVAL, PS_STEP_LOSS, PS_STEP_BOUNCE};
    for (guint i = 0; i < chart->messages->len; i++) {
        const ChartMessage *message = chart_message(chart, i);
        CHECK((message->fate == CHART_IN_FLIGHT) == (message->ended == CHART_NONE),
              "presence %u is in flight or ends", i + 1);
        if (message->ended == CHART_NONE)
            continue;
        PsStep step = chart_step(chart, message->ended)->step;
        CHECK(message->ended > message->sent, "presence %u ends in step %u", i + 1, message->ended);
        CHECK_NUMBER(step.kind, kinds[message->fate], "presence %u", i + 1);
        CHECK_NUMBER(step.side, 1 - message->side, "presence %u", i + 1);
        CHECK_NUMBER(step.what, message->presence, "presence %u", i + 1);
        CHECK_NUMBER(chart_taken(chart, message->ended), i, "what step %u takes",
                     message->ended + 1);
    }
}

static void
presences_are_followed(void)
{
    each_random_chart(check_links);
    each_random_chart(check_ends);
}

/* ---- Crossings, by brute force ---- */

static gboolean
comes_over(const ChartMessage *message)
{
    return message->fate == CHART_ARRIVES || message->fate == CHART_BOUNCED;
}

/* From when to when a presence is on its way; a copy has been since its original was sent. */
static gboolean
do_cross(const PsChart *chart, guint a, guint b)
{
    const ChartMessage *first = chart_message(chart, a);
    const ChartMessage *second = chart_message(chart, b);
    guint root_a = chart_root(chart, a);
    guint root_b = chart_root(chart, b);
    guint sent_a = chart_message(chart, root_a)->sent;
    guint sent_b = chart_message(chart, root_b)->sent;
    if (!comes_over(first) || !comes_over(second))
        return FALSE;
    if (first->side != second->side)
        return sent_a < second->ended && sent_b < first->ended;
    return root_a != root_b && (root_a < root_b) != (first->ended < second->ended);
}

static void
check_crossings(const PsChart *chart)
{
    g_autoptr(GHashTable) found = g_hash_table_new(NULL, NULL);
    guint n = chart->messages->len;
    guint expected = 0;
    for (guint i = 0; i < chart->crossings->len; i++) {
        ChartCrossing crossing = g_array_index(chart->crossings, ChartCrossing, i);
        CHECK(crossing.a < crossing.b && do_cross(chart, crossing.a, crossing.b),
              "%u does not cross %u", crossing.a + 1, crossing.b + 1);
        CHECK(g_hash_table_add(found, GUINT_TO_POINTER(crossing.a * n + crossing.b)),
              "%u crosses %u twice", crossing.a + 1, crossing.b + 1);
    }
    for (guint a = 0; a < n; a++)
        for (guint b = a + 1; b < n; b++)
            expected += do_cross(chart, a, b);
    CHECK_NUMBER(ps_chart_n_crossings(chart), expected, "crossings of %u presences", n);
}

static void
crossings_are_found(void)
{
    each_random_chart(check_crossings);
    each_counterexample(check_crossings);
}

static void
check_n_crossings(const char *text, guint expected)
{
    CHART_OF(text);
    CHECK(chart->error == NULL, "%s", chart->error);
    CHECK_NUMBER(ps_chart_n_crossings(chart), expected, "%s", text);
}

/* Cases that a person has looked at. */
static void
crossings_are_races(void)
{
    check_n_crossings("romeo subscribe\njuliet subscribe\nsettle", 1);
    check_n_crossings("romeo subscribe\nsettle\njuliet subscribe\nsettle", 0);
    check_n_crossings("romeo subscribe\nromeo unsubscribe\nsettle", 0);
    check_n_crossings("romeo subscribe\njuliet subscribe\nlose subscribe to juliet\nsettle", 0);
    check_n_crossings("order any\nromeo subscribe\nromeo unsubscribe\njuliet receives unsubscribe\n"
                      "juliet receives subscribe",
                      1);
    check_n_crossings("romeo subscribe\njuliet subscribe\nrepeat subscribe to juliet\nsettle", 2);
}

/* ---- Rows ---- */

/* The rows are the steps, each once, in their order. */
static void
check_rows(const PsChart *chart)
{
    guint next = 0;
    for (guint i = 0; i < chart->rows->len; i++) {
        const ChartRow *row = chart_row(chart, i);
        CHECK_NUMBER(row->step, next, "row %u", i);
        for (guint step = next; step < next + row->n; step++)
            CHECK_NUMBER(chart_row_of(chart, step), i, "step %u", step + 1);
        for (guint step = next; chart_row_is_fold(row) && step < next + row->n; step++)
            CHECK(ps_step_equal(chart_step(chart, step)->step,
                                chart_step(chart, step - row->period)->step),
                  "step %u is left out and is not as the one before", step + 1);
        next += row->n;
    }
    CHECK_NUMBER(next, chart->steps->len, "steps");
    CHECK(chart->steps->len > CHART_MAX_STEPS || chart->rows->len == next, "folded too early");
}

static void
rows_are_the_steps(void)
{
    each_random_chart(check_rows);
    each_counterexample(check_rows);
}

/* Twelve rounds of eight steps and one more step make ten rows. */
static void
rounds_are_folded(void)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < 12; i++)
        g_string_append(text, "romeo subscribe\njuliet receives subscribe\njuliet subscribed\n"
                              "romeo receives subscribed\nromeo remove\njuliet unsubscribed\n"
                              "settle\n");
    g_string_append(text, "romeo subscribe\n");
    CHART_OF(text->str);
    REQUIRE(chart->rows->len == 10, "%u rows", chart->rows->len);
    g_autofree char *fold = chart_fold_text(chart, chart_row(chart, 8));
    CHECK_STRING(fold, "8 steps × 12");
    CHECK_NUMBER(chart_row(chart, 8)->n, 88, "steps left out");
    CHECK_NUMBER(chart_row(chart, 9)->step, 96, "the step below");
}

/* What stays in flight in what is left out is said. */
static void
presences_left_out_are_counted(void)
{
    g_autoptr(GString) text = g_string_new("romeo subscribe\nsettle\n");
    for (guint i = 0; i < 20; i++)
        g_string_append(text, "romeo subscribe\nlose subscribe to juliet\n");
    for (guint i = 0; i < 10; i++)
        g_string_append(text, "romeo subscribe\n");
    CHART_OF(text->str);
    g_autofree char *rounds = chart_fold_text(chart, chart_row(chart, 4));
    g_autofree char *fold = chart_fold_text(chart, chart_row(chart, chart->rows->len - 1));
    CHECK_STRING(rounds, "2 steps × 20");
    CHECK_STRING(fold, "this step × 10; 9 more presences in flight at the end");
}

const Test chart_tests[] = {
    {"charts: every presence is followed through the links", presences_are_followed, FALSE},
    {"charts: what crosses is found, as by brute force", crossings_are_found, FALSE},
    {"charts: races cross, and nothing else", crossings_are_races, FALSE},
    {"charts: the rows are the steps", rows_are_the_steps, FALSE},
    {"charts: rounds that repeat are folded", rounds_are_folded, FALSE},
    {"charts: what is in flight and left out is counted", presences_left_out_are_counted, FALSE},
    {0},
};
