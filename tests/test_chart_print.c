/* Tests of charts as text: ladders, mscgen, Mermaid and ITF. */
#include "tests/charts.h"
#include "tests/performance.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <json-glib/json-glib.h>
#include <string.h>

static const PsStyle plain = {.colour = FALSE};

static guint
count_of(const char *text, const char *part)
{
    guint n = 0;
    for (const char *c = text; (c = strstr(c, part)) != NULL; c += strlen(part))
        n++;
    return n;
}

/* ---- Ladders ---- */

/* The race of the README, as a person reads it: three presences, and an answer that crosses the
 * last one. */
static void
ladders_show_races(void)
{
    CHART_OF("set remove-cancels-pending=on\nromeo subscribe\nromeo unsubscribe\nromeo subscribe\n"
             "juliet receives subscribe\njuliet receives unsubscribe\njuliet receives subscribe\n"
             "romeo receives unsubscribed");
    g_autofree char *text = ps_chart_text(chart, &plain);
    CHECK_STRING(text,
                 "                        romeo                                    juliet\n"
                 "                       rfc6121                                   rfc6121\n"
                 "                   [None] |                                         | [None]\n"
                 "   1      subscribe; push |--subscribe-----.                        |\n"
                 "     [None + Pending Out] |                 \\                       |\n"
                 "   2    unsubscribe; push |--unsubscribe---. \\                      |\n"
                 "                   [None] |                 \\ \\                     |\n"
                 "   3      subscribe; push |--subscribe-----. \\ \\                    |\n"
                 "     [None + Pending Out] |                 \\ \\ \\                   |\n"
                 "   4                      |                  \\ \\ '----------------->| deliver\n"
                 "                          |                   \\ \\                   | [None + "
                 "Pending In]\n"
                 "   5                      |                    \\ '----------------->| deliver\n"
                 "                          |                     \\  .--unsubscribed--| [None]\n"
                 "   6                      |                      'X---------------->| deliver\n"
                 "                          |                      /                  | [None + "
                 "Pending In]\n"
                 "   7        deliver, push |<--------------------'                   |\n"
                 "                   [None] |                                         |\n"
                 "                          |                                         |\n");
}

static void
ladders_show_faults(void)
{
    CHART_OF("romeo subscribe\nrepeat subscribe to juliet\nlose subscribe to juliet\n"
             "juliet receives subscribe\njuliet subscribe\nbounce subscribe to romeo\n"
             "juliet receives error\nromeo unsubscribe");
    g_autofree char *text = ps_chart_text(chart, &plain);
    CHECK_STRING(
        text,
        "                        romeo                                  juliet\n"
        "                       rfc6121                                 rfc6121\n"
        "                   [None] |                                       | [None]\n"
        "   1      subscribe; push |--subscribe----.                       |\n"
        "     [None + Pending Out] |                \\                      |\n"
        "   2                      |                 \\ repeated            |\n"
        "   3                      |                  * lost               |\n"
        "   4                      |                   '-------subscribe-->| deliver\n"
        "                          |                                       | [None + Pending In]\n"
        "   5                      |                       .----subscribe--| subscribe; push\n"
        "                          |                      /                | [None + Pending "
        "Out+In]\n"
        "   6                      |             bounced *                 |\n"
        "   7                      |                      '--------error-->|\n"
        "   8    unsubscribe; push |--unsubscribe--.                       |\n"
        "                   [None] |                \\                      |\n"
        "                          |                 . in flight           |\n"
        "                          |                                       |\n");
}

/* Each presence that is drawn is named, and both lifelines are straight. */
static void
check_ladder(const PsChart *chart)
{
    g_autofree char *text = ps_chart_text(chart, &plain);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint names = 0;
    guint drawn = 0;
    for (guint i = 0; i < chart->messages->len; i++)
        drawn += !chart_is_left_out(chart, i) &&
                 !chart_row_is_fold(
                     chart_row(chart, chart_row_of(chart, chart_message(chart, i)->sent))) &&
                 chart_message(chart, i)->copy_of == CHART_NONE &&
                 chart_message(chart, i)->bounced == CHART_NONE;
    const char *bar = strchr(lines[2], '|');
    REQUIRE(bar != NULL, "%s", text);
    gsize left = (gsize)(bar - lines[2]);
    gsize right = (gsize)(strrchr(lines[2], '|') - lines[2]);
    for (guint i = 2; lines[i] != NULL && lines[i][0] == ' '; i++) {
        CHECK(strstr(lines[i], " × ") != NULL ||
                  (strlen(lines[i]) > right && lines[i][left] == '|' && lines[i][right] == '|'),
              "%s\nis not straight in line %u", text, i + 1);
        names += strlen(lines[i]) > left + 2 && g_str_has_prefix(lines[i] + left, "|--") &&
                 g_ascii_islower(lines[i][left + 3]);
        names += strlen(lines[i]) >= right && g_str_has_prefix(lines[i] + right - 2, "--|") &&
                 g_ascii_islower(lines[i][right - 3]);
    }
    CHECK_NUMBER(names, drawn, "names in\n%s", text);
}

static void
ladders_are_whole(void)
{
    each_random_chart(check_ladder);
    each_counterexample(check_ladder);
}

/* ---- mscgen ---- */

/* Reads the language as far as we write it: every line is one row. Each presence is an arc between
 * the servers, and it ends in a row that there is. */
static void
check_mscgen(const PsChart *chart)
{
    g_autofree char *text = ps_chart_mscgen(chart);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autoptr(GRegex) row =
        g_regex_new("^  (\\|\\|\\||\\.\\.\\. \\[label=\"[^\"]*\"\\]|"
                    "((u[ab]->s[ab]|s[ab]->u[ab]|s[ab](=>|>>|-x)s[ab]|s[ab] rbox s[ab]|ua note ub) "
                    "\\[label=\"([^\"\\\\]|\\\\\"|\\\\n)*\"(, [a-z]+=\"[^\"]*\")*\\](, )?)+);$",
                    G_REGEX_DEFAULT, 0, NULL);
    guint n = g_strv_length(lines);
    guint arcs = 0;
    guint visible = 0;
    REQUIRE(n > 5 && g_str_equal(lines[0], "msc {") && g_str_equal(lines[n - 2], "}"), "%s", text);
    for (guint i = 3; i + 2 < n; i++) {
        const char *skip = strstr(lines[i], "arcskip=\"");
        CHECK(g_regex_match(row, lines[i], 0, NULL), "line %u: %s", i + 1, lines[i]);
        arcs += count_of(lines[i], "sa=>sb") + count_of(lines[i], "sb=>sa") +
                count_of(lines[i], "sa>>sb") + count_of(lines[i], "sb>>sa") +
                count_of(lines[i], "sa-xsb") + count_of(lines[i], "sb-xsa");
        CHECK(skip == NULL || i + (guint)atoi(skip + strlen("arcskip=\"")) < n - 1,
              "line %u ends below all: %s", i + 1, lines[i]);
    }
    for (guint i = 0; i < chart->messages->len; i++)
        visible += !chart_row_is_fold(
            chart_row(chart, chart_row_of(chart, chart_message(chart, i)->sent)));
    CHECK_NUMBER(arcs, visible, "arcs in\n%s", text);
}

static void
mscgen_is_written(void)
{
    each_random_chart(check_mscgen);
    each_counterexample(check_mscgen);
}

/* An arc ends in the first row of the step in which its presence arrives. */
static void
arcs_skip_rows(void)
{
    CHART_OF("romeo subscribe\njuliet add\njuliet receives subscribe\n");
    g_autofree char *text = ps_chart_mscgen(chart);
    CHECK_CONTAINS(text, "  ua->sa [label=\"subscribe\"], sa=>sb [label=\"subscribe\", "
                         "arcskip=\"5\", linecolour=\"#0072B2\", textcolour=\"#0072B2\"];\n"
                         "  sa->ua [label=\"push\"];\n"
                         "  sa rbox sa [label=\"None + Pending Out\"];\n"
                         "  ub->sb [label=\"add\"];\n"
                         "  sb->ub [label=\"push\"];\n"
                         "  sb->ub [label=\"deliver\"];\n");
}

/* ---- Mermaid ---- */

/* There is one exactly if nothing crosses, with every presence and every action in it. */
static void
check_mermaid(const PsChart *chart)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = ps_chart_mermaid(chart, &error);
    guint actions = 0;
    CHECK((text != NULL) == (ps_chart_n_crossings(chart) == 0), "%u crossings",
          ps_chart_n_crossings(chart));
    if (text == NULL) {
        CHECK(g_error_matches(error, PS_CHART_ERROR, PS_CHART_ERROR_CROSSES), "%s", error->message);
        CHECK_CONTAINS(error->message, " crosses ");
        return;
    }
    for (guint i = 0; i < chart->steps->len; i++)
        actions += chart_step(chart, i)->step.kind == PS_STEP_ACTION;
    CHECK_NUMBER(count_of(text, "  s0-") + count_of(text, "  s1-") - count_of(text, "  s0->>u0:") -
                     count_of(text, "  s1->>u1:"),
                 chart->messages->len, "presences in\n%s", text);
    CHECK_NUMBER(count_of(text, "  u0->>s0: ") + count_of(text, "  u1->>s1: "), actions,
                 "actions in\n%s", text);
}

static void
mermaid_is_for_what_does_not_cross(void)
{
    each_random_chart(check_mermaid);
    each_counterexample(check_mermaid);
}

/* Copies that arrive although their original is lost, or after what was sent before the fault. */
static void
mermaid_orders_copies(void)
{
    CHART_OF("romeo subscribe\nromeo unsubscribe\nrepeat subscribe to juliet\n"
             "repeat subscribe to juliet\nlose subscribe to juliet\nsettle");
    check_mermaid(chart);
    g_autofree char *text = ps_chart_mermaid(chart, NULL);
    REQUIRE(text != NULL, "it crosses nothing but the answer");
}

static void
mermaid_is_readable(void)
{
    CHART_OF("names a;b c%d\na;b subscribe\nc%d receives subscribe\nc%d subscribed");
    g_autofree char *text = ps_chart_mermaid(chart, NULL);
    CHECK_STRING(text, "sequenceDiagram\n"
                       "  participant u0 as a#59;b\n"
                       "  participant s0 as a#59;b’s server\n"
                       "  participant s1 as c#37;d’s server\n"
                       "  participant u1 as c#37;d\n"
                       "  Note over s0: None\n"
                       "  Note over s1: None\n"
                       "  u0->>s0: subscribe\n"
                       "  s0->>u0: push\n"
                       "  Note over s0: None + Pending Out\n"
                       "  s0->>s1: subscribe\n"
                       "  s1->>u1: deliver\n"
                       "  Note over s1: None + Pending In\n"
                       "  u1->>s1: subscribed\n"
                       "  s1->>u1: push\n"
                       "  Note over s1: From\n"
                       "  s1-)s0: subscribed (in flight)\n");
}

/* ---- ITF ---- */

/* No plain number is a value of a variable, as the format wants it. */
static void
check_value(JsonNode *value)
{
    if (JSON_NODE_HOLDS_VALUE(value))
        CHECK(json_node_get_value_type(value) == G_TYPE_STRING ||
                  json_node_get_value_type(value) == G_TYPE_BOOLEAN,
              "a plain number");
    else if (JSON_NODE_HOLDS_OBJECT(value))
        CHECK(json_object_has_member(json_node_get_object(value), "#bigint"), "another object");
    else
        CHECK(JSON_NODE_HOLDS_ARRAY(value), "null");
}

static void
check_itf_state(const PsChart *chart, JsonObject *state, JsonArray *vars, guint i)
{
    JsonObject *meta = json_object_get_object_member(state, "#meta");
    PsState expected = chart_state(chart, i);
    CHECK_NUMBER(json_object_get_int_member(meta, "index"), i, "index");
    CHECK_NUMBER(json_object_get_size(state), json_array_get_length(vars) + 1, "members");
    for (guint j = 0; j < json_array_get_length(vars); j++) {
        JsonNode *value = json_object_get_member(state, json_array_get_string_element(vars, j));
        REQUIRE(value != NULL, "no %s", json_array_get_string_element(vars, j));
        check_value(value);
    }
    CHECK_STRING(json_object_get_string_member(state, "entry_a"), chart_entry(chart, &expected, 0));
    CHECK_NUMBER(json_array_get_length(json_object_get_array_member(state, "b_to_a")),
                 ps_world_link_length(chart->world, expected.link[1]), "b_to_a");
}

static void
check_itf(const PsChart *chart)
{
    g_autofree char *text = ps_chart_itf(chart);
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GError) error = NULL;
    gboolean read = json_parser_load_from_data(parser, text, -1, &error);
    REQUIRE(read, "%s", error->message);
    JsonObject *trace = json_node_get_object(json_parser_get_root(parser));
    JsonArray *vars = json_object_get_array_member(trace, "vars");
    JsonArray *states = json_object_get_array_member(trace, "states");
    JsonObject *meta = json_object_get_object_member(trace, "#meta");
    CHECK_STRING(json_object_get_string_member(meta, "format"), "ITF");
    CHECK_NUMBER(json_array_get_length(states), chart->steps->len + 1, "states");
    for (guint i = 0; i < json_array_get_length(states); i++)
        check_itf_state(chart, json_array_get_object_element(states, i), vars, i);
    CHECK(json_object_has_member(trace, "loop") == (chart->loop < chart->steps->len), "loop");
    if (json_object_has_member(trace, "loop"))
        CHECK_NUMBER(json_object_get_int_member(trace, "loop"), chart->loop, "loop");
}

static void
itf_is_as_apalache_writes_it(void)
{
    each_random_chart(check_itf);
    each_counterexample(check_itf);
}

/* ---- Scenarios ---- */

static void
scenarios_are_drawn(void)
{
    g_autoptr(GDir) folder = g_dir_open("model/scenarios", 0, NULL);
    guint n = 0;
    REQUIRE(folder != NULL, "no folder of scenarios");
    for (const char *name; (name = g_dir_read_name(folder)) != NULL; n++) {
        g_autofree char *path = g_build_filename("model/scenarios", name, NULL);
        g_autoptr(Performance) performance = perform_file(path);
        g_autoptr(PsChart) chart = ps_chart_new(performance->replay, NULL);
        g_autofree char *svg = ps_chart_svg(chart, name, NULL);
        CHECK_CONTAINS(svg, "</svg>");
        check_ladder(chart);
        check_mscgen(chart);
        check_mermaid(chart);
        check_itf(chart);
    }
    CHECK(n >= 8, "only %u scenarios", n);
}

const Test chart_print_tests[] = {
    {"charts: a ladder shows a race", ladders_show_races, FALSE},
    {"charts: a ladder shows faults", ladders_show_faults, FALSE},
    {"charts: ladders are whole", ladders_are_whole, FALSE},
    {"charts: mscgen is written", mscgen_is_written, FALSE},
    {"charts: arcs of mscgen skip rows", arcs_skip_rows, FALSE},
    {"charts: Mermaid is for what does not cross", mermaid_is_for_what_does_not_cross, FALSE},
    {"charts: Mermaid has copies beside what they repeat", mermaid_orders_copies, FALSE},
    {"charts: Mermaid can be read", mermaid_is_readable, FALSE},
    {"charts: ITF is as Apalache writes it", itf_is_as_apalache_writes_it, FALSE},
    {"charts: every scenario is drawn", scenarios_are_drawn, FALSE},
    {0},
};
