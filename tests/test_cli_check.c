/* Tests of the command line: what check says a violation needs, and how it heals. */
#include "tests/program.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/check-report.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* ---- The report for people ---- */

/* Under each counterexample, and in short beside the verdict. */
static void
the_report_says_needs_and_healing(void)
{
    static const struct {
        const char *line, *part;
    } said[] = {
        {"rfc6121", "9 states     needs nothing   heals in 2 steps by juliet\n"},
        {"rfc6121", "\n# needs nothing: users who never act while anything is in flight get there\n"
                    "# heals in 2 steps by juliet: juliet unsubscribed, "
                    "romeo receives unsubscribed\n"},
        {"rfc6121 --set auto-unsubscribed=off",
         "\n# needs a race\n# heals in 2 steps by romeo: romeo unsubscribe, "
         "juliet receives unsubscribe\n"},
        {"rfc6121 -k 2 --loss any", "\n# needs nothing: users who never act while anything is in "
                                    "flight get there after 5 steps\n"},
        {"rfc6121 -k 2 --loss any",
         "\n# needs a lost presence\n# heals in 1 step by romeo: romeo remove\n"},
        {"rfc6121 -k 2 --loss any --bounce any --availability --sequential",
         "\n# needs a lost presence or a bounced presence: with the first after 6 steps\n"},
        {"rfc6121 -k 2 --loss any --availability", "\n# needs availability: with it after 8 "
                                                   "steps\n"},
        {"rfc6121 -k 2 --order any", "\n# needs a race and overtaking\n"},
        {"openfire -k 2 --availability", "heals in 3 steps by both\n"},
        {"rfc6121 -k 2 --actions subscribe --users sensible --loss 1",
         "\n# needs a lost presence\n# does not heal\n"},
        {"rfc6121 -k 2 --property 'always calm: in_flight <= 1'",
         "\n# heals in 2 steps by itself: juliet receives subscribe, juliet receives subscribe\n"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(said); i++) {
        g_autofree char *line = g_strconcat("check ", said[i].line, NULL);
        g_autoptr(Run) run = run_presub(line);
        CHECK_STATUS(run, 1);
        CHECK_CONTAINS(run->out, said[i].part);
    }
}

/* recoverable is itself about what comes after: nothing is said of healing. */
static void
what_is_lost_has_needs_only(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121 -k 2 --actions subscribe --users sensible "
                                    "--loss 1 --only recoverable");
    CHECK_STATUS(run, 1);
    CHECK_CONTAINS(run->out, "needs a lost presence\n");
    CHECK(strstr(run->out, "heal") == NULL, "expected nothing of healing, found\n%s", run->out);
}

/* ---- JSON ---- */

/* The strings of an array, joined by commas. Free it. */
static char *
joined(JsonArray *array)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < json_array_get_length(array); i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
                               json_array_get_string_element(array, i));
    return g_strdup(text->str);
}

/* The ways of a property: "race 8", "loss 2; bounce 3". Free it. */
static char *
needs_of(JsonObject *property)
{
    g_autoptr(GString) text = g_string_new(NULL);
    JsonArray *ways = json_object_get_array_member(property, "needs");
    for (guint i = 0; i < json_array_get_length(ways); i++) {
        JsonObject *way = json_array_get_object_element(ways, i);
        g_autofree char *what = joined(json_object_get_array_member(way, "what"));
        g_string_append_printf(text, "%s%s %d", i > 0 ? "; " : "", what,
                               (int)json_object_get_int_member(way, "steps"));
    }
    return g_strdup(text->str);
}

static void
json_has_needs_and_healing(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121 -k 2 --loss 1 --bounce 1 --names zxl1,zxl2 "
                                    "--format json");
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *object = run_json(run, parser);
    JsonObject *leak = json_property(object, "no-leak");
    JsonObject *stuck = json_property(object, "no-stuck");
    JsonObject *recoverable = json_property(object, "recoverable");
    g_autofree char *leak_needs = needs_of(leak);
    g_autofree char *stuck_needs = needs_of(stuck);
    g_autofree char *healing = joined(json_object_get_array_member(leak, "healing"));
    g_autofree char *healed_by = joined(json_object_get_array_member(stuck, "healed_by"));
    CHECK_STRING(leak_needs, " 5");
    CHECK_STRING(stuck_needs, "loss 2; bounce 3");
    CHECK(json_object_get_boolean_member(leak, "heals"), "no-leak does not heal");
    CHECK_STRING(healing, "zxl2 unsubscribed, zxl1 receives unsubscribed");
    CHECK_STRING(healed_by, "zxl1");
    CHECK(!json_object_has_member(recoverable, "needs") &&
              !json_object_has_member(recoverable, "heals"),
          "a property that holds needs or heals");
}

static void
json_says_what_does_not_heal(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121 -k 2 --actions subscribe --users sensible "
                                    "--loss 1 --format json");
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *object = run_json(run, parser);
    JsonObject *stuck = json_property(object, "no-stuck");
    JsonObject *recoverable = json_property(object, "recoverable");
    g_autofree char *needs = needs_of(recoverable);
    CHECK(!json_object_get_null_member(stuck, "heals") &&
              !json_object_get_boolean_member(stuck, "heals"),
          "no-stuck heals");
    CHECK(!json_object_has_member(stuck, "healing") && !json_object_has_member(stuck, "healed_by"),
          "there is a way");
    CHECK_STRING(needs, "loss 2");
    CHECK(!json_object_has_member(recoverable, "heals"), "recoverable heals");
}

/* After a limit nothing is said that is not known. */
static void
a_limit_leaves_needs_unknown(void)
{
    g_autoptr(Run) text = run_presub("check rfc6121 -k 2 --max-states 12 --order any --loss 1 "
                                     "--only no-stuck");
    g_autoptr(Run) json = run_presub("check rfc6121 -k 2 --max-states 12 --order any --loss 1 "
                                     "--only no-stuck --format json");
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *stuck = json_property(run_json(json, parser), "no-stuck");
    CHECK_STATUS(text, 3);
    CHECK_STATUS(json, 3);
    CHECK_CONTAINS(text->out, "needs unknown   heals in 1 step by romeo\n");
    CHECK_CONTAINS(text->out, "\n# needs unknown\n# heals in 1 step by romeo: romeo remove\n");
    CHECK(json_object_get_null_member(stuck, "needs"), "needs are not known");
}

/* Where all is judged, but a world with less is larger than the limit, the run did not finish. */
static void
a_limit_may_end_needs_alone(void)
{
    static const char *const line = "check rfc6121 -k 5 --order any --max-states 76258";
    g_autofree char *with_json = g_strconcat(line, " --format json", NULL);
    g_autoptr(Run) text = run_presub(line);
    g_autoptr(Run) json = run_presub(with_json);
    g_autoptr(JsonParser) parser = json_parser_new();
    JsonObject *object = run_json(json, parser);
    CHECK_STATUS(text, 3);
    CHECK_STATUS(json, 3);
    CHECK_CONTAINS(text->out, "complete: yes; what the violations need is not known: ended by the "
                              "limit of 76258 states\n");
    CHECK(json_object_get_boolean_member(object, "complete"), "not all was judged");
    CHECK(!json_object_has_member(object, "healing_stopped"), "healing was stopped");
    CHECK_STRING(json_object_get_string_member(object, "needs_stopped"),
                 "the limit of 76258 states");
}

/* A healing that a limit cut off is neither one nor none. */
static void
a_limit_leaves_healing_unknown(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    gboolean kept =
        ps_properties_keep(setting->properties, (const char *const[]){"no-orphan", NULL}, NULL);
    PsLimits few = {.max_states = 2};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    g_autoptr(PsNeeds) needs = ps_needs_new(verdicts, setting->properties, NULL);
    g_autoptr(PsHealing) healing = ps_healing_new(search, ps_verdicts_get(verdicts, 0), &few);
    g_autoptr(GPtrArray) healings = g_ptr_array_new();
    REQUIRE(kept, "no property no-orphan");
    g_ptr_array_add(healings, healing);
    PsCheckRun run = {.profiles = {"rfc6121", "rfc6121"}, .needs = needs, .healings = healings};
    PsStyle plain = {.colour = FALSE};
    g_autofree char *text = ps_check_report_text(verdicts, &run, &plain);
    g_autofree char *json = ps_check_report_json(verdicts, &run);
    CHECK_CONTAINS(text, "\n# needs nothing: users who never act while anything is in flight get "
                         "there\n# not known to heal\n");
    CHECK_CONTAINS(text, "\ncomplete: yes; how they heal is not known: ended by the limit of 2 "
                         "states\n");
    CHECK(!ps_check_report_finished(verdicts, &run), "it is said to be finished");
    CHECK_CONTAINS(json, "\"heals\" : null\n");
    CHECK_CONTAINS(json, "\"healing_stopped\" : \"the limit of 2 states\"");
    CHECK(strstr(json, "\"healing\"") == NULL, "there is a way");
}

/* ---- Progress ---- */

/* Adds the name of a phase to a set. */
static gboolean
note_phase(const PsProgress *progress, gpointer phases)
{
    g_hash_table_add(phases, g_strdup(progress->phase));
    return TRUE;
}

/* Who waits is told what for. */
static void
phases_have_names(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2 auto-unsubscribed=off");
    g_autoptr(GHashTable) first = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) second = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(GHashTable) third = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    PsLimits limits = {.progress = note_phase, .progress_data = first};
    PsLimits needs_limits = {.progress = note_phase, .progress_data = second};
    PsLimits healing_limits = {.progress = note_phase, .progress_data = third};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    g_autoptr(PsNeeds) needs = ps_needs_new(verdicts, setting->properties, &needs_limits);
    g_autoptr(GPtrArray) healings = ps_healings_new(verdicts, &healing_limits);
    CHECK_STRING(ps_needs_stopped(needs), NULL);
    CHECK_STRING(ps_healings_stopped(healings), NULL);
    CHECK(g_hash_table_contains(first, "searching") &&
              g_hash_table_contains(first, "judging states"),
          "the first search is called something else");
    CHECK(g_hash_table_size(second) == 1 && g_hash_table_contains(second, "asking what it needs"),
          "%u phases of needs", g_hash_table_size(second));
    CHECK(g_hash_table_size(third) == 1 && g_hash_table_contains(third, "asking how it heals"),
          "%u phases of healing", g_hash_table_size(third));
}

/* ---- Traces ---- */

/* Appends the steps of an array, one a line. */
static void
append_steps(GString *text, JsonArray *steps)
{
    for (guint i = 0; i < json_array_get_length(steps); i++)
        g_string_append_printf(text, "%s\n", json_array_get_string_element(steps, i));
}

/* A counterexample and its healing are one run, which leaves nothing in flight. */
static void
healings_replay(void)
{
    static const struct {
        const char *check, *header;
    } checks[] = {
        {"rfc6121 -k 2 --loss any", "profile rfc6121\n"},
        {"rfc6121 openfire --names zxl1,zxl2", "profile rfc6121 openfire\nnames zxl1 zxl2\n"},
        {"openfire -k 2 --availability", "profile openfire\navailability\n"},
        {"rfc6121 -k 2 --set auto-unsubscribed=off --order any --bounce 1",
         "profile rfc6121\nset auto-unsubscribed=off\norder any\n"},
    };
    char *folder = make_folder();
    g_autofree char *replay = in_folder(folder, "replay @/healing.trace");
    for (guint i = 0; i < G_N_ELEMENTS(checks); i++) {
        g_autofree char *line = g_strdup_printf("check %s --format json", checks[i].check);
        g_autoptr(Run) check = run_presub(line);
        g_autoptr(JsonParser) parser = json_parser_new();
        JsonArray *properties = json_object_get_array_member(run_json(check, parser), "properties");
        guint n = 0;
        for (guint j = 0; j < json_array_get_length(properties); j++) {
            JsonObject *property = json_array_get_object_element(properties, j);
            if (!json_object_has_member(property, "healing"))
                continue;
            g_autoptr(GString) trace = g_string_new(checks[i].header);
            append_steps(trace, json_object_get_array_member(property, "trace"));
            append_steps(trace, json_object_get_array_member(property, "healing"));
            write_file(folder, "healing.trace", trace->str);
            g_autoptr(Run) run = run_presub(replay);
            CHECK_STATUS(run, 0);
            n++;
        }
        CHECK(n >= 3, "%s: only %u violations heal", checks[i].check, n);
    }
    remove_folder(folder);
}

/* A saved counterexample says what it needs and how it heals in comments, which a replay skips. */
static void
traces_with_footers_replay(void)
{
    static const struct {
        const char *check;
        int status;
    } checks[] = {
        {"rfc6121 -k 2 --loss any --bounce any --availability --sequential", 1},
        {"rfc6121 -k 2 --actions subscribe --users sensible --loss 1", 1},
        {"rfc6121 -k 2 --max-states 150", 3},
    };
    for (guint i = 0; i < G_N_ELEMENTS(checks); i++) {
        char *folder = make_folder();
        g_autofree char *line = g_strdup_printf("check %s --traces %s", checks[i].check, folder);
        g_autoptr(Run) check = run_presub(line);
        g_autoptr(GDir) dir = g_dir_open(folder, 0, NULL);
        guint n = 0;
        CHECK_STATUS(check, checks[i].status);
        for (const char *name; (name = g_dir_read_name(dir)) != NULL; n++) {
            g_autofree char *text = read_file(folder, name);
            g_autofree char *replay = g_strdup_printf("replay %s/%s", folder, name);
            g_autoptr(Run) run = run_presub(replay);
            CHECK_CONTAINS(text, "\n# needs ");
            CHECK(strstr(text, " heal") != NULL || g_str_equal(name, "recoverable.trace"),
                  "%s says nothing of healing", name);
            CHECK_STATUS(run, 0);
        }
        CHECK(n >= 1, "%s: no traces", checks[i].check);
        remove_folder(folder);
    }
}

const Test cli_check_tests[] = {
    {"the report says needs and healing", the_report_says_needs_and_healing, FALSE},
    {"what is lost has needs only", what_is_lost_has_needs_only, FALSE},
    {"JSON has needs and healing", json_has_needs_and_healing, FALSE},
    {"JSON says what does not heal", json_says_what_does_not_heal, FALSE},
    {"a limit leaves needs unknown", a_limit_leaves_needs_unknown, FALSE},
    {"a limit may end needs alone", a_limit_may_end_needs_alone, FALSE},
    {"a limit leaves healing unknown", a_limit_leaves_healing_unknown, FALSE},
    {"phases have names", phases_have_names, FALSE},
    {"healings replay", healings_replay, FALSE},
    {"traces with footers replay", traces_with_footers_replay, FALSE},
    {0},
};
