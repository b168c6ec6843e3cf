/* Explaining a log: the cheapest way through the product of the world and the log. */
#include "explorer/explain-private.h"

/* PsExplainCost in one number. */
#define COST_STEP ((guint64)1)
#define COST_GAP ((guint64)1 << 21)
#define COST_UNSEEN ((guint64)1 << 42)

/* Nodes are allocated so many at a time. */
#define BLOCK 4096

/* Between two calls of the progress function. */
#define PROGRESS_EVERY 10000

typedef struct {
    PsExplanation *explanation;
    const PsWorld *world;
    const PsStreams *streams;
    const PsLimits *limits;
    GPtrArray *blocks; /* of arrays of BLOCK nodes */
    guint64 n_nodes;
    GHashTable *table; /* the nodes, as a set */
    PsExplainQueue queue;
    gint64 start;
    /* The node that is being expanded. */
    PsExplainNode *from;
    PsState state;
    guint prefix;
    /* The step that is being taken. */
    PsStep step;
    PsState to;
    guint64 cost;
    const PsExplainNode *best;
    guint noted;      /* alternatives are those to what has this number in the log */
    guint impossible; /* the number of the first thing that the servers never show */
} Search;

static PsExplainCost
cost_of(guint64 cost)
{
    return (PsExplainCost){(guint)(cost / COST_UNSEEN), (guint)(cost % COST_UNSEEN / COST_GAP),
                           (guint)(cost % COST_GAP)};
}

/* ---- Nodes ---- */

static PsExplainNode *
add_node(Search *search, const PsExplainNode *node)
{
    if (search->n_nodes % BLOCK == 0)
        g_ptr_array_add(search->blocks, g_new(PsExplainNode, BLOCK));
    PsExplainNode *block = g_ptr_array_index(search->blocks, search->blocks->len - 1);
    PsExplainNode *added = &block[search->n_nodes++ % BLOCK];
    *added = *node;
    g_hash_table_add(search->table, added);
    return added;
}

/* Notes that the state at this place can be reached at this cost, by search->step if stepped. */
static PsExplainNode *
reach(Search *search, const PsState *state, const PsLogPlace *place, guint64 cost, gboolean stepped)
{
    PsExplainNode node = {.packed = ps_world_pack(search->world, state),
                          .place = *place,
                          .step = search->step,
                          .stepped = (guint8)stepped,
                          .cost = cost,
                          .parent = search->from};
    PsExplainNode *known = g_hash_table_lookup(search->table, &node);
    if (known != NULL && known->cost <= cost)
        return known;
    if (known == NULL) {
        known = add_node(search, &node);
    } else {
        g_assert(!known->done); /* what is expanded was reached at the least cost */
        *known = node;
    }
    ps_explain_queue_add(&search->queue, cost, known);
    return known;
}

/* ---- What could be seen instead ---- */

/* The first thing in the log that is not explained yet at a place whose prefix is this, if what
 * could be there instead is to be noted: nothing further in the log was come to so far. */
static const PsSeen *
blocked(Search *search, guint prefix)
{
    if (prefix == search->streams->log->n || prefix < search->noted)
        return NULL;
    if (prefix > search->noted)
        g_array_set_size(search->explanation->alternatives, 0);
    search->noted = prefix;
    return &search->streams->log->seen[prefix];
}

static void
add_alternative(Search *search, const PsSeen *seen, guint64 cost)
{
    GArray *alternatives = search->explanation->alternatives;
    PsAlternative alternative = {*seen, cost_of(cost)};
    for (guint i = 0; i < alternatives->len; i++) {
        PsAlternative *known = &g_array_index(alternatives, PsAlternative, i);
        if (!ps_seen_equal(&known->seen, seen))
            continue;
        if (ps_explain_compare(&alternative.cost, &known->cost) < 0)
            *known = alternative;
        return;
    }
    g_array_append_val(alternatives, alternative);
}

/* Notes what a step would show where the log has something else. */
static void
note_alternatives(Search *search, const PsLogPlace *place, const PsSeen *shown, guint n)
{
    const PsSeen *there = blocked(search, ps_streams_prefix(search->streams, place));
    for (guint i = 0; there != NULL && i < n; i++)
        if (shown[i].side == there->side && ps_seen_stream(&shown[i]) == ps_seen_stream(there) &&
            !ps_seen_equal(&shown[i], there))
            add_alternative(search, &shown[i], search->cost);
}

/* ---- Steps ---- */

static void
reach_matched(const PsLogPlace *place, guint gaps, gpointer data)
{
    Search *search = data;
    reach(search, &search->to, place, search->cost + gaps * COST_GAP, TRUE);
}

/* Takes a step that costs so much, the things in the log that came to be handled being those up to
 * place. */
static void
take(Search *search, PsStep step, const PsState *to, const PsLogPlace *place, guint64 cost)
{
    PsSeen shown[PS_MAX_SHOWN];
    guint n = ps_seen_of_step(search->world, &search->state, step, to, shown);
    search->step = step;
    search->to = *to;
    search->cost = search->from->cost + cost + COST_STEP;
    note_alternatives(search, place, shown, n);
    ps_streams_match(search->streams, place, shown, n, reach_matched, search);
}

/* The next thing in a stream that servers handle, if it may be; NULL if not. */
static const PsSeen *
next_to_handle(const Search *search, guint side, PsSeenStream stream)
{
    guint number = ps_streams_next(search->streams, &search->from->place, side, stream);
    if (number == G_MAXUINT ||
        !ps_streams_may_handle(search->streams, &search->from->place, side, stream))
        return NULL;
    return &search->streams->log->seen[number];
}

/* What the user's client sent, according to the log, is handled. */
static void
take_action(Search *search, guint side)
{
    const PsSeen *seen = next_to_handle(search, side, PS_STREAM_UP);
    PsLogPlace place = search->from->place;
    PsState to;
    if (seen == NULL)
        return;
    PsStep step = {PS_STEP_ACTION, (guint8)side, seen->what};
    place.at[side][PS_STREAM_UP]++;
    if (ps_step_take(search->world, &search->state, step, &to))
        take(search, step, &to, &place, 0);
}

static void
take_arrival(Search *search, const PsTransition *transition)
{
    guint side = transition->step.side;
    const PsSeen *seen = next_to_handle(search, side, PS_STREAM_IN);
    gboolean watched = search->streams->log->watched[side][PS_STREAM_IN];
    if (seen != NULL && seen->what == transition->step.what) {
        PsLogPlace place = search->from->place;
        place.at[side][PS_STREAM_IN]++;
        take(search, transition->step, &transition->to, &place, 0);
    }
    take(search, transition->step, &transition->to, &search->from->place, watched ? COST_GAP : 0);
}

static void
take_unseen(Search *search, PsStep step, const PsState *to)
{
    PsSeen action = {.kind = PS_SEEN_ACTION, .side = step.side, .what = step.what};
    gboolean gap = step.kind == PS_STEP_ACTION && ps_seen_is_watched(search->streams->log, &action);
    take(search, step, to, &search->from->place, COST_UNSEEN + (gap ? COST_GAP : 0));
}

/* A roster set that changes nothing, but is answered with a push, is no transition. */
static void
take_idle_add(Search *search, guint side)
{
    PsStep step = {PS_STEP_ACTION, (guint8)side, PS_DO_ADD};
    PsState to;
    if (ps_world_has_action(search->world, PS_DO_ADD) &&
        ps_world_options(search->world)->users == PS_USERS_FREE &&
        ps_step_take(search->world, &search->state, step, &to) &&
        to.entry[side] == search->state.entry[side])
        take_unseen(search, step, &to);
}

/* ---- What is seen without a step ---- */

/* TRUE if the client may get this in the present state, and nothing happens. */
static gboolean
is_look(Search *search, const PsSeen *seen)
{
    const PsProfile *profile = ps_world_profile(search->world, seen->side);
    guint entry = search->state.entry[seen->side];
    if (seen->kind == PS_SEEN_DELIVERY && seen->again)
        return seen->what == PS_SUBSCRIBE
                   ? (ps_profile_attributes(profile, entry) & PS_PENDING) != 0
                   : search->state.sees >> seen->side & 1;
    if (seen->kind != PS_SEEN_ROSTER ||
        search->from->place.at[seen->side][PS_STREAM_UP] < seen->after)
        return FALSE;
    if (ps_seen_in_state(search->world, seen, entry))
        return TRUE;
    PsSeen shown = {.kind = PS_SEEN_ROSTER, .side = seen->side};
    ps_item_of_state(profile, entry, &shown.item);
    if (seen == blocked(search, search->prefix))
        add_alternative(search, &shown, search->from->cost);
    return FALSE;
}

static void
look(Search *search, guint side)
{
    guint number = ps_streams_next(search->streams, &search->from->place, side, PS_STREAM_DOWN);
    PsLogPlace place = search->from->place;
    if (number == G_MAXUINT || !is_look(search, &search->streams->log->seen[number]))
        return;
    place.at[side][PS_STREAM_DOWN]++;
    reach(search, &search->state, &place, search->from->cost, FALSE);
}

/* ---- The search ---- */

static void
expand_steps(Search *search)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    guint n = ps_step_transitions(search->world, &search->state, out, &overflow);
    for (guint i = 0; i < n; i++)
        if (out[i].step.kind == PS_STEP_ARRIVAL)
            take_arrival(search, &out[i]);
        else
            take_unseen(search, out[i].step, &out[i].to);
}

static void
expand(Search *search, PsExplainNode *node)
{
    search->from = node;
    search->state = ps_world_unpack(search->world, node->packed);
    search->prefix = ps_streams_prefix(search->streams, &node->place);
    node->done = TRUE;
    if (search->best == NULL || search->prefix > search->explanation->reached) {
        search->explanation->reached = search->prefix;
        search->best = node;
    }
    if (search->prefix == search->streams->log->n) {
        search->explanation->found = TRUE;
        return;
    }
    for (guint side = 0; side < 2; side++) {
        look(search, side);
        take_action(search, side);
    }
    expand_steps(search);
    for (guint side = 0; side < 2; side++)
        take_idle_add(search, side);
}

/* The number of the first thing in the log that no row shows; log->n if there is none. */
static guint
find_impossible(const Search *search)
{
    const PsSeenLog *log = search->streams->log;
    guint i = 0;
    while (i < log->n && ps_seen_is_possible(search->world, &log->seen[i]))
        i++;
    return i;
}

/* TRUE if it is known that no run explains more, and what could be there instead was looked for up
 * to two actions more than the best run has. */
static gboolean
is_enough(const Search *search, guint64 cost)
{
    return search->best != NULL && search->impossible < search->streams->log->n &&
           search->explanation->reached == search->impossible &&
           cost > search->best->cost + 2 * COST_UNSEEN;
}

static guint64
bytes_of(const Search *search)
{
    return search->n_nodes * (sizeof(PsExplainNode) + 2 * sizeof(gpointer) + 24);
}

/* NULL, or what ends the search now. Free it. */
static char *
stopped(Search *search, guint64 n_expanded)
{
    const PsLimits *limits = search->limits;
    if (limits == NULL)
        return NULL;
    if (limits->max_states > 0 && search->n_nodes > limits->max_states)
        return g_strdup_printf("the limit of %" G_GUINT64_FORMAT " states", limits->max_states);
    if (limits->max_memory > 0 && bytes_of(search) > limits->max_memory)
        return g_strdup_printf("the limit of %" G_GUINT64_FORMAT " bytes", limits->max_memory);
    if (limits->progress == NULL || n_expanded % PROGRESS_EVERY != 0)
        return NULL;
    PsProgress progress = {.phase = "explaining",
                           .states = search->n_nodes,
                           .frontier = search->queue.entries->len,
                           .depth = search->explanation->reached,
                           .seconds = (double)(g_get_monotonic_time() - search->start) / 1e6,
                           .bytes = bytes_of(search)};
    return limits->progress(&progress, limits->progress_data) ? NULL : g_strdup("an interruption");
}

/* The first node, after the logouts of those who are offline at first. */
static void
begin(Search *search)
{
    PsLogPlace place = {0};
    PsState state = ps_world_initial(search->world);
    search->from = reach(search, &state, &place, 0, FALSE);
    for (guint side = 0; side < 2; side++) {
        PsState to;
        PsStep step = {PS_STEP_ACTION, (guint8)side, PS_DO_LOGOUT};
        if (!search->streams->log->starts_offline[side] ||
            !ps_step_take(search->world, &state, step, &to))
            continue;
        search->from->done = TRUE; /* its turn never comes */
        search->step = step;
        state = to;
        search->from = reach(search, &state, &place, COST_STEP + search->from->cost, TRUE);
    }
}

void
ps_explain_search(PsExplanation *explanation, const PsStreams *streams, const PsLimits *limits,
                  PsExplainWalk walk)
{
    Search search = {.explanation = explanation,
                     .world = explanation->world,
                     .streams = streams,
                     .limits = limits,
                     .blocks = g_ptr_array_new_with_free_func(g_free),
                     .table = g_hash_table_new(ps_explain_node_hash, ps_explain_node_equal),
                     .start = g_get_monotonic_time()};
    PsExplainNode *node = NULL;
    guint64 cost = 0;
    search.impossible = find_impossible(&search);
    ps_explain_queue_init(&search.queue);
    begin(&search);
    for (guint64 n = 0; !explanation->found && explanation->stopped == NULL; n++) {
        node = ps_explain_queue_take(&search.queue, &cost);
        if (node == NULL || is_enough(&search, cost))
            break;
        if (!node->done && node->cost == cost)
            expand(&search, node);
        explanation->stopped = stopped(&search, n + 1);
    }
    explanation->impossible =
        search.impossible < streams->log->n && explanation->reached == search.impossible;
    if (explanation->found)
        g_clear_pointer(&explanation->stopped, g_free);
    explanation->states = search.n_nodes;
    explanation->cost = cost_of(search.best->cost);
    walk(explanation, streams, search.best);
    ps_explain_queue_clear(&search.queue);
    g_hash_table_unref(search.table);
    g_ptr_array_unref(search.blocks);
}
