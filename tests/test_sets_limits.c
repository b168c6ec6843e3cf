/* Tests of searches with sets: what ends them, and when they are none. */
#include "explorer/verdicts.h"
#include "tests/engines.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

/* ---- Limits ---- */

static void
limit_of_states_ends_in_order(void)
{
    static const guint64 limits[] = {1, 2, 3, 10, 1000, 5448};
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    g_autoptr(PsSearch) whole = ps_search_new(setting->world, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++) {
        PsLimits limit = {.max_states = limits[i], .engine = PS_ENGINE_SETS, .threads = 1 + i % 2};
        g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT " state", limits[i]);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limit);
        PsLimits same = {.max_states = limits[i]};
        g_autoptr(PsSearch) hash = ps_search_new(setting->world, &same);
        guint64 reached = count_common(search, PS_VISIT_ALL, whole);
        CHECK_CONTAINS(ps_search_stopped(search), number);
        CHECK_NUMBER(ps_search_states(search), limits[i], "states");
        CHECK_NUMBER(reached, limits[i], "states that can be reached");
        CHECK_NUMBER(ps_search_depth(search), ps_search_depth(hash), "depth");
        CHECK(ps_search_transitions(search) < ps_search_transitions(whole), "all transitions");
    }
}

/* What was found to be violated before a limit stays so, and nothing is said to hold. */
static void
limits_leave_undecided(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    PsLimits limits = {.max_states = 3000, .engine = PS_ENGINE_SETS};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    const PsVerdict *orphan = ps_verdicts_find(verdicts, "no-orphan");
    CHECK_STRING(ps_outcome_name(orphan->outcome), "violated");
    CHECK_NUMBER(orphan->path->len, 3, "steps");
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "no-ghost")->outcome), "undecided");
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "recoverable")->outcome), "undecided");
}

static void
limit_that_is_enough(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    PsLimits limits = {.max_states = 5449, .max_memory = 1 << 20, .engine = PS_ENGINE_SETS};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    CHECK_STRING(ps_search_stopped(search), NULL);
    CHECK_NUMBER(ps_search_transitions(search), 18478, "transitions");
}

static void
limit_of_memory_ends_in_order(void)
{
    g_autoptr(Setting) setting = setting_new("openfire k=4");
    for (guint64 memory = 64 << 10; memory <= 160 << 10; memory += 32 << 10) {
        PsLimits limits = {.max_memory = memory, .engine = PS_ENGINE_SETS, .threads = 2};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        CHECK_CONTAINS(ps_search_stopped(search), "memory");
        CHECK(ps_search_bytes(search) <= memory, "%u bytes", (guint)ps_search_bytes(search));
        CHECK(ps_search_met(search, 0, ps_profile_initial(setting->profiles[0])),
              "%u bytes: the initial entry was not met", (guint)memory);
        CHECK(ps_search_states(search) > 100 && ps_search_states(search) < 185597, "%u states",
              (guint)ps_search_states(search));
    }
}

/* Ends the run at its last call; 0: never. */
typedef struct {
    guint calls;
    guint last_call;
    PsProgress last;
} Told;

static gboolean
note_progress(const PsProgress *progress, gpointer data)
{
    Told *told = data;
    CHECK_STRING(progress->phase, "searching");
    CHECK(progress->states >= told->last.states && progress->depth >= told->last.depth,
          "call %u: %u states", told->calls, (guint)progress->states);
    CHECK(progress->frontier > 0 && progress->frontier <= progress->states, "call %u: %u to expand",
          told->calls, (guint)progress->frontier);
    told->last = *progress;
    return ++told->calls != told->last_call;
}

static void
progress_is_told_and_can_end_a_run(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=4");
    for (guint last_call = 0; last_call <= 20; last_call += 5) {
        Told told = {.last_call = last_call};
        PsLimits limits = {
            .progress = note_progress, .progress_data = &told, .engine = PS_ENGINE_SETS};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        CHECK((ps_search_stopped(search) != NULL) == (last_call > 0), "stopped by %s",
              ps_search_stopped(search));
        CHECK(last_call == 0 ? told.calls > 20 : told.calls == last_call, "%u calls", told.calls);
        CHECK(last_call == 0 || ps_search_states(search) < 25748, "all states");
    }
}

/* ---- Worlds that sets cannot say ---- */

static void
other_worlds_are_numbered(void)
{
    static const char *const lines[] = {"rfc6121 k=2 bag", "ping k=2 bag", "flood k=1"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        PsLimits limits = {.max_states = 1000, .engine = PS_ENGINE_SETS};
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        limits.engine = PS_ENGINE_HASH;
        g_autoptr(PsSearch) hash = ps_search_new(setting->world, &limits);
        CHECK(ps_search_is_numbered(search), "%s: states have no numbers", lines[i]);
        CHECK_STRING(ps_search_stopped(search), ps_search_stopped(hash));
        CHECK_NUMBER(ps_search_states(search), ps_search_states(hash), "%s", lines[i]);
        CHECK_NUMBER(ps_search_transitions(search), ps_search_transitions(hash), "%s", lines[i]);
    }
}

/* Ends the search after some states, and whatever else asks. */
static gboolean
end_after_some(const PsProgress *progress, gpointer data)
{
    (void)data;
    return progress->states < 5000;
}

/* What an interrupted search found is judged, with both engines. */
static void
interruptions_keep_what_was_found(void)
{
    static const PsEngine engines[] = {PS_ENGINE_HASH, PS_ENGINE_SETS};
    for (guint i = 0; i < G_N_ELEMENTS(engines); i++) {
        g_autoptr(Setting) setting = setting_new("rfc6121 k=6");
        PsLimits limits = {.progress = end_after_some, .engine = engines[i]};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        const PsVerdict *orphan = ps_verdicts_find(verdicts, "no-orphan");
        CHECK_STRING(ps_search_stopped(search), "an interruption");
        CHECK_STRING(ps_outcome_name(orphan->outcome), "violated");
        REQUIRE(orphan->path != NULL, "engine %u: no path", i);
        CHECK_NUMBER(orphan->path->len, 3, "engine %u", i);
        CHECK(!ps_verdicts_complete(verdicts), "engine %u: complete", i);
    }
}

/* Where a string cannot hold what the bound permits, states are numbered, whatever is asked for. */
static void
largest_bounds(void)
{
    static const char *const lines[] = {"rfc6121 k=15",
                                        "rfc6121 k=16",
                                        "prosody k=16 loss=any repeat=2",
                                        "openfire ejabberd k=16 bounce=any",
                                        "rfc6121 openfire k=10 availability",
                                        "rfc6121 openfire k=11 availability"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        for (PsEngine engine = PS_ENGINE_HASH; engine <= PS_ENGINE_AUTO; engine++) {
            PsLimits limits = {.max_states = 2000, .engine = engine};
            g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
            CHECK_NUMBER(ps_search_states(search), 2000, "%s, %s", lines[i],
                         ps_engine_name(engine));
        }
    }
}

const Test sets_limits_tests[] = {
    {"limit of states ends in order", limit_of_states_ends_in_order, FALSE},
    {"limits leave undecided", limits_leave_undecided, FALSE},
    {"limit that is enough", limit_that_is_enough, FALSE},
    {"limit of memory ends in order", limit_of_memory_ends_in_order, FALSE},
    {"progress is told and can end a run", progress_is_told_and_can_end_a_run, FALSE},
    {"other worlds are numbered", other_worlds_are_numbered, FALSE},
    {"interruptions keep what was found", interruptions_keep_what_was_found, FALSE},
    {"largest bounds", largest_bounds, FALSE},
    {0},
};
