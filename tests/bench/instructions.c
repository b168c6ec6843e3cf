/* The bench: instructions of fixed runs, which are the same on machines with the same instructions,
 * however noisy they are. */
#include "tests/bench/bench.h"

#include <string.h>

/* What callgrind counts; 0 if it does not. */
static guint64
count(Bench *bench, const char *line)
{
    g_autofree char *program = g_shell_quote(bench->presub);
    g_autofree char *command = g_strdup_printf("valgrind --tool=callgrind "
                                               "--callgrind-out-file=/dev/null %s check %s",
                                               program, line);
    g_auto(GStrv) argv = NULL;
    if (!g_shell_parse_argv(command, NULL, &argv, NULL))
        return 0;
    bench_tell("callgrind: presub check %s", line);
    g_auto(BenchProcess) process = bench_run(argv, NULL, 0);
    const char *at = strstr(process.err, "Collected : ");
    if (at == NULL)
        bench_fail(bench, "callgrind does not count presub check %s: status %d", line,
                   process.status);
    return at != NULL ? g_ascii_strtoull(at + strlen("Collected : "), NULL, 10) : 0;
}

void
bench_section_instructions(Bench *bench)
{
    static const char *const lines[] = {
        BENCH_CORE " -k 5 --threads 1 --engine sets",
        BENCH_CORE " -k 7 --threads 1 --engine sets",
        BENCH_CORE " -k 9 --threads 1 --engine sets",
        BENCH_CORE " -k 5 --threads 1 --engine bitmaps",
        BENCH_CORE " -k 5 --threads 1 --engine hash",
        "rfc6121 -k 7 --threads 1 --engine sets",
        "rfc6121 -k 3 --threads 1 --engine bitmaps --availability",
    };
    static const char *const small[] = {BENCH_CORE " -k 2 --threads 1 --engine sets"};
    const char *const *chosen = bench->quick ? small : lines;
    bench_head(bench, 47, "presub check |  instructions | a state | a transition");
    for (guint i = 0; i < (bench->quick ? G_N_ELEMENTS(small) : G_N_ELEMENTS(lines)); i++) {
        guint64 n = count(bench, chosen[i]);
        BenchFigures figures = bench_check(bench, chosen[i]);
        if (n == 0 || figures.states == 0)
            continue;
        g_autofree char *name = bench_name(chosen[i]);
        g_autofree char *number = bench_number(n);
        g_autofree char *a_state = bench_digits((double)n / (double)figures.states);
        g_autofree char *a_transition = bench_digits((double)n / (double)figures.transitions);
        bench_row(bench, "%s | %s | %s | %s", name, number, a_state, a_transition);
    }
}
