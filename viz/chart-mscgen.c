/* Charts in the language of mscgen: a row of its own for each step and each entry that changes; an
 * arrow that takes longer ends so many rows below. */
#include "viz/chart-private.h"
#include "viz/palette.h"
#include "viz/text.h"

#include <string.h>

static const char *const servers[] = {"sa", "sb"};
static const char *const users[] = {"ua", "ub"};

typedef struct {
    const PsChart *chart;
    GString *out;
    GArray *first; /* of guint: by row of the chart, its first row in mscgen; and the one after all
                    */
} Printer;

/* Text for a quoted string; mscgen knows \n and \" only. */
static char *
escape(const char *text)
{
    g_autofree char *clean = ps_text_clean(text);
    GString *out = g_string_new(NULL);
    for (const char *c = clean; *c != '\0'; c++)
        if (*c == '"' || *c == '\n')
            g_string_append(out, *c == '"' ? "\\\"" : "\\n");
        else if (*c == '\\')
            g_string_append(out, "\xe2\x88\x96"); /* set minus, which looks like it */
        else
            g_string_append_c(out, *c);
    return g_string_free(out, FALSE);
}

/* What stands in the rows of a step: in the first one what a user does, in the next one what the
 * client gets (in the first one if nobody does anything), in each one a presence that is sent, and
 * in the last one the entry, if it is another one. */
typedef struct {
    const PsReplayStep *step;
    char *gets;
    gboolean acts, changes;
    guint first, sends; /* presences */
    guint gets_at;      /* the row of what the client gets */
    guint rows;         /* without that of the entry */
} Plan;

static Plan
plan_step(const PsChart *chart, guint i)
{
    const PsReplayStep *step = chart_step(chart, i);
    guint side = chart_side(step);
    Plan plan = {.step = step, .gets = chart_client_text(chart, step)};
    plan.acts = step->step.kind == PS_STEP_ACTION;
    plan.gets_at = plan.acts ? 1 : 0;
    plan.changes = side != CHART_NONE && step->before.entry[side] != step->after.entry[side];
    plan.sends = chart_sent(chart, i, &plan.first);
    plan.rows = MAX(plan.sends, 1);
    if (plan.gets[0] != '\0')
        plan.rows = MAX(plan.rows, plan.gets_at + 1);
    return plan;
}

static guint
count_rows(const PsChart *chart, const ChartRow *row)
{
    if (chart_row_is_fold(row))
        return 1;
    Plan plan = plan_step(chart, row->step);
    g_free(plan.gets);
    return plan.rows + (plan.changes ? 1 : 0);
}

static void
count_all_rows(Printer *printer)
{
    guint n = 0;
    for (guint i = 0; i < printer->chart->rows->len; i++) {
        g_array_append_val(printer->first, n);
        n += count_rows(printer->chart, chart_row(printer->chart, i));
    }
    g_array_append_val(printer->first, n);
}

static const char *
colour(const ChartMessage *message)
{
    return chart_fate_text(message) != NULL || message->bounced != CHART_NONE ? PS_PURPLE_TEXT
           : message->own                                                     ? PS_VERMILION_TEXT
                                                                              : PS_BLUE;
}

/* An arrow that begins in row `from` of mscgen. What does not arrive ends in a cross. */
static void
append_message(const Printer *printer, guint i, guint from)
{
    const PsChart *chart = printer->chart;
    const ChartMessage *message = chart_message(chart, i);
    const char *arrow = message->fate != CHART_ARRIVES ? "-x" : message->own ? ">>" : "=>";
    const char *fate = chart_fate_text(message);
    const char *ink = colour(message);
    guint to = g_array_index(printer->first, guint, chart_row_of(chart, message->ended));
    g_string_append_printf(printer->out, "%s%s%s [label=\"%s%s%s%s\"", servers[message->side],
                           arrow, servers[1 - message->side], ps_presence_name(message->presence),
                           fate != NULL ? " (" : "", fate != NULL ? fate : "",
                           fate != NULL ? ")" : "");
    if (to > from && message->fate != CHART_IN_FLIGHT)
        g_string_append_printf(printer->out, ", arcskip=\"%u\"", to - from);
    g_string_append_printf(printer->out, ", linecolour=\"%s\", textcolour=\"%s\"]", ink, ink);
}

/* Separates what stands in the same row. */
static void
begin_part(const Printer *printer, gboolean *begun)
{
    g_string_append(printer->out, *begun ? ", " : "  ");
    *begun = TRUE;
}

static void
append_step(const Printer *printer, guint row, guint i)
{
    Plan plan = plan_step(printer->chart, i);
    guint from = g_array_index(printer->first, guint, row);
    guint side = plan.step->step.side;
    for (guint j = 0; j < plan.rows; j++) {
        gboolean begun = FALSE;
        if (plan.acts && j == 0) {
            begin_part(printer, &begun);
            g_string_append_printf(printer->out, "%s->%s [label=\"%s\"]", users[side],
                                   servers[side], ps_action_name((PsAction)plan.step->step.what));
        }
        if (plan.gets[0] != '\0' && j == plan.gets_at) {
            begin_part(printer, &begun);
            g_string_append_printf(printer->out, "%s->%s [label=\"%s\"]", servers[side],
                                   users[side], plan.gets);
        }
        if (j < plan.sends) {
            begin_part(printer, &begun);
            append_message(printer, plan.first + j, from + j);
        }
        g_string_append(printer->out, begun ? ";\n" : "  |||;\n");
    }
    g_free(plan.gets);
    if (!plan.changes)
        return;
    g_autofree char *entry = escape(chart_entry(printer->chart, &plan.step->after, side));
    g_string_append_printf(printer->out, "  %s rbox %s [label=\"%s\"];\n", servers[side],
                           servers[side], entry);
}

static void
append_rows(const Printer *printer)
{
    for (guint i = 0; i < printer->chart->rows->len; i++) {
        const ChartRow *row = chart_row(printer->chart, i);
        if (!chart_row_is_fold(row)) {
            append_step(printer, i, row->step);
            continue;
        }
        g_autofree char *text = chart_fold_text(printer->chart, row);
        g_string_append_printf(printer->out, "  ... [label=\"%s\"];\n", text);
    }
}

static void
append_begin(const Printer *printer)
{
    const PsChart *chart = printer->chart;
    PsState start = chart_state(chart, 0);
    g_autofree char *a = escape(ps_world_name(chart->world, 0));
    g_autofree char *b = escape(ps_world_name(chart->world, 1));
    g_autofree char *entry_a = escape(chart_entry(chart, &start, 0));
    g_autofree char *entry_b = escape(chart_entry(chart, &start, 1));
    g_string_append_printf(printer->out,
                           "msc {\n"
                           "  hscale=\"1.4\";\n"
                           "  ua [label=\"%s\"], sa [label=\"%s’s server\"], "
                           "sb [label=\"%s’s server\"], ub [label=\"%s\"];\n"
                           "  sa rbox sa [label=\"%s\"], sb rbox sb [label=\"%s\"];\n",
                           a, a, b, b, entry_a, entry_b);
}

static void
append_end(const Printer *printer)
{
    const PsChart *chart = printer->chart;
    g_autofree char *loop = chart_loop_text(chart);
    const char *const texts[] = {loop, chart->end, chart->error};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *text = texts[i] != NULL ? escape(texts[i]) : NULL;
        if (text != NULL)
            g_string_append_printf(printer->out, "  ua note ub [label=\"%s\"];\n", text);
    }
    g_string_append(printer->out, "}\n");
}

char *
ps_chart_mscgen(const PsChart *chart)
{
    Printer printer = {chart, g_string_new(NULL), g_array_new(FALSE, FALSE, sizeof(guint))};
    count_all_rows(&printer);
    append_begin(&printer);
    append_rows(&printer);
    append_end(&printer);
    g_array_unref(printer.first);
    return g_string_free(printer.out, FALSE);
}
