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
bit(guint8 bits, guint side)
{
    return bits >> side & 1;
}

static void
set_bit(guint8 *bits, guint side, gboolean on)
{
    *bits = (guint8)((*bits & ~(1u << side)) | (on ? 1u << side : 0));
}

static gboolean
is_full(const PsWorld *world, const PsState *state, guint link)
{
    return ps_world_link_length(world, state->link[link]) >= ps_world_link_capacity(world);
}

/* Puts what the move sends on the side's outgoing link. `available` needs the side to be online
 * after the event, `unavailable` before it. Returns how many were sent; FALSE in *fits if the link
 * cannot hold them. */
static guint
send_all(const PsWorld *world, const PsMove *move, guint side, gboolean was_online, PsState *state,
         gboolean *fits)
{
    guint sent = 0;
    for (guint i = 0; i < move->n_sends; i++) {
        PsPresence presence = (PsPresence)move->sends[i];
        if (presence == PS_AVAILABLE && !bit(state->online, side))
            continue;
        if (presence == PS_UNAVAILABLE && !was_online)
            continue;
        if (is_full(world, state, side)) {
            *fits = FALSE;
            return sent;
        }
        state->link[side] = ps_world_link_add(world, state->link[side], presence);
        sent++;
    }
    return sent;
}

/* Fires the row of event at side: changes *state, returns how many presences were sent. */
static guint
fire(const PsWorld *world, PsEvent event, guint side, PsState *state, gboolean *fits)
{
    const PsMove *move = ps_world_move(world, side, event, state->entry[side]);
    gboolean was_online = bit(state->online, side);
    state->entry[side] = move->entry;
    if (event == PS_DO_LOGIN)
        set_bit(&state->online, side, TRUE);
    if (event == PS_DO_LOGOUT)
        set_bit(&state->online, side, FALSE);
    if (event == ps_event_arrival(PS_AVAILABLE))
        set_bit(&state->sees, side, was_online);
    if (event == PS_DO_LOGOUT || event == ps_event_arrival(PS_UNAVAILABLE) || move->ends_to)
        set_bit(&state->sees, side, FALSE);
    return send_all(world, move, side, was_online, state, fits);
}

/* Login needs offline, everything else that a user does needs online. Without availability nobody
 * logs in or out. */
static gboolean
may_act(const PsWorldOptions *options, const PsState *state, guint side, PsAction action)
{
    if (!options->availability)
        return action != PS_DO_LOGIN && action != PS_DO_LOGOUT;
    return bit(state->online, side) == (action != PS_DO_LOGIN);
}

static void
add_action(Collector *collector, const PsState *from, guint side, PsAction action)
{
    const PsWorld *world = collector->world;
    const PsMove *move = ps_world_move(world, side, ps_event_action(action), from->entry[side]);
    if (!move->allowed || !may_act(collector->options, from, side, action))
        return;
    PsState to = *from;
    gboolean fits = TRUE;
    guint sent = fire(world, ps_event_action(action), side, &to, &fits);
    gboolean is_session = action == PS_DO_LOGIN || action == PS_DO_LOGOUT;
    if (sent == 0 && to.entry[side] == from->entry[side] && !is_session)
        return;
    /* What does not fit is over the bound too: a link holds at least that many. */
    if (fits && collector->in_flight + sent <= collector->options->in_flight)
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
    gboolean fits = TRUE;
    state->link[link] = ps_world_link_remove(world, state->link[link], i);
    fire(world, ps_event_arrival(presence), 1 - link, state, &fits);
    return fits;
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
    if (is_full(world, state, 1 - link))
        return FALSE;
    state->link[link] = ps_world_link_remove(world, state->link[link], i);
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

gboolean
ps_step_take(const PsWorld *world, const PsState *from, PsStep step, PsState *to)
{
    PsPresence presence = (PsPresence)step.what;
    guint link = 1 - step.side;
    guint i = 0;
    gboolean fits = TRUE;
    *to = *from;
    if (step.kind == PS_STEP_ACTION) {
        PsAction action = (PsAction)step.what;
        if (!may_act(ps_world_options(world), from, step.side, action))
            return FALSE;
        fire(world, ps_event_action(action), step.side, to, &fits);
        return fits;
    }
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
