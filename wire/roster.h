/* Rosters and presences as stanzas: what of the model is read off them, and how they are sent. */
#ifndef PS_WIRE_ROSTER_H
#define PS_WIRE_ROSTER_H

#include "model/item.h"
#include "wire/room.h"

G_BEGIN_DECLS

/* What kind of presence a stanza is; FALSE if it is none that the model has. */
gboolean ps_presence_of(const PsElement *stanza, PsPresence *presence);

/* TRUE if jid, which may be NULL, is the bare JID, or a full one of it. */
gboolean ps_jid_is(const char *jid, const char *bare);

/* The item of the contact in a roster or a roster push; NULL if there is none. */
const PsElement *ps_roster_item(const PsElement *iq, const char *contact);

/* What an item shows. */
PsItem ps_roster_read(const PsElement *item);

/* The same as attributes; PS_UNLISTED for no item, NULL. */
PsAttributes ps_roster_attributes(const PsElement *item);

/* Sends a presence to the contact; from is for components, else NULL. */
void ps_presence_send(PsSpeaker *speaker, const char *from, const char *to, PsPresence presence);

/* Asks for the roster, which makes a session one that gets pushes. The answer is the speaker's
 * until the next question. NULL and error if there is none. */
const PsElement *ps_roster_ask(PsSpeaker *session, GError **error);

/* What the session's server says that it is (XEP-0092), on one line; its domain if it does not.
 * NULL and error if it does not answer. Free it. */
char *ps_server_version(PsSpeaker *session, GError **error);

/* A user's action towards the contact other than to log in and out; of a roster set it waits for
 * the answer, which may be a refusal. */
gboolean ps_roster_act(PsSpeaker *session, const char *contact, PsAction action, GError **error);

/* Asks for the roster, sends available presence and settles, as a client does that logs in. */
gboolean ps_roster_enter(PsSpeaker *session, PsRoom *room, GError **error);

/* Sends unavailable presence, settles, ends the stream: what it sends before it goes has to be done
 * before its stream ends. The session is freed, whatever happens. */
gboolean ps_roster_leave(PsSpeaker *session, PsRoom *room, GError **error);

/* TRUE if the transcript has a presence of that kind that came to the speaker; `contact` is whom it
 * is from, or for a component whom it is to. */
gboolean ps_presence_has_come(const PsRoom *room, const PsSpeaker *speaker, const char *contact,
                              PsPresence presence);

G_END_DECLS

#endif
