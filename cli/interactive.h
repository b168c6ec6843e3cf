/* An interactive session: a walk that is told what to do, a line at a time. */
#ifndef PS_CLI_INTERACTIVE_H
#define PS_CLI_INTERACTIVE_H

#include "cli/command.h"
#include "cli/setup.h"
#include "model/trace.h"

/* Reads commands from standard input until it ends or says so, and prints where the walk stands.
 * It begins at the end of the trace if that is not NULL, and random steps with the seed. On a
 * terminal what is wrong gets one line and another try; elsewhere a line with its number, and ends
 * the session with PS_EXIT_USAGE. PS_EXIT_UNFINISHED if some search did not finish. */
PsExit ps_interactive(PsSetup *setup, const PsTrace *trace, guint32 seed);

#endif
