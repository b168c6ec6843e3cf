/* A keeper: writes a search down every so often while it runs, so that another process can go on
 * where this one was killed, and reads what was written.
 *
 * Only the search for all states is kept. The hash engine writes its states in the order of their
 * numbers and builds its index anew; the engine with sets writes its chunks of bits between two
 * layers; that with bitmaps writes them with their flights, and the states that wait. A search that
 * goes on finds what it would have found, in the same order. */
#ifndef PS_EXPLORER_KEEPER_H
#define PS_EXPLORER_KEEPER_H

#include "explorer/checkpoint.h"
#include "explorer/search.h"

G_BEGIN_DECLS

/* A checkpoint could not be written. The search goes on. */
typedef void (*PsKeepFailed)(const GError *error, gpointer data);

/* The search begins, or goes on, with this engine: nothing that was given is wrong. */
typedef void (*PsKeepBegins)(PsEngine engine, gpointer data);

typedef struct {
    const char *to;      /* the file that is written; NULL: none */
    guint seconds;       /* from one to the next; 0: one after each layer */
    PsKeepFailed failed; /* for the first of several failures in a row; may be NULL */
    PsKeepBegins begins; /* may be NULL */
    gpointer data;
    const char *from; /* the file to go on from; NULL: from the initial state. May be `to`. */
} PsKeeping;

/* ps_search_new that is kept. A checkpoint is also written when the search ends, whether a limit
 * ended it or all is found: from that one it goes on to what is judged. The engine is that of
 * the file to go on from, if the limits leave it open.
 *
 * NULL and error (PS_CHECKPOINT_ERROR, G_FILE_ERROR) if that file cannot be read or is no whole
 * checkpoint of this world and of this version of the program, and if the other one cannot be
 * written at all. The limits are those of the whole search, and what it took before counts. */
PsSearch *ps_search_keep(const PsWorld *world, const PsLimits *limits, const PsKeeping *keeping,
                         GError **error);

/* FALSE if the last checkpoint of the search could not be written. */
gboolean ps_search_is_kept(const PsSearch *search);

/* The same as ps_search_keep with a checkpoint that was opened, and that only goes on: for tests
 * with files that are none. */
PsSearch *ps_search_resume(const PsWorld *world, const PsLimits *limits, PsCheckpoint *checkpoint,
                           GError **error);

G_END_DECLS

#endif
