/* presub replay: run a trace. */
#include "cli/files.h"
#include "cli/run.h"
#include "cli/terminal.h"
#include "viz/ladder.h"

static const char notes[] =
    "The profiles are those that the trace names, unless others are given. Faults may happen "
    "wherever\n"
    "the trace has them; the bound on presences in flight is one of searches and does not matter.\n"
    "\n"
    "Exit status: 0 the trace runs and its expectations hold, 1 a step is not enabled or an\n"
    "expectation fails, 2 bad usage or input.";

PsExit
ps_command_replay(int argc, char **argv)
{
    const GOptionEntry own[] = {G_OPTION_ENTRY_NULL};
    const GOptionEntry *const entries[] = {own, NULL};
    GError *error = NULL;
    if (!ps_command_parse(&argc, &argv, entries, "TRACE [PROFILE [PROFILE]]",
                          "Runs a trace step by step and checks what it expects.", notes))
        return PS_EXIT_USAGE;
    g_autoptr(PsRun) run = ps_run_new("replay", argc, argv);
    if (run == NULL)
        return PS_EXIT_USAGE;
    PsStyle style = ps_terminal_style();
    g_autoptr(PsReplay) replay = ps_replay_new(run->world, run->trace);
    g_autoptr(GString) out = g_string_new(NULL);
    ps_ladder_append(out, replay, "", &style);
    guint steps = ps_replay_n_steps(replay);
    guint held = ps_replay_n_expectations(replay);
    g_string_append_printf(out, "# %u step%s, %u expectation%s\n", steps, steps == 1 ? "" : "s",
                           held, held == 1 ? " holds" : "s hold");
    if (!ps_files_write(NULL, out->str, out->len, &error))
        return ps_command_fail_error("replay", error);
    return ps_run_status("replay", replay);
}
