/* A client: libstrophe does streams, TLS, SASL and binding; what comes is read again by our own
 * reader, with its limits. */
#include "wire/client.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stddef.h>
#include <string.h>
#include <strophe.h>
#include <sys/socket.h>

struct _PsClient {
    PsHub *hub;
    xmpp_mem_t memory;
    size_t used; /* of memory, in bytes */
    xmpp_ctx_t *context;
    xmpp_conn_t *connection;
    int fd;
    char *server;
    char *jid;
    PsStreamHeard heard;
    gpointer data;
    gboolean reached; /* there is a connection of TCP */
    gboolean connected, ended, leaving;
    char *why;     /* it ended */
    GError *wrong; /* in what came */
};

/* As much as libstrophe may need at a time: it builds a whole stanza before we see any of it, and
 * frees it level by level. */
#define MAX_MEMORY (8 * 1024 * 1024)

/* In front of each block: its size, and as much space as keeps what follows aligned. */
typedef union {
    size_t size;
    max_align_t align;
} Block;

static void *
reallocate(void *old, size_t size, void *data)
{
    PsClient *client = data;
    Block *block = old != NULL ? (Block *)old - 1 : NULL;
    client->used -= block != NULL ? block->size : 0;
    client->used += size;
    block = g_realloc(block, sizeof *block + size);
    block->size = size;
    return block + 1;
}

/* libstrophe tells a socket to a callback that gets no data of ours; but its allocator does, and to
 * ask that for nothing asks whose it is. */
static void *
allocate(size_t size, void *data)
{
    return size == 0 ? data : reallocate(NULL, size, data);
}

static void
release(void *old, void *data)
{
    PsClient *client = data;
    Block *block = old != NULL ? (Block *)old - 1 : NULL;
    client->used -= block != NULL ? block->size : 0;
    g_free(block);
}

static int
note_socket(xmpp_conn_t *connection, void *sock)
{
    G_GNUC_BEGIN_IGNORE_DEPRECATIONS
    PsClient *client = xmpp_alloc(xmpp_conn_get_context(connection), 0);
    G_GNUC_END_IGNORE_DEPRECATIONS
    int on = 1;
    client->fd = *(int *)sock;
    return setsockopt(client->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static int
take_stanza(xmpp_conn_t *connection G_GNUC_UNUSED, xmpp_stanza_t *stanza, void *data)
{
    PsClient *client = data;
    char *text = NULL;
    size_t length = 0;
    gsize used = 0;
    if (client->wrong != NULL || xmpp_stanza_to_text(stanza, &text, &length) != XMPP_EOK)
        return 1;
    PsElement *element = ps_stanza_parse(text, length, &used, &client->wrong);
    xmpp_free(client->context, text);
    if (element != NULL)
        client->heard(element, client->data);
    return 1;
}

static void
take_event(xmpp_conn_t *connection, xmpp_conn_event_t event, int status,
           xmpp_stream_error_t *stream_error, void *data)
{
    PsClient *client = data;
    if (event == XMPP_CONN_CONNECT) {
        client->connected = TRUE;
        client->jid = g_strdup(xmpp_conn_get_bound_jid(connection));
        xmpp_handler_add(connection, take_stanza, NULL, NULL, NULL, client);
        return;
    }
    client->ended = TRUE;
    client->fd = -1;
    if (client->why == NULL)
        client->why = stream_error != NULL && stream_error->text != NULL
                          ? g_strdup(stream_error->text)
                          : g_strdup(status != 0 ? g_strerror(status) : "closed by the server");
}

static gboolean
pump(gpointer party, GError **error)
{
    PsClient *client = party;
    if (!client->ended)
        xmpp_run_once(client->context, 0);
    if (!client->ended && !client->connected) /* writes the answer to what was read */
        xmpp_run_once(client->context, 0);
    if (client->used > MAX_MEMORY && client->wrong == NULL)
        g_set_error(&client->wrong, PS_STANZA_ERROR, PS_STANZA_ERROR_LIMIT,
                    "expected stanzas for which %d bytes of memory suffice, found a larger one",
                    MAX_MEMORY);
    if (client->wrong != NULL) {
        g_propagate_prefixed_error(error, g_steal_pointer(&client->wrong), "%s: ", client->server);
        return FALSE;
    }
    if (!client->ended || client->leaving)
        return TRUE;
    g_set_error(error, PS_WIRE_ERROR,
                client->connected ? PS_WIRE_ERROR_CLOSED : PS_WIRE_ERROR_REFUSED, "%s: %s",
                client->server, client->why);
    return FALSE;
}

static int
poll_client(gpointer party, gushort *events)
{
    PsClient *client = party;
    struct sockaddr_storage peer;
    if (!client->reached && client->fd >= 0)
        client->reached =
            getpeername(client->fd, (struct sockaddr *)&peer, &(socklen_t){sizeof peer}) == 0;
    gboolean writes = !client->reached || xmpp_conn_send_queue_len(client->connection) > 0;
    *events = (gushort)(writes ? G_IO_IN | G_IO_OUT : G_IO_IN);
    return client->fd;
}

static const PsPartyKind client_kind = {poll_client, pump};

static gboolean
is_connected(gpointer data)
{
    return ((PsClient *)data)->connected;
}

static gboolean
has_ended(gpointer data)
{
    return ((PsClient *)data)->ended;
}

/* Splits HOST:PORT, where HOST may stand in brackets. NULL and error if it is none; free it. */
static char *
split(const char *server, guint16 *port, GError **error)
{
    g_autoptr(GSocketConnectable) address = g_network_address_parse(server, 5222, error);
    if (address == NULL)
        return NULL;
    *port = g_network_address_get_port(G_NETWORK_ADDRESS(address));
    return g_strdup(g_network_address_get_hostname(G_NETWORK_ADDRESS(address)));
}

static long
flags_for(PsTls tls)
{
    static const long flags[] = {
        [PS_TLS_REQUIRE] = XMPP_CONN_FLAG_MANDATORY_TLS,
        [PS_TLS_TRUST] = XMPP_CONN_FLAG_MANDATORY_TLS | XMPP_CONN_FLAG_TRUST_TLS,
        [PS_TLS_NONE] = XMPP_CONN_FLAG_DISABLE_TLS,
    };
    return flags[tls] | XMPP_CONN_FLAG_DISABLE_SM;
}

PsClient *
ps_client_login(PsHub *hub, const PsLoginData *who, PsStreamHeard heard, gpointer data,
                GError **error)
{
    guint16 port = 0;
    g_autofree char *host = split(who->server, &port, error);
    if (host == NULL)
        return NULL;
    g_autoptr(PsClient) client = g_new0(PsClient, 1);
    g_autofree char *jid = g_strconcat(who->user, "/", who->resource, NULL);
    client->hub = hub;
    client->fd = -1;
    client->heard = heard;
    client->data = data;
    client->server = g_strdup_printf("%s at %s", jid, who->server);
    xmpp_initialize();
    client->memory = (xmpp_mem_t){allocate, release, reallocate, client};
    client->context = xmpp_ctx_new(&client->memory, NULL);
    client->connection = xmpp_conn_new(client->context);
    xmpp_conn_set_flags(client->connection, flags_for(who->tls));
    xmpp_conn_set_jid(client->connection, jid);
    xmpp_conn_set_pass(client->connection, who->password);
    xmpp_conn_set_sockopt_callback(client->connection, note_socket);
    ps_hub_join(hub, &client_kind, client);
    if (xmpp_connect_client(client->connection, host, port, take_event, client) != XMPP_EOK) {
        g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_CLOSED, "cannot connect to %s",
                    client->server);
        return NULL;
    }
    g_autofree char *what = g_strdup_printf("the login of %s", client->server);
    /* often: libstrophe does not tell that it has something of its own to write */
    if (!ps_hub_wait_often(hub, is_connected, client, what, error))
        return NULL;
    return g_steal_pointer(&client);
}

gboolean
ps_client_logout(PsClient *client, GError **error)
{
    g_autofree char *what = g_strdup_printf("the end of the stream of %s", client->server);
    client->leaving = TRUE;
    xmpp_disconnect(client->connection);
    return ps_hub_wait(client->hub, has_ended, client, what, error);
}

void
ps_client_free(PsClient *client)
{
    if (client == NULL)
        return;
    ps_hub_leave(client->hub, client);
    if (client->connection != NULL)
        xmpp_conn_release(client->connection);
    if (client->context != NULL)
        xmpp_ctx_free(client->context);
    g_clear_error(&client->wrong);
    g_free(client->server);
    g_free(client->jid);
    g_free(client->why);
    g_free(client);
}

const char *
ps_client_jid(const PsClient *client)
{
    return client->jid;
}

void
ps_client_send(PsClient *client, const char *text)
{
    xmpp_send_raw(client->connection, text, strlen(text));
}

/* What a stream for a registration gets. */
typedef struct {
    PsWireStream *stream;
    PsElement *result;
} Registration;

static void
hear_registration(PsElement *element, gpointer data)
{
    Registration *registration = data;
    if (ps_element_is(element, "iq", NULL) && registration->result == NULL)
        registration->result = element;
    else
        ps_element_free(element);
}

static gboolean
is_registered(gpointer data)
{
    return ((Registration *)data)->result != NULL;
}

gboolean
ps_client_register(PsHub *hub, const PsLoginData *who, GError **error)
{
    const char *at = strchr(who->user, '@');
    const char *domain = at != NULL ? at + 1 : who->user;
    Registration registration = {0};
    g_autofree char *name =
        at != NULL ? g_strndup(who->user, (gsize)(at - who->user)) : g_strdup("");
    g_autofree char *what = g_strdup_printf("the registration of %s", who->user);
    g_autoptr(PsWireStream) stream = ps_wire_stream_connect(
        hub, who->server, who->user, hear_registration, &registration, error);
    if (stream == NULL)
        return FALSE;
    g_autofree char *text = g_markup_printf_escaped(
        "<stream:stream xmlns='jabber:client' xmlns:stream='" PS_NS_STREAMS "' to='%s' "
        "version='1.0'><iq type='set' id='register'><query xmlns='jabber:iq:register'>"
        "<username>%s</username><password>%s</password></query></iq>",
        domain, name, who->password);
    ps_wire_stream_send(stream, text);
    gboolean answered = ps_hub_wait(hub, is_registered, &registration, what, error);
    g_autoptr(PsElement) result = registration.result;
    if (!answered)
        return FALSE;
    if (g_strcmp0(ps_element_attribute(result, "type"), "result") == 0)
        return TRUE;
    g_autofree char *excerpt = ps_element_excerpt(result);
    g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_REFUSED, "expected %s, found %s", what,
                excerpt);
    return FALSE;
}
