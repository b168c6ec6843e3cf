/* The terminal: colour, progress, and Ctrl-C. */
#include "cli/terminal.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static volatile sig_atomic_t interrupted;

static const int signals[] = {SIGINT, SIGTERM, SIGHUP};

PsStyle
ps_terminal_style(void)
{
    const char *no_color = g_getenv("NO_COLOR");
    const char *term = g_getenv("TERM");
    gboolean wanted = (no_color == NULL || no_color[0] == '\0') && g_strcmp0(term, "dumb") != 0;
    return (PsStyle){.colour = wanted && isatty(STDOUT_FILENO)};
}

/* The first Ctrl-C, request to terminate, or end of the terminal ends the run in order, the second
 * one at once. */
static void
on_interrupt(int number)
{
    (void)number;
    interrupted = 1;
}

/* TRUE for the end of a terminal that nohup wants to outlive. */
static gboolean
is_ignored(int number)
{
    struct sigaction action;
    return number == SIGHUP && sigaction(number, NULL, &action) == 0 &&
           action.sa_handler == SIG_IGN;
}

void
ps_terminal_start_quietly(PsTerminal *terminal)
{
    *terminal = (PsTerminal){.start = g_get_monotonic_time(), .on_terminal = isatty(STDERR_FILENO)};
}

void
ps_terminal_start(PsTerminal *terminal)
{
    struct sigaction action = {.sa_handler = on_interrupt, .sa_flags = (int)SA_RESETHAND};
    ps_terminal_start_quietly(terminal);
    interrupted = 0;
    for (guint i = 0; i < G_N_ELEMENTS(signals); i++)
        if (!is_ignored(signals[i]))
            sigaction(signals[i], &action, NULL);
    terminal->watches = TRUE;
}

void
ps_terminal_watch(PsTerminal *terminal, PsLimits *limits)
{
    ps_terminal_start(terminal);
    limits->progress = ps_terminal_progress;
    limits->progress_data = terminal;
}

void
ps_terminal_clear(PsTerminal *terminal)
{
    if (terminal->shown)
        fputs("\r\033[K", stderr);
    terminal->shown = FALSE;
}

void
ps_terminal_end(PsTerminal *terminal)
{
    ps_terminal_clear(terminal);
    for (guint i = 0; terminal->watches && i < G_N_ELEMENTS(signals); i++)
        if (!is_ignored(signals[i]))
            signal(signals[i], SIG_DFL);
    terminal->watches = FALSE;
}

/* Prints a line if it is time for one. */
static void
print(PsTerminal *terminal, const char *line, double seconds)
{
    fprintf(stderr, terminal->on_terminal ? "\r%s\033[K" : "%s\n", line);
    terminal->shown = terminal->on_terminal;
    terminal->last = seconds;
}

static gboolean
is_due(const PsTerminal *terminal, double seconds)
{
    double interval = terminal->last == 0 ? 1.0 : terminal->on_terminal ? 0.5 : 5.0;
    return seconds - terminal->last >= interval;
}

/* Since the run began, of which a search is a part. */
static double
seconds_of(const PsTerminal *terminal)
{
    return (double)(g_get_monotonic_time() - terminal->start) / G_USEC_PER_SEC;
}

char *
ps_terminal_quantity(double number)
{
    static const char *const names[] = {"million", "billion", "trillion"};
    if (number < 1e6)
        return g_strdup_printf("%.0f", number);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        number /= i == 0 ? 1e6 : 1e3;
        if (number < 1e3)
            return g_strdup_printf("%.3g %s", number, names[i]);
    }
    g_autofree char *trillions = ps_terminal_quantity(number);
    return g_strdup_printf("%s trillion", trillions);
}

char *
ps_terminal_memory(double bytes)
{
    static const char *const units[] = {"KiB", "MiB", "GiB", "TiB"};
    guint i = 0;
    for (bytes /= 1024; bytes >= 1e5 && i + 1 < G_N_ELEMENTS(units); i++)
        bytes /= 1024;
    g_autofree char *number = ps_terminal_quantity(bytes);
    return g_strdup_printf("%s %s", number, units[i]);
}

/* " of about 9.48 million", of the states that are searched for; or nothing. Free it. */
static char *
how_far(const PsTerminal *terminal, const PsProgress *progress)
{
    const PsEstimate *estimate = &terminal->estimate;
    gboolean about = estimate->about > (double)progress->states; /* or it was too low */
    double end = about ? estimate->about : estimate->most;
    if (end == 0 || !g_str_equal(progress->phase, "searching"))
        return g_strdup("");
    g_autofree char *states = ps_terminal_quantity(end);
    return g_strdup_printf(" of %s %s", about ? "about" : "at most", states);
}

/* ", 1.23 million states/s", or nothing of a search that found none itself. Free it. */
static char *
how_fast(const PsProgress *progress)
{
    double found = (double)(progress->states - progress->before);
    if (found == 0)
        return g_strdup("");
    return g_strdup_printf(", %.2f million states/s", found / MAX(progress->seconds, 1e-6) / 1e6);
}

gboolean
ps_terminal_progress(const PsProgress *progress, gpointer data)
{
    PsTerminal *terminal = data;
    double seconds = seconds_of(terminal);
    if (interrupted || !is_due(terminal, seconds))
        return !interrupted;
    g_autofree char *of = how_far(terminal, progress);
    g_autofree char *speed = how_fast(progress);
    g_autofree char *line =
        g_strdup_printf("%s: %" G_GUINT64_FORMAT "%s states, %" G_GUINT64_FORMAT
                        " transitions, depth %u, frontier %" G_GUINT64_FORMAT
                        "%s, %" G_GUINT64_FORMAT " MiB, %.0f s",
                        progress->phase, progress->states, of, progress->transitions,
                        progress->depth, progress->frontier, speed, progress->bytes >> 20, seconds);
    print(terminal, line, seconds);
    return !interrupted;
}

gboolean
ps_terminal_interrupted(void)
{
    return interrupted != 0;
}

gboolean
ps_terminal_count(guint done, guint n, gpointer data)
{
    PsTerminal *terminal = data;
    double seconds = seconds_of(terminal);
    if (is_due(terminal, seconds)) {
        g_autofree char *line = g_strdup_printf("%u of %u done, %.0f s", done, n, seconds);
        print(terminal, line, seconds);
    }
    return !interrupted;
}
