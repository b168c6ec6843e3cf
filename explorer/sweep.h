/* A sweep: a set of states grows layer by layer by all that transitions lead to. Every thread works
 * on chunks of its own, so none waits for another one before a layer is done. */
#ifndef PS_EXPLORER_SWEEP_H
#define PS_EXPLORER_SWEEP_H

#include "explorer/plan.h"
#include "explorer/sets.h"

G_BEGIN_DECLS

typedef struct _PsSweep PsSweep;

/* Called every so often by the thread that sweeps; FALSE ends it. */
typedef gboolean (*PsSweepProgress)(gpointer data);

/* Called for the states that were found in a chunk, by the thread that found them: at the same time
 * by several, with different numbers below PsSweepOptions' threads. */
typedef void (*PsSweepNote)(guint thread, const PsSetPart *found, gpointer data);

typedef struct {
    PsSet *set;          /* what grows, from the states in it on */
    const PsSet *within; /* only these states are added; NULL: all */
    const PsPlan *plan;
    guint threads;            /* at least 1 */
    guint64 max_states;       /* in the set, with those that it has at first; 0: any number */
    PsSweepProgress progress; /* may be NULL */
    gpointer progress_data;
    PsSweepNote note; /* may be NULL */
    gpointer note_data;
} PsSweepOptions;

typedef enum {
    PS_SWEEP_WENT_ON,
    PS_SWEEP_DONE, /* nothing was added any more */
    PS_SWEEP_FULL, /* more than max_states would have been added */
    PS_SWEEP_NO_MEMORY,
    PS_SWEEP_INTERRUPTED,
} PsSweepResult;

/* Makes a sweep; what the options point to must outlive it. Free with ps_sweep_free. */
PsSweep *ps_sweep_new(const PsSweepOptions *options);

void ps_sweep_free(PsSweep *sweep);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsSweep, ps_sweep_free)

/* Finds the next layer: what the chunks that changed last lead to and is not in the set. It lies in
 * ps_sweep_fresh until ps_sweep_merge adds it to the set. If it returns neither of the first two,
 * the layer is not complete. */
PsSweepResult ps_sweep_find(PsSweep *sweep);

const PsSet *ps_sweep_fresh(const PsSweep *sweep);

/* The number of states in the set and in the layer found last. */
guint64 ps_sweep_found(const PsSweep *sweep);

/* Makes room for the layer in the set, in which no state changes. FALSE without memory. */
gboolean ps_sweep_make_room(PsSweep *sweep);

/* Adds the layer to the set. FALSE without memory: it is then added in part. */
gboolean ps_sweep_merge(PsSweep *sweep);

G_END_DECLS

#endif
