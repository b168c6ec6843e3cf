/* JSON: the members that reports share. */
#include "viz/json.h"

/* A path is any bytes; JSON is UTF-8. */
static void
add_string(JsonBuilder *builder, const char *value)
{
    g_autofree char *valid = g_utf8_make_valid(value, -1);
    json_builder_add_string_value(builder, valid);
}

void
ps_json_string(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    add_string(builder, value);
}

void
ps_json_integer(JsonBuilder *builder, const char *name, guint64 value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_int_value(builder, (gint64)value);
}

void
ps_json_boolean(JsonBuilder *builder, const char *name, gboolean value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_boolean_value(builder, value);
}

void
ps_json_double(JsonBuilder *builder, const char *name, double value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_double_value(builder, value);
}

void
ps_json_pair(JsonBuilder *builder, const char *name, const char *a, const char *b)
{
    ps_json_array(builder, name);
    add_string(builder, a);
    add_string(builder, b);
    json_builder_end_array(builder);
}

void
ps_json_array(JsonBuilder *builder, const char *name)
{
    json_builder_set_member_name(builder, name);
    json_builder_begin_array(builder);
}

static void
add_actions(JsonBuilder *builder, const PsWorld *world)
{
    ps_json_array(builder, "actions");
    for (guint i = 0; i < PS_N_ACTIONS; i++)
        if (ps_world_has_action(world, (PsAction)i))
            json_builder_add_string_value(builder, ps_action_name((PsAction)i));
    json_builder_end_array(builder);
}

static void
add_fault(JsonBuilder *builder, PsFault fault, int times)
{
    if (times == PS_FAULT_ANY)
        ps_json_string(builder, ps_fault_name(fault), "any");
    else
        ps_json_integer(builder, ps_fault_name(fault), (guint64)times);
}

void
ps_json_options(JsonBuilder *builder, const PsProfile *a, const PsProfile *b)
{
    const PsProfile *const profiles[2] = {a, b};
    ps_json_array(builder, "options");
    for (guint side = 0; side < 2; side++) {
        json_builder_begin_object(builder);
        for (guint i = 0; i < ps_profile_n_options(profiles[side]); i++)
            ps_json_boolean(builder, ps_profile_option(profiles[side], i)->name,
                            ps_profile_option(profiles[side], i)->on);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

void
ps_json_conditions(JsonBuilder *builder, const PsWorld *world)
{
    const PsWorldOptions *options = ps_world_options(world);
    ps_json_integer(builder, "in_flight", options->in_flight);
    ps_json_string(builder, "users", options->users == PS_USERS_FREE ? "free" : "sensible");
    add_actions(builder, world);
    ps_json_boolean(builder, "sequential", options->sequential);
    ps_json_boolean(builder, "availability", options->availability);
    ps_json_string(builder, "order", options->any_order ? "any" : "fifo");
    for (guint i = 0; i < PS_N_FAULTS; i++)
        add_fault(builder, (PsFault)i, options->faults[i]);
}

void
ps_json_world(JsonBuilder *builder, const PsWorld *world)
{
    ps_json_conditions(builder, world);
    ps_json_options(builder, ps_world_profile(world, 0), ps_world_profile(world, 1));
}

void
ps_json_steps(JsonBuilder *builder, const char *name, const PsWorld *world, const GArray *path)
{
    ps_json_array(builder, name);
    for (guint i = 0; i < path->len; i++) {
        g_autofree char *text = ps_step_text(world, g_array_index(path, PsStep, i));
        json_builder_add_string_value(builder, text);
    }
    json_builder_end_array(builder);
}

void
ps_json_holds(JsonBuilder *builder, PsOutcome outcome)
{
    json_builder_set_member_name(builder, "holds");
    if (outcome == PS_UNDECIDED)
        json_builder_add_null_value(builder);
    else
        json_builder_add_boolean_value(builder, outcome == PS_HOLDS);
}

void
ps_json_ways(JsonBuilder *builder, const GArray *ways)
{
    if (ways->len == 0) {
        json_builder_set_member_name(builder, "needs");
        json_builder_add_null_value(builder);
        return;
    }
    ps_json_array(builder, "needs");
    for (guint i = 0; i < ways->len; i++) {
        const PsWay *way = &g_array_index(ways, PsWay, i);
        json_builder_begin_object(builder);
        ps_json_array(builder, "what");
        for (guint need = 0; need < PS_N_NEEDS; need++)
            if (way->needs >> need & 1)
                json_builder_add_string_value(builder, ps_need_name((PsNeed)need));
        json_builder_end_array(builder);
        ps_json_integer(builder, "steps", way->steps);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

char *
ps_json_text(JsonBuilder *builder)
{
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *text = json_to_string(root, TRUE);
    return g_strconcat(text, "\n", NULL);
}
