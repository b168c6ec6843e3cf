/* What the files of the log reader share. */
#ifndef PS_WIRE_LOG_PRIVATE_H
#define PS_WIRE_LOG_PRIVATE_H

#include "wire/log.h"

G_BEGIN_DECLS

/* A log without stanzas yet. Free with ps_log_free. */
PsLog *ps_log_new(const char *file);

/* Adds a stanza, which is taken over. The record is the log's. */
PsLogRecord *ps_log_add(PsLog *log, PsLogWay way, guint line, const char *session,
                        PsElement *stanza);

/* Adds the stanzas of a text: of any log but a Scansion script, and of such a script. FALSE and
 * error (PS_LOG_ERROR_SYNTAX, naming file and line) if it is none. */
gboolean ps_log_read(PsLog *log, const char *text, gsize length, GError **error);
gboolean ps_log_read_scansion(PsLog *log, const char *text, gsize length, GError **error);

/* What the words before a stanza say of it. */
typedef struct {
    PsLogWay way;
    char *session;
    gboolean server;    /* the log is a server's */
    gboolean erlang;    /* it stands in an Erlang binary: "…">>, with backslashes */
    gboolean head_only; /* only its start tag is there */
} PsLogMark;

/* The known words, ready to be looked for. Free with ps_log_words_free. */
typedef struct _PsLogWords PsLogWords;
PsLogWords *ps_log_words_new(void);
void ps_log_words_free(PsLogWords *words);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsLogWords, ps_log_words_free)

/* Looks for them at the end of a line of length bytes that stands before a stanza. FALSE, and *mark
 * untouched, if there are none; else mark->session is to be freed. */
gboolean ps_log_words_find(const PsLogWords *words, const char *line, gsize length,
                           PsLogMark *mark);

G_END_DECLS

#endif
