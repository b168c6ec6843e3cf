/* Pulling: the states of one chunk that transitions lead to from the states of a set. */
#ifndef PS_EXPLORER_PULL_H
#define PS_EXPLORER_PULL_H

#include "explorer/plan.h"
#include "explorer/sets.h"

G_BEGIN_DECLS

typedef struct _PsPuller PsPuller;

/* Makes one for a set and a plan, which must outlive it; it is used by one thread at a time. `all`:
 * every chunk of the set counts as changed. Free with ps_puller_free. */
PsPuller *ps_puller_new(const PsSet *set, const PsPlan *plan, const PsKernels *kernels,
                        gboolean all);

void ps_puller_free(PsPuller *puller);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsPuller, ps_puller_free)

/* Aims at a chunk of a block. FALSE if nothing leads there from chunks of the set that have
 * changed.
 */
gboolean ps_puller_aim(PsPuller *puller, guint block, guint64 chunk);

/* Sets `into` to the states of that chunk, of one pair, that the plan leads to from chunks that
 * have changed. FALSE if there are none, and `into` is anything. */
gboolean ps_puller_pull(PsPuller *puller, guint pair, guint64 *into);

/* TRUE if the plan leads to the block from blocks some of which have changed (by block). */
gboolean ps_puller_is_led_to(PsPuller *puller, guint block, const gboolean *changed);

G_END_DECLS

#endif
