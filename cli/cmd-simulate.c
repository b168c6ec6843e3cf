/* presub simulate: a random run, or one that the user chooses. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/interactive.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "explorer/simulate.h"
#include "viz/run-report.h"

#include <string.h>

static const char notes[] =
    "The same seed gives the same run. What is printed is a trace: presub replay runs it again, "
    "and\n"
    "its last lines expect the entries in which the run ended.\n"
    "\n"
    "--interactive shows a state, which properties it violates, and what can happen, numbered;\n"
    "then it reads a command a line from standard input, which may be a pipe: ? lists them. Only\n"
    "with it go --from, whose profiles, names and options are taken if no others are given, the\n"
    "properties and the limits; only without it --steps, --output and --format.\n"
    "\n"
    "Examples:\n"
    "  presub simulate rfc6121 --steps 20 --seed 7 -o run.trace && presub replay run.trace\n"
    "  presub simulate rfc6121 --interactive\n"
    "  echo c | presub simulate rfc6121 openfire --interactive\n"
    "\n"
    "Exit status: 0 done, 2 bad usage or input, among which a line that is no command and does "
    "not\n"
    "come from a terminal, 3 a limit, or Ctrl-C, ended a search.";

/* The options as text. */
typedef struct {
    char *steps, *seed, *output, *format, *from;
    gboolean interactive;
} Options;

static void
options_clear(Options *options)
{
    g_free(options->steps);
    g_free(options->seed);
    g_free(options->output);
    g_free(options->format);
    g_free(options->from);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Options, options_clear)

/* FALSE, and a line about it, if options were given that would do nothing. */
static gboolean
check_options(const Options *options, const PsArguments *given)
{
    const char *of_search = ps_setup_given(given, PS_GIVEN_SEARCH | PS_GIVEN_PROPERTIES);
    const struct {
        const char *name;
        gboolean is_given, interactive;
    } own[] = {
        {"--steps", options->steps != NULL, FALSE},   {"--output", options->output != NULL, FALSE},
        {"--format", options->format != NULL, FALSE}, {"--from", options->from != NULL, TRUE},
        {of_search, of_search != NULL, TRUE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(own); i++)
        if (own[i].is_given && own[i].interactive != options->interactive) {
            ps_command_fail("simulate", "%s: expected it %s --interactive", own[i].name,
                            own[i].interactive ? "with" : "without");
            return FALSE;
        }
    return TRUE;
}

/* ---- Random runs ---- */

static PsExit
simulate(const PsSetup *setup, const Options *options, gboolean json, guint steps, guint32 seed)
{
    GError *error = NULL;
    gboolean to_terminal = ps_output_is_standard(options->output);
    PsStyle style = to_terminal ? ps_terminal_style() : (PsStyle){.colour = FALSE};
    const char *const profiles[2] = {setup->arguments[0], setup->arguments[1]};
    g_autoptr(GArray) path = ps_simulate(setup->world, steps, seed);
    g_autoptr(PsReplay) replay = ps_replay_path(setup->world, path);
    g_autofree char *title = g_strdup_printf("%u random steps, seed %u", path->len, seed);
    g_autofree char *text = json ? ps_run_report_simulation(replay, profiles, seed)
                                 : ps_run_report_trace(replay, profiles, title, &style);
    if (!ps_files_write(options->output, text, strlen(text), &error))
        return ps_command_fail_error("simulate", error);
    return PS_EXIT_HOLDS;
}

/* ---- Interactive ones ---- */

/* Goes on from a trace, with its profiles unless others are given. */
static PsExit
walk_from(const Options *options, PsArguments *given, int argc, char **argv, guint32 seed)
{
    GError *error = NULL;
    g_autoptr(PsTrace) trace = ps_trace_load(options->from, &error);
    if (trace == NULL)
        return ps_command_fail_error("simulate", error);
    given->roomy = TRUE;
    g_autoptr(PsSetup) setup = ps_setup_of_trace("simulate", given, trace, argc, argv);
    return setup != NULL ? ps_interactive(setup, trace, seed) : PS_EXIT_USAGE;
}

static PsExit
run(const Options *options, PsArguments *given, int argc, char **argv)
{
    static const char *const formats[] = {"text", "json", NULL};
    guint64 steps = 20;
    guint64 seed = 1;
    guint format = 0;
    GError *error = NULL;
    if (!check_options(options, given) ||
        !ps_command_choose("simulate", "--format", options->format, formats, &format))
        return PS_EXIT_USAGE;
    if ((options->steps != NULL &&
         !ps_setup_number("--steps", options->steps, 0, 1000000, &steps, &error)) ||
        (options->seed != NULL &&
         !ps_setup_number("--seed", options->seed, 0, G_MAXUINT32, &seed, &error)))
        return ps_command_fail_error("simulate", error);
    if (options->from != NULL)
        return walk_from(options, given, argc, argv, (guint32)seed);
    g_autoptr(PsSetup) setup = ps_setup_new("simulate", given, argc, argv);
    if (setup == NULL)
        return PS_EXIT_USAGE;
    return options->interactive
               ? ps_interactive(setup, NULL, (guint32)seed)
               : simulate(setup, options, format == 1, (guint)steps, (guint32)seed);
}

PsExit
ps_command_simulate(int argc, char **argv)
{
    g_auto(PsArguments) given = {0};
    g_auto(Options) options = {0};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *search = ps_setup_search_entries(&given);
    g_autofree GOptionEntry *properties = ps_setup_property_entries(&given);
    const GOptionEntry own[] = {
        {"steps", 'n', 0, G_OPTION_ARG_STRING, &options.steps, "How many steps (default 20)", "N"},
        {"seed", 's', 0, G_OPTION_ARG_STRING, &options.seed, "Of the random numbers (default 1)",
         "S"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output, "Where to write it", "FILE"},
        {"format", 0, 0, G_OPTION_ARG_STRING, &options.format,
         "A trace (text, the default) or JSON", "text|json"},
        {"interactive", 'i', 0, G_OPTION_ARG_NONE, &options.interactive,
         "Ask for each step, on a terminal or from a pipe", NULL},
        {"from", 0, 0, G_OPTION_ARG_FILENAME, &options.from, "Begin at the end of this trace",
         "TRACE"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, world, search, properties, NULL};
    if (!ps_command_parse(&argc, &argv, entries,
                          "PROFILE [PROFILE] | --interactive --from TRACE [PROFILE [PROFILE]]",
                          "Takes random steps, each chosen evenly among what can happen, or those "
                          "that the user chooses.",
                          notes))
        return PS_EXIT_USAGE;
    return run(&options, &given, argc, argv);
}
