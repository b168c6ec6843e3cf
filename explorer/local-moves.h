/* Moves: what can happen at a side in one of its local states, as what it does to the side and to
 * the heads and the tails of the links. */
#ifndef PS_EXPLORER_LOCAL_MOVES_H
#define PS_EXPLORER_LOCAL_MOVES_H

#include "explorer/space.h"

G_BEGIN_DECLS

typedef struct {
    guint8 from, to; /* local states */
    gint8 taken;     /* the presence that leaves the head of the link to the side, or -1 */
    guint8 copies;   /* of it that come back to the head */
    gint8 fault;     /* it is this fault, or -1 */
    gint8 action;    /* it is this action, or -1 */
    guint8 n_sends;
    guint8 sends[PS_MAX_EFFECTS]; /* these join the link from the side */
} PsLocalMove;

/* All that can happen at a side, in the order of its local states; or what arrives only. A
 * GArray of PsLocalMove, which the caller frees. */
GArray *ps_local_moves_list(const PsSpace *space, guint side, gboolean only_arrivals);

/* TRUE if a move of a side can be made in a shape, whatever the presences in it are, but for that
 * at the head. */
gboolean ps_local_move_is_enabled(const PsSpace *space, const PsLocalMove *move, guint side,
                                  guint shape);

/* The shape that it leads to, or -1 if that is not in the space. */
int ps_local_move_end(const PsSpace *space, const PsLocalMove *move, guint side, guint shape);

G_END_DECLS

#endif
