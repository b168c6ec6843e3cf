/* Replay: running a trace, or a path that a search found, step by step. */
#ifndef PS_EXPLORER_REPLAY_H
#define PS_EXPLORER_REPLAY_H

#include "model/trace.h"

G_BEGIN_DECLS

#define PS_REPLAY_ERROR (ps_replay_error_quark())
GQuark ps_replay_error_quark(void);

typedef enum {
    PS_REPLAY_ERROR_STEP,   /* a step that is not enabled */
    PS_REPLAY_ERROR_EXPECT, /* an expectation that does not hold */
    PS_REPLAY_ERROR_STATE,  /* an expectation of a state that the profile does not have */
    PS_REPLAY_ERROR_SETTLE, /* arrivals that never end */
} PsReplayError;

/* One step that was taken. */
typedef struct {
    PsStep step;
    PsState before;
    PsState after;
    PsRow row; /* the row that fired; of a fault: no effects */
} PsReplayStep;

typedef struct _PsReplay PsReplay;

/* Fills options with what a trace says its world is: names, availability, order, all faults without
 * a count, and the largest bound on presences in flight, which is a bound of searches and not of
 * runs. The profiles are left to the caller; the names are the trace's. */
void ps_replay_world_options(const PsTrace *trace, PsWorldOptions *options);

/* Runs a trace until its end or until something is not as it says: then ps_replay_error tells.
 * Never NULL. world must outlive the replay. Free with ps_replay_free. */
PsReplay *ps_replay_new(const PsWorld *world, const PsTrace *trace);

/* Runs a path (PsStep) that is known to be enabled. Never NULL. Free with ps_replay_free. */
PsReplay *ps_replay_path(const PsWorld *world, const GArray *path);

void ps_replay_free(PsReplay *replay);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsReplay, ps_replay_free)

const PsWorld *ps_replay_world(const PsReplay *replay);

/* The steps taken, with each arrival of a `settle`. */
guint ps_replay_n_steps(const PsReplay *replay);
const PsReplayStep *ps_replay_step(const PsReplay *replay, guint i);

/* The state in which it ended. */
PsState ps_replay_state(const PsReplay *replay);

/* How many expectations held. */
guint ps_replay_n_expectations(const PsReplay *replay);

/* What stopped it, with file, line, what was expected and what was found; NULL if it ran through.
 */
const GError *ps_replay_error(const PsReplay *replay);

G_END_DECLS

#endif
