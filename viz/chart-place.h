/* Where everything of a chart stands in a picture: rows, lifelines, arrows, their labels. */
#ifndef PS_VIZ_CHART_PLACE_H
#define PS_VIZ_CHART_PLACE_H

#include "viz/chart-private.h"

G_BEGIN_DECLS

#define CHART_TEXT 12 /* the sizes of fonts */
#define CHART_SMALL 11
#define CHART_NAME 13
#define CHART_MARGIN 20
#define CHART_BOX 20 /* the height of the box of an entry */

typedef struct {
    int x, y;
} ChartPoint;

typedef struct {
    int left, top, right, bottom;
} ChartBox;

/* The arrow of a presence. */
typedef struct {
    gboolean drawn; /* it does not begin and end in what is left out */
    ChartPoint start, end;
    ChartPoint label; /* the middle of its name */
    gboolean told;    /* its fate is */
    ChartPoint fate;  /* of what does not arrive: the middle of what became of it */
} ChartArrow;

typedef struct {
    const PsChart *chart;
    int top;        /* of the first row, in which the run starts */
    int row_height; /* of each row */
    int lifeline[2];
    int client[2];    /* where the users stand, at the outer sides */
    int box_width[2]; /* of entries */
    int number;       /* the right end of the numbers of the rows */
    int width;
    GArray *arrows; /* of ChartArrow, by presence */
    GArray *meets;  /* of ChartPoint: where two of them cross, from above */
} ChartPlaces;

/* A name, cut if it is too long for a picture. Free it. */
char *chart_short(const char *name);

/* The box over the lifeline of a side: "romeo's server", cut, and its profile; and its width. */
char *chart_head_text(const PsChart *chart, guint side);
guint chart_head_width(const PsChart *chart, guint side);

/* Places a chart whose first row begins at y = top. Free with chart_places_free. */
ChartPlaces *chart_places_new(const PsChart *chart, int top);

void chart_places_free(ChartPlaces *places);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ChartPlaces, chart_places_free)

/* The width that a chart will have. */
guint chart_places_width(const PsChart *chart);

/* The middle of row i; that of their number is the one in which things are still in flight. */
int chart_places_row(const ChartPlaces *places, guint i);

/* Below all rows. */
int chart_places_bottom(const ChartPlaces *places);

static inline const ChartArrow *
chart_arrow(const ChartPlaces *places, guint i)
{
    return &g_array_index(places->arrows, ChartArrow, i);
}

G_END_DECLS

#endif
