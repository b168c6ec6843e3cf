/* Commands: parsing options, and errors. */
#include "cli/command.h"

#include "model/nearest.h"
#include "model/visible.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

PsExit
ps_command_flush(PsExit status)
{
    if (fflush(stdout) == 0 && !ferror(stdout))
        return status;
    if (status != PS_EXIT_USAGE) /* else it was said */
        fputs("presub: cannot write to standard output\n", stderr);
    return PS_EXIT_USAGE;
}

/* The option that a word begins, which is followed by its value in the same word (*value) or in the
 * next one (NULL); NULL if it is none that has a value. */
static const GOptionEntry *
find_option(const GOptionEntry *const entries[], const char *word, const char **value)
{
    const char *equals = strchr(word, '=');
    gboolean is_long = g_str_has_prefix(word, "--");
    g_autofree char *name = is_long && equals != NULL
                                ? g_strndup(word + 2, (gsize)(equals - word - 2))
                            : is_long ? g_strdup(word + 2)
                                      : NULL;
    *value = is_long                                                ? equals
             : word[0] == '-' && word[1] != '\0' && word[2] != '\0' ? word + 2
                                                                    : NULL;
    for (guint i = 0; entries[i] != NULL; i++)
        for (const GOptionEntry *entry = entries[i]; entry->long_name != NULL; entry++)
            if (entry->arg != G_OPTION_ARG_NONE &&
                (is_long
                     ? g_str_equal(entry->long_name, name)
                     : word[0] == '-' && entry->short_name != 0 && word[1] == entry->short_name))
                return entry;
    return NULL;
}

/* GLib does not know -k3 and takes the next word for the value: what it knows is --in-flight=3. The
 * words that take its place live as long as the process. */
static void
part_joined_options(const GOptionEntry *const entries[], int argc, char **argv)
{
    for (int i = 1; i < argc && !g_str_equal(argv[i], "--"); i++) {
        const char *value = NULL;
        const GOptionEntry *entry = find_option(entries, argv[i], &value);
        if (entry == NULL)
            continue;
        if (value == NULL) {
            i++; /* whatever it looks like */
        } else if (argv[i][1] != '-') {
            g_autofree char *word = g_strconcat("--", entry->long_name, "=", value, NULL);
            argv[i] = (char *)(guintptr)g_intern_string(word);
        }
    }
}

static PsExit
print_help(GOptionContext *context)
{
    g_autofree char *text = g_option_context_get_help(context, TRUE, NULL);
    fputs(text, stdout);
    return ps_command_flush(PS_EXIT_HOLDS);
}

gboolean
ps_command_parse(int *argc, char ***argv, const GOptionEntry *const entries[],
                 const char *arguments, const char *summary, const char *notes)
{
    g_autofree char *command = g_strdup((*argv)[0]);
    g_autofree char *program = g_strconcat("presub ", command, NULL);
    g_autoptr(GOptionContext) context = g_option_context_new(arguments);
    g_autoptr(GError) error = NULL;
    gboolean help = FALSE;
    const GOptionEntry own[] = {
        {"help", 'h', 0, G_OPTION_ARG_NONE, &help, "Show this help", NULL},
        G_OPTION_ENTRY_NULL,
    };
    g_option_context_set_help_enabled(context, FALSE); /* GLib's does not see whether it is read */
    part_joined_options(entries, *argc, *argv);
    for (guint i = 0; entries[i] != NULL; i++)
        g_option_context_add_main_entries(context, entries[i], NULL);
    g_option_context_add_main_entries(context, own, NULL);
    g_option_context_set_summary(context, summary);
    g_option_context_set_description(context, notes);
    g_set_prgname(program);
    gboolean parsed = g_option_context_parse(context, argc, argv, &error);
    if (parsed && help) {
        PsExit status = print_help(context);
        g_clear_pointer(&context, g_option_context_free);
        exit((int)status);
    }
    if (parsed) {
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
print_line(const char *command, const char *message)
{
    g_autofree char *valid = g_utf8_make_valid(message, -1);
    g_autoptr(GString) line = g_string_new(NULL);
    for (char *c = valid; *c != '\0'; c = g_utf8_next_char(c))
        g_string_append_unichar(line, ps_is_visible(g_utf8_get_char(c)) ? g_utf8_get_char(c) : ' ');
    fprintf(stderr, "presub%s%s: %s\n", command != NULL ? " " : "", command != NULL ? command : "",
            g_strchomp(line->str));
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
