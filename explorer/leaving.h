/* Leaving: which transitions, and how many, lead out of the states of a set. */
#ifndef PS_EXPLORER_LEAVING_H
#define PS_EXPLORER_LEAVING_H

#include "explorer/sets.h"

G_BEGIN_DECLS

typedef struct _PsLeaving PsLeaving;

/* Finds that out for a space, which must outlive it. Free with ps_leaving_free. */
PsLeaving *ps_leaving_new(const PsSpace *space);

void ps_leaving_free(PsLeaving *leaving);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsLeaving, ps_leaving_free)

/* The actions that the side's user can take in every state of this shape and of this local state of
 * the side: bit a for each PsAction a. */
guint ps_leaving_actions(const PsLeaving *leaving, guint shape, guint side, guint local);

/* The number of transitions out of these states, which may be those of all chunks of a pair; their
 * words are read only in worlds with bounced presences. */
guint64 ps_leaving_count(const PsLeaving *leaving, const PsSetPart *states);

/* TRUE if some of them lead out of the space, with more in flight than it has room for. */
gboolean ps_leaving_space(const PsLeaving *leaving, const PsSetPart *states);

G_END_DECLS

#endif
