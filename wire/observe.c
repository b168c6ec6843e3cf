/* What a log shows of two users. */
#include "wire/observe.h"

#include "wire/remarks.h"

#include <string.h>

struct _PsObserved {
    char *users[2];
    GArray *seen; /* of PsSeen */
    PsSeenLog log;
    guint n_others;
};

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
is_between(const PsRemark *remark, const char *a, const char *b)
{
    return remark->peer != NULL && ((is_called(remark->owner, a) && is_called(remark->peer, b)) ||
                                    (is_called(remark->owner, b) && is_called(remark->peer, a)));
}

/* The first remark between the two users who have most of them, or between those that were asked
 * for; NULL if there is none. */
static const PsRemark *
choose_users(const GPtrArray *remarks, const PsObserveOptions *options)
{
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    const PsRemark *best = NULL;
    guint most = 0;
    for (guint i = 0; i < remarks->len; i++) {
        const PsRemark *remark = g_ptr_array_index(remarks, i);
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
    for (guint i = 0; i < remarks->len && best == NULL; i++) {
        const PsRemark *remark = g_ptr_array_index(remarks, i);
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

/* Notes that the log has the stream in which a stanza travels. */
static void
watch(PsObserved *observed, PsSessions *sessions, const PsLogRecord *record)
{
    static const PsSeenStream streams[] = {[PS_LOG_FROM_CLIENT] = PS_STREAM_UP,
                                           [PS_LOG_TO_CLIENT] = PS_STREAM_DOWN,
                                           [PS_LOG_S2S_OUT] = PS_STREAM_OUT,
                                           [PS_LOG_S2S_IN] = PS_STREAM_IN};
    PsLogWay way = ps_sessions_way(record);
    g_autofree char *user = NULL;
    if (way == PS_LOG_FROM_CLIENT || way == PS_LOG_TO_CLIENT)
        user = ps_bare_jid(ps_sessions_owner(sessions, record));
    else if (way != PS_LOG_UNKNOWN)
        user = ps_bare_jid(
            ps_element_attribute(record->stanza, way == PS_LOG_S2S_OUT ? "from" : "to"));
    for (guint side = 0; side < 2; side++)
        if (g_strcmp0(user, observed->users[side]) == 0) {
            observed->log.watched[side][streams[way]] = TRUE;
            observed->log.presences_only[side] |= record->head_only;
        }
}

/* What a roster has of a contact. */
static PsItem
item_in_roster(const PsRemark *remark, const char *peer)
{
    for (guint i = 0; i + 1 < remark->items->len; i += 2)
        if (g_str_equal(g_ptr_array_index(remark->items, i), peer))
            return *(const PsItem *)g_ptr_array_index(remark->items, i + 1);
    return (PsItem){NULL, NULL, FALSE};
}

static void
collect(PsObserved *observed, const GPtrArray *remarks, gboolean availability)
{
    Presence presence = {{FALSE}, {TRUE, TRUE}, {FALSE}, {FALSE}, {FALSE}};
    g_autofree guint *actions = g_new0(guint, 2 * (remarks->len + 1));
    for (guint i = 0; i < remarks->len; i++) {
        const PsRemark *remark = g_ptr_array_index(remarks, i);
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
        seen.side = (guint8)side;
        if (seen.kind == PS_SEEN_ROSTER) {
            seen.item = item_in_roster(remark, observed->users[1 - side]);
            seen.after = actions[2 * seen.after + side];
        }
        if (!follow_session(observed, &presence, &seen, availability))
            continue;
        follow_delivery(&presence, &seen);
        actions[2 * (i + 1) + side] += seen.kind == PS_SEEN_ACTION;
        g_array_append_val(observed->seen, seen);
    }
}

PsObserved *
ps_observed_new(const PsLog *log, const PsObserveOptions *options, GError **error)
{
    g_autoptr(PsSessions) sessions = ps_sessions_new(log);
    g_autoptr(GPtrArray) remarks = ps_remarks_new(log, sessions, options->availability);
    const PsRemark *first = choose_users(remarks, options);
    const char *a = options->users[0];
    if (first == NULL) {
        g_set_error(error, PS_LOG_ERROR, PS_LOG_ERROR_SYNTAX,
                    "%s: expected presences or roster items that are about two users, found none%s",
                    ps_log_file(log), a != NULL ? " of those" : "");
        return NULL;
    }
    g_autoptr(PsObserved) observed = g_new0(PsObserved, 1);
    gboolean swap = a != NULL && !is_called(first->owner, a);
    observed->users[0] = g_strdup(swap ? first->peer : first->owner);
    observed->users[1] = g_strdup(swap ? first->owner : first->peer);
    observed->seen = g_array_new(FALSE, FALSE, sizeof(PsSeen));
    for (guint i = 0; i < ps_log_n_records(log); i++)
        watch(observed, sessions, ps_log_record(log, i));
    collect(observed, remarks, options->availability);
    observed->log.seen = (const PsSeen *)(const void *)observed->seen->data;
    observed->log.n = observed->seen->len;
    observed->log.apart = options->apart;
    if (observed->log.n > PS_MAX_SEEN) {
        g_set_error(error, PS_LOG_ERROR, PS_LOG_ERROR_FILE,
                    "%s: expected at most %d stanzas about two users, found %u", ps_log_file(log),
                    PS_MAX_SEEN, observed->log.n);
        return NULL;
    }
    return g_steal_pointer(&observed);
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
