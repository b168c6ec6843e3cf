/* Freedoms: comparing the worlds of a survey that differ in one option. */
#include "explorer/freedoms.h"

#include <string.h>

const PsSummary *
ps_freedoms_base(const PsFreedoms *freedoms)
{
    return ps_survey_summary(freedoms->survey, 0);
}

guint
ps_freedoms_n_acting(const PsFreedoms *freedoms)
{
    guint n = 0;
    for (guint i = 0; i < freedoms->n; i++)
        n += freedoms->list[i].acts ? 1 : 0;
    return n;
}

/* The bit of a freedom in the number of a world; 0 if it has none. */
static guint
bit_of(const PsFreedoms *freedoms, guint i)
{
    guint bit = 0;
    for (guint j = 0; j < i; j++)
        bit += freedoms->list[j].acts ? 1 : 0;
    return freedoms->list[i].acts ? 1u << bit : 0;
}

guint64
ps_freedoms_flipped(const PsFreedoms *freedoms, guint world)
{
    guint64 flipped = 0;
    for (guint i = 0; i < freedoms->n; i++)
        if (freedoms->combined ? (world & bit_of(freedoms, i)) != 0 : world == i + 1)
            flipped |= (guint64)1 << i;
    return flipped;
}

/* The number of the world that differs from `world` in freedom i only; the same one, if nothing
 * differs then. */
static guint
flip(const PsFreedoms *freedoms, guint world, guint i)
{
    g_assert(i < freedoms->n && (freedoms->combined || world == 0));
    return freedoms->combined ? world ^ bit_of(freedoms, i) : i + 1;
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
    return !freedoms->combined || (world & bit_of(freedoms, i)) == 0;
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

/* TRUE if the same happens at a side of both worlds, on every event in every state. */
static gboolean
moves_are_alike(const PsWorld *a, const PsWorld *b, guint side)
{
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        for (guint i = 0; i < ps_profile_n_states(ps_world_profile(a, side)); i++) {
            const PsMove *here = ps_world_move(a, side, event, i);
            const PsMove *there = ps_world_move(b, side, event, i);
            if (ps_world_has_event(a, event) && memcmp(here, there, sizeof *here) != 0)
                return FALSE;
        }
    return TRUE;
}

/* The world of the profile with only one of its options on (or none), and with another one so. */
static PsWorld *
world_with(PsProfile *profile, const PsWorldOptions *options, guint only, const char *name,
           gboolean on)
{
    for (guint i = 0; i < ps_profile_n_options(profile); i++)
        ps_profile_set_option(profile, ps_profile_option(profile, i)->name, i == only, NULL);
    ps_profile_set_option(profile, name, on, NULL);
    return ps_world_new(options, NULL);
}

/* A row is that of the last option that has one and is on. So what an option replaces is a row of
 * the base or of one other option, and it is enough to look at these one by one. */
gboolean
ps_freedom_acts(PsProfile *profile, const PsWorldOptions *options, guint side, const char *name)
{
    for (guint only = 0; only <= ps_profile_n_options(profile); only++) {
        g_autoptr(PsWorld) off = world_with(profile, options, only, name, FALSE);
        g_autoptr(PsWorld) on = world_with(profile, options, only, name, TRUE);
        if (off == NULL || on == NULL || !moves_are_alike(off, on, side))
            return TRUE;
    }
    return FALSE;
}

/* ---- The best worlds ---- */

static guint
count(const PsSummary *summary, PsOutcome outcome)
{
    guint n = 0;
    for (guint i = 0; i < summary->findings->len; i++)
        n += ps_summary_finding(summary, i)->outcome == outcome;
    return n;
}

/* Notes what the undecided properties may add to the best that is known. */
static void
add_undecided(const PsFreedoms *freedoms, PsBest *best)
{
    for (guint world = 0; world < n_worlds(freedoms); world++) {
        const PsSummary *summary = ps_survey_summary(freedoms->survey, world);
        guint undecided = count(summary, PS_UNDECIDED);
        guint possible = count(summary, PS_HOLDS) + undecided;
        best->possible = MAX(best->possible, possible);
        best->open = best->open || (undecided > 0 && possible >= best->holding);
    }
}

PsBest
ps_freedoms_best(const PsFreedoms *freedoms)
{
    PsBest best = {0};
    for (guint world = 0; world < n_worlds(freedoms); world++) {
        guint holding = count(ps_survey_summary(freedoms->survey, world), PS_HOLDS);
        if (holding > best.holding || best.worlds == 0)
            best = (PsBest){.holding = holding, .worlds = 1, .nearest = world};
        else if (holding == best.holding) {
            best.worlds++;
            if (__builtin_popcount(world) < __builtin_popcount(best.nearest))
                best.nearest = world;
        }
    }
    add_undecided(freedoms, &best);
    return best;
}
