/* Tests of running Graphviz's dot: what comes back, and what happens when it misbehaves. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/layout.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static void
pictures_are_what_was_asked_for(void)
{
    static const char *const expected[][2] = {
        {"svg", "<?xml"}, {"png", "\x89PNG\r\n"}, {"pdf", "%PDF-"}};
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_autoptr(GError) error = NULL;
        g_autoptr(GBytes) picture =
            ps_layout("digraph { a -> b [label=\"✓ é\"] }", expected[i][0], 20, &error);
        REQUIRE(picture != NULL, "%s: %s", expected[i][0], error->message);
        gsize length = 0;
        const char *data = g_bytes_get_data(picture, &length);
        CHECK(length > strlen(expected[i][1]) &&
                  memcmp(data, expected[i][1], strlen(expected[i][1])) == 0,
              "%s begins with “%.5s”", expected[i][0], data);
    }
}

/* More than a pipe holds goes in and comes out, at the same time. */
static void
large_graphs_get_through(void)
{
    g_autoptr(GString) dot = g_string_new("digraph { layout=nop2 node [fixedsize=true]\n");
    for (guint i = 0; i < 5000; i++)
        g_string_append_printf(dot, "n%u [pos=\"%u,%u\" tooltip=\"%0100u\"]\n", i, i, i, i);
    g_string_append(dot, "}\n");
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) picture = ps_layout(dot->str, "svg", 60, &error);
    CHECK(picture != NULL, "%s", error != NULL ? error->message : "");
    CHECK(picture != NULL && g_bytes_get_size(picture) > 1000000, "the picture is too small");
}

static void
bad_input_is_an_error(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) picture = ps_layout("digraph { a -> ", "svg", 20, &error);
    CHECK(picture == NULL, "there is a picture of half a graph");
    CHECK(g_error_matches(error, PS_LAYOUT_ERROR, PS_LAYOUT_ERROR_FAILED), "another error");
    CHECK_CONTAINS(error != NULL ? error->message : NULL, "syntax error");
}

/* Lays out a graph with a script for dot, in an environment where only this one is found; with
 * NULL, where none is. */
static GBytes *
with_dot(const char *script, const char *graph, guint seconds, GError **error)
{
    char *folder = make_folder();
    g_autofree char *path = g_strdup(g_getenv("PATH"));
    g_autofree char *dot = g_build_filename(folder, "dot", NULL);
    if (script != NULL)
        CHECK(g_file_set_contents(dot, script, -1, NULL) && chmod(dot, 0755) == 0, "no script");
    g_setenv("PATH", folder, TRUE);
    GBytes *picture = ps_layout(graph, "svg", seconds, error);
    g_setenv("PATH", path, TRUE);
    remove_folder(folder);
    return picture;
}

static void
a_slow_dot_is_ended(void)
{
    char *folder = make_folder();
    g_autofree char *note = g_build_filename(folder, "pid", NULL);
    g_autofree char *script =
        g_strdup_printf("#!/bin/sh\necho $$ >'%s'\nexec /bin/sleep 60\n", note);
    g_autoptr(GError) error = NULL;
    gint64 start = g_get_monotonic_time();
    g_autoptr(GBytes) picture = with_dot(script, "digraph { a }", 1, &error);
    gint64 took = g_get_monotonic_time() - start;
    g_autofree char *pid = NULL;
    CHECK(picture == NULL, "there is a picture");
    CHECK(g_error_matches(error, PS_LAYOUT_ERROR, PS_LAYOUT_ERROR_TIMEOUT), "another error");
    CHECK_CONTAINS(error != NULL ? error->message : NULL, "1 s");
    CHECK(took > G_USEC_PER_SEC / 2 && took < 20 * G_USEC_PER_SEC, "it took %u ms",
          (guint)(took / 1000));
    CHECK(g_file_get_contents(note, &pid, NULL, NULL) && atoi(pid) > 1 && kill(atoi(pid), 0) != 0,
          "the process %s is still there", pid != NULL ? pid : "?");
    remove_folder(folder);
}

/* One that reads nothing of much input and goes: no signal for us, and an error with its words. */
static void
a_dot_that_goes_is_an_error(void)
{
    g_autofree char *graph = g_strnfill(1000000, ' ');
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) picture =
        with_dot("#!/bin/sh\necho 'no libraries today' >&2\nexit 3\n", graph, 20, &error);
    CHECK(picture == NULL, "there is a picture");
    CHECK(g_error_matches(error, PS_LAYOUT_ERROR, PS_LAYOUT_ERROR_FAILED), "another error");
}

static void
no_dot_is_an_error(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GBytes) picture = with_dot(NULL, "digraph { a }", 20, &error);
    CHECK(picture == NULL, "there is a picture");
    CHECK(g_error_matches(error, PS_LAYOUT_ERROR, PS_LAYOUT_ERROR_START), "another error");
    CHECK_CONTAINS(error != NULL ? error->message : NULL, "install graphviz");
}

/* A graph of n nodes in a row, and m edges from its first to its last one. */
static PsGraph *
graph_of(guint n, guint m)
{
    PsGraph *graph = ps_graph_new("row");
    PsPart *first = ps_graph_add_node(graph, "first");
    PsPart *last = first;
    for (guint i = 1; i < n; i++)
        last = ps_graph_add_node(graph, "n");
    for (guint i = 0; i < m; i++)
        ps_graph_add_edge(graph, first, last);
    return graph;
}

static void
large_graphs_are_refused(void)
{
    static const guint cases[][3] = {
        {1, 0, TRUE}, {150, 400, TRUE}, {151, 0, FALSE}, {2, 401, FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(PsGraph) graph = graph_of(cases[i][0], cases[i][1]);
        g_autoptr(GError) error = NULL;
        gboolean fits = ps_layout_fits(graph, &error);
        CHECK(fits == (gboolean)cases[i][2], "%u nodes, %u edges", cases[i][0], cases[i][1]);
        if (fits)
            continue;
        CHECK(g_error_matches(error, PS_LAYOUT_ERROR, PS_LAYOUT_ERROR_SIZE), "another error");
        CHECK_CONTAINS(error != NULL ? error->message : NULL, "matrix");
    }
}

const Test dot_tests[] = {
    {"pictures are what was asked for", pictures_are_what_was_asked_for, FALSE},
    {"large graphs get through", large_graphs_get_through, FALSE},
    {"bad input is an error", bad_input_is_an_error, FALSE},
    {"a slow dot is ended", a_slow_dot_is_ended, FALSE},
    {"a dot that goes is an error", a_dot_that_goes_is_an_error, FALSE},
    {"no dot is an error", no_dot_is_an_error, FALSE},
    {"large graphs are refused", large_graphs_are_refused, FALSE},
    {NULL, NULL, FALSE},
};
