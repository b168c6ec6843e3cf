/* Tests with Prosody and ejabberd, started on loopback. Without these they say so and do nothing.
 */
#include "tests/pages.h"
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static gboolean
have_servers(void)
{
    if (pages_have_servers())
        return TRUE;
    puts("live: left out, as prosody and ejabberd are not installed");
    return FALSE;
}

/* A report is as its schema in docs/schemas says. */
static void
check_schema(const Run *run, const char *schema)
{
    char *folder = make_folder();
    g_autofree char *line = g_strdup_printf(
        "/usr/bin/python3 tests/validate.py docs/schemas/%s.json '%s/report.json'", schema, folder);
    write_file(folder, "report.json", run->out);
    g_autoptr(Run) validated = run_shell(line, ".");
    CHECK_STATUS(validated, 0);
    CHECK_CONTAINS(validated->out, "damages refused");
    remove_folder(folder);
}

/* Whatever it is compared with, what is observed of Prosody is Prosody: what presub knows of it
 * from its source differs only where that profile has no rows. */
static void
what_is_observed_is_prosody(void)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    char *folder = make_folder();
    if (!have_servers())
        return;
    g_autofree char *line = in_folder(folder, "live table rfc6121 --start prosody --format json "
                                              "--write-profile @/seen.profile");
    g_autofree char *again = in_folder(folder, "profile verify @/seen.profile");
    g_autofree char *compare = in_folder(folder, "diff @/seen.profile prosody");
    g_autoptr(Run) table = run_presub(line);
    CHECK_STATUS(table, 1);
    check_schema(table, "live-table");
    JsonObject *report = run_json(table, parser);
    guint differ = (guint)json_object_get_int_member(report, "differ");
    guint agree = (guint)json_object_get_int_member(report, "agree");
    guint extra = (guint)json_object_get_int_member(report, "not_in_profile");
    JsonArray *cells = json_object_get_array_member(report, "cells");
    CHECK_STRING(json_object_get_string_member(report, "profile"), "rfc6121");
    CHECK(differ > 0 && agree > 0, "%u differ, %u agree", differ, agree);
    CHECK_NUMBER(json_array_get_length(cells), 17 * 16, "cells");
    CHECK_NUMBER(agree + differ + extra, 17 * 16, "cells with a verdict");
    g_autoptr(Run) verified = run_presub(again);
    CHECK_STATUS(verified, 0);
    CHECK_CONTAINS(verified->out, "17 states, 0 options, 0 findings");
    g_autoptr(Run) difference = run_presub(compare);
    CHECK_CONTAINS(difference->out, "17 of 187 rows differ\n\nInbound error\n");
    remove_folder(folder);
}

/* The runs are those of another server: it says where they do not happen, and with which status. */
static void
what_does_not_happen_is_said(void)
{
    if (!have_servers())
        return;
    g_autoptr(Run) run = run_presub(
        "live replay docs/races/ejabberd-ejabberd/no-stuck.trace --start prosody --format junit");
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "failures=\"1\"");
    CHECK_CONTAINS(run->out, "did not happen");
    CHECK_CONTAINS(run->out, "expected ");
}

static void
what_happens_is_said_to_programs(void)
{
    if (!have_servers())
        return;
    g_autoptr(Run) run =
        run_presub("live replay docs/races/ejabberd-ejabberd/no-stuck.trace "
                   "docs/races/prosody-prosody/no-leak.trace --start prosody --format json");
    g_autoptr(JsonParser) parser = json_parser_new();
    CHECK_STATUS(run, 1);
    check_schema(run, "live-replay");
    JsonArray *runs = json_object_get_array_member(run_json(run, parser), "runs");
    for (guint i = 0; i < 2; i++) {
        JsonObject *race = json_array_get_object_element(runs, i);
        CHECK(json_object_get_boolean_member(race, "happened") == (i == 1), "run %u", i);
    }
}

/* The id of the server that was started in a folder; 0 if there is none yet. */
static GPid
find_server(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    const char *name = dir != NULL ? g_dir_read_name(dir) : NULL;
    g_autofree char *file = g_build_filename(folder, name != NULL ? name : "", "prosody.pid", NULL);
    g_autofree char *text = NULL;
    return g_file_get_contents(file, &text, NULL, NULL) ? atoi(text) : 0;
}

static gboolean
is_empty(const char *folder)
{
    g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
    return g_dir_read_name(dir) == NULL;
}

/* Asks again until it is so, for at most a minute. */
#define UNTIL(condition)                                            \
    for (gint64 end = g_get_monotonic_time() + 60 * G_USEC_PER_SEC; \
         !(condition) && g_get_monotonic_time() < end; g_usleep(10000))

/* Ends presub by a signal, with that exit status unless it is -1: the server that it started is
 * gone, and its folder. */
static void
end_by(int number, int expected)
{
    char *folder = make_folder();
    g_autofree char *line =
        g_strdup_printf("%s live table prosody --start prosody", g_getenv("PRESUB"));
    g_auto(GStrv) argv = g_strsplit(line, " ", 0);
    g_auto(GStrv) environment = g_environ_setenv(g_get_environ(), "TMPDIR", folder, TRUE);
    GPid child = 0, server = 0;
    int status = 0;
    gboolean spawned = g_spawn_async(NULL, argv, environment,
                                     G_SPAWN_DO_NOT_REAP_CHILD | G_SPAWN_STDOUT_TO_DEV_NULL |
                                         G_SPAWN_STDERR_TO_DEV_NULL,
                                     NULL, NULL, &child, NULL);
    REQUIRE(spawned, "%s", line);
    UNTIL((server = find_server(folder)) != 0)
    continue;
    CHECK(server != 0 && kill(server, 0) == 0, "no server");
    kill(child, number);
    waitpid(child, &status, 0);
    if (expected >= 0)
        CHECK(WIFEXITED(status) && WEXITSTATUS(status) == expected, "status %d", status);
    UNTIL(kill(server, 0) != 0 && is_empty(folder))
    continue;
    CHECK(kill(server, 0) != 0, "the server lives on after signal %d", number);
    CHECK(is_empty(folder), "something is left after signal %d", number);
    remove_folder(folder);
}

static void
nothing_is_left_behind(void)
{
    if (!have_servers())
        return;
    end_by(SIGINT, 3);
    end_by(SIGTERM, 3);
    end_by(SIGKILL, -1);
    end_by(SIGABRT, -1);
}

/* What happens on real servers is what the pages show. */
static void
pages_show_what_happens(void)
{
    if (!have_servers())
        return;
    CHECK_NUMBER(pages_check("docs/servers.md"), 0, "pictures");
    CHECK_NUMBER(pages_check("docs/races.md"), 15, "pictures");
}

static void
bad_usage(void)
{
    static const char *const cases[][2] = {
        {"live", "expected table PROFILE or replay TRACE"},
        {"live table", "expected table PROFILE or replay TRACE"},
        {"live table prosody", "expected either --start, or --server and --credentials"},
        {"live table prosody --server a:1", "expected either --start"},
        {"live table prosody --server a:1 --credentials gone", "gone"},
        {"live table nothing --start prosody", "nothing"},
        {"live table prosody --start prosodi", "did you mean prosody?"},
        {"live table prosody --start prosody --format xml",
         "--format: expected text, json or junit"},
        {"live table prosody --start prosody --limit 0", "--limit"},
        {"live table prosody --start prosody --logs x", "--logs: expected with replay only"},
        {"live table prosody --start prosody --output gone/report", "gone/report"},
        {"live table prosody --start prosody --write-profile gone/seen.profile", "gone/seen"},
        {"live replay gone.trace --start prosody", "gone.trace"},
        {"live replay gone.trace --start prosody --server a:1", "--server: expected with table"},
        {"live replay gone.trace --start prosody --credentials a", "--credentials: expected"},
        {"live replay gone.trace --start prosody --write-profile a", "--write-profile: expected"},
        {"live replay docs/races/prosody-prosody/no-leak.trace --start prosody -o gone/report",
         "gone/report"},
        {"live replay --logs gone --start prosody docs/races/prosody-prosody/no-leak.trace "
         "docs/races/ejabberd-prosody/no-leak.trace",
         "would both be written to no-leak.log"},
        {"live replay docs/races/prosody-prosody/no-leak.trace", "expected --start"},
        {"live replay docs/races/prosody-prosody/no-leak.trace --start a,b,c", "found 3"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Run) run = run_presub(cases[i][0]);
        CHECK_REFUSED(run, cases[i][1]);
    }
}

const Test live_tests[] = {
    {"live: bad usage", bad_usage, FALSE},
    {"what is observed is Prosody", what_is_observed_is_prosody, TRUE},
    {"what does not happen is said", what_does_not_happen_is_said, TRUE},
    {"what happens is said to programs", what_happens_is_said_to_programs, TRUE},
    {"nothing is left behind", nothing_is_left_behind, TRUE},
    {"docs: what happens on real servers", pages_show_what_happens, TRUE},
    {0},
};
