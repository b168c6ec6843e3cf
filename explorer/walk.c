/* A walk: the steps it knows, the states between them, and where among these it stands. */
#include "explorer/walk.h"

#include "explorer/simulate.h"

struct _PsWalk {
    const PsWorld *world;
    GArray *steps;  /* of PsStep */
    GArray *states; /* of PsState, one more */
    guint position;
    guint n_choices; /* out of the state there */
    PsTransition choices[PS_MAX_TRANSITIONS];
};

static void
look(PsWalk *walk)
{
    PsState state = ps_walk_state(walk);
    gboolean overflow = FALSE; /* what no link can hold is no choice */
    walk->n_choices = ps_step_transitions(walk->world, &state, walk->choices, &overflow);
}

PsWalk *
ps_walk_new(const PsWorld *world)
{
    PsWalk *walk = g_new0(PsWalk, 1);
    PsState initial = ps_world_initial(world);
    walk->world = world;
    walk->steps = g_array_new(FALSE, FALSE, sizeof(PsStep));
    walk->states = g_array_new(FALSE, FALSE, sizeof(PsState));
    g_array_append_val(walk->states, initial);
    look(walk);
    return walk;
}

void
ps_walk_free(PsWalk *walk)
{
    if (walk == NULL)
        return;
    g_array_unref(walk->steps);
    g_array_unref(walk->states);
    g_free(walk);
}

const PsWorld *
ps_walk_world(const PsWalk *walk)
{
    return walk->world;
}

guint
ps_walk_position(const PsWalk *walk)
{
    return walk->position;
}

guint
ps_walk_length(const PsWalk *walk)
{
    return walk->steps->len;
}

PsState
ps_walk_state(const PsWalk *walk)
{
    return g_array_index(walk->states, PsState, walk->position);
}

GArray *
ps_walk_path(const PsWalk *walk)
{
    GArray *path = g_array_new(FALSE, FALSE, sizeof(PsStep));
    return g_array_append_vals(path, walk->steps->data, walk->position);
}

guint
ps_walk_n_choices(const PsWalk *walk)
{
    return walk->n_choices;
}

const PsTransition *
ps_walk_choice(const PsWalk *walk, guint i)
{
    g_assert(i < walk->n_choices);
    return &walk->choices[i];
}

gboolean
ps_walk_take(PsWalk *walk, PsStep step)
{
    PsState from = ps_walk_state(walk);
    PsState to;
    if (!ps_step_take(walk->world, &from, step, &to))
        return FALSE;
    if (walk->position == walk->steps->len ||
        !ps_step_equal(g_array_index(walk->steps, PsStep, walk->position), step)) {
        g_array_set_size(walk->steps, walk->position);
        g_array_set_size(walk->states, walk->position + 1);
        g_array_append_val(walk->steps, step);
        g_array_append_val(walk->states, to);
    }
    walk->position++;
    look(walk);
    return TRUE;
}

gboolean
ps_walk_go(PsWalk *walk, guint position)
{
    if (position > walk->steps->len)
        return FALSE;
    walk->position = position;
    look(walk);
    return TRUE;
}

guint
ps_walk_random(PsWalk *walk, guint n, guint64 *random)
{
    guint taken = 0;
    while (taken < n && walk->n_choices > 0) {
        guint choice = ps_simulate_next(random, walk->n_choices);
        ps_walk_take(walk, walk->choices[choice].step);
        taken++;
    }
    return taken;
}

/* ---- Going on to a state ---- */

PsWalkResult
ps_walk_to(PsWalk *walk, PsGoal is_goal, gconstpointer data, const PsLimits *limits, char **stopped)
{
    PsLimits own = limits != NULL ? *limits : (PsLimits){0};
    PsState here = ps_walk_state(walk);
    guint64 id = 0;
    own.goal = is_goal;
    own.goal_data = data;
    g_autoptr(PsSearch) search = ps_search_from(walk->world, &here, &own);
    if (!ps_search_goal(search, &id)) {
        *stopped = g_strdup(ps_search_stopped(search));
        return *stopped != NULL ? PS_WALK_UNKNOWN : PS_WALK_NONE;
    }
    g_autoptr(GArray) path = ps_search_path(search, id);
    for (guint i = 0; i < path->len; i++) {
        gboolean taken = ps_walk_take(walk, g_array_index(path, PsStep, i));
        g_assert(taken && "every step of a path is enabled");
    }
    return PS_WALK_FOUND;
}

/* TRUE if the state violates one of the properties (a GPtrArray of PsProperty). */
static gboolean
violates_any(const PsWorld *world, const PsState *state, gconstpointer data)
{
    const GPtrArray *properties = data;
    for (guint i = 0; i < properties->len; i++)
        if (ps_property_violated(g_ptr_array_index(properties, i), world, state))
            return TRUE;
    return FALSE;
}

PsWalkResult
ps_walk_to_fall(PsWalk *walk, const PsProperties *properties, const PsLimits *limits,
                char **stopped)
{
    g_autoptr(GPtrArray) holding = g_ptr_array_new();
    PsState here = ps_walk_state(walk);
    for (guint i = 0; i < ps_properties_n(properties); i++) {
        const PsProperty *property = ps_properties_get(properties, i);
        if (ps_property_applies(property, walk->world) &&
            !ps_property_violated(property, walk->world, &here))
            g_ptr_array_add(holding, (gpointer)(guintptr)property);
    }
    return ps_walk_to(walk, violates_any, holding, limits, stopped);
}
