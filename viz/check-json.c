/* The report of a check, as JSON. */
#include "viz/check-report.h"

#include "explorer/coverage.h"
#include "viz/json.h"

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
    ps_json_steps(builder, "healing", world, healing->path);
    ps_json_array(builder, "healed_by");
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
    ps_json_string(builder, "name", ps_property_name(verdict->property));
    ps_json_string(builder, "kind", ps_property_kind_name(ps_property_kind(verdict->property)));
    if (ps_property_expression(verdict->property) != NULL)
        ps_json_string(builder, "expression", ps_property_expression(verdict->property));
    ps_json_string(builder, "meaning", ps_property_meaning(verdict->property));
    ps_json_holds(builder, verdict->outcome);
    ps_json_integer(builder, "count", verdict->count);
    if (verdict->path != NULL) {
        PsState state = verdict->state;
        ps_json_integer(builder, "steps", verdict->path->len);
        ps_json_pair(builder, "entries",
                     ps_profile_state_name(ps_world_profile(world, 0), state.entry[0]),
                     ps_profile_state_name(ps_world_profile(world, 1), state.entry[1]));
        ps_json_steps(builder, "trace", world, verdict->path);
    }
    if (verdict->loop != NULL) {
        ps_json_steps(builder, "stem", world, verdict->stem);
        ps_json_steps(builder, "loop", world, verdict->loop);
    }
    if (verdict->outcome == PS_VIOLATED && verdict->path != NULL)
        ps_json_ways(builder, ps_needs_ways(run->needs, i));
    if (g_ptr_array_index(run->healings, i) != NULL)
        add_healing(builder, g_ptr_array_index(run->healings, i), world);
    json_builder_end_object(builder);
}

static void
add_figures(JsonBuilder *builder, const PsVerdicts *verdicts, const PsCheckRun *run)
{
    const PsSearch *search = ps_verdicts_search(verdicts);
    ps_json_integer(builder, "states", ps_search_states(search));
    ps_json_integer(builder, "transitions", ps_search_transitions(search));
    ps_json_integer(builder, "depth", ps_search_depth(search));
    ps_json_integer(builder, "settled", ps_search_settled(search));
    ps_json_boolean(builder, "complete", ps_verdicts_complete(verdicts));
    if (!ps_verdicts_complete(verdicts))
        ps_json_string(builder, "stopped", ps_verdicts_stopped(verdicts));
    if (ps_needs_stopped(run->needs) != NULL)
        ps_json_string(builder, "needs_stopped", ps_needs_stopped(run->needs));
    if (ps_healings_stopped(run->healings) != NULL)
        ps_json_string(builder, "healing_stopped", ps_healings_stopped(run->healings));
    g_autoptr(PsCoverage) coverage = ps_coverage_new(search);
    PsCoverageFigures rows = ps_coverage_total(coverage);
    ps_json_integer(builder, "rows", rows.rows);
    ps_json_integer(builder, "never_fired", rows.missed);
    ps_json_integer(builder, "infeasible", rows.infeasible);
    ps_json_string(builder, "engine", ps_engine_name(ps_search_engine_of(search)));
    ps_json_double(builder, "seconds", run->seconds);
    ps_json_double(builder, "bytes_per_state", ps_search_bytes_a_state(search));
}

char *
ps_check_report_json(const PsVerdicts *verdicts, const PsCheckRun *run)
{
    const PsSearch *search = ps_verdicts_search(verdicts);
    const PsWorld *world = ps_search_world(search);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_pair(builder, "profiles", run->profiles[0], run->profiles[1]);
    ps_json_pair(builder, "names", ps_world_name(world, 0), ps_world_name(world, 1));
    ps_json_world(builder, world);
    add_figures(builder, verdicts, run);
    ps_json_array(builder, "properties");
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++)
        add_verdict(builder, verdicts, i, run);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}
