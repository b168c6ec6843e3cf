/* A walk, as a terminal shows it. */
#ifndef PS_VIZ_WALK_REPORT_H
#define PS_VIZ_WALK_REPORT_H

#include "explorer/walk.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* Appends where the walk stands: after how many steps, both entries with what is on the link from
 * each (what arrives first beside the head of the arrow), which of the properties the state
 * violates or reaches, and the choices, numbered from 1. */
void ps_walk_append_state(GString *out, const PsWalk *walk, const PsProperties *properties,
                          const PsStyle *style);

/* Appends the steps from number `first` on to where it stands, as a ladder; nothing if there are
 * none. */
void ps_walk_append_steps(GString *out, const PsWalk *walk, guint first, const PsStyle *style);

G_END_DECLS

#endif
