/* presub replay: run a trace. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/play.h"
#include "cli/terminal.h"
#include "viz/ladder.h"

static const char notes[] =
    "The profiles are those that the trace names, unless others are given. Faults may happen "
    "wherever\n"
    "the trace has them; the bound on presences in flight is one of searches and does not matter.\n"
    "\n"
    "Exit status: 0 the trace runs and its expectations hold, 1 a step is not enabled or an\n"
    "expectation fails, 2 bad usage or input.";

static PsExit
run(const PsReplay *replay)
{
    PsStyle style = ps_terminal_style();
    g_autoptr(GString) out = g_string_new(NULL);
    const GError *error = ps_replay_error(replay);
    GError *write_error = NULL;
    ps_ladder_append(out, replay, "", &style);
    guint steps = ps_replay_n_steps(replay);
    guint held = ps_replay_n_expectations(replay);
    g_string_append_printf(out, "# %u step%s, %u expectation%s\n", steps, steps == 1 ? "" : "s",
                           held, held == 1 ? " holds" : "s hold");
    if (!ps_files_write(NULL, out->str, out->len, &write_error))
        return ps_command_fail_error("replay", write_error);
    if (error == NULL)
        return PS_EXIT_HOLDS;
    ps_command_fail("replay", "%s", error->message);
    return g_error_matches(error, PS_REPLAY_ERROR, PS_REPLAY_ERROR_STATE) ? PS_EXIT_USAGE
                                                                          : PS_EXIT_VIOLATED;
}

PsExit
ps_command_replay(int argc, char **argv)
{
    const GOptionEntry own[] = {G_OPTION_ENTRY_NULL};
    const GOptionEntry *const entries[] = {own, NULL};
    GError *error = NULL;
    if (!ps_command_parse(&argc, &argv, entries, "TRACE [PROFILE [PROFILE]]",
                          "Runs a trace step by step and checks what it expects.", notes))
        return PS_EXIT_USAGE;
    if (argc < 2 || argc > 4)
        return ps_command_fail("replay",
                               "expected a trace and at most two profiles, found %d "
                               "arguments; see presub replay --help",
                               argc - 1);
    const char *const names[2] = {argc > 2 ? argv[2] : NULL, argc > 2 ? argv[argc - 1] : NULL};
    g_autoptr(PsPlay) play = ps_play_new(argv[1], names, &error);
    return play != NULL ? run(play->replay) : ps_command_fail_error("replay", error);
}
