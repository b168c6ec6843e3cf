/* A lab: experiments with one entry each. */
#include "wire/lab.h"

#include "model/visible.h"
#include "wire/log.h"

#include <string.h>

struct _PsLab {
    PsRoom *room;
    PsSpeaker *user; /* the session; NULL while the user is offline */
    PsSpeaker *peer; /* the component */
    char *server_address, *jid, *password, *domain;
    PsTls tls;
    char *server;
    char *contact; /* whom the experiment is about */
    guint n_contacts;
};

static PsSpeaker *
login(PsLab *lab, const char *resource, GError **error)
{
    PsLoginData who = {lab->server_address, lab->jid, lab->password, resource, lab->tls};
    return ps_room_login(lab->room, "user", &who, error);
}

/* Asks for the roster, which makes a session one that gets pushes. */
static const PsElement *
ask_roster(PsSpeaker *session, GError **error)
{
    const PsElement *answer =
        ps_speaker_ask(session, NULL, "get", "<query xmlns='" PS_NS_ROSTER "'/>", error);
    if (answer == NULL || g_strcmp0(ps_element_attribute(answer, "type"), "result") == 0)
        return answer;
    g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_REFUSED, "expected a roster, found %s",
                ps_element_raw(answer));
    return NULL;
}

static gboolean
go_online(PsLab *lab, GError **error)
{
    lab->user = login(lab, "presub", error);
    if (lab->user == NULL || ask_roster(lab->user, error) == NULL)
        return FALSE;
    ps_speaker_send(lab->user, "<presence/>");
    return ps_room_settle(lab->room, error);
}

/* What it sends before it goes has to be done before its stream ends. */
static gboolean
leave(PsLab *lab, PsSpeaker *session, GError **error)
{
    ps_speaker_send(session, "<presence type='unavailable'/>");
    return ps_room_settle(lab->room, error) && ps_speaker_logout(session, error);
}

static gboolean
go_offline(PsLab *lab, GError **error)
{
    return leave(lab, g_steal_pointer(&lab->user), error);
}

/* Asks the server what it is. */
static gboolean
ask_version(PsLab *lab, GError **error)
{
    const char *domain = ps_speaker_server(lab->user);
    const PsElement *answer =
        ps_speaker_ask(lab->user, domain, "get", "<query xmlns='jabber:iq:version'/>", error);
    if (answer == NULL)
        return FALSE;
    const PsElement *query = ps_element_find(answer, "query", "jabber:iq:version");
    const PsElement *name = query != NULL ? ps_element_find(query, "name", NULL) : NULL;
    const PsElement *version = query != NULL ? ps_element_find(query, "version", NULL) : NULL;
    if (name != NULL && version != NULL)
        lab->server = g_strdup_printf("%s %s", ps_element_text(name), ps_element_text(version));
    else
        lab->server = g_strdup(domain);
    for (char *c = lab->server; *c != '\0'; c = g_utf8_next_char(c)) /* it says what it likes */
        if (*c == '\\' || !ps_is_visible(g_utf8_get_char(c)))
            memset(c, '?', (gsize)(g_utf8_next_char(c) - c));
    return TRUE;
}

PsLab *
ps_lab_new(PsHub *hub, const PsTarget *target, GError **error)
{
    g_autoptr(PsLab) lab = g_new0(PsLab, 1);
    const char *at = strchr(target->user.user, '@');
    lab->room = ps_room_new(hub);
    lab->server_address = g_strdup(target->user.server);
    lab->jid = g_strdup(target->user.user);
    lab->password = g_strdup(target->user.password);
    lab->tls = target->user.tls;
    lab->domain = g_strdup(target->domain);
    if (target->registration && !ps_client_register(hub, &target->user, error))
        return NULL;
    lab->peer = ps_room_component(lab->room, "peer", target->components, target->domain,
                                  target->secret, at != NULL ? at + 1 : lab->jid, error);
    if (lab->peer == NULL || !go_online(lab, error) || !ask_version(lab, error))
        return NULL;
    return g_steal_pointer(&lab);
}

void
ps_lab_free(PsLab *lab)
{
    if (lab == NULL)
        return;
    ps_room_free(lab->room);
    g_free(lab->server_address);
    g_free(lab->jid);
    g_free(lab->password);
    g_free(lab->domain);
    g_free(lab->server);
    g_free(lab->contact);
    g_free(lab);
}

const char *
ps_lab_server(const PsLab *lab)
{
    return lab->server;
}

gboolean
ps_lab_begin(PsLab *lab, GError **error)
{
    g_free(lab->contact);
    lab->contact = g_strdup_printf("contact%u@%s", ++lab->n_contacts, lab->domain);
    return lab->user != NULL || go_online(lab, error);
}

static gboolean
is_bare(const char *jid, const char *bare)
{
    gsize n = strlen(bare);
    return jid != NULL && strncmp(jid, bare, n) == 0 && (jid[n] == '\0' || jid[n] == '/');
}

/* The contact's item in a roster or a roster push; NULL if it has none. */
static const PsElement *
find_item(const PsLab *lab, const PsElement *iq)
{
    const PsElement *query = ps_element_find(iq, "query", PS_NS_ROSTER);
    for (guint i = 0; query != NULL && i < ps_element_n_children(query); i++) {
        const PsElement *item = ps_element_child(query, i);
        if (ps_element_is(item, "item", NULL) &&
            g_strcmp0(ps_element_attribute(item, "jid"), lab->contact) == 0)
            return item;
    }
    return NULL;
}

static gboolean
presence_of(const PsElement *stanza, PsPresence *presence)
{
    const char *type = ps_element_attribute(stanza, "type");
    *presence = PS_AVAILABLE;
    return ps_element_is(stanza, "presence", NULL) &&
           (type == NULL || (ps_presence_from_name(type, presence) && *presence != PS_AVAILABLE));
}

/* The word among those that a PsItem can have; NULL if it is none. */
static const char *
known_word(const char *word)
{
    static const char *const words[] = {"none",   "to",        "from",       "both",
                                        "remove", "subscribe", "unsubscribe"};
    for (guint i = 0; word != NULL && i < G_N_ELEMENTS(words); i++)
        if (g_str_equal(word, words[i]))
            return words[i];
    return NULL;
}

static gboolean
is_true(const char *value)
{
    return value != NULL && (g_str_equal(value, "true") || g_str_equal(value, "1"));
}

static PsItem
read_item(const PsElement *item)
{
    const char *subscription = known_word(ps_element_attribute(item, "subscription"));
    return (PsItem){
        .subscription = subscription != NULL ? subscription : "none",
        .ask = known_word(ps_element_attribute(item, "ask")),
        .approved = is_true(ps_element_attribute(item, "approved")),
    };
}

static PsAttributes
attributes_of(const PsElement *element)
{
    static const struct {
        const char *word;
        PsAttributes attributes;
    } subscriptions[] = {{"to", PS_TO}, {"from", PS_FROM}, {"both", PS_BOTH}};
    if (element == NULL)
        return PS_UNLISTED;
    PsItem item = read_item(element);
    PsAttributes attributes = item.approved ? PS_APPROVED : PS_NONE;
    for (guint i = 0; i < G_N_ELEMENTS(subscriptions); i++)
        if (g_str_equal(item.subscription, subscriptions[i].word))
            attributes |= subscriptions[i].attributes;
    if (g_strcmp0(item.ask, "subscribe") == 0)
        attributes |= PS_ASK;
    if (g_strcmp0(item.ask, "unsubscribe") == 0)
        attributes |= PS_UNASK;
    return attributes;
}

static void
see_told(PsSeen *seen, PsEffectKind kind)
{
    if (seen->n_told < PS_LAB_MAX_SENT)
        seen->told[seen->n_told++] = (guint8)kind;
    else
        seen->overflow = TRUE;
    if (kind == PS_DELIVER)
        seen->n_delivered++;
    else
        seen->n_pushed++;
}

static void
see_by_peer(const PsLab *lab, const PsElement *stanza, PsSeen *seen)
{
    PsPresence presence;
    if (!is_bare(ps_element_attribute(stanza, "to"), lab->contact) ||
        !presence_of(stanza, &presence))
        return;
    if (seen->n_sent < PS_LAB_MAX_SENT)
        seen->sent[seen->n_sent++] = (guint8)presence;
    else
        seen->overflow = TRUE;
}

static void
see_by_user(const PsLab *lab, const PsElement *stanza, PsEvent event, PsSeen *seen)
{
    PsPresence presence;
    gboolean is_set = g_strcmp0(ps_element_attribute(stanza, "type"), "set") == 0;
    const PsElement *item =
        ps_element_is(stanza, "iq", NULL) && is_set ? find_item(lab, stanza) : NULL;
    if (item != NULL) {
        see_told(seen, PS_PUSH);
        seen->push = read_item(item);
    } else if (is_bare(ps_element_attribute(stanza, "from"), lab->contact) &&
               presence_of(stanza, &presence)) {
        if (ps_event_is_arrival(event) && ps_event_arrival(presence) == event)
            see_told(seen, PS_DELIVER);
        else
            seen->n_other++;
    }
}

/* Reads what came of an event in the transcript. */
static void
see(const PsLab *lab, PsEvent event, PsSeen *seen)
{
    *seen = (PsSeen){0};
    for (guint i = 0; i < ps_room_n_heard(lab->room); i++) {
        const PsHeard *heard = ps_room_heard(lab->room, i);
        if (heard->sent)
            continue;
        if (heard->speaker == lab->peer)
            see_by_peer(lab, heard->stanza, seen);
        else
            see_by_user(lab, heard->stanza, event, seen);
    }
}

static void
send_presence(PsSpeaker *speaker, const char *from, const char *to, PsPresence presence)
{
    g_autoptr(GString) text = g_string_new("<presence");
    if (from != NULL)
        g_string_append_printf(text, " from='%s'", from);
    g_string_append_printf(text, " to='%s'", to);
    if (presence != PS_AVAILABLE)
        g_string_append_printf(text, " type='%s'", ps_presence_name(presence));
    g_string_append(text, presence == PS_ERROR
                              ? "><error type='cancel'><remote-server-not-found "
                                "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error></presence>"
                              : "/>");
    ps_speaker_send(speaker, text->str);
}

/* A roster set. FALSE if no answer comes; a refusal is one. */
static gboolean
set_roster(const PsLab *lab, PsSpeaker *session, const char *rest, GError **error)
{
    g_autofree char *query = g_strdup_printf(
        "<query xmlns='" PS_NS_ROSTER "'><item jid='%s' %s/></query>", lab->contact, rest);
    return ps_speaker_ask(session, NULL, "set", query, error) != NULL;
}

static gboolean
act(PsLab *lab, PsAction action, GError **error)
{
    switch (action) {
    case PS_DO_REMOVE:
        return set_roster(lab, lab->user, "subscription='remove'", error);
    case PS_DO_ADD:
        return set_roster(lab, lab->user, "name='a contact'", error);
    case PS_DO_LOGIN:
        return go_online(lab, error);
    case PS_DO_LOGOUT:
        return go_offline(lab, error);
    default:
        send_presence(lab->user, NULL, lab->contact, (PsPresence)action);
        return TRUE;
    }
}

gboolean
ps_lab_do(PsLab *lab, PsEvent event, PsSeen *seen, GError **error)
{
    if (event == PS_DO_LOGIN && lab->user != NULL && !go_offline(lab, error))
        return FALSE;
    ps_room_clear(lab->room);
    if (ps_event_is_arrival(event))
        send_presence(lab->peer, lab->contact, lab->jid, (PsPresence)(event - PS_N_ACTIONS));
    else if (!act(lab, (PsAction)event, error))
        return FALSE;
    if (!ps_room_settle(lab->room, error))
        return FALSE;
    see(lab, event, seen);
    return TRUE;
}

gboolean
ps_lab_look(PsLab *lab, PsAttributes *attributes, GError **error)
{
    const PsElement *roster = ask_roster(lab->user, error);
    if (roster == NULL)
        return FALSE;
    *attributes = attributes_of(find_item(lab, roster));
    return TRUE;
}

/* TRUE if since the transcript was cleared a presence of that type came to the speaker, from or to
 * the contact. */
static gboolean
has_come(const PsLab *lab, const PsSpeaker *to, PsPresence expected)
{
    for (guint i = 0; i < ps_room_n_heard(lab->room); i++) {
        const PsHeard *heard = ps_room_heard(lab->room, i);
        PsPresence presence;
        const char *other = to == lab->peer ? "to" : "from";
        if (heard->speaker == to && !heard->sent && presence_of(heard->stanza, &presence) &&
            presence == expected &&
            is_bare(ps_element_attribute(heard->stanza, other), lab->contact))
            return TRUE;
    }
    return FALSE;
}

/* Finds out whether a subscribe would be approved at once. A contact who is subscribed unsubscribes
 * first, as he would be answered in any case. */
static gboolean
try_approval(PsLab *lab, PsSpeaker *session, PsAttributes *attributes, GError **error)
{
    if (*attributes & PS_FROM) {
        send_presence(lab->peer, lab->contact, lab->jid, PS_UNSUBSCRIBE);
        const PsElement *roster =
            ps_room_settle(lab->room, error) ? ask_roster(session, error) : NULL;
        if (roster == NULL)
            return FALSE;
        if (attributes_of(find_item(lab, roster)) & PS_FROM)
            return TRUE;
    }
    ps_room_clear(lab->room);
    send_presence(lab->peer, lab->contact, lab->jid, PS_SUBSCRIBE);
    if (!ps_room_settle(lab->room, error))
        return FALSE;
    if (has_come(lab, lab->peer, PS_SUBSCRIBED))
        *attributes |= PS_APPROVED;
    return TRUE;
}

/* Leaves nothing of the contact behind, neither in the roster nor among the requests. */
static gboolean
clean_up(PsLab *lab, PsSpeaker *session, GError **error)
{
    send_presence(lab->peer, lab->contact, lab->jid, PS_UNSUBSCRIBE);
    send_presence(session, NULL, lab->contact, PS_UNSUBSCRIBED);
    return ps_room_settle(lab->room, error) &&
           set_roster(lab, session, "subscription='remove'", error) && leave(lab, session, error);
}

gboolean
ps_lab_finish(PsLab *lab, PsAttributes *attributes, GError **error)
{
    PsSpeaker *session = login(lab, "presub-look", error);
    const PsElement *roster = session != NULL ? ask_roster(session, error) : NULL;
    if (roster == NULL)
        return FALSE;
    *attributes = attributes_of(find_item(lab, roster));
    ps_room_clear(lab->room);
    ps_speaker_send(session, "<presence/>");
    if (!ps_room_settle(lab->room, error))
        return FALSE;
    if (has_come(lab, session, PS_SUBSCRIBE))
        *attributes |= PS_PENDING;
    else if (!(*attributes & PS_APPROVED) && !try_approval(lab, session, attributes, error))
        return FALSE;
    return clean_up(lab, session, error);
}

char *
ps_lab_stanzas(const PsLab *lab)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < ps_room_n_heard(lab->room); i++) {
        const PsHeard *heard = ps_room_heard(lab->room, i);
        gboolean is_peer = heard->speaker == lab->peer;
        PsLogWay way = is_peer ? (heard->sent ? PS_LOG_S2S_IN : PS_LOG_S2S_OUT)
                               : (heard->sent ? PS_LOG_FROM_CLIENT : PS_LOG_TO_CLIENT);
        g_autofree char *line =
            ps_log_line(way, is_peer ? NULL : heard->name, ps_element_raw(heard->stanza));
        g_string_append(text, line);
    }
    return g_strdup(text->str);
}
