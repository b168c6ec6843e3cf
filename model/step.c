/* Steps: what a transition is. */
#include "model/step.h"

/* Where transitions are collected. */
typedef struct {
    const PsWorld *world;
    const PsWorldOptions *options;
    PsTransition *out;
    guint n;
    guint in_flight; /* in the state whose transitions these are */
    gboolean *overflow;
} Collector;

static Collector
collect(const PsWorld *world, const PsState *from, PsTransition *out, gboolean *overflow)
{
    guint in_flight =
        ps_world_link_length(world, from->link[0]) + ps_world_link_length(world, from->link[1]);
    return (Collector){world, ps_world_options(world), out, 0, in_flight, overflow};
}

static void
add(Collector *collector, PsStepKind kind, guint side, guint what, const PsState *to)
{
    PsTransition *transition = &collector->out[collector->n++];
    transition->step = (PsStep){(guint8)kind, (guint8)side, (guint8)what};
    transition->to = *to;
}

static gboolean
is_full(const PsWorld *world, const PsState *state, guint link)
{
    guint length = ps_world_link_length(world, state->link[link]);
    guint other = ps_world_link_length(world, state->link[1 - link]);
    return length >= ps_world_link_capacity(world) || length + other >= ps_world_room(world);
}

/* ---- What an event does at one side ---- */

static guint8
with_bit(guint8 bits, guint side, guint8 on)
{
    return (guint8)((bits & ~(1u << side)) | (guint)on << side);
}

static void
set_local(PsState *state, guint side, PsLocal local)
{
    state->entry[side] = local.entry;
    state->online = with_bit(state->online, side, local.online);
    state->sees = with_bit(state->sees, side, local.sees);
}

/* What is sent: `available` needs the side to be online after the event, `unavailable` before it.
 */
static void
list_sends(const PsMove *move, gboolean was_online, PsResponse *response)
{
    for (guint i = 0; i < move->n_sends; i++) {
        PsPresence presence = (PsPresence)move->sends[i];
        if (presence == PS_AVAILABLE && !response->to.online)
            continue;
        if (presence == PS_UNAVAILABLE && !was_online)
            continue;
        response->sends[response->n_sends++] = (guint8)presence;
    }
}

static inline void
react(const PsWorld *world, guint side, PsEvent event, PsLocal from, PsResponse *response)
{
    const PsMove *move = ps_world_move(world, side, event, from.entry);
    response->to = (PsLocal){move->entry, from.online, from.sees};
    response->n_sends = 0;
    if (event == PS_DO_LOGIN || event == PS_DO_LOGOUT)
        response->to.online = event == PS_DO_LOGIN;
    if (event == ps_event_arrival(PS_AVAILABLE))
        response->to.sees = from.online;
    if (event == PS_DO_LOGOUT || event == ps_event_arrival(PS_UNAVAILABLE) || move->ends_to)
        response->to.sees = FALSE;
    list_sends(move, from.online, response);
}

PsResponse
ps_step_react(const PsWorld *world, guint side, PsEvent event, PsLocal from)
{
    PsResponse response;
    react(world, side, event, from, &response);
    return response;
}

/* Login needs offline, everything else that a user does needs online. Without availability nobody
 * logs in or out. */
static gboolean
may_act(const PsWorld *world, PsLocal local, PsAction action)
{
    if (!ps_world_options(world)->availability)
        return action != PS_DO_LOGIN && action != PS_DO_LOGOUT;
    return local.online == (action != PS_DO_LOGIN);
}

static inline gboolean
act(const PsWorld *world, guint side, PsAction action, PsLocal from, PsResponse *response)
{
    const PsMove *move = ps_world_move(world, side, ps_event_action(action), from.entry);
    if (!move->allowed || !may_act(world, from, action))
        return FALSE;
    react(world, side, ps_event_action(action), from, response);
    return response->n_sends > 0 || response->to.entry != from.entry || action == PS_DO_LOGIN ||
           action == PS_DO_LOGOUT;
}

gboolean
ps_step_act(const PsWorld *world, guint side, PsAction action, PsLocal from, PsResponse *response)
{
    return act(world, side, action, from, response);
}

/* Changes the side to what the response says and puts what it sends on its outgoing link. FALSE if
 * the link cannot hold that. */
static gboolean
apply(const PsWorld *world, guint side, const PsResponse *response, PsState *state)
{
    set_local(state, side, response->to);
    for (guint i = 0; i < response->n_sends; i++) {
        if (is_full(world, state, side))
            return FALSE;
        PsPresence presence = (PsPresence)response->sends[i];
        state->link[side] = ps_world_link_add(world, state->link[side], presence);
    }
    return TRUE;
}

/* ---- Transitions ---- */

static void
add_action(Collector *collector, const PsState *from, guint side, PsAction action)
{
    PsResponse response;
    if (!act(collector->world, side, action, ps_state_local(from, side), &response) ||
        collector->in_flight + response.n_sends > collector->options->in_flight)
        return;
    PsState to = *from;
    apply(collector->world, side, &response, &to); /* a link holds all that the bound permits */
    add(collector, PS_STEP_ACTION, side, action, &to);
}

static gboolean
fault_left(const PsWorldOptions *options, const PsState *state, PsFault fault)
{
    return options->faults[fault] == PS_FAULT_ANY || state->left[fault] > 0;
}

/* Counts a fault against its budget, if it has one. */
static void
spend(PsState *state, PsFault fault)
{
    if (state->left[fault] > 0)
        state->left[fault]--;
}

/* Presence i of link arrives. FALSE if the answers do not fit. */
static gboolean
arrive(const PsWorld *world, guint link, guint i, PsPresence presence, PsState *state)
{
    guint side = 1 - link;
    PsResponse response;
    react(world, side, ps_event_arrival(presence), ps_state_local(state, side), &response);
    state->link[link] = ps_world_link_remove(world, state->link[link], i);
    return apply(world, side, &response, state);
}

static void
lose(const PsWorld *world, guint link, guint i, PsState *state)
{
    state->link[link] = ps_world_link_remove(world, state->link[link], i);
    spend(state, PS_LOSS);
}

/* Another copy in front of it; in a bag there is no front. FALSE if it does not fit. */
static gboolean
repeat(const PsWorld *world, guint link, PsPresence presence, PsState *state)
{
    if (is_full(world, state, link))
        return FALSE;
    state->link[link] = ps_world_options(world)->any_order
                            ? ps_world_link_add(world, state->link[link], presence)
                            : ps_world_link_add_front(world, state->link[link], presence);
    spend(state, PS_REPEAT);
    return TRUE;
}

/* An error joins the other link, back to the sender. FALSE if it does not fit. */
static gboolean
bounce(const PsWorld *world, guint link, guint i, PsState *state)
{
    state->link[link] = ps_world_link_remove(world, state->link[link], i);
    if (is_full(world, state, 1 - link))
        return FALSE;
    state->link[1 - link] = ps_world_link_add(world, state->link[1 - link], PS_ERROR);
    spend(state, PS_BOUNCE);
    return TRUE;
}

static void
add_arrival(Collector *collector, const PsState *from, guint link, guint i, PsPresence presence)
{
    PsState to = *from;
    if (arrive(collector->world, link, i, presence, &to))
        add(collector, PS_STEP_ARRIVAL, 1 - link, presence, &to);
    else
        *collector->overflow = TRUE;
}

static void
add_faults(Collector *collector, const PsState *from, guint link, guint i, PsPresence presence)
{
    const PsWorld *world = collector->world;
    const PsWorldOptions *options = collector->options;
    PsState to = *from;
    if (fault_left(options, from, PS_LOSS)) {
        lose(world, link, i, &to);
        add(collector, PS_STEP_LOSS, 1 - link, presence, &to);
    }
    to = *from;
    if (fault_left(options, from, PS_REPEAT) && collector->in_flight + 1 <= options->in_flight &&
        repeat(world, link, presence, &to))
        add(collector, PS_STEP_REPEAT, 1 - link, presence, &to);
    to = *from;
    if (fault_left(options, from, PS_BOUNCE) && presence != PS_ERROR) {
        if (bounce(world, link, i, &to))
            add(collector, PS_STEP_BOUNCE, 1 - link, presence, &to);
        else
            *collector->overflow = TRUE;
    }
}

/* The presences of a link that may arrive now: the head, or in a bag the first of each kind. */
static void
add_link(Collector *collector, const PsState *from, guint link, gboolean with_faults)
{
    const PsWorld *world = collector->world;
    guint length = ps_world_link_length(world, from->link[link]);
    guint candidates = collector->options->any_order ? length : MIN(length, 1);
    for (guint i = 0; i < candidates; i++) {
        PsPresence presence = ps_world_link_peek(world, from->link[link], i);
        if (i > 0 && ps_world_link_peek(world, from->link[link], i - 1) == presence)
            continue;
        add_arrival(collector, from, link, i, presence);
        if (with_faults)
            add_faults(collector, from, link, i, presence);
    }
}

guint
ps_step_transitions(const PsWorld *world, const PsState *from, PsTransition *out,
                    gboolean *overflow)
{
    Collector collector = collect(world, from, out, overflow);
    gboolean settled = ps_state_is_settled(from);
    for (guint side = 0; side < 2; side++)
        for (guint action = 0; action < PS_N_ACTIONS; action++)
            if (settled || !collector.options->sequential)
                add_action(&collector, from, side, (PsAction)action);
    for (guint link = 0; link < 2; link++)
        add_link(&collector, from, link, TRUE);
    return collector.n;
}

guint
ps_step_arrivals(const PsWorld *world, const PsState *from, PsTransition *out, gboolean *overflow)
{
    Collector collector = collect(world, from, out, overflow);
    for (guint link = 0; link < 2; link++)
        add_link(&collector, from, link, FALSE);
    return collector.n;
}

/* Finds where presence can be taken from a link now; FALSE if it cannot. */
static gboolean
find_presence(const PsWorld *world, const PsState *state, guint link, PsPresence presence, guint *i)
{
    guint length = ps_world_link_length(world, state->link[link]);
    guint candidates = ps_world_options(world)->any_order ? length : MIN(length, 1);
    for (*i = 0; *i < candidates; ++*i)
        if (ps_world_link_peek(world, state->link[link], *i) == presence)
            return TRUE;
    return FALSE;
}

/* Takes an action in a replay, which is held back by less than a transition. */
static gboolean
take_action(const PsWorld *world, guint side, PsAction action, PsState *state)
{
    PsLocal from = ps_state_local(state, side);
    if (!may_act(world, from, action))
        return FALSE;
    PsResponse response = ps_step_react(world, side, ps_event_action(action), from);
    return apply(world, side, &response, state);
}

gboolean
ps_step_take(const PsWorld *world, const PsState *from, PsStep step, PsState *to)
{
    PsPresence presence = (PsPresence)step.what;
    guint link = 1 - step.side;
    guint i = 0;
    *to = *from;
    if (step.kind == PS_STEP_ACTION)
        return take_action(world, step.side, (PsAction)step.what, to);
    if (!find_presence(world, from, link, presence, &i))
        return FALSE;
    switch ((PsStepKind)step.kind) {
    case PS_STEP_ARRIVAL:
        return arrive(world, link, i, presence, to);
    case PS_STEP_LOSS:
        lose(world, link, i, to);
        return TRUE;
    case PS_STEP_REPEAT:
        return repeat(world, link, presence, to);
    default:
        return presence != PS_ERROR && bounce(world, link, i, to);
    }
}

gboolean
ps_step_event(PsStep step, PsEvent *event)
{
    if (step.kind == PS_STEP_ACTION)
        *event = ps_event_action((PsAction)step.what);
    else if (step.kind == PS_STEP_ARRIVAL)
        *event = ps_event_arrival((PsPresence)step.what);
    return step.kind <= PS_STEP_ARRIVAL;
}

PsStep
ps_step_of_event(guint side, PsEvent event)
{
    if (ps_event_is_arrival(event))
        return (PsStep){PS_STEP_ARRIVAL, (guint8)side, (guint8)(event - PS_N_ACTIONS)};
    return (PsStep){PS_STEP_ACTION, (guint8)side, (guint8)event};
}

char *
ps_step_text(const PsWorld *world, PsStep step)
{
    static const char *const verbs[] = {NULL, NULL, "lose", "repeat", "bounce"};
    const char *name = ps_world_name(world, step.side);
    if (step.kind == PS_STEP_ACTION)
        return g_strdup_printf("%s %s", name, ps_action_name((PsAction)step.what));
    const char *presence = ps_presence_name((PsPresence)step.what);
    if (step.kind == PS_STEP_ARRIVAL)
        return g_strdup_printf("%s receives %s", name, presence);
    return g_strdup_printf("%s %s to %s", verbs[step.kind], presence, name);
}
