/* Tests of searches that begin somewhere else, look for something, or leave faults out: against the
 * edges of the naive explorer, whose states have the same numbers. */
#include "explorer/search.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

#define FAR G_MAXUINT

/* ---- From every state ---- */

/* The distance of each state from state `start` along the edges, FAR if no path leads there.
 * edges[id] is where the edges out of a state begin. */
static void
measure(const Naive *naive, const guint *edges, guint start, guint *distance)
{
    guint n = naive_n_states(naive);
    g_autofree guint *queue = g_new(guint, n);
    guint end = 0;
    for (guint id = 0; id < n; id++)
        distance[id] = FAR;
    distance[start] = 0;
    queue[end++] = start;
    for (guint i = 0; i < end; i++) {
        for (guint e = edges[queue[i]]; e < edges[queue[i] + 1]; e++) {
            guint to = naive_edge(naive, e).to;
            if (distance[to] != FAR)
                continue;
            distance[to] = distance[queue[i]] + 1;
            queue[end++] = to;
        }
    }
}

/* Where the edges out of each state begin, and one more for the end. Free it. */
static guint *
index_edges(const Naive *naive)
{
    guint *edges = g_new0(guint, naive_n_states(naive) + 1);
    for (guint e = 0; e < naive_n_edges(naive); e++)
        edges[naive_edge(naive, e).from + 1]++;
    for (guint id = 0; id < naive_n_states(naive); id++)
        edges[id + 1] += edges[id];
    return edges;
}

/* What a search from state `start` of `whole` finds is what the naive edges lead to, each state as
 * far away. */
static void
check_from(const char *line, const PsSearch *whole, guint start, const guint *distance,
           const guint *edges)
{
    PsState state = ps_search_state(whole, start);
    g_autoptr(PsSearch) search = ps_search_from(ps_search_world(whole), &state, NULL);
    guint64 reachable = 0, transitions = 0, wrong = 0;
    for (guint id = 0; id < ps_search_states(whole); id++) {
        reachable += distance[id] != FAR;
        transitions += distance[id] != FAR ? edges[id + 1] - edges[id] : 0;
    }
    for (guint64 id = 0; id < ps_search_states(search); id++) {
        guint64 number = 0;
        PsState found = ps_search_state(search, id);
        wrong += !ps_search_find(whole, &found, &number) ||
                 distance[number] != ps_search_depth_of(search, id);
    }
    CHECK_NUMBER(ps_search_states(search), reachable, "%s: from state %u", line, start);
    CHECK_NUMBER(ps_search_transitions(search), transitions, "%s: from state %u", line, start);
    CHECK_NUMBER(wrong, 0, "%s: from state %u: states that are not there or as far", line, start);
    CHECK_STRING(ps_search_stopped(search), NULL);
}

static void
check_from_every_state(const char *line, guint stride)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(Naive) naive = naive_new(&setting->options);
    g_autoptr(PsSearch) whole = ps_search_new(setting->world, NULL);
    g_autofree guint *edges = index_edges(naive);
    g_autofree guint *distance = g_new(guint, naive_n_states(naive));
    REQUIRE(naive_n_states(naive) == ps_search_states(whole), "%s: %u states", line,
            naive_n_states(naive));
    for (guint start = 0; start < naive_n_states(naive); start += stride) {
        measure(naive, edges, start, distance);
        check_from(line, whole, start, distance, edges);
    }
}

static void
every_state_is_a_start(void)
{
    check_from_every_state("rfc6121 k=1", 1);
    check_from_every_state("mini k=1 loss=2", 1);
    check_from_every_state("trap k=1", 1);
    check_from_every_state("rfc6121 openfire k=1 availability", 23);
    check_from_every_state("openfire rfc6121 k=1 loss=1 bag", 97);
}

/* A path begins where the search does. */
static void
paths_begin_at_the_start(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    PsState start = make_state(setting->world, "To + Pending In", "From + Pending Out", "", "");
    PsState end = make_state(setting->world, "Both", "Both", "", "");
    g_autoptr(PsSearch) search = ps_search_from(setting->world, &start, NULL);
    guint64 id = 0;
    REQUIRE(ps_search_find(search, &end, &id), "Both and Both cannot be reached");
    g_autoptr(GArray) path = ps_search_path(search, id);
    g_autofree char *text = path_text(setting->world, path);
    CHECK_STRING(text, "romeo subscribed\njuliet receives subscribed");
    CHECK_NUMBER(ps_search_depth_of(search, id), 2, "depth");
}

/* ---- Goals ---- */

/* Looking for each state of the whole world in turn: it is found where the whole search has it, on
 * the same path, and nothing behind it is searched. */
static void
every_state_is_a_goal(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=1");
    g_autoptr(PsSearch) whole = ps_search_new(setting->world, NULL);
    for (guint64 id = 0; id < ps_search_states(whole); id++) {
        PsState state = ps_search_state(whole, id);
        PsPacked wanted = ps_world_pack(setting->world, &state);
        PsLimits limits = {.goal = is_this_state, .goal_data = &wanted};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        guint64 goal = G_MAXUINT64;
        CHECK(ps_search_goal(search, &goal), "state %u is not found", (guint)id);
        CHECK_NUMBER(goal, id, "the goal's number");
        CHECK_NUMBER(ps_search_states(search), id + 1, "states until the goal");
        CHECK_NUMBER(ps_search_depth(search), ps_search_depth_of(whole, id), "depth of state %u",
                     (guint)id);
        CHECK_STRING(ps_search_stopped(search), "what was looked for");
        g_autoptr(GArray) path = ps_search_path(search, goal);
        g_autoptr(GArray) expected = ps_search_path(whole, id);
        g_autofree char *text = path_text(setting->world, path);
        g_autofree char *expected_text = path_text(setting->world, expected);
        CHECK_NUMBER(path->len, ps_search_depth_of(whole, id), "state %u", (guint)id);
        CHECK_STRING(text, expected_text);
    }
}

/* Somebody has both directions. */
static gboolean
has_both(const PsWorld *world, const PsState *state, gconstpointer data)
{
    (void)data;
    for (guint side = 0; side < 2; side++)
        if ((ps_profile_attributes(ps_world_profile(world, side), state->entry[side]) & PS_BOTH) ==
            PS_BOTH)
            return TRUE;
    return FALSE;
}

/* Of many goals the first is found, and none is nearer. */
static void
the_nearest_goal_is_found(void)
{
    static const char *const lines[] = {"rfc6121 k=2", "openfire k=2 bag", "rfc6121 k=2 loss=any",
                                        "rfc6121 openfire k=2 availability"};
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(PsSearch) whole = ps_search_new(setting->world, NULL);
        PsLimits limits = {.goal = has_both};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        guint64 first = 0, goal = 0;
        PsState state = ps_search_state(whole, first);
        while (!has_both(setting->world, &state, NULL) && first + 1 < ps_search_states(whole))
            state = ps_search_state(whole, ++first);
        CHECK(ps_search_goal(search, &goal), "%s: no goal", lines[i]);
        CHECK_NUMBER(goal, first, "%s", lines[i]);
        CHECK_NUMBER(ps_search_depth_of(search, goal), ps_search_depth_of(whole, first), "%s",
                     lines[i]);
    }
}

static gboolean
anything(const PsWorld *world, const PsState *state, gconstpointer data)
{
    (void)world;
    (void)state;
    (void)data;
    return TRUE;
}

static gboolean
nothing(const PsWorld *world, const PsState *state, gconstpointer data)
{
    return !anything(world, state, data);
}

static void
the_first_state_may_be_the_goal(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    PsState start = make_state(setting->world, "Both", "Both", "subscribe", "");
    PsLimits limits = {.goal = anything, .max_states = 1};
    g_autoptr(PsSearch) search = ps_search_from(setting->world, &start, &limits);
    guint64 goal = 77;
    CHECK(ps_search_goal(search, &goal), "the first state is no goal");
    CHECK_NUMBER(goal, 0, "the first state");
    CHECK_NUMBER(ps_search_states(search), 1, "states");
    CHECK_NUMBER(ps_search_transitions(search), 0, "transitions");
    CHECK_NUMBER(ps_search_depth(search), 0, "depth");
    CHECK_NUMBER(ps_search_settled(search), 0, "something is in flight");
    g_autoptr(GArray) path = ps_search_path(search, goal);
    CHECK_NUMBER(path->len, 0, "steps");
}

/* A goal that is nowhere: everything is searched, and the search is complete. */
static void
no_goal_is_found_where_none_is(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    PsLimits limits = {.goal = nothing};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    guint64 goal = 77;
    CHECK(!ps_search_goal(search, &goal), "a goal is found");
    CHECK_NUMBER(goal, 77, "untouched");
    CHECK_STRING(ps_search_stopped(search), NULL);
    CHECK_NUMBER(ps_search_states(search), 5449, "states");
    CHECK_NUMBER(ps_search_transitions(search), 18478, "transitions");
    CHECK_NUMBER(ps_search_depth(search), 17, "depth");
}

/* ---- Without faults ---- */

/* The faults of a world may be left out: what is searched is the world without them. */
static void
faults_can_be_left_out(void)
{
    static const char *const faulty[] = {"loss=any", "loss=1 repeat=2 bounce=3",
                                         "repeat=any bounce=any bag",
                                         "availability loss=any bounce=1"};
    static const char *const plain[] = {"", "", " bag", " availability"};
    for (guint i = 0; i < G_N_ELEMENTS(faulty); i++) {
        g_autofree char *with = g_strdup_printf("openfire rfc6121 k=2 %s", faulty[i]);
        g_autofree char *without = g_strdup_printf("openfire rfc6121 k=2%s", plain[i]);
        g_autoptr(Setting) setting = setting_new(with);
        g_autoptr(Setting) other = setting_new(without);
        PsLimits limits = {.no_faults = TRUE};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        g_autoptr(PsSearch) expected = ps_search_new(other->world, NULL);
        CHECK_NUMBER(ps_search_states(search), ps_search_states(expected), "%s", with);
        CHECK_NUMBER(ps_search_transitions(search), ps_search_transitions(expected), "%s", with);
        CHECK_NUMBER(ps_search_depth(search), ps_search_depth(expected), "%s", with);
        CHECK_NUMBER(ps_search_settled(search), ps_search_settled(expected), "%s", with);
        for (guint64 id = 0; id < ps_search_states(search); id += 997) {
            g_autoptr(GArray) path = ps_search_path(search, id);
            g_autoptr(GArray) expected_path = ps_search_path(expected, id);
            g_autofree char *text = path_text(setting->world, path);
            g_autofree char *expected_text = path_text(other->world, expected_path);
            CHECK_STRING(text, expected_text);
        }
    }
}

/* ---- A goal and a limit ---- */

/* Whichever comes first ends the search: a goal that is the last state that fits in is met. */
static void
a_goal_and_a_limit(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    g_autoptr(PsSearch) whole = ps_search_new(setting->world, NULL);
    PsState state = ps_search_state(whole, 500);
    PsPacked wanted = ps_world_pack(setting->world, &state);
    for (guint64 limit = 498; limit <= 503; limit++) {
        PsLimits limits = {.max_states = limit, .goal = is_this_state, .goal_data = &wanted};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        gboolean fits = limit > 500;
        guint64 goal = 0;
        CHECK_NUMBER(ps_search_goal(search, &goal), fits, "limit of %u states", (guint)limit);
        CHECK_NUMBER(ps_search_states(search), MIN(limit, 501), "limit of %u states", (guint)limit);
        CHECK_CONTAINS(ps_search_stopped(search), fits ? "what was looked for" : "the limit of");
    }
}

static gboolean
end_now(const PsProgress *progress, gpointer data)
{
    (void)data;
    CHECK_NUMBER(progress->states, 1, "it is told before anything is expanded");
    return FALSE;
}

static void
a_goal_and_an_interruption(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=2");
    PsLimits first = {.progress = end_now, .goal = anything};
    PsLimits later = {.progress = end_now, .goal = has_both};
    g_autoptr(PsSearch) met = ps_search_new(setting->world, &first);
    g_autoptr(PsSearch) ended = ps_search_new(setting->world, &later);
    guint64 goal = 0;
    CHECK(ps_search_goal(met, &goal), "the first state is no goal");
    CHECK_STRING(ps_search_stopped(met), "what was looked for");
    CHECK(!ps_search_goal(ended, &goal), "a goal is met after the end");
    CHECK_STRING(ps_search_stopped(ended), "an interruption");
    CHECK_NUMBER(ps_search_depth(ended), 0, "depth");
}

/* A goal among states some of which cannot be followed is a goal; that none is there is not said.
 */
static void
a_goal_in_a_flood(void)
{
    g_autoptr(Setting) setting = setting_new("flood k=1");
    PsState state = make_state(setting->world, "S", "S", "", "subscribe subscribed");
    PsPacked wanted = ps_world_pack(setting->world, &state);
    PsLimits some = {.max_states = 20000, .goal = is_this_state, .goal_data = &wanted};
    PsLimits none = {.max_states = 20000, .goal = nothing};
    g_autoptr(PsSearch) met = ps_search_new(setting->world, &some);
    g_autoptr(PsSearch) ended = ps_search_new(setting->world, &none);
    guint64 goal = 0;
    CHECK(ps_search_goal(met, &goal), "not found: %s", ps_search_stopped(met));
    CHECK_STRING(ps_search_stopped(met), "what was looked for");
    CHECK(!ps_search_goal(ended, &goal), "nothing is found");
    CHECK_CONTAINS(ps_search_stopped(ended), "the limit of");
}

const Test search_from_tests[] = {
    {"every state is a start", every_state_is_a_start, FALSE},
    {"paths begin at the start", paths_begin_at_the_start, FALSE},
    {"every state is a goal", every_state_is_a_goal, FALSE},
    {"the nearest goal is found", the_nearest_goal_is_found, FALSE},
    {"the first state may be the goal", the_first_state_may_be_the_goal, FALSE},
    {"no goal is found where none is", no_goal_is_found_where_none_is, FALSE},
    {"faults can be left out", faults_can_be_left_out, FALSE},
    {"a goal and a limit", a_goal_and_a_limit, FALSE},
    {"a goal and an interruption", a_goal_and_an_interruption, FALSE},
    {"a goal in a flood", a_goal_in_a_flood, FALSE},
    {0},
};
