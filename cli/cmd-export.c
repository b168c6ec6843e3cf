/* presub export: the same world for another checker. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "model/trace.h"
#include "viz/export.h"
#include "viz/stream.h"

#include <string.h>

static const char notes[] =
    "Formats:\n"
    "  promela  a model for SPIN\n"
    "  tla      a module for TLC; with -o NAME.tla also NAME.cfg, which says what TLC checks\n"
    "  aut      the state graph, for CADP, mCRL2 and LTSmin (Aldebaran)\n"
    "\n"
    "A model says at its top how it is run and what comes out, for which the world is searched\n"
    "first. With --no-search it does not say what comes out.\n"
    "\n"
    "Examples:\n"
    "  presub export promela rfc6121 openfire --in-flight 2 -o model.pml\n"
    "  presub export aut rfc6121 -o rfc6121.aut\n"
    "\n"
    "Exit status: 0 written, 2 bad usage or input, 3 a limit was reached: then nothing is written.";

/* What is to be written. */
typedef struct {
    PsSetup *setup;
    const char *command; /* as it was given */
    char *path;          /* NULL: standard output */
    gboolean no_search;
} Export;

/* Says what ended it. */
static PsExit
unfinished(const char *why)
{
    ps_command_note("export", "nothing is written: %s ended it", why);
    return PS_EXIT_UNFINISHED;
}

/* Searches all of the world; NULL, and a word about it, if a limit or Ctrl-C ends that. */
static PsSearch *
search_all(const Export *export, PsTerminal *terminal)
{
    PsLimits *limits = &export->setup->limits;
    ps_terminal_watch(terminal, limits);
    g_autoptr(PsSearch) search = ps_search_new(export->setup->world, limits);
    if (ps_search_stopped(search) == NULL)
        return g_steal_pointer(&search);
    ps_terminal_end(terminal);
    unfinished(ps_search_stopped(search));
    return NULL;
}

/* FALSE, and a line about it, if options were given that the format does not heed. */
static gboolean
check_options(const PsArguments *given, const char *format, gboolean no_search)
{
    const char *of_search = ps_setup_given(given, PS_GIVEN_SEARCH);
    const char *property = ps_setup_given(given, PS_GIVEN_PROPERTIES);
    if (no_search && g_str_equal(format, "aut"))
        ps_command_fail("export", "--no-search: there is no state graph without a search");
    else if (no_search && of_search != NULL)
        ps_command_fail("export", "%s: expected a search, found --no-search", of_search);
    else if (property != NULL && g_str_equal(format, "aut"))
        ps_command_fail("export", "%s: expected promela or tla, found aut, which has no properties",
                        property);
    else
        return TRUE;
    return FALSE;
}

/* ---- The state graph ---- */

static PsExit
export_aut(const Export *export)
{
    GError *error = NULL;
    PsTerminal terminal;
    g_autoptr(PsOutput) output = ps_output_new(export->path, &error);
    if (output == NULL)
        return ps_command_fail_error("export", error);
    g_autoptr(PsSearch) search = search_all(export, &terminal);
    if (search == NULL)
        return PS_EXIT_UNFINISHED;
    PsStates states = {.search = search};
    gboolean written = ps_stream(&states, &ps_stream_aut, ps_output_stream(output), NULL);
    ps_terminal_end(&terminal);
    if (!written)
        return unfinished("an interruption");
    return ps_output_commit(output, &error) ? PS_EXIT_HOLDS
                                            : ps_command_fail_error("export", error);
}

/* ---- Models ---- */

typedef PsExit (*WriteModel)(const Export *export, const PsExport *model);

/* Has the model written, with what comes out of it unless nobody wants that. */
static PsExit
export_model(const Export *export, const char *file, WriteModel write)
{
    PsTerminal terminal;
    g_autofree char *name =
        !ps_output_is_standard(export->path) ? g_path_get_basename(export->path) : g_strdup(file);
    PsExport model = {.world = export->setup->world,
                      .properties = export->setup->properties,
                      .command = export->command,
                      .file = name};
    if (export->no_search)
        return write(export, &model);
    g_autoptr(PsSearch) search = search_all(export, &terminal);
    if (search == NULL)
        return PS_EXIT_UNFINISHED;
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, export->setup->properties);
    ps_terminal_end(&terminal);
    if (!ps_verdicts_complete(verdicts))
        return unfinished(ps_verdicts_stopped(verdicts));
    model.verdicts = verdicts;
    return write(export, &model);
}

static PsExit
write_text(const char *path, const char *text)
{
    GError *error = NULL;
    return ps_files_write(path, text, strlen(text), &error)
               ? PS_EXIT_HOLDS
               : ps_command_fail_error("export", error);
}

static PsExit
write_promela(const Export *export, const PsExport *model)
{
    g_autofree char *text = ps_export_promela(model);
    return write_text(export->path, text);
}

static PsExit
export_promela(const Export *export)
{
    return export_model(export, "model.pml", write_promela);
}

/* What the module is called whose file has this name; NULL, and a line about it, if that can be no
 * module. Free it. */
static char *
module_name(const char *file)
{
    gsize length = strspn(file, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "_");
    if (g_ascii_isalpha(file[0]) && g_str_equal(file + length, ".tla"))
        return g_strndup(file, length);
    ps_command_fail("export",
                    "-o: expected the name of a module, letters and digits, and .tla; found “%s”",
                    file);
    return NULL;
}

/* Writes a module and its configuration: both or none, as far as it can be known before. */
static gboolean
write_both(const char *path, const char *module, const char *configuration, GError **error)
{
    g_autofree char *stem = g_strndup(path, strlen(path) - strlen(".tla"));
    g_autofree char *other = g_strconcat(stem, ".cfg", NULL);
    g_autoptr(PsOutput) first = ps_output_new(path, error);
    g_autoptr(PsOutput) second = first != NULL ? ps_output_new(other, error) : NULL;
    if (second == NULL)
        return FALSE;
    fputs(module, ps_output_stream(first));
    fputs(configuration, ps_output_stream(second));
    return ps_output_commit(second, error) && ps_output_commit(first, error);
}

static PsExit
write_tla(const Export *export, const PsExport *model)
{
    GError *error = NULL;
    g_autofree char *name = module_name(model->file);
    if (name == NULL)
        return PS_EXIT_USAGE;
    g_autofree char *module = ps_export_tla(model, name);
    g_autofree char *configuration = ps_export_tla_configuration(model, name);
    if (!!ps_output_is_standard(export->path))
        return write_text(export->path, module);
    return write_both(export->path, module, configuration, &error)
               ? PS_EXIT_HOLDS
               : ps_command_fail_error("export", error);
}

static PsExit
export_tla(const Export *export)
{
    return export_model(export, "presub.tla", write_tla);
}

/* ---- The command ---- */

typedef struct {
    const char *name;
    PsExit (*run)(const Export *export);
} Format;

static const Format formats[] = {
    {"promela", export_promela},
    {"tla", export_tla},
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

/* The command as one could type it again. Free it. */
static char *
command_line(int argc, char **argv)
{
    GString *line = g_string_new("presub");
    for (int i = 0; i < argc; i++) {
        g_autofree char *word = ps_trace_quote(argv[i]);
        g_string_append_printf(line, " %s", word);
    }
    return g_string_free(line, FALSE);
}

PsExit
ps_command_export(int argc, char **argv)
{
    g_autofree char *command = command_line(argc, argv);
    g_auto(PsArguments) given = {0};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *search = ps_setup_search_entries(&given);
    g_autofree GOptionEntry *properties = ps_setup_property_entries(&given);
    g_autofree char *path = NULL;
    gboolean no_search = FALSE;
    const GOptionEntry own[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &path, "Where to write it", "FILE"},
        {"no-search", 0, 0, G_OPTION_ARG_NONE, &no_search, "Do not find out what comes out", NULL},
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
    if (format == NULL || !check_options(&given, format->name, no_search))
        return PS_EXIT_USAGE;
    g_autoptr(PsSetup) setup = ps_setup_new("export", &given, argc - 1, argv + 1);
    Export export = {setup, command, path, no_search};
    return setup != NULL ? format->run(&export) : PS_EXIT_USAGE;
}
