/* Tests of what programs read: whatever is printed with --format json, or itf, is as its schema in
 * docs/schemas says, and the schemas see what is missing, misnamed or of another type
 * (tests/validate.py). */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* What is validated: a schema, and a command. @ is a folder with these files. */
static const struct {
    const char *schema, *line;
} runs[] = {
    {"check", "check rfc6121"},
    {"check", "check rfc6121 openfire -k 2 --availability --loss 1 --names zxl1,zxl2"},
    {"check", "check rfc6121 --max-states 100"},
    {"check", "check rfc6121 --actions subscribe,subscribed"},
    {"check", "check rfc6121 -k 2 --property 'reachable crossed: romeo.ask and juliet.ask' "
              "--property 'reachable never: romeo.ask and not romeo.ask' --order any --bounce any"},
    {"check", "check @/storm.profile -k 2"},
    {"check", "check @/storm.profile -k 2 --engine sets --only no-reply-storm"},
    {"check", "check rfc6121 -k 4 --engine sets --max-memory 100K --property 'reachable deep: "
              "romeo.to and juliet.to and juliet.from and in_flight = 4' --only deep"},
    {"check", "check @/quiet.profile -k 2 --property 'recoverable asked: romeo.ask'"},
    {"check", "check rfc6121 -k 5 --order any --max-states 76258 --only no-orphan"},
    {"matrix", "matrix rfc6121 openfire -k 2"},
    {"matrix", "matrix rfc6121 prosody --max-states 50"},
    {"matrix", "matrix rfc6121 -k 1 --property 'reachable both: romeo.to' --loss any"},
    {"freedoms", "freedoms openfire -k 2"},
    {"freedoms", "freedoms rfc6121 -k 1 --max-states 60 --only no-orphan,no-leak"},
    {"coverage", "coverage rfc6121 openfire -k 1"},
    {"coverage", "coverage rfc6121 --max-states 10 --users sensible"},
    {"diff", "diff rfc6121 openfire"},
    {"diff", "diff rfc6121"},
    {"diff", "diff prosody ejabberd --availability"},
    {"replay", "replay model/scenarios/capture-1-reject.trace"},
    {"replay", "replay tests/traces/all-lines.trace rfc6121"},
    {"replay", "replay @/wrong.trace"},
    {"explain", "explain docs/captures/openfire-2.log openfire"},
    {"explain", "explain docs/captures/openfire-2.log rfc6121"},
    {"explain", "explain docs/captures/openfire-1.log openfire prosody --max-states 3"},
    {"explain", "explain tests/logs/prosody-debug.log rfc6121 --availability --loss 1"},
    {"explain-fit", "explain docs/captures/openfire-2.log openfire rfc6121 --fit"},
    {"explain-fit", "explain docs/captures/openfire-3.log openfire --fit --max-states 3"},
    {"graph", "graph rfc6121 -k 1 --users sensible --actions subscribe,remove"},
    {"graph", "graph rfc6121 openfire -k 1 --actions subscribe,login --availability --loss 1"},
    {"graph", "graph rfc6121 -k 1 --actions subscribe,remove --repeat 2 --bounce any --symmetric"},
    {"graph", "graph rfc6121 --actions remove --max-states 1"},
    {"chart", "chart model/scenarios/capture-1-reject.trace --format itf"},
    {"chart", "chart @/wrong.trace --format itf"},
    {"chart", "check rfc6121 --loss 1 --bounce any --chart no-ghost --format itf"},
    {"chart", "check rfc6121 openfire -k 2 --availability --chart no-leak --format itf"},
    {"chart", "check @/storm.profile -k 2 --chart no-reply-storm --format itf"},
    {"simulate", "simulate rfc6121"},
    {"simulate", "simulate rfc6121 -k 2 --availability --loss any --repeat 2 --steps 40"},
    {"simulate", "simulate rfc6121 --order any --steps 0 --seed 4294967295"},
    {"profile-list", "profile list"},
    {"profile-show", "profile show rfc6121 --set pre-approval=on"},
    {"profile-show", "profile show openfire"},
    {"profile-verify", "profile verify openfire"},
    {"profile-verify", "profile verify @/island.profile"},
};

/* The profiles and traces that the runs use. */
static char *
make_files(void)
{
    char *folder = make_folder();
    g_autofree char *storm = single_profile("; send subscribed");
    g_autofree char *quiet = single_profile("");
    g_auto(GStrv) rows = g_strsplit(quiet, "\nS=", -1); /* of the states, then of each table */
    g_autofree char *island = g_strjoinv("\nIsland=same\nS=", rows);
    char *state = strstr(island, "Island=same");
    memcpy(state, "Island=none", strlen("Island=none"));
    write_file(folder, "storm.profile", storm);
    write_file(folder, "quiet.profile", quiet);
    write_file(folder, "island.profile", island);
    write_file(folder, "wrong.trace", "profile rfc6121\nromeo subscribe\nexpect romeo To\n");
    return folder;
}

/* Has the program say something, and keeps it for the schema. */
static void
keep_output(const char *folder, guint i)
{
    g_autofree char *line = in_folder(folder, runs[i].line);
    gboolean says_format = strstr(line, "--format") != NULL;
    g_autofree char *with_json = g_strconcat(line, says_format ? "" : " --format json", NULL);
    g_autoptr(Run) run = run_presub(with_json);
    g_autofree char *name = g_strdup_printf("%s.%u.json", runs[i].schema, i);
    CHECK(run->status == 0 || run->status == 1 || run->status == 3, "%s: status %d\n%s", line,
          run->status, run->err);
    write_file(folder, name, run->out);
}

/* Reports of running servers are validated in tests/test_live.c. */
static gboolean
needs_servers(const char *name)
{
    return g_str_has_prefix(name, "live");
}

/* The schemas there are, without what they share and those that need servers: an array of names. */
static GPtrArray *
list_schemas(void)
{
    GPtrArray *names = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GDir) dir = g_dir_open("docs/schemas", 0, NULL);
    REQUIRE(dir != NULL, "no docs/schemas");
    for (const char *file; (file = g_dir_read_name(dir)) != NULL;)
        if (g_str_has_suffix(file, ".json") && !g_str_equal(file, "common.json") &&
            !needs_servers(file))
            g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(".json")));
    return names;
}

static void
reports_are_as_their_schemas_say(void)
{
    char *folder = make_files();
    g_autoptr(GPtrArray) schemas = list_schemas();
    for (guint i = 0; i < G_N_ELEMENTS(runs); i++)
        keep_output(folder, i);
    for (guint i = 0; i < schemas->len; i++) {
        const char *schema = g_ptr_array_index(schemas, i);
        g_autofree char *line = g_strdup_printf(
            "/usr/bin/python3 tests/validate.py docs/schemas/%s.json '%s'/%s.*.json", schema,
            folder, schema);
        g_autoptr(Run) run = run_shell(line, ".");
        CHECK_STATUS(run, 0);
        CHECK_CONTAINS(run->out, "damages refused");
    }
    remove_folder(folder);
}

/* TRUE if some run is of a schema that begins with this. */
static gboolean
has_run(const char *command)
{
    for (guint i = 0; i < G_N_ELEMENTS(runs); i++)
        if (g_str_has_prefix(runs[i].schema, command))
            return TRUE;
    return FALSE;
}

/* Each command that speaks JSON has a schema, which some run above is validated against. */
static void
every_command_that_speaks_json_has_a_schema(void)
{
    g_autoptr(GPtrArray) commands = list_commands();
    g_autoptr(GPtrArray) schemas = list_schemas();
    guint n = 0;
    for (guint i = 0; i < commands->len; i++) {
        const char *command = g_ptr_array_index(commands, i);
        g_autofree char *line = g_strdup_printf("%s --help", command);
        g_autoptr(Run) help = run_presub(line);
        const char *format = strstr(help->out, "--format=");
        if (format == NULL || strstr(format, "json") == NULL)
            continue;
        n++;
        CHECK(has_run(command) || needs_servers(command), "no output of presub %s is validated",
              command);
    }
    CHECK(n >= 8, "only %u commands speak JSON", n);
    for (guint i = 0; i < schemas->len; i++)
        CHECK(has_run(g_ptr_array_index(schemas, i)), "nothing is validated against %s",
              (char *)g_ptr_array_index(schemas, i));
}

/* What programs find there is what people read. */
static void
json_says_what_text_says(void)
{
    g_autoptr(JsonParser) parser = json_parser_new();
    g_autoptr(Run) replay =
        run_presub("replay model/scenarios/capture-1-reject.trace --format json");
    JsonObject *report = run_json(replay, parser);
    JsonArray *steps = json_object_get_array_member(report, "run");
    JsonObject *second = json_array_get_object_element(steps, 1);
    CHECK_STATUS(replay, 0);
    CHECK(json_object_get_boolean_member(report, "holds"), "it fails");
    CHECK_NUMBER((guint64)json_object_get_int_member(report, "expectations"), 5, "expectations");
    CHECK_NUMBER(json_array_get_length(steps), 5, "steps");
    CHECK_STRING(json_object_get_string_member(second, "step"), "zxl1 subscribe");
    JsonArray *entries = json_object_get_array_member(second, "entries");
    CHECK_STRING(json_array_get_string_element(entries, 0), "None + Ask");
    CHECK_STRING(json_array_get_string_element(entries, 1), "Absent");
    JsonArray *links = json_object_get_array_member(second, "links");
    JsonArray *link = json_array_get_array_element(links, 0);
    CHECK_NUMBER(json_array_get_length(link), 1, "presences on the way to zxl2");
    CHECK_STRING(json_array_get_string_element(link, 0), "subscribe");
    CHECK_NUMBER(json_array_get_length(json_array_get_array_element(links, 1)), 0, "to zxl1");
}

/* A trace that fails says where; what is no trace at all is one line on standard error. */
static void
json_says_what_is_wrong(void)
{
    char *folder = make_files();
    g_autofree char *wrong = in_folder(folder, "replay @/wrong.trace --format json");
    g_autofree char *bad = in_folder(folder, "replay @/bad.trace --format json");
    g_autoptr(JsonParser) parser = json_parser_new();
    write_file(folder, "bad.trace", "profile rfc6121\nexpect romeo Nnoe\n");
    g_autoptr(Run) failed = run_presub(wrong);
    g_autoptr(Run) refused = run_presub(bad);
    JsonObject *report = run_json(failed, parser);
    CHECK_STATUS(failed, 1);
    CHECK(!json_object_get_boolean_member(report, "holds"), "it holds");
    CHECK_CONTAINS(json_object_get_string_member(report, "error"),
                   "wrong.trace:3: expected romeo to be in “To”, found “None + Pending Out”");
    CHECK_REFUSED(refused, "has no state “Nnoe”; did you mean None?");
    remove_folder(folder);
}

/* Bytes of a file's name that are no UTF-8 make no report that is none. */
static void
json_is_utf8(void)
{
    char *folder = make_folder();
    g_autofree char *line = in_folder(folder, "f=$(printf '@/a\\377.profile'); "
                                              "cp model/profiles/rfc6121.profile \"$f\" && "
                                              "presub check \"$f\" -k 1 --format json");
    g_autoptr(Run) run = run_shell(line, ".");
    CHECK_STATUS(run, 1);
    CHECK(g_utf8_validate(run->out, -1, NULL), "not UTF-8");
    remove_folder(folder);
}

const Test schema_tests[] = {
    {"reports are as their schemas say", reports_are_as_their_schemas_say, FALSE},
    {"every command that speaks JSON has a schema", every_command_that_speaks_json_has_a_schema,
     FALSE},
    {"JSON says what text says", json_says_what_text_says, FALSE},
    {"JSON says what is wrong", json_says_what_is_wrong, FALSE},
    {"JSON is UTF-8", json_is_utf8, FALSE},
    {0},
};
