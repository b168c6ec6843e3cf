/* Healing: the nearest state in which the records agree again. */
#include "explorer/healing.h"

/* What a state must be like. */
typedef struct {
    const PsProperty *agreement; /* the goal of the built-in recoverable: the four hold */
    const PsProperty *property;
} Goal;

static gboolean
is_healed(const PsWorld *world, const PsState *state, gconstpointer data)
{
    const Goal *goal = data;
    return ps_property_accepts(goal->agreement, world, state) &&
           !ps_property_violated(goal->property, world, state);
}

gboolean
ps_healing_applies(const PsVerdict *verdict)
{
    PsPropertyKind kind = ps_property_kind(verdict->property);
    return verdict->outcome == PS_VIOLATED && verdict->path != NULL &&
           (kind == PS_PROPERTY_SETTLED || kind == PS_PROPERTY_ALWAYS);
}

static void
note_path(PsHealing *healing, GArray *path)
{
    healing->kind = PS_HEALS;
    healing->path = path;
    for (guint i = 0; i < path->len; i++) {
        PsStep step = g_array_index(path, PsStep, i);
        if (step.kind == PS_STEP_ACTION)
            healing->users |= 1u << step.side;
    }
}

/* There is no path, or none before something ended the search. */
static void
note_none(PsHealing *healing, const char *stopped)
{
    healing->kind = stopped == NULL ? PS_NEVER_HEALS : PS_HEALING_UNKNOWN;
    healing->stopped = g_strdup(stopped);
}

/* Asks how a violation heals, with the built-in properties for the world. */
static PsHealing *
heal(const PsSearch *search, const PsProperties *built_in, const PsVerdict *verdict,
     const PsLimits *limits)
{
    const PsWorld *world = ps_search_world(search);
    Goal goal = {ps_properties_find(built_in, "recoverable"), verdict->property};
    PsState start = verdict->state;
    PsLimits own = limits != NULL ? *limits : (PsLimits){0};
    own.goal = is_healed;
    own.goal_data = &goal;
    own.no_faults = TRUE;
    own.phase = "asking how it heals";
    PsHealing *healing = g_new0(PsHealing, 1);
    if (ps_search_interrupted(search)) { /* nobody waits for it */
        note_none(healing, "an interruption");
        return healing;
    }
    g_autoptr(PsSearch) onwards = ps_search_from(world, &start, &own);
    guint64 id = 0;
    if (ps_search_goal(onwards, &id))
        note_path(healing, ps_search_path(onwards, id));
    else
        note_none(healing, ps_search_stopped(onwards));
    return healing;
}

PsHealing *
ps_healing_new(const PsSearch *search, const PsVerdict *verdict, const PsLimits *limits)
{
    g_assert(ps_healing_applies(verdict));
    const PsWorld *world = ps_search_world(search);
    g_autoptr(PsProperties) built_in = ps_properties_new(ps_world_options(world));
    return heal(search, built_in, verdict, limits);
}

void
ps_healing_free(PsHealing *healing)
{
    if (healing == NULL)
        return;
    if (healing->path != NULL)
        g_array_unref(healing->path);
    g_free(healing->stopped);
    g_free(healing);
}

static void
free_healing(gpointer healing)
{
    ps_healing_free(healing);
}

GPtrArray *
ps_healings_new(const PsVerdicts *verdicts, const PsLimits *limits)
{
    GPtrArray *healings = g_ptr_array_new_with_free_func(free_healing);
    const PsSearch *search = ps_verdicts_search(verdicts);
    const PsWorld *world = ps_search_world(search);
    g_autoptr(PsProperties) built_in = NULL;
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
        gboolean applies = ps_healing_applies(verdict);
        if (applies && built_in == NULL)
            built_in = ps_properties_new(ps_world_options(world));
        g_ptr_array_add(healings, applies ? heal(search, built_in, verdict, limits) : NULL);
    }
    return healings;
}

const char *
ps_healings_stopped(const GPtrArray *healings)
{
    for (guint i = 0; i < healings->len; i++) {
        const PsHealing *healing = g_ptr_array_index(healings, i);
        if (healing != NULL && healing->stopped != NULL)
            return healing->stopped;
    }
    return NULL;
}
