/* The bench: how time and memory grow with what may be in flight, on the core model. */
#include "tests/bench/bench.h"

#define FASTEST_PUBLISHED 144e6 /* states a second: GPUexplore 3.0, on a GPU */

static char *
line_of(guint in_flight, guint threads)
{
    return g_strdup_printf("%s -k %u --threads %u", BENCH_CORE, in_flight, threads);
}

static gboolean
measure(Bench *bench, guint in_flight, BenchPoint *point)
{
    g_autofree char *one = line_of(in_flight, 1);
    g_autofree char *two = line_of(in_flight, 2);
    const char *const lines[2] = {one, two};
    point->in_flight = in_flight;
    bench_search_both(bench, lines, point->search);
    point->peak = bench_check(bench, two).peak;
    return point->search[0].states > 0 && point->search[1].states > 0 && point->peak > 0;
}

/* Nanoseconds, for each of n. Free it. */
static char *
cost(const BenchFigures *figures, guint64 n)
{
    return bench_digits(figures->seconds * 1e9 / (double)n);
}

/* Three cells: of all, for each state, for each transition. Free it. */
static char *
costs_of(const BenchFigures *figures)
{
    g_autofree char *ms = bench_digits(figures->seconds * 1e3);
    g_autofree char *a_state = cost(figures, figures->states);
    g_autofree char *a_transition = cost(figures, figures->transitions);
    return g_strjoin(" | ", ms, a_state, a_transition, NULL);
}

static void
say_point(Bench *bench, const BenchPoint *point)
{
    guint64 n = point->search[0].states;
    g_autofree char *states = bench_number(n);
    g_autofree char *transitions = bench_number(point->search[0].transitions);
    g_autofree char *one = costs_of(&point->search[0]);
    g_autofree char *two = costs_of(&point->search[1]);
    g_autofree char *peak = bench_digits((double)point->peak / 1048576);
    g_autofree char *bytes = bench_digits((double)point->peak / (double)n);
    bench_row(bench, "%u | %s | %s | %s | %s | %s | %s", point->in_flight, states, transitions, one,
              two, peak, bytes);
}

static void
say_record(Bench *bench, const GArray *points)
{
    double best[2] = {0};
    guint at[2] = {0};
    for (guint i = 0; i < points->len; i++) {
        const BenchPoint *point = &g_array_index(points, BenchPoint, i);
        for (guint t = 0; t < 2; t++) {
            double rate = (double)point->search[t].states / point->search[t].seconds;
            at[t] = rate > best[t] ? point->in_flight : at[t];
            best[t] = MAX(rate, best[t]);
        }
    }
    for (guint t = 0; t < 2; t++) {
        g_autofree char *rate = bench_digits(best[t] / 1e6);
        g_autofree char *times = bench_digits(best[t] / FASTEST_PUBLISHED);
        bench_say(bench,
                  "- %s: %s million states a second at best, with %u in flight: %s times "
                  "the 144 million of GPUexplore.\n",
                  t == 0 ? "One thread" : "Two threads", rate, at[t], times);
    }
}

static void
write_plot(Bench *bench, const GArray *points)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename(bench->write, "performance.svg", NULL);
    g_autofree char *picture = bench_plot(points);
    if (!g_file_set_contents(path, picture, -1, &error))
        bench_fail(bench, "%s", error->message);
}

void
bench_section_curve(Bench *bench)
{
    g_autoptr(GArray) points = g_array_new(FALSE, FALSE, sizeof(BenchPoint));
    bench_head(bench, 2,
               "K |        states |   transitions | 1 thread, ms | ns a state | ns a transition | "
               "2 threads, ms | ns a state | ns a transition | peak, MiB | bytes a state");
    for (guint k = 3; k <= (bench->quick ? 4 : 11); k++) {
        BenchPoint point = {0};
        if (!measure(bench, k, &point))
            continue;
        say_point(bench, &point);
        g_array_append_val(points, point);
    }
    bench_say(bench, "\n");
    if (points->len == 0)
        return;
    say_record(bench, points);
    if (bench->write != NULL)
        write_plot(bench, points);
}
