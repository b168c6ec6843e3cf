/* Presences and events: the tables of names, each with a NULL at its end. */
#include "model/event.h"

static const char *const presence_names[PS_N_PRESENCES + 1] = {
    "subscribe", "unsubscribe", "subscribed", "unsubscribed",
    "available", "unavailable", "probe",      "error",
};

static const char *const action_names[PS_N_ACTIONS + 1] = {
    "subscribe", "unsubscribe", "subscribed", "unsubscribed", "remove", "add", "login", "logout",
};

static const char *const event_names[PS_N_EVENTS + 1] = {
    "Outbound subscribe",
    "Outbound unsubscribe",
    "Outbound subscribed",
    "Outbound unsubscribed",
    "Remove",
    "Add",
    "Login",
    "Logout",
    "Inbound subscribe",
    "Inbound unsubscribe",
    "Inbound subscribed",
    "Inbound unsubscribed",
    "Inbound available",
    "Inbound unavailable",
    "Inbound probe",
    "Inbound error",
};

/* The index of name among the n names, or -1. */
static int
find_name(const char *const *names, guint n, const char *name)
{
    for (guint i = 0; i < n; i++)
        if (g_str_equal(names[i], name))
            return (int)i;
    return -1;
}

const char *
ps_presence_name(PsPresence presence)
{
    g_assert((guint)presence < PS_N_PRESENCES);
    return presence_names[presence];
}

const char *const *
ps_presence_names(void)
{
    return presence_names;
}

gboolean
ps_presence_from_name(const char *name, PsPresence *presence)
{
    int found = find_name(presence_names, PS_N_PRESENCES, name);
    if (found < 0)
        return FALSE;
    *presence = (PsPresence)found;
    return TRUE;
}

const char *
ps_action_name(PsAction action)
{
    g_assert((guint)action < PS_N_ACTIONS);
    return action_names[action];
}

const char *const *
ps_action_names(void)
{
    return action_names;
}

gboolean
ps_action_from_name(const char *name, PsAction *action)
{
    int found = find_name(action_names, PS_N_ACTIONS, name);
    if (found < 0)
        return FALSE;
    *action = (PsAction)found;
    return TRUE;
}

const char *
ps_event_name(PsEvent event)
{
    g_assert(event < PS_N_EVENTS);
    return event_names[event];
}

const char *const *
ps_event_names(void)
{
    return event_names;
}

gboolean
ps_event_from_name(const char *name, PsEvent *event)
{
    int found = find_name(event_names, PS_N_EVENTS, name);
    if (found < 0)
        return FALSE;
    *event = (PsEvent)found;
    return TRUE;
}

gboolean
ps_event_is_required(PsEvent event)
{
    if (event <= PS_DO_REMOVE)
        return TRUE;
    return ps_event_is_arrival(event) && event - PS_N_ACTIONS <= PS_UNSUBSCRIBED;
}
