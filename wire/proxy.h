/* The proxy: stands between two servers and holds every presence between two users, so that what
 * arrives, and in which order, is ours to decide.
 *
 * Each server dials the other one at the address where the proxy listens. What the dialling server
 * says is read, element by element, and passed on; what the answering server says on that
 * connection (its header, dialback) is passed on as it is. Servers that use one connection both
 * ways (XEP-0288) must not. */
#ifndef PS_WIRE_PROXY_H
#define PS_WIRE_PROXY_H

#include "model/event.h"
#include "wire/room.h"

G_BEGIN_DECLS

/* Where one side is reached. */
typedef struct {
    const char *listen; /* HOST:PORT where the other server dials it, which the proxy takes */
    const char *server; /* HOST:PORT where it really listens */
} PsProxySide;

typedef struct _PsProxy PsProxy;

/* Listens for both sides. NULL and error if it cannot. Free with ps_proxy_free. */
PsProxy *ps_proxy_new(PsHub *hub, const PsProxySide sides[2], GError **error);

void ps_proxy_free(PsProxy *proxy);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsProxy, ps_proxy_free)

/* From now on presences between these two users, bare JIDs, are held and what is held and passed is
 * noted in the room, which must outlive it; those of availability only if `availability`, else they
 * pass. NULL jids: nothing is held. What was held before is forgotten. */
void ps_proxy_hold(PsProxy *proxy, PsRoom *room, const char *const jids[2], gboolean availability);

/* What is held on the way to a side, the first one to come first. */
guint ps_proxy_n_held(const PsProxy *proxy, guint side);
PsPresence ps_proxy_held(const PsProxy *proxy, guint side, guint i);

/* The held presence goes on to the side. FALSE and error (PS_WIRE_ERROR_CLOSED) if the connection
 * that it came on has ended. */
gboolean ps_proxy_release(PsProxy *proxy, guint side, guint i, GError **error);

/* It is lost. */
void ps_proxy_drop(PsProxy *proxy, guint side, guint i);

/* One more of it is in front of it. */
void ps_proxy_repeat(PsProxy *proxy, guint side, guint i);

/* It is lost, and an error is on the way back to its sender, behind what is there. FALSE if the
 * other server never dialled, or that connection ended, so that there is no way back. */
gboolean ps_proxy_bounce(PsProxy *proxy, guint side, guint i);

G_END_DECLS

#endif
