/* The layout: where the fields of a state lie in its packed bits, for those who work on these.
 *
 * The lowest field is A's entry. The highest are the links, joined: the presences on the link from
 * A to B, its head lowest, then those on the link from B to A, its head lowest, then a one. How
 * many the first ones are is a field of its own; so the bits that two links share are as many as
 * both together can need, and not twice as many as one. */
#ifndef PS_MODEL_LAYOUT_H
#define PS_MODEL_LAYOUT_H

#include "model/step.h"

G_BEGIN_DECLS

/* Where a field lies. */
typedef struct {
    guint8 shift;
    guint8 bits;
} PsField;

/* All but the links lie below bit 64. online and sees have a bit a side. */
typedef struct {
    PsField entry[2];
    PsField online;
    PsField sees;
    PsField left[PS_N_FAULTS];
    PsField length; /* of the link from A to B */
    PsField links;
} PsLayout;

/* The layout of a world's states; the world owns it. */
const PsLayout *ps_world_layout(const PsWorld *world);

/* How many bits both sides take: the lowest ones of a state, as the fields of what they are come
 * before all others. */
static inline guint
ps_layout_sides(const PsLayout *layout)
{
    return layout->sees.shift + layout->sees.bits;
}

/* The packed bits of what a side is, all others 0. */
guint64 ps_layout_local(const PsLayout *layout, guint side, PsLocal local);

G_END_DECLS

#endif
