/* A lab: experiments with one entry each. */
#include "wire/lab.h"

#include "wire/roster.h"

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
    guint32 run; /* in their names: what an earlier run left behind is not theirs */
};

static PsSpeaker *
login(PsLab *lab, const char *resource, GError **error)
{
    PsLoginData who = {lab->server_address, lab->jid, lab->password, resource, lab->tls};
    return ps_room_login(lab->room, "user", &who, error);
}

static gboolean
go_online(PsLab *lab, GError **error)
{
    lab->user = login(lab, "presub", error);
    return lab->user != NULL && ps_roster_enter(lab->user, lab->room, error);
}

static gboolean
go_offline(PsLab *lab, GError **error)
{
    return ps_roster_leave(g_steal_pointer(&lab->user), lab->room, error);
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
    lab->run = g_random_int();
    if (target->registration && !ps_client_register(hub, &target->user, error))
        return NULL;
    lab->peer = ps_room_component(lab->room, "peer", target->components, target->domain,
                                  target->secret, at != NULL ? at + 1 : lab->jid, error);
    if (lab->peer == NULL || !go_online(lab, error))
        return NULL;
    lab->server = ps_server_version(lab->user, error);
    return lab->server != NULL ? g_steal_pointer(&lab) : NULL;
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

static gboolean
begin(gpointer subject, GError **error)
{
    PsLab *lab = subject;
    g_free(lab->contact);
    lab->contact = g_strdup_printf("contact%u-%08x@%s", ++lab->n_contacts, lab->run, lab->domain);
    return lab->user != NULL || go_online(lab, error);
}

static void
see_told(PsBenchSeen *seen, PsEffectKind kind)
{
    if (seen->n_told < PS_MAX_BENCH_SEEN)
        seen->told[seen->n_told++] = (guint8)kind;
    else
        seen->overflow = TRUE;
    if (kind == PS_DELIVER)
        seen->n_delivered++;
    else
        seen->n_pushed++;
}

static void
see_by_peer(const PsLab *lab, const PsElement *stanza, PsBenchSeen *seen)
{
    PsPresence presence;
    if (!ps_jid_is(ps_element_attribute(stanza, "to"), lab->contact) ||
        !ps_presence_of(stanza, &presence))
        return;
    if (seen->n_sent < PS_MAX_BENCH_SEEN)
        seen->sent[seen->n_sent++] = (guint8)presence;
    else
        seen->overflow = TRUE;
}

static void
see_by_user(const PsLab *lab, const PsElement *stanza, PsEvent event, PsBenchSeen *seen)
{
    PsPresence presence;
    gboolean is_set = g_strcmp0(ps_element_attribute(stanza, "type"), "set") == 0;
    const PsElement *item =
        ps_element_is(stanza, "iq", NULL) && is_set ? ps_roster_item(stanza, lab->contact) : NULL;
    if (item != NULL) {
        see_told(seen, PS_PUSH);
        seen->push = ps_roster_read(item);
    } else if (ps_jid_is(ps_element_attribute(stanza, "from"), lab->contact) &&
               ps_presence_of(stanza, &presence)) {
        if (ps_event_is_arrival(event) && ps_event_arrival(presence) == event)
            see_told(seen, PS_DELIVER);
        else
            seen->n_other++;
    }
}

/* Reads what came of an event in the transcript. */
static void
see(const PsLab *lab, PsEvent event, PsBenchSeen *seen)
{
    *seen = (PsBenchSeen){0};
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

static gboolean
act(PsLab *lab, PsAction action, GError **error)
{
    if (action == PS_DO_LOGIN)
        return go_online(lab, error);
    if (action == PS_DO_LOGOUT)
        return go_offline(lab, error);
    return ps_roster_act(lab->user, lab->contact, action, error);
}

static gboolean
perform(gpointer subject, PsEvent event, PsBenchSeen *seen, GError **error)
{
    PsLab *lab = subject;
    if (event == PS_DO_LOGIN && lab->user != NULL && !go_offline(lab, error))
        return FALSE;
    ps_room_clear(lab->room);
    if (ps_event_is_arrival(event))
        ps_presence_send(lab->peer, lab->contact, lab->jid, (PsPresence)(event - PS_N_ACTIONS));
    else if (!act(lab, (PsAction)event, error))
        return FALSE;
    if (!ps_room_settle(lab->room, error))
        return FALSE;
    see(lab, event, seen);
    return TRUE;
}

static gboolean
look(gpointer subject, PsAttributes *attributes, GError **error)
{
    const PsLab *lab = subject;
    const PsElement *roster = ps_roster_ask(lab->user, error);
    if (roster == NULL)
        return FALSE;
    *attributes = ps_roster_attributes(ps_roster_item(roster, lab->contact));
    return TRUE;
}

/* Finds out whether a subscribe would be approved at once. A contact who is subscribed unsubscribes
 * first, as he would be answered in any case. */
static gboolean
try_approval(PsLab *lab, PsSpeaker *session, PsAttributes *attributes, GError **error)
{
    if (*attributes & PS_FROM) {
        ps_presence_send(lab->peer, lab->contact, lab->jid, PS_UNSUBSCRIBE);
        const PsElement *roster =
            ps_room_settle(lab->room, error) ? ps_roster_ask(session, error) : NULL;
        if (roster == NULL)
            return FALSE;
        if (ps_roster_attributes(ps_roster_item(roster, lab->contact)) & PS_FROM)
            return TRUE;
    }
    ps_room_clear(lab->room);
    ps_presence_send(lab->peer, lab->contact, lab->jid, PS_SUBSCRIBE);
    if (!ps_room_settle(lab->room, error))
        return FALSE;
    if (ps_presence_has_come(lab->room, lab->peer, lab->contact, PS_SUBSCRIBED))
        *attributes |= PS_APPROVED;
    return TRUE;
}

/* Leaves nothing of the contact behind, neither in the roster nor among the requests. */
static gboolean
clean_up(PsLab *lab, PsSpeaker *session, GError **error)
{
    ps_presence_send(lab->peer, lab->contact, lab->jid, PS_UNSUBSCRIBE);
    ps_presence_send(session, NULL, lab->contact, PS_UNSUBSCRIBED);
    return ps_room_settle(lab->room, error) &&
           ps_roster_act(session, lab->contact, PS_DO_REMOVE, error) &&
           ps_roster_leave(session, lab->room, error);
}

static gboolean
finish(gpointer subject, PsAttributes *attributes, GError **error)
{
    PsLab *lab = subject;
    PsSpeaker *session = login(lab, "presub-look", error);
    const PsElement *roster = session != NULL ? ps_roster_ask(session, error) : NULL;
    if (roster == NULL)
        return FALSE;
    *attributes = ps_roster_attributes(ps_roster_item(roster, lab->contact));
    ps_room_clear(lab->room);
    ps_speaker_send(session, "<presence/>");
    if (!ps_room_settle(lab->room, error))
        return FALSE;
    if (ps_presence_has_come(lab->room, session, lab->contact, PS_SUBSCRIBE))
        *attributes |= PS_PENDING;
    else if (!(*attributes & PS_APPROVED) && !try_approval(lab, session, attributes, error))
        return FALSE;
    return clean_up(lab, session, error);
}

gboolean
ps_lab_clean_up(PsLab *lab, GError **error)
{
    if (lab->contact == NULL)
        return TRUE;
    ps_room_clear(lab->room);
    PsSpeaker *session = login(lab, "presub-clean", error);
    if (session != NULL && clean_up(lab, session, error))
        return TRUE;
    g_prefix_error(error, "%s may be left in the roster of %s: ", lab->contact, lab->jid);
    return FALSE;
}

static char *
stanzas(gpointer subject)
{
    return ps_room_log(((PsLab *)subject)->room);
}

const PsBench *
ps_lab_bench(void)
{
    static const PsBench bench = {begin, perform, look, finish, stanzas};
    return &bench;
}
