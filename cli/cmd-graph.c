/* presub graph: draw what can happen. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/layout.h"
#include "viz/matrix.h"
#include "viz/views.h"

#include <string.h>

static const char notes[] =
    "Views:\n"
    "  states   one node a state, one edge a transition\n"
    "  entries  one node a pair of entries, edges merged\n"
    "  server   one server's automaton, from its tables\n"
    "  matrix   romeo's entries by juliet's: which meet, which agree, which violate what (SVG)\n"
    "\n"
    "FILE ends in .dot, .svg, .png or .pdf; without it, DOT (of matrix: SVG) goes to standard\n"
    "output. Graphviz lays out .svg, .png and .pdf in a process of its own, with a time limit.\n"
    "\n"
    "Exit status: 0 drawn, 2 bad usage or input, or too large to be laid out, 3 not finished: a\n"
    "limit ended the search, or the layout. An interruption leaves nothing behind.";

typedef enum { VIEW_STATES, VIEW_ENTRIES, VIEW_SERVER, VIEW_MATRIX } View;

static const char *const views[] = {"states", "entries", "server", "matrix", NULL};

/* What the user wants drawn, and where to. */
typedef struct {
    char *view_name;
    char *output;
    char *highlight;
    char *timeout;
    gboolean force;
    View view;
    const char *format; /* dot, svg, png or pdf */
    guint64 seconds;
} Drawing;

/* The format that the name of a file asks for; NULL if it asks for none that there is. */
static const char *
format_of(const char *output, View view)
{
    static const char *const formats[] = {"dot", "svg", "png", "pdf"};
    if (output == NULL || g_str_equal(output, "-"))
        return view == VIEW_MATRIX ? "svg" : "dot";
    const char *dot = strrchr(output, '.');
    if (dot != NULL && g_str_equal(dot, ".gv"))
        return "dot";
    for (guint i = 0; dot != NULL && i < G_N_ELEMENTS(formats); i++)
        if (g_str_equal(dot + 1, formats[i]))
            return formats[i];
    return NULL;
}

/* Makes sense of the options of a drawing. */
static gboolean
read_drawing(Drawing *drawing, GError **error)
{
    guint view = VIEW_STATES;
    if (!ps_command_choose("graph", "--view", drawing->view_name, views, &view))
        return FALSE;
    drawing->view = (View)view;
    drawing->format = format_of(drawing->output, drawing->view);
    drawing->seconds = 30;
    if (drawing->timeout != NULL &&
        !ps_setup_number("--timeout", drawing->timeout, 1, 86400, &drawing->seconds, error))
        return FALSE;
    if (drawing->format == NULL)
        ps_command_fail("graph",
                        "-o: expected a file that ends in .dot, .svg, .png or .pdf, found “%s”",
                        drawing->output);
    else if (view == VIEW_MATRIX && !g_str_equal(drawing->format, "svg"))
        ps_command_fail("graph",
                        "-o: expected a file that ends in .svg, as a matrix is one; found “%s”",
                        drawing->output);
    else if (drawing->highlight != NULL && (view == VIEW_SERVER || view == VIEW_MATRIX))
        ps_command_fail("graph", "--highlight: expected --view states or entries, found %s",
                        views[view]);
    else
        return TRUE;
    return FALSE;
}

/* FALSE if what is to be marked is no property. */
static gboolean
check_highlight(const Drawing *drawing, const PsSetup *setup)
{
    GError *error = NULL;
    if (drawing->highlight == NULL ||
        ps_properties_expect(setup->properties, drawing->highlight, &error) != NULL)
        return TRUE;
    g_prefix_error(&error, "--highlight: ");
    ps_command_fail_error("graph", error);
    return FALSE;
}

/* The counterexample or witness to mark; NULL, and a word about it, if there is none. */
static const PsVerdict *
find_highlight(const PsVerdicts *verdicts, const char *name)
{
    const PsVerdict *verdict = name != NULL ? ps_verdicts_find(verdicts, name) : NULL;
    if (name != NULL && (verdict == NULL || verdict->path == NULL)) {
        ps_command_note("graph", "nothing to highlight: %s %s", name,
                        verdict != NULL ? ps_outcome_name(verdict->outcome)
                                        : "needs --availability");
        return NULL;
    }
    return verdict;
}

/* Writes a graph as DOT, or has it laid out. */
static PsExit
write_graph(PsGraph *graph, const Drawing *drawing)
{
    GError *error = NULL;
    gboolean lays_out = !g_str_equal(drawing->format, "dot");
    if (lays_out && !drawing->force && !ps_layout_fits(graph, &error))
        return ps_command_fail_error("graph", error);
    g_autofree char *dot = ps_graph_to_dot(graph);
    g_autoptr(GBytes) bytes = lays_out
                                  ? ps_layout(dot, drawing->format, (guint)drawing->seconds, &error)
                                  : g_bytes_new(dot, strlen(dot));
    if (bytes == NULL) {
        gboolean late = g_error_matches(error, PS_LAYOUT_ERROR, PS_LAYOUT_ERROR_TIMEOUT);
        ps_command_fail_error("graph", error);
        return late ? PS_EXIT_UNFINISHED : PS_EXIT_USAGE;
    }
    gsize length = 0;
    const char *data = g_bytes_get_data(bytes, &length);
    if (!ps_files_write(drawing->output, data, length, &error))
        return ps_command_fail_error("graph", error);
    return PS_EXIT_HOLDS;
}

static PsExit
write_matrix(const PsVerdicts *verdicts, const Drawing *drawing)
{
    GError *error = NULL;
    g_autofree char *svg = ps_matrix_svg(verdicts);
    if (!ps_files_write(drawing->output, svg, strlen(svg), &error))
        return ps_command_fail_error("graph", error);
    return PS_EXIT_HOLDS;
}

/* Draws a view for which everything must be explored first. */
static PsExit
draw_search(PsSetup *setup, const Drawing *drawing)
{
    PsTerminal terminal;
    ps_terminal_start(&terminal);
    setup->limits.progress = ps_terminal_progress;
    setup->limits.progress_data = &terminal;
    g_autoptr(PsSearch) search = ps_search_new(setup->world, &setup->limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setup->properties);
    ps_terminal_end(&terminal);
    if (ps_terminal_interrupted()) {
        ps_command_note("graph", "interrupted: nothing is drawn");
        return PS_EXIT_UNFINISHED;
    }
    PsExit status = PS_EXIT_USAGE;
    GError *error = NULL;
    if (drawing->view == VIEW_MATRIX) {
        status = write_matrix(verdicts, drawing);
    } else if (drawing->view == VIEW_STATES && !g_str_equal(drawing->format, "dot") &&
               !drawing->force &&
               !ps_layout_would_fit(ps_search_states(search), ps_search_transitions(search),
                                    &error)) {
        return ps_command_fail_error("graph", error); /* before it takes time and memory */
    } else {
        const PsVerdict *highlight = find_highlight(verdicts, drawing->highlight);
        g_autoptr(PsGraph) graph = drawing->view == VIEW_STATES
                                       ? ps_view_states(verdicts, highlight)
                                       : ps_view_entries(verdicts, highlight);
        status = write_graph(graph, drawing);
    }
    if (status != PS_EXIT_HOLDS || ps_verdicts_complete(verdicts))
        return status;
    ps_command_note("graph", "the drawing is not complete: %s ended the search",
                    ps_verdicts_stopped(verdicts));
    return PS_EXIT_UNFINISHED;
}

static PsExit
draw_server(const PsSetup *setup, const Drawing *drawing)
{
    if (!g_str_equal(setup->arguments[0], setup->arguments[1]))
        return ps_command_fail("graph", "--view server: expected one profile, found two");
    g_autoptr(PsGraph) graph = ps_view_server(setup->profiles[0]);
    return write_graph(graph, drawing);
}

static PsExit
draw(Drawing *drawing, PsArguments *given, int argc, char **argv)
{
    GError *error = NULL;
    if (!read_drawing(drawing, &error))
        return error != NULL ? ps_command_fail_error("graph", error) : PS_EXIT_USAGE;
    g_autoptr(PsSetup) setup = ps_setup_new("graph", given, argc, argv);
    if (setup == NULL || !check_highlight(drawing, setup))
        return PS_EXIT_USAGE;
    if (drawing->view == VIEW_SERVER)
        return draw_server(setup, drawing);
    return ps_setup_can_be_drawn("graph", setup) ? draw_search(setup, drawing) : PS_EXIT_USAGE;
}

PsExit
ps_command_graph(int argc, char **argv)
{
    Drawing drawing = {0};
    g_auto(PsArguments) given = {0};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *search = ps_setup_search_entries(&given);
    g_autofree GOptionEntry *properties = ps_setup_property_entries(&given);
    const GOptionEntry own[] = {
        {"view", 0, 0, G_OPTION_ARG_STRING, &drawing.view_name, "What to draw (default states)",
         "states|entries|server|matrix"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &drawing.output, "Where to draw it", "FILE"},
        {"highlight", 0, 0, G_OPTION_ARG_STRING, &drawing.highlight,
         "Mark the counterexample or the witness of a property", "PROPERTY"},
        {"force", 0, 0, G_OPTION_ARG_NONE, &drawing.force, "Lay out a graph of any size", NULL},
        {"timeout", 0, 0, G_OPTION_ARG_STRING, &drawing.timeout,
         "Seconds that the layout may take (default 30)", "N"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, world, search, properties, NULL};
    PsExit status = PS_EXIT_USAGE;
    if (ps_command_parse(&argc, &argv, entries, "PROFILE [PROFILE]", "Draws what can happen.",
                         notes))
        status = draw(&drawing, &given, argc, argv);
    g_free(drawing.view_name);
    g_free(drawing.output);
    g_free(drawing.highlight);
    g_free(drawing.timeout);
    return status;
}
