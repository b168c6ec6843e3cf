/* presub simulate: a random run. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "explorer/simulate.h"
#include "viz/ladder.h"

static const char notes[] =
    "The same seed gives the same run. What is printed is a trace: presub replay runs it again, "
    "and\n"
    "its last lines expect the entries in which the run ended.\n"
    "\n"
    "Example:\n"
    "  presub simulate rfc6121 --steps 20 --seed 7 -o run.trace && presub replay run.trace";

/* The whole run as a trace that ends with what it expects. Free it. */
static char *
write_run(const PsSetup *setup, const GArray *path, guint32 seed, const PsStyle *style)
{
    g_autoptr(PsReplay) replay = ps_replay_path(setup->world, path);
    const char *const profiles[2] = {setup->arguments[0], setup->arguments[1]};
    g_autofree char *header = ps_trace_header(setup->world, profiles);
    GString *out = g_string_new(NULL);
    PsState end = ps_replay_state(replay);
    g_string_append_printf(out, "# %u random steps, seed %u\n%s", path->len, seed, header);
    ps_ladder_append(out, replay, "", style);
    for (guint side = 0; side < 2; side++)
        g_string_append_printf(
            out, "expect %s %s\n", ps_world_name(setup->world, side),
            ps_profile_state_name(ps_world_profile(setup->world, side), end.entry[side]));
    return g_string_free(out, FALSE);
}

PsExit
ps_command_simulate(int argc, char **argv)
{
    g_auto(PsArguments) given = {0};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree char *steps_text = NULL;
    g_autofree char *seed_text = NULL;
    g_autofree char *output = NULL;
    guint64 steps = 20;
    guint64 seed = 1;
    GError *error = NULL;
    const GOptionEntry own[] = {
        {"steps", 'n', 0, G_OPTION_ARG_STRING, &steps_text, "How many steps (default 20)", "N"},
        {"seed", 's', 0, G_OPTION_ARG_STRING, &seed_text, "Of the random numbers (default 1)", "S"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Where to write the trace", "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {world, own, NULL};
    if (!ps_command_parse(&argc, &argv, entries, "PROFILE [PROFILE]",
                          "Takes random steps, each chosen evenly among what can happen.", notes))
        return PS_EXIT_USAGE;
    if ((steps_text != NULL &&
         !ps_setup_number("--steps", steps_text, 0, 1000000, &steps, &error)) ||
        (seed_text != NULL && !ps_setup_number("--seed", seed_text, 0, G_MAXUINT32, &seed, &error)))
        return ps_command_fail_error("simulate", error);
    g_autoptr(PsSetup) setup = ps_setup_new("simulate", &given, argc, argv);
    if (setup == NULL)
        return PS_EXIT_USAGE;
    gboolean to_terminal = output == NULL || g_str_equal(output, "-");
    PsStyle style = to_terminal ? ps_terminal_style() : (PsStyle){.colour = FALSE};
    g_autoptr(GArray) path = ps_simulate(setup->world, (guint)steps, (guint32)seed);
    g_autofree char *text = write_run(setup, path, (guint32)seed, &style);
    if (!ps_files_write(output, text, strlen(text), &error))
        return ps_command_fail_error("simulate", error);
    return PS_EXIT_HOLDS;
}
