/* The bench in its smallest configuration: that it measures what it says, not what comes out. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static Run *
run_bench(const char *line, const char *folder)
{
    g_autofree char *program = g_canonicalize_filename(g_getenv("PRESUB"), NULL);
    g_autofree char *place = g_path_get_dirname(program);
    g_autofree char *command = g_strdup_printf("PRESUB='%s' '%s/bench' %s", program, place, line);
    return run_shell(command, folder);
}

/* The cells of the first row that begins with these; free with g_strfreev. */
static char **
row_of(const char *text, const char *begin)
{
    const char *at = strstr(text, begin);
    REQUIRE(at != NULL, "no row “%s” in\n%s", begin, text);
    g_autofree char *row = g_strndup(at, strcspn(at, "\n"));
    char **cells = g_strsplit(row, "|", -1);
    for (guint i = 0; cells[i] != NULL; i++)
        g_strstrip(cells[i]);
    return cells;
}

static double
number_in(char **cells, guint column)
{
    REQUIRE(g_strv_length(cells) > column, "only %u cells", g_strv_length(cells));
    return g_ascii_strtod(cells[column], NULL);
}

/* SPIN has found as many states, or else the bench would have failed; both figures and their ratio
 * are there. */
static void
spin_and_its_ratio(void)
{
    g_autoptr(Run) run = run_bench("--quick spin fallback", ".");
    CHECK_STATUS(run, 0);
    g_auto(GStrv) cells = row_of(run->out, "| rfc6121 -k 3 ");
    CHECK_STRING(cells[2], "5,449");
    for (guint i = 3; i <= 8; i++)
        CHECK(i == 4 || number_in(cells, i) > 0, "cell %u is “%s”", i, cells[i]);
    CHECK(g_str_has_suffix(cells[4], "first"), "%s", cells[4]);
    double ratio = number_in(cells, 5) / number_in(cells, 3);
    double shown = number_in(cells, 7);
    CHECK(shown > ratio * 0.98 && shown < ratio * 1.02, "the ratio is %g, shown as %g", ratio,
          shown);
    g_auto(GStrv) table = row_of(run->out, "| rfc6121 -k 1 --availability ");
    CHECK_STRING(table[2], "228");
    for (guint i = 5; i <= 9; i++)
        CHECK(number_in(table, i) > 0, "cell %u is “%s”", i, table[i]);
    g_autofree char *summary = g_strdup_printf("With bitmaps, at least %s times SPIN", table[6]);
    CHECK_CONTAINS(run->out, summary);
    CHECK_CONTAINS(run->out, "the mark is 100 times");
}

/* What SPIN does not do in its time or memory is said, and is no failure. */
static void
spin_may_not_come_to_an_end(void)
{
    g_autoptr(Run) run = run_bench("--quick --spin-memory 2M spin", ".");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "ended by memory");
    CHECK_CONTAINS(run->out, "rfc6121: SPIN comes to no end");
}

/* Each section stands between its marks, and all else stays. */
static void
sections_are_written_down(void)
{
    char *folder = make_folder();
    write_file(folder, "performance.md",
               "before\n<!-- bench:curve -->\nold\n<!-- /bench:curve -->\nbetween\n"
               "<!-- bench:spin -->\nkept\n<!-- /bench:spin -->\nafter\n");
    g_autofree char *line = in_folder(folder, "--quick --write @ curve");
    g_autoptr(Run) run = run_bench(line, ".");
    g_autofree char *page = read_file(folder, "performance.md");
    g_autofree char *picture = read_file(folder, "performance.svg");
    CHECK_STATUS(run, 0);
    CHECK(g_str_has_prefix(page, "before\n<!-- bench:curve -->\n\n| K "), "%s", page);
    CHECK(strstr(page, "old") == NULL, "%s", page);
    CHECK(g_str_has_suffix(page, "\n<!-- /bench:curve -->\nbetween\n<!-- bench:spin -->\nkept\n"
                                 "<!-- /bench:spin -->\nafter\n"),
          "%s", page);
    g_auto(GStrv) cells = row_of(page, "| 4 ");
    CHECK_STRING(cells[2], "38,947");
    CHECK_STRING(cells[3], "127,104");
    CHECK(number_in(cells, 10) > 0 && number_in(cells, 11) > 0, "%s", page);
    CHECK(picture != NULL && g_str_has_suffix(picture, "</svg>\n"), "there is a picture");
    remove_folder(folder);
}

/* Every section has its place in the page, and runs. */
static void
all_sections_run(void)
{
    static const char *const names[] = {"machine",    "spin",     "curve",
                                        "bounds",     "threads",  "scale",
                                        "properties", "fallback", "instructions"};
    g_autofree char *page = read_file("docs", "performance.md");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *mark = g_strdup_printf("<!-- bench:%s -->\n", names[i]);
        CHECK_CONTAINS(page, mark);
    }
    g_autoptr(Run) run = run_bench("--quick machine bounds threads scale properties", ".");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "| read anywhere ");
    CHECK_CONTAINS(run->out, "| K=3: one read anywhere a transition ");
    CHECK_CONTAINS(run->out, "| rfc6121 -k 3, all options on ");
    g_auto(GStrv) cells = row_of(run->out, "| core -k 4 ");
    CHECK_STRING(cells[2], "38,947");
    CHECK_CONTAINS(run->out, " recoverable |");
    CHECK_CONTAINS(run->out, "| rfc6121 with a circle -k 2 ");
}

#ifndef __SANITIZE_ADDRESS__ /* which valgrind cannot run */
static void
instructions_are_counted(void)
{
    g_autoptr(Run) run = run_bench("--quick instructions", ".");
    CHECK_STATUS(run, 0);
    g_auto(GStrv) cells = row_of(run->out, "| core -k 2 ");
    CHECK(number_in(cells, 3) > 0 && number_in(cells, 4) > 0, "%s", run->out);
}
#endif

static void
bad_usage_is_refused(void)
{
    g_autoptr(Run) section = run_bench("--quick swiftness", ".");
    g_autoptr(Run) bytes = run_bench("--spin-memory much", ".");
    g_autoptr(Run) folder = run_bench("--quick --write /nowhere machine", ".");
    CHECK_REFUSED(section, "there is no section “swiftness”");
    CHECK_REFUSED(bytes, "expected at least a second and a megabyte");
    CHECK_STATUS(folder, 1);
    CHECK_CONTAINS(folder->err, "/nowhere/performance.md");
}

const Test bench_tests[] = {
    {"SPIN and the ratio", spin_and_its_ratio, TRUE},
    {"SPIN may not come to an end", spin_may_not_come_to_an_end, TRUE},
    {"sections are written down", sections_are_written_down, TRUE},
    {"all sections run", all_sections_run, TRUE},
#ifndef __SANITIZE_ADDRESS__
    {"instructions are counted", instructions_are_counted, TRUE},
#endif
    {"bad usage is refused", bad_usage_is_refused, TRUE},
    {0},
};
