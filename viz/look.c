/* Looks. */
#include "viz/look.h"

#include "viz/palette.h"

guint
ps_look_node(PsGraph *graph, PsPart *node, PsLook look, gboolean initial)
{
    static const PsAttribute looks[][8] = {
        {{"class", "in-flight"},
         {"shape", "ellipse"},
         {"style", "filled,dashed"},
         {"margin", "0.02,0.02"},
         {NULL, NULL}},
        {{"class", "settled"},
         {"shape", "box"},
         {"style", "filled,rounded"},
         {"fillcolor", PS_SKY_TINT},
         {NULL, NULL}},
        {{"class", "violated"},
         {"shape", "octagon"},
         {"style", "filled"},
         {"fillcolor", PS_ORANGE_TINT},
         {"margin", "0.05,0.03"},
         {NULL, NULL}},
    };
    static const char *const numbers[] = {"0", "1", "2", "3"};
    guint outlines = 1 + (look == PS_LOOK_VIOLATED) + (initial ? 1 : 0);
    ps_graph_set_all(graph, node, looks[look]);
    if (initial)
        ps_graph_add_class(graph, node, "initial");
    ps_graph_set(graph, node, "peripheries", numbers[outlines]);
    return outlines;
}

void
ps_look_edge(PsGraph *graph, PsPart *edge, guint kinds)
{
    static const PsAttribute looks[][6] = {
        {{"class", "action"}, {"color", PS_BLUE}, {"fontcolor", PS_BLUE}, {NULL, NULL}},
        {{"class", "arrival"},
         {"color", PS_VERMILION},
         {"fontcolor", PS_VERMILION_TEXT},
         {"style", "dashed"},
         {NULL, NULL}},
        {{"class", "fault"},
         {"color", PS_PURPLE},
         {"fontcolor", PS_PURPLE_TEXT},
         {"style", "dotted"},
         {"arrowhead", "empty"},
         {NULL, NULL}},
        {{"class", "mixed"}, {"color", PS_BLUE ":" PS_VERMILION}, {NULL, NULL}},
    };
    guint faults = kinds >> PS_STEP_LOSS;
    if (kinds == 1u << PS_STEP_ACTION)
        ps_graph_set_all(graph, edge, looks[0]);
    else if (kinds == 1u << PS_STEP_ARRIVAL)
        ps_graph_set_all(graph, edge, looks[1]);
    else
        ps_graph_set_all(graph, edge,
                         faults != 0 && faults << PS_STEP_LOSS == kinds ? looks[2] : looks[3]);
}

void
ps_look_path_node(PsGraph *graph, PsPart *node, gboolean end)
{
    ps_graph_add_class(graph, node, "path");
    if (end)
        ps_graph_add_class(graph, node, "end");
    ps_graph_set(graph, node, "penwidth", end ? "4" : "2.5");
    ps_graph_set(graph, node, "fontname", "Helvetica-Bold");
}

void
ps_look_path_edge(PsGraph *graph, PsPart *edge)
{
    static const PsAttribute look[] = {
        {"color", "black"}, {"fontcolor", "black"}, {"fontname", "Helvetica-Bold"},
        {"penwidth", "3"},  {"weight", "8"},        {NULL, NULL}};
    ps_graph_add_class(graph, edge, "path");
    ps_graph_set_all(graph, edge, look);
}

char *
ps_look_step(const PsWorld *world, PsStep step)
{
    const char *name = ps_world_name(world, step.side);
    if (step.kind == PS_STEP_ACTION)
        return g_strdup_printf("%s ! %s", name, ps_action_name((PsAction)step.what));
    if (step.kind == PS_STEP_ARRIVAL)
        return g_strdup_printf("%s ? %s", name, ps_presence_name((PsPresence)step.what));
    return ps_step_text(world, step);
}

char *
ps_look_entry(const PsWorld *world, const PsState *state, guint side)
{
    const char *entry = ps_profile_state_name(ps_world_profile(world, side), state->entry[side]);
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%s: %s", ps_world_name(world, side), entry);
    if (ps_world_options(world)->availability)
        g_string_append(text, state->online >> side & 1 ? ", online" : ", offline");
    if (state->sees >> side & 1)
        g_string_append_printf(text, ", sees %s", ps_world_name(world, 1 - side));
    return g_string_free(text, FALSE);
}

char *
ps_look_violated(const PsVerdicts *verdicts, guint violated)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; violated >> i != 0; i++)
        if (violated >> i & 1)
            g_string_append_printf(text, "%s✗ %s", text->len > 0 ? "\n" : "",
                                   ps_property_name(ps_verdicts_get(verdicts, i)->property));
    return g_string_free(text, FALSE);
}

char *
ps_look_legend(const char *places, gboolean with_path)
{
    return g_strdup_printf("double outline: start; rounded ✓: settled, in agreement; octagon ✗: in "
                           "violation; dashed ellipse: something is in flight\n"
                           "solid blue, !: a user acts; dashed, ?: a presence arrives%s\n%s\n",
                           with_path ? "; bold black: a shortest counterexample or witness" : "",
                           places);
}
