/* Near: small searches, breadth first, which share what they found. */
#include "explorer/near.h"

#include "explorer/search-private.h"
#include "explorer/successors.h"

/* How many states may be met around one; how many are remembered, if memory allows that; and the
 * bytes that one takes at most. */
#define NEAR 10000
#define REMEMBERED (16 * NEAR)
#define BYTES 32

/* What is noted of a state: that it leads to a goal, or in which search it was met last. */
#define LEADS G_MAXUINT32

/* A state that a search met, and the place in the queue of the one that led to it. */
typedef struct {
    guint32 number;
    guint32 from;
} Met;

typedef struct {
    const PsSearch *search;
    PsGoal is_goal;
    gconstpointer data;
    PsSuccessors *successors;
    PsStore *store;     /* the states that are remembered */
    GArray *notes;      /* of them: guint32 */
    GArray *queue;      /* of Met */
    guint64 remembered; /* how many may be */
    guint32 round;      /* the search */
    guint64 steps;
} Near;

static gboolean
goes_on(Near *near)
{
    return ps_search_goes_on(near->search, "judging recoverable", &near->steps);
}

static guint32 *
note_of(const Near *near, guint32 number)
{
    return &g_array_index(near->notes, guint32, number);
}

/* Forgets all states. */
static void
forget(Near *near)
{
    ps_store_free(near->store);
    near->store = ps_store_new(ps_world_bits(near->search->world), 0, 0);
    g_array_set_size(near->notes, 0);
    near->round = 0;
}

/* Meets a state to which that at a place in the queue leads, and which joins the queue if it is not
 * in it. TRUE if it is known to lead to a goal; without memory for it, it is passed over. */
static gboolean
meet(Near *near, PsPacked packed, guint from)
{
    guint64 id = 0;
    PsStoreResult result = ps_store_add(near->store, packed, &id);
    if (result == PS_STORE_FULL)
        return FALSE;
    if (result == PS_STORE_ADDED) {
        PsState state = ps_world_unpack(near->search->world, packed);
        guint32 note = near->is_goal(near->search->world, &state, near->data) ? LEADS : 0;
        g_array_append_val(near->notes, note);
    }
    Met met = {(guint32)id, from};
    guint32 *note = note_of(near, met.number);
    if (*note != LEADS && *note != near->round) {
        *note = near->round;
        g_array_append_val(near->queue, met);
    }
    return *note == LEADS;
}

/* The same of all that the state at a place in the queue leads to, until one leads to a goal. */
static gboolean
meet_successors(Near *near, guint at)
{
    PsPacked out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    PsPacked from = ps_store_get(near->store, g_array_index(near->queue, Met, at).number);
    guint n = ps_successors_list(near->successors, from, out, &overflow).n;
    guint i = 0;
    while (i < n && !meet(near, out[i], at))
        i++;
    return i < n;
}

/* Notes that the state at a place in the queue leads to a goal, and so do those that led to it; the
 * first there is none's. */
static void
note_way(Near *near, guint at)
{
    for (; at > 0; at = g_array_index(near->queue, Met, at).from)
        *note_of(near, g_array_index(near->queue, Met, at).number) = LEADS;
    *note_of(near, g_array_index(near->queue, Met, 0).number) = LEADS;
}

/* TRUE if a goal is near a settled state. */
static gboolean
has_goal_near(const PsState *state, guint64 n, gpointer data)
{
    Near *near = data;
    (void)n;
    if (near->notes->len > near->remembered)
        forget(near);
    near->round++;
    g_array_set_size(near->queue, 0);
    gboolean leads = meet(near, ps_world_pack(near->search->world, state), 0);
    for (guint at = 0; !leads && at < near->queue->len && near->queue->len < NEAR; at++) {
        if (!goes_on(near))
            return FALSE;
        leads = meet_successors(near, at);
        if (leads)
            note_way(near, at);
    }
    return leads;
}

/* How many states may be remembered beside a search. */
static guint64
count_remembered(const PsSearch *search)
{
    guint64 limit = search->limits.max_memory;
    guint64 left = limit - MIN(search->bytes, limit);
    return limit > 0 ? CLAMP(left / BYTES, NEAR, REMEMBERED) : REMEMBERED;
}

gboolean
ps_near_settled_can_reach(const PsSearch *search, PsGoal is_goal, gconstpointer data)
{
    g_autoptr(PsSuccessors) successors = ps_successors_new(search->world, search->limits.no_faults);
    g_autoptr(GArray) notes = g_array_new(FALSE, FALSE, sizeof(guint32));
    g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(Met));
    Near near = {.search = search,
                 .is_goal = is_goal,
                 .data = data,
                 .successors = successors,
                 .notes = notes,
                 .queue = queue,
                 .remembered = count_remembered(search)};
    forget(&near);
    gboolean all =
        goes_on(&near) && ps_search_visit(search, PS_VISIT_SETTLED, has_goal_near, &near);
    ps_store_free(near.store);
    return all;
}
