/* presub export: the same world for another checker. */
#include "cli/command.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/aut.h"

static const char notes[] =
    "Formats:\n"
    "  aut      the state graph, for CADP, mCRL2 and LTSmin (Aldebaran)\n"
    "\n"
    "Examples:\n"
    "  presub export aut rfc6121 -o rfc6121.aut\n"
    "\n"
    "Exit status: 0 written, 2 bad usage or input, 3 a limit was reached: then nothing is written.";

/* Searches all of the world; NULL, and a word about it, if a limit or Ctrl-C ends that. */
static PsSearch *
search_all(PsSetup *setup, PsTerminal *terminal)
{
    ps_terminal_start(terminal);
    setup->limits.progress = ps_terminal_progress;
    setup->limits.progress_data = terminal;
    g_autoptr(PsSearch) search = ps_search_new(setup->world, &setup->limits);
    if (ps_search_stopped(search) == NULL)
        return g_steal_pointer(&search);
    ps_terminal_end(terminal);
    ps_command_note("export", "nothing is written: %s ended the search", ps_search_stopped(search));
    return NULL;
}

static PsExit
export_aut(PsSetup *setup, const char *path)
{
    GError *error = NULL;
    PsTerminal terminal;
    g_autoptr(PsOutput) output = ps_output_new(path, &error);
    if (output == NULL)
        return ps_command_fail_error("export", error);
    g_autoptr(PsSearch) search = search_all(setup, &terminal);
    if (search == NULL)
        return PS_EXIT_UNFINISHED;
    gboolean written = ps_aut_write(search, ps_output_stream(output));
    ps_terminal_end(&terminal);
    if (!written)
        return PS_EXIT_UNFINISHED;
    return ps_output_commit(output, &error) ? PS_EXIT_HOLDS
                                            : ps_command_fail_error("export", error);
}

typedef struct {
    const char *name;
    PsExit (*run)(PsSetup *setup, const char *path);
} Format;

static const Format formats[] = {
    {"aut", export_aut},
};

/* The format called name; NULL, and a line about it, if there is none. */
static const Format *
find_format(const char *name)
{
    const char *names[G_N_ELEMENTS(formats) + 1] = {NULL};
    guint index = 0;
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        names[i] = formats[i].name;
    return ps_command_choose("export", "format", name, names, &index) ? &formats[index] : NULL;
}

PsExit
ps_command_export(int argc, char **argv)
{
    g_auto(PsArguments) given = {0};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *search = ps_setup_search_entries(&given);
    g_autofree GOptionEntry *properties = ps_setup_property_entries(&given);
    g_autofree char *path = NULL;
    const GOptionEntry own[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, "Where to write it", "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, world, search, properties, NULL};
    if (!ps_command_parse(&argc, &argv, entries, "FORMAT PROFILE [PROFILE]",
                          "Writes the same world for another checker, with the same properties.",
                          notes))
        return PS_EXIT_USAGE;
    if (argc < 2)
        return ps_command_fail("export", "expected a format and one profile or two, found nothing; "
                                         "see presub export --help");
    const Format *format = find_format(argv[1]);
    if (format == NULL)
        return PS_EXIT_USAGE;
    g_autoptr(PsSetup) setup = ps_setup_new("export", &given, argc - 1, argv + 1);
    return setup != NULL ? format->run(setup, path) : PS_EXIT_USAGE;
}
