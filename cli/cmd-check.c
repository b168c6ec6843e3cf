/* presub check: explore every state and verify every property. */
#include "cli/charting.h"
#include "cli/files.h"
#include "cli/keep.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/check-report.h"

#include <glib/gstdio.h>
#include <string.h>

static const char notes[] =
    "With two profiles, romeo's server is the first and juliet's the second; with one, both are "
    "of\n"
    "it. Profiles are named as presub profile list has them, or by the path of a file.\n"
    "\n"
    "Examples:\n"
    "  presub check rfc6121\n"
    "  presub check rfc6121 openfire --in-flight 4 --users sensible\n"
    "  presub check rfc6121 --set romeo.auto-unsubscribed=off --format json\n"
    "  presub check rfc6121 --property 'always calm: in_flight <= 5' --only calm\n"
    "  presub check rfc6121 --chart no-orphan -o no-orphan.svg\n"
    "\n"
    "--max-states and --max-memory are limits of each search: of that for all states, and of "
    "those\n"
    "for what a violation needs and how it heals. The seconds are those of all of them.\n"
    "\n"
    "--engine: hash keeps every state in a table; bitmaps, for each content of the links, a bit\n"
    "for each pair of what the two sides can be; sets, for each such pair, a bit for each content\n"
    "of the links, and moves whole sets. All find the same. auto takes sets from about five in\n"
    "flight on, in large worlds where not too few of the states that there could be can be\n"
    "reached; else bitmaps; and hash with --order any or --sequential, with at most two in\n"
    "flight, and where faults or endless answers would leave bitmaps nearly empty.\n"
    "\n"
    "--checkpoint writes the search for all states down: about every SECONDS, on Ctrl-C, when a "
    "limit\n"
    "ends it, and when all is found; a search with sets, between two layers. --resume goes on from "
    "there\n"
    "to the same result, also with larger limits, other properties or names, and may name the same "
    "file.\n"
    "It refuses what is not whole, or of another world, engine or version. What a violation needs "
    "and\n"
    "how it heals is searched for anew. FILE stays when the run is over.\n"
    "\n"
    "--traces removes DIR/PROPERTY.trace of each property of the run that has neither a\n"
    "counterexample nor a witness: it was found to hold, or no state is such, or it does not\n"
    "apply. Those of undecided properties, of properties that --only leaves out, and all other\n"
    "files stay.\n"
    "\n"
    "--chart draws one counterexample or witness as presub chart draws a trace, in the place of "
    "the\n"
    "report; other properties are not verified, and what a violation needs is not asked.\n"
    "\n"
    "Exit status: 0 all hold, 1 a property is violated, 2 bad usage or input, 3 not finished\n"
    "(also if a property was found to be violated before a limit was reached, and if one ended\n"
    "the search for what a violation needs or how it heals).";

/* Where the trace of a property goes. Free it. */
static char *
trace_path(const char *folder, const PsProperty *property)
{
    g_autofree char *file = g_strconcat(ps_property_name(property), ".trace", NULL);
    return g_build_filename(folder, file, NULL);
}

/* Removes what an earlier check left of the properties that have no counterexample or witness now.
 * Of those that are undecided, or whose trace was not found, what was found before may still be
 * right. */
static void
remove_traces(const PsVerdicts *verdicts, const PsProperties *properties, const char *folder)
{
    for (guint i = 0; i < ps_properties_n(properties); i++) {
        const PsProperty *property = ps_properties_get(properties, i);
        const PsVerdict *verdict = ps_verdicts_find(verdicts, ps_property_name(property));
        g_autofree char *path = trace_path(folder, property);
        if (verdict == NULL || (verdict->count == 0 && verdict->outcome != PS_UNDECIDED))
            g_unlink(path);
    }
}

/* Writes one trace file for each counterexample and witness into a folder, which is made if need
 * be, and removes those of properties that have none. */
static gboolean
write_traces(const PsVerdicts *verdicts, const PsCheckRun *run, const PsProperties *properties,
             const char *folder, GError **error)
{
    if (!ps_files_make_folder(folder, error))
        return FALSE;
    remove_traces(verdicts, properties, folder);
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
        if (verdict->path == NULL)
            continue;
        g_autofree char *path = trace_path(folder, verdict->property);
        g_autofree char *text = ps_check_report_trace(verdicts, i, run);
        if (!ps_files_write(path, text, strlen(text), error))
            return FALSE;
    }
    return TRUE;
}

typedef enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_JUNIT } Format;

static char *
print(const PsVerdicts *verdicts, const PsCheckRun *run, const PsProperties *properties,
      Format format)
{
    PsStyle style = ps_terminal_style();
    if (format == FORMAT_JUNIT)
        return ps_check_report_junit(verdicts, properties, run);
    return format == FORMAT_JSON ? ps_check_report_json(verdicts, run)
                                 : ps_check_report_text(verdicts, run, &style);
}

static PsExit
report(const PsVerdicts *verdicts, const PsCheckRun *run, const PsProperties *properties,
       Format format, const char *traces)
{
    GError *error = NULL;
    g_autofree char *text = print(verdicts, run, properties, format);
    if (traces != NULL && !write_traces(verdicts, run, properties, traces, &error))
        return ps_command_fail_error("check", error);
    if (!ps_files_write(NULL, text, strlen(text), &error))
        return ps_command_fail_error("check", error);
    if (!ps_check_report_finished(verdicts, run))
        return PS_EXIT_UNFINISHED;
    return ps_verdicts_n_violated(verdicts) > 0 ? PS_EXIT_VIOLATED : PS_EXIT_HOLDS;
}

/* Searches and judges, asks what each violation needs and how it heals, and reports. */
static PsExit
check(const PsArguments *given, PsSetup *setup, Format format, const char *traces)
{
    PsTerminal terminal;
    PsExit status = PS_EXIT_USAGE;
    ps_terminal_watch(&terminal, &setup->limits);
    gint64 start = g_get_monotonic_time();
    g_autoptr(PsSearch) search = ps_keep_search("check", given, setup, &terminal, &status);
    if (search == NULL)
        return status;
    ps_setup_limit_memory(given, &setup->limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setup->properties);
    g_autoptr(PsNeeds) needs = ps_needs_new(verdicts, setup->properties, &setup->limits);
    g_autoptr(GPtrArray) healings = ps_healings_new(verdicts, &setup->limits);
    PsCheckRun run = {
        .profiles = {setup->arguments[0], setup->arguments[1]},
        .seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC,
        .needs = needs,
        .healings = healings,
    };
    ps_terminal_end(&terminal);
    return ps_keep_status(search, report(verdicts, &run, setup->properties, format, traces));
}

/* Says why there is no trace to be drawn. */
static PsExit
fail_drawing(const PsVerdict *verdict, const char *stopped)
{
    gboolean violated = verdict->outcome == PS_VIOLATED;
    gboolean unknown = verdict->outcome == PS_UNDECIDED || verdict->count > 0;
    const char *why = verdict->count > 0                 ? "its trace is not known, ended by "
                      : verdict->outcome == PS_UNDECIDED ? "it is undecided, ended by "
                      : violated                         ? "no state is such"
                                                         : "it holds";
    ps_command_fail("check", "--chart: expected a property that falls, found %s: %s%s",
                    ps_property_name(verdict->property), why, unknown ? stopped : "");
    return unknown ? PS_EXIT_UNFINISHED : PS_EXIT_USAGE;
}

/* Draws the counterexample or witness of the property called name, the only one that is judged. */
static PsExit
draw(const PsArguments *given, PsSetup *setup, const char *name, PsChartFormat format,
     const char *output)
{
    const char *const names[] = {name, NULL};
    GError *error = NULL;
    if (ps_properties_expect(setup->properties, name, &error) == NULL ||
        !ps_properties_keep(setup->properties, names, &error)) {
        g_prefix_error(&error, "--chart: ");
        return ps_command_fail_error("check", error);
    }
    PsTerminal terminal;
    ps_terminal_watch(&terminal, &setup->limits);
    PsExit status = PS_EXIT_USAGE;
    g_autoptr(PsSearch) search = ps_keep_search("check", given, setup, &terminal, &status);
    if (search == NULL)
        return status;
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setup->properties);
    ps_terminal_end(&terminal);
    const PsVerdict *verdict = ps_verdicts_find(verdicts, name);
    if (verdict == NULL)
        return ps_command_fail("check", "--chart: %s needs --availability", name);
    if (verdict->path == NULL)
        return fail_drawing(verdict, ps_verdicts_stopped(verdicts));
    g_autoptr(PsChart) chart = ps_chart_of_verdict(verdicts, 0);
    if (ps_charting_write("check", chart, NULL, format, output) != PS_EXIT_HOLDS)
        return PS_EXIT_USAGE;
    status = verdict->outcome == PS_VIOLATED ? PS_EXIT_VIOLATED : PS_EXIT_HOLDS;
    return ps_keep_status(search, ps_verdicts_complete(verdicts) ? status : PS_EXIT_UNFINISHED);
}

/* How the command reports, as the options say it. */
typedef struct {
    char *format, *traces, *chart, *output;
    Format chosen;
    PsChartFormat chart_format;
} Report;

static gboolean
read_report(Report *report)
{
    static const char *const formats[] = {"text", "json", "junit", NULL};
    guint chosen = 0;
    if (report->chart != NULL && report->traces != NULL) {
        ps_command_fail("check", "expected --chart or --traces, found both");
        return FALSE;
    }
    if (report->chart != NULL)
        return ps_charting_choose("check", report->format, report->output, &report->chart_format);
    if (report->output != NULL) {
        ps_command_fail("check", "-o: expected --chart, whose drawing it is for");
        return FALSE;
    }
    if (!ps_command_choose("check", "--format", report->format, formats, &chosen))
        return FALSE;
    report->chosen = (Format)chosen;
    return TRUE;
}

static PsExit
run(Report *how, PsArguments *given, int argc, char **argv)
{
    if (!read_report(how))
        return PS_EXIT_USAGE;
    g_autoptr(PsSetup) setup = ps_setup_new("check", given, argc, argv);
    if (setup == NULL)
        return PS_EXIT_USAGE;
    if (how->chart != NULL)
        return draw(given, setup, how->chart, how->chart_format, how->output);
    return check(given, setup, how->chosen, how->traces);
}

PsExit
ps_command_check(int argc, char **argv)
{
    g_auto(PsArguments) given = {0};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *search_entries = ps_setup_search_entries(&given);
    g_autofree GOptionEntry *engine = ps_setup_engine_entries(&given);
    g_autofree GOptionEntry *keep = ps_setup_keep_entries(&given);
    g_autofree GOptionEntry *properties = ps_setup_property_entries(&given);
    Report how = {0};
    const GOptionEntry own[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &how.format,
         "How to report (default text); with --chart also as presub chart does", "text|json|junit"},
        {"traces", 0, 0, G_OPTION_ARG_FILENAME, &how.traces,
         "Also write each counterexample and witness to DIR/PROPERTY.trace", "DIR"},
        {"chart", 0, 0, G_OPTION_ARG_STRING, &how.chart,
         "Draw the counterexample or witness of a property and nothing else", "PROPERTY"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &how.output, "Where to draw it", "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {world, search_entries, engine, keep, properties, own,
                                           NULL};
    PsExit status = PS_EXIT_USAGE;
    if (ps_command_parse(&argc, &argv, entries, "PROFILE [PROFILE]",
                         "Explores every state that two users, their servers and the presences "
                         "between them can reach,\nbreadth first, and verifies every property.",
                         notes))
        status = run(&how, &given, argc, argv);
    g_free(how.format);
    g_free(how.traces);
    g_free(how.chart);
    g_free(how.output);
    return status;
}
