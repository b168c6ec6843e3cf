/* A walk, as a terminal shows it. */
#include "viz/ladder.h"
#include "viz/walk-report.h"

/* What is on the link that leaves a side: "unsubscribe, subscribe -->", what arrives first beside
 * the head of the arrow; "" if nothing is. Free it. */
static char *
link_text(const PsWorld *world, const PsState *state, guint side)
{
    guint n = ps_world_link_length(world, state->link[side]);
    GString *text = g_string_new(n > 0 && side == 1 ? "<-- " : "");
    for (guint i = 0; i < n; i++) {
        guint place = side == 0 ? n - 1 - i : i;
        g_string_append_printf(
            text, "%s%s", i > 0 ? ", " : "",
            ps_presence_name(ps_world_link_peek(world, state->link[side], place)));
    }
    g_string_append(text, n > 0 && side == 0 ? " -->" : "");
    return g_string_free(text, FALSE);
}

/* "online, sees nobody", in worlds where that can be otherwise; else NULL. Free it. */
static char *
session_text(const PsWorld *world, const PsState *state, guint side)
{
    if (!ps_world_options(world)->availability)
        return NULL;
    return g_strdup_printf("%s, sees %s", state->online >> side & 1 ? "online" : "offline",
                           state->sees >> side & 1 ? ps_world_name(world, 1 - side) : "nobody");
}

static void
append_sides(GString *out, const PsWorld *world, const PsState *state)
{
    guint name =
        MAX(ps_style_width(ps_world_name(world, 0)), ps_style_width(ps_world_name(world, 1)));
    guint entry = 0;
    for (guint side = 0; side < 2; side++)
        entry = MAX(entry, ps_style_width(ps_profile_state_name(ps_world_profile(world, side),
                                                                state->entry[side])));
    for (guint side = 0; side < 2; side++) {
        g_autofree char *session = session_text(world, state, side);
        g_autofree char *link = link_text(world, state, side);
        g_autoptr(GString) line = g_string_new("  ");
        ps_style_pad(line, ps_world_name(world, side), name + 2);
        ps_style_pad(line, ps_profile_state_name(ps_world_profile(world, side), state->entry[side]),
                     entry + 2);
        if (session != NULL)
            ps_style_pad(line, session, 24);
        g_string_append(line, link);
        g_string_append_printf(out, "%s\n", g_strchomp(line->str));
    }
}

/* How many of the faults that are counted are left. */
static void
append_budgets(GString *out, const PsWorld *world, const PsState *state)
{
    guint n = 0;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (ps_world_options(world)->faults[fault] > 0)
            g_string_append_printf(out, "%s%s %u",
                                   n++ > 0 ? ", " : "  left: ", ps_fault_name((PsFault)fault),
                                   state->left[fault]);
    g_string_append(out, n > 0 ? "\n" : "");
}

/* What the state decides on. */
static void
append_properties(GString *out, const PsWorld *world, const PsState *state,
                  const PsProperties *properties, const PsStyle *style)
{
    for (guint i = 0; i < ps_properties_n(properties); i++) {
        const PsProperty *property = ps_properties_get(properties, i);
        gboolean reachable = ps_property_kind(property) == PS_PROPERTY_REACHABLE;
        if (!ps_property_applies(property, world) ||
            !(reachable ? ps_property_accepts(property, world, state)
                        : ps_property_violated(property, world, state)))
            continue;
        g_autofree char *why = ps_property_explain(property, world, state);
        g_autofree char *line = g_strdup_printf("  %s is %s: %s", ps_property_name(property),
                                                reachable ? "reached" : "violated", why);
        ps_style_append(style, out, reachable ? PS_INK_GOOD : PS_INK_BAD, line, 0);
        g_string_append_c(out, '\n');
    }
}

void
ps_walk_append_state(GString *out, const PsWalk *walk, const PsProperties *properties,
                     const PsStyle *style)
{
    const PsWorld *world = ps_walk_world(walk);
    PsState state = ps_walk_state(walk);
    g_autofree char *title = g_strdup_printf("step %u", ps_walk_position(walk));
    ps_style_append(style, out, PS_INK_BOLD, title, 0);
    if (ps_walk_length(walk) > ps_walk_position(walk))
        g_string_append_printf(out, " of %u", ps_walk_length(walk));
    g_string_append_c(out, '\n');
    append_sides(out, world, &state);
    append_budgets(out, world, &state);
    append_properties(out, world, &state, properties, style);
    for (guint i = 0; i < ps_walk_n_choices(walk); i++) {
        g_autofree char *step = ps_step_text(world, ps_walk_choice(walk, i)->step);
        g_string_append_printf(out, "%4u  %s\n", i + 1, step);
    }
    if (ps_walk_n_choices(walk) == 0)
        g_string_append(out, "  nothing can happen any more\n");
}

void
ps_walk_append_steps(GString *out, const PsWalk *walk, guint first, const PsStyle *style)
{
    g_autoptr(GArray) path = ps_walk_path(walk);
    g_autoptr(PsReplay) replay = ps_replay_path(ps_walk_world(walk), path);
    if (first < path->len)
        ps_ladder_append_part(out, replay, first, "", style);
}
