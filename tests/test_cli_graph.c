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
        {"--view entries --symmetric", "turned.svg", "<svg"},
        {"--view settled", "settled.svg", "<svg"},
        {"--view settled --symmetric", "settled.png", "\211PNG"},
        {"--view settled", "settled.txt", "Settled states"},
        {"--view trace --highlight no-leak", "trace.svg", "<svg"},
        {"--view trace --highlight no-leak", "trace.pdf", "%PDF"},
        {"--view near", "near.svg", "<svg"},
        {"--view near --near 'romeo.to and in_flight=0' --radius 2 -k 1", "near.dot", "digraph"},
        {"--view near --highlight no-leak --symmetric", "fall.svg", "<svg"},
        {"--view matrix --symmetric", "half.svg", "<svg"},
        {"--view matrix", "matrix.txt", "romeo and juliet"},
        {"--view server", "server.txt", "The server rfc6121"},
        {"--view entries -k 1", "entries.txt", "Which pairs"},
        {"-k 1", "states.txt", "What can happen"},
        {"-k 1 --symmetric", "states.aut", "des (0,"},
        {"-k 1", "states.graphml", "<?xml"},
        {"-k 1", "states.json", "{"},
        {"-k 1 --format aut", "states.any", "des (0,384,173)"},
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

/* The trace says what the world is; the command line can say more of it. */
static void
traces_are_drawn(void)
{
    g_autoptr(Run) run = run_presub(
        "graph --view trace --trace model/scenarios/capture-1-reject.trace --format text");
    g_autoptr(Run) near = run_presub(
        "graph --view near --trace model/scenarios/capture-1-reject.trace --format text");
    g_autoptr(Run) other = run_presub(
        "graph rfc6121 --view trace --trace model/scenarios/capture-1-reject.trace --format text");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "zxl1 and zxl2: openfire");
    CHECK_CONTAINS(run->out, "after 5 steps, zxl1: None + Ask, zxl2: None + Recv");
    CHECK_STATUS(near, 0);
    CHECK_CONTAINS(near->out, "zxl1: None + Ask, zxl2: None + Recv");
    CHECK_REFUSED(other, "--trace: ");
}

static void
near_asks_for_a_state(void)
{
    g_autoptr(Run) wrong = run_presub("graph rfc6121 -k 1 --view near --near 'romeo.form'");
    g_autoptr(Run) more = run_presub("graph rfc6121 -k 1 --view near --near 'romeo.to juliet.to'");
    g_autoptr(Run) none = run_presub("graph rfc6121 -k 1 --view near --near 'in_flight = 9'");
    g_autoptr(Run) offline = run_presub("graph rfc6121 -k 1 --view near --near 'romeo.online'");
    g_autoptr(Run) found =
        run_presub("graph rfc6121 --view near --near 'watcher.to and in_flight = 0' --format text");
    CHECK_REFUSED(wrong, "--near:1:7: expected to, from");
    CHECK_REFUSED(more, "--near:1:10: expected and, or, implies, a comparison, or the end");
    CHECK_REFUSED(none, "--near: expected a state in which “in_flight = 9” holds, found none");
    CHECK_REFUSED(offline, "--near: expected --availability");
    CHECK_STATUS(found, 0);
    CHECK_CONTAINS(found->out, "What is near a state: romeo: To, juliet: From");
}

static void
options_must_fit_the_view(void)
{
    static const char *const cases[][2] = {
        {"rfc6121 --view settled -o x.json", "for --view settled, or --format; found “x.json”"},
        {"rfc6121 --view settled --format aut", "--format: expected dot, svg, png, pdf or text"},
        {"rfc6121 --view matrix -o x.dot", "-o: expected a file that ends in .svg or .txt"},
        {"rfc6121 --view server --symmetric", "--symmetric: expected --view states or entries"},
        {"rfc6121 --view settled --near true", "--near: expected --view near, found settled"},
        {"rfc6121 --radius 2", "--radius: expected --view near, found states"},
        {"rfc6121 --view near --radius many", "--radius: expected a whole number from 0 to 100"},
        {"rfc6121 --view trace",
         "--view trace: expected one of --highlight PROPERTY and --trace FILE"},
        {"rfc6121 --view trace --trace none.trace", "none.trace"},
        {"rfc6121 --view near --near true --highlight no-leak", "expected one of --near"},
        {"rfc6121 --symmetric --highlight no-leak", "--highlight: expected no --symmetric"},
        {"rfc6121 openfire --symmetric", "--symmetric: expected the same server at both sides"},
        {"rfc6121 --set romeo.auto-unsubscribed=off --symmetric", "with the same options"},
        {"openfire --view settled -o x.svg", "expected a graph of at most 150 nodes and 400 edges"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *line = g_strdup_printf("graph %s", cases[i][0]);
        g_autoptr(Run) run = run_presub(line);
        CHECK_REFUSED(run, cases[i][1]);
    }
}

/* What would do nothing is refused. */
static void
options_must_do_something(void)
{
    static const char *const trace =
        "--view trace --trace model/scenarios/subscribe-both-ways.trace";
    static const char *const cases[][2] = {
        {"rfc6121 -k 1 --force", "--force: expected svg, png or pdf, which Graphviz lays out"},
        {"rfc6121 -k 1 --timeout 5 --format json", "--timeout: expected svg, png or pdf"},
        {"rfc6121 --view settled --timeout 5 --format text", "pdf, which Graphviz lays out, found"},
        {"rfc6121 --view entries --force -o x.svg",
         "--force: expected --view states or settled or near, found entries"},
        {"rfc6121 --view matrix --timeout 5", "--timeout: expected --view states"},
        {"rfc6121 --view server --timeout 5 -o x.svg", "--timeout: expected --view states"},
        {"rfc6121 --highlight no-leak --format json",
         "--highlight: expected dot, svg, png, pdf or text, found json"},
        {"rfc6121 --only no-leak --format aut", "--only: expected another format than aut"},
        {"rfc6121 --view server --in-flight 4", "--in-flight: expected another view than server"},
        {"rfc6121 --view server --max-states 4", "--max-states: expected another view"},
        {"rfc6121 --view server --only no-leak", "--only: expected another view"},
        {"rfc6121 --view server --set juliet.pre-approval=on", "the options of both sides"},
        {"@ --max-states 4", "--max-states: expected no --trace"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *options = in_folder(trace, cases[i][0]);
        g_autofree char *line = g_strdup_printf("graph %s", options);
        g_autoptr(Run) run = run_presub(line);
        CHECK_REFUSED(run, cases[i][1]);
    }
}

/* What limits a layout is heeded wherever there is one. */
static void
layouts_have_limits(void)
{
    static const char *const lines[] = {
        "graph rfc6121 -k 1 --actions subscribe --timeout 60 --force -o @/x.svg",
        "graph rfc6121 --view server --timeout 60 -o @/x.png",
        "graph rfc6121 -k 1 --view near --timeout 60 --force -o @/x.pdf",
    };
    char *folder = make_folder();
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *line = in_folder(folder, lines[i]);
        g_autoptr(Run) run = run_presub(line);
        CHECK_STATUS(run, 0);
    }
    remove_folder(folder);
}

/* An unfinished state graph is streamed all the same, as far as it goes. */
static void
an_unfinished_stream_says_so(void)
{
    g_autoptr(Run) run = run_presub("graph rfc6121 --max-states 50 --format aut");
    CHECK_STATUS(run, 3);
    CHECK(g_str_has_prefix(run->out, "des (0,"), "expected what was found so far");
    CHECK_CONTAINS(run->err, "not complete: the limit of 50 states");
}

const Test cli_graph_tests[] = {
    {"traces are drawn", traces_are_drawn, FALSE},
    {"near asks for a state", near_asks_for_a_state, FALSE},
    {"options must fit the view", options_must_fit_the_view, FALSE},
    {"options must do something", options_must_do_something, FALSE},
    {"layouts have limits", layouts_have_limits, FALSE},
    {"an unfinished stream says so", an_unfinished_stream_says_so, FALSE},
    {"graphs are drawn", graphs_are_drawn, FALSE},
    {"a graph goes to standard output", a_graph_goes_to_standard_output, FALSE},
    {"what falls in flight is shown", what_falls_in_flight_is_shown, FALSE},
    {"many properties are shown or refused", many_properties_are_shown_or_refused, FALSE},
    {"an unfinished drawing says so", an_unfinished_drawing_says_so, FALSE},
    {"a picture that fails leaves the old file", a_picture_that_fails_leaves_the_old_file, FALSE},
    {0},
};
