/* Tests of the views of settled states, of what is near, and of runs; and of pictures and tables.
 */
#include "explorer/conversations.h"
#include "tests/subject.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/graph-text.h"
#include "viz/layout.h"
#include "viz/picture.h"
#include "viz/views.h"

#include <string.h>

/* ---- Settled states ---- */

static void
check_settled(const char *line, gboolean symmetric)
{
    g_auto(Subject) subject = subject_of(line);
    PsStates states = subject_states(&subject, NULL);
    states.symmetric = symmetric;
    PsMirror mirror = {subject.search, symmetric};
    g_autoptr(PsConversations) conversations = ps_conversations_new(mirror);
    g_autoptr(PsGraph) graph = ps_view_settled(&states);
    guint edges = 0;
    guint disturbed = 0;
    for (guint i = 0; i < ps_conversations_n(conversations); i++) {
        const PsConversation *each = ps_conversations_get(conversations, i);
        edges += each->from != each->to;
        disturbed += each->disturbed != NULL;
        CHECK(ps_conversations_find(conversations, each->from, each->to) == each,
              "%s: conversation %u is not found", line, i);
    }
    CHECK(ps_conversations_find(conversations, G_MAXUINT64, 0) == NULL, "%s: from nowhere", line);
    Agraph_t *back = dot_read(graph);
    CHECK_NUMBER((guint)agnnodes(back), ps_conversations_n_settled(conversations), "%s", line);
    CHECK_NUMBER((guint)agnedges(back), edges, "%s", line);
    CHECK_NUMBER(dot_count(back, TRUE, "disturbed"), disturbed, "%s", line);
    CHECK_NUMBER(dot_count(back, FALSE, "initial"), 1, "%s", line);
    CHECK_NUMBER(dot_count(back, FALSE, "in-flight"), 0, "%s", line);
    agclose(back);
}

static void
settled_states_are_nodes(void)
{
    check_settled("rfc6121 k=2", FALSE);
    check_settled("rfc6121 k=2", TRUE);
    check_settled("prosody ejabberd k=2 sequential sensible", FALSE);
    check_settled("openfire k=2", FALSE);
}

/* Ends the run at a call of these phases; counts them. */
typedef struct {
    guint following, drawing;
    guint last_call; /* 0: never */
} Ending;

static gboolean
end_at_call(const PsProgress *progress, gpointer data)
{
    Ending *ending = data;
    ending->following += g_str_equal(progress->phase, "following conversations");
    ending->drawing += g_str_equal(progress->phase, "drawing");
    return ending->last_call == 0 || ending->following + ending->drawing < ending->last_call;
}

/* At any call: while quiet conversations are followed, while disturbed ones are, and while it is
 * drawn. */
static void
drawing_settled_states_can_be_ended(void)
{
    guint n_calls = 0;
    for (guint call = 0; call <= n_calls; call++) {
        g_autoptr(Setting) setting = setting_new("openfire k=2");
        Ending ending = {.last_call = call};
        PsLimits limits = {.progress = end_at_call, .progress_data = &ending};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        PsStates states = {search, verdicts, NULL, FALSE};
        g_autoptr(PsGraph) graph = ps_view_settled(&states);
        CHECK((graph != NULL) == (call == 0), "ended at call %u: a graph or none", call);
        if (call > 0)
            continue;
        n_calls = ending.following + ending.drawing;
        CHECK(ending.following > ps_search_settled(search), "%u calls for %u settled states",
              ending.following, (guint)ps_search_settled(search));
        CHECK(ending.drawing >= 2, "%u calls for nodes and edges", ending.drawing);
    }
}

/* ---- What is near ---- */

/* The distance of each state from a centre along transitions, or against them. */
static GArray *
distances(const Subject *subject, guint64 centre, gboolean against)
{
    guint n = (guint)ps_search_states(subject->search);
    GArray *all = g_array_new(FALSE, FALSE, sizeof(guint));
    g_array_set_size(all, n);
    for (guint i = 0; i < n; i++)
        g_array_index(all, guint, i) = i == centre ? 0 : G_MAXUINT - 1;
    for (gboolean changed = TRUE; changed;) {
        changed = FALSE;
        for (guint i = 0; i < n; i++) {
            PsTransition out[PS_MAX_TRANSITIONS];
            gboolean overflow = FALSE;
            PsState state = ps_search_state(subject->search, i);
            guint n_out = ps_step_transitions(subject->world, &state, out, &overflow);
            for (guint j = 0; j < n_out; j++) {
                guint64 to = 0;
                ps_search_find(subject->search, &out[j].to, &to);
                guint *near = &g_array_index(all, guint, against ? to : i);
                guint *far = &g_array_index(all, guint, against ? i : to);
                changed |= *far > *near + 1;
                *far = MIN(*far, *near + 1);
            }
        }
    }
    return all;
}

static void
check_near(const Subject *subject, guint64 centre, guint radius)
{
    g_autoptr(GArray) after = distances(subject, centre, FALSE);
    g_autoptr(GArray) before = distances(subject, centre, TRUE);
    PsStates states = subject_states(subject, NULL);
    g_autoptr(PsGraph) graph = ps_view_near(&states, centre, radius);
    guint nodes = 0;
    guint edges = 0;
    for (guint i = 0; i < after->len; i++) {
        PsTransition out[PS_MAX_TRANSITIONS];
        gboolean overflow = FALSE;
        PsState state = ps_search_state(subject->search, i);
        guint n_out = ps_step_transitions(subject->world, &state, out, &overflow);
        nodes += MIN(g_array_index(after, guint, i), g_array_index(before, guint, i)) <= radius;
        for (guint j = 0; j < n_out; j++) {
            guint64 to = 0;
            ps_search_find(subject->search, &out[j].to, &to);
            edges += g_array_index(after, guint, i) < radius ||
                     g_array_index(before, guint, to) < radius;
        }
    }
    Agraph_t *back = dot_read(graph);
    CHECK_NUMBER((guint)agnnodes(back), nodes, "around %u, %u", (guint)centre, radius);
    CHECK_NUMBER((guint)agnedges(back), edges, "around %u, %u", (guint)centre, radius);
    CHECK_NUMBER(dot_count(back, FALSE, "centre"), 1, "around %u", (guint)centre);
    agclose(back);
}

static void
what_is_near_is_drawn(void)
{
    g_auto(Subject) subject = subject_of("rfc6121 k=1");
    guint n = (guint)ps_search_states(subject.search);
    for (guint radius = 0; radius < 4; radius++) {
        check_near(&subject, 0, radius);
        check_near(&subject, n / 2, radius);
        check_near(&subject, n - 1, radius);
    }
}

/* ---- Runs ---- */

/* A node for each state of the run, and one for each other transition out of all but the last. */
static void
check_trace(const char *line, const char *property)
{
    g_auto(Subject) subject = subject_of(line);
    const PsVerdict *verdict = ps_verdicts_find(subject.verdicts, property);
    REQUIRE(verdict->path != NULL, "%s: %s holds", line, property);
    g_autoptr(PsReplay) replay = ps_replay_path(subject.world, verdict->path);
    g_autoptr(PsGraph) graph = ps_view_trace(subject.verdicts, replay, "title");
    guint steps = verdict->path->len;
    guint others = 0;
    for (guint i = 0; i < steps; i++) {
        PsTransition out[PS_MAX_TRANSITIONS];
        gboolean overflow = FALSE;
        PsState state = ps_replay_step(replay, i)->before;
        others += ps_step_transitions(subject.world, &state, out, &overflow) - 1;
    }
    Agraph_t *back = dot_read(graph);
    CHECK_NUMBER(dot_count(back, FALSE, "path"), steps + 1, "%s", line);
    CHECK_NUMBER(dot_count(back, FALSE, "end"), 1, "%s", line);
    CHECK_NUMBER(dot_count(back, TRUE, "path"), steps, "%s", line);
    CHECK_NUMBER(dot_count(back, FALSE, "beside"), others, "%s", line);
    CHECK_NUMBER((guint)agnedges(back), steps + others, "%s", line);
    CHECK(ps_graph_is_placed(graph), "%s: has no places", line);
    for (guint i = 0; i < ps_graph_n_nodes(graph); i++) {
        const PsPart *node = ps_graph_node(graph, i);
        gboolean middle = g_str_has_prefix(ps_part_get(node, "pos"), "0.0,");
        CHECK(middle == ps_part_has_class(node, "path"), "%s: %s is at %s", line,
              ps_part_name(node), ps_part_get(node, "pos"));
    }
    agclose(back);
}

static void
runs_go_straight_down(void)
{
    check_trace("rfc6121 k=3", "no-leak");
    check_trace("rfc6121 k=2", "no-orphan");
    check_trace("openfire prosody k=2", "no-stuck");
    check_trace("rfc6121 k=2 loss=1 bounce=1", "no-ghost");
}

/* ---- Pictures ---- */

typedef struct {
    guint nodes, edges, titles, depth;
    GHashTable *ids;
} Reading;

static void
on_start(GMarkupParseContext *context, const char *element, const char **names, const char **values,
         gpointer data, GError **error)
{
    Reading *reading = data;
    (void)context;
    (void)error;
    for (guint i = 0; names[i] != NULL; i++) {
        if (g_str_equal(names[i], "id"))
            CHECK(g_hash_table_add(reading->ids, g_strdup(values[i])), "%s twice", values[i]);
        if (g_str_equal(names[i], "class") && g_str_equal(element, "g")) {
            reading->nodes += g_str_has_prefix(values[i], "node ");
            reading->edges += g_str_has_prefix(values[i], "edge ");
        }
    }
    reading->titles += g_str_equal(element, "title");
}

/* What is drawn is well-formed and has each node and each edge, with an id and a title. */
static void
check_picture(const PsGraph *graph)
{
    static const GMarkupParser parser = {.start_element = on_start};
    Reading reading = {.ids = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL)};
    g_autoptr(GMarkupParseContext) context = g_markup_parse_context_new(&parser, 0, &reading, NULL);
    g_autoptr(GError) error = NULL;
    g_autofree char *svg = ps_picture_svg(graph);
    gboolean parsed = g_markup_parse_context_parse(context, svg, -1, &error) &&
                      g_markup_parse_context_end_parse(context, &error);
    CHECK(parsed, "%s: %s", ps_graph_name(graph), error != NULL ? error->message : "");
    CHECK_NUMBER(reading.nodes, ps_graph_n_nodes(graph), "%s", ps_graph_name(graph));
    CHECK_NUMBER(reading.edges, ps_graph_n_edges(graph), "%s", ps_graph_name(graph));
    CHECK_NUMBER(reading.titles, 1 + reading.nodes + reading.edges, "%s", ps_graph_name(graph));
    CHECK_CONTAINS(svg, "prefers-color-scheme: dark");
    CHECK(strstr(svg, "nan") == NULL && strstr(svg, "inf") == NULL, "a number is none");
    g_hash_table_unref(reading.ids);
}

static void
check_pictures(const Subject *subject)
{
    PsStates states = subject_states(subject, NULL);
    const PsVerdict *verdict = ps_verdicts_find(subject->verdicts, "no-orphan");
    g_autoptr(PsReplay) replay = ps_replay_path(subject->world, verdict->path);
    g_autoptr(PsGraph) entries = ps_view_entries(&states);
    g_autoptr(PsGraph) server = ps_view_server(ps_world_profile(subject->world, 0));
    g_autoptr(PsGraph) trace = ps_view_trace(subject->verdicts, replay, "a & b");
    g_autoptr(PsGraph) settled = ps_view_settled(&states);
    g_autofree char *dot = ps_graph_to_dot(settled);
    g_autoptr(GBytes) bytes = ps_layout(dot, "dot", 30, NULL);
    REQUIRE(bytes != NULL, "no layout");
    g_autofree char *laid_out = g_strndup(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
    CHECK(!ps_graph_is_placed(settled), "placed before");
    CHECK(ps_graph_take_places(settled, laid_out), "the places are not taken");
    check_picture(entries);
    check_picture(server);
    check_picture(trace);
    check_picture(settled);
}

static void
pictures_have_all_parts(void)
{
    g_auto(Subject) plain = subject_of("rfc6121 k=1");
    g_auto(Subject) hostile = subject_named("rfc6121 k=1", "<b>&\"\\", "]]>--'");
    check_pictures(&plain);
    check_pictures(&hostile);
}

static void
other_layouts_are_refused(void)
{
    g_autoptr(PsGraph) graph = ps_graph_new("x");
    ps_graph_add_node(graph, "a");
    CHECK(!ps_graph_take_places(graph, "digraph {"), "no DOT");
    CHECK(!ps_graph_take_places(graph, "digraph { b [pos=\"0,0\"] }"), "another node");
    CHECK(!ps_graph_take_places(graph, "digraph { a }"), "no places");
    CHECK(ps_graph_take_places(graph, "digraph { a [pos=\"1,2\"] }"), "a place");
}

/* ---- Tables ---- */

static void
tables_have_all_parts(void)
{
    g_auto(Subject) subject = subject_of("rfc6121 k=1");
    PsStates states = subject_states(&subject, NULL);
    PsStyle style = {FALSE};
    g_autoptr(PsGraph) graph = ps_view_settled(&states);
    g_autofree char *text = ps_graph_text(graph, &style);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    guint n = 0;
    for (guint i = 0; lines[i] != NULL; i++)
        n += g_str_has_prefix(lines[i], "  ");
    CHECK_NUMBER(n, ps_graph_n_nodes(graph) + ps_graph_n_edges(graph) + 2, "lines");
    CHECK_CONTAINS(text, "start, romeo: None, juliet: None, ✓");
}

const Test views_tests[] = {
    {"settled states are nodes", settled_states_are_nodes, FALSE},
    {"drawing settled states can be ended", drawing_settled_states_can_be_ended, FALSE},
    {"what is near is drawn", what_is_near_is_drawn, FALSE},
    {"runs go straight down", runs_go_straight_down, FALSE},
    {"pictures have all parts", pictures_have_all_parts, FALSE},
    {"other layouts are refused", other_layouts_are_refused, FALSE},
    {"tables have all parts", tables_have_all_parts, FALSE},
    {0},
};
