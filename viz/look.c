/* Looks. */
#include "viz/look.h"

#include "viz/palette.h"

guint
ps_look_node(PsPaint *paint, PsLook look, gboolean initial)
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
    ps_paint_set_all(paint, looks[look]);
    if (initial)
        ps_paint_add_class(paint, "initial");
    ps_paint_set(paint, "peripheries", numbers[outlines]);
    return outlines;
}

void
ps_look_edge(PsPaint *paint, guint kinds)
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
        ps_paint_set_all(paint, looks[0]);
    else if (kinds == 1u << PS_STEP_ARRIVAL)
        ps_paint_set_all(paint, looks[1]);
    else
        ps_paint_set_all(paint,
                         faults != 0 && faults << PS_STEP_LOSS == kinds ? looks[2] : looks[3]);
}

void
ps_look_path_node(PsPaint *paint, gboolean end)
{
    ps_paint_add_class(paint, "path");
    if (end)
        ps_paint_add_class(paint, "end");
    ps_paint_set(paint, "penwidth", end ? "4" : "2.5");
    ps_paint_set(paint, "fontname", "Helvetica-Bold");
}

void
ps_look_path_edge(PsPaint *paint)
{
    static const PsAttribute look[] = {
        {"color", "black"}, {"fontcolor", "black"}, {"fontname", "Helvetica-Bold"},
        {"penwidth", "3"},  {"weight", "8"},        {NULL, NULL}};
    ps_paint_add_class(paint, "path");
    ps_paint_set_all(paint, look);
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

const char *
ps_look_kind(PsStep step)
{
    static const char *const names[PS_N_STEP_KINDS] = {"action", "arrival", "loss", "repeat",
                                                       "bounce"};
    return names[step.kind];
}

char *
ps_look_legend(gboolean with_path, gboolean symmetric)
{
    return g_strdup_printf("double outline: start; rounded ✓: settled, in agreement; octagon ✗: in "
                           "violation; dashed ellipse: something is in flight\n"
                           "solid blue, !: a user acts; dashed, ?: a presence arrives%s%s",
                           with_path ? "; bold black: a shortest counterexample or witness" : "",
                           symmetric ? ";" PS_LOOK_TURNED ": then the users change places" : "");
}

const PsSample *
ps_look_samples(void)
{
    static const PsSample samples[] = {
        {FALSE, "state", "a state of the server"},
        {FALSE, "settled", "✓ settled: nothing is in flight, and the records agree"},
        {FALSE, "violated", "✗ a property is violated"},
        {FALSE, "in-flight", "something is in flight"},
        {FALSE, "initial", "where everything starts"},
        {TRUE, "quiet", "! a user acts, and then presences arrive until nothing is in flight"},
        {TRUE, "return",
         "the same, no further away from the start; what begins it is in its tool tip and in the "
         "text"},
        {TRUE, "disturbed", "it takes more, while something is in flight: what the label says"},
        {TRUE, "action", "! a user acts"},
        {TRUE, "arrival", "? a presence arrives"},
        {TRUE, "fault", "a presence is lost, repeated or bounced"},
        {TRUE, "mixed", "actions as well as arrivals or faults"},
        {FALSE, "centre", "the state to which the others are near"},
        {TRUE, "path", "the run that is shown: a shortest counterexample or witness, or a trace"},
        {0},
    };
    return samples;
}
