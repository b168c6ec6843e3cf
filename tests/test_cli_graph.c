/* Tests of the command line: graph. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static void
graphs_are_drawn(void)
{
    static const struct {
        const char *options;
        const char *file;
        const char *begin;
    } drawings[] = {
        {"-k 1 --actions subscribe,subscribed", "states.svg", "<svg"},
        {"-k 1 --actions subscribe,subscribed", "states.png", "\211PNG"},
        {"-k 1 --actions subscribe,subscribed", "states.pdf", "%PDF"},
        {"-k 1 --users sensible --highlight no-orphan", "marked.svg", "<svg"},
        {"--view entries", "entries.svg", "<svg"},
        {"--view server", "server.svg", "<svg"},
        {"--view server --set pre-approval=on", "server.dot", "digraph"},
        {"--view matrix", "matrix.svg", "<svg"},
        {"", "states.dot", "digraph"},
        {"--view entries --highlight no-leak", "entries.gv", "digraph"},
    };
    char *folder = make_folder();
    for (guint i = 0; i < G_N_ELEMENTS(drawings); i++) {
        g_autofree char *line = g_strdup_printf("graph rfc6121 %s -o %s/%s", drawings[i].options,
                                                folder, drawings[i].file);
        g_autoptr(Run) run = run_presub(line);
        g_autofree char *text = read_file(folder, drawings[i].file);
        CHECK_STATUS(run, 0);
        CHECK_STRING(run->out, "");
        CHECK_STRING(run->err, "");
        CHECK(text != NULL && g_str_has_prefix(text, drawings[i].begin), "%s: expected %s", line,
              drawings[i].begin);
    }
    remove_folder(folder);
}

static void
a_graph_goes_to_standard_output(void)
{
    g_autoptr(Run) dot = run_presub("graph rfc6121 -k 1");
    g_autoptr(Run) matrix = run_presub("graph rfc6121 openfire --view matrix -o -");
    CHECK_STATUS(dot, 0);
    CHECK(g_str_has_prefix(dot->out, "digraph"), "expected DOT");
    CHECK_STATUS(matrix, 0);
    CHECK(g_str_has_prefix(matrix->out, "<svg"), "expected SVG");
}

/* How often part occurs in text. */
static guint
count_of(const char *text, const char *part)
{
    guint n = 0;
    while ((text = strstr(text, part)) != NULL) {
        text += strlen(part);
        n++;
    }
    return n;
}

/* An always property that falls while something is in flight is shown where it falls. */
static void
what_falls_in_flight_is_shown(void)
{
    static const char *const line =
        "rfc6121 -k 1 --property 'always calm: not (romeo.ask and in_flight=1)' --only calm";
    g_autofree char *check_line = g_strconcat("check ", line, NULL);
    g_autofree char *states_line = g_strconcat("graph --view states ", line, NULL);
    g_autofree char *entries_line = g_strconcat("graph --view entries ", line, NULL);
    g_autofree char *matrix_line = g_strconcat("graph --view matrix ", line, NULL);
    g_autoptr(Run) check = run_presub(check_line);
    g_autoptr(Run) states = run_presub(states_line);
    g_autoptr(Run) entries = run_presub(entries_line);
    g_autoptr(Run) matrix = run_presub(matrix_line);
    g_autofree char *count =
        g_strdup_printf("%u states", count_of(states->out, "class=violated") +
                                         count_of(states->out, "class=\"violated"));
    CHECK_CONTAINS(check->out, count);
    CHECK_CONTAINS(states->out, "violates calm: ");
    CHECK_CONTAINS(states->out, "✗ calm");
    CHECK_CONTAINS(entries->out, "class=violated");
    CHECK_CONTAINS(matrix->out, "calm: calm is violated");
}

/* As many properties as a drawing can show are shown, the last one too; more are refused. */
static void
many_properties_are_shown_or_refused(void)
{
    static const char *const views[] = {"states", "entries", "matrix"};
    char *folder = make_folder();
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GString) only = g_string_new("no-leak");
    for (guint i = 1; i <= 30; i++) {
        g_string_append_printf(text, "settled p%u: %s\n", i, i < 30 ? "true" : "not romeo.to");
        g_string_append_printf(only, ",p%u", i);
    }
    write_file(folder, "many.properties", text->str);
    for (guint i = 0; i < G_N_ELEMENTS(views); i++) {
        g_autofree char *all = g_strdup_printf(
            "graph rfc6121 -k 1 --view %s --properties %s/many.properties", views[i], folder);
        g_autofree char *some = g_strdup_printf("%s --only %s", all, only->str);
        g_autoptr(Run) refused = run_presub(all);
        g_autoptr(Run) drawn = run_presub(some);
        CHECK_REFUSED(refused, "expected at most 31 properties to draw, found 36");
        CHECK_STATUS(drawn, 0);
        CHECK_CONTAINS(drawn->out, "p30: ");
    }
    remove_folder(folder);
}

static void
an_unfinished_drawing_says_so(void)
{
    g_autoptr(Run) run = run_presub("graph rfc6121 --max-states 50");
    CHECK_STATUS(run, 3);
    CHECK(g_str_has_prefix(run->out, "digraph"), "expected what was found so far");
    CHECK_CONTAINS(run->err, "not complete: the limit of 50 states");
    g_autoptr(Run) nothing = run_presub("graph rfc6121 -k 1 --highlight no-ghost");
    CHECK_STATUS(nothing, 0);
    CHECK_CONTAINS(nothing->err, "nothing to highlight: no-ghost holds");
}

/* No half-written file, and the old one stays, if there is no picture. */
static void
a_picture_that_fails_leaves_the_old_file(void)
{
    char *folder = make_folder();
    g_autofree char *large = in_folder(folder, "graph rfc6121 -o @/x.svg");
    g_autofree char *late = in_folder(folder, "graph rfc6121 -k 2 --force --timeout 1 -o @/x.svg");
    write_file(folder, "x.svg", "old");
    g_autoptr(Run) refused = run_presub(large);
    g_autoptr(Run) ended = run_presub(late);
    g_autofree char *text = read_file(folder, "x.svg");
    CHECK_REFUSED(refused, "found 5449 and 18478");
    CHECK_STATUS(ended, 3);
    CHECK_CONTAINS(ended->err, "dot was not done after 1 s");
    CHECK_STRING(text, "old");
    remove_folder(folder);
}

const Test cli_graph_tests[] = {
    {"graphs are drawn", graphs_are_drawn, FALSE},
    {"a graph goes to standard output", a_graph_goes_to_standard_output, FALSE},
    {"what falls in flight is shown", what_falls_in_flight_is_shown, FALSE},
    {"many properties are shown or refused", many_properties_are_shown_or_refused, FALSE},
    {"an unfinished drawing says so", an_unfinished_drawing_says_so, FALSE},
    {"a picture that fails leaves the old file", a_picture_that_fails_leaves_the_old_file, FALSE},
    {0},
};
