/* The channel of a ladder: arrows as characters between two lifelines. */
#ifndef PS_VIZ_CHART_CHANNEL_H
#define PS_VIZ_CHART_CHANNEL_H

#include "viz/chart-private.h"

G_BEGIN_DECLS

/* The lines on which an arrow begins and ends. */
typedef struct {
    guint start, end;
    gboolean leaves;  /* it begins at a lifeline, and not where a fault or what is left out is */
    gboolean reaches; /* it ends at one */
} ChartEnds;

typedef struct _ChartChannel ChartChannel;

/* Draws the presences of a chart on so many lines; ends (ChartEnds, by presence) says where. At
 * least `least` columns wide. Free with chart_channel_free. */
ChartChannel *chart_channel_new(const PsChart *chart, guint n_lines, const GArray *ends,
                                guint least);

void chart_channel_free(ChartChannel *channel);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChartChannel, chart_channel_free)

/* Its columns; and the characters of a line, so many. */
guint chart_channel_width(const ChartChannel *channel);
const char *chart_channel_line(const ChartChannel *channel, guint line);

G_END_DECLS

#endif
