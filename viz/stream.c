/* A stream. */
#include "viz/stream.h"

#include "viz/caption.h"
#include "viz/text.h"

/* States between two looks at the progress. */
#define INTERVAL 8192

typedef struct {
    PsStream stream;
    const PsPrinter *printer;
    PsMirror mirror;
    GArray *path;       /* of PathStep */
    GHashTable *passed; /* the numbers of the states on it, plus one */
    guint64 end;        /* of the counterexample */
    guint64 n_edges;    /* so far */
    gboolean counts;    /* nothing is printed */
} Run;

/* One step of a counterexample: which transition it takes. */
typedef struct {
    guint64 from;
    PsStep step;
} PathStep;

const PsPrinter *
ps_stream_printer(const char *name)
{
    static const PsPrinter *const printers[] = {&ps_stream_dot, &ps_stream_graphml, &ps_stream_json,
                                                &ps_stream_aut};
    for (guint i = 0; i < G_N_ELEMENTS(printers); i++)
        if (g_str_equal(printers[i]->name, name))
            return printers[i];
    return NULL;
}

/* ---- The path ---- */

/* Appends the steps from the state `from` on, and returns the number of the state they lead to. */
static guint64
add_steps(Run *run, guint64 from, const GArray *steps)
{
    const PsSearch *search = run->stream.states->search;
    for (guint i = 0; steps != NULL && i < steps->len; i++) {
        PathStep step = {from, g_array_index(steps, PsStep, i)};
        PsState before = ps_search_state(search, from);
        PsState after;
        gboolean found = ps_step_take(run->stream.world, &before, step.step, &after) &&
                         ps_search_find(search, &after, &from);
        g_assert(found && "a counterexample is a path of the search");
        g_array_append_val(run->path, step);
        g_hash_table_add(run->passed, GSIZE_TO_POINTER(from + 1));
    }
    return from;
}

/* A counterexample through mirror images is marked where these are not merged. */
static void
add_path(Run *run, const PsVerdict *highlight)
{
    if (highlight == NULL || highlight->path == NULL || run->mirror.merged)
        return;
    g_hash_table_add(run->passed, GSIZE_TO_POINTER(1));
    run->end = add_steps(run, 0, highlight->path);
    add_steps(run, add_steps(run, run->end, highlight->stem), highlight->loop);
}

static gboolean
is_on_path(const Run *run, guint64 from, PsStep step)
{
    for (guint i = 0; i < run->path->len; i++) {
        const PathStep *taken = &g_array_index(run->path, PathStep, i);
        if (taken->from == from && ps_step_equal(taken->step, step))
            return TRUE;
    }
    return FALSE;
}

/* ---- Nodes and edges ---- */

static void
pass_node(Run *run, guint64 id)
{
    const PsStates *states = run->stream.states;
    PsStateNode node = {.id = id};
    if (run->counts)
        return;
    if (states->verdicts != NULL)
        node = ps_state_node(states->verdicts, id);
    node.initial = id == 0;
    node.on_path = g_hash_table_contains(run->passed, GSIZE_TO_POINTER(id + 1));
    node.end = node.on_path && id == run->end;
    run->printer->node(&run->stream, &node);
}

static void
pass_edge(Run *run, guint64 from, const PsTransition *transition)
{
    const PsSearch *search = run->stream.states->search;
    PsStateEdge edge = {.number = run->n_edges, .from = from, .step = transition->step};
    if (run->counts)
        return;
    gboolean found = ps_mirror_find(run->mirror, &transition->to, &edge.to, &edge.turned);
    g_assert(found && "a transition out of an expanded state leads to a state that was found");
    edge.ends[0] = ps_search_state(search, from);
    edge.ends[1] = ps_search_state(search, edge.to);
    ps_mirror_straighten(run->mirror, &edge.ends[0], &edge.step, 1, &edge.turned);
    edge.back = ps_search_depth_of(search, edge.to) <= ps_search_depth_of(search, from);
    edge.on_path = is_on_path(run, from, transition->step);
    run->printer->edge(&run->stream, &edge);
}

static void
pass_edges(Run *run, guint64 from)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    guint n = ps_mirror_transitions(run->mirror, from, out);
    for (guint i = 0; i < n; i++) {
        pass_edge(run, from, &out[i]);
        run->n_edges++;
    }
}

/* Passes on all states below n that stand for themselves; returns how many these are. */
static guint64
pass_all(Run *run, guint64 n, void (*pass)(Run *, guint64), gboolean *goes_on)
{
    guint64 passed = 0;
    for (guint64 id = 0; id < n && *goes_on; id++) {
        if (id % INTERVAL == 0)
            *goes_on = ps_search_progress(run->stream.states->search, "writing", id);
        if (!ps_mirror_keeps(run->mirror, id))
            continue;
        pass(run, id);
        passed++;
    }
    return passed;
}

/* Finds out how many nodes and edges there will be: known, unless mirror images are merged. */
static void
count(Run *run, gboolean *goes_on)
{
    const PsSearch *search = run->stream.states->search;
    run->stream.n_nodes = ps_search_states(search);
    run->stream.n_edges = ps_search_transitions(search);
    if (!run->mirror.merged)
        return;
    run->counts = TRUE;
    run->stream.n_nodes = pass_all(run, ps_search_states(search), pass_node, goes_on);
    pass_all(run, ps_search_expanded(search), pass_edges, goes_on);
    run->stream.n_edges = run->n_edges;
    run->n_edges = 0;
    run->counts = FALSE;
}

gboolean
ps_stream(const PsStates *states, const PsPrinter *printer, FILE *file, gpointer data)
{
    const PsSearch *search = states->search;
    gboolean goes_on = TRUE;
    Run run = {.stream = {.states = states,
                          .world = ps_search_world(search),
                          .file = file,
                          .paint = ps_paint_new(),
                          .data = data},
               .printer = printer,
               .mirror = {search, states->symmetric},
               .path = g_array_new(FALSE, FALSE, sizeof(PathStep)),
               .passed = g_hash_table_new(NULL, NULL)};
    g_assert(!states->symmetric || ps_mirror_applies(run.stream.world));
    add_path(&run, states->highlight);
    count(&run, &goes_on);
    if (goes_on)
        printer->begin(&run.stream);
    pass_all(&run, ps_search_states(search), pass_node, &goes_on);
    pass_all(&run, ps_search_expanded(search), pass_edges, &goes_on);
    if (goes_on)
        printer->end(&run.stream);
    ps_paint_free(run.stream.paint);
    g_array_unref(run.path);
    g_hash_table_unref(run.passed);
    return goes_on;
}

/* ---- Paint ---- */

void
ps_stream_paint_node(PsPaint *paint, const PsStates *states, const PsStateNode *node)
{
    g_autofree char *key = g_strdup_printf("s%" G_GUINT64_FORMAT, node->id);
    ps_paint_clear(paint);
    ps_paint_set(paint, "id", key);
    ps_state_paint(paint, states->verdicts, node, node->initial ? "start" : "");
}

void
ps_stream_paint_edge(PsPaint *paint, const PsStates *states, const PsStateEdge *edge)
{
    const PsWorld *world = ps_search_world(states->search);
    const char *turned = edge->turned ? PS_LOOK_TURNED : "";
    g_autofree char *key = g_strdup_printf("e%" G_GUINT64_FORMAT, edge->number);
    g_autofree char *step = ps_look_step(world, edge->step);
    g_autofree char *line = ps_step_text(world, edge->step);
    g_autofree char *label = g_strconcat(step, turned, NULL);
    g_autofree char *text = g_strconcat(line, turned, NULL);
    ps_paint_clear(paint);
    ps_paint_set(paint, "id", key);
    ps_paint_set(paint, "label", label);
    ps_paint_set(paint, "tooltip", text);
    ps_paint_set(paint, "labeltooltip", text);
    ps_look_edge(paint, 1u << edge->step.kind);
    if (edge->back)
        ps_paint_set(paint, "constraint", "false"); /* so ranks are depths */
    if (edge->on_path)
        ps_look_path_edge(paint);
}

char *
ps_stream_caption(const PsStates *states, guint64 n_nodes)
{
    g_autofree char *caption = ps_caption(states->search);
    g_autofree char *nodes = ps_text_number(n_nodes);
    return states->symmetric ? g_strdup_printf("%s\nmirror images merged: %s", caption, nodes)
                             : g_steal_pointer(&caption);
}

char *
ps_stream_legend(const PsStates *states)
{
    return ps_look_legend(states->highlight != NULL && states->highlight->path != NULL &&
                              !states->symmetric,
                          states->symmetric);
}
