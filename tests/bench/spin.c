/* The bench: presub beside SPIN, one thread each. */
#include "tests/bench/bench.h"

#define MARK 100 /* times as many states a second */
#define LARGEST 12
#define MILLION 1e6

/* How many times as fast as SPIN, at least and at most. */
typedef struct {
    double least, most;
} Range;

typedef struct {
    guint first, last; /* in flight; none if first is 0 */
    Range whole, search;
} Summary;

static void
extend(Range *range, double times)
{
    range->least = range->least > 0 ? MIN(range->least, times) : times;
    range->most = MAX(range->most, times);
}

static void
note(Summary *summary, guint in_flight, double whole, double search)
{
    summary->first = summary->first > 0 ? summary->first : in_flight;
    summary->last = in_flight;
    extend(&summary->whole, whole);
    extend(&summary->search, search);
}

/* Prints a row. FALSE if SPIN did not come to an end. */
static gboolean
compare(Bench *bench, const char *world, guint in_flight, Summary *summary)
{
    g_autofree char *model = g_strdup_printf("%s -k %u", world, in_flight);
    g_autofree char *line = g_strdup_printf("%s --threads 1", model);
    BenchFigures whole = bench_check(bench, line);
    BenchFigures search = bench_search(bench, line);
    if (whole.states == 0 || search.states == 0)
        return FALSE;
    BenchPan spin = bench_pan(bench, model, &whole);
    double states = (double)whole.states / MILLION;
    g_autofree char *number = bench_number(whole.states);
    g_autofree char *whole_rate = bench_digits(states / whole.seconds);
    g_autofree char *search_rate = bench_digits(states / search.seconds);
    if (spin.seconds <= 0) {
        bench_row(bench, "%s | %s | ended by %s |  | %s | %s |  |  ", model, number, spin.ends,
                  whole_rate, search_rate);
        return FALSE;
    }
    g_autofree char *spin_rate = bench_digits(states / spin.seconds);
    g_autofree char *whole_ratio = bench_digits(spin.seconds / whole.seconds);
    g_autofree char *search_ratio = bench_digits(spin.seconds / search.seconds);
    bench_row(bench, "%s | %s | %s | %s | %s | %s | %s | %s", model, number, spin_rate, spin.how,
              whole_rate, search_rate, whole_ratio, search_ratio);
    note(summary, in_flight, spin.seconds / whole.seconds, spin.seconds / search.seconds);
    return TRUE;
}

static char *
range_text(Range range)
{
    g_autofree char *least = bench_digits(range.least);
    g_autofree char *most = bench_digits(range.most);
    return g_strdup_printf("%s to %s times", least, most);
}

static void
say_summary(Bench *bench, const char *world, const Summary *summary)
{
    if (summary->first == 0) {
        bench_say(bench, "- %s: SPIN comes to no end.\n", world);
        return;
    }
    g_autofree char *whole = range_text(summary->whole);
    g_autofree char *search = range_text(summary->search);
    bench_say(
        bench,
        "- %s, %u to %u in flight: the whole process is %s as fast as SPIN, the search alone %s; "
        "the mark is %u times.\n",
        world, summary->first, summary->last, whole, search, MARK);
}

void
bench_section_spin(Bench *bench)
{
    static const char one[] = "rfc6121";
    static const char two[] = "prosody ejabberd";
    Summary of_one = {0};
    Summary of_two = {0};
    guint from = bench->quick ? 3 : 5;
    bench_head(
        bench, 21,
        "world |        states | SPIN, million/s |    its search | presub check, million/s | "
        "its search alone, million/s | whole, times SPIN | search, times SPIN");
    for (guint k = from; k <= (bench->quick ? from : 8); k++)
        compare(bench, one, k, &of_one);
    for (guint k = from; k <= (bench->quick ? from : LARGEST); k++)
        if (!compare(bench, two, k, &of_two))
            break;
    bench_say(bench, "\n");
    say_summary(bench, one, &of_one);
    say_summary(bench, two, &of_two);
}
