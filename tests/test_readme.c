/* The README and docs show commands and what they print: here they are run, and must print that. */
#include "tests/pages.h"
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

static void
readme_shows_what_happens(void)
{
    guint n = pages_n_commands("README.md");
    CHECK(n >= 8, "only %u commands", n);
    CHECK_NUMBER(pages_check("README.md"), 2, "pictures of the README");
}

static void
contributing_shows_what_happens(void)
{
    pages_check("CONTRIBUTING.md");
}

/* Every page of docs/ but those with servers that run; and every picture there is drawn by some
 * page, by the README or by the bench. */
static void
pages_show_what_happens(void)
{
    g_autoptr(GDir) docs = g_dir_open("docs", 0, NULL);
    guint pictures = 0;
    guint drawn = 3; /* by the README, and performance.svg */
    for (const char *name = g_dir_read_name(docs); name != NULL; name = g_dir_read_name(docs)) {
        g_autofree char *page = g_build_filename("docs", name, NULL);
        pictures += g_str_has_suffix(name, ".svg") && !g_str_has_prefix(name, "race-");
        drawn += g_str_has_suffix(name, ".md") && !pages_is_live(page) ? pages_check(page) : 0;
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
