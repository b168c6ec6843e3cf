/* Marks: bits over the states of a search, and from which of these arrivals come to an end. */
#include "explorer/marks.h"

#include "explorer/search-private.h"
#include "explorer/successors.h"

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
    const PsSearch *search;
    const PsSuccessors *successors;
    PsMarks *ends; /* every sequence of arrivals does */
    PsMarks *seen;
    GArray *way; /* of Visit */
    guint64 steps;
} Walk;

static gboolean
goes_on(Walk *walk)
{
    return ps_search_goes_on(walk->search, "judging no-reply-storm", &walk->steps);
}

static void
enter(Walk *walk, guint64 id)
{
    PsPacked out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    Visit visit = {.id = id, .ends = TRUE};
    const PsStore *store = walk->search->store;
    guint n = ps_successors_arrivals(walk->successors, ps_store_get(store, id), out, &overflow);
    for (guint i = 0; i < n; i++)
        if (ps_store_find(store, out[i], &visit.next[visit.n]))
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
        ps_marks_set(walk->ends, visit.id);
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
        if (!goes_on(walk))
            return FALSE;
        if (visit->i == visit->n) {
            leave(walk);
            continue;
        }
        guint64 next = visit->next[visit->i++];
        if (!ps_marks_get(walk->seen, next))
            enter(walk, next);
        else if (!ps_marks_get(walk->ends, next))
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
    g_autoptr(PsSuccessors) successors = ps_successors_new(search->world, TRUE);
    Walk walk = {search, successors, ends, seen, way, 0};
    for (guint64 id = 0; id < ends->n; id++)
        if (!ps_marks_get(seen, id) && !walk_from(&walk, id))
            return NULL;
    return g_steal_pointer(&ends);
}
