/* Tests that the search and the naive explorer find the same: the same states, in the same order,
 * at the same depth, and as many transitions. */
#include "explorer/search.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

static gboolean
same_link(const PsWorld *world, guint64 link, const NaiveState *naive, guint which)
{
    if (ps_world_link_length(world, link) != naive->length[which])
        return FALSE;
    for (guint i = 0; i < naive->length[which]; i++)
        if (ps_world_link_peek(world, link, i) != naive->link[which][i])
            return FALSE;
    return TRUE;
}

static gboolean
same_state(const PsWorld *world, const PsState *state, const NaiveState *naive)
{
    gboolean same = TRUE;
    for (guint side = 0; side < 2; side++)
        same = same && state->entry[side] == naive->entry[side] &&
               (state->online >> side & 1) == naive->online[side] &&
               (state->sees >> side & 1) == naive->sees[side] &&
               same_link(world, state->link[side], naive, side);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        same = same && state->left[fault] == naive->left[fault];
    return same;
}

/* Compares state by state; says which is the first to differ. */
static void
check_states(const char *line, const PsSearch *search, const Naive *naive)
{
    const PsWorld *world = ps_search_world(search);
    guint n = MIN(naive_n_states(naive), (guint)ps_search_states(search));
    for (guint id = 0; id < n; id++) {
        PsState state = ps_search_state(search, id);
        if (same_state(world, &state, naive_state(naive, id)) &&
            ps_search_depth_of(search, id) == naive_depth_of(naive, id))
            continue;
        g_autofree char *found = state_text(world, &state);
        g_autofree char *expected = naive_state_text(naive, id);
        g_autofree char *path = naive_path_text(naive, id);
        CHECK(FALSE, "%s: state %u: expected\n%s (depth %u)\nfound\n%s (depth %u)\nafter\n%s\n",
              line, id, expected, naive_depth_of(naive, id), found, ps_search_depth_of(search, id),
              path);
        return;
    }
}

static void
check_agree(const char *line)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(Naive) naive = naive_new(&setting->options);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    CHECK(ps_search_stopped(search) == NULL, "%s: stopped by %s", line, ps_search_stopped(search));
    CHECK_NUMBER(ps_search_states(search), naive_n_states(naive), "%s", line);
    CHECK_NUMBER(ps_search_transitions(search), naive_n_transitions(naive), "%s", line);
    CHECK_NUMBER(ps_search_depth(search), naive_depth(naive), "%s", line);
    CHECK_NUMBER(ps_search_settled(search), naive_n_settled(naive), "%s", line);
    check_states(line, search, naive);
}

static const char *const pairs[] = {"rfc6121 rfc6121", "openfire openfire", "rfc6121 openfire",
                                    "openfire rfc6121"};

/* Every pair of profiles, with the same words after it. */
static void
check_pairs(const char *words)
{
    for (guint i = 0; i < G_N_ELEMENTS(pairs); i++) {
        g_autofree char *line = g_strdup_printf("%s %s", pairs[i], words);
        check_agree(line);
    }
}

static void
small_bounds(void)
{
    check_pairs("k=1");
    check_pairs("k=2");
}

static void
larger_bounds(void)
{
    check_pairs("k=3");
    check_agree("rfc6121 rfc6121 k=4");
    check_agree("rfc6121 openfire k=4");
    check_agree("openfire rfc6121 k=4");
}

static void
largest_bounds(void)
{
    check_agree("openfire openfire k=4");
    check_agree("rfc6121 rfc6121 k=5");
}

/* Every combination of the options of rfc6121, the same on both sides, and each of them on one. */
static void
options_of_rfc6121(void)
{
    static const char *const names[] = {"auto-subscribed",    "auto-unsubscribed",
                                        "probe-unsubscribed", "remove-cancels-pending",
                                        "pre-approval",       "keep-approval"};
    for (guint combination = 0; combination < 1u << G_N_ELEMENTS(names); combination++) {
        g_autoptr(GString) line = g_string_new("rfc6121 k=2");
        for (guint i = 0; i < G_N_ELEMENTS(names); i++)
            g_string_append_printf(line, " %s=%s", names[i], combination >> i & 1 ? "on" : "off");
        check_agree(line->str);
    }
    check_agree("rfc6121 k=2 a:auto-unsubscribed=off b:pre-approval=on");
    check_agree("rfc6121 k=2 b:auto-subscribed=off a:remove-cancels-pending=on");
    check_agree("rfc6121 k=2 route-idle-unsubscribed=on deliver-idle=on a:pre-approval=on");
    check_agree("rfc6121 k=1 availability resend-subscribe=on acknowledge-subscribe=on");
    check_agree("rfc6121 k=1 availability a:probe-contacts=off b:resend-subscribe=on");
}

static void
options_of_openfire(void)
{
    check_agree("openfire k=2 subscribe-autoreply=off");
    check_agree("openfire k=2 a:subscribe-autoreply=off");
    check_agree("rfc6121 openfire k=2 subscribe-autoreply=off pre-approval=on keep-approval=on");
}

static void
faults(void)
{
    static const char *const words[] = {"loss=any",   "loss=1",   "loss=15",
                                        "repeat=any", "repeat=2", "bounce=1",
                                        "bounce=any", "bounce=3", "loss=any repeat=any bounce=any"};
    for (guint i = 0; i < G_N_ELEMENTS(words); i++) {
        g_autofree char *line = g_strdup_printf("rfc6121 k=2 %s", words[i]);
        check_agree(line);
    }
}

static void
faults_of_all_pairs(void)
{
    check_pairs("k=2 loss=any");
    check_pairs("k=2 repeat=1");
    check_pairs("k=2 bounce=any");
    check_pairs("k=2 loss=1 repeat=1 bounce=1");
    check_pairs("k=3 loss=any repeat=any bounce=any");
}

static void
users(void)
{
    check_pairs("k=2 sequential");
    check_pairs("k=2 sensible");
    check_pairs("k=2 sensible sequential");
    check_pairs("k=2 actions=subscribe,unsubscribe,subscribed,unsubscribed");
    check_agree("rfc6121 openfire k=3 actions=subscribe,remove");
}

static void
bags(void)
{
    check_pairs("k=2 bag");
    check_agree("rfc6121 k=3 bag");
    check_agree("rfc6121 k=2 bag loss=1 repeat=any bounce=2");
}

static void
availability(void)
{
    check_pairs("k=1 availability");
    check_agree("rfc6121 k=1 availability bag");
    check_agree("rfc6121 k=1 availability sensible loss=any");
    check_agree("rfc6121 openfire k=1 availability probe-unsubscribed=off sequential bounce=1");
}

static void
more_availability(void)
{
    check_pairs("k=2 availability");
    check_pairs("k=2 availability loss=any bounce=any");
    check_pairs("k=2 availability bag");
    check_agree("rfc6121 k=2 availability pre-approval=on keep-approval=on");
    check_agree("rfc6121 k=2 availability sensible sequential loss=1 repeat=2 bounce=1");
    check_agree("rfc6121 k=3 availability");
}

/* A profile in which an arrival of an error sends, and unlisted, unasked and approved states meet.
 */
static void
made_up_profiles(void)
{
    check_agree("mini k=3");
    check_agree("mini rfc6121 k=2 polite=on bag");
    check_agree("openfire mini k=2 availability loss=any");
}

/* Every profile there is: with itself, and with every other. */
static void
every_profile(void)
{
    g_auto(GStrv) names = all_profiles();
    for (guint i = 0; names[i] != NULL; i++) {
        g_autofree char *line = g_strdup_printf("%s k=2", names[i]);
        g_autofree char *session = g_strdup_printf("%s k=1 availability", names[i]);
        check_agree(line);
        check_agree(session);
        for (guint j = 0; names[j] != NULL; j++) {
            g_autofree char *pair = g_strdup_printf("%s %s k=1 loss=1", names[i], names[j]);
            check_agree(pair);
        }
    }
}

/* Worlds of more than 64 bits. */
static void
wide_worlds(void)
{
    static const char *const lines[] = {
        "rfc6121 k=16 actions=subscribe,remove sequential loss=2",
        "rfc6121 k=16 availability actions=subscribe,subscribed sequential loss=1 repeat=1",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        CHECK(ps_world_is_wide(setting->world), "%s takes %u bits", lines[i],
              ps_world_bits(setting->world));
        check_agree(lines[i]);
    }
}

const Test agree_tests[] = {
    {"small bounds", small_bounds, FALSE},
    {"larger bounds", larger_bounds, TRUE},
    {"largest bounds", largest_bounds, TRUE},
    {"options of rfc6121", options_of_rfc6121, TRUE},
    {"options of openfire", options_of_openfire, FALSE},
    {"faults", faults, FALSE},
    {"faults of all pairs", faults_of_all_pairs, TRUE},
    {"users", users, FALSE},
    {"bags", bags, FALSE},
    {"availability", availability, FALSE},
    {"more availability", more_availability, TRUE},
    {"every profile", every_profile, TRUE},
    {"made-up profiles", made_up_profiles, FALSE},
    {"wide worlds", wide_worlds, FALSE},
    {0},
};
