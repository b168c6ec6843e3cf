/* Tests of searches with sets: they find what searches with a hash table find, and judge it alike,
 * down to the very same counterexamples. */
#include "tests/engines.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

static void
check_same(const char *line)
{
    check_engine(line, PS_ENGINE_SETS, 1);
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
    check_engine_modes(words, G_N_ELEMENTS(words), PS_ENGINE_SETS);
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
every_pair_of_profiles(void)
{
    check_engine_pairs("k=1", PS_ENGINE_SETS);
    check_engine_pairs("k=2", PS_ENGINE_SETS);
    check_engine_pairs("k=1 availability", PS_ENGINE_SETS);
    check_engine_pairs("k=2 loss=1 bounce=any repeat=any", PS_ENGINE_SETS);
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
    check_engine("rfc6121 k=4 loss=any repeat=3 bounce=any", PS_ENGINE_SETS, 2);
    check_engine("trap rfc6121 k=6", PS_ENGINE_SETS, 3);
}

/* ---- Large worlds ---- */

typedef struct {
    guint k;
    guint64 states, transitions;
    guint depth;
} CoreFigures;

/* With a limit of states it is not in lanes, which take memory of their own. */
static void
check_core(const CoreFigures *expected, guint threads, guint64 max_states)
{
    g_autofree char *line = g_strdup_printf(
        "rfc6121 k=%u actions=subscribe,unsubscribe,subscribed,unsubscribed auto-unsubscribed=off",
        expected->k);
    g_autoptr(Setting) setting = setting_new(line);
    PsLimits limits = {.engine = PS_ENGINE_SETS, .threads = threads, .max_states = max_states};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    CHECK_NUMBER(ps_search_states(search), expected->states, "%s", line);
    CHECK_NUMBER(ps_search_transitions(search), expected->transitions, "%s", line);
    CHECK_NUMBER(ps_search_depth(search), expected->depth, "%s", line);
    CHECK(ps_search_bytes(search) < (max_states > 0 ? 1 : 2) * expected->states, "%s: %u bytes",
          line, (guint)ps_search_bytes(search));
}

static void
figures_of_the_core(void)
{
    static const CoreFigures figures[] = {{5, 187170, 631082, 27}, {7, 3937878, 13746354, 33}};
    for (guint i = 0; i < G_N_ELEMENTS(figures); i++) {
        check_core(&figures[i], 1, 0);
        for (guint threads = 1; threads <= 5; threads++)
            check_core(&figures[i], threads, G_MAXUINT32);
    }
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
