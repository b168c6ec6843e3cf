/* What the parts of a chart's picture share. */
#ifndef PS_VIZ_CHART_SVG_PRIVATE_H
#define PS_VIZ_CHART_SVG_PRIVATE_H

#include "viz/chart-place.h"

G_BEGIN_DECLS

typedef struct {
    const PsChart *chart;
    const ChartPlaces *places;
    GString *svg;
    const char *id; /* what every id begins with */
} ChartPicture;

/* The style of a chart: an element. */
extern const char chart_svg_style[];

void chart_svg_line(GString *svg, const char *class, ChartPoint a, ChartPoint b);

/* The tip of an arrow that comes from a point: a triangle. */
void chart_svg_tip(GString *svg, const char *class, ChartPoint from, ChartPoint to, int length,
                   int half);

/* A text about a middle, on a ground that hides the line that it stands on. */
void chart_svg_chip(GString *svg, const char *class, int x, int y, const char *text);

/* The kinds of arrows, each with a class, a look and a meaning. */
typedef enum {
    CHART_OF_USER,
    CHART_OF_SERVER,
    CHART_FAULTY,
    CHART_FLYING,
} ChartKind;

#define CHART_N_KINDS 4

ChartKind chart_svg_kind(const ChartMessage *message);
const char *chart_svg_class(ChartKind kind);

/* All arrows, where they cross, and then their labels. */
void chart_svg_arrows(const ChartPicture *picture);

/* The lifelines, and the rows on them: what users do, entries, what clients get. */
void chart_svg_lifelines(const ChartPicture *picture);
void chart_svg_rows(const ChartPicture *picture);

G_END_DECLS

#endif
