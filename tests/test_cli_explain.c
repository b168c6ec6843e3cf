/* Tests of the command line: explain. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static void
what_is_missing_is_named(void)
{
    g_autoptr(Run) run = run_presub("explain docs/captures/openfire-2.log openfire");
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "zxl1 and zxl2: openfire");
    CHECK_CONTAINS(run->out, "11 stanzas of zxl1@user-20160421db and zxl2@user-20160421db\n");
    CHECK_CONTAINS(run->out, "; the log is incomplete: 2 actions and 4 stanzas are missing\n");
    CHECK_CONTAINS(run->out, "\n  missing: zxl1 subscribed, before line ");
    CHECK_CONTAINS(run->out, "\n  missing: zxl2 subscribed, before line 16\n");
    CHECK_CONTAINS(run->out, "From + Ask  lines 21, 22\n");
}

static void
what_cannot_be_is_named(void)
{
    g_autoptr(Run) run = run_presub("explain docs/captures/openfire-2.log rfc6121");
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "\nno run explains line 22: zxl1's client gets the push "
                             "subscription=from ask=unsubscribe\n"
                             "nothing in rfc6121 ever shows that\n");
    CHECK_CONTAINS(run->out, "what could be there instead:\n"
                             "  zxl1's client gets the push subscription=none\n");
    CHECK_CONTAINS(run->out, "what comes before is explained by ");
}

static void
a_complete_log(void)
{
    g_autoptr(Run) both = run_presub("explain tests/logs/federation.log prosody");
    CHECK_STATUS(both, 0);
    CHECK_CONTAINS(both->out, "explained by 4 steps; the log is complete\n");
    g_autoptr(Run) one = run_presub("explain tests/logs/own.log prosody rfc6121");
    CHECK_STATUS(one, 0);
    CHECK_CONTAINS(one->out, "romeo: prosody");
    CHECK_CONTAINS(one->out, "\n  out of its sight: juliet subscribed, before line 4\n");
    g_autoptr(Run) script = run_presub("explain tests/logs/subscribe.scs prosody");
    CHECK_STATUS(script, 0);
}

static void
the_run_can_be_replayed(void)
{
    char *folder = make_folder();
    g_autofree char *line =
        in_folder(folder, "explain docs/captures/openfire-3.log openfire --trace @/run.trace");
    g_autofree char *again = in_folder(folder, "replay @/run.trace");
    g_autofree char *shown = in_folder(folder, "replay @/report");
    g_autoptr(Run) run = run_presub(line);
    CHECK_STATUS(run, 1);
    g_autoptr(Run) replay = run_presub(again);
    CHECK_STATUS(replay, 0);
    CHECK_CONTAINS(replay->out, "zxl1 subscribed ");
    /* So can what is printed, from the line of the profile on. */
    const char *trace = strstr(run->out, "profile openfire\n");
    REQUIRE(trace != NULL, "no trace in %s", run->out);
    write_file(folder, "report", trace);
    g_autoptr(Run) printed = run_presub(shown);
    CHECK_STATUS(printed, 0);
    remove_folder(folder);
}

static void
json(void)
{
    g_autoptr(Run) run = run_presub("explain docs/captures/openfire-2.log openfire --format json");
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *report = run_json(run, parser);
    CHECK_STATUS(run, 1);
    CHECK(json_object_get_boolean_member(report, "explained"), "not explained");
    CHECK_NUMBER((guint64)json_object_get_int_member(report, "actions_missing"), 2, "missing");
    JsonArray *between = json_object_get_array_member(report, "between");
    CHECK_STRING(json_array_get_string_element(between, 1), "zxl2@user-20160421db");
    CHECK_STRING(json_object_get_string_member(report, "users"), "free");
    CHECK_NUMBER((guint64)json_object_get_int_member(report, "stanzas"), 11, "stanzas");
    JsonArray *steps = json_object_get_array_member(report, "steps");
    guint missing = 0;
    for (guint i = 0; i < json_array_get_length(steps); i++) {
        JsonObject *step = json_array_get_object_element(steps, i);
        missing += !json_object_get_boolean_member(step, "in_log");
    }
    CHECK_NUMBER(missing, 2, "steps that are missing");
    g_autoptr(Run) wrong = run_presub("explain docs/captures/openfire-2.log prosody --format json");
    g_autoptr(JsonParser) other = json_parser_new();
    JsonObject *unexplained = json_object_get_object_member(run_json(wrong, other), "unexplained");
    CHECK_NUMBER((guint64)json_object_get_int_member(unexplained, "line"), 22, "the line");
    CHECK(json_object_get_boolean_member(unexplained, "impossible"), "it can be");
}

static void
fit(void)
{
    g_autoptr(Run) run = run_presub("explain docs/captures/openfire-2.log --fit");
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "\n  both servers   the log\n  openfire       2 actions and 4 ");
    CHECK_CONTAINS(run->out, "\n  rfc6121        no run explains line 22: ");
    g_autoptr(Run) some = run_presub("explain tests/logs/own.log --fit prosody openfire "
                                     "--format json");
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonArray *servers = json_object_get_array_member(run_json(some, parser), "servers");
    CHECK_STATUS(some, 0);
    REQUIRE(json_array_get_length(servers) == 2, "%s", some->out);
    JsonObject *best = json_array_get_object_element(servers, 0);
    CHECK_STRING(json_object_get_string_member(best, "profile"), "prosody");
}

/* A limit that one server meets does not hide the others. */
static void
fit_with_a_limit(void)
{
    g_autoptr(Run) run =
        run_presub("explain docs/captures/openfire-2.log --fit --max-states 13000");
    CHECK_STATUS(run, 3);
    CHECK_CONTAINS(run->out, "\n  openfire       2 actions and 4 ");
    CHECK_CONTAINS(run->out, "  not finished: the limit of 13000 states");
    CHECK_CONTAINS(run->out, "\n  rfc6121        no run explains line 22: ");
}

static void
refused(void)
{
    static const struct {
        const char *line, *part;
    } wrong[] = {
        {"explain", "expected a log and one profile or two, found 0 arguments"},
        {"explain --fit", "expected a log with --fit, found no arguments"},
        {"explain tests/logs/own.log", "found 1 arguments"},
        {"explain no-such.log prosody", "no-such.log: cannot be read"},
        {"explain LICENSE prosody", "LICENSE: expected stanzas (<presence>, <iq>), found none"},
        {"explain tests/logs/own.log no-such-profile", "no-such-profile"},
        {"explain tests/logs/own.log prosody --between romeo",
         "--between: expected two users as in romeo,juliet; found “romeo”"},
        {"explain tests/logs/own.log prosody --between romeo,nurse", "found none of those"},
        {"explain tests/logs/own.log --fit --trace x", "--trace: expected one explanation"},
        {"explain tests/logs/own.log prosody --format xml", "--format"},
        {"explain tests/logs/own.log prosody --names 'a b'", "--names"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(Run) run = run_presub(wrong[i].line);
        CHECK_REFUSED(run, wrong[i].part);
    }
}

static void
unfinished(void)
{
    g_autoptr(Run) run =
        run_presub("explain docs/captures/openfire-2.log openfire --max-states 20");
    CHECK_STATUS(run, 3);
    CHECK_CONTAINS(run->out, "\nnot finished: the limit of 20 states ended the search, which came "
                             "to line ");
}

const Test cli_explain_tests[] = {
    {"explain names what is missing", what_is_missing_is_named, FALSE},
    {"explain names what cannot be", what_cannot_be_is_named, FALSE},
    {"explain: a complete log", a_complete_log, FALSE},
    {"explain: the run can be replayed", the_run_can_be_replayed, FALSE},
    {"explain speaks JSON", json, FALSE},
    {"explain: which server fits", fit, FALSE},
    {"explain: a limit of one server", fit_with_a_limit, FALSE},
    {"explain refuses", refused, FALSE},
    {"explain: a limit", unfinished, FALSE},
    {0},
};
