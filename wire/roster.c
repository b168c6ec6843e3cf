/* Rosters and presences: from stanzas to the model, and back. */
#include "wire/roster.h"

#include "model/visible.h"

#include <string.h>

gboolean
ps_presence_of(const PsElement *stanza, PsPresence *presence)
{
    const char *type = ps_element_attribute(stanza, "type");
    *presence = PS_AVAILABLE;
    return ps_element_is(stanza, "presence", NULL) &&
           (type == NULL || (ps_presence_from_name(type, presence) && *presence != PS_AVAILABLE));
}

gboolean
ps_jid_is(const char *jid, const char *bare)
{
    gsize n = strlen(bare);
    return jid != NULL && strncmp(jid, bare, n) == 0 && (jid[n] == '\0' || jid[n] == '/');
}

const PsElement *
ps_roster_item(const PsElement *iq, const char *contact)
{
    const PsElement *query = ps_element_find(iq, "query", PS_NS_ROSTER);
    for (guint i = 0; query != NULL && i < ps_element_n_children(query); i++) {
        const PsElement *item = ps_element_child(query, i);
        if (ps_element_is(item, "item", NULL) &&
            g_strcmp0(ps_element_attribute(item, "jid"), contact) == 0)
            return item;
    }
    return NULL;
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

PsItem
ps_roster_read(const PsElement *item)
{
    const char *subscription = known_word(ps_element_attribute(item, "subscription"));
    return (PsItem){
        .subscription = subscription != NULL ? subscription : "none",
        .ask = known_word(ps_element_attribute(item, "ask")),
        .approved = is_true(ps_element_attribute(item, "approved")),
    };
}

PsAttributes
ps_roster_attributes(const PsElement *element)
{
    static const struct {
        const char *word;
        PsAttributes attributes;
    } subscriptions[] = {{"to", PS_TO}, {"from", PS_FROM}, {"both", PS_BOTH}};
    if (element == NULL)
        return PS_UNLISTED;
    PsItem item = ps_roster_read(element);
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

void
ps_presence_send(PsSpeaker *speaker, const char *from, const char *to, PsPresence presence)
{
    const char *type = presence != PS_AVAILABLE ? ps_presence_name(presence) : NULL;
    const char *payload = presence == PS_ERROR
                              ? "<error type='cancel'><remote-server-not-found "
                                "xmlns='urn:ietf:params:xml:ns:xmpp-stanzas'/></error>"
                              : NULL;
    g_autofree char *text = ps_stanza_presence(NULL, from, to, type, payload);
    ps_speaker_send(speaker, text);
}

const PsElement *
ps_roster_ask(PsSpeaker *session, GError **error)
{
    const PsElement *answer =
        ps_speaker_ask(session, NULL, "get", "<query xmlns='" PS_NS_ROSTER "'/>", error);
    if (answer == NULL || g_strcmp0(ps_element_attribute(answer, "type"), "result") == 0)
        return answer;
    g_autofree char *excerpt = ps_element_excerpt(answer);
    g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_REFUSED, "expected a roster, found %s",
                excerpt);
    return NULL;
}

/* A roster set. FALSE if no answer comes; a refusal is one. */
static gboolean
set_roster(PsSpeaker *session, const char *contact, const char *rest, GError **error)
{
    g_autofree char *query =
        g_markup_printf_escaped("<query xmlns='" PS_NS_ROSTER "'><item jid='%s' %s='%s'/></query>",
                                contact, rest, g_str_equal(rest, "name") ? "a contact" : "remove");
    return ps_speaker_ask(session, NULL, "set", query, error) != NULL;
}

gboolean
ps_roster_act(PsSpeaker *session, const char *contact, PsAction action, GError **error)
{
    if (action == PS_DO_REMOVE)
        return set_roster(session, contact, "subscription", error);
    if (action == PS_DO_ADD)
        return set_roster(session, contact, "name", error);
    ps_presence_send(session, NULL, contact, (PsPresence)action);
    return TRUE;
}

gboolean
ps_roster_enter(PsSpeaker *session, PsRoom *room, GError **error)
{
    if (ps_roster_ask(session, error) == NULL)
        return FALSE;
    ps_speaker_send(session, "<presence/>");
    return ps_room_settle(room, error);
}

gboolean
ps_roster_leave(PsSpeaker *session, PsRoom *room, GError **error)
{
    ps_speaker_send(session, "<presence type='unavailable'/>");
    return ps_room_settle(room, error) && ps_speaker_logout(session, error);
}

gboolean
ps_presence_has_come(const PsRoom *room, const PsSpeaker *speaker, const char *contact,
                     PsPresence expected)
{
    for (guint i = 0; i < ps_room_n_heard(room); i++) {
        const PsHeard *heard = ps_room_heard(room, i);
        PsPresence presence;
        const char *other = heard->way == PS_LOG_TO_CLIENT ? "from" : "to";
        if (heard->speaker == speaker && !heard->sent && ps_presence_of(heard->stanza, &presence) &&
            presence == expected && ps_jid_is(ps_element_attribute(heard->stanza, other), contact))
            return TRUE;
    }
    return FALSE;
}

char *
ps_server_version(PsSpeaker *session, GError **error)
{
    const char *domain = ps_speaker_server(session);
    const PsElement *answer =
        ps_speaker_ask(session, domain, "get", "<query xmlns='jabber:iq:version'/>", error);
    if (answer == NULL)
        return NULL;
    const PsElement *query = ps_element_find(answer, "query", "jabber:iq:version");
    const PsElement *name = query != NULL ? ps_element_find(query, "name", NULL) : NULL;
    const PsElement *version = query != NULL ? ps_element_find(query, "version", NULL) : NULL;
    if (name == NULL || version == NULL)
        return g_strdup(domain);
    char *text = g_strdup_printf("%.60s %.30s", ps_element_text(name), ps_element_text(version));
    g_autofree char *valid = g_utf8_make_valid(text, -1); /* it was cut */
    g_free(text);
    g_autoptr(GString) seen = g_string_new(NULL);
    for (const char *c = valid; *c != '\0'; c += g_utf8_skip[(guchar)*c])
        g_string_append_unichar(
            seen, ps_is_visible(g_utf8_get_char(c)) && *c != '\\' ? g_utf8_get_char(c) : '?');
    return g_strdup(seen->str);
}
