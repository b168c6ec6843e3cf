/* presub graph: draw what can happen. */
#include "cli/drawing.h"
#include "cli/terminal.h"
#include "viz/layout.h"
#include "viz/matrix.h"
#include "viz/views.h"

#include <string.h>

static const char notes[] =
    "Views:\n"
    "  states   one node a state, one edge a transition\n"
    "  entries  one node a pair of entries, edges merged\n"
    "  settled  one node a settled state, one edge a conversation: an action and all that comes of "
    "it\n"
    "  trace    a run straight down, and beside it what else could have happened: the "
    "counterexample\n"
    "           of --highlight PROPERTY, or --trace FILE\n"
    "  near     what is at most --radius N transitions away from a state: the first one that "
    "--near\n"
    "           EXPRESSION is met in, the end of the run of --highlight or --trace, or the start\n"
    "  server   one server's automaton, from its tables\n"
    "  matrix   romeo's entries by juliet's: which meet, which agree, which violate what\n"
    "\n"
    "Formats, by the end of FILE or --format: dot, svg, png and pdf, text (.txt: tables of the "
    "same\n"
    "content), and of states graphml, json and aut (Aldebaran, for mCRL2 and CADP). Without FILE, "
    "DOT\n"
    "(of matrix: SVG) goes to standard output. Of states, dot, graphml, json and aut are written\n"
    "state by state, however many there are; for all views states are numbered, and kept in "
    "a\n"
    "table. Graphviz lays out svg, png and pdf in a process of its own, with a time limit; a view\n"
    "trace, entries, server or matrix has a layout of its own.\n"
    "\n"
    "With --trace, the trace says what the world is, as far as the command line does not.\n"
    "\n"
    "Exit status: 0 drawn, 2 bad usage or input, or too large to be laid out, 3 not finished: a\n"
    "limit ended the search, or the layout. An interruption leaves nothing behind.";

/* ---- What is given ---- */

/* FALSE if what is to be marked is no property. */
static gboolean
check_highlight(const PsDrawing *drawing, const PsSetup *setup)
{
    GError *error = NULL;
    if (drawing->highlight == NULL ||
        ps_properties_expect(setup->properties, drawing->highlight, &error) != NULL)
        return TRUE;
    g_prefix_error(&error, "--highlight: ");
    ps_command_fail_error("graph", error);
    return FALSE;
}

static gboolean
check_symmetric(const PsDrawing *drawing, const PsSetup *setup)
{
    if (!drawing->symmetric || ps_mirror_applies(setup->world))
        return TRUE;
    ps_command_fail("graph",
                    "--symmetric: expected the same server at both sides, with the same "
                    "options; found %s and %s",
                    setup->arguments[0], setup->arguments[1]);
    return FALSE;
}

/* ---- Drawing ---- */

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

static PsExit
write_matrix(const PsDrawing *drawing, const PsStates *states)
{
    PsStyle style = ps_terminal_style();
    style.colour = style.colour && drawing->output == NULL;
    g_autofree char *text = g_str_equal(drawing->format, "svg")
                                ? ps_matrix_svg(states->verdicts, drawing->symmetric)
                                : ps_matrix_table(states->verdicts, drawing->symmetric, &style);
    return ps_drawing_write_text(drawing, text);
}

static PsExit
write_graph(const PsDrawing *drawing, PsGraph *graph)
{
    if (graph != NULL)
        return ps_drawing_write(drawing, graph);
    ps_command_note("graph", "interrupted: nothing is drawn");
    return PS_EXIT_UNFINISHED;
}

static PsExit
write_states(const PsDrawing *drawing, const PsStates *states)
{
    GError *error = NULL;
    if (ps_stream_printer(drawing->format) != NULL)
        return ps_drawing_stream(drawing, states);
    guint64 n = ps_search_states(states->search);
    guint64 n_edges = ps_search_transitions(states->search);
    guint share = states->symmetric ? 2 : 1; /* about; it is looked at again when it is known */
    if (!g_str_equal(drawing->format, "text") && !drawing->force &&
        !ps_layout_would_fit(n / share, n_edges / share, &error))
        return ps_command_fail_error("graph", error); /* before it takes time and memory */
    g_autoptr(PsGraph) graph = ps_view_states(states);
    return write_graph(drawing, graph);
}

/* The replay of the trace in the world; NULL, and one line is printed, if it does not run there. */
static PsReplay *
replay_trace(const PsDrawing *drawing, const PsWorld *world)
{
    g_autoptr(PsReplay) replay = ps_replay_new(world, drawing->trace);
    if (ps_replay_error(replay) == NULL)
        return g_steal_pointer(&replay);
    ps_command_fail("graph", "--trace: %s", ps_replay_error(replay)->message);
    return NULL;
}

/* Draws the counterexample that is marked, or the trace. */
static PsExit
write_trace(const PsDrawing *drawing, const PsStates *states)
{
    const PsWorld *world = ps_search_world(states->search);
    const PsVerdict *verdict = states->highlight;
    g_autoptr(PsReplay) replay = NULL;
    g_autofree char *title = NULL;
    if (drawing->trace != NULL) {
        replay = replay_trace(drawing, world);
        title = g_strdup("A run, and what else could have happened");
    } else if (verdict != NULL) {
        replay = ps_replay_path(world, verdict->path);
        title = g_strdup_printf("How %s %s, and what else could have happened",
                                ps_property_name(verdict->property),
                                verdict->outcome == PS_VIOLATED ? "falls" : "is reached");
    }
    if (replay == NULL)
        return PS_EXIT_USAGE;
    g_autoptr(PsGraph) graph = ps_view_trace(states->verdicts, replay, title);
    return ps_drawing_write(drawing, graph);
}

/* The number of the first state that the expression of --near holds in; FALSE, and one line is
 * printed, if there is none. */
static gboolean
find_met(const PsDrawing *drawing, const PsSetup *setup, const PsSearch *search, guint64 *id)
{
    GError *error = NULL;
    g_autoptr(PsProperty) property =
        ps_property_new(setup->properties, PS_PROPERTY_REACHABLE, drawing->near,
                        strlen(drawing->near), "--near", &error);
    if (property == NULL) {
        ps_command_fail_error("graph", error);
        return FALSE;
    }
    if (!ps_property_applies(property, setup->world)) {
        ps_command_fail("graph", "--near: expected --availability for “%s”", drawing->near);
        return FALSE;
    }
    for (*id = 0; *id < ps_search_states(search); ++*id) {
        PsState state = ps_search_state(search, *id);
        if (ps_property_accepts(property, setup->world, &state))
            return TRUE;
    }
    ps_command_fail("graph", "--near: expected a state in which “%s” holds, found none",
                    drawing->near);
    return FALSE;
}

/* The number of the state to look near. */
static gboolean
find_centre(const PsDrawing *drawing, const PsSetup *setup, const PsStates *states, guint64 *id)
{
    PsState state = ps_world_initial(setup->world);
    if (drawing->near != NULL)
        return find_met(drawing, setup, states->search, id);
    if (drawing->trace != NULL) {
        g_autoptr(PsReplay) replay = replay_trace(drawing, setup->world);
        if (replay == NULL)
            return FALSE;
        state = ps_replay_state(replay);
    } else if (drawing->highlight != NULL) {
        if (states->highlight == NULL)
            return FALSE;
        state = states->highlight->state;
    }
    if (ps_search_find(states->search, &state, id))
        return TRUE;
    ps_command_fail("graph",
                    "--trace: expected a run that the search finds, with no more in flight "
                    "than --in-flight allows");
    return FALSE;
}

static PsExit
write_near(const PsDrawing *drawing, const PsSetup *setup, const PsStates *states)
{
    guint64 centre = 0;
    PsStates plain = *states;
    if (!find_centre(drawing, setup, states, &centre))
        return PS_EXIT_USAGE;
    plain.highlight = NULL;
    g_autoptr(PsGraph) graph = ps_view_near(&plain, centre, (guint)drawing->radius);
    return ps_drawing_write(drawing, graph);
}

static PsExit
write_view(const PsDrawing *drawing, const PsSetup *setup, const PsStates *states)
{
    g_autoptr(PsGraph) graph = NULL;
    switch (drawing->view) {
    case PS_VIEW_MATRIX:
        return write_matrix(drawing, states);
    case PS_VIEW_TRACE:
        return write_trace(drawing, states);
    case PS_VIEW_NEAR:
        return write_near(drawing, setup, states);
    case PS_VIEW_ENTRIES:
        graph = ps_view_entries(states);
        break;
    case PS_VIEW_SETTLED:
        graph = ps_view_settled(states);
        break;
    default:
        return write_states(drawing, states);
    }
    return write_graph(drawing, graph);
}

/* ---- The command ---- */

/* Draws a view for which everything must be explored first: of a trace nothing but what is judged
 * in its states. */
static PsExit
draw_search(PsSetup *setup, const PsDrawing *drawing)
{
    PsTerminal terminal;
    ps_terminal_watch(&terminal, &setup->limits);
    gboolean only_run = drawing->view == PS_VIEW_TRACE && drawing->trace != NULL;
    if (only_run)
        setup->limits.max_states = 1;
    g_autoptr(PsSearch) search = ps_search_new(setup->world, &setup->limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setup->properties);
    if (ps_terminal_interrupted()) {
        ps_terminal_end(&terminal);
        ps_command_note("graph", "interrupted: nothing is drawn");
        return PS_EXIT_UNFINISHED;
    }
    PsStates states = {search, verdicts, find_highlight(verdicts, drawing->highlight),
                       drawing->symmetric};
    PsExit status = write_view(drawing, setup, &states);
    ps_terminal_end(&terminal);
    if (status != PS_EXIT_HOLDS || only_run || ps_verdicts_complete(verdicts))
        return status;
    ps_command_note("graph", "the drawing is not complete: %s ended it",
                    ps_verdicts_stopped(verdicts));
    return PS_EXIT_UNFINISHED;
}

static PsExit
draw_server(const PsSetup *setup, const PsDrawing *drawing)
{
    if (!g_str_equal(setup->arguments[0], setup->arguments[1]))
        return ps_command_fail("graph", "--view server: expected one profile, found two");
    if (!ps_mirror_applies(setup->world))
        return ps_command_fail("graph", "--view server: expected --set to switch the options of "
                                        "both sides, found them to differ");
    g_autoptr(PsGraph) graph = ps_view_server(setup->profiles[0]);
    return ps_drawing_write(drawing, graph);
}

static PsExit
draw(PsDrawing *drawing, PsArguments *given, int argc, char **argv)
{
    if (!ps_drawing_read(drawing, given))
        return PS_EXIT_USAGE;
    g_autoptr(PsSetup) setup = drawing->trace != NULL
                                   ? ps_setup_of_trace("graph", given, drawing->trace, argc, argv)
                                   : ps_setup_new("graph", given, argc, argv);
    if (setup == NULL || !check_highlight(drawing, setup) || !check_symmetric(drawing, setup))
        return PS_EXIT_USAGE;
    if (drawing->view == PS_VIEW_SERVER)
        return draw_server(setup, drawing);
    return ps_setup_can_be_drawn("graph", setup) ? draw_search(setup, drawing) : PS_EXIT_USAGE;
}

PsExit
ps_command_graph(int argc, char **argv)
{
    g_auto(PsDrawing) drawing = {0};
    g_auto(PsArguments) given = {0};
    g_autofree GOptionEntry *own = ps_drawing_entries(&drawing);
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *search = ps_setup_search_entries(&given);
    g_autofree GOptionEntry *properties = ps_setup_property_entries(&given);
    const GOptionEntry *const entries[] = {own, world, search, properties, NULL};
    if (!ps_command_parse(&argc, &argv, entries,
                          "PROFILE [PROFILE] | --trace FILE [PROFILE [PROFILE]]",
                          "Draws what can happen.", notes))
        return PS_EXIT_USAGE;
    return draw(&drawing, &given, argc, argv);
}
