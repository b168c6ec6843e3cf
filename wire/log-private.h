/* What the files of the log reader share. */
#ifndef PS_WIRE_LOG_PRIVATE_H
#define PS_WIRE_LOG_PRIVATE_H

#include "wire/log.h"

G_BEGIN_DECLS

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
