/* The naive explorer: what a transition is. */
#include "tests/naive.h"

#include <string.h>

typedef struct {
    const PsWorldOptions *options;
    const NaiveState *from;
    NaiveTransition *out;
    guint n;
} List;

NaiveState
naive_initial(const PsWorldOptions *options)
{
    NaiveState state = {0};
    for (guint side = 0; side < 2; side++) {
        state.entry[side] = (guint8)ps_profile_initial(options->profiles[side]);
        state.online[side] = options->availability ? 1 : 0;
    }
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (options->faults[fault] > 0)
            state.left[fault] = (guint8)options->faults[fault];
    return state;
}

static guint
in_flight(const NaiveState *state)
{
    return (guint)state->length[0] + state->length[1];
}

static void
insert(NaiveState *state, guint link, guint at, PsPresence presence)
{
    g_assert(state->length[link] < NAIVE_LINK);
    for (guint i = state->length[link]; i > at; i--)
        state->link[link][i] = state->link[link][i - 1];
    state->link[link][at] = (guint8)presence;
    state->length[link]++;
}

/* A presence joins a link: at its end; in a bag where its like are, as there is no end. */
static void
join(const PsWorldOptions *options, NaiveState *state, guint link, PsPresence presence)
{
    guint at = state->length[link];
    if (options->any_order)
        for (at = 0; at < state->length[link] && state->link[link][at] <= presence;)
            at++;
    insert(state, link, at, presence);
}

static void
take_out(NaiveState *state, guint link, guint at)
{
    state->length[link]--;
    for (guint i = at; i < state->length[link]; i++)
        state->link[link][i] = state->link[link][i + 1];
    state->link[link][state->length[link]] = 0;
}

/* FALSE for an effect that does nothing: what belongs to availability where there is none,
 * available from somebody who is offline afterwards, unavailable from somebody who was offline
 * before. */
static gboolean
is_sent(const PsWorldOptions *options, PsPresence presence, gboolean online_before,
        gboolean online_after)
{
    if (presence == PS_AVAILABLE)
        return options->availability && online_after;
    if (presence == PS_UNAVAILABLE)
        return options->availability && online_before;
    if (presence == PS_PROBE)
        return options->availability;
    return TRUE;
}

/* What an event does to who is online and what a client shows. */
static void
update_session(NaiveState *state, guint side, PsEvent event, gboolean ends_to)
{
    if (event == ps_event_action(PS_DO_LOGIN))
        state->online[side] = 1;
    if (event == ps_event_action(PS_DO_LOGOUT))
        state->online[side] = state->sees[side] = 0;
    if (event == ps_event_arrival(PS_AVAILABLE))
        state->sees[side] = state->online[side];
    if (event == ps_event_arrival(PS_UNAVAILABLE) || ends_to)
        state->sees[side] = 0;
}

/* The row of event fires at side. Returns how many presences it sends. */
static guint
fire(const PsWorldOptions *options, NaiveState *state, guint side, PsEvent event)
{
    const PsProfile *profile = options->profiles[side];
    guint before = state->entry[side];
    const PsRow *row = ps_profile_row(profile, event, before);
    gboolean online_before = state->online[side];
    gboolean ends_to = (ps_profile_attributes(profile, before) & PS_TO) &&
                       !(ps_profile_attributes(profile, row->state) & PS_TO);
    guint sent = 0;
    state->entry[side] = row->state;
    update_session(state, side, event, ends_to);
    for (guint i = 0; i < row->n_effects; i++) {
        PsPresence presence = row->effects[i].presence;
        if (row->effects[i].kind == PS_ROUTE)
            g_assert(ps_presence_from_name(ps_event_name(event) + strlen("Outbound "), &presence));
        else if (row->effects[i].kind != PS_SEND)
            continue;
        if (!is_sent(options, presence, online_before, state->online[side]))
            continue;
        join(options, state, side, presence);
        sent++;
    }
    return sent;
}

static gboolean
is_sensible(PsAction action, PsAttributes has)
{
    if (action == PS_DO_SUBSCRIBE)
        return !(has & PS_TO) && !(has & PS_ASK);
    if (action == PS_DO_UNSUBSCRIBE)
        return (has & PS_TO) || (has & PS_ASK);
    if (action == PS_DO_SUBSCRIBED)
        return has & PS_PENDING;
    if (action == PS_DO_UNSUBSCRIBED)
        return (has & PS_PENDING) || (has & PS_FROM) || (has & PS_APPROVED);
    if (action == PS_DO_REMOVE)
        return !(has & PS_UNLISTED);
    if (action == PS_DO_ADD)
        return has & PS_UNLISTED;
    return TRUE;
}

/* May this user do this now, whatever comes of it? */
static gboolean
may_act(const PsWorldOptions *options, const NaiveState *state, guint side, PsAction action)
{
    gboolean is_session = action == PS_DO_LOGIN || action == PS_DO_LOGOUT;
    PsAttributes has = ps_profile_attributes(options->profiles[side], state->entry[side]);
    if (is_session && !options->availability)
        return FALSE;
    if (options->availability && action == PS_DO_LOGIN && state->online[side])
        return FALSE;
    if (options->availability && action != PS_DO_LOGIN && !state->online[side])
        return FALSE;
    if (!(options->actions & (1u << action)))
        return FALSE;
    if (options->sequential && in_flight(state) > 0)
        return FALSE;
    return options->users == PS_USERS_FREE || is_sensible(action, has);
}

static void
add(List *list, NaiveKind kind, guint side, guint what, const NaiveState *to)
{
    g_assert(list->n < NAIVE_MAX_TRANSITIONS);
    list->out[list->n++] = (NaiveTransition){{(guint8)kind, (guint8)side, (guint8)what}, *to};
}

static void
try_action(List *list, guint side, PsAction action)
{
    if (!may_act(list->options, list->from, side, action))
        return;
    NaiveState to = *list->from;
    guint sent = fire(list->options, &to, side, ps_event_action(action));
    gboolean is_session = action == PS_DO_LOGIN || action == PS_DO_LOGOUT;
    gboolean does_something = sent > 0 || to.entry[side] != list->from->entry[side];
    if ((does_something || is_session) && in_flight(list->from) + sent <= list->options->in_flight)
        add(list, NAIVE_ACTION, side, action, &to);
}

/* TRUE if this fault may still happen; counts it in to. */
static gboolean
spend(const PsWorldOptions *options, PsFault fault, NaiveState *to)
{
    if (options->faults[fault] == PS_FAULT_ANY)
        return TRUE;
    if (to->left[fault] == 0)
        return FALSE;
    to->left[fault]--;
    return TRUE;
}

/* What may happen to presence number i of a link. */
static void
try_presence(List *list, guint link, guint i)
{
    const PsWorldOptions *options = list->options;
    PsPresence presence = (PsPresence)list->from->link[link][i];
    guint receiver = 1 - link;
    NaiveState to = *list->from;
    take_out(&to, link, i);
    fire(options, &to, receiver, ps_event_arrival(presence));
    add(list, NAIVE_ARRIVAL, receiver, presence, &to);

    to = *list->from;
    take_out(&to, link, i);
    if (spend(options, PS_LOSS, &to))
        add(list, NAIVE_LOSE, receiver, presence, &to);

    to = *list->from;
    insert(&to, link, i, presence);
    if (in_flight(list->from) + 1 <= options->in_flight && spend(options, PS_REPEAT, &to))
        add(list, NAIVE_REPEAT, receiver, presence, &to);

    to = *list->from;
    take_out(&to, link, i);
    join(options, &to, receiver, PS_ERROR); /* the link back leaves the receiver */
    if (presence != PS_ERROR && spend(options, PS_BOUNCE, &to))
        add(list, NAIVE_BOUNCE, receiver, presence, &to);
}

guint
naive_transitions(const PsWorldOptions *options, const NaiveState *from, NaiveTransition *out)
{
    List list = {options, from, out, 0};
    for (guint side = 0; side < 2; side++)
        for (guint action = 0; action < PS_N_ACTIONS; action++)
            try_action(&list, side, (PsAction)action);
    for (guint link = 0; link < 2; link++)
        for (guint i = 0; i < from->length[link]; i++)
            if (i == 0 || (options->any_order && from->link[link][i] != from->link[link][i - 1]))
                try_presence(&list, link, i);
    return list.n;
}

char *
naive_label_text(const PsWorldOptions *options, NaiveLabel label)
{
    const char *name = options->names[label.side];
    switch ((NaiveKind)label.kind) {
    case NAIVE_ACTION:
        return g_strdup_printf("%s %s", name, ps_action_name((PsAction)label.what));
    case NAIVE_ARRIVAL:
        return g_strdup_printf("%s receives %s", name, ps_presence_name((PsPresence)label.what));
    case NAIVE_LOSE:
        return g_strdup_printf("lose %s to %s", ps_presence_name((PsPresence)label.what), name);
    case NAIVE_REPEAT:
        return g_strdup_printf("repeat %s to %s", ps_presence_name((PsPresence)label.what), name);
    case NAIVE_BOUNCE:
        return g_strdup_printf("bounce %s to %s", ps_presence_name((PsPresence)label.what), name);
    }
    g_assert_not_reached();
}
