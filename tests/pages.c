/* Pages: what their commands print and draw. */
#include "tests/pages.h"

#include "tests/program.h"
#include "tests/support.h"

#include <string.h>
#include <unistd.h>

typedef struct {
    char *line;
    GString *expected;
} Example;

static void
free_example(gpointer data)
{
    Example *example = data;
    g_free(example->line);
    g_string_free(example->expected, TRUE);
    g_free(example);
}

/* The examples in the console blocks of a Markdown file. */
static GPtrArray *
read_examples(const char *file)
{
    GPtrArray *examples = g_ptr_array_new_with_free_func(free_example);
    g_autofree char *text = NULL;
    gboolean read = g_file_get_contents(file, &text, NULL, NULL);
    REQUIRE(read, "cannot read %s", file);
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    gboolean inside = FALSE;
    for (guint i = 0; lines[i] != NULL; i++) {
        if (g_str_has_prefix(lines[i], "```")) {
            inside = !inside && g_str_equal(lines[i], "```console");
        } else if (inside && g_str_has_prefix(lines[i], "$ ")) {
            Example *example = g_new(Example, 1);
            *example = (Example){g_strdup(lines[i] + 2), g_string_new(NULL)};
            g_ptr_array_add(examples, example);
        } else if (inside && examples->len > 0) {
            Example *example = g_ptr_array_index(examples, examples->len - 1);
            g_string_append_printf(example->expected, "%s\n", lines[i]);
        }
    }
    return examples;
}

/* The text without what differs from run to run. Free it. */
static char *
without_times(const char *text)
{
    g_autoptr(GRegex) times =
        g_regex_new("[0-9.]+( s, )[0-9.]+( bytes a state)", G_REGEX_DEFAULT, 0, NULL);
    return g_regex_replace(times, text, -1, 0, "_\\1_\\2", 0, NULL);
}

/* A folder in which the commands may write, with the profiles and scenarios at hand. */
static char *
make_workplace(void)
{
    static const char *const shared[] = {"model", "docs", "README.md"};
    char *folder = make_folder();
    g_autofree char *here = g_get_current_dir();
    for (guint i = 0; i < G_N_ELEMENTS(shared); i++) {
        g_autofree char *from = g_build_filename(here, shared[i], NULL);
        g_autofree char *to = g_build_filename(folder, shared[i], NULL);
        CHECK(symlink(from, to) == 0, "%s", to);
    }
    return folder;
}

static void
check_example(const Example *example, const char *folder)
{
    g_autoptr(Run) run = run_shell(example->line, folder);
    gboolean refused = g_str_has_prefix(example->expected->str, "presub "); /* and that is shown */
    CHECK(refused ? run->status == 2 : run->status == 0 || run->status == 1, "%s: status %d\n%s",
          example->line, run->status, run->err);
    if (example->expected->len == 0)
        return;
    g_autofree char *expected = without_times(example->expected->str);
    g_autofree char *found = without_times(run->out);
    CHECK_STRING(found, expected);
}

/* Compares a file that the commands wrote with that of docs/. */
static void
compare_file(const char *folder, const char *name)
{
    g_autofree char *drawn = read_file(folder, name);
    g_autofree char *picture = read_file("docs", name);
    CHECK(g_strcmp0(drawn, picture) == 0, "docs/%s is not what the tool draws: make docs", name);
}

/* Compares what the commands drew into the folder with the pictures of the same name in docs/. Of
 * one that dot has laid out, which depends on fonts, its DOT file is compared, which must be there.
 * Returns how many there are. */
static guint
check_pictures(const char *folder)
{
    g_autoptr(GDir) docs = g_dir_open("docs", 0, NULL);
    guint n = 0;
    for (const char *name = g_dir_read_name(docs); name != NULL; name = g_dir_read_name(docs)) {
        g_autofree char *drawn = g_str_has_suffix(name, ".svg") ? read_file(folder, name) : NULL;
        if (drawn == NULL)
            continue;
        g_autofree char *stem = g_strndup(name, strlen(name) - strlen(".svg"));
        g_autofree char *dot = g_strconcat(stem, ".dot", NULL);
        g_autofree char *source = read_file("docs", dot);
        compare_file(folder, source != NULL ? dot : name);
        n++;
    }
    return n;
}

guint
pages_check(const char *page)
{
    g_autoptr(GPtrArray) examples = read_examples(page);
    char *folder = make_workplace();
    for (guint i = 0; i < examples->len; i++)
        check_example(g_ptr_array_index(examples, i), folder);
    guint pictures = check_pictures(folder);
    remove_folder(folder);
    return pictures;
}

guint
pages_n_commands(const char *page)
{
    g_autoptr(GPtrArray) examples = read_examples(page);
    return examples->len;
}

gboolean
pages_is_live(const char *page)
{
    return g_str_equal(page, "docs/servers.md") || g_str_equal(page, "docs/races.md");
}

gboolean
pages_have_servers(void)
{
    g_autofree char *prosody = g_find_program_in_path("prosody");
    g_autofree char *ejabberd = g_find_program_in_path("ejabberdctl");
    return prosody != NULL && (ejabberd != NULL || access("/usr/sbin/ejabberdctl", X_OK) == 0);
}
