/* The report of coverage, as JSON. */
#include "viz/coverage-report.h"
#include "viz/json.h"

static void
add_row(JsonBuilder *builder, const PsProfile *profile, const PsRowCoverage *row)
{
    json_builder_begin_object(builder);
    ps_json_string(builder, "event", ps_event_name(row->event));
    ps_json_string(builder, "state", ps_profile_state_name(profile, row->state));
    ps_json_boolean(builder, "fired", row->fate == PS_ROW_FIRED);
    ps_json_boolean(builder, "feasible", ps_row_fate_is_feasible(row->fate));
    ps_json_string(builder, "fate", ps_row_fate_name(row->fate));
    json_builder_end_object(builder);
}

static void
add_table(JsonBuilder *builder, const PsCoverage *coverage, guint table)
{
    const PsWorld *world = ps_search_world(ps_coverage_search(coverage));
    const PsProfile *profile = ps_world_profile(world, table);
    PsCoverageFigures figures = ps_coverage_figures(coverage, table);
    json_builder_begin_object(builder);
    ps_json_string(builder, "profile", ps_profile_name(profile));
    ps_json_array(builder, "sides");
    for (guint side = 0; side < 2; side++)
        if (side == table || ps_coverage_n_tables(coverage) == 1)
            json_builder_add_string_value(builder, ps_world_name(world, side));
    json_builder_end_array(builder);
    ps_json_integer(builder, "rows", figures.rows);
    ps_json_integer(builder, "fired", figures.fired);
    ps_json_integer(builder, "never_fired", figures.missed);
    ps_json_integer(builder, "infeasible", figures.infeasible);
    ps_json_array(builder, "list");
    for (guint i = 0; i < ps_coverage_n_rows(coverage, table); i++)
        add_row(builder, profile, ps_coverage_row(coverage, table, i));
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

char *
ps_coverage_report_json(const PsCoverage *coverage, const char *const profiles[2])
{
    const PsSearch *search = ps_coverage_search(coverage);
    const PsWorld *world = ps_search_world(search);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_pair(builder, "profiles", profiles[0], profiles[1]);
    ps_json_pair(builder, "names", ps_world_name(world, 0), ps_world_name(world, 1));
    ps_json_world(builder, world);
    ps_json_integer(builder, "states", ps_search_states(search));
    ps_json_integer(builder, "transitions", ps_search_transitions(search));
    ps_json_boolean(builder, "complete", ps_search_stopped(search) == NULL);
    if (ps_search_stopped(search) != NULL)
        ps_json_string(builder, "stopped", ps_search_stopped(search));
    ps_json_string(builder, "engine", ps_engine_name(ps_search_engine_of(search)));
    ps_json_array(builder, "tables");
    for (guint table = 0; table < ps_coverage_n_tables(coverage); table++)
        add_table(builder, coverage, table);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}
