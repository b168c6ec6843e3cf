/* Backward: with sets by the same sweeps as those of the search, with every transition turned
 * round; with bitmaps by marks. */
#include "explorer/backward.h"

#include "explorer/backward-flights.h"
#include "explorer/pull.h"
#include "explorer/search-private.h"
#include "explorer/sweep.h"

#include <string.h>

struct _PsBackward {
    const PsSearch *search;
    PsSet *set;           /* of a search with sets, or NULL */
    PsFlightMarks *marks; /* of one with bitmaps, or NULL */
};

/* The goals while they are collected. */
typedef struct {
    PsBackward *backward;
    PsVisit how;
    PsGoal is_goal;
    gconstpointer data;
} Goals;

/* Adds a goal, or all states that are alike. FALSE without memory. */
static gboolean
add_goal(const PsState *state, guint64 n, gpointer data)
{
    const Goals *goals = data;
    const PsSearch *search = goals->backward->search;
    PsSet *set = goals->backward->set;
    PsPlace place;
    (void)n;
    if (!goals->is_goal(search->world, state, goals->data))
        return TRUE;
    ps_space_find(search->space, state, &place);
    return goals->how == PS_VISIT_ALIKE ? ps_set_add_pair(set, search->set, place.block, place.pair)
                                        : ps_set_add(set, place);
}

static gboolean
tell(gpointer data)
{
    const PsSearch *search = data;
    return ps_search_progress(search, "judging recoverable", search->states);
}

/* Adds all that leads to the goals. FALSE if something ends that. */
static gboolean
sweep_back(PsBackward *backward)
{
    PsSearch *search = (PsSearch *)(gpointer)(gsize)backward->search;
    g_autoptr(PsPlan) plan = ps_plan_new(search->space, PS_BACKWARD, FALSE);
    PsSweepOptions options = {
        .set = backward->set,
        .within = search->set,
        .plan = plan,
        .threads = search->limits.threads,
        .progress = tell,
        .progress_data = search,
    };
    g_autoptr(PsSweep) sweep = ps_sweep_new(&options);
    PsSweepResult result = PS_SWEEP_WENT_ON;
    while (result == PS_SWEEP_WENT_ON) {
        result = ps_sweep_find(sweep);
        if (!ps_sweep_merge(sweep))
            result = PS_SWEEP_NO_MEMORY;
    }
    return result == PS_SWEEP_DONE;
}

/* Finds by sets what can reach a goal. FALSE if something ends that. */
static gboolean
find_set(PsBackward *backward, PsVisit how, PsGoal is_goal, gconstpointer data)
{
    const PsSearch *search = backward->search;
    Goals goals = {backward, how, is_goal, data};
    backward->set = ps_set_new(search->space, search->pool);
    return ps_search_visit(search, how, add_goal, &goals) && sweep_back(backward);
}

PsBackward *
ps_backward_new(const PsSearch *search, PsVisit how, PsGoal is_goal, gconstpointer data)
{
    g_autoptr(PsBackward) backward = g_new0(PsBackward, 1);
    backward->search = search;
    if (search->bitmaps != NULL)
        backward->marks = ps_flights_can_reach(search, how, is_goal, data);
    else if (!find_set(backward, how, is_goal, data))
        return NULL;
    return backward->set != NULL || backward->marks != NULL ? g_steal_pointer(&backward) : NULL;
}

/* ---- What never ends ---- */

/* Adds all states of the search. FALSE without memory. */
static gboolean
add_all(const PsState *state, guint64 n, gpointer data)
{
    PsBackward *backward = data;
    PsPlace place;
    (void)n;
    ps_space_find(backward->search->space, state, &place);
    return ps_set_add_pair(backward->set, backward->search->set, place.block, place.pair);
}

/* Leaves those states of a chunk of all pairs that an arrival leads from into the set. TRUE if
 * fewer are left. */
static gboolean
leave_leading(const PsBackward *backward, PsPuller *puller, guint block, guint64 number,
              guint64 *buffer)
{
    const PsKernels *kernels = ps_kernels_fastest();
    gsize n = ps_set_chunk_words(backward->set, block);
    PsChunks *chunks = ps_set_chunks(backward->set, block, number);
    gboolean aimed = ps_puller_aim(puller, block, number);
    gboolean fewer = FALSE;
    for (guint pair = 0; pair < backward->set->space->n_pairs; pair++) {
        guint64 left = 0;
        if (chunks->counts[pair] == 0)
            continue;
        if (!aimed || !ps_puller_pull(puller, pair, buffer))
            memset(buffer, 0, n * sizeof *buffer);
        left = kernels->intersect(chunks->chunks[pair], buffer, n);
        fewer = fewer || left < chunks->counts[pair];
        chunks->counts[pair] = (guint32)left;
    }
    return fewer;
}

/* Goes once over all chunks. *fewer tells whether any state was taken away; FALSE if something ends
 * it. */
static gboolean
leave_once(const PsBackward *backward, PsPuller *puller, guint64 *buffer, gboolean *fewer)
{
    const PsSpace *space = backward->set->space;
    const PsSearch *search = backward->search;
    *fewer = FALSE;
    for (guint block = 0; block < space->n_blocks; block++) {
        guint64 n = ps_space_n_chunks(space, ps_space_shape_of(space, block));
        for (guint64 i = 0; backward->set->blocks[block] != NULL && i < n; i++) {
            if (!ps_search_progress(search, "judging no-reply-storm", search->states))
                return FALSE;
            if (ps_set_chunks(backward->set, block, i) != NULL &&
                leave_leading(backward, puller, block, i, buffer))
                *fewer = TRUE;
        }
    }
    return TRUE;
}

/* Finds by sets what never ends. FALSE if something ends that. */
static gboolean
find_endless_set(PsBackward *backward)
{
    const PsSearch *search = backward->search;
    backward->set = ps_set_new(search->space, search->pool);
    if (!ps_search_visit(search, PS_VISIT_ALIKE, add_all, backward))
        return FALSE;
    g_autoptr(PsPlan) plan = ps_plan_new(search->space, PS_BACKWARD, TRUE);
    g_autoptr(PsPuller) puller = ps_puller_new(backward->set, plan, ps_kernels_fastest(), TRUE);
    g_autofree guint64 *buffer = g_new(guint64, ps_kernels_words(search->space->chunk_order));
    gboolean fewer = TRUE;
    while (fewer)
        if (!leave_once(backward, puller, buffer, &fewer))
            return FALSE;
    return TRUE;
}

PsBackward *
ps_backward_endless(const PsSearch *search)
{
    g_autoptr(PsBackward) backward = g_new0(PsBackward, 1);
    backward->search = search;
    if (search->bitmaps != NULL)
        backward->marks = ps_flights_endless(search);
    else if (!find_endless_set(backward))
        return NULL;
    return backward->set != NULL || backward->marks != NULL ? g_steal_pointer(&backward) : NULL;
}

void
ps_backward_free(PsBackward *backward)
{
    if (backward == NULL)
        return;
    ps_set_free(backward->set);
    ps_flight_marks_free(backward->marks);
    g_free(backward);
}

guint64
ps_backward_size(const PsBackward *backward)
{
    return backward->marks != NULL ? ps_flight_marks_size(backward->marks)
                                   : ps_set_size(backward->set);
}

gboolean
ps_backward_has(const PsBackward *backward, const PsState *state)
{
    PsPlace place;
    if (backward->marks != NULL)
        return ps_flight_marks_has(backward->marks, state);
    return ps_space_find(backward->search->space, state, &place) &&
           ps_set_has(backward->set, place);
}
