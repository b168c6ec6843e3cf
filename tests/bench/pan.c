/* The bench: SPIN on the same world: its model made, compiled and run. */
#include "tests/bench/bench.h"

#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

/* A way to search; what it is compiled with beside what all are. */
typedef struct {
    const char *name;
    const char *flags;
    gboolean needs_depth; /* it has a stack, whose size must be said */
    gboolean only_if_memory_ends;
} Mode;

static const Mode modes[] = {
    {"depth first", "", TRUE, FALSE},
    {"breadth first", "-DBFS", FALSE, FALSE},
    {"depth first, collapsed", "-DCOLLAPSE", TRUE, TRUE},
};

/* ---- Its figures ---- */

/* The number before a word, which SPIN prints with eight digits; -1 if it does not. */
static double
number_before(const char *text, const char *word)
{
    const char *at = strstr(text, word);
    while (at != NULL && at > text && at[-1] != '\n')
        at--;
    return at != NULL ? g_ascii_strtod(at, NULL) : -1;
}

static gboolean
is_about(double found, guint64 expected)
{
    return fabs(found - (double)expected) <= (expected < 100000000 ? 0 : 1e-7 * (double)expected);
}

/* SPIN counts the initial state as one that was come to, too. */
static gboolean
agrees(const char *out, const BenchFigures *expected)
{
    return strstr(out, "errors: 0\n") != NULL &&
           is_about(number_before(out, " states, stored"), expected->states) &&
           is_about(number_before(out, " transitions (= stored+matched)"),
                    expected->transitions + 1);
}

/* ---- A run ---- */

static gboolean
shell(Bench *bench, const char *folder, const char *command)
{
    char sh[] = "sh";
    char option[] = "-c";
    g_autofree char *line = g_strdup(command);
    char *argv[] = {sh, option, line, NULL};
    g_auto(BenchProcess) process = bench_run(argv, folder, 0);
    if (process.status != 0)
        bench_fail(bench, "%s: status %d: %s%s", command, process.status, process.out, process.err);
    return process.status == 0;
}

/* The table has two places a state, so that few chains have two, but takes at most an eighth of the
 * memory. */
static guint
table_order(const Bench *bench, guint64 states)
{
    guint order = 20;
    while ((guint64)1 << order < 2 * states && (guint64)16 << order <= bench->spin_memory / 8)
        order++;
    return order;
}

/* A run. *again: the stack was too short. */
static double
run_once(Bench *bench, const char *folder, guint64 depth, const BenchFigures *expected,
         BenchPan *pan, gboolean *again)
{
    g_autofree char *command = g_strdup_printf("./pan -n -w%u -m%" G_GUINT64_FORMAT,
                                               table_order(bench, expected->states), depth);
    g_auto(GStrv) argv = g_strsplit(command, " ", -1);
    g_auto(BenchProcess) process = bench_run(argv, folder, bench->spin_seconds);
    pan->peak = process.peak;
    *again = strstr(process.out, "max search depth too small") != NULL;
    if (process.timed_out)
        pan->ends = "time";
    else if (strstr(process.out, "reached -DMEMLIM bound") != NULL)
        pan->ends = "memory";
    else if (process.status < 0)
        pan->ends = "a signal";
    else if (!*again && !agrees(process.out, expected))
        pan->ends = "other states";
    return pan->ends == NULL ? process.seconds : 0;
}

/* A search of one kind, several times if it is short. */
static BenchPan
run_mode(Bench *bench, const char *folder, const Mode *mode, const BenchFigures *expected)
{
    BenchPan pan = {.how = mode->name};
    double seconds[9];
    gboolean again = FALSE;
    guint64 depth = mode->needs_depth ? expected->states / 2 + 10000 : 10000;
    g_autofree char *compile = g_strdup_printf(
        "gcc -w -O3 -DSAFETY -DNOREDUCE -DNOCLAIM -DMEMLIM=%" G_GUINT64_FORMAT " %s -o pan pan.c",
        bench->spin_memory >> 20, mode->flags);
    if (!shell(bench, folder, compile))
        return (BenchPan){.how = mode->name, .ends = "its compiler"};
    seconds[0] = run_once(bench, folder, depth, expected, &pan, &again);
    if (again) {
        depth = expected->states + 10000;
        seconds[0] = run_once(bench, folder, depth, expected, &pan, &again);
    }
    guint runs = pan.ends == NULL && !again ? MIN(bench_runs(bench, seconds[0]), 3) : 0;
    for (guint i = 1; i < runs; i++)
        seconds[i] = run_once(bench, folder, depth, expected, &pan, &again);
    if (runs > 0 && pan.ends == NULL)
        pan.seconds = bench_median(seconds, runs);
    else if (pan.ends == NULL)
        pan.ends = "its stack";
    return pan;
}

/* ---- All ways to search ---- */

static void
remove_all(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, name, NULL);
        g_unlink(path);
    }
    g_rmdir(folder);
}

static gboolean
make_model(Bench *bench, const char *folder, const char *line)
{
    g_autofree char *program = g_shell_quote(bench->presub);
    g_autofree char *command = g_strdup_printf(
        "%s export promela %s --no-search -o model.pml && spin -a model.pml", program, line);
    return shell(bench, folder, command);
}

BenchPan
bench_pan(Bench *bench, const char *line, const BenchFigures *expected)
{
    BenchPan best = {.ends = "nothing"};
    gboolean memory_ended = TRUE;
    g_autofree char *folder = g_dir_make_tmp("presub-bench-XXXXXX", NULL);
    if (folder == NULL || !make_model(bench, folder, line)) {
        best.ends = "its model";
        return best;
    }
    for (guint i = 0; i < G_N_ELEMENTS(modes); i++) {
        if (modes[i].only_if_memory_ends && (best.seconds > 0 || !memory_ended))
            continue;
        bench_tell("SPIN, %s: %s", modes[i].name, line);
        BenchPan pan = run_mode(bench, folder, &modes[i], expected);
        memory_ended &= g_strcmp0(pan.ends, "memory") == 0;
        if (g_strcmp0(pan.ends, "other states") == 0)
            bench_fail(bench, "SPIN, %s, does not find the %" G_GUINT64_FORMAT " states of %s",
                       pan.how, expected->states, line);
        if (pan.seconds > 0 ? best.seconds <= 0 || pan.seconds < best.seconds : best.seconds <= 0)
            best = pan;
    }
    remove_all(folder);
    return best;
}
