/* Engines: comparing what searches find. */
#include "tests/engines.h"

#include "explorer/mirror.h"
#include "explorer/verdicts.h"
#include "tests/setting.h"
#include "tests/support.h"

#include <string.h>

PsSearch *
search_with(const PsWorld *world, PsEngine engine, guint threads)
{
    PsLimits limits = {.engine = engine, .threads = threads};
    return ps_search_new(world, &limits);
}

/* ---- States ---- */

static void
check_figures(const char *line, const PsSearch *search, const PsSearch *hash)
{
    CHECK_STRING(ps_search_stopped(search), ps_search_stopped(hash));
    CHECK_NUMBER(ps_search_states(search), ps_search_states(hash), "%s", line);
    CHECK_NUMBER(ps_search_transitions(search), ps_search_transitions(hash), "%s", line);
    CHECK_NUMBER(ps_search_depth(search), ps_search_depth(hash), "%s", line);
    CHECK_NUMBER(ps_search_settled(search), ps_search_settled(hash), "%s", line);
}

/* How often a search showed a state that another one has too. */
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

guint64
count_common(const PsSearch *search, PsVisit how, const PsSearch *other)
{
    Shown shown = {other, 0};
    ps_search_visit(search, how, note_state, &shown);
    return shown.n;
}

static void
check_states(const char *line, const PsSearch *search, const PsSearch *hash)
{
    guint64 here = count_common(search, PS_VISIT_ALL, hash);
    guint64 there = count_common(hash, PS_VISIT_ALL, search);
    guint64 settled = count_common(search, PS_VISIT_SETTLED, hash);
    CHECK_NUMBER(here, ps_search_states(hash), "%s: states of the search", line);
    CHECK_NUMBER(there, ps_search_states(hash), "%s: states of the table", line);
    CHECK_NUMBER(settled, ps_search_settled(hash), "%s: settled states of the search", line);
}

/* ---- States that are alike ---- */

static guint
packed_hash(gconstpointer key)
{
    const PsPacked *packed = key;
    return g_int64_hash(&packed->lo) ^ g_int64_hash(&packed->hi);
}

static gboolean
packed_equal(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(PsPacked)) == 0;
}

/* How many states are alike, by one of them that is packed: that with the lowest links. */
typedef struct {
    const PsWorld *world;
    GHashTable *counts; /* of guint64 */
    guint shown;
} Alike;

static gboolean
note_alike(const PsState *state, guint64 n, gpointer data)
{
    Alike *alike = data;
    PsState lowest = *state;
    for (guint link = 0; link < 2; link++)
        lowest.link[link] = (guint64)1 << ps_world_link_length(alike->world, state->link[link]) *
                                              ps_world_presence_bits(alike->world);
    PsPacked key = ps_world_pack(alike->world, &lowest);
    guint64 *count = g_hash_table_lookup(alike->counts, &key);
    if (count == NULL) {
        count = g_new0(guint64, 1);
        g_hash_table_insert(alike->counts, g_memdup2(&key, sizeof key), count);
    }
    *count += n;
    alike->shown++;
    return TRUE;
}

static Alike
count_alike(const PsSearch *search, PsVisit how)
{
    Alike alike = {ps_search_world(search),
                   g_hash_table_new_full(packed_hash, packed_equal, g_free, g_free), 0};
    ps_search_visit(search, how, note_alike, &alike);
    return alike;
}

/* As many states as these are sorted by what they have in common. */
#define MANY 100000

/* Those that are shown stand for the right number of states. */
static void
check_alike(const char *line, const PsSearch *search, const PsSearch *hash)
{
    Alike found = count_alike(search, PS_VISIT_ALIKE);
    Alike expected = count_alike(hash, PS_VISIT_ALL);
    GHashTableIter iter;
    gpointer key = NULL, count = NULL;
    guint wrong = 0;
    g_hash_table_iter_init(&iter, expected.counts);
    while (g_hash_table_iter_next(&iter, &key, &count)) {
        const guint64 *n = g_hash_table_lookup(found.counts, key);
        wrong += n == NULL || *n != *(const guint64 *)count;
    }
    CHECK_NUMBER(g_hash_table_size(found.counts), g_hash_table_size(expected.counts), "%s: kinds",
                 line);
    CHECK(found.shown <= 2 * g_hash_table_size(expected.counts), "%s: %u are shown", line,
          found.shown);
    CHECK_NUMBER(wrong, 0, "%s: wrong numbers of states that are alike", line);
    g_hash_table_unref(found.counts);
    g_hash_table_unref(expected.counts);
}

/* ---- Rows and verdicts ---- */

static void
check_rows(const char *line, const PsSearch *search, const PsSearch *hash)
{
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(ps_search_world(hash), side);
        for (guint state = 0; state < ps_profile_n_states(profile); state++) {
            CHECK(ps_search_met(search, side, state) == ps_search_met(hash, side, state),
                  "%s: side %u is in %s", line, side, ps_profile_state_name(profile, state));
            for (PsEvent event = 0; event < PS_N_EVENTS; event++)
                CHECK(ps_search_fired(search, side, event, state) ==
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
check_verdicts(const char *line, const Setting *setting, const PsSearch *search,
               const PsSearch *hash)
{
    g_autoptr(PsVerdicts) found = ps_verdicts_new(search, setting->properties);
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

void
check_found(const char *line, const PsSearch *search, const PsSearch *hash)
{
    CHECK(!ps_search_is_numbered(search), "%s: states have numbers", line);
    check_figures(line, search, hash);
    check_states(line, search, hash);
    if (ps_search_states(hash) < MANY)
        check_alike(line, search, hash);
    check_rows(line, search, hash);
}

/* With a limit of states, mirror images do not share their bits, and sets are not in lanes. */
static void
check_limited(const char *line, const PsWorld *world, PsEngine engine, guint threads,
              const PsSearch *hash)
{
    PsLimits limits = {
        .engine = engine, .max_states = ps_search_states(hash) + 1, .threads = threads};
    g_autoptr(PsSearch) search = ps_search_new(world, &limits);
    check_found(line, search, hash);
}

static void
set_properties(Setting *setting)
{
    g_autoptr(GError) error = NULL;
    gboolean added =
        ps_properties_add(setting->properties, in_flight, strlen(in_flight), "test", &error);
    REQUIRE(added, "%s", error->message);
}

void
check_engine(const char *line, PsEngine engine, guint threads)
{
    g_autoptr(Setting) setting = setting_new(line);
    set_properties(setting);
    g_autoptr(PsSearch) search = search_with(setting->world, engine, threads);
    g_autoptr(PsSearch) hash = search_with(setting->world, PS_ENGINE_HASH, 1);
    check_found(line, search, hash);
    if (engine == PS_ENGINE_SETS || ps_mirror_applies(setting->world))
        check_limited(line, setting->world, engine, threads, hash);
    check_verdicts(line, setting, search, hash);
}

void
check_engine_modes(const char *const *words, guint n, PsEngine engine)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *same = g_strdup_printf("rfc6121 k=2 %s", words[i]);
        g_autofree char *mixed = g_strdup_printf("rfc6121 openfire k=1 %s", words[i]);
        check_engine(same, engine, 1);
        check_engine(mixed, engine, 1);
    }
}

void
check_engine_pairs(const char *words, PsEngine engine)
{
    g_auto(GStrv) names = all_profiles();
    for (guint i = 0; names[i] != NULL; i++)
        for (guint j = 0; names[j] != NULL; j++) {
            g_autofree char *line = g_strdup_printf("%s %s %s", names[i], names[j], words);
            check_engine(line, engine, 1);
        }
}
