/* presub profile: list, show and verify the tables of servers. */
#include "cli/command.h"
#include "cli/files.h"
#include "cli/setup.h"
#include "cli/terminal.h"
#include "viz/tables.h"
#include "viz/text.h"

#include <string.h>

static const char notes[] =
    "  list          the profiles that can be named\n"
    "  show PROFILE  its options, states and tables, in the form of RFC 6121, Appendix A\n"
    "  verify FILE   all errors of a profile file; states that nothing can reach\n"
    "\n"
    "Exit status of verify: 0 nothing to report, 1 findings, 2 errors.";

static PsExit
print(const GString *text)
{
    GError *error = NULL;
    return ps_files_write(NULL, text->str, text->len, &error)
               ? PS_EXIT_HOLDS
               : ps_command_fail_error("profile", error);
}

static PsExit
list(void)
{
    g_auto(GStrv) names = ps_files_list_profiles();
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; names[i] != NULL; i++) {
        GError *error = NULL;
        g_autoptr(PsProfile) profile = ps_files_load_profile(names[i], &error);
        if (profile == NULL)
            return ps_command_fail_error("profile", error);
        g_string_append_printf(out, "%-16s %s\n", names[i], ps_profile_title(profile));
    }
    return print(out);
}

static PsExit
show(const char *name, char **settings)
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
    PsStyle style = ps_terminal_style();
    g_autoptr(GString) out = g_string_new(NULL);
    ps_tables_append(out, profile, &style);
    return print(out);
}

/* Prints every error or finding on a line of its own. */
static PsExit
verify(const char *name)
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
    g_autoptr(GString) out = g_string_new(NULL);
    for (guint i = 0; i < findings->len; i++)
        g_string_append_printf(out, "%s: %s\n", path, (char *)g_ptr_array_index(findings, i));
    g_autofree char *states = ps_text_count(ps_profile_n_states(profile), "state");
    g_autofree char *options = ps_text_count(ps_profile_n_options(profile), "option");
    g_autofree char *found = ps_text_count(findings->len, "finding");
    g_string_append_printf(out, "%s: %s, %s, %s\n", path, states, options, found);
    if (print(out) != PS_EXIT_HOLDS)
        return PS_EXIT_USAGE;
    return findings->len > 0 ? PS_EXIT_VIOLATED : PS_EXIT_HOLDS;
}

PsExit
ps_command_profile(int argc, char **argv)
{
    g_auto(GStrv) settings = NULL;
    const GOptionEntry own[] = {
        {"set", 0, 0, G_OPTION_ARG_STRING_ARRAY, &settings,
         "With show: switch an option first (may be repeated)", "OPTION=on|off"},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, NULL};
    if (!ps_command_parse(&argc, &argv, entries, "list | show PROFILE | verify FILE",
                          "The tables of servers.", notes))
        return PS_EXIT_USAGE;
    const char *what = argc > 1 ? argv[1] : "nothing";
    if (argc == 2 && g_str_equal(what, "list"))
        return list();
    if (argc == 3 && g_str_equal(what, "show"))
        return show(argv[2], settings);
    if (argc == 3 && g_str_equal(what, "verify"))
        return verify(argv[2]);
    return ps_command_fail("profile",
                           "expected list, show PROFILE or verify FILE, found %s%s; see presub "
                           "profile --help",
                           what, argc > 3 ? " and too many arguments" : "");
}
