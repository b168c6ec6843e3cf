/* Tests of the command line: coverage and diff. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <json-glib/json-glib.h>
#include <string.h>

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
    JsonObject *object = run_json(run, parser);
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

/* ---- diff ---- */

static void
diff_shows_rows_and_runs(void)
{
    g_autoptr(Run) run = run_presub("diff rfc6121 --set second.remove-cancels-pending=on");
    CHECK_STATUS(run, 1);
    CHECK_STRING(run->err, "");
    CHECK_CONTAINS(run->out, "second: rfc6121 (RFC 6121, Appendix A), remove-cancels-pending on\n");
    CHECK_CONTAINS(run->out, "\n5 of 99 rows differ\n\nRemove\n"
                             "  STATE                  the first                                  "
                             "the second\n"
                             "  None + Pending Out     None; push                                 "
                             "None; push, send unsubscribe\n");
    CHECK_CONTAINS(run->out,
                   "\na peer can tell them apart after 2 events:\n"
                   "             the first           to the peer  the second          to the peer\n"
                   "  subscribe  None + Pending Out  subscribe    None + Pending Out  subscribe\n"
                   "  remove     None                             None                unsubscribe\n"
                   "the peer gets nothing from the first, and unsubscribe from the second\n");
    CHECK_CONTAINS(run->out, "\na client can tell them apart after 3 events:\n");
    CHECK_CONTAINS(run->out, "the user's client gets push subscription=from from the first, and "
                             "nothing from the second\n");
}

static void
diff_names_what_only_one_has(void)
{
    g_autoptr(Run) run = run_presub("diff prosody openfire");
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "\nonly openfire has 4 states: None + Unask, None + Unask+Recv, "
                             "None + Unask+Unrecv, From + Unask\n");
    CHECK_CONTAINS(run->out, "\n  Absent + Pending In / None + Recv   ");
    CHECK_CONTAINS(run->out, "\nonly prosody has 6 states: None + Approved, ");
    CHECK(strstr(run->out, "available") == NULL, "expected nothing of availability");
}

static void
diff_finds_no_difference(void)
{
    static const char *const lines[] = {
        "diff openfire",
        "diff openfire ./model/profiles/openfire.profile --availability",
        "diff rfc6121 --set first.probe-unsubscribed=off",
        "diff rfc6121 --set probe-unsubscribed=off --availability",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Run) run = run_presub(lines[i]);
        CHECK_STATUS(run, 0);
        CHECK_CONTAINS(run->out, "\n0 of ");
        CHECK_CONTAINS(run->out, "\nno peer can tell them apart\n");
        CHECK_CONTAINS(run->out, "\nno client can tell them apart\n");
    }
}

static void
diff_speaks_json(void)
{
    g_autoptr(Run) run = run_presub("diff rfc6121 --set second.auto-subscribed=off --format json");
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *object = run_json(run, parser);
    CHECK_STATUS(run, 1);
    CHECK(!json_object_get_boolean_member(object, "equivalent"), "equivalent");
    CHECK_NUMBER(number_in(object, "compared"), 99, "compared");
    JsonArray *rows = json_object_get_array_member(object, "rows");
    JsonObject *row = json_array_get_object_element(rows, 0);
    CHECK_NUMBER(json_array_get_length(rows), 3, "rows");
    CHECK_STRING(json_object_get_string_member(row, "event"), "Inbound subscribe");
    CHECK_STRING(json_array_get_string_element(json_object_get_array_member(row, "rows"), 0),
                 "same; send subscribed");
    JsonArray *peer = json_object_get_array_member(object, "peer");
    REQUIRE(json_array_get_length(peer) == 3, "expected three events");
    JsonObject *last = json_array_get_object_element(peer, 2);
    JsonArray *reactions = json_object_get_array_member(last, "reactions");
    JsonObject *first = json_array_get_object_element(reactions, 0);
    JsonObject *second = json_array_get_object_element(reactions, 1);
    CHECK_STRING(json_object_get_string_member(last, "event"), "receives subscribe");
    CHECK_NUMBER(json_array_get_length(json_object_get_array_member(first, "sent")), 1, "sent");
    CHECK_NUMBER(json_array_get_length(json_object_get_array_member(second, "sent")), 0, "sent");
    CHECK(json_object_get_null_member(object, "client"), "no client can tell them apart");
}

const Test cli_tables_tests[] = {
    {"coverage lists what never fired", coverage_lists_what_never_fired, FALSE},
    {"coverage speaks JSON", coverage_speaks_json, FALSE},
    {"coverage of an unfinished search", coverage_of_an_unfinished_search, FALSE},
    {"diff shows rows and runs", diff_shows_rows_and_runs, FALSE},
    {"diff names what only one has", diff_names_what_only_one_has, FALSE},
    {"diff finds no difference", diff_finds_no_difference, FALSE},
    {"diff speaks JSON", diff_speaks_json, FALSE},
    {0},
};
