/* The matrix of servers, as JUnit XML: a suite for each pair. */
#include "viz/junit-verdict.h"
#include "viz/run-report.h"
#include "viz/servers-private.h"

/* A counterexample or witness as a trace that can be replayed, and what finds it. Free it; NULL if
 * there is none. */
static char *
trace_of(const PsFinding *finding, const PsWorld *world, const char *const profiles[2],
         const char *command)
{
    static const PsStyle plain = {.colour = FALSE};
    if (finding->path == NULL)
        return NULL;
    g_autoptr(PsReplay) replay = ps_replay_path(world, finding->path);
    return ps_run_report_trace(replay, profiles, command, &plain);
}

static void
add_finding(PsJunit *junit, const PsServers *servers, const PsFinding *finding, guint a, guint b)
{
    const char *const profiles[2] = {servers->names[a], servers->names[b]};
    const char *command = servers->commands[a * servers_n(servers) + b];
    const char *meaning = ps_property_meaning(finding->property);
    g_autofree char *trace = trace_of(finding, servers_world(servers, a, b), profiles, command);
    g_autofree char *undecided =
        g_strdup_printf("undecided: ended by %s", servers_summary(servers, a, b)->stopped);
    ps_junit_case_of_property(junit, finding->property, ps_junit_result(finding->outcome),
                              finding->outcome == PS_UNDECIDED ? undecided : meaning, trace);
}

char *
ps_servers_junit(const PsServers *servers)
{
    g_autoptr(PsJunit) junit = ps_junit_new("presub matrix");
    for (guint a = 0; a < servers_n(servers); a++)
        for (guint b = 0; b < servers_n(servers); b++) {
            const char *const profiles[2] = {servers->names[a], servers->names[b]};
            ps_junit_suite_of_world(junit, servers_world(servers, a, b), profiles, -1);
            for (guint i = 0; i < servers_n_properties(servers); i++)
                add_finding(junit, servers, servers_finding(servers, i, a, b), a, b);
        }
    return ps_junit_end(junit);
}
