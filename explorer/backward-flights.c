/* Backward in a search with bitmaps: no predecessors are known, so flights are looked at again and
 * again, up and down, until no step out of a state changes its mark any more. Flights are numbered
 * as they were met, so most of those to which arrivals lead have a lower number: nearly all is done
 * after a few rounds. */
#include "explorer/backward-flights.h"

#include "explorer/mirror.h"
#include "explorer/search-private.h"

#include <string.h>

/* Flights between two calls of the progress function. */
#define PROGRESS_INTERVAL 256

/* ---- Steps ---- */

/* Where an edge leads: the marks of that flight, by layer, and what becomes of pairs there. */
typedef struct {
    const guint64 *marks[2]; /* NULL: not looked up */
    guint kind;              /* PsFoldKind */
} Target;

/* What is done until no mark changes any more. */
typedef struct {
    PsFlightMarks *marks;
    const PsSearch *search;
    const char *phase;
    gboolean endless; /* marks are taken away: of states from which no arrival leads to one */
    guint64 *nothing; /* marks of a flight that is not there */

    /* The flight that is looked at. */
    guint32 number;
    const PsBitmap *bitmap;
    gboolean arrives[2]; /* something is on its way to a side */
    Target *targets;     /* by edge */
} Rounds;

/* Finds where an edge leads that no state took that was expanded. */
static gboolean
follow(const Rounds *rounds, guint edge, PsBitmapPlace *place, PsFoldKind *kind)
{
    const PsSearch *search = rounds->search;
    PsPacked from = ps_bitmaps_flight(search->bitmaps, rounds->number);
    PsParts flight = ps_turns_parts(search->turns, from);
    if (!ps_turns_follow(search->turns, edge, &flight))
        return FALSE;
    *kind = ps_fold_flight(&search->fold, &flight);
    return ps_bitmaps_find(search->bitmaps, ps_turns_join(search->turns, &flight), place);
}

/* Finds where an edge leads. */
static __attribute__((noinline)) void
find_target(const Rounds *rounds, guint edge, Target *target)
{
    const PsBitmaps *bitmaps = rounds->search->bitmaps;
    guint32 known = ps_bitmaps_edges(bitmaps, ps_bitmaps_get(bitmaps, rounds->number))[edge];
    PsBitmapPlace place = ps_edge_place(known);
    PsFoldKind kind = known >> PS_PLACE_BITS;
    *target = (Target){.marks = {rounds->nothing, rounds->nothing}};
    if (known == PS_EDGE_OVERFLOW ||
        (known == PS_EDGE_UNKNOWN && !follow(rounds, edge, &place, &kind)))
        return;
    guint32 number = ps_bitmaps_number(bitmaps, place);
    target->kind = kind;
    for (guint layer = 0; layer < 2; layer++)
        target->marks[layer] =
            ps_flight_marks_of(rounds->marks, MIN(layer, rounds->marks->n_layers - 1), number);
}

/* TRUE if one of so many turns leads from a state of this layer to one that is marked. */
PS_INLINE gboolean
leads_to_mark(const Rounds *rounds, guint layer, guint pair, const PsTurn *turns, guint n)
{
    const PsFold *fold = &rounds->search->fold;
    for (guint i = 0; i < n; i++) {
        Target *target = &rounds->targets[turns[i].edge];
        guint to = pair + (guint)turns[i].by;
        if (G_UNLIKELY(target->marks[0] == NULL))
            find_target(rounds, turns[i].edge, target);
        const guint64 *marks = target->marks[layer ^ (guint)ps_fold_turns(fold, target->kind, to)];
        to = ps_fold_pair(fold, target->kind, to);
        if (ps_bit_has(marks, to))
            return TRUE;
    }
    return FALSE;
}

/* TRUE if the mark of a state changes. The first turn of a list is the arrival. */
static gboolean
changes(const Rounds *rounds, guint layer, guint pair)
{
    const PsTurns *turns = rounds->search->turns;
    for (guint side = 0; side < 2; side++) {
        guint n = 0;
        guint8 local = turns->locals[side][pair];
        const PsTurn *list = ps_turns_list(turns, rounds->bitmap, side, local, &n);
        if (rounds->endless)
            n = rounds->arrives[side] ? 1 : 0;
        if (leads_to_mark(rounds, layer, pair, list, n))
            return !rounds->endless;
    }
    return rounds->endless;
}

/* ---- Rounds ---- */

/* Looks at those states of a layer of the flight whose mark may still change. TRUE if any did. */
static gboolean
look_at_layer(const Rounds *rounds, guint layer)
{
    guint64 *marks = ps_flight_marks_of(rounds->marks, layer, rounds->number);
    gboolean changed = FALSE;
    for (guint i = 0; i < rounds->search->bitmaps->n_words; i++) {
        guint64 open = rounds->endless ? marks[i] : rounds->bitmap->words[i] & ~marks[i];
        for (; open != 0; open &= open - 1) {
            guint bit = (guint)__builtin_ctzll(open);
            if (!changes(rounds, layer, i * 64 + bit))
                continue;
            marks[i] ^= (guint64)1 << bit;
            changed = TRUE;
        }
    }
    return changed;
}

static gboolean
look_at(Rounds *rounds, guint32 number)
{
    const PsBitmaps *bitmaps = rounds->search->bitmaps;
    gboolean changed = FALSE;
    rounds->number = number;
    rounds->bitmap = ps_bitmaps_get(bitmaps, number);
    for (guint side = 0; side < 2; side++)
        rounds->arrives[side] =
            ps_turns_context(rounds->search->turns, rounds->bitmap, side)->head != PS_NO_HEAD;
    memset(rounds->targets, 0, bitmaps->n_edges * sizeof *rounds->targets);
    for (guint layer = 0; layer < rounds->marks->n_layers; layer++)
        if (look_at_layer(rounds, layer))
            changed = TRUE;
    return changed;
}

/* Looks at all flights once. *changed tells whether any mark did. FALSE if the run shall end. */
static gboolean
go_round(Rounds *rounds, gboolean down, gboolean *changed)
{
    guint32 n = ps_bitmaps_n(rounds->search->bitmaps);
    *changed = FALSE;
    for (guint32 i = 0; i < n; i++) {
        if (i % PROGRESS_INTERVAL == 0 &&
            !ps_search_progress(rounds->search, rounds->phase, rounds->search->states))
            return FALSE;
        if (look_at(rounds, down ? n - 1 - i : i))
            *changed = TRUE;
    }
    return TRUE;
}

/* FALSE if the run shall end. */
static gboolean
go_on_until_done(PsFlightMarks *marks, const char *phase, gboolean endless)
{
    const PsBitmaps *bitmaps = marks->search->bitmaps;
    g_autofree guint64 *nothing = g_new0(guint64, bitmaps->n_words);
    g_autofree Target *targets = g_new(Target, bitmaps->n_edges);
    Rounds rounds = {.marks = marks,
                     .search = marks->search,
                     .phase = phase,
                     .endless = endless,
                     .nothing = nothing,
                     .targets = targets};
    gboolean changed = TRUE;
    for (gboolean down = FALSE; changed; down = !down)
        if (!go_round(&rounds, down, &changed))
            return FALSE;
    return TRUE;
}

/* ---- From where can a goal be reached? ---- */

/* Which pairs of flights with alike states were shown to is_goal, and which of them it accepts, by
 * layer: the words of the one, then those of the others. */
typedef struct {
    guint64 likeness;
    guint64 words[];
} Shown;

/* The goals while they are marked. */
typedef struct {
    PsFlightMarks *marks;
    PsVisit how;
    PsGoal is_goal;
    gconstpointer data;
    GHashTable *shown; /* of Shown, by likeness */
    gboolean differ;   /* a goal's mirror image is none; or the other way round */
} Goals;

/* What was shown of flights like this one; of single states nothing. NULL without memory. */
static Shown *
shown_of(Goals *goals, guint32 number)
{
    const PsSearch *search = goals->marks->search;
    gsize size = 3 * search->bitmaps->n_words * sizeof(guint64);
    guint64 likeness = goals->how == PS_VISIT_ALIKE ? ps_flights_likeness(search, number) : 0;
    Shown *shown = g_hash_table_lookup(goals->shown, &likeness);
    if (shown == NULL && ps_flight_marks_charge(goals->marks, sizeof *shown + size)) {
        shown = g_malloc0(sizeof *shown + size);
        shown->likeness = likeness;
        g_hash_table_insert(goals->shown, &shown->likeness, shown);
    }
    if (shown != NULL && goals->how != PS_VISIT_ALIKE)
        memset(shown->words, 0, size);
    return shown;
}

/* Shows a state, and its mirror image if that may be there: sets their bits in `accepted` of both
 * layers, which are n words apart, if they are goals. */
static void
show(Goals *goals, PsPacked flight, guint pair, guint64 *accepted, guint n)
{
    const PsSearch *search = goals->marks->search;
    PsState state = ps_turns_state(search->turns, flight, pair);
    PsState mirrored = ps_mirror_state(&state);
    guint64 is_goal = goals->is_goal(search->world, &state, goals->data) ? 1 : 0;
    guint64 is_mirrored = is_goal;
    if (search->fold.folds)
        is_mirrored = goals->is_goal(search->world, &mirrored, goals->data) ? 1 : 0;
    if (is_mirrored != is_goal)
        goals->differ = TRUE;
    accepted[0] |= is_goal << pair % 64;
    accepted[n] |= is_mirrored << pair % 64;
}

/* FALSE without memory. */
static gboolean
mark_goals_of(Goals *goals, guint32 number)
{
    PsFlightMarks *marks = goals->marks;
    const PsBitmaps *bitmaps = marks->search->bitmaps;
    const PsBitmap *bitmap = ps_bitmaps_get(bitmaps, number);
    PsPacked flight = ps_bitmaps_flight(bitmaps, number);
    Shown *shown = shown_of(goals, number);
    guint n = bitmaps->n_words;
    for (guint i = 0; shown != NULL && i < n; i++) {
        guint64 *accepted = &shown->words[n + i];
        for (guint64 open = bitmap->words[i] & ~shown->words[i]; open != 0; open &= open - 1)
            show(goals, flight, i * 64 + (guint)__builtin_ctzll(open), accepted, n);
        shown->words[i] |= bitmap->words[i];
        for (guint layer = 0; layer < marks->n_layers; layer++)
            ps_flight_marks_of(marks, layer, number)[i] = bitmap->words[i] & accepted[layer * n];
    }
    return shown != NULL;
}

static const char recoverable[] = "judging recoverable";

/* FALSE if something ends that, or one layer turns out to be too few. */
static gboolean
mark_goals(Goals *goals)
{
    const PsSearch *search = goals->marks->search;
    for (guint32 number = 0; number < ps_bitmaps_n(search->bitmaps); number++) {
        if (number % PROGRESS_INTERVAL == 0 &&
            !ps_search_progress(search, recoverable, search->states))
            return FALSE;
        if (!mark_goals_of(goals, number) || (goals->differ && goals->marks->n_layers == 1))
            return FALSE;
    }
    return TRUE;
}

PsFlightMarks *
ps_flights_can_reach(const PsSearch *search, PsVisit how, PsGoal is_goal, gconstpointer data)
{
    gboolean differ = FALSE;
    for (guint n_layers = 1; n_layers <= (differ ? 2 : 1); n_layers++) {
        g_autoptr(PsFlightMarks) marks = ps_flight_marks_new(search, n_layers);
        g_autoptr(GHashTable) shown =
            g_hash_table_new_full(g_int64_hash, g_int64_equal, NULL, g_free);
        Goals goals = {marks, how, is_goal, data, shown, FALSE};
        if (marks != NULL && mark_goals(&goals))
            return go_on_until_done(marks, recoverable, FALSE) ? g_steal_pointer(&marks) : NULL;
        differ = goals.differ;
    }
    return NULL;
}

/* ---- What never ends ---- */

PsFlightMarks *
ps_flights_endless(const PsSearch *search)
{
    const PsBitmaps *bitmaps = search->bitmaps;
    g_autoptr(PsFlightMarks) marks = ps_flight_marks_new(search, 1);
    if (marks == NULL)
        return NULL;
    for (guint32 number = 0; number < ps_bitmaps_n(bitmaps); number++)
        memcpy(ps_flight_marks_of(marks, 0, number), ps_bitmaps_get(bitmaps, number)->words,
               bitmaps->n_words * sizeof *marks->words);
    if (!go_on_until_done(marks, "judging no-reply-storm", TRUE))
        return NULL;
    return g_steal_pointer(&marks);
}
