/* Setups of a trace: the world that it runs in, as far as the arguments say nothing else. */
#include "cli/command.h"
#include "cli/setup.h"

/* The settings of the trace, then those that are given. Free with g_strfreev. */
static char **
join_settings(const PsTrace *trace, char *const *given)
{
    g_autoptr(GStrvBuilder) builder = g_strv_builder_new();
    const char *const *own = ps_trace_settings(trace);
    for (guint i = 0; own[i] != NULL; i++)
        g_strv_builder_add(builder, own[i]);
    for (guint i = 0; given != NULL && given[i] != NULL; i++)
        g_strv_builder_add(builder, given[i]);
    return g_strv_builder_end(builder);
}

/* Adds what the trace says of its world where nothing else is given: its names and options, and
 * without a count the faults that it has. */
static void
adopt(PsArguments *given, const PsTrace *trace)
{
    char **settings = join_settings(trace, given->settings);
    g_strfreev(given->settings);
    given->settings = settings;
    if (given->names == NULL)
        given->names = g_strdup_printf("%s,%s", ps_trace_name(trace, 0), ps_trace_name(trace, 1));
    if (given->order == NULL && ps_trace_any_order(trace))
        given->order = g_strdup("any");
    given->availability = given->availability || ps_trace_availability(trace);
    for (guint i = 0; i < ps_trace_n_lines(trace); i++) {
        const PsTraceLine *line = ps_trace_line(trace, i);
        if (line->kind != PS_LINE_STEP || line->step.kind < PS_STEP_LOSS)
            continue;
        guint fault = line->step.kind - PS_STEP_LOSS + PS_LOSS;
        if (given->faults[fault] == NULL)
            given->faults[fault] = g_strdup("any");
    }
}

gboolean
ps_setup_expect_profile(const PsTrace *trace, GError **error)
{
    if (ps_trace_profile(trace, 0) != NULL)
        return TRUE;
    g_set_error(error, PS_TRACE_ERROR, PS_TRACE_ERROR_SYNTAX,
                "expected a line “profile A [B]”, found none; name the profiles");
    return FALSE;
}

PsSetup *
ps_setup_of_trace(const char *command, PsArguments *given, const PsTrace *trace, int argc,
                  char **argv)
{
    g_autofree char *first = g_strdup(ps_trace_profile(trace, 0));
    g_autofree char *second = g_strdup(ps_trace_profile(trace, 1));
    char *own[] = {argv[0], first, second, NULL};
    GError *error = NULL;
    if (argc < 2 && !ps_setup_expect_profile(trace, &error)) {
        g_prefix_error(&error, "%s: ", ps_trace_file(trace));
        ps_command_fail_error(command, error);
        return NULL;
    }
    adopt(given, trace);
    return argc < 2 ? ps_setup_new(command, given, 3, own)
                    : ps_setup_new(command, given, argc, argv);
}
