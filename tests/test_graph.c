/* Tests of the graphs: what is drawn is read back with libcgraph and counted. */
#include "tests/subject.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/views.h"

#include <string.h>

/* ---- The view of states ---- */

static void
check_states_view(const char *line)
{
    g_auto(Subject) subject = subject_of(line);
    PsStates states = subject_states(&subject, NULL);
    g_autoptr(PsGraph) graph = ps_view_states(&states);
    Agraph_t *back = dot_read(graph);
    guint settled = 0;
    guint violated = 0;
    for (guint64 id = 0; id < ps_search_states(subject.search); id++) {
        PsState state = ps_search_state(subject.search, id);
        gboolean bad = FALSE;
        for (guint i = 0; i < ps_verdicts_n(subject.verdicts); i++)
            bad |= ps_property_violated(ps_verdicts_get(subject.verdicts, i)->property,
                                        subject.world, &state);
        violated += bad;
        settled += ps_state_is_settled(&state) && !bad;
    }
    CHECK_NUMBER((guint)agnnodes(back), ps_search_states(subject.search), "%s", line);
    CHECK_NUMBER((guint)agnedges(back), ps_search_transitions(subject.search), "%s", line);
    CHECK_NUMBER(dot_count(back, FALSE, "settled"), settled, "%s", line);
    CHECK_NUMBER(dot_count(back, FALSE, "violated"), violated, "%s", line);
    CHECK_NUMBER(dot_count(back, FALSE, "initial"), 1, "%s", line);
    CHECK_NUMBER(dot_count(back, FALSE, "path"), 0, "%s", line);
    agclose(back);
}

static void
states_and_transitions_are_all_drawn(void)
{
    check_states_view("rfc6121 k=1");
    check_states_view("rfc6121 k=2");
    check_states_view("openfire k=1");
    check_states_view("openfire rfc6121 k=1");
    check_states_view("rfc6121 k=2 bag");
    check_states_view("rfc6121 k=1 loss=1 repeat=1 bounce=any");
    check_states_view("rfc6121 k=1 availability");
    check_states_view("ping k=2");
}

static void
large_graphs_are_all_drawn(void)
{
    check_states_view("rfc6121 k=3");
}

/* A search that a limit ended has the transitions out of its first states only. */
static void
unfinished_searches_are_drawn(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    for (guint limit = 1; limit < 300; limit += 37) {
        PsLimits limits = {.max_states = limit};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        PsStates all = {.search = search, .verdicts = verdicts};
        g_autoptr(PsGraph) states = ps_view_states(&all);
        g_autoptr(PsGraph) entries = ps_view_entries(&all);
        CHECK_NUMBER(ps_graph_n_nodes(states), ps_search_states(search), "limit %u", limit);
        CHECK_NUMBER(ps_graph_n_edges(states), ps_search_transitions(search), "limit %u", limit);
        CHECK(ps_graph_n_nodes(entries) <= limit, "limit %u", limit);
    }
}

/* Checks that the edges and nodes of one counterexample are marked and no others. */
static void
check_highlight(const Subject *subject, const char *name, guint steps, guint nodes)
{
    PsStates states = subject_states(subject, name);
    g_autoptr(PsGraph) graph = ps_view_states(&states);
    Agraph_t *back = dot_read(graph);
    CHECK_NUMBER(dot_count(back, TRUE, "path"), steps, "%s", name);
    CHECK_NUMBER(dot_count(back, FALSE, "path"), nodes, "%s", name);
    CHECK_NUMBER(dot_count(back, FALSE, "end"), nodes > 0 ? 1 : 0, "%s", name);
    agclose(back);
}

static void
a_counterexample_is_marked(void)
{
    g_auto(Subject) rfc = subject_of("rfc6121 k=2");
    check_highlight(&rfc, "no-leak", 5, 6);
    check_highlight(&rfc, "no-orphan", 3, 4);
    check_highlight(&rfc, "no-ghost", 0, 0); /* it holds */
    g_auto(Subject) ping = subject_of("ping k=1");
    const PsVerdict *storm = ps_verdicts_find(ping.verdicts, "no-reply-storm");
    REQUIRE(storm != NULL && storm->loop != NULL, "no reply storm");
    check_highlight(&ping, "no-reply-storm", storm->path->len + storm->stem->len + storm->loop->len,
                    storm->path->len + storm->stem->len + storm->loop->len);
}

/* ---- The view of entries ---- */

static void
check_entries_view(const char *line)
{
    g_auto(Subject) subject = subject_of(line);
    PsStates states = subject_states(&subject, NULL);
    g_autoptr(PsGraph) graph = ps_view_entries(&states);
    g_autoptr(GHashTable) pairs = g_hash_table_new(NULL, NULL);
    g_autoptr(GHashTable) moves = g_hash_table_new(NULL, NULL);
    for (guint64 id = 0; id < ps_search_states(subject.search); id++) {
        PsTransition out[PS_MAX_TRANSITIONS];
        gboolean overflow = FALSE;
        PsState from = ps_search_state(subject.search, id);
        guint here = from.entry[0] << 8 | from.entry[1];
        guint n = ps_step_transitions(subject.world, &from, out, &overflow);
        g_hash_table_add(pairs, GUINT_TO_POINTER(here));
        for (guint i = 0; i < n; i++) {
            guint there = out[i].to.entry[0] << 8 | out[i].to.entry[1];
            if (there != here)
                g_hash_table_add(moves, GUINT_TO_POINTER(here << 16 | there));
        }
    }
    Agraph_t *back = dot_read(graph);
    CHECK_NUMBER((guint)agnnodes(back), g_hash_table_size(pairs), "%s", line);
    CHECK_NUMBER((guint)agnedges(back), g_hash_table_size(moves), "%s", line);
    agclose(back);
}

static void
each_pair_of_entries_is_a_node(void)
{
    check_entries_view("rfc6121 k=1");
    check_entries_view("rfc6121 k=3");
    check_entries_view("openfire k=1");
    check_entries_view("openfire rfc6121 k=2");
    check_entries_view("rfc6121 k=1 availability");
}

/* romeo subscribes, romeo removes, juliet receives subscribe. */
static void
a_counterexample_is_marked_among_entries(void)
{
    g_auto(Subject) subject = subject_of("rfc6121 k=3");
    PsStates states = subject_states(&subject, "no-orphan");
    g_autoptr(PsGraph) graph = ps_view_entries(&states);
    Agraph_t *back = dot_read(graph);
    CHECK_NUMBER(dot_count(back, TRUE, "path"), 3, "no-orphan");
    CHECK_NUMBER(dot_count(back, FALSE, "path"), 3, "no-orphan");
    CHECK_NUMBER(dot_count(back, FALSE, "end"), 1, "no-orphan");
    agclose(back);
}

/* ---- The view of a server ---- */

/* How many edges the tables come to: one for each pair of states and direction. */
static guint
count_arrows(const PsProfile *profile)
{
    guint64 reachable = ps_profile_reachable(profile);
    g_autoptr(GHashTable) arrows = g_hash_table_new(NULL, NULL);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        for (guint from = 0; from < ps_profile_n_states(profile); from++) {
            guint to = ps_profile_row(profile, event, from)->state;
            guint arrow = (from * PS_MAX_STATES + to) * 2 + (ps_event_is_arrival(event) ? 1 : 0);
            if ((reachable >> from & 1) && to != from)
                g_hash_table_add(arrows, GUINT_TO_POINTER(arrow));
        }
    return g_hash_table_size(arrows);
}

/* missing: the edges that are said in a node instead. */
static void
check_server_view(const char *line, guint nodes, guint missing)
{
    g_autoptr(Setting) setting = setting_new(line);
    guint edges = count_arrows(setting->profiles[0]) - missing;
    g_autoptr(PsGraph) graph = ps_view_server(setting->profiles[0]);
    Agraph_t *back = dot_read(graph);
    CHECK_NUMBER((guint)agnnodes(back), nodes, "%s", line);
    CHECK_NUMBER((guint)agnedges(back), edges, "%s", line);
    CHECK_NUMBER(dot_count(back, FALSE, "initial"), 1, "%s", line);
    CHECK_NUMBER(dot_count(back, TRUE, "action") + dot_count(back, TRUE, "arrival"), edges, "%s",
                 line);
    agclose(back);
}

static void
a_server_is_drawn_from_its_tables(void)
{
    check_server_view("rfc6121", 9, 0);
    check_server_view("rfc6121 pre-approval=on", 12, 0);
    check_server_view("mini", 4, 0);
    check_server_view("ping", 1, 0);
}

/* In openfire, Remove leads from each of the 16 other states to Absent. */
static void
what_leads_from_anywhere_is_said_in_the_node(void)
{
    check_server_view("openfire", 17, 16);
    g_autoptr(Setting) setting = setting_new("openfire");
    g_autoptr(PsGraph) graph = ps_view_server(setting->profiles[0]);
    g_autofree char *dot = ps_graph_to_dot(graph);
    CHECK_CONTAINS(dot, "Absent\\n! remove\\nfrom anywhere");
}

/* All nodes and edges have places, and no two nodes have the same one. */
static void
a_server_has_places(void)
{
    g_autoptr(Setting) setting = setting_new("openfire");
    g_autoptr(PsGraph) graph = ps_view_server(setting->profiles[0]);
    g_autoptr(GHashTable) places = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Agraph_t *back = dot_read(graph);
    CHECK(ps_graph_is_placed(graph), "the view of a server is not placed");
    for (Agnode_t *node = agfstnode(back); node != NULL; node = agnxtnode(back, node)) {
        const char *place = dot_attribute(node, "pos");
        CHECK(place[0] != '\0' && g_hash_table_add(places, g_strdup(place)), "%s is at “%s”",
              agnameof(node), place);
        for (Agedge_t *edge = agfstout(back, node); edge != NULL; edge = agnxtout(back, edge))
            CHECK(dot_attribute(edge, "pos")[0] == 'e' && dot_attribute(edge, "lp")[0] != '\0',
                  "an edge of %s has no place", agnameof(node));
    }
    agclose(back);
}

const Test graph_tests[] = {
    {"states and transitions are all drawn", states_and_transitions_are_all_drawn, FALSE},
    {"large graphs are all drawn", large_graphs_are_all_drawn, TRUE},
    {"unfinished searches are drawn", unfinished_searches_are_drawn, FALSE},
    {"a counterexample is marked", a_counterexample_is_marked, FALSE},
    {"each pair of entries is a node", each_pair_of_entries_is_a_node, FALSE},
    {"a counterexample is marked among entries", a_counterexample_is_marked_among_entries, FALSE},
    {"a server is drawn from its tables", a_server_is_drawn_from_its_tables, FALSE},
    {"what leads from anywhere is said in the node", what_leads_from_anywhere_is_said_in_the_node,
     FALSE},
    {"a server has places", a_server_has_places, FALSE},
    {0},
};
