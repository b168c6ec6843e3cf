/* Sequence charts: a run as lifelines, and presences as arrows from where they are sent to where
 * they arrive. Two arrows that cross are the race.
 *
 * A chart is computed once from a replay; each printer is a file of its own and draws the same rows
 * and the same arrows. */
#ifndef PS_VIZ_CHART_H
#define PS_VIZ_CHART_H

#include "explorer/replay.h"
#include "explorer/verdicts.h"
#include "viz/style.h"

G_BEGIN_DECLS

typedef struct _PsChart PsChart;

#define PS_CHART_ERROR (ps_chart_error_quark())
GQuark ps_chart_error_quark(void);

typedef enum {
    PS_CHART_ERROR_CROSSES, /* presences cross, which the format cannot draw */
} PsChartError;

#define PS_CHART_NO_LOOP G_MAXUINT

/* What a chart says below its steps. */
typedef struct {
    const char *text;  /* "no-orphan: juliet has pending, romeo has not ask", or NULL: nothing */
    gboolean violated; /* a property is; else something was reached */
    guint loop;        /* the step, from 0, from which on all is repeated for ever, or
                        * PS_CHART_NO_LOOP */
} PsChartEnd;

/* The chart of what a replay ran. end may be NULL: the chart ends with its last step. A replay that
 * stopped at a step says so at its end. Of what is given, only the world must outlive the chart.
 * Never NULL. Free with ps_chart_free. */
PsChart *ps_chart_new(const PsReplay *replay, const PsChartEnd *end);

/* The chart of the counterexample or witness of verdict i, which must have one (its path is not
 * NULL): with what is wrong at its end, and with the arrivals that go on for ever. The world of the
 * verdicts must outlive it. Free with ps_chart_free. */
PsChart *ps_chart_of_verdict(const PsVerdicts *verdicts, guint i);

void ps_chart_free(PsChart *chart);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsChart, ps_chart_free)

/* How many pairs of presences cross: two that meet on their way, or one that overtakes another. */
guint ps_chart_n_crossings(const PsChart *chart);

/* The chart as one <svg> element, for a file of its own or inside of a page. title stands above it;
 * NULL: what the verdict says, or how many steps it has. Every id in it starts with `id`, "-" and
 * must be unlike that of any other chart of the page: letters, digits and hyphens, a letter first;
 * NULL for "chart". Free it. */
char *ps_chart_svg(const PsChart *chart, const char *title, const char *id);

/* The chart as a ladder of characters, as XEPs have them. Free it. */
char *ps_chart_text(const PsChart *chart, const PsStyle *style);

/* The chart in the language of mscgen. Free it. */
char *ps_chart_mscgen(const PsChart *chart);

/* The chart as a sequence diagram of Mermaid, whose arrows are all level: NULL and
 * PS_CHART_ERROR_CROSSES, naming the first two presences that cross, if there are any. Free it. */
char *ps_chart_mermaid(const PsChart *chart, GError **error);

/* The run as a trace in Apalache's Informal Trace Format (JSON): one state more than steps. Free
 * it. */
char *ps_chart_itf(const PsChart *chart);

G_END_DECLS

#endif
