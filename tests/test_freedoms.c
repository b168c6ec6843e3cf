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
flipped_line(const PsProfile *profile, const char *line, guint64 flipped)
{
    GString *text = g_string_new(line);
    for (guint i = 0; i < ps_profile_n_options(profile); i++) {
        const PsOption *option = ps_profile_option(profile, i);
        if (flipped >> i & 1)
            g_string_append_printf(text, " %s=%s", option->name, option->by_default ? "off" : "on");
    }
    return g_string_free(text, FALSE);
}

static void
list_freedoms(Comparison *comparison, const Setting *first, Setting *scratch)
{
    for (guint i = 0; i < ps_profile_n_options(first->profiles[0]); i++) {
        const PsOption *option = ps_profile_option(first->profiles[0], i);
        PsWorldOptions seeing = scratch->options;
        seeing.availability = TRUE;
        PsFreedom freedom = {
            .name = option->name,
            .why = option->why,
            .by_default = option->by_default,
            .on = option->on,
            .acts = ps_freedom_acts(scratch->profiles[0], &scratch->options, 0, option->name),
            .acts_on = ps_freedom_acts(scratch->profiles[0], &seeing, 0, option->name),
        };
        g_array_append_val(comparison->list, freedom);
    }
}

/* Compares all combinations of a profile's options that act in worlds of a line (tests/setting.h),
 * or each option alone. */
static Comparison *
comparison_new(const char *line, gboolean combined)
{
    Comparison *comparison = g_new0(Comparison, 1);
    g_autoptr(Setting) scratch = setting_new(line);
    Setting *first = setting_new(line);
    comparison->settings = g_ptr_array_new_with_free_func(free_setting);
    comparison->list = g_array_new(FALSE, FALSE, sizeof(PsFreedom));
    list_freedoms(comparison, first, scratch);
    comparison->freedoms = (PsFreedoms){(const PsFreedom *)(gpointer)comparison->list->data,
                                        comparison->list->len, combined, NULL};
    guint n =
        combined ? 1u << ps_freedoms_n_acting(&comparison->freedoms) : comparison->freedoms.n + 1;
    g_autofree PsSurveyCase *cases = g_new(PsSurveyCase, n);
    for (guint i = 0; i < n; i++) {
        guint64 flipped = ps_freedoms_flipped(&comparison->freedoms, i);
        g_autofree char *text = flipped_line(first->profiles[0], line, flipped);
        Setting *setting = i == 0 ? first : setting_new(text);
        g_ptr_array_add(comparison->settings, setting);
        cases[i] = (PsSurveyCase){setting->world, setting->properties};
    }
    comparison->survey = ps_survey_new(cases, n, NULL, NULL, NULL);
    comparison->freedoms.survey = comparison->survey;
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
    CHECK_NUMBER(ps_freedoms_flipped(&comparison->freedoms, best.nearest),
                 1u << freedom_called(comparison, "remove-cancels-pending"), "flipped");
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

/* What turning an option on does to a property, over all combinations of all options. */
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

/* Those that do not act are not combined: each combination of the others stands for as many. */
static void
influences_are_what_checks_say(void)
{
    static const char *const lines[] = {"ejabberd k=1", "openfire k=2", "mini k=3"};
    for (guint j = 0; j < G_N_ELEMENTS(lines); j++) {
        g_autoptr(Comparison) comparison = comparison_new(lines[j], TRUE);
        const Setting *first = g_ptr_array_index(comparison->settings, 0);
        const PsProfile *profile = first->profiles[0];
        guint idle = comparison->freedoms.n - ps_freedoms_n_acting(&comparison->freedoms);
        for (guint i = 0; i < comparison->freedoms.n; i++)
            for (guint property = 0; property < 4; property++) {
                PsInfluence expected = count_influence(profile, lines[j], i, property);
                PsInfluence found = ps_freedoms_influence(&comparison->freedoms, i, property);
                CHECK_NUMBER(found.mends << idle, expected.mends, "%s %u", lines[j], i);
                CHECK_NUMBER(found.breaks << idle, expected.breaks, "%s %u", lines[j], i);
                CHECK_NUMBER(found.delays << idle, expected.delays, "%s %u", lines[j], i);
                CHECK_NUMBER(found.hastens << idle, expected.hastens, "%s %u", lines[j], i);
            }
    }
}

/* Two worlds with the same figures. */
static void
check_same_figures(const char *one, const char *other)
{
    g_autoptr(Setting) here = setting_new(one);
    g_autoptr(Setting) there = setting_new(other);
    g_autoptr(PsSearch) before = ps_search_new(here->world, NULL);
    g_autoptr(PsSearch) after = ps_search_new(there->world, NULL);
    CHECK_NUMBER(ps_search_states(after), ps_search_states(before), "%s", other);
    CHECK_NUMBER(ps_search_transitions(after), ps_search_transitions(before), "%s", other);
}

/* An option that is said not to act changes no figure, alone and beside each other one. Returns how
 * many there are. */
static guint
check_idle_options(const char *name)
{
    g_autofree char *line = g_strdup_printf("%s k=1", name);
    g_autoptr(Setting) scratch = setting_new(line);
    g_autoptr(PsProfile) profile = load_profile(name);
    guint n = ps_profile_n_options(profile);
    guint idle = 0;
    for (guint i = 0; i < n; i++) {
        if (ps_freedom_acts(scratch->profiles[0], &scratch->options, 0,
                            ps_profile_option(profile, i)->name))
            continue;
        idle++;
        for (guint other = 0; other < n; other++) {
            guint company = other == i ? 0 : 1u << other;
            g_autofree char *without = flipped_line(profile, line, company);
            g_autofree char *with = flipped_line(profile, line, company | 1u << i);
            check_same_figures(without, with);
        }
    }
    return idle;
}

static void
what_does_not_act_changes_nothing(void)
{
    g_auto(GStrv) profiles = all_profiles();
    guint idle = 0;
    for (guint i = 0; profiles[i] != NULL; i++)
        idle += check_idle_options(profiles[i]);
    CHECK(idle > 0, "every option acts");
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
    static const char *const profiles[2] = {"./one.profile", "./other.profile"};
    g_autofree char *text = ps_freedoms_json(&comparison->freedoms, profiles);
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
                      (freedom->on !=
                       (gboolean)(ps_freedoms_flipped(&comparison->freedoms, i) >> j & 1)),
                  "world %u, %s", i, freedom->name);
        }
    }
}

const Test freedoms_tests[] = {
    {"rfc6121 is as known", rfc6121_is_as_known, FALSE},
    {"the smallest change is found", the_smallest_change_is_found, FALSE},
    {"influences are what checks say", influences_are_what_checks_say, FALSE},
    {"what does not act changes nothing", what_does_not_act_changes_nothing, FALSE},
    {"many options are flipped alone", many_options_are_flipped_alone, FALSE},
    {"a profile may have no options", a_profile_may_have_no_options, FALSE},
    {"json says the same", json_says_the_same, FALSE},
    {0},
};
