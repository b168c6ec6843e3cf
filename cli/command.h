/* Commands: what every subcommand is, and what they share. A new one is a new file and a line in
 * the table of main.c. */
#ifndef PS_CLI_COMMAND_H
#define PS_CLI_COMMAND_H

#include <glib.h>

/* Exit statuses: scripts depend on them. */
typedef enum {
    PS_EXIT_HOLDS = 0,
    PS_EXIT_VIOLATED = 1,   /* a property is violated, an expectation fails, a profile has findings,
                             * two servers differ, a log lacks something or cannot be */
    PS_EXIT_USAGE = 2,      /* bad usage or input; nothing was done */
    PS_EXIT_UNFINISHED = 3, /* a limit was reached, or an interruption */
} PsExit;

typedef struct {
    const char *name;
    const char *arguments; /* for --help */
    const char *summary;
    /* argv[0] is the name of the command. */
    PsExit (*run)(int argc, char **argv);
} PsCommand;

PsExit ps_command_check(int argc, char **argv);
PsExit ps_command_matrix(int argc, char **argv);
PsExit ps_command_freedoms(int argc, char **argv);
PsExit ps_command_coverage(int argc, char **argv);
PsExit ps_command_diff(int argc, char **argv);
PsExit ps_command_graph(int argc, char **argv);
PsExit ps_command_report(int argc, char **argv);
PsExit ps_command_export(int argc, char **argv);
PsExit ps_command_replay(int argc, char **argv);
PsExit ps_command_chart(int argc, char **argv);
PsExit ps_command_explain(int argc, char **argv);
PsExit ps_command_simulate(int argc, char **argv);
PsExit ps_command_live(int argc, char **argv);
PsExit ps_command_profile(int argc, char **argv);

/* What was written to standard output is out: status; or else a line says that it is not, and the
 * status is PS_EXIT_USAGE. */
PsExit ps_command_flush(PsExit status);

/* Parses the options of a command: what is left in argv are its arguments (argv[1] on). Prints one
 * line and returns FALSE if there is something wrong. --help prints and exits. summary and notes
 * are for --help; notes may be NULL. */
gboolean ps_command_parse(int *argc, char ***argv, const GOptionEntry *const entries[],
                          const char *arguments, const char *summary, const char *notes);

/* Prints one line on standard error: "presub COMMAND: MESSAGE"; without the command if it is NULL.
 * Returns PS_EXIT_USAGE. */
PsExit ps_command_fail(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Prints such a line about something that is no failure. */
void ps_command_note(const char *command, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* ps_command_fail for an error, which may be NULL; the error is freed. */
PsExit ps_command_fail_error(const char *command, GError *error);

/* Finds the word among the NULL-terminated words and sets *index; else prints what is expected of
 * option and returns FALSE. A NULL word leaves *index as it is. */
gboolean ps_command_choose(const char *command, const char *option, const char *word,
                           const char *const *words, guint *index);

#endif
