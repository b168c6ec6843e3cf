/* The proxy: two listeners, the pipes behind them, and what is held. */
#include "wire/proxy.h"

#include "wire/pipe.h"
#include "wire/roster.h"

#include <string.h>

typedef struct {
    PsPresence presence;
    char *raw;
    PsPipe *pipe; /* the one that it came on */
} Held;

typedef struct {
    PsProxy *proxy;
    GSocket *listener;
    char *server;
    GPtrArray *pipes; /* towards this side, and their ways back */
    PsPipe *current;  /* towards this side: the one that was used last; NULL before there is one */
    GPtrArray *held;
} Link;

struct _PsProxy {
    PsHub *hub;
    Link links[2]; /* by the side they lead to */
    PsRoom *room;
    char *jids[2];
    gboolean availability;
};

static void
free_held(gpointer data)
{
    Held *held = data;
    g_free(held->raw);
    g_free(held);
}

static Held *
hold(PsPresence presence, const char *raw, PsPipe *pipe)
{
    Held *held = g_new(Held, 1);
    *held = (Held){presence, g_strdup(raw), pipe};
    return held;
}

/* TRUE if it is between our users, on the way to a side. */
static gboolean
is_ours(const PsProxy *proxy, guint side, const PsElement *stanza)
{
    return proxy->jids[0] != NULL &&
           ps_jid_is(ps_element_attribute(stanza, "to"), proxy->jids[side]) &&
           ps_jid_is(ps_element_attribute(stanza, "from"), proxy->jids[1 - side]);
}

static void
note(PsProxy *proxy, PsLogWay way, const char *raw)
{
    gsize used = 0;
    PsElement *stanza = ps_stanza_parse(raw, strlen(raw), &used, NULL);
    if (proxy->room != NULL && stanza != NULL)
        ps_room_note(proxy->room, way, stanza);
    else
        ps_element_free(stanza);
}

static gboolean
judge(PsPipe *pipe, const PsElement *element, gpointer data)
{
    Link *link = data;
    PsProxy *proxy = link->proxy;
    PsPresence presence = PS_SUBSCRIBE;
    const char *raw = ps_element_raw(element);
    if (!ps_element_is(element, "presence", NULL) && !ps_element_is(element, "message", NULL) &&
        !ps_element_is(element, "iq", NULL))
        return TRUE;
    link->current = pipe;
    if (!ps_presence_of(element, &presence) ||
        !is_ours(proxy, (guint)(link - proxy->links), element))
        return TRUE;
    note(proxy, PS_LOG_S2S_OUT, raw);
    if (!proxy->availability && ps_presence_is_availability(presence)) {
        note(proxy, PS_LOG_S2S_IN, raw);
        return TRUE;
    }
    g_ptr_array_add(link->held, hold(presence, raw, pipe));
    return FALSE;
}

static int
poll_listener(gpointer party, gushort *events)
{
    *events = G_IO_IN;
    return g_socket_get_fd(((Link *)party)->listener);
}

/* Takes a connection of a server, and dials the one that it wants to. If that does not answer, the
 * connection ends, as it would have without us. */
static gboolean
pump_listener(gpointer party, GError **error G_GNUC_UNUSED)
{
    Link *link = party;
    PsHub *hub = link->proxy->hub;
    g_autoptr(GSocket) accepted = g_socket_accept(link->listener, NULL, NULL);
    if (accepted == NULL)
        return TRUE;
    g_autoptr(GSocket) server = ps_socket_connect(link->server, ps_hub_limit(hub), NULL);
    if (server == NULL)
        return TRUE;
    g_ptr_array_add(link->pipes, ps_pipe_new(hub, accepted, server, judge, link));
    g_ptr_array_add(link->pipes, ps_pipe_new(hub, server, accepted, NULL, NULL));
    return TRUE;
}

static const PsPartyKind listener_kind = {poll_listener, pump_listener};

static GSocket *
listen_at(const char *address, GError **error)
{
    g_autoptr(GSocketConnectable) parsed = g_network_address_parse(address, 5269, error);
    if (parsed == NULL)
        return NULL;
    g_autoptr(GSocketAddress) where = g_inet_socket_address_new_from_string(
        g_network_address_get_hostname(G_NETWORK_ADDRESS(parsed)),
        g_network_address_get_port(G_NETWORK_ADDRESS(parsed)));
    if (where == NULL) {
        g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_CONFIG,
                    "expected a numeric address to listen at, found “%s”", address);
        return NULL;
    }
    g_autoptr(GSocket) socket = g_socket_new(g_socket_address_get_family(where),
                                             G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
    if (socket == NULL || !g_socket_bind(socket, where, TRUE, error) ||
        !g_socket_listen(socket, error)) {
        g_prefix_error(error, "the proxy at %s: ", address);
        return NULL;
    }
    g_socket_set_blocking(socket, FALSE);
    return g_steal_pointer(&socket);
}

PsProxy *
ps_proxy_new(PsHub *hub, const PsProxySide sides[2], GError **error)
{
    g_autoptr(PsProxy) proxy = g_new0(PsProxy, 1);
    proxy->hub = hub;
    for (guint side = 0; side < 2; side++) {
        Link *link = &proxy->links[side];
        link->proxy = proxy;
        link->server = g_strdup(sides[side].server);
        link->pipes = g_ptr_array_new_with_free_func((GDestroyNotify)ps_pipe_free);
        link->held = g_ptr_array_new_with_free_func(free_held);
        link->listener = listen_at(sides[side].listen, error);
        if (link->listener == NULL)
            return NULL;
        ps_hub_join(hub, &listener_kind, link);
    }
    return g_steal_pointer(&proxy);
}

void
ps_proxy_free(PsProxy *proxy)
{
    if (proxy == NULL)
        return;
    for (guint side = 0; side < 2; side++) {
        Link *link = &proxy->links[side];
        ps_hub_leave(proxy->hub, link);
        g_clear_pointer(&link->pipes, g_ptr_array_unref);
        g_clear_pointer(&link->held, g_ptr_array_unref);
        g_clear_object(&link->listener);
        g_free(link->server);
        g_free(proxy->jids[side]);
    }
    g_free(proxy);
}

/* Forgets the pipes that have ended; nothing may be held. */
static void
prune(Link *link)
{
    if (link->current != NULL && !ps_pipe_is_open(link->current))
        link->current = NULL;
    for (guint i = link->pipes->len; i-- > 0;)
        if (!ps_pipe_is_open(g_ptr_array_index(link->pipes, i)))
            g_ptr_array_remove_index(link->pipes, i);
}

void
ps_proxy_hold(PsProxy *proxy, PsRoom *room, const char *const jids[2], gboolean availability)
{
    proxy->room = room;
    proxy->availability = availability;
    for (guint side = 0; side < 2; side++) {
        g_free(proxy->jids[side]);
        proxy->jids[side] = g_strdup(jids[side]);
        g_ptr_array_set_size(proxy->links[side].held, 0);
    }
    for (guint side = 0; side < 2; side++) /* an error on the way back is held on the other one's */
        prune(&proxy->links[side]);
}

guint
ps_proxy_n_held(const PsProxy *proxy, guint side)
{
    return proxy->links[side].held->len;
}

static Held *
held_at(const PsProxy *proxy, guint side, guint i)
{
    return g_ptr_array_index(proxy->links[side].held, i);
}

PsPresence
ps_proxy_held(const PsProxy *proxy, guint side, guint i)
{
    return held_at(proxy, side, i)->presence;
}

gboolean
ps_proxy_release(PsProxy *proxy, guint side, guint i, GError **error)
{
    const Held *held = held_at(proxy, side, i);
    if (!ps_pipe_is_open(held->pipe)) {
        g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_CLOSED,
                    "expected the connection between the servers that %s came on to last, found "
                    "that it ended",
                    ps_presence_name(held->presence));
        return FALSE;
    }
    ps_pipe_send(held->pipe, held->raw);
    note(proxy, PS_LOG_S2S_IN, held->raw);
    ps_proxy_drop(proxy, side, i);
    return TRUE;
}

void
ps_proxy_drop(PsProxy *proxy, guint side, guint i)
{
    g_ptr_array_remove_index(proxy->links[side].held, i);
}

void
ps_proxy_repeat(PsProxy *proxy, guint side, guint i)
{
    const Held *held = held_at(proxy, side, i);
    g_ptr_array_insert(proxy->links[side].held, (gint)i,
                       hold(held->presence, held->raw, held->pipe));
}

gboolean
ps_proxy_bounce(PsProxy *proxy, guint side, guint i)
{
    Link *back = &proxy->links[1 - side];
    if (back->current == NULL || !ps_pipe_is_open(back->current))
        return FALSE;
    g_autofree char *error = g_markup_printf_escaped(
        "<presence type='error' from='%s' to='%s'><error type='cancel'><remote-server-not-found "
        "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>",
        proxy->jids[side], proxy->jids[1 - side]);
    ps_proxy_drop(proxy, side, i);
    g_ptr_array_add(back->held, hold(PS_ERROR, error, back->current));
    return TRUE;
}
