/* What a log shows of a run: what users' clients and servers send and receive. */
#ifndef PS_EXPLORER_SEEN_H
#define PS_EXPLORER_SEEN_H

#include "model/item.h"
#include "model/step.h"

G_BEGIN_DECLS

typedef enum {
    PS_SEEN_ACTION,   /* the user's client sent what its action is made of */
    PS_SEEN_ARRIVAL,  /* a presence reached the user's server from the other one */
    PS_SEEN_DELIVERY, /* the user's client got a presence from the peer */
    PS_SEEN_PUSH,     /* the user's client got a roster push about the peer */
    PS_SEEN_ROSTER,   /* the user's client got its roster */
    PS_SEEN_SENT,     /* a presence left the user's server for the other one */
} PsSeenKind;

/* The streams in which a side's stanzas travel; order is sure within each. */
typedef enum {
    PS_STREAM_UP,   /* from the client: actions */
    PS_STREAM_IN,   /* from the other server: arrivals */
    PS_STREAM_DOWN, /* to the client: deliveries, pushes, rosters */
    PS_STREAM_OUT,  /* to the other server */
} PsSeenStream;

#define PS_N_STREAMS 4

/* One thing that was, or would be, seen. */
typedef struct {
    guint8 kind;  /* PsSeenKind */
    guint8 side;  /* whose client or server */
    guint8 what;  /* PsAction; or PsPresence of an arrival, a delivery, and what is sent */
    guint8 again; /* of a delivery: the user has just come online, and may be given it once more */
    PsItem item; /* of a push and a roster; subscription is NULL if the peer is not in the roster */
    guint after; /* of a roster: how many of the side's actions come before it was asked for */
    guint line;  /* where it stands in the log */
} PsSeen;

/* Everything that a log shows of two users, in its order. */
typedef struct {
    const PsSeen *seen;
    guint n;
    gboolean watched[2][PS_N_STREAMS]; /* by side: the log has this stream at all */
    gboolean presences_only[2]; /* by side: of what its client sends and gets, no roster items */
    gboolean apart; /* order is sure only within what is one side's, not between sides */
    gboolean starts_offline[2]; /* with availability: the run begins with the user's logout */
} PsSeenLog;

/* As many things as one step can show. */
#define PS_MAX_SHOWN (1 + PS_MAX_EFFECTS)

/* As many things as a log may show. */
#define PS_MAX_SEEN 60000

PsSeenStream ps_seen_stream(const PsSeen *seen);

/* TRUE if both are the same apart from where they stand. */
gboolean ps_seen_equal(const PsSeen *a, const PsSeen *b);

/* Writes what a step from one state to another shows, whoever watches, to out[PS_MAX_SHOWN]: the
 * action or arrival itself, then what the row makes of it in its order. Returns how many they are:
 * 0 for a fault. */
guint ps_seen_of_step(const PsWorld *world, const PsState *before, PsStep step,
                      const PsState *after, PsSeen *out);

/* TRUE if the log would show this if it happened. */
gboolean ps_seen_is_watched(const PsSeenLog *log, const PsSeen *seen);

/* TRUE if a roster of the side shows this (PS_SEEN_ROSTER) while its entry is in a state. The
 * states of some sources do not tell an item without a subscription from no item: there, both will
 * do, as they do for None + Pending In, which a server may hide (RFC 6121 A.1). */
gboolean ps_seen_in_state(const PsWorld *world, const PsSeen *seen, guint state);

/* FALSE if no row, and for a roster no state, of the side's profile shows this, whatever happens.
 */
gboolean ps_seen_is_possible(const PsWorld *world, const PsSeen *seen);

/* What it is in words, "romeo's client sends subscribe". Free it. */
char *ps_seen_text(const PsWorld *world, const PsSeen *seen);

G_END_DECLS

#endif
