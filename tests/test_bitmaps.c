/* Tests of searches with bitmaps: they find what searches with a hash table, and the naive
 * explorer, find, and judge it alike, down to the very same counterexamples. */
#include "explorer/verdicts.h"
#include "tests/engines.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static void
check_same(const char *line)
{
    check_engine(line, PS_ENGINE_BITMAPS, 1);
}

static void
small_bounds(void)
{
    check_same("rfc6121 k=1");
    check_same("rfc6121 k=2");
    check_same("rfc6121 k=3");
    check_same("rfc6121 openfire k=3");
    check_same("openfire rfc6121 k=3");
    check_same("prosody ejabberd k=3");
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
        "actions=remove",
        "loss=any",
        "loss=2",
        "repeat=any",
        "repeat=2",
        "bounce=any",
        "bounce=2",
        "loss=15",
        "loss=1 repeat=1 bounce=1",
        "loss=2 repeat=any",
        "loss=any repeat=any bounce=any sequential",
        "availability",
        "availability sensible loss=any bounce=1",
        "availability sequential repeat=1",
        "auto-unsubscribed=off",
        "pre-approval=on keep-approval=on",
        "a:auto-unsubscribed=off",
    };
    check_engine_modes(words, G_N_ELEMENTS(words), PS_ENGINE_BITMAPS);
}

/* Servers of which some make what cannot be mended, send errors, or answer for ever. */
static void
made_up_profiles(void)
{
    static const char *const lines[] = {
        "mini k=3",
        "mini rfc6121 k=2 polite=on",
        "openfire mini k=2 availability loss=any",
        "oops k=2",
        "oops k=3 bounce=any",
        "trap rfc6121 k=2",
        "openfire trap k=1 availability",
        "ping k=3",
        "storm k=2",
        "storm ping k=2 sequential",
        "ping k=2 loss=1",
        "flood rfc6121 k=1 actions=unsubscribe",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        check_same(lines[i]);
}

/* Worlds of more than 64 bits. */
static void
wide_worlds(void)
{
    static const char *const lines[] = {
        "rfc6121 k=16 availability actions=subscribe,remove sequential loss=2",
        "openfire k=16 availability actions=subscribe,subscribed sequential loss=1 repeat=1",
        "rfc6121 k=16 availability actions=login,logout sequential bounce=15",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        CHECK(ps_world_is_wide(setting->world), "%s takes %u bits", lines[i],
              ps_world_bits(setting->world));
        check_same(lines[i]);
    }
}

static void
larger_worlds(void)
{
    static const char *const lines[] = {
        "rfc6121 k=5",
        "openfire k=3 loss=any repeat=any bounce=any",
        "rfc6121 k=3 availability",
        "openfire rfc6121 k=2 availability loss=1",
        "rfc6121 k=3 loss=3 bounce=2",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        check_same(lines[i]);
}

static void
every_pair_of_profiles(void)
{
    check_engine_pairs("k=2", PS_ENGINE_BITMAPS);
    check_engine_pairs("k=1 availability", PS_ENGINE_BITMAPS);
    check_engine_pairs("k=1 sensible bounce=any", PS_ENGINE_BITMAPS);
}

/* ---- Random worlds ---- */

static const char *
any_of(GRand *rand, const char *const *words, guint n)
{
    return words[g_rand_int_range(rand, 0, (gint32)n)];
}

/* Any servers, faults and users, but not too many states. Free it. */
static char *
random_line(GRand *rand)
{
    static const char *const users[] = {
        "", "", "", " sequential", " sensible", " actions=subscribe,remove,login,logout"};
    static const char *const budgets[] = {"", "", "=1", "=3", "=any"};
    g_auto(GStrv) names = all_profiles();
    guint n = g_strv_length(names);
    gboolean availability = g_rand_int_range(rand, 0, 3) == 0;
    g_autoptr(GString) line = g_string_new(NULL);
    g_string_printf(line, "%s %s k=%d%s", any_of(rand, (const char *const *)names, n),
                    any_of(rand, (const char *const *)names, n),
                    availability ? 1 : g_rand_int_range(rand, 1, 4),
                    any_of(rand, users, G_N_ELEMENTS(users)));
    for (guint fault = 0; fault < PS_N_FAULTS; fault++) {
        const char *budget = any_of(rand, budgets, G_N_ELEMENTS(budgets));
        if (budget[0] != '\0')
            g_string_append_printf(line, " %s%s", ps_fault_name((PsFault)fault), budget);
    }
    g_string_append(line, availability ? " availability" : "");
    return g_strdup(line->str);
}

static void
random_worlds(void)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(6121);
    for (guint i = 0; i < 40; i++) {
        g_autofree char *line = random_line(rand);
        check_same(line);
    }
}

/* ---- The naive explorer ---- */

static PsState
state_of(const PsWorld *world, const NaiveState *naive)
{
    PsState state = ps_world_initial(world);
    state.online = state.sees = 0;
    for (guint side = 0; side < 2; side++) {
        state.entry[side] = naive->entry[side];
        state.online |= (guint8)(naive->online[side] << side);
        state.sees |= (guint8)(naive->sees[side] << side);
        for (guint i = 0; i < naive->length[side]; i++)
            state.link[side] =
                ps_world_link_add(world, state.link[side], (PsPresence)naive->link[side][i]);
    }
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        state.left[fault] = naive->left[fault];
    return state;
}

static void
check_naive_states(const char *line, const PsSearch *search, const Naive *naive)
{
    guint missing = 0;
    for (guint id = 0; id < naive_n_states(naive); id++) {
        PsState state = state_of(ps_search_world(search), naive_state(naive, id));
        missing += !ps_search_has(search, &state);
    }
    CHECK_NUMBER(missing, 0, "%s: states that are missing", line);
    CHECK_NUMBER(ps_search_states(search), naive_n_states(naive), "%s", line);
    CHECK_NUMBER(ps_search_transitions(search), naive_n_transitions(naive), "%s", line);
    CHECK_NUMBER(ps_search_depth(search), naive_depth(naive), "%s", line);
    CHECK_NUMBER(ps_search_settled(search), naive_n_settled(naive), "%s", line);
}

static void
check_naive_rows(const char *line, const PsSearch *search, const Naive *naive)
{
    guint wrong = 0;
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(ps_search_world(search), side);
        for (guint state = 0; state < ps_profile_n_states(profile); state++)
            for (PsEvent event = 0; event < PS_N_EVENTS; event++)
                wrong += ps_search_fired(search, side, event, state) !=
                         naive_fired(naive, side, event, state);
    }
    CHECK_NUMBER(wrong, 0, "%s: rows that fired or did not", line);
}

/* What the naive judge says of properties of settled states. */
static void
check_naive_verdicts(const char *line, const PsSearch *search, Setting *setting, const Naive *naive)
{
    static const char *const names[] = {"no-leak", "no-ghost", "no-orphan", "no-stuck", NULL};
    NaiveVerdict expected[NAIVE_N_PROPERTIES];
    guint n = naive_judge(naive, expected);
    guint judged = 0;
    ps_properties_keep(setting->properties, names, NULL);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    for (guint i = 0; i < n; i++) {
        const PsVerdict *verdict = ps_verdicts_find(verdicts, expected[i].name);
        if (verdict == NULL)
            continue;
        CHECK_NUMBER(verdict->count, expected[i].count, "%s: %s", line, expected[i].name);
        CHECK_NUMBER(verdict->path != NULL ? verdict->path->len : 0,
                     expected[i].count > 0 ? naive_depth_of(naive, expected[i].first) : 0,
                     "%s: steps to %s", line, expected[i].name);
        judged++;
    }
    CHECK_NUMBER(judged, G_N_ELEMENTS(names) - 1, "%s: verdicts", line);
}

static void
naive_explorer_agrees(void)
{
    static const char *const lines[] = {
        "rfc6121 k=3",
        "openfire k=2 loss=1 repeat=1 bounce=1",
        "rfc6121 openfire k=1 availability",
        "tigase jabberd2 k=2 bounce=any sensible",
        "rfc3921 mongooseim k=1 availability loss=any repeat=2",
        "rfc6121 k=16 availability actions=subscribe,remove sequential loss=2",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(Naive) naive = naive_new(&setting->options);
        g_autoptr(PsSearch) search = search_with(setting->world, PS_ENGINE_BITMAPS, 1);
        check_naive_states(lines[i], search, naive);
        check_naive_rows(lines[i], search, naive);
        check_naive_verdicts(lines[i], search, setting, naive);
    }
}

/* ---- Judging states that are alike ---- */

/* Properties that do not look at which presences are on a link: one state is judged for many. */
static const char by_number[] = "always calm: in_flight <= 1\n"
                                "always quiet: romeo.to implies in_flight = 0\n"
                                "always lopsided: romeo.to or not juliet.from or in_flight < 2\n"
                                "reachable both-ways: romeo.to and juliet.to\n"
                                "reachable one-way: romeo.to and not juliet.to\n";

static void
states_that_are_alike_are_judged_at_once(void)
{
    static const char *const lines[] = {"rfc6121 k=3", "rfc6121 openfire k=3",
                                        "prosody k=2 availability", "ping k=3",
                                        "tigase k=2 loss=1 repeat=2 bounce=any"};
    static const char *const names[] = {"calm", "quiet", "lopsided", "both-ways", "one-way", NULL};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        ps_properties_add(setting->properties, by_number, strlen(by_number), "test", NULL);
        ps_properties_keep(setting->properties, names, NULL);
        g_autoptr(PsSearch) search = search_with(setting->world, PS_ENGINE_BITMAPS, 1);
        g_autoptr(PsSearch) hash = search_with(setting->world, PS_ENGINE_HASH, 1);
        g_autoptr(PsVerdicts) found = ps_verdicts_new(search, setting->properties);
        g_autoptr(PsVerdicts) expected = ps_verdicts_new(hash, setting->properties);
        CHECK_NUMBER(ps_verdicts_n(found), G_N_ELEMENTS(names) - 1, "%s: verdicts", lines[i]);
        for (guint j = 0; j < ps_verdicts_n(found); j++) {
            const PsVerdict *verdict = ps_verdicts_get(found, j);
            CHECK(!ps_property_looks_at_links(verdict->property), "%s looks at links", names[j]);
            CHECK(verdict->outcome == ps_verdicts_get(expected, j)->outcome, "%s: %s", lines[i],
                  names[j]);
            CHECK_NUMBER(verdict->count, ps_verdicts_get(expected, j)->count, "%s: %s", lines[i],
                         names[j]);
        }
    }
}

/* ---- Other places to start from ---- */

/* A search from a state in the midst of another one finds a part of it; and where both sides are
 * the same server, not always the mirror images of that part. */
static void
searches_from_anywhere(void)
{
    static const char *const lines[] = {"rfc6121 openfire k=2 loss=2 bounce=1",
                                        "prosody k=1 availability", "trap k=2", "rfc6121 k=2",
                                        "rfc6121 k=1 availability loss=1"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(PsSearch) whole = search_with(setting->world, PS_ENGINE_HASH, 1);
        for (guint64 id = 1; id < ps_search_states(whole); id += ps_search_states(whole) / 9) {
            PsState from = ps_search_state(whole, id);
            g_autoptr(PsSearch) hash = ps_search_from(setting->world, &from, NULL);
            for (PsEngine engine = PS_ENGINE_BITMAPS; engine <= PS_ENGINE_SETS; engine++) {
                PsLimits limits = {.engine = engine};
                g_autoptr(PsSearch) search = ps_search_from(setting->world, &from, &limits);
                check_found(lines[i], search, hash);
            }
        }
    }
}

/* What auto takes: sets where lanes can be taken, or states are many and lie dense; the table for
 * bags and where there is a flight for nearly every state. */
static void
engine_is_chosen_by_world(void)
{
    static const struct {
        const char *line;
        PsEngine engine;
    } worlds[] = {
        {"rfc6121 k=2", PS_ENGINE_HASH},
        {"rfc6121 k=5 sequential", PS_ENGINE_HASH},
        {"rfc6121 k=4", PS_ENGINE_BITMAPS},
        {"rfc6121 k=5", PS_ENGINE_SETS},
        {"openfire k=5", PS_ENGINE_BITMAPS},
        {"rfc6121 k=7", PS_ENGINE_SETS},
        {"rfc6121 k=7 bag", PS_ENGINE_HASH},
        {"rfc6121 k=5 availability", PS_ENGINE_BITMAPS},
        {"prosody ejabberd k=5 loss=2 repeat=2", PS_ENGINE_SETS},
        {"rfc6121 openfire k=4 availability bounce=any loss=2", PS_ENGINE_BITMAPS},
        {"flood k=3 bounce=any", PS_ENGINE_HASH},
    };
    PsLimits limits = {.engine = PS_ENGINE_AUTO};
    for (guint i = 0; i < G_N_ELEMENTS(worlds); i++) {
        g_autoptr(Setting) setting = setting_new(worlds[i].line);
        PsEngine engine = ps_search_engine(setting->world, &limits);
        CHECK(engine == worlds[i].engine, "%s: expected %s, found %s", worlds[i].line,
              ps_engine_name(worlds[i].engine), ps_engine_name(engine));
    }
}

const Test bitmaps_tests[] = {
    {"engine is chosen by the world", engine_is_chosen_by_world, FALSE},
    {"small bounds", small_bounds, FALSE},
    {"modes", modes, FALSE},
    {"made-up profiles", made_up_profiles, FALSE},
    {"wide worlds", wide_worlds, FALSE},
    {"larger worlds", larger_worlds, TRUE},
    {"every pair of profiles", every_pair_of_profiles, TRUE},
    {"random worlds", random_worlds, FALSE},
    {"naive explorer agrees", naive_explorer_agrees, FALSE},
    {"states that are alike are judged at once", states_that_are_alike_are_judged_at_once, FALSE},
    {"searches from anywhere", searches_from_anywhere, FALSE},
    {0},
};
