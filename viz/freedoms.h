/* What the options of servers do to the properties: for people, and as JSON. */
#ifndef PS_VIZ_FREEDOMS_H
#define PS_VIZ_FREEDOMS_H

#include "explorer/freedoms.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* A table of what each option does alone, what each does in all combinations of the others, a
 * sentence on each, and what the best combinations are. Free it. */
char *ps_freedoms_text(const PsFreedoms *freedoms, const PsStyle *style);

/* One JSON object: the options, every world, and what each option does. profiles are as the user
 * named them. Free it. */
char *ps_freedoms_json(const PsFreedoms *freedoms, const char *const profiles[2]);

G_END_DECLS

#endif
