/* Tests of checkpoints: a search that is interrupted and goes on, however often, is the search that
 * never was. */
#include "explorer/keeper.h"
#include "explorer/verdicts.h"
#include "tests/program.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <glib/gstdio.h>
#include <string.h>

/* ---- The same search ---- */

static void
check_rows(const char *what, const PsSearch *found, const PsSearch *expected)
{
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(ps_search_world(expected), side);
        guint different = 0;
        for (guint state = 0; state < ps_profile_n_states(profile); state++) {
            different += ps_search_met(found, side, state) != ps_search_met(expected, side, state);
            for (PsEvent event = 0; event < PS_N_EVENTS; event++)
                different += ps_search_fired(found, side, event, state) !=
                             ps_search_fired(expected, side, event, state);
        }
        CHECK(different == 0, "%s: %u rows of side %u", what, different, side);
    }
}

typedef struct {
    const PsSearch *search;
    GArray *states; /* of PsPacked */
} Collected;

static gboolean
collect(const PsState *state, guint64 n, gpointer data)
{
    Collected *collected = data;
    PsPacked packed = ps_world_pack(ps_search_world(collected->search), state);
    (void)n;
    g_array_append_val(collected->states, packed);
    return ps_search_has(collected->search, state);
}

/* All states in the order in which a search tells of them: by numbers, if it has numbers. */
static GArray *
list_states(const PsSearch *search)
{
    Collected collected = {search, g_array_new(FALSE, FALSE, sizeof(PsPacked))};
    gboolean has_all = ps_search_visit(search, PS_VISIT_ALL, collect, &collected);
    CHECK(has_all, "a state that was found is denied");
    return collected.states;
}

static void
check_states(const char *what, const PsSearch *found, const PsSearch *expected)
{
    g_autoptr(GArray) ours = list_states(found);
    g_autoptr(GArray) theirs = list_states(expected);
    CHECK_NUMBER(ours->len, theirs->len, "%s: states", what);
    guint n = 0;
    while (n < ours->len && n < theirs->len &&
           memcmp(&g_array_index(ours, PsPacked, n), &g_array_index(theirs, PsPacked, n),
                  sizeof(PsPacked)) == 0)
        n++;
    CHECK_NUMBER(n, theirs->len, "%s: the same states in the same order", what);
}

static void
check_figures(const char *what, const PsSearch *found, const PsSearch *expected)
{
    CHECK(ps_search_is_numbered(found) == ps_search_is_numbered(expected), "%s: engine", what);
    CHECK_STRING(ps_search_stopped(found), ps_search_stopped(expected));
    CHECK_NUMBER(ps_search_states(found), ps_search_states(expected), "%s", what);
    CHECK_NUMBER(ps_search_transitions(found), ps_search_transitions(expected), "%s", what);
    CHECK_NUMBER(ps_search_depth(found), ps_search_depth(expected), "%s", what);
    CHECK_NUMBER(ps_search_settled(found), ps_search_settled(expected), "%s", what);
    check_rows(what, found, expected);
}

static void
check_same(const char *what, const PsSearch *found, const PsSearch *expected)
{
    check_figures(what, found, expected);
    check_states(what, found, expected);
}

/* All verdicts, with their paths, as text. Free it. */
static char *
verdicts_text(const PsSearch *search, const PsProperties *properties)
{
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, properties);
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
        g_autofree char *path = verdict->path != NULL
                                    ? path_text(ps_search_world(search), verdict->path)
                                    : g_strdup("no path");
        g_string_append_printf(text, "%s %s %" G_GUINT64_FORMAT "\n%s\n",
                               ps_property_name(verdict->property),
                               ps_outcome_name(verdict->outcome), verdict->count, path);
    }
    return g_string_free(text, FALSE);
}

static void
check_verdicts(const Setting *setting, const PsSearch *found, const PsSearch *expected)
{
    g_autofree char *found_text = verdicts_text(found, setting->properties);
    g_autofree char *expected_text = verdicts_text(expected, setting->properties);
    CHECK_STRING(found_text, expected_text);
}

/* ---- Interruptions ---- */

/* Who keeps a search in one file of a folder, and goes on from there. */
typedef struct {
    char *folder, *file;
} Place;

static Place
make_place(void)
{
    char *folder = make_folder();
    return (Place){folder, g_build_filename(folder, "kept", NULL)};
}

static void
clear_place(Place *place)
{
    remove_folder(place->folder);
    g_free(place->file);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Place, clear_place)

/* Longer than any test takes: but for the last one, no checkpoint is written. */
#define ONLY_LAST 10000

/* Begins to search, or goes on, until the search ends; a checkpoint is left, and with seconds of 0
 * one after each layer. */
static PsSearch *
search_on(const Place *place, const PsWorld *world, const PsLimits *limits, guint seconds)
{
    g_autoptr(GError) error = NULL;
    PsKeeping keeping = {.to = place->file, .seconds = seconds};
    if (g_file_test(place->file, G_FILE_TEST_EXISTS))
        keeping.from = place->file;
    PsSearch *search = ps_search_keep(world, limits, &keeping, &error);
    REQUIRE(search != NULL, "%s", error->message);
    CHECK(ps_search_is_kept(search), "no checkpoint was written");
    return search;
}

static gboolean
end_at_last_call(const PsProgress *progress, gpointer calls)
{
    (void)progress;
    return --*(gint32 *)calls > 0;
}

/* A limit that a search without an end needs. */
#define MAX_STATES 40000

static const struct {
    const char *line;
    PsEngine engine;
    guint threads;
    guint64 max_states;
} searches[] = {
    {"rfc6121 k=3", PS_ENGINE_HASH, 1, 0},
    {"rfc6121 openfire k=3", PS_ENGINE_HASH, 1, 0},
    {"prosody ejabberd k=2 availability", PS_ENGINE_HASH, 1, MAX_STATES},
    {"rfc6121 k=2 loss=2 repeat=any bounce=1", PS_ENGINE_HASH, 1, MAX_STATES},
    {"openfire k=3 bag sensible", PS_ENGINE_HASH, 1, 0},
    {"ping k=2", PS_ENGINE_HASH, 1, MAX_STATES},
    {"rfc6121 k=4", PS_ENGINE_SETS, 1, 0},
    {"rfc6121 openfire k=4 loss=2", PS_ENGINE_SETS, 2, MAX_STATES},
    {"tigase k=3 repeat=1 loss=any", PS_ENGINE_SETS, 3, MAX_STATES},
    {"rfc6121 k=2 bounce=2", PS_ENGINE_SETS, 2, MAX_STATES},
    {"rfc6121 k=2 availability sensible", PS_ENGINE_SETS, 3, MAX_STATES},
    {"flood k=1", PS_ENGINE_SETS, 1, MAX_STATES},
    {"rfc6121 k=3", PS_ENGINE_BITMAPS, 1, 0}, /* folded: both sides are the same server */
    {"rfc6121 k=3", PS_ENGINE_BITMAPS, 1, MAX_STATES},
    {"rfc6121 openfire k=4 loss=2", PS_ENGINE_BITMAPS, 1, MAX_STATES},
    {"rfc6121 k=2 loss=2 repeat=any bounce=1", PS_ENGINE_BITMAPS, 1, 0},
    {"tigase k=3 repeat=1 sensible", PS_ENGINE_BITMAPS, 1, 0},
    {"openfire k=2 availability sequential", PS_ENGINE_BITMAPS, 1, 0},
    {"prosody ejabberd k=4 availability", PS_ENGINE_BITMAPS, 1, MAX_STATES},
    {"ping k=2", PS_ENGINE_BITMAPS, 1, 0},
    {"flood k=1", PS_ENGINE_BITMAPS, 1, 0},
};

static void
interrupted_searches_go_on(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(searches); i++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(i + 1);
        g_autoptr(Setting) setting = setting_new(searches[i].line);
        PsLimits limits = {.max_states = searches[i].max_states,
                           .engine = searches[i].engine,
                           .threads = searches[i].threads};
        g_autoptr(PsSearch) whole = ps_search_new(setting->world, &limits);
        g_auto(Place) place = make_place();
        gint32 calls = 2;
        guint n = 0;
        g_autoptr(PsSearch) search = NULL;
        limits.progress = end_at_last_call;
        limits.progress_data = &calls;
        do {
            g_clear_pointer(&search, ps_search_free);
            search = search_on(&place, setting->world, &limits, 0);
            calls = g_rand_int_range(rand, 1, 10);
            n++;
        } while (g_strcmp0(ps_search_stopped(search), "an interruption") == 0);
        CHECK(n > 1, "%s: never interrupted", searches[i].line);
        calls = G_MAXINT32;
        check_same(searches[i].line, search, whole);
        g_autoptr(PsSearch) again = search_on(&place, setting->world, &limits, ONLY_LAST);
        check_same(searches[i].line, again, whole);
        if (ps_search_stopped(whole) == NULL)
            check_verdicts(setting, search, whole);
    }
}

/* What a limit ends goes on with a larger one, as if that had been the limit from the start. */
static void
limits_are_those_of_the_whole_search(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(searches); i++) {
        g_autoptr(GRand) rand = g_rand_new_with_seed(i + 1);
        g_autoptr(Setting) setting = setting_new(searches[i].line);
        g_auto(Place) place = make_place();
        PsLimits limits = {.engine = searches[i].engine, .threads = 1};
        gboolean stopped = TRUE;
        while (stopped && limits.max_states < MAX_STATES) {
            limits.max_states += 1 + (guint64)g_rand_int_range(rand, 0, 4000);
            g_autoptr(PsSearch) search = search_on(&place, setting->world, &limits, ONLY_LAST);
            g_autoptr(PsSearch) whole = ps_search_new(setting->world, &limits);
            check_same(searches[i].line, search, whole);
            stopped = ps_search_stopped(search) != NULL;
        }
    }
}

/* Searches that fold mirror images do so only without a limit; what they find is the same. */
static void
limits_may_come_and_go(void)
{
    static const char *const lines[] = {"rfc6121 k=3", "tigase k=2 repeat=1", "flood k=1"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_auto(Place) goes = make_place();
        g_auto(Place) comes = make_place();
        gint32 calls = 6;
        PsLimits none = {.engine = PS_ENGINE_BITMAPS};
        g_autoptr(PsSearch) whole = ps_search_new(setting->world, &none);
        guint64 n = ps_search_states(whole);
        PsLimits ended = {
            .engine = PS_ENGINE_BITMAPS, .progress = end_at_last_call, .progress_data = &calls};
        PsLimits few = {.engine = PS_ENGINE_BITMAPS, .max_states = n - n / 3};
        PsLimits many = {.engine = PS_ENGINE_BITMAPS, .max_states = 2 * n};
        g_autoptr(PsSearch) limited = search_on(&goes, setting->world, &few, ONLY_LAST);
        g_autoptr(PsSearch) freed = search_on(&goes, setting->world, &none, ONLY_LAST);
        g_autoptr(PsSearch) begun = search_on(&comes, setting->world, &ended, 0);
        g_autoptr(PsSearch) bounded = search_on(&comes, setting->world, &few, ONLY_LAST);
        g_autoptr(PsSearch) done = search_on(&comes, setting->world, &many, ONLY_LAST);
        CHECK_NUMBER(ps_search_states(limited), few.max_states, "%s", lines[i]);
        CHECK(ps_search_states(begun) < ps_search_states(bounded) &&
                  ps_search_states(bounded) <= few.max_states,
              "%s: %u states", lines[i], (guint)ps_search_states(bounded));
        CHECK_CONTAINS(ps_search_stopped(bounded), "the limit of");
        check_figures(lines[i], freed, whole);
        check_figures(lines[i], done, whole);
    }
}

/* The same with memory, whose limit ends each search elsewhere: what all of them find at last is
 * the same. */
static void
limits_of_memory_can_be_raised(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(searches); i++) {
        g_autoptr(Setting) setting = setting_new(searches[i].line);
        g_auto(Place) place = make_place();
        PsLimits limits = {
            .max_states = searches[i].max_states, .engine = searches[i].engine, .threads = 1};
        g_autoptr(PsSearch) whole = ps_search_new(setting->world, &limits);
        guint n = 0;
        for (limits.max_memory = 40 << 10; limits.max_memory < 64 << 20;
             limits.max_memory += limits.max_memory / 2) {
            g_autoptr(GError) error = NULL;
            PsKeeping keeping = {
                .to = place.file, .seconds = ONLY_LAST, .from = n > 0 ? place.file : NULL};
            g_autoptr(PsSearch) search = ps_search_keep(setting->world, &limits, &keeping, &error);
            if (search == NULL) /* chunks that were freed are counted no more */
                CHECK(g_error_matches(error, PS_CHECKPOINT_ERROR, PS_CHECKPOINT_ERROR_MEMORY), "%s",
                      error->message);
            n = g_file_test(place.file, G_FILE_TEST_EXISTS);
        }
        limits.max_memory = 0;
        g_autoptr(PsSearch) search = search_on(&place, setting->world, &limits, ONLY_LAST);
        check_same(searches[i].line, search, whole);
    }
}

/* ---- Writing ---- */

static const PsEngine engines[] = {PS_ENGINE_HASH, PS_ENGINE_BITMAPS, PS_ENGINE_SETS};

static void
what_is_not_committed_is_gone(void)
{
    g_auto(Place) place = make_place();
    g_autoptr(GError) error = NULL;
    g_autofree char *part = g_strconcat(place.file, ".part", NULL);
    write_file(place.folder, "kept", "what was there");
    g_autoptr(PsCheckpointWriter) writer = ps_checkpoint_writer_new(place.file, "head", &error);
    REQUIRE(writer != NULL, "%s", error->message);
    CHECK(ps_checkpoint_writer_new(place.file, "head", &error) == NULL, "two write it");
    CHECK_CONTAINS(error->message, "another process");
    CHECK(g_file_test(part, G_FILE_TEST_EXISTS), "the other one has removed it");
    g_clear_pointer(&writer, ps_checkpoint_writer_free);
    g_autofree char *text = read_file(place.folder, "kept");
    CHECK_STRING(text, "what was there");
    CHECK(!g_file_test(part, G_FILE_TEST_EXISTS), "a part is left");
}

/* Puts a folder where the next checkpoint would be written. */
typedef struct {
    const Place *place;
    guint calls, failures;
} Obstacle;

static gboolean
put_in_the_way(const PsProgress *progress, gpointer data)
{
    Obstacle *obstacle = data;
    g_autofree char *part = g_strconcat(obstacle->place->file, ".part", NULL);
    (void)progress;
    if (++obstacle->calls == 5)
        CHECK(g_mkdir(part, 0777) == 0, "no folder");
    return TRUE;
}

static void
note_failure(const GError *error, gpointer data)
{
    Obstacle *obstacle = data;
    obstacle->failures++;
    CHECK_CONTAINS(error->message, "kept: cannot write it: ");
}

/* The search goes on, it is said once, and the last checkpoint that was whole stays. */
static void
a_failure_to_write_ends_nothing(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(engines); i++) {
        g_auto(Place) place = make_place();
        Obstacle obstacle = {.place = &place};
        g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
        PsLimits limits = {
            .engine = engines[i], .progress = put_in_the_way, .progress_data = &obstacle};
        PsKeeping keeping = {.to = place.file, .failed = note_failure, .data = &obstacle};
        g_autoptr(PsSearch) whole =
            ps_search_new(setting->world, &(PsLimits){.engine = engines[i]});
        g_autoptr(PsSearch) search = ps_search_keep(setting->world, &limits, &keeping, NULL);
        check_same("obstacle", search, whole);
        CHECK(!ps_search_is_kept(search), "it was written after all");
        CHECK_NUMBER(obstacle.failures, 1, "it is said once");
        g_autofree char *part = g_strconcat(place.file, ".part", NULL);
        g_rmdir(part);
        limits.progress = NULL;
        g_autoptr(PsSearch) again = search_on(&place, setting->world, &limits, ONLY_LAST);
        check_same("after the obstacle", again, whole);
    }
}

const Test checkpoint_tests[] = {
    {"interrupted searches go on", interrupted_searches_go_on, FALSE},
    {"limits are those of the whole search", limits_are_those_of_the_whole_search, FALSE},
    {"limits may come and go", limits_may_come_and_go, FALSE},
    {"limits of memory can be raised", limits_of_memory_can_be_raised, TRUE},
    {"what is not committed is gone", what_is_not_committed_is_gone, FALSE},
    {"a failure to write ends nothing", a_failure_to_write_ends_nothing, FALSE},
    {0},
};
