/* Conversations: the quiet ones from every settled state; then, from all that they reach, with more
 * and more that disturbs, until every settled state is reached that can be. */
#include "explorer/conversations-private.h"

/* A state in flight, and how a conversation came there. */
typedef struct {
    guint64 id;
    guint64 root; /* the settled state where it began */
    guint parent; /* in the array of visits, from 1; 0: it follows the root */
    PsStep step;
} Visit;

typedef struct {
    PsConversations *conversations;
    PsMirror mirror;
    const PsWorld *world;
    GArray *visits;   /* of Visit: those to go on from with arrivals, */
    GArray *later;    /* and of Visit: those that one more disturbance leads to */
    GHashTable *seen; /* numbers of the states in visits, plus one */
    guint n_quiet;    /* conversations, which are the first of the list, by where they begin */
} Walk;

static const char phase[] = "following conversations";

/* Adds a state in flight to those to go on from, unless it is there. */
static void
add_visit(Walk *walk, const PsState *state, Visit visit)
{
    if (ps_search_find(walk->mirror.search, state, &visit.id) &&
        g_hash_table_add(walk->seen, conversations_key(visit.id)))
        g_array_append_val(walk->visits, visit);
}

static void
forget_visits(Walk *walk)
{
    g_hash_table_remove_all(walk->seen);
    g_array_set_size(walk->visits, 0);
}

/* ---- Quiet ones ---- */

/* The conversation to a state among those from `first` on in the list; it is added if there is
 * none. */
static PsConversation *
find_or_add(const Walk *walk, guint first, guint64 from, guint64 to)
{
    GArray *list = walk->conversations->list;
    for (guint i = first; i < list->len; i++)
        if (g_array_index(list, PsConversation, i).to == to)
            return &g_array_index(list, PsConversation, i);
    g_array_set_size(list, list->len + 1);
    PsConversation *added = &g_array_index(list, PsConversation, list->len - 1);
    *added = (PsConversation){
        .from = from, .to = to, .quiet = g_array_new(FALSE, FALSE, sizeof(PsOpening))};
    return added;
}

/* Notes that a quiet conversation which begins with this action ends in a settled state. */
static void
note_quiet(const Walk *walk, guint first, guint64 from, PsStep step, const PsState *end)
{
    PsState source = ps_search_state(walk->mirror.search, from);
    PsOpening opening = {.step = step};
    guint64 to = 0;
    if (!ps_mirror_find(walk->mirror, end, &to, &opening.turned))
        return;
    ps_mirror_straighten(walk->mirror, &source, &opening.step, 1, &opening.turned);
    PsConversation *found = find_or_add(walk, first, from, to);
    for (guint i = 0; i < found->quiet->len; i++) {
        const PsOpening *other = &g_array_index(found->quiet, PsOpening, i);
        if (ps_step_equal(other->step, opening.step) && other->turned == opening.turned)
            return;
    }
    g_array_append_val(found->quiet, opening);
}

/* Follows what begins with one action, with arrivals alone. */
static void
follow_quietly(Walk *walk, guint first, guint64 from, const PsTransition *action)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    if (ps_state_is_settled(&action->to)) {
        note_quiet(walk, first, from, action->step, &action->to);
        return;
    }
    forget_visits(walk);
    add_visit(walk, &action->to, (Visit){.root = from, .step = action->step});
    for (guint i = 0; i < walk->visits->len; i++) {
        Visit visit = g_array_index(walk->visits, Visit, i);
        PsState state = ps_search_state(walk->mirror.search, visit.id);
        guint n = ps_step_arrivals(walk->world, &state, out, &overflow);
        for (guint j = 0; j < n; j++) {
            if (ps_state_is_settled(&out[j].to))
                note_quiet(walk, first, from, action->step, &out[j].to);
            else
                add_visit(walk, &out[j].to, visit);
        }
    }
}

/* Finds the quiet conversations that begin in a settled state. */
static void
follow_all_quietly(Walk *walk, guint64 from)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    guint first = walk->conversations->list->len;
    guint n = ps_mirror_transitions(walk->mirror, from, out);
    for (guint i = 0; i < n; i++)
        follow_quietly(walk, first, from, &out[i]);
}

/* ---- Disturbed ones ---- */

/* Notes that a settled state is reached, and all that quiet conversations lead to from there; adds
 * what begins in these to the visits. */
static void
reach(Walk *walk, guint64 id)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    g_autoptr(GArray) queue = g_array_new(FALSE, FALSE, sizeof(guint64));
    conversations_reach(walk->conversations, id, 0, queue);
    for (guint i = 0; i < queue->len; i++) {
        guint64 from = g_array_index(queue, guint64, i);
        guint n = ps_mirror_transitions(walk->mirror, from, out);
        for (guint j = 0; j < n; j++)
            if (!ps_state_is_settled(&out[j].to))
                add_visit(walk, &out[j].to, (Visit){.root = from, .step = out[j].step});
        conversations_go_on(walk->conversations, walk->n_quiet, from, 0, queue);
    }
}

/* The actions and faults on the way to a visit, in their order. */
static GArray *
disturbances(const Walk *walk, const Visit *last)
{
    GArray *steps = g_array_new(FALSE, FALSE, sizeof(PsStep));
    for (const Visit *visit = last; visit != NULL;
         visit = visit->parent > 0 ? &g_array_index(walk->visits, Visit, visit->parent - 1) : NULL)
        if (visit->step.kind != PS_STEP_ARRIVAL)
            g_array_prepend_val(steps, visit->step);
    return steps;
}

/* Adds the conversation that ends in a settled state after a visit, if that is not reached yet. */
static void
note_disturbed(Walk *walk, Visit last, const PsState *end)
{
    PsConversation added = {.from = last.root};
    PsState source = ps_search_state(walk->mirror.search, last.root);
    if (!ps_mirror_find(walk->mirror, end, &added.to, &added.turned) ||
        conversations_has_reached(walk->conversations, added.to))
        return;
    added.quiet = g_array_new(FALSE, FALSE, sizeof(PsOpening));
    added.disturbed = disturbances(walk, &last);
    ps_mirror_straighten(walk->mirror, &source, (PsStep *)(void *)added.disturbed->data,
                         added.disturbed->len, &added.turned);
    g_array_append_val(walk->conversations->list, added);
    reach(walk, added.to);
}

/* Goes on from a visit: with arrivals now, with what disturbs later. */
static void
expand(Walk *walk, guint number)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    Visit visit = g_array_index(walk->visits, Visit, number - 1);
    PsState from = ps_search_state(walk->mirror.search, visit.id);
    guint n = ps_step_transitions(walk->world, &from, out, &overflow);
    for (guint i = 0; i < n; i++) {
        Visit next = {.root = visit.root, .parent = number, .step = out[i].step};
        gboolean settled = ps_state_is_settled(&out[i].to);
        if (out[i].step.kind != PS_STEP_ARRIVAL) {
            if (ps_search_find(walk->mirror.search, &out[i].to, &next.id))
                g_array_append_val(walk->later, next);
        } else if (settled) {
            note_disturbed(walk, next, &out[i].to);
        } else {
            add_visit(walk, &out[i].to, next);
        }
    }
}

/* Takes up what one more disturbance leads to; FALSE if there is nothing new. */
static gboolean
disturb(Walk *walk)
{
    guint before = walk->visits->len;
    g_autoptr(GArray) later = g_steal_pointer(&walk->later);
    walk->later = g_array_new(FALSE, FALSE, sizeof(Visit));
    for (guint i = 0; i < later->len; i++) {
        Visit visit = g_array_index(later, Visit, i);
        PsState state = ps_search_state(walk->mirror.search, visit.id);
        if (ps_state_is_settled(&state))
            note_disturbed(walk, visit, &state);
        else
            add_visit(walk, &state, visit);
    }
    return walk->visits->len > before;
}

/* Visits between two calls of the progress function. */
#define PROGRESS_INTERVAL 8192

/* Reaches what quiet conversations lead to, and then the rest. FALSE if the run shall end. */
static gboolean
reach_all(Walk *walk)
{
    guint number = 0;
    const PsConversations *conversations = walk->conversations;
    walk->n_quiet = conversations->list->len;
    forget_visits(walk);
    reach(walk, g_array_index(conversations->settled, guint64, 0));
    do {
        while (number < walk->visits->len &&
               g_hash_table_size(conversations->distance) < conversations->settled->len) {
            if (number % PROGRESS_INTERVAL == 0 &&
                !ps_search_progress(walk->mirror.search, phase, number))
                return FALSE;
            expand(walk, ++number);
        }
    } while (number == walk->visits->len && disturb(walk));
    return TRUE;
}

/* ---- All of them ---- */

/* Finds the settled states, and the quiet conversations from each. */
static gboolean
find_quiet(Walk *walk)
{
    const PsSearch *search = walk->mirror.search;
    for (guint64 id = 0; id < ps_search_states(search); id++) {
        PsState state = ps_search_state(search, id);
        if (!ps_state_is_settled(&state) || !ps_mirror_keeps(walk->mirror, id))
            continue;
        if (!ps_search_progress(search, phase, id))
            return FALSE;
        g_array_append_val(walk->conversations->settled, id);
        follow_all_quietly(walk, id);
    }
    return TRUE;
}

PsConversations *
ps_conversations_new(PsMirror mirror)
{
    g_autoptr(PsConversations) conversations = g_new0(PsConversations, 1);
    conversations->settled = g_array_new(FALSE, FALSE, sizeof(guint64));
    conversations->list = g_array_new(FALSE, FALSE, sizeof(PsConversation));
    conversations->distance = g_hash_table_new(NULL, NULL);
    Walk walk = {.conversations = conversations,
                 .mirror = mirror,
                 .world = ps_search_world(mirror.search),
                 .visits = g_array_new(FALSE, FALSE, sizeof(Visit)),
                 .later = g_array_new(FALSE, FALSE, sizeof(Visit)),
                 .seen = g_hash_table_new(NULL, NULL)};
    gboolean found = find_quiet(&walk) && reach_all(&walk);
    if (found)
        conversations_sort(conversations);
    g_array_unref(walk.visits);
    g_array_unref(walk.later);
    g_hash_table_unref(walk.seen);
    return found ? g_steal_pointer(&conversations) : NULL;
}
