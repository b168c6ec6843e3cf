/* Storms: following one. */
#include "explorer/storm.h"

#include "explorer/store.h"

/* The first arrival out of a state that never ends; *state becomes where it leads. */
static PsStep
next_step(const PsWorld *world, PsGoal is_endless, gconstpointer data, PsState *state)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    guint n = ps_step_arrivals(world, state, out, &overflow);
    guint i = 0;
    while (i < n && !is_endless(world, &out[i].to, data))
        i++;
    g_assert(i < n && "a state without an end leads to another one");
    *state = out[i].to;
    return out[i].step;
}

/* TRUE if the state is met for the first time; *number tells when that was. */
static gboolean
is_new(PsStore *seen, const PsWorld *world, const PsState *state, guint64 *number)
{
    PsPacked packed = ps_world_pack(world, state);
    return ps_store_add(seen, packed, number) == PS_STORE_ADDED;
}

void
ps_storm_follow(const PsWorld *world, const PsState *from, PsGoal is_endless, gconstpointer data,
                GArray **stem, GArray **loop)
{
    g_autoptr(PsStore) seen = ps_store_new(ps_world_bits(world), 0, 0);
    PsState state = *from;
    guint64 start = 0; /* of the loop */
    *stem = g_array_new(FALSE, FALSE, sizeof(PsStep));
    *loop = g_array_new(FALSE, FALSE, sizeof(PsStep));
    while (is_new(seen, world, &state, &start)) {
        PsStep step = next_step(world, is_endless, data, &state);
        g_array_append_val(*stem, step);
    }
    g_array_append_vals(*loop, &g_array_index(*stem, PsStep, start), (*stem)->len - (guint)start);
    g_array_set_size(*stem, (guint)start);
}
