/* presub replay: run a trace. */
#include "cli/files.h"
#include "cli/run.h"
#include "cli/terminal.h"
#include "viz/ladder.h"
#include "viz/run-report.h"

#include <string.h>

static const char notes[] =
    "The profiles are those that the trace names, unless others are given. Faults may happen "
    "wherever\n"
    "the trace has them; the bound on presences in flight is one of searches and does not matter.\n"
    "Of a trace that expects nothing, the built-in properties are named that its last state "
    "violates.\n"
    "\n"
    "Exit status: 0 the trace runs and its expectations hold, 1 a step is not enabled or an\n"
    "expectation fails, 2 bad usage or input.";

/* What happened, for people: of a trace that expects nothing, also what came of it. Free it. */
static char *
report(const PsReplay *replay, const PsRun *run)
{
    PsStyle style = ps_terminal_style();
    GString *out = g_string_new(NULL);
    guint steps = ps_replay_n_steps(replay);
    guint held = ps_replay_n_expectations(replay);
    g_autoptr(GPtrArray) violated = ps_run_violated(run, replay);
    ps_ladder_append(out, replay, "", &style);
    for (guint i = 0; i < violated->len; i++)
        g_string_append_printf(out, "# %s\n", (char *)g_ptr_array_index(violated, i));
    g_string_append_printf(out, "# %u step%s, ", steps, steps == 1 ? "" : "s");
    if (ps_run_expects(run))
        g_string_append_printf(out, "%u expectation%s\n", held, held == 1 ? " holds" : "s hold");
    else
        g_string_append(out, "nothing is expected\n");
    return g_string_free(out, FALSE);
}

PsExit
ps_command_replay(int argc, char **argv)
{
    static const char *const formats[] = {"text", "json", NULL};
    g_autofree char *format = NULL;
    guint chosen = 0;
    const GOptionEntry own[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, "How to report (default text)", "text|json"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, NULL};
    GError *error = NULL;
    if (!ps_command_parse(&argc, &argv, entries, "TRACE [PROFILE [PROFILE]]",
                          "Runs a trace step by step and checks what it expects.", notes) ||
        !ps_command_choose("replay", "--format", format, formats, &chosen))
        return PS_EXIT_USAGE;
    g_autoptr(PsRun) run = ps_run_new("replay", argc, argv);
    if (run == NULL)
        return PS_EXIT_USAGE;
    g_autoptr(PsReplay) replay = ps_replay_new(run->world, run->trace);
    gboolean json = chosen == 1;
    gboolean unknown_state =
        g_error_matches(ps_replay_error(replay), PS_REPLAY_ERROR, PS_REPLAY_ERROR_STATE);
    g_autofree char *text =
        json ? ps_run_report_replay(replay, run->trace, run->names) : report(replay, run);
    if (!(json && unknown_state) && !ps_files_write(NULL, text, strlen(text), &error))
        return ps_command_fail_error("replay", error);
    return ps_run_status("replay", replay);
}
