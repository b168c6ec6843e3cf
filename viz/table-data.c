/* The report of a table that was found by experiment, for programs. */
#include "viz/json.h"
#include "viz/junit.h"
#include "viz/table-report.h"
#include "viz/text.h"

static void
add_cell(JsonBuilder *builder, const PsTable *table, guint state, PsEvent event)
{
    static const char *const verdicts[] = {"agrees", "differs", "not in the profile"};
    const PsFoundCell *cell = ps_table_cell(table, state, event);
    g_autofree char *way = ps_table_way(table, state);
    g_autofree char *found = ps_table_row(table, state, event, FALSE);
    json_builder_begin_object(builder);
    ps_json_string(builder, "state", ps_table_state(table, state)->name);
    ps_json_string(builder, "event", ps_event_name(event));
    ps_json_string(builder, "verdict", verdicts[cell->verdict]);
    ps_json_string(builder, "after", way);
    if (cell->verdict != PS_CELL_EXTRA) {
        g_autofree char *expected = ps_table_row(table, state, event, TRUE);
        ps_json_string(builder, "expected", expected);
    }
    ps_json_string(builder, "found", found);
    if (cell->verdict == PS_CELL_DIFFERS) {
        g_autofree char *stanzas = ps_text_clean(cell->stanzas);
        ps_json_array(builder, "differences");
        for (guint i = 0; i < cell->differences->len; i++)
            json_builder_add_string_value(builder, g_ptr_array_index(cell->differences, i));
        json_builder_end_array(builder);
        ps_json_string(builder, "stanzas", stanzas);
    }
    json_builder_end_object(builder);
}

char *
ps_table_report_json(const PsTable *table)
{
    const PsProfile *profile = ps_table_profile(table);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_string(builder, "server", ps_table_server(table));
    ps_json_string(builder, "profile", ps_profile_name(profile));
    ps_json_integer(builder, "agree", ps_table_count(table, PS_CELL_AGREES));
    ps_json_integer(builder, "differ", ps_table_count(table, PS_CELL_DIFFERS));
    ps_json_integer(builder, "not_in_profile", ps_table_count(table, PS_CELL_EXTRA));
    ps_json_integer(builder, "not_reached", ps_table_n_unreached(table));
    ps_json_array(builder, "states_not_reached");
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (!ps_table_reached(table, state))
            json_builder_add_string_value(builder, ps_profile_state_name(profile, state));
    json_builder_end_array(builder);
    ps_json_array(builder, "cells");
    for (guint state = 0; state < ps_table_n_states(table); state++)
        for (PsEvent event = 0; event < PS_N_EVENTS; event++)
            add_cell(builder, table, state, event);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}

static void
add_failure(PsJunit *junit, const PsTable *table, guint state, PsEvent event)
{
    const PsFoundCell *cell = ps_table_cell(table, state, event);
    g_autofree char *expected = ps_table_row(table, state, event, TRUE);
    g_autofree char *found = ps_table_row(table, state, event, FALSE);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < cell->differences->len; i++)
        g_string_append_printf(text, "%s\n", (char *)g_ptr_array_index(cell->differences, i));
    g_string_append_printf(text, "profile: %s\nserver:  %s\n%s", expected, found, cell->stanzas);
    ps_junit_case(junit, &(PsJunitCase){
                             .class_name = ps_table_state(table, state)->name,
                             .name = ps_event_name(event),
                             .result = PS_JUNIT_FAILED,
                             .type = "differs",
                             .message = g_ptr_array_index(cell->differences, 0),
                             .text = text->str,
                         });
}

static void
add_event(PsJunit *junit, const PsTable *table, PsEvent event)
{
    const PsProfile *profile = ps_table_profile(table);
    PsJunitCase what = {.name = ps_event_name(event), .result = PS_JUNIT_PASSED};
    for (guint state = 0; state < ps_table_n_states(table); state++) {
        PsCellVerdict verdict = ps_table_cell(table, state, event)->verdict;
        what.class_name = ps_table_state(table, state)->name;
        if (verdict == PS_CELL_DIFFERS)
            add_failure(junit, table, state, event);
        else if (verdict == PS_CELL_AGREES)
            ps_junit_case(junit, &what);
    }
    what.result = PS_JUNIT_SKIPPED;
    what.message = "nothing that was tried leads to this state";
    for (guint state = 0; state < ps_profile_n_states(profile); state++) {
        what.class_name = ps_profile_state_name(profile, state);
        if (ps_table_speaks_of(profile, event) && !ps_table_reached(table, state))
            ps_junit_case(junit, &what);
    }
}

char *
ps_table_report_junit(const PsTable *table)
{
    g_autoptr(PsJunit) junit = ps_junit_new("presub live table");
    g_autofree char *name = g_strdup_printf("%s beside %s", ps_table_server(table),
                                            ps_profile_name(ps_table_profile(table)));
    ps_junit_suite(junit, name, NULL, -1);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        add_event(junit, table, event);
    return ps_junit_end(junit);
}
