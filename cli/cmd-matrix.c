/* presub matrix: every server with every other one. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/output.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/servers.h"

#include <string.h>

static const char notes[] =
    "Every ordered pair of the profiles is checked: romeo's server is the one, juliet's the "
    "other.\n"
    "Without any, the profiles are all that presub profile list has. An option that is given to\n"
    "--set is switched in every profile that has it; limits are those of each pair.\n"
    "\n"
    "FILE ends in .txt, .json, .csv, .svg, .html or .xml (JUnit), which says the format unless\n"
    "--format does.\n"
    "\n"
    "Examples:\n"
    "  presub matrix\n"
    "  presub matrix rfc6121 openfire prosody --users sensible\n"
    "  presub matrix --sequential -o matrix.html\n"
    "\n"
    "Exit status: 0 all hold in all pairs, 1 a property is violated in some pair, 2 bad usage or\n"
    "input, 3 not finished (also if a property was found to be violated before).";

typedef enum { FORMAT_TEXT, FORMAT_JSON, FORMAT_CSV, FORMAT_SVG, FORMAT_HTML, FORMAT_JUNIT } Format;

static const char *const formats[] = {"text", "json", "csv", "svg", "html", "junit", NULL};

/* The format that is asked for, or that the name of the file asks for. */
static gboolean
choose_format(const char *format, const char *output, guint *chosen)
{
    static const char *const suffixes[] = {".txt", ".json", ".csv", ".svg", ".html", ".xml"};
    *chosen = FORMAT_TEXT;
    if (format != NULL || ps_output_is_standard(output))
        return ps_command_choose("matrix", "--format", format, formats, chosen);
    for (guint i = 0; i < G_N_ELEMENTS(suffixes); i++)
        if (g_str_has_suffix(output, suffixes[i])) {
            *chosen = i;
            return TRUE;
        }
    ps_command_fail("matrix",
                    "-o: expected a file that ends in .txt, .json, .csv, .svg, .html or .xml, or "
                    "--format; found “%s”",
                    output);
    return FALSE;
}

static char *
print(const PsServers *servers, Format format, gboolean to_terminal)
{
    PsStyle style = to_terminal ? ps_terminal_style() : (PsStyle){.colour = FALSE};
    switch (format) {
    case FORMAT_JSON:
        return ps_servers_json(servers);
    case FORMAT_CSV:
        return ps_servers_csv(servers);
    case FORMAT_SVG:
        return ps_servers_svg(servers);
    case FORMAT_HTML:
        return ps_servers_html(servers);
    case FORMAT_JUNIT:
        return ps_servers_junit(servers);
    default:
        return ps_servers_text(servers, &style);
    }
}

/* A setup for each pair of the profiles; NULL, and one line is printed, if something is wrong. */
static GPtrArray *
make_setups(PsArguments *given, char *const *names)
{
    g_autoptr(GPtrArray) setups = ps_setups_new();
    for (guint a = 0; names[a] != NULL; a++)
        for (guint b = 0; names[b] != NULL; b++) {
            char *pair[] = {NULL, names[a], names[b]};
            PsSetup *setup = ps_setup_new("matrix", given, G_N_ELEMENTS(pair), pair);
            if (setup == NULL)
                return NULL;
            g_ptr_array_add(setups, setup);
            given->noted = TRUE;
        }
    return ps_setup_all_set("matrix", given, setups) ? g_steal_pointer(&setups) : NULL;
}

/* The command that checks each pair alone; NULL-terminated. */
static char **
list_commands(const PsArguments *given, const GPtrArray *setups)
{
    char **commands = g_new0(char *, setups->len + 1);
    for (guint i = 0; i < setups->len; i++)
        commands[i] = ps_setup_check_line(given, g_ptr_array_index(setups, i));
    return commands;
}

static PsExit
report(PsArguments *given, char *const *names, Format format, const char *output)
{
    GError *error = NULL;
    g_autoptr(GPtrArray) setups =
        ps_setup_expect("matrix", given, names) ? make_setups(given, names) : NULL;
    if (setups == NULL)
        return PS_EXIT_USAGE;
    g_autoptr(PsSurvey) made = ps_setups_survey(setups);
    g_auto(GStrv) commands = list_commands(given, setups);
    PsServers servers = {(const char *const *)names, made, (const char *const *)given->settings,
                         (const char *const *)commands};
    gboolean to_terminal = ps_output_is_standard(output);
    g_autofree char *text = print(&servers, format, to_terminal);
    if (!ps_files_write(output, text, strlen(text), &error))
        return ps_command_fail_error("matrix", error);
    if (ps_survey_n_unfinished(made) > 0)
        return PS_EXIT_UNFINISHED;
    return ps_survey_n_violated(made) > 0 ? PS_EXIT_VIOLATED : PS_EXIT_HOLDS;
}

PsExit
ps_command_matrix(int argc, char **argv)
{
    g_auto(PsArguments) given = {.many = TRUE};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *search = ps_setup_search_entries(&given);
    g_autofree GOptionEntry *properties = ps_setup_property_entries(&given);
    g_autofree char *format = NULL;
    g_autofree char *output = NULL;
    guint chosen = 0;
    const GOptionEntry own[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, "How to report (default text)",
         "text|json|csv|svg|html|junit"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Where to write it", "FILE"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, world, search, properties, NULL};
    if (!ps_command_parse(&argc, &argv, entries, "[PROFILE ...]",
                          "Checks every server with every other one.", notes) ||
        !choose_format(format, output, &chosen))
        return PS_EXIT_USAGE;
    g_auto(GStrv) names = argc > 1 ? g_strdupv(argv + 1) : ps_files_list_profiles();
    if (names[0] == NULL)
        return ps_command_fail("matrix", "expected profiles: none are installed");
    return report(&given, names, (Format)chosen, output);
}
