/* Tests of the .aut export: read back, it is the graph that the naive explorer finds. */
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/stream.h"

#include <stdlib.h>

/* What is written of a setting. Free it with free: it is a memory stream's. */
static char *
aut_text(const char *line)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    PsStates states = {.search = search};
    CHECK(ps_stream(&states, &ps_stream_aut, stream, NULL), "%s: nothing ends it", line);
    fclose(stream);
    return text;
}

/* Each line against the next transition of the naive explorer: where from, what happens, where to.
 */
static void
check_edges(const char *line, char **lines, const Naive *naive)
{
    NaiveTransition out[NAIVE_MAX_TRANSITIONS];
    guint edge = 0;
    for (guint id = 0; id < naive_n_states(naive); id++) {
        guint n = naive_transitions(naive_options(naive), naive_state(naive, id), out);
        for (guint i = 0; i < n; i++, edge++) {
            g_autofree char *label = naive_label_text(naive_options(naive), out[i].label);
            g_autofree char *expected =
                g_strdup_printf("(%u,\"%s\",%u)", id, label, naive_edge(naive, edge).to);
            REQUIRE(g_strcmp0(lines[edge], expected) == 0, "%s: edge %u: expected %s, found %s",
                    line, edge, expected, lines[edge]);
        }
    }
    CHECK_STRING(lines[edge], ""); /* behind the last newline */
}

static void
check_aut(const char *line)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(Naive) naive = naive_new(&setting->options);
    char *text = aut_text(line);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    g_autofree char *head = g_strdup_printf("des (0,%u,%u)", naive_n_transitions(naive), //
                                            naive_n_states(naive));
    CHECK_STRING(lines[0], head);
    REQUIRE(g_strv_length(lines) == naive_n_transitions(naive) + 2, "%s: %u lines", line,
            g_strv_length(lines));
    check_edges(line, lines + 1, naive);
    free(text);
}

static void
the_graph_comes_back(void)
{
    check_aut("rfc6121 k=2");
    check_aut("rfc6121 openfire k=2 loss=any repeat=1 bounce=1");
    check_aut("openfire k=2 bag sensible");
    check_aut("rfc6121 k=1 availability");
}

static void
a_state_without_transitions(void)
{
    char *text = aut_text("rfc6121 k=1 actions=add");
    CHECK_STRING(text, "des (0,0,1)\n");
    free(text);
}

static void
names_are_escaped(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=1 actions=subscribe");
    setting->options.names[0] = "a\"b";
    setting->options.names[1] = "c\\d";
    g_autoptr(PsWorld) world = make_world(&setting->options);
    g_autoptr(PsSearch) search = ps_search_new(world, NULL);
    char *text = NULL;
    size_t length = 0;
    FILE *stream = open_memstream(&text, &length);
    PsStates states = {.search = search};
    CHECK(ps_stream(&states, &ps_stream_aut, stream, NULL), "nothing ends it");
    fclose(stream);
    CHECK_CONTAINS(text, "(0,\"a\\\"b subscribe\",1)\n(0,\"c\\\\d subscribe\",2)\n");
    free(text);
}

const Test aut_tests[] = {
    {"the graph comes back", the_graph_comes_back, FALSE},
    {"a state without transitions", a_state_without_transitions, FALSE},
    {"names are escaped", names_are_escaped, FALSE},
    {0},
};
