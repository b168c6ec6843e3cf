/* The inside of lanes: lanes.c says where they lie, and finds layers; lanes-moves.c says what leads
 * from lane to lane; lanes-fill.c makes sets of them.
 *
 * The one side, the outer one, has rows of lanes: one for each of its local states and each shape.
 * In a row the number of a lane is what the links' presences spell, that at the head of the link
 * from the outer side the highest digit, then the rest of that link, then the other link, that at
 * its tail the lowest digit. So what the outer side takes and sends stands side by side, in the
 * middle, and what the other one takes and sends at both ends. */
#ifndef PS_EXPLORER_LANES_PRIVATE_H
#define PS_EXPLORER_LANES_PRIVATE_H

#include "explorer/lane-kernels.h"
#include "explorer/lanes.h"
#include "explorer/local-moves.h"
#include "explorer/memory.h"

G_BEGIN_DECLS

/* What the outer side does: lanes of one row are copied to another one. */
typedef struct {
    guint32 to_row;
    PsLaneRuns runs;
} PsLaneCopy;

/* What the inner side does: the bits of n lanes of a row are moved, and go to lanes of another row
 * of the same local state, which are `step` apart. */
typedef struct {
    guint32 from, n; /* lanes, */
    PsLanePart part; /* and if they are vectors, these */
    guint32 to, step;
    guint32 to_shape; /* if there is no row of that: lanes go to their mirror images */
    PsLocalMove like; /* one of those moves that do this */
    PsLaneShifts shifts;
} PsLaneShift;

struct _PsLanes {
    const PsSpace *space;
    const PsLaneKernels *kernels;
    gboolean folds; /* there are rows only of shapes with no less on the link from the outer side:
                       of less they stand for those, too */
    guint outer;    /* side */
    guint n_outer;  /* local states of it */
    guint n_rows;   /* n_outer * n_shapes */
    guint n_lanes;  /* of each local state */
    guint8 bits[PS_MAX_LOCALS];  /* by local state of the inner side: its bit in every lane, */
    guint8 locals[PS_LANE_BITS]; /* and the other way round */
    guint *first;   /* by shape, and for n_shapes: the first of these, which are whole vectors */
    PsArena memory; /* of: */
    PsLane *known, *last, *fresh; /* all that was found; of that the last layer; and the next one */
    guint8 *has_last, *has_fresh; /* by row: some may be there */
    guint64 *marks;      /* of the vectors of `last`, for each row as many as for the longest */
    guint n_marks;       /* that many */
    GArray *copies;      /* of PsLaneCopy, by row; */
    guint *copies_begin; /* and where those of each begin, for n_rows, too */
    GArray *shifts;      /* of PsLaneShift, by shape */
    guint *shifts_begin;
};

static inline guint
ps_lanes_row(const PsLanes *lanes, guint local, guint shape)
{
    return local * lanes->space->n_shapes + shape;
}

/* TRUE if there are rows of a shape. */
static inline gboolean
ps_lanes_has(const PsLanes *lanes, guint shape)
{
    return lanes->first[shape + 1] > lanes->first[shape];
}

/* Its first lane, of all that there are. */
static inline gsize
ps_lanes_begin(const PsLanes *lanes, guint row)
{
    guint n_shapes = lanes->space->n_shapes;
    return (gsize)(row / n_shapes) * lanes->n_lanes + lanes->first[row % n_shapes];
}

/* The number of contents of n presences. */
static inline guint
ps_lanes_power(const PsLanes *lanes, guint n)
{
    return 1u << (n * lanes->space->digit);
}

/* Finds out what leads from lane to lane. FALSE if a move leads out of the space. */
gboolean ps_lanes_add_moves(PsLanes *lanes);

G_END_DECLS

#endif
