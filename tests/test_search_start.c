/* Tests of where searches begin: with much in flight, too, and they have what they found. That
 * every engine begins anywhere, tests/test_bitmaps.c checks. */
#include "explorer/search.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

/* How many of the states that a search shows it has. */
typedef struct {
    const PsSearch *search;
    guint64 n;
} Had;

static gboolean
count_had(const PsState *state, guint64 n, gpointer data)
{
    Had *had = data;
    had->n += ps_search_has(had->search, state) ? n : 0;
    return TRUE;
}

/* Whatever is in flight, more than sets could say as well: a search has what it found, and begins
 * where it shall. */
static void
much_may_be_in_flight(void)
{
    g_autoptr(Setting) setting = setting_new("flood k=1");
    PsState start = make_state(setting->world, "S", "S",
                               "subscribe subscribed subscribe subscribed subscribe subscribed "
                               "subscribe subscribed subscribe subscribed",
                               "subscribe subscribed subscribe subscribed subscribe subscribed "
                               "subscribe subscribed subscribe subscribed");
    PsState initial = ps_world_initial(setting->world);
    for (guint i = 0; i < 2; i++)
        for (PsEngine engine = PS_ENGINE_HASH; engine <= PS_ENGINE_AUTO; engine++) {
            PsLimits limits = {.max_states = 2000, .engine = engine};
            g_autoptr(PsSearch) search =
                ps_search_from(setting->world, i == 0 ? &initial : &start, &limits);
            Had had = {search, 0};
            ps_search_visit(search, PS_VISIT_ALL, count_had, &had);
            CHECK(ps_search_has(search, &start) || i == 0, "%s: no start", ps_engine_name(engine));
            CHECK_NUMBER(had.n, ps_search_states(search), "%s", ps_engine_name(engine));
            CHECK(had.n > 100, "%s: %u states", ps_engine_name(engine), (guint)had.n);
        }
}

const Test search_start_tests[] = {
    {"much may be in flight", much_may_be_in_flight, FALSE},
    {0},
};
