/* Tests of properties of one's own: each is said twice, in the language and in C over the states of
 * the naive explorer, and must come out the same. */
#include "explorer/verdicts.h"
#include "tests/naive.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* ---- The same in C ---- */

static gboolean
has(const PsWorldOptions *options, const NaiveState *state, guint side, PsAttributes bit)
{
    return (ps_profile_attributes(options->profiles[side], state->entry[side]) & bit) != 0;
}

static gboolean
is_in(const PsWorldOptions *options, const NaiveState *state, guint side, const char *name)
{
    return g_str_equal(ps_profile_state_name(options->profiles[side], state->entry[side]), name);
}

static guint
sent(const NaiveState *state, guint side, PsPresence presence)
{
    guint n = 0;
    for (guint i = 0; i < state->length[side]; i++)
        n += state->link[side][i] == presence;
    return n;
}

static guint
in_flight(const NaiveState *state)
{
    return state->length[0] + state->length[1];
}

static gboolean
calm(const PsWorldOptions *options, const NaiveState *state)
{
    return options != NULL && in_flight(state) <= 2;
}

static gboolean
never_both(const PsWorldOptions *options, const NaiveState *state)
{
    return !(has(options, state, 0, PS_TO) && has(options, state, 1, PS_TO));
}

static gboolean
agree_always(const PsWorldOptions *options, const NaiveState *state)
{
    return naive_holds(options, state, "no-leak");
}

static gboolean
asks_cross(const PsWorldOptions *options, const NaiveState *state)
{
    return options != NULL && sent(state, 0, PS_SUBSCRIBE) > 0 && sent(state, 1, PS_SUBSCRIBE) > 0;
}

static gboolean
asked_in_vain(const PsWorldOptions *options, const NaiveState *state)
{
    for (guint w = 0; w < 2; w++)
        if (has(options, state, w, PS_ASK) && sent(state, w, PS_SUBSCRIBE) == 0 &&
            sent(state, 1 - w, PS_SUBSCRIBED) == 0 && !has(options, state, 1 - w, PS_PENDING))
            return TRUE;
    return FALSE;
}

static gboolean
two_alike(const PsWorldOptions *options, const NaiveState *state)
{
    return options != NULL &&
           (sent(state, 0, PS_UNSUBSCRIBED) >= 2 || sent(state, 1, PS_UNSUBSCRIBED) >= 2);
}

static gboolean
nobody_is_unlisted(const PsWorldOptions *options, const NaiveState *state)
{
    return !has(options, state, 0, PS_UNLISTED) && !has(options, state, 1, PS_UNLISTED);
}

static gboolean
pending_means_ask(const PsWorldOptions *options, const NaiveState *state)
{
    return has(options, state, 0, PS_PENDING) == has(options, state, 1, PS_ASK);
}

static gboolean
back_to_nothing(const PsWorldOptions *options, const NaiveState *state)
{
    return in_flight(state) == 0 && is_in(options, state, 0, "None") &&
           is_in(options, state, 1, "None");
}

static gboolean
romeo_asks(const PsWorldOptions *options, const NaiveState *state)
{
    return options != NULL && sent(state, 0, PS_SUBSCRIBE) == 1 && in_flight(state) == 1;
}

static gboolean
romeo_subscribed(const PsWorldOptions *options, const NaiveState *state)
{
    return has(options, state, 0, PS_TO);
}

static gboolean
never_true(const PsWorldOptions *options, const NaiveState *state)
{
    return options == NULL && state == NULL;
}

static gboolean
seen_when_online(const PsWorldOptions *options, const NaiveState *state)
{
    return options != NULL && (!state->sees[0] || (state->online[0] && state->online[1])) &&
           (!state->sees[1] || (state->online[0] && state->online[1]));
}

static gboolean
one_way_glance(const PsWorldOptions *options, const NaiveState *state)
{
    return options != NULL && state->sees[0] != state->sees[1];
}

static gboolean
good_news_arrive(const PsWorldOptions *options, const NaiveState *state)
{
    for (guint w = 0; w < 2; w++)
        if (sent(state, 1 - w, PS_AVAILABLE) > 0 && !has(options, state, w, PS_TO))
            return FALSE;
    return TRUE;
}

static gboolean
errors_come_back(const PsWorldOptions *options, const NaiveState *state)
{
    return options != NULL && sent(state, 0, PS_ERROR) + sent(state, 1, PS_ERROR) != 0;
}

typedef struct {
    const char *text;
    NaiveMeaning meaning;
    NaivePredicate holds;
    gboolean availability;
} Own;

static const Own own[] = {
    {"always own: in_flight <= 2", NAIVE_ALWAYS, calm, FALSE},
    {"settled own: not (romeo.to and juliet.to)", NAIVE_SETTLED, never_both, FALSE},
    {"always own: publisher.from implies watcher.to", NAIVE_ALWAYS, agree_always, FALSE},
    {"reachable own: watcher.sent(subscribe) > 0 and publisher.sent(subscribe) > 0",
     NAIVE_REACHABLE, asks_cross, FALSE},
    {"reachable own: watcher.ask and watcher.sent(subscribe) = 0\n"
     "  and publisher.sent(subscribed) = 0 and not publisher.pending",
     NAIVE_REACHABLE, asked_in_vain, FALSE},
    {"reachable own: publisher.sent(unsubscribed) >= 2", NAIVE_REACHABLE, two_alike, FALSE},
    {"always own: not watcher.unlisted", NAIVE_ALWAYS, nobody_is_unlisted, FALSE},
    {"settled own: romeo.pending = juliet.ask", NAIVE_SETTLED, pending_means_ask, FALSE},
    {"recoverable own: in_flight = 0 and not watcher.state != 'None'", NAIVE_RECOVERABLE,
     back_to_nothing, FALSE},
    {"recoverable own: romeo.sent(subscribe) = 1 and in_flight = 1", NAIVE_RECOVERABLE, romeo_asks,
     FALSE},
    {"recoverable own: romeo.to", NAIVE_RECOVERABLE, romeo_subscribed, FALSE},
    {"recoverable own: 1 > 1", NAIVE_RECOVERABLE, never_true, FALSE},
    {"reachable own: false", NAIVE_REACHABLE, never_true, FALSE},
    {"always own: watcher.sees implies publisher.online and watcher.online", NAIVE_ALWAYS,
     seen_when_online, TRUE},
    {"reachable own: watcher.sees != publisher.sees", NAIVE_REACHABLE, one_way_glance, TRUE},
    {"always own: publisher.sent(available) = 0 or watcher.to", NAIVE_ALWAYS, good_news_arrive,
     TRUE},
    {"reachable own: romeo.sent(error) != 0 or juliet.sent(error) != 0", NAIVE_REACHABLE,
     errors_come_back, FALSE},
};

/* Adds a property to the built-in ones of a setting; its name is own. */
static void
add_own(const Setting *setting, const char *text)
{
    g_autoptr(GError) error = NULL;
    gboolean right = ps_properties_add(setting->properties, text, strlen(text), "test", &error);
    REQUIRE(right, "%s: %s", text, error->message);
}

/* Compares outcome, number, the very state, and the way there. Returns TRUE if there is a state
 * that decides. */
static gboolean
check_own(const char *line, const Naive *naive, const Own *property)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    add_own(setting, property->text);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    const PsVerdict *found = ps_verdicts_find(verdicts, "own");
    NaiveVerdict expected = naive_judge_by(naive, property->meaning, property->holds);
    REQUIRE(found != NULL, "%s: %s is not judged", line, property->text);
    gboolean holds = (expected.count > 0) == (property->meaning == NAIVE_REACHABLE);
    CHECK(found->outcome == (holds ? PS_HOLDS : PS_VIOLATED), "%s: %s %s, %u states", line,
          property->text, ps_outcome_name(found->outcome), expected.count);
    CHECK_NUMBER(found->count, expected.count, "%s: %s", line, property->text);
    CHECK((found->path != NULL) == (expected.count > 0), "%s: %s", line, property->text);
    if (found->path == NULL || expected.count == 0)
        return FALSE;
    g_autofree char *path = path_text(setting->world, found->path);
    g_autofree char *naive_path = naive_path_text(naive, expected.first);
    guint64 first = G_MAXUINT64;
    ps_search_find(ps_verdicts_search(verdicts), &found->state, &first);
    CHECK_NUMBER(first, expected.first, "%s: %s", line, property->text);
    CHECK_NUMBER(found->path->len, naive_depth_of(naive, expected.first), "%s", line);
    CHECK(g_str_equal(path, naive_path), "%s: %s: expected\n%s\nfound\n%s\n", line, property->text,
          naive_path, path);
    return TRUE;
}

static void
check_all_own(const char *line)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(Naive) naive = naive_new(&setting->options);
    guint decided = 0;
    for (guint i = 0; i < G_N_ELEMENTS(own); i++)
        if (!own[i].availability || setting->options.availability)
            decided += check_own(line, naive, &own[i]) ? 1 : 0;
    CHECK(decided >= 4, "%s: only %u of the properties have a state that decides", line, decided);
}

static void
own_properties_agree(void)
{
    check_all_own("rfc6121 k=2");
    check_all_own("rfc6121 openfire k=2");
    check_all_own("openfire rfc6121 k=1 availability");
    check_all_own("rfc6121 k=1 availability loss=1");
    check_all_own("rfc6121 k=2 loss=1 repeat=1 bounce=1");
    check_all_own("trap rfc6121 k=2");
}

static void
more_own_properties_agree(void)
{
    check_all_own("openfire k=3");
    check_all_own("rfc6121 k=4");
    check_all_own("rfc6121 k=2 availability");
    check_all_own("openfire k=2 bag loss=any bounce=any");
    check_all_own("storm rfc6121 k=2");
    check_all_own("rfc6121 trap k=2 availability sensible");
}

/* ---- Kinds ---- */

/* The verdict on one property in a world: "holds 3 steps 9", without steps if there is no path.
 * Free it. */
static char *
outcome_text(const char *line, const char *text, guint max_states)
{
    g_autoptr(Setting) setting = setting_new(line);
    PsLimits limits = {.max_states = max_states};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    add_own(setting, text);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    const PsVerdict *verdict = ps_verdicts_find(verdicts, "own");
    REQUIRE(verdict != NULL, "%s is not judged", text);
    g_autofree char *steps =
        verdict->path != NULL ? g_strdup_printf(" %u steps", verdict->path->len) : g_strdup("");
    return g_strdup_printf("%s%s %u", ps_outcome_name(verdict->outcome), steps,
                           (guint)verdict->count);
}

typedef struct {
    const char *line, *text;
    guint max_states;
    const char *outcome;
} Case;

static void
check_cases(const Case *cases, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *found = outcome_text(cases[i].line, cases[i].text, cases[i].max_states);
        CHECK(g_str_equal(found, cases[i].outcome), "%s: %s: expected %s, found %s", cases[i].line,
              cases[i].text, cases[i].outcome, found);
    }
}

static void
kinds_mean_what_they_say(void)
{
    static const Case cases[] = {
        {"rfc6121 k=1", "always own: true", 0, "holds 0"},
        {"rfc6121 k=1", "always own: false", 0, "violated 0 steps 173"},
        {"rfc6121 k=1", "settled own: false", 0, "violated 0 steps 25"},
        {"rfc6121 k=1", "settled own: in_flight = 0", 0, "holds 0"},
        {"rfc6121 k=1", "reachable own: true", 0, "holds 0 steps 173"},
        {"rfc6121 k=1", "reachable own: false", 0, "violated 0"},
        {"rfc6121 k=1", "recoverable own: true", 0, "holds 0"},
        {"rfc6121 k=1", "recoverable own: false", 0, "violated 0 steps 173"},
        {"rfc6121 k=1", "reachable own: in_flight = 0", 0, "holds 0 steps 25"},
        /* a goal that is only met while something is in flight */
        {"rfc6121 k=1", "recoverable own: romeo.sent(subscribe) = 1", 0, "holds 0"},
        {"rfc6121 k=1", "recoverable own: romeo.sent(error) = 1", 0, "violated 0 steps 173"},
        /* both ways round: always and settled need both, reachable either */
        {"rfc6121 k=1", "reachable own: watcher.to and not watcher.from", 0, "holds 4 steps 38"},
    };
    check_cases(cases, G_N_ELEMENTS(cases));
}

static void
limits_leave_own_undecided(void)
{
    static const Case cases[] = {
        {"rfc6121", "always own: true", 50, "undecided 0"},
        {"rfc6121", "always own: false", 50, "violated 0 steps 50"},
        {"rfc6121", "settled own: in_flight = 0", 50, "undecided 0"},
        {"rfc6121", "reachable own: in_flight = 1", 50, "holds 1 steps 13"},
        {"rfc6121", "reachable own: romeo.to and juliet.to", 50, "undecided 0"},
        {"rfc6121", "recoverable own: true", 50, "undecided 0"},
        {"rfc6121", "recoverable own: false", 50, "undecided 0"},
    };
    check_cases(cases, G_N_ELEMENTS(cases));
}

/* Ends the run when states are judged, the second time if it is asked twice. */
static gboolean
end_at_judging(const PsProgress *progress, gpointer data)
{
    guint *left = data;
    return strstr(progress->phase, "states") == NULL || (*left)-- > 0;
}

static void
judging_own_can_be_ended(void)
{
    guint left = 1;
    g_autoptr(Setting) setting = setting_new("rfc6121 k=4"); /* more than two intervals */
    PsLimits limits = {.progress = end_at_judging, .progress_data = &left};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    add_own(setting, "always own: true\nreachable other: in_flight > 0\nalways third: false");
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    CHECK_STRING(ps_search_stopped(search), NULL);
    CHECK_STRING(ps_verdicts_stopped(verdicts), "an interruption while judging states");
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "own")->outcome), "undecided");
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "no-ghost")->outcome), "undecided");
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "other")->outcome), "holds");
    CHECK_STRING(ps_outcome_name(ps_verdicts_find(verdicts, "third")->outcome), "violated");
    CHECK_NUMBER(ps_verdicts_find(verdicts, "third")->count, 8192, "one interval");
}

/* ---- Explanations ---- */

static void
check_explained(const char *text, const char *a_to_b, const char *expected)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 openfire availability");
    add_own(setting, text);
    PsState state = make_state(setting->world, "To", "Absent", a_to_b, "");
    const PsProperty *property = ps_properties_find(setting->properties, "own");
    g_autofree char *why = ps_property_explain(property, setting->world, &state);
    CHECK_STRING(why, expected);
}

static void
own_properties_are_explained(void)
{
    check_explained("always own: watcher.to implies publisher.from", "",
                    "romeo has to, juliet has not from");
    check_explained("always own: not (romeo.to and juliet.unlisted)", "",
                    "romeo has to, juliet has no item");
    check_explained("always own: romeo.unlisted or juliet.pending", "",
                    "romeo has an item, juliet has not pending");
    check_explained("reachable own: publisher.unlisted and watcher.state = 'To'", "",
                    "juliet has no item, romeo is in “To”");
    check_explained("reachable own: romeo.from or romeo.to or true", "", "romeo has to");
    check_explained("always own: in_flight < 2", "probe probe", "2 in flight");
    check_explained("always own: romeo.sent(subscribe) = romeo.sent(probe)", "probe probe",
                    "0 subscribe from romeo in flight, 2 probe from romeo in flight");
    check_explained("always own: romeo.online != true", "", "romeo is online");
    check_explained("always own: watcher.sees", "", "romeo does not see juliet");
    check_explained("always own: false", "", "false");
    check_explained("reachable own: 1 < 2", "", "1 < 2");
    check_explained("recoverable own: juliet.to", "", "no way leads to juliet.to");
    check_explained("recoverable own 'she never sees him': juliet.to", "", "she never sees him");
    check_explained("always own: in_flight = 1 and romeo.to and in_flight = 1", "", "0 in flight");
}

const Test own_tests[] = {
    {"own properties agree with the naive judge", own_properties_agree, FALSE},
    {"more own properties agree", more_own_properties_agree, TRUE},
    {"kinds mean what they say", kinds_mean_what_they_say, FALSE},
    {"limits leave own properties undecided", limits_leave_own_undecided, FALSE},
    {"judging own properties can be ended", judging_own_can_be_ended, FALSE},
    {"own properties are explained", own_properties_are_explained, FALSE},
    {0},
};
