/* A state as a node. */
#include "viz/state.h"

#include "viz/pairs.h"

PsStateNode
ps_state_node(const PsVerdicts *verdicts, guint64 id)
{
    const PsSearch *search = ps_verdicts_search(verdicts);
    PsStateNode node = {.id = id, .state = ps_search_state(search, id)};
    node.depth = ps_search_depth_of(search, id);
    node.violated = ps_pairs_violations(verdicts, &node.state);
    return node;
}

void
ps_state_append_link(GString *text, const PsWorld *world, guint64 link, const char *before,
                     const char *then)
{
    for (guint i = 0; i < ps_world_link_length(world, link); i++)
        g_string_append_printf(text, "%s%s", i == 0 ? before : then,
                               ps_presence_name(ps_world_link_peek(world, link, i)));
}

/* What is left of the budgets: ", loss 2". */
static void
append_left(GString *text, const PsWorld *world, const PsState *state, const char *before)
{
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (ps_world_options(world)->faults[fault] > 0)
            g_string_append_printf(text, "%s%s %u", before, ps_fault_name((PsFault)fault),
                                   state->left[fault]);
}

char *
ps_state_name(const PsWorld *world, guint64 id, const PsState *state)
{
    GString *name = g_string_new(NULL);
    g_string_printf(name, "s%" G_GUINT64_FORMAT ": ", id);
    for (guint side = 0; side < 2; side++) {
        g_string_append_printf(
            name, "%s%s", side > 0 ? " / " : "",
            ps_profile_state_name(ps_world_profile(world, side), state->entry[side]));
        if (ps_world_options(world)->availability)
            g_string_append(name, state->online >> side & 1 ? " online" : " offline");
        if (state->sees >> side & 1)
            g_string_append(name, " sees");
    }
    ps_state_append_link(name, world, state->link[0], " / > ", ", ");
    ps_state_append_link(name, world, state->link[1], " / < ", ", ");
    append_left(name, world, state, " / ");
    return g_string_free(name, FALSE);
}

char *
ps_state_label(const PsVerdicts *verdicts, const PsStateNode *node, const char *head)
{
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    const PsState *state = &node->state;
    g_autofree char *a = ps_look_entry(world, state, 0);
    g_autofree char *b = ps_look_entry(world, state, 1);
    g_autofree char *crosses = ps_look_violated(verdicts, node->violated);
    GString *label = g_string_new(head);
    g_string_append_printf(label, "%s%s\n%s", head[0] != '\0' ? "\n" : "", a, b);
    ps_state_append_link(label, world, state->link[0], "\n→ ", "\n→ ");
    ps_state_append_link(label, world, state->link[1], "\n← ", "\n← ");
    append_left(label, world, state, "\n");
    if (node->violated != 0)
        g_string_append_printf(label, "\n%s", crosses);
    else if (ps_state_is_settled(state))
        g_string_append(label, "\n✓");
    return g_string_free(label, FALSE);
}

/* Why the state violates what it violates, one line each. */
static void
append_violations(GString *text, const PsVerdicts *verdicts, const PsStateNode *node)
{
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    for (guint i = 0; node->violated >> i != 0; i++) {
        const PsProperty *property = ps_verdicts_get(verdicts, i)->property;
        if (!(node->violated >> i & 1))
            continue;
        g_autofree char *why = ps_property_explain(property, world, &node->state);
        g_string_append_printf(text, "\nviolates %s: %s", ps_property_name(property), why);
    }
}

char *
ps_state_tooltip(const PsVerdicts *verdicts, const PsStateNode *node)
{
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    const PsState *state = &node->state;
    GString *text = g_string_new(NULL);
    g_string_printf(text, "s%" G_GUINT64_FORMAT ", %u steps from the start", node->id, node->depth);
    for (guint side = 0; side < 2; side++) {
        g_autofree char *entry = ps_look_entry(world, state, side);
        g_string_append_printf(text, "\n%s", entry);
    }
    for (guint link = 0; link < 2; link++) {
        g_string_append_printf(text, "\n%s → %s: ", ps_world_name(world, link),
                               ps_world_name(world, 1 - link));
        ps_state_append_link(text, world, state->link[link], "", ", ");
        if (state->link[link] == 1)
            g_string_append(text, "nothing");
    }
    append_left(text, world, state, "\nleft: ");
    if (ps_state_is_settled(state))
        g_string_append(text, "\nsettled");
    append_violations(text, verdicts, node);
    return g_string_free(text, FALSE);
}

void
ps_state_paint(PsPaint *paint, const PsVerdicts *verdicts, const PsStateNode *node,
               const char *head)
{
    g_autofree char *label = ps_state_label(verdicts, node, head);
    g_autofree char *tooltip = ps_state_tooltip(verdicts, node);
    PsLook look = node->violated != 0                 ? PS_LOOK_VIOLATED
                  : ps_state_is_settled(&node->state) ? PS_LOOK_SETTLED
                                                      : PS_LOOK_IN_FLIGHT;
    ps_paint_set(paint, "label", label);
    ps_paint_set(paint, "tooltip", tooltip);
    ps_look_node(paint, look, node->initial);
    if (node->on_path)
        ps_look_path_node(paint, node->end);
}
