/* Tests of searches with bitmaps: what ends them, and what they tell of what they found till then.
 */
#include "explorer/verdicts.h"
#include "tests/engines.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

/* What a search found is a part of the whole, and it says so. */
static void
check_part(const char *line, const PsSearch *search, const PsSearch *whole)
{
    guint64 all = count_common(search, PS_VISIT_ALL, whole);
    guint64 own = count_common(search, PS_VISIT_ALL, search);
    guint64 settled = count_common(search, PS_VISIT_SETTLED, whole);
    CHECK_NUMBER(all, ps_search_states(search), "%s: states that can be reached", line);
    CHECK_NUMBER(own, ps_search_states(search), "%s: states that it has", line);
    CHECK_NUMBER(settled, ps_search_settled(search), "%s: settled states", line);
    guint wrong = 0;
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(ps_search_world(search), side);
        CHECK(ps_search_met(search, side, ps_profile_initial(profile)),
              "%s: the initial entry was not met", line);
        for (guint state = 0; state < ps_profile_n_states(profile); state++)
            for (PsEvent event = 0; event < PS_N_EVENTS; event++)
                wrong += ps_search_fired(search, side, event, state) &&
                         !ps_search_fired(whole, side, event, state);
    }
    CHECK_NUMBER(wrong, 0, "%s: rows that fired and cannot", line);
}

/* ---- States ---- */

static void
check_limit(const Setting *setting, const char *line, guint64 limit, const PsSearch *whole)
{
    PsLimits limits = {.max_states = limit, .engine = PS_ENGINE_BITMAPS};
    PsLimits same = {.max_states = limit, .engine = PS_ENGINE_HASH};
    g_autofree char *what = g_strdup_printf("%s, %" G_GUINT64_FORMAT " states", line, limit);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    g_autoptr(PsSearch) hash = ps_search_new(setting->world, &same);
    check_part(what, search, whole);
    CHECK_STRING(ps_search_stopped(search), ps_search_stopped(hash));
    CHECK_NUMBER(ps_search_states(search), MIN(limit, ps_search_states(whole)), "%s", what);
    CHECK_NUMBER(ps_search_depth(search), ps_search_depth(hash), "%s: depth", what);
    CHECK((ps_search_transitions(search) < ps_search_transitions(whole)) ==
              (limit < ps_search_states(whole)),
          "%s: %u transitions", what, (guint)ps_search_transitions(search));
}

static void
limits_of_states_are_exact(void)
{
    static const char *const lines[] = {"rfc6121 k=3", "rfc6121 openfire k=1 availability loss=1",
                                        "flood k=1", "ping k=3"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(PsSearch) whole = search_with(setting->world, PS_ENGINE_HASH, 1);
        guint64 n = ps_search_states(whole);
        for (guint64 limit = 1; limit < 40; limit++)
            check_limit(setting, lines[i], limit, whole);
        for (guint64 limit = 41; limit < n; limit += n / 30)
            check_limit(setting, lines[i], limit, whole);
        for (guint64 limit = n - 1; limit <= n + 1; limit++)
            check_limit(setting, lines[i], limit, whole);
    }
}

/* Where a layer ends, and one before and behind that. */
static void
limits_at_the_ends_of_layers(void)
{
    static const char line[] = "openfire rfc6121 k=2 bounce=1";
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsSearch) whole = search_with(setting->world, PS_ENGINE_HASH, 1);
    guint depth = 0;
    for (guint64 id = 1; id < ps_search_states(whole); id++) {
        if (ps_search_depth_of(whole, id) == depth)
            continue;
        depth = ps_search_depth_of(whole, id);
        for (guint64 limit = MAX(id, 2) - 1; limit <= id + 1; limit++)
            check_limit(setting, line, limit, whole);
    }
    CHECK_NUMBER(depth, ps_search_depth(whole), "layers");
}

/* What was found to be violated before a limit stays so, and nothing is said to hold. */
static void
limits_leave_undecided(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    PsLimits limits = {.max_states = 3000, .engine = PS_ENGINE_BITMAPS};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    const PsVerdict *orphan = ps_verdicts_find(verdicts, "no-orphan");
    CHECK_STRING(ps_outcome_name(orphan->outcome), "violated");
    CHECK_NUMBER(orphan->path->len, 3, "steps");
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "no-ghost")->outcome), "undecided");
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "recoverable")->outcome), "undecided");
}

/* ---- Memory ---- */

/* What it begins with, and may take beyond the limit before that is noticed. */
#define BEGINS (24 << 10)
#define BEYOND (80 << 10)

static void
check_memory(const char *line, const Setting *setting, const PsSearch *whole)
{
    guint64 last = 0, enough = 0;
    for (guint64 memory = 1; enough == 0; memory += memory / 3 + 1) {
        PsLimits limits = {.max_memory = memory, .engine = PS_ENGINE_BITMAPS};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        guint64 bytes = ps_search_bytes(search);
        if (memory > BEGINS)
            check_part(line, search, whole);
        CHECK(bytes <= MAX(memory, BEGINS) + BEYOND, "%s: %u bytes, of %u", line, (guint)bytes,
              (guint)memory);
        CHECK(ps_search_states(search) >= MAX(last, 1), "%s: fewer states with more memory", line);
        if (ps_search_stopped(search) == NULL)
            enough = memory;
        else
            CHECK_CONTAINS(ps_search_stopped(search), "the limit of memory");
        last = ps_search_states(search);
    }
    CHECK_NUMBER(last, ps_search_states(whole), "%s: states", line);
    CHECK(enough > 2 * BEGINS, "%s: nothing ever ended it", line);
}

static void
limits_of_memory_are_kept(void)
{
    static const char *const lines[] = {"openfire k=3", "rfc6121 k=2 availability loss=1",
                                        "rfc6121 k=3 loss=15"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(PsSearch) whole = search_with(setting->world, PS_ENGINE_HASH, 1);
        check_memory(lines[i], setting, whole);
    }
}

/* ---- Interruptions ---- */

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
    CHECK(progress->states >= told->last.states && progress->depth >= told->last.depth &&
              progress->transitions >= told->last.transitions,
          "call %u: %u states", told->calls, (guint)progress->states);
    CHECK(progress->frontier > 0 && progress->frontier <= progress->states, "call %u: %u to expand",
          told->calls, (guint)progress->frontier);
    CHECK(progress->bytes > 0, "call %u: no bytes", told->calls);
    told->last = *progress;
    return ++told->calls != told->last_call;
}

static void
check_interruption(const Setting *setting, guint call, const PsSearch *whole)
{
    g_autofree char *line = g_strdup_printf("call %u", call);
    Told told = {.last_call = call};
    PsLimits limits = {
        .progress = note_progress, .progress_data = &told, .engine = PS_ENGINE_BITMAPS};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    CHECK_NUMBER(told.calls, call, "calls");
    CHECK_STRING(ps_search_stopped(search), "an interruption");
    CHECK(ps_search_states(search) <= told.last.states && /* where mirror images share a bit */
              2 * ps_search_states(search) >= told.last.states,
          "%s: %u states, and %u before", line, (guint)ps_search_states(search),
          (guint)told.last.states);
    CHECK_NUMBER(ps_search_depth(search), told.last.depth, "%s: depth", line);
    check_part(line, search, whole);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    const PsVerdict *orphan = ps_verdicts_find(verdicts, "no-orphan");
    CHECK(!ps_verdicts_complete(verdicts), "%s: complete", line);
    CHECK_STRING(ps_outcome_name(orphan->outcome), call > 1 ? "violated" : "undecided");
    CHECK_NUMBER(orphan->path != NULL ? orphan->path->len : 0, call > 1 ? 3 : 0, "%s: steps", line);
}

static void
check_interruptions(const char *line)
{
    Told told = {0};
    PsLimits limits = {
        .progress = note_progress, .progress_data = &told, .engine = PS_ENGINE_BITMAPS};
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsSearch) whole = ps_search_new(setting->world, &limits);
    CHECK_STRING(ps_search_stopped(whole), NULL);
    CHECK(told.calls >= 4, "%s: %u calls", line, told.calls);
    for (guint call = 1; call <= told.calls; call++)
        check_interruption(setting, call, whole);
}

static void
interruptions_keep_what_was_found(void)
{
    check_interruptions("rfc6121 k=6");
    check_interruptions("rfc6121 openfire k=5");
}

/* ---- Links that are full ---- */

static void
check_overflow(const Setting *setting, const char *line)
{
    PsLimits limits = {.max_states = 20000, .engine = PS_ENGINE_BITMAPS};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    limits.engine = PS_ENGINE_HASH;
    g_autoptr(PsSearch) hash = ps_search_new(setting->world, &limits);
    CHECK_CONTAINS(ps_search_stopped(hash), "presences on a link");
    check_found(line, search, hash);
}

/* Where ever more answers come of one, both find no room for the same of them. */
static void
answers_find_no_room(void)
{
    static const char *const lines[] = {
        "flood k=1",
        "flood k=1 loss=1",
        "flood k=3",
        "flood k=2 sequential repeat=1",
        "flood k=2 actions=unsubscribed loss=2",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        check_overflow(setting, lines[i]);
    }
}

const Test bitmaps_limits_tests[] = {
    {"limits of states are exact", limits_of_states_are_exact, FALSE},
    {"limits at the ends of layers", limits_at_the_ends_of_layers, FALSE},
    {"limits leave undecided", limits_leave_undecided, FALSE},
    {"limits of memory are kept", limits_of_memory_are_kept, FALSE},
    {"interruptions keep what was found", interruptions_keep_what_was_found, FALSE},
    {"answers find no room", answers_find_no_room, FALSE},
    {0},
};
