/* Live: what the commands that talk to running servers share. */
#ifndef PS_CLI_LIVE_H
#define PS_CLI_LIVE_H

#include "cli/command.h"
#include "cli/terminal.h"
#include "wire/hub.h"

/* What is given on the command line. Starts as all zero. */
typedef struct {
    char *server, *credentials, *start;
    char *profile_file; /* of --write-profile */
    char *logs;         /* a folder */
    char *format, *output, *limit;
} PsLiveArguments;

void ps_live_arguments_clear(PsLiveArguments *given);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(PsLiveArguments, ps_live_arguments_clear)

/* Prints "presub live: MESSAGE"; returns the exit status: nothing was done, or if it was an
 * interruption, not finished. The error is freed. */
PsExit ps_live_fail(GError *error);

/* A hub whose waits end with Ctrl-C, or a request to terminate or to hang up, so that servers that
 * were started are stopped; and with the limit that is given. The signals are held back while it
 * lives. NULL, and one line is printed, if something given is wrong. */
PsHub *ps_live_hub_new(const PsLiveArguments *given);

/* A signal that came has had its effect: there can be waits again. */
void ps_live_hub_resume(PsHub *hub);

/* Frees it, after all parties have left; signals have their effect again. */
void ps_live_hub_free(PsHub *hub);

/* presub live table PROFILE. */
PsExit ps_live_table(const PsLiveArguments *given, const char *name);

/* presub live replay TRACE...: paths is NULL-terminated and not empty. */
PsExit ps_live_replay(const PsLiveArguments *given, char **paths);

#endif
