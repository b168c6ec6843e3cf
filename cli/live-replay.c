/* presub live replay: runs of the model on two real servers. */
#include "cli/files.h"
#include "cli/live.h"
#include "cli/output.h"
#include "cli/run.h"
#include "viz/json.h"
#include "viz/race-report.h"
#include "wire/launch.h"

#include <glib/gstdio.h>
#include <string.h>

enum { TEXT, JSON, JUNIT };

/* The two servers, and the proxy between them. */
typedef struct {
    const PsLiveArguments *given;
    PsHub *hub;
    PsLaunch *launches[2];
    PsProxy *proxy;
    guint format;
    GString *out;         /* of TEXT and JUNIT */
    JsonBuilder *builder; /* of JSON */
    guint n_runs, n_failed;
} Stage;

static void
clear_stage(Stage *stage)
{
    ps_proxy_free(stage->proxy);
    ps_launch_stop(stage->launches[0]);
    ps_launch_stop(stage->launches[1]);
    ps_live_hub_free(stage->hub);
    g_string_free(stage->out, TRUE);
    g_object_unref(stage->builder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Stage, clear_stage)

/* Starts both servers: --start NAME or NAME,NAME. The proxy takes the address that each server is
 * dialled at, its domain with the port of XMPP. */
static gboolean
start(Stage *stage, GError **error)
{
    g_auto(GStrv) names = g_strsplit(stage->given->start, ",", 0);
    guint n = g_strv_length(names);
    PsProxySide sides[2];
    g_auto(GStrv) listens = g_new0(char *, 3);
    if (n != 1 && n != 2) {
        g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_CONFIG,
                    "--start: expected one or two servers, found %u", n);
        return FALSE;
    }
    for (guint side = 0; side < 2; side++) {
        g_autofree char *path = ps_files_find_server(names[MIN(side, n - 1)], error);
        stage->launches[side] =
            path != NULL ? ps_launch_start(stage->hub, path, side, error) : NULL;
        if (stage->launches[side] == NULL)
            return FALSE;
        listens[side] = g_strconcat(ps_launch_address(stage->launches[side]), ":5269", NULL);
        sides[side] = (PsProxySide){listens[side], ps_launch_servers(stage->launches[side])};
    }
    stage->proxy = ps_proxy_new(stage->hub, sides, error);
    return stage->proxy != NULL;
}

/* The bare JID of a user of the index-th run: called as in the trace, if such a name can be in a
 * JID. Free it. */
static char *
make_jid(const Stage *stage, const PsWorld *world, guint side, guint index)
{
    static const char *const plain[] = {"romeo", "juliet"};
    g_autofree char *name = g_ascii_strdown(ps_world_name(world, side), -1);
    gboolean fine = TRUE;
    for (const char *c = name; *c != '\0'; c++)
        fine &= g_ascii_isalnum(*c) || strchr("-_", *c) != NULL;
    g_autofree char *number = index > 0 ? g_strdup_printf("%u", index + 1) : g_strdup("");
    return g_strdup_printf("%s%s@%s", fine ? name : plain[side], number,
                           ps_launch_address(stage->launches[side]));
}

static gboolean
write_log(const Stage *stage, const char *path, const PsRace *race, GError **error)
{
    const char *folder = stage->given->logs;
    if (folder == NULL)
        return TRUE;
    if (!ps_files_make_folder(folder, error))
        return FALSE;
    g_autofree char *name = ps_files_stem(path);
    g_autofree char *file = g_strconcat(name, ".log", NULL);
    g_autofree char *to = g_build_filename(folder, file, NULL);
    return ps_files_write(to, ps_race_log(race), strlen(ps_race_log(race)), error);
}

static void
report(Stage *stage, const char *path, const PsTrace *trace, const PsReplay *replay,
       const PsRace *race)
{
    g_autofree char *name = ps_files_stem(path);
    PsStyle plain = {0};
    PsStyle style = ps_output_is_standard(stage->given->output) ? ps_terminal_style() : plain;
    if (stage->format == JSON) {
        ps_race_report_json(stage->builder, race, name);
    } else if (stage->format == JUNIT) {
        ps_race_report_junit(stage->out, race, name);
    } else {
        const char *const profiles[2] = {ps_trace_profile(trace, 0), ps_trace_profile(trace, 1)};
        g_autofree char *header = ps_trace_header(ps_replay_world(replay), profiles);
        g_string_append_printf(stage->out, "%s# %s\n%s", stage->out->len > 0 ? "\n" : "", name,
                               header);
        ps_race_report_text(stage->out, race, replay, &style);
    }
    stage->n_failed += !ps_race_happened(race);
    stage->n_runs++;
}

/* Makes a run of the model happen, the index-th one. */
static gboolean
force(Stage *stage, const char *path, const PsTrace *trace, const PsReplay *replay, guint index,
      GError **error)
{
    const PsWorld *world = ps_replay_world(replay);
    PsRacer racers[2];
    g_auto(GStrv) jids = g_new0(char *, 3);
    for (guint side = 0; side < 2; side++) {
        jids[side] = make_jid(stage, world, side, index);
        racers[side] = (PsRacer){
            {ps_launch_clients(stage->launches[side]), jids[side], "secret", NULL, PS_TLS_NONE},
            TRUE};
    }
    g_autoptr(PsRace) race = NULL;
    gboolean ran = ps_race_run(stage->hub, stage->proxy, racers, replay, &race, error);
    if (!ran)
        g_prefix_error(error, "%s: ", path);
    else
        report(stage, path, trace, replay, race);
    /* the first error is told */
    return write_log(stage, path, race, ran ? error : NULL) && ran;
}

/* TRUE if each run has a log of its own. */
static gboolean
logs_differ(char **paths, GError **error)
{
    g_autoptr(GHashTable) seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint i = 0; paths[i] != NULL; i++) {
        char *name = ps_files_stem(paths[i]);
        const char *other = g_hash_table_lookup(seen, name);
        if (other != NULL)
            g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_CONFIG,
                        "--logs: expected traces of different names, found %s and %s, which would "
                        "both be written to %s.log",
                        other, paths[i], name);
        g_hash_table_insert(seen, name, paths[i]);
        if (other != NULL)
            return FALSE;
    }
    return TRUE;
}

/* Reads all traces, starts the servers, and makes one run after the other happen. What has run is
 * in the report, whatever becomes of the rest. */
static PsExit
run_all(Stage *stage, char **paths)
{
    GError *error = NULL;
    if (stage->given->logs != NULL && !logs_differ(paths, &error))
        return ps_live_fail(error);
    g_autoptr(GPtrArray) runs = g_ptr_array_new_with_free_func((GDestroyNotify)ps_run_free);
    g_autoptr(GPtrArray) replays = g_ptr_array_new_with_free_func((GDestroyNotify)ps_replay_free);
    for (guint i = 0; paths[i] != NULL; i++) {
        char *arguments[] = {paths[i], paths[i], NULL};
        PsRun *run = ps_run_new("live", 2, arguments);
        if (run == NULL)
            return PS_EXIT_USAGE;
        g_ptr_array_add(runs, run);
        PsReplay *replay = ps_replay_new(run->world, run->trace);
        g_ptr_array_add(replays, replay);
        if (ps_replay_error(replay) != NULL)
            return ps_command_fail("live", "%s", ps_replay_error(replay)->message);
    }
    if (!start(stage, &error))
        return ps_live_fail(error);
    for (guint i = 0; i < runs->len; i++) {
        const PsRun *run = g_ptr_array_index(runs, i);
        if (!force(stage, paths[i], run->trace, g_ptr_array_index(replays, i), i, &error))
            return ps_live_fail(error);
    }
    return stage->n_failed > 0 ? PS_EXIT_VIOLATED : PS_EXIT_HOLDS;
}

/* The whole report. Free it. */
static char *
finish(Stage *stage)
{
    if (stage->format == JSON) {
        json_builder_end_array(stage->builder);
        json_builder_end_object(stage->builder);
        return ps_json_text(stage->builder);
    }
    if (stage->format == JUNIT)
        return g_strdup_printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
                               "<testsuite name=\"presub live replay\" tests=\"%u\" "
                               "failures=\"%u\" errors=\"0\" skipped=\"0\">\n%s</testsuite>\n",
                               stage->n_runs, stage->n_failed, stage->out->str);
    return g_strdup(stage->out->str);
}

PsExit
ps_live_replay(const PsLiveArguments *given, char **paths)
{
    static const char *const formats[] = {"text", "json", "junit", NULL};
    guint format = TEXT;
    GError *error = NULL;
    if (!ps_command_choose("live", "--format", given->format, formats, &format))
        return PS_EXIT_USAGE;
    if (given->start == NULL)
        return ps_command_fail("live", "replay: expected --start NAME[,NAME], found none");
    g_autoptr(PsOutput) output = ps_output_new(given->output, &error);
    if (output == NULL)
        return ps_command_fail_error("live", error);
    g_auto(Stage) stage = {.given = given, .format = format};
    stage.out = g_string_new(NULL);
    stage.builder = json_builder_new();
    stage.hub = ps_live_hub_new(given);
    if (stage.hub == NULL)
        return PS_EXIT_USAGE;
    json_builder_begin_object(stage.builder);
    ps_json_string(stage.builder, "version", PS_VERSION);
    ps_json_array(stage.builder, "runs");
    PsExit status = run_all(&stage, paths);
    if (stage.n_runs == 0)
        return status;
    g_autofree char *text = finish(&stage);
    fputs(text, ps_output_stream(output));
    return ps_output_commit(output, &error) ? status : ps_live_fail(error);
}
