/* Kernels for lanes: what is done to rows of them at once.
 *
 * A lane is a word of PS_LANE_BITS bits; a vector has PS_LANES of them and lies at a multiple of
 * its size. A row is some vectors, one after the other. Most of them are empty most of the time:
 * which ones are not, a row's marks say, a bit for each vector, and kernels pass over the others.
 */
#ifndef PS_EXPLORER_LANE_KERNELS_H
#define PS_EXPLORER_LANE_KERNELS_H

#include <glib.h>

G_BEGIN_DECLS

typedef guint16 PsLane;

#define PS_LANE_BITS 16
#define PS_LANES 16
#define PS_LANE_ALIGNMENT 32

/* Vectors of a row, one after the other. */
typedef struct {
    guint32 first;         /* of them */
    guint32 word, n_words; /* where their marks are, */
    guint64 some;          /* and which bits of each word */
} PsLanePart;

/* Which lanes of a row are copied where: n runs of `run` lanes, one of which begins so many lanes
 * after the other. All of these are powers of four, and a step is at least a run; if both are no
 * more than that, n is 1. */
typedef struct {
    guint32 n, run;
    guint32 from, from_step; /* the first one begins at `from` in the row, below from_step */
    guint32 to, to_step;     /* and goes to this lane of another row, below to_step */
    guint64 some; /* if runs of vectors begin no more than 64 of them apart: their bits of each
                     word of marks */
} PsLaneRuns;

/* How bits move within lanes: those under each mask by its distance, first n_left of them to the
 * left, then n_right to the right. */
typedef struct {
    guint8 n_left, n_right;
    guint8 distances[2 * PS_LANE_BITS];
    PsLane masks[2 * PS_LANE_BITS];
} PsLaneShifts;

/* Lanes that are turned round stand by the middle two of six bits of their number first. */
#define PS_LANE_AT(i) (((i) / 4 % 4) * 16 + (i) / 16 * 4 + (i) % 4)

/* The part of n vectors from one on; n is a power of two, and `first` a multiple of it. */
PsLanePart ps_lane_part(gsize first, gsize n);

/* Notes which bits of marks runs have. */
void ps_lane_runs_mark(PsLaneRuns *runs);

/* TRUE if any vector of these is marked. */
static inline gboolean
ps_lane_part_is_marked(const PsLanePart *part, const guint64 *marks)
{
    guint64 any = 0;
    for (guint i = part->word; i < part->word + part->n_words; i++)
        any |= marks[i] & part->some;
    return any != 0;
}

/* A lane after its bits have moved. */
PsLane ps_lane_shift(PsLane from, const PsLaneShifts *shifts);

typedef struct {
    const char *name;

    /* Adds the bits of the lanes of runs, from one row, which has these marks, to another. */
    void (*copy)(PsLane *to, const PsLane *from, const guint64 *marks, const PsLaneRuns *runs);

    /* Adds the bits of a part of a row, as they are after having moved, to lanes that are `step`
     * apart, a power of four. If that is 1, `to` is where a vector begins; if it is 4, up to three
     * lanes behind that. */
    void (*shift)(PsLane *to, const PsLane *from, const guint64 *marks, const PsLanePart *part,
                  const PsLaneShifts *shifts, gsize step);

    /* The same of n lanes, fewer than a vector has, which are anywhere. */
    void (*shift_few)(PsLane *to, const PsLane *from, gsize n, const PsLaneShifts *shifts,
                      gsize step);

    /* Of n vectors: leaves those bits of `fresh` in `last` that are not in `known`, adds them
     * there, clears `fresh`, and marks the vectors of `last`. FALSE if there are none. */
    gboolean (*settle)(PsLane *known, PsLane *last, PsLane *fresh, gsize n, guint64 *marks);

    /* The bits that are set in the vectors that so many words of marks mark. */
    guint64 (*count)(const PsLane *row, const guint64 *marks, gsize n_words);

    /* Turns 64 lanes round: word b has bit i if lane i has bit b. Lane i stands at PS_LANE_AT(i);
     * both where vectors begin. */
    void (*turn)(const PsLane lanes[64], guint64 words[PS_LANE_BITS]);
} PsLaneKernels;

/* The kernels that run everywhere, and those that run fastest on this machine. */
const PsLaneKernels *ps_lane_kernels_portable(void);
const PsLaneKernels *ps_lane_kernels_fastest(void);

G_END_DECLS

#endif
