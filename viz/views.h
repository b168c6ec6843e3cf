/* Views: graphs of what a search found, small enough to be looked at. Each is freed with
 * ps_graph_free. */
#ifndef PS_VIZ_VIEWS_H
#define PS_VIZ_VIEWS_H

#include "explorer/replay.h"
#include "viz/stream.h"

G_BEGIN_DECLS

/* Every state that the search found, and every transition between them: as many nodes and edges as
 * it has states and transitions, or stand for these. NULL if the progress function of the search
 * ends it. */
PsGraph *ps_view_states(const PsStates *states);

/* A node for each pair of entries that some state has, an edge where some transition leads from one
 * pair to another one, labelled by what happens. What leaves a pair as it is stands in the node's
 * tooltip. */
PsGraph *ps_view_entries(const PsStates *states);

/* A node for each settled state, an edge where conversations lead from one to another one, labelled
 * by the actions that begin them; if they lead no further away from the start, only in its tooltip.
 * A conversation that leads back to where it began stands in the node's tooltip. A state that quiet
 * conversations do not lead to has an edge of a disturbed one, labelled by its actions and faults.
 * Of `states` there must be verdicts; nothing is highlighted. NULL if the progress function of the
 * search ends it. */
PsGraph *ps_view_settled(const PsStates *states);

/* The states at most `radius` transitions after a state or before it, and the transitions out of
 * those that are less after it, and into those that are less before it. */
PsGraph *ps_view_near(const PsStates *states, guint64 centre, guint radius);

/* A run of the world from its initial state, straight down, and beside each state on its way but
 * the last one every other transition out of it, with where that leads. Which properties are
 * violated is known from verdicts, on any search of the same world. */
PsGraph *ps_view_trace(const PsVerdicts *verdicts, const PsReplay *replay, const char *title);

/* One server after its tables: the states that some events lead to with the options as they are,
 * the user's actions as solid edges, arrivals as dashed ones. What leaves a state as it is stands
 * in the node's tooltip. */
PsGraph *ps_view_server(const PsProfile *profile);

G_END_DECLS

#endif
