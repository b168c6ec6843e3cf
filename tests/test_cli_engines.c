/* Tests of --engine: whichever is asked for, the command prints and writes the same. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* What is printed that differs from run to run: how long it took, how large it was, and the engine.
 */
static gboolean
is_measure(const char *line)
{
    return strstr(line, "bytes a state") != NULL || strstr(line, "\"seconds\"") != NULL ||
           strstr(line, "\"bytes_per_state\"") != NULL || strstr(line, "\"engine\"") != NULL;
}

/* What a run printed, but for that. Figures that stand before it in its line stay. Free it. */
static char *
without_measures(const Run *run)
{
    g_auto(GStrv) lines = g_strsplit(run->out, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        char *settled = strstr(lines[i], " settled, ");
        if (is_measure(lines[i]))
            *(settled != NULL ? settled : lines[i]) = '\0';
    }
    return g_strjoinv("\n", lines);
}

static void
check_same(const char *line)
{
    g_autofree char *with_hash = g_strconcat(line, " --engine hash", NULL);
    g_autofree char *with_bitmaps = g_strconcat(line, " --engine bitmaps", NULL);
    g_autoptr(Run) hash = run_presub(with_hash);
    g_autoptr(Run) bitmaps = run_presub(with_bitmaps);
    g_autofree char *expected = without_measures(hash);
    g_autofree char *found = without_measures(bitmaps);
    CHECK_NUMBER((guint)bitmaps->status, (guint)hash->status, "%s", line);
    CHECK_STRING(found, expected);
}

static void
bitmaps_print_the_same(void)
{
    static const char *const lines[] = {
        "check rfc6121 -k 4",
        "check openfire rfc6121 -k 3 --loss 1",
        "check prosody ejabberd -k 1 --availability --repeat any",
        "check rfc6121 -k 2 --sequential --sensible --bounce 2",
        "check rfc6121 -k 2 --actions subscribe,subscribed",
        "check rfc6121 -k 2 --order any",
        "check rfc6121 -k 2 --only no-leak --chart no-leak",
        "check rfc6121 openfire -k 2 --format json",
        "check tigase -k 1 --availability --format json",
        "check rfc6121 -k 3 --property 'always one: in_flight <= 1' --only one",
        "coverage rfc6121 openfire -k 2 --all",
        "coverage jabberd2 -k 1 --availability --format json",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        check_same(lines[i]);
}

/* The counterexamples in files are the same, too. */
static void
bitmaps_write_the_same(void)
{
    static const char *const names[] = {"no-leak.trace", "no-orphan.trace"};
    char *folders[2] = {make_folder(), make_folder()};
    for (guint i = 0; i < 2; i++) {
        g_autofree char *line = g_strdup_printf("check rfc6121 -k 3 --engine %s --traces @",
                                                i == 0 ? "hash" : "bitmaps");
        g_autofree char *command = in_folder(folders[i], line);
        g_autoptr(Run) run = run_presub(command);
        CHECK_STATUS(run, 1);
    }
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autofree char *expected = read_file(folders[0], names[i]);
        g_autofree char *found = read_file(folders[1], names[i]);
        CHECK(expected != NULL, "no %s", names[i]);
        CHECK_STRING(found, expected);
    }
    remove_folder(folders[0]);
    remove_folder(folders[1]);
}

/* With any limit, as little as it may be. */
static void
limits_end_bitmaps_in_order(void)
{
    static const struct {
        const char *line;
        const char *stopped;
    } runs[] = {
        {"check rfc6121 --max-states 1", "the limit of 1 state\n"},
        {"check rfc6121 --max-states 2000", "the limit of 2000 states\n"},
        {"check rfc6121 -k 6 --max-memory 64K", "the limit of memory"},
        {"check rfc6121 -k 6 --max-memory 2M", "the limit of memory"},
        {"check rfc6121 -k 16 --availability --loss any --max-memory 1M", "the limit of memory"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(runs); i++) {
        g_autofree char *line = g_strconcat(runs[i].line, " --engine bitmaps", NULL);
        g_autofree char *stopped = g_strconcat("complete: no, ended by ", runs[i].stopped, NULL);
        g_autofree char *json = g_strconcat(line, " --format json", NULL);
        g_autoptr(JsonParser) parser = json_parser_new();
        g_autoptr(Run) run = run_presub(line);
        g_autoptr(Run) other = run_presub(json);
        CHECK_STATUS(run, 3);
        CHECK_CONTAINS(run->out, stopped);
        CHECK_CONTAINS(run->out, "recoverable      undecided");
        CHECK(json_object_get_int_member(run_json(other, parser), "states") > 0, "%s: no states",
              line);
    }
}

/* What found the states is said, whatever was asked for: a world whose answers beget ever more is
 * begun with sets and searched with the table. */
static void
reports_name_the_engine(void)
{
    static const struct {
        const char *line, *engine;
    } runs[] = {
        {"check rfc6121 -k 2", "hash"},
        {"check rfc6121 -k 3", "bitmaps"},
        {"check rfc6121 -k 7 --max-states 1000", "sets"},
        {"check rfc6121 -k 2 --engine bitmaps", "bitmaps"},
        {"check rfc6121 -k 2 --engine sets", "sets"},
        {"check rfc6121 -k 3 --engine hash", "hash"},
        {"check rfc6121 -k 2 --engine sets --order any", "hash"},
        {"check @/flood.profile -k 1 --engine sets --max-states 1000", "hash"},
        {"check @/flood.profile -k 1 --engine bitmaps --max-states 1000", "bitmaps"},
        {"check rfc6121 -k 3 --engine sets --checkpoint @/kept", "sets"},
        {"check rfc6121 -k 3 --resume @/kept", "sets"},
        {"coverage rfc6121 -k 2 --engine sets", "sets"},
        {"coverage rfc6121 -k 3", "bitmaps"},
    };
    char *folder = make_folder();
    g_autofree char *flood = single_profile("; send subscribe, send subscribed");
    write_file(folder, "flood.profile", flood);
    for (guint i = 0; i < G_N_ELEMENTS(runs); i++) {
        g_autofree char *line = in_folder(folder, runs[i].line);
        g_autofree char *json = g_strconcat(line, " --format json", NULL);
        g_autofree char *end = g_strconcat(" bytes a state, ", runs[i].engine, "\n", NULL);
        g_autoptr(JsonParser) parser = json_parser_new();
        g_autoptr(Run) run = run_presub(line);
        g_autoptr(Run) other = run_presub(json);
        if (g_str_has_prefix(line, "check"))
            CHECK_CONTAINS(run->out, end);
        CHECK_STRING(json_object_get_string_member(run_json(other, parser), "engine"),
                     runs[i].engine);
    }
    remove_folder(folder);
}

const Test cli_engines_tests[] = {
    {"bitmaps print the same", bitmaps_print_the_same, FALSE},
    {"bitmaps write the same", bitmaps_write_the_same, FALSE},
    {"limits end bitmaps in order", limits_end_bitmaps_in_order, FALSE},
    {"reports name the engine", reports_name_the_engine, FALSE},
    {0},
};
