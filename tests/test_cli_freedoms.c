/* Tests of the command line: freedoms. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static void
a_comparison_is_no_verdict(void)
{
    g_autoptr(Run) run = run_presub("freedoms rfc6121 -k 2");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "11 options, of which 6 can change something here: 64 combinations");
    CHECK_CONTAINS(run->out, "auto-unsubscribed carries no-ghost");
    CHECK_CONTAINS(run->out, "SHOULD answer an unsubscribe that changed something");
}

/* With two profiles the options of each side are its own. */
static void
each_side_has_its_own(void)
{
    g_autoptr(Run) run = run_presub("freedoms openfire ejabberd -k 1 --names ann,bob");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "3 options, of which 3 can change something here: 8 combinations");
    CHECK_CONTAINS(run->out, "  ann.subscribe-autoreply");
    CHECK_CONTAINS(run->out, "  bob.gateway-workaround");
    g_autoptr(Run) same = run_presub("freedoms openfire openfire -k 1");
    CHECK_CONTAINS(same->out, "2 options, of which 2 can change something here: 4 combinations");
    CHECK_CONTAINS(same->out, "  juliet.subscribe-autoreply");
}

/* Options are flipped from what --set says. */
static void
settings_come_first(void)
{
    g_autoptr(Run) run = run_presub("freedoms rfc6121 -k 1 --set pre-approval=on");
    g_autoptr(Run) check = run_presub("check rfc6121 -k 1 --set pre-approval=on");
    g_autoptr(Run) json = run_presub("freedoms model/profiles/openfire.profile -k 1 --format json");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "at most 1 presence in flight; pre-approval on");
    CHECK_CONTAINS(run->out, "pre-approval             on ");
    CHECK_CONTAINS(run->out, "as they are                    284 ");
    CHECK_CONTAINS(check->out, "\n284 states");
    CHECK_STATUS(json, 0);
    CHECK_CONTAINS(json->out, "\"combined\" : true");
    CHECK_CONTAINS(json->out, "\"model/profiles/openfire.profile\"");
}

/* With one profile, an option that --set makes differ between the sides is each side's own. */
static void
sides_that_differ_are_flipped_apart(void)
{
    g_autoptr(Run) run = run_presub("freedoms rfc6121 -k 2 --set juliet.auto-unsubscribed=off");
    g_autoptr(Run) romeo = run_presub("check rfc6121 -k 2 --set auto-unsubscribed=off");
    g_autoptr(Run) juliet = run_presub("check rfc6121 -k 2");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "12 options, of which 7 can change something here: 128 combinations");
    CHECK_CONTAINS(run->out, "  romeo.auto-unsubscribed   on    1540 ");
    CHECK_CONTAINS(run->out, "  juliet.auto-unsubscribed  off   1064 ");
    CHECK_CONTAINS(romeo->out, "\n1540 states");
    CHECK_CONTAINS(juliet->out, "\n1064 states");
    CHECK_CONTAINS(run->out, "\njuliet.auto-unsubscribed mends no-ghost: with it no-ghost holds\n");
}

/* What is undecided is not claimed. */
static void
nothing_is_claimed_of_what_is_not_known(void)
{
    static const char *const claims[] = {
        "does nothing alone",
        "changes no verdict",
        "no combination makes",
        "at most 1 hold",
    };
    g_autoptr(Run) run = run_presub("freedoms rfc6121 --max-states 100");
    CHECK_STATUS(run, 3);
    for (guint i = 0; i < G_N_ELEMENTS(claims); i++)
        CHECK(strstr(run->out, claims[i]) == NULL, "claims “%s”", claims[i]);
    CHECK_CONTAINS(run->out, "\npre-approval: what it changes is not known\n");
    CHECK_CONTAINS(run->out, "of the others, as far as known\n");
    CHECK_CONTAINS(run->out, "\nno combination is known to make all 6 properties hold; at most 1 "
                             "is known to hold, in ");
}

/* What there is one of is said in the singular. */
static void
one_is_not_counted_as_many(void)
{
    g_autoptr(Run) one = run_presub("freedoms openfire -k 1 --only no-leak");
    CHECK_CONTAINS(one->out, "\n1 option, which can change something here: 2 combinations\n");
    CHECK_CONTAINS(one->out, "  in the one combination there is\n");
    CHECK_CONTAINS(one->out, "\nno combination makes the property hold\n");
}

static void
limits_and_bad_input(void)
{
    static const char *const lines[][2] = {
        {"freedoms", "expected one profile or two, found 0"},
        {"freedoms nobody", "found “nobody”"},
        {"freedoms rfc6121 --set nothing=on", "has no option “nothing”"},
        {"freedoms rfc6121 --format csv", "expected text or json, found “csv”"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Run) run = run_presub(lines[i][0]);
        CHECK_REFUSED(run, lines[i][1]);
    }
    g_autoptr(Run) limited = run_presub("freedoms openfire --max-states 20");
    CHECK_STATUS(limited, 3);
    CHECK_CONTAINS(limited->out, "not finished: 2 of 2");
}

const Test cli_freedoms_tests[] = {
    {"a comparison is no verdict", a_comparison_is_no_verdict, FALSE},
    {"each side has its own", each_side_has_its_own, FALSE},
    {"settings come first", settings_come_first, FALSE},
    {"sides that differ are flipped apart", sides_that_differ_are_flipped_apart, FALSE},
    {"nothing is claimed of what is not known", nothing_is_claimed_of_what_is_not_known, FALSE},
    {"one is not counted as many", one_is_not_counted_as_many, FALSE},
    {"limits and bad input", limits_and_bad_input, FALSE},
    {0},
};
