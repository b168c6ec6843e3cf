/* Marks: bits over the states of a search, and graph questions that need little more than these. No
 * edge is stored: where edges are needed, states are expanded again. */
#include "explorer/marks.h"

struct _PsMarks {
    guint64 n;
    guint64 *words;
};

PsMarks *
ps_marks_new(const PsSearch *search)
{
    PsMarks *marks = g_new(PsMarks, 1);
    marks->n = ps_search_states(search);
    marks->words = g_new0(guint64, marks->n / 64 + 1);
    return marks;
}

void
ps_marks_free(PsMarks *marks)
{
    if (marks == NULL)
        return;
    g_free(marks->words);
    g_free(marks);
}

gboolean
ps_marks_get(const PsMarks *marks, guint64 id)
{
    return marks->words[id / 64] >> (id % 64) & 1;
}

void
ps_marks_set(PsMarks *marks, guint64 id)
{
    marks->words[id / 64] |= (guint64)1 << (id % 64);
}

guint64
ps_marks_count_clear(const PsMarks *marks)
{
    guint64 clear = marks->n;
    for (guint64 i = 0; i <= marks->n / 64; i++)
        clear -= (guint64)__builtin_popcountll(marks->words[i]);
    return clear;
}

guint64
ps_marks_first_clear(const PsMarks *marks)
{
    guint64 id = 0;
    while (id < marks->n && ps_marks_get(marks, id))
        id++;
    return id;
}

/* ---- From where can a goal be reached? ---- */

/* The work of one question, and how often it tells of its progress. */
typedef struct {
    const PsSearch *search;
    const PsWorld *world;
    PsMarks *marks;
    guint64 steps;
} Sweep;

#define PROGRESS_INTERVAL 8192

static gboolean
goes_on(Sweep *sweep, const char *phase)
{
    return sweep->steps++ % PROGRESS_INTERVAL != 0 ||
           ps_search_progress(sweep->search, phase, ps_search_states(sweep->search));
}

/* TRUE if some transition leads from state id to a marked one. Arrivals are tried first: they lead
 * towards settled states. */
static gboolean
leads_to_marked(const Sweep *sweep, guint64 id)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    guint64 to = 0;
    PsState from = ps_search_state(sweep->search, id);
    for (guint n = ps_step_transitions(sweep->world, &from, out, &overflow); n-- > 0;)
        if (ps_search_find(sweep->search, &out[n].to, &to) && ps_marks_get(sweep->marks, to))
            return TRUE;
    return FALSE;
}

/* Visits every unmarked state once, downwards or upwards, and marks those that lead to a marked
 * one. *changed tells whether there were any. FALSE if the run shall end. */
static gboolean
sweep_once(Sweep *sweep, gboolean down, gboolean *changed)
{
    guint64 n = ps_search_states(sweep->search);
    *changed = FALSE;
    for (guint64 i = 0; i < n; i++) {
        guint64 id = down ? n - 1 - i : i;
        if (ps_marks_get(sweep->marks, id))
            continue;
        if (!goes_on(sweep, "judging recoverable"))
            return FALSE;
        if (leads_to_marked(sweep, id)) {
            ps_marks_set(sweep->marks, id);
            *changed = TRUE;
        }
    }
    return TRUE;
}

PsMarks *
ps_marks_can_reach(const PsSearch *search, PsGoal is_goal, gconstpointer data)
{
    g_autoptr(PsMarks) marks = ps_marks_new(search);
    Sweep sweep = {search, ps_search_world(search), marks, 0};
    for (guint64 id = 0; id < marks->n; id++) {
        PsState state = ps_search_state(search, id);
        if (is_goal(sweep.world, &state, data))
            ps_marks_set(marks, id);
    }
    gboolean changed = TRUE;
    for (gboolean down = TRUE; changed; down = !down)
        if (!sweep_once(&sweep, down, &changed))
            return NULL;
    return g_steal_pointer(&marks);
}

static void
clear_all(PsMarks *marks, const GArray *ids)
{
    for (guint i = 0; i < ids->len; i++) {
        guint64 id = g_array_index(ids, guint64, i);
        marks->words[id / 64] &= ~((guint64)1 << (id % 64));
    }
}

/* Searches breadth first from a state until a goal is met or a state that is known to lead to one,
 * with the help of marks that are clear before and after. Sets *found; FALSE if the run shall end.
 */
static gboolean
find_goal(Sweep *sweep, guint64 start, const PsMarks *known, PsGoal is_goal, gconstpointer data,
          gboolean *found)
{
    g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint64));
    PsMarks *seen = sweep->marks;
    g_array_append_val(queue, start);
    ps_marks_set(seen, start);
    *found = FALSE;
    for (guint i = 0; i < queue->len && !*found; i++) {
        PsTransition out[PS_MAX_TRANSITIONS];
        gboolean overflow = FALSE;
        guint64 id = g_array_index(queue, guint64, i);
        PsState from = ps_search_state(sweep->search, id);
        *found = ps_marks_get(known, id) || is_goal(sweep->world, &from, data);
        if (!goes_on(sweep, "judging recoverable"))
            return FALSE;
        for (guint n = ps_step_transitions(sweep->world, &from, out, &overflow); n-- > 0;) {
            guint64 to = 0;
            if (!ps_search_find(sweep->search, &out[n].to, &to) || ps_marks_get(seen, to))
                continue;
            ps_marks_set(seen, to);
            g_array_append_val(queue, to);
        }
    }
    clear_all(seen, queue);
    return TRUE;
}

gboolean
ps_marks_settled_can_reach(const PsSearch *search, PsGoal is_goal, gconstpointer data,
                           gboolean *all)
{
    g_autoptr(PsMarks) seen = ps_marks_new(search);
    g_autoptr(PsMarks) known = ps_marks_new(search);
    Sweep sweep = {search, ps_search_world(search), seen, 0};
    *all = TRUE;
    for (guint64 id = 0; id < ps_search_states(search) && *all; id++) {
        if (!ps_search_is_settled(search, id))
            continue;
        if (!find_goal(&sweep, id, known, is_goal, data, all))
            return FALSE;
        ps_marks_set(known, id); /* or it is the last one */
    }
    return TRUE;
}

/* ---- From where do arrivals come to an end? ---- */

/* A state on the way of a depth-first walk along arrivals. */
typedef struct {
    guint64 id;
    guint64 next[2 * PS_N_PRESENCES]; /* where its arrivals lead */
    guint n;
    guint i;       /* of these are done */
    gboolean ends; /* all of them so far come to an end */
} Visit;

/* The walk. A state that is seen and does not end is either on the way or known never to end. */
typedef struct {
    Sweep sweep; /* marks: every sequence of arrivals ends */
    PsMarks *seen;
    GArray *way; /* of Visit */
} Walk;

static void
enter(Walk *walk, guint64 id)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    Visit visit = {.id = id, .ends = TRUE};
    PsState from = ps_search_state(walk->sweep.search, id);
    guint n = ps_step_arrivals(walk->sweep.world, &from, out, &overflow);
    for (guint i = 0; i < n; i++)
        if (ps_search_find(walk->sweep.search, &out[i].to, &visit.next[visit.n]))
            visit.n++;
    ps_marks_set(walk->seen, id);
    g_array_append_val(walk->way, visit);
}

/* Leaves the last state of the way and tells the one before it what was found. */
static void
leave(Walk *walk)
{
    Visit visit = g_array_index(walk->way, Visit, walk->way->len - 1);
    g_array_set_size(walk->way, walk->way->len - 1);
    if (visit.ends)
        ps_marks_set(walk->sweep.marks, visit.id);
    else if (walk->way->len > 0)
        g_array_index(walk->way, Visit, walk->way->len - 1).ends = FALSE;
}

/* Walks from state id until everything it leads to is done. A way that meets itself never ends. */
static gboolean
walk_from(Walk *walk, guint64 id)
{
    enter(walk, id);
    while (walk->way->len > 0) {
        Visit *visit = &g_array_index(walk->way, Visit, walk->way->len - 1);
        if (!goes_on(&walk->sweep, "judging no-reply-storm"))
            return FALSE;
        if (visit->i == visit->n) {
            leave(walk);
            continue;
        }
        guint64 next = visit->next[visit->i++];
        if (!ps_marks_get(walk->seen, next))
            enter(walk, next);
        else if (!ps_marks_get(walk->sweep.marks, next))
            visit->ends = FALSE; /* on the way, or without end itself */
    }
    return TRUE;
}

PsMarks *
ps_marks_arrivals_end(const PsSearch *search)
{
    g_autoptr(PsMarks) ends = ps_marks_new(search);
    g_autoptr(PsMarks) seen = ps_marks_new(search);
    g_autoptr(GArray) way = g_array_new(FALSE, FALSE, sizeof(Visit));
    Walk walk = {{search, ps_search_world(search), ends, 0}, seen, way};
    for (guint64 id = 0; id < ends->n; id++)
        if (!ps_marks_get(seen, id) && !walk_from(&walk, id))
            return NULL;
    return g_steal_pointer(&ends);
}
