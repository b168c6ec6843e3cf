/* Marks of the states from which a goal can be reached. No edge is stored, and no predecessors are
 * known: states are expanded again, and arrivals followed, which lead most states to a settled one
 * in a few steps. */
#include "explorer/marks.h"
#include "explorer/search-private.h"
#include "explorer/successors.h"

/* Some states that are looked at together, so that the processor fetches what the look-ups of all
 * their successors need at the same time. */
#define BATCH 16

typedef struct {
    guint n; /* states */
    guint64 ids[BATCH];
    guint n_queries[BATCH]; /* by state */
    guint n_all;            /* of all of them */
    PsStoreQuery queries[BATCH * PS_MAX_TRANSITIONS];
} Batch;

/* The work of one question, and how often it tells of its progress. */
typedef struct {
    const PsSearch *search;
    const PsSuccessors *successors;
    PsMarks *marks; /* of states from which a goal can be reached */
    PsMarks *seen;  /* of states from which arrivals were followed; NULL: they are not */
    GArray *way;    /* guint32: states from which arrivals are followed */
    Batch *batch;
    gboolean changed; /* some state was marked */
    guint64 steps;
} Reach;

static gboolean
goes_on(Reach *reach)
{
    return ps_search_goes_on(reach->search, "judging recoverable", &reach->steps);
}

/* ---- Arrivals ---- */

/* Arrivals are followed no further than that, so that what is remembered of them is bounded. */
#define LONGEST_WAY 4096

/* Sets *id to the state to which the first arrival leads. FALSE if there is none. */
static gboolean
arrive(const Reach *reach, guint64 *id)
{
    PsPacked out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    const PsStore *store = reach->search->store;
    guint n = ps_successors_arrivals(reach->successors, ps_store_get(store, *id), out, &overflow);
    return n > 0 && ps_store_find(store, out[0], id);
}

/* Follows arrivals from a state, always the first one. Where they lead to a marked state, TRUE, all
 * states on the way are marked. FALSE if they do not, or were followed before. */
static gboolean
follow(Reach *reach, guint64 id)
{
    gboolean on = TRUE;
    g_array_set_size(reach->way, 0);
    while (on && !ps_marks_get(reach->marks, id)) {
        guint32 number = (guint32)id;
        if (ps_marks_get(reach->seen, id) || reach->way->len == LONGEST_WAY)
            return FALSE;
        ps_marks_set(reach->seen, id);
        g_array_append_val(reach->way, number);
        on = arrive(reach, &id);
    }
    for (guint i = 0; on && i < reach->way->len; i++)
        ps_marks_set(reach->marks, g_array_index(reach->way, guint32, i));
    return on;
}

/* ---- Rounds ---- */

/* What is looked at in a round. */
typedef enum {
    LOOK_SETTLED,  /* all steps out of settled states */
    LOOK_ARRIVALS, /* arrivals out of all states */
    LOOK_ALL,      /* all steps out of all states */
} Look;

/* Collects the successors of a state. */
static void
collect(Reach *reach, Look look, guint64 id)
{
    PsPacked out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    Batch *batch = reach->batch;
    const PsStore *store = reach->search->store;
    PsPacked from = ps_store_get(store, id);
    guint n = look == LOOK_ARRIVALS
                  ? ps_successors_arrivals(reach->successors, from, out, &overflow)
                  : ps_successors_list(reach->successors, from, out, &overflow).n;
    for (guint i = 0; i < n; i++)
        ps_store_begin(store, out[i], &batch->queries[batch->n_all++]);
    batch->ids[batch->n] = id;
    batch->n_queries[batch->n++] = n;
}

/* TRUE if one of so many successors is marked, or arrivals lead from it to a marked state. The last
 * ones come first: those are arrivals, which lead towards settled states. */
static gboolean
leads_to_marked(Reach *reach, const PsStoreQuery *queries, guint n)
{
    guint32 known[PS_MAX_TRANSITIONS];
    guint n_known = 0;
    guint64 to = 0;
    while (n-- > 0) {
        if (!ps_store_look(reach->search->store, &queries[n], &to))
            continue;
        if (ps_marks_get(reach->marks, to))
            return TRUE;
        known[n_known++] = (guint32)to;
    }
    for (guint i = 0; reach->seen != NULL && i < n_known; i++)
        if (follow(reach, known[i]))
            return TRUE;
    return FALSE;
}

/* Marks those of the collected states that lead to a marked one. */
static void
mark_batch(Reach *reach)
{
    Batch *batch = reach->batch;
    const PsStoreQuery *queries = batch->queries;
    for (guint i = 0; i < batch->n_all; i++)
        ps_store_probe(reach->search->store, &batch->queries[i]);
    for (guint i = 0; i < batch->n; queries += batch->n_queries[i++]) {
        if (ps_marks_get(reach->marks, batch->ids[i])) /* on the way from another one */
            continue;
        if (leads_to_marked(reach, queries, batch->n_queries[i])) {
            ps_marks_set(reach->marks, batch->ids[i]);
            reach->changed = TRUE;
        }
    }
    batch->n = batch->n_all = 0;
}

/* Looks once at all states that are not marked, downwards or upwards. FALSE if the run shall end.
 */
static gboolean
go_round(Reach *reach, Look look, gboolean down)
{
    guint64 n = reach->search->states;
    reach->changed = FALSE;
    for (guint64 i = 0; i < n; i++) {
        guint64 id = down ? n - 1 - i : i;
        if (ps_marks_get(reach->marks, id) ||
            (look == LOOK_SETTLED && !ps_search_is_settled(reach->search, id)))
            continue;
        if (!goes_on(reach))
            return FALSE;
        collect(reach, look, id);
        if (reach->batch->n == BATCH)
            mark_batch(reach);
    }
    mark_batch(reach);
    return TRUE;
}

/* The same with arrivals that are followed, if the limit of memory allows to remember from where
 * they were. */
static gboolean
go_round_following(Reach *reach, Look look, gboolean down)
{
    const PsSearch *search = reach->search;
    guint64 bytes = search->states / 8 * 2; /* of both marks */
    g_autoptr(PsMarks) seen = NULL;
    if (search->limits.max_memory == 0 || search->bytes + bytes <= search->limits.max_memory)
        seen = ps_marks_new(search);
    reach->seen = seen;
    return go_round(reach, look, down);
}

/* Looks at states in so many rounds until nothing changes. FALSE if the run shall end. */
static gboolean
go_rounds(Reach *reach, Look look)
{
    reach->changed = TRUE;
    for (gboolean down = TRUE; reach->changed; down = !down)
        if (!go_round_following(reach, look, down))
            return FALSE;
    return TRUE;
}

/* FALSE if the run shall end. */
static gboolean
mark_goals(Reach *reach, PsGoal is_goal, gconstpointer data)
{
    for (guint64 id = 0; id < reach->search->states; id++) {
        PsState state = ps_search_state(reach->search, id);
        if (!goes_on(reach))
            return FALSE;
        if (is_goal(reach->search->world, &state, data))
            ps_marks_set(reach->marks, id);
    }
    return TRUE;
}

/* Settled states come first, as they are few, and all others lead to them. Then most states are
 * marked for what arrivals do; the rest, for any steps. */
PsMarks *
ps_marks_can_reach(const PsSearch *search, PsGoal is_goal, gconstpointer data)
{
    g_autoptr(PsMarks) marks = ps_marks_new(search);
    g_autoptr(PsSuccessors) successors = ps_successors_new(search->world, search->limits.no_faults);
    g_autoptr(GArray) way = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autofree Batch *batch = g_new(Batch, 1);
    Reach reach = {search, successors, marks, NULL, way, batch, FALSE, 0};
    batch->n = batch->n_all = 0;
    if (!mark_goals(&reach, is_goal, data) || !go_rounds(&reach, LOOK_SETTLED) ||
        !go_round_following(&reach, LOOK_ARRIVALS, FALSE) || !go_rounds(&reach, LOOK_ALL))
        return NULL;
    return g_steal_pointer(&marks);
}
