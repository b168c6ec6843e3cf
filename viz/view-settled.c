/* The view of settled states and conversations. */
#include "explorer/conversations.h"
#include "viz/palette.h"
#include "viz/text.h"
#include "viz/views.h"

/* An edge lists what begins it up to this many, and counts them above. */
#define MAX_LISTED 4

typedef struct {
    const PsStates *states;
    const PsWorld *world;
    PsConversations *conversations;
    PsGraph *graph;
    PsPaint *paint;
    GHashTable *nodes; /* PsPart by state number, plus one */
} View;

/* ---- Texts ---- */

/* What conversations begin with, one each: "romeo ! subscribe", or if plain, as a trace has it. */
static GPtrArray *
list_openings(const View *view, const PsConversation *conversation, gboolean plain)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < conversation->quiet->len; i++) {
        const PsOpening *opening = &g_array_index(conversation->quiet, PsOpening, i);
        g_autofree char *text = plain ? ps_step_text(view->world, opening->step)
                                      : ps_look_step(view->world, opening->step);
        g_ptr_array_add(list, g_strconcat(text, opening->turned ? PS_LOOK_TURNED : "", NULL));
    }
    return list;
}

/* What disturbs a conversation, in its order. */
static GPtrArray *
list_disturbed(const View *view, const PsConversation *conversation)
{
    GPtrArray *list = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < conversation->disturbed->len; i++)
        g_ptr_array_add(
            list, ps_look_step(view->world, g_array_index(conversation->disturbed, PsStep, i)));
    if (conversation->turned)
        g_ptr_array_add(list, g_strdup(&PS_LOOK_TURNED[1]));
    return list;
}

/* ---- Nodes and edges ---- */

static void
add_node(View *view, guint64 id)
{
    PsStateNode node = ps_state_node(view->states->verdicts, id);
    g_autofree char *name = ps_state_name(view->world, id, &node.state);
    g_autofree char *tooltip = ps_state_tooltip(view->states->verdicts, &node);
    const PsConversation *loop = ps_conversations_find(view->conversations, id, id);
    PsPart *part = ps_graph_add_node(view->graph, name);
    node.initial = id == 0;
    ps_stream_paint_node(view->paint, view->states, &node);
    if (loop != NULL) {
        g_autoptr(GPtrArray) openings = list_openings(view, loop, TRUE);
        g_autofree char *list = ps_text_join(openings, ", ");
        g_autofree char *longer = g_strdup_printf("%s\nleads back here: %s", tooltip, list);
        ps_paint_set(view->paint, "tooltip", longer);
    }
    ps_paint_apply(view->paint, view->graph, part);
    g_hash_table_insert(view->nodes, GSIZE_TO_POINTER(id + 1), part);
}

/* TRUE if it leads no further away from the start. */
static gboolean
is_return(const View *view, const PsConversation *conversation)
{
    return ps_conversations_distance(view->conversations, conversation->to) <=
           ps_conversations_distance(view->conversations, conversation->from);
}

/* What leads back is many thin lines, which are labelled by their tooltips alone. */
static void
paint_edge(const View *view, const PsConversation *conversation)
{
    static const PsAttribute looks[][6] = {
        {{"class", "quiet"}, {"color", PS_BLUE}, {"fontcolor", PS_BLUE}, {NULL, NULL}},
        {{"class", "return"},
         {"color", PS_BLUE_TINT},
         {"label", ""},
         {"constraint", "false"}, /* so ranks are distances */
         {NULL, NULL}},
        {{"class", "disturbed"},
         {"style", "dashed"},
         {"color", PS_GREY},
         {"fontcolor", PS_GREY_TEXT},
         {NULL, NULL}},
    };
    gboolean quiet = conversation->disturbed == NULL;
    g_autoptr(GPtrArray) list =
        quiet ? list_openings(view, conversation, FALSE) : list_disturbed(view, conversation);
    g_autofree char *lines = ps_text_join(list, "\n");
    g_autofree char *label = quiet && list->len > MAX_LISTED
                                 ? g_strdup_printf("%u actions", list->len)
                                 : g_strdup(lines);
    ps_paint_clear(view->paint);
    ps_paint_set(view->paint, "label", label);
    ps_paint_set(view->paint, "tooltip", lines);
    ps_paint_set(view->paint, "labeltooltip", lines);
    ps_paint_set_all(view->paint, looks[!quiet ? 2 : is_return(view, conversation) ? 1 : 0]);
}

static void
add_edge(View *view, const PsConversation *conversation)
{
    g_autofree char *key = g_strdup_printf("e%u", ps_graph_n_edges(view->graph));
    PsPart *part = ps_graph_add_edge(
        view->graph, g_hash_table_lookup(view->nodes, GSIZE_TO_POINTER(conversation->from + 1)),
        g_hash_table_lookup(view->nodes, GSIZE_TO_POINTER(conversation->to + 1)));
    paint_edge(view, conversation);
    ps_paint_set(view->paint, "id", key);
    ps_paint_apply(view->paint, view->graph, part);
}

/* ---- The graph ---- */

static void
describe(const View *view)
{
    g_autofree char *world_caption =
        ps_stream_caption(view->states, ps_conversations_n_settled(view->conversations));
    g_autofree char *settled = ps_text_count(ps_graph_n_nodes(view->graph), "settled state");
    g_autofree char *edges = ps_text_count(ps_graph_n_edges(view->graph), "edge");
    g_autofree char *caption = view->states->symmetric
                                   ? g_strdup_printf("%s settled states, %s", world_caption, edges)
                                   : g_strdup_printf("%s\n%s, %s", world_caption, settled, edges);
    g_autofree char *legend = g_strdup_printf(
        "double outline: start; rounded ✓: in agreement; octagon ✗: in violation\n"
        "solid, !: a user acts, and then presences arrive until nothing is in flight; thin: the "
        "same, "
        "no further away from the start; dashed grey: it takes what the label says, while "
        "something "
        "is in flight%s",
        view->states->symmetric ? ";" PS_LOOK_TURNED ": then the users change places" : "");
    ps_graph_describe(view->graph, "Settled states and the conversations between them", caption,
                      legend, "each row is one conversation further from the start");
}

/* Nodes or edges between two calls of the progress function. */
#define PROGRESS_INTERVAL 1024

static gboolean
goes_on(const View *view, guint done)
{
    const PsSearch *search = view->states->search;
    return done % PROGRESS_INTERVAL != 0 ||
           ps_search_progress(search, "drawing", ps_search_states(search));
}

/* FALSE if the run shall end. */
static gboolean
add_all(View *view)
{
    const PsConversations *conversations = view->conversations;
    for (guint i = 0; i < ps_conversations_n_settled(conversations); i++) {
        if (!goes_on(view, i))
            return FALSE;
        add_node(view, ps_conversations_settled(conversations, i));
    }
    for (guint i = 0; i < ps_conversations_n(conversations); i++) {
        const PsConversation *each = ps_conversations_get(conversations, i);
        if (!goes_on(view, i))
            return FALSE;
        if (each->from != each->to)
            add_edge(view, each);
    }
    return TRUE;
}

PsGraph *
ps_view_settled(const PsStates *states)
{
    PsMirror mirror = {states->search, states->symmetric};
    g_autoptr(PsConversations) conversations = ps_conversations_new(mirror);
    if (conversations == NULL)
        return NULL;
    View view = {.states = states,
                 .world = ps_search_world(states->search),
                 .conversations = conversations,
                 .graph = ps_graph_new("settled"),
                 .paint = ps_paint_new(),
                 .nodes = g_hash_table_new(NULL, NULL)};
    if (add_all(&view))
        describe(&view);
    else
        g_clear_pointer(&view.graph, ps_graph_free);
    ps_paint_free(view.paint);
    g_hash_table_unref(view.nodes);
    return view.graph;
}
