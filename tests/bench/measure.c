/* The bench: presub measured, as a whole process and as a search alone. */
#include "cli/command.h"
#include "tests/bench/setup.h"

#include <json-glib/json-glib.h>

#define MAX_RUNS 9

/* ---- The whole process ---- */

/* What a report of presub check says; FALSE if it is none of a complete search. */
static gboolean
read_report(const char *text, BenchFigures *figures)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    if (!json_parser_load_from_data(parser, text, -1, NULL))
        return FALSE;
    JsonObject *report = json_node_get_object(json_parser_get_root(parser));
    figures->states = (guint64)json_object_get_int_member(report, "states");
    figures->transitions = (guint64)json_object_get_int_member(report, "transitions");
    figures->depth = (guint)json_object_get_int_member(report, "depth");
    return json_object_get_boolean_member(report, "complete");
}

static gboolean
check_once(Bench *bench, const char *line, BenchFigures *figures)
{
    g_autofree char *command = g_strdup_printf("presub check %s --format json", line);
    g_auto(GStrv) argv = NULL;
    if (!g_shell_parse_argv(command, NULL, &argv, NULL))
        return FALSE;
    g_free(argv[0]);
    argv[0] = g_strdup(bench->presub);
    g_auto(BenchProcess) process = bench_run(argv, NULL, 0);
    figures->seconds = process.seconds;
    figures->peak = process.peak;
    if (process.status != 0 && process.status != 1) {
        bench_fail(bench, "presub check %s: status %d: %s", line, process.status, process.err);
        return FALSE;
    }
    if (!read_report(process.out, figures)) {
        bench_fail(bench, "presub check %s is not complete", line);
        return FALSE;
    }
    return TRUE;
}

static BenchFigures
check(Bench *bench, const char *line)
{
    BenchFigures figures = {0};
    double seconds[MAX_RUNS];
    bench_tell("presub check %s", line);
    if (!check_once(bench, line, &figures))
        return (BenchFigures){0};
    guint runs = bench_runs(bench, figures.seconds);
    seconds[0] = figures.seconds;
    for (guint i = 1; i < runs; i++) {
        BenchFigures again = {0};
        if (!check_once(bench, line, &again))
            return (BenchFigures){0};
        seconds[i] = again.seconds;
    }
    figures.seconds = bench_median(seconds, runs);
    return figures;
}

BenchFigures
bench_check(Bench *bench, const char *line)
{
    BenchFigures *known = g_hash_table_lookup(bench->figures, line);
    if (known == NULL) {
        known = g_new(BenchFigures, 1);
        *known = check(bench, line);
        g_hash_table_insert(bench->figures, g_strdup(line), known);
    }
    return *known;
}

/* ---- The search alone ---- */

PsSetup *
bench_setup(const char *line)
{
    PsArguments *given = g_new0(PsArguments, 1);
    g_autofree GOptionEntry *world = ps_setup_world_entries(given);
    g_autofree GOptionEntry *limits = ps_setup_search_entries(given);
    g_autofree GOptionEntry *engine = ps_setup_engine_entries(given);
    const GOptionEntry *const entries[] = {world, limits, engine, NULL};
    g_autofree char *command = g_strdup_printf("bench %s", line);
    int argc = 0;
    char **argv = NULL;
    if (!g_shell_parse_argv(command, &argc, &argv, NULL) ||
        !ps_command_parse(&argc, &argv, entries, "", "", NULL))
        return NULL;
    return ps_setup_new("bench", given, argc, argv);
}

/* In a process of its own. */
static void
search(gpointer result, gpointer data)
{
    BenchFigures *figures = result;
    g_autoptr(PsSetup) setup = bench_setup(data);
    if (setup == NULL)
        return;
    gint64 start = g_get_monotonic_time();
    g_autoptr(PsSearch) found = ps_search_new(setup->world, &setup->limits);
    figures->seconds = (double)(g_get_monotonic_time() - start) / G_USEC_PER_SEC;
    figures->states = ps_search_stopped(found) == NULL ? ps_search_states(found) : 0;
    figures->transitions = ps_search_transitions(found);
    figures->depth = ps_search_depth(found);
}

static gboolean
search_once(Bench *bench, const char *line, BenchFigures *figures)
{
    g_autofree char *copy = g_strdup(line);
    g_auto(BenchProcess) process = bench_fork(search, copy, figures, sizeof *figures);
    figures->peak = process.peak;
    if (process.status == 0 && figures->states > 0)
        return TRUE;
    bench_fail(bench, "the search of %s does not come to an end", line);
    *figures = (BenchFigures){0};
    return FALSE;
}

/* Searches of n lines, which take turns. */
static void
search_all(Bench *bench, const char *const *lines, guint n, BenchFigures *figures)
{
    double seconds[2][MAX_RUNS];
    guint runs = 1;
    for (guint i = 0; i < runs; i++)
        for (guint j = 0; j < n; j++) {
            BenchFigures again = {0};
            if (i == 0)
                bench_tell("search %s", lines[j]);
            if (!search_once(bench, lines[j], &again))
                return;
            seconds[j][i] = again.seconds;
            if (i == 0)
                figures[j] = again;
            if (i == 0 && j == 0)
                runs = bench_runs(bench, again.seconds);
        }
    for (guint j = 0; j < n; j++)
        figures[j].seconds = bench_median(seconds[j], runs);
}

BenchFigures
bench_search(Bench *bench, const char *line)
{
    BenchFigures figures = {0};
    search_all(bench, &line, 1, &figures);
    return figures;
}

void
bench_search_both(Bench *bench, const char *const lines[2], BenchFigures figures[2])
{
    figures[0] = figures[1] = (BenchFigures){0};
    search_all(bench, lines, 2, figures);
}
