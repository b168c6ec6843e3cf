/* Tests that the search and the naive explorer find the same: the same states, in the same order,
 * at the same depth, as many transitions, and the same verdicts. */
#include "tests/parallel.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "tests/twins.h"

/* A world to explore twice, and what came of it. */
typedef struct {
    char *line;
    Setting *setting;
    char *difference; /* NULL: there is none */
    Found found;
} Job;

static void
explore(gpointer item)
{
    Job *job = item;
    job->difference = twins_disagree(&job->setting->options, 0, &job->found);
}

/* Checks a job that is done, and frees what is in it. */
static void
check_job(Job *job)
{
    CHECK(job->difference == NULL, "%s: %s", job->line, job->difference);
    CHECK(job->difference != NULL || job->found.complete, "%s: no end", job->line);
    g_free(job->difference);
    setting_free(job->setting);
    g_free(job->line);
}

static void
check_agree(const char *line)
{
    Job job = {.line = g_strdup(line), .setting = setting_new(line)};
    explore(&job);
    check_job(&job);
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

/* Explores pairs of profiles, the same number of partners for each profile: itself, the next ones,
 * and so on round. The same words stand after all of them. */
static void
check_partners(guint partners, const char *words)
{
    g_auto(GStrv) names = all_profiles();
    guint n = g_strv_length(names);
    g_autofree Job *jobs = g_new0(Job, n * partners);
    for (guint i = 0; i < n * partners; i++) {
        const char *partner = names[(i / partners + i % partners) % n];
        jobs[i].line = g_strdup_printf("%s %s %s", names[i / partners], partner, words);
        jobs[i].setting = setting_new(jobs[i].line);
    }
    in_parallel(explore, jobs, n * partners, sizeof *jobs);
    for (guint i = 0; i < n * partners; i++)
        check_job(&jobs[i]);
}

/* Every profile against every profile, both ways round, and against itself. */
static void
check_all_pairs(const char *words)
{
    g_auto(GStrv) names = all_profiles();
    CHECK(g_strv_length(names) >= 10, "only %u profiles", g_strv_length(names));
    check_partners(g_strv_length(names), words);
}

static void
all_pairs(void)
{
    check_all_pairs("k=2");
}

static void
all_pairs_with_faults(void)
{
    static const char *const words[] = {
        "k=2 loss=any",
        "k=2 repeat=any",
        "k=2 bounce=any",
        "k=2 loss=1",
        "k=2 repeat=1",
        "k=2 bounce=1",
        "k=2 loss=any repeat=any bounce=any",
        "k=2 bag loss=any",
    };
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        check_all_pairs(words[i]);
}

static void
all_pairs_of_other_users(void)
{
    check_all_pairs("k=2 bag");
    check_all_pairs("k=2 sequential");
    check_all_pairs("k=2 sensible");
}

static void
all_pairs_with_availability(void)
{
    check_all_pairs("k=2 availability sequential");
    check_all_pairs("k=2 availability");
}

/* With K=2, 100 pairs take a minute of two processors: there, each profile has two partners. */
static void
all_pairs_with_availability_and_faults(void)
{
    check_all_pairs("k=1 availability loss=any repeat=any bounce=any");
    check_all_pairs("k=1 availability loss=1 repeat=1 bounce=1");
    check_partners(2, "k=2 availability loss=any repeat=any bounce=any");
}

/* Worlds of more than 64 bits. */
static void
wide_worlds(void)
{
    static const char *const lines[] = {
        "rfc6121 k=16 availability actions=subscribe,remove sequential loss=2",
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
    {"all pairs", all_pairs, TRUE},
    {"all pairs with faults", all_pairs_with_faults, TRUE},
    {"all pairs of other users", all_pairs_of_other_users, TRUE},
    {"all pairs with availability", all_pairs_with_availability, TRUE},
    {"all pairs with availability and faults", all_pairs_with_availability_and_faults, TRUE},
    {"made-up profiles", made_up_profiles, FALSE},
    {"wide worlds", wide_worlds, FALSE},
    {0},
};
