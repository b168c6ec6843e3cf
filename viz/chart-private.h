/* What the printers of charts share: rows, and presences with where they are sent and end. */
#ifndef PS_VIZ_CHART_PRIVATE_H
#define PS_VIZ_CHART_PRIVATE_H

#include "viz/chart.h"

G_BEGIN_DECLS

#define CHART_NONE G_MAXUINT

/* What becomes of a presence. */
typedef enum {
    CHART_IN_FLIGHT, /* it is still on its way when the run ends */
    CHART_ARRIVES,
    CHART_LOST,
    CHART_BOUNCED,
} ChartFate;

/* One presence on its way. Presences are numbered in the order in which they are sent. */
typedef struct {
    PsPresence presence;
    guint side;    /* who sent it */
    guint sent;    /* the step in which it came onto its link */
    guint ended;   /* the step in which it left it; CHART_NONE while it is in flight */
    guint copy_of; /* the presence that it repeats, or CHART_NONE */
    guint bounced; /* of an error: the presence that could not be delivered, or CHART_NONE */
    gboolean own;  /* the server sends it by itself, not its user */
    ChartFate fate;
} ChartMessage;

/* Two presences that cross: a has the lower number. Both come to the other side. */
typedef struct {
    guint a, b;
} ChartCrossing;

/* One row: a step, or rounds of steps that are left out as they repeat those above. */
typedef struct {
    guint step;   /* the step, or the first one that is left out */
    guint n;      /* the steps that it stands for */
    guint period; /* of what is left out: the steps of a round, which are the rows above */
} ChartRow;

struct _PsChart {
    const PsWorld *world;
    GArray *steps;    /* of PsReplayStep */
    GArray *messages; /* of ChartMessage */
    GArray *taken; /* by step: the presence that arrives or that a fault befalls, or CHART_NONE */
    GArray *sent;  /* by step: the first presence that it sends; those up to the next one's */
    GArray *crossings; /* of ChartCrossing */
    GArray *rows;      /* of ChartRow */
    GArray *row_of;    /* by step: its row */
    char *title;       /* or NULL */
    char *end;         /* what the last row says, or NULL */
    char *error;       /* what stopped the replay, or NULL */
    gboolean violated;
    guint loop;
};

/* The steps that a chart shows without folding. */
#define CHART_MAX_STEPS 40

static inline const PsReplayStep *
chart_step(const PsChart *chart, guint i)
{
    g_assert(i < chart->steps->len);
    return &g_array_index(chart->steps, PsReplayStep, i);
}

static inline const ChartMessage *
chart_message(const PsChart *chart, guint i)
{
    g_assert(i < chart->messages->len);
    return &g_array_index(chart->messages, ChartMessage, i);
}

static inline const ChartRow *
chart_row(const PsChart *chart, guint i)
{
    g_assert(i < chart->rows->len);
    return &g_array_index(chart->rows, ChartRow, i);
}

/* TRUE if a row stands for a round or more that is left out. */
static inline gboolean
chart_row_is_fold(const ChartRow *row)
{
    return row->period > 0;
}

/* The presence that a step takes off its link or repeats, or CHART_NONE. */
static inline guint
chart_taken(const PsChart *chart, guint step)
{
    return g_array_index(chart->taken, guint, step);
}

/* The presences that a step puts on a link: from *first on, so many. */
guint chart_sent(const PsChart *chart, guint step, guint *first);

/* The row of a step; of CHART_NONE the one below all. */
guint chart_row_of(const PsChart *chart, guint step);

/* The presence that a copy of a copy goes back to; of what is no copy, itself. */
guint chart_root(const PsChart *chart, guint i);

/* The state before step i; i may be their number. */
PsState chart_state(const PsChart *chart, guint i);

/* Works out the rows. */
void chart_fold(PsChart *chart);

/* The side whose entry a step may change or whose client it concerns; CHART_NONE of a fault. */
guint chart_side(const PsReplayStep *step);

/* What a step hands to the client of its side, in order: "push", "deliver, push"; "" if nothing, as
 * for a user who is offline. Free it. */
char *chart_client_text(const PsChart *chart, const PsReplayStep *step);

/* "lost", "repeated", "bounced", "in flight": what a presence suffers that does not just arrive;
 * NULL if it does. */
const char *chart_fate_text(const ChartMessage *message);

/* TRUE of a presence that begins and ends in steps that are left out, or begins there and is still
 * in flight at the end. */
gboolean chart_is_left_out(const PsChart *chart, guint i);

/* "3 steps × 12" for a row of steps that are left out: the steps above it, so many times in all;
 * and how many presences of theirs are in flight at the end. Free it. */
char *chart_fold_text(const PsChart *chart, const ChartRow *row);

/* What the row of the loop says: "steps 4 to 6 are repeated for ever". Free it; NULL if there is
 * none. */
char *chart_loop_text(const PsChart *chart);

/* What the chart is called: its title, or how many steps of whom it has. Free it. */
char *chart_title(const PsChart *chart);

/* The name of an entry. Owned by the profile. */
const char *chart_entry(const PsChart *chart, const PsState *state, guint side);

/* What a presence is called in messages: "subscribe from romeo". Free it. */
char *chart_message_text(const PsChart *chart, guint i);

G_END_DECLS

#endif
