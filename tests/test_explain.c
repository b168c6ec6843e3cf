/* Tests of explanations: runs that are known are found again, whatever their log lacks; no cheaper
 * one is missed; and what cannot be is said. */
#include "explorer/explain.h"
#include "explorer/replay.h"
#include "explorer/simulate.h"
#include "tests/naive-explain.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* Everything that is shown in a run of these streams, by bits of PsSeenStream: a GArray of PsSeen.
 */
static GArray *
shown_in(const PsWorld *world, const GArray *path, guint streams)
{
    g_autoptr(PsReplay) replay = ps_replay_path(world, path);
    GArray *seen = g_array_new(FALSE, FALSE, sizeof(PsSeen));
    for (guint i = 0; i < ps_replay_n_steps(replay); i++) {
        const PsReplayStep *step = ps_replay_step(replay, i);
        PsSeen shown[PS_MAX_SHOWN];
        guint n = ps_seen_of_step(world, &step->before, step->step, &step->after, shown);
        for (guint j = 0; j < n; j++) {
            shown[j].line = seen->len + 1;
            if (streams >> ps_seen_stream(&shown[j]) & 1)
                g_array_append_val(seen, shown[j]);
        }
    }
    return seen;
}

static PsSeenLog
log_of(const GArray *seen, guint streams)
{
    PsSeenLog log = {.seen = (const PsSeen *)(const void *)seen->data, .n = seen->len};
    for (guint stream = 0; stream < PS_N_STREAMS; stream++)
        log.watched[0][stream] = log.watched[1][stream] = streams >> stream & 1;
    return log;
}

#define CLIENTS (1u << PS_STREAM_UP | 1u << PS_STREAM_DOWN)
#define ALL (CLIENTS | 1u << PS_STREAM_IN | 1u << PS_STREAM_OUT)

/* How the run of an explanation, taken step by step, ends: or what is wrong with it. */
static void
check_run(const PsExplanation *explanation, const PsSeenLog *log, const char *what)
{
    g_autoptr(GArray) path = g_array_new(FALSE, FALSE, sizeof(PsStep));
    g_autofree guint *explained = g_new0(guint, log->n + 1);
    PsExplainCost cost = ps_explanation_cost(explanation), counted = {0};
    for (guint i = 0; i < ps_explanation_n_steps(explanation); i++) {
        const PsExplainStep *step = ps_explanation_step(explanation, i);
        g_array_append_val(path, step->step);
        counted.unseen += step->unseen;
        counted.gaps += step->n_missing;
        counted.steps++;
        for (guint j = 0; j < step->n_matched; j++)
            explained[step->matched[j]]++;
    }
    CHECK(ps_explain_compare(&cost, &counted) == 0, "%s: %u, %u, %u and %u, %u, %u", what,
          cost.unseen, cost.gaps, cost.steps, counted.unseen, counted.gaps, counted.steps);
    for (guint i = 0; i < log->n; i++)
        CHECK_NUMBER(explained[i], 1, "%s: thing %u", what, i);
    g_autoptr(PsReplay) replay = ps_replay_path(ps_explanation_world(explanation), path);
    CHECK(ps_replay_error(replay) == NULL, "%s", what);
}

/* A log of a run of the model is complete, and explained by no more steps than the run had. */
static void
check_known_run(const Setting *setting, const char *what, const GArray *path, guint streams)
{
    g_autoptr(GArray) seen = shown_in(setting->world, path, streams);
    PsSeenLog log = log_of(seen, streams);
    g_autoptr(PsExplanation) explanation = ps_explain(setting->world, &log, NULL);
    PsExplainCost cost = ps_explanation_cost(explanation);
    REQUIRE(ps_explanation_found(explanation), "%s: stopped at %u of %u", what,
            ps_explanation_reached(explanation), log.n);
    CHECK(cost.unseen == 0 && cost.gaps == 0 && cost.steps <= path->len,
          "%s: %u unseen, %u missing, %u of %u steps", what, cost.unseen, cost.gaps, cost.steps,
          path->len);
    check_run(explanation, &log, what);
}

/* The same without one thing: it costs at most what is missing. Returns whether it costs that. */
static gboolean
check_gap(const Setting *setting, const char *what, const GArray *path, guint which)
{
    g_autoptr(GArray) seen = shown_in(setting->world, path, CLIENTS);
    PsSeen gone = g_array_index(seen, PsSeen, which % seen->len);
    g_array_remove_index(seen, which % seen->len);
    PsSeenLog log = log_of(seen, CLIENTS);
    g_autoptr(PsExplanation) explanation = ps_explain(setting->world, &log, NULL);
    PsExplainCost cost = ps_explanation_cost(explanation);
    PsExplainCost most = {gone.kind == PS_SEEN_ACTION, 1, path->len};
    REQUIRE(ps_explanation_found(explanation), "%s without %u", what, which);
    CHECK(ps_explain_compare(&cost, &most) <= 0, "%s without %u: %u unseen, %u missing, %u steps",
          what, which, cost.unseen, cost.gaps, cost.steps);
    check_run(explanation, &log, what);
    return cost.gaps == 1;
}

static void
check_world(const char *line, guint n_steps, guint n_seeds, guint *n_gaps)
{
    g_autoptr(Setting) setting = setting_new(line);
    for (guint32 seed = 1; seed <= n_seeds; seed++) {
        g_autoptr(GArray) path = ps_simulate(setting->world, n_steps, seed);
        g_autofree char *what = g_strdup_printf("%s, seed %u", line, seed);
        check_known_run(setting, what, path, CLIENTS);
        check_known_run(setting, what, path, ALL);
        *n_gaps += check_gap(setting, what, path, seed);
    }
}

static void
known_runs(void)
{
    g_auto(GStrv) names = all_profiles();
    guint n_gaps = 0, n = 0;
    for (guint i = 0; names[i] != NULL; i++, n++) {
        g_autofree char *line = g_strdup_printf("%s k=2", names[i]);
        check_world(line, 12, 6, &n_gaps);
    }
    check_world("prosody ejabberd k=3", 15, 6, &n_gaps);
    CHECK(n >= 10 && n_gaps >= 20, "%u profiles, %u things found to be missing", n, n_gaps);
}

static void
known_runs_with_availability(void)
{
    guint n_gaps = 0;
    check_world("rfc6121 k=2 availability", 10, 6, &n_gaps);
    check_world("prosody k=2 availability", 10, 6, &n_gaps);
    CHECK(n_gaps > 0, "nothing is missing");
}

/* ---- No cheaper one is missed ---- */

/* Compares both on a log; TRUE if both found something. */
static gboolean
check_naive(const Setting *setting, const PsSeenLog *log, guint n, const char *what)
{
    PsExplainCost least = {0};
    gboolean known = naive_explain(setting->world, log, n, &least);
    g_autoptr(PsExplanation) explanation = ps_explain(setting->world, log, NULL);
    PsExplainCost cost = ps_explanation_cost(explanation);
    gboolean found = ps_explanation_found(explanation);
    CHECK(found || !known, "%s: not found", what);
    if (!found || !known)
        return FALSE;
    check_run(explanation, log, what);
    CHECK(ps_explain_compare(&cost, &least) <= 0, "%s: %u, %u, %u, and there is %u, %u, %u", what,
          cost.unseen, cost.gaps, cost.steps, least.unseen, least.gaps, least.steps);
    CHECK(cost.steps > n || ps_explain_compare(&cost, &least) == 0,
          "%s: %u, %u, %u, and no run of %u steps is cheaper than %u, %u, %u", what, cost.unseen,
          cost.gaps, cost.steps, n, least.unseen, least.gaps, least.steps);
    return TRUE;
}

/* A short run, its log damaged: something is gone, or stands elsewhere. */
static gboolean
check_damaged(const Setting *setting, const char *line, guint32 seed, guint n, guint streams)
{
    g_autoptr(GArray) path = ps_simulate(setting->world, n, seed);
    g_autoptr(GArray) seen = shown_in(setting->world, path, streams);
    g_autofree char *what = g_strdup_printf("%s, seed %u, streams %x", line, seed, streams);
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    if (seen->len < 2)
        return FALSE;
    guint from = g_rand_int(rand) % seen->len;
    PsSeen moved = g_array_index(seen, PsSeen, from);
    g_array_remove_index(seen, from);
    if (seed % 3 != 0)
        g_array_insert_val(seen, g_rand_int(rand) % seen->len, moved);
    PsSeenLog log = log_of(seen, streams);
    log.apart = seed % 2 == 0;
    log.watched[1][PS_STREAM_UP] &= seed % 5 != 0;
    log.presences_only[0] = seed % 7 == 0;
    return check_naive(setting, &log, n, what);
}

static void
check_many_damaged(guint n_seeds, guint n)
{
    static const char *const lines[] = {"rfc6121 k=1 actions=subscribe,subscribed,add,remove",
                                        "openfire k=1 actions=subscribe,subscribed,add,unsubscribe",
                                        "prosody k=2 actions=subscribe,remove,unsubscribed"};
    guint n_found = 0;
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        for (guint32 seed = 1; seed <= n_seeds; seed++)
            n_found += check_damaged(setting, lines[i], seed, n, seed % 4 == 0 ? ALL : CLIENTS);
    }
    CHECK(n_found > n_seeds, "only %u of %u logs were explained", n_found, 3 * n_seeds);
}

static void
no_cheaper_run(void)
{
    check_many_damaged(12, 3);
}

static void
no_cheaper_longer_run(void)
{
    check_many_damaged(30, 4);
}

/* ---- What cannot be ---- */

static PsSeen
push(guint side, const char *subscription, const char *ask)
{
    return (PsSeen){
        .kind = PS_SEEN_PUSH, .side = (guint8)side, .item = {subscription, ask, FALSE}, .line = 7};
}

static void
impossible(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    const PsSeen seen[] = {{.kind = PS_SEEN_ACTION, .what = PS_DO_SUBSCRIBE, .line = 1},
                           push(0, "from", "unsubscribe")};
    PsSeenLog log = {.seen = seen, .n = 2};
    log.watched[0][PS_STREAM_UP] = log.watched[0][PS_STREAM_DOWN] = TRUE;
    g_autoptr(PsExplanation) explanation = ps_explain(setting->world, &log, NULL);
    CHECK(!ps_explanation_found(explanation), "a push that no server sends");
    CHECK(ps_explanation_impossible(explanation), "nothing shows that");
    CHECK_NUMBER(ps_explanation_reached(explanation), 1, "the first that no run explains");
    REQUIRE(ps_explanation_n_alternatives(explanation) > 0, "nothing instead");
    const PsAlternative *first = ps_explanation_alternative(explanation, 0);
    g_autofree char *text = ps_seen_text(setting->world, &first->seen);
    CHECK_STRING(text, "romeo's client gets the push subscription=none ask=subscribe");
    CHECK_NUMBER(first->cost.unseen, 0, "what it takes");
}

/* What every row may show, and still not at this place: the order within a connection is kept. */
static void
too_early(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=1 actions=subscribe,unsubscribe,remove");
    const PsSeen seen[] = {push(0, "to", NULL)};
    PsSeenLog log = {.seen = seen, .n = 1};
    g_autoptr(PsExplanation) explanation = ps_explain(setting->world, &log, NULL);
    CHECK(!ps_explanation_found(explanation), "to without subscribed");
    CHECK(!ps_explanation_impossible(explanation), "a push of to can be");
    CHECK_NUMBER(ps_explanation_reached(explanation), 0, "the first that no run explains");
}

/* A roster set may change nothing and still be answered. */
static void
idle_roster_set(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=1");
    const PsSeen seen[] = {push(0, "none", NULL)};
    PsSeenLog log = {.seen = seen, .n = 1};
    log.watched[0][PS_STREAM_DOWN] = TRUE;
    g_autoptr(PsExplanation) explanation = ps_explain(setting->world, &log, NULL);
    REQUIRE(ps_explanation_found(explanation) && ps_explanation_n_steps(explanation) == 1,
            "%u steps", ps_explanation_n_steps(explanation));
    const PsExplainStep *step = ps_explanation_step(explanation, 0);
    g_autofree char *text = ps_step_text(setting->world, step->step);
    CHECK_STRING(text, "romeo add");
    CHECK(step->unseen && step->beyond && step->n_missing == 0, "%u missing", step->n_missing);
}

/* A client that sends twice before it hears anything, as all do. */
static void
sent_in_a_row(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    const PsSeen seen[] = {{.kind = PS_SEEN_ACTION, .what = PS_DO_SUBSCRIBE, .line = 1},
                           {.kind = PS_SEEN_ACTION, .what = PS_DO_UNSUBSCRIBE, .line = 2},
                           push(0, "none", "subscribe"),
                           push(0, "none", NULL)};
    PsSeenLog log = {.seen = seen, .n = 4};
    log.watched[0][PS_STREAM_UP] = log.watched[0][PS_STREAM_DOWN] = TRUE;
    g_autoptr(PsExplanation) explanation = ps_explain(setting->world, &log, NULL);
    PsExplainCost cost = ps_explanation_cost(explanation);
    CHECK(ps_explanation_found(explanation) && cost.unseen == 0 && cost.gaps == 0,
          "%u unseen, %u missing", cost.unseen, cost.gaps);
}

static void
rosters(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    PsSeen seen[] = {{.kind = PS_SEEN_ROSTER, .line = 1},
                     {.kind = PS_SEEN_ACTION, .what = PS_DO_SUBSCRIBE, .line = 2},
                     {.kind = PS_SEEN_ROSTER, .item = {"none", "subscribe", FALSE}, .after = 1}};
    PsSeenLog log = {.seen = seen, .n = 3};
    log.watched[0][PS_STREAM_UP] = TRUE;
    g_autoptr(PsExplanation) fine = ps_explain(setting->world, &log, NULL);
    CHECK(ps_explanation_found(fine), "a roster after a subscribe");
    seen[2].item = (PsItem){NULL, NULL, FALSE};
    log.watched[0][PS_STREAM_UP] = TRUE;
    g_autoptr(PsExplanation) removed = ps_explain(setting->world, &log, NULL);
    PsExplainCost cost = ps_explanation_cost(removed);
    CHECK_NUMBER(cost.unseen, ps_explanation_found(removed) ? 1 : 0, "the removal");
    seen[2].after = 0; /* it was asked for before the subscribe was sent */
    g_autoptr(PsExplanation) before = ps_explain(setting->world, &log, NULL);
    CHECK(ps_explanation_found(before) && ps_explanation_cost(before).unseen == 0,
          "a roster from before");
}

/* A server may leave None + Pending In out of a roster, also if it knows entries without an item.
 */
static void
hidden_request(void)
{
    g_autoptr(Setting) setting = setting_new("ejabberd-23 k=2");
    const PsSeen seen[] = {
        {.kind = PS_SEEN_ACTION, .what = PS_DO_SUBSCRIBE, .line = 1},
        {.kind = PS_SEEN_ARRIVAL, .side = 1, .what = PS_SUBSCRIBE, .line = 2},
        {.kind = PS_SEEN_DELIVERY, .side = 1, .what = PS_SUBSCRIBE, .line = 3},
        {.kind = PS_SEEN_ROSTER, .side = 1, .line = 4},
    };
    PsSeenLog log = {.seen = seen, .n = G_N_ELEMENTS(seen)};
    log.watched[0][PS_STREAM_UP] = log.watched[1][PS_STREAM_UP] = TRUE;
    log.watched[1][PS_STREAM_IN] = log.watched[1][PS_STREAM_DOWN] = TRUE;
    g_autoptr(PsExplanation) explanation = ps_explain(setting->world, &log, NULL);
    PsExplainCost cost = ps_explanation_cost(explanation);
    CHECK(ps_explanation_found(explanation) && cost.unseen == 0 && cost.gaps == 0,
          "%u unseen, %u missing", cost.unseen, cost.gaps);
    CHECK_NUMBER(ps_explanation_n_steps(explanation), 2, "steps");
}

/* A request is given to the client again when it comes online; the start of its session, too, is no
 * missing step. */
static void
sessions(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2 availability");
    PsSeen seen[] = {{.kind = PS_SEEN_ACTION, .side = 1, .what = PS_DO_LOGIN, .line = 1},
                     {.kind = PS_SEEN_DELIVERY, .side = 1, .what = PS_SUBSCRIBE, .line = 2},
                     {.kind = PS_SEEN_ACTION, .side = 1, .what = PS_DO_LOGOUT, .line = 3},
                     {.kind = PS_SEEN_ACTION, .side = 1, .what = PS_DO_LOGIN, .line = 4},
                     {.kind = PS_SEEN_DELIVERY, .side = 1, .what = PS_SUBSCRIBE, .line = 5}};
    PsSeenLog log = {.seen = seen, .n = 5, .starts_offline = {FALSE, TRUE}};
    log.watched[1][PS_STREAM_UP] = log.watched[1][PS_STREAM_DOWN] = TRUE;
    g_autoptr(PsExplanation) twice = ps_explain(setting->world, &log, NULL);
    CHECK(ps_explanation_found(twice), "two requests");
    guint without = ps_explanation_cost(twice).unseen;
    seen[4].again = TRUE;
    g_autoptr(PsExplanation) again = ps_explain(setting->world, &log, NULL);
    CHECK(ps_explanation_found(again), "one request");
    PsExplainCost cost = ps_explanation_cost(again);
    CHECK(cost.unseen == 1 && cost.gaps == 0 && without > 1, "%u unseen, %u missing; before %u",
          cost.unseen, cost.gaps, without);
    const PsExplainStep *first = ps_explanation_step(again, 0);
    CHECK(first->step.kind == PS_STEP_ACTION && first->step.what == PS_DO_LOGOUT &&
              !first->unseen && first->n_missing == 0,
          "the run does not begin with the logout");
}

static void
limits(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    g_autoptr(GArray) path = ps_simulate(setting->world, 20, 3);
    g_autoptr(GArray) seen = shown_in(setting->world, path, 1u << PS_STREAM_DOWN);
    PsSeenLog log = log_of(seen, ALL);
    PsLimits few = {.max_states = 100};
    g_autoptr(PsExplanation) explanation = ps_explain(setting->world, &log, &few);
    CHECK(!ps_explanation_found(explanation), "found with 100 states");
    CHECK_STRING(ps_explanation_stopped(explanation), "the limit of 100 states");
}

const Test explain_tests[] = {
    {"runs of the model are found again", known_runs, FALSE},
    {"runs with availability are found again", known_runs_with_availability, FALSE},
    {"no run of three steps is cheaper", no_cheaper_run, FALSE},
    {"no run of four steps is cheaper", no_cheaper_longer_run, TRUE},
    {"what no server shows", impossible, FALSE},
    {"what cannot be yet", too_early, FALSE},
    {"stanzas that were sent in a row", sent_in_a_row, FALSE},
    {"a roster set that changes nothing", idle_roster_set, FALSE},
    {"rosters", rosters, FALSE},
    {"a roster that hides a request", hidden_request, FALSE},
    {"sessions", sessions, FALSE},
    {"a limit ends the search", limits, FALSE},
    {0},
};
