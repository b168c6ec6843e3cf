/* Presences and events: what can be in flight and what can happen to an entry.
 *
 * Both are tables of names, never switches: the words are RFC 6121's, and the words of
 * profile and trace files. */
#ifndef PS_MODEL_EVENT_H
#define PS_MODEL_EVENT_H

#include <glib.h>

G_BEGIN_DECLS

/* The types of presence stanzas that travel between two servers (RFC 6121 4.7.1). The four
 * subscription presences come first, so that a world without availability needs two bits each. */
typedef enum {
    PS_SUBSCRIBE,
    PS_UNSUBSCRIBE,
    PS_SUBSCRIBED,
    PS_UNSUBSCRIBED,
    PS_AVAILABLE, /* on the wire: no type attribute at all */
    PS_UNAVAILABLE,
    PS_PROBE,
    PS_ERROR,
} PsPresence;

#define PS_N_PRESENCES 8

/* TRUE for the presences that exist only in a world with availability. */
static inline gboolean
ps_presence_is_availability(PsPresence presence)
{
    return presence >= PS_AVAILABLE && presence <= PS_PROBE;
}

/* The name of a presence in files and output, such as "subscribe". Static. */
const char *ps_presence_name(PsPresence presence);

/* The names of all presences, in their order, NULL-terminated. Static. */
const char *const *ps_presence_names(void);

/* Finds the presence called name; FALSE, and *presence untouched, if there is none. */
gboolean ps_presence_from_name(const char *name, PsPresence *presence);

/* What a user can do, in the order in which transitions are listed. The first four send the
 * presence of the same number. */
typedef enum {
    PS_DO_SUBSCRIBE,
    PS_DO_UNSUBSCRIBE,
    PS_DO_SUBSCRIBED,
    PS_DO_UNSUBSCRIBED,
    PS_DO_REMOVE, /* roster set with subscription='remove' (RFC 6121 2.5) */
    PS_DO_ADD,    /* any other roster set (RFC 6121 2.3, 2.4) */
    PS_DO_LOGIN,
    PS_DO_LOGOUT,
} PsAction;

#define PS_N_ACTIONS 8
#define PS_ALL_ACTIONS ((1u << PS_N_ACTIONS) - 1)

/* The name of a user action in traces and options, such as "remove". Static. */
const char *ps_action_name(PsAction action);

/* The names of all actions, in their order, NULL-terminated. Static. */
const char *const *ps_action_names(void);

/* Finds the action called name; FALSE, and *action untouched, if there is none. */
gboolean ps_action_from_name(const char *name, PsAction *action);

/* An event is what fires a row of a profile: a user action, or the arrival of a presence.
 * Events are numbered: the actions first, then the arrivals. */
typedef guint PsEvent;

#define PS_N_EVENTS (PS_N_ACTIONS + PS_N_PRESENCES)

static inline PsEvent
ps_event_action(PsAction action)
{
    return (PsEvent)action;
}

static inline PsEvent
ps_event_arrival(PsPresence presence)
{
    return PS_N_ACTIONS + (PsEvent)presence;
}

static inline gboolean
ps_event_is_arrival(PsEvent event)
{
    return event >= PS_N_ACTIONS;
}

/* TRUE for the four events in which the user's client sends a presence to the peer. */
static inline gboolean
ps_event_is_outbound(PsEvent event)
{
    return event <= PS_DO_UNSUBSCRIBED;
}

/* The event's group in a profile file: "Outbound subscribe", "Remove", "Inbound probe". Static. */
const char *ps_event_name(PsEvent event);

/* The groups of all events, in their order, NULL-terminated. Static. */
const char *const *ps_event_names(void);

/* Finds the event whose group is called name; FALSE, and *event untouched, if there is none. */
gboolean ps_event_from_name(const char *name, PsEvent *event);

/* TRUE if a profile must have a row of this event for every state: the eight subscription
 * events and Remove. In the others a missing row changes and does nothing. */
gboolean ps_event_is_required(PsEvent event);

G_END_DECLS

#endif
