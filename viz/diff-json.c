/* The report of a difference, as JSON. */
#include "viz/diff-private.h"
#include "viz/json.h"

static void
add_states(JsonBuilder *builder, const char *name, const PsWorld *world, const guint states[2])
{
    ps_json_pair(builder, name, ps_profile_state_name(ps_world_profile(world, 0), states[0]),
                 ps_profile_state_name(ps_world_profile(world, 1), states[1]));
}

/* "only": of each server, the states without a partner. */
static void
add_lone(JsonBuilder *builder, const PsDifference *difference)
{
    ps_json_array(builder, "only");
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(ps_difference_world(difference), side);
        json_builder_begin_array(builder);
        for (guint state = 0; state < ps_profile_n_states(profile); state++)
            if (ps_difference_lone(difference, side) >> state & 1)
                json_builder_add_string_value(builder, ps_profile_state_name(profile, state));
        json_builder_end_array(builder);
    }
    json_builder_end_array(builder);
}

static void
add_rows(JsonBuilder *builder, const PsDifference *difference)
{
    const PsWorld *world = ps_difference_world(difference);
    ps_json_array(builder, "rows");
    for (guint i = 0; i < ps_difference_n_rows(difference); i++) {
        const PsDifferentRow *row = ps_difference_row(difference, i);
        g_autofree char *first = ps_diff_row_text(world, 0, row->event, row->states[0]);
        g_autofree char *second = ps_diff_row_text(world, 1, row->event, row->states[1]);
        json_builder_begin_object(builder);
        ps_json_string(builder, "event", ps_event_name(row->event));
        add_states(builder, "states", world, row->states);
        ps_json_pair(builder, "rows", first, second);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

/* What one server did: "sent", "delivered" and, if there are any, "pushes" and what they show. */
static void
add_reaction(JsonBuilder *builder, const PsReaction *reaction)
{
    json_builder_begin_object(builder);
    ps_json_array(builder, "sent");
    for (guint i = 0; i < reaction->n_sent; i++)
        json_builder_add_string_value(builder, ps_presence_name(reaction->sent[i]));
    json_builder_end_array(builder);
    ps_json_boolean(builder, "delivered", reaction->delivered);
    ps_json_integer(builder, "pushes", reaction->n_pushes);
    if (reaction->n_pushes > 0) {
        g_autofree char *item = ps_item_text(&reaction->push);
        ps_json_string(builder, "push", item);
    }
    json_builder_end_object(builder);
}

/* The run after which an observer sees a difference, or null. */
static void
add_run(JsonBuilder *builder, const char *name, const PsWorld *world, const GArray *run)
{
    json_builder_set_member_name(builder, name);
    if (run == NULL) {
        json_builder_add_null_value(builder);
        return;
    }
    json_builder_begin_array(builder);
    for (guint i = 0; i < run->len; i++) {
        const PsFed *fed = &g_array_index(run, PsFed, i);
        const guint entries[2] = {fed->to.entry[0], fed->to.entry[1]};
        g_autofree char *event = ps_diff_event_text(fed->event);
        json_builder_begin_object(builder);
        ps_json_string(builder, "event", event);
        add_states(builder, "entries", world, entries);
        ps_json_array(builder, "reactions");
        for (guint side = 0; side < 2; side++)
            add_reaction(builder, &fed->reactions[side]);
        json_builder_end_array(builder);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

char *
ps_diff_report_json(const PsDifference *difference, const char *const profiles[2])
{
    const PsWorld *world = ps_difference_world(difference);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_pair(builder, "profiles", profiles[0], profiles[1]);
    ps_json_options(builder, ps_world_profile(world, 0), ps_world_profile(world, 1));
    ps_json_boolean(builder, "availability", ps_world_options(world)->availability);
    ps_json_boolean(builder, "equivalent", ps_difference_equivalent(difference));
    add_lone(builder, difference);
    ps_json_integer(builder, "compared", ps_difference_n_compared(difference));
    add_rows(builder, difference);
    add_run(builder, "peer", world, ps_difference_run(difference, PS_OBSERVER_PEER));
    add_run(builder, "client", world, ps_difference_run(difference, PS_OBSERVER_CLIENT));
    json_builder_end_object(builder);
    return ps_json_text(builder);
}
