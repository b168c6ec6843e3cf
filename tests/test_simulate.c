/* Tests of simulations: the same seed is the same run, and every run is one of the world. */
#include "explorer/replay.h"
#include "explorer/simulate.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* A run of n steps as text. Free it. */
static char *
run_text(const Setting *setting, guint n, guint32 seed)
{
    g_autoptr(GArray) path = ps_simulate(setting->world, n, seed);
    return path_text(setting->world, path);
}

static void
same_seed_is_same_run(void)
{
    g_autoptr(Setting) setting = setting_new("openfire rfc6121 k=4 availability loss=3");
    g_autofree char *one = run_text(setting, 200, 42);
    g_autofree char *again = run_text(setting, 200, 42);
    g_autofree char *other = run_text(setting, 200, 43);
    g_autofree char *shorter = run_text(setting, 50, 42);
    CHECK_STRING(again, one);
    CHECK(!g_str_equal(one, other), "two seeds give one run");
    CHECK(g_str_has_prefix(one, shorter), "a shorter run is another");
}

/* A run that was written down, so that it is the same everywhere. */
static void
runs_are_the_same_everywhere(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121");
    g_autofree char *run = run_text(setting, 6, 1);
    CHECK_STRING(run, "juliet subscribe\njuliet remove\nromeo receives subscribe\n"
                      "romeo subscribed\nromeo remove\njuliet unsubscribe");
}

/* Every step of a run is a transition, and takes no fault that is spent. */
static void
check_run(const char *line, guint n, guint32 seed)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(GArray) path = ps_simulate(setting->world, n, seed);
    PsState state = ps_world_initial(setting->world);
    CHECK_NUMBER(path->len, n, "%s: steps", line);
    for (guint i = 0; i < path->len; i++) {
        PsTransition out[PS_MAX_TRANSITIONS];
        gboolean overflow = FALSE;
        guint choices = ps_step_transitions(setting->world, &state, out, &overflow);
        guint j = 0;
        while (j < choices && !ps_step_equal(out[j].step, g_array_index(path, PsStep, i)))
            j++;
        REQUIRE(j < choices, "%s: step %u of seed %u is no transition", line, i, seed);
        state = out[j].to;
    }
}

static void
runs_are_of_the_world(void)
{
    for (guint32 seed = 0; seed < 20; seed++) {
        check_run("rfc6121 k=3", 100, seed);
        check_run("openfire k=2 loss=2 repeat=1 bounce=3", 100, seed);
        check_run("rfc6121 openfire k=5 availability bag", 100, seed);
        check_run("openfire k=1 sequential sensible", 100, seed);
    }
}

static void
runs_end_where_nothing_happens(void)
{
    g_autoptr(Setting) still = setting_new("rfc6121 actions=add");
    g_autoptr(Setting) short_lived = setting_new("openfire k=1 actions=add");
    g_autofree char *nothing = run_text(still, 10, 5);
    g_autoptr(GArray) adds = ps_simulate(short_lived->world, 10, 5);
    g_autoptr(GArray) none = ps_simulate(short_lived->world, 0, 5);
    CHECK_STRING(nothing, "");
    CHECK_NUMBER(adds->len, 2, "each adds once");
    CHECK_NUMBER(none->len, 0, "no steps");
}

/* Each first step is about as likely as the others. */
static void
choices_are_even(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    g_autoptr(GHashTable) counts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    GHashTableIter iter;
    gpointer step = NULL, count = NULL;
    for (guint32 seed = 0; seed < 4000; seed++) {
        char *text = run_text(setting, 1, seed);
        guint before = GPOINTER_TO_UINT(g_hash_table_lookup(counts, text));
        g_hash_table_replace(counts, text, GUINT_TO_POINTER(before + 1));
    }
    CHECK_NUMBER(g_hash_table_size(counts), 4, "first steps");
    g_hash_table_iter_init(&iter, counts);
    while (g_hash_table_iter_next(&iter, &step, &count))
        CHECK(GPOINTER_TO_UINT(count) > 850 && GPOINTER_TO_UINT(count) < 1150, "%s: %u of 4000",
              (const char *)step, GPOINTER_TO_UINT(count));
}

/* A run can be printed, read, and replayed in the world that a trace makes. */
static void
runs_can_be_replayed(void)
{
    static const char *const profiles[] = {"openfire", "rfc6121"};
    g_autoptr(Setting) setting =
        setting_new("openfire rfc6121 k=16 availability loss=any repeat=15 bounce=any");
    g_autofree char *header = ps_trace_header(setting->world, profiles);
    for (guint32 seed = 0; seed < 10; seed++) {
        g_autofree char *run = run_text(setting, 300, seed);
        g_autofree char *text = g_strconcat(header, run, NULL);
        g_autoptr(PsTrace) trace = ps_trace_parse(text, strlen(text), "run.trace", NULL);
        REQUIRE(trace != NULL, "the run of seed %u cannot be read", seed);
        PsWorldOptions options;
        ps_replay_world_options(trace, &options);
        options.profiles[0] = setting->profiles[0];
        options.profiles[1] = setting->profiles[1];
        g_autoptr(PsWorld) world = make_world(&options);
        g_autoptr(PsReplay) replay = ps_replay_new(world, trace);
        const GError *error = ps_replay_error(replay);
        CHECK(error == NULL, "seed %u: %s", seed, error != NULL ? error->message : "");
        CHECK_NUMBER(ps_replay_n_steps(replay), 300, "steps of seed %u", seed);
    }
}

const Test simulate_tests[] = {
    {"same seed is same run", same_seed_is_same_run, FALSE},
    {"runs are the same everywhere", runs_are_the_same_everywhere, FALSE},
    {"runs are of the world", runs_are_of_the_world, FALSE},
    {"runs end where nothing happens", runs_end_where_nothing_happens, FALSE},
    {"choices are even", choices_are_even, FALSE},
    {"runs can be replayed", runs_can_be_replayed, FALSE},
    {0},
};
