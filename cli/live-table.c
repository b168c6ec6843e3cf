/* presub live table: the cells of a running server. */
#include "cli/files.h"
#include "cli/live.h"
#include "cli/output.h"
#include "viz/table-report.h"
#include "wire/config.h"
#include "wire/lab.h"
#include "wire/launch.h"

#include <string.h>

/* The server under test, and who we are there. */
typedef struct {
    PsHub *hub;
    PsLaunch *launch; /* what was started, or NULL */
    PsConfig *config; /* what was read, or NULL */
    char *jid;
    PsTarget target;
} Subject;

static void
clear_subject(Subject *subject)
{
    ps_launch_stop(subject->launch);
    ps_config_free(subject->config);
    g_free(subject->jid);
    ps_live_hub_free(subject->hub);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Subject, clear_subject)

/* A server of our own: wire/servers says that it takes accounts, and this component. */
static gboolean
start(Subject *subject, const char *name, GError **error)
{
    g_autofree char *path = ps_files_find_server(name, error);
    subject->launch = path != NULL ? ps_launch_start(subject->hub, path, 0, error) : NULL;
    if (subject->launch == NULL)
        return FALSE;
    subject->jid = g_strconcat("user@", ps_launch_address(subject->launch), NULL);
    subject->target = (PsTarget){
        .user = {ps_launch_clients(subject->launch), subject->jid, "secret", NULL, PS_TLS_NONE},
        .registration = TRUE,
        .components = ps_launch_components(subject->launch),
        .domain = PS_LAUNCH_COMPONENT,
        .secret = PS_LAUNCH_SECRET,
    };
    return TRUE;
}

static gboolean
find_subject(Subject *subject, const PsLiveArguments *given, GError **error)
{
    if (given->start != NULL && given->server == NULL && given->credentials == NULL)
        return start(subject, given->start, error);
    if (given->start == NULL && given->server != NULL && given->credentials != NULL) {
        subject->config = ps_config_load(given->credentials, error);
        return subject->config != NULL &&
               ps_config_target(subject->config, given->server, &subject->target, error);
    }
    g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_CONFIG,
                "expected either --start, or --server and --credentials");
    return FALSE;
}

static void
show_progress(guint n_states, guint n_cells, gpointer data)
{
    ps_terminal_count(n_cells, n_states * PS_N_EVENTS, data);
}

/* Leaves nothing behind in an account that stays. A second interruption ends that. */
static void
clean_up(Subject *subject, PsLab *lab)
{
    g_autoptr(GError) error = NULL;
    if (subject->launch != NULL)
        return;
    ps_live_hub_resume(subject->hub);
    if (!ps_lab_clean_up(lab, &error))
        ps_command_note("live", "%s", error->message);
}

/* Makes the experiments, while the terminal shows how many are done. */
static PsTable *
experiment(Subject *subject, const PsProfile *profile, PsLab **lab, GError **error)
{
    PsTerminal terminal;
    *lab = ps_lab_new(subject->hub, &subject->target, error);
    if (*lab == NULL)
        return NULL;
    ps_terminal_start_quietly(&terminal);
    PsTable *table = ps_table_find(ps_lab_bench(), *lab, ps_lab_server(*lab), profile,
                                   show_progress, &terminal, error);
    ps_terminal_end(&terminal);
    if (table == NULL)
        clean_up(subject, *lab);
    return table;
}

static gboolean
write_text(PsOutput *output, const char *text, GError **error)
{
    fputs(text, ps_output_stream(output));
    return ps_output_commit(output, error);
}

/* Writes the observed profile; its name is that of the file. */
static gboolean
write_profile(const PsTable *table, const char *path, PsOutput *output, GError **error)
{
    g_autofree char *name = ps_files_stem(path);
    g_autofree char *text = ps_table_write_profile(table, name);
    g_autoptr(PsProfile) profile = ps_profile_read(text, strlen(text), path, error);
    return profile != NULL && write_text(output, text, error);
}

static char *
print(const PsTable *table, guint format, const char *output)
{
    PsStyle plain = {0};
    PsStyle style = ps_output_is_standard(output) ? ps_terminal_style() : plain;
    return format == 0   ? ps_table_report_text(table, &style)
           : format == 1 ? ps_table_report_json(table)
                         : ps_table_report_junit(table);
}

/* outputs: of the report, and of the profile; begun before the experiments, so that these are not
 * made in vain. */
static PsExit
run(Subject *subject, const PsLiveArguments *given, const PsProfile *profile, guint format,
    PsOutput *const outputs[2])
{
    GError *error = NULL;
    PsLab *lab = NULL;
    const char *path = given->profile_file;
    g_autoptr(PsTable) table = experiment(subject, profile, &lab, &error);
    ps_lab_free(lab);
    if (table == NULL)
        return ps_live_fail(error);
    g_autofree char *report = print(table, format, given->output);
    if (!write_text(outputs[0], report, &error) ||
        (path != NULL && !write_profile(table, path, outputs[1], &error)))
        return ps_live_fail(error);
    return ps_table_count(table, PS_CELL_DIFFERS) > 0 ? PS_EXIT_VIOLATED : PS_EXIT_HOLDS;
}

PsExit
ps_live_table(const PsLiveArguments *given, const char *name)
{
    static const char *const formats[] = {"text", "json", "junit", NULL};
    guint format = 0;
    GError *error = NULL;
    if (!ps_command_choose("live", "--format", given->format, formats, &format))
        return PS_EXIT_USAGE;
    g_autoptr(PsProfile) profile = ps_files_load_profile(name, &error);
    if (profile == NULL)
        return ps_command_fail_error("live", error);
    g_autoptr(PsOutput) report = ps_output_new(given->output, &error);
    g_autoptr(PsOutput) observed =
        report != NULL ? ps_output_new(given->profile_file, &error) : NULL;
    if (observed == NULL)
        return ps_command_fail_error("live", error);
    g_auto(Subject) subject = {.hub = ps_live_hub_new(given)};
    if (subject.hub == NULL)
        return PS_EXIT_USAGE;
    if (!find_subject(&subject, given, &error))
        return ps_live_fail(error);
    return run(&subject, given, profile, format, (PsOutput *const[]){report, observed});
}
