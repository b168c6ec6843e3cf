/* Tests of the command line: export. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>
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
    char *folder = make_folder();
    g_autofree char *line = in_folder(folder, "export aut rfc6121 -k 1 -o @/x");
    g_autoptr(Run) printed = run_presub("export aut rfc6121 -k 1");
    g_autoptr(Run) saved = run_presub(line);
    g_autofree char *text = read_file(folder, "x");
    CHECK_STATUS(printed, 0);
    CHECK_STATUS(saved, 0);
    CHECK_STRING(saved->out, "");
    CHECK_STRING(text, printed->out);
    CHECK_NUMBER(count_files(folder), 1, "no other one");
    remove_folder(folder);
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

/* The module and its configuration, or neither. */
static void
a_module_has_a_configuration(void)
{
    char *folder = make_folder();
    g_autofree char *line = in_folder(folder, "export tla rfc6121 -k 1 -o @/World.tla");
    g_autofree char *wrong = in_folder(folder, "export tla rfc6121 -k 1 -o @/a-b.tla");
    g_autofree char *limited =
        in_folder(folder, "export tla rfc6121 -k 1 --max-states 9 -o @/World.tla");
    g_autoptr(Run) unfinished = run_presub(limited);
    g_autoptr(Run) refused = run_presub(wrong);
    CHECK_STATUS(unfinished, 3);
    CHECK_REFUSED(refused, "expected the name of a module, letters and digits, and .tla");
    CHECK_NUMBER(count_files(folder), 0, "nothing");
    g_autoptr(Run) run = run_presub(line);
    g_autofree char *module = read_file(folder, "World.tla");
    g_autofree char *configuration = read_file(folder, "World.cfg");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(module, "---- MODULE World ----");
    CHECK_CONTAINS(module, "385 states generated, 173 distinct states found");
    CHECK_CONTAINS(configuration, "INVARIANT no_leak\n");
    CHECK_NUMBER(count_files(folder), 2, "both");
    remove_folder(folder);
}

/* Without a search no figures; the rest is the same. */
static void
figures_can_be_left_out(void)
{
    g_autoptr(Run) known = run_presub("export promela rfc6121 -k 1");
    g_autoptr(Run) unknown = run_presub("export promela rfc6121 -k 1 --no-search");
    g_autoptr(Run) graph = run_presub("export aut rfc6121 -k 1 --no-search");
    CHECK_STATUS(known, 0);
    CHECK_STATUS(unknown, 0);
    CHECK_CONTAINS(known->out, " *     173 states, stored\n *     385 transitions");
    CHECK(strstr(unknown->out, "stored") == NULL, "figures without a search:\n%s", unknown->out);
    CHECK_STRING(strstr(unknown->out, "\nmtype"), strstr(known->out, "\nmtype"));
    CHECK_REFUSED(graph, "--no-search: there is no state graph without a search");
}

/* Nothing that a comment quotes ends it; what a model calls something is its own. */
static void
comments_and_names_are_safe(void)
{
    char *folder = make_folder();
    g_autofree char *line = in_folder(
        folder,
        "export promela rfc6121 -k 1 --names '*/,a' -o @/x.pml "
        "--property 'always do \"*/ /* \\\\n\": in_flight < 9' --property 'always K: true'");
    g_autoptr(Run) run = run_presub(line);
    g_autoptr(Run) spin = run_shell("spin -a x.pml", folder);
    g_autofree char *text = read_file(folder, "x.pml");
    CHECK_STATUS(run, 0);
    CHECK_STATUS(spin, 0);
    CHECK_CONTAINS(text, "\nnever do_2 {");
    CHECK_CONTAINS(text, "\nnever K_2 {");
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
        {"export tla rfc6121 --only nothing", "--only: expected a property"},
        {"export aut rfc6121 --only no-leak", "--only: expected promela or tla, found aut"},
        {"export tla rfc6121 --no-search --max-states 9",
         "--max-states: expected a search, found --no-search"},
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
    {"a module has a configuration", a_module_has_a_configuration, FALSE},
    {"figures can be left out", figures_can_be_left_out, FALSE},
    {"comments and names are safe", comments_and_names_are_safe, FALSE},
    {"what is wrong is said", what_is_wrong_is_said, FALSE},
    {0},
};
