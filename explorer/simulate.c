/* Simulation: a random run. */
#include "explorer/simulate.h"

GArray *
ps_simulate(const PsWorld *world, guint n, guint32 seed)
{
    GArray *path = g_array_new(FALSE, FALSE, sizeof(PsStep));
    GRand *random = g_rand_new_with_seed(seed);
    PsState state = ps_world_initial(world);
    for (guint i = 0; i < n; i++) {
        PsTransition out[PS_MAX_TRANSITIONS];
        gboolean overflow = FALSE;
        guint choices = ps_step_transitions(world, &state, out, &overflow);
        if (choices == 0)
            break;
        gint32 choice = g_rand_int_range(random, 0, (gint32)choices);
        g_array_append_val(path, out[choice].step);
        state = out[choice].to;
    }
    g_rand_free(random);
    return path;
}
