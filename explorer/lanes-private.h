/* The inside of lanes: lanes.c says where they lie, and finds layers; lanes-moves.c says what leads
 * from lane to lane; lanes-turn.c knows of mirror images; lanes-fill.c makes sets of them.
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

/* The lanes of a local state and a shape. */
typedef struct {
    guint local, shape;
    gsize begin;  /* the first one, of all that there are, */
    guint n;      /* and how many: whole vectors; 0: there is no such row */
    guint copies; /* the first of what is copied from it, */
    guint n_copies;
    guint64 *marks;               /* of the vectors of `last` */
    gboolean has_last, has_fresh; /* some states of these may be there; if has_last is FALSE, `last`
                                     and its marks are anything */
} PsLaneRow;

/* What the outer side does: lanes of one row are copied to another one. */
typedef struct {
    PsLaneRow *to;
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
    guint outer;    /* side */
    gboolean folds; /* there are only rows of shapes with no less on the link from the outer side:
                       they stand for the others, too */
    guint8 bits[PS_MAX_LOCALS];  /* by local state of the inner side: its bit in every lane, */
    guint8 locals[PS_LANE_BITS]; /* and the other way round */
    guint n_rows;
    PsLaneRow *rows;              /* by local state and shape */
    gsize n_lanes;                /* of each local state */
    PsArena memory;               /* of: */
    PsLane *known, *last, *fresh; /* all that was found; of that the last layer; and the next one */
    guint64 *marks;
    GArray *copies;      /* of PsLaneCopy, by row */
    GArray *shifts;      /* of PsLaneShift, by shape; */
    guint *shifts_begin; /* and where those of each begin, for n_shapes, too */
};

static inline PsLaneRow *
ps_lanes_row(const PsLanes *lanes, guint local, guint shape)
{
    return &lanes->rows[local * lanes->space->n_shapes + shape];
}

/* TRUE if there are rows of a shape. */
static inline gboolean
ps_lanes_has(const PsLanes *lanes, guint shape)
{
    return lanes->rows[shape].n > 0;
}

/* TRUE if both links are as long in a shape: then mirror images of its states are in its rows, too.
 */
static inline gboolean
ps_lanes_is_even(const PsLanes *lanes, guint shape)
{
    return ps_space_length(lanes->space, shape, 0) == ps_space_length(lanes->space, shape, 1);
}

/* How many states a bit of the row stands for. */
static inline guint
ps_lanes_each(const PsLanes *lanes, const PsLaneRow *row)
{
    return lanes->folds && !ps_lanes_is_even(lanes, row->shape) ? 2 : 1;
}

/* The number of contents of n presences. */
static inline guint
ps_lanes_power(const PsLanes *lanes, guint n)
{
    return 1u << (n * lanes->space->digit);
}

/* Adds what the inner side does from a row to one that is not there: to the mirror images. */
void ps_lanes_follow_turned(PsLanes *lanes, const PsLaneRow *row, const PsLaneShift *shift);

/* Where both links are as long, mirror images are in rows, too. Of what is new in such a row, adds
 * those that are missing. */
void ps_lanes_complete(PsLanes *lanes, const PsLaneRow *row);

/* Finds out what leads from lane to lane. FALSE if a move leads out of the space. */
gboolean ps_lanes_add_moves(PsLanes *lanes);

G_END_DECLS

#endif
