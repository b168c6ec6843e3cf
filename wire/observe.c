/* What a log shows of two users. */
#include "wire/observe.h"

#include "wire/sessions.h"

#include <string.h>

/* Something that a stanza shows, before it is known which two users matter. */
typedef struct {
    PsSeen seen; /* without its side */
    PsLogWay way;
    char *owner;      /* whose client or server */
    char *peer;       /* NULL: any */
    GPtrArray *items; /* of a roster: JIDs of what is in it, and PsItem in turn */
} Remark;

struct _PsObserved {
    char *users[2];
    GArray *seen; /* of PsSeen */
    PsSeenLog log;
    guint n_others;
};

typedef struct {
    PsSessions *sessions;
    const PsLog *log;
    GPtrArray *remarks; /* of Remark */
    GHashTable *gets;   /* by owner and id of a roster get: how many actions came before it */
    gboolean availability;
} Reader;

static void
free_remark(gpointer data)
{
    Remark *remark = data;
    g_free(remark->owner);
    g_free(remark->peer);
    if (remark->items != NULL)
        g_ptr_array_unref(remark->items);
    g_free(remark);
}

static Remark *
add_remark(Reader *reader, const PsLogRecord *record, PsSeenKind kind, guint what,
           const char *owner, const char *peer)
{
    Remark *remark = g_new0(Remark, 1);
    remark->seen = (PsSeen){.kind = (guint8)kind, .what = (guint8)what, .line = record->line};
    remark->way = ps_sessions_way(record);
    remark->owner = ps_bare_jid(owner);
    remark->peer = ps_bare_jid(peer);
    g_ptr_array_add(reader->remarks, remark);
    return remark;
}

/* ---- Stanzas ---- */

/* The presence that a stanza is; FALSE if it is of a type that is none. */
static gboolean
presence_type(const PsElement *stanza, PsPresence *presence)
{
    const char *type = ps_element_attribute(stanza, "type");
    if (type == NULL) {
        *presence = PS_AVAILABLE;
        return TRUE;
    }
    return !g_str_equal(type, "available") && ps_presence_from_name(type, presence);
}

static void
read_presence(Reader *reader, const PsLogRecord *record)
{
    const char *to = ps_element_attribute(record->stanza, "to");
    const char *from = ps_element_attribute(record->stanza, "from");
    PsPresence presence;
    if (!presence_type(record->stanza, &presence) ||
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

static PsItem
read_item(const PsElement *item)
{
    const char *subscription = ps_element_attribute(item, "subscription");
    const char *ask = ps_element_attribute(item, "ask");
    const char *approved = ps_element_attribute(item, "approved");
    return (PsItem){g_intern_string(subscription != NULL ? subscription : "none"),
                    g_intern_string(ask),
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
    Remark *remark = add_remark(reader, record, PS_SEEN_ROSTER, 0,
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

/* ---- Which two users ---- */

static gboolean
is_called(const char *jid, const char *name)
{
    gsize length = strlen(name);
    return g_ascii_strcasecmp(jid, name) == 0 ||
           (g_ascii_strncasecmp(jid, name, length) == 0 && jid[length] == '@');
}

/* TRUE if a remark is about these two and nobody else. */
static gboolean
is_between(const Remark *remark, const char *a, const char *b)
{
    return remark->peer != NULL && ((is_called(remark->owner, a) && is_called(remark->peer, b)) ||
                                    (is_called(remark->owner, b) && is_called(remark->peer, a)));
}

/* The first remark between the two users who have most of them, or between those that were asked
 * for; NULL if there is none. */
static const Remark *
choose_users(const Reader *reader, const PsObserveOptions *options)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const Remark *best = NULL;
    guint most = 0;
    for (guint i = 0; i < reader->remarks->len; i++) {
        const Remark *remark = g_ptr_array_index(reader->remarks, i);
        if (remark->peer == NULL || g_str_equal(remark->owner, remark->peer) ||
            (options->users[0] != NULL &&
             !is_between(remark, options->users[0], options->users[1])))
            continue;
        gboolean swap = strcmp(remark->owner, remark->peer) > 0;
        char *key = g_strdup_printf("%s\n%s", swap ? remark->peer : remark->owner,
                                    swap ? remark->owner : remark->peer);
        guint n = GPOINTER_TO_UINT(g_hash_table_lookup(counts, key)) + 1;
        g_hash_table_insert(counts, key, GUINT_TO_POINTER(n));
        most = MAX(most, n);
    }
    for (guint i = 0; i < reader->remarks->len && best == NULL; i++) {
        const Remark *remark = g_ptr_array_index(reader->remarks, i);
        if (remark->peer == NULL)
            continue;
        gboolean swap = strcmp(remark->owner, remark->peer) > 0;
        g_autofree char *key = g_strdup_printf("%s\n%s", swap ? remark->peer : remark->owner,
                                               swap ? remark->owner : remark->peer);
        if (most > 0 && GPOINTER_TO_UINT(g_hash_table_lookup(counts, key)) == most)
            best = remark;
    }
    return best;
}

/* ---- What is seen of them ---- */

typedef struct {
    gboolean known[2]; /* with availability: whether the user is online */
    gboolean online[2];
    gboolean asked[2]; /* a subscribe was delivered, and the user has not come online since */
    gboolean again[2]; /* it has */
    gboolean sees[2];
} Presence;

/* Notes who is online; FALSE if nothing new is seen. */
static gboolean
follow_session(PsObserved *observed, Presence *presence, PsSeen *seen, gboolean availability)
{
    guint side = seen->side;
    if (seen->kind != PS_SEEN_ACTION || seen->what < PS_DO_LOGIN)
        return TRUE;
    gboolean login = seen->what == PS_DO_LOGIN;
    if (!presence->known[side] && availability)
        presence->online[side] = !login;
    if (!presence->known[side] && login && availability)
        observed->log.starts_offline[side] = TRUE;
    presence->known[side] = TRUE;
    if (presence->online[side] == login)
        return FALSE;
    presence->online[side] = login;
    presence->again[side] |= login && presence->asked[side];
    presence->sees[side] &= login;
    return TRUE;
}

/* Notes which deliveries may be repetitions. */
static void
follow_delivery(Presence *presence, PsSeen *seen)
{
    guint side = seen->side;
    if (seen->kind != PS_SEEN_DELIVERY)
        return;
    if (seen->what == PS_SUBSCRIBE) {
        seen->again = (guint8)presence->again[side];
        presence->asked[side] = TRUE;
    } else if (seen->what == PS_AVAILABLE) {
        seen->again = (guint8)presence->sees[side];
        presence->sees[side] = TRUE;
    } else if (seen->what == PS_UNAVAILABLE) {
        presence->sees[side] = FALSE;
    }
}

static void
watch(PsObserved *observed, PsLogWay way, guint side)
{
    static const PsStream streams[] = {[PS_LOG_FROM_CLIENT] = PS_STREAM_UP,
                                       [PS_LOG_TO_CLIENT] = PS_STREAM_DOWN,
                                       [PS_LOG_S2S_OUT] = PS_STREAM_OUT,
                                       [PS_LOG_S2S_IN] = PS_STREAM_IN};
    if (way != PS_LOG_UNKNOWN)
        observed->log.watched[side][streams[way]] = TRUE;
}

/* What a roster has of a contact. */
static PsItem
item_in_roster(const Remark *remark, const char *peer)
{
    for (guint i = 0; i + 1 < remark->items->len; i += 2)
        if (g_str_equal(g_ptr_array_index(remark->items, i), peer))
            return *(const PsItem *)g_ptr_array_index(remark->items, i + 1);
    return (PsItem){NULL, NULL, FALSE};
}

static void
collect(PsObserved *observed, const Reader *reader)
{
    Presence presence = {{FALSE}, {TRUE, TRUE}, {FALSE}, {FALSE}, {FALSE}};
    g_autofree guint *actions = g_new0(guint, 2 * (reader->remarks->len + 1));
    for (guint i = 0; i < reader->remarks->len; i++) {
        const Remark *remark = g_ptr_array_index(reader->remarks, i);
        guint side = g_str_equal(remark->owner, observed->users[1]) ? 1 : 0;
        PsSeen seen = remark->seen;
        for (guint s = 0; s < 2; s++) /* so many before remark i + 1, if it is none of them */
            actions[2 * (i + 1) + s] = actions[2 * i + s];
        if (!g_str_equal(remark->owner, observed->users[side]))
            continue;
        if (remark->peer != NULL && !g_str_equal(remark->peer, observed->users[1 - side])) {
            observed->n_others++;
            continue;
        }
        watch(observed, remark->way, side);
        seen.side = (guint8)side;
        if (seen.kind == PS_SEEN_ROSTER) {
            seen.item = item_in_roster(remark, observed->users[1 - side]);
            seen.after = actions[2 * seen.after + side];
        }
        if (!follow_session(observed, &presence, &seen, reader->availability))
            continue;
        follow_delivery(&presence, &seen);
        actions[2 * (i + 1) + side] += seen.kind == PS_SEEN_ACTION;
        g_array_append_val(observed->seen, seen);
    }
}

static PsObserved *
observe(const Reader *reader, const PsObserveOptions *options, GError **error)
{
    const Remark *first = choose_users(reader, options);
    const char *a = options->users[0];
    if (first == NULL) {
        g_set_error(error, PS_LOG_ERROR, PS_LOG_ERROR_SYNTAX,
                    "%s: expected presences or roster items that are about two users, found none%s",
                    ps_log_file(reader->log), a != NULL ? " of those" : "");
        return NULL;
    }
    PsObserved *observed = g_new0(PsObserved, 1);
    gboolean swap = a != NULL && !is_called(first->owner, a);
    observed->users[0] = g_strdup(swap ? first->peer : first->owner);
    observed->users[1] = g_strdup(swap ? first->owner : first->peer);
    observed->seen = g_array_new(FALSE, FALSE, sizeof(PsSeen));
    collect(observed, reader);
    observed->log.seen = (const PsSeen *)(const void *)observed->seen->data;
    observed->log.n = observed->seen->len;
    observed->log.apart = options->apart;
    return observed;
}

PsObserved *
ps_observed_new(const PsLog *log, const PsObserveOptions *options, GError **error)
{
    g_autoptr(PsSessions) sessions = ps_sessions_new(log);
    g_autoptr(GPtrArray) remarks = g_ptr_array_new_with_free_func(free_remark);
    g_autoptr(GHashTable) gets = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Reader reader = {.sessions = sessions,
                     .log = log,
                     .remarks = remarks,
                     .gets = gets,
                     .availability = options->availability};
    read_records(&reader);
    return observe(&reader, options, error);
}

void
ps_observed_free(PsObserved *observed)
{
    if (observed == NULL)
        return;
    g_free(observed->users[0]);
    g_free(observed->users[1]);
    g_array_unref(observed->seen);
    g_free(observed);
}

const PsSeenLog *
ps_observed_log(const PsObserved *observed)
{
    return &observed->log;
}

const char *
ps_observed_user(const PsObserved *observed, guint side)
{
    return observed->users[side];
}

guint
ps_observed_n_others(const PsObserved *observed)
{
    return observed->n_others;
}
