/* Tests of estimates. */
#include "explorer/estimate.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

/* What a search takes before it has found anything, about. */
#define BEGINS (128 << 10)

/* There are never more states than there are at most, and they take no more memory than these. */
static void
there_are_no_more(void)
{
    static const char *const lines[] = {
        "rfc6121 k=1",
        "rfc6121 k=4",
        "openfire k=4",
        "rfc6121 openfire k=3",
        "rfc6121 k=2 availability",
        "rfc6121 k=3 loss=any repeat=2",
        "rfc6121 k=2 bounce=1",
        "rfc6121 k=4 bag",
        "prosody k=2 bag bounce=any",
        "rfc6121 k=3 sequential sensible",
        "ping k=2",
    };
    static const PsEngine engines[] = {PS_ENGINE_HASH, PS_ENGINE_BITMAPS, PS_ENGINE_SETS};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        for (guint j = 0; j < G_N_ELEMENTS(engines); j++) {
            g_autoptr(Setting) setting = setting_new(lines[i]);
            PsLimits limits = {.engine = engines[j]};
            PsEngine engine = ps_search_engine(setting->world, &limits);
            PsEstimate estimate = ps_estimate(setting->world, engine, 0);
            g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
            double states = (double)ps_search_states(search);
            CHECK(states <= estimate.most, "%s: %.0f states, at most %.0f", lines[i], states,
                  estimate.most);
            CHECK((double)ps_search_bytes(search) <= estimate.bytes + BEGINS,
                  "%s: %u bytes, at most %.0f", lines[i], (guint)ps_search_bytes(search),
                  estimate.bytes);
        }
}

/* Where a search is large, what is extrapolated is near what is found. */
static void
large_worlds_are_extrapolated(void)
{
    static const struct {
        const char *line;
        PsEngine engine;
        double states;
    } worlds[] = {
        {"rfc6121 k=8", PS_ENGINE_HASH, 9834342},
        {"rfc6121 openfire k=6", PS_ENGINE_HASH, 1327847},
        {"prosody k=5 bounce=2", PS_ENGINE_HASH, 4901507},
        {"rfc6121 k=4 availability", PS_ENGINE_HASH, 526563}, /* of k=2 and k=1, more than of k=3 */
    };
    for (guint i = 0; i < G_N_ELEMENTS(worlds); i++) {
        g_autoptr(Setting) setting = setting_new(worlds[i].line);
        PsEstimate estimate = ps_estimate(setting->world, worlds[i].engine, 0);
        double ratio = estimate.about / worlds[i].states;
        CHECK(ratio > 0.5 && ratio < 2, "%s: about %.0f, found %.0f", worlds[i].line,
              estimate.about, worlds[i].states);
        CHECK(estimate.large == (estimate.about > 4e6), "%s: large or not", worlds[i].line);
    }
}

/* So it is with bitmaps, and with what they take. */
static void
flights_are_extrapolated(void)
{
    static const char *const lines[] = {
        "prosody ejabberd k=3 availability",
        "prosody ejabberd k=4 availability",
        "rfc6121 k=5 availability loss=any",
        "rfc6121 k=8",
        "prosody k=5 bounce=2",
        "prosody ejabberd k=5 loss=2 repeat=2",
    };
    for (guint i = 0; i < 2 * G_N_ELEMENTS(lines);
         i++) { /* each folded, where it can be, and not */
        const char *line = lines[i / 2];
        g_autoptr(Setting) setting = setting_new(line);
        PsLimits limits = {.engine = PS_ENGINE_BITMAPS, .max_states = i % 2 * 1000000000};
        PsEstimate estimate = ps_estimate(setting->world, limits.engine, limits.max_states);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        double states = (double)ps_search_states(search);
        double bytes = (double)ps_search_bytes(search);
        CHECK(estimate.about == 0 || (estimate.about > states / 2 && estimate.about < states * 3),
              "%s: about %.0f, found %.0f", line, estimate.about, states);
        CHECK(estimate.bytes > bytes && estimate.bytes < 5 * bytes,
              "%s: at most %.0f bytes, taken %.0f", line, estimate.bytes, bytes);
        CHECK(!estimate.large, "%s: large", line);
    }
}

/* With one or two in flight there is no growth to be seen, and the world itself is looked at. */
static void
least_in_flight_is_counted(void)
{
    g_autoptr(Setting) setting = setting_new("openfire rfc6121 k=2 availability");
    PsEstimate estimate = ps_estimate(setting->world, PS_ENGINE_HASH, 0);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    CHECK(estimate.about == (double)ps_search_states(search), "about %.0f", estimate.about);
    CHECK(estimate.most > 4e6 && !estimate.large, "at most %.0f", estimate.most);
}

/* Where it is not, nothing is searched for that. */
static void
small_worlds_are_not(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    PsEstimate estimate = ps_estimate(setting->world, PS_ENGINE_HASH, 0);
    CHECK(estimate.about == 0 && !estimate.large, "about %.0f", estimate.about);
    CHECK(estimate.most == 81 * (1 + 2 * 4 + 3 * 16 + 4 * 64), "at most %.0f", estimate.most);
}

const Test estimate_tests[] = {
    {"there are no more", there_are_no_more, FALSE},
    {"large worlds are extrapolated", large_worlds_are_extrapolated, FALSE},
    {"flights are extrapolated", flights_are_extrapolated, FALSE},
    {"least in flight is counted", least_in_flight_is_counted, FALSE},
    {"small worlds are not", small_worlds_are_not, FALSE},
    {0},
};
