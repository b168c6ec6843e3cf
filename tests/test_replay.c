/* Tests of replays: every scenario, what stops one, and that every counterexample of a check can be
 * printed, read and replayed. */
#include "explorer/replay.h"
#include "explorer/verdicts.h"
#include "tests/performance.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static void
check_ran_through(const Performance *performance, const char *what)
{
    const GError *error = ps_replay_error(performance->replay);
    CHECK(error == NULL, "%s: %s", what, error != NULL ? error->message : "");
}

/* The state in which a replay ended, without budgets. Free it. */
static char *
end_text(const PsWorld *world, const PsState *state)
{
    char *text = state_text(world, state);
    char *left = strstr(text, " | left");
    if (left != NULL)
        *left = '\0';
    return text;
}

/* ---- Scenarios ---- */

static void
scenarios_run_through(void)
{
    g_autoptr(GDir) folder = g_dir_open("model/scenarios", 0, NULL);
    guint n = 0;
    REQUIRE(folder != NULL, "no folder of scenarios");
    for (const char *name; (name = g_dir_read_name(folder)) != NULL;) {
        if (!g_str_has_suffix(name, ".trace"))
            continue;
        g_autofree char *path = g_build_filename("model/scenarios", name, NULL);
        g_autoptr(Performance) performance = perform_file(path);
        check_ran_through(performance, path);
        CHECK(ps_replay_n_expectations(performance->replay) > 0, "%s expects nothing", path);
        CHECK(ps_replay_n_steps(performance->replay) > 0, "%s has no steps", path);
        n++;
    }
    CHECK(n >= 8, "only %u scenarios", n);
}

static void
all_kinds_of_lines_run_through(void)
{
    g_autoptr(Performance) performance = perform_file("tests/traces/all-lines.trace");
    check_ran_through(performance, "all lines");
    CHECK_NUMBER(ps_replay_n_expectations(performance->replay), 8, "expectations");
}

/* ---- Steps ---- */

static void
check_end(const char *text, const char *expected)
{
    g_autoptr(Performance) performance = perform_text(text);
    PsState state = ps_replay_state(performance->replay);
    g_autofree char *found = end_text(performance->world, &state);
    check_ran_through(performance, text);
    CHECK(g_str_equal(found, expected), "%s: expected “%s”, found “%s”", text, expected, found);
}

static void
steps_are_taken(void)
{
    check_end("", "None | None | |");
    check_end("romeo subscribe\nromeo unsubscribe\njuliet receives subscribe",
              "None | None + Pending In | unsubscribe |");
    check_end("romeo add\nromeo subscribed\njuliet remove", "None | None | |");
    check_end("romeo subscribe\nlose subscribe to juliet", "None + Pending Out | None | |");
    check_end("romeo subscribe\nrepeat subscribe to juliet\nbounce subscribe to juliet",
              "None + Pending Out | None | subscribe | error");
    check_end("availability\nromeo logout\njuliet logout\nromeo login",
              "None | None | | | online 10 sees 00");
    check_end("order any\nromeo subscribe\nromeo unsubscribe\njuliet receives unsubscribe",
              "None | None | subscribe |");
    check_end("set pre-approval=on\nromeo subscribed", "None + Approved | None | |");
}

/* Settling lets arrivals happen, on the link to B first, until nothing is in flight. */
static void
settle_lets_everything_arrive(void)
{
    g_autoptr(Performance) performance =
        perform_text("juliet subscribe\nromeo subscribe\nromeo unsubscribe\nsettle\nsettle\n");
    static const char *const expected[] = {"juliet subscribe",
                                           "romeo subscribe",
                                           "romeo unsubscribe",
                                           "juliet receives subscribe",
                                           "juliet receives unsubscribe",
                                           "romeo receives subscribe",
                                           "romeo receives unsubscribed"};
    const PsReplay *replay = performance->replay;
    PsState state = ps_replay_state(replay);
    check_ran_through(performance, "settle");
    CHECK(ps_state_is_settled(&state), "something is in flight");
    REQUIRE(ps_replay_n_steps(replay) == G_N_ELEMENTS(expected), "%u steps",
            ps_replay_n_steps(replay));
    for (guint i = 0; i < G_N_ELEMENTS(expected); i++) {
        g_autofree char *text = ps_step_text(performance->world, ps_replay_step(replay, i)->step);
        CHECK_STRING(text, expected[i]);
    }
}

/* Each step tells the states around it and the row that fired. */
static void
steps_tell_what_happened(void)
{
    g_autoptr(Performance) performance =
        perform_text("romeo subscribe\nrepeat subscribe to juliet\njuliet receives subscribe\n");
    const PsReplay *replay = performance->replay;
    PsState last = ps_world_initial(performance->world);
    REQUIRE(ps_replay_n_steps(replay) == 3, "%u steps", ps_replay_n_steps(replay));
    for (guint i = 0; i < 3; i++) {
        const PsReplayStep *step = ps_replay_step(replay, i);
        g_autofree char *before = state_text(performance->world, &step->before);
        g_autofree char *expected = state_text(performance->world, &last);
        CHECK_STRING(before, expected);
        last = step->after;
    }
    const PsReplayStep *subscribe = ps_replay_step(replay, 0);
    const PsReplayStep *arrival = ps_replay_step(replay, 2);
    CHECK_NUMBER(subscribe->row.n_effects, 2, "route and push");
    CHECK(subscribe->row.effects[1].kind == PS_PUSH, "no push");
    CHECK_NUMBER(ps_replay_step(replay, 1)->row.n_effects, 0, "a fault has no effects");
    CHECK(arrival->row.n_effects == 1 && arrival->row.effects[0].kind == PS_DELIVER, "no delivery");
    CHECK(ps_replay_world(replay) == performance->world, "another world");
}

/* ---- What stops a replay ---- */

/* The trace stops in its last line. */
static void
check_stops(const char *text, PsReplayError code, guint line, const char *part)
{
    g_autoptr(Performance) performance = perform_text(text);
    const GError *error = ps_replay_error(performance->replay);
    g_autofree char *place = g_strdup_printf("test.trace:%u: ", line);
    REQUIRE(error != NULL, "“%s” runs through", text);
    CHECK(g_error_matches(error, PS_REPLAY_ERROR, (gint)code), "%s: another error: %s", text,
          error->message);
    CHECK(g_str_has_prefix(error->message, place), "%s: %s", text, error->message);
    CHECK_CONTAINS(error->message, part);
}

static void
disabled_steps_stop(void)
{
    check_stops("romeo receives subscribe", PS_REPLAY_ERROR_STEP, 1, "nothing");
    check_stops("\nromeo subscribe\nromeo receives subscribe\nsettle", PS_REPLAY_ERROR_STEP, 3,
                "romeo receives subscribe");
    check_stops("romeo subscribe\njuliet receives unsubscribe", PS_REPLAY_ERROR_STEP, 2,
                "subscribe");
    check_stops("romeo subscribe\nromeo unsubscribe\njuliet receives unsubscribe",
                PS_REPLAY_ERROR_STEP, 3, "subscribe, unsubscribe");
    check_stops("lose subscribe to juliet", PS_REPLAY_ERROR_STEP, 1, "lose subscribe to juliet");
    check_stops("romeo subscribe\nbounce subscribe to juliet\nbounce error to romeo",
                PS_REPLAY_ERROR_STEP, 3, "bounce error to romeo");
    check_stops("availability\nromeo login", PS_REPLAY_ERROR_STEP, 2, "romeo login");
    check_stops("availability\nromeo logout\nromeo subscribe", PS_REPLAY_ERROR_STEP, 3,
                "romeo subscribe");
    check_stops("romeo login", PS_REPLAY_ERROR_STEP, 1, "romeo login");
    check_stops("romeo logout", PS_REPLAY_ERROR_STEP, 1, "romeo logout");
}

static void
disappointed_expectations_stop(void)
{
    check_stops("expect romeo To", PS_REPLAY_ERROR_EXPECT, 1, "“None”");
    check_stops("romeo subscribe\nexpect romeo None", PS_REPLAY_ERROR_EXPECT, 2,
                "“None + Pending Out”");
    check_stops("expect romeo Elsewhere", PS_REPLAY_ERROR_STATE, 1, "“Elsewhere”");
    check_stops("expect romeo subscription=to", PS_REPLAY_ERROR_EXPECT, 1, "subscription=none");
    check_stops("romeo subscribe\nexpect romeo subscription=none", PS_REPLAY_ERROR_EXPECT, 2,
                "ask=subscribe");
    check_stops("expect juliet push subscription=none", PS_REPLAY_ERROR_EXPECT, 1, "juliet");
    check_stops("romeo subscribe\nromeo remove\nexpect romeo push subscription=none",
                PS_REPLAY_ERROR_EXPECT, 3, "subscription=remove");
    check_stops("profile openfire\nexpect romeo subscription=none", PS_REPLAY_ERROR_EXPECT, 2,
                "subscription=none");
}

/* Nothing after the line that stops is run. */
static void
stopped_replays_go_no_further(void)
{
    g_autoptr(Performance) performance =
        perform_text("romeo subscribe\nexpect romeo None + Pending Out\nexpect juliet To\n"
                     "juliet receives subscribe\nexpect juliet None\n");
    CHECK_NUMBER(ps_replay_n_steps(performance->replay), 1, "steps");
    CHECK_NUMBER(ps_replay_n_expectations(performance->replay), 1, "expectations that held");
    CHECK_CONTAINS(ps_replay_error(performance->replay)->message, "test.trace:3: ");
}

static void
check_never_settles(const char *line)
{
    static const char text[] = "romeo subscribe\nsettle\n";
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsTrace) trace = ps_trace_parse(text, strlen(text), "test.trace", NULL);
    g_autoptr(PsReplay) replay = ps_replay_new(setting->world, trace);
    const GError *error = ps_replay_error(replay);
    REQUIRE(error != NULL, "%s settles", line);
    CHECK(g_error_matches(error, PS_REPLAY_ERROR, PS_REPLAY_ERROR_SETTLE), "%s", error->message);
    CHECK(g_str_has_prefix(error->message, "test.trace:2: "), "%s", error->message);
}

static void
storms_never_settle(void)
{
    check_never_settles("ping k=1");
    check_never_settles("flood k=1");
}

/* ---- Counterexamples ---- */

/* Prints the way to the fall of a property, reads and replays it; it must end in the same state. */
static void
check_counterexample(const char *line, const Setting *setting, const PsVerdict *verdict)
{
    const char *const profiles[] = {ps_profile_name(setting->profiles[0]),
                                    ps_profile_name(setting->profiles[1])};
    g_autofree char *header = ps_trace_header(setting->world, profiles);
    g_autofree char *path = path_text(setting->world, verdict->path);
    g_autofree char *text = g_strconcat(header, path, NULL);
    g_autoptr(Performance) performance = perform_text(text);
    PsState state = ps_replay_state(performance->replay);
    g_autofree char *found_text = end_text(performance->world, &state);
    g_autofree char *expected_text = end_text(setting->world, &verdict->state);
    const char *name = ps_property_name(verdict->property);
    check_ran_through(performance, text);
    CHECK(g_str_equal(found_text, expected_text), "%s: %s: ends in “%s”, not “%s”", line, name,
          found_text, expected_text);
    if (ps_property_kind(verdict->property) == PS_PROPERTY_SETTLED)
        CHECK(ps_property_violated(verdict->property, performance->world, &state),
              "%s: %s is not violated after\n%s", line, name, text);
}

static void
counterexamples_can_be_replayed(void)
{
    static const char *const lines[] = {
        "rfc6121 k=2",
        "openfire k=2",
        "rfc6121 openfire k=2 b:subscribe-autoreply=off",
        "rfc6121 k=3 auto-unsubscribed=off a:pre-approval=on",
        "rfc6121 k=2 bag",
        "openfire k=2 loss=1 repeat=2 bounce=any",
        "rfc6121 k=2 sequential loss=any",
        "rfc6121 k=1 availability",
        "openfire rfc6121 k=1 availability bounce=1 bag",
    };
    guint n = 0;
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        for (guint j = 0; j < ps_verdicts_n(verdicts); j++) {
            const PsVerdict *verdict = ps_verdicts_get(verdicts, j);
            if (verdict->outcome != PS_VIOLATED)
                continue;
            check_counterexample(lines[i], setting, verdict);
            n++;
        }
    }
    CHECK(n >= 25, "only %u counterexamples", n);
}

/* A path is replayed in its own world, where budgets count. */
static void
paths_can_be_replayed(void)
{
    g_autoptr(Setting) setting = setting_new("openfire k=2 loss=1 repeat=1");
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    for (guint64 id = 0; id < ps_search_states(search); id += 501) {
        g_autoptr(GArray) path = ps_search_path(search, id);
        g_autoptr(PsReplay) replay = ps_replay_path(setting->world, path);
        PsState state = ps_replay_state(replay);
        guint64 found = G_MAXUINT64;
        CHECK(ps_replay_error(replay) == NULL, "a path stops");
        CHECK(ps_search_find(search, &state, &found) && found == id, "state %u leads elsewhere",
              (guint)id);
        CHECK_NUMBER(ps_replay_n_steps(replay), ps_search_depth_of(search, id), "steps");
    }
}

const Test replay_tests[] = {
    {"scenarios run through", scenarios_run_through, FALSE},
    {"all kinds of lines run through", all_kinds_of_lines_run_through, FALSE},
    {"steps are taken", steps_are_taken, FALSE},
    {"settle lets everything arrive", settle_lets_everything_arrive, FALSE},
    {"steps tell what happened", steps_tell_what_happened, FALSE},
    {"disabled steps stop", disabled_steps_stop, FALSE},
    {"disappointed expectations stop", disappointed_expectations_stop, FALSE},
    {"stopped replays go no further", stopped_replays_go_no_further, FALSE},
    {"storms never settle", storms_never_settle, FALSE},
    {"counterexamples can be replayed", counterexamples_can_be_replayed, FALSE},
    {"paths can be replayed", paths_can_be_replayed, FALSE},
    {0},
};
