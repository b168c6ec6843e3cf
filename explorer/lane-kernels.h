/* Kernels for lanes: what is done to rows of them at once.
 *
 * A lane is a word of PS_LANE_BITS bits. Rows begin where a vector of PS_LANES lanes does; in
 * memory that is a multiple of PS_LANE_ALIGNMENT bytes. */
#ifndef PS_EXPLORER_LANE_KERNELS_H
#define PS_EXPLORER_LANE_KERNELS_H

#include <glib.h>

G_BEGIN_DECLS

typedef guint16 PsLane;

#define PS_LANE_BITS 16
#define PS_LANES 16
#define PS_LANE_ALIGNMENT 32

/* Which lanes are copied where: n runs of `run` lanes, a power of four. One run begins so many
 * lanes after the other; and the first one so many lanes after the beginning of a vector. */
typedef struct {
    guint32 n, run;
    guint32 from_step, to_step;
    guint8 from_offset, to_offset; /* below PS_LANES */
} PsLaneRuns;

/* How bits move within lanes: those under each mask by its distance, first to the left, where there
 * is more than one distance none twice, then to the right. */
typedef struct {
    guint8 n_left, n_right;
    guint8 distances[2 * PS_LANE_BITS];
    PsLane masks[2 * PS_LANE_BITS];
} PsLaneShifts;

/* Lanes that are turned round stand by the middle two of six bits of their number first. */
#define PS_LANE_AT(i) (((i) / 4 % 4) * 16 + (i) / 16 * 4 + (i) % 4)

typedef struct {
    const char *name;

    /* Adds the bits of the lanes of runs. */
    void (*copy)(PsLane *to, const PsLane *from, const PsLaneRuns *runs);

    /* Adds the bits of n lanes, as they are after having moved, to lanes that lie one after the
     * other, or four apart. n is a multiple of PS_LANES, and `from` where a vector begins; in the
     * second case `to` is `offset` after that, less than four. */
    void (*shift)(PsLane *to, const PsLane *from, gsize n, const PsLaneShifts *shifts);
    void (*shift_apart)(PsLane *to, const PsLane *from, gsize n, const PsLaneShifts *shifts,
                        guint offset);

    /* The same wherever they are, to lanes that are `step` apart. */
    void (*shift_far)(PsLane *to, const PsLane *from, gsize n, const PsLaneShifts *shifts,
                      gsize step);

    /* Of n lanes, a multiple of PS_LANES: leaves those bits of `fresh` in `last` that are not in
     * `known`, adds them there, and clears `fresh`. FALSE if there are none. */
    gboolean (*settle)(PsLane *known, PsLane *last, PsLane *fresh, gsize n);

    /* Turns 64 lanes round: word b has bit i if lane i has bit b. Lane i stands at PS_LANE_AT(i);
     * both where vectors begin. */
    void (*turn)(const PsLane lanes[64], guint64 words[PS_LANE_BITS]);
} PsLaneKernels;

/* The kernels that run everywhere, and those that run fastest on this machine. */
const PsLaneKernels *ps_lane_kernels_portable(void);
const PsLaneKernels *ps_lane_kernels_fastest(void);

G_END_DECLS

#endif
