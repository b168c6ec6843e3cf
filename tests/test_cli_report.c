/* Tests of the command line: report. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

static void
the_command_writes_a_page(void)
{
    static const struct {
        const char *line;
        int status;
        const char *note;
    } runs[] = {
        {"report rfc6121 -k 1 -o @/r.html", 0, ""},
        {"report rfc6121 -k 1 --only no-stuck -o @/r.html", 0, ""},
        {"report rfc6121 openfire --max-states 100 -o @/r.html", 3,
         "presub report: the page is written, but is not complete: no, ended by the limit of 100 "
         "states\n"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(runs); i++) {
        char *folder = make_folder();
        g_autofree char *line = in_folder(folder, runs[i].line);
        g_autoptr(Run) run = run_presub(line);
        g_autofree char *html = read_file(folder, "r.html");
        CHECK_STATUS(run, runs[i].status);
        CHECK_STRING(run->out, "");
        CHECK_STRING(run->err, runs[i].note);
        CHECK(html != NULL && g_str_has_suffix(html, "</html>\n"), "%s: no page", line);
        remove_folder(folder);
    }
    g_autoptr(Run) out = run_presub("report rfc6121 -k 1");
    CHECK(g_str_has_prefix(out->out, "<!DOCTYPE html>"), "no page on standard output");
    CHECK_CONTAINS(out->out, "<pre>presub check rfc6121 --in-flight 1</pre>");
}

static void
bad_input_is_refused(void)
{
    static const char *const lines[][2] = {
        {"report", "expected one profile or two, found 0"},
        {"report nobody", "found “nobody”"},
        {"report rfc6121 --only nothing", "--only"},
        {"report rfc6121 -o /no/such/folder/r.html", "No such file or directory"},
        {"report rfc6121 --engine sets", "--engine"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Run) run = run_presub(lines[i][0]);
        CHECK_REFUSED(run, lines[i][1]);
    }
}

static void
too_many_properties_are_refused(void)
{
    g_autoptr(GString) line = g_string_new("report rfc6121 -k 1");
    for (guint i = 0; i < 32; i++)
        g_string_append_printf(line, " --property 'always p%u: in_flight < 9'", i);
    g_autoptr(Run) run = run_presub(line->str);
    CHECK_REFUSED(run, "expected at most 31 properties to draw, found 38");
}

const Test cli_report_tests[] = {
    {"the command writes a page", the_command_writes_a_page, FALSE},
    {"bad input is refused", bad_input_is_refused, FALSE},
    {"too many properties are refused", too_many_properties_are_refused, FALSE},
    {NULL, NULL, FALSE},
};
