/* Running the command itself, as a user would. */
#ifndef PS_TESTS_PROGRAM_H
#define PS_TESTS_PROGRAM_H

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* What a run came to. */
typedef struct {
    char *command; /* for messages */
    int status;    /* -1 if a signal ended it */
    char *out;
    char *err;
} Run;

/* Runs "presub LINE" in the current folder: a line of shell words. The program is that of the
 * environment variable PRESUB. Free with run_free. */
Run *run_presub(const char *line);

/* Runs a line in the shell, in folder, with presub on the PATH. Free with run_free. */
Run *run_shell(const char *line, const char *folder);

void run_free(Run *run);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Run, run_free)

/* Checks the exit status of a run, and shows what it printed if it is another. */
#define CHECK_STATUS(run, expected) check_status_at(run, expected, __FILE__, __LINE__)
void check_status_at(const Run *run, int expected, const char *file, guint line);

/* Checks that a run ended with status 2, printed nothing on standard output, and on standard error
 * one line that contains part. */
#define CHECK_REFUSED(run, part) check_refused_at(run, part, __FILE__, __LINE__)
void check_refused_at(const Run *run, const char *part, const char *file, guint line);

/* The commands that presub help lists (strings), but for help; it frees them. */
GPtrArray *list_commands(void);

/* The object that a run printed, which must be one; it belongs to the parser. */
JsonObject *run_json(const Run *run, JsonParser *parser);

/* The property called name in the report of a check, which must have it. */
JsonObject *json_property(JsonObject *report, const char *name);

/* A new folder for files; remove it and all that is in it with remove_folder, which frees it. */
char *make_folder(void);
void remove_folder(char *folder);

/* The line with the folder in the place of each @. Free it. */
char *in_folder(const char *folder, const char *line);

/* The text of a file in the folder, NULL if there is none; free it. And writing one. */
char *read_file(const char *folder, const char *name);
void write_file(const char *folder, const char *name, const char *text);

G_END_DECLS

#endif
