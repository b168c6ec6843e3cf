/* A run as JSON. */
#include "viz/json.h"
#include "viz/run-report.h"

/* "links": what is on the link from A, and on that from B; the head of a queue first. */
static void
add_links(JsonBuilder *builder, const PsWorld *world, const PsState *state)
{
    ps_json_array(builder, "links");
    for (guint link = 0; link < 2; link++) {
        json_builder_begin_array(builder);
        for (guint i = 0; i < ps_world_link_length(world, state->link[link]); i++)
            json_builder_add_string_value(
                builder, ps_presence_name(ps_world_link_peek(world, state->link[link], i)));
        json_builder_end_array(builder);
    }
    json_builder_end_array(builder);
}

static void
add_bits(JsonBuilder *builder, const char *name, guint bits)
{
    ps_json_array(builder, name);
    for (guint side = 0; side < 2; side++)
        json_builder_add_boolean_value(builder, (bits >> side & 1) != 0);
    json_builder_end_array(builder);
}

/* The members that say what a state is. */
static void
add_state(JsonBuilder *builder, const PsWorld *world, const PsState *state)
{
    ps_json_pair(builder, "entries",
                 ps_profile_state_name(ps_world_profile(world, 0), state->entry[0]),
                 ps_profile_state_name(ps_world_profile(world, 1), state->entry[1]));
    add_links(builder, world, state);
    if (!ps_world_options(world)->availability)
        return;
    add_bits(builder, "online", state->online);
    add_bits(builder, "sees", state->sees);
}

/* "steps", "initial" and "run": each step with the state after it. */
static void
add_run(JsonBuilder *builder, const PsReplay *replay)
{
    const PsWorld *world = ps_replay_world(replay);
    PsState initial = ps_world_initial(world);
    ps_json_integer(builder, "steps", ps_replay_n_steps(replay));
    json_builder_set_member_name(builder, "initial");
    json_builder_begin_object(builder);
    add_state(builder, world, &initial);
    json_builder_end_object(builder);
    ps_json_array(builder, "run");
    for (guint i = 0; i < ps_replay_n_steps(replay); i++) {
        const PsReplayStep *taken = ps_replay_step(replay, i);
        g_autofree char *step = ps_step_text(world, taken->step);
        json_builder_begin_object(builder);
        ps_json_string(builder, "step", step);
        add_state(builder, world, &taken->after);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void
add_servers(JsonBuilder *builder, const PsWorld *world, const char *const profiles[2])
{
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_pair(builder, "profiles", profiles[0], profiles[1]);
    ps_json_pair(builder, "names", ps_world_name(world, 0), ps_world_name(world, 1));
}

char *
ps_run_report_replay(const PsReplay *replay, const PsTrace *trace, const char *const profiles[2])
{
    const PsWorld *world = ps_replay_world(replay);
    const GError *error = ps_replay_error(replay);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    add_servers(builder, world, profiles);
    ps_json_string(builder, "trace", ps_trace_file(trace));
    ps_json_boolean(builder, "availability", ps_world_options(world)->availability);
    ps_json_string(builder, "order", ps_world_options(world)->any_order ? "any" : "fifo");
    ps_json_options(builder, ps_world_profile(world, 0), ps_world_profile(world, 1));
    ps_json_boolean(builder, "holds", error == NULL);
    if (error != NULL)
        ps_json_string(builder, "error", error->message);
    ps_json_integer(builder, "expectations", ps_replay_n_expectations(replay));
    add_run(builder, replay);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}

char *
ps_run_report_simulation(const PsReplay *replay, const char *const profiles[2], guint32 seed)
{
    const PsWorld *world = ps_replay_world(replay);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    add_servers(builder, world, profiles);
    ps_json_world(builder, world);
    ps_json_integer(builder, "seed", seed);
    add_run(builder, replay);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}
