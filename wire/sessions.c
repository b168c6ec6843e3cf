/* Whose the connections of a log are: what the stanzas in them say. */
#include "wire/sessions.h"

#include <string.h>

struct _PsSessions {
    GHashTable *users; /* bare JID by session */
    GPtrArray *known;  /* all bare JIDs of users that the log names, borrowed from `names` */
    GHashTable *names;
    const char *only; /* the only user whose connection is known, or NULL */
};

char *
ps_bare_jid(const char *jid)
{
    if (jid == NULL)
        return NULL;
    g_autofree char *bare = g_strndup(jid, strcspn(jid, "/"));
    g_autofree char *clean = ps_stanza_clean(bare);
    return g_utf8_strdown(clean, -1);
}

/* A presence that only has `to` was sent by a client, one with `from` was received; an item without
 * a subscription was set by a client, one with it was pushed. */
PsLogWay
ps_sessions_way(const PsLogRecord *record)
{
    const PsElement *query = ps_element_find(record->stanza, "query", PS_NS_ROSTER);
    const PsElement *item = query != NULL ? ps_element_find(query, "item", NULL) : NULL;
    gboolean from = ps_element_attribute(record->stanza, "from") != NULL;
    gboolean to = ps_element_attribute(record->stanza, "to") != NULL;
    if (record->way != PS_LOG_UNKNOWN)
        return record->way;
    if (!g_str_equal(ps_element_name(record->stanza), "iq"))
        return from ? PS_LOG_TO_CLIENT : PS_LOG_FROM_CLIENT;
    if (g_strcmp0(ps_element_attribute(record->stanza, "type"), "get") == 0)
        return from && to ? PS_LOG_TO_CLIENT : PS_LOG_FROM_CLIENT;
    if (g_strcmp0(ps_element_attribute(record->stanza, "type"), "set") != 0)
        return query != NULL ? PS_LOG_TO_CLIENT : PS_LOG_UNKNOWN;
    if (item == NULL)
        return PS_LOG_UNKNOWN;
    const char *subscription = ps_element_attribute(item, "subscription");
    if (g_strcmp0(subscription, "remove") == 0)
        return to ? PS_LOG_TO_CLIENT : PS_LOG_FROM_CLIENT;
    return subscription != NULL ? PS_LOG_TO_CLIENT : PS_LOG_FROM_CLIENT;
}

/* Notes a JID of a user; returns the one copy that is kept, or NULL if it is none of a user. */
static const char *
note_name(PsSessions *sessions, const char *jid)
{
    const char *kept = NULL;
    if (jid == NULL || strchr(jid, '@') == NULL)
        return NULL;
    g_autofree char *bare = ps_bare_jid(jid);
    kept = g_hash_table_lookup(sessions->names, bare);
    if (kept != NULL)
        return kept;
    kept = g_strdup(bare);
    g_hash_table_insert(sessions->names, (gpointer)(guintptr)kept, (gpointer)(guintptr)kept);
    g_ptr_array_add(sessions->known, (gpointer)(guintptr)kept);
    return kept;
}

/* Whom the stanza says its connection to be: the answer to a bind, or an address. */
static const char *
user_of_stanza(PsSessions *sessions, const PsLogRecord *record)
{
    const PsElement *bind = ps_element_find(record->stanza, "bind", NULL);
    const PsElement *jid = bind != NULL ? ps_element_find(bind, "jid", NULL) : NULL;
    PsLogWay way = ps_sessions_way(record);
    if (way == PS_LOG_TO_CLIENT && jid != NULL)
        return note_name(sessions, ps_element_text(jid));
    if (way == PS_LOG_TO_CLIENT)
        return note_name(sessions, ps_element_attribute(record->stanza, "to"));
    if (way == PS_LOG_FROM_CLIENT)
        return note_name(sessions, ps_element_attribute(record->stanza, "from"));
    return NULL;
}

static void
learn(PsSessions *sessions, const PsLogRecord *record)
{
    const PsElement *query = ps_element_find(record->stanza, "query", PS_NS_ROSTER);
    note_name(sessions, ps_element_attribute(record->stanza, "from"));
    note_name(sessions, ps_element_attribute(record->stanza, "to"));
    for (guint i = 0; query != NULL && i < ps_element_n_children(query); i++)
        note_name(sessions, ps_element_attribute(ps_element_child(query, i), "jid"));
    if (g_hash_table_contains(sessions->users, record->session))
        return;
    const char *user = strchr(record->session, '@') != NULL ? note_name(sessions, record->session)
                                                            : user_of_stanza(sessions, record);
    if (user != NULL)
        g_hash_table_insert(sessions->users, g_strdup(record->session), (gpointer)(guintptr)user);
}

/* The user whose JID has this before its @, if there is one such. */
static const char *
user_called(const PsSessions *sessions, const char *name)
{
    const char *found = NULL;
    gsize length = strlen(name);
    for (guint i = 0; i < sessions->known->len; i++) {
        const char *jid = g_ptr_array_index(sessions->known, i);
        if (g_ascii_strncasecmp(jid, name, length) != 0 || jid[length] != '@')
            continue;
        if (found != NULL)
            return NULL;
        found = jid;
    }
    return found;
}

PsSessions *
ps_sessions_new(const PsLog *log)
{
    PsSessions *sessions = g_new0(PsSessions, 1);
    GHashTableIter iter;
    gpointer user = NULL;
    sessions->users = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    sessions->names = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    sessions->known = g_ptr_array_new();
    for (guint i = 0; i < ps_log_n_records(log); i++)
        learn(sessions, ps_log_record(log, i));
    g_hash_table_iter_init(&iter, sessions->users);
    for (guint n = 0; g_hash_table_iter_next(&iter, NULL, &user); n++) {
        if (n > 0 && sessions->only != user) {
            sessions->only = NULL;
            break;
        }
        sessions->only = user;
    }
    return sessions;
}

void
ps_sessions_free(PsSessions *sessions)
{
    if (sessions == NULL)
        return;
    g_hash_table_unref(sessions->users);
    g_hash_table_unref(sessions->names);
    g_ptr_array_unref(sessions->known);
    g_free(sessions);
}

const char *
ps_sessions_owner(PsSessions *sessions, const PsLogRecord *record)
{
    const char *user = NULL;
    if (record->session[0] == '\0' || strchr(record->session, '@') == NULL) {
        /* A connection may carry stanzas of several users if nothing tells them apart. */
        user = user_of_stanza(sessions, record);
        if (user != NULL)
            return user;
    }
    user = g_hash_table_lookup(sessions->users, record->session);
    if (user == NULL)
        user = user_called(sessions, record->session);
    if (user == NULL)
        user = sessions->only;
    if (user == NULL)
        user = record->session[0] != '\0' ? record->session : "client";
    g_hash_table_insert(sessions->users, g_strdup(record->session), (gpointer)(guintptr)user);
    return user;
}
