/* The channel of a ladder. An arrow leaves its lifeline level, slants through the middle one column
 * a line, and reaches the other lifeline level:
 *
 *     |--subscribe--.                |
 *     |              \               |
 *     |               '------------->|
 *
 * Each line has the end of one arrow at most, and names stand beside the middle: only slants cross
 * them, never each other's names. Where two arrows cross stands an X. */
#include "viz/chart-channel.h"

#include <string.h>

#define MIN_MIDDLE 8
#define MAX_MIDDLE 24

struct _ChartChannel {
    const PsChart *chart;
    const GArray *ends;
    guint label;  /* columns for names, at either side */
    guint middle; /* columns between these */
    guint width;  /* of all */
    guint n_lines;
    char *cells;   /* by line and column */
    guint *owners; /* the presence that is drawn there, plus 1 */
};

static const ChartEnds *
ends_of(const ChartChannel *channel, guint i)
{
    return &g_array_index(channel->ends, ChartEnds, i);
}

static gboolean
do_cross(const ChartChannel *channel, guint a, guint b)
{
    const ChartMessage *first = chart_message(channel->chart, MIN(a, b));
    const ChartMessage *second = chart_message(channel->chart, MAX(a, b));
    return first->side != second->side || first->ended > second->ended;
}

/* Draws one character of an arrow; columns count from the side that sent it. */
static void
put(ChartChannel *channel, guint i, guint line, guint column, char c)
{
    guint side = chart_message(channel->chart, i)->side;
    gsize cell = (gsize)line * channel->width + (side == 0 ? column : channel->width - 1 - column);
    guint owner = channel->owners[cell];
    if (owner == 0 || owner == i + 1)
        channel->cells[cell] = c;
    else if (do_cross(channel, owner - 1, i))
        channel->cells[cell] = 'X';
    if (owner == 0)
        channel->owners[cell] = i + 1;
}

/* Writes a word over whatever is there; its first letter is nearest to the left. column is that of
 * the end nearest to the sender. */
static void
write_word(ChartChannel *channel, guint i, guint line, guint column, const char *word)
{
    guint length = (guint)strlen(word);
    guint side = chart_message(channel->chart, i)->side;
    guint left = side == 0 ? column : channel->width - MIN(column + length, channel->width);
    for (guint j = 0; j < length && left + j < channel->width; j++) {
        gsize cell = (gsize)line * channel->width + left + j;
        channel->cells[cell] = word[j];
        channel->owners[cell] = i + 1;
    }
}

/* ---- Arrows ---- */

/* The column in which an arrow is on a line, between its ends. */
static guint
column_at(const ChartChannel *channel, guint i, guint line)
{
    const ChartEnds *ends = ends_of(channel, i);
    const ChartMessage *message = chart_message(channel->chart, i);
    guint start = channel->label;
    if (message->copy_of != CHART_NONE)
        start = column_at(channel, message->copy_of, ends->start);
    else if (message->bounced != CHART_NONE)
        start = channel->width - 1 - column_at(channel, message->bounced, ends->start);
    guint last = channel->label + channel->middle;
    guint lines = MAX(ends->end - ends->start, 1);
    guint columns = MIN(lines, last > start ? last - start : 0);
    return start + (line - ends->start) * columns / lines;
}

static void
draw_departure(ChartChannel *channel, guint i)
{
    const ChartEnds *ends = ends_of(channel, i);
    for (guint column = 0; column < channel->label; column++)
        put(channel, i, ends->start, column, '-');
    put(channel, i, ends->start, channel->label, '.');
}

static void
draw_slant(ChartChannel *channel, guint i)
{
    const ChartEnds *ends = ends_of(channel, i);
    char slant = chart_message(channel->chart, i)->side == 0 ? '\\' : '/';
    for (guint line = ends->start + 1; line < ends->end; line++) {
        guint column = column_at(channel, i, line);
        gboolean steep = column == column_at(channel, i, line - 1);
        put(channel, i, line, column, steep ? '|' : slant);
    }
}

static void
draw_arrival(ChartChannel *channel, guint i)
{
    const ChartEnds *ends = ends_of(channel, i);
    guint column = column_at(channel, i, ends->end);
    put(channel, i, ends->end, column, '\'');
    while (++column < channel->width - 1)
        put(channel, i, ends->end, column, '-');
    put(channel, i, ends->end, column, chart_message(channel->chart, i)->side == 0 ? '>' : '<');
}

/* Names an arrow where it leaves; where it arrives too, if that is far away or it is not seen to
 * leave. */
static void
draw_names(ChartChannel *channel, guint i)
{
    const ChartEnds *ends = ends_of(channel, i);
    const char *name = ps_presence_name(chart_message(channel->chart, i)->presence);
    guint length = (guint)strlen(name);
    if (ends->leaves)
        write_word(channel, i, ends->start, 2, name);
    if (ends->reaches && (!ends->leaves || ends->end - ends->start > channel->middle))
        write_word(channel, i, ends->end, channel->width - 3 - length, name);
}

/* What becomes of a presence that does not just arrive, beside the place. */
static void
draw_fate(ChartChannel *channel, guint i)
{
    const ChartEnds *ends = ends_of(channel, i);
    const ChartMessage *message = chart_message(channel->chart, i);
    const char *fate = chart_fate_text(message);
    if (message->copy_of != CHART_NONE)
        write_word(channel, i, ends->start, column_at(channel, i, ends->start) + 2, "repeated");
    if (message->fate == CHART_ARRIVES)
        return;
    guint column = column_at(channel, i, ends->end);
    write_word(channel, i, ends->end, column, message->fate == CHART_IN_FLIGHT ? "." : "*");
    write_word(channel, i, ends->end, column + 2, fate);
}

static guint
longest_name(const PsChart *chart)
{
    gsize longest = 0;
    for (guint i = 0; i < chart->messages->len; i++)
        longest = MAX(longest, strlen(ps_presence_name(chart_message(chart, i)->presence)));
    return (guint)longest;
}

static guint
longest_way(const GArray *ends)
{
    guint longest = 0;
    for (guint i = 0; i < ends->len; i++) {
        const ChartEnds *arrow = &g_array_index(ends, ChartEnds, i);
        longest = MAX(longest, arrow->end > arrow->start ? arrow->end - arrow->start : 0);
    }
    return longest;
}

ChartChannel *
chart_channel_new(const PsChart *chart, guint n_lines, const GArray *ends, guint least)
{
    ChartChannel *channel = g_new0(ChartChannel, 1);
    channel->chart = chart;
    channel->ends = ends;
    channel->label = longest_name(chart) + 4;
    channel->middle = CLAMP(longest_way(ends), MIN_MIDDLE, MAX_MIDDLE);
    if (2 * channel->label + channel->middle < least)
        channel->middle = least - 2 * channel->label;
    channel->width = 2 * channel->label + channel->middle + 1;
    channel->n_lines = n_lines;
    channel->cells = g_malloc((gsize)n_lines * channel->width);
    channel->owners = g_new0(guint, (gsize)n_lines * channel->width);
    memset(channel->cells, ' ', (gsize)n_lines * channel->width);
    for (guint i = 0; i < ends->len; i++) {
        const ChartEnds *arrow = ends_of(channel, i);
        if (chart_is_left_out(chart, i))
            continue;
        if (arrow->leaves)
            draw_departure(channel, i);
        draw_slant(channel, i);
        if (arrow->reaches)
            draw_arrival(channel, i);
    }
    for (guint i = 0; i < ends->len; i++) {
        if (chart_is_left_out(chart, i))
            continue;
        draw_names(channel, i);
        draw_fate(channel, i);
    }
    return channel;
}

void
chart_channel_free(ChartChannel *channel)
{
    if (channel == NULL)
        return;
    g_free(channel->cells);
    g_free(channel->owners);
    g_free(channel);
}

guint
chart_channel_width(const ChartChannel *channel)
{
    return channel->width;
}

const char *
chart_channel_line(const ChartChannel *channel, guint line)
{
    g_assert(line < channel->n_lines);
    return channel->cells + (gsize)line * channel->width;
}
