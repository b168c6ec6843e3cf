/* presub freedoms: what the options of a profile do to the properties. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/freedoms.h"

#include <string.h>

static const char notes[] =
    "Every option of the profile is flipped alone, and all of them in all combinations while "
    "these\n"
    "are at most 256. With one profile an option is flipped on both sides together, unless --set\n"
    "makes it another one there and here; with two, the options of each side are its own. What\n"
    "--set says is what they are flipped from.\n"
    "\n"
    "Examples:\n"
    "  presub freedoms rfc6121\n"
    "  presub freedoms rfc6121 --availability --in-flight 2\n"
    "  presub freedoms openfire prosody --format json\n"
    "\n"
    "Exit status: 0 compared, 2 bad usage or input, 3 not finished. What is violated does not\n"
    "matter: this is a comparison.";

/* What is compared: the options, and a setup for each world. */
typedef struct {
    GPtrArray *setups;
    GPtrArray *names; /* of the freedoms */
    GArray *list;     /* of PsFreedom */
    gboolean combined;
} Comparison;

static void
comparison_clear(Comparison *comparison)
{
    g_ptr_array_unref(comparison->setups);
    g_ptr_array_unref(comparison->names);
    g_array_unref(comparison->list);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Comparison, comparison_clear)

/* Whether an option of a side, or of both, changes a transition. scratch has
 * profiles to try it on. */
static gboolean
acts(const PsSetup *scratch, guint side, gboolean both, const char *name, gboolean availability)
{
    PsWorldOptions options = *ps_world_options(scratch->world);
    options.availability = options.availability || availability;
    return ps_freedom_acts(scratch->profiles[side], &options, side, name) ||
           (both && ps_freedom_acts(scratch->profiles[1 - side], &options, 1 - side, name));
}

/* Lists option i of a side, or of both. */
static void
list_freedom(Comparison *comparison, const PsSetup *setup, const PsSetup *scratch, guint side,
             gboolean both, guint i)
{
    const PsOption *option = ps_profile_option(setup->profiles[side], i);
    char *name = both ? g_strdup(option->name)
                      : g_strdup_printf("%s.%s", ps_world_name(setup->world, side), option->name);
    PsFreedom freedom = {.name = name,
                         .why = option->why,
                         .by_default = option->by_default,
                         .on = option->on,
                         .acts = acts(scratch, side, both, option->name, FALSE),
                         .acts_on = acts(scratch, side, both, option->name, TRUE)};
    g_ptr_array_add(comparison->names, name);
    g_array_append_val(comparison->list, freedom);
}

/* Lists the options of two profiles, each side's own. */
static void
list_apart(Comparison *comparison, const PsSetup *setup, const PsSetup *scratch)
{
    for (guint side = 0; side < 2; side++)
        for (guint i = 0; i < ps_profile_n_options(setup->profiles[side]); i++)
            list_freedom(comparison, setup, scratch, side, FALSE, i);
}

/* Lists the options of one profile: those of both sides together, but apart where they differ. */
static void
list_together(Comparison *comparison, const PsSetup *setup, const PsSetup *scratch)
{
    PsProfile *const *profiles = setup->profiles;
    for (guint i = 0; i < ps_profile_n_options(profiles[0]); i++) {
        gboolean both =
            ps_profile_option(profiles[0], i)->on == ps_profile_option(profiles[1], i)->on;
        for (guint side = 0; side < (both ? 1u : 2u); side++)
            list_freedom(comparison, setup, scratch, side, both, i);
    }
}

/* Makes the world in which these freedoms are flipped. */
static gboolean
add_world(Comparison *comparison, const PsArguments *given, int argc, char **argv, guint64 flipped)
{
    g_autoptr(GPtrArray) settings = g_ptr_array_new_with_free_func(g_free);
    PsArguments own = *given;
    for (guint i = 0; given->settings != NULL && given->settings[i] != NULL; i++)
        g_ptr_array_add(settings, g_strdup(given->settings[i]));
    for (guint i = 0; i < comparison->list->len; i++) {
        const PsFreedom *freedom = &g_array_index(comparison->list, PsFreedom, i);
        if (flipped >> i & 1)
            g_ptr_array_add(settings,
                            g_strdup_printf("%s=%s", freedom->name, freedom->on ? "off" : "on"));
    }
    g_ptr_array_add(settings, NULL);
    own.settings = (char **)settings->pdata;
    PsSetup *setup = ps_setup_new("freedoms", &own, argc, argv);
    if (setup == NULL)
        return FALSE;
    g_ptr_array_set_size(setup->settings, 0); /* they live no longer than this */
    g_ptr_array_add(comparison->setups, setup);
    return TRUE;
}

/* What is compared, of a survey that may still have to be made. */
static PsFreedoms
freedoms_of(const Comparison *comparison, const PsSurvey *survey)
{
    return (PsFreedoms){(const PsFreedom *)(gpointer)comparison->list->data, comparison->list->len,
                        comparison->combined, survey};
}

/* Makes all worlds: the first one as things are, then all combinations, or each flipped alone. */
static gboolean
make_worlds(Comparison *comparison, PsArguments *given, int argc, char **argv)
{
    PsSetup *base = ps_setup_new("freedoms", given, argc, argv);
    if (base == NULL)
        return FALSE;
    given->noted = TRUE;
    g_ptr_array_add(comparison->setups, base);
    g_autoptr(PsSetup) scratch = ps_setup_new("freedoms", given, argc, argv);
    if (scratch == NULL)
        return FALSE;
    (argc == 2 ? list_together : list_apart)(comparison, base, scratch);
    PsFreedoms freedoms = freedoms_of(comparison, NULL);
    guint acting = ps_freedoms_n_acting(&freedoms);
    comparison->combined = acting < 32 && 1u << acting <= PS_MAX_COMBINATIONS;
    freedoms.combined = comparison->combined;
    guint n = comparison->combined ? 1u << acting : freedoms.n + 1;
    for (guint i = 1; i < n; i++)
        if (!add_world(comparison, given, argc, argv, ps_freedoms_flipped(&freedoms, i)))
            return FALSE;
    return TRUE;
}

static PsExit
compare(PsArguments *given, gboolean json, int argc, char **argv)
{
    g_auto(Comparison) comparison = {
        .setups = ps_setups_new(),
        .names = g_ptr_array_new_with_free_func(g_free),
        .list = g_array_new(FALSE, FALSE, sizeof(PsFreedom)),
    };
    GError *error = NULL;
    PsStyle style = ps_terminal_style();
    if (!make_worlds(&comparison, given, argc, argv))
        return PS_EXIT_USAGE;
    g_autoptr(PsSurvey) made = ps_setups_survey(comparison.setups);
    PsFreedoms freedoms = freedoms_of(&comparison, made);
    const PsSetup *base = g_ptr_array_index(comparison.setups, 0);
    const char *const profiles[2] = {base->arguments[0], base->arguments[1]};
    g_autofree char *text =
        json ? ps_freedoms_json(&freedoms, profiles) : ps_freedoms_text(&freedoms, &style);
    if (!ps_files_write(NULL, text, strlen(text), &error))
        return ps_command_fail_error("freedoms", error);
    return ps_survey_n_unfinished(made) > 0 ? PS_EXIT_UNFINISHED : PS_EXIT_HOLDS;
}

PsExit
ps_command_freedoms(int argc, char **argv)
{
    static const char *const formats[] = {"text", "json", NULL};
    g_auto(PsArguments) given = {0};
    g_autofree GOptionEntry *world = ps_setup_world_entries(&given);
    g_autofree GOptionEntry *search = ps_setup_search_entries(&given);
    g_autofree GOptionEntry *properties = ps_setup_property_entries(&given);
    g_autofree char *format = NULL;
    guint chosen = 0;
    const GOptionEntry own[] = {
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, "How to report (default text)", "text|json"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, world, search, properties, NULL};
    if (!ps_command_parse(&argc, &argv, entries, "PROFILE [PROFILE]",
                          "Flips every option of the profiles, alone and together, and says what "
                          "each does to each\nproperty.",
                          notes) ||
        !ps_command_choose("freedoms", "--format", format, formats, &chosen))
        return PS_EXIT_USAGE;
    return compare(&given, chosen == 1, argc, argv);
}
