/* Tests of the command line: properties of one's own. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* ---- What is verified ---- */

static void
an_own_property_is_verified(void)
{
    g_autoptr(Run) falls =
        run_presub("check rfc6121 --property 'always calm: in_flight <= 2' --only calm");
    g_autoptr(Run) holds =
        run_presub("check rfc6121 --property 'always calm: in_flight <= 3' --only calm");
    CHECK_STATUS(falls, 1);
    CHECK_STRING(falls->err, "");
    CHECK_CONTAINS(falls->out, "  calm             violated   3 steps ");
    CHECK_CONTAINS(falls->out, " in_flight <= 2\n");
    CHECK_CONTAINS(falls->out,
                   "# calm is violated after 3 steps: in_flight <= 2\nprofile rfc6121\n");
    CHECK_CONTAINS(falls->out, "# calm: 3 in flight\n");
    CHECK_CONTAINS(falls->out, "1 of 1 property is violated");
    CHECK_STATUS(holds, 0);
    CHECK_CONTAINS(holds->out, "  calm             holds\n");
    CHECK_CONTAINS(holds->out, "the property holds with at most 3 presences in flight");
}

static void
long_names_and_counts_stay_apart(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121 -k 5 --property "
                                    "'always twenty-letters-at-all: false' --property "
                                    "'settled x: true' --only twenty-letters-at-all,x");
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(
        run->out, "  twenty-letters-at-all  violated   0 steps   116,852 states  needs nothing   ");
    CHECK_CONTAINS(run->out, "  x                      holds\n");
}

/* A file, and one more from the command line; built-in properties stay unless they are replaced. */
static void
files_are_read(void)
{
    char *folder = make_folder();
    g_autofree char *line =
        in_folder(folder, "check rfc6121 -k 1 --properties @/a --properties @/b "
                          "--property 'reachable met: romeo.to and juliet.to'");
    write_file(folder, "a", "# mine\nalways calm \"it is loud\": in_flight <= 1\n");
    write_file(folder, "b", "settled no-leak \"nobody cares\":\n    true\n");
    g_autoptr(Run) run = run_presub(line);
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "  no-leak          holds\n  no-ghost ");
    CHECK_CONTAINS(run->out, "  calm             ");
    CHECK_CONTAINS(run->out, "  met              holds      ");
    CHECK_CONTAINS(run->out, " of 8 properties ");
    remove_folder(folder);
}

/* The file of the built-in properties can be copied and given. */
static void
the_built_in_file_can_be_given(void)
{
    g_autoptr(Run) given =
        run_presub("check rfc6121 --availability -k 1 --format json --properties "
                   "model/properties/built-in.properties");
    g_autoptr(Run) plain = run_presub("check rfc6121 --availability -k 1 --format json");
    g_autoptr(GRegex) times = g_regex_new("\"seconds\" : [0-9.e-]+", G_REGEX_DEFAULT, 0, NULL);
    g_autofree char *one = g_regex_replace(times, given->out, -1, 0, "", 0, NULL);
    g_autofree char *other = g_regex_replace(times, plain->out, -1, 0, "", 0, NULL);
    CHECK_STATUS(given, 1);
    CHECK_STRING(given->err, "");
    CHECK_STRING(one, other);
}

static void
only_some_are_verified(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121 --only ' no-orphan , no-ghost'");
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "  no-ghost         holds\n  no-orphan        violated");
    CHECK_CONTAINS(run->out, "1 of 2 properties is violated");
    CHECK(strstr(run->out, "no-leak") == NULL, "%s", run->out);
}

/* What is asked for and cannot be judged is said. */
static void
availability_is_asked_for(void)
{
    static const struct {
        const char *line, *note;
    } cases[] = {
        {"check rfc6121 -k 1 --property 'always seen: watcher.sees'",
         "presub check: seen is not judged: it needs --availability\n"},
        {"check rfc6121 -k 1 --property 'settled no-leak: watcher.online'",
         "presub check: no-leak is not judged: it needs --availability\n"},
        {"check rfc6121 -k 1 --only no-leak,no-blindness",
         "presub check: no-blindness is not judged: it needs --availability\n"},
        {"check rfc6121 -k 1 --availability --property 'always seen: watcher.sees'", ""},
        {"check rfc6121 -k 1", ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autoptr(Run) run = run_presub(cases[i].line);
        CHECK_STATUS(run, 1);
        CHECK_STRING(run->err, cases[i].note);
    }
    g_autoptr(Run) seen = run_presub(cases[0].line);
    CHECK(strstr(seen->out, "seen") == NULL, "seen is reported");
}

static void
wrong_properties_are_refused(void)
{
    static const struct {
        const char *line, *part;
    } wrong[] = {
        {"check rfc6121 --property ''", "presub check: --property:1:1: expected settled"},
        {"check rfc6121 --property 'always x: romeo.form'", "--property:1:17: expected to, from"},
        {"check rfc6121 --property 'always x: romeo.form'", "; did you mean from?"},
        {"check rfc6121 --property 'always x: true' --property 'always x: false'",
         "--property:1:8: expected a name that no other property has, found “x”"},
        {"check rfc6121 --names a,b --property 'always x: romeo.to'", "expected a, b, watcher"},
        {"check rfc6121 --property \"$(printf 'always x: \\377')\"", "--property:1:1"},
        {"check rfc6121 --properties /nosuch", "/nosuch"},
        {"check rfc6121 --properties model", "model"},
        {"check rfc6121 --properties README.md", "README.md:3:1: expected settled"},
        {"check rfc6121 --only ''", "--only: expected a property such as no-leak, found “”"},
        {"check rfc6121 --only no-leak,", "--only: expected a property such as no-leak"},
        {"check rfc6121 --only no-leek", "found “no-leek”; did you mean no-leak?"},
        {"check rfc6121 --only no-blindness", "--only: expected a property that needs no"},
        {"check rfc6121 --names watcher,juliet", "is not watcher or publisher; found “watcher”"},
        {"check rfc6121 --names romeo,publisher", "found “publisher”"},
        {"graph rfc6121 --highlight no-leek", "--highlight: expected a property such as no-leak, "
                                              "found “no-leek”; did you mean no-leak?"},
        {"graph rfc6121 --property 'always x'", "presub graph: --property:1:9: expected"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autoptr(Run) run = run_presub(wrong[i].line);
        CHECK_REFUSED(run, wrong[i].part);
    }
}

/* In a locale without UTF-8 what is given is still UTF-8. */
static void
locales_do_not_matter(void)
{
    g_autoptr(Run) run = run_shell("LC_ALL=C presub check \"$PWD/model/profiles/rfc6121.profile\" "
                                   "--names müller,juliet --only x "
                                   "--property 'always x: not \"müller\".unask'",
                                   ".");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "müller and juliet");
}

/* ---- Witnesses ---- */

/* A witness is a trace like a counterexample: printed, saved, replayed; and gone when there is
 * none.
 */
static void
witnesses_replay(void)
{
    char *folder = make_folder();
    g_autofree char *found = in_folder(
        folder, "check rfc6121 --traces @ --only met --property "
                "'reachable met \"both wait\": watcher.ask and publisher.ask and in_flight = 0'");
    g_autofree char *replay = in_folder(folder, "replay @/met.trace");
    g_autofree char *none = in_folder(folder, "check rfc6121 --traces @ --only met --property "
                                              "'reachable met: watcher.to and watcher.ask'");
    g_autoptr(Run) first = run_presub(found);
    g_autoptr(Run) again = run_presub(replay);
    g_autofree char *trace = read_file(folder, "met.trace");
    g_autoptr(Run) second = run_presub(none);
    g_autofree char *gone = read_file(folder, "met.trace");
    CHECK_STATUS(first, 0);
    CHECK_CONTAINS(first->out, "  met              holds      4 steps   ");
    CHECK_CONTAINS(first->out, "# met is reached after 4 steps: both wait\n");
    CHECK_CONTAINS(first->out, "# met: romeo has ask, juliet has ask, 0 in flight\n");
    CHECK_CONTAINS(first->out, trace);
    CHECK_STATUS(again, 0);
    CHECK_CONTAINS(again->out, "# 4 steps, nothing is expected");
    CHECK_STATUS(second, 1);
    CHECK_CONTAINS(second->out, "  met              violated   no state is such: watcher.to and");
    CHECK_CONTAINS(second->out, "1 of 1 property is violated");
    CHECK(gone == NULL, "the trace of a witness that is none is still there");
    remove_folder(folder);
}

/* A state that needs no step is reached by a trace without one. */
static void
a_witness_may_have_no_steps(void)
{
    char *folder = make_folder();
    g_autofree char *check =
        in_folder(folder, "check rfc6121 --traces @ --only now --property 'reachable now: true'");
    g_autofree char *replay = in_folder(folder, "replay @/now.trace");
    g_autoptr(Run) run = run_presub(check);
    g_autoptr(Run) again = run_presub(replay);
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "# now is reached after 0 steps: true\n");
    CHECK_CONTAINS(run->out, "# now: true\n");
    CHECK_STATUS(again, 0);
    remove_folder(folder);
}

static void
json_has_own_properties(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121 --format json --only met,calm --property "
                                    "'reachable met \"both wait\": watcher.ask  and publisher.ask' "
                                    "--property 'always calm: in_flight <= 3'");
    g_autoptr(JsonParser) parser = json_parser_new();
    CHECK_STATUS(run, 0);
    REQUIRE(json_parser_load_from_data(parser, run->out, -1, NULL), "%s", run->out);
    JsonObject *object = json_node_get_object(json_parser_get_root(parser));
    JsonArray *properties = json_object_get_array_member(object, "properties");
    REQUIRE(json_array_get_length(properties) == 2, "%s", run->out);
    JsonObject *met = json_array_get_object_element(properties, 0);
    JsonObject *calm = json_array_get_object_element(properties, 1);
    CHECK_STRING(json_object_get_string_member(met, "name"), "met");
    CHECK_STRING(json_object_get_string_member(met, "kind"), "reachable");
    CHECK_STRING(json_object_get_string_member(met, "expression"), "watcher.ask and publisher.ask");
    CHECK_STRING(json_object_get_string_member(met, "meaning"), "both wait");
    CHECK(json_object_get_boolean_member(met, "holds"), "met");
    CHECK(json_object_get_int_member(met, "count") > 0, "met");
    CHECK_NUMBER((guint64)json_object_get_int_member(met, "steps"),
                 json_array_get_length(json_object_get_array_member(met, "trace")), "steps");
    CHECK_STRING(json_object_get_string_member(calm, "kind"), "always");
    CHECK_STRING(json_object_get_string_member(calm, "meaning"), "in_flight <= 3");
    CHECK(!json_object_has_member(calm, "trace"), "a property that holds has no trace");
}

static void
a_witness_can_be_highlighted(void)
{
    const char *const line = "graph rfc6121 -k 1 --actions subscribe,remove --highlight met "
                             "--property 'reachable met: juliet.pending'";
    g_autoptr(Run) run = run_presub(line);
    g_autoptr(Run) none = run_presub("graph rfc6121 -k 1 --actions remove --highlight met "
                                     "--property 'reachable met: juliet.pending'");
    CHECK_STATUS(run, 0);
    CHECK_STRING(run->err, "");
    CHECK_CONTAINS(run->out, "class=\"settled path end\"");
    CHECK_STATUS(none, 0);
    CHECK_CONTAINS(none->err, "nothing to highlight: met violated");
}

static void
properties_are_installed(void)
{
    char *folder = make_folder();
    g_autofree char *install = in_folder(folder, "make install PREFIX=@");
    g_autofree char *check =
        in_folder(folder, "@/bin/presub check rfc6121 -k 1 --availability --properties "
                          "@/share/presub/properties/built-in.properties");
    g_autoptr(Run) installed = run_shell(install, ".");
    g_autoptr(Run) run = run_shell(check, folder);
    CHECK_STATUS(installed, 0);
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "1 of 9 properties is violated");
    remove_folder(folder);
}

const Test cli_property_tests[] = {
    {"an own property is verified", an_own_property_is_verified, FALSE},
    {"long names and counts stay apart", long_names_and_counts_stay_apart, FALSE},
    {"files are read", files_are_read, FALSE},
    {"the built-in file can be given", the_built_in_file_can_be_given, FALSE},
    {"only some are verified", only_some_are_verified, FALSE},
    {"availability is asked for", availability_is_asked_for, FALSE},
    {"wrong properties are refused in one line", wrong_properties_are_refused, FALSE},
    {"locales do not matter", locales_do_not_matter, FALSE},
    {"witnesses replay", witnesses_replay, FALSE},
    {"a witness may have no steps", a_witness_may_have_no_steps, FALSE},
    {"JSON has own properties", json_has_own_properties, FALSE},
    {"a witness can be highlighted", a_witness_can_be_highlighted, FALSE},
    {"properties are installed", properties_are_installed, TRUE},
    {0},
};
