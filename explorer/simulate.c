/* Simulation: a random run. */
#include "explorer/simulate.h"

/* The next of a sequence of random numbers (splitmix64), the same on every machine. */
static guint64
next_random(guint64 *state)
{
    guint64 z = *state += G_GUINT64_CONSTANT(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * G_GUINT64_CONSTANT(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * G_GUINT64_CONSTANT(0x94D049BB133111EB);
    return z ^ z >> 31;
}

guint
ps_simulate_next(guint64 *random, guint n)
{
    return (guint)((next_random(random) >> 32) * n >> 32);
}

GArray *
ps_simulate(const PsWorld *world, guint n, guint32 seed)
{
    GArray *path = g_array_new(FALSE, FALSE, sizeof(PsStep));
    guint64 random = seed;
    PsState state = ps_world_initial(world);
    for (guint i = 0; i < n; i++) {
        PsTransition out[PS_MAX_TRANSITIONS];
        gboolean overflow = FALSE;
        guint choices = ps_step_transitions(world, &state, out, &overflow);
        if (choices == 0)
            break;
        guint choice = ps_simulate_next(&random, choices);
        g_array_append_val(path, out[choice].step);
        state = out[choice].to;
    }
    return path;
}
