/* Keeping: the search of a command that can be kept and go on. */
#ifndef PS_CLI_KEEP_H
#define PS_CLI_KEEP_H

#include "cli/command.h"
#include "cli/setup.h"
#include "cli/terminal.h"

/* Searches all states of the world as the user said, with progress on the terminal, and if it will
 * take long an estimate before it. Prints one line, sets *status and returns NULL if there is no
 * checkpoint to go on from, or nothing can be written. Free with ps_search_free. */
PsSearch *ps_keep_search(const char *command, const PsArguments *given, const PsSetup *setup,
                         PsTerminal *terminal, PsExit *status);

/* The status of a command that has such a search: PS_EXIT_USAGE if the last checkpoint could not be
 * written, which was said. */
PsExit ps_keep_status(const PsSearch *search, PsExit status);

#endif
