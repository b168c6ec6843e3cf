/* Setup: from arguments to a world. */
#include "cli/setup.h"

#include "cli/command.h"
#include "cli/files.h"
#include "cli/memory.h"
#include "model/nearest.h"

#include <string.h>

static const char *const fault_options[PS_N_FAULTS] = {"--loss", "--repeat", "--bounce"};

GOptionEntry *
ps_setup_world_entries(PsArguments *given)
{
    const GOptionEntry entries[] = {
        {"in-flight", 'k', 0, G_OPTION_ARG_STRING, &given->in_flight,
         "Bound on presences in flight, 1 to 16 (default 3)", "N"},
        {"users", 0, 0, G_OPTION_ARG_STRING, &given->users,
         "free: any action (default); sensible: what the own entry suggests", "free|sensible"},
        {"actions", 0, 0, G_OPTION_ARG_STRING, &given->actions,
         "Only these user actions, separated by commas", "LIST"},
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &given->settings,
         "Switch an option of a profile (may be repeated)", "[SIDE.]OPTION=on|off"},
        {"names", 0, 0, G_OPTION_ARG_FILENAME /* any bytes */, &given->names,
         "Names of the users (romeo,juliet)", "A,B"},
        {"sequential", 0, 0, G_OPTION_ARG_NONE, &given->sequential,
         "Users act only while nothing is in flight", NULL},
        {"availability", 0, 0, G_OPTION_ARG_NONE, &given->availability,
         "With available and unavailable presence, login and logout", NULL},
        {"order", 0, 0, G_OPTION_ARG_STRING, &given->order,
         "fifo: links are queues (default); any: presences overtake each other", "fifo|any"},
        {"loss", 0, 0, G_OPTION_ARG_STRING, &given->faults[PS_LOSS],
         "Presences may be lost, N times in a run or any number", "N|any"},
        {"repeat", 0, 0, G_OPTION_ARG_STRING, &given->faults[PS_REPEAT],
         "Presences may be repeated", "N|any"},
        {"bounce", 0, 0, G_OPTION_ARG_STRING, &given->faults[PS_BOUNCE],
         "Presences may come back as errors", "N|any"},
        G_OPTION_ENTRY_NULL,
    };
    return g_memdup2(entries, sizeof entries);
}

GOptionEntry *
ps_setup_search_entries(PsArguments *given)
{
    const GOptionEntry entries[] = {
        {"max-states", 0, 0, G_OPTION_ARG_STRING, &given->max_states, "End in order after N states",
         "N"},
        {"max-memory", 0, 0, G_OPTION_ARG_STRING, &given->max_memory,
         "End in order before stored states take more, as in 512M or 8G (default: what is left)",
         "BYTES"},
        G_OPTION_ENTRY_NULL,
    };
    return g_memdup2(entries, sizeof entries);
}

GOptionEntry *
ps_setup_engine_entries(PsArguments *given)
{
    given->any_engine = TRUE;
    const GOptionEntry entries[] = {
        {"engine", 0, 0, G_OPTION_ARG_STRING, &given->engine,
         "Keep states in a table (hash), in bitmaps or in sets; auto, the default, takes what "
         "suits "
         "the world",
         "auto|hash|bitmaps|sets"},
        {"threads", 0, 0, G_OPTION_ARG_STRING, &given->threads,
         "Threads of a search with sets (default: as many as there are processors)", "N"},
        G_OPTION_ENTRY_NULL,
    };
    return g_memdup2(entries, sizeof entries);
}

void
ps_arguments_clear(PsArguments *given)
{
    char *const strings[] = {given->in_flight,
                             given->users,
                             given->actions,
                             given->names,
                             given->order,
                             given->faults[PS_LOSS],
                             given->faults[PS_REPEAT],
                             given->faults[PS_BOUNCE],
                             given->max_states,
                             given->max_memory,
                             given->engine,
                             given->threads,
                             given->checkpoint,
                             given->checkpoint_every,
                             given->resume,
                             given->only};
    for (guint i = 0; i < G_N_ELEMENTS(strings); i++)
        g_free(strings[i]);
    g_strfreev(given->settings);
    g_strfreev(given->properties);
    g_strfreev(given->property_files);
    g_clear_pointer(&given->profiles, g_ptr_array_unref);
    g_clear_pointer(&given->texts, g_hash_table_unref);
}

gboolean
ps_setup_number(const char *option, const char *text, guint64 min, guint64 max, guint64 *value,
                GError **error)
{
    if (g_ascii_string_to_unsigned(text, 10, min, max, value, NULL))
        return TRUE;
    g_set_error(error, PS_WORLD_ERROR, PS_WORLD_ERROR_BOUND,
                "%s: expected a whole number from %" G_GUINT64_FORMAT " to %" G_GUINT64_FORMAT
                ", found “%s”",
                option, min, max, text);
    return FALSE;
}

/* Less than a store has to begin with makes no sense. */
#define MIN_MEMORY (64u << 10)

/* Reads a number of bytes: digits, then K, M, G or T for powers of 1024. */
static gboolean
read_bytes(const char *option, const char *text, guint64 *value, GError **error)
{
    static const char units[] = "KMGT";
    g_autofree char *digits = g_strdup(text);
    gsize length = strlen(digits);
    const char *unit = length > 0 ? strchr(units, g_ascii_toupper(digits[length - 1])) : NULL;
    guint shift = 0;
    if (unit != NULL && *unit != '\0') {
        digits[length - 1] = '\0';
        shift = 10 * (guint)(unit - units + 1);
    }
    if (ps_setup_number(option, digits, 1, G_MAXUINT64 >> shift, value, NULL) &&
        *value << shift >= MIN_MEMORY) {
        *value <<= shift;
        return TRUE;
    }
    g_set_error(error, PS_WORLD_ERROR, PS_WORLD_ERROR_BOUND,
                "%s: expected a number of bytes from 64K such as 512M or 8G, found “%s”", option,
                text);
    return FALSE;
}

/* Reads a list of user actions. Login and logout exist only with availability. */
static gboolean
read_actions(const PsArguments *given, guint *actions, GError **error)
{
    g_auto(GStrv) words = g_strsplit(given->actions, ",", -1);
    *actions = 0;
    for (guint i = 0; words[i] != NULL || i == 0; i++) {
        const char *word = words[i] != NULL ? g_strstrip(words[i]) : "";
        PsAction action = PS_DO_SUBSCRIBE;
        if (!ps_action_from_name(word, &action)) {
            g_autofree char *hint = ps_nearest_hint(word, ps_action_names());
            g_set_error(error, PS_WORLD_ERROR, PS_WORLD_ERROR_BOUND,
                        "--actions: expected subscribe, unsubscribe, subscribed, unsubscribed, "
                        "remove, add, login or logout; found “%s”%s",
                        word, hint);
            return FALSE;
        }
        if (!given->availability && (action == PS_DO_LOGIN || action == PS_DO_LOGOUT)) {
            g_set_error(error, PS_WORLD_ERROR, PS_WORLD_ERROR_BOUND,
                        "--actions: %s needs --availability", word);
            return FALSE;
        }
        *actions |= 1u << action;
    }
    return TRUE;
}

static gboolean
read_faults(const PsArguments *given, PsWorldOptions *options, GError **error)
{
    for (guint i = 0; i < PS_N_FAULTS; i++) {
        guint64 n = 0;
        if (given->faults[i] == NULL)
            continue;
        if (g_str_equal(given->faults[i], "any"))
            options->faults[i] = PS_FAULT_ANY;
        else if (ps_setup_number(fault_options[i], given->faults[i], 0, PS_MAX_BUDGET, &n, NULL))
            options->faults[i] = (int)n;
        else {
            g_set_error(error, PS_WORLD_ERROR, PS_WORLD_ERROR_BOUND,
                        "%s: expected any or a number from 0 to %d, found “%s”", fault_options[i],
                        PS_MAX_BUDGET, given->faults[i]);
            return FALSE;
        }
    }
    return TRUE;
}

/* Splits "A,B"; the strings live as long as the process. */
static gboolean
read_names(const char *names, PsWorldOptions *options, GError **error)
{
    g_auto(GStrv) words = g_strsplit(names, ",", -1);
    if (g_strv_length(words) != 2) {
        g_set_error(error, PS_WORLD_ERROR, PS_WORLD_ERROR_NAMES,
                    "--names: expected two names as in romeo,juliet; found “%s”", names);
        return FALSE;
    }
    for (guint side = 0; side < 2; side++)
        options->names[side] = g_intern_string(words[side]);
    return TRUE;
}

static gboolean
read_options(const PsArguments *given, PsWorldOptions *options, GError **error)
{
    guint64 in_flight = options->in_flight;
    if (given->in_flight != NULL &&
        !ps_setup_number("--in-flight", given->in_flight, 1, PS_MAX_IN_FLIGHT, &in_flight, error))
        return FALSE;
    options->in_flight = (guint)in_flight;
    options->room_for = given->roomy ? PS_MAX_IN_FLIGHT : 0;
    options->sequential = given->sequential;
    options->availability = given->availability;
    return (given->actions == NULL || read_actions(given, &options->actions, error)) &&
           (given->names == NULL || read_names(given->names, options, error)) &&
           read_faults(given, options, error);
}

/* As many threads as a machine may have processors. */
#define MAX_THREADS 256

void
ps_setup_limit_memory(const PsArguments *given, PsLimits *limits)
{
    limits->all_memory = given->max_memory == NULL;
    if (limits->all_memory)
        limits->max_memory = MAX(ps_memory_left(), MIN_MEMORY);
}

static gboolean
read_limits(const PsArguments *given, PsLimits *limits, GError **error)
{
    guint64 threads = g_get_num_processors();
    if (given->threads != NULL &&
        !ps_setup_number("--threads", given->threads, 1, MAX_THREADS, &threads, error))
        return FALSE;
    limits->threads = (guint)threads;
    ps_setup_limit_memory(given, limits);
    return (given->max_states == NULL ||
            ps_setup_number("--max-states", given->max_states, 1, G_MAXUINT32, &limits->max_states,
                            error)) &&
           (given->max_memory == NULL ||
            read_bytes("--max-memory", given->max_memory, &limits->max_memory, error));
}

gboolean
ps_setup_set_option(PsProfile *const profiles[2], const char *const names[2], const char *setting,
                    GError **error)
{
    const char *equals = strrchr(setting, '=');
    gboolean on = equals != NULL && g_str_equal(equals, "=on");
    if (equals == NULL || (!on && !g_str_equal(equals, "=off"))) {
        g_set_error(error, PS_PROFILE_ERROR, PS_PROFILE_ERROR_OPTION,
                    "expected [SIDE.]OPTION=on or =off, found “%s”", setting);
        return FALSE;
    }
    g_autofree char *name = g_strndup(setting, (gsize)(equals - setting));
    char *dot = strchr(name, '.');
    if (dot == NULL) { /* of both, or of the one that has it */
        gboolean first = ps_profile_set_option(profiles[0], name, on, NULL);
        return ps_profile_set_option(profiles[1], name, on, first ? NULL : error) || first;
    }
    *dot = '\0';
    for (guint side = 0; side < 2; side++)
        if (g_str_equal(names[side], name))
            return ps_profile_set_option(profiles[side], dot + 1, on, error);
    const char *const sides[] = {names[0], names[1], NULL};
    g_autofree char *hint = ps_nearest_hint(name, sides);
    g_set_error(error, PS_PROFILE_ERROR, PS_PROFILE_ERROR_OPTION,
                "expected %s or %s before the dot, found “%s”%s", names[0], names[1], name, hint);
    return FALSE;
}

PsProfile *
ps_setup_load_profile(PsArguments *given, const char *name, GError **error)
{
    if (given->texts == NULL)
        given->texts =
            g_hash_table_new_full(g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_bytes_unref);
    g_autofree char *path = ps_files_find_profile(name, error);
    GBytes *bytes = path != NULL ? ps_files_read_once(given->texts, path, error) : NULL;
    if (bytes == NULL)
        return NULL;
    return ps_profile_read(g_bytes_get_data(bytes, NULL), g_bytes_get_size(bytes), path, error);
}

static gboolean
load_profiles(PsArguments *given, PsSetup *setup, int argc, char **argv, GError **error)
{
    for (guint side = 0; side < 2; side++) {
        setup->arguments[side] = g_strdup(argv[MIN(argc - 1, (int)side + 1)]);
        setup->profiles[side] = ps_setup_load_profile(given, setup->arguments[side], error);
        if (setup->profiles[side] == NULL)
            return FALSE;
    }
    return TRUE;
}

/* Switches what is given to --set; of several worlds, where it applies. */
static gboolean
apply_settings(const PsArguments *given, PsSetup *setup, const char *const names[2], GError **error)
{
    setup->settings = g_ptr_array_new();
    for (guint i = 0; given->settings != NULL && given->settings[i] != NULL; i++) {
        if (ps_setup_set_option(setup->profiles, names, given->settings[i],
                                given->many ? NULL : error))
            g_ptr_array_add(setup->settings, given->settings[i]);
        else if (!given->many) {
            g_prefix_error(error, "--set: ");
            return FALSE;
        }
    }
    return TRUE;
}

static gboolean
make_world(const PsArguments *given, PsSetup *setup, PsWorldOptions *options, GError **error)
{
    if (!read_options(given, options, error) || !read_limits(given, &setup->limits, error) ||
        !apply_settings(given, setup, options->names, error))
        return FALSE;
    for (guint side = 0; side < 2; side++)
        options->profiles[side] = setup->profiles[side];
    setup->world = ps_world_new(options, error);
    return setup->world != NULL;
}

PsSetup *
ps_setup_new(const char *command, PsArguments *given, int argc, char **argv)
{
    static const char *const users[] = {"free", "sensible", NULL};
    static const char *const orders[] = {"fifo", "any", NULL};
    static const char *const engines[] = {"auto", "hash", "bitmaps", "sets", NULL};
    static const PsEngine chosen[] = {PS_ENGINE_AUTO, PS_ENGINE_HASH, PS_ENGINE_BITMAPS,
                                      PS_ENGINE_SETS};
    g_autoptr(PsSetup) setup = g_new0(PsSetup, 1);
    GError *error = NULL;
    guint user = 0;
    guint order = 0;
    guint engine = 0;
    PsWorldOptions options;
    ps_world_options_init(&options);
    if (argc < 2 || argc > 3) {
        ps_command_fail(command, "expected one profile or two, found %d; see presub %s --help",
                        argc - 1, command);
        return NULL;
    }
    if (!ps_command_choose(command, "--users", given->users, users, &user) ||
        !ps_command_choose(command, "--order", given->order, orders, &order) ||
        !ps_command_choose(command, "--engine", given->engine, engines, &engine))
        return NULL;
    options.users = (PsUsers)user;
    options.any_order = order == 1;
    setup->limits.engine = given->any_engine ? chosen[engine] : PS_ENGINE_HASH;
    if (load_profiles(given, setup, argc, argv, &error) &&
        make_world(given, setup, &options, &error))
        setup->properties = ps_setup_properties(command, given, setup->world, &error);
    if (setup->properties != NULL)
        return g_steal_pointer(&setup);
    ps_command_fail_error(command, error);
    return NULL;
}

void
ps_setup_free(PsSetup *setup)
{
    if (setup == NULL)
        return;
    ps_properties_free(setup->properties);
    ps_world_free(setup->world);
    if (setup->settings != NULL)
        g_ptr_array_unref(setup->settings);
    for (guint side = 0; side < 2; side++) {
        ps_profile_free(setup->profiles[side]);
        g_free(setup->arguments[side]);
    }
    g_free(setup);
}
