/* Tests of --checkpoint and --resume, with a process that is really killed. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* A report in JSON without what two runs may differ in: times, and what memory they took. Free it.
 */
static char *
without_times(const char *report)
{
    g_auto(GStrv) lines = g_strsplit(report, "\n", -1);
    GString *text = g_string_new(NULL);
    for (guint i = 0; lines[i] != NULL; i++)
        if (strstr(lines[i], "\"seconds\"") == NULL && strstr(lines[i], "\"bytes_") == NULL)
            g_string_append_printf(text, "%s\n", lines[i]);
    return g_string_free(text, FALSE);
}

static void
check_same_report(const Run *found, const Run *expected)
{
    g_autofree char *found_text = without_times(found->out);
    g_autofree char *expected_text = without_times(expected->out);
    CHECK_STRING(found_text, expected_text);
    CHECK_STATUS(found, expected->status);
}

/* Somebody else's file beside the checkpoint stays as it is; the beginning of one is written over.
 */
static void
the_part_of_others_stays(void)
{
    char *folder = make_folder();
    write_file(folder, "kept.part", "my notes");
    g_autoptr(Run) refused = run_shell("presub check rfc6121 --checkpoint kept", folder);
    CHECK_STATUS(refused, 2);
    CHECK_CONTAINS(refused->err, "File exists");
    g_autofree char *path = g_build_filename(folder, "kept.part", NULL);
    g_autofree char *text = NULL;
    CHECK(g_file_get_contents(path, &text, NULL, NULL), "%s is gone", path);
    CHECK_STRING(text, "my notes");
    write_file(folder, "kept.part", "presub");
    g_autoptr(Run) taken = run_shell("presub check rfc6121 --checkpoint kept", folder);
    CHECK_STATUS(taken, 1);
    remove_folder(folder);
}

/* ---- Killed ---- */

/* Longer than any of these takes. */
#define ENOUGH 60.0

/* Runs a command again and again, each time a little longer before it is ended, until it ends by
 * itself. */
static void
run_until_done(const char *command, const char *signal, gint32 first_ms)
{
    char *folder = make_folder();
    g_autofree char *whole_line = g_strdup_printf("%s --format json", command);
    g_autoptr(Run) whole = run_presub(whole_line);
    g_autoptr(GRand) rand = g_rand_new_with_seed((guint32)first_ms);
    g_autoptr(Run) run = NULL;
    guint ended = 0;
    for (double seconds = first_ms / 1e3; seconds < ENOUGH && run == NULL; ended++) {
        g_autofree char *file = g_build_filename(folder, "kept", NULL);
        gboolean there = g_file_test(file, G_FILE_TEST_EXISTS);
        g_autofree char *line = g_strdup_printf(
            "timeout --preserve-status -s %s %.4f presub %s --format json --checkpoint kept "
            "--checkpoint-every 0 %s",
            signal, seconds, command, there ? "--resume kept" : "");
        run = run_shell(line, folder);
        if (run->status != 1) /* by the signal: by it at once, or in order */
            g_clear_pointer(&run, run_free);
        seconds *= 1 + g_rand_double(rand);
    }
    REQUIRE(run != NULL, "%s: it never ended", command);
    CHECK(ended > 1, "%s: it was never ended", command);
    check_same_report(run, whole);
    remove_folder(folder);
}

static void
killed_searches_go_on(void)
{
    for (gint32 ms = 2; ms <= 11; ms += 9) {
        run_until_done("check rfc6121 -k 5 --engine hash", "KILL", ms);
        run_until_done("check rfc6121 openfire -k 5 --engine sets --threads 2", "KILL", ms);
        run_until_done("check openfire rfc6121 -k 4 --engine sets --loss 2", "KILL", ms);
        run_until_done("check openfire rfc6121 -k 5 --engine bitmaps --loss 2", "KILL", ms);
        run_until_done("check rfc6121 tigase -k 3 --availability --users sensible", "KILL", ms);
    }
}

static void
interrupted_searches_go_on(void)
{
    run_until_done("check rfc6121 -k 5 --engine hash", "INT", 5);
    run_until_done("check rfc6121 -k 6 --engine bitmaps", "INT", 5);
    run_until_done("check prosody ejabberd -k 4 --availability --engine bitmaps --only no-leak",
                   "TERM", 5);
    run_until_done("check rfc6121 -k 6 --engine sets --threads 2", "TERM", 5);
    run_until_done("check rfc6121 -k 6 --engine bitmaps", "HUP", 5);
}

/* ---- Going on ---- */

/* Runs a line of shell words in which each @ is a folder. */
static Run *
run_in(const char *folder, const char *line)
{
    g_autofree char *there = in_folder(folder, line);
    return run_presub(there);
}

/* With another limit, another engine left open, other names and properties: what the checkpoint
 * says of the world is enough. */
static void
what_is_done_goes_on_to_be_judged(void)
{
    static const char *const lines[] = {
        "check rfc6121 -k 2 --names a,b --format json",
        "check rfc6121 -k 2 --only no-leak --format json",
        "check rfc6121 -k 2 --property 'reachable x: romeo.ask and juliet.ask' --format json",
        "coverage rfc6121 -k 2 --format json",
    };
    char *folder = make_folder();
    g_autoptr(Run) first = run_in(folder, "check rfc6121 -k 2 --checkpoint @/kept");
    CHECK_STATUS(first, 1);
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autofree char *line = g_strdup_printf("%s --resume @/kept", lines[i]);
        g_autoptr(Run) whole = run_presub(lines[i]);
        g_autoptr(Run) resumed = run_in(folder, line);
        check_same_report(resumed, whole);
    }
    remove_folder(folder);
}

static void
a_limit_leaves_a_checkpoint(void)
{
    static const char *const engines[] = {"hash", "bitmaps", "sets"};
    for (guint i = 0; i < G_N_ELEMENTS(engines); i++) {
        char *folder = make_folder();
        g_autofree char *line = g_strdup_printf("check rfc6121 --engine %s --max-states 2000 "
                                                "--checkpoint @/kept",
                                                engines[i]);
        g_autofree char *unlimited =
            g_strdup_printf("check rfc6121 --engine %s --format json", engines[i]);
        g_autoptr(Run) whole = run_presub(unlimited);
        g_autoptr(Run) limited = run_in(folder, line);
        g_autoptr(Run) resumed = run_in(folder, "check rfc6121 --format json --resume @/kept");
        CHECK_STATUS(limited, 3);
        check_same_report(resumed, whole);
        remove_folder(folder);
    }
}

/* ---- Refused ---- */

static void
what_is_no_checkpoint_is_refused(void)
{
    static const struct {
        const char *line, *part;
    } refused[] = {
        {"check rfc6121 --resume @", "expected a file, found a folder"},
        {"check rfc6121 --resume @/none", "No such file"},
        {"check rfc6121 --resume @/text", "expected a checkpoint of presub, found something else"},
        {"check rfc6121 --resume @/empty", "expected a checkpoint of presub"},
        {"check rfc6121 --resume /dev/null", "expected a file, found something else"},
        {"check rfc6121 --resume @/later", "expected a checkpoint of format 1, found format 20"},
        {"check rfc6121 --resume @/short", "truncated or damaged"},
        {"check rfc6121 -k 2 --resume @/kept", "in-flight is 3 there and 2 here"},
        {"coverage rfc6121 --loss 1 --resume @/kept", "loss is 0 there and 1 here"},
        {"check rfc6121 --engine sets --resume @/kept",
         "expected a checkpoint of the engine sets, found one of the engine hash"},
        {"check rfc6121 --engine bitmaps --resume @/kept",
         "expected a checkpoint of the engine bitmaps, found one of the engine hash"},
        {"check rfc6121 --engine hash --resume @/bitmaps",
         "expected a checkpoint of the engine hash, found one of the engine bitmaps"},
        {"check rfc6121 --engine sets --resume @/bitmaps",
         "expected a checkpoint of the engine sets, found one of the engine bitmaps"},
        {"check rfc6121 --max-states 100 --resume @/bitmaps",
         "expected at most 100 states, found 5449"},
        {"check rfc6121 --max-states 100 --resume @/kept",
         "expected at most 100 states, found 5449"},
        {"check rfc6121 --checkpoint-every 1", "needs --checkpoint"},
        {"check rfc6121 --checkpoint @/x --checkpoint-every x", "expected a whole number"},
        {"check rfc6121 --checkpoint @",
         "expected a file to write a checkpoint to, found a folder"},
        {"check rfc6121 --checkpoint @/no/x", "cannot write it: No such file"},
        {"check rfc6121 --checkpoint ''", "cannot write it"},
    };
    char *folder = make_folder();
    g_autoptr(Run) run = run_in(folder, "check rfc6121 --engine hash --checkpoint @/kept");
    g_autoptr(Run) other = run_in(folder, "check rfc6121 --engine bitmaps --checkpoint @/bitmaps");
    g_autofree char *path = g_build_filename(folder, "kept", NULL);
    g_autofree char *shorter = g_build_filename(folder, "short", NULL);
    g_autofree char *text = NULL;
    gsize length = 0;
    CHECK_STATUS(run, 1);
    CHECK_STATUS(other, 1);
    REQUIRE(g_file_get_contents(path, &text, &length, NULL), "no checkpoint");
    g_file_set_contents(shorter, text, (gssize)length - 1, NULL);
    write_file(folder, "text", "[Profile]\nName=mini\n");
    write_file(folder, "empty", "");
    write_file(folder, "later", "presub checkpoint 20\nand what comes then");
    for (guint i = 0; i < G_N_ELEMENTS(refused); i++) {
        g_autoptr(Run) found = run_in(folder, refused[i].line);
        CHECK_REFUSED(found, refused[i].part);
    }
    g_autofree char *after = NULL;
    REQUIRE(g_file_get_contents(path, &after, NULL, NULL), "it is gone");
    CHECK(memcmp(after, text, length) == 0, "it was changed");
    remove_folder(folder);
}

static void
too_little_memory_is_said(void)
{
    static const char *const engines[] = {"hash", "bitmaps"};
    for (guint i = 0; i < G_N_ELEMENTS(engines); i++) {
        char *folder = make_folder();
        g_autofree char *line =
            g_strdup_printf("check rfc6121 -k 4 --engine %s --checkpoint @/kept", engines[i]);
        g_autoptr(Run) run = run_in(folder, line);
        g_autoptr(Run) little =
            run_in(folder, "check rfc6121 -k 4 --max-memory 64K --resume @/kept");
        CHECK_STATUS(run, 1);
        CHECK_STATUS(little, 3);
        CHECK_STRING(little->out, "");
        CHECK_CONTAINS(little->err, "its 25748 states do not fit into the limit of memory");
        remove_folder(folder);
    }
}

/* ---- Memory, and how far ---- */

#if !defined(__SANITIZE_ADDRESS__)
/* A search that takes all the memory that it may have ends in order. */
static void
memory_runs_out_in_order(void)
{
    static const guint mib[] = {100, 150, 300};
    static const char *const engines[] = {"hash", "bitmaps", "sets --threads 1",
                                          "sets --threads 3"};
    for (guint i = 0; i < G_N_ELEMENTS(mib) * G_N_ELEMENTS(engines); i++) {
        g_autofree char *line = g_strdup_printf(
            "ulimit -v %u; presub check rfc6121 -k 12 --only no-leak --engine %s",
            mib[i / G_N_ELEMENTS(engines)] << 10, engines[i % G_N_ELEMENTS(engines)]);
        g_autoptr(Run) run = run_shell(line, NULL);
        CHECK_STATUS(run, 3);
        CHECK_CONTAINS(run->out, "complete: no, ended by the limit of memory");
    }
}
#endif

static void
large_searches_are_estimated(void)
{
    g_autoptr(Run) large = run_presub("check rfc6121 -k 10 --engine hash --max-states 1000");
    g_autoptr(Run) small = run_presub("check rfc6121 -k 4 --engine hash --max-states 1000");
    CHECK_STATUS(large, 3);
    CHECK_CONTAINS(large->err, "presub check: about 1");
    CHECK_CONTAINS(large->err, " million states, at most 1.");
    CHECK_CONTAINS(large->err, " MiB of memory, of ");
    CHECK_STRING(small->err, "");
}

const Test cli_checkpoint_tests[] = {
    {"checkpoint: the part of others stays", the_part_of_others_stays, FALSE},
    {"killed searches go on", killed_searches_go_on, TRUE},
    {"interrupted searches go on", interrupted_searches_go_on, TRUE},
    {"what is done goes on to be judged", what_is_done_goes_on_to_be_judged, FALSE},
    {"a limit leaves a checkpoint", a_limit_leaves_a_checkpoint, FALSE},
    {"what is no checkpoint is refused", what_is_no_checkpoint_is_refused, FALSE},
    {"too little memory is said", too_little_memory_is_said, FALSE},
#if !defined(__SANITIZE_ADDRESS__)
    {"memory runs out in order", memory_runs_out_in_order, TRUE},
#endif
    {"large searches are estimated", large_searches_are_estimated, FALSE},
    {0},
};
