/* Whose the connections of a log are. */
#ifndef PS_WIRE_SESSIONS_H
#define PS_WIRE_SESSIONS_H

#include "wire/log.h"

G_BEGIN_DECLS

typedef struct _PsSessions PsSessions;

/* Learns from the stanzas of a log whose clients its connections are. Free with ps_sessions_free.
 */
PsSessions *ps_sessions_new(const PsLog *log);

void ps_sessions_free(PsSessions *sessions);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsSessions, ps_sessions_free)

/* Which way a stanza went: what the log says, or else what its addresses say. */
PsLogWay ps_sessions_way(const PsLogRecord *record);

/* The bare JID of the user whose client sent or got the stanza; never NULL. Owned by sessions. */
const char *ps_sessions_owner(PsSessions *sessions, const PsLogRecord *record);

/* A JID without its resource, in lower case. NULL for NULL. Free it. */
char *ps_bare_jid(const char *jid);

G_END_DECLS

#endif
