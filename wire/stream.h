/* A stream: XML elements over a TCP connection that is ours, both ways (RFC 6120 4). Components,
 * the registration of accounts and the proxy are made of it. */
#ifndef PS_WIRE_STREAM_H
#define PS_WIRE_STREAM_H

#include "wire/hub.h"
#include "wire/stanza.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* A socket that is connected to address, HOST:PORT, within so many milliseconds, which nothing
 * interrupts: for servers on this machine. NULL and error if it cannot be. */
GSocket *ps_socket_connect(const char *address, guint limit, GError **error);

typedef struct _PsWireStream PsWireStream;

/* Gets each element of depth 1 as it comes, and frees it. */
typedef void (*PsStreamHeard)(PsElement *element, gpointer data);

/* Connects to address, HOST:PORT; waits for that as long as the hub's limit says. `name` is for
 * messages. NULL and error if it cannot. Free with ps_wire_stream_free. */
PsWireStream *ps_wire_stream_connect(PsHub *hub, const char *address, const char *name,
                                     PsStreamHeard heard, gpointer data, GError **error);

/* The same over a socket that is connected, which is taken over. */
PsWireStream *ps_wire_stream_new(PsHub *hub, GSocket *socket, const char *name, PsStreamHeard heard,
                                 gpointer data);

/* Leaves the hub and closes the connection. */
void ps_wire_stream_free(PsWireStream *stream);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsWireStream, ps_wire_stream_free)

/* Sends text when the hub waits the next time. */
void ps_wire_stream_send(PsWireStream *stream, const char *text);

/* The other side's header; NULL before it came. */
const PsElement *ps_wire_stream_header(const PsWireStream *stream);

/* A stream that may end: its end, and what is wrong in it, then close it and no more. What closed
 * it is then in ps_wire_stream_closed, until then NULL. Without this, both are errors of the hub's
 * wait.
 */
void ps_wire_stream_let_end(PsWireStream *stream);
const char *ps_wire_stream_closed(const PsWireStream *stream);

G_END_DECLS

#endif
