/* Profiles as JSON. */
#include "viz/json.h"
#include "viz/profile-report.h"

char *
ps_profile_list_json(const char *const *names, const GPtrArray *profiles)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_array(builder, "profiles");
    for (guint i = 0; i < profiles->len; i++) {
        json_builder_begin_object(builder);
        ps_json_string(builder, "name", names[i]);
        ps_json_string(builder, "title", ps_profile_title(g_ptr_array_index(profiles, i)));
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}

static void
add_options(JsonBuilder *builder, const PsProfile *profile)
{
    ps_json_array(builder, "options");
    for (guint i = 0; i < ps_profile_n_options(profile); i++) {
        const PsOption *option = ps_profile_option(profile, i);
        json_builder_begin_object(builder);
        ps_json_string(builder, "name", option->name);
        ps_json_string(builder, "why", option->why);
        ps_json_boolean(builder, "default", option->by_default);
        ps_json_boolean(builder, "on", option->on);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

/* What a state says of the roster item, if there is one, and of what no roster shows. */
static void
add_state(JsonBuilder *builder, const PsProfile *profile, guint state)
{
    PsAttributes attributes = ps_profile_attributes(profile, state);
    const char *ask = ps_attributes_ask(attributes);
    json_builder_begin_object(builder);
    ps_json_string(builder, "name", ps_profile_state_name(profile, state));
    ps_json_boolean(builder, "item", !(attributes & PS_UNLISTED));
    ps_json_string(builder, "subscription", ps_attributes_subscription(attributes));
    json_builder_set_member_name(builder, "ask");
    if (ask != NULL)
        json_builder_add_string_value(builder, ask);
    else
        json_builder_add_null_value(builder);
    ps_json_boolean(builder, "pending", (attributes & PS_PENDING) != 0);
    ps_json_boolean(builder, "approved", (attributes & PS_APPROVED) != 0);
    ps_json_boolean(builder, "reachable", ps_profile_reachable(profile) >> state & 1);
    json_builder_end_object(builder);
}

static void
add_states(JsonBuilder *builder, const PsProfile *profile)
{
    ps_json_string(builder, "initial", ps_profile_state_name(profile, ps_profile_initial(profile)));
    ps_json_array(builder, "states");
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        add_state(builder, profile, state);
    json_builder_end_array(builder);
}

/* "route", "deliver", "push", "send subscribed". Free it. */
static char *
effect_text(PsEffect effect)
{
    static const char *const names[] = {"route", "deliver", "push"};
    if (effect.kind != PS_SEND)
        return g_strdup(names[effect.kind]);
    return g_strdup_printf("send %s", ps_presence_name((PsPresence)effect.presence));
}

static void
add_row(JsonBuilder *builder, const PsProfile *profile, PsEvent event, guint state)
{
    const PsRow *row = ps_profile_row(profile, event, state);
    json_builder_begin_object(builder);
    ps_json_string(builder, "event", ps_event_name(event));
    ps_json_string(builder, "state", ps_profile_state_name(profile, state));
    ps_json_string(builder, "to", ps_profile_state_name(profile, row->state));
    ps_json_array(builder, "effects");
    for (guint i = 0; i < row->n_effects; i++) {
        g_autofree char *effect = effect_text(row->effects[i]);
        json_builder_add_string_value(builder, effect);
    }
    json_builder_end_array(builder);
    json_builder_set_member_name(builder, "option");
    if (row->option >= 0)
        json_builder_add_string_value(builder,
                                      ps_profile_option(profile, (guint)row->option)->name);
    else
        json_builder_add_null_value(builder);
    json_builder_end_object(builder);
}

char *
ps_profile_show_json(const PsProfile *profile)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_string(builder, "name", ps_profile_name(profile));
    ps_json_string(builder, "title", ps_profile_title(profile));
    ps_json_string(builder, "reference", ps_profile_reference(profile));
    add_options(builder, profile);
    add_states(builder, profile);
    ps_json_array(builder, "rows");
    for (guint event = 0; event < PS_N_EVENTS; event++)
        for (guint state = 0; state < ps_profile_n_states(profile); state++)
            if (ps_profile_states_row(profile, (PsEvent)event, state))
                add_row(builder, profile, (PsEvent)event, state);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}

char *
ps_profile_verify_json(const PsProfile *profile, const char *path, const GPtrArray *findings)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_string(builder, "file", path);
    ps_json_integer(builder, "states", ps_profile_n_states(profile));
    ps_json_integer(builder, "options", ps_profile_n_options(profile));
    ps_json_array(builder, "findings");
    for (guint i = 0; i < findings->len; i++)
        json_builder_add_string_value(builder, g_ptr_array_index(findings, i));
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}
