/* Tests of the report: its data is what the search found, transition by transition; its HTML is
 * well-formed and lets nothing in. What it does in a browser is tested in tests/browser. */
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/report.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* A world, what was found in it, its page, and the data of that. */
typedef struct {
    Setting *setting;
    PsSearch *search;
    PsVerdicts *verdicts;
    PsNeeds *needs;
    GPtrArray *healings;
    char *html;
    JsonParser *parser;
    JsonObject *data;
} Page;

#define DATA_BEGIN "<script type=\"application/json\" id=\"data\">"
#define SCRIPT_BEGIN "<script type=\"module\">"

/* What stands in the page between a begin and the next end. Free it. */
static char *
part_of(const char *html, const char *begin, const char *end)
{
    const char *from = strstr(html, begin);
    REQUIRE(from != NULL, "no %s", begin);
    const char *to = strstr(from + strlen(begin), end);
    REQUIRE(to != NULL, "%s is not ended", begin);
    return g_strndup(from + strlen(begin), (gsize)(to - from) - strlen(begin));
}

/* names may be NULL; more: properties besides the built-in ones, or NULL. */
static Page
page_new(const char *line, guint64 max_states, const char *const names[2], const char *more)
{
    Page page = {.setting = setting_new(line)};
    PsLimits limits = {.max_states = max_states};
    if (names != NULL) {
        page.setting->options.names[0] = names[0];
        page.setting->options.names[1] = names[1];
        ps_world_free(page.setting->world);
        ps_properties_free(page.setting->properties);
        page.setting->world = make_world(&page.setting->options);
        page.setting->properties = ps_properties_new(&page.setting->options);
    }
    if (more != NULL)
        REQUIRE(ps_properties_add(page.setting->properties, more, strlen(more), "test", NULL), "%s",
                more);
    page.search = ps_search_new(page.setting->world, &limits);
    page.verdicts = ps_verdicts_new(page.search, page.setting->properties);
    page.needs = ps_needs_new(page.verdicts, page.setting->properties, &limits);
    page.healings = ps_healings_new(page.verdicts, &limits);
    PsCheckRun run = {
        .profiles = {"a.profile", "b.profile"}, .needs = page.needs, .healings = page.healings};
    page.html = ps_report_html(page.verdicts, &run, line);
    g_autofree char *json = part_of(page.html, DATA_BEGIN, "</script>");
    page.parser = json_parser_new();
    REQUIRE(json_parser_load_from_data(page.parser, json, -1, NULL), "%s: no JSON", line);
    page.data = json_node_get_object(json_parser_get_root(page.parser));
    return page;
}

static void
page_clear(Page *page)
{
    g_object_unref(page->parser);
    g_free(page->html);
    g_ptr_array_unref(page->healings);
    ps_needs_free(page->needs);
    ps_verdicts_free(page->verdicts);
    ps_search_free(page->search);
    setting_free(page->setting);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Page, page_clear)

/* ---- The data ---- */

static JsonArray *
column(const Page *page, const char *name)
{
    return json_object_get_array_member(page->data, name);
}

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
    JsonArray *entries = column(page, "entries");
    JsonArray *links = column(page, "links");
    GString *text = g_string_new(NULL);
    for (guint side = 0; side < 2; side++)
        g_string_append_printf(
            text, "%s | ",
            json_array_get_string_element(json_array_get_array_element(entries, side),
                                          number_at(column(page, columns[side][0]), place)));
    for (guint side = 0; side < 2; side++) {
        JsonArray *link =
            json_array_get_array_element(links, number_at(column(page, columns[side][1]), place));
        for (guint i = 0; i < json_array_get_length(link); i++)
            g_string_append_printf(
                text, "%s%s", i > 0 ? " " : "",
                json_array_get_string_element(column(page, "presences"), number_at(link, i)));
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
    JsonArray *edges = column(page, "edges");
    CHECK_NUMBER(number_at(column(page, "out"), place), n, "state %u", place);
    for (guint i = 0; i < n; i++) {
        guint64 to = 0;
        g_autofree char *text = ps_step_text(page->setting->world, out[i].step);
        JsonArray *move =
            json_array_get_array_element(column(page, "moves"), number_at(edges, 2 * (edge + i)));
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
    JsonArray *marks = column(page, "marks");
    for (guint place = 0; place < json_array_get_length(marks); place++) {
        JsonArray *why = json_array_get_array_element(column(page, "why"), number_at(marks, place));
        for (guint i = 0; i < json_array_get_length(why); i++)
            n += number_at(json_array_get_array_element(why, i), 0) == property;
    }
    return n;
}

static void
check_data(const char *line, const char *more)
{
    g_auto(Page) page = page_new(line, 0, NULL, more);
    guint n = json_array_get_length(column(&page, "a"));
    guint edge = 0;
    CHECK_NUMBER(n, ps_search_states(page.search), "%s", line);
    CHECK_NUMBER(json_array_get_length(column(&page, "edges")),
                 2 * ps_search_transitions(page.search), "%s", line);
    for (guint place = 0; place < n; place++) {
        PsState state = ps_search_state(page.search, place);
        g_autofree char *found = data_state(&page, place);
        g_autofree char *expected = search_state(page.setting->world, &state);
        CHECK_STRING(found, expected);
        CHECK_NUMBER(number_at(column(&page, "depth"), place),
                     ps_search_depth_of(page.search, place), "%s: %u", line, place);
        check_transitions(&page, place, edge);
        edge += number_at(column(&page, "out"), place);
    }
    for (guint i = 0; i < ps_verdicts_n(page.verdicts); i++)
        CHECK_NUMBER(marked(&page, i), ps_verdicts_get(page.verdicts, i)->count, "%s: %s", line,
                     ps_property_name(ps_verdicts_get(page.verdicts, i)->property));
    CHECK_NUMBER(json_array_get_length(column(&page, "cut")), 0, "%s", line);
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
    JsonArray *moves = column(page, "moves");
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
    JsonArray *numbers = column(&page, "numbers");
    JsonArray *cut = column(&page, "cut");
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
    guint64 listed = json_array_get_length(column(&page, "edges")) / 2;
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
    CHECK_NUMBER(json_array_get_length(column(&page, "a")), 300, "states");
}

/* ---- The page ---- */

typedef struct {
    GHashTable *ids;
    guint charts;
} Reading;

static void
on_start(GMarkupParseContext *context, const char *element, const char **names, const char **values,
         gpointer data, GError **error)
{
    Reading *reading = data;
    (void)context;
    (void)error;
    CHECK(!g_str_equal(element, "img") && !g_str_equal(element, "script"), "<%s>", element);
    for (guint i = 0; names[i] != NULL; i++) {
        CHECK(!g_str_has_prefix(names[i], "on") && !g_str_equal(names[i], "style"), "%s of %s",
              names[i], element);
        if (g_str_equal(names[i], "id"))
            CHECK(g_hash_table_add(reading->ids, g_strdup(values[i])), "id %s comes twice",
                  values[i]);
        reading->charts += g_str_equal(names[i], "class") && g_str_equal(values[i], "presub-chart");
    }
}

/* Reads the page without its scripts: it must be well-formed, each id be there once, and as many
 * charts as there are runs, and that of the stepper. */
static void
check_well_formed(const Page *page)
{
    static const GMarkupParser parser = {.start_element = on_start};
    g_autoptr(GError) error = NULL;
    guint charts = 1;
    Reading reading = {g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), 0};
    g_autofree char *all = part_of(page->html, "<!DOCTYPE html>", DATA_BEGIN);
    g_autofree char *html = g_strconcat(all, "</body></html>", NULL);
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &reading, NULL);
    gboolean parsed = g_markup_parse_context_parse(context, html, -1, &error) &&
                      g_markup_parse_context_end_parse(context, &error);
    CHECK(parsed, "not well-formed: %s", error != NULL ? error->message : "");
    for (guint i = 0; i < ps_verdicts_n(page->verdicts); i++)
        charts += ps_verdicts_get(page->verdicts, i)->path != NULL;
    CHECK_NUMBER(reading.charts, charts, "charts");
    g_hash_table_unref(reading.ids);
}

static void
pages_are_well_formed(void)
{
    static const char *const lines[] = {"rfc6121 k=1", "rfc6121 openfire k=2 loss=1", "ping k=1",
                                        "rfc6121 k=1 availability"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_auto(Page) page = page_new(lines[i], 0, NULL, NULL);
        check_well_formed(&page);
    }
}

static void
what_users_write_stays_text(void)
{
    static const char *const names[] = {"</script><img>", "\"'&<b>"};
    g_auto(Page) page =
        page_new("rfc6121 k=1", 0, names, "reachable met \"</style><!--<script>\": in_flight > 0");
    g_autofree char *json = part_of(page.html, DATA_BEGIN, "</script>");
    check_well_formed(&page);
    CHECK(strchr(json, '<') == NULL, "< in the data");
    CHECK_STRING(json_array_get_string_element(column(&page, "names"), 0), names[0]);
    CHECK_STRING(json_array_get_string_element(column(&page, "names"), 1), names[1]);
    g_auto(GStrv) scripts = g_strsplit(page.html, "<script", -1);
    CHECK_NUMBER(g_strv_length(scripts) - 1, 2, "scripts");
}

/* The policy names the hash of the script, and of each style; nothing else may be. */
static void
the_policy_allows_the_page_alone(void)
{
    g_auto(Page) page = page_new("rfc6121 k=1", 0, NULL, NULL);
    g_autofree char *policy = part_of(page.html, "Content-Security-Policy\" content=\"", "\"");
    g_autofree char *script = part_of(page.html, SCRIPT_BEGIN, "</script>");
    g_autofree char *hex = g_compute_checksum_for_string(G_CHECKSUM_SHA256, script, -1);
    g_autofree guchar *digest = g_new(guchar, 32);
    for (guint i = 0; i < 32; i++)
        digest[i] =
            (guchar)(g_ascii_xdigit_value(hex[2 * i]) << 4 | g_ascii_xdigit_value(hex[2 * i + 1]));
    g_autofree char *base64 = g_base64_encode(digest, 32);
    g_autofree char *expected = g_strdup_printf("; script-src 'sha256-%s'", base64);
    CHECK(g_str_has_prefix(policy, "default-src 'none'; base-uri 'none'; form-action 'none'; "),
          "%s", policy);
    CHECK(g_str_has_suffix(policy, expected), "%s does not end in %s", policy, expected);
    CHECK(strstr(policy, "unsafe") == NULL && strchr(policy, '*') == NULL, "%s", policy);
    CHECK(strstr(page.html, "http-equiv=\"refresh\"") == NULL, "it goes elsewhere");
}

/* Checks that a module is in the script, behind those that it imports from. */
static void
check_module(const char *script, const char *name)
{
    g_autofree char *path = g_build_filename("viz/report", name, NULL);
    g_autofree char *text = NULL;
    REQUIRE(g_file_get_contents(path, &text, NULL, NULL), "%s", path);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    const char *at = strstr(script, lines[0]);
    REQUIRE(at != NULL, "%s is not in the script", name);
    for (guint i = 0; lines[i] != NULL; i++) {
        if (!g_str_has_prefix(lines[i], "import "))
            continue;
        g_autofree char *from = part_of(lines[i], "\"./", "\"");
        g_autofree char *other = g_build_filename("viz/report", from, NULL);
        g_autofree char *imported = NULL;
        REQUIRE(g_file_get_contents(other, &imported, NULL, NULL), "%s", other);
        g_auto(GStrv) first = g_strsplit(imported, "\n", 2);
        const char *place = strstr(script, first[0]);
        CHECK(place != NULL && place < at, "%s comes before %s, from which it imports", name, from);
    }
}

static void
the_script_is_all_modules(void)
{
    g_auto(Page) page = page_new("rfc6121 k=1", 0, NULL, NULL);
    g_autofree char *script = part_of(page.html, SCRIPT_BEGIN, "</script>");
    g_autoptr(GDir) folder = g_dir_open("viz/report", 0, NULL);
    guint n = 0;
    REQUIRE(folder != NULL, "no viz/report");
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;)
        if (g_str_has_suffix(name, ".mjs")) {
            check_module(script, name);
            n++;
        }
    CHECK(n > 5, "%u modules", n);
    CHECK(strstr(script, "\nimport ") == NULL, "an import is left");
    CHECK(strstr(script, "\nexport ") == NULL, "an export is left");
}

static void
pages_are_the_same_bytes(void)
{
    g_auto(Page) one = page_new("rfc6121 openfire k=2", 0, NULL, NULL);
    g_auto(Page) two = page_new("rfc6121 openfire k=2", 0, NULL, NULL);
    CHECK(g_str_equal(one.html, two.html), "they differ");
}

const Test report_tests[] = {
    {"data is the search", data_is_the_search, FALSE},
    {"moves say who sends what", moves_say_who_sends_what, FALSE},
    {"a large world is embedded in part", a_large_world_is_embedded_in_part, FALSE},
    {"an unfinished search is said to be unfinished", an_unfinished_search_is_said_to_be_unfinished,
     FALSE},
    {"pages are well-formed", pages_are_well_formed, FALSE},
    {"what users write stays text", what_users_write_stays_text, FALSE},
    {"the policy allows the page alone", the_policy_allows_the_page_alone, FALSE},
    {"the script is all modules", the_script_is_all_modules, FALSE},
    {"pages are the same bytes", pages_are_the_same_bytes, FALSE},
    {NULL, NULL, FALSE},
};
