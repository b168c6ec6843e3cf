/* Tests of searches: the figures that are known, paths, numbers, limits. */
#include "explorer/search.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* ---- Figures ---- */

typedef struct {
    const char *setting;
    guint64 states, transitions; /* 0: not known */
    guint depth, settled;
} Figures;

static void
check_figures(const Figures *figures, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autoptr(Setting) setting = setting_new(figures[i].setting);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
        const char *what = figures[i].setting;
        CHECK(ps_search_stopped(search) == NULL, "%s: stopped by %s", what,
              ps_search_stopped(search));
        CHECK(ps_search_world(search) == setting->world, "%s: another world", what);
        CHECK_NUMBER(ps_search_states(search), figures[i].states, "%s", what);
        if (figures[i].transitions > 0)
            CHECK_NUMBER(ps_search_transitions(search), figures[i].transitions, "%s", what);
        if (figures[i].depth > 0)
            CHECK_NUMBER(ps_search_depth(search), figures[i].depth, "%s", what);
        if (figures[i].settled > 0)
            CHECK_NUMBER(ps_search_settled(search), figures[i].settled, "%s", what);
    }
}

#define CORE "actions=subscribe,unsubscribe,subscribed,unsubscribed auto-unsubscribed=off"

static void
figures_of_rfc6121(void)
{
    static const Figures figures[] = {
        {"rfc6121 k=1", 173, 384, 11, 25},
        {"rfc6121 k=2", 1064, 3220, 15, 25},
        {"rfc6121 k=3", 5449, 18478, 17, 25},
        {"rfc6121 k=4", 25748, 92092, 20, 25},
        {"rfc6121 k=3 auto-unsubscribed=off", 8593, 30326, 20, 36},
        {"rfc6121 k=3 pre-approval=on", 9580, 42592, 17, 36},
        {"rfc6121 k=2 pre-approval=on keep-approval=on", 2999, 11256, 16, 64},
        {"rfc6121 k=3 remove-cancels-pending=on", 5061, 16294, 21, 25},
    };
    check_figures(figures, G_N_ELEMENTS(figures));
}

static void
figures_of_modes(void)
{
    static const Figures figures[] = {
        {"rfc6121 k=3 sensible", 4727, 14716, 23, 25},
        {"rfc6121 k=3 sequential", 162, 332, 11, 25},
        {"rfc6121 k=2 loss=any", 1784, 8144, 18, 81},
        {"rfc6121 k=2 loss=1", 2796, 10268, 16, 90},
        {"rfc6121 k=2 repeat=any", 1106, 3464, 15, 25},
        {"rfc6121 k=2 repeat=2", 3276, 10148, 16, 75},
        {"rfc6121 k=2 bounce=any", 3179, 12306, 20, 81},
        {"rfc6121 k=2 bounce=1", 3716, 12584, 17, 90},
        {"rfc6121 k=2 bag", 1672, 6020, 18, 36},
        {"rfc6121 k=2 loss=1 repeat=1 bounce=1", 17412, 71092, 19, 472},
        {"rfc6121 k=2 availability", 12511, 44428, 28, 201},
    };
    check_figures(figures, G_N_ELEMENTS(figures));
}

static void
figures_of_openfire(void)
{
    static const Figures figures[] = {
        {"openfire k=1", 729, 2586, 12, 115},
        {"openfire k=3", 36599, 178924, 17, 191},
        {"rfc6121 openfire k=3", 12093, 49441, 18, 54},
        {"openfire rfc6121 k=3", 12093, 49441, 18, 54},
        {"openfire k=2 sensible", 5449, 20026, 25, 190},
        {"openfire k=2 bag", 7023, 35606, 16, 201},
        {"openfire k=2 loss=1 repeat=1 bounce=1", 80716, 439678, 18, 2080},
        {"openfire k=1 availability", 988, 3908, 15, 172},
    };
    check_figures(figures, G_N_ELEMENTS(figures));
}

static void
figures_of_the_core(void)
{
    static const Figures figures[] = {{"rfc6121 k=5 " CORE, 187170, 631082, 27, 0}};
    check_figures(figures, G_N_ELEMENTS(figures));
}

static void
figures_of_the_large_core(void)
{
    static const Figures figures[] = {{"rfc6121 k=7 " CORE, 3937878, 13746354, 33, 0}};
    check_figures(figures, G_N_ELEMENTS(figures));
}

/* ---- States and paths ---- */

/* Every state: found under its number, as deep as its path is long, not deeper than the next. */
static void
states_have_numbers(void)
{
    g_autoptr(Setting) setting = setting_new("openfire rfc6121 k=2 loss=1");
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    PsState initial = ps_world_initial(setting->world);
    guint64 wrong = 0, settled = 0;
    guint depth = 0;
    for (guint64 id = 0; id < ps_search_states(search); id++) {
        PsState state = ps_search_state(search, id);
        guint64 found = G_MAXUINT64;
        wrong += !ps_search_find(search, &state, &found) || found != id;
        wrong += ps_search_depth_of(search, id) < depth;
        depth = ps_search_depth_of(search, id);
        settled += ps_state_is_settled(&state);
    }
    CHECK_NUMBER(wrong, 0, "states with a wrong number or depth");
    CHECK_NUMBER(depth, ps_search_depth(search), "the deepest state is the last");
    CHECK_NUMBER(settled, ps_search_settled(search), "settled states");
    PsState first = ps_search_state(search, 0);
    CHECK(ps_world_pack(setting->world, &first).lo == ps_world_pack(setting->world, &initial).lo,
          "the first state is not the initial one");
}

static void
unreachable_states_are_not_found(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    PsState state = make_state(setting->world, "None + Approved", "None", "", "");
    guint64 id = 77;
    CHECK(!ps_search_find(search, &state, &id), "an unreachable state is found");
    CHECK_NUMBER(id, 77, "what is not found");
}

/* Follows a path with ps_step_take; the packed state where it leads. */
static PsPacked
follow(const PsWorld *world, const GArray *path)
{
    PsState state = ps_world_initial(world);
    for (guint i = 0; i < path->len; i++) {
        PsState to;
        if (!ps_step_take(world, &state, g_array_index(path, PsStep, i), &to))
            return (PsPacked){G_MAXUINT64, G_MAXUINT64};
        state = to;
    }
    return ps_world_pack(world, &state);
}

/* Each path is as long as its state is deep, leads there, and is the naive explorer's. */
static void
check_paths(const char *line)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_autoptr(Naive) naive = naive_new(&setting->options);
    REQUIRE(naive_n_states(naive) == ps_search_states(search), "%s: %u states", line,
            naive_n_states(naive));
    guint64 wrong = 0;
    for (guint id = 0; id < naive_n_states(naive) && wrong == 0; id += id < 500 ? 1 : 37) {
        g_autoptr(GArray) path = ps_search_path(search, id);
        g_autofree char *found = path_text(setting->world, path);
        g_autofree char *expected = naive_path_text(naive, id);
        PsState state = ps_search_state(search, id);
        PsPacked there = ps_world_pack(setting->world, &state);
        PsPacked end = follow(setting->world, path);
        wrong += path->len != naive_depth_of(naive, id) || !ps_packed_equal(end, there);
        CHECK(wrong == 0, "%s: the path to state %u does not lead there:\n%s", line, id, found);
        wrong += !g_str_equal(found, expected);
        CHECK(g_str_equal(found, expected), "%s: state %u: expected\n%s\nfound\n%s\n", line, id,
              expected, found);
    }
}

static void
paths_are_shortest(void)
{
    check_paths("rfc6121 k=1");
    check_paths("openfire rfc6121 k=1 loss=1 bag");
}

static void
more_paths_are_shortest(void)
{
    check_paths("rfc6121 k=2");
    check_paths("openfire k=2 loss=any repeat=1 bounce=any");
    check_paths("rfc6121 openfire k=2 bag");
    check_paths("rfc6121 k=1 availability");
}

/* ---- Limits ---- */

static void
limit_of_states_ends_in_order(void)
{
    static const guint64 limits[] = {1, 2, 3, 10, 1000, 5448};
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    g_autoptr(PsSearch) whole = ps_search_new(setting->world, NULL);
    for (guint i = 0; i < G_N_ELEMENTS(limits); i++) {
        PsLimits limit = {.max_states = limits[i]};
        g_autofree char *number = g_strdup_printf("%" G_GUINT64_FORMAT " state", limits[i]);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limit);
        guint64 last = ps_search_states(search) - 1;
        CHECK_CONTAINS(ps_search_stopped(search), number);
        CHECK_NUMBER(ps_search_states(search), limits[i], "states");
        CHECK(ps_search_transitions(search) < ps_search_transitions(whole), "all transitions");
        CHECK_NUMBER(ps_search_depth_of(search, last), ps_search_depth_of(whole, last), "depth");
        CHECK_NUMBER(ps_search_depth(search), ps_search_depth_of(whole, last), "depth");
        g_autoptr(GArray) path = ps_search_path(search, last);
        g_autoptr(GArray) other = ps_search_path(whole, last);
        g_autofree char *text = path_text(setting->world, path);
        g_autofree char *other_text = path_text(setting->world, other);
        CHECK_STRING(text, other_text);
    }
}

/* A limit that is just enough ends nothing. */
static void
limit_that_is_enough(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    PsLimits limits = {.max_states = 5449, .max_memory = 5449 * 24};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    CHECK_STRING(ps_search_stopped(search), NULL);
    CHECK_NUMBER(ps_search_transitions(search), 18478, "transitions");
    CHECK(ps_search_bytes(search) <= 5449 * 24, "%u bytes", (guint)ps_search_bytes(search));
    CHECK(ps_search_seconds(search) >= 0 && ps_search_seconds(search) < 60, "%f seconds",
          ps_search_seconds(search));
}

static void
limit_of_memory_ends_in_order(void)
{
    g_autoptr(Setting) setting = setting_new("openfire k=3");
    PsLimits limits = {.max_memory = 300000};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    CHECK_CONTAINS(ps_search_stopped(search), "memory");
    CHECK(ps_search_bytes(search) <= 300000, "%u bytes", (guint)ps_search_bytes(search));
    CHECK(ps_search_states(search) > 10000, "%u states", (guint)ps_search_states(search));
    CHECK(ps_search_states(search) < 36599, "all states");
}

/* What a run was told of its progress. */
typedef struct {
    guint calls;
    guint last_call; /* ends the run */
    guint64 states;
    guint depth;
} Told;

static gboolean
note_progress(const PsProgress *progress, gpointer data)
{
    Told *told = data;
    CHECK_STRING(progress->phase, "searching");
    CHECK(progress->states > 0 && progress->states >= told->states, "call %u: %u states",
          told->calls, (guint)progress->states);
    CHECK(progress->frontier > 0 && progress->frontier <= progress->states, "call %u: %u to expand",
          told->calls, (guint)progress->frontier);
    CHECK(progress->depth >= told->depth && progress->depth < 100, "call %u: depth %u", told->calls,
          progress->depth);
    CHECK(progress->bytes >= 8 * progress->states, "call %u: %u bytes", told->calls,
          (guint)progress->bytes);
    told->states = progress->states;
    told->depth = progress->depth;
    return ++told->calls != told->last_call;
}

static void
progress_is_told(void)
{
    Told told = {0};
    g_autoptr(Setting) setting = setting_new("rfc6121 k=4");
    PsLimits limits = {.progress = note_progress, .progress_data = &told};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    CHECK_STRING(ps_search_stopped(search), NULL);
    CHECK_NUMBER(ps_search_states(search), 25748, "states");
    CHECK(told.calls >= 2 && told.calls <= 26, "%u calls for 25748 states", told.calls);
    CHECK(told.depth > 10, "the last call told of depth %u", told.depth);
}

static void
progress_can_end_a_run(void)
{
    for (guint last_call = 1; last_call <= 2; last_call++) {
        Told told = {.last_call = last_call};
        g_autoptr(Setting) setting = setting_new("rfc6121 k=4");
        PsLimits limits = {.progress = note_progress, .progress_data = &told};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        guint64 states = ps_search_states(search);
        CHECK(ps_search_stopped(search) != NULL, "it was not stopped");
        CHECK(states > 0 && states < 25748, "%u states", (guint)states);
        CHECK_NUMBER(told.calls, last_call, "calls");
        CHECK_NUMBER(ps_search_depth_of(search, states - 1), ps_search_depth(search), "depth");
    }
}

/* Answers that beget ever more answers end a run too, and say so. */
static void
overflow_ends_in_order(void)
{
    g_autofree char *text = single_profile("; send subscribe, send subscribed");
    g_autoptr(PsProfile) profile = parse_profile(text);
    PsWorldOptions options = options_for(profile, profile, 1);
    PsLimits limits = {.max_states = 100000};
    g_autoptr(PsWorld) world = make_world(&options);
    g_autoptr(PsSearch) search = ps_search_new(world, &limits);
    CHECK(ps_search_stopped(search) != NULL, "it was not stopped");
}

/* Adds what a state's entries are to a set of them for each side: bit s for state s. */
static void
note_met(const PsSearch *search, guint64 id, guint64 met[2])
{
    PsState state = ps_search_state(search, id);
    for (guint side = 0; side < 2; side++)
        met[side] |= (guint64)1 << state.entry[side];
}

/* Entries are met in the states that were expanded and the one at which the limit was reached, and
 * not in those that were only found. */
static void
a_limit_ends_what_is_met(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    for (guint64 max = 1; max < 1064; max += 7) {
        PsTransition out[PS_MAX_TRANSITIONS];
        PsLimits limits = {.max_states = max};
        guint64 expected[2] = {0}, met[2] = {0};
        guint64 id = 0;
        gboolean overflow = FALSE;
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        for (guint64 left = ps_search_transitions(search); left > 0; id++) {
            PsState state = ps_search_state(search, id);
            note_met(search, id, expected);
            left -= ps_step_transitions(setting->world, &state, out, &overflow);
        }
        note_met(search, id, expected);
        for (guint side = 0; side < 2; side++) {
            for (guint entry = 0; entry < PS_MAX_STATES; entry++)
                met[side] |= (guint64)(ps_search_met(search, side, entry) != 0) << entry;
            CHECK(met[side] == expected[side],
                  "side %u met %" G_GINT64_MODIFIER "x, not %" G_GINT64_MODIFIER "x, in %u states",
                  side, met[side], expected[side], (guint)max);
        }
    }
}

const Test search_tests[] = {
    {"figures of rfc6121", figures_of_rfc6121, FALSE},
    {"figures of modes", figures_of_modes, FALSE},
    {"figures of openfire", figures_of_openfire, TRUE},
    {"figures of the core", figures_of_the_core, TRUE},
    {"figures of the large core", figures_of_the_large_core, TRUE},
    {"states have numbers", states_have_numbers, FALSE},
    {"unreachable states are not found", unreachable_states_are_not_found, FALSE},
    {"paths are shortest", paths_are_shortest, FALSE},
    {"more paths are shortest", more_paths_are_shortest, TRUE},
    {"limit of states ends in order", limit_of_states_ends_in_order, FALSE},
    {"limit that is enough", limit_that_is_enough, FALSE},
    {"limit of memory ends in order", limit_of_memory_ends_in_order, FALSE},
    {"a limit ends what is met", a_limit_ends_what_is_met, FALSE},
    {"progress is told", progress_is_told, FALSE},
    {"progress can end a run", progress_can_end_a_run, FALSE},
    {"overflow ends in order", overflow_ends_in_order, FALSE},
    {0},
};
