/* A pipe: one direction of a connection between two servers that goes through us. */
#ifndef PS_WIRE_PIPE_H
#define PS_WIRE_PIPE_H

#include "wire/hub.h"
#include "wire/stanza.h"

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _PsPipe PsPipe;

/* Gets each element and says whether it goes on: TRUE passes it, FALSE holds it. Does not keep it.
 */
typedef gboolean (*PsPipeJudge)(PsPipe *pipe, const PsElement *element, gpointer data);

/* Reads from one socket and writes to another, both of which it keeps alive. With a judge the bytes
 * are read as a stream; without one they pass as they are. What is wrong in a stream, or the end of
 * either connection, ends the pipe and both connections. Never NULL. Free with ps_pipe_free. */
PsPipe *ps_pipe_new(PsHub *hub, GSocket *from, GSocket *to, PsPipeJudge judge, gpointer data);

void ps_pipe_free(PsPipe *pipe);

/* FALSE when it has ended. */
gboolean ps_pipe_is_open(const PsPipe *pipe);

/* Sends text down the pipe, as if it had come. */
void ps_pipe_send(PsPipe *pipe, const char *text);

G_END_DECLS

#endif
