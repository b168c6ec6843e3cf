/* Runs: a trace file with the profiles and the world that it runs in, which several commands share.
 */
#ifndef PS_CLI_RUN_H
#define PS_CLI_RUN_H

#include "cli/command.h"
#include "explorer/replay.h"

typedef struct {
    PsTrace *trace;
    PsProfile *profiles[2];
    const char *names[2]; /* what the profiles were called; the arguments' or the trace's */
    PsWorld *world;
} PsRun;

/* Loads the trace argv[1] and its profiles: those that argv[2] and argv[3] name, or else those that
 * the trace does. Prints one line and returns NULL if something is wrong. Free with ps_run_free. */
PsRun *ps_run_new(const char *command, int argc, char **argv);

void ps_run_free(PsRun *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsRun, ps_run_free)

/* TRUE if the trace has expectations. */
gboolean ps_run_expects(const PsRun *run);

/* What is wrong at the end of the replay of a trace that expects nothing: for each of the built-in
 * properties that the last state violates "no-leak: juliet has from, romeo has not to". Empty if
 * something is expected, or the replay stopped. An array of strings that frees them. */
GPtrArray *ps_run_violated(const PsRun *run, const PsReplay *replay);

/* The exit status of a command that replayed a trace; says what stopped it, if something did. */
PsExit ps_run_status(const char *command, const PsReplay *replay);

#endif
