/* Commands: parsing options, and errors. */
#include "cli/command.h"

#include "model/nearest.h"

#include <stdio.h>
#include <string.h>

gboolean
ps_command_parse(int *argc, char ***argv, const GOptionEntry *const entries[],
                 const char *arguments, const char *summary, const char *notes)
{
    g_autofree char *command = g_strdup((*argv)[0]);
    g_autofree char *program = g_strconcat("presub ", command, NULL);
    g_autoptr(GOptionContext) context = g_option_context_new(arguments);
    g_autoptr(GError) error = NULL;
    for (guint i = 0; entries[i] != NULL; i++)
        g_option_context_add_main_entries(context, entries[i], NULL);
    g_option_context_set_summary(context, summary);
    g_option_context_set_description(context, notes);
    g_set_prgname(program);
    if (g_option_context_parse(context, argc, argv, &error)) {
        if (*argc > 1 && g_str_equal((*argv)[1], "--")) { /* what ended the options */
            memmove(*argv + 1, *argv + 2, (gsize)(*argc - 1) * sizeof **argv);
            --*argc;
        }
        return TRUE;
    }
    ps_command_fail(command, "%s; see presub %s --help", error->message, command);
    return FALSE;
}

/* One line, whatever a message quotes; in UTF-8, whatever the locale. */
static void
print_line(const char *command, char *message)
{
    for (char *c = message; *c != '\0'; c++)
        if (g_ascii_iscntrl(*c))
            *c = ' ';
    fprintf(stderr, "presub%s%s: %s\n", command != NULL ? " " : "", command != NULL ? command : "",
            g_strchomp(message));
}

PsExit
ps_command_fail(const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    print_line(command, message);
    return PS_EXIT_USAGE;
}

PsExit
ps_command_fail_error(const char *command, GError *error)
{
    g_autofree char *message = g_strdup(error != NULL ? error->message : "something went wrong");
    print_line(command, message);
    g_clear_error(&error);
    return PS_EXIT_USAGE;
}

void
ps_command_note(const char *command, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    print_line(command, message);
}

gboolean
ps_command_choose(const char *command, const char *option, const char *word,
                  const char *const *words, guint *index)
{
    if (word == NULL)
        return TRUE;
    for (guint i = 0; words[i] != NULL; i++) {
        if (g_str_equal(words[i], word)) {
            *index = i;
            return TRUE;
        }
    }
    g_autoptr(GString) expected = g_string_new(words[0]);
    for (guint i = 1; words[i] != NULL; i++)
        g_string_append_printf(expected, "%s%s", words[i + 1] != NULL ? ", " : " or ", words[i]);
    g_autofree char *hint = ps_nearest_hint(word, words);
    ps_command_fail(command, "%s: expected %s, found “%s”%s", option, expected->str, word, hint);
    return FALSE;
}
