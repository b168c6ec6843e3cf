/* The view of one server. */
#include "model/item.h"
#include "viz/caption.h"
#include "viz/grid.h"
#include "viz/look.h"
#include "viz/text.h"
#include "viz/views.h"

/* The columns of a state's name, and more only where a word is longer. */
#define WRAP 16

/* The sources of one event that are drawn as edges; if there are more, maybe not. */
#define MANY 4

typedef struct {
    const PsProfile *profile;
    guint64 reachable;
    PsGraph *graph;
    PsGrid *grid;
    PsPaint *paint;
    PsPart *nodes[PS_MAX_STATES]; /* NULL for a state that nothing leads to */
    guint numbers[PS_MAX_STATES]; /* in the grid */
} View;

/* "! subscribe" for what the user does, "? subscribe" for what arrives. */
static char *
event_label(PsEvent event)
{
    if (ps_event_is_arrival(event))
        return g_strdup_printf("? %s", ps_presence_name((PsPresence)(event - PS_N_ACTIONS)));
    return g_strdup_printf("! %s", ps_action_name((PsAction)event));
}

/* "! subscribe: route, push": the event and the effects of its row. */
static char *
row_text(const View *view, PsEvent event, guint state)
{
    static const char *const names[] = {"route", "deliver", "push", "send"};
    const PsRow *row = ps_profile_row(view->profile, event, state);
    g_autofree char *label = event_label(event);
    GString *text = g_string_new(label);
    for (guint i = 0; i < row->n_effects; i++) {
        const PsEffect *effect = &row->effects[i];
        g_string_append_printf(text, "%s %s", i == 0 ? ":" : ",", names[effect->kind]);
        if (effect->kind == PS_SEND)
            g_string_append_printf(text, " %s", ps_presence_name((PsPresence)effect->presence));
    }
    return g_string_free(text, FALSE);
}

/* TRUE if the event leads to the state from all other ones, and these are many: then it is said in
 * the node, as all the edges would hide the others. */
static gboolean
leads_from_anywhere(const View *view, PsEvent event, guint to)
{
    guint n = 0;
    for (guint from = 0; from < ps_profile_n_states(view->profile); from++) {
        if (from == to || !(view->reachable >> from & 1))
            continue;
        if (ps_profile_row(view->profile, event, from)->state != to)
            return FALSE;
        n++;
    }
    return n >= MANY;
}

/* ---- Nodes ---- */

/* The rows that leave the state as it is and yet do something, one line each. */
static void
append_stays(GString *text, const View *view, guint state)
{
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        const PsRow *row = ps_profile_row(view->profile, event, state);
        if (row->state != state || row->n_effects == 0)
            continue;
        g_autofree char *line = row_text(view, event, state);
        g_string_append_printf(text, "\nstays here on %s", line);
    }
}

/* The events that do nothing at all, on one line. */
static void
append_ignored(GString *text, const View *view, guint state)
{
    g_autoptr(GPtrArray) ignored = g_ptr_array_new_with_free_func(g_free);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        const PsRow *row = ps_profile_row(view->profile, event, state);
        if (row->state == state && row->n_effects == 0)
            g_ptr_array_add(ignored, event_label(event));
    }
    g_autofree char *list = ps_text_join(ignored, ", ");
    if (ignored->len > 0)
        g_string_append_printf(text, "\nnothing happens on %s", list);
}

static char *
node_tooltip(const View *view, guint state)
{
    PsItem item;
    GString *text = g_string_new(ps_profile_state_name(view->profile, state));
    if (ps_item_of_state(view->profile, state, &item)) {
        g_autofree char *shown = ps_item_text(&item);
        g_string_append_printf(text, "\nin the roster: %s", shown);
    } else {
        g_string_append(text, "\nnot in the roster");
    }
    if (ps_profile_attributes(view->profile, state) & PS_PENDING)
        g_string_append(text, "\na request of the contact is stored");
    append_stays(text, view, state);
    append_ignored(text, view, state);
    return g_string_free(text, FALSE);
}

/* Which column or row a state belongs to: first those in which there is no subscription in that
 * direction. */
static guint
order_of(PsAttributes attributes, const PsAttributes *bits, guint n)
{
    guint order = 0;
    for (guint i = 0; i < n; i++)
        if (attributes & bits[i])
            order |= 1u << i;
    return order;
}

static guint
column_of(PsAttributes attributes)
{
    static const PsAttributes bits[] = {PS_UNASK, PS_ASK, PS_TO};
    return attributes & PS_UNLISTED ? 0 : 1 + order_of(attributes, bits, G_N_ELEMENTS(bits));
}

static guint
row_of(PsAttributes attributes)
{
    static const PsAttributes bits[] = {PS_APPROVED, PS_PENDING, PS_FROM};
    return order_of(attributes, bits, G_N_ELEMENTS(bits));
}

/* What the node shows. Free it. */
static char *
node_label(const View *view, guint state)
{
    g_autoptr(GPtrArray) lines = ps_text_balance(ps_profile_state_name(view->profile, state), WRAP);
    g_autofree char *name = ps_text_join(lines, "\n");
    GString *label = g_string_new(state == ps_profile_initial(view->profile) ? "start\n" : NULL);
    g_string_append(label, name);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        g_autofree char *text = event_label(event);
        if (leads_from_anywhere(view, event, state))
            g_string_append_printf(label, "\n%s\nfrom anywhere", text);
    }
    return g_string_free(label, FALSE);
}

static void
add_node(View *view, guint state)
{
    const char *name = ps_profile_state_name(view->profile, state);
    static const PsAttribute look[] = {
        {"class", "state"}, {"style", "filled,rounded"}, {"fontsize", "12"}, {NULL, NULL}};
    PsAttributes attributes = ps_profile_attributes(view->profile, state);
    gboolean initial = state == ps_profile_initial(view->profile);
    g_autofree char *label = node_label(view, state);
    g_autofree char *key = g_strdup_printf("state-%u", state);
    g_autofree char *tooltip = node_tooltip(view, state);

    PsPart *node = ps_graph_add_node(view->graph, name);
    ps_paint_clear(view->paint);
    ps_paint_set(view->paint, "id", key);
    ps_paint_set(view->paint, "label", label);
    ps_paint_set(view->paint, "tooltip", tooltip);
    ps_paint_set_all(view->paint, look);
    if (initial) {
        ps_paint_add_class(view->paint, "initial");
        ps_paint_set(view->paint, "peripheries", "2");
    }
    ps_paint_apply(view->paint, view->graph, node);
    view->nodes[state] = node;
    view->numbers[state] =
        ps_grid_add_node(view->grid, node, column_of(attributes), row_of(attributes), label,
                         PS_GRID_BOX, initial ? 2 : 1);
}

/* ---- Edges ---- */

/* Draws the rows from one state to another one of one direction as one edge, if there are any. */
static void
add_edge(View *view, guint from, guint to, gboolean arrivals)
{
    g_autoptr(GPtrArray) labels = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) rows = g_ptr_array_new_with_free_func(g_free);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        if (ps_event_is_arrival(event) != arrivals ||
            ps_profile_row(view->profile, event, from)->state != to ||
            leads_from_anywhere(view, event, to))
            continue;
        g_ptr_array_add(labels, event_label(event));
        g_ptr_array_add(rows, row_text(view, event, from));
    }
    if (labels->len == 0)
        return;
    g_autofree char *label = ps_text_join(labels, "\n");
    g_autofree char *tooltip = ps_text_join(rows, "\n");
    g_autofree char *key = g_strdup_printf("e%u", ps_graph_n_edges(view->graph));
    PsPart *edge = ps_graph_add_edge(view->graph, view->nodes[from], view->nodes[to]);
    ps_paint_clear(view->paint);
    ps_paint_set(view->paint, "id", key);
    ps_paint_set(view->paint, "label", label);
    ps_paint_set(view->paint, "tooltip", tooltip);
    ps_paint_set(view->paint, "labeltooltip", tooltip);
    ps_look_edge(view->paint, 1u << (arrivals ? PS_STEP_ARRIVAL : PS_STEP_ACTION));
    ps_paint_apply(view->paint, view->graph, edge);
    ps_grid_add_edge(view->grid, edge, view->numbers[from], view->numbers[to], label);
}

static void
set_caption(View *view)
{
    g_autofree char *profile = ps_caption_profile(view->profile);
    g_autofree char *states = ps_text_count(ps_graph_n_nodes(view->graph), "state");
    g_autofree char *title = g_strdup_printf("The server %s", ps_profile_name(view->profile));
    g_autofree char *caption =
        g_strdup_printf("%s: what one user’s server holds about a contact, %s", profile, states);
    ps_graph_describe(view->graph, title, caption,
                      "solid, !: the user acts; dashed, ?: a presence arrives from the contact; "
                      "double outline: start",
                      "from left to right, the user’s subscription to the contact; from top to "
                      "bottom, the contact’s subscription to the user; what changes nothing is not "
                      "drawn");
}

PsGraph *
ps_view_server(const PsProfile *profile)
{
    View view = {.profile = profile, .graph = ps_graph_new("server"), .paint = ps_paint_new()};
    view.reachable = ps_profile_reachable(profile);
    view.grid = ps_grid_new(view.graph);
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (view.reachable >> state & 1)
            add_node(&view, state);
    for (guint from = 0; from < PS_MAX_STATES; from++)
        for (guint to = 0; to < PS_MAX_STATES; to++)
            for (guint arrivals = 0; arrivals < 2; arrivals++)
                if (from != to && view.nodes[from] != NULL && view.nodes[to] != NULL)
                    add_edge(&view, from, to, arrivals);
    ps_grid_place(view.grid);
    ps_grid_free(view.grid);
    ps_paint_free(view.paint);
    set_caption(&view);
    return view.graph;
}
