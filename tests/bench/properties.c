/* The bench: what it costs to judge properties, beside the search. */
#include "tests/bench/bench.h"

void
bench_section_properties(Bench *bench)
{
    static const struct {
        const char *name;
        const char *options;
    } choices[] = {
        {"no-leak", "--only no-leak"},
        {"recoverable", "--only recoverable"},
        {"no-reply-storm", "--only no-reply-storm"},
        {"all six", ""},
    };
    static const struct {
        const char *name;
        const char *line;
        guint in_flight;
    } worlds[] = {
        {"core", BENCH_CORE, 10},
        {"rfc6121", "rfc6121", 10},
        {"openfire, sensible users",
         "openfire --users sensible --actions subscribe,unsubscribe,subscribed,unsubscribed", 8},
    };
    bench_head(bench, 32, "world | properties | s | times no-leak | peak, MiB | times no-leak");
    for (guint i = 0; i < G_N_ELEMENTS(worlds); i++) {
        BenchFigures first = {0};
        for (guint j = 0; j < G_N_ELEMENTS(choices); j++) {
            guint k = bench->quick ? 2 : worlds[i].in_flight;
            g_autofree char *line =
                g_strdup_printf("%s -k %u --threads 1 %s", worlds[i].line, k, choices[j].options);
            BenchFigures figures = bench_check(bench, line);
            if (figures.states == 0)
                break;
            first = j == 0 ? figures : first;
            g_autofree char *seconds = bench_digits(figures.seconds);
            g_autofree char *peak = bench_digits((double)figures.peak / 1048576);
            bench_row(bench, "%s -k %u | %s | %s | %.2f | %s | %.2f", worlds[i].name, k,
                      choices[j].name, seconds, figures.seconds / first.seconds, peak,
                      (double)figures.peak / (double)first.peak);
        }
    }
}
