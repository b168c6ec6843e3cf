/* Tests of the command line: coverage. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The object that a run printed. */
static JsonObject *
parse_json(const Run *run, JsonParser *parser)
{
    g_autoptr(GError) error = NULL;
    gboolean parsed = json_parser_load_from_data(parser, run->out, -1, &error);
    REQUIRE(parsed, "%s: %s", run->command, error->message);
    return json_node_get_object(json_parser_get_root(parser));
}

static guint64
number_in(JsonObject *object, const char *member)
{
    return (guint64)json_object_get_int_member(object, member);
}

/* ---- coverage ---- */

static void
coverage_lists_what_never_fired(void)
{
    g_autoptr(Run) run = run_presub("coverage rfc6121 openfire --in-flight 1");
    CHECK_STATUS(run, 0);
    CHECK_CONTAINS(run->out, "romeo, rfc6121: 180 rows, 69 fired, 1 never fired, 110 infeasible\n");
    CHECK_CONTAINS(run->out,
                   "juliet, openfire: 198 rows, 115 fired, 34 never fired, 49 infeasible\n");
    CHECK_CONTAINS(run->out, "\nRemove\n  Both  it sends more than may be in flight\n");
    CHECK(strstr(run->out, " fired\n") == NULL, "expected only rows that did not fire");
    g_autoptr(Run) all = run_presub("coverage rfc6121 openfire --in-flight 1 --all");
    CHECK_STATUS(all, 0);
    CHECK_CONTAINS(all->out, "\nOutbound subscribe\n  None                           fired\n");
    CHECK_CONTAINS(all->out, "\nLogin\n  To                             there is no such event");
}

/* As many rows as its figures say, each with one fate. */
static void
check_table(JsonObject *table)
{
    JsonArray *rows = json_object_get_array_member(table, "list");
    guint n = json_array_get_length(rows);
    guint fired = 0;
    guint missed = 0;
    for (guint i = 0; i < n; i++) {
        JsonObject *row = json_array_get_object_element(rows, i);
        gboolean has_fired = json_object_get_boolean_member(row, "fired");
        CHECK(has_fired == g_str_equal(json_object_get_string_member(row, "fate"), "fired"),
              "row %u", i);
        fired += has_fired;
        missed += !has_fired && json_object_get_boolean_member(row, "feasible");
    }
    CHECK_NUMBER(number_in(table, "rows"), n, "rows");
    CHECK_NUMBER(number_in(table, "fired"), fired, "fired");
    CHECK_NUMBER(number_in(table, "never_fired"), missed, "never_fired");
    CHECK_NUMBER(number_in(table, "infeasible"), n - fired - missed, "infeasible");
}

static void
coverage_speaks_json(void)
{
    g_autoptr(Run) run = run_presub("coverage rfc6121 openfire -k 1 --format json");
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *object = parse_json(run, parser);
    JsonArray *tables = json_object_get_array_member(object, "tables");
    CHECK_STATUS(run, 0);
    CHECK_NUMBER(number_in(object, "in_flight"), 1, "in_flight");
    CHECK(json_object_get_boolean_member(object, "complete"), "complete");
    REQUIRE(json_array_get_length(tables) == 2, "expected a table for each side");
    for (guint table = 0; table < 2; table++)
        check_table(json_array_get_object_element(tables, table));
    JsonObject *juliet = json_array_get_object_element(tables, 1);
    CHECK_STRING(json_object_get_string_member(juliet, "profile"), "openfire");
    CHECK_NUMBER(number_in(juliet, "never_fired"), 34, "never_fired");
    JsonArray *sides = json_object_get_array_member(juliet, "sides");
    CHECK_STRING(json_array_get_string_element(sides, 0), "juliet");
    CHECK_NUMBER(json_array_get_length(sides), 1, "sides");
}

static void
coverage_of_an_unfinished_search(void)
{
    g_autoptr(Run) text = run_presub("coverage rfc6121 --max-states 100");
    g_autoptr(Run) json = run_presub("coverage rfc6121 --max-states 100 --format json");
    CHECK_STATUS(text, 3);
    CHECK_CONTAINS(text->out, "not complete: stopped by the limit of 100 states");
    CHECK_CONTAINS(text->out, "the entry never was in this state");
    CHECK_STATUS(json, 3);
    CHECK_CONTAINS(json->out, "\"stopped\" : \"the limit of 100 states\"");
}

const Test cli_tables_tests[] = {
    {"coverage lists what never fired", coverage_lists_what_never_fired, FALSE},
    {"coverage speaks JSON", coverage_speaks_json, FALSE},
    {"coverage of an unfinished search", coverage_of_an_unfinished_search, FALSE},
    {0},
};
