/* Tests of verdicts: against the figures that are known and against the naive explorer, down to the
 * very same counterexamples; and what limits leave undecided. */
#include "explorer/verdicts.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* ---- Figures ---- */

typedef struct {
    const char *setting, *property;
    guint steps; /* 0: it holds */
    guint count; /* 0: not known */
} Fall;

static void
check_falls(const Fall *falls, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autoptr(Setting) setting = setting_new(falls[i].setting);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        const PsVerdict *verdict = ps_verdicts_find(verdicts, falls[i].property);
        REQUIRE(verdict != NULL, "%s: %s is not judged", falls[i].setting, falls[i].property);
        CHECK((verdict->outcome == PS_VIOLATED) == (falls[i].steps > 0), "%s: %s %s",
              falls[i].setting, falls[i].property, ps_outcome_name(verdict->outcome));
        CHECK_NUMBER(verdict->path != NULL ? verdict->path->len : 0, falls[i].steps, "%s: %s",
                     falls[i].setting, falls[i].property);
        if (falls[i].count > 0)
            CHECK_NUMBER(verdict->count, falls[i].count, "%s: %s", falls[i].setting,
                         falls[i].property);
        CHECK(ps_verdicts_complete(verdicts), "%s: stopped by %s", falls[i].setting,
              ps_verdicts_stopped(verdicts));
    }
}

static void
figures_of_rfc6121(void)
{
    static const Fall falls[] = {
        {"rfc6121 k=1", "no-leak", 5, 9},
        {"rfc6121 k=1", "no-orphan", 3, 9},
        {"rfc6121 k=2", "no-leak", 5, 9},
        {"rfc6121 k=2", "no-orphan", 3, 9},
        {"rfc6121 k=3", "no-leak", 5, 9},
        {"rfc6121 k=3", "no-orphan", 3, 9},
        {"rfc6121 k=4", "no-leak", 5, 9},
        {"rfc6121 k=4", "no-orphan", 3, 9},
        {"rfc6121 k=3", "no-ghost", 0, 0},
        {"rfc6121 k=3", "no-stuck", 0, 0},
        {"rfc6121 k=3", "recoverable", 0, 0},
        {"rfc6121 k=3", "no-reply-storm", 0, 0},
        {"rfc6121 k=3 auto-unsubscribed=off", "no-ghost", 8, 11},
        {"rfc6121 k=3 remove-cancels-pending=on", "no-leak", 8, 9},
        {"rfc6121 k=2 loss=any", "no-stuck", 2, 17},
        {"rfc6121 k=2 bounce=any", "no-stuck", 3, 17},
        {"rfc6121 k=2 bag", "no-ghost", 8, 11},
    };
    check_falls(falls, G_N_ELEMENTS(falls));
}

static void
figures_of_availability(void)
{
    static const Fall falls[] = {
        {"rfc6121 k=2 availability", "no-leak", 6, 66},
        {"rfc6121 k=2 availability", "no-overexposure", 8, 81},
        {"rfc6121 k=2 availability", "no-stale-online", 9, 30},
        {"rfc6121 k=2 availability", "no-blindness", 11, 16},
        {"rfc6121 k=2 availability", "recoverable", 0, 0},
    };
    check_falls(falls, G_N_ELEMENTS(falls));
}

static void
figures_of_openfire(void)
{
    static const Fall falls[] = {
        {"openfire k=2", "no-leak", 3, 30},         {"openfire k=2", "no-ghost", 3, 71},
        {"openfire k=2", "no-orphan", 3, 75},       {"openfire k=2", "no-stuck", 3, 30},
        {"openfire k=2", "recoverable", 0, 0},      {"openfire k=2", "no-reply-storm", 0, 0},
        {"rfc6121 openfire k=2", "no-leak", 3, 16}, {"rfc6121 openfire k=2", "no-ghost", 4, 13},
    };
    check_falls(falls, G_N_ELEMENTS(falls));
}

/* The shortest way to an orphan, which everything that explains the tool begins with. */
static void
orphan_is_the_known_one(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    g_autofree char *path =
        path_text(setting->world, ps_verdicts_find(verdicts, "no-orphan")->path);
    CHECK_STRING(path, "romeo subscribe\nromeo remove\njuliet receives subscribe");
}

/* ---- Against the naive explorer ---- */

/* Follows steps from a state; they must all be enabled. */
static PsState
follow(const PsWorld *world, PsState state, const GArray *steps)
{
    for (guint i = 0; i < steps->len; i++) {
        PsState to = state;
        CHECK(ps_step_take(world, &state, g_array_index(steps, PsStep, i), &to),
              "step %u is not enabled", i);
        state = to;
    }
    return state;
}

static void
check_arrivals(const char *line, const GArray *steps)
{
    for (guint i = 0; i < steps->len; i++)
        CHECK(g_array_index(steps, PsStep, i).kind == PS_STEP_ARRIVAL,
              "%s: step %u of a storm is no arrival", line, i);
}

/* A storm's stem and loop are arrivals, and the loop leads back to where it begins. */
static void
check_loop(const char *line, const PsSearch *search, const PsVerdict *verdict)
{
    const PsWorld *world = ps_search_world(search);
    REQUIRE(verdict->loop != NULL && verdict->loop->len > 0, "%s: a storm without a loop", line);
    PsState begin = follow(world, verdict->state, verdict->stem);
    PsState end = follow(world, begin, verdict->loop);
    PsPacked first = ps_world_pack(world, &begin);
    PsPacked last = ps_world_pack(world, &end);
    check_arrivals(line, verdict->stem);
    check_arrivals(line, verdict->loop);
    CHECK(ps_packed_equal(first, last), "%s: the loop does not come round", line);
}

static void
check_verdict(const char *line, const PsSearch *search, const Naive *naive,
              const NaiveVerdict *expected, const PsVerdict *found)
{
    REQUIRE(found != NULL, "%s: %s is not judged", line, expected->name);
    CHECK((found->outcome == PS_VIOLATED) == (expected->count > 0), "%s: %s %s, %u states", line,
          expected->name, ps_outcome_name(found->outcome), expected->count);
    CHECK_NUMBER(found->count, expected->count, "%s: %s", line, expected->name);
    CHECK((found->path != NULL) == (expected->count > 0), "%s: %s has a path or not", line,
          expected->name);
    if (found->path == NULL || expected->count == 0)
        return;
    g_autofree char *path = path_text(ps_search_world(search), found->path);
    g_autofree char *naive_path = naive_path_text(naive, expected->first);
    guint64 id = G_MAXUINT64;
    CHECK(!ps_search_is_numbered(search) ||
              (ps_search_find(search, &found->state, &id) && id == expected->first),
          "%s: %s: state %u, not %u", line, expected->name, (guint)id, expected->first);
    CHECK(g_str_equal(path, naive_path), "%s: %s: expected\n%s\nfound\n%s\n", line, expected->name,
          naive_path, path);
    if (g_str_equal(expected->name, "no-reply-storm"))
        check_loop(line, search, found);
}

/* Returns how many properties are violated. */
static guint
check_verdicts(const char *line)
{
    NaiveVerdict expected[NAIVE_N_PROPERTIES];
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(Naive) naive = naive_new(&setting->options);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    guint n = naive_judge(naive, expected);
    guint violated = 0;
    CHECK_NUMBER(ps_verdicts_n(verdicts), n, "%s: properties", line);
    for (guint i = 0; i < n; i++) {
        check_verdict(line, search, naive, &expected[i],
                      ps_verdicts_find(verdicts, expected[i].name));
        violated += expected[i].count > 0;
    }
    CHECK_NUMBER(ps_verdicts_n_violated(verdicts), violated, "%s", line);
    CHECK(ps_verdicts_complete(verdicts), "%s: stopped by %s", line, ps_verdicts_stopped(verdicts));
    CHECK(ps_verdicts_search(verdicts) == search, "%s: another search", line);
    return violated;
}

static void
small_worlds_agree(void)
{
    static const char *const lines[] = {
        "rfc6121 k=2",
        "openfire k=2",
        "rfc6121 openfire k=2",
        "openfire rfc6121 k=2",
        "rfc6121 k=2 auto-unsubscribed=off",
        "rfc6121 k=2 pre-approval=on keep-approval=on",
        "rfc6121 k=2 loss=any",
        "rfc6121 k=2 loss=1 repeat=1 bounce=1",
        "openfire k=1 bounce=2 sequential",
        "rfc6121 k=2 bag",
        "rfc6121 k=2 sensible sequential",
        "rfc6121 k=2 actions=subscribe,remove loss=2",
        "rfc6121 k=1 availability",
        "openfire rfc6121 k=1 availability sensible",
        "mini k=2",
        "mini openfire k=2",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        check_verdicts(lines[i]);
}

static void
larger_worlds_agree(void)
{
    static const char *const lines[] = {
        "openfire k=3",
        "rfc6121 openfire k=4",
        "rfc6121 k=4 auto-unsubscribed=off",
        "openfire k=2 loss=any repeat=any bounce=any",
        "openfire k=2 bag loss=1",
        "rfc6121 k=2 availability",
        "openfire rfc6121 k=2 availability",
        "openfire k=2 availability loss=any",
        "rfc6121 k=2 availability bag sensible",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++)
        check_verdicts(lines[i]);
}

static void
every_profile_agrees(void)
{
    g_auto(GStrv) names = all_profiles();
    for (guint i = 0; names[i] != NULL; i++) {
        g_autofree char *line = g_strdup_printf("%s k=2", names[i]);
        g_autofree char *mixed = g_strdup_printf("%s rfc6121 k=2", names[i]);
        g_autofree char *session = g_strdup_printf("%s k=1 availability", names[i]);
        check_verdicts(line);
        check_verdicts(mixed);
        check_verdicts(session);
    }
}

/* Servers that answer each other for ever. */
static void
storms_agree(void)
{
    static const char *const lines[] = {"ping k=1",
                                        "ping k=3",
                                        "storm k=1",
                                        "storm k=2",
                                        "storm k=2 bag",
                                        "ping k=2 loss=1",
                                        "storm ping k=2 sequential",
                                        "ping rfc6121 k=2",
                                        "rfc6121 storm k=2 availability"};
    guint storms = 0;
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        storms += ps_world_answers_may_cycle(setting->world) && check_verdicts(lines[i]) > 0;
    }
    CHECK(storms >= 7, "only %u storms", storms);
}

/* Where ever more presences come of one, no link can hold them, and nothing is known to hold. */
static void
floods_are_not_said_to_hold(void)
{
    g_autoptr(Setting) setting = setting_new("flood k=1");
    PsLimits limits = {.max_states = 20000};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    const PsVerdict *verdict = ps_verdicts_find(verdicts, "no-reply-storm");
    CHECK(verdict->outcome != PS_HOLDS, "no-reply-storm %s", ps_outcome_name(verdict->outcome));
    CHECK(!ps_verdicts_complete(verdicts), "a flood is searched to its end");
}

/* Worlds in which something cannot be mended again. */
static void
lost_worlds_agree(void)
{
    static const char *const lines[] = {
        "trap k=1",
        "trap k=2",
        "trap rfc6121 k=2",
        "rfc6121 trap k=2 loss=any",
        "openfire trap k=1 availability",
        "trap ping k=1",
        "rfc6121 k=2 actions=subscribe,unsubscribe sensible loss=1",
    };
    guint lost = 0;
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        check_verdicts(lines[i]);
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        lost += ps_verdicts_find(verdicts, "recoverable")->outcome == PS_VIOLATED;
    }
    CHECK(lost >= 3, "only %u worlds in which recoverable falls", lost);
}

/* ---- Limits ---- */

/* After a limit: what was found stays violated, nothing is said to hold that might not. */
static void
limits_leave_undecided(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    g_autoptr(PsSearch) whole = ps_search_new(setting->world, NULL);
    for (guint64 limit = 1; limit < 5449; limit = limit * 2 + 1) {
        PsLimits limits = {.max_states = limit};
        g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        CHECK(!ps_verdicts_complete(verdicts), "complete with %u states", (guint)limit);
        CHECK_STRING(ps_verdicts_stopped(verdicts), ps_search_stopped(search));
        for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
            const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
            const char *name = ps_property_name(verdict->property);
            gboolean storm = g_str_equal(name, "no-reply-storm"); /* no state need be looked at */
            CHECK(storm || verdict->outcome != PS_HOLDS, "%s holds with %u states", name,
                  (guint)limit);
            guint64 id = 0;
            if (verdict->outcome == PS_VIOLATED && ps_search_find(whole, &verdict->state, &id))
                CHECK_NUMBER(verdict->path->len, ps_search_depth_of(whole, id), "%s", name);
        }
    }
}

static void
limits_keep_what_was_found(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    PsLimits limits = {.max_states = 1000};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "no-orphan")->outcome), "violated");
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "no-ghost")->outcome), "undecided");
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "recoverable")->outcome), "undecided");
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "no-reply-storm")->outcome), "holds");
    CHECK_NUMBER(ps_verdicts_find(verdicts, "no-orphan")->path->len, 3, "steps");
    CHECK(ps_verdicts_find(verdicts, "no-blindness") == NULL, "no-blindness is judged");
}

/* Ends the run when the judging of something begins. */
static gboolean
end_at_phase(const PsProgress *progress, gpointer data)
{
    return strstr(progress->phase, data) == NULL;
}

static void
check_ended_at(const char *line, const char *phase)
{
    g_autofree char *part = g_strdup(phase);
    g_autoptr(Setting) setting = setting_new(line);
    PsLimits limits = {.progress = end_at_phase, .progress_data = part};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    const PsVerdict *verdict = ps_verdicts_find(verdicts, phase);
    CHECK_STRING(ps_search_stopped(search), NULL);
    CHECK_STRING(ps_outcome_name(verdict->outcome), "undecided");
    CHECK(verdict->path == NULL && verdict->loop == NULL, "%s has a path", phase);
    CHECK(!ps_verdicts_complete(verdicts) && ps_verdicts_stopped(verdicts) != NULL,
          "%s: a run that was ended is complete", phase);
}

static void
judging_can_be_ended(void)
{
    check_ended_at("rfc6121 k=3", "recoverable");
    check_ended_at("ping k=2", "no-reply-storm");
}

const Test verdicts_tests[] = {
    {"figures of rfc6121", figures_of_rfc6121, FALSE},
    {"figures of availability", figures_of_availability, FALSE},
    {"figures of openfire", figures_of_openfire, FALSE},
    {"orphan is the known one", orphan_is_the_known_one, FALSE},
    {"small worlds agree", small_worlds_agree, FALSE},
    {"larger worlds agree", larger_worlds_agree, TRUE},
    {"every profile agrees", every_profile_agrees, TRUE},
    {"storms agree", storms_agree, FALSE},
    {"floods are not said to hold", floods_are_not_said_to_hold, FALSE},
    {"lost worlds agree", lost_worlds_agree, FALSE},
    {"limits leave undecided", limits_leave_undecided, FALSE},
    {"limits keep what was found", limits_keep_what_was_found, FALSE},
    {"judging can be ended", judging_can_be_ended, FALSE},
    {0},
};
