/* Lanes: all states of a small world, as a set that grows layer by layer.
 *
 * For each local state of the one side, and each content of both links, there is a lane: a word
 * with one bit for each local state of the other side. What the one side does copies lanes to where
 * it leads; what the other side does moves the bits in them. Either goes through long rows of
 * lanes, which have been laid out so that most of them that are alike lie one after the other. */
#ifndef PS_EXPLORER_LANES_H
#define PS_EXPLORER_LANES_H

#include "explorer/sets.h"

G_BEGIN_DECLS

typedef struct _PsLanes PsLanes;

/* TRUE if of two states that are mirror images one may be in lanes for both: both servers are the
 * same, and no presence is repeated. */
gboolean ps_lanes_can_fold(const PsSpace *space);

/* The bytes that lanes for all of a space take, if `folds` without mirror images; 0 if it cannot be
 * in lanes: budgets of faults, more kinds of presences than four, more local states than bits on
 * both sides; or should not be, as they would be too many for caches, and sets, of which large
 * parts are not there, are faster. */
guint64 ps_lanes_bytes(const PsSpace *space, gboolean folds);

/* Makes lanes with no state in them, for a space that can be in lanes and must outlive them. With
 * `folds` mirror images must be alike, and what is added its own. NULL if some move leads out of
 * the space, or without memory. Free with ps_lanes_free. */
PsLanes *ps_lanes_new(const PsSpace *space, gboolean folds);

void ps_lanes_free(PsLanes *lanes);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsLanes, ps_lanes_free)

/* Adds a state of the space that the search starts from, before a layer is found. */
void ps_lanes_add(PsLanes *lanes, PsPlace place);

/* Finds the next layer. FALSE if there is none. */
gboolean ps_lanes_find(PsLanes *lanes);

/* The number of states in the layer found last. */
guint64 ps_lanes_count_last(const PsLanes *lanes);

/* Adds all states, or those of the layer found last, to a set of the same space, mirror images too.
 * FALSE without memory: it is then added in part. */
gboolean ps_lanes_fill(const PsLanes *lanes, gboolean only_last, PsSet *set);

G_END_DECLS

#endif
