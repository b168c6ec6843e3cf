/* What the files of the report of a difference share. */
#ifndef PS_VIZ_DIFF_PRIVATE_H
#define PS_VIZ_DIFF_PRIVATE_H

#include "viz/diff-report.h"

/* What a server is called: its profile, or where both have the same, the first and the
 * second. */
const char *ps_diff_name(const PsDifference *difference, guint side);

/* A row as its profile states it, without what does not exist in the world: "From; deliver, push".
 * Free it. */
char *ps_diff_row_text(const PsWorld *world, guint side, PsEvent event, guint state);

/* Appends the run after which the observer sees a difference, and the difference in words; or that
 * there is none. */
void ps_diff_append_run(GString *out, const PsDifference *difference, PsObserver observer,
                        const PsStyle *style);

/* An event as a step of a run: "subscribe" for what the user does, "receives subscribe" for what
 * arrives. Free it. */
char *ps_diff_event_text(PsEvent event);

#endif
