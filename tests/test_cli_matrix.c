/* Tests of the command line: matrix. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static void
all_servers_are_the_default(void)
{
    g_autoptr(Run) run = run_presub("matrix -k 1");
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "10 servers, 100 pairs: romeo's server down, juliet's across\n"
                             "at most 1 presence in flight\n");
    g_auto(GStrv) lines = g_strsplit(run->out, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++)
        CHECK(g_utf8_strlen(lines[i], -1) <= 100, "wider than 100 columns: %s", lines[i]);
}

static void
statuses_are_those_of_checks(void)
{
    static const struct {
        const char *line;
        int status;
    } runs[] = {
        {"matrix rfc6121 -k 1", 1},
        {"matrix rfc6121 -k 1 --only no-stuck,recoverable", 0},
        {"matrix rfc6121 --set remove-cancels-pending=on --sequential", 0},
        {"matrix rfc6121 openfire -k 2 --max-states 50", 3},
        {"matrix rfc6121 openfire --set auto-unsubscribed=off -k 1", 1},
    };
    for (guint i = 0; i < G_N_ELEMENTS(runs); i++) {
        g_autoptr(Run) run = run_presub(runs[i].line);
        CHECK_STATUS(run, runs[i].status);
    }
}

static void
bad_input_is_refused(void)
{
    static const char *const lines[][2] = {
        {"matrix nobody", "found “nobody”"},
        {"matrix rfc6121 openfire --set nothing=on", "--set nothing=on applies nowhere"},
        {"matrix rfc6121 openfire --set pre-approval", "expected [SIDE.]OPTION=on or =off"},
        {"matrix --format png", "expected text, json, csv, svg, html or junit, found “png”"},
        {"matrix rfc6121 -o matrix.png", "ends in .txt, .json, .csv, .svg, .html or .xml"},
        {"matrix --in-flight 0", "--in-flight"},
        {"matrix rfc6121 --property 'settled x: nobody.to'", "--property:1:12"},
        {"matrix rfc6121 -o /no/such/folder/m.svg", "No such file or directory"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Run) run = run_presub(lines[i][0]);
        CHECK_REFUSED(run, lines[i][1]);
    }
}

static void
files_are_what_their_names_say(void)
{
    static const char *const begins[][2] = {
        {"m.txt", "2 servers, 4 pairs"},  {"m.json", "{\n"},
        {"m.csv", "profile_a,profile_b"}, {"m.svg", "<svg"},
        {"m.html", "<!DOCTYPE html>"},
    };
    char *folder = make_folder();
    for (guint i = 0; i < G_N_ELEMENTS(begins); i++) {
        g_autofree char *line =
            g_strdup_printf("matrix rfc6121 openfire -k 1 -o %s/%s", folder, begins[i][0]);
        g_autoptr(Run) run = run_presub(line);
        g_autofree char *text = read_file(folder, begins[i][0]);
        CHECK_STATUS(run, 1);
        CHECK_STRING(run->out, "");
        CHECK(text != NULL && g_str_has_prefix(text, begins[i][1]), "%s", begins[i][0]);
    }
    remove_folder(folder);
}

/* A page's commands find what the page shows: each is run, and its verdicts are compared. */
static void
commands_check_one_pair(void)
{
    g_autoptr(Run) json = run_presub("matrix rfc6121 openfire -k 2 --names 'a&b,c' --format json "
                                     "--set auto-unsubscribed=off --users sensible --loss 1");
    CHECK_CONTAINS(json->out, "\"command\" : \"presub check rfc6121 openfire --in-flight 2 --users "
                              "sensible --set auto-unsubscribed=off --names 'a&b,c' --loss 1\"");
    CHECK_CONTAINS(json->out, "\"command\" : \"presub check openfire --in-flight 2 --users "
                              "sensible --names 'a&b,c' --loss 1\"");
}

static void
names_are_escaped(void)
{
    g_autoptr(Run) svg = run_presub("matrix rfc6121 -k 1 --names '<b>,&\"' --format svg");
    g_autoptr(Run) html = run_presub("matrix rfc6121 -k 1 --names '<b>,&\"' --format html");
    CHECK_STATUS(svg, 1);
    CHECK_STATUS(html, 1);
    CHECK(strstr(svg->out, "<b>") == NULL && strstr(html->out, "<b>") == NULL, "not escaped");
    CHECK_CONTAINS(svg->out, "&lt;b&gt; subscribe");
    CHECK_CONTAINS(html->out, "&lt;b&gt; subscribe");
}

/* A violation whose needs no search got to is drawn as such, and each format says so. */
static void
unknown_needs_are_said_to_be_unknown(void)
{
    static const char *const formats[] = {"svg", "html"};
    for (guint i = 0; i < G_N_ELEMENTS(formats); i++) {
        g_autofree char *line =
            g_strdup_printf("matrix rfc6121 --order any --loss 1 --availability --max-states 300 "
                            "--format %s",
                            formats[i]);
        g_autoptr(Run) run = run_presub(line);
        CHECK_STATUS(run, 3);
        CHECK_CONTAINS(run->out, "violated, and what that needs is not known");
        CHECK(strstr(run->out, "that needs a fault") == NULL, "%s: a guess", formats[i]);
    }
    g_autoptr(Run) text =
        run_presub("matrix rfc6121 --order any --loss 1 --availability --max-states 300");
    CHECK_CONTAINS(text->out, "Violations with each server, in the pair that it is part of:\n");
    CHECK_CONTAINS(text->out, "a dot: holds; only a ?: not known.\n");
    CHECK_CONTAINS(text->out, "? not known; no letter, nothing.\n");
    CHECK_CONTAINS(text->out, "violated in 1 of 1 pair; what 1 needs is not known\n");
}

/* No two parts of a page share an id, whatever the properties are called. */
static void
names_of_properties_do_not_collide(void)
{
    static const char *const ids[] = {"grid-x",          "grid-cell-x", "cell-x-1-1",
                                      "cell-cell-x-1-1", "run-x-1-1",   "run-cell-x-1-1"};
    g_autoptr(Run) html =
        run_presub("matrix rfc6121 -k 1 --property 'always x: romeo.unlisted always cell-x: "
                   "romeo.unlisted' --only x,cell-x --format html");
    for (guint i = 0; i < G_N_ELEMENTS(ids); i++) {
        g_autofree char *id = g_strdup_printf(" id=\"%s\"", ids[i]);
        const char *found = strstr(html->out, id);
        CHECK(found != NULL && strstr(found + 1, id) == NULL, "not once:%s", id);
    }
}

/* What cannot be read twice, as a pipe, is read once for all worlds. */
static void
files_are_read_once(void)
{
    static const char *const lines[] = {
        "echo 'always mine: true' | "
        "presub matrix rfc6121 openfire -k 1 --properties /dev/stdin --only mine",
        "echo 'always mine: true' | "
        "presub freedoms openfire -k 1 --properties /dev/stdin --only mine",
        "cat model/profiles/openfire.profile | presub matrix /dev/stdin -k 1 --only no-reply-storm",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Run) run = run_shell(lines[i], ".");
        CHECK_STATUS(run, 0);
    }
}

/* A property may name a state that only some of the profiles have: elsewhere nobody is in it. */
static void
states_of_some_profiles_may_be_named(void)
{
    g_autoptr(Run) run = run_presub("matrix rfc6121 openfire -k 2 --format csv --only settled "
                                    "--property 'settled settled: "
                                    "watcher.state != \"None + Pending Out\"'");
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "rfc6121,rfc6121,settled,false,");
    CHECK_CONTAINS(run->out, "rfc6121,openfire,settled,false,");
    CHECK_CONTAINS(run->out, "openfire,openfire,settled,true,");
    g_autoptr(Run) sides = run_presub("matrix openfire rfc6121 -k 1 --only mine --property "
                                      "'always mine: juliet.state != \"None + Pending In\"'");
    CHECK(sides->status < 2, "refused: %s", sides->err);
    g_autoptr(Run) none = run_presub("matrix openfire rfc6121 --property 'always mine: "
                                     "juliet.state != \"None + Pending Inn\"'");
    CHECK_REFUSED(none, "expected a state of openfire or rfc6121 such as ");
    g_autoptr(Run) pair = run_presub("check openfire --property 'settled mine: watcher.state != "
                                     "\"None + Pending Out\"'");
    CHECK_REFUSED(pair, "expected a state of openfire such as ");
}

const Test cli_matrix_tests[] = {
    {"all servers are the default", all_servers_are_the_default, FALSE},
    {"statuses are those of checks", statuses_are_those_of_checks, FALSE},
    {"bad input is refused", bad_input_is_refused, FALSE},
    {"files are what their names say", files_are_what_their_names_say, FALSE},
    {"commands check one pair", commands_check_one_pair, FALSE},
    {"names are escaped", names_are_escaped, FALSE},
    {"unknown needs are said to be unknown", unknown_needs_are_said_to_be_unknown, FALSE},
    {"names of properties do not collide", names_of_properties_do_not_collide, FALSE},
    {"files are read once", files_are_read_once, FALSE},
    {"states of some profiles may be named", states_of_some_profiles_may_be_named, FALSE},
    {0},
};
