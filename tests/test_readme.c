/* The README and docs show commands and what they print: here they are run, and must print that.
 *
 * In a block fenced as ```console a line "$ COMMAND" is a command, and the lines up to the next
 * one, if there are any, are what it prints on standard output. Seconds and bytes a state are not
 * compared. */
#include "tests/program.h"
#include "tests/suites.h"
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

/* Compares what the commands drew into the folder with the pictures of the same name in docs/.
 * Returns how many there are. */
static guint
check_pictures(const char *folder)
{
    g_autoptr(GDir) docs = g_dir_open("docs", 0, NULL);
    guint n = 0;
    for (const char *name = g_dir_read_name(docs); name != NULL; name = g_dir_read_name(docs)) {
        g_autofree char *drawn = g_str_has_suffix(name, ".svg") ? read_file(folder, name) : NULL;
        g_autofree char *picture = read_file("docs", name);
        if (drawn == NULL)
            continue;
        CHECK(g_str_equal(drawn, picture), "docs/%s is not what the tool draws: make docs", name);
        n++;
    }
    return n;
}

/* Runs the commands of a page; returns how many pictures of docs/ they draw. */
static guint
check_page(const char *page)
{
    g_autoptr(GPtrArray) examples = read_examples(page);
    char *folder = make_workplace();
    for (guint i = 0; i < examples->len; i++)
        check_example(g_ptr_array_index(examples, i), folder);
    guint pictures = check_pictures(folder);
    remove_folder(folder);
    return pictures;
}

static void
readme_shows_what_happens(void)
{
    g_autoptr(GPtrArray) examples = read_examples("README.md");
    CHECK(examples->len >= 8, "only %u commands", examples->len);
    CHECK_NUMBER(check_page("README.md"), 2, "pictures of the README");
}

static void
contributing_shows_what_happens(void)
{
    check_page("CONTRIBUTING.md");
}

/* Every page of docs/; and every picture there is drawn by some page or by the README. */
static void
pages_show_what_happens(void)
{
    g_autoptr(GDir) docs = g_dir_open("docs", 0, NULL);
    guint pictures = 0;
    guint drawn = 2; /* by the README */
    for (const char *name = g_dir_read_name(docs); name != NULL; name = g_dir_read_name(docs)) {
        g_autofree char *page = g_build_filename("docs", name, NULL);
        pictures += g_str_has_suffix(name, ".svg");
        drawn += g_str_has_suffix(name, ".md") ? check_page(page) : 0;
    }
    CHECK_NUMBER(drawn, pictures, "pictures that a command of a page draws");
}

/* The first command of the README. It draws into the same folder in which it was built. */
static void
make_run_works(void)
{
    g_autoptr(Run) run = run_shell("make run", ".");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "2 of 6 properties are violated");
    CHECK_CONTAINS(run->out, "rfc6121-states.svg");
}

const Test readme_tests[] = {
    {"README: the commands print what it shows", readme_shows_what_happens, FALSE},
    {"CONTRIBUTING: the commands print what it shows", contributing_shows_what_happens, FALSE},
    {"docs: the commands print and draw what they show", pages_show_what_happens, TRUE},
    {"README: make run works", make_run_works, TRUE},
    {0},
};
