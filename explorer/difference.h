/* Difference: in what two servers behave differently.
 *
 * A profile is a Mealy machine: its inputs are what the user does and what arrives from the peer,
 * at any time; its outputs are what the peer gets and what the user's client gets. Two questions
 * are answered. Which rows differ, state against state. And whether the two machines are
 * equivalent: if they are not, a shortest distinguishing sequence, found by a breadth-first search
 * of their product. */
#ifndef PS_EXPLORER_DIFFERENCE_H
#define PS_EXPLORER_DIFFERENCE_H

#include "explorer/product.h"

G_BEGIN_DECLS

/* Who looks at the outputs. */
typedef enum {
    PS_OBSERVER_PEER,   /* the presences that are sent, in their order */
    PS_OBSERVER_CLIENT, /* the presences that are delivered, and what roster pushes show */
} PsObserver;

#define PS_N_OBSERVERS 2

/* Two rows that differ: of one event, in two states that are partners. */
typedef struct {
    PsEvent event;
    guint states[2];
} PsDifferentRow;

typedef struct _PsDifference PsDifference;

/* Compares two profiles with their options as they are. Without availability its events do not
 * exist, and what rows send of it does not count. The profiles must outlive the difference. Free
 * with ps_difference_free. */
PsDifference *ps_difference_new(const PsProfile *first, const PsProfile *second,
                                gboolean availability);

void ps_difference_free(PsDifference *difference);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsDifference, ps_difference_free)

/* The two profiles as sides 0 and 1 of a world. */
const PsWorld *ps_difference_world(const PsDifference *difference);

/* The states of the other server that a state of this side is compared with, as a set. Among the
 * states that some sequence of events leads to, partners are those of the same name and attributes;
 * for a state without, those of the same attributes; for one without these, those that differ in
 * `unlisted` alone. */
guint64 ps_difference_partners(const PsDifference *difference, guint side, guint state);

/* The states of a side that can be reached and have no partner. */
guint64 ps_difference_lone(const PsDifference *difference, guint side);

/* How many pairs of rows were compared, and those that differ, in the order of events and states:
 * in what they send, in how often they deliver or push, or in new states that are no partners. */
guint ps_difference_n_compared(const PsDifference *difference);
guint ps_difference_n_rows(const PsDifference *difference);
const PsDifferentRow *ps_difference_row(const PsDifference *difference, guint i);

/* A shortest sequence of events (PsFed), from the initial states, after whose last one the observer
 * sees a difference; NULL if there is none. Of several the first in the order of events. */
const GArray *ps_difference_run(const PsDifference *difference, PsObserver observer);

/* TRUE if no observer can tell the two apart. */
gboolean ps_difference_equivalent(const PsDifference *difference);

G_END_DECLS

#endif
