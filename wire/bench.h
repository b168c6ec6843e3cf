/* A bench: what experiments with one entry at a time are made on, a server or what plays one. */
#ifndef PS_WIRE_BENCH_H
#define PS_WIRE_BENCH_H

#include "model/item.h"

G_BEGIN_DECLS

#define PS_MAX_BENCH_SEEN 32

/* What came of one event. */
typedef struct {
    guint n_sent;
    guint8 sent[PS_MAX_BENCH_SEEN]; /* PsPresence to the contact, in order */
    guint n_told;
    guint8 told[PS_MAX_BENCH_SEEN]; /* PS_DELIVER or PS_PUSH to the client, in order */
    guint n_delivered, n_pushed;
    PsItem push;   /* the last one */
    guint n_other; /* presences from the contact that the client got, of other types than arrived */
    gboolean overflow; /* there was more than this can hold */
} PsBenchSeen;

/* An experiment begins, has events, and ends with a look at all of the entry. All of these fail if
 * the server does not answer. */
typedef struct {
    /* Begins an experiment: a new contact, the user online. */
    gboolean (*begin)(gpointer subject, GError **error);
    /* Makes an event happen and waits for what comes of it. */
    gboolean (*perform)(gpointer subject, PsEvent event, PsBenchSeen *seen, GError **error);
    /* What the roster shows of the entry: subscription, ask, approved, or that there is no item.
     * The user must be online. */
    gboolean (*look)(gpointer subject, PsAttributes *attributes, GError **error);
    /* The whole entry, and the end of the experiment. */
    gboolean (*finish)(gpointer subject, PsAttributes *attributes, GError **error);
    /* The stanzas of the last event, as lines of a log. Free it. */
    char *(*stanzas)(gpointer subject);
} PsBench;

G_END_DECLS

#endif
