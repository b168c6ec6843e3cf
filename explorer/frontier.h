/* A frontier: states that were found and wait to be expanded, first in, first out. */
#ifndef PS_EXPLORER_FRONTIER_H
#define PS_EXPLORER_FRONTIER_H

#include "explorer/bitmaps.h"

G_BEGIN_DECLS

/* They lie in chunks. */
#define PS_FRONTIER_CHUNK 8192

typedef struct _PsFrontierChunk PsFrontierChunk;
struct _PsFrontierChunk {
    PsFrontierChunk *next;
    guint n; /* in it; of the last chunk: those before `tail` */
    PsFound states[PS_FRONTIER_CHUNK];
};

typedef struct {
    PsFrontierChunk *first, *last;
    PsFrontierChunk *free; /* to be used again */
    guint taken;           /* of the first chunk's states, those that were taken */
    guint n_chunks;
} PsFrontier;

void ps_frontier_init(PsFrontier *frontier);
void ps_frontier_clear(PsFrontier *frontier);

/* Where as many states as this may be written one after the other, at most PS_FRONTIER_CHUNK; what
 * was written is then to be noted. NULL without memory. */
PsFound *ps_frontier_reserve(PsFrontier *frontier, guint n);

static inline void
ps_frontier_note(PsFrontier *frontier, guint n)
{
    frontier->last->n += n;
}

/* Adds a state. FALSE without memory. */
static inline gboolean
ps_frontier_add(PsFrontier *frontier, PsFound state)
{
    PsFound *place = ps_frontier_reserve(frontier, 1);
    if (place == NULL)
        return FALSE;
    *place = state;
    ps_frontier_note(frontier, 1);
    return TRUE;
}

/* The first states of it that lie one after the other: *n, at least one if there is any. */
const PsFound *ps_frontier_first(PsFrontier *frontier, guint *n);

/* Takes the first n states away, as many as that told of or fewer. */
void ps_frontier_take(PsFrontier *frontier, guint n);

/* Gives back the memory of chunks that nothing waits in. */
void ps_frontier_trim(PsFrontier *frontier);

/* The number of bytes that it takes. */
guint64 ps_frontier_bytes(const PsFrontier *frontier);

/* Calls visit for all states in it, in their order. */
typedef void (*PsFrontierFunc)(PsFound state, gpointer data);
void ps_frontier_visit(const PsFrontier *frontier, PsFrontierFunc visit, gpointer data);

G_END_DECLS

#endif
