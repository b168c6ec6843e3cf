/* Tests of the report: its data is what the search found, transition by transition. Its HTML is
 * tested in tests/test_report_html.c, what it does in a browser in tests/browser. */
#include "tests/report-page.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/report.h"

#include <string.h>

static guint
number_at(JsonArray *list, guint i)
{
    return (guint)json_array_get_int_element(list, i);
}

/* The entries and the links of a state, by the tables and columns of the data. Free it. */
static char *
data_state(const Page *page, guint place)
{
    static const char *const columns[2][2] = {{"a", "ab"}, {"b", "ba"}};
    JsonArray *entries = page_column(page, "entries");
    JsonArray *links = page_column(page, "links");
    GString *text = g_string_new(NULL);
    for (guint side = 0; side < 2; side++)
        g_string_append_printf(
            text, "%s | ",
            json_array_get_string_element(json_array_get_array_element(entries, side),
                                          number_at(page_column(page, columns[side][0]), place)));
    for (guint side = 0; side < 2; side++) {
        JsonArray *link = json_array_get_array_element(
            links, number_at(page_column(page, columns[side][1]), place));
        for (guint i = 0; i < json_array_get_length(link); i++)
            g_string_append_printf(
                text, "%s%s", i > 0 ? " " : "",
                json_array_get_string_element(page_column(page, "presences"), number_at(link, i)));
        g_string_append(text, side == 0 ? " | " : "");
    }
    return g_string_free(text, FALSE);
}

/* The same of a state of the search. Free it. */
static char *
search_state(const PsWorld *world, const PsState *state)
{
    GString *text = g_string_new(NULL);
    for (guint side = 0; side < 2; side++)
        g_string_append_printf(
            text, "%s | ",
            ps_profile_state_name(ps_world_profile(world, side), state->entry[side]));
    for (guint link = 0; link < 2; link++) {
        for (guint i = 0; i < ps_world_link_length(world, state->link[link]); i++)
            g_string_append_printf(
                text, "%s%s", i > 0 ? " " : "",
                ps_presence_name(ps_world_link_peek(world, state->link[link], i)));
        g_string_append(text, link == 0 ? " | " : "");
    }
    return g_string_free(text, FALSE);
}

/* Checks the transitions out of a state of a whole graph, of which the first is edge `edge`. */
static void
check_transitions(const Page *page, guint place, guint edge)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    PsState state = ps_search_state(page->search, place);
    guint n = ps_step_transitions(page->setting->world, &state, out, &overflow);
    JsonArray *edges = page_column(page, "edges");
    CHECK_NUMBER(number_at(page_column(page, "out"), place), n, "state %u", place);
    for (guint i = 0; i < n; i++) {
        guint64 to = 0;
        g_autofree char *text = ps_step_text(page->setting->world, out[i].step);
        JsonArray *move = json_array_get_array_element(page_column(page, "moves"),
                                                       number_at(edges, 2 * (edge + i)));
        CHECK_STRING(json_array_get_string_element(move, 0), text);
        CHECK_NUMBER(number_at(move, 1), out[i].step.kind, "%s", text);
        CHECK_NUMBER(number_at(move, 2), out[i].step.side, "%s", text);
        CHECK_NUMBER(number_at(move, 3), out[i].step.what, "%s", text);
        REQUIRE(ps_search_find(page->search, &out[i].to, &to), "%s", text);
        CHECK_NUMBER(number_at(edges, 2 * (edge + i) + 1), to, "%s", text);
    }
}

/* How many states of the page a property counts. */
static guint
marked(const Page *page, guint property)
{
    guint n = 0;
    JsonArray *marks = page_column(page, "marks");
    for (guint place = 0; place < json_array_get_length(marks); place++) {
        JsonArray *why =
            json_array_get_array_element(page_column(page, "why"), number_at(marks, place));
        for (guint i = 0; i < json_array_get_length(why); i++)
            n += number_at(json_array_get_array_element(why, i), 0) == property;
    }
    return n;
}

static void
check_data(const char *line, const char *more)
{
    g_auto(Page) page = page_new(line, 0, NULL, more);
    guint n = json_array_get_length(page_column(&page, "a"));
    guint edge = 0;
    CHECK_NUMBER(n, ps_search_states(page.search), "%s", line);
    CHECK_NUMBER(json_array_get_length(page_column(&page, "edges")),
                 2 * ps_search_transitions(page.search), "%s", line);
    for (guint place = 0; place < n; place++) {
        PsState state = ps_search_state(page.search, place);
        g_autofree char *found = data_state(&page, place);
        g_autofree char *expected = search_state(page.setting->world, &state);
        CHECK_STRING(found, expected);
        CHECK_NUMBER(number_at(page_column(&page, "depth"), place),
                     ps_search_depth_of(page.search, place), "%s: %u", line, place);
        check_transitions(&page, place, edge);
        edge += number_at(page_column(&page, "out"), place);
    }
    for (guint i = 0; i < ps_verdicts_n(page.verdicts); i++)
        CHECK_NUMBER(marked(&page, i), ps_verdicts_get(page.verdicts, i)->count, "%s: %s", line,
                     ps_property_name(ps_verdicts_get(page.verdicts, i)->property));
    CHECK_NUMBER(json_array_get_length(page_column(&page, "cut")), 0, "%s", line);
}

static void
data_is_the_search(void)
{
    check_data("rfc6121 k=2", NULL);
    check_data("rfc6121 openfire k=1 bag loss=2 repeat=any bounce=1", NULL);
    check_data("rfc6121 k=1 availability", NULL);
    check_data("ping k=1", NULL); /* a storm */
    check_data("rfc6121 k=2",
               "reachable met: romeo.ask and juliet.ask\n"
               "always calm: in_flight < 2\nrecoverable never: romeo.to and romeo.ask");
}

/* The effects of a move, as the data has them: what is sent, and what the client gets. */
static void
check_move(const Page *page, const char *text, const char *sends, const char *client)
{
    JsonArray *moves = page_column(page, "moves");
    GString *found = g_string_new(NULL);
    for (guint i = 0; i < json_array_get_length(moves); i++) {
        JsonArray *move = json_array_get_array_element(moves, i);
        if (!g_str_equal(json_array_get_string_element(move, 0), text))
            continue;
        g_autoptr(JsonNode) node = json_node_new(JSON_NODE_ARRAY);
        json_node_set_array(node, json_array_get_array_element(move, 4));
        g_autofree char *sent = json_to_string(node, FALSE);
        g_string_append_printf(found, "%s %s\n", sent, json_array_get_string_element(move, 5));
    }
    g_autofree char *expected = g_strdup_printf("%s %s\n", sends, client);
    CHECK(strstr(found->str, expected) != NULL, "%s: expected %s, found %s", text, expected,
          found->str);
    g_string_free(found, TRUE);
}

static void
moves_say_who_sends_what(void)
{
    g_auto(Page) page = page_new("rfc6121 k=2 bounce=1", 0, NULL, NULL);
    check_move(&page, "romeo subscribe", "[[0,0]]", "push");
    check_move(&page, "juliet receives subscribe", "[]", "deliver");
    check_move(&page, "juliet receives unsubscribe", "[[3,1]]", "deliver, push");
    check_move(&page, "bounce subscribe to juliet", "[[7,1]]", "");
}

/* ---- Large worlds, and searches that did not finish ---- */

static void
a_large_world_is_embedded_in_part(void)
{
    g_auto(Page) page = page_new("rfc6121 k=4", 0, NULL, NULL);
    JsonArray *numbers = page_column(&page, "numbers");
    JsonArray *cut = page_column(&page, "cut");
    guint n = json_array_get_length(numbers);
    g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
    guint64 transitions = 0;
    CHECK(n <= PS_REPORT_MAX_STATES && n > 500, "%u states", n);
    CHECK_NUMBER(json_object_get_int_member(page.data, "total"), ps_search_states(page.search),
                 "total");
    for (guint i = 0; i < n; i++) {
        CHECK(i == 0 || number_at(numbers, i) > number_at(numbers, i - 1), "not in order: %u", i);
        g_hash_table_add(seen, GUINT_TO_POINTER(number_at(numbers, i)));
        PsState state = ps_search_state(page.search, number_at(numbers, i));
        PsTransition out[PS_MAX_TRANSITIONS];
        gboolean overflow = FALSE;
        transitions += ps_step_transitions(page.setting->world, &state, out, &overflow);
    }
    for (guint i = 0; i < ps_verdicts_n(page.verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(page.verdicts, i);
        guint64 id = 0;
        CHECK(verdict->path == NULL || (ps_search_find(page.search, &verdict->state, &id) &&
                                        g_hash_table_contains(seen, GSIZE_TO_POINTER(id))),
              "%s is not in the page", ps_property_name(verdict->property));
    }
    guint64 listed = json_array_get_length(page_column(&page, "edges")) / 2;
    for (guint i = 1; i < json_array_get_length(cut); i += 2)
        listed += number_at(cut, i);
    CHECK_NUMBER(listed, transitions, "transitions in the page, and those that lead out of it");
    CHECK_CONTAINS(page.html, "25,748 states, more than the 20,000 that a page holds");
}

static void
an_unfinished_search_is_said_to_be_unfinished(void)
{
    g_auto(Page) page = page_new("rfc6121 k=3", 300, NULL, NULL);
    CHECK_CONTAINS(page.html, "no, ended by the limit of 300 states");
    CHECK_NUMBER(json_array_get_length(page_column(&page, "a")), 300, "states");
}

const Test report_tests[] = {
    {"data is the search", data_is_the_search, FALSE},
    {"moves say who sends what", moves_say_who_sends_what, FALSE},
    {"a large world is embedded in part", a_large_world_is_embedded_in_part, FALSE},
    {"an unfinished search is said to be unfinished", an_unfinished_search_is_said_to_be_unfinished,
     FALSE},
    {0},
};
