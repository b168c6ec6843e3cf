/* Tests of the command line: every subcommand, its output and its exit status. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* ---- presub itself ---- */

static void
help_and_version(void)
{
    g_autoptr(Run) version = run_presub("--version");
    g_autoptr(Run) help = run_presub("--help");
    g_autoptr(Run) command_help = run_presub("help");
    g_autoptr(Run) check_help = run_presub("help check");
    g_autoptr(Run) check_option = run_presub("check --help");
    CHECK_STATUS(version, 0);
    CHECK_CONTAINS(version->out, "presub ");
    CHECK_STATUS(help, 0);
    CHECK_STRING(help->out, command_help->out);
    CHECK_STATUS(check_help, 0);
    CHECK_STRING(check_help->out, check_option->out);
    CHECK_CONTAINS(check_help->out, "--in-flight");
    CHECK_STRING(help->err, "");
}

static void
wrong_usage_is_refused(void)
{
    static const struct {
        const char *line;
        const char *part;
    } wrong[] = {
        {"chekc rfc6121", "did you mean check?"},
        {"help nothing", "presub help: unknown command “nothing”; see presub help"},
        {"sim", "presub: unknown command “sim”; did you mean simulate?"},
        {"help grahp", "did you mean graph?"},
        {"check openfrie", "found “openfrie”; did you mean openfire?"},
        {"check rfc6121 --users sensable", "found “sensable”; did you mean sensible?"},
        {"check rfc6121 --actions unsubcribe", "found “unsubcribe”; did you mean unsubscribe?"},
        {"check rfc6121 --set auto-subscribe=on", "; did you mean auto-subscribed?"},
        {"check rfc6121 --set rome.auto-subscribed=on", "found “rome”; did you mean romeo?"},
        {"check", "expected one profile or two"},
        {"check a b c", "expected one profile or two"},
        {"check nosuch", "found “nosuch”"},
        {"check ./nosuch.profile", "nosuch.profile"},
        {"check rfc6121 --nosuch", "--nosuch"},
        {"check rfc6121 --users all", "free or sensible"},
        {"check rfc6121 --order lifo", "fifo or any"},
        {"check rfc6121 --format xml", "text, json or junit"},
        {"check rfc6121 --in-flight 0", "--in-flight"},
        {"check rfc6121 --in-flight 17", "from 1 to 16"},
        {"check rfc6121 --in-flight=-1", "--in-flight"},
        {"check rfc6121 --in-flight 3x", "found “3x”"},
        {"check rfc6121 --actions subscribe,fly", "found “fly”"},
        {"check rfc6121 --set nosuch=on", "no option “nosuch”"},
        {"check rfc6121 --set auto-subscribed=maybe", "=on or =off"},
        {"check rfc6121 --set auto-subscribed", "=on or =off"},
        {"check rfc6121 --set mercutio.auto-subscribed=on", "romeo or juliet"},
        {"check rfc6121 --names romeo", "two names"},
        {"check rfc6121 --names romeo,romeo", "two different names"},
        {"check rfc6121 --names 'ro meo,juliet'", "one word"},
        {"check rfc6121 --actions ''", "--actions"},
        {"check rfc6121 --actions login", "login needs --availability"},
        {"check rfc6121 --names 'a\033,b'", "cannot be seen"},
        {"check rfc6121 --loss some", "--loss"},
        {"check rfc6121 --repeat 16", "--repeat"},
        {"check rfc6121 --max-states 0", "--max-states"},
        {"check rfc6121 --max-memory 5Q", "--max-memory"},
        {"check rfc6121 --max-memory M", "--max-memory"},
        {"check rfc6121 --max-memory 1000", "from 64K"},
        {"check rfc6121 --engine fast", "auto, hash, bitmaps or sets"},
        {"check rfc6121 --threads 0", "--threads"},
        {"coverage rfc6121 --threads 257", "from 1 to 256"},
        {"graph rfc6121 --engine sets", "--engine"},
        {"check rfc6121 --traces /dev/null/x", "cannot make the folder"},
        {"coverage", "expected one profile or two"},
        {"coverage nosuch", "found “nosuch”"},
        {"coverage rfc6121 --format xml", "text or json"},
        {"coverage rfc6121 --in-flight 0", "--in-flight"},
        {"diff", "expected one profile or two"},
        {"diff rfc6121 openfire prosody", "expected one profile or two"},
        {"diff rfc6121 nosuch", "found “nosuch”"},
        {"diff rfc6121 openfire --in-flight 2", "--in-flight"},
        {"diff rfc6121 --set romeo.auto-subscribed=off", "first or second"},
        {"diff rfc6121 --format xml", "text or json"},
        {"simulate rfc6121 --steps many", "--steps"},
        {"simulate rfc6121 --seed -1", "--seed"},
        {"simulate rfc6121 -o /nosuch/folder/x", "/nosuch/folder"},
        {"replay", "expected a trace"},
        {"replay /nosuch.trace", "/nosuch.trace"},
        {"replay model/scenarios/subscribe-both-ways.trace nosuch", "found “nosuch”"},
        {"profile", "expected list, show PROFILE or verify FILE"},
        {"profile show", "expected list"},
        {"profile show nosuch", "found “nosuch”"},
        {"profile show rfc6121 --set nosuch=on", "no option “nosuch”"},
        {"profile list --set pre-approval=on", "--set: expected with show only, found with list"},
        {"profile verify rfc6121 --set pre-approval=on", "--set: expected with show only"},
        {"profile verify /nosuch.profile", "/nosuch.profile"},
        {"graph rfc6121 --view map", "states, entries, settled, trace, near, server or matrix"},
        {"graph rfc6121 -o picture.jpeg", "picture.jpeg"},
        {"graph rfc6121 --view matrix -o m.png", "ends in .svg"},
        {"graph rfc6121 --highlight nosuch", "expected a property"},
        {"graph rfc6121 --view matrix --highlight no-leak", "states or entries"},
        {"graph rfc6121 openfire --view server", "expected one profile"},
        {"graph rfc6121 --timeout 0", "--timeout"},
        {"graph rfc6121 -o too-large.svg", "Take --view matrix, entries, settled"},
        {"graph rfc6121 -k 1 --actions subscribe -o /nosuch/folder/x.svg", "/nosuch/folder"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(Run) run = run_presub(wrong[i].line);
        CHECK_REFUSED(run, wrong[i].part);
    }
    g_autoptr(Run) nothing = run_presub("");
    CHECK_STATUS(nothing, 2);
    CHECK_CONTAINS(nothing->err, "Usage: presub COMMAND");
}

/* ---- check ---- */

static void
check_reports_what_falls(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121");
    CHECK_STATUS(run, 1);
    CHECK_STRING(run->err, "");
    CHECK_CONTAINS(run->out, "5449 states, 18478 transitions, depth 17, 25 settled");
    CHECK_CONTAINS(run->out, "no-leak          violated   5 steps   9 states");
    CHECK_CONTAINS(run->out, "no-orphan        violated   3 steps   9 states");
    CHECK_CONTAINS(run->out, "no-ghost         holds");
    CHECK_CONTAINS(run->out, "complete: yes\nrows never fired: 0 of 70 that can\n");
    CHECK_CONTAINS(run->out, "2 of 6 properties are violated");
    CHECK(strchr(run->out, '\033') == NULL, "expected no colour outside a terminal");
}

static void
check_holds_with_status_0(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121 --actions subscribe,subscribed");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "all 6 properties hold");
    CHECK_CONTAINS(run->out, "users do only subscribe and subscribed");
}

static void
a_limit_ends_a_check_in_order(void)
{
    static const char *const lines[] = {"check rfc6121 --max-states 100",
                                        "check rfc6121 -k 6 --max-memory 1M --engine hash",
                                        "check rfc6121 -k 6 --max-memory 128K --engine sets"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Run) run = run_presub(lines[i]);
        CHECK_STATUS(run, 3);
        CHECK_CONTAINS(run->out, "complete: no, ended by the limit of");
        CHECK_CONTAINS(run->out, "recoverable      undecided");
        CHECK_CONTAINS(run->out, "no-orphan        violated   3 steps");
    }
    g_autoptr(Run) exact = run_presub("check rfc6121 --max-states 5449");
    CHECK_STATUS(exact, 1);
}

/* What a run printed, without the line that says how long it took and how large it was. */
static char *
without_measures(const Run *run)
{
    g_auto(GStrv) lines = g_strsplit(run->out, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        if (strstr(lines[i], "bytes a state") != NULL)
            strstr(lines[i], " settled, ")[0] = '\0';
    return g_strjoinv("\n", lines);
}

static void
engines_report_the_same(void)
{
    static const char *const lines[] = {"check rfc6121 -k 5",
                                        "check openfire rfc6121 -k 4 --loss 1",
                                        "coverage rfc6121 openfire -k 2 --all"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *with_hash = g_strconcat(lines[i], " --engine hash", NULL);
        g_autofree char *with_sets = g_strconcat(lines[i], " --engine sets --threads 2", NULL);
        g_autoptr(Run) hash = run_presub(with_hash);
        g_autoptr(Run) sets = run_presub(with_sets);
        g_autoptr(Run) chosen = run_presub(lines[i]);
        g_autofree char *expected = without_measures(hash);
        g_autofree char *found = without_measures(sets);
        g_autofree char *found_by_chosen = without_measures(chosen);
        CHECK_NUMBER((guint)sets->status, (guint)hash->status, "%s", lines[i]);
        CHECK_STRING(found, expected);
        CHECK_STRING(found_by_chosen, expected);
    }
}

static void
check_speaks_json(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121 openfire --format json");
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *object = run_json(run, parser);
    CHECK_STATUS(run, 1);
    JsonArray *profiles = json_object_get_array_member(object, "profiles");
    CHECK_STRING(json_array_get_string_element(profiles, 0), "rfc6121");
    CHECK_STRING(json_array_get_string_element(profiles, 1), "openfire");
    CHECK_NUMBER((guint64)json_object_get_int_member(object, "states"), 12093, "states");
    CHECK_NUMBER((guint64)json_object_get_int_member(object, "transitions"), 49441, "transitions");
    CHECK_NUMBER((guint64)json_object_get_int_member(object, "depth"), 18, "depth");
    CHECK_NUMBER((guint64)json_object_get_int_member(object, "settled"), 54, "settled");
    CHECK(json_object_get_boolean_member(object, "complete"), "complete");
    CHECK_NUMBER((guint64)json_object_get_int_member(object, "rows"), 180 + 198, "rows");
    CHECK_NUMBER((guint64)json_object_get_int_member(object, "never_fired"), 0, "never_fired");
    CHECK_NUMBER((guint64)json_object_get_int_member(object, "infeasible"), 110 + 49, "infeasible");
    CHECK(json_object_get_double_member(object, "seconds") >= 0, "seconds");
    CHECK(json_object_get_double_member(object, "bytes_per_state") <= 24, "bytes_per_state");
    JsonObject *leak = json_property(object, "no-leak");
    CHECK_STRING(json_object_get_string_member(leak, "kind"), "settled");
    CHECK(!json_object_get_boolean_member(leak, "holds"), "no-leak");
    guint steps = json_array_get_length(json_object_get_array_member(leak, "trace"));
    CHECK_NUMBER((guint64)json_object_get_int_member(leak, "steps"), steps, "steps");
    CHECK_NUMBER(json_array_get_length(json_object_get_array_member(leak, "entries")), 2,
                 "entries");
    JsonObject *recoverable = json_property(object, "recoverable");
    CHECK(json_object_get_boolean_member(recoverable, "holds"), "recoverable");
    CHECK_NUMBER((guint64)json_object_get_int_member(recoverable, "count"), 0, "recoverable");
    CHECK(!json_object_has_member(recoverable, "trace"), "a property that holds has no trace");
}

static void
json_says_what_is_undecided(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121 --max-states 100 --format json");
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *object = run_json(run, parser);
    CHECK_STATUS(run, 3);
    CHECK(!json_object_get_boolean_member(object, "complete"), "complete");
    CHECK_STRING(json_object_get_string_member(object, "stopped"), "the limit of 100 states");
    CHECK(json_object_get_null_member(json_property(object, "recoverable"), "holds"),
          "recoverable is undecided");
}

/* Every counterexample can be saved as it is printed, and replayed. */
static void
counterexamples_replay(void)
{
    static const char *const checks[] = {
        "rfc6121",
        "openfire",
        "rfc6121 openfire -k 2 --names zxl1,zxl2",
        "rfc6121 --set juliet.auto-unsubscribed=off --set pre-approval=on",
        "rfc6121 -k 2 --availability",
        "rfc6121 -k 2 --loss 1 --repeat any --bounce any --order any",
    };
    for (guint i = 0; i < G_N_ELEMENTS(checks); i++) {
        char *folder = make_folder();
        g_autofree char *line = g_strdup_printf("check %s --traces %s", checks[i], folder);
        g_autoptr(Run) check = run_presub(line);
        g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
        guint n = 0;
        CHECK_STATUS(check, 1);
        for (const char *name; (name = g_dir_read_name(dir)) != NULL; n++) {
            g_autofree char *replay = g_strdup_printf("replay %s/%s", folder, name);
            g_autofree char *text = read_file(folder, name);
            g_autoptr(Run) run = run_presub(replay);
            CHECK_STATUS(run, 0);
            CHECK_CONTAINS(check->out, text); /* the report has it word for word */
        }
        CHECK(n >= 2, "%s: expected at least two counterexamples, found %u", checks[i], n);
        remove_folder(folder);
    }
}

/* A folder of counterexamples says what the last check found. */
static void
old_counterexamples_go(void)
{
    char *folder = make_folder();
    g_autofree char *falls = in_folder(folder, "check rfc6121 --traces @");
    g_autofree char *limited = in_folder(folder, "check rfc6121 --max-states 2 --traces @");
    g_autofree char *holds =
        in_folder(folder, "check rfc6121 --actions subscribe,subscribed --traces @");
    g_autoptr(Run) first = run_presub(falls);
    g_autoptr(Run) second = run_presub(limited);
    g_autofree char *kept = read_file(folder, "no-leak.trace");
    g_autoptr(Run) third = run_presub(holds);
    g_autofree char *gone = read_file(folder, "no-leak.trace");
    CHECK_STATUS(first, 1);
    CHECK_STATUS(second, 3);
    CHECK_STATUS(third, 0);
    CHECK(kept != NULL, "an unfinished check removed a counterexample");
    CHECK(gone == NULL, "a counterexample of what holds is still there");
    remove_folder(folder);
}

/* Those of properties that do not apply to this world go too; those that --only leaves out stay. */
static void
old_counterexamples_of_what_is_not_judged_go(void)
{
    char *folder = make_folder();
    g_autofree char *falls = in_folder(folder, "check rfc6121 -k 2 --availability --traces @");
    g_autofree char *one = in_folder(folder, "check rfc6121 --only no-ghost --traces @");
    g_autofree char *all = in_folder(folder, "check rfc6121 -k 2 --traces @");
    g_autoptr(Run) first = run_presub(falls);
    g_autofree char *found = read_file(folder, "no-blindness.trace");
    g_autoptr(Run) second = run_presub(one);
    g_autofree char *left_out = read_file(folder, "no-blindness.trace");
    g_autoptr(Run) third = run_presub(all);
    g_autofree char *gone = read_file(folder, "no-blindness.trace");
    CHECK_STATUS(first, 1);
    CHECK_STATUS(second, 0);
    CHECK_STATUS(third, 1);
    CHECK(found != NULL, "no-blindness has no counterexample");
    CHECK(left_out != NULL, "a check removed what it was not asked about");
    CHECK(gone == NULL, "a counterexample of what does not apply is still there");
    remove_folder(folder);
}

const Test cli_tests[] = {
    {"help and version", help_and_version, FALSE},
    {"wrong usage is refused in one line", wrong_usage_is_refused, FALSE},
    {"check reports what falls", check_reports_what_falls, FALSE},
    {"check: all hold", check_holds_with_status_0, FALSE},
    {"check: a limit ends it in order", a_limit_ends_a_check_in_order, FALSE},
    {"check: engines report the same", engines_report_the_same, FALSE},
    {"check speaks JSON", check_speaks_json, FALSE},
    {"JSON says what is undecided", json_says_what_is_undecided, FALSE},
    {"counterexamples replay", counterexamples_replay, FALSE},
    {"old counterexamples go", old_counterexamples_go, FALSE},
    {"old counterexamples of what is not judged go", old_counterexamples_of_what_is_not_judged_go,
     FALSE},
    {0},
};
