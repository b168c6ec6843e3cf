/* The report of a check, as JSON. */
#include "viz/check-report.h"

#include "explorer/coverage.h"

#include <json-glib/json-glib.h>

static void
add_string(JsonBuilder *builder, const char *name, const char *value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_string_value(builder, value);
}

static void
add_integer(JsonBuilder *builder, const char *name, guint64 value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_int_value(builder, (gint64)value);
}

static void
add_boolean(JsonBuilder *builder, const char *name, gboolean value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_boolean_value(builder, value);
}

static void
add_double(JsonBuilder *builder, const char *name, double value)
{
    json_builder_set_member_name(builder, name);
    json_builder_add_double_value(builder, value);
}

static void
add_pair(JsonBuilder *builder, const char *name, const char *a, const char *b)
{
    json_builder_set_member_name(builder, name);
    json_builder_begin_array(builder);
    json_builder_add_string_value(builder, a);
    json_builder_add_string_value(builder, b);
    json_builder_end_array(builder);
}

static void
add_steps(JsonBuilder *builder, const char *name, const PsWorld *world, const GArray *path)
{
    json_builder_set_member_name(builder, name);
    json_builder_begin_array(builder);
    for (guint i = 0; i < path->len; i++) {
        g_autofree char *text = ps_step_text(world, g_array_index(path, PsStep, i));
        json_builder_add_string_value(builder, text);
    }
    json_builder_end_array(builder);
}

/* holds is null while it is undecided. */
static void
add_holds(JsonBuilder *builder, PsOutcome outcome)
{
    json_builder_set_member_name(builder, "holds");
    if (outcome == PS_UNDECIDED)
        json_builder_add_null_value(builder);
    else
        json_builder_add_boolean_value(builder, outcome == PS_HOLDS);
}

/* The ways in which a property falls: what each needs, and the length of its counterexample. */
static void
add_needs(JsonBuilder *builder, const GArray *ways)
{
    json_builder_set_member_name(builder, "needs");
    json_builder_begin_array(builder);
    for (guint i = 0; i < ways->len; i++) {
        const PsWay *way = &g_array_index(ways, PsWay, i);
        json_builder_begin_object(builder);
        json_builder_set_member_name(builder, "what");
        json_builder_begin_array(builder);
        for (guint need = 0; need < PS_N_NEEDS; need++)
            if (way->needs >> need & 1)
                json_builder_add_string_value(builder, ps_need_name((PsNeed)need));
        json_builder_end_array(builder);
        add_integer(builder, "steps", way->steps);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

/* heals is null while it is unknown. */
static void
add_healing(JsonBuilder *builder, const PsHealing *healing, const PsWorld *world)
{
    json_builder_set_member_name(builder, "heals");
    if (healing->kind == PS_HEALING_UNKNOWN)
        json_builder_add_null_value(builder);
    else
        json_builder_add_boolean_value(builder, healing->kind == PS_HEALS);
    if (healing->kind != PS_HEALS)
        return;
    add_steps(builder, "healing", world, healing->path);
    json_builder_set_member_name(builder, "healed_by");
    json_builder_begin_array(builder);
    for (guint side = 0; side < 2; side++)
        if (healing->users >> side & 1)
            json_builder_add_string_value(builder, ps_world_name(world, side));
    json_builder_end_array(builder);
}

static void
add_verdict(JsonBuilder *builder, const PsVerdicts *verdicts, guint i, const PsCheckRun *run)
{
    const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    json_builder_begin_object(builder);
    add_string(builder, "name", ps_property_name(verdict->property));
    add_string(builder, "kind", ps_property_kind_name(ps_property_kind(verdict->property)));
    if (ps_property_expression(verdict->property) != NULL)
        add_string(builder, "expression", ps_property_expression(verdict->property));
    add_string(builder, "meaning", ps_property_meaning(verdict->property));
    add_holds(builder, verdict->outcome);
    add_integer(builder, "count", verdict->count);
    if (verdict->path != NULL) {
        PsState state = verdict->state;
        add_integer(builder, "steps", verdict->path->len);
        add_pair(builder, "entries",
                 ps_profile_state_name(ps_world_profile(world, 0), state.entry[0]),
                 ps_profile_state_name(ps_world_profile(world, 1), state.entry[1]));
        add_steps(builder, "trace", world, verdict->path);
    }
    if (verdict->loop != NULL) {
        add_steps(builder, "stem", world, verdict->stem);
        add_steps(builder, "loop", world, verdict->loop);
    }
    if (verdict->outcome == PS_VIOLATED && verdict->path != NULL)
        add_needs(builder, ps_needs_ways(run->needs, i));
    if (g_ptr_array_index(run->healings, i) != NULL)
        add_healing(builder, g_ptr_array_index(run->healings, i), world);
    json_builder_end_object(builder);
}

/* What the world was, so that the object says by itself what its figures are of. */
static void
add_world(JsonBuilder *builder, const PsWorld *world)
{
    const PsWorldOptions *options = ps_world_options(world);
    add_integer(builder, "in_flight", options->in_flight);
    add_string(builder, "users", options->users == PS_USERS_FREE ? "free" : "sensible");
    json_builder_set_member_name(builder, "actions");
    json_builder_begin_array(builder);
    for (guint i = 0; i < PS_N_ACTIONS; i++)
        if (ps_world_has_action(world, (PsAction)i))
            json_builder_add_string_value(builder, ps_action_name((PsAction)i));
    json_builder_end_array(builder);
    add_boolean(builder, "sequential", options->sequential);
    add_boolean(builder, "availability", options->availability);
    add_string(builder, "order", options->any_order ? "any" : "fifo");
    for (guint i = 0; i < PS_N_FAULTS; i++) {
        if (options->faults[i] == PS_FAULT_ANY)
            add_string(builder, ps_fault_name((PsFault)i), "any");
        else
            add_integer(builder, ps_fault_name((PsFault)i), (guint64)options->faults[i]);
    }
    json_builder_set_member_name(builder, "options");
    json_builder_begin_array(builder);
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(world, side);
        json_builder_begin_object(builder);
        for (guint i = 0; i < ps_profile_n_options(profile); i++)
            add_boolean(builder, ps_profile_option(profile, i)->name,
                        ps_profile_option(profile, i)->on);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void
add_figures(JsonBuilder *builder, const PsVerdicts *verdicts, const PsCheckRun *run)
{
    const PsSearch *search = ps_verdicts_search(verdicts);
    guint64 states = ps_search_states(search);
    add_integer(builder, "states", states);
    add_integer(builder, "transitions", ps_search_transitions(search));
    add_integer(builder, "depth", ps_search_depth(search));
    add_integer(builder, "settled", ps_search_settled(search));
    add_boolean(builder, "complete", ps_verdicts_complete(verdicts));
    if (!ps_verdicts_complete(verdicts))
        add_string(builder, "stopped", ps_verdicts_stopped(verdicts));
    g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
    PsCoverageFigures rows = ps_coverage_total(coverage);
    add_integer(builder, "rows", rows.rows);
    add_integer(builder, "never_fired", rows.missed);
    add_integer(builder, "infeasible", rows.infeasible);
    add_double(builder, "seconds", run->seconds);
    add_double(builder, "bytes_per_state", (double)ps_search_bytes(search) / (double)states);
}

char *
ps_check_report_json(const PsVerdicts *verdicts, const PsCheckRun *run)
{
    const PsSearch *search = ps_verdicts_search(verdicts);
    const PsWorld *world = ps_search_world(search);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    add_string(builder, "version", PS_VERSION);
    add_pair(builder, "profiles", run->profiles[0], run->profiles[1]);
    add_pair(builder, "names", ps_world_name(world, 0), ps_world_name(world, 1));
    add_world(builder, world);
    add_figures(builder, verdicts, run);
    json_builder_set_member_name(builder, "properties");
    json_builder_begin_array(builder);
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++)
        add_verdict(builder, verdicts, i, run);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    g_autofree char *text = json_to_string(root, TRUE);
    return g_strconcat(text, "\n", NULL);
}
