/* Tests of surveys: what they find, against checks made one by one. */
#include "tests/pairs.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/servers-private.h"

static void
check_finding(const PsFinding *finding, const PsVerdict *verdict, const PsNeeds *needs, guint i,
              const PsWorld *world)
{
    g_autofree char *found = ps_ways_text(finding->ways);
    g_autofree char *expected = ps_needs_text(needs, i);
    const char *name = ps_property_name(verdict->property);
    CHECK_STRING(ps_property_name(finding->property), name);
    CHECK_NUMBER(finding->outcome, verdict->outcome, "%s", name);
    CHECK_NUMBER(finding->count, verdict->count, "%s", name);
    CHECK_STRING(found, expected);
    CHECK((finding->path == NULL) == (verdict->path == NULL), "%s: a path", name);
    if (finding->path != NULL && verdict->path != NULL) {
        g_autofree char *path = path_text(world, finding->path);
        g_autofree char *shortest = path_text(world, verdict->path);
        CHECK_STRING(path, shortest);
    }
}

/* Each cell of the survey against a search, verdicts and needs of its own. */
static void
check_survey(const char *const *profiles, const char *words)
{
    g_autoptr(Matrix) matrix = matrix_new(profiles, NULL, words, NULL);
    for (guint pair = 0; pair < ps_survey_n(matrix->survey); pair++) {
        const Setting *setting = g_ptr_array_index(matrix->settings, pair);
        const PsSummary *summary = ps_survey_summary(matrix->survey, pair);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        g_autoptr(PsNeeds) needs = ps_needs_new(verdicts, setting->properties, NULL);
        CHECK_NUMBER(summary->states, ps_search_states(search), "pair %u", pair);
        CHECK_NUMBER(summary->transitions, ps_search_transitions(search), "pair %u", pair);
        CHECK_NUMBER(summary->settled, ps_search_settled(search), "pair %u", pair);
        CHECK_NUMBER(summary->depth, ps_search_depth(search), "pair %u", pair);
        CHECK_STRING(summary->stopped, NULL);
        CHECK_NUMBER(ps_summary_n_violated(summary), ps_verdicts_n_violated(verdicts), "pair %u",
                     pair);
        for (guint i = 0; i < ps_verdicts_n(verdicts); i++)
            check_finding(ps_summary_finding(summary, i), ps_verdicts_get(verdicts, i), needs, i,
                          setting->world);
    }
}

static void
cells_are_what_checks_say(void)
{
    static const char *const profiles[] = {"rfc6121", "openfire", "prosody", NULL};
    static const char *const made_up[] = {"mini", "storm", "trap", NULL};
    check_survey(profiles, "k=2");
    check_survey(profiles, "k=1 availability loss=1");
    check_survey(made_up, "k=2");
}

/* Who is called romeo makes no difference to properties that look at both ways round. */
static void
mirrored_pairs_are_alike(void)
{
    g_auto(GStrv) profiles = all_profiles();
    guint n = g_strv_length(profiles);
    g_autoptr(Matrix) matrix = matrix_new((const char *const *)profiles, NULL, "k=2", NULL);
    for (guint a = 0; a < n; a++)
        for (guint b = 0; b < a; b++) {
            const PsSummary *one = servers_summary(&matrix->servers, a, b);
            const PsSummary *other = servers_summary(&matrix->servers, b, a);
            CHECK_NUMBER(one->states, other->states, "%s and %s", profiles[a], profiles[b]);
            CHECK_NUMBER(one->transitions, other->transitions, "%u %u", a, b);
            for (guint i = 0; i < one->findings->len; i++) {
                const PsFinding *here = ps_summary_finding(one, i);
                const PsFinding *there = ps_summary_finding(other, i);
                g_autofree char *mark = ps_mark(here);
                g_autofree char *mirrored = ps_mark(there);
                CHECK_STRING(mark, mirrored);
                CHECK_NUMBER(here->count, there->count, "%s and %s", profiles[a], profiles[b]);
            }
        }
}

static gboolean
stop(guint done, guint n, gpointer data)
{
    (void)done;
    (void)n;
    ++*(guint *)data;
    return FALSE;
}

static void
a_survey_ends_in_order(void)
{
    g_autoptr(Setting) setting = setting_new("openfire k=5");
    PsSurveyCase cases[8];
    guint calls = 0;
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        cases[i] = (PsSurveyCase){setting->world, setting->properties};
    g_autoptr(PsSurvey) survey = ps_survey_new(cases, G_N_ELEMENTS(cases), NULL, stop, &calls);
    CHECK(calls >= G_N_ELEMENTS(cases), "%u calls", calls);
    CHECK(ps_survey_n_unfinished(survey) > 0, "all were finished");
    CHECK_STRING(ps_survey_summary(survey, 7)->stopped, "an interruption");
}

static void
limits_are_those_of_each_pair(void)
{
    static const char *const profiles[] = {"mini", "rfc6121", NULL};
    PsLimits limits = {.max_states = 150};
    g_autoptr(Matrix) matrix = matrix_new(profiles, NULL, "k=1", &limits);
    const PsStyle plain = {.colour = FALSE};
    g_autofree char *text = ps_servers_text(&matrix->servers, &plain);
    g_autofree char *json = ps_servers_json(&matrix->servers);
    CHECK_STRING(servers_summary(&matrix->servers, 0, 0)->stopped, NULL);
    CHECK_STRING(servers_summary(&matrix->servers, 1, 1)->stopped, "the limit of 150 states");
    CHECK_CONTAINS(text, "rfc6121 with rfc6121");
    CHECK_CONTAINS(text, "ended by the limit of 150 states");
    CHECK_CONTAINS(json, "\"stopped\" : \"the limit of 150 states\"");
}

/* A summary whose verdicts are whole, but not what they need, did not finish. */
static void
needs_may_be_what_is_stopped(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=5 bag");
    PsLimits limits = {.max_states = 76258};
    g_autoptr(PsSummary) whole = ps_summary_new(setting->world, setting->properties, NULL);
    g_autoptr(PsSummary) part = ps_summary_new(setting->world, setting->properties, &limits);
    CHECK_NUMBER(part->states, whole->states, "states");
    CHECK_NUMBER(ps_summary_n_violated(part), ps_summary_n_violated(whole), "violated");
    CHECK_STRING(whole->stopped, NULL);
    CHECK_STRING(part->stopped, "the limit of 76258 states");
}

const Test survey_tests[] = {
    {"cells are what checks say", cells_are_what_checks_say, FALSE},
    {"mirrored pairs are alike", mirrored_pairs_are_alike, FALSE},
    {"a survey ends in order", a_survey_ends_in_order, FALSE},
    {"limits are those of each pair", limits_are_those_of_each_pair, FALSE},
    {"needs may be what is stopped", needs_may_be_what_is_stopped, FALSE},
    {0},
};
