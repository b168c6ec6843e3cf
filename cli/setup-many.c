/* Setups of several worlds from the same arguments. */
#include "cli/command.h"
#include "cli/setup.h"
#include "cli/terminal.h"

#include <string.h>

gboolean
ps_setup_expect(const char *command, PsArguments *given, char *const *names)
{
    given->profiles = g_ptr_array_new_with_free_func((GDestroyNotify)ps_profile_free);
    for (guint i = 0; names[i] != NULL; i++) {
        GError *error = NULL;
        PsProfile *profile = ps_setup_load_profile(given, names[i], &error);
        if (profile == NULL) {
            ps_command_fail_error(command, error);
            return FALSE;
        }
        g_ptr_array_add(given->profiles, profile);
    }
    return TRUE;
}

gboolean
ps_setup_all_set(const char *command, const PsArguments *given, const GPtrArray *setups)
{
    for (guint i = 0; given->settings != NULL && given->settings[i] != NULL; i++) {
        gboolean applied = FALSE;
        for (guint j = 0; j < setups->len && !applied; j++) {
            const PsSetup *setup = g_ptr_array_index(setups, j);
            applied = g_ptr_array_find(setup->settings, given->settings[i], NULL);
        }
        if (applied || setups->len == 0)
            continue;
        const PsSetup *first = g_ptr_array_index(setups, 0);
        GError *error = NULL;
        ps_setup_set_option(first->profiles, ps_world_options(first->world)->names,
                            given->settings[i], &error);
        if (setups->len > 1)
            g_prefix_error(&error, "--set %s applies nowhere: ", given->settings[i]);
        else
            g_prefix_error(&error, "--set: ");
        ps_command_fail_error(command, error);
        return FALSE;
    }
    return TRUE;
}

static void
free_setup(gpointer setup)
{
    ps_setup_free(setup);
}

GPtrArray *
ps_setups_new(void)
{
    return g_ptr_array_new_with_free_func(free_setup);
}

PsSurvey *
ps_setups_survey(const GPtrArray *setups)
{
    const PsSetup *first = g_ptr_array_index(setups, 0);
    g_autofree PsSurveyCase *cases = g_new(PsSurveyCase, setups->len);
    PsTerminal terminal;
    for (guint i = 0; i < setups->len; i++) {
        const PsSetup *setup = g_ptr_array_index(setups, i);
        cases[i] = (PsSurveyCase){setup->world, setup->properties};
    }
    ps_terminal_start(&terminal);
    PsSurvey *made =
        ps_survey_new(cases, setups->len, &first->limits, ps_terminal_count, &terminal);
    ps_terminal_end(&terminal);
    return made;
}

/* ---- Command lines ---- */

static void
append_word(GString *line, const char *word)
{
    gboolean plain = word[0] != '\0';
    for (const char *c = word; *c != '\0'; c++)
        plain = plain && (g_ascii_isalnum(*c) || strchr("-_.,/=+:", *c) != NULL);
    g_autofree char *quoted = plain ? g_strdup(word) : g_shell_quote(word);
    g_string_append_printf(line, " %s", quoted);
}

static void
append_option(GString *line, const char *option, const char *value)
{
    if (value == NULL)
        return;
    append_word(line, option);
    append_word(line, value);
}

static void
append_options(GString *line, const char *option, char *const *values)
{
    for (guint i = 0; values != NULL && values[i] != NULL; i++)
        append_option(line, option, values[i]);
}

char *
ps_setup_check_line(const PsArguments *given, const PsSetup *setup)
{
    GString *line = g_string_new("presub check");
    append_word(line, setup->arguments[0]);
    if (!g_str_equal(setup->arguments[0], setup->arguments[1]))
        append_word(line, setup->arguments[1]);
    append_option(line, "--in-flight", given->in_flight);
    append_option(line, "--users", given->users);
    append_option(line, "--actions", given->actions);
    for (guint i = 0; i < setup->settings->len; i++)
        append_option(line, "--set", g_ptr_array_index(setup->settings, i));
    append_option(line, "--names", given->names);
    g_string_append(line, given->sequential ? " --sequential" : "");
    g_string_append(line, given->availability ? " --availability" : "");
    append_option(line, "--order", given->order);
    append_option(line, "--loss", given->faults[PS_LOSS]);
    append_option(line, "--repeat", given->faults[PS_REPEAT]);
    append_option(line, "--bounce", given->faults[PS_BOUNCE]);
    append_options(line, "--property", given->properties);
    append_options(line, "--properties", given->property_files);
    append_option(line, "--only", given->only);
    append_option(line, "--max-states", given->max_states);
    append_option(line, "--max-memory", given->max_memory);
    return g_string_free(line, FALSE);
}
