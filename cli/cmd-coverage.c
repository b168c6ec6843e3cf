/* presub coverage: which rows of the tables a search fires. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/keep.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/coverage-report.h"

#include <string.h>

static const char notes[] =
    "Lists the rows that could fire and did not, with why. A row is infeasible if no order of\n"
    "presences and no bound on them could make it fire in this world; these are only counted.\n"
    "\n"
    "--checkpoint and --resume are those of presub check, and so are their files.\n"
    "\n"
    "Examples:\n"
    "  presub coverage rfc6121\n"
    "  presub coverage rfc6121 openfire -k 1 --users sensible --all\n"
    "\n"
    "Exit status: 0 done, 2 bad usage or input, 3 the search did not finish (what is listed may\n"
    "still fire).";

static PsExit
report(const PsCoverage *coverage, const PsSetup *setup, gboolean json, gboolean all)
{
    GError *error = NULL;
    PsStyle style = ps_terminal_style();
    const char *const profiles[2] = {setup->arguments[0], setup->arguments[1]};
    g_autofree char *text = json ? ps_coverage_report_json(coverage, profiles)
                                 : ps_coverage_report_text(coverage, all, &style);
    if (!ps_files_write(NULL, text, strlen(text), &error))
        return ps_command_fail_error("coverage", error);
    return ps_search_stopped(ps_coverage_search(coverage)) != NULL ? PS_EXIT_UNFINISHED
                                                                   : PS_EXIT_HOLDS;
}

PsExit
ps_command_coverage(int argc, char **argv)
{
    static const char *const formats[] = {"text", "json", NULL};
    g_auto(PsArguments) given = {0};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *search_entries = ps_setup_search_entries(&given);
    g_autofree GOptionEntry *engine = ps_setup_engine_entries(&given);
    g_autofree GOptionEntry *keep = ps_setup_keep_entries(&given);
    g_autofree char *format = NULL;
    gboolean all = FALSE;
    guint chosen = 0;
    const GOptionEntry own[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, "How to report (default text)", "text|json"},
        {"all", 0, 0, G_OPTION_ARG_NONE, &all, "List every row (JSON always does)", NULL},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {world, search_entries, engine, keep, own, NULL};
    if (!ps_command_parse(&argc, &argv, entries, "PROFILE [PROFILE]",
                          "Explores as presub check does, and says which rows of the servers' "
                          "tables fired.",
                          notes) ||
        !ps_command_choose("coverage", "--format", format, formats, &chosen))
        return PS_EXIT_USAGE;
    g_autoptr(PsSetup) setup = ps_setup_new("coverage", &given, argc, argv);
    if (setup == NULL)
        return PS_EXIT_USAGE;
    PsTerminal terminal;
    PsExit status = PS_EXIT_USAGE;
    ps_terminal_watch(&terminal, &setup->limits);
    g_autoptr(PsSearch) search = ps_keep_search("coverage", &given, setup, &terminal, &status);
    if (search == NULL)
        return status;
    g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
    ps_terminal_end(&terminal);
    return ps_keep_status(search, report(coverage, setup, chosen == 1, all));
}
