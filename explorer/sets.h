/* Sets of states, as chunks of bits over a space: about half a byte a state where many states lie
 * near each other, and next to nothing for chunks in which there are none. */
#ifndef PS_EXPLORER_SETS_H
#define PS_EXPLORER_SETS_H

#include "explorer/pool.h"
#include "explorer/space.h"

G_BEGIN_DECLS

/* The same chunk of the strings of all pairs of a block. */
typedef struct {
    gboolean any_changed;
    guint32 *counts;   /* by pair: states */
    guint8 *changed;   /* by pair: for whoever makes the set grow */
    guint64 *chunks[]; /* by pair; NULL: no state is in it */
} PsChunks;

typedef struct {
    const PsSpace *space;
    PsPool *pool;
    PsChunks ***blocks; /* by block, then by chunk; NULL where nothing is */
} PsSet;

/* The states of one chunk of a pair. */
typedef struct {
    guint block, pair;
    guint64 chunk;
    const guint64 *words; /* ps_set_chunk_words of them */
    guint64 count;        /* of states */
} PsSetPart;

/* Makes an empty set, whose chunks come from pool; space and pool must outlive it. Free with
 * ps_set_free. */
PsSet *ps_set_new(const PsSpace *space, PsPool *pool);

void ps_set_free(PsSet *set);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsSet, ps_set_free)

/* The 64-bit words of each chunk of a block. */
gsize ps_set_chunk_words(const PsSet *set, guint block);

static inline PsChunks *
ps_set_chunks(const PsSet *set, guint block, guint64 chunk)
{
    return set->blocks[block] != NULL ? set->blocks[block][chunk] : NULL;
}

/* Makes room for the rows of a block, and for one of them; FALSE or NULL without memory. Different
 * rows of one block may be made by different threads. */
gboolean ps_set_make_block(PsSet *set, guint block);
PsChunks *ps_set_make_chunks(PsSet *set, guint block, guint64 chunk);

/* Adds a state, and marks its chunk as changed. FALSE without memory. */
gboolean ps_set_add(PsSet *set, PsPlace place);

/* Adds the states of one chunk of a pair, whose words these are, and marks it as changed if there
 * are any. FALSE without memory. */
gboolean ps_set_add_chunk(PsSet *set, guint block, guint pair, guint64 chunk, const guint64 *words);

/* Has no chunk count as changed. */
void ps_set_forget_changes(PsSet *set);

/* Adds those states of one pair of a block that are in another set. FALSE without memory. */
gboolean ps_set_add_pair(PsSet *set, const PsSet *from, guint block, guint pair);

gboolean ps_set_has(const PsSet *set, PsPlace place);

/* The number of states in it. */
guint64 ps_set_size(const PsSet *set);

/* Calls visit for every state of one pair of one block, until it returns FALSE; what it returned
 * last. */
typedef gboolean (*PsPlaceFunc)(PsPlace place, gpointer data);
gboolean ps_set_visit_pair(const PsSet *set, guint block, guint pair, PsPlaceFunc visit,
                           gpointer data);

/* How many states of one pair of a block are in it, and of these how many have this presence at the
 * head of this link. */
guint64 ps_set_count_pair(const PsSet *set, guint block, guint pair);
guint64 ps_set_count_head(const PsSet *set, guint block, guint pair, guint link,
                          PsPresence presence);

/* The same of some states alone. */
guint64 ps_set_count_head_in(const PsSpace *space, const PsSetPart *states, guint link,
                             PsPresence presence);

G_END_DECLS

#endif
