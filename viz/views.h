/* Views: graphs of what a search found, small enough to be looked at. */
#ifndef PS_VIZ_VIEWS_H
#define PS_VIZ_VIEWS_H

#include "explorer/verdicts.h"
#include "viz/graph.h"

G_BEGIN_DECLS

/* Every state that the search found, and every transition between them: as many nodes and edges as
 * it has states and transitions. highlight is one of the verdicts, whose counterexample is marked,
 * or NULL. Free with ps_graph_free. */
PsGraph *ps_view_states(const PsVerdicts *verdicts, const PsVerdict *highlight);

/* A node for each pair of entries that some state has, an edge where some transition leads from one
 * pair to another one, labelled by what happens. What leaves a pair as it is stands in the node's
 * tooltip. highlight as above. Free with ps_graph_free. */
PsGraph *ps_view_entries(const PsVerdicts *verdicts, const PsVerdict *highlight);

/* One server after its tables: the states that some events lead to with the options as they are,
 * the user's actions as solid edges, arrivals as dashed ones. What leaves a state as it is stands
 * in the node's tooltip. Free with ps_graph_free. */
PsGraph *ps_view_server(const PsProfile *profile);

G_END_DECLS

#endif
