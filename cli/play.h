/* A play: a trace, and the run of the model that it is. */
#ifndef PS_CLI_PLAY_H
#define PS_CLI_PLAY_H

#include "explorer/replay.h"

typedef struct {
    PsTrace *trace;
    PsProfile *profiles[2];
    PsWorld *world;
    PsReplay *replay; /* ran through, or ps_replay_error says why it did not */
} PsPlay;

/* Reads the trace at path and runs it in the world that it says it is in. names are the profiles,
 * or NULL for those of the trace. NULL and error if one of them is wrong. Free with ps_play_free.
 */
PsPlay *ps_play_new(const char *path, const char *const names[2], GError **error);

void ps_play_free(PsPlay *play);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsPlay, ps_play_free)

#endif
