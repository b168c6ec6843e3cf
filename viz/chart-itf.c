/* Charts as traces in Apalache's Informal Trace Format: every state of the run with all of its
 * variables. Numbers are big ones, as the format wants them. */
#include "viz/chart-private.h"
#include "viz/json.h"

/* Names for the variables of side or link 0 and 1. */
static const char *const entries[] = {"entry_a", "entry_b"};
static const char *const links[] = {"a_to_b", "b_to_a"};
static const char *const online[] = {"online_a", "online_b"};
static const char *const sees[] = {"sees_a", "sees_b"};
static const char *const left[] = {"loss_left", "repeat_left", "bounce_left"};

static void
add_number(JsonBuilder *builder, const char *name, guint number)
{
    g_autofree char *digits = g_strdup_printf("%u", number);
    json_builder_set_member_name(builder, name);
    json_builder_begin_object(builder);
    ps_json_string(builder, "#bigint", digits);
    json_builder_end_object(builder);
}

static gboolean
has_budget(const PsChart *chart, guint fault)
{
    return ps_world_options(chart->world)->faults[fault] > 0;
}

static void
add_variables(JsonBuilder *builder, const PsChart *chart)
{
    gboolean availability = ps_world_options(chart->world)->availability;
    const char *const *const all[] = {entries, links, online, sees};
    ps_json_array(builder, "vars");
    for (guint i = 0; i < (availability ? 4 : 2); i++)
        for (guint j = 0; j < 2; j++)
            json_builder_add_string_value(builder, all[i][j]);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (has_budget(chart, fault))
            json_builder_add_string_value(builder, left[fault]);
    json_builder_end_array(builder);
}

static void
add_link(JsonBuilder *builder, const PsChart *chart, const PsState *state, guint link)
{
    ps_json_array(builder, links[link]);
    for (guint i = 0; i < ps_world_link_length(chart->world, state->link[link]); i++)
        json_builder_add_string_value(
            builder, ps_presence_name(ps_world_link_peek(chart->world, state->link[link], i)));
    json_builder_end_array(builder);
}

/* A state, and the step that led to it. */
static void
add_state(JsonBuilder *builder, const PsChart *chart, guint i)
{
    PsState state = chart_state(chart, i);
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "#meta");
    json_builder_begin_object(builder);
    ps_json_integer(builder, "index", i);
    if (i > 0) {
        g_autofree char *step = ps_step_text(chart->world, chart_step(chart, i - 1)->step);
        ps_json_string(builder, "action", step);
    }
    json_builder_end_object(builder);
    for (guint side = 0; side < 2; side++) {
        ps_json_string(builder, entries[side], chart_entry(chart, &state, side));
        add_link(builder, chart, &state, side);
        if (!ps_world_options(chart->world)->availability)
            continue;
        ps_json_boolean(builder, online[side], state.online >> side & 1);
        ps_json_boolean(builder, sees[side], state.sees >> side & 1);
    }
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (has_budget(chart, fault))
            add_number(builder, left[fault], state.left[fault]);
    json_builder_end_object(builder);
}

static void
add_meta(JsonBuilder *builder, const PsChart *chart)
{
    const PsWorld *world = chart->world;
    json_builder_set_member_name(builder, "#meta");
    json_builder_begin_object(builder);
    ps_json_string(builder, "format", "ITF");
    ps_json_string(builder, "format-description",
                   "https://apalache-mc.org/docs/adr/015adr-trace.html");
    ps_json_string(builder, "description", "made by presub " PS_VERSION);
    ps_json_pair(builder, "names", ps_world_name(world, 0), ps_world_name(world, 1));
    ps_json_pair(builder, "profiles", ps_profile_name(ps_world_profile(world, 0)),
                 ps_profile_name(ps_world_profile(world, 1)));
    if (chart->end != NULL)
        ps_json_string(builder, "end", chart->end);
    if (chart->error != NULL)
        ps_json_string(builder, "stopped", chart->error);
    json_builder_end_object(builder);
}

char *
ps_chart_itf(const PsChart *chart)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    add_meta(builder, chart);
    add_variables(builder, chart);
    ps_json_array(builder, "states");
    for (guint i = 0; i <= chart->steps->len; i++)
        add_state(builder, chart, i);
    json_builder_end_array(builder);
    if (chart->loop < chart->steps->len)
        ps_json_integer(builder, "loop", chart->loop);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}
