/* A run as a trace. */
#include "viz/ladder.h"
#include "viz/run-report.h"

char *
ps_run_report_trace(const PsReplay *replay, const char *const profiles[2], const char *title,
                    const PsStyle *style)
{
    const PsWorld *world = ps_replay_world(replay);
    g_autofree char *header = ps_trace_header(world, profiles);
    GString *out = g_string_new(NULL);
    PsState end = ps_replay_state(replay);
    g_string_append_printf(out, "# %s\n%s", title, header);
    ps_ladder_append(out, replay, "", style);
    for (guint side = 0; side < 2; side++)
        g_string_append_printf(
            out, "expect %s %s\n", ps_world_name(world, side),
            ps_profile_state_name(ps_world_profile(world, side), end.entry[side]));
    return g_string_free(out, FALSE);
}
