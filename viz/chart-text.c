/* Charts as ladders of characters: what is said beside the lifelines, with the channel between. */
#include "viz/chart-channel.h"
#include "viz/text.h"

#define NUMBER 4 /* columns */

/* One line: what stands beside the lifelines. */
typedef struct {
    guint number;     /* of the step that begins here, from 1; or 0 */
    char *outside[2]; /* or NULL */
    gboolean changed; /* that is an entry, and another one than before */
    char *across;     /* what stands in the place of the channel, or NULL */
} TextLine;

typedef struct {
    const PsChart *chart;
    GArray *lines; /* of TextLine */
    GArray *ends;  /* of ChartEnds, by presence */
    guint width[2];
    guint across; /* the columns of the widest text between the lifelines */
} Ladder;

static void
clear_line(gpointer data)
{
    TextLine *line = data;
    g_free(line->outside[0]);
    g_free(line->outside[1]);
    g_free(line->across);
}

static TextLine *
line_at(const Ladder *ladder, guint i)
{
    return &g_array_index(ladder->lines, TextLine, i);
}

static guint
add_line(Ladder *ladder)
{
    TextLine line = {0};
    g_array_append_val(ladder->lines, line);
    return ladder->lines->len - 1;
}

/* ---- Steps ---- */

/* What a user does and what the client gets: "subscribe", "remove; push"; NULL if nothing. Free
 * it. */
static char *
talk_text(const PsChart *chart, const PsReplayStep *step)
{
    g_autofree char *gets = chart_client_text(chart, step);
    if (step->step.kind != PS_STEP_ACTION)
        return gets[0] != '\0' ? g_steal_pointer(&gets) : NULL;
    return g_strdup_printf("%s%s%s", ps_action_name((PsAction)step->step.what),
                           gets[0] != '\0' ? "; " : "", gets);
}

static char *
entry_text(const PsChart *chart, const PsState *state, guint side)
{
    g_autofree char *clean = ps_text_clean(chart_entry(chart, state, side));
    return g_strdup_printf("[%s]", clean);
}

/* What of a side is another one after a step: the entry, and whom the client sees. */
static void
add_changes(Ladder *ladder, guint line, const PsReplayStep *step, guint side)
{
    const PsWorld *world = ladder->chart->world;
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    PsLocal before = ps_state_local(&step->before, side);
    PsLocal after = ps_state_local(&step->after, side);
    if (before.entry != after.entry)
        g_ptr_array_add(words, entry_text(ladder->chart, &step->after, side));
    if (before.sees != after.sees)
        g_ptr_array_add(
            words,
            g_strdup_printf("sees %s", after.sees ? ps_world_name(world, 1 - side) : "nobody"));
    for (guint i = 0; i < words->len; i++) {
        while (line < ladder->lines->len && line_at(ladder, line)->outside[side] != NULL)
            line++;
        if (line == ladder->lines->len)
            add_line(ladder);
        line_at(ladder, line)->outside[side] = g_strdup(g_ptr_array_index(words, i));
        line_at(ladder, line)->changed = TRUE;
    }
}

/* What arrives or suffers a fault has the first line, or else the first presence that is sent; each
 * other one has a line of its own. */
static void
add_step(Ladder *ladder, guint i)
{
    const PsReplayStep *step = chart_step(ladder->chart, i);
    guint side = chart_side(step);
    guint taken = chart_taken(ladder->chart, i);
    guint first = 0;
    guint sends = chart_sent(ladder->chart, i, &first);
    guint line = add_line(ladder);
    line_at(ladder, line)->number = i + 1;
    if (taken != CHART_NONE && step->step.kind != PS_STEP_REPEAT) {
        ChartEnds *ends = &g_array_index(ladder->ends, ChartEnds, taken);
        ends->end = line;
        ends->reaches = step->step.kind == PS_STEP_ARRIVAL;
    }
    for (guint j = 0; j < sends; j++) {
        ChartEnds *ends = &g_array_index(ladder->ends, ChartEnds, first + j);
        ends->start = j == 0 && step->step.kind != PS_STEP_ARRIVAL ? line : add_line(ladder);
        ends->leaves = side != CHART_NONE;
    }
    if (side == CHART_NONE)
        return;
    line_at(ladder, line)->outside[side] = talk_text(ladder->chart, step);
    add_changes(ladder, line, step, side);
}

/* What begins or ends in steps that are left out does so on their line, out of sight. */
static void
add_fold(Ladder *ladder, const ChartRow *row)
{
    guint line = add_line(ladder);
    line_at(ladder, line)->across = chart_fold_text(ladder->chart, row);
    for (guint i = row->step; i < row->step + row->n; i++) {
        guint first = 0;
        guint sends = chart_sent(ladder->chart, i, &first);
        guint taken = chart_taken(ladder->chart, i);
        for (guint j = first; j < first + sends; j++)
            g_array_index(ladder->ends, ChartEnds, j).start = line;
        if (taken != CHART_NONE && chart_message(ladder->chart, taken)->ended == i)
            g_array_index(ladder->ends, ChartEnds, taken).end = line;
    }
}

/* The state in which the run starts, its steps, and what is in flight at its end. */
static void
add_lines(Ladder *ladder)
{
    const PsChart *chart = ladder->chart;
    PsState start = chart_state(chart, 0);
    guint line = add_line(ladder);
    for (guint side = 0; side < 2; side++)
        line_at(ladder, line)->outside[side] = entry_text(chart, &start, side);
    for (guint i = 0; i < chart->rows->len; i++) {
        const ChartRow *row = chart_row(chart, i);
        if (chart_row_is_fold(row))
            add_fold(ladder, row);
        else
            add_step(ladder, row->step);
    }
    for (guint i = 0; i < chart->messages->len; i++)
        if (chart_message(chart, i)->fate == CHART_IN_FLIGHT && !chart_is_left_out(chart, i))
            g_array_index(ladder->ends, ChartEnds, i).end = add_line(ladder);
    add_line(ladder);
}

/* ---- Printing ---- */

static void
measure(Ladder *ladder)
{
    for (guint side = 0; side < 2; side++)
        ladder->width[side] = ps_style_width(ps_world_name(ladder->chart->world, side)) / 2 + 2;
    for (guint i = 0; i < ladder->lines->len; i++) {
        const char *across = line_at(ladder, i)->across;
        ladder->across = MAX(ladder->across, across != NULL ? ps_style_width(across) : 0);
        for (guint side = 0; side < 2; side++) {
            const char *text = line_at(ladder, i)->outside[side];
            ladder->width[side] =
                MAX(ladder->width[side], text != NULL ? ps_style_width(text) + 2 : 0);
        }
    }
}

static void
append_spaces(GString *out, guint n)
{
    for (guint i = 0; i < n; i++)
        g_string_append_c(out, ' ');
}

/* Appends text that ends at the lifeline of A, or begins at that of B. */
static void
append_outside(const Ladder *ladder, GString *out, const TextLine *line, guint side,
               const PsStyle *style)
{
    const char *text = line->outside[side] != NULL ? line->outside[side] : "";
    guint width = ps_style_width(text);
    if (side == 0)
        append_spaces(out, ladder->width[0] - width - (width > 0 ? 1 : 0));
    else if (width > 0)
        g_string_append_c(out, ' ');
    if (line->changed)
        ps_style_append(style, out, PS_INK_BOLD, text, 0);
    else
        g_string_append(out, text);
    if (side == 0 && width > 0)
        g_string_append_c(out, ' ');
}

/* Appends text in the middle of so many columns. */
static void
append_centred(GString *out, const char *text, guint columns)
{
    guint width = ps_style_width(text);
    guint left = columns > width ? (columns - width) / 2 : 0;
    append_spaces(out, left);
    ps_style_pad(out, text, columns > left ? columns - left : 0);
}

static void
append_line(const Ladder *ladder, GString *out, const ChartChannel *channel, guint i,
            const PsStyle *style)
{
    const TextLine *line = line_at(ladder, i);
    gsize start = out->len;
    guint width = chart_channel_width(channel);
    g_autofree char *number =
        line->number > 0 ? g_strdup_printf("%*u", NUMBER, line->number) : g_strdup("    ");
    ps_style_append(style, out, PS_INK_DIM, number, 0);
    append_outside(ladder, out, line, 0, style);
    g_string_append_c(out, '|');
    if (line->across != NULL)
        append_centred(out, line->across, width);
    else
        g_string_append_len(out, chart_channel_line(channel, i), width);
    g_string_append_c(out, '|');
    append_outside(ladder, out, line, 1, style);
    while (out->len > start && out->str[out->len - 1] == ' ')
        g_string_truncate(out, out->len - 1);
    g_string_append_c(out, '\n');
}

/* Words above the lifelines. */
static void
append_head(const Ladder *ladder, GString *out, guint channel, const char *a, const char *b,
            const PsStyle *style)
{
    guint lifeline = NUMBER + ladder->width[0];
    guint before = MIN(ps_style_width(a) / 2, lifeline);
    g_autoptr(GString) line = g_string_new(NULL);
    append_spaces(line, lifeline - before);
    g_string_append(line, a);
    guint second = lifeline + 1 + channel;
    guint start = second - MIN(ps_style_width(b) / 2, channel);
    append_spaces(line, MAX(start, ps_style_width(line->str) + 1) - ps_style_width(line->str));
    g_string_append(line, b);
    ps_style_append(style, out, PS_INK_BOLD, line->str, 0);
    g_string_append_c(out, '\n');
}

static void
append_end(const PsChart *chart, GString *out, const PsStyle *style)
{
    g_autofree char *loop = chart_loop_text(chart);
    if (loop != NULL)
        g_string_append_printf(out, "%s\n", loop);
    if (chart->end != NULL) {
        ps_style_append(style, out, chart->violated ? PS_INK_BAD : PS_INK_GOOD, chart->end, 0);
        g_string_append_c(out, '\n');
    }
    if (chart->error != NULL) {
        g_autofree char *text = g_strdup_printf("stopped: %s", chart->error);
        ps_style_append(style, out, PS_INK_WARN, text, 0);
        g_string_append_c(out, '\n');
    }
}

char *
ps_chart_text(const PsChart *chart, const PsStyle *style)
{
    const PsWorld *world = chart->world;
    Ladder ladder = {.chart = chart,
                     .lines = g_array_new(FALSE, FALSE, sizeof(TextLine)),
                     .ends = g_array_new(FALSE, TRUE, sizeof(ChartEnds))};
    GString *out = g_string_new(NULL);
    g_array_set_clear_func(ladder.lines, clear_line);
    g_array_set_size(ladder.ends, chart->messages->len);
    add_lines(&ladder);
    measure(&ladder);
    g_autoptr(ChartChannel) channel =
        chart_channel_new(chart, ladder.lines->len, ladder.ends, ladder.across);
    guint width = chart_channel_width(channel);
    append_head(&ladder, out, width, ps_world_name(world, 0), ps_world_name(world, 1), style);
    append_head(&ladder, out, width, ps_profile_name(ps_world_profile(world, 0)),
                ps_profile_name(ps_world_profile(world, 1)), style);
    for (guint i = 0; i < ladder.lines->len; i++)
        append_line(&ladder, out, channel, i, style);
    append_end(chart, out, style);
    g_array_unref(ladder.lines);
    g_array_unref(ladder.ends);
    return g_string_free(out, FALSE);
}
