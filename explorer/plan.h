/* A plan: for each shape and each side's local state, the transitions that lead into it, or with
 * the direction turned round out of it, as what they do to the words on the links. */
#ifndef PS_EXPLORER_PLAN_H
#define PS_EXPLORER_PLAN_H

#include "explorer/kernels.h"
#include "explorer/space.h"

G_BEGIN_DECLS

/* A letter comes into the word, or goes out of it. */
typedef struct {
    gboolean takes;
    PsLetterAt at;
} PsLetterStep;

/* A repeated presence goes out and comes in twice; otherwise at most one goes out. */
#define PS_MAX_CHAIN (PS_MAX_EFFECTS + 1)

/* One kind of transition, from where it starts (its source) to a given shape and local state: the
 * other side's local state stays as it is. */
typedef struct {
    guint shape;  /* of the source */
    guint8 local; /* of the same side, in the source */
    gint8 fault;  /* the fault whose budget it changes by one, or -1 */
    guint8 n_steps;
    PsLetterStep steps[PS_MAX_CHAIN]; /* from the source's words on */
} PsChain;

typedef enum { PS_FORWARD, PS_BACKWARD } PsDirection;

typedef struct _PsPlan PsPlan;

/* Makes the plan of all transitions, or of arrivals only: into where they lead, or backward, into
 * where they start. space must outlive it. Free with ps_plan_free. */
PsPlan *ps_plan_new(const PsSpace *space, PsDirection direction, gboolean only_arrivals);

void ps_plan_free(PsPlan *plan);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsPlan, ps_plan_free)

PsDirection ps_plan_direction(const PsPlan *plan);

/* The chains into a shape and a side's local state. */
const PsChain *ps_plan_chains(const PsPlan *plan, guint shape, guint side, guint local, guint *n);

G_END_DECLS

#endif
