/* The bench: what this machine can do: memory one word after the other, and anywhere. */
#include "tests/bench/bench.h"

#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define LINE_WORDS 8 /* 64-bit words of a cache line */

/* One thread's part of a measurement. */
typedef struct {
    guint64 *words;
    gsize n;   /* of words, a power of two */
    gsize own; /* where its own part begins, */
    gsize n_own;
    guint64 sum; /* so that the compiler leaves nothing out */
} Part;

typedef gpointer (*PartWork)(gpointer part);

static guint64
next_random(guint64 *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

static gpointer
read_words(gpointer data)
{
    Part *part = data;
    guint64 sums[4] = {0};
    for (gsize i = part->own; i < part->own + part->n_own; i += 4)
        for (guint j = 0; j < 4; j++)
            sums[j] += part->words[i + j];
    part->sum = sums[0] + sums[1] + sums[2] + sums[3];
    return NULL;
}

static gpointer
update_words(gpointer data)
{
    Part *part = data;
    for (gsize i = part->own; i < part->own + part->n_own; i++)
        part->words[i] |= i;
    return NULL;
}

/* As many reads as there are cache lines in its part, each of any line; none waits for another. */
static gpointer
read_anywhere(gpointer data)
{
    Part *part = data;
    guint64 state = part->own + 88172645463325252;
    for (gsize i = 0; i < part->n_own / LINE_WORDS; i++)
        part->sum += part->words[next_random(&state) & (part->n - 1)];
    return NULL;
}

/* The same, but where to read is known only when the one before has come. */
static gpointer
read_in_turn(gpointer data)
{
    Part *part = data;
    guint64 state = 88172645463325252;
    for (gsize i = 0; i < part->n_own / LINE_WORDS / 8; i++) {
        part->sum += part->words[next_random(&state) & (part->n - 1)];
        state += part->sum & 1;
    }
    return NULL;
}

/* Seconds, the least of several runs: a machine cannot be faster than it is. */
static double
seconds_of(PartWork work, guint64 *words, gsize n, guint threads)
{
    double least = G_MAXDOUBLE;
    for (guint run = 0; run < 3; run++) {
        Part parts[2];
        for (guint i = 0; i < threads; i++)
            parts[i] = (Part){words, n, i * (n / threads), n / threads, 0};
        gint64 start = g_get_monotonic_time();
        GThread *other = threads > 1 ? g_thread_new("bench", work, &parts[1]) : NULL;
        work(&parts[0]);
        if (other != NULL)
            g_thread_join(other);
        least = MIN(least, (double)MAX(g_get_monotonic_time() - start, 1) / G_USEC_PER_SEC);
    }
    return least;
}

/* In a process of its own, so that its memory is not counted as that of others. */
static void
measure(gpointer result, gpointer data)
{
    BenchMachine *machine = result;
    gsize n = *(const gsize *)data;
    gsize bytes = n * sizeof(guint64);
    guint64 *words = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (words == MAP_FAILED)
        return;
    madvise(words, bytes, MADV_HUGEPAGE); /* the best case; a hint that may be refused */
    for (gsize i = 0; i < n; i++)
        words[i] = i;
    for (guint threads = 1; threads <= 2; threads++) {
        guint i = threads - 1;
        machine->read[i] = (double)bytes / seconds_of(read_words, words, n, threads);
        machine->update[i] = (double)bytes / seconds_of(update_words, words, n, threads);
        machine->random[i] = (double)n / LINE_WORDS / seconds_of(read_anywhere, words, n, threads);
    }
    machine->latency = seconds_of(read_in_turn, words, n, 1) / ((double)n / LINE_WORDS / 8);
    munmap(words, bytes);
}

const BenchMachine *
bench_machine(Bench *bench)
{
    gsize n = (gsize)1 << (bench->quick ? 20 : 27); /* 8 MiB or 1 GiB */
    if (bench->machine != NULL)
        return bench->machine;
    bench->machine = g_new0(BenchMachine, 1);
    bench_tell("memory");
    g_auto(BenchProcess) process = bench_fork(measure, &n, bench->machine, sizeof *bench->machine);
    if (process.status != 0 || bench->machine->latency <= 0)
        bench_fail(bench, "the machine has not the memory to be measured");
    return bench->machine;
}

/* The first line of a file of /proc that begins with a word, from behind its colon; NULL if there
 * is none. Free it. */
static char *
proc_line(const char *path, const char *word)
{
    g_autofree char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    const char *line = text != NULL ? strstr(text, word) : NULL;
    const char *colon = line != NULL ? strchr(line, ':') : NULL;
    return colon != NULL ? g_strstrip(g_strndup(colon + 1, strcspn(colon + 1, "\n"))) : NULL;
}

char *
bench_processor(void)
{
    g_autofree char *model = proc_line("/proc/cpuinfo", "model name");
    g_autofree char *memory = proc_line("/proc/meminfo", "MemTotal");
    guint64 kib = memory != NULL ? g_ascii_strtoull(memory, NULL, 10) : 0;
    return g_strdup_printf("%s, %u processors, %.0f GiB",
                           model != NULL ? model : "an unknown processor", g_get_num_processors(),
                           (double)kib / 1024 / 1024);
}

guint64
bench_free_memory(void)
{
    g_autofree char *memory = proc_line("/proc/meminfo", "MemAvailable");
    return memory != NULL ? g_ascii_strtoull(memory, NULL, 10) * 1024 : 0;
}

static void
say_both(Bench *bench, const char *what, const double values[2], double unit, const char *name)
{
    g_autofree char *one = bench_digits(values[0] / unit);
    g_autofree char *two = bench_digits(values[1] / unit);
    bench_row(bench, "%s | %s %s | %s %s", what, one, name, two, name);
}

void
bench_section_machine(Bench *bench)
{
    const BenchMachine *machine = bench_machine(bench);
    g_autofree char *latency = bench_digits(machine->latency * 1e9);
    g_autofree char *head = g_strdup_printf("%s of memory | one thread | two threads",
                                            bench->quick ? "8 MiB" : "1 GiB");
    bench_head(bench, 27, head);
    say_both(bench, "read in order", machine->read, 1e9, "GB/s");
    say_both(bench, "read and written in order", machine->update, 1e9, "GB/s");
    say_both(bench, "read anywhere", machine->random, 1e6, "million/s");
    bench_row(bench, "read anywhere, one by one | %s ns |  ", latency);
}
