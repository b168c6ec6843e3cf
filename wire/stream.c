/* A stream: bytes of a socket to elements, text to bytes. */
#include "wire/stream.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

struct _PsWireStream {
    PsHub *hub;
    GSocket *socket;
    PsStanzaReader *reader;
    GByteArray *out;
    char *name;
    PsStreamHeard heard;
    gpointer data;
    gboolean may_end;
    char *closed;
};

/* As much as is read before others have their turn. */
#define MAX_READS 64

/* What is kept for a side that does not read. */
#define MAX_OUT (16 * 1024 * 1024)

static gboolean
end(PsWireStream *stream, GError *cause, GError **error)
{
    if (!stream->may_end) {
        g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_CLOSED, "%s: %s", stream->name,
                    cause->message);
        g_error_free(cause);
        return FALSE;
    }
    stream->closed = g_strdup(cause->message);
    g_error_free(cause);
    return TRUE;
}

/* Writes what the socket takes. FALSE and cause if the connection is lost. */
static gboolean
write_out(PsWireStream *stream, GError **cause)
{
    while (stream->out->len > 0) {
        GError *error = NULL;
        gssize n = g_socket_send(stream->socket, (const char *)stream->out->data, stream->out->len,
                                 NULL, &error);
        if (n > 0) {
            g_byte_array_remove_range(stream->out, 0, (guint)n);
        } else if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
            g_error_free(error);
            break;
        } else {
            g_propagate_error(cause, error);
            return FALSE;
        }
    }
    if (stream->out->len <= MAX_OUT)
        return TRUE;
    g_set_error(cause, PS_WIRE_ERROR, PS_WIRE_ERROR_CLOSED,
                "expected a server that reads, found %u bytes that it did not take",
                stream->out->len);
    return FALSE;
}

/* Takes what is complete to whom it may concern. */
static void
hand_over(PsWireStream *stream)
{
    for (PsElement *element; (element = ps_stanza_reader_next(stream->reader)) != NULL;)
        stream->heard(element, stream->data);
}

/* Reads what the socket has. FALSE and cause if the stream is at its end, or nonsense. */
static gboolean
read_in(PsWireStream *stream, GError **cause)
{
    char bytes[16 * 1024];
    for (guint i = 0; i < MAX_READS; i++) {
        GError *error = NULL;
        gssize n = g_socket_receive(stream->socket, bytes, sizeof bytes, NULL, &error);
        if (g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK)) {
            g_error_free(error);
            return TRUE;
        }
        if (n == 0)
            g_set_error(cause, PS_WIRE_ERROR, PS_WIRE_ERROR_CLOSED, "the connection was closed");
        if (n < 0)
            g_propagate_error(cause, error);
        if (n <= 0)
            return FALSE;
        gboolean right = ps_stanza_reader_feed(stream->reader, bytes, (gsize)n, cause);
        hand_over(stream);
        if (!right)
            return FALSE;
        if (ps_stanza_reader_closed(stream->reader)) {
            g_set_error(cause, PS_WIRE_ERROR, PS_WIRE_ERROR_CLOSED, "the stream was closed");
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
pump(gpointer party, GError **error)
{
    PsWireStream *stream = party;
    GError *cause = NULL;
    if (stream->closed != NULL)
        return TRUE;
    if (write_out(stream, &cause) && read_in(stream, &cause) && write_out(stream, &cause))
        return TRUE;
    return end(stream, cause, error);
}

static int
poll_stream(gpointer party, gushort *events)
{
    PsWireStream *stream = party;
    *events = (gushort)(stream->out->len > 0 ? G_IO_IN | G_IO_OUT : G_IO_IN);
    return stream->closed != NULL ? -1 : g_socket_get_fd(stream->socket);
}

static const PsPartyKind stream_kind = {poll_stream, pump};

PsWireStream *
ps_wire_stream_new(PsHub *hub, GSocket *socket, const char *name, PsStreamHeard heard,
                   gpointer data)
{
    PsWireStream *stream = g_new0(PsWireStream, 1);
    stream->hub = hub;
    stream->socket = socket;
    stream->reader = ps_stanza_reader_new(PS_STREAM_HEADED);
    stream->out = g_byte_array_new();
    stream->name = g_strdup(name);
    stream->heard = heard;
    stream->data = data;
    g_socket_set_blocking(socket, FALSE);
    g_socket_set_option(socket, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
    ps_hub_join(hub, &stream_kind, stream);
    return stream;
}

/* The socket of a connection, which is freed. NULL stays NULL. */
static GSocket *
take_socket(GSocketConnection *connection, GError **error)
{
    if (connection == NULL)
        return NULL;
    /* The connection closes its socket when it goes, so the descriptor is taken out of it. */
    int fd = fcntl(g_socket_get_fd(g_socket_connection_get_socket(connection)), F_DUPFD_CLOEXEC, 0);
    g_object_unref(connection);
    return g_socket_new_from_fd(fd, error);
}

GSocket *
ps_socket_connect(const char *address, guint limit, GError **error)
{
    g_autoptr(GSocketClient) client = g_socket_client_new();
    g_socket_client_set_timeout(client, (limit + 999) / 1000);
    g_socket_client_set_enable_proxy(client, FALSE);
    return take_socket(g_socket_client_connect_to_host(client, address, 0, NULL, error), error);
}

/* A connection that is being made. */
typedef struct {
    GMainContext *context;
    GSocketConnection *connection;
    GError *error;
    gboolean done;
} Attempt;

static void
take_connection(GObject *client, GAsyncResult *result, gpointer data)
{
    Attempt *attempt = data;
    attempt->connection =
        g_socket_client_connect_to_host_finish(G_SOCKET_CLIENT(client), result, &attempt->error);
    attempt->done = TRUE;
}

static gboolean
is_done(gpointer data)
{
    Attempt *attempt = data;
    while (g_main_context_iteration(attempt->context, FALSE))
        continue;
    return attempt->done;
}

/* Connects while the hub waits, so that it can be interrupted. */
static GSocket *
connect_waiting(PsHub *hub, const char *address, GError **error)
{
    g_autoptr(GMainContext) context = g_main_context_new();
    g_autoptr(GCancellable) cancellable = g_cancellable_new();
    g_autoptr(GSocketClient) client = g_socket_client_new();
    Attempt attempt = {.context = context};
    g_socket_client_set_enable_proxy(client, FALSE);
    g_main_context_push_thread_default(context);
    g_socket_client_connect_to_host_async(client, address, 0, cancellable, take_connection,
                                          &attempt);
    gboolean waited = ps_hub_wait_often(hub, is_done, &attempt, "a connection", error);
    if (!waited)
        g_cancellable_cancel(cancellable);
    while (!attempt.done)
        g_main_context_iteration(context, TRUE);
    g_main_context_pop_thread_default(context);
    if (waited && attempt.error != NULL)
        g_propagate_error(error, g_steal_pointer(&attempt.error));
    if (!waited)
        g_clear_object(&attempt.connection);
    g_clear_error(&attempt.error);
    return take_socket(attempt.connection, error);
}

PsWireStream *
ps_wire_stream_connect(PsHub *hub, const char *address, const char *name, PsStreamHeard heard,
                       gpointer data, GError **error)
{
    GSocket *socket = connect_waiting(hub, address, error);
    if (socket == NULL) {
        g_prefix_error(error, "%s at %s: ", name, address);
        return NULL;
    }
    return ps_wire_stream_new(hub, socket, name, heard, data);
}

void
ps_wire_stream_free(PsWireStream *stream)
{
    if (stream == NULL)
        return;
    ps_hub_leave(stream->hub, stream);
    g_socket_close(stream->socket, NULL);
    g_object_unref(stream->socket);
    ps_stanza_reader_free(stream->reader);
    g_byte_array_unref(stream->out);
    g_free(stream->name);
    g_free(stream->closed);
    g_free(stream);
}

void
ps_wire_stream_send(PsWireStream *stream, const char *text)
{
    g_byte_array_append(stream->out, (const guint8 *)text, (guint)strlen(text));
}

const PsElement *
ps_wire_stream_header(const PsWireStream *stream)
{
    return ps_stanza_reader_header(stream->reader);
}

void
ps_wire_stream_let_end(PsWireStream *stream)
{
    stream->may_end = TRUE;
}

const char *
ps_wire_stream_closed(const PsWireStream *stream)
{
    return stream->closed;
}
