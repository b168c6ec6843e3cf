/* presub diff: in what two servers behave differently. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/diff-report.h"

#include <string.h>

static const char notes[] =
    "Rows are compared in states that show the same; without --availability, what a row sends of\n"
    "availability does not count. A run is fed to both: what the user does and what arrives, in "
    "any\n"
    "order. In --set, SIDE is first or second. With one profile, both are of it: an option that "
    "is\n"
    "set on one side shows what it changes.\n"
    "\n"
    "Examples:\n"
    "  presub diff prosody openfire\n"
    "  presub diff rfc6121 --set second.pre-approval=on\n"
    "\n"
    "Exit status: 0 no peer and no client can tell them apart, 1 one can, 2 bad usage or input.";

static PsExit
report(const PsDifference *difference, const PsSetup *setup, gboolean json)
{
    GError *error = NULL;
    PsStyle style = ps_terminal_style();
    const char *const profiles[2] = {setup->arguments[0], setup->arguments[1]};
    g_autofree char *text =
        json ? ps_diff_report_json(difference, profiles) : ps_diff_report_text(difference, &style);
    if (!ps_files_write(NULL, text, strlen(text), &error))
        return ps_command_fail_error("diff", error);
    return ps_difference_equivalent(difference) ? PS_EXIT_HOLDS : PS_EXIT_VIOLATED;
}

PsExit
ps_command_diff(int argc, char **argv)
{
    static const char *const formats[] = {"text", "json", NULL};
    g_auto(PsArguments) given = {.names = g_strdup("first,second")};
    g_autofree char *format = NULL;
    guint chosen = 0;
    const GOptionEntry own[] = {
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &given.settings,
         "Switch an option of a profile (may be repeated)", "[SIDE.]OPTION=on|off"},
        {"availability", 0, 0, G_OPTION_ARG_NONE, &given.availability,
         "With available and unavailable presence, login and logout", NULL},
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, "How to report (default text)", "text|json"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, NULL};
    if (!ps_command_parse(&argc, &argv, entries, "PROFILE [PROFILE]",
                          "Says in which rows two servers differ, and how soon a peer, or the "
                          "user's own client, can tell\nthem apart.",
                          notes) ||
        !ps_command_choose("diff", "--format", format, formats, &chosen))
        return PS_EXIT_USAGE;
    g_autoptr(PsSetup) setup = ps_setup_new("diff", &given, argc, argv);
    if (setup == NULL)
        return PS_EXIT_USAGE;
    g_autoptr(PsDifference) difference =
        ps_difference_new(setup->profiles[0], setup->profiles[1], given.availability);
    return report(difference, setup, chosen == 1);
}
