/* The bench: two threads beside one. */
#include "tests/bench/bench.h"

#define MARK 1.7

void
bench_section_threads(Bench *bench)
{
    static const char *const worlds[] = {
        BENCH_CORE " -k 9", BENCH_CORE " -k 10", BENCH_CORE " -k 11",     "rfc6121 -k 9",
        "rfc6121 -k 10",    "rfc6121 -k 11",     "prosody ejabberd -k 8", "prosody ejabberd -k 9",
    };
    static const char *const small[] = {BENCH_CORE " -k 4"};
    const char *const *chosen = bench->quick ? small : worlds;
    bench_head(bench, 22, "world |        states | 1 thread, s | 2 threads, s | times");
    for (guint i = 0; i < (bench->quick ? G_N_ELEMENTS(small) : G_N_ELEMENTS(worlds)); i++) {
        BenchFigures figures[2];
        g_autofree char *one = g_strdup_printf("%s --threads 1", chosen[i]);
        g_autofree char *two = g_strdup_printf("%s --threads 2", chosen[i]);
        bench_search_both(bench, (const char *const[]){one, two}, figures);
        if (figures[0].states == 0 || figures[0].states != figures[1].states) {
            bench_fail(bench, "two threads do not find what one does: %s", chosen[i]);
            continue;
        }
        g_autofree char *name = bench_name(chosen[i]);
        g_autofree char *states = bench_number(figures[0].states);
        g_autofree char *seconds = bench_digits(figures[0].seconds);
        g_autofree char *half = bench_digits(figures[1].seconds);
        g_autofree char *times = bench_digits(figures[0].seconds / figures[1].seconds);
        bench_row(bench, "%s | %s | %s | %s | %s", name, states, seconds, half, times);
    }
    bench_say(bench, "\nThe mark is %.1f.\n", MARK);
}
