/* presub report: one page with all that a check finds. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/report.h"

#include <string.h>

static const char notes[] =
    "The page is one HTML file that needs no network: what was checked, the matrix of entries, "
    "each\n"
    "property with its counterexample as a chart and, in a browser with JavaScript, filters and a\n"
    "stepper over the explored graph. Beyond 20,000 states it has those of the counterexamples "
    "and\n"
    "what is near them, and says so. Without -o it goes to standard output.\n"
    "\n"
    "Example:\n"
    "  presub report rfc6121 openfire --users sensible -o report.html\n"
    "\n"
    "Exit status: 0 written, whatever holds; 2 bad usage or input; 3 not finished: a limit ended "
    "a\n"
    "search, and the page says so. An interruption leaves nothing behind.";

static PsExit
write_report(const PsVerdicts *verdicts, const PsCheckRun *run, const char *command,
             const char *output)
{
    GError *error = NULL;
    g_autofree char *html = ps_report_html(verdicts, run, command);
    if (!ps_files_write(output, html, strlen(html), &error))
        return ps_command_fail_error("report", error);
    if (ps_check_report_finished(verdicts, run))
        return PS_EXIT_HOLDS;
    g_autofree char *complete = ps_check_report_complete(verdicts, run);
    ps_command_note("report", "the page is written, but is not complete: %s", complete);
    return PS_EXIT_UNFINISHED;
}

/* Searches and judges as presub check does. */
static PsExit
report(const PsArguments *given, PsSetup *setup, const char *command, const char *output)
{
    PsTerminal terminal;
    ps_terminal_watch(&terminal, &setup->limits);
    g_autoptr(PsSearch) search = ps_search_new(setup->world, &setup->limits);
    ps_setup_limit_memory(given, &setup->limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setup->properties);
    g_autoptr(PsNeeds) needs = ps_needs_new(verdicts, setup->properties, &setup->limits);
    g_autoptr(GPtrArray) healings = ps_healings_new(verdicts, &setup->limits);
    PsCheckRun run = {
        .profiles = {setup->arguments[0], setup->arguments[1]},
        .needs = needs,
        .healings = healings,
    };
    ps_terminal_end(&terminal);
    if (!ps_terminal_interrupted())
        return write_report(verdicts, &run, command, output);
    ps_command_note("report", "interrupted: nothing is written");
    return PS_EXIT_UNFINISHED;
}

PsExit
ps_command_report(int argc, char **argv)
{
    g_auto(PsArguments) given = {0};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *search = ps_setup_search_entries(&given);
    g_autofree GOptionEntry *properties = ps_setup_property_entries(&given);
    g_autofree char *output = NULL;
    const GOptionEntry own[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Where to write it", "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, world, search, properties, NULL};
    if (!ps_command_parse(&argc, &argv, entries, "PROFILE [PROFILE]",
                          "Writes one page with all that a check finds, to read and to step "
                          "through.",
                          notes))
        return PS_EXIT_USAGE;
    g_autoptr(PsSetup) setup = ps_setup_new("report", &given, argc, argv);
    if (setup == NULL || !ps_setup_can_be_drawn("report", setup))
        return PS_EXIT_USAGE;
    g_autofree char *command = ps_setup_check_line(&given, setup);
    return report(&given, setup, command, output);
}
