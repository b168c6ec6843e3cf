/* Tests of the command line: export. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <unistd.h>

/* How many files there are in a folder. */
static guint
count_files(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    guint n = 0;
    while (g_dir_read_name(dir) != NULL)
        n++;
    return n;
}

static void
a_file_is_what_is_printed(void)
{
    static const char *const formats[] = {"aut"};
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        char *folder = make_folder();
        g_autofree char *line = g_strdup_printf("export %s rfc6121 -k 1", formats[i]);
        g_autofree char *template = g_strdup_printf("%s -o @/x", line);
        g_autofree char *saving = in_folder(folder, template);
        g_autoptr(Run) printed = run_presub(line);
        g_autoptr(Run) saved = run_presub(saving);
        g_autofree char *text = read_file(folder, "x");
        CHECK_STATUS(printed, 0);
        CHECK_STATUS(saved, 0);
        CHECK_STRING(saved->out, "");
        CHECK_STRING(text, printed->out);
        CHECK_NUMBER(count_files(folder), 1, "%s", formats[i]);
        remove_folder(folder);
    }
}

/* A file that was there stays what it was. */
static void
a_limit_leaves_nothing_behind(void)
{
    char *folder = make_folder();
    g_autofree char *line = in_folder(folder, "export aut rfc6121 --max-states 100 -o @/x");
    g_autoptr(Run) first = run_presub(line);
    CHECK_STATUS(first, 3);
    CHECK_CONTAINS(first->err, "presub export: nothing is written: the limit of 100 states");
    CHECK_NUMBER(count_files(folder), 0, "nothing");
    write_file(folder, "x", "old");
    g_autoptr(Run) second = run_presub(line);
    g_autofree char *text = read_file(folder, "x");
    CHECK_STATUS(second, 3);
    CHECK_STRING(text, "old");
    CHECK_NUMBER(count_files(folder), 1, "the old one");
    remove_folder(folder);
}

/* What the link points at is replaced, and the link stays one. */
static void
a_link_is_followed(void)
{
    char *folder = make_folder();
    g_autofree char *target = in_folder(folder, "@/target");
    g_autofree char *link = in_folder(folder, "@/link");
    g_autofree char *line = in_folder(folder, "export aut rfc6121 -k 1 -o @/link");
    write_file(folder, "target", "old");
    CHECK(symlink(target, link) == 0, "no link");
    g_autoptr(Run) run = run_presub(line);
    g_autofree char *text = read_file(folder, "target");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(text, "des (0,384,173)");
    CHECK(g_file_test(link, G_FILE_TEST_IS_SYMLINK), "the link was replaced");
    remove_folder(folder);
}

static void
what_is_wrong_is_said(void)
{
    static const char *const wrong[][2] = {
        {"export", "expected a format and one profile or two"},
        {"export dot rfc6121", "format: expected promela"},
        {"export aut", "expected one profile or two, found 0"},
        {"export aut rfc6121 rfc6121 rfc6121", "expected one profile or two, found 3"},
        {"export aut nobody", "expected a profile"},
        {"export aut rfc6121 -k 0", "--in-flight: expected a whole number"},
        {"export aut rfc6121 --only nothing", "--only: expected a property"},
        {"export aut rfc6121 -o /nowhere/at/all", "cannot open /nowhere/at/all"},
        {"export aut rfc6121 -k 1 -o tests", "cannot open tests"},
        {"export aut rfc6121 -k 1 -o /dev/full", "cannot write to /dev/full"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(Run) run = run_presub(wrong[i][0]);
        CHECK_REFUSED(run, wrong[i][1]);
    }
}

const Test cli_export_tests[] = {
    {"a file is what is printed", a_file_is_what_is_printed, FALSE},
    {"a limit leaves nothing behind", a_limit_leaves_nothing_behind, FALSE},
    {"a link is followed", a_link_is_followed, FALSE},
    {"what is wrong is said", what_is_wrong_is_said, FALSE},
    {0},
};
