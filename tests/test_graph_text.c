/* Tests of the texts in graphs: whatever users and states are called, it is shown as it is. */
#include "tests/subject.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/views.h"

#include <string.h>

static const char *const hostile[][2] = {
    {"a\\", "\"<b>"},       {"<b>x</b>", "<table>"}, {"&lt;", "&quot;&amp;"}, {"\\N\\G", "\\n\\"},
    {"\"", "\\\""},         {"strict", "node"},      {"]];--", "{a|b}"},      {"-->", "</svg>"},
    {"жюльетта", "ロミオ"}, {"%s%n", "${x}`id`"},
};

/* Whatever the users are called: the file is read, and labels say what they said. */
static void
hostile_names_round_trip(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(hostile); i++) {
        g_auto(Subject) subject =
            subject_named("rfc6121 k=1 actions=subscribe", hostile[i][0], hostile[i][1]);
        PsStates states = subject_states(&subject, NULL);
        g_autoptr(PsGraph) graph = ps_view_states(&states);
        g_autofree char *expected =
            g_strdup_printf("start\n%s: None\n%s: None\n✓", hostile[i][0], hostile[i][1]);
        Agraph_t *back = dot_read(graph);
        g_autofree char *label_name = g_strdup("label");
        char *label = agget(agfstnode(back), label_name);
        g_autofree char *text = dot_unescaped(label, TRUE);
        CHECK_STRING(text, expected);
        CHECK(aghtmlstr(label) == 0, "%s became HTML", label);
        CHECK_NUMBER((guint)agnnodes(back), ps_search_states(subject.search), "%s", expected);
        agclose(back);
    }
}

/* Names of nodes and any attribute, on their own. */
static void
hostile_names_of_nodes_round_trip(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(hostile); i++) {
        g_autoptr(PsGraph) graph = ps_graph_new("hostile");
        PsPart *node = ps_graph_add_node(graph, hostile[i][1]);
        ps_graph_set(graph, node, "id", hostile[i][0]);
        ps_graph_set(graph, ps_graph_add_edge(graph, node, node), "class", hostile[i][1]);
        Agraph_t *back = dot_read(graph);
        g_autofree char *name = dot_unescaped(agnameof(agfstnode(back)), FALSE);
        g_autofree char *id = dot_unescaped(dot_attribute(agfstnode(back), "id"), FALSE);
        CHECK_STRING(name, hostile[i][1]);
        CHECK_STRING(id, hostile[i][0]);
        agclose(back);
    }
}

static void
names_of_nodes_are_unique(void)
{
    g_autoptr(PsGraph) graph = ps_graph_new("twins");
    PsPart *first = ps_graph_add_node(graph, "x");
    PsPart *second = ps_graph_add_node(graph, "x");
    ps_graph_add_node(graph, "x");
    ps_graph_add_node(graph, "%3");
    ps_graph_add_edge(graph, first, second);
    ps_graph_add_edge(graph, first, second);
    g_autoptr(PsPaint) paint = ps_paint_new();
    ps_paint_add_class(paint, "a");
    ps_paint_add_class(paint, "b");
    ps_paint_apply(paint, graph, first);
    Agraph_t *back = dot_read(graph);
    Agnode_t *node = agfstnode(back);
    CHECK(dot_has_class(node, "a") && dot_has_class(node, "b"), "%s", dot_attribute(node, "class"));
    CHECK_STRING(agnameof(node), "x");
    CHECK_STRING(agnameof(agnxtnode(back, node)), "x (2)");
    CHECK_NUMBER((guint)agnnodes(back), 4, "nodes");
    CHECK_NUMBER(ps_graph_n_nodes(graph), 4, "nodes");
    CHECK_NUMBER((guint)agnedges(back), 2, "edges");
    agclose(back);
}

static void
lines_are_not_broken(void)
{
    g_autoptr(PsGraph) graph = ps_graph_new("long");
    g_autofree char *longest = g_strnfill(1000, 'x');
    ps_graph_set(graph, ps_graph_add_node(graph, "x"), "label", longest);
    g_autofree char *dot = ps_graph_to_dot(graph);
    CHECK_CONTAINS(dot, longest);
}

static void
the_same_graph_is_the_same_text(void)
{
    g_auto(Subject) one = subject_of("rfc6121 k=1");
    g_auto(Subject) two = subject_of("rfc6121 k=1");
    PsStates one_states = subject_states(&one, NULL);
    PsStates two_states = subject_states(&two, NULL);
    g_autoptr(PsGraph) first = ps_view_entries(&one_states);
    g_autoptr(PsGraph) second = ps_view_entries(&two_states);
    g_autofree char *first_dot = ps_graph_to_dot(first);
    g_autofree char *second_dot = ps_graph_to_dot(second);
    CHECK_STRING(first_dot, second_dot);
}

const Test graph_text_tests[] = {
    {"hostile names round trip", hostile_names_round_trip, FALSE},
    {"hostile names of nodes round trip", hostile_names_of_nodes_round_trip, FALSE},
    {"names of nodes are unique", names_of_nodes_are_unique, FALSE},
    {"lines are not broken", lines_are_not_broken, FALSE},
    {"the same graph is the same text", the_same_graph_is_the_same_text, FALSE},
    {0},
};
