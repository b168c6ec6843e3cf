/* presub replay: run a trace. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/ladder.h"
#include "viz/run.h"

#include <string.h>

static const char notes[] =
    "The profiles are those that the trace names, unless others are given. Faults may happen "
    "wherever\n"
    "the trace has them; the bound on presences in flight is one of searches and does not matter.\n"
    "\n"
    "Exit status: 0 the trace runs and its expectations hold, 1 a step is not enabled or an\n"
    "expectation fails, 2 bad usage or input.";

/* The profile of each side: from the arguments, or else from the trace. */
static const char *
choose_profile(const PsTrace *trace, int argc, char **argv, guint side)
{
    return argc > 2 ? argv[MIN(argc - 1, (int)side + 2)] : ps_trace_profile(trace, side);
}

static gboolean
load_profiles(const PsTrace *trace, int argc, char **argv, PsProfile *profiles[2], GError **error)
{
    for (guint side = 0; side < 2; side++) {
        const char *name = choose_profile(trace, argc, argv, side);
        if (name == NULL) {
            g_set_error(error, PS_TRACE_ERROR, PS_TRACE_ERROR_SYNTAX,
                        "expected a line “profile A [B]”, found none; name the profiles after "
                        "the trace");
            return FALSE;
        }
        profiles[side] = ps_files_load_profile(name, error);
        if (profiles[side] == NULL)
            return FALSE;
    }
    return TRUE;
}

/* Makes the world that a trace runs in. */
static PsWorld *
make_world(const PsTrace *trace, PsProfile *const profiles[2], GError **error)
{
    PsWorldOptions options;
    ps_replay_world_options(trace, &options);
    const char *const *settings = ps_trace_settings(trace);
    for (guint i = 0; settings[i] != NULL; i++)
        if (!ps_setup_set_option(profiles, options.names, settings[i], error)) {
            g_prefix_error(error, "set: ");
            return NULL;
        }
    for (guint side = 0; side < 2; side++)
        options.profiles[side] = profiles[side];
    return ps_world_new(&options, error);
}

/* What happened, for people. Free it. */
static char *
report(const PsReplay *replay)
{
    PsStyle style = ps_terminal_style();
    GString *out = g_string_new(NULL);
    guint steps = ps_replay_n_steps(replay);
    guint held = ps_replay_n_expectations(replay);
    ps_ladder_append(out, replay, "", &style);
    g_string_append_printf(out, "# %u step%s, %u expectation%s\n", steps, steps == 1 ? "" : "s",
                           held, held == 1 ? " holds" : "s hold");
    return g_string_free(out, FALSE);
}

static PsExit
run(const PsWorld *world, const PsTrace *trace, const char *const profiles[2], gboolean json)
{
    g_autoptr(PsReplay) replay = ps_replay_new(world, trace);
    const GError *error = ps_replay_error(replay);
    gboolean unknown_state = g_error_matches(error, PS_REPLAY_ERROR, PS_REPLAY_ERROR_STATE);
    g_autofree char *text = json ? ps_run_replay_json(replay, trace, profiles) : report(replay);
    GError *write_error = NULL;
    if (!(json && unknown_state) && !ps_files_write(NULL, text, strlen(text), &write_error))
        return ps_command_fail_error("replay", write_error);
    if (error == NULL)
        return PS_EXIT_HOLDS;
    ps_command_fail("replay", "%s", error->message);
    return unknown_state ? PS_EXIT_USAGE : PS_EXIT_VIOLATED;
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
    PsExit status = PS_EXIT_USAGE;
    if (!ps_command_parse(&argc, &argv, entries, "TRACE [PROFILE [PROFILE]]",
                          "Runs a trace step by step and checks what it expects.", notes) ||
        !ps_command_choose("replay", "--format", format, formats, &chosen))
        return PS_EXIT_USAGE;
    if (argc < 2 || argc > 4)
        return ps_command_fail("replay",
                               "expected a trace and at most two profiles, found %d "
                               "arguments; see presub replay --help",
                               argc - 1);
    g_autoptr(PsTrace) trace = ps_trace_load(argv[1], &error);
    if (trace == NULL)
        return ps_command_fail_error("replay", error);
    PsProfile *profiles[2] = {NULL, NULL};
    PsWorld *world = NULL;
    if (load_profiles(trace, argc, argv, profiles, &error))
        world = make_world(trace, profiles, &error);
    if (world != NULL) {
        const char *const names[2] = {choose_profile(trace, argc, argv, 0),
                                      choose_profile(trace, argc, argv, 1)};
        status = run(world, trace, names, chosen == 1);
    } else {
        g_prefix_error(&error, "%s: ", ps_trace_file(trace));
        ps_command_fail_error("replay", error);
    }
    ps_world_free(world);
    ps_profile_free(profiles[0]);
    ps_profile_free(profiles[1]);
    return status;
}
