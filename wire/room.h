/* A room: all connections of one run, a transcript of what they send and hear, and waiting until
 * nothing is on its way any more.
 *
 * Speakers are sessions of users, and components. Roster pushes are acknowledged and requests that
 * nobody here answers are refused, as RFC 6120 8.2.3 wants; all else is up to the caller. */
#ifndef PS_WIRE_ROOM_H
#define PS_WIRE_ROOM_H

#include "wire/client.h"
#include "wire/log.h"

G_BEGIN_DECLS

typedef struct _PsRoom PsRoom;
typedef struct _PsSpeaker PsSpeaker;

/* One line of the transcript. */
typedef struct {
    const PsSpeaker *speaker; /* may have left: only to be compared; NULL for none */
    char *name;               /* of the speaker; NULL for none */
    gboolean sent;            /* by the speaker; else it was sent to it */
    PsLogWay way;
    PsElement *stanza;
} PsHeard;

/* An empty room. Free with ps_room_free, which drops all connections. */
PsRoom *ps_room_new(PsHub *hub);

void ps_room_free(PsRoom *room);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsRoom, ps_room_free)

/* A session of a user enters, as ps_client_login; name is for the transcript. Owned by the room. */
PsSpeaker *ps_room_login(PsRoom *room, const char *name, const PsLoginData *who, GError **error);

/* A component enters, as ps_component_new; server is the domain of the server that it is at. */
PsSpeaker *ps_room_component(PsRoom *room, const char *name, const char *address,
                             const char *domain, const char *secret, const char *server,
                             GError **error);

/* A user's session ends, and leaves; the speaker is freed, whatever happens. */
gboolean ps_speaker_logout(PsSpeaker *speaker, GError **error);

/* Sends a stanza. */
void ps_speaker_send(PsSpeaker *speaker, const char *stanza);

/* Sends an iq with this payload (type: get or set) to `to`, or to the account if that is NULL, and
 * waits for the answer, a result or an error, which is the speaker's until the next question. NULL
 * and error if none comes. */
const PsElement *ps_speaker_ask(PsSpeaker *speaker, const char *to, const char *type,
                                const char *payload, GError **error);

/* The domain of the server that it is at. */
const char *ps_speaker_server(const PsSpeaker *speaker);

/* Waits until all that was sent has arrived and has been answered, and the answers have arrived.
 *
 * Every speaker pings its server, and sends each other one a message; when all answers and messages
 * are here, what was on the way before is so too, as servers keep the order between each two (RFC
 * 6120 10.1). What it may have set off is looked for in the same way, until two such rounds in a
 * row bring nothing. */
gboolean ps_room_settle(PsRoom *room, GError **error);

/* The transcript, without what settling sends. Valid until it is cleared. */
guint ps_room_n_heard(const PsRoom *room);
const PsHeard *ps_room_heard(const PsRoom *room, guint i);
void ps_room_clear(PsRoom *room);

/* Adds a stanza, which is taken over, that no speaker sent or heard, on this way. */
void ps_room_note(PsRoom *room, PsLogWay way, PsElement *stanza);

/* The transcript as lines of a log. Free it. */
char *ps_room_log(const PsRoom *room);

G_END_DECLS

#endif
