/* Drawings. */
#include "cli/drawing.h"

#include "cli/files.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "viz/graph-text.h"
#include "viz/layout.h"
#include "viz/picture.h"
#include "viz/text.h"

#include <string.h>

/* As far as anybody looks. */
#define MAX_RADIUS 100

static const char *const views[] = {"states", "entries", "settled", "trace",
                                    "near",   "server",  "matrix",  NULL};

void
ps_drawing_clear(PsDrawing *drawing)
{
    char *const strings[] = {drawing->view_name,  drawing->format_name, drawing->output,
                             drawing->highlight,  drawing->near,        drawing->radius_text,
                             drawing->trace_file, drawing->timeout};
    for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
        g_free(strings[i]);
    ps_trace_free(drawing->trace);
}

GOptionEntry *
ps_drawing_entries(PsDrawing *drawing)
{
    const GOptionEntry entries[] = {
        {"view", 0, 0, G_OPTION_ARG_STRING, &drawing->view_name, "What to draw (default states)",
         "states|entries|settled|trace|near|server|matrix"},
        {"format", 0, 0, G_OPTION_ARG_STRING, &drawing->format_name,
         "How to write it, whatever the file is called", "dot|svg|png|pdf|text|graphml|json|aut"},
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &drawing->output, "Where to draw it", "FILE"},
        {"highlight", 0, 0, G_OPTION_ARG_STRING, &drawing->highlight,
         "Mark the counterexample or the witness of a property", "PROPERTY"},
        {"near", 0, 0, G_OPTION_ARG_FILENAME /* any bytes */, &drawing->near,
         "What the state is like that is looked near, as in 'romeo.to and in_flight = 0'",
         "EXPRESSION"},
        {"radius", 0, 0, G_OPTION_ARG_STRING, &drawing->radius_text,
         "How many transitions to look back and ahead from there (default 1)", "N"},
        {"trace", 0, 0, G_OPTION_ARG_FILENAME, &drawing->trace_file,
         "Draw this trace, or what is near its end", "FILE"},
        {"symmetric", 0, 0, G_OPTION_ARG_NONE, &drawing->symmetric,
         "Merge mirror images, where both servers are the same", NULL},
        {"force", 0, 0, G_OPTION_ARG_NONE, &drawing->force, "Lay out a graph of any size", NULL},
        {"timeout", 0, 0, G_OPTION_ARG_STRING, &drawing->timeout,
         "Seconds that the layout may take (default 30)", "N"},
        G_OPTION_ENTRY_NULL,
    };
    return g_memdup2(entries, sizeof entries);
}

/* ---- Formats ---- */

/* A format, the ending of its files, and the views that it is for. */
typedef struct {
    const char *name;
    const char *ending;
    guint views; /* bit per view */
} Format;

#define ONLY_STATES (1u << PS_VIEW_STATES)
#define GRAPHS ((1u << PS_VIEW_MATRIX) - 1)
#define ALL (GRAPHS | 1u << PS_VIEW_MATRIX)

static const Format formats[] = {
    {"dot", ".dot", GRAPHS},
    {"dot", ".gv", GRAPHS},
    {"svg", ".svg", ALL},
    {"png", ".png", GRAPHS},
    {"pdf", ".pdf", GRAPHS},
    {"text", ".txt", ALL},
    {"graphml", ".graphml", ONLY_STATES},
    {"json", ".json", ONLY_STATES},
    {"aut", ".aut", ONLY_STATES},
};

/* The formats of a view, or their endings, as a sentence lists them. Free it. */
static char *
list_formats(PsView view, gboolean endings)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++)
        if ((formats[i].views >> view & 1) && !g_str_equal(formats[i].ending, ".gv"))
            g_ptr_array_add(names, g_strdup(endings ? formats[i].ending : formats[i].name));
    g_autofree char *last = g_ptr_array_steal_index(names, names->len - 1);
    g_autofree char *others = ps_text_join(names, ", ");
    return g_strdup_printf("%s or %s", others, last);
}

/* The format of a view whose name this is, or that a file of this name asks for; NULL if none. */
static const char *
find_format(PsView view, const char *name, const char *file)
{
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        gboolean fits = name != NULL ? g_str_equal(formats[i].name, name)
                                     : g_str_has_suffix(file, formats[i].ending);
        if (fits && (formats[i].views >> view & 1))
            return formats[i].name;
    }
    return NULL;
}

static gboolean
read_format(PsDrawing *drawing)
{
    gboolean named = drawing->format_name != NULL;
    if (!named && ps_output_is_standard(drawing->output)) {
        drawing->format = drawing->view == PS_VIEW_MATRIX ? "svg" : "dot";
        return TRUE;
    }
    drawing->format = find_format(drawing->view, drawing->format_name, drawing->output);
    if (drawing->format != NULL)
        return TRUE;
    g_autofree char *list = list_formats(drawing->view, !named);
    ps_command_fail(
        "graph",
        named ? "--format: expected %s for --view %s, found “%s”"
              : "-o: expected a file that ends in %s for --view %s, or --format; found “%s”",
        list, views[drawing->view], named ? drawing->format_name : drawing->output);
    return FALSE;
}

/* ---- Options ---- */

static gboolean
read_numbers(PsDrawing *drawing)
{
    GError *error = NULL;
    drawing->seconds = 30;
    drawing->radius = 1;
    if ((drawing->timeout == NULL ||
         ps_setup_number("--timeout", drawing->timeout, 1, 86400, &drawing->seconds, &error)) &&
        (drawing->radius_text == NULL || ps_setup_number("--radius", drawing->radius_text, 0,
                                                         MAX_RADIUS, &drawing->radius, &error)))
        return TRUE;
    ps_command_fail_error("graph", error);
    return FALSE;
}

/* An option that was given, and the views that it is for. */
typedef struct {
    const char *name;
    gboolean given;
    guint views;
} Use;

/* TRUE if the drawing is one for which Graphviz makes an image of its own. */
static gboolean
is_image(const PsDrawing *drawing)
{
    return g_str_equal(drawing->format, "png") || g_str_equal(drawing->format, "pdf");
}

/* FALSE if an option was given that the view does not heed. */
static gboolean
check_uses(const PsDrawing *drawing)
{
    const guint near = 1u << PS_VIEW_NEAR;
    const guint trace = 1u << PS_VIEW_TRACE;
    const guint settled = 1u << PS_VIEW_SETTLED;
    const guint entries = 1u << PS_VIEW_ENTRIES;
    const guint without_layout = ONLY_STATES | settled | near;
    const Use uses[] = {
        {"--highlight", drawing->highlight != NULL, ONLY_STATES | entries | trace | near},
        {"--near", drawing->near != NULL, near},
        {"--radius", drawing->radius_text != NULL, near},
        {"--trace", drawing->trace_file != NULL, trace | near},
        {"--symmetric", drawing->symmetric,
         ONLY_STATES | entries | settled | near | 1u << PS_VIEW_MATRIX},
        {"--force", drawing->force, without_layout},
        {"--timeout", drawing->timeout != NULL, is_image(drawing) ? GRAPHS : without_layout},
    };
    for (guint i = 0; i < G_N_ELEMENTS(uses); i++) {
        g_autoptr(GString) list = g_string_new(NULL);
        for (guint view = 0; views[view] != NULL; view++)
            if (uses[i].views >> view & 1)
                g_string_append_printf(list, "%s%s", list->len > 0 ? " or " : "", views[view]);
        if (!uses[i].given || (uses[i].views >> drawing->view & 1))
            continue;
        ps_command_fail("graph", "%s: expected --view %s, found %s", uses[i].name, list->str,
                        views[drawing->view]);
        return FALSE;
    }
    return TRUE;
}

/* FALSE if an option was given that the format does not heed. */
static gboolean
check_format(const PsDrawing *drawing, const PsArguments *given)
{
    gboolean laid_out = is_image(drawing) || g_str_equal(drawing->format, "svg");
    const char *of_layout = drawing->force             ? "--force"
                            : drawing->timeout != NULL ? "--timeout"
                                                       : NULL;
    const char *property = ps_setup_given(given, PS_GIVEN_PROPERTIES);
    if (of_layout != NULL && !laid_out)
        ps_command_fail("graph", "%s: expected svg, png or pdf, which Graphviz lays out, found %s",
                        of_layout, drawing->format);
    else if (drawing->highlight != NULL && find_format(PS_VIEW_NEAR, drawing->format, NULL) == NULL)
        ps_command_fail("graph", "--highlight: expected dot, svg, png, pdf or text, found %s",
                        drawing->format);
    else if (property != NULL && g_str_equal(drawing->format, "aut"))
        ps_command_fail("graph", "%s: expected another format than aut, which has no properties",
                        property);
    else
        return TRUE;
    return FALSE;
}

/* FALSE if something was given of a world or a search that the view is not of. */
static gboolean
check_world(const PsDrawing *drawing, const PsArguments *given)
{
    const char *any = ps_setup_given(given, PS_GIVEN_WORLD | PS_GIVEN_SEARCH | PS_GIVEN_PROPERTIES);
    const char *of_search = ps_setup_given(given, PS_GIVEN_SEARCH);
    if (drawing->view == PS_VIEW_SERVER && any != NULL)
        ps_command_fail("graph", "%s: expected another view than server, which is of one table",
                        any);
    else if (drawing->view == PS_VIEW_TRACE && drawing->trace_file != NULL && of_search != NULL)
        ps_command_fail("graph", "%s: expected no --trace, for which nothing is searched",
                        of_search);
    else
        return TRUE;
    return FALSE;
}

/* FALSE if two options say different things about what to look at. */
static gboolean
check_choice(const PsDrawing *drawing)
{
    guint n =
        (drawing->near != NULL) + (drawing->trace_file != NULL) + (drawing->highlight != NULL);
    if (drawing->view == PS_VIEW_TRACE && n != 1)
        ps_command_fail("graph",
                        "--view trace: expected one of --highlight PROPERTY and --trace FILE");
    else if (drawing->view == PS_VIEW_NEAR && n > 1)
        ps_command_fail("graph", "--view near: expected one of --near, --highlight and --trace");
    else if (drawing->symmetric && drawing->highlight != NULL && drawing->view != PS_VIEW_NEAR)
        ps_command_fail("graph",
                        "--highlight: expected no --symmetric, as a counterexample may run "
                        "through mirror images");
    else
        return TRUE;
    return FALSE;
}

static gboolean
read_trace(PsDrawing *drawing)
{
    GError *error = NULL;
    if (drawing->trace_file == NULL)
        return TRUE;
    drawing->trace = ps_trace_load(drawing->trace_file, &error);
    if (drawing->trace == NULL)
        ps_command_fail_error("graph", error);
    return drawing->trace != NULL;
}

gboolean
ps_drawing_read(PsDrawing *drawing, const PsArguments *given)
{
    guint view = PS_VIEW_STATES;
    if (!ps_command_choose("graph", "--view", drawing->view_name, views, &view))
        return FALSE;
    drawing->view = (PsView)view;
    return read_numbers(drawing) && read_format(drawing) && check_uses(drawing) &&
           check_format(drawing, given) && check_world(drawing, given) && check_choice(drawing) &&
           read_trace(drawing);
}

/* ---- Writing ---- */

PsExit
ps_drawing_stream(const PsDrawing *drawing, const PsStates *states)
{
    GError *error = NULL;
    g_autoptr(PsOutput) output = ps_output_new(drawing->output, &error);
    if (output == NULL)
        return ps_command_fail_error("graph", error);
    if (!ps_stream(states, ps_stream_printer(drawing->format), ps_output_stream(output), NULL)) {
        ps_command_note("graph", "interrupted: nothing is drawn");
        return PS_EXIT_UNFINISHED;
    }
    return ps_output_commit(output, &error) ? PS_EXIT_HOLDS : ps_command_fail_error("graph", error);
}

static PsExit
write_bytes(const PsDrawing *drawing, const char *data, gsize length)
{
    GError *error = NULL;
    return ps_files_write(drawing->output, data, length, &error)
               ? PS_EXIT_HOLDS
               : ps_command_fail_error("graph", error);
}

PsExit
ps_drawing_write_text(const PsDrawing *drawing, const char *text)
{
    return write_bytes(drawing, text, strlen(text));
}

static PsExit
fail_layout(GError *error)
{
    gboolean late = g_error_matches(error, PS_LAYOUT_ERROR, PS_LAYOUT_ERROR_TIMEOUT);
    ps_command_fail_error("graph", error);
    return late ? PS_EXIT_UNFINISHED : PS_EXIT_USAGE;
}

/* Has Graphviz find places, and draws it. */
static PsExit
write_svg(const PsDrawing *drawing, PsGraph *graph)
{
    GError *error = NULL;
    if (!ps_graph_is_placed(graph)) {
        g_autofree char *dot = ps_graph_to_dot(graph);
        g_autoptr(GBytes) places = ps_layout(dot, "dot", (guint)drawing->seconds, &error);
        if (places == NULL)
            return fail_layout(error);
        g_autofree char *text = g_strndup(g_bytes_get_data(places, NULL), g_bytes_get_size(places));
        if (!ps_graph_take_places(graph, text))
            return ps_command_fail("graph", "expected a laid out graph from dot, found none");
    }
    g_autofree char *svg = ps_picture_svg(graph);
    return ps_drawing_write_text(drawing, svg);
}

/* Has Graphviz draw it. */
static PsExit
write_laid_out(const PsDrawing *drawing, PsGraph *graph)
{
    GError *error = NULL;
    g_autofree char *dot = ps_graph_to_dot(graph);
    g_autoptr(GBytes) bytes = ps_layout(dot, drawing->format, (guint)drawing->seconds, &error);
    if (bytes == NULL)
        return fail_layout(error);
    return write_bytes(drawing, g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes));
}

PsExit
ps_drawing_write(const PsDrawing *drawing, PsGraph *graph)
{
    GError *error = NULL;
    g_autofree char *text = NULL;
    if (g_str_equal(drawing->format, "text")) {
        PsStyle style = ps_terminal_style();
        style.colour = style.colour && ps_output_is_standard(drawing->output);
        text = ps_graph_text(graph, &style);
    } else if (g_str_equal(drawing->format, "dot")) {
        text = ps_graph_to_dot(graph);
    } else if (!drawing->force && !ps_layout_fits(graph, &error)) {
        return ps_command_fail_error("graph", error);
    }
    if (text != NULL)
        return ps_drawing_write_text(drawing, text);
    return g_str_equal(drawing->format, "svg") ? write_svg(drawing, graph)
                                               : write_laid_out(drawing, graph);
}
