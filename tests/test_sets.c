/* Tests of searches with sets: they find what searches with a hash table find, and judge it alike,
 * down to the very same counterexamples. */
#include "explorer/verdicts.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static PsSearch *
search_with(const PsWorld *world, PsEngine engine, guint threads)
{
    PsLimits limits = {.engine = engine, .threads = threads};
    return ps_search_new(world, &limits);
}

/* ---- The same states, rows and verdicts ---- */

static void
check_figures(const char *line, const PsSearch *sets, const PsSearch *hash)
{
    CHECK_STRING(ps_search_stopped(sets), ps_search_stopped(hash));
    CHECK_NUMBER(ps_search_states(sets), ps_search_states(hash), "%s", line);
    CHECK_NUMBER(ps_search_transitions(sets), ps_search_transitions(hash), "%s", line);
    CHECK_NUMBER(ps_search_depth(sets), ps_search_depth(hash), "%s", line);
    CHECK_NUMBER(ps_search_settled(sets), ps_search_settled(hash), "%s", line);
}

/* How often each search was shown a state that the other one has too. */
typedef struct {
    const PsSearch *other;
    guint64 n;
} Shown;

static gboolean
note_state(const PsState *state, guint64 n, gpointer data)
{
    Shown *shown = data;
    if (ps_search_has(shown->other, state))
        shown->n += n;
    return TRUE;
}

static void
check_states(const char *line, const PsSearch *sets, const PsSearch *hash)
{
    Shown shown[4] = {{hash, 0}, {sets, 0}, {hash, 0}, {hash, 0}};
    ps_search_visit(sets, PS_VISIT_ALL, note_state, &shown[0]);
    ps_search_visit(hash, PS_VISIT_ALL, note_state, &shown[1]);
    ps_search_visit(sets, PS_VISIT_SETTLED, note_state, &shown[2]);
    ps_search_visit(sets, PS_VISIT_ALIKE, note_state, &shown[3]);
    CHECK_NUMBER(shown[0].n, ps_search_states(hash), "%s: states of sets", line);
    CHECK_NUMBER(shown[1].n, ps_search_states(hash), "%s: states of the table", line);
    CHECK_NUMBER(shown[2].n, ps_search_settled(hash), "%s: settled states of sets", line);
    CHECK(shown[3].n <= ps_search_states(hash), "%s: more states that are alike", line);
}

static void
check_rows(const char *line, const PsSearch *sets, const PsSearch *hash)
{
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(ps_search_world(hash), side);
        for (guint state = 0; state < ps_profile_n_states(profile); state++) {
            CHECK(ps_search_met(sets, side, state) == ps_search_met(hash, side, state),
                  "%s: side %u is in %s", line, side, ps_profile_state_name(profile, state));
            for (PsEvent event = 0; event < PS_N_EVENTS; event++)
                CHECK(ps_search_fired(sets, side, event, state) ==
                          ps_search_fired(hash, side, event, state),
                      "%s: side %u, %s in %s", line, side, ps_event_name(event),
                      ps_profile_state_name(profile, state));
        }
    }
}

/* The same storm, if it is one. */
static void
check_loops(const PsWorld *world, const PsVerdict *found, const PsVerdict *expected)
{
    CHECK((found->loop != NULL) == (expected->loop != NULL), "a storm or none");
    if (found->loop == NULL || expected->loop == NULL)
        return;
    g_autofree char *stem = path_text(world, found->stem);
    g_autofree char *loop = path_text(world, found->loop);
    g_autofree char *expected_stem = path_text(world, expected->stem);
    g_autofree char *expected_loop = path_text(world, expected->loop);
    CHECK_STRING(stem, expected_stem);
    CHECK_STRING(loop, expected_loop);
}

static void
check_verdict(const char *line, const PsWorld *world, const PsVerdict *found,
              const PsVerdict *expected)
{
    const char *name = ps_property_name(expected->property);
    CHECK(found->outcome == expected->outcome, "%s: %s %s", line, name,
          ps_outcome_name(found->outcome));
    CHECK_NUMBER(found->count, expected->count, "%s: %s", line, name);
    CHECK((found->path != NULL) == (expected->path != NULL), "%s: %s has a path or not", line,
          name);
    if (found->path == NULL || expected->path == NULL)
        return;
    check_loops(world, found, expected);
    g_autofree char *path = path_text(world, found->path);
    g_autofree char *expected_path = path_text(world, expected->path);
    g_autofree char *state = state_text(world, &found->state);
    g_autofree char *expected_state = state_text(world, &expected->state);
    CHECK_STRING(path, expected_path);
    CHECK_STRING(state, expected_state);
}

static void
check_verdicts(const char *line, const Setting *setting, const PsSearch *sets, const PsSearch *hash)
{
    g_autoptr(PsVerdicts) found = ps_verdicts_new(sets, setting->properties);
    g_autoptr(PsVerdicts) expected = ps_verdicts_new(hash, setting->properties);
    CHECK_NUMBER(ps_verdicts_n(found), ps_verdicts_n(expected), "%s: verdicts", line);
    CHECK_STRING(ps_verdicts_stopped(found), ps_verdicts_stopped(expected));
    for (guint i = 0; i < ps_verdicts_n(expected); i++)
        check_verdict(line, setting->world, ps_verdicts_get(found, i),
                      ps_verdicts_get(expected, i));
}

/* Properties that look at states in flight, which are counted in three ways. */
static const char in_flight[] =
    "always calm: in_flight <= 1\n"
    "always quiet: romeo.to implies in_flight = 0\n"
    "always one-request: romeo.sent(subscribe) <= 1\n"
    "reachable crossing: romeo.sent(subscribe) = 1 and juliet.sent(subscribe) = 1\n"
    "reachable both-ways: romeo.to and juliet.to\n"
    "recoverable rest: in_flight = 0 and not romeo.to\n"
    "recoverable asked: romeo.sent(subscribe) = 1\n";

static void
check_with_threads(const char *line, guint threads)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(GError) error = NULL;
    gboolean added =
        ps_properties_add(setting->properties, in_flight, strlen(in_flight), "test", &error);
    REQUIRE(added, "%s", error->message);
    g_autoptr(PsSearch) sets = search_with(setting->world, PS_ENGINE_SETS, threads);
    g_autoptr(PsSearch) hash = search_with(setting->world, PS_ENGINE_HASH, threads);
    CHECK(!ps_search_is_numbered(sets), "%s: states have numbers", line);
    check_figures(line, sets, hash);
    check_states(line, sets, hash);
    check_rows(line, sets, hash);
    check_verdicts(line, setting, sets, hash);
}

static void
check_same(const char *line)
{
    check_with_threads(line, 1);
}

static void
small_bounds(void)
{
    check_same("rfc6121 k=1");
    check_same("rfc6121 k=2");
    check_same("rfc6121 k=3");
    check_same("openfire k=2");
    check_same("rfc6121 openfire k=2");
    check_same("openfire rfc6121 k=2");
    check_same("prosody ejabberd k=2");
}

static void
modes(void)
{
    static const char *const words[] = {
        "sequential",
        "sensible",
        "sensible sequential",
        "actions=subscribe,unsubscribe,subscribed,unsubscribed",
        "actions=subscribe,remove loss=2",
        "loss=any",
        "loss=2",
        "repeat=any",
        "repeat=2",
        "bounce=any",
        "bounce=2",
        "loss=1 repeat=1 bounce=1",
        "loss=any repeat=any bounce=any sequential",
        "availability",
        "availability sensible loss=any bounce=1",
        "availability sequential repeat=1",
        "auto-unsubscribed=off",
        "pre-approval=on keep-approval=on",
        "a:auto-unsubscribed=off",
    };
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autofree char *same = g_strdup_printf("rfc6121 k=2 %s", words[i]);
        g_autofree char *mixed = g_strdup_printf("rfc6121 openfire k=1 %s", words[i]);
        check_same(same);
        check_same(mixed);
    }
}

/* Servers of which some make what cannot be mended, or send errors. */
static void
made_up_profiles(void)
{
    static const char *const lines[] = {
        "mini k=3",
        "mini rfc6121 k=2 polite=on",
        "openfire mini k=2 availability loss=any",
        "oops k=2",
        "oops k=3 bounce=any",
        "trap k=1",
        "trap k=3",
        "trap rfc6121 k=2",
        "rfc6121 trap k=2 loss=any",
        "openfire trap k=1 availability",
        "ping k=3",
        "storm k=2",
        "storm ping k=2 sequential",
        "ping k=2 loss=1",
        "trap ping k=2",
        "rfc6121 storm k=2 availability",
        "prosody k=1 availability",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        check_same(lines[i]);
}

static void
larger_worlds(void)
{
    static const char *const lines[] = {
        "rfc6121 k=5",
        "openfire k=4",
        "prosody ejabberd k=4",
        "openfire k=3 loss=any repeat=any bounce=any",
        "rfc6121 k=3 availability",
        "openfire rfc6121 k=2 availability loss=1",
        "rfc6121 k=3 loss=3 bounce=2",
        "trap rfc6121 k=4",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        check_same(lines[i]);
}

static void
check_every_pair(const char *words)
{
    g_auto(GStrv) names = all_profiles();
    for (guint i = 0; names[i] != NULL; i++)
        for (guint j = 0; names[j] != NULL; j++) {
            g_autofree char *line = g_strdup_printf("%s %s %s", names[i], names[j], words);
            check_same(line);
        }
}

static void
every_pair_of_profiles(void)
{
    check_every_pair("k=1");
    check_every_pair("k=2");
    check_every_pair("k=1 availability");
    check_every_pair("k=2 loss=1 bounce=any repeat=any");
}

static void
naive_explorer_agrees(void)
{
    static const char *const lines[] = {"rfc6121 k=3", "openfire k=2 loss=1 repeat=1 bounce=1",
                                        "rfc6121 openfire k=1 availability"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(Naive) naive = naive_new(&setting->options);
        g_autoptr(PsSearch) sets = search_with(setting->world, PS_ENGINE_SETS, 1);
        CHECK_NUMBER(ps_search_states(sets), naive_n_states(naive), "%s", lines[i]);
        CHECK_NUMBER(ps_search_transitions(sets), naive_n_transitions(naive), "%s", lines[i]);
        CHECK_NUMBER(ps_search_depth(sets), naive_depth(naive), "%s", lines[i]);
        CHECK_NUMBER(ps_search_settled(sets), naive_n_settled(naive), "%s", lines[i]);
    }
}

/* Worlds that are large enough for threads to work on them. */
static void
threads_change_nothing(void)
{
    check_with_threads("rfc6121 k=4 loss=any repeat=3 bounce=any", 2);
    check_with_threads("trap rfc6121 k=6", 3);
}

/* ---- Large worlds ---- */

typedef struct {
    guint k;
    guint64 states, transitions;
    guint depth;
} CoreFigures;

static void
check_core(const CoreFigures *expected, guint threads)
{
    g_autofree char *line = g_strdup_printf(
        "rfc6121 k=%u actions=subscribe,unsubscribe,subscribed,unsubscribed auto-unsubscribed=off",
        expected->k);
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsSearch) search = search_with(setting->world, PS_ENGINE_SETS, threads);
    CHECK_NUMBER(ps_search_states(search), expected->states, "%s", line);
    CHECK_NUMBER(ps_search_transitions(search), expected->transitions, "%s", line);
    CHECK_NUMBER(ps_search_depth(search), expected->depth, "%s", line);
    CHECK(ps_search_bytes(search) < expected->states, "%s: %u bytes", line,
          (guint)ps_search_bytes(search));
}

static void
figures_of_the_core(void)
{
    static const CoreFigures figures[] = {{5, 187170, 631082, 27}, {7, 3937878, 13746354, 33}};
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++)
        for (guint threads = 1; threads <= 5; threads++)
            check_core(&figures[i], threads);
}

const Test sets_tests[] = {
    {"small bounds", small_bounds, FALSE},
    {"modes", modes, FALSE},
    {"made-up profiles", made_up_profiles, FALSE},
    {"larger worlds", larger_worlds, TRUE},
    {"every pair of profiles", every_pair_of_profiles, TRUE},
    {"naive explorer agrees", naive_explorer_agrees, FALSE},
    {"threads change nothing", threads_change_nothing, TRUE},
    {"figures of the core", figures_of_the_core, FALSE},
    {0},
};
