/* Runs: loading a trace and what it runs in. */
#include "cli/run.h"

#include "cli/files.h"
#include "cli/setup.h"
#include "model/property.h"

/* The profile of each side: from the arguments, or else from the trace. */
static gboolean
load_profiles(PsRun *run, int argc, char **argv, GError **error)
{
    if (argc < 3 && !ps_setup_expect_profile(run->trace, error))
        return FALSE;
    for (guint side = 0; side < 2; side++) {
        run->names[side] =
            argc > 2 ? argv[MIN(argc - 1, (int)side + 2)] : ps_trace_profile(run->trace, side);
        run->profiles[side] = ps_files_load_profile(run->names[side], error);
        if (run->profiles[side] == NULL)
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

PsRun *
ps_run_new(const char *command, int argc, char **argv)
{
    GError *error = NULL;
    g_autoptr(PsRun) run = g_new0(PsRun, 1);
    if (argc < 2 || argc > 4) {
        ps_command_fail(command,
                        "expected a trace and at most two profiles, found %d arguments; see "
                        "presub %s --help",
                        argc - 1, command);
        return NULL;
    }
    run->trace = ps_trace_load(argv[1], &error);
    if (run->trace == NULL) {
        ps_command_fail_error(command, error);
        return NULL;
    }
    if (load_profiles(run, argc, argv, &error))
        run->world = make_world(run->trace, run->profiles, &error);
    if (run->world != NULL)
        return g_steal_pointer(&run);
    g_prefix_error(&error, "%s: ", ps_trace_file(run->trace));
    ps_command_fail_error(command, error);
    return NULL;
}

void
ps_run_free(PsRun *run)
{
    if (run == NULL)
        return;
    ps_world_free(run->world);
    ps_profile_free(run->profiles[0]);
    ps_profile_free(run->profiles[1]);
    ps_trace_free(run->trace);
    g_free(run);
}

gboolean
ps_run_expects(const PsRun *run)
{
    for (guint i = 0; i < ps_trace_n_lines(run->trace); i++) {
        PsTraceLineKind kind = ps_trace_line(run->trace, i)->kind;
        if (kind != PS_LINE_STEP && kind != PS_LINE_SETTLE)
            return TRUE;
    }
    return FALSE;
}

GPtrArray *
ps_run_violated(const PsRun *run, const PsReplay *replay)
{
    GPtrArray *violated = g_ptr_array_new_with_free_func(g_free);
    PsState state = ps_replay_state(replay);
    g_autoptr(PsProperties) properties = ps_properties_new(ps_world_options(run->world));
    if (ps_run_expects(run) || ps_replay_error(replay) != NULL)
        return violated;
    for (guint i = 0; i < ps_properties_n(properties); i++) {
        const PsProperty *property = ps_properties_get(properties, i);
        if (!ps_property_applies(property, run->world) ||
            !ps_property_violated(property, run->world, &state))
            continue;
        g_autofree char *why = ps_property_explain(property, run->world, &state);
        g_ptr_array_add(violated, g_strdup_printf("%s: %s", ps_property_name(property), why));
    }
    return violated;
}

PsExit
ps_run_status(const char *command, const PsReplay *replay)
{
    const GError *error = ps_replay_error(replay);
    if (error == NULL)
        return PS_EXIT_HOLDS;
    ps_command_fail(command, "%s", error->message);
    return g_error_matches(error, PS_REPLAY_ERROR, PS_REPLAY_ERROR_STATE) ? PS_EXIT_USAGE
                                                                          : PS_EXIT_VIOLATED;
}
