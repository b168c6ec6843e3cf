/* The bench: the engine with a table of states beside SPIN, one thread each. */
#include "tests/bench/bench.h"

void
bench_section_fallback(Bench *bench)
{
    static const char *const worlds[] = {
        "rfc6121 -k 5 --availability",
        "prosody ejabberd -k 4 --availability",
        "prosody ejabberd -k 5 --loss 2 --repeat 2",
        BENCH_CORE " -k 7",
        BENCH_CORE " -k 8",
    };
    static const char *const small[] = {"rfc6121 -k 1 --availability"};
    const char *const *chosen = bench->quick ? small : worlds;
    double least = G_MAXDOUBLE;
    double most = 0;
    bench_head(bench, 41,
               "world |        states | SPIN, million/s |    its search | "
               "search, million/s | times SPIN | bytes a state");
    for (guint i = 0; i < (bench->quick ? G_N_ELEMENTS(small) : G_N_ELEMENTS(worlds)); i++) {
        g_autofree char *line = g_strdup_printf("%s --engine hash", chosen[i]);
        BenchFigures whole = bench_check(bench, line);
        BenchFigures search = bench_search(bench, line);
        if (whole.states == 0 || search.states == 0)
            continue;
        BenchPan spin = bench_pan(bench, chosen[i], &whole);
        double times = spin.seconds / search.seconds;
        double bytes = (double)whole.peak / (double)whole.states;
        g_autofree char *name = bench_name(chosen[i]);
        g_autofree char *states = bench_number(whole.states);
        g_autofree char *rate = bench_digits((double)whole.states / search.seconds / 1e6);
        g_autofree char *times_text = spin.seconds > 0 ? bench_digits(times) : g_strdup("");
        g_autofree char *spin_rate = spin.seconds > 0
                                         ? bench_digits((double)whole.states / spin.seconds / 1e6)
                                         : g_strdup_printf("ended by %s", spin.ends);
        g_autofree char *bytes_text = bench_digits(bytes);
        bench_row(bench, "%s | %s | %s | %s | %s | %s | %s", name, states, spin_rate,
                  spin.seconds > 0 ? spin.how : "", rate, times_text, bytes_text);
        least = spin.seconds > 0 ? MIN(least, times) : least;
        most = MAX(most, bytes);
    }
    g_autofree char *least_text = bench_digits(least < G_MAXDOUBLE ? least : 0);
    g_autofree char *most_text = bench_digits(most);
    bench_say(bench,
              "\nAt least %s times SPIN (the mark is 10), and at most %s bytes a state of "
              "the whole process, with all properties (the mark is 16).\n",
              least_text, most_text);
}
