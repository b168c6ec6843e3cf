/* Backward: from where in a search without numbers, with sets or with bitmaps, can a goal be
 * reached? */
#ifndef PS_EXPLORER_BACKWARD_H
#define PS_EXPLORER_BACKWARD_H

#include "explorer/search.h"

G_BEGIN_DECLS

typedef struct _PsBackward PsBackward;

/* Finds the states of a complete search without numbers from which some path leads to a state that
 * is_goal accepts: with sets layer by layer from these back, with bitmaps by looking at all steps
 * again and again. `how` says which states it has to look at. NULL if the progress function or the
 * limit of memory of the search ends it. The search must outlive it. Free with ps_backward_free. */
PsBackward *ps_backward_new(const PsSearch *search, PsVisit how, PsGoal is_goal,
                            gconstpointer data);

void ps_backward_free(PsBackward *backward);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsBackward, ps_backward_free)

/* Finds the states of a search without numbers from which arrivals alone can go on for ever within
 * it. The same otherwise. */
PsBackward *ps_backward_endless(const PsSearch *search);

/* The number of these states, and whether a state is one. */
guint64 ps_backward_size(const PsBackward *backward);
gboolean ps_backward_has(const PsBackward *backward, const PsState *state);

G_END_DECLS

#endif
