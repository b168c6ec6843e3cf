/* Simulation: a random run. */
#ifndef PS_EXPLORER_SIMULATE_H
#define PS_EXPLORER_SIMULATE_H

#include "model/step.h"

G_BEGIN_DECLS

/* Takes n steps from the initial state, each chosen evenly among the transitions of its state, and
 * returns them (PsStep): fewer only if there is no transition any more. The same for the same
 * world, n and seed, everywhere. Free with g_array_unref. */
GArray *ps_simulate(const PsWorld *world, guint n, guint32 seed);

/* The next of a sequence of random numbers below n, each as likely as the other; random is where
 * the sequence stands, at first its seed. */
guint ps_simulate_next(guint64 *random, guint n);

G_END_DECLS

#endif
