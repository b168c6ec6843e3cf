/* The bench: the engine that is taken where sets do not pay, with bitmaps, beside SPIN and beside
 * the table of states, one thread each. */
#include "tests/bench/bench.h"

/* The worst of all worlds: how many times as fast as SPIN, and bytes a state. */
typedef struct {
    double times; /* 0: SPIN came to no end yet */
    double bytes;
} Worst;

static double
bytes_of(const BenchFigures *whole)
{
    return (double)whole->peak / (double)whole->states;
}

static char *
rate_of(double states, double seconds)
{
    return bench_digits(states / seconds / 1e6);
}

/* Prints a row of what was found with bitmaps, first, and with a table. */
static void
say_row(Bench *bench, const char *world, const BenchFigures whole[2], const BenchFigures search[2],
        const BenchPan *spin)
{
    double found = (double)whole[0].states;
    gboolean ended = spin->seconds > 0;
    g_autofree char *name = bench_name(world);
    g_autofree char *states = bench_number(whole[0].states);
    g_autofree char *spin_rate =
        ended ? rate_of(found, spin->seconds) : g_strdup_printf("ended by %s", spin->ends);
    g_autofree char *rate = rate_of(found, search[0].seconds);
    g_autofree char *times = ended ? bench_digits(spin->seconds / search[0].seconds) : g_strdup("");
    g_autofree char *bytes = bench_digits(bytes_of(&whole[0]));
    g_autofree char *hash_rate = rate_of(found, search[1].seconds);
    g_autofree char *hash_bytes = bench_digits(bytes_of(&whole[1]));
    bench_row(bench, "%s | %s | %s | %s | %s | %s | %s | %s | %s", name, states, spin_rate,
              ended ? spin->how : "", rate, times, bytes, hash_rate, hash_bytes);
}

static void
measure(Bench *bench, const char *world, Worst *worst)
{
    g_autofree char *bitmaps = g_strdup_printf("%s --engine bitmaps", world);
    g_autofree char *hash = g_strdup_printf("%s --engine hash", world);
    const char *const lines[2] = {bitmaps, hash};
    BenchFigures whole[2] = {bench_check(bench, bitmaps), bench_check(bench, hash)};
    BenchFigures search[2];
    bench_search_both(bench, lines, search);
    for (guint i = 0; i < 2; i++)
        if (whole[i].states == 0 || search[i].states == 0)
            return;
    BenchPan spin = bench_pan(bench, world, &whole[0]);
    double times = spin.seconds / search[0].seconds;
    say_row(bench, world, whole, search, &spin);
    if (spin.seconds > 0)
        worst->times = worst->times > 0 ? MIN(worst->times, times) : times;
    worst->bytes = MAX(worst->bytes, bytes_of(&whole[0]));
}

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
    Worst worst = {0};
    bench_head(bench, 41,
               "world |        states | SPIN, million/s |    its search | bitmaps, million/s | "
               "times SPIN | bytes a state | hash, million/s | its bytes a state");
    for (guint i = 0; i < (bench->quick ? G_N_ELEMENTS(small) : G_N_ELEMENTS(worlds)); i++)
        measure(bench, chosen[i], &worst);
    g_autofree char *times = bench_digits(worst.times);
    g_autofree char *bytes = bench_digits(worst.bytes);
    bench_say(bench,
              "\nWith bitmaps, at least %s times SPIN (the mark is 10), and at most %s bytes a "
              "state of the whole process, with all properties (the mark is 16).\n",
              times, bytes);
}
