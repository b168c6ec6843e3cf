/* Tests of the command line: chart, and check --chart. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

#define TRACE "model/scenarios/capture-1-reject.trace"

static void
charts_are_drawn(void)
{
    static const struct {
        const char *options;
        const char *begin;
    } drawings[] = {
        {"-o @/x.svg", "<svg"},
        {"-o @/x.txt", "    "},
        {"-o @/x.msc", "msc {"},
        {"-o @/x.mmd", "sequenceDiagram"},
        {"-o @/x.json", "{"},
        {"-o @/x.itf.json", "{"},
        {"--format svg -o @/x", "<svg"},
        {"--format mscgen -o @/x.svg", "msc {"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(drawings); i++) {
        char *folder = make_folder();
        g_autofree char *options = in_folder(folder, drawings[i].options);
        g_autofree char *line = g_strdup_printf("chart " TRACE " %s", options);
        g_autofree char *name = g_path_get_basename(strrchr(options, ' ') + 1);
        g_autoptr(Run) run = run_presub(line);
        g_autofree char *text = read_file(folder, name);
        CHECK_STATUS(run, 0);
        CHECK_STRING(run->out, "");
        CHECK_STRING(run->err, "");
        CHECK(text != NULL && g_str_has_prefix(text, drawings[i].begin), "%s: %s", line, text);
        remove_folder(folder);
    }
}

static void
a_chart_goes_to_standard_output(void)
{
    g_autoptr(Run) text = run_presub("chart " TRACE);
    g_autoptr(Run) svg = run_presub("chart " TRACE " --format svg -o -");
    g_autoptr(Run) other = run_presub("chart " TRACE " openfire openfire");
    CHECK_STATUS(text, 0);
    CHECK_CONTAINS(text->out, "|--subscribe--");
    CHECK(g_str_has_prefix(svg->out, "<svg"), "expected SVG");
    CHECK_CONTAINS(svg->out, ">capture-1-reject</");
    CHECK_STATUS(other, 0);
}

static void
wrong_use_is_refused(void)
{
    static const struct {
        const char *line;
        const char *part;
    } wrong[] = {
        {"chart", "expected a trace"},
        {"chart nothing.trace", "nothing.trace"},
        {"chart " TRACE " --format sgv", "did you mean svg?"},
        {"chart " TRACE " -o x.png", "expected a file that ends in"},
        {"chart " TRACE " a b c", "at most two profiles"},
        {"chart " TRACE " nosuch", "expected a profile"},
        {"chart " TRACE " -o /nowhere/x.svg", "/nowhere/x.svg"},
        {"check rfc6121 --chart no-orphen", "did you mean no-orphan?"},
        {"check rfc6121 --chart no-ghost", "found no-ghost: it holds"},
        {"check rfc6121 --chart no-blindness", "needs --availability"},
        {"check rfc6121 --chart no-leak --format json", "expected text, svg"},
        {"check rfc6121 --chart no-leak --traces x", "found both"},
        {"check rfc6121 -o x.svg", "expected --chart"},
        {"check rfc6121 --only no-leak --chart no-orphan", "no-orphan"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(Run) run = run_presub(wrong[i].line);
        CHECK_REFUSED(run, wrong[i].part);
    }
}

/* What a format cannot show leaves nothing behind. */
static void
mermaid_says_what_crosses(void)
{
    char *folder = make_folder();
    g_autofree char *line = in_folder(folder, "check rfc6121 --set remove-cancels-pending=on "
                                              "--chart no-orphan -o @/race.mmd");
    g_autoptr(Run) run = run_presub(line);
    g_autofree char *text = read_file(folder, "race.mmd");
    CHECK_STATUS(run, 2);
    CHECK_CONTAINS(run->err, " crosses ");
    CHECK(text == NULL, "a file was left: %s", text);
    remove_folder(folder);
}

/* What ran is drawn, and the status says that it did not run to its end. */
static void
a_run_that_stops_is_drawn(void)
{
    char *folder = make_folder();
    write_file(folder, "stops.trace",
               "profile rfc6121\nromeo subscribe\nromeo receives subscribe\n");
    g_autofree char *line = in_folder(folder, "chart @/stops.trace");
    g_autoptr(Run) run = run_presub(line);
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "|--subscribe--");
    CHECK_CONTAINS(run->out, "stopped: ");
    CHECK_CONTAINS(run->err, "stops.trace:3: expected");
    remove_folder(folder);
}

/* What is wrong at the end of a trace is said as replay says it, and as check --chart does; nothing
 * of a trace that expects something. */
static void
a_saved_counterexample_says_what_is_wrong(void)
{
    static const char *const why = "no-orphan: juliet has pending, romeo has not ask";
    char *folder = make_folder();
    g_autofree char *save = in_folder(folder, "check rfc6121 --traces @");
    g_autofree char *chart = in_folder(folder, "chart @/no-orphan.trace");
    g_autofree char *as_svg = in_folder(folder, "chart @/no-orphan.trace --format svg");
    g_autofree char *as_mscgen = in_folder(folder, "chart @/no-orphan.trace --format mscgen");
    g_autofree char *expecting = in_folder(folder, "chart @/expects.trace");
    g_autoptr(Run) saved = run_presub(save);
    g_autofree char *trace = read_file(folder, "no-orphan.trace");
    g_autofree char *expects = g_strconcat(trace, "expect romeo None\n", NULL);
    write_file(folder, "expects.trace", expects);
    g_autoptr(Run) text = run_presub(chart);
    g_autoptr(Run) svg = run_presub(as_svg);
    g_autoptr(Run) mscgen = run_presub(as_mscgen);
    g_autoptr(Run) expected = run_presub(expecting);
    g_autoptr(Run) two = run_presub("chart docs/races/prosody-prosody/no-ghost.trace");
    g_autoptr(Run) direct = run_presub("check rfc6121 --chart no-orphan");
    CHECK_STATUS(saved, 1);
    CHECK_STATUS(text, 0);
    CHECK_STRING(text->out, direct->out);
    CHECK_CONTAINS(svg->out, why);
    CHECK_CONTAINS(svg->out, "<g class=\"violated\">");
    CHECK_CONTAINS(mscgen->out, why);
    CHECK_CONTAINS(two->out,
                   "\nno-ghost: romeo has to, juliet has not from; no-orphan: juliet has");
    CHECK_STATUS(expected, 0);
    CHECK(strstr(expected->out, "no-orphan: ") == NULL, "what is expected is said to be wrong");
    remove_folder(folder);
}

static void
check_draws_counterexamples(void)
{
    g_autoptr(Run) text = run_presub("check rfc6121 --chart no-orphan");
    g_autoptr(Run) svg = run_presub("check openfire prosody --chart no-ghost --format svg");
    g_autoptr(Run) witness =
        run_presub("check rfc6121 --property 'reachable both: romeo.to and romeo.from' "
                   "--chart both");
    g_autoptr(Run) limit = run_presub("check rfc6121 --chart no-ghost --max-states 10");
    g_autoptr(Run) found = run_presub("check rfc6121 --chart no-orphan --max-states 100");
    CHECK_STATUS(text, 1);
    CHECK_CONTAINS(text->out, "\nno-orphan: juliet has pending, romeo has not ask\n");
    CHECK_STATUS(svg, 1);
    CHECK_CONTAINS(svg->out, "no-ghost is violated after 4 steps");
    CHECK_STATUS(witness, 0);
    CHECK_CONTAINS(witness->out, "\nboth: ");
    CHECK_STATUS(limit, 3);
    CHECK_CONTAINS(limit->err, "undecided");
    CHECK_STATUS(found, 3);
    CHECK_CONTAINS(found->out, "no-orphan: ");
}

const Test cli_chart_tests[] = {
    {"chart: draws every format", charts_are_drawn, FALSE},
    {"chart: goes to standard output", a_chart_goes_to_standard_output, FALSE},
    {"chart: wrong use is refused", wrong_use_is_refused, FALSE},
    {"chart: Mermaid says what crosses", mermaid_says_what_crosses, FALSE},
    {"chart: a run that stops is drawn", a_run_that_stops_is_drawn, FALSE},
    {"chart: a saved counterexample says what is wrong", a_saved_counterexample_says_what_is_wrong,
     FALSE},
    {"check --chart: draws counterexamples and witnesses", check_draws_counterexamples, FALSE},
    {0},
};
