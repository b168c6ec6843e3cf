/* The view of pairs of entries. */
#include "viz/caption.h"
#include "viz/grid.h"
#include "viz/look.h"
#include "viz/moves.h"
#include "viz/pairs.h"
#include "viz/text.h"
#include "viz/views.h"

/* An edge lists its events up to this many, and counts them above. */
#define MAX_LISTED 3

typedef struct {
    const PsVerdicts *verdicts;
    const PsSearch *search;
    const PsWorld *world;
    PsGraph *graph;
    PsPaint *paint;
    PsGrid *grid;
    PsPairs *pairs;
    PsMoves *moves;
    PsPart *nodes[PS_N_PAIR_IDS]; /* NULL for a pair that no state has */
    guint numbers[PS_N_PAIR_IDS]; /* in the grid */
    GArray *path;                 /* of PsPairId: where the counterexample leads, in its order */
} View;

/* ---- Nodes ---- */

static const char *
entry_name(const View *view, PsPairId pair, guint side)
{
    return ps_profile_state_name(ps_world_profile(view->world, side), ps_pair_entry(pair, side));
}

/* "romeo: To", "juliet: From", on two lines. */
static char *
entries_text(const View *view, PsPairId pair)
{
    return g_strdup_printf("%s: %s\n%s: %s", ps_world_name(view->world, 0),
                           entry_name(view, pair, 0), ps_world_name(view->world, 1),
                           entry_name(view, pair, 1));
}

static char *
node_label(const View *view, PsPairId pair, const PsPair *found, gboolean initial)
{
    g_autofree char *entries = entries_text(view, pair);
    g_autofree char *crosses = ps_look_violated(view->verdicts, found->violated);
    const char *verdict = found->violated != 0 ? crosses : found->settled > 0 ? "✓" : "";
    return g_strdup_printf("%s%s%s%s", initial ? "start\n" : "", entries,
                           verdict[0] != '\0' ? "\n" : "", verdict);
}

static char *
node_tooltip(const View *view, PsPairId pair, const PsPair *found)
{
    const PsPairMove *stay = ps_moves_find(view->moves, pair, pair);
    g_autofree char *entries = entries_text(view, pair);
    g_autofree char *states = ps_text_count(found->states, "state");
    g_autofree char *why =
        ps_pairs_explain(view->pairs, ps_pair_entry(pair, 0), ps_pair_entry(pair, 1));
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%s\n%s, %" G_GUINT64_FORMAT " settled", entries, states, found->settled);
    if (why[0] != '\0')
        g_string_append_printf(text, "\n%s", why);
    if (stay != NULL) {
        g_autoptr(GPtrArray) events = ps_pair_move_list(stay, view->world, ps_step_text);
        g_autofree char *list = ps_text_join(events, ", ");
        g_string_append_printf(text, "\nstays here on %s", list);
    }
    return g_string_free(text, FALSE);
}

static PsLook
look_of(const PsPair *found)
{
    switch (ps_pair_kind(found)) {
    case PS_PAIR_VIOLATED:
        return PS_LOOK_VIOLATED;
    case PS_PAIR_AGREES:
        return PS_LOOK_SETTLED;
    default:
        return PS_LOOK_IN_FLIGHT;
    }
}

static void
add_node(View *view, PsPairId pair, gboolean initial)
{
    static const PsGridShape shapes[] = {PS_GRID_ELLIPSE, PS_GRID_BOX, PS_GRID_OCTAGON};
    guint a = ps_pair_entry(pair, 0);
    guint b = ps_pair_entry(pair, 1);
    const PsPair *found = ps_pairs_get(view->pairs, a, b);
    g_autofree char *key = g_strdup_printf("pair-%u-%u", a, b);
    g_autofree char *name =
        g_strdup_printf("%s / %s", entry_name(view, pair, 0), entry_name(view, pair, 1));
    g_autofree char *label = node_label(view, pair, found, initial);
    g_autofree char *tooltip = node_tooltip(view, pair, found);

    PsPart *node = ps_graph_add_node(view->graph, name);
    ps_paint_clear(view->paint);
    ps_paint_set(view->paint, "id", key);
    ps_paint_set(view->paint, "label", label);
    ps_paint_set(view->paint, "tooltip", tooltip);
    guint outlines = ps_look_node(view->paint, look_of(found), initial);
    ps_paint_apply(view->paint, view->graph, node);
    view->nodes[pair] = node;
    view->numbers[pair] =
        ps_grid_add_node(view->grid, node, b, a, label, shapes[look_of(found)], outlines);
}

/* ---- The path ---- */

static void
follow(View *view, const GArray *steps, PsState *state)
{
    for (guint i = 0; steps != NULL && i < steps->len; i++) {
        PsState from = *state;
        gboolean taken = ps_step_take(view->world, &from, g_array_index(steps, PsStep, i), state);
        g_assert(taken && "a counterexample is a path of the search");
        PsPairId pair = ps_pair_id(state);
        g_array_append_val(view->path, pair);
    }
}

static gboolean
is_on_path(const View *view, const PsPairMove *move)
{
    for (guint i = 1; i < view->path->len; i++)
        if (g_array_index(view->path, PsPairId, i - 1) == move->from &&
            g_array_index(view->path, PsPairId, i) == move->to)
            return TRUE;
    return FALSE;
}

static void
mark_node(View *view, PsPairId pair, gboolean end)
{
    PsPart *node = view->nodes[pair];
    ps_paint_clear(view->paint);
    ps_paint_set(view->paint, "class", ps_part_get(node, "class"));
    ps_look_path_node(view->paint, end);
    ps_paint_apply(view->paint, view->graph, node);
}

/* Marks the nodes of the path; the property falls in state `end`. */
static void
mark_nodes(View *view, const PsState *end)
{
    for (guint i = 0; i < view->path->len; i++) {
        PsPairId pair = g_array_index(view->path, PsPairId, i);
        gboolean marked = FALSE;
        for (guint j = 0; j < i; j++)
            marked |= g_array_index(view->path, PsPairId, j) == pair;
        if (!marked)
            mark_node(view, pair, pair == ps_pair_id(end));
    }
}

/* ---- Edges ---- */

static void
add_edge(View *view, const PsPairMove *move)
{
    g_autoptr(GPtrArray) labels = ps_pair_move_list(move, view->world, ps_look_step);
    g_autoptr(GPtrArray) lines = ps_pair_move_list(move, view->world, ps_step_text);
    g_autofree char *key = g_strdup_printf("e%u", ps_graph_n_edges(view->graph));
    g_autofree char *label = labels->len > MAX_LISTED ? g_strdup_printf("%u events", labels->len)
                                                      : ps_text_join(labels, "\n");
    g_autofree char *tooltip = ps_text_join(lines, "\n");

    PsPart *edge = ps_graph_add_edge(view->graph, view->nodes[move->from], view->nodes[move->to]);
    ps_paint_clear(view->paint);
    ps_paint_set(view->paint, "id", key);
    ps_paint_set(view->paint, "label", label);
    ps_paint_set(view->paint, "tooltip", tooltip);
    ps_paint_set(view->paint, "labeltooltip", tooltip);
    ps_look_edge(view->paint, ps_pair_move_kinds(move));
    if (is_on_path(view, move))
        ps_look_path_edge(view->paint);
    ps_paint_apply(view->paint, view->graph, edge);
    ps_grid_add_edge(view->grid, edge, view->numbers[move->from], view->numbers[move->to], label);
}

/* ---- The graph ---- */

static void
draw(View *view, const PsVerdict *highlight)
{
    PsState state = ps_world_initial(view->world);
    PsPairId start = ps_pair_id(&state);
    if (highlight != NULL) {
        g_array_append_val(view->path, start);
        follow(view, highlight->path, &state);
        follow(view, highlight->stem, &state);
        follow(view, highlight->loop, &state);
    }
    for (guint i = 0; i < ps_moves_n_pairs(view->moves); i++)
        add_node(view, ps_moves_pair(view->moves, i), i == 0);
    for (guint i = 0; i < ps_moves_n(view->moves); i++) {
        const PsPairMove *move = ps_moves_get(view->moves, i);
        if (move->from != move->to)
            add_edge(view, move);
    }
    if (highlight != NULL)
        mark_nodes(view, &highlight->state);
}

static void
describe(const View *view, const PsStates *states, const PsVerdict *highlight)
{
    g_autofree char *legend = ps_look_legend(highlight != NULL, states->symmetric);
    g_autofree char *world = ps_caption(view->search);
    g_autofree char *pairs = ps_text_count(ps_graph_n_nodes(view->graph), "pair");
    g_autofree char *caption = g_strdup_printf("%s\n%s of entries%s", world, pairs,
                                               states->symmetric ? ", mirror images merged" : "");
    g_autofree char *places =
        g_strdup_printf("from top to bottom, %s’s entry; from left to right, %s’s",
                        ps_world_name(view->world, 0), ps_world_name(view->world, 1));
    ps_graph_describe(view->graph, "Which pairs of entries lead to which", caption, legend, places);
}

PsGraph *
ps_view_entries(const PsStates *states)
{
    PsMirror mirror = {states->search, states->symmetric};
    const PsVerdict *highlight = states->highlight;
    if (highlight != NULL && (highlight->path == NULL || states->symmetric))
        highlight = NULL;
    View view = {
        .verdicts = states->verdicts,
        .search = states->search,
        .world = ps_search_world(states->search),
        .graph = ps_graph_new("entries"),
        .paint = ps_paint_new(),
        .pairs = ps_pairs_new(states->verdicts, states->symmetric),
        .moves = ps_moves_new(mirror),
        .path = g_array_new(FALSE, FALSE, sizeof(PsPairId)),
    };
    view.grid = ps_grid_new(view.graph);
    draw(&view, highlight);
    ps_grid_place(view.grid);
    ps_grid_free(view.grid);
    describe(&view, states, highlight);
    ps_paint_free(view.paint);
    g_array_unref(view.path);
    ps_moves_free(view.moves);
    ps_pairs_free(view.pairs);
    return view.graph;
}
