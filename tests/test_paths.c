/* Tests of paths in searches without numbers: whatever was looked for before, they are those that a
 * search with numbers tells. */
#include "explorer/search.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

static const PsEngine unnumbered[] = {PS_ENGINE_BITMAPS, PS_ENGINE_SETS};

static gboolean
nothing(const PsWorld *world, const PsState *state, gconstpointer data)
{
    (void)world;
    (void)state;
    (void)data;
    return FALSE;
}

/* The path to a state, or NULL. */
static GArray *
path_to(const PsSearch *search, PsState wanted, PsState *found)
{
    PsPacked packed = ps_world_pack(ps_search_world(search), &wanted);
    g_autofree char *stopped = NULL;
    return ps_search_path_to(search, is_this_state, &packed, found, &stopped);
}

/* What is not there is not found, and nothing ended the search for it. */
static void
check_nothing(const char *line, const PsSearch *search)
{
    PsState found = {0};
    g_autofree char *stopped = NULL;
    CHECK(ps_search_path_to(search, nothing, NULL, &found, &stopped) == NULL, "%s: a path", line);
    CHECK_STRING(stopped, NULL);
}

static gboolean
same_path(const GArray *a, const GArray *b)
{
    if (a == NULL || b == NULL || a->len != b->len)
        return a == b;
    for (guint i = 0; i < a->len; i++)
        if (!ps_step_equal(g_array_index(a, PsStep, i), g_array_index(b, PsStep, i)))
            return FALSE;
    return TRUE;
}

/* ---- Without limits ---- */

/* Checks the path to state number id. */
static void
check_path(const char *line, const PsSearch *hash, const PsSearch *search, guint64 id)
{
    PsState wanted = ps_search_state(hash, id);
    PsState found = {0};
    guint64 number = 0;
    g_autoptr(GArray) expected = ps_search_path(hash, id);
    g_autoptr(GArray) path = path_to(search, wanted, &found);
    CHECK(same_path(path, expected), "%s: another path to state %" G_GUINT64_FORMAT, line, id);
    CHECK(ps_search_find(hash, &found, &number) && number == id,
          "%s: not at state %" G_GUINT64_FORMAT, line, id);
}

/* Looks for states near and far in turn, for the first and the last one, and for what is not there.
 */
static void
check_orders(const char *line, const PsSearch *hash, const PsSearch *search)
{
    guint64 n = ps_search_states(hash);
    const guint64 ids[] = {0, 0, n / 9, n / 5, n / 9, 1, n / 2, n / 3, n - 2, n - 1, 0, n / 2};
    for (guint first = 0; first < G_N_ELEMENTS(ids); first++) {
        for (guint i = first; i < G_N_ELEMENTS(ids); i++)
            check_path(line, hash, search, ids[i]);
        if (first % 2 == 0)
            ps_search_forget_paths(search);
    }
    check_nothing(line, search);
    check_nothing(line, search);
    check_path(line, hash, search, n / 2);
}

static void
any_order(void)
{
    static const char *const lines[] = {
        "rfc6121 k=2",
        "rfc6121 openfire k=3 sensible",
        "prosody ejabberd k=2 loss=1 bounce=any",
        "tigase k=1 availability",
        "ping k=2",
        "rfc6121 k=2 sequential",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        for (guint e = 0; e < G_N_ELEMENTS(unnumbered); e++) {
            g_autoptr(Setting) setting = setting_new(lines[i]);
            PsLimits numbered = {.engine = PS_ENGINE_HASH}, other = {.engine = unnumbered[e]};
            g_autoptr(PsSearch) hash = ps_search_new(setting->world, &numbered);
            g_autoptr(PsSearch) search = ps_search_new(setting->world, &other);
            REQUIRE(!ps_search_is_numbered(search), "%s: states have numbers", lines[i]);
            check_orders(lines[i], hash, search);
        }
}

/* ---- What ends the search for a path ---- */

/* What is far away does not fit into memory; what is near is found before and after it, and so is
 * all that a search finds that looked for nothing before. */
static void
memory_ends_it(void)
{
    g_autoptr(Setting) setting = setting_new("openfire k=3");
    PsLimits numbered = {.engine = PS_ENGINE_HASH};
    g_autoptr(PsSearch) hash = ps_search_new(setting->world, &numbered);
    PsLimits limits = {.engine = PS_ENGINE_BITMAPS, .max_memory = ps_search_bytes(hash) / 2};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    guint64 n = ps_search_states(hash);
    guint found = 0, lost = 0;
    CHECK_STRING(ps_search_stopped(search), NULL);
    for (guint i = 0; i < 40; i++) {
        PsState at = {0};
        PsState wanted = ps_search_state(hash, n * (i * 17 % 40) / 40);
        g_autoptr(PsSearch) fresh = ps_search_new(setting->world, &limits);
        g_autoptr(GArray) expected = path_to(fresh, wanted, &at);
        g_autoptr(GArray) path = path_to(search, wanted, &at);
        CHECK(same_path(path, expected), "path %u depends on the one before", i);
        found += path != NULL;
        lost += path == NULL;
    }
    CHECK(found > 5 && lost > 5, "%u are found and %u not", found, lost);
}

/* Ends what is done, once. */
static gboolean
end_once(const PsProgress *progress, gpointer data)
{
    gboolean *end = data;
    gboolean now = *end;
    (void)progress;
    *end = FALSE;
    return !now;
}

/* An interruption ends the search for one path, also where it would go on, and not that for the
 * next. */
static void
an_interruption_ends_it(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 openfire k=2");
    gboolean end = FALSE;
    PsLimits numbered = {.engine = PS_ENGINE_HASH};
    PsLimits limits = {.engine = PS_ENGINE_BITMAPS, .progress = end_once, .progress_data = &end};
    g_autoptr(PsSearch) hash = ps_search_new(setting->world, &numbered);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    PsState far = ps_search_state(hash, ps_search_states(hash) - 1);
    PsState found = {0};
    for (guint before = 0; before < 2; before++) {
        if (before == 1)
            check_path("before", hash, search, 100);
        end = TRUE;
        CHECK(path_to(search, far, &found) == NULL, "it is found in spite of an interruption");
        CHECK(!end, "nobody asked whether to go on");
        check_path("after", hash, search, ps_search_states(hash) - 1);
        ps_search_forget_paths(search);
    }
}

const Test paths_tests[] = {
    {"any order", any_order, FALSE},
    {"memory ends it", memory_ends_it, FALSE},
    {"an interruption ends it", an_interruption_ends_it, FALSE},
    {0},
};
