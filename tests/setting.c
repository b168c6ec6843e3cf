/* A setting: one line of text into profiles, options and a world. */
#include "tests/setting.h"

#include "tests/support.h"

#include <stdlib.h>
#include <string.h>

/* The text with each pair's first string, which must be there once, replaced by its second. Free
 * it. */
static char *
changed(const char *text, const char *const (*pairs)[2], guint n)
{
    char *result = g_strdup(text);
    for (guint i = 0; i < n; i++) {
        char *next = replaced(result, pairs[i][0], pairs[i][1]);
        g_free(result);
        result = next;
    }
    return result;
}

/* The small profile, but who has asked once asks for ever. Free it. */
static char *
trap_profile(void)
{
    static const char *const pairs[][2] = {
        {"Asked=None; route", "Asked=same"},
        {"Asked=To; deliver, push", "Asked=same"},
        {"Asked=None\nTo=None\nFrom=same\n[Remove]", "Asked=same\nTo=None\nFrom=same\n[Remove]"},
        {"Asked=None\nTo=None; send", "Asked=same\nTo=None; send"},
    };
    return changed(mini_profile(), pairs, G_N_ELEMENTS(pairs));
}

/* One state; a subscribe sets off other presences that answer each other for ever. Free it. */
static char *
storm_profile(void)
{
    static const char *const pairs[][2] = {
        {"[Inbound subscribe]\nS=same", "[Inbound subscribe]\nS=same; send unsubscribe"},
        {"[Inbound unsubscribe]\nS=same", "[Inbound unsubscribe]\nS=same; send unsubscribed"},
        {"[Inbound unsubscribed]\nS=same", "[Inbound unsubscribed]\nS=same; send unsubscribe"},
    };
    g_autofree char *quiet = single_profile("");
    return changed(quiet, pairs, G_N_ELEMENTS(pairs));
}

/* In which what a subscribe begets takes more room than there may be in flight, but no more. Free
 * it. */
static char *
twice_profile(void)
{
    g_autofree char *quiet = single_profile("");
    return replaced(quiet, "[Inbound subscribe]\nS=same",
                    "[Inbound subscribe]\nS=same; send unsubscribe, send unsubscribed");
}

/* rfc6121, but a subscriber who is cancelled answers with an unsubscribe, which may be answered in
 * turn; all the same every answer is the last one at some time. Free it. */
static char *
circle_profile(void)
{
    g_autofree char *text = NULL;
    gboolean read = g_file_get_contents("model/profiles/rfc6121.profile", &text, NULL, NULL);
    REQUIRE(read, "the profile rfc6121 cannot be read");
    return replaced(text, "\nTo=None; deliver, push\n",
                    "\nTo=None; deliver, push, send unsubscribe\n");
}

/* A profile that is no file, or NULL. In `ping` every presence is answered by a subscribed, for
 * ever; in `oops` by an error; in `flood` ever more come of one. Free it. */
static char *
made_up_profile(const char *name)
{
    if (g_str_equal(name, "mini"))
        return g_strdup(mini_profile());
    if (g_str_equal(name, "trap"))
        return trap_profile();
    if (g_str_equal(name, "circle"))
        return circle_profile();
    if (g_str_equal(name, "twice"))
        return twice_profile();
    if (g_str_equal(name, "ping"))
        return single_profile("; send subscribed");
    if (g_str_equal(name, "oops"))
        return single_profile("; send error");
    if (g_str_equal(name, "flood"))
        return single_profile("; send subscribe, send subscribed");
    return g_str_equal(name, "storm") ? storm_profile() : NULL;
}

static PsProfile *
profile_called(const char *name)
{
    g_autofree char *text = made_up_profile(name);
    return text != NULL ? parse_profile(text) : load_profile(name);
}

/* The value in "KEY=VALUE" if the word is of this key, or NULL. */
static const char *
value_of(const char *word, const char *key)
{
    gsize length = strlen(key);
    return g_str_has_prefix(word, key) && word[length] == '=' ? word + length + 1 : NULL;
}

static gboolean
read_fault(PsWorldOptions *options, const char *word)
{
    static const char *const keys[PS_N_FAULTS] = {"loss", "repeat", "bounce"};
    for (guint fault = 0; fault < PS_N_FAULTS; fault++) {
        const char *value = value_of(word, keys[fault]);
        if (value != NULL)
            options->faults[fault] = g_str_equal(value, "any") ? PS_FAULT_ANY : atoi(value);
        if (value != NULL)
            return TRUE;
    }
    return FALSE;
}

static gboolean
read_flag(PsWorldOptions *options, const char *word)
{
    if (g_str_equal(word, "sequential"))
        options->sequential = TRUE;
    else if (g_str_equal(word, "sensible"))
        options->users = PS_USERS_SENSIBLE;
    else if (g_str_equal(word, "bag"))
        options->any_order = TRUE;
    else if (g_str_equal(word, "availability"))
        options->availability = TRUE;
    else
        return FALSE;
    return TRUE;
}

static void
read_actions(PsWorldOptions *options, const char *list)
{
    g_auto(GStrv) names = g_strsplit(list, ",", -1);
    options->actions = 0;
    for (guint i = 0; names[i] != NULL; i++) {
        PsAction action = PS_DO_SUBSCRIBE;
        REQUIRE(ps_action_from_name(names[i], &action), "no action %s", names[i]);
        options->actions |= 1u << action;
    }
}

/* "OPTION=on", perhaps with "a:" or "b:" before it. */
static void
read_option(Setting *setting, const char *word)
{
    gboolean only_a = g_str_has_prefix(word, "a:");
    gboolean only_b = g_str_has_prefix(word, "b:");
    g_auto(GStrv) parts = g_strsplit(word + (only_a || only_b ? 2 : 0), "=", 2);
    gboolean found = FALSE;
    REQUIRE(parts[0] != NULL && parts[1] != NULL, "unknown word %s", word);
    for (guint side = 0; side < 2; side++)
        if (!(side == 0 ? only_b : only_a) &&
            ps_profile_set_option(setting->profiles[side], parts[0], g_str_equal(parts[1], "on"),
                                  NULL))
            found = TRUE;
    REQUIRE(found, "no profile has the option in %s", word);
}

static void
read_word(Setting *setting, const char *word)
{
    if (value_of(word, "k") != NULL)
        setting->options.in_flight = (guint)atoi(value_of(word, "k"));
    else if (value_of(word, "actions") != NULL)
        read_actions(&setting->options, value_of(word, "actions"));
    else if (!read_fault(&setting->options, word) && !read_flag(&setting->options, word))
        read_option(setting, word);
}

/* A word of options is none of a profile: all but four have an equals sign. */
static gboolean
is_profile(const char *word)
{
    PsWorldOptions ignored;
    return strchr(word, '=') == NULL && !read_flag(&ignored, word);
}

Setting *
setting_new(const char *line)
{
    Setting *setting = g_new0(Setting, 1);
    g_auto(GStrv) words = g_strsplit(line, " ", -1);
    guint first = words[1] != NULL && is_profile(words[1]) ? 2 : 1;
    ps_world_options_init(&setting->options);
    for (guint side = 0; side < 2; side++) {
        setting->profiles[side] = profile_called(words[MIN(side, first - 1)]);
        setting->options.profiles[side] = setting->profiles[side];
    }
    for (guint i = first; words[i] != NULL; i++)
        read_word(setting, words[i]);
    setting->world = make_world(&setting->options);
    setting->properties = ps_properties_new(&setting->options);
    return setting;
}

void
setting_free(Setting *setting)
{
    if (setting == NULL)
        return;
    ps_properties_free(setting->properties);
    ps_world_free(setting->world);
    ps_profile_free(setting->profiles[0]);
    ps_profile_free(setting->profiles[1]);
    g_free(setting);
}

gboolean
is_this_state(const PsWorld *world, const PsState *state, gconstpointer wanted)
{
    return ps_packed_equal(ps_world_pack(world, state), *(const PsPacked *)wanted);
}
