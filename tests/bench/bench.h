/* The bench: what presub's speed and memory are, beside SPIN's and beside what the machine can do.
 * Each section measures one thing, prints it as it goes and can write it into docs/performance.md.
 */
#ifndef PS_TESTS_BENCH_H
#define PS_TESTS_BENCH_H

#include <glib.h>

G_BEGIN_DECLS

/* The model in which the figures of the past were taken: four actions, no automatic refusal. */
#define BENCH_CORE                                                     \
    "rfc6121 --actions subscribe,unsubscribe,subscribed,unsubscribed " \
    "--set auto-unsubscribed=off"

/* What this machine can do, with one thread and with two. */
typedef struct {
    double read[2];   /* bytes a second, one after the other */
    double update[2]; /* the same, read and written back */
    double random[2]; /* independent reads a second, each of another cache line */
    double latency;   /* seconds of a read whose place the one before says */
} BenchMachine;

typedef struct {
    gboolean quick; /* the smallest configuration, once: for a test of the bench itself */
    guint spin_seconds;
    guint64 spin_memory; /* bytes */
    char *presub;        /* the program */
    const char *write;   /* the folder with performance.md; NULL: only print */
    GString *text;       /* of the present section */
    GArray *widths;      /* of guint: the columns of the present table */
    BenchMachine *machine;
    GHashTable *figures; /* of whole checks that were measured, by line */
    gboolean failed;     /* something disagreed, or did not run */
} Bench;

/* ---- Reporting (report.c) ---- */

/* Prints text of the section, and keeps it for the page. */
void bench_say(Bench *bench, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Begins a table, whose heads stand between " | ", and adds a row of as many cells; the first
 * column has at least this width. */
void bench_head(Bench *bench, guint first_width, const char *heads);
void bench_row(Bench *bench, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Tells who waits what is measured now; nothing of it is kept. */
void bench_tell(const char *format, ...) G_GNUC_PRINTF(1, 2);

/* Says in the section what went wrong; the bench ends with status 1. */
void bench_fail(Bench *bench, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Numbers as people read them: with three digits that count, and in groups of three. Free them. */
char *bench_digits(double value);
char *bench_number(guint64 value);

/* A line with "core" for the core model, and without what every row has. Free it. */
char *bench_name(const char *line);

/* Replaces what stands in the page between the marks of a section. */
void bench_write_section(Bench *bench, const char *name);

/* ---- Processes (process.c) ---- */

typedef struct {
    int status;         /* of exit; -1 if a signal ended it or it was not started */
    gboolean timed_out; /* the time was over */
    double seconds;     /* wall-clock, from before it was started until after it ended */
    guint64 peak;       /* bytes that were resident at most */
    char *out, *err;    /* what it printed; NULL if it is no program */
} BenchProcess;

/* Runs a program in a folder (NULL: the current one); after `limit` seconds it is ended (0: never).
 */
BenchProcess bench_run(char *const *argv, const char *folder, guint limit);

/* Runs a function in a process of its own, which returns what it writes: exactly size bytes. */
typedef void (*BenchWork)(gpointer result, gpointer data);
BenchProcess bench_fork(BenchWork work, gpointer data, gpointer result, gsize size);

void bench_process_clear(BenchProcess *process);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(BenchProcess, bench_process_clear)

/* The middle of n numbers, which are sorted. */
double bench_median(double *values, guint n);

/* How often what took so long once is to be measured. */
guint bench_runs(const Bench *bench, double seconds);

/* ---- presub (measure.c) ---- */

typedef struct {
    guint64 states;
    guint64 transitions;
    guint depth;
    double seconds; /* the middle of several runs */
    guint64 peak;   /* bytes resident at most, of the first run */
} BenchFigures;

/* The world in the words of presub check. All of these fail the bench if presub does. The whole
 * process of presub check, with all properties unless the line says otherwise; measured once for
 * each line. */
BenchFigures bench_check(Bench *bench, const char *line);

/* The search alone, in a process of its own: from the call of ps_search_new until it returns. */
BenchFigures bench_search(Bench *bench, const char *line);

/* The same of two lines, whose runs take turns. */
void bench_search_both(Bench *bench, const char *const lines[2], BenchFigures figures[2]);

/* ---- SPIN (pan.c) ---- */

typedef struct {
    double seconds;   /* of the whole process; 0: it did not come to an end */
    guint64 peak;     /* bytes resident at most */
    const char *how;  /* it searched */
    const char *ends; /* why it did not come to an end */
} BenchPan;

/* The fastest search of SPIN through the same world, which must find as many states and
 * transitions. */
BenchPan bench_pan(Bench *bench, const char *line, const BenchFigures *expected);

/* ---- The machine (machine.c) ---- */

/* Measured when first asked for. It belongs to the bench. */
const BenchMachine *bench_machine(Bench *bench);

/* The processor and how many there are; bytes of memory that are free. Free the text. */
char *bench_processor(void);
guint64 bench_free_memory(void);

/* ---- The plot (plot.c) ---- */

typedef struct {
    guint in_flight;
    BenchFigures search[2]; /* with one thread and with two */
    guint64 peak;           /* of the whole check */
} BenchPoint;

/* The picture of a curve (BenchPoint) as SVG. Free it. */
char *bench_plot(const GArray *points);

/* ---- Sections ---- */

void bench_section_machine(Bench *bench);
void bench_section_spin(Bench *bench);
void bench_section_curve(Bench *bench);
void bench_section_bounds(Bench *bench);
void bench_section_threads(Bench *bench);
void bench_section_scale(Bench *bench);
void bench_section_properties(Bench *bench);
void bench_section_fallback(Bench *bench);
void bench_section_instructions(Bench *bench);

G_END_DECLS

#endif
