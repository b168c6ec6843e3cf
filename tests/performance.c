/* Performances. */
#include "tests/performance.h"

#include "tests/support.h"

#include <string.h>

void
performance_free(Performance *performance)
{
    ps_replay_free(performance->replay);
    ps_world_free(performance->world);
    ps_profile_free(performance->profiles[0]);
    ps_profile_free(performance->profiles[1]);
    ps_trace_free(performance->trace);
    g_free(performance);
}

/* Switches "OPTION=on" or "SIDE.OPTION=on", as a trace has it. */
static void
apply_setting(Performance *performance, const char *setting)
{
    g_auto(GStrv) parts = g_strsplit(setting, "=", 2);
    const char *dot = strchr(parts[0], '.');
    for (guint side = 0; side < 2; side++) {
        const char *name = ps_trace_name(performance->trace, side);
        if (dot == NULL || strncmp(parts[0], name, (gsize)(dot - parts[0])) == 0)
            REQUIRE(ps_profile_set_option(performance->profiles[side],
                                          dot != NULL ? dot + 1 : parts[0],
                                          g_str_equal(parts[1], "on"), NULL),
                    "%s cannot be set", setting);
    }
}

Performance *
perform(PsTrace *trace)
{
    Performance *performance = g_new0(Performance, 1);
    PsWorldOptions options;
    performance->trace = trace;
    ps_replay_world_options(trace, &options);
    for (guint side = 0; side < 2; side++) {
        const char *name = ps_trace_profile(trace, side);
        performance->profiles[side] = load_profile(name != NULL ? name : "rfc6121");
        options.profiles[side] = performance->profiles[side];
    }
    for (guint i = 0; ps_trace_settings(trace)[i] != NULL; i++)
        apply_setting(performance, ps_trace_settings(trace)[i]);
    performance->world = make_world(&options);
    performance->replay = ps_replay_new(performance->world, trace);
    return performance;
}

Performance *
perform_text(const char *text)
{
    g_autoptr(GError) error = NULL;
    PsTrace *trace = ps_trace_parse(text, strlen(text), "test.trace", &error);
    REQUIRE(trace != NULL, "%s: %s", text, error->message);
    return perform(trace);
}

Performance *
perform_file(const char *path)
{
    g_autoptr(GError) error = NULL;
    PsTrace *trace = ps_trace_load(path, &error);
    REQUIRE(trace != NULL, "%s", error->message);
    return perform(trace);
}
