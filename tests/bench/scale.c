/* The bench: worlds with removal and with every option on, far past what a table of states holds.
 */
#include "tests/bench/bench.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define GIB ((double)(1 << 30))

/* "--set OPTION=on" for every option of a profile, which presub itself names; NULL if it does not.
 * Free it. */
static char *
all_options(Bench *bench, const char *profile)
{
    char check[] = "check";
    char format[] = "--format=json";
    g_autofree char *name = g_strdup(profile);
    char *argv[] = {bench->presub, check, name, format, NULL};
    g_auto(BenchProcess) process = bench_run(argv, NULL, 0);
    g_autoptr(JsonParser) parser = json_parser_new();
    if (!json_parser_load_from_data(parser, process.out, -1, NULL))
        return NULL;
    JsonObject *report = json_node_get_object(json_parser_get_root(parser));
    JsonArray *sides = json_object_get_array_member(report, "options");
    g_autoptr(GList) options = json_object_get_members(json_array_get_object_element(sides, 0));
    GString *line = g_string_new(NULL);
    for (const GList *i = options; i != NULL; i = i->next)
        g_string_append_printf(line, " --set %s=on", (const char *)i->data);
    return g_string_free(line, FALSE);
}

static void
run(Bench *bench, const char *what, const char *line, double gib)
{
    double free_gib = (double)bench_free_memory() / GIB;
    if (free_gib < gib) {
        g_autofree char *free_text = bench_digits(free_gib);
        bench_row(bench, "%s | not run: %s GiB are free, %.0f are wanted |  |  |  |  |  ", what,
                  free_text, gib);
        return;
    }
    BenchFigures figures = bench_check(bench, line);
    if (figures.states == 0)
        return;
    g_autofree char *states = bench_number(figures.states);
    g_autofree char *transitions = bench_number(figures.transitions);
    g_autofree char *seconds = bench_digits(figures.seconds);
    g_autofree char *rate = bench_digits((double)figures.states / figures.seconds / 1e6);
    g_autofree char *peak = bench_digits((double)figures.peak / GIB);
    g_autofree char *bytes = bench_digits((double)figures.peak / (double)figures.states);
    bench_row(bench, "%s | %s | %s | %s | %s | %s | %s", what, states, transitions, seconds, rate,
              peak, bytes);
}

void
bench_section_scale(Bench *bench)
{
    static const struct {
        guint in_flight;
        gboolean all;
        double gib; /* of memory that must be free, with room to spare */
    } worlds[] = {{10, FALSE, 1}, {10, TRUE, 2}, {12, FALSE, 8}, {12, TRUE, 8}};
    g_autofree char *options = all_options(bench, "rfc6121");
    if (options == NULL) {
        bench_fail(bench, "presub does not name its options");
        return;
    }
    bench_head(bench, 30,
               "presub check, 2 threads |        states |   transitions | s | million/s | "
               "peak, GiB | bytes a state");
    for (guint i = 0; i < G_N_ELEMENTS(worlds); i++) {
        guint k = bench->quick ? 3 : worlds[i].in_flight;
        g_autofree char *what =
            g_strdup_printf("rfc6121 -k %u%s", k, worlds[i].all ? ", all options on" : "");
        g_autofree char *line =
            g_strdup_printf("rfc6121 -k %u --threads 2%s", k, worlds[i].all ? options : "");
        if (!bench->quick || i < 2)
            run(bench, what, line, bench->quick ? 0 : worlds[i].gib);
    }
}
