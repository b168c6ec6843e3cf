/* Successors: the states that a state leads to, from packed to packed.
 *
 * They are those of ps_step_transitions, in its order. What an event does at a side is asked of the
 * model once for each local state of the side; from then on a transition is a few shifts and masks.
 */
#ifndef PS_EXPLORER_SUCCESSORS_H
#define PS_EXPLORER_SUCCESSORS_H

#include "model/step.h"

G_BEGIN_DECLS

typedef struct _PsSuccessors PsSuccessors;

/* A state expanded. */
typedef struct {
    guint n;          /* of its successors; these follow those of other states */
    guint8 entry[2];  /* its own */
    guint64 steps[2]; /* which steps led out of it, by their sides: a bit each, ps_successors_bit */
} PsExpansion;

/* The bit of a step of this kind with this label. */
static inline guint
ps_successors_bit(guint kind, guint what)
{
    G_STATIC_ASSERT(PS_N_STEP_KINDS * PS_N_LABELS <= 64);
    return kind * PS_N_LABELS + what;
}

/* Prepares a world, which must outlive it; with no_faults nothing is lost, repeated or bounced.
 * Free with ps_successors_free. */
PsSuccessors *ps_successors_new(const PsWorld *world, gboolean no_faults);

void ps_successors_free(PsSuccessors *successors);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsSuccessors, ps_successors_free)

/* Writes the successors of a state to out[PS_MAX_TRANSITIONS]. One that would hold more than there
 * is room for is left out, and *overflow becomes TRUE; it is not touched otherwise. */
PsExpansion ps_successors_list(const PsSuccessors *successors, PsPacked from, PsPacked *out,
                               gboolean *overflow);

/* Writes only those that an arrival leads to, as ps_step_arrivals has them, and returns how many
 * they are. The same otherwise. */
guint ps_successors_arrivals(const PsSuccessors *successors, PsPacked from, PsPacked *out,
                             gboolean *overflow);

G_END_DECLS

#endif
