/* The bench: which sections run. */
#include "tests/bench/bench.h"

#include <stdio.h>
#include <stdlib.h>

typedef struct {
    const char *name;
    void (*run)(Bench *bench);
    const char *title;
} Section;

static const Section sections[] = {
    {"machine", bench_section_machine, "What this machine can do"},
    {"spin", bench_section_spin, "Beside SPIN"},
    {"curve", bench_section_curve, "Cost as work grows"},
    {"bounds", bench_section_bounds, "What bounds it"},
    {"threads", bench_section_threads, "Two threads"},
    {"scale", bench_section_scale, "Large worlds"},
    {"properties", bench_section_properties, "What properties cost"},
    {"fallback", bench_section_fallback, "Bitmaps beside SPIN and beside the table of states"},
    {"instructions", bench_section_instructions, "Instructions"},
};

static const Section *
find_section(const char *name)
{
    for (guint i = 0; i < G_N_ELEMENTS(sections); i++)
        if (g_str_equal(sections[i].name, name))
            return &sections[i];
    return NULL;
}

/* The conditions under which the figures of a section are what they are. */
static void
say_conditions(Bench *bench)
{
    g_autofree char *processor = bench_processor();
    g_autoptr(GDateTime) now = g_date_time_new_now_utc();
    g_autofree char *day = g_date_time_format(now, "%-d %B %Y");
    bench_say(bench, "\n%s, presub %s, %s.\n", processor, PS_VERSION, day);
}

static void
run_section(Bench *bench, const Section *section)
{
    printf("\n## %s\n\n", section->title);
    fflush(stdout);
    g_string_truncate(bench->text, 0);
    section->run(bench);
    say_conditions(bench);
    if (bench->write != NULL)
        bench_write_section(bench, section->name);
}

/* Reads "16G": bytes. */
static gboolean
read_bytes(const char *text, guint64 *bytes)
{
    char *end = NULL;
    *bytes = g_ascii_strtoull(text, &end, 10);
    if (*end == 'G' || *end == 'M')
        *bytes <<= *end++ == 'G' ? 30 : 20;
    return end > text && *end == '\0' && *bytes >> 20 > 0;
}

static gboolean
check_sections(char *const *wanted)
{
    for (guint i = 0; wanted != NULL && wanted[i] != NULL; i++)
        if (find_section(wanted[i]) == NULL) {
            fprintf(stderr, "bench: there is no section “%s”; there are:", wanted[i]);
            for (guint j = 0; j < G_N_ELEMENTS(sections); j++)
                fprintf(stderr, " %s", sections[j].name);
            fprintf(stderr, "\n");
            return FALSE;
        }
    return TRUE;
}

/* What the command line says. */
typedef struct {
    gboolean quick;
    int spin_seconds;
    char *spin_memory;
    char *write;
    char **sections; /* NULL: all */
} Arguments;

static void
arguments_clear(Arguments *arguments)
{
    g_free(arguments->spin_memory);
    g_free(arguments->write);
    g_strfreev(arguments->sections);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Arguments, arguments_clear)

/* FALSE, and one line is printed, if something is wrong. */
static gboolean
parse(int argc, char **argv, Arguments *arguments, guint64 *spin_memory)
{
    const GOptionEntry entries[] = {
        {"quick", 0, 0, G_OPTION_ARG_NONE, &arguments->quick, "Smallest worlds, each once", NULL},
        {"write", 0, 0, G_OPTION_ARG_FILENAME, &arguments->write,
         "Write what was measured into DIR/performance.md and DIR/performance.svg", "DIR"},
        {"spin-seconds", 0, 0, G_OPTION_ARG_INT, &arguments->spin_seconds,
         "End a run of SPIN after N seconds (default 600)", "N"},
        {"spin-memory", 0, 0, G_OPTION_ARG_STRING, &arguments->spin_memory,
         "End a run of SPIN that takes more, as in 512M or 16G (default 16G)", "BYTES"},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->sections, NULL,
         "[SECTION...]"},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) error = NULL;
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        fprintf(stderr, "bench: %s\n", error->message);
        return FALSE;
    }
    if (arguments->spin_memory == NULL) /* a preset one would be lost */
        arguments->spin_memory = g_strdup("16G");
    if (arguments->spin_seconds < 1 || !read_bytes(arguments->spin_memory, spin_memory)) {
        fprintf(stderr,
                "bench: expected at least a second and a megabyte for SPIN, found %d and "
                "“%s”\n",
                arguments->spin_seconds, arguments->spin_memory);
        return FALSE;
    }
    return check_sections(arguments->sections);
}

static void
run_sections(Bench *bench, char *const *wanted)
{
    for (guint i = 0; i < G_N_ELEMENTS(sections); i++)
        if (wanted == NULL || g_strv_contains((const char *const *)wanted, sections[i].name))
            run_section(bench, &sections[i]);
}

int
main(int argc, char **argv)
{
    g_auto(Arguments) arguments = {.spin_seconds = 600};
    guint64 spin_memory = 0;
    if (!parse(argc, argv, &arguments, &spin_memory))
        return 2;
    const char *program = g_getenv("PRESUB");
    Bench bench = {
        .quick = arguments.quick,
        .write = arguments.write,
        .spin_seconds = (guint)arguments.spin_seconds,
        .spin_memory = spin_memory,
        .presub = g_canonicalize_filename(program != NULL ? program : "build/presub", NULL),
        .text = g_string_new(NULL),
        .widths = g_array_new(FALSE, FALSE, sizeof(guint)),
        .figures = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, g_free),
    };
    run_sections(&bench, arguments.sections);
    g_hash_table_unref(bench.figures);
    g_array_unref(bench.widths);
    g_string_free(bench.text, TRUE);
    g_free(bench.machine);
    g_free(bench.presub);
    return bench.failed ? EXIT_FAILURE : EXIT_SUCCESS;
}
