/* Rows of charts: folding rounds that repeat, and what printers ask of rows and steps. */
#include "viz/chart-private.h"
#include "viz/text.h"

/* ---- Folding ---- */

#define MIN_SAVED 3 /* rows: below, folding makes nothing clearer */

/* TRUE if both sides are the same but for what is on the links. */
static gboolean
same_locals(const PsState *a, const PsState *b)
{
    return a->entry[0] == b->entry[0] && a->entry[1] == b->entry[1] && a->online == b->online &&
           a->sees == b->sees;
}

/* TRUE if the round of `period` steps from i on is followed by the same one, and both sides are
 * afterwards as they were. */
static gboolean
repeats(const PsChart *chart, guint i, guint period)
{
    if (i + 2 * period > chart->steps->len)
        return FALSE;
    for (guint j = i; j < i + period; j++) {
        const PsReplayStep *a = chart_step(chart, j);
        const PsReplayStep *b = chart_step(chart, j + period);
        if (!ps_step_equal(a->step, b->step) || !same_locals(&a->after, &b->after))
            return FALSE;
    }
    return TRUE;
}

/* How many steps repeat the round of `period` steps from i on. */
static guint
repeated(const PsChart *chart, guint i, guint period)
{
    guint n = 0;
    while (repeats(chart, i + n, period))
        n += period;
    return n;
}

static void
append_row(PsChart *chart, guint step, guint n, guint period)
{
    ChartRow row = {step, n, period};
    for (guint i = 0; i < n; i++)
        g_array_append_val(chart->row_of, chart->rows->len);
    g_array_append_val(chart->rows, row);
}

void
chart_fold(PsChart *chart)
{
    guint n = chart->steps->len;
    for (guint i = 0; i < n;) {
        guint best = 0;
        guint saved = MIN_SAVED;
        for (guint period = 1; n > CHART_MAX_STEPS && period <= CHART_MAX_STEPS / 2; period++) {
            guint hidden = repeated(chart, i, period);
            if (hidden > saved) {
                best = period;
                saved = hidden;
            }
        }
        for (guint end = i + MAX(best, 1); i < end; i++)
            append_row(chart, i, 1, 0);
        if (best > 0)
            append_row(chart, i, saved, best);
        i += best > 0 ? saved : 0;
    }
}

/* ---- Rows and steps ---- */

guint
chart_row_of(const PsChart *chart, guint step)
{
    return step == CHART_NONE ? chart->rows->len : g_array_index(chart->row_of, guint, step);
}

guint
chart_sent(const PsChart *chart, guint step, guint *first)
{
    *first = g_array_index(chart->sent, guint, step);
    guint next = step + 1 < chart->sent->len ? g_array_index(chart->sent, guint, step + 1)
                                             : chart->messages->len;
    return next - *first;
}

guint
chart_root(const PsChart *chart, guint i)
{
    while (chart_message(chart, i)->copy_of != CHART_NONE)
        i = chart_message(chart, i)->copy_of;
    return i;
}

PsState
chart_state(const PsChart *chart, guint i)
{
    if (chart->steps->len == 0)
        return ps_world_initial(chart->world);
    return i < chart->steps->len ? chart_step(chart, i)->before : chart_step(chart, i - 1)->after;
}

guint
chart_side(const PsReplayStep *step)
{
    return step->step.kind <= PS_STEP_ARRIVAL ? step->step.side : CHART_NONE;
}

/* ---- Words ---- */

char *
chart_title(const PsChart *chart)
{
    g_autofree char *steps = ps_text_count(chart->steps->len, "step");
    if (chart->title != NULL)
        return g_strdup(chart->title);
    return g_strdup_printf("%s and %s, %s", ps_world_name(chart->world, 0),
                           ps_world_name(chart->world, 1), steps);
}

const char *
chart_entry(const PsChart *chart, const PsState *state, guint side)
{
    return ps_profile_state_name(ps_world_profile(chart->world, side), state->entry[side]);
}

char *
chart_client_text(const PsChart *chart, const PsReplayStep *step)
{
    guint side = chart_side(step);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    if (side == CHART_NONE ||
        (ps_world_options(chart->world)->availability && !(step->after.online >> side & 1)))
        return g_strdup("");
    for (guint i = 0; i < step->row.n_effects; i++) {
        guint kind = step->row.effects[i].kind;
        if (kind == PS_PUSH || kind == PS_DELIVER)
            g_ptr_array_add(words, g_strdup(kind == PS_PUSH ? "push" : "deliver"));
    }
    return ps_text_join(words, ", ");
}

const char *
chart_fate_text(const ChartMessage *message)
{
    static const char *const fates[] = {"in flight", NULL, "lost", "bounced"};
    if (fates[message->fate] != NULL)
        return fates[message->fate];
    return message->copy_of != CHART_NONE ? "repeated" : NULL;
}

gboolean
chart_is_left_out(const PsChart *chart, guint i)
{
    const ChartMessage *message = chart_message(chart, i);
    guint from = chart_row_of(chart, message->sent);
    return chart_row_is_fold(chart_row(chart, from)) &&
           (message->ended == CHART_NONE || chart_row_of(chart, message->ended) == from);
}

char *
chart_fold_text(const PsChart *chart, const ChartRow *row)
{
    guint flying = 0;
    for (guint i = row->step; i < row->step + row->n; i++) {
        guint first = 0;
        guint n = chart_sent(chart, i, &first);
        for (guint j = first; j < first + n; j++)
            flying += chart_message(chart, j)->fate == CHART_IN_FLIGHT;
    }
    g_autofree char *times = ps_text_number(row->n / row->period + 1);
    g_autofree char *steps = ps_text_count(row->period, "step");
    g_autofree char *presences = ps_text_count(flying, "more presence");
    return g_strdup_printf("%s × %s%s%s%s", row->period == 1 ? "this step" : steps, times,
                           flying > 0 ? "; " : "", flying > 0 ? presences : "",
                           flying > 0 ? " in flight at the end" : "");
}

char *
chart_loop_text(const PsChart *chart)
{
    guint n = chart->steps->len;
    if (chart->loop >= n)
        return NULL;
    if (chart->loop + 1 == n)
        return g_strdup_printf("step %u is repeated for ever", n);
    return g_strdup_printf("steps %u %s %u are repeated for ever", chart->loop + 1,
                           chart->loop + 2 == n ? "and" : "to", n);
}

char *
chart_message_text(const PsChart *chart, guint i)
{
    const ChartMessage *message = chart_message(chart, i);
    return g_strdup_printf("%s from %s", ps_presence_name(message->presence),
                           ps_world_name(chart->world, message->side));
}
