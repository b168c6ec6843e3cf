/* The report of a table that was found by experiment, for programs. */
#include "viz/json.h"
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

/* Appends a test case with this in it, which may be NULL. */
static void
append_case(GString *out, const char *state, PsEvent event, const char *inside)
{
    g_autofree char *class = ps_text_xml(state);
    g_autofree char *name = ps_text_xml(ps_event_name(event));
    g_string_append_printf(out, "  <testcase classname=\"%s\" name=\"%s\"", class, name);
    if (inside != NULL)
        g_string_append_printf(out, ">\n%s  </testcase>\n", inside);
    else
        g_string_append(out, "/>\n");
}

static void
append_failure(GString *out, const PsTable *table, guint state, PsEvent event)
{
    const PsFoundCell *cell = ps_table_cell(table, state, event);
    g_autofree char *expected = ps_table_row(table, state, event, TRUE);
    g_autofree char *found = ps_table_row(table, state, event, FALSE);
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < cell->differences->len; i++)
        g_string_append_printf(text, "%s\n", (char *)g_ptr_array_index(cell->differences, i));
    g_string_append_printf(text, "profile: %s\nserver:  %s\n%s", expected, found, cell->stanzas);
    g_autofree char *message = ps_text_xml(g_ptr_array_index(cell->differences, 0));
    g_autofree char *body = ps_text_xml(text->str);
    g_autofree char *failure =
        g_strdup_printf("    <failure message=\"%s\">%s</failure>\n", message, body);
    append_case(out, ps_table_state(table, state)->name, event, failure);
}

static void
append_event(GString *out, const PsTable *table, PsEvent event)
{
    const PsProfile *profile = ps_table_profile(table);
    for (guint state = 0; state < ps_table_n_states(table); state++) {
        PsCellVerdict verdict = ps_table_cell(table, state, event)->verdict;
        if (verdict == PS_CELL_DIFFERS)
            append_failure(out, table, state, event);
        else if (verdict == PS_CELL_AGREES)
            append_case(out, ps_table_state(table, state)->name, event, NULL);
    }
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (ps_table_speaks_of(profile, event) && !ps_table_reached(table, state))
            append_case(out, ps_profile_state_name(profile, state), event,
                        "    <skipped message=\"nothing that was tried leads to this state\"/>\n");
}

char *
ps_table_report_junit(const PsTable *table)
{
    g_autoptr(GString) out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    guint agree = ps_table_count(table, PS_CELL_AGREES);
    guint differ = ps_table_count(table, PS_CELL_DIFFERS);
    guint skipped = ps_table_n_unreached(table);
    g_autofree char *server = ps_text_xml(ps_table_server(table));
    g_autofree char *profile = ps_text_xml(ps_profile_name(ps_table_profile(table)));
    g_string_append_printf(
        out,
        "<testsuite name=\"%s beside %s\" tests=\"%u\" failures=\"%u\" errors=\"0\" "
        "skipped=\"%u\">\n",
        server, profile, agree + differ + skipped, differ, skipped);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        append_event(out, table, event);
    g_string_append(out, "</testsuite>\n");
    return g_strdup(out->str);
}
