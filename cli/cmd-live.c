/* presub live: running servers. */
#include "cli/live.h"

static const char notes[] =
    "  table PROFILE  brings an entry of a user at the server into every state, tries every user\n"
    "                 action and every presence that can arrive there, and compares what comes of\n"
    "                 it with the profile's rows. The peer is a component (XEP-0114) at the "
    "server\n"
    "  replay TRACE…  makes the run of a trace happen on two servers: a proxy between them holds\n"
    "                 every presence until it is to arrive. After each step both rosters and what\n"
    "                 is on its way are compared with the model\n"
    "\n"
    "Servers are started for it (--start prosody, --start prosody,ejabberd), or for a table one "
    "that\n"
    "runs is used (--server and --credentials; docs/servers.md).\n"
    "\n"
    "Exit status: 0 everything is as the model says, 1 something differs, 2 bad usage or input, or "
    "a\n"
    "server that cannot be talked to, 3 interrupted.";

/* TRUE if nothing is given that says nothing to this subcommand; else prints a line. */
static gboolean
all_apply(const PsLiveArguments *given, const char *subcommand)
{
    gboolean is_table = g_str_equal(subcommand, "table");
    const struct {
        const char *option, *value;
        gboolean of_table;
    } options[] = {
        {"--server", given->server, TRUE},
        {"--credentials", given->credentials, TRUE},
        {"--write-profile", given->profile_file, TRUE},
        {"--logs", given->logs, FALSE},
    };
    for (guint i = 0; i < G_N_ELEMENTS(options); i++)
        if (options[i].value != NULL && options[i].of_table != is_table) {
            ps_command_fail("live", "%s: expected with %s only, found with %s", options[i].option,
                            is_table ? "replay" : "table", subcommand);
            return FALSE;
        }
    return TRUE;
}

PsExit
ps_command_live(int argc, char **argv)
{
    g_auto(PsLiveArguments) given = {0};
    const GOptionEntry own[] = {
        {"start", 0, 0, G_OPTION_ARG_STRING, &given.start,
         "Start throwaway servers on loopback, and stop them afterwards", "NAME[,NAME]"},
        {"server", 0, 0, G_OPTION_ARG_STRING, &given.server,
         "Where a server that runs takes clients", "HOST:PORT"},
        {"credentials", 0, 0, G_OPTION_ARG_FILENAME, &given.credentials,
         "Who we are there: an account and a component", "FILE"},
        {"write-profile", 0, 0, G_OPTION_ARG_FILENAME, &given.profile_file,
         "Write what was observed as a profile", "FILE"},
        {"logs", 0, 0, G_OPTION_ARG_FILENAME, &given.logs,
         "Write the stanzas of each replay to FOLDER, as presub explain reads them", "FOLDER"},
        {"format", 0, 0, G_OPTION_ARG_STRING, &given.format, "How to report (default text)",
         "text|json|junit"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output, "Where to write it", "FILE"},
        {"limit", 0, 0, G_OPTION_ARG_STRING, &given.limit,
         "How long any one wait may last (default 10)", "SECONDS"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, NULL};
    if (!ps_command_parse(&argc, &argv, entries, "table PROFILE | replay TRACE…",
                          "Compares running servers with the model.", notes))
        return PS_EXIT_USAGE;
    if (argc == 3 && g_str_equal(argv[1], "table"))
        return all_apply(&given, argv[1]) ? ps_live_table(&given, argv[2]) : PS_EXIT_USAGE;
    if (argc > 2 && g_str_equal(argv[1], "replay"))
        return all_apply(&given, argv[1]) ? ps_live_replay(&given, argv + 2) : PS_EXIT_USAGE;
    return ps_command_fail(
        "live", "expected table PROFILE or replay TRACE…, found %s%s; see presub live --help",
        argc > 1 ? argv[1] : "nothing",
        argc > 3    ? " and too many arguments"
        : argc == 2 ? " alone"
                    : "");
}
