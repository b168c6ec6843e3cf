/* presub profile: list, show and verify the tables of servers. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/profile-report.h"
#include "viz/tables.h"
#include "viz/text.h"

#include <string.h>

static const char notes[] =
    "  list          the profiles that can be named\n"
    "  show PROFILE  its options, states and tables, in the form of RFC 6121, Appendix A\n"
    "  verify FILE   all errors of a profile file; states that nothing can reach\n"
    "\n"
    "Exit status of verify: 0 nothing to report, 1 findings, 2 errors, which are lines on "
    "standard\n"
    "error in either format.";

static PsExit
print(const char *text)
{
    GError *error = NULL;
    return ps_files_write(NULL, text, strlen(text), &error)
               ? PS_EXIT_HOLDS
               : ps_command_fail_error("profile", error);
}

/* ---- list ---- */

/* Names and titles in two columns. Free it. */
static char *
list_text(char *const *names, const GPtrArray *profiles)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < profiles->len; i++)
        g_string_append_printf(out, "%-16s %s\n", names[i],
                               ps_profile_title(g_ptr_array_index(profiles, i)));
    return g_string_free(out, FALSE);
}

static PsExit
list(gboolean json)
{
    g_auto(GStrv) names = ps_files_list_profiles();
    g_autoptr(GPtrArray) profiles = g_ptr_array_new_with_free_func((GDestroyNotify)ps_profile_free);
    for (guint i = 0; names[i] != NULL; i++) {
        GError *error = NULL;
        PsProfile *profile = ps_files_load_profile(names[i], &error);
        if (profile == NULL)
            return ps_command_fail_error("profile", error);
        g_ptr_array_add(profiles, profile);
    }
    g_autofree char *text = json ? ps_profile_list_json((const char *const *)names, profiles)
                                 : list_text(names, profiles);
    return print(text);
}

/* ---- show ---- */

/* Its tables. Free it. */
static char *
show_text(const PsProfile *profile)
{
    PsStyle style = ps_terminal_style();
    GString *out = g_string_new(NULL);
    ps_tables_append(out, profile, &style);
    return g_string_free(out, FALSE);
}

static PsExit
show(const char *name, char **settings, gboolean json)
{
    GError *error = NULL;
    g_autoptr(PsProfile) profile = ps_files_load_profile(name, &error);
    if (profile == NULL)
        return ps_command_fail_error("profile", error);
    PsProfile *const both[2] = {profile, profile};
    static const char *const names[2] = {"romeo", "juliet"};
    for (guint i = 0; settings != NULL && settings[i] != NULL; i++)
        if (!ps_setup_set_option(both, names, settings[i], &error)) {
            g_prefix_error(&error, "--set: ");
            return ps_command_fail_error("profile", error);
        }
    g_autofree char *text = json ? ps_profile_show_json(profile) : show_text(profile);
    return print(text);
}

/* ---- verify ---- */

/* A line for each finding, and one for all. Free it. */
static char *
verify_text(const PsProfile *profile, const char *path, const GPtrArray *findings)
{
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < findings->len; i++)
        g_string_append_printf(out, "%s: %s\n", path, (char *)g_ptr_array_index(findings, i));
    g_autofree char *states = ps_text_count(ps_profile_n_states(profile), "state");
    g_autofree char *options = ps_text_count(ps_profile_n_options(profile), "option");
    g_autofree char *found = ps_text_count(findings->len, "finding");
    g_string_append_printf(out, "%s: %s, %s, %s\n", path, states, options, found);
    return g_string_free(out, FALSE);
}

/* Prints every error or finding on a line of its own. */
static PsExit
verify(const char *name, gboolean json)
{
    GError *error = NULL;
    gsize length = 0;
    g_autofree char *text = NULL;
    g_autofree char *path = ps_files_find_profile(name, &error);
    if (path == NULL || !g_file_get_contents(path, &text, &length, &error))
        return ps_command_fail_error("profile", error);
    g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(PsProfile) profile = ps_profile_parse(text, length, path, errors);
    for (guint i = 0; i < errors->len; i++)
        ps_command_fail("profile", "%s", ((GError *)g_ptr_array_index(errors, i))->message);
    if (profile == NULL)
        return PS_EXIT_USAGE;
    ps_profile_verify(profile, findings);
    g_autofree char *report = json ? ps_profile_verify_json(profile, path, findings)
                                   : verify_text(profile, path, findings);
    if (print(report) != PS_EXIT_HOLDS)
        return PS_EXIT_USAGE;
    return findings->len > 0 ? PS_EXIT_VIOLATED : PS_EXIT_HOLDS;
}

PsExit
ps_command_profile(int argc, char **argv)
{
    static const char *const formats[] = {"text", "json", NULL};
    g_auto(GStrv) settings = NULL;
    g_autofree char *format = NULL;
    guint chosen = 0;
    const GOptionEntry own[] = {
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings,
         "With show: switch an option first (may be repeated)", "OPTION=on|off"},
        {"format", 0, 0, G_OPTION_ARG_STRING, &format, "How to report (default text)", "text|json"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, NULL};
    if (!ps_command_parse(&argc, &argv, entries, "list | show PROFILE | verify FILE",
                          "The tables of servers.", notes) ||
        !ps_command_choose("profile", "--format", format, formats, &chosen))
        return PS_EXIT_USAGE;
    gboolean json = chosen == 1;
    const char *what = argc > 1 ? argv[1] : "nothing";
    if (settings != NULL && !g_str_equal(what, "show"))
        return ps_command_fail("profile", "--set: expected with show only, found with %s", what);
    if (argc == 2 && g_str_equal(what, "list"))
        return list(json);
    if (argc == 3 && g_str_equal(what, "show"))
        return show(argv[2], settings, json);
    if (argc == 3 && g_str_equal(what, "verify"))
        return verify(argv[2], json);
    return ps_command_fail("profile",
                           "expected list, show PROFILE or verify FILE, found %s%s; see presub "
                           "profile --help",
                           what, argc > 3 ? " and too many arguments" : "");
}
