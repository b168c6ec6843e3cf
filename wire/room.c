/* A room: speakers, their transcript, and rounds of markers. */
#include "wire/room.h"

#include "wire/component.h"

#include <string.h>

struct _PsSpeaker {
    PsRoom *room;
    char *name;
    char *jid;    /* the full one; of a component one of its users, who sends what settling needs */
    char *server; /* the domain that it pings */
    gboolean plays; /* a component: its stanzas say whom they are from */
    PsClient *client;
    PsComponent *component;
    char *asked;       /* the id of a question that is open */
    PsElement *answer; /* to the last question */
};

struct _PsRoom {
    PsHub *hub;
    GPtrArray *speakers;
    GPtrArray *heard;    /* of PsHeard */
    gsize n_bytes;       /* of their stanzas */
    GHashTable *markers; /* set of the ids of a round that are not here yet */
    guint stirred;       /* how often something came that is no marker */
    guint n_ids;
    GError *wrong;
};

/* Rounds until settling is given up; and what is kept of a server that never stops. */
#define MAX_ROUNDS 100
#define MAX_HEARD 10000
#define MAX_BYTES (16 * 1024 * 1024)

static void
free_heard(gpointer data)
{
    PsHeard *heard = data;
    g_free(heard->name);
    ps_element_free(heard->stanza);
    g_free(heard);
}

static void
free_speaker(gpointer data)
{
    PsSpeaker *speaker = data;
    ps_client_free(speaker->client);
    ps_component_free(speaker->component);
    ps_element_free(speaker->answer);
    g_free(speaker->name);
    g_free(speaker->jid);
    g_free(speaker->server);
    g_free(speaker->asked);
    g_free(speaker);
}

PsRoom *
ps_room_new(PsHub *hub)
{
    PsRoom *room = g_new0(PsRoom, 1);
    room->hub = hub;
    room->speakers = g_ptr_array_new_with_free_func(free_speaker);
    room->heard = g_ptr_array_new_with_free_func(free_heard);
    room->markers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    return room;
}

void
ps_room_free(PsRoom *room)
{
    if (room == NULL)
        return;
    g_ptr_array_unref(room->speakers);
    g_ptr_array_unref(room->heard);
    g_hash_table_unref(room->markers);
    g_clear_error(&room->wrong);
    g_free(room);
}

/* What a server asks before it has let us in gets no answer. */
static void
transmit(PsSpeaker *speaker, const char *text)
{
    if (speaker->component != NULL)
        ps_component_send(speaker->component, text);
    else if (speaker->client != NULL)
        ps_client_send(speaker->client, text);
}

/* Takes the line, or says that there are too many. */
static void
add_line(PsRoom *room, PsHeard line)
{
    gsize n = strlen(ps_element_raw(line.stanza));
    gboolean fits = room->heard->len < MAX_HEARD && n <= MAX_BYTES - room->n_bytes;
    room->stirred++;
    if (fits) {
        room->n_bytes += n;
        g_ptr_array_add(room->heard, g_memdup2(&line, sizeof line));
        return;
    }
    g_free(line.name);
    ps_element_free(line.stanza);
    if (room->wrong == NULL)
        g_set_error(&room->wrong, PS_WIRE_ERROR, PS_WIRE_ERROR_STRANGE,
                    "expected at most %d stanzas of %d bytes in all of one event, found more",
                    MAX_HEARD, MAX_BYTES);
}

/* Takes the stanza. */
static void
note(PsSpeaker *speaker, gboolean sent, PsElement *stanza)
{
    PsLogWay way = speaker->plays ? (sent ? PS_LOG_S2S_IN : PS_LOG_S2S_OUT)
                                  : (sent ? PS_LOG_FROM_CLIENT : PS_LOG_TO_CLIENT);
    add_line(speaker->room, (PsHeard){speaker, g_strdup(speaker->name), sent, way, stanza});
}

/* The attributes that lead an answer back: its id, and between whom. Free it. */
static char *
answer_attributes(const PsElement *request)
{
    g_autoptr(GString) text = g_string_new(NULL);
    static const char *const names[][2] = {{"id", "id"}, {"from", "to"}, {"to", "from"}};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        const char *value = ps_element_attribute(request, names[i][0]);
        g_autofree char *escaped = value != NULL ? g_markup_escape_text(value, -1) : NULL;
        if (escaped != NULL)
            g_string_append_printf(text, " %s='%s'", names[i][1], escaped);
    }
    return g_strdup(text->str);
}

/* Answers a request: a roster push is taken note of, all else is refused. */
static void
answer(PsSpeaker *speaker, const PsElement *request)
{
    g_autofree char *attributes = answer_attributes(request);
    g_autofree char *text =
        ps_element_find(request, "query", PS_NS_ROSTER) != NULL
            ? g_strdup_printf("<iq type='result'%s/>", attributes)
            : g_strdup_printf("<iq type='error'%s><error type='cancel'><service-unavailable "
                              "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></iq>",
                              attributes);
    transmit(speaker, text);
}

/* TRUE if it wants an answer. */
static gboolean
is_request(const PsElement *stanza)
{
    const char *type = ps_element_attribute(stanza, "type");
    return ps_element_is(stanza, "iq", NULL) &&
           (g_strcmp0(type, "get") == 0 || g_strcmp0(type, "set") == 0);
}

/* TRUE if it is a marker or the answer to a question, and was taken. */
static gboolean
take_own(PsSpeaker *speaker, const PsElement *stanza)
{
    PsRoom *room = speaker->room;
    const char *id = ps_element_attribute(stanza, "id");
    const char *type = ps_element_attribute(stanza, "type");
    if (id == NULL || is_request(stanza) || !g_hash_table_contains(room->markers, id))
        return FALSE;
    if (g_strcmp0(type, "error") == 0 && ps_element_is(stanza, "message", NULL) &&
        room->wrong == NULL) {
        g_autofree char *excerpt = ps_element_excerpt(stanza);
        g_set_error(&room->wrong, PS_WIRE_ERROR, PS_WIRE_ERROR_REFUSED,
                    "expected a message to be delivered, found %s", excerpt);
    }
    return g_hash_table_remove(room->markers, id);
}

static void
hear(PsElement *stanza, gpointer data)
{
    PsSpeaker *speaker = data;
    const char *id = ps_element_attribute(stanza, "id");
    if (take_own(speaker, stanza)) {
        ps_element_free(stanza);
        return;
    }
    if (is_request(stanza)) {
        answer(speaker, stanza);
    } else if (ps_element_is(stanza, "iq", NULL) && speaker->asked != NULL &&
               g_strcmp0(id, speaker->asked) == 0) {
        g_clear_pointer(&speaker->asked, g_free);
        ps_element_free(speaker->answer);
        speaker->answer = ps_stanza_parse(ps_element_raw(stanza), strlen(ps_element_raw(stanza)),
                                          &(gsize){0}, NULL);
    }
    note(speaker, FALSE, stanza);
}

static PsSpeaker *
add_speaker(PsRoom *room, const char *name)
{
    PsSpeaker *speaker = g_new0(PsSpeaker, 1);
    speaker->room = room;
    speaker->name = g_strdup(name);
    g_ptr_array_add(room->speakers, speaker);
    return speaker;
}

PsSpeaker *
ps_room_login(PsRoom *room, const char *name, const PsLoginData *who, GError **error)
{
    PsSpeaker *speaker = add_speaker(room, name);
    speaker->client = ps_client_login(room->hub, who, hear, speaker, error);
    if (speaker->client == NULL) {
        g_ptr_array_remove(room->speakers, speaker);
        return NULL;
    }
    const char *at = strchr(who->user, '@');
    speaker->server = g_strdup(at != NULL ? at + 1 : who->user);
    speaker->jid = g_strdup(ps_client_jid(speaker->client));
    return speaker;
}

PsSpeaker *
ps_room_component(PsRoom *room, const char *name, const char *address, const char *domain,
                  const char *secret, const char *server, GError **error)
{
    PsSpeaker *speaker = add_speaker(room, name);
    speaker->plays = TRUE;
    speaker->component = ps_component_new(room->hub, address, domain, secret, hear, speaker, error);
    if (speaker->component == NULL) {
        g_ptr_array_remove(room->speakers, speaker);
        return NULL;
    }
    speaker->server = g_strdup(server);
    speaker->jid = g_strconcat("marker@", domain, "/presub", NULL);
    return speaker;
}

gboolean
ps_speaker_logout(PsSpeaker *speaker, GError **error)
{
    gboolean ended = ps_client_logout(speaker->client, error);
    g_ptr_array_remove(speaker->room->speakers, speaker);
    return ended;
}

void
ps_speaker_send(PsSpeaker *speaker, const char *stanza)
{
    gsize used = 0;
    PsElement *element = ps_stanza_parse(stanza, strlen(stanza), &used, NULL);
    g_assert(element != NULL && "what we send is well-formed");
    note(speaker, TRUE, element);
    transmit(speaker, stanza);
}

/* FALSE and error if something wrong has come. */
static gboolean
all_is_right(PsRoom *room, GError **error)
{
    if (room->wrong == NULL)
        return TRUE;
    g_clear_error(error);
    g_propagate_error(error, g_steal_pointer(&room->wrong));
    return FALSE;
}

static gboolean
is_answered(gpointer data)
{
    const PsSpeaker *speaker = data;
    return speaker->asked == NULL || speaker->room->wrong != NULL;
}

const char *
ps_speaker_server(const PsSpeaker *speaker)
{
    return speaker->server;
}

const PsElement *
ps_speaker_ask(PsSpeaker *speaker, const char *to, const char *type, const char *payload,
               GError **error)
{
    g_free(speaker->asked);
    speaker->asked = g_strdup_printf("ask%u", ++speaker->room->n_ids);
    g_autofree char *place = to != NULL ? g_markup_printf_escaped(" to='%s'", to) : g_strdup("");
    g_autofree char *text =
        g_strdup_printf("<iq type='%s' id='%s'%s>%s</iq>", type, speaker->asked, place, payload);
    g_autofree char *what = g_strdup_printf("the answer to %s from %s", text, speaker->jid);
    ps_speaker_send(speaker, text);
    gboolean answered = ps_hub_wait(speaker->room->hub, is_answered, speaker, what, error);
    return answered && all_is_right(speaker->room, error) ? speaker->answer : NULL;
}

/* A new id that the round waits for. Owned by the round. */
static const char *
new_marker(PsRoom *room)
{
    char *id = g_strdup_printf("marker%u", ++room->n_ids);
    g_hash_table_add(room->markers, id);
    return id;
}

static void
send_ping(PsSpeaker *speaker)
{
    g_autofree char *text = g_markup_printf_escaped(
        "<iq type='get' id='%s' from='%s' to='%s'><ping xmlns='urn:xmpp:ping'/></iq>",
        new_marker(speaker->room), speaker->jid, speaker->server);
    transmit(speaker, text);
}

static void
send_message(PsSpeaker *speaker, const PsSpeaker *to)
{
    g_autofree char *text = g_markup_printf_escaped(
        "<message type='chat' id='%s' from='%s' to='%s'><body>a marker</body></message>",
        new_marker(speaker->room), speaker->jid, to->jid);
    transmit(speaker, text);
}

static gboolean
round_is_over(gpointer data)
{
    PsRoom *room = data;
    return room->wrong != NULL || g_hash_table_size(room->markers) == 0;
}

static gboolean
go_round(PsRoom *room, GError **error)
{
    for (guint i = 0; i < room->speakers->len; i++) {
        PsSpeaker *speaker = g_ptr_array_index(room->speakers, i);
        send_ping(speaker);
        for (guint j = 0; j < room->speakers->len; j++)
            if (j != i)
                send_message(speaker, g_ptr_array_index(room->speakers, j));
    }
    gboolean over = ps_hub_wait(room->hub, round_is_over, room,
                                "every server to answer a ping and to deliver a message", error);
    g_hash_table_remove_all(room->markers);
    return all_is_right(room, error) && over;
}

gboolean
ps_room_settle(PsRoom *room, GError **error)
{
    guint quiet = 0;
    for (guint i = 0; i < MAX_ROUNDS; i++) {
        guint stirred = room->stirred;
        if (!go_round(room, error))
            return FALSE;
        quiet = room->stirred == stirred ? quiet + 1 : 0;
        if (quiet == 2)
            return TRUE;
    }
    g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_TIME,
                "expected stanzas to come to an end, found more in each of %d rounds", MAX_ROUNDS);
    return FALSE;
}

guint
ps_room_n_heard(const PsRoom *room)
{
    return room->heard->len;
}

const PsHeard *
ps_room_heard(const PsRoom *room, guint i)
{
    return g_ptr_array_index(room->heard, i);
}

void
ps_room_clear(PsRoom *room)
{
    g_ptr_array_set_size(room->heard, 0);
    room->n_bytes = 0;
}

void
ps_room_note(PsRoom *room, PsLogWay way, PsElement *stanza)
{
    add_line(room, (PsHeard){NULL, NULL, FALSE, way, stanza});
}

char *
ps_room_log(const PsRoom *room)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < room->heard->len; i++) {
        const PsHeard *heard = ps_room_heard(room, i);
        gboolean of_client = heard->way == PS_LOG_FROM_CLIENT || heard->way == PS_LOG_TO_CLIENT;
        g_autofree char *line =
            ps_log_line(heard->way, of_client ? heard->name : NULL, ps_element_raw(heard->stanza));
        g_string_append(text, line);
    }
    return g_strdup(text->str);
}
