/* Runs: what a replay or a simulation came to, as a trace for people and as JSON for programs. */
#ifndef PS_VIZ_RUN_REPORT_H
#define PS_VIZ_RUN_REPORT_H

#include "explorer/replay.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* In all of these, profiles are the names or paths to write for the profiles. */

/* The steps of a replay as a trace that can be replayed: title as a comment, what a trace says of
 * its world, the ladder, and as expectations the entries in which it ended. Free it. */
char *ps_run_report_trace(const PsReplay *replay, const char *const profiles[2], const char *title,
                          const PsStyle *style);

/* What came of a trace, as one JSON object. Free it. */
char *ps_run_report_replay(const PsReplay *replay, const PsTrace *trace,
                           const char *const profiles[2]);

/* A simulation of this seed, as one JSON object. Free it. */
char *ps_run_report_simulation(const PsReplay *replay, const char *const profiles[2], guint32 seed);

G_END_DECLS

#endif
