/* Freedoms: comparing the worlds of a survey that differ in one option. */
#include "explorer/freedoms.h"

#include <string.h>

const PsSummary *
ps_freedoms_base(const PsFreedoms *freedoms)
{
    return ps_survey_summary(freedoms->survey, 0);
}

/* The number of the world that differs from `world` in freedom i only. */
static guint
flip(const PsFreedoms *freedoms, guint world, guint i)
{
    g_assert(i < freedoms->n && (freedoms->combined || world == 0));
    return freedoms->combined ? world ^ 1u << i : i + 1;
}

const PsSummary *
ps_freedoms_alone(const PsFreedoms *freedoms, guint i)
{
    return ps_survey_summary(freedoms->survey, flip(freedoms, 0, i));
}

/* As many worlds as there are with freedom i as it is, each beside its flipped one: all that have
 * no bit of it, or only world 0. */
static guint
n_worlds(const PsFreedoms *freedoms)
{
    return freedoms->combined ? ps_survey_n(freedoms->survey) : 1;
}

static gboolean
is_unflipped(const PsFreedoms *freedoms, guint world, guint i)
{
    return !freedoms->combined || (world >> i & 1) == 0;
}

/* ---- Influence ---- */

/* Notes what becomes of a property from off to on. */
static void
compare(PsInfluence *influence, const PsFinding *off, const PsFinding *on)
{
    if (off->outcome == PS_UNDECIDED || on->outcome == PS_UNDECIDED)
        return;
    influence->mends += off->outcome == PS_VIOLATED && on->outcome == PS_HOLDS;
    influence->breaks += off->outcome == PS_HOLDS && on->outcome == PS_VIOLATED;
    if (off->outcome == on->outcome && off->path != NULL && on->path != NULL) {
        influence->delays += on->path->len > off->path->len;
        influence->hastens += on->path->len < off->path->len;
    }
}

PsInfluence
ps_freedoms_influence(const PsFreedoms *freedoms, guint i, guint property)
{
    PsInfluence influence = {0};
    for (guint world = 0; world < n_worlds(freedoms); world++) {
        if (!is_unflipped(freedoms, world, i))
            continue;
        const PsFinding *here =
            ps_summary_finding(ps_survey_summary(freedoms->survey, world), property);
        const PsFinding *there = ps_summary_finding(
            ps_survey_summary(freedoms->survey, flip(freedoms, world, i)), property);
        if (freedoms->list[i].on)
            compare(&influence, there, here);
        else
            compare(&influence, here, there);
    }
    return influence;
}

/* ---- Freedoms that do nothing ---- */

static gboolean
can_happen(const PsWorld *world, PsEvent event)
{
    if (!ps_event_is_arrival(event))
        return ps_world_has_action(world, (PsAction)event);
    return ps_world_options(world)->availability ||
           !ps_presence_is_availability((PsPresence)(event - PS_N_ACTIONS));
}

/* TRUE if the same happens in both worlds, on every event in every state. */
static gboolean
move_alike(const PsWorld *a, const PsWorld *b)
{
    for (guint side = 0; side < 2; side++)
        for (PsEvent event = 0; event < PS_N_EVENTS; event++)
            for (guint i = 0; i < ps_profile_n_states(ps_world_profile(a, side)); i++) {
                const PsMove *here = ps_world_move(a, side, event, i);
                const PsMove *there = ps_world_move(b, side, event, i);
                if (can_happen(a, event) && memcmp(here, there, sizeof *here) != 0)
                    return FALSE;
            }
    return TRUE;
}

gboolean
ps_freedoms_is_idle(const PsFreedoms *freedoms, guint i)
{
    for (guint world = 0; world < n_worlds(freedoms); world++)
        if (is_unflipped(freedoms, world, i) &&
            !move_alike(ps_survey_world(freedoms->survey, world),
                        ps_survey_world(freedoms->survey, flip(freedoms, world, i))))
            return FALSE;
    return TRUE;
}

/* The same world, but with availability; NULL if no layout can hold it. */
static PsWorld *
with_availability(const PsWorld *world)
{
    PsWorldOptions options = *ps_world_options(world);
    options.availability = TRUE;
    return ps_world_new(&options, NULL);
}

gboolean
ps_freedoms_needs_availability(const PsFreedoms *freedoms, guint i)
{
    if (ps_world_options(ps_survey_world(freedoms->survey, 0))->availability)
        return FALSE;
    for (guint world = 0; world < n_worlds(freedoms); world++) {
        if (!is_unflipped(freedoms, world, i))
            continue;
        g_autoptr(PsWorld) here = with_availability(ps_survey_world(freedoms->survey, world));
        g_autoptr(PsWorld) there =
            with_availability(ps_survey_world(freedoms->survey, flip(freedoms, world, i)));
        if (here != NULL && there != NULL && !move_alike(here, there))
            return TRUE;
    }
    return FALSE;
}

/* ---- The best worlds ---- */

static guint
count_holding(const PsSummary *summary)
{
    guint n = 0;
    for (guint i = 0; i < summary->findings->len; i++)
        n += ps_summary_finding(summary, i)->outcome == PS_HOLDS;
    return n;
}

PsBest
ps_freedoms_best(const PsFreedoms *freedoms)
{
    PsBest best = {0};
    for (guint world = 0; world < n_worlds(freedoms); world++) {
        guint holding = count_holding(ps_survey_summary(freedoms->survey, world));
        if (holding > best.holding || best.worlds == 0)
            best = (PsBest){holding, 1, world};
        else if (holding == best.holding) {
            best.worlds++;
            if (__builtin_popcount(world) < __builtin_popcount(best.nearest))
                best.nearest = world;
        }
    }
    return best;
}
