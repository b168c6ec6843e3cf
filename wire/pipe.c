/* A pipe: a reader between two sockets. */
#include "wire/pipe.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

struct _PsPipe {
    PsHub *hub;
    GSocket *from, *to;
    PsStanzaReader *reader; /* NULL without a judge */
    GByteArray *out;
    PsPipeJudge judge;
    gpointer data;
    gboolean ended;
};

static void
end(PsPipe *pipe)
{
    pipe->ended = TRUE;
    g_socket_shutdown(pipe->from, TRUE, TRUE, NULL);
    g_socket_shutdown(pipe->to, TRUE, TRUE, NULL);
}

static void
write_out(PsPipe *pipe)
{
    while (pipe->out->len > 0) {
        GError *error = NULL;
        gssize n =
            g_socket_send(pipe->to, (const char *)pipe->out->data, pipe->out->len, NULL, &error);
        if (n > 0) {
            g_byte_array_remove_range(pipe->out, 0, (guint)n);
            continue;
        }
        if (!g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
            end(pipe);
        g_clear_error(&error);
        return;
    }
}

static void
judge_all(PsPipe *pipe)
{
    for (PsElement *element; (element = ps_stanza_reader_next(pipe->reader)) != NULL;) {
        if (pipe->judge(pipe, element, pipe->data))
            ps_pipe_send(pipe, ps_element_raw(element));
        ps_element_free(element);
    }
}

/* Takes bytes of a stream. The header passes as it came: it is fed a byte at a time, so that its
 * end is known. FALSE if the stream is wrong. */
static gboolean
take_stream(PsPipe *pipe, const char *bytes, gsize n)
{
    gsize i = 0;
    while (i < n && ps_stanza_reader_header(pipe->reader) == NULL) {
        g_byte_array_append(pipe->out, (const guint8 *)bytes + i, 1);
        if (!ps_stanza_reader_feed(pipe->reader, bytes + i++, 1, NULL))
            return FALSE;
    }
    gboolean right = ps_stanza_reader_feed(pipe->reader, bytes + i, n - i, NULL);
    judge_all(pipe);
    if (ps_stanza_reader_closed(pipe->reader))
        ps_pipe_send(pipe, "</stream:stream>");
    return right;
}

static void
read_in(PsPipe *pipe)
{
    char bytes[16 * 1024];
    GError *error = NULL;
    gssize n = g_socket_receive(pipe->from, bytes, sizeof bytes, NULL, &error);
    if (n > 0 && pipe->reader == NULL)
        g_byte_array_append(pipe->out, (const guint8 *)bytes, (guint)n);
    else if (n > 0 && !take_stream(pipe, bytes, (gsize)n))
        end(pipe);
    else if (n <= 0 && !g_error_matches(error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        end(pipe);
    g_clear_error(&error);
}

/* Reads no more before what was read is written. */
static gboolean
pump(gpointer party, GError **error G_GNUC_UNUSED)
{
    PsPipe *pipe = party;
    if (!pipe->ended)
        write_out(pipe);
    if (!pipe->ended && pipe->out->len == 0)
        read_in(pipe);
    if (!pipe->ended)
        write_out(pipe);
    return TRUE;
}

static int
poll_pipe(gpointer party, gushort *events)
{
    PsPipe *pipe = party;
    gboolean writes = pipe->out->len > 0;
    *events = writes ? G_IO_OUT : G_IO_IN;
    return pipe->ended ? -1 : g_socket_get_fd(writes ? pipe->to : pipe->from);
}

static const PsPartyKind pipe_kind = {poll_pipe, pump};

PsPipe *
ps_pipe_new(PsHub *hub, GSocket *from, GSocket *to, PsPipeJudge judge, gpointer data)
{
    PsPipe *pipe = g_new0(PsPipe, 1);
    pipe->hub = hub;
    pipe->from = g_object_ref(from);
    pipe->to = g_object_ref(to);
    pipe->reader = judge != NULL ? ps_stanza_reader_new(PS_STREAM_HEADED) : NULL;
    pipe->out = g_byte_array_new();
    pipe->judge = judge;
    pipe->data = data;
    g_socket_set_blocking(to, FALSE);
    g_socket_set_option(to, IPPROTO_TCP, TCP_NODELAY, 1, NULL);
    ps_hub_join(hub, &pipe_kind, pipe);
    return pipe;
}

void
ps_pipe_free(PsPipe *pipe)
{
    if (pipe == NULL)
        return;
    ps_hub_leave(pipe->hub, pipe);
    end(pipe);
    g_object_unref(pipe->from);
    g_object_unref(pipe->to);
    g_clear_pointer(&pipe->reader, ps_stanza_reader_free);
    g_byte_array_unref(pipe->out);
    g_free(pipe);
}

gboolean
ps_pipe_is_open(const PsPipe *pipe)
{
    return !pipe->ended;
}

void
ps_pipe_send(PsPipe *pipe, const char *text)
{
    g_byte_array_append(pipe->out, (const guint8 *)text, (guint)strlen(text));
}
