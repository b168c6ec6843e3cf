/* Running the command itself. */
#include "tests/program.h"

#include "tests/support.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/wait.h>

/* The path of the program, which the runner sees to. Free it. */
static char *
program(void)
{
    const char *path = g_getenv("PRESUB");
    g_autofree char *folder = g_get_current_dir();
    return g_canonicalize_filename(path, folder);
}

static Run *
run(const char *command, char **argv, const char *folder, char **environment)
{
    Run *run = g_new0(Run, 1);
    g_autoptr(GError) error = NULL;
    int status = 0;
    run->command = g_strdup(command);
    gboolean started = g_spawn_sync(folder, argv, environment, G_SPAWN_SEARCH_PATH, NULL, NULL,
                                    &run->out, &run->err, &status, &error);
    REQUIRE(started, "%s: %s", command, error->message);
    run->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    return run;
}

Run *
run_presub(const char *line)
{
    g_autofree char *path = program();
    g_autofree char *quoted = g_shell_quote(path);
    g_autofree char *command = g_strconcat(quoted, " ", line, NULL);
    g_auto(GStrv) argv = NULL;
    gboolean parsed = g_shell_parse_argv(command, NULL, &argv, NULL);
    REQUIRE(parsed, "%s", command);
    return run(line, argv, NULL, NULL);
}

Run *
run_shell(const char *line, const char *folder)
{
    g_autofree char *path = program();
    g_autofree char *bin = g_path_get_dirname(path);
    g_autofree char *search = g_strconcat(bin, ":", g_getenv("PATH"), NULL);
    g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "PATH", search, TRUE);
    g_autofree char *copy = g_strdup(line);
    char shell[] = "sh";
    char option[] = "-c";
    char *argv[] = {shell, option, copy, NULL};
    return run(line, argv, folder, environment);
}

void
run_free(Run *finished)
{
    if (finished == NULL)
        return;
    g_free(finished->command);
    g_free(finished->out);
    g_free(finished->err);
    g_free(finished);
}

void
check_status_at(const Run *finished, int expected, const char *file, guint line)
{
    check_at(finished->status == expected, FALSE, file, line, "exit status",
             "%s: expected status %d, found %d\n%s%s", finished->command, expected,
             finished->status, finished->out, finished->err);
}

void
check_refused_at(const Run *finished, const char *part, const char *file, guint line)
{
    gsize length = strlen(finished->err);
    const char *newline = strchr(finished->err, '\n');
    check_status_at(finished, 2, file, line);
    check_string_at(finished->out, "", file, line);
    check_contains_at(finished->err, part, file, line);
    check_at(newline != NULL && newline == finished->err + length - 1, FALSE, file, line,
             "one line", "%s: expected one line on standard error, found “%s”", finished->command,
             finished->err);
}

char *
make_folder(void)
{
    g_autoptr(GError) error = NULL;
    char *folder = g_dir_make_tmp("presub-test-XXXXXX", &error);
    REQUIRE(folder != NULL, "%s", error->message);
    return folder;
}

void
remove_folder(char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        char *path = g_build_filename(folder, name, NULL);
        if (g_file_test(path, G_FILE_TEST_IS_DIR) && !g_file_test(path, G_FILE_TEST_IS_SYMLINK)) {
            remove_folder(path);
        } else {
            g_unlink(path);
            g_free(path);
        }
    }
    g_rmdir(folder);
    g_free(folder);
}

char *
in_folder(const char *folder, const char *line)
{
    g_auto(GStrv) parts = g_strsplit(line, "@", -1);
    return g_strjoinv(folder, parts);
}

char *
read_file(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text = NULL;
    g_file_get_contents(path, &text, NULL, NULL);
    return text;
}

void
write_file(const char *folder, const char *name, const char *text)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    g_file_set_contents(path, text, -1, NULL);
}

GPtrArray *
list_commands(void)
{
    GPtrArray *commands = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(Run) help = run_presub("help");
    g_auto(GStrv) lines = g_strsplit(help->out, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        if (g_str_has_prefix(lines[i], "  ") && lines[i][2] != ' ' &&
            !g_str_has_prefix(lines[i], "  help "))
            g_ptr_array_add(commands, g_strndup(lines[i] + 2, strcspn(lines[i] + 2, " ")));
    REQUIRE(commands->len >= 10, "only %u commands in\n%s", commands->len, help->out);
    return commands;
}

JsonObject *
run_json(const Run *run, JsonParser *parser)
{
    g_autoptr(GError) error = NULL;
    gboolean parsed = json_parser_load_from_data(parser, run->out, -1, &error);
    REQUIRE(parsed, "%s: %s", run->command, error->message);
    return json_node_get_object(json_parser_get_root(parser));
}

JsonObject *
json_property(JsonObject *report, const char *name)
{
    JsonArray *properties = json_object_get_array_member(report, "properties");
    for (guint i = 0; i < json_array_get_length(properties); i++) {
        JsonObject *property = json_array_get_object_element(properties, i);
        if (g_str_equal(json_object_get_string_member(property, "name"), name))
            return property;
    }
    REQUIRE(FALSE, "no property %s", name);
    return NULL;
}
