/* The report of coverage, for people. */
#include "viz/caption.h"
#include "viz/coverage-report.h"
#include "viz/text.h"

/* Which search this is of. */
static void
append_head(GString *out, const PsSearch *search, const PsStyle *style)
{
    const PsWorld *world = ps_search_world(search);
    g_autofree char *servers = ps_caption_servers(world);
    g_autofree char *settings = ps_caption_settings(world);
    g_autofree char *figures = ps_caption_figures(search);
    ps_style_append(style, out, PS_INK_BOLD, servers, 0);
    g_string_append_printf(out, "\n%s%s%s\n", figures, settings[0] != '\0' ? "; " : "", settings);
}

/* "  12 infeasible: nothing leads to this state", one line a reason. */
static void
append_infeasible(GString *out, const PsCoverage *coverage, guint table)
{
    for (guint fate = 0; fate < PS_N_ROW_FATES; fate++) {
        guint n = ps_coverage_count(coverage, table, (PsRowFate)fate);
        if (n > 0 && !ps_row_fate_is_feasible((PsRowFate)fate))
            g_string_append_printf(out, "  %3u infeasible: %s\n", n,
                                   ps_row_fate_meaning((PsRowFate)fate));
    }
}

/* What a table is of: a profile, or where both sides have their own, one of them. Free it. */
static char *
table_name(const PsCoverage *coverage, guint table)
{
    const PsWorld *world = ps_search_world(ps_coverage_search(coverage));
    const char *profile = ps_profile_name(ps_world_profile(world, table));
    if (ps_coverage_n_tables(coverage) == 1)
        return g_strdup(profile);
    return g_strdup_printf("%s, %s", ps_world_name(world, table), profile);
}

static void
append_figures(GString *out, const PsCoverage *coverage, guint table, const PsStyle *style)
{
    PsCoverageFigures figures = ps_coverage_figures(coverage, table);
    g_autofree char *name = table_name(coverage, table);
    g_autofree char *rows = ps_text_count(figures.rows, "row");
    g_autofree char *line =
        g_strdup_printf("%s: %s, %u fired, %u never fired, %u infeasible", name, rows,
                        figures.fired, figures.missed, figures.infeasible);
    g_string_append_c(out, '\n');
    ps_style_append(style, out, PS_INK_BOLD, line, 0);
    g_string_append_c(out, '\n');
    append_infeasible(out, coverage, table);
}

static gboolean
is_shown(const PsRowCoverage *row, gboolean all)
{
    return all || (row->fate != PS_ROW_FIRED && ps_row_fate_is_feasible(row->fate));
}

/* The width of the widest name of a state whose row is shown. */
static guint
state_width(const PsCoverage *coverage, guint table, gboolean all, const PsProfile *profile)
{
    guint width = 0;
    for (guint i = 0; i < ps_coverage_n_rows(coverage, table); i++) {
        const PsRowCoverage *row = ps_coverage_row(coverage, table, i);
        if (is_shown(row, all))
            width = MAX(width, ps_style_width(ps_profile_state_name(profile, row->state)));
    }
    return width;
}

static void
append_row(GString *out, const PsProfile *profile, const PsRowCoverage *row, guint width,
           const PsStyle *style)
{
    PsInk ink = row->fate == PS_ROW_FIRED            ? PS_INK_GOOD
                : ps_row_fate_is_feasible(row->fate) ? PS_INK_WARN
                                                     : PS_INK_DIM;
    g_string_append(out, "  ");
    ps_style_pad(out, ps_profile_state_name(profile, row->state), width + 2);
    ps_style_append(style, out, ink, ps_row_fate_meaning(row->fate), 0);
    g_string_append_c(out, '\n');
}

/* The rows that are shown, under the names of their events. */
static void
append_rows(GString *out, const PsCoverage *coverage, guint table, gboolean all,
            const PsStyle *style)
{
    const PsProfile *profile =
        ps_world_profile(ps_search_world(ps_coverage_search(coverage)), table);
    guint width = state_width(coverage, table, all, profile);
    PsEvent last = PS_N_EVENTS;
    for (guint i = 0; i < ps_coverage_n_rows(coverage, table); i++) {
        const PsRowCoverage *row = ps_coverage_row(coverage, table, i);
        if (!is_shown(row, all))
            continue;
        if (row->event != last)
            g_string_append_printf(out, "\n%s\n", ps_event_name(row->event));
        last = row->event;
        append_row(out, profile, row, width, style);
    }
}

char *
ps_coverage_report_text(const PsCoverage *coverage, gboolean all, const PsStyle *style)
{
    GString *out = g_string_new(NULL);
    append_head(out, ps_coverage_search(coverage), style);
    for (guint table = 0; table < ps_coverage_n_tables(coverage); table++) {
        append_figures(out, coverage, table, style);
        append_rows(out, coverage, table, all, style);
    }
    return g_string_free(out, FALSE);
}

char *
ps_coverage_line(const PsCoverage *coverage)
{
    PsCoverageFigures total = ps_coverage_total(coverage);
    return g_strdup_printf("rows never fired: %u of %u that can%s", total.missed,
                           total.fired + total.missed,
                           total.missed > 0 ? " (presub coverage says which)" : "");
}
