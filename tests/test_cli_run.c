/* Tests of the command line: simulate, replay and profile. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* ---- simulate and replay ---- */

static void
a_simulation_can_be_replayed(void)
{
    char *folder = make_folder();
    g_autofree char *line =
        in_folder(folder, "simulate rfc6121 openfire --steps 50 --seed 42 -o @/run.trace");
    g_autofree char *again = in_folder(folder, "replay @/run.trace");
    g_autoptr(Run) saved = run_presub(line);
    g_autoptr(Run) printed = run_presub("simulate rfc6121 openfire --steps 50 --seed 42");
    g_autoptr(Run) other = run_presub("simulate rfc6121 openfire --steps 50 --seed 43");
    g_autoptr(Run) replayed = run_presub(again);
    g_autofree char *text = read_file(folder, "run.trace");
    CHECK_STATUS(saved, 0);
    CHECK_STRING(printed->out, text);
    CHECK(!g_str_equal(other->out, printed->out), "expected another seed to give another run");
    CHECK_STATUS(replayed, 0);
    CHECK_CONTAINS(replayed->out, "50 steps, 2 expectations hold");
    remove_folder(folder);
}

/* What is no file is written to and stays what it is. */
static void
output_may_be_a_device(void)
{
    g_autoptr(Run) null = run_presub("simulate rfc6121 -o /dev/null");
    g_autoptr(Run) full = run_presub("simulate rfc6121 -o /dev/full");
    g_autoptr(Run) folder = run_presub("simulate rfc6121 -o tests");
    CHECK_STATUS(null, 0);
    CHECK_REFUSED(full, "cannot write to /dev/full");
    CHECK_REFUSED(folder, "cannot open tests");
    CHECK(!g_file_test("/dev/null", G_FILE_TEST_IS_REGULAR), "/dev/null was replaced");
}

static void
scenarios_replay(void)
{
    g_autoptr(GDir) dir = g_dir_open("model/scenarios", 0, NULL);
    guint n = 0;
    for (const char *name; (name = g_dir_read_name(dir)) != NULL; n++) {
        g_autofree char *line = g_strdup_printf("replay model/scenarios/%s", name);
        g_autoptr(Run) run = run_presub(line);
        CHECK_STATUS(run, 0);
        CHECK_CONTAINS(run->out, "expectations hold");
    }
    CHECK(n >= 6, "expected the three captures against two profiles, found %u scenarios", n);
}

/* Runs a trace that is written here. */
static Run *
replay_text(const char *text)
{
    char *folder = make_folder();
    g_autofree char *line = in_folder(folder, "replay @/x.trace");
    write_file(folder, "x.trace", text);
    Run *run = run_presub(line);
    remove_folder(folder);
    return run;
}

/* A trace that expects nothing: what came of it is said, if it ran through; of one that expects
 * something, how much of that held. */
static void
what_came_of_a_replay_is_said(void)
{
    static const char orphan[] = "profile rfc6121\njuliet add\nromeo subscribe\nromeo remove\n"
                                 "juliet receives subscribe\n";
    g_autofree char *stops = g_strconcat(orphan, "romeo receives subscribed\n", NULL);
    g_autofree char *expects = g_strconcat(orphan, "expect romeo subscription=none\n", NULL);
    g_autoptr(Run) falls = replay_text(orphan);
    g_autoptr(Run) holds = replay_text("profile rfc6121\nromeo add\n");
    g_autoptr(Run) stopped = replay_text(stops);
    g_autoptr(Run) expected = replay_text(expects);
    CHECK_STATUS(falls, 0);
    CHECK_CONTAINS(falls->out, "\n# no-orphan: juliet has pending, romeo has not ask\n"
                               "# 4 steps, nothing is expected\n");
    CHECK_STATUS(holds, 0);
    CHECK(strstr(holds->out, "# no-") == NULL, "%s", holds->out);
    CHECK_CONTAINS(holds->out, "\n# 1 step, nothing is expected\n");
    CHECK_STATUS(stopped, 1);
    CHECK(strstr(stopped->out, "# no-") == NULL, "%s", stopped->out);
    CHECK_CONTAINS(expected->out, "# 4 steps, ");
    CHECK(strstr(expected->out, "# no-") == NULL, "%s", expected->out);
}

/* A replay of other profiles than those that the trace names. */
static void
a_replay_takes_other_profiles(void)
{
    char *folder = make_folder();
    g_autofree char *own = in_folder(folder, "replay @/x.trace");
    g_autofree char *other = in_folder(folder, "replay @/x.trace rfc6121");
    write_file(folder, "x.trace",
               "profile openfire\nromeo subscribed\nromeo add\nromeo subscribed\n"
               "expect romeo subscription=from\n");
    g_autoptr(Run) openfire = run_presub(own);
    g_autoptr(Run) rfc6121 = run_presub(other);
    CHECK_STATUS(openfire, 0);
    CHECK_STATUS(rfc6121, 1);
    CHECK_CONTAINS(rfc6121->err, "x.trace:5: expected the roster item of romeo to show "
                                 "subscription=from, found subscription=none");
    remove_folder(folder);
}

static void
a_replay_stops_where_it_does_not_fit(void)
{
    g_autoptr(Run) step =
        replay_text("profile rfc6121\nromeo subscribe\njuliet receives unsubscribe\n");
    CHECK_STATUS(step, 1);
    CHECK_CONTAINS(step->err, "x.trace:3: expected “juliet receives unsubscribe” to be enabled, "
                              "found on the way to juliet: subscribe");
    g_autoptr(Run) push = replay_text("profile rfc6121\nexpect romeo push subscription=none\n");
    CHECK_STATUS(push, 1);
    CHECK_CONTAINS(push->err, "x.trace:2: expected the last push of romeo to show "
                              "subscription=none, found no push yet");
    g_autoptr(Run) state = replay_text("profile rfc6121\nexpect romeo Nnoe\n");
    CHECK_STATUS(state, 2);
    CHECK_CONTAINS(state->err,
                   "x.trace:2: profile rfc6121 has no state “Nnoe”; did you mean None?");
    g_autoptr(Run) word = replay_text("profile rfc6121\n\nmercutio subscribe # who?\n");
    CHECK_REFUSED(word, "x.trace:3: expected romeo, juliet, settle");
    g_autoptr(Run) offline =
        replay_text("profile rfc6121\navailability\njuliet add\njuliet logout\n"
                    "romeo subscribe\nsettle\nexpect juliet push "
                    "subscription=none\njuliet login\njuliet subscribed\n"
                    "romeo logout\nsettle\n"
                    "expect romeo push subscription=to\n");
    CHECK_STATUS(offline, 1);
    CHECK_CONTAINS(offline->err, "x.trace:12: expected the last push of romeo to show "
                                 "subscription=to, found subscription=none ask=subscribe");
    g_autoptr(Run) profile = replay_text("romeo subscribe\n");
    CHECK_REFUSED(profile, "expected a line “profile A [B]”");
}

/* ---- profile ---- */

static void
profiles_are_listed_and_shown(void)
{
    g_autoptr(Run) list = run_presub("profile list");
    g_autoptr(Run) show = run_presub("profile show rfc6121");
    g_autoptr(Run) more = run_presub("profile show rfc6121 --set pre-approval=on");
    CHECK_STATUS(list, 0);
    CHECK_CONTAINS(list->out, "rfc6121          RFC 6121, Appendix A\n");
    CHECK_CONTAINS(list->out, "openfire ");
    CHECK_STATUS(show, 0);
    CHECK_CONTAINS(show->out, "None + Pending In      yes         From ");
    CHECK_CONTAINS(show->out, "[auto-unsubscribed]");
    CHECK(strstr(show->out, "Approved") == NULL || strstr(show->out, "None + Approved") == NULL,
          "expected no states that cannot be reached");
    CHECK_CONTAINS(more->out, "None + Approved");
}

static void
profiles_are_verified(void)
{
    char *folder = make_folder();
    g_autofree char *text = NULL;
    g_file_get_contents("model/profiles/rfc6121.profile", &text, NULL, NULL);
    g_autofree char *island = replaced(text, "Both=both\n", "Both=both\nIsland=none\n");
    g_autofree char *verify = in_folder(folder, "profile verify @/x.profile");
    g_autofree char *check = in_folder(folder, "check @/x.profile");
    g_autoptr(Run) good = run_presub("profile verify rfc6121");
    CHECK_STATUS(good, 0);
    CHECK_CONTAINS(good->out, "0 findings");
    write_file(folder, "x.profile", island);
    g_autoptr(Run) many = run_presub(verify);
    g_autoptr(Run) one = run_presub(check);
    g_auto(GStrv) lines = g_strsplit(g_strchomp(many->err), "\n", -1);
    CHECK_STATUS(many, 2);
    CHECK_NUMBER(g_strv_length(lines), 9, "a missing row in each of nine groups");
    CHECK_CONTAINS(many->err, "[Remove]: no row for state “Island”");
    CHECK_REFUSED(one, "(and 8 more: presub profile verify)");
    remove_folder(folder);
}

const Test cli_run_tests[] = {
    {"a simulation can be replayed", a_simulation_can_be_replayed, FALSE},
    {"output may be a device", output_may_be_a_device, FALSE},
    {"scenarios replay", scenarios_replay, FALSE},
    {"what came of a replay is said", what_came_of_a_replay_is_said, FALSE},
    {"a replay takes other profiles", a_replay_takes_other_profiles, FALSE},
    {"a replay stops where it does not fit", a_replay_stops_where_it_does_not_fit, FALSE},
    {"profiles are listed and shown", profiles_are_listed_and_shown, FALSE},
    {"profiles are verified", profiles_are_verified, FALSE},
    {0},
};
