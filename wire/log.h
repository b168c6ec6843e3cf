/* Logs: stanzas with their directions, as client consoles and servers write them down.
 *
 * Whatever stands around the stanzas, the words before each say which way it went; docs/explain.md
 * lists the logs that are known. The form in which presub itself writes them is one of these, a
 * stanza a line:
 *
 *     # a comment
 *     zxl1 C: <presence to='zxl2@b.localhost' type='subscribe'/>     zxl1's client sent it
 *     zxl1 S: <iq type='set' …>…</iq>                                zxl1's server sent it to him
 *     S2S out: <presence from='zxl1@…' to='zxl2@…' type='subscribe'/>    it left its server
 *     S2S in: <presence …/>                                          it reached the other server */
#ifndef PS_WIRE_LOG_H
#define PS_WIRE_LOG_H

#include "wire/stanza.h"

G_BEGIN_DECLS

#define PS_LOG_ERROR (ps_log_error_quark())
GQuark ps_log_error_quark(void);

typedef enum {
    PS_LOG_ERROR_FILE,   /* cannot be read, or is too large */
    PS_LOG_ERROR_SYNTAX, /* a stanza that is none, or none at all */
} PsLogError;

/* Bytes of a log. */
#define PS_LOG_MAX_BYTES (64 * 1024 * 1024)

typedef enum {
    PS_LOG_UNKNOWN,     /* nothing says which way it went */
    PS_LOG_FROM_CLIENT, /* from a user's client to its server */
    PS_LOG_TO_CLIENT,   /* from a server to its user's client */
    PS_LOG_S2S_OUT,     /* it left a server for another one */
    PS_LOG_S2S_IN,      /* it reached a server from another one */
} PsLogWay;

/* One stanza of a log. */
typedef struct {
    PsLogWay way;
    guint line;         /* on which it begins, from 1 */
    char *session;      /* what tells connections apart, such as a name; "" if nothing does */
    PsElement *stanza;  /* presence, iq or message */
    gboolean head_only; /* the log has no more of it than the start tag */
} PsLogRecord;

typedef struct _PsLog PsLog;

/* Reads the log in the file at path. NULL and error (PS_LOG_ERROR, naming file and line) if it
 * cannot be read, or has a stanza that is none, or no stanza at all. Free with ps_log_free. */
PsLog *ps_log_load(const char *path, GError **error);

/* The same from length bytes of text; file is the name for messages. */
PsLog *ps_log_parse(const char *text, gsize length, const char *file, GError **error);

void ps_log_free(PsLog *log);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsLog, ps_log_free)

const char *ps_log_file(const PsLog *log);

/* Its stanzas, in the order of the file. */
guint ps_log_n_records(const PsLog *log);
const PsLogRecord *ps_log_record(const PsLog *log, guint i);

/* A stanza as a line of presub's own form, with the newline at its end. who is the user, a word,
 * for the two ways of a client; else NULL. Free it. */
char *ps_log_line(PsLogWay way, const char *who, const char *stanza);

G_END_DECLS

#endif
