/* Tests of lanes: searches in lanes against such that are not. */
#include "explorer/keeper.h"
#include "explorer/lanes.h"
#include "tests/engines.h"
#include "tests/program.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

/* TRUE if the states of a world can be in lanes. */
static gboolean
can_be(const char *line)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsSpace) space = ps_space_new(setting->world);
    return ps_lanes_bytes(space, FALSE) > 0;
}

static void
some_worlds_can_be_in_lanes(void)
{
    static const char *const yes[] = {"rfc6121 k=3", "prosody ejabberd k=2", "ejabberd prosody k=2",
                                      "tigase k=2 loss=any repeat=any"};
    static const char *const no[] = {"prosody k=2", "rfc6121 k=2 availability",
                                     "rfc6121 k=2 bounce=any", "rfc6121 k=2 loss=1"};
    for (guint i = 0; i < G_N_ELEMENTS(yes); i++)
        CHECK(can_be(yes[i]), "%s", yes[i]);
    for (guint i = 0; i < G_N_ELEMENTS(no); i++)
        CHECK(!can_be(no[i]), "%s", no[i]);
}

static void
servers_on_either_side(void)
{
    check_engine("ejabberd prosody k=3", PS_ENGINE_SETS, 1);
    check_engine("prosody ejabberd k=3 loss=any", PS_ENGINE_SETS, 1);
    check_engine("ejabberd openfire k=2 repeat=any", PS_ENGINE_SETS, 1);
    check_engine("tigase rfc6121 k=4", PS_ENGINE_SETS, 1);
}

/* With mirror images that are found as one, and, as repeated presences do not allow that, with such
 * that are not. */
static void
the_same_server_twice(void)
{
    check_engine("ejabberd k=3", PS_ENGINE_SETS, 1);
    check_engine("rfc6121 k=4 loss=any", PS_ENGINE_SETS, 1);
    check_engine("rfc6121 k=4 repeat=any", PS_ENGINE_SETS, 1);
    check_engine("rfc6121 k=5 sequential", PS_ENGINE_SETS, 1);
}

typedef struct {
    guint calls, last_call;
    PsProgress last;
} Told;

static gboolean
end_at_call(const PsProgress *progress, gpointer data)
{
    Told *told = data;
    told->last = *progress;
    return ++told->calls < told->last_call;
}

static PsSearch *
end_after(const Setting *setting, Told *told, guint64 max_states)
{
    PsLimits limits = {.engine = PS_ENGINE_SETS,
                       .max_states = max_states,
                       .progress = end_at_call,
                       .progress_data = told};
    return ps_search_new(setting->world, &limits);
}

/* What ends it after some layers leaves the same as if it was not in lanes. */
static void
interruptions_are_exact(void)
{
    static const char *const lines[] = {"rfc6121 k=4", "prosody ejabberd k=3",
                                        "rfc6121 k=3 repeat=any"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        for (guint call = 1; call <= 17; call += 4) {
            g_autoptr(Setting) setting = setting_new(lines[i]);
            Told told = {.last_call = call};
            Told told_swept = told;
            g_autoptr(PsSearch) search = end_after(setting, &told, 0);
            g_autoptr(PsSearch) swept = end_after(setting, &told_swept, G_MAXUINT32);
            guint64 common = count_common(search, PS_VISIT_ALL, swept);
            CHECK_STRING(ps_search_stopped(search), "an interruption");
            CHECK_NUMBER(ps_search_states(search), ps_search_states(swept), "%s", lines[i]);
            CHECK_NUMBER(common, ps_search_states(swept), "%s: states of both", lines[i]);
            CHECK_NUMBER(ps_search_transitions(search), ps_search_transitions(swept), "%s",
                         lines[i]);
            CHECK_NUMBER(ps_search_depth(search), ps_search_depth(swept), "%s", lines[i]);
            CHECK_NUMBER(ps_search_settled(search), ps_search_settled(swept), "%s", lines[i]);
            CHECK_NUMBER(told.last.states, told_swept.last.states, "%s: told", lines[i]);
            CHECK_NUMBER(told.last.frontier, told_swept.last.frontier, "%s: frontier", lines[i]);
        }
}

/* ... and goes on from a checkpoint to the end, whichever layer was the last. */
static void
check_goes_on(const char *line, const char *file)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsSearch) hash = search_with(setting->world, PS_ENGINE_HASH, 1);
    for (guint call = 1; call <= ps_search_depth(hash) + 2; call++) {
        Told told = {.last_call = call};
        PsLimits limits = {
            .engine = PS_ENGINE_SETS, .progress = end_at_call, .progress_data = &told};
        PsKeeping keeping = {.to = file, .seconds = 10000};
        ps_search_free(ps_search_keep(setting->world, &limits, &keeping, NULL));
        limits.progress = NULL;
        keeping.from = file;
        g_autoptr(GError) error = NULL;
        g_autoptr(PsSearch) again = ps_search_keep(setting->world, &limits, &keeping, &error);
        REQUIRE(again != NULL, "%s: %s", line, error->message);
        check_found(line, again, hash);
    }
}

static void
interrupted_searches_go_on(void)
{
    char *folder = make_folder();
    g_autofree char *file = g_build_filename(folder, "kept", NULL);
    check_goes_on("rfc6121 k=3", file);
    check_goes_on("ejabberd tigase k=2", file);
    check_goes_on("rfc6121 k=3 repeat=any", file);
    remove_folder(folder);
}

/* Memory that is enough for lanes, and then not for the set that they become, or not for either. */
static void
memory_is_kept_to(void)
{
    static const char *const lines[] = {"rfc6121 k=1", "rfc6121 k=3", "tigase rfc6121 k=2",
                                        "prosody ejabberd k=3", "rfc6121 k=5"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        for (guint quarters = 4; quarters <= 24; quarters++) {
            g_autoptr(Setting) setting = setting_new(lines[i]);
            g_autoptr(PsSpace) space = ps_space_new(setting->world);
            g_autoptr(PsSearch) hash = search_with(setting->world, PS_ENGINE_HASH, 1);
            Told told = {.last_call = G_MAXUINT};
            PsLimits limits = {
                .engine = PS_ENGINE_SETS,
                .max_memory = quarters * ps_lanes_bytes(space, ps_lanes_can_fold(space)) / 4,
                .progress = end_at_call,
                .progress_data = &told,
            };
            g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
            CHECK(MAX(ps_search_bytes(search), told.last.bytes) <= limits.max_memory,
                  "%s: %u bytes of %u", lines[i], (guint)ps_search_bytes(search),
                  (guint)limits.max_memory);
            CHECK(ps_search_depth(search) <= ps_search_depth(hash), "%s: depth %u", lines[i],
                  ps_search_depth(search));
            if (ps_search_stopped(search) == NULL)
                check_found(lines[i], search, hash);
            else
                CHECK_CONTAINS(ps_search_stopped(search), "memory");
        }
}

/* What is told of the memory while it runs shows whether a search is in lanes, and whether half of
 * them are for mirror images. */
static void
memory_is_told(void)
{
    static const struct {
        const char *line;
        gboolean folds;
    } worlds[] = {
        {"rfc6121 k=4", TRUE}, {"rfc6121 k=4 repeat=any", FALSE}, {"prosody ejabberd k=3", FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(worlds); i++) {
        g_autoptr(Setting) setting = setting_new(worlds[i].line);
        g_autoptr(PsSpace) space = ps_space_new(setting->world);
        Told told = {.last_call = 3};
        Told told_swept = {.last_call = 3};
        ps_search_free(end_after(setting, &told, 0));
        ps_search_free(end_after(setting, &told_swept, G_MAXUINT32));
        CHECK_NUMBER(told.last.bytes, ps_lanes_bytes(space, worlds[i].folds), "%s", worlds[i].line);
        CHECK(told_swept.last.bytes != told.last.bytes, "%s: in lanes", worlds[i].line);
    }
}

/* Some presences beget two, so that more comes to be in flight than lanes have room for. */
static void
moves_that_lead_out(void)
{
    check_engine("twice k=1", PS_ENGINE_SETS, 1);
    check_engine("twice k=2", PS_ENGINE_SETS, 1);
    check_engine("twice rfc6121 k=2", PS_ENGINE_SETS, 1);
}

const Test lanes_tests[] = {
    {"some worlds can be in lanes", some_worlds_can_be_in_lanes, FALSE},
    {"servers on either side", servers_on_either_side, FALSE},
    {"the same server twice", the_same_server_twice, FALSE},
    {"interruptions are exact", interruptions_are_exact, FALSE},
    {"interrupted searches go on", interrupted_searches_go_on, FALSE},
    {"memory is kept to", memory_is_kept_to, FALSE},
    {"memory is told", memory_is_told, FALSE},
    {"moves that lead out", moves_that_lead_out, FALSE},
    {NULL, NULL, FALSE},
};
