/* A ladder: a run in a terminal, one line a step. Its lines are lines of a trace, with both entries
 * and what was sent and what arrived in a comment, so what is printed can be saved and replayed. */
#ifndef PS_VIZ_LADDER_H
#define PS_VIZ_LADDER_H

#include "explorer/replay.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* Appends the steps of a replay to out, each on a line of its own after `indent`. Between the two
 * entries stands what travels: beside the side that sends or receives it, an arrow away from the
 * sender. */
void ps_ladder_append(GString *out, const PsReplay *replay, const char *indent,
                      const PsStyle *style);

/* The same of the steps from number `first` on. */
void ps_ladder_append_part(GString *out, const PsReplay *replay, guint first, const char *indent,
                           const PsStyle *style);

/* The same of all steps with a note at the end of each line: as many as there are steps; NULL for
 * none. */
void ps_ladder_append_noted(GString *out, const PsReplay *replay, const char *const *notes,
                            const char *indent, const PsStyle *style);

G_END_DECLS

#endif
