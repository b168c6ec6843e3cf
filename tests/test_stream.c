/* Tests of streams: what each printer writes is read back, and is the graph that was found. */
#include "tests/program.h"
#include "tests/subject.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/views.h"

#include <json-glib/json-glib.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* What a printer writes of states. Free it with free: it is a memory stream's. */
static char *
stream_text(const PsStates *states, const PsPrinter *printer)
{
    char *text = NULL;
    size_t length = 0;
    FILE *file = open_memstream(&text, &length);
    CHECK(ps_stream(states, printer, file, NULL), "nothing ends it");
    fclose(file);
    return text;
}

/* ---- DOT ---- */

/* Compares all attributes of an object that its graph declares with those of another one. What is
 * empty need not be declared. */
static void
compare_attributes(Agraph_t *graph, void *object, void *other, int kind)
{
    for (Agsym_t *each = agnxtattr(graph, kind, NULL); each != NULL;
         each = agnxtattr(graph, kind, each))
        CHECK_STRING(dot_attribute(other, each->name), agxget(object, each));
}

static void
compare_both(Agraph_t *a, Agraph_t *b, void *left, void *right, int kind)
{
    compare_attributes(a, left, right, kind);
    compare_attributes(b, right, left, kind);
}

/* Node by node and edge by edge, in their order. */
static void
compare_dot(const char *line, Agraph_t *a, Agraph_t *b)
{
    Agnode_t *left = agfstnode(a);
    Agnode_t *right = agfstnode(b);
    CHECK_NUMBER((guint)agnnodes(a), (guint)agnnodes(b), "%s: nodes", line);
    CHECK_NUMBER((guint)agnedges(a), (guint)agnedges(b), "%s: edges", line);
    compare_both(a, b, a, b, AGRAPH);
    for (; left != NULL && right != NULL; left = agnxtnode(a, left), right = agnxtnode(b, right)) {
        Agedge_t *out = agfstout(a, left);
        Agedge_t *other = agfstout(b, right);
        CHECK_STRING(agnameof(right), agnameof(left));
        compare_both(a, b, left, right, AGNODE);
        for (; out != NULL && other != NULL; out = agnxtout(a, out), other = agnxtout(b, other)) {
            CHECK_STRING(agnameof(aghead(other)), agnameof(aghead(out)));
            compare_both(a, b, out, other, AGEDGE);
        }
        CHECK(out == NULL && other == NULL, "%s: %s has more edges in one", line, agnameof(left));
    }
    CHECK(left == NULL && right == NULL, "%s: more nodes in one", line);
}

static void
check_dot(const char *line, const Subject *subject, const char *highlight, gboolean symmetric)
{
    PsStates states = subject_states(subject, highlight);
    states.symmetric = symmetric;
    g_autoptr(PsGraph) graph = ps_view_states(&states);
    Agraph_t *whole = dot_read(graph);
    char *text = stream_text(&states, &ps_stream_dot);
    Agraph_t *streamed = agmemread(text);
    REQUIRE(streamed != NULL, "%s: libcgraph does not read “%s”", line, text);
    compare_dot(line, whole, streamed);
    agclose(whole);
    agclose(streamed);
    free(text);
}

static void
streamed_dot_is_that_of_cgraph(void)
{
    static const char *const lines[] = {"rfc6121 k=1",
                                        "rfc6121 k=2",
                                        "openfire rfc6121 k=1",
                                        "rfc6121 k=1 availability",
                                        "rfc6121 k=1 loss=1 repeat=any bounce=1",
                                        "ping k=2",
                                        "rfc6121 k=2 bag sensible"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_auto(Subject) subject = subject_of(lines[i]);
        check_dot(lines[i], &subject, NULL, FALSE);
        check_dot(lines[i], &subject, "no-orphan", FALSE);
        if (ps_mirror_applies(subject.world))
            check_dot(lines[i], &subject, NULL, TRUE);
    }
}

/* ---- Hostile names ---- */

static const char *const hostile[][2] = {
    {"a\\", "\"<b>"},       {"<b>x</b>", "<table>"}, {"&lt;", "]]>"},    {"\\N\\G", "\\n\\"},
    {"\"", "\\\""},         {"strict", "node"},      {"]];--", "{a|b}"}, {"-->", "</data>"},
    {"жюльетта", "ロミオ"}, {"%s%n", "${x}`id`"},
};

/* ---- GraphML ---- */

typedef struct {
    guint nodes, edges, keys;
    GHashTable *ids;
    GString *steps; /* the text of each element, one a line */
} Markup;

static const char *
value_of(const char *name, const char **names, const char **values)
{
    for (guint i = 0; names[i] != NULL; i++)
        if (g_str_equal(names[i], name))
            return values[i];
    return "";
}

static void
on_start(GMarkupParseContext *context, const char *element, const char **names, const char **values,
         gpointer data, GError **error)
{
    Markup *markup = data;
    (void)context;
    (void)error;
    markup->nodes += g_str_equal(element, "node");
    markup->edges += g_str_equal(element, "edge");
    markup->keys += g_str_equal(element, "key");
    if (g_str_equal(element, "node"))
        CHECK(g_hash_table_add(markup->ids, g_strdup(value_of("id", names, values))), "id twice");
    if (g_str_equal(element, "edge"))
        CHECK(g_hash_table_contains(markup->ids, value_of("source", names, values)) &&
                  g_hash_table_contains(markup->ids, value_of("target", names, values)),
              "an edge without a node");
    if (g_str_equal(element, "data"))
        CHECK(value_of("key", names, values)[0] != '\0', "data without a key");
}

static void
on_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data, GError **error)
{
    Markup *markup = data;
    (void)context;
    (void)error;
    g_string_append_len(markup->steps, text, (gssize)length);
    g_string_append_c(markup->steps, '\n');
}

static void
check_graphml(const char *line, const PsStates *states, guint64 nodes, guint64 edges,
              const char *step)
{
    static const GMarkupParser parser = {.start_element = on_start, .text = on_text};
    Markup markup = {.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                     .steps = g_string_new(NULL)};
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &markup, NULL);
    g_autoptr(GError) error = NULL;
    char *text = stream_text(states, &ps_stream_graphml);
    gboolean parsed = g_markup_parse_context_parse(context, text, -1, &error) &&
                      g_markup_parse_context_end_parse(context, &error);
    g_autofree char *wanted = g_strdup_printf("\n%s\n", step);
    CHECK(parsed, "%s: not well-formed: %s", line, error != NULL ? error->message : "");
    CHECK_NUMBER(markup.nodes, nodes, "%s: nodes", line);
    CHECK_NUMBER(markup.edges, edges, "%s: edges", line);
    CHECK_CONTAINS(markup.steps->str, wanted);
    g_hash_table_unref(markup.ids);
    g_string_free(markup.steps, TRUE);
    free(text);
}

/* ---- JSON ---- */

static void
check_json(const char *line, const PsStates *states, guint64 nodes, guint64 edges, const char *step)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(GHashTable) ids = g_hash_table_new(NULL, NULL);
    char *text = stream_text(states, &ps_stream_json);
    REQUIRE(json_parser_load_from_data(parser, text, -1, NULL), "%s: no JSON: %s", line, text);
    JsonObject *root = json_node_get_object(json_parser_get_root(parser));
    JsonArray *list = json_object_get_array_member(root, "states");
    JsonArray *transitions = json_object_get_array_member(root, "transitions");
    gboolean found = FALSE;
    CHECK_NUMBER(json_array_get_length(list), nodes, "%s: states", line);
    CHECK_NUMBER(json_array_get_length(transitions), edges, "%s: transitions", line);
    CHECK_NUMBER((guint64)json_object_get_int_member(root, "n_states"), nodes, "%s", line);
    CHECK_NUMBER((guint64)json_object_get_int_member(root, "n_transitions"), edges, "%s", line);
    for (guint i = 0; i < json_array_get_length(list); i++) {
        JsonObject *state = json_array_get_object_element(list, i);
        gint64 id = json_object_get_int_member(state, "id");
        CHECK(g_hash_table_add(ids, GSIZE_TO_POINTER(id + 1)), "%s: id twice", line);
        CHECK_NUMBER((guint)json_object_get_int_member(state, "depth"),
                     ps_search_depth_of(states->search, (guint64)id), "%s", line);
    }
    for (guint i = 0; i < json_array_get_length(transitions); i++) {
        JsonObject *each = json_array_get_object_element(transitions, i);
        gint64 to = json_object_get_int_member(each, "to");
        CHECK(g_hash_table_contains(ids, GSIZE_TO_POINTER(to + 1)), "%s: to no state", line);
        found |= g_str_equal(json_object_get_string_member(each, "step"), step);
    }
    CHECK(found, "%s: no step “%s”", line, step);
    free(text);
}

/* How many states and transitions are left of a search where mirror images are merged. */
static void
count_merged(const PsSearch *search, guint64 *nodes, guint64 *edges)
{
    PsMirror merged = {search, TRUE};
    PsTransition out[PS_MAX_TRANSITIONS];
    *nodes = *edges = 0;
    for (guint64 id = 0; id < ps_search_states(search); id++)
        if (ps_mirror_keeps(merged, id)) {
            ++*nodes;
            *edges += ps_mirror_transitions(merged, id, out);
        }
}

static void
check_aut(const char *line, const PsStates *states, guint64 nodes, guint64 edges)
{
    char *text = stream_text(states, &ps_stream_aut);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autofree char *head = g_strdup_printf("des (0,%u,%u)", (guint)edges, (guint)nodes);
    g_autofree gboolean *met = g_new0(gboolean, nodes);
    guint64 reached = 1;
    CHECK_STRING(lines[0], head);
    CHECK_NUMBER(g_strv_length(lines), edges + 2, "%s", line);
    met[0] = TRUE;
    for (guint64 i = 1; i <= edges; i++) {
        guint64 from = g_ascii_strtoull(lines[i] + 1, NULL, 10);
        guint64 to = g_ascii_strtoull(strrchr(lines[i], ',') + 1, NULL, 10);
        REQUIRE(from < nodes && to < nodes, "%s: %s", line, lines[i]);
        reached += !met[to];
        met[to] = TRUE;
    }
    CHECK_NUMBER(reached, nodes, "%s: states that something leads to", line);
    free(text);
}

static void
every_format_has_all_of_it(void)
{
    static const char *const lines[] = {"rfc6121 k=1", "rfc6121 k=2",
                                        "rfc6121 k=1 availability loss=1", "openfire k=1",
                                        "openfire rfc6121 k=1"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_auto(Subject) subject = subject_of(lines[i]);
        PsStates states = subject_states(&subject, NULL);
        guint64 nodes = ps_search_states(subject.search);
        guint64 edges = ps_search_transitions(subject.search);
        for (guint symmetric = 0; symmetric < 2; symmetric++) {
            check_graphml(lines[i], &states, nodes, edges, "romeo receives subscribe");
            check_json(lines[i], &states, nodes, edges, "romeo receives subscribe");
            check_aut(lines[i], &states, nodes, edges);
            if (!ps_mirror_applies(subject.world))
                break;
            count_merged(subject.search, &nodes, &edges);
            states.symmetric = TRUE;
        }
    }
}

static void
hostile_names_come_through(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(hostile); i++) {
        g_auto(Subject) subject =
            subject_named("rfc6121 k=1 actions=subscribe", hostile[i][0], hostile[i][1]);
        PsStates states = subject_states(&subject, NULL);
        guint64 nodes = ps_search_states(subject.search);
        guint64 edges = ps_search_transitions(subject.search);
        g_autofree char *step = g_strdup_printf("%s subscribe", hostile[i][0]);
        check_dot(hostile[i][0], &subject, NULL, FALSE);
        check_graphml(hostile[i][0], &states, nodes, edges, step);
        check_json(hostile[i][0], &states, nodes, edges, step);
    }
}

/* A search that a limit ended, and one without a transition. */
static void
small_and_unfinished_ones_are_written(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    for (guint limit = 1; limit < 200; limit += 66) {
        PsLimits limits = {.max_states = limit};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        PsStates states = {.search = search, .verdicts = verdicts};
        g_autoptr(JsonParser) parser = json_parser_new();
        char *json = stream_text(&states, &ps_stream_json);
        CHECK(json_parser_load_from_data(parser, json, -1, NULL), "limit %u: %s", limit, json);
        CHECK_CONTAINS(json, "\"complete\":false");
        free(json);
    }
    g_auto(Subject) still = subject_of("rfc6121 k=1 actions=add");
    PsStates states = subject_states(&still, NULL);
    char *json = stream_text(&states, &ps_stream_json);
    CHECK_CONTAINS(json, "\"transitions\":[\n]}");
    free(json);
}

/* ---- Memory ---- */

/* The largest size that this process had since it was last asked to forget it, in KiB. */
static guint64
high_water(void)
{
    g_autofree char *status = NULL;
    g_file_get_contents("/proc/self/status", &status, NULL, NULL);
    const char *line = status != NULL ? strstr(status, "VmHWM:") : NULL;
    return line != NULL ? g_ascii_strtoull(line + strspn(line, "VmHW: \t"), NULL, 10) : 0;
}

/* Streams a world in all formats in this process; returns how many KiB that took at most above what
 * was there when the search was done. */
static guint64
extra_memory(const char *line, guint64 *n_states)
{
    g_auto(Subject) subject = {.setting = setting_new(line)};
    subject.world = ps_world_new(&subject.setting->options, NULL);
    subject.properties = ps_properties_new(&subject.setting->options);
    g_autoptr(PsSearch) search = ps_search_new(subject.world, NULL);
    PsStates states = {.search = search};
    FILE *nowhere = fopen("/dev/null", "we");
    FILE *forget = fopen("/proc/self/clear_refs", "we");
    if (forget != NULL) {
        fputs("5", forget);
        fclose(forget);
    }
    guint64 before = high_water();
    ps_stream(&states, &ps_stream_aut, nowhere, NULL);
    fclose(nowhere);
    *n_states = ps_search_states(search);
    return high_water() - before;
}

/* Above a million states: less than a thirtieth of a byte a state. */
static void
streams_take_no_memory(void)
{
    int ends[2];
    guint64 found[2] = {0, G_MAXUINT64};
    REQUIRE(pipe(ends) == 0, "no pipe");
    pid_t child = fork();
    if (child == 0) {
        found[1] = extra_memory("rfc6121 k=6 loss=1", &found[0]);
        _exit(write(ends[1], found, sizeof found) == sizeof found ? 0 : 1);
    }
    close(ends[1]);
    CHECK(read(ends[0], found, sizeof found) == sizeof found, "the child has nothing to say");
    close(ends[0]);
    waitpid(child, NULL, 0);
    CHECK(found[0] > 1000000, "only %" G_GUINT64_FORMAT " states", found[0]);
    CHECK(found[1] < 2048, "%" G_GUINT64_FORMAT " KiB", found[1]);
}

const Test stream_tests[] = {
    {"streamed DOT is that of cgraph", streamed_dot_is_that_of_cgraph, FALSE},
    {"every format has all of it", every_format_has_all_of_it, FALSE},
    {"hostile names come through", hostile_names_come_through, FALSE},
    {"small and unfinished ones are written", small_and_unfinished_ones_are_written, FALSE},
    {"streams take no memory", streams_take_no_memory, TRUE},
    {0},
};
