/* Tests of the proxy: between two servers that are made up here. Each is a stream that dials the
 * other one through the proxy, and one that takes what comes. */
#include "tests/suites.h"
#include "tests/support.h"
#include "wire/proxy.h"

#include <string.h>

#define A "romeo@a.example"
#define B "juliet@b.example"

#define HEADER                                                                           \
    "<?xml version='1.0'?><stream:stream xmlns='jabber:server' "                         \
    "xmlns:stream='http://etherx.jabber.org/streams' xmlns:db='jabber:server:dialback' " \
    "from='x'>"

typedef struct {
    PsHub *hub;
    PsRoom *room;
    PsProxy *proxy;
    GSocket *listeners[2];    /* the servers */
    PsWireStream *dialled[2]; /* by the other server, through the proxy, towards this side */
    PsWireStream *taken[2];   /* where that comes out, at the server */
    GString *heard[2];        /* what came out, and what this side's own way back brought */
    guint n_heard[2], awaited[2];
} Scene;

typedef struct {
    Scene *scene;
    guint side;
} Ear;

static void
hear(PsElement *element, gpointer data)
{
    Ear *ear = data;
    const char *type = ps_element_attribute(element, "type");
    g_string_append_printf(ear->scene->heard[ear->side], "%s%s",
                           ear->scene->n_heard[ear->side]++ > 0 ? " " : "",
                           type != NULL ? type : ps_element_name(element));
    ps_element_free(element);
}

static GSocket *
listen_somewhere(char **address)
{
    g_autoptr(GSocketAddress) any = g_inet_socket_address_new_from_string("127.0.0.1", 0);
    GSocket *socket =
        g_socket_new(G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);
    gboolean listens = g_socket_bind(socket, any, FALSE, NULL) && g_socket_listen(socket, NULL);
    REQUIRE(listens, "a server of our own");
    g_autoptr(GSocketAddress) own = g_socket_get_local_address(socket, NULL);
    *address =
        g_strdup_printf("127.0.0.1:%u", g_inet_socket_address_get_port(G_INET_SOCKET_ADDRESS(own)));
    return socket;
}

static gboolean
has_come(gpointer data)
{
    const Scene *scene = data;
    return scene->n_heard[0] >= scene->awaited[0] && scene->n_heard[1] >= scene->awaited[1];
}

/* Waits until so many elements in all have come out at a side. */
static void
await(Scene *scene, guint side, guint n)
{
    g_autoptr(GError) error = NULL;
    scene->awaited[side] = n;
    CHECK(ps_hub_wait(scene->hub, has_come, scene, "stanzas", &error), "%s",
          error != NULL ? error->message : "");
}

static gboolean
is_readable(gpointer data)
{
    return g_socket_condition_check(data, G_IO_IN) != 0;
}

/* A side dials the other one: the stream towards `side`. */
static void
dial(Scene *scene, Ear *ear, const char *proxy, guint side)
{
    g_autoptr(GError) error = NULL;
    scene->dialled[side] = ps_wire_stream_connect(scene->hub, proxy, "dialler", hear, ear, &error);
    REQUIRE(scene->dialled[side] != NULL, "%s", error->message);
    ps_wire_stream_send(scene->dialled[side], HEADER);
    gboolean asked = ps_hub_wait_often(scene->hub, is_readable, scene->listeners[side],
                                       "the proxy to dial", &error);
    REQUIRE(asked, "%s", error->message);
    GSocket *socket = g_socket_accept(scene->listeners[side], NULL, NULL);
    scene->taken[side] = ps_wire_stream_new(scene->hub, socket, "server", hear, ear);
    ps_wire_stream_let_end(scene->taken[side]);
    ps_wire_stream_let_end(scene->dialled[side]);
}

static void
scene_start(Scene *scene, Ear ears[2])
{
    static const char *const jids[2] = {A, B};
    g_autoptr(GError) error = NULL;
    PsProxySide sides[2];
    char *servers[2], *proxies[2];
    *scene = (Scene){.hub = ps_hub_new(-1)};
    scene->room = ps_room_new(scene->hub);
    for (guint side = 0; side < 2; side++) {
        scene->listeners[side] = listen_somewhere(&servers[side]);
        g_object_unref(listen_somewhere(&proxies[side])); /* a port that is free */
        sides[side] = (PsProxySide){proxies[side], servers[side]};
        scene->heard[side] = g_string_new(NULL);
        ears[side] = (Ear){scene, side};
    }
    scene->proxy = ps_proxy_new(scene->hub, sides, &error);
    REQUIRE(scene->proxy != NULL, "%s", error->message);
    dial(scene, &ears[0], proxies[0], 0);
    dial(scene, &ears[1], proxies[1], 1);
    ps_proxy_hold(scene->proxy, scene->room, jids, FALSE);
    for (guint side = 0; side < 2; side++) {
        g_free(servers[side]);
        g_free(proxies[side]);
    }
}

static void
scene_end(Scene *scene)
{
    for (guint side = 0; side < 2; side++) {
        ps_wire_stream_free(scene->dialled[side]);
        ps_wire_stream_free(scene->taken[side]);
        g_object_unref(scene->listeners[side]);
        g_string_free(scene->heard[side], TRUE);
    }
    ps_proxy_free(scene->proxy);
    ps_room_free(scene->room);
    ps_hub_free(scene->hub);
}

static void
send(Scene *scene, guint side, const char *type)
{
    g_autofree char *text = g_strdup_printf("<presence from='%s' to='%s' type='%s'/>",
                                            side == 0 ? B : A, side == 0 ? A : B, type);
    ps_wire_stream_send(scene->dialled[side], text);
}

/* Sends a message, which is never held: what was sent before it has been judged when it comes. */
static void
send_marker(Scene *scene, guint side, guint n)
{
    ps_wire_stream_send(scene->dialled[side], "<message type='marker' to='x' from='y'/>");
    await(scene, side, n);
}

/* What is held on the way to a side. Free it. */
static char *
held(const Scene *scene, guint side)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < ps_proxy_n_held(scene->proxy, side); i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
                               ps_presence_name(ps_proxy_held(scene->proxy, side, i)));
    return g_strdup(text->str);
}

#define CHECK_HELD(scene, side, expected)           \
    do {                                            \
        g_autofree char *found = held(scene, side); \
        CHECK_STRING(found, expected);              \
    } while (0)

static void
release(Scene *scene, guint side, guint i)
{
    g_autoptr(GError) error = NULL;
    CHECK(ps_proxy_release(scene->proxy, side, i, &error), "%s", error->message);
}

static void
presences_are_held(void)
{
    Scene scene;
    Ear ears[2];
    scene_start(&scene, ears);
    send(&scene, 1, "subscribe");
    send(&scene, 1, "probe");
    send(&scene, 1, "unsubscribe");
    ps_wire_stream_send(scene.dialled[1],
                        "<presence from='x@a.example' to='" B "' type='subscribed'/>");
    send_marker(&scene, 1, 3);
    CHECK_STRING(scene.heard[1]->str, "probe subscribed marker");
    CHECK_HELD(&scene, 1, "subscribe unsubscribe");
    CHECK_HELD(&scene, 0, "");
    release(&scene, 1, 1);
    release(&scene, 1, 0);
    await(&scene, 1, 5);
    CHECK_STRING(scene.heard[1]->str, "probe subscribed marker unsubscribe subscribe");
    CHECK_HELD(&scene, 1, "");
    CHECK_STRING(scene.heard[0]->str, "");
    scene_end(&scene);
}

static void
presences_are_lost_repeated_and_bounced(void)
{
    Scene scene;
    Ear ears[2];
    scene_start(&scene, ears);
    send(&scene, 1, "subscribe");
    send(&scene, 1, "unsubscribe");
    send(&scene, 1, "subscribed");
    send_marker(&scene, 1, 1);
    CHECK(!ps_proxy_bounce(scene.proxy, 1, 0), "there is no way back yet");
    send_marker(&scene, 0, 1);
    ps_proxy_drop(scene.proxy, 1, 0);
    ps_proxy_repeat(scene.proxy, 1, 0);
    CHECK_HELD(&scene, 1, "unsubscribe unsubscribe subscribed");
    CHECK(ps_proxy_bounce(scene.proxy, 1, 2), "no way back");
    CHECK_HELD(&scene, 1, "unsubscribe unsubscribe");
    CHECK_HELD(&scene, 0, "error");
    release(&scene, 1, 0);
    release(&scene, 1, 0);
    release(&scene, 0, 0);
    await(&scene, 1, 3);
    await(&scene, 0, 2);
    CHECK_STRING(scene.heard[1]->str, "marker unsubscribe unsubscribe");
    CHECK_STRING(scene.heard[0]->str, "marker error");
    scene_end(&scene);
}

static gboolean
has_ended(gpointer data)
{
    const Scene *scene = data;
    return ps_wire_stream_closed(scene->taken[1]) != NULL &&
           ps_wire_stream_closed(scene->dialled[1]) != NULL;
}

/* What is no stream, or what RFC 6120 forbids in one, ends both connections and harms nobody else.
 */
static void
what_is_no_stream_ends(void)
{
    Scene scene;
    Ear ears[2];
    g_autoptr(GError) error = NULL;
    scene_start(&scene, ears);
    send(&scene, 1, "subscribe");
    send_marker(&scene, 1, 1);
    ps_wire_stream_send(scene.dialled[1], "<presence></message>");
    CHECK(ps_hub_wait(scene.hub, has_ended, &scene, "the end", &error), "%s",
          error != NULL ? error->message : "");
    send_marker(&scene, 0, 1);
    CHECK_STRING(scene.heard[0]->str, "marker");
    CHECK_STRING(scene.heard[1]->str, "marker");
    CHECK_HELD(&scene, 1, "subscribe");
    guint noted = ps_room_n_heard(scene.room);
    CHECK(!ps_proxy_release(scene.proxy, 1, 0, &error), "it goes on");
    CHECK_CONTAINS(error != NULL ? error->message : "", "that subscribe came on to last");
    CHECK_NUMBER(ps_room_n_heard(scene.room), noted, "stanzas");
    send(&scene, 0, "subscribed");
    send_marker(&scene, 0, 2);
    CHECK(!ps_proxy_bounce(scene.proxy, 0, 0), "there is a way back");
    ps_proxy_hold(scene.proxy, scene.room, (const char *const[]){A, B}, FALSE);
    CHECK_HELD(&scene, 0, "");
    send_marker(&scene, 0, 3);
    scene_end(&scene);
}

const Test proxy_tests[] = {
    {"presences are held and released in any order", presences_are_held, FALSE},
    {"presences are lost, repeated and bounced", presences_are_lost_repeated_and_bounced, FALSE},
    {"what is no stream ends", what_is_no_stream_ends, FALSE},
    {0},
};
