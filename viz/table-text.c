/* The report of a table that was found by experiment, for people. */
#include "viz/caption.h"
#include "viz/columns.h"
#include "viz/table-report.h"
#include "viz/text.h"

enum { UNREACHED = PS_N_CELL_VERDICTS, N_COUNTS };

/* How many cells of an event there are of each kind. */
static void
count_event(const PsTable *table, PsEvent event, guint counts[N_COUNTS])
{
    const PsProfile *profile = ps_table_profile(table);
    for (guint state = 0; state < ps_table_n_states(table); state++)
        counts[ps_table_cell(table, state, event)->verdict]++;
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        counts[UNREACHED] += ps_table_speaks_of(profile, event) && !ps_table_reached(table, state);
}

static void
add_counts(PsColumns *columns, const char *name, const guint counts[N_COUNTS])
{
    ps_columns_line(columns);
    ps_columns_add(columns, g_strdup(name));
    for (guint i = 0; i < N_COUNTS; i++)
        ps_columns_add(columns, counts[i] > 0 ? g_strdup_printf("%u", counts[i]) : g_strdup("-"));
}

static void
append_counts(GString *out, const PsTable *table, const PsStyle *style)
{
    static const char *const heads[] = {"cells", "agree", "differ", "not in the profile",
                                        "not reached"};
    g_autoptr(PsColumns) columns = ps_columns_new();
    guint all[N_COUNTS] = {0};
    ps_columns_line(columns);
    for (guint i = 0; i < G_N_ELEMENTS(heads); i++)
        ps_columns_add(columns, g_strdup(heads[i]));
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        guint counts[N_COUNTS] = {0};
        count_event(table, event, counts);
        add_counts(columns, ps_event_name(event), counts);
        for (guint i = 0; i < N_COUNTS; i++)
            all[i] += counts[i];
    }
    add_counts(columns, "all", all);
    ps_columns_append(columns, out, style);
}

/* Names the states of the profile that were not reached, and those found that it does not have. */
static void
append_states(GString *out, const PsTable *table)
{
    const PsProfile *profile = ps_table_profile(table);
    g_autoptr(GPtrArray) missing = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) extra = g_ptr_array_new_with_free_func(g_free);
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (!ps_table_reached(table, state))
            g_ptr_array_add(missing, g_strdup(ps_profile_state_name(profile, state)));
    for (guint state = 0; state < ps_table_n_states(table); state++)
        if (ps_table_state(table, state)->state < 0)
            g_ptr_array_add(extra, g_strdup(ps_table_state(table, state)->name));
    g_autofree char *not_reached = ps_text_list(missing);
    g_autofree char *not_known = ps_text_list(extra);
    if (missing->len > 0)
        g_string_append_printf(out, "nothing that was tried leads to %s\n", not_reached);
    if (extra->len > 0)
        g_string_append_printf(out, "the profile does not have %s\n", not_known);
}

static void
append_difference(GString *out, const PsTable *table, guint state, PsEvent event,
                  const PsStyle *style)
{
    const PsFoundCell *cell = ps_table_cell(table, state, event);
    g_autofree char *way = ps_table_way(table, state);
    g_autofree char *expected = ps_table_row(table, state, event, TRUE);
    g_autofree char *found = ps_table_row(table, state, event, FALSE);
    g_autofree char *head =
        g_strdup_printf("%s in %s", ps_event_name(event), ps_table_state(table, state)->name);
    g_string_append_c(out, '\n');
    ps_style_append(style, out, PS_INK_BOLD, head, 0);
    g_string_append_printf(out, "%s%s\n", way[0] != '\0' ? ", after: " : "", way);
    g_string_append_printf(out, "  profile: %s\n  server:  %s\n", expected, found);
    for (guint i = 0; i < cell->differences->len; i++)
        g_string_append_printf(out, "  %s\n", (char *)g_ptr_array_index(cell->differences, i));
    g_auto(GStrv) lines = g_strsplit(cell->stanzas, "\n", -1);
    for (guint i = 0; lines[i] != NULL && lines[i][0] != '\0'; i++) {
        g_autofree char *clean = ps_text_clean(lines[i]);
        g_string_append_printf(out, "    %s\n", clean);
    }
}

char *
ps_table_report_text(const PsTable *table, const PsStyle *style)
{
    g_autoptr(GString) out = g_string_new(NULL);
    const PsProfile *profile = ps_table_profile(table);
    g_autofree char *caption = ps_caption_profile(profile);
    g_autofree char *n = ps_text_count(ps_table_n_states(table), "state");
    g_string_append_printf(out, "%s beside %s: %s\n\n", ps_table_server(table), caption, n);
    append_counts(out, table, style);
    append_states(out, table);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        for (guint state = 0; state < ps_table_n_states(table); state++)
            if (ps_table_cell(table, state, event)->verdict == PS_CELL_DIFFERS)
                append_difference(out, table, state, event, style);
    return g_strdup(out->str);
}
