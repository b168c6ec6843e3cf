/* What a server says: however it comes, it is read to its end or to what is wrong in it, and what
 * is made of its stanzas is something that the model knows. */
#include "tests/fuzz/target.h"
#include "wire/roster.h"

#include <sys/socket.h>
#include <unistd.h>

/* As much as a socket takes at once. */
#define MAX_SAID (64 * 1024)

typedef struct {
    PsWireStream *stream;
    char *wrong;
} Listener;

static char *
item_complaint(const PsElement *stanza)
{
    const PsElement *element = ps_roster_item(stanza, "contact@peer");
    PsAttributes attributes = ps_roster_attributes(element);
    if (element == NULL) {
        FUZZ_EXPECT(attributes == PS_UNLISTED, "no item is %u", (guint)attributes);
        return NULL;
    }
    PsItem item = ps_roster_read(element);
    FUZZ_EXPECT(!(attributes & (PS_UNLISTED | PS_PENDING)), "an item is %u", (guint)attributes);
    FUZZ_EXPECT(item.subscription != NULL, "no subscription");
    FUZZ_EXPECT(g_strcmp0(item.ask, ps_attributes_ask(attributes)) == 0 || item.ask != NULL,
                "ask is lost");
    return NULL;
}

static void
hear(PsElement *stanza, gpointer data)
{
    Listener *listener = data;
    PsPresence presence = PS_N_PRESENCES;
    if (listener->wrong == NULL)
        listener->wrong = item_complaint(stanza);
    if (ps_presence_of(stanza, &presence) && presence >= PS_N_PRESENCES && listener->wrong == NULL)
        listener->wrong = g_strdup("a presence of no kind");
    ps_jid_is(ps_element_attribute(stanza, "from"), "contact@peer");
    ps_element_free(stanza);
}

static gboolean
has_ended(gpointer data)
{
    return ps_wire_stream_closed(((Listener *)data)->stream) != NULL;
}

static char *
listen_to(int ends[2], gboolean *accepted)
{
    Listener listener = {0};
    g_autoptr(GError) error = NULL;
    g_autoptr(PsHub) hub = ps_hub_new(-1);
    GSocket *socket = g_socket_new_from_fd(ends[0], NULL);
    listener.stream = ps_wire_stream_new(hub, socket, "a server", hear, &listener);
    ps_wire_stream_let_end(listener.stream);
    gboolean ended = ps_hub_wait(hub, has_ended, &listener, "the end", &error);
    *accepted = ended && ps_wire_stream_header(listener.stream) != NULL;
    ps_wire_stream_free(listener.stream);
    if (listener.wrong == NULL && !ended)
        listener.wrong = g_strdup(error->message);
    return listener.wrong;
}

static char *
try_talk(const char *text, gsize length, gboolean *accepted)
{
    int ends[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0)
        return g_strdup("no socket");
    gssize said = length > 0 ? write(ends[1], text, MIN(length, MAX_SAID)) : 0;
    close(ends[1]);
    char *wrong = listen_to(ends, accepted);
    return said < 0 ? g_strdup("nothing could be said") : wrong;
}

FUZZ_TARGET(talk, try_talk)
