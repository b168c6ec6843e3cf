/* Tests of what talks to servers, with servers that are made up here and do as they are told, most
 * of them badly. */
#include "tests/suites.h"
#include "tests/support.h"
#include "wire/component.h"
#include "wire/room.h"

#include <string.h>
#include <unistd.h>

/* ---- A server that says what it is told, and then waits until the other side has gone ---- */

typedef struct {
    GSocket *listener;
    char *address; /* HOST:PORT */
    const char *says;
    gboolean closes; /* after it has said that */
    GString *heard;
    GThread *thread;
} Fake;

static gpointer
serve(gpointer data)
{
    Fake *fake = data;
    char bytes[4096];
    g_autoptr(GSocket) client = g_socket_accept(fake->listener, NULL, NULL);
    if (client == NULL)
        return NULL;
    gsize length = strlen(fake->says), said = 0;
    for (gssize n = 1; said < length && n > 0; said += (gsize)MAX(n, 0))
        n = g_socket_send(client, fake->says + said, length - said, NULL, NULL);
    if (fake->closes)
        g_socket_shutdown(client, FALSE, TRUE, NULL);
    for (gssize n; (n = g_socket_receive(client, bytes, sizeof bytes, NULL, NULL)) > 0;)
        g_string_append_len(fake->heard, bytes, n);
    return NULL;
}

static void
fake_start(Fake *fake, const char *says, gboolean closes)
{
    g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string("127.0.0.1", 0);
    fake->listener =
        g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
    gboolean listens =
        g_socket_bind(fake->listener, any, FALSE, NULL) && g_socket_listen(fake->listener, NULL);
    REQUIRE(listens, "a server of our own");
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(fake->listener, NULL);
    fake->address =
        g_strdup_printf("127.0.0.1:%u", g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(own)));
    fake->says = says;
    fake->closes = closes;
    fake->heard = g_string_new(NULL);
    fake->thread = g_thread_new("fake", serve, fake);
}

/* What it heard, after the other side has gone. Free it. */
static char *
fake_stop(Fake *fake)
{
    g_thread_join(fake->thread);
    g_object_unref(fake->listener);
    g_free(fake->address);
    return g_string_free(fake->heard, FALSE);
}

#define HEADER                                                             \
    "<?xml version='1.0'?><stream:stream xmlns='jabber:component:accept' " \
    "xmlns:stream='http://etherx.jabber.org/streams' from='peer.example' id='3BF96D32'>"

/* Enters as a component at a server that says this; returns what it heard, and the error. */
static char *
try_component(const char *says, gboolean closes, GError **error)
{
    Fake fake;
    PsHub *hub = ps_hub_new(-1);
    PsRoom *room = ps_room_new(hub);
    fake_start(&fake, says, closes);
    ps_hub_set_limit(hub, 200);
    PsSpeaker *peer =
        ps_room_component(room, "peer", fake.address, "peer.example", "secret", "example", error);
    CHECK((peer == NULL) == (*error != NULL), "either of them");
    ps_room_free(room);
    ps_hub_free(hub);
    return fake_stop(&fake);
}

static void
a_component_shakes_hands(void)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *heard = try_component(HEADER "<handshake/>", FALSE, &error);
    CHECK(error == NULL, "%s", error->message);
    /* echo -n 3BF96D32secret | sha1sum */
    CHECK_CONTAINS(heard, "<handshake>b09ea9b3b7f586be8a08d0a3dd7466f110aeb136</handshake>");
    CHECK_CONTAINS(heard, "to='peer.example'");
}

static void
a_component_is_refused(void)
{
    static const struct {
        const char *says;
        gboolean closes;
        const char *message;
    } cases[] = {
        {"", TRUE, "the connection was closed"},
        {HEADER, FALSE, "expected the server to accept the component peer.example, found nothing"},
        {HEADER "</stream:stream>", FALSE, "the stream was closed"},
        {HEADER "<handshake>", TRUE, "the connection was closed"},
        {"HTTP/1.1 400 Bad Request\r\n\r\n", FALSE, "byte"},
        {"<!DOCTYPE x [<!ENTITY a 'b'>]>" HEADER, FALSE, "byte"},
        {HEADER "<handshake", FALSE, "to accept the component"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(GError) error = NULL;
        g_free(try_component(cases[i].says, cases[i].closes, &error));
        CHECK(error != NULL, "“%s” is accepted", cases[i].says);
        CHECK_CONTAINS(error != NULL ? error->message : "", cases[i].message);
    }
}

static void
nobody_listens(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsHub) hub = ps_hub_new(-1);
    PsComponent *component =
        ps_component_new(hub, "127.0.0.1:1", "peer.example", "secret", NULL, NULL, &error);
    CHECK(component == NULL && error != NULL, "port 1 is open");
    CHECK_CONTAINS(error->message, "peer.example at 127.0.0.1:1: ");
}

/* A server that asks before it lets anybody in, and then says nothing more: the round of pings
 * names what is missing. */
static void
settling_has_a_limit(void)
{
    Fake fake;
    g_autoptr(GError) error = NULL;
    PsHub *hub = ps_hub_new(-1);
    PsRoom *room = ps_room_new(hub);
    fake_start(&fake,
               HEADER "<handshake/><iq type='get' id='a&amp;b' from='x' to='y'><query/></iq>",
               FALSE);
    ps_hub_set_limit(hub, 200);
    PsSpeaker *peer =
        ps_room_component(room, "peer", fake.address, "peer.example", "secret", "example", &error);
    REQUIRE(peer != NULL, "%s", error->message);
    CHECK(!ps_room_settle(room, &error), "it settles");
    CHECK_CONTAINS(error->message, "expected every server to answer a ping");
    ps_room_free(room);
    ps_hub_free(hub);
    g_autofree char *heard = fake_stop(&fake);
    CHECK_CONTAINS(heard, "<ping xmlns='urn:xmpp:ping'/>");
}

/* A server that sends small stanzas without end: what is kept of them has a bound. */
static void
a_room_is_flooded(void)
{
    Fake fake;
    g_autoptr(GError) error = NULL;
    g_autoptr(GString) says = g_string_new(HEADER "<handshake/>");
    PsHub *hub = ps_hub_new(-1);
    PsRoom *room = ps_room_new(hub);
    for (guint i = 0; i < 11000; i++)
        g_string_append(says, "<presence/>");
    fake_start(&fake, says->str, FALSE);
    PsSpeaker *peer =
        ps_room_component(room, "peer", fake.address, "peer.example", "secret", "example", &error);
    REQUIRE(peer != NULL, "%s", error->message);
    CHECK(!ps_room_settle(room, &error), "it settles");
    CHECK_CONTAINS(error->message, "expected at most 10000 stanzas of");
    CHECK_NUMBER(ps_room_n_heard(room), 10000, "kept");
    ps_room_clear(room);
    CHECK_NUMBER(ps_room_n_heard(room), 0, "kept");
    ps_room_free(room);
    ps_hub_free(hub);
    g_free(fake_stop(&fake));
}

/* Logs in, or registers, at a server that says this; the message of the error that must come. Free
 * it. */
static char *
try_client(const char *says, gboolean closes, gboolean registers, guint limit)
{
    Fake fake;
    g_autoptr(GError) error = NULL;
    PsHub *hub = ps_hub_new(-1);
    PsRoom *room = ps_room_new(hub);
    fake_start(&fake, says, closes);
    ps_hub_set_limit(hub, limit);
    PsLoginData who = {fake.address, "romeo@example", "se<cret", "presub", PS_TLS_NONE};
    gboolean done = registers ? ps_client_register(hub, &who, &error)
                              : ps_room_login(room, "romeo", &who, &error) != NULL;
    CHECK(!done && error != NULL, "“%s” is accepted", says);
    ps_room_free(room);
    ps_hub_free(hub);
    g_autofree char *heard = fake_stop(&fake);
    if (registers)
        CHECK_CONTAINS(heard, "<username>romeo</username><password>se&lt;cret</password>");
    return g_strdup(error != NULL ? error->message : "");
}

#define STREAM                                                   \
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' " \
    "xmlns:stream='http://etherx.jabber.org/streams' from='example' id='1' version='1.0'>"

static void
a_client_is_refused(void)
{
    static const struct {
        const char *says;
        gboolean closes;
        gboolean registers;
        const char *message;
    } cases[] = {
        {"", TRUE, FALSE, "romeo@example/presub at 127.0.0.1:"},
        {STREAM, FALSE, FALSE, "expected the login of romeo@example/presub at 127.0.0.1:"},
        {STREAM "<stream:error><not-authorized xmlns='urn:ietf:params:xml:ns:xmpp-streams'/>"
                "</stream:error></stream:stream>",
         TRUE, FALSE, "while waiting for the login of romeo@example/presub"},
        {"HTTP/1.1 400 Bad Request\r\n\r\n", TRUE, FALSE, "while waiting for the login"},
        {"", TRUE, TRUE, "while waiting for the registration of romeo@example: "},
        {STREAM, FALSE, TRUE, "expected the registration of romeo@example, found nothing of it"},
        {STREAM "<iq type='error' id='register'><error type='cancel'><conflict/></error></iq>",
         FALSE, TRUE, "expected the registration of romeo@example, found <iq type='error'"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *message =
            try_client(cases[i].says, cases[i].closes, cases[i].registers, 200);
        CHECK_CONTAINS(message, cases[i].message);
    }
}

/* However deep, or long, what it sends before anybody could refuse it. */
static void
a_client_is_flooded(void)
{
    g_autofree char *letters = g_strnfill(2000, 'x');
    g_autofree char *wide = g_strdup_printf("<a b='%s'/>", letters);
    const char *floods[] = {"<a>", wide, letters};
    for (guint i = 0; i < G_N_ELEMENTS(floods); i++) {
        g_autoptr(GString) says = g_string_new(STREAM "<x>");
        while (says->len < 12 * 1024 * 1024)
            g_string_append(says, floods[i]);
        g_autofree char *message = try_client(says->str, TRUE, FALSE, 20000);
        CHECK_CONTAINS(message, "bytes of memory suffice, found a larger one");
    }
}

/* ---- Waiting ---- */

static gboolean
never(gpointer data)
{
    guint *asked = data;
    ++*asked;
    return FALSE;
}

static void
a_wait_is_interrupted(void)
{
    int ends[2];
    guint asked = 0;
    g_autoptr(GError) error = NULL;
    gboolean made = pipe(ends) == 0 && write(ends[1], "x", 1) == 1;
    REQUIRE(made, "a pipe");
    g_autoptr(PsHub) hub = ps_hub_new(ends[0]);
    CHECK(!ps_hub_wait(hub, never, &asked, "a thing", &error), "it came");
    CHECK(g_error_matches(error, PS_WIRE_ERROR, PS_WIRE_ERROR_INTERRUPTED), "%s", error->message);
    CHECK_STRING(error->message, "interrupted while waiting for a thing");
    CHECK_NUMBER(asked, 1, "questions");
    close(ends[0]);
    close(ends[1]);
}

static void
a_wait_has_a_limit(void)
{
    guint asked = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(PsHub) hub = ps_hub_new(-1);
    ps_hub_set_limit(hub, 30);
    CHECK(!ps_hub_wait_often(hub, never, &asked, "a thing", &error), "it came");
    CHECK_STRING(error->message, "expected a thing, found nothing of it in 0.03 s");
    CHECK(asked > 1, "asked %u times", asked);
}

typedef struct Joiner {
    PsHub *hub;
    struct Joiner *next; /* joins when this one has its first turn */
    guint n_turns;
} Joiner;

static int
poll_nothing(gpointer party G_GNUC_UNUSED, gushort *events G_GNUC_UNUSED)
{
    return -1;
}

static gboolean take_turn(gpointer party, GError **error);

static const PsPartyKind joiner_kind = {poll_nothing, take_turn};

static gboolean
take_turn(gpointer party, GError **error G_GNUC_UNUSED)
{
    Joiner *joiner = party;
    if (joiner->n_turns++ == 0 && joiner->next != NULL)
        ps_hub_join(joiner->hub, &joiner_kind, joiner->next);
    return TRUE;
}

static gboolean
has_had_turn(gpointer data)
{
    return ((Joiner *)data)->n_turns > 0;
}

static void
parties_join_while_others_read(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsHub) hub = ps_hub_new(-1);
    Joiner joiners[100] = {0};
    for (guint i = 0; i < G_N_ELEMENTS(joiners); i++)
        joiners[i] = (Joiner){hub, i + 1 < G_N_ELEMENTS(joiners) ? &joiners[i + 1] : NULL, 0};
    ps_hub_set_limit(hub, 30);
    ps_hub_join(hub, &joiner_kind, &joiners[0]);
    CHECK(ps_hub_wait(hub, has_had_turn, &joiners[G_N_ELEMENTS(joiners) - 1], "turns", &error),
          "%s", error->message);
    for (guint i = 0; i < G_N_ELEMENTS(joiners); i++) {
        CHECK_NUMBER(joiners[i].n_turns, 1, "turns");
        ps_hub_leave(hub, &joiners[i]);
    }
}

const Test wire_tests[] = {
    {"a component shakes hands", a_component_shakes_hands, FALSE},
    {"a component is refused, or talks to a server that is none", a_component_is_refused, FALSE},
    {"a client is refused, or talks to a server that is none", a_client_is_refused, FALSE},
    {"a client is flooded", a_client_is_flooded, TRUE},
    {"a room is flooded", a_room_is_flooded, FALSE},
    {"nobody listens", nobody_listens, FALSE},
    {"settling has a limit", settling_has_a_limit, FALSE},
    {"a wait is interrupted", a_wait_is_interrupted, FALSE},
    {"a wait has a limit", a_wait_has_a_limit, FALSE},
    {"parties join while others read", parties_join_while_others_read, FALSE},
    {0},
};
