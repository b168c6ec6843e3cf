/* presub explain: what happened in a log. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/explain-report.h"
#include "wire/observe.h"

#include <string.h>

static const char notes[] =
    "LOG has the stanzas of one client or of both, or of a server, as consoles and servers write\n"
    "them; or it is a Scansion script (.scs). A run explains it if everything that it shows "
    "happens\n"
    "in it, in order. Of all such runs the one is shown that has the fewest users' actions and\n"
    "faults that the log does not show; of these, the fewest stanzas that should be in the log "
    "and\n"
    "are not; of these, the fewest steps. What may be missing has the bounds of a search\n"
    "(--in-flight, --users, --actions, --loss …); what is in the log has not.\n"
    "\n"
    "Examples:\n"
    "  presub explain console.log openfire\n"
    "  presub explain server.log prosody ejabberd --between romeo,juliet\n"
    "  presub explain console.log --fit\n"
    "\n"
    "Exit status: 0 a run explains the log, which is complete (with --fit: of some server),\n"
    "1 it lacks something that it should have, or no run explains it, 2 bad usage or input, 3 not "
    "finished.";

typedef struct {
    char *format, *between, *trace;
    gboolean apart, fit;
    gboolean json;
} Own;

/* What stands before the @ of both JIDs, if these can be the names of sides; NULL if not. Free it.
 */
static char *
names_of(const PsObserved *observed)
{
    char *names[2];
    gboolean fine = TRUE;
    for (guint side = 0; side < 2; side++) {
        const char *jid = ps_observed_user(observed, side);
        names[side] = g_strndup(jid, strcspn(jid, "@"));
        fine &= names[side][0] != '\0';
        for (const char *c = names[side]; *c != '\0'; c++)
            fine &= g_ascii_isalnum(*c) || strchr("-_", *c) != NULL;
    }
    char *text = fine && !g_str_equal(names[0], names[1])
                     ? g_strdup_printf("%s,%s", names[0], names[1])
                     : NULL;
    g_free(names[0]);
    g_free(names[1]);
    return text;
}

static PsObserved *
read_log(const char *path, const PsArguments *given, const Own *own, GError **error)
{
    g_auto(GStrv) users = own->between != NULL ? g_strsplit(own->between, ",", -1) : NULL;
    PsObserveOptions options = {.availability = given->availability, .apart = own->apart};
    if (users != NULL &&
        (g_strv_length(users) != 2 || users[0][0] == '\0' || users[1][0] == '\0')) {
        g_set_error(error, PS_LOG_ERROR, PS_LOG_ERROR_SYNTAX,
                    "--between: expected two users as in romeo,juliet; found “%s”", own->between);
        return NULL;
    }
    for (guint side = 0; side < 2 && users != NULL; side++)
        options.users[side] = users[side];
    g_autoptr(PsLog) log = ps_log_load(path, error);
    return log != NULL ? ps_observed_new(log, &options, error) : NULL;
}

static PsExit
status_of(const PsExplanation *explanation)
{
    if (ps_explanation_stopped(explanation) != NULL)
        return PS_EXIT_UNFINISHED;
    return ps_explanation_found(explanation) && ps_explanation_cost(explanation).gaps == 0
               ? PS_EXIT_HOLDS
               : PS_EXIT_VIOLATED;
}

static PsExplanation *
explain(PsSetup *setup, const PsObserved *observed)
{
    PsTerminal terminal;
    ps_terminal_watch(&terminal, &setup->limits);
    PsExplanation *explanation =
        ps_explain(setup->world, ps_observed_log(observed), &setup->limits);
    ps_terminal_end(&terminal);
    return explanation;
}

/* Explains the log by one pair of servers. argv[1] on are the profiles. */
static PsExit
explain_one(PsArguments *given, const Own *own, const PsObserved *observed, PsExplainRun *run,
            int argc, char **argv)
{
    GError *error = NULL;
    PsStyle style = ps_terminal_style();
    g_autoptr(PsSetup) setup = ps_setup_new("explain", given, argc, argv);
    if (setup == NULL)
        return PS_EXIT_USAGE;
    for (guint side = 0; side < 2; side++)
        run->profiles[side] = setup->arguments[side];
    g_autoptr(PsExplanation) explanation = explain(setup, observed);
    if (own->trace != NULL) {
        g_autofree char *trace = ps_explain_report_trace(explanation, run);
        if (!ps_files_write(own->trace, trace, strlen(trace), &error))
            return ps_command_fail_error("explain", error);
    }
    g_autofree char *text = own->json ? ps_explain_report_json(explanation, run)
                                      : ps_explain_report_text(explanation, run, &style);
    if (!ps_files_write(NULL, text, strlen(text), &error))
        return ps_command_fail_error("explain", error);
    return status_of(explanation);
}

/* Explains the log by each server, its peer being the same. A limit ends one of these only. */
static PsExit
explain_fit(PsArguments *given, const Own *own, const PsObserved *observed, const PsExplainRun *run,
            char *const *profiles)
{
    GError *error = NULL;
    PsStyle style = ps_terminal_style();
    g_autoptr(GPtrArray) setups = ps_setups_new();
    g_autoptr(GPtrArray) explanations =
        g_ptr_array_new_with_free_func((GDestroyNotify)ps_explanation_free);
    PsExit status = PS_EXIT_VIOLATED;
    given->many = TRUE;
    for (guint i = 0; profiles[i] != NULL; i++) {
        char name[] = "explain";
        char *arguments[] = {name, profiles[i], NULL};
        PsSetup *setup = ps_setup_new("explain", given, 2, arguments);
        if (setup == NULL)
            return PS_EXIT_USAGE;
        g_ptr_array_add(setups, setup);
    }
    if (!ps_setup_all_set("explain", given, setups))
        return PS_EXIT_USAGE;
    gboolean goes_on = TRUE;
    for (guint i = 0; i < setups->len && goes_on; i++) {
        PsExplanation *explanation = explain(g_ptr_array_index(setups, i), observed);
        PsExit one = status_of(explanation);
        g_ptr_array_add(explanations, explanation);
        goes_on = !ps_terminal_interrupted();
        if (one == PS_EXIT_UNFINISHED || (one == PS_EXIT_HOLDS && status != PS_EXIT_UNFINISHED))
            status = one;
    }
    g_autofree char *text = own->json ? ps_explain_fit_json(explanations, run)
                                      : ps_explain_fit_text(explanations, run, &style);
    if (!ps_files_write(NULL, text, strlen(text), &error))
        return ps_command_fail_error("explain", error);
    return status;
}

static PsExit
run_explain(PsArguments *given, const Own *own, int argc, char **argv)
{
    GError *error = NULL;
    if (own->fit && argc < 2)
        return ps_command_fail("explain", "expected a log with --fit, found no arguments");
    if (!own->fit && (argc < 3 || argc > 4))
        return ps_command_fail("explain",
                               "expected a log and one profile or two, found %d arguments; see "
                               "presub explain --help",
                               argc - 1);
    if (own->fit && own->trace != NULL)
        return ps_command_fail("explain", "--trace: expected one explanation, found --fit");
    g_autoptr(PsObserved) observed = read_log(argv[1], given, own, &error);
    if (observed == NULL)
        return ps_command_fail_error("explain", error);
    PsExplainRun run = {.file = argv[1],
                        .users = {ps_observed_user(observed, 0), ps_observed_user(observed, 1)},
                        .n_others = ps_observed_n_others(observed)};
    given->roomy = TRUE;
    if (given->names == NULL)
        given->names = names_of(observed);
    if (!own->fit)
        return explain_one(given, own, observed, &run, argc - 1, argv + 1);
    g_auto(GStrv) all = argc > 2 ? g_strdupv(argv + 2) : ps_files_list_profiles();
    return explain_fit(given, own, observed, &run, all);
}

PsExit
ps_command_explain(int argc, char **argv)
{
    static const char *const formats[] = {"text", "json", NULL};
    g_auto(PsArguments) given = {0};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *search_entries = ps_setup_search_entries(&given);
    Own own = {0};
    guint chosen = 0;
    PsExit status = PS_EXIT_USAGE;
    const GOptionEntry own_entries[] = {
        {"between", 0, 0, G_OPTION_ARG_STRING, &own.between,
         "Which two users (default: those with most stanzas)", "A,B"},
        {"apart", 0, 0, G_OPTION_ARG_NONE, &own.apart,
         "The order is sure only within one user's stanzas", NULL},
        {"fit", 0, 0, G_OPTION_ARG_NONE, &own.fit,
         "How well each PROFILE fits on both sides (default: all)", NULL},
        {"format", 0, 0, G_OPTION_ARG_STRING, &own.format, "How to report (default text)",
         "text|json"},
        {"trace", 0, 0, G_OPTION_ARG_FILENAME, &own.trace, "Also write the run as a trace", "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {world, search_entries, own_entries, NULL};
    if (ps_command_parse(&argc, &argv, entries, "LOG PROFILE [PROFILE] | --fit LOG [PROFILE ...]",
                         "Finds what happened in a log: the run of two servers that explains it "
                         "best, and what it lacks.",
                         notes) &&
        ps_command_choose("explain", "--format", own.format, formats, &chosen)) {
        own.json = chosen == 1;
        status = run_explain(&given, &own, argc, argv);
    }
    g_free(own.format);
    g_free(own.between);
    g_free(own.trace);
    return status;
}
