/* The bench: what it costs to judge properties, beside the search. */
#include "cli/files.h"
#include "tests/bench/bench.h"

#include <glib/gstdio.h>

typedef struct {
    const char *name;
    const char *line;
    guint in_flight;
} World;

/* What is judged; first the least. */
static const struct {
    const char *name;
    const char *options;
} choices[] = {
    {"no-leak", "--only no-leak"},
    {"recoverable", "--only recoverable"},
    {"no-reply-storm", "--only no-reply-storm"},
    {"all six", ""},
};

/* Writes the profile rfc6121 with an answer to an answer, as no server sends it: without a circle
 * of answers the tables say that there is no storm. FALSE if that does not go. */
static gboolean
write_circle(const char *path)
{
    static const char row[] = "\nTo=None; deliver, push\n";
    g_autofree char *source = ps_files_find_profile("rfc6121", NULL);
    g_autofree char *profile = NULL;
    if (source == NULL || !g_file_get_contents(source, &profile, NULL, NULL))
        return FALSE;
    g_auto(GStrv) parts = g_strsplit(profile, row, -1);
    g_autofree char *changed = g_strjoinv("\nTo=None; deliver, push, send unsubscribe\n", parts);
    return g_strv_length(parts) == 2 && g_file_set_contents(path, changed, -1, NULL);
}

static void
judge(Bench *bench, const World *world)
{
    BenchFigures first = {0};
    guint k = bench->quick ? 2 : world->in_flight;
    for (guint i = 0; i < G_N_ELEMENTS(choices); i++) {
        g_autofree char *line =
            g_strdup_printf("%s -k %u --threads 1 %s", world->line, k, choices[i].options);
        BenchFigures figures = bench_check(bench, line);
        if (figures.states == 0)
            return;
        first = i == 0 ? figures : first;
        g_autofree char *seconds = bench_digits(figures.seconds);
        g_autofree char *peak = bench_digits((double)figures.peak / 1048576);
        bench_row(bench, "%s -k %u | %s | %s | %.2f | %s | %.2f", world->name, k, choices[i].name,
                  seconds, figures.seconds / first.seconds, peak,
                  (double)figures.peak / (double)first.peak);
    }
}

void
bench_section_properties(Bench *bench)
{
    static const World worlds[] = {
        {"core", BENCH_CORE, 10},
        {"rfc6121", "rfc6121", 10},
        {"openfire, sensible users",
         "openfire --users sensible --actions subscribe,unsubscribe,subscribed,unsubscribed", 8},
    };
    g_autofree char *folder = g_dir_make_tmp("presub-bench-XXXXXX", NULL);
    g_autofree char *path = g_build_filename(folder != NULL ? folder : ".", "circle.profile", NULL);
    World circle = {"rfc6121 with a circle", path, 10};
    bench_head(bench, 30, "world |     properties | s | times no-leak | peak, MiB | times no-leak");
    for (guint i = 0; i < G_N_ELEMENTS(worlds); i++)
        judge(bench, &worlds[i]);
    if (folder != NULL && write_circle(path))
        judge(bench, &circle);
    else
        bench_fail(bench, "the profile with a circle of answers cannot be written");
    g_unlink(path);
    if (folder != NULL)
        g_rmdir(folder);
}
