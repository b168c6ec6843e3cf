/* Setup: which properties are verified. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/setup.h"
#include "viz/pairs.h"

#include <string.h>

GOptionEntry *
ps_setup_property_entries(PsArguments *given)
{
    const GOptionEntry entries[] = {
        {"property", 0, 0, G_OPTION_ARG_FILENAME_ARRAY /* any bytes */, &given->properties,
         "Verify this too, as in 'settled mine: romeo.to implies juliet.from' (may be repeated)",
         "PROPERTY"},
        {"properties", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &given->property_files,
         "Verify what this file says too (may be repeated)", "FILE"},
        {"only", 0, 0, G_OPTION_ARG_STRING, &given->only,
         "Verify only these properties, separated by commas", "LIST"},
        G_OPTION_ENTRY_NULL,
    };
    return g_memdup2(entries, sizeof entries);
}

static gboolean
add_file(const PsArguments *given, PsProperties *properties, const char *path, GError **error)
{
    GBytes *bytes = ps_files_read_once(given->texts, path, error);
    return bytes != NULL && ps_properties_add(properties, g_bytes_get_data(bytes, NULL),
                                              g_bytes_get_size(bytes), path, error);
}

/* Adds what is given to the built-in properties: files first. */
static gboolean
add_given(const PsArguments *given, PsProperties *properties, GError **error)
{
    for (guint i = 0; given->property_files != NULL && given->property_files[i] != NULL; i++)
        if (!add_file(given, properties, given->property_files[i], error))
            return FALSE;
    for (guint i = 0; given->properties != NULL && given->properties[i] != NULL; i++)
        if (!ps_properties_add(properties, given->properties[i], strlen(given->properties[i]),
                               "--property", error))
            return FALSE;
    return TRUE;
}

/* Leaves what is in the list. */
static gboolean
keep_only(const char *list, PsProperties *properties, GError **error)
{
    g_auto(GStrv) names = g_strsplit(list[0] != '\0' ? list : " ", ",", -1);
    for (guint i = 0; names[i] != NULL; i++)
        g_strstrip(names[i]);
    if (ps_properties_keep(properties, (const char *const *)names, error))
        return TRUE;
    g_prefix_error(error, "--only: ");
    return FALSE;
}

/* Says which of the properties that the user asked for cannot be judged in this world. FALSE if
 * that is so of all. */
static gboolean
check_judged(const char *command, const PsArguments *given, const PsProperties *properties,
             const PsWorld *world, GError **error)
{
    guint judged = 0;
    for (guint i = 0; i < ps_properties_n(properties); i++)
        judged += ps_property_applies(ps_properties_get(properties, i), world) ? 1 : 0;
    if (judged == 0) {
        g_set_error(error, PS_PROPERTY_ERROR, PS_PROPERTY_ERROR_NAME,
                    "--only: expected a property that needs no --availability, or that option");
        return FALSE;
    }
    for (guint i = 0; i < ps_properties_n(properties) && !given->noted; i++) {
        const PsProperty *property = ps_properties_get(properties, i);
        if (!ps_property_applies(property, world) &&
            (given->only != NULL || !ps_property_is_built_in(property)))
            ps_command_note(command, "%s is not judged: it needs --availability",
                            ps_property_name(property));
    }
    return TRUE;
}

PsProperties *
ps_setup_properties(const char *command, const PsArguments *given, const PsWorld *world,
                    GError **error)
{
    g_autoptr(PsProperties) properties = ps_properties_new(ps_world_options(world));
    for (guint i = 0; given->profiles != NULL && i < given->profiles->len; i++)
        ps_properties_allow_states(properties, g_ptr_array_index(given->profiles, i));
    if (add_given(given, properties, error) &&
        (given->only == NULL || keep_only(given->only, properties, error)) &&
        check_judged(command, given, properties, world, error))
        return g_steal_pointer(&properties);
    return NULL;
}

gboolean
ps_setup_can_be_drawn(const char *command, const PsSetup *setup)
{
    guint n = 0;
    for (guint i = 0; i < ps_properties_n(setup->properties); i++)
        n += ps_property_applies(ps_properties_get(setup->properties, i), setup->world) ? 1 : 0;
    if (n <= PS_PAIRS_MAX_PROPERTIES)
        return TRUE;
    ps_command_fail(command, "expected at most %u properties to draw, found %u; choose with --only",
                    PS_PAIRS_MAX_PROPERTIES, n);
    return FALSE;
}
