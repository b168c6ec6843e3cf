/* Tests of the command line: what all commands have in common about their options. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* What cannot be read was not printed. */
static void
help_that_is_not_printed_is_an_error(void)
{
    static const char *const lines[] = {"presub --help >/dev/full",
                                        "presub check --help >/dev/full",
                                        "presub help profile >/dev/full"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Run) run = run_shell(lines[i], ".");
        CHECK_REFUSED(run, "cannot write to standard output");
    }
}

static void
a_value_may_be_joined_to_its_option(void)
{
    g_autoptr(Run) joined = run_presub("graph rfc6121 -k1 --actions subscribe");
    g_autoptr(Run) apart = run_presub("graph rfc6121 -k 1 --actions subscribe");
    g_autoptr(Run) wrong = run_presub("check rfc6121 -k3x");
    g_autoptr(Run) missing = run_presub("check rfc6121 -k");
    g_autoptr(Run) behind = run_presub("check -- rfc6121 -k3");
    CHECK_STATUS(joined, 0);
    CHECK_STRING(joined->out, apart->out);
    CHECK_REFUSED(wrong, "--in-flight: expected a whole number from 1 to 16, found “3x”");
    CHECK_REFUSED(missing, "-k");
    CHECK_REFUSED(behind, "found “-k3”");
}

/* A value that looks like an option is one all the same. */
static void
a_value_may_look_like_an_option(void)
{
    char *folder = make_folder();
    g_autoptr(Run) run = run_shell("presub simulate rfc6121 -n3 -o -k3", folder);
    g_autofree char *text = read_file(folder, "-k3");
    CHECK_STATUS(run, 0);
    CHECK(text != NULL && strstr(text, "3 random steps") != NULL, "no run in the file -k3");
    remove_folder(folder);
}

/* A message about --set calls it what the user did; one about a trace, what stands there. */
static void
errors_of_settings_name_the_option(void)
{
    char *folder = make_folder();
    g_autofree char *line = in_folder(folder, "replay @/x.trace");
    write_file(folder, "x.trace", "profile rfc6121\nset pre-approval=maybe\n");
    g_autoptr(Run) check = run_presub("check rfc6121 --set pre-approval");
    g_autoptr(Run) show = run_presub("profile show rfc6121 --set pre-aproval=on");
    g_autoptr(Run) matrix = run_presub("matrix rfc6121 openfire --set nosuch=on");
    g_autoptr(Run) trace = run_presub(line);
    CHECK_REFUSED(check, "presub check: --set: expected [SIDE.]OPTION=on or =off");
    CHECK_REFUSED(show, "presub profile: --set: profile rfc6121 has no option");
    CHECK_REFUSED(matrix, "presub matrix: --set nosuch=on applies nowhere: ");
    CHECK_REFUSED(trace, "x.trace: set: expected [SIDE.]OPTION=on or =off");
    remove_folder(folder);
}

const Test cli_options_tests[] = {
    {"help that is not printed is an error", help_that_is_not_printed_is_an_error, FALSE},
    {"a value may be joined to its option", a_value_may_be_joined_to_its_option, FALSE},
    {"a value may look like an option", a_value_may_look_like_an_option, FALSE},
    {"errors of settings name the option", errors_of_settings_name_the_option, FALSE},
    {0},
};
