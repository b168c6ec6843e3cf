/* The view of a run: its states one below the other, and beside each what else could have happened.
 * It has a layout of its own, as nothing of it is to be found out. */
#include "viz/caption.h"
#include "viz/pairs.h"
#include "viz/style.h"
#include "viz/text.h"
#include "viz/views.h"

/* All in points. */
#define LETTER 6.4   /* the width of a character in a node of the run, */
#define SMALL 5.9    /* beside it, */
#define STEP 5.7     /* and on an edge */
#define LINE 13.2    /* the height of a line in a node of the run */
#define BESIDE 20.0  /* the height of a node beside it */
#define APART 8.0    /* between two of these */
#define BETWEEN 46.0 /* between two states of the run */
#define BEND 50.0    /* the part of an edge in which it turns to the height of its end */
#define ARROW 7.0

typedef struct {
    const PsVerdicts *verdicts;
    const PsReplay *replay;
    const PsWorld *world;
    PsGraph *graph;
    PsPaint *paint;
    double width;   /* of a node of the run */
    double reach;   /* from the middle to where nodes beside it begin */
    double y;       /* how far down it is drawn */
    PsPart *before; /* the node of the run above */
    double bottom;  /* and where it ends */
} View;

/* What could have happened instead, at one side. */
typedef struct {
    PsTransition list[PS_MAX_TRANSITIONS];
    guint n;
} Others;

static PsState
state_at(const View *view, guint i)
{
    return i == 0 ? ps_world_initial(view->world) : ps_replay_step(view->replay, i - 1)->after;
}

/* ---- Numbers ---- */

/* Graphviz counts upwards. */
static void
append_point(GString *text, double x, double y)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    g_string_append(text, text->len > 0 && text->str[text->len - 1] != ',' ? " " : "");
    g_string_append(text, g_ascii_formatd(digits, sizeof digits, "%.1f", x));
    g_string_append_c(text, ',');
    g_string_append(text, g_ascii_formatd(digits, sizeof digits, "%.1f", -y));
}

static void
paint_size(const View *view, const char *name, double points)
{
    char digits[G_ASCII_DTOSTR_BUF_SIZE];
    ps_paint_set(view->paint, name, g_ascii_formatd(digits, sizeof digits, "%.3f", points / 72));
}

static void
paint_place(const View *view, double x, double y, double width, double height)
{
    g_autoptr(GString) place = g_string_new(NULL);
    append_point(place, x, y);
    ps_paint_set(view->paint, "pos", place->str);
    ps_paint_set(view->paint, "fixedsize", "true");
    paint_size(view, "width", width);
    paint_size(view, "height", height);
}

/* A straight piece of an edge, as a spline. */
static void
append_straight(GString *text, double x1, double y1, double x2, double y2)
{
    append_point(text, x1 + (x2 - x1) / 3, y1 + (y2 - y1) / 3);
    append_point(text, x1 + (x2 - x1) * 2 / 3, y1 + (y2 - y1) * 2 / 3);
    append_point(text, x2, y2);
}

static guint
widest_line(const char *label)
{
    g_auto(GStrv) lines = g_strsplit(label, "\n", -1);
    guint width = 0;
    for (guint i = 0; lines[i] != NULL; i++)
        width = MAX(width, ps_style_width(lines[i]));
    return width;
}

static double
height_of(const char *label)
{
    g_auto(GStrv) lines = g_strsplit(label, "\n", -1);
    return g_strv_length(lines) * LINE + 18;
}

/* ---- The states of the run ---- */

static PsStateNode
node_at(const View *view, guint i)
{
    PsStateNode node = {.id = i, .state = state_at(view, i), .depth = i, .on_path = TRUE};
    node.violated = ps_pairs_violations(view->verdicts, &node.state);
    node.initial = i == 0;
    node.end = i == ps_replay_n_steps(view->replay);
    return node;
}

/* "start", "after 2 steps". Free it. */
static char *
head_of(guint i)
{
    g_autofree char *steps = ps_text_count(i, "step");
    return i == 0 ? g_strdup("start") : g_strdup_printf("after %s", steps);
}

static char *
label_at(const View *view, guint i)
{
    PsStateNode node = node_at(view, i);
    g_autofree char *head = head_of(i);
    return ps_state_label(view->verdicts, &node, head);
}

/* Adds state i of the run with its middle at y. */
static PsPart *
add_state(View *view, guint i, double y)
{
    PsStateNode node = node_at(view, i);
    g_autofree char *key = g_strdup_printf("t%u", i);
    g_autofree char *head = head_of(i);
    g_autofree char *label = label_at(view, i);
    PsPart *part = ps_graph_add_node(view->graph, head);
    ps_paint_clear(view->paint);
    ps_state_paint(view->paint, view->verdicts, &node, head);
    ps_paint_set(view->paint, "id", key);
    paint_place(view, 0, y, view->width, height_of(label));
    ps_paint_apply(view->paint, view->graph, part);
    return part;
}

/* Adds the step of the run that leads from the state before to that below, which begins at top. */
static void
add_step(View *view, PsPart *below, guint i, double top)
{
    PsStep step = ps_replay_step(view->replay, i - 1)->step;
    g_autofree char *key = g_strdup_printf("p%u", i);
    g_autofree char *label = ps_look_step(view->world, step);
    g_autofree char *text = ps_step_text(view->world, step);
    g_autoptr(GString) line = g_string_new("e,");
    g_autoptr(GString) place = g_string_new(NULL);
    PsPart *edge = ps_graph_add_edge(view->graph, view->before, below);
    append_point(line, 0, top);
    append_point(line, 0, view->bottom);
    append_straight(line, 0, view->bottom, 0, top - ARROW);
    append_point(place, ps_style_width(label) * STEP * 1.1 / 2 + 8, (view->bottom + top) / 2);
    ps_paint_clear(view->paint);
    ps_paint_set(view->paint, "id", key);
    ps_paint_set(view->paint, "label", label);
    ps_paint_set(view->paint, "tooltip", text);
    ps_paint_set(view->paint, "labeltooltip", text);
    ps_look_edge(view->paint, 1u << step.kind);
    ps_look_path_edge(view->paint);
    ps_paint_set(view->paint, "pos", line->str);
    ps_paint_set(view->paint, "lp", place->str);
    ps_paint_apply(view->paint, view->graph, edge);
}

/* ---- What else could have happened ---- */

/* What could have happened at a side instead of step i. */
static void
find_others(const View *view, guint i, guint side, Others *others)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    PsState from = state_at(view, i);
    guint n = ps_step_transitions(view->world, &from, out, &overflow);
    others->n = 0;
    for (guint j = 0; j < n; j++)
        if (out[j].step.side == side &&
            !ps_step_equal(out[j].step, ps_replay_step(view->replay, i)->step))
            others->list[others->n++] = out[j];
}

static gboolean
is_same(const View *view, const PsState *a, const PsState *b)
{
    PsPacked left = ps_world_pack(view->world, a);
    PsPacked right = ps_world_pack(view->world, b);
    return ps_packed_equal(left, right);
}

/* "as after 2 steps" if the run comes to the state too; else NULL. Free it. */
static char *
same_as(const View *view, const PsState *state)
{
    for (guint i = 0; i <= ps_replay_n_steps(view->replay); i++) {
        PsState other = state_at(view, i);
        g_autofree char *head = head_of(i);
        if (is_same(view, state, &other))
            return g_strdup_printf("as %s", i == 0 ? "at the start" : head);
    }
    return NULL;
}

/* A state in one line: "None + Pending Out / None → subscribe". Free it. */
static char *
line_of(const View *view, const PsStateNode *node)
{
    char *same = same_as(view, &node->state);
    if (same != NULL)
        return same;
    PsStateNode brief = *node;
    GString *line = g_string_new(NULL);
    for (guint side = 0; side < 2; side++)
        g_string_append_printf(
            line, "%s%s", side > 0 ? " / " : "",
            ps_profile_state_name(ps_world_profile(view->world, side), brief.state.entry[side]));
    ps_state_append_link(line, view->world, node->state.link[0], "  → ", ", ");
    ps_state_append_link(line, view->world, node->state.link[1], "  ← ", ", ");
    g_autofree char *crosses = ps_look_violated(view->verdicts, node->violated);
    g_auto(GStrv) words = g_strsplit(crosses, "\n", -1);
    g_autofree char *joined = g_strjoinv(" ", words);
    g_string_append_printf(line, "%s%s", node->violated != 0 ? "  " : "", joined);
    if (node->violated == 0 && ps_state_is_settled(&node->state))
        g_string_append(line, "  ✓");
    return g_string_free(line, FALSE);
}

/* Paints the node beside the run that a transition leads to, its inner end at `reach`; sign is -1
 * to the left. */
static void
paint_other(const View *view, const PsTransition *other, const char *key, int sign, double y)
{
    PsStateNode node = {.state = other->to};
    node.violated = ps_pairs_violations(view->verdicts, &node.state);
    g_autofree char *line = line_of(view, &node);
    double width = ps_style_width(line) * SMALL + 16;
    ps_paint_clear(view->paint);
    ps_state_paint(view->paint, view->verdicts, &node, "");
    ps_paint_add_class(view->paint, "beside");
    ps_paint_set(view->paint, "id", key);
    ps_paint_set(view->paint, "label", line);
    ps_paint_set(view->paint, "shape", "box");
    ps_paint_set(view->paint, "fontsize", "10");
    paint_place(view, sign * (view->reach + width / 2), y, width, BESIDE);
}

static void
paint_other_edge(const View *view, PsStep step, int sign, double from_y, double y)
{
    double start = sign * view->width * 0.4; /* within the node, whatever its shape is */
    double bend = sign * (view->width / 2 + BEND);
    double end = sign * view->reach;
    g_autofree char *label = ps_look_step(view->world, step);
    g_autofree char *text = ps_step_text(view->world, step);
    g_autoptr(GString) line = g_string_new("e,");
    g_autoptr(GString) place = g_string_new(NULL);
    append_point(line, end, y);
    append_point(line, start, from_y);
    append_point(line, bend - sign * BEND / 2, from_y);
    append_point(line, bend - sign * BEND / 2, y);
    append_point(line, bend, y);
    append_straight(line, bend, y, end - sign * ARROW, y);
    append_point(place, (bend + end) / 2, y - 7);
    ps_paint_clear(view->paint);
    ps_paint_set(view->paint, "label", label);
    ps_paint_set(view->paint, "tooltip", text);
    ps_paint_set(view->paint, "labeltooltip", text);
    ps_look_edge(view->paint, 1u << step.kind);
    ps_paint_set(view->paint, "pos", line->str);
    ps_paint_set(view->paint, "lp", place->str);
}

/* Adds what else could have happened at a side in state i, whose node has its middle at y and this
 * height: one below the other, around that middle. */
static void
add_others(View *view, PsPart *node, guint i, guint side, const Others *others, double y,
           double height)
{
    int sign = side == 0 ? -1 : 1;
    double pitch = BESIDE + APART;
    double first = y - (others->n - 1.0) * pitch / 2;
    for (guint j = 0; j < others->n; j++) {
        const PsTransition *other = &others->list[j];
        double at = first + j * pitch;
        double share = others->n > 1 ? (j / (others->n - 1.0) - 0.5) : 0;
        g_autofree char *name = g_strdup_printf("t%u-%s%u", i, side == 0 ? "a" : "b", j);
        g_autofree char *key = g_strdup_printf("o%s", name + 1);
        PsPart *part = ps_graph_add_node(view->graph, name);
        paint_other(view, other, name, sign, at);
        ps_paint_apply(view->paint, view->graph, part);
        PsPart *edge = ps_graph_add_edge(view->graph, node, part);
        paint_other_edge(view, other->step, sign, y + share * height * 0.55, at);
        ps_paint_set(view->paint, "id", key);
        ps_paint_apply(view->paint, view->graph, edge);
    }
}

/* ---- The graph ---- */

/* Adds state i of the run, the step that leads to it, and what is beside it. */
static void
add_row(View *view, guint i)
{
    g_autofree Others *others = g_new0(Others, 2);
    g_autofree char *label = label_at(view, i);
    double height = height_of(label);
    double room = height;
    for (guint side = 0; side < 2 && i < ps_replay_n_steps(view->replay); side++) {
        find_others(view, i, side, &others[side]);
        room = MAX(room, others[side].n * (BESIDE + APART));
    }
    double y = view->y + room / 2;
    PsPart *node = add_state(view, i, y);
    double outlines = g_ascii_strtod(ps_part_get(node, "peripheries"), NULL);
    double half = height / 2 + 4 * (outlines - 1);
    if (i > 0)
        add_step(view, node, i, y - half);
    for (guint side = 0; side < 2; side++)
        add_others(view, node, i, side, &others[side], y, height);
    view->before = node;
    view->bottom = y + half;
    view->y += room + BETWEEN;
}

/* Makes the nodes of the run as wide as the widest of them, and leaves room for the labels beside
 * them. */
static void
measure(View *view)
{
    guint widest = 0;
    guint step = 0;
    for (guint i = 0; i <= ps_replay_n_steps(view->replay); i++) {
        g_autofree char *label = label_at(view, i);
        widest = MAX(widest, widest_line(label));
    }
    for (guint side = 0; side < 2; side++) {
        g_autofree char *label =
            ps_look_step(view->world, (PsStep){PS_STEP_ARRIVAL, (guint8)side, PS_UNSUBSCRIBED});
        step = MAX(step, ps_style_width(label));
    }
    view->width = widest * LETTER + 48;
    view->reach = view->width / 2 + BEND + step * STEP + 22;
}

static void
describe(const View *view, const char *title)
{
    g_autofree char *servers = ps_caption_servers(view->world);
    g_autofree char *settings = ps_caption_settings(view->world);
    g_autofree char *bound = ps_text_count(ps_world_options(view->world)->in_flight, "presence");
    g_autofree char *caption = g_strdup_printf("%s\n%s%sat most %s in flight", servers, settings,
                                               settings[0] != '\0' ? "; " : "", bound);
    g_autofree char *legend = ps_look_legend(TRUE, FALSE);
    g_autofree char *places = g_strdup_printf(
        "down the middle, the run; beside each state what else could have happened there: left "
        "%s’s "
        "steps, right %s’s, each with the state it leads to: %s’s entry / %s’s entry → to %s ← to "
        "%s",
        ps_world_name(view->world, 0), ps_world_name(view->world, 1), ps_world_name(view->world, 0),
        ps_world_name(view->world, 1), ps_world_name(view->world, 1),
        ps_world_name(view->world, 0));
    ps_graph_describe(view->graph, title, caption, legend, places);
}

PsGraph *
ps_view_trace(const PsVerdicts *verdicts, const PsReplay *replay, const char *title)
{
    View view = {.verdicts = verdicts,
                 .replay = replay,
                 .world = ps_replay_world(replay),
                 .graph = ps_graph_new("trace"),
                 .paint = ps_paint_new()};
    ps_graph_set(view.graph, NULL, "layout", "nop2");
    measure(&view);
    for (guint i = 0; i <= ps_replay_n_steps(replay); i++)
        add_row(&view, i);
    describe(&view, title);
    ps_paint_free(view.paint);
    return view.graph;
}
