/* Endings: runs that are ended, like an interruption ends them, at a call of their progress
 * function. */
#ifndef PS_TESTS_ENDING_H
#define PS_TESTS_ENDING_H

#include "explorer/search.h"

G_BEGIN_DECLS

/* Which call ends the run, and how many there were. */
typedef struct {
    const char *phase; /* a part of its name: only such calls; NULL: all */
    guint calls;
    guint last_call; /* the number of the first that ends it; 0: none does */
} Ending;

/* A progress function (PsLimits) whose data is an Ending. */
gboolean end_at_call(const PsProgress *progress, gpointer ending);

G_END_DECLS

#endif
