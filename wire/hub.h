/* The hub: waiting, for many connections at once, with a limit of time on every wait.
 *
 * Nothing in wire blocks but here, and where servers on this machine are dialled or libstrophe
 * looks up a name. Whoever has a connection is a party of the hub, which has it read and write
 * whenever that can be done without blocking. */
#ifndef PS_WIRE_HUB_H
#define PS_WIRE_HUB_H

#include <glib.h>

G_BEGIN_DECLS

#define PS_WIRE_ERROR (ps_wire_error_quark())
GQuark ps_wire_error_quark(void);

typedef enum {
    PS_WIRE_ERROR_TIME,        /* what was waited for did not come in time */
    PS_WIRE_ERROR_INTERRUPTED, /* a signal came */
    PS_WIRE_ERROR_CLOSED,      /* a connection ended, or was refused */
    PS_WIRE_ERROR_REFUSED,     /* a server said no: credentials, a host it does not serve */
    PS_WIRE_ERROR_SERVER,      /* a server cannot be started, or ended by itself */
    PS_WIRE_ERROR_CONFIG,      /* a file that says where the servers are is wrong */
    PS_WIRE_ERROR_STRANGE,     /* a server does what no server may, such as not the same twice */
} PsWireError;

/* How long a wait may last unless it is said otherwise, in milliseconds. */
#define PS_HUB_LIMIT 10000

typedef struct {
    /* The descriptor to poll, or -1 for none at present, and the events to poll it for. */
    int (*poll)(gpointer party, gushort *events);
    /* Reads and writes what can be without blocking. FALSE and error if the connection is lost. */
    gboolean (*pump)(gpointer party, GError **error);
} PsPartyKind;

typedef struct _PsHub PsHub;

/* A hub without parties. A wait ends early when the descriptor interrupt, if it is not -1, can be
 * read. Free with ps_hub_free, after all parties have left. */
PsHub *ps_hub_new(int interrupt);

void ps_hub_free(PsHub *hub);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsHub, ps_hub_free)

/* That descriptor. */
int ps_hub_interrupt(const PsHub *hub);

/* The party is borrowed until it leaves. A pump may have others join, who have their turn in the
 * same wait; it may have nobody leave. */
void ps_hub_join(PsHub *hub, const PsPartyKind *kind, gpointer party);
void ps_hub_leave(PsHub *hub, gpointer party);

/* Sets the limit of every wait from now on, in milliseconds. */
void ps_hub_set_limit(PsHub *hub, guint limit);
guint ps_hub_limit(const PsHub *hub);

typedef gboolean (*PsHubTest)(gpointer data);

/* Has all parties read and write until test is TRUE. FALSE and error if one of them cannot go on,
 * if a signal comes, or if the time is over: then the message says that `what` was waited for. */
gboolean ps_hub_wait(PsHub *hub, PsHubTest test, gpointer data, const char *what, GError **error);

/* The same for a test that comes true without any party's doing: it is asked 50 times a second. */
gboolean ps_hub_wait_often(PsHub *hub, PsHubTest test, gpointer data, const char *what,
                           GError **error);

G_END_DECLS

#endif
