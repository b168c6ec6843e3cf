/* Tests of freedoms: what an option does, against checks made one by one and known figures. */
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "viz/freedoms-private.h"

#include <json-glib/json-glib.h>
#include <string.h>

/* The options of one profile, flipped on both sides. */
typedef struct {
    GPtrArray *settings; /* by world */
    GArray *list;
    PsSurvey *survey;
    PsFreedoms freedoms;
} Comparison;

static void
free_setting(gpointer setting)
{
    setting_free(setting);
}

/* The line of the world in which these options of the profile are flipped. Free it. */
static char *
flipped_line(const PsProfile *profile, const char *line, guint flipped)
{
    GString *text = g_string_new(line);
    for (guint i = 0; i < ps_profile_n_options(profile); i++) {
        const PsOption *option = ps_profile_option(profile, i);
        if (flipped >> i & 1)
            g_string_append_printf(text, " %s=%s", option->name, option->by_default ? "off" : "on");
    }
    return g_string_free(text, FALSE);
}

/* Compares all combinations of a profile's options in worlds of a line (tests/setting.h), or each
 * option alone. */
static Comparison *
comparison_new(const char *line, gboolean combined)
{
    Comparison *comparison = g_new0(Comparison, 1);
    g_autoptr(Setting) base = setting_new(line);
    const PsProfile *profile = base->profiles[0];
    guint n = ps_profile_n_options(profile);
    guint worlds = combined ? 1u << n : n + 1;
    g_autofree PsSurveyCase *cases = g_new(PsSurveyCase, worlds);
    comparison->settings = g_ptr_array_new_with_free_func(free_setting);
    comparison->list = g_array_new(FALSE, FALSE, sizeof(PsFreedom));
    for (guint i = 0; i < worlds; i++) {
        guint flipped = combined || i == 0 ? i : 1u << (i - 1);
        g_autofree char *text = flipped_line(profile, line, flipped);
        Setting *setting = setting_new(text);
        g_ptr_array_add(comparison->settings, setting);
        cases[i] = (PsSurveyCase){setting->world, setting->properties};
    }
    const Setting *first = g_ptr_array_index(comparison->settings, 0);
    for (guint i = 0; i < n; i++) {
        const PsOption *option = ps_profile_option(first->profiles[0], i);
        PsFreedom freedom = {option->name, option->why, option->by_default, option->on};
        g_array_append_val(comparison->list, freedom);
    }
    comparison->survey = ps_survey_new(cases, worlds, NULL, NULL, NULL);
    comparison->freedoms = (PsFreedoms){(const PsFreedom *)(gpointer)comparison->list->data, n,
                                        combined, comparison->survey};
    return comparison;
}

static void
comparison_free(Comparison *comparison)
{
    ps_survey_free(comparison->survey);
    g_ptr_array_unref(comparison->settings);
    g_array_unref(comparison->list);
    g_free(comparison);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Comparison, comparison_free)

static guint
freedom_called(const Comparison *comparison, const char *name)
{
    for (guint i = 0; i < comparison->freedoms.n; i++)
        if (g_str_equal(comparison->freedoms.list[i].name, name))
            return i;
    REQUIRE(FALSE, "no freedom %s", name);
    return 0;
}

static void
check_influence(const Comparison *comparison, const char *freedom, guint property,
                const char *expected)
{
    PsInfluence influence =
        ps_freedoms_influence(&comparison->freedoms, freedom_called(comparison, freedom), property);
    g_autofree char *text = freedoms_influence_text(&influence);
    CHECK_STRING(text, expected);
}

static void
check_sentence(const Comparison *comparison, const char *freedom, const char *expected)
{
    g_autofree char *sentence =
        freedoms_sentence(&comparison->freedoms, freedom_called(comparison, freedom));
    CHECK_STRING(sentence, expected);
}

/* The figures of the definition: 5449 states, and without the automatic answer 8593 and a ghost
 * after 8 steps. */
static void
rfc6121_is_as_known(void)
{
    g_autoptr(Comparison) comparison = comparison_new("rfc6121 k=3", TRUE);
    const PsFreedoms *freedoms = &comparison->freedoms;
    guint automatic = freedom_called(comparison, "auto-unsubscribed");
    PsBest best = ps_freedoms_best(freedoms);
    CHECK_NUMBER(ps_survey_n(freedoms->survey), 64, "combinations");
    CHECK_NUMBER(ps_freedoms_base(freedoms)->states, 5449, "as they are");
    CHECK_NUMBER(ps_freedoms_alone(freedoms, automatic)->states, 8593, "auto-unsubscribed off");
    check_influence(comparison, "auto-unsubscribed", 1, "mends 32");
    check_influence(comparison, "auto-unsubscribed", 0, "");
    check_influence(comparison, "remove-cancels-pending", 0, "delays 32");
    check_sentence(comparison, "auto-unsubscribed",
                   "auto-unsubscribed carries no-ghost: without it no-ghost falls in 8 steps and "
                   "needs a race");
    check_sentence(comparison, "probe-unsubscribed",
                   "probe-unsubscribed does nothing here (it needs --availability)");
    check_sentence(comparison, "keep-approval", "keep-approval does nothing alone");
    CHECK_NUMBER(best.holding, 4, "properties");
    CHECK_NUMBER(best.worlds, 32, "combinations: those with auto-unsubscribed on");
    CHECK_NUMBER(best.nearest, 0, "as they are");
}

/* Without races, one change makes all hold. */
static void
the_smallest_change_is_found(void)
{
    g_autoptr(Comparison) comparison = comparison_new("rfc6121 k=2 sequential", TRUE);
    PsBest best = ps_freedoms_best(&comparison->freedoms);
    g_autofree char *text = freedoms_best_text(&comparison->freedoms);
    CHECK_NUMBER(best.holding, 6, "properties");
    CHECK_NUMBER(best.nearest, 1u << freedom_called(comparison, "remove-cancels-pending"),
                 "remove-cancels-pending");
    CHECK_CONTAINS(text, "all properties hold in ");
    CHECK_CONTAINS(text, "; the smallest change: remove-cancels-pending on");
    check_sentence(comparison, "remove-cancels-pending",
                   "remove-cancels-pending mends no-leak and no-orphan: with it no-leak holds; "
                   "with it no-orphan holds");
}

/* The outcome and the steps of a property, by a check of its own. */
static void
judge(const char *line, guint property, PsOutcome *outcome, guint *steps)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    const PsVerdict *verdict = ps_verdicts_get(verdicts, property);
    *outcome = verdict->outcome;
    *steps = verdict->path != NULL ? verdict->path->len : 0;
}

static PsInfluence
count_influence(const PsProfile *profile, const char *line, guint option, guint property)
{
    PsInfluence influence = {0};
    gboolean by_default = ps_profile_option(profile, option)->by_default;
    for (guint flipped = 0; flipped < 1u << ps_profile_n_options(profile); flipped++) {
        PsOutcome outcome[2];
        guint steps[2];
        if (flipped >> option & 1)
            continue;
        for (guint on = 0; on < 2; on++) {
            guint world = on == (by_default ? 1u : 0u) ? flipped : flipped | 1u << option;
            g_autofree char *text = flipped_line(profile, line, world);
            judge(text, property, &outcome[on], &steps[on]);
        }
        influence.mends += outcome[0] == PS_VIOLATED && outcome[1] == PS_HOLDS;
        influence.breaks += outcome[0] == PS_HOLDS && outcome[1] == PS_VIOLATED;
        influence.delays += outcome[0] == PS_VIOLATED && steps[1] > steps[0] && steps[0] > 0;
        influence.hastens += outcome[0] == PS_VIOLATED && steps[1] < steps[0] && steps[1] > 0;
    }
    return influence;
}

static void
influences_are_what_checks_say(void)
{
    static const char line[] = "rfc6121 k=1 actions=subscribe,unsubscribe,subscribed,remove";
    g_autoptr(Comparison) comparison = comparison_new(line, TRUE);
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    for (guint i = 0; i < comparison->freedoms.n; i++)
        for (guint property = 0; property < 4; property++) {
            PsInfluence expected = count_influence(profile, line, i, property);
            PsInfluence found = ps_freedoms_influence(&comparison->freedoms, i, property);
            g_autofree char *wanted = freedoms_influence_text(&expected);
            g_autofree char *text = freedoms_influence_text(&found);
            CHECK_STRING(text, wanted);
        }
}

/* More options than can be combined are each flipped alone. */
static void
many_options_are_flipped_alone(void)
{
    g_autoptr(Comparison) comparison = comparison_new("rfc6121-prose k=1", FALSE);
    const PsStyle plain = {.colour = FALSE};
    g_autofree char *text = ps_freedoms_text(&comparison->freedoms, &plain);
    CHECK_NUMBER(ps_survey_n(comparison->survey), comparison->freedoms.n + 1, "worlds");
    CHECK_CONTAINS(text, "more than 256 combinations, so each is flipped alone");
    CHECK(strstr(text, "turned on") == NULL, "no combinations were compared");
    for (guint i = 0; i < comparison->freedoms.n; i++)
        CHECK_CONTAINS(text, comparison->freedoms.list[i].name);
}

static void
a_profile_may_have_no_options(void)
{
    g_autoptr(Comparison) comparison = comparison_new("prosody k=1", TRUE);
    const PsStyle plain = {.colour = FALSE};
    g_autofree char *text = ps_freedoms_text(&comparison->freedoms, &plain);
    CHECK_CONTAINS(text, "0 options: there is nothing to compare");
    CHECK_CONTAINS(text, "as they are");
}

static void
json_says_the_same(void)
{
    g_autoptr(Comparison) comparison = comparison_new("rfc6121 k=1", TRUE);
    g_autofree char *text = ps_freedoms_json(&comparison->freedoms);
    g_autoptr(JsonNode) root = json_from_string(text, NULL);
    REQUIRE(root != NULL, "no JSON: %s", text);
    JsonObject *object = json_node_get_object(root);
    JsonArray *worlds = json_object_get_array_member(object, "worlds");
    CHECK_NUMBER(json_array_get_length(worlds), 64, "worlds");
    for (guint i = 0; i < 64; i++) {
        JsonObject *world = json_array_get_object_element(worlds, i);
        JsonObject *options = json_object_get_object_member(world, "options");
        CHECK_NUMBER(json_object_get_int_member(world, "states"),
                     ps_survey_summary(comparison->survey, i)->states, "world %u", i);
        for (guint j = 0; j < comparison->freedoms.n; j++) {
            const PsFreedom *freedom = &comparison->freedoms.list[j];
            CHECK(json_object_get_boolean_member(options, freedom->name) ==
                      (freedom->on != (gboolean)(i >> j & 1)),
                  "world %u, %s", i, freedom->name);
        }
    }
}

const Test freedoms_tests[] = {
    {"rfc6121 is as known", rfc6121_is_as_known, FALSE},
    {"the smallest change is found", the_smallest_change_is_found, FALSE},
    {"influences are what checks say", influences_are_what_checks_say, FALSE},
    {"many options are flipped alone", many_options_are_flipped_alone, FALSE},
    {"a profile may have no options", a_profile_may_have_no_options, FALSE},
    {"json says the same", json_says_the_same, FALSE},
    {0},
};
