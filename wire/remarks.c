/* Remarks: the stanzas of a log as what the model speaks of. */
#include "wire/remarks.h"

#include "wire/roster.h"

#include <string.h>

typedef struct {
    PsSessions *sessions;
    const PsLog *log;
    GPtrArray *remarks; /* of PsRemark */
    GHashTable *gets;   /* by owner and id of a roster get: how many actions came before it */
    gboolean availability;
} Reader;

static void
free_remark(gpointer data)
{
    PsRemark *remark = data;
    g_free(remark->owner);
    g_free(remark->peer);
    if (remark->items != NULL)
        g_ptr_array_unref(remark->items);
    g_free(remark);
}

static PsRemark *
add_remark(Reader *reader, const PsLogRecord *record, PsSeenKind kind, guint what,
           const char *owner, const char *peer)
{
    PsRemark *remark = g_new0(PsRemark, 1);
    remark->seen = (PsSeen){.kind = (guint8)kind, .what = (guint8)what, .line = record->line};
    remark->owner = ps_bare_jid(owner);
    remark->peer = ps_bare_jid(peer);
    g_ptr_array_add(reader->remarks, remark);
    return remark;
}

/* ---- Stanzas ---- */

static void
read_presence(Reader *reader, const PsLogRecord *record)
{
    const char *to = ps_element_attribute(record->stanza, "to");
    const char *from = ps_element_attribute(record->stanza, "from");
    PsPresence presence;
    if (!ps_presence_of(record->stanza, &presence) ||
        (ps_presence_is_availability(presence) && !reader->availability))
        return;
    switch (ps_sessions_way(record)) {
    case PS_LOG_FROM_CLIENT:
        if (presence <= PS_UNSUBSCRIBED && to != NULL)
            add_remark(reader, record, PS_SEEN_ACTION, presence,
                       ps_sessions_owner(reader->sessions, record), to);
        else if ((presence == PS_AVAILABLE || presence == PS_UNAVAILABLE) && to == NULL)
            add_remark(reader, record, PS_SEEN_ACTION,
                       presence == PS_AVAILABLE ? PS_DO_LOGIN : PS_DO_LOGOUT,
                       ps_sessions_owner(reader->sessions, record), NULL);
        return;
    case PS_LOG_TO_CLIENT:
        if (from != NULL && presence != PS_PROBE)
            add_remark(reader, record, PS_SEEN_DELIVERY, presence,
                       ps_sessions_owner(reader->sessions, record), from);
        return;
    case PS_LOG_S2S_OUT:
        if (from != NULL && to != NULL)
            add_remark(reader, record, PS_SEEN_SENT, presence, from, to);
        return;
    default:
        if (from != NULL && to != NULL)
            add_remark(reader, record, PS_SEEN_ARRIVAL, presence, to, from);
        return;
    }
}

/* The value of an attribute as a string that stays, or NULL. */
static const char *
intern(const char *value)
{
    g_autofree char *clean = value != NULL ? ps_stanza_clean(value) : NULL;
    return g_intern_string(clean);
}

static PsItem
read_item(const PsElement *item)
{
    const char *subscription = ps_element_attribute(item, "subscription");
    const char *ask = ps_element_attribute(item, "ask");
    const char *approved = ps_element_attribute(item, "approved");
    return (PsItem){intern(subscription != NULL ? subscription : "none"), intern(ask),
                    g_strcmp0(approved, "true") == 0 || g_strcmp0(approved, "1") == 0};
}

static void
read_set(Reader *reader, const PsLogRecord *record, const PsElement *item)
{
    const char *owner = ps_sessions_owner(reader->sessions, record);
    const char *jid = ps_element_attribute(item, "jid");
    PsItem shown = read_item(item);
    if (jid == NULL)
        return;
    if (ps_sessions_way(record) == PS_LOG_TO_CLIENT)
        add_remark(reader, record, PS_SEEN_PUSH, 0, owner, jid)->seen.item = shown;
    else
        add_remark(reader, record, PS_SEEN_ACTION,
                   g_str_equal(shown.subscription, "remove") ? PS_DO_REMOVE : PS_DO_ADD, owner,
                   jid);
}

/* The key of a roster get among all. Free it. */
static char *
get_key(Reader *reader, const PsLogRecord *record)
{
    const char *id = ps_element_attribute(record->stanza, "id");
    return g_strdup_printf("%s\n%s", ps_sessions_owner(reader->sessions, record),
                           id != NULL ? id : "");
}

static void
read_roster(Reader *reader, const PsLogRecord *record, const PsElement *query)
{
    g_autofree char *key = get_key(reader, record);
    PsRemark *remark = add_remark(reader, record, PS_SEEN_ROSTER, 0,
                                  ps_sessions_owner(reader->sessions, record), NULL);
    remark->seen.after = GPOINTER_TO_UINT(g_hash_table_lookup(reader->gets, key));
    remark->items = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < ps_element_n_children(query); i++) {
        PsItem item = read_item(ps_element_child(query, i));
        const char *jid = ps_element_attribute(ps_element_child(query, i), "jid");
        g_ptr_array_add(remark->items, jid != NULL ? ps_bare_jid(jid) : g_strdup(""));
        g_ptr_array_add(remark->items, g_memdup2(&item, sizeof item));
    }
}

static void
read_iq(Reader *reader, const PsLogRecord *record)
{
    const PsElement *query = ps_element_find(record->stanza, "query", PS_NS_ROSTER);
    const char *type = ps_element_attribute(record->stanza, "type");
    PsLogWay way = ps_sessions_way(record);
    if (query == NULL || type == NULL || (way != PS_LOG_FROM_CLIENT && way != PS_LOG_TO_CLIENT))
        return;
    if (g_str_equal(type, "set")) {
        for (guint i = 0; i < ps_element_n_children(query); i++)
            read_set(reader, record, ps_element_child(query, i));
    } else if (g_str_equal(type, "result") && way == PS_LOG_TO_CLIENT) {
        read_roster(reader, record, query);
    } else if (g_str_equal(type, "get") && way == PS_LOG_FROM_CLIENT) {
        /* How many actions come before is counted between the two users, later. */
        g_hash_table_insert(reader->gets, get_key(reader, record),
                            GUINT_TO_POINTER(reader->remarks->len));
    }
}

static void
read_records(Reader *reader)
{
    for (guint i = 0; i < ps_log_n_records(reader->log); i++) {
        const PsLogRecord *record = ps_log_record(reader->log, i);
        if (ps_element_is(record->stanza, "presence", NULL))
            read_presence(reader, record);
        else if (ps_element_is(record->stanza, "iq", NULL) && !record->head_only)
            read_iq(reader, record);
    }
}

GPtrArray *
ps_remarks_new(const PsLog *log, PsSessions *sessions, gboolean availability)
{
    g_autoptr(GHashTable) gets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Reader reader = {.sessions = sessions,
                     .log = log,
                     .remarks = g_ptr_array_new_with_free_func(free_remark),
                     .gets = gets,
                     .availability = availability};
    read_records(&reader);
    return reader.remarks;
}
