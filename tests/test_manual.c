/* Tests of the manual page: it has the commands and the options that the program has, neither more
 * nor less, and what it shows works. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "tests/words.h"

#include <stdio.h>
#include <string.h>

#define PAGE "docs/presub.1"

/* Without the letters that are struck over to make others bold. */
#define PLAIN " | sed 's/.\\x08//g'"

/* ---- The manual page ---- */

static char *
read_page(void)
{
    char *page = NULL;
    REQUIRE(g_file_get_contents(PAGE, &page, NULL, NULL), "no %s", PAGE);
    return page;
}

/* The part of a page from the line that begins a section up to the next one of its kind, or of a
 * higher one. Free it; NULL if there is none. */
static char *
section(const char *page, const char *kind, const char *name)
{
    g_autofree char *head = g_strdup_printf("\n.%s %s\n", kind, name);
    g_autofree char *next = g_strdup_printf("\n.%s ", kind);
    const char *start = strstr(page, head);
    if (start == NULL)
        return NULL;
    start += strlen(head) - 1;
    const char *end = strstr(start, next);
    const char *higher = strstr(start, "\n.Sh ");
    if (end == NULL || (higher != NULL && higher < end))
        end = higher;
    return end != NULL ? g_strndup(start, (gsize)(end - start)) : g_strdup(start);
}

/* Adds the options that a subsection lists. */
static void
add_items(GPtrArray *words, const char *text)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        if (!g_str_has_prefix(lines[i], ".It Fl "))
            continue;
        add_matches(words, "Fl -([a-z-]+)", "--", lines[i]);
        add_matches(words, "Fl ([a-z])(?: |$)", "-", lines[i]);
    }
}

/* The options of a command by the page: its own, those it shares with the commands that its
 * subsection refers to, and those of all. Free it. */
static char *
options_in_page(const char *page, const char *command)
{
    g_autofree char *own = section(page, "Ss", command);
    g_autofree char *all = section(page, "Ss", "All commands");
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) shared = g_ptr_array_new_with_free_func(g_free);
    REQUIRE(own != NULL && all != NULL, "no .Ss %s in %s", command, PAGE);
    add_items(words, own);
    add_items(words, all);
    add_matches(shared, "^\\.Sx ([A-Z][a-z]+ options)", "", own);
    for (guint i = 0; i < shared->len; i++) {
        g_autofree char *part = section(page, "Ss", shared->pdata[i]);
        REQUIRE(part != NULL, "no .Ss %s in %s", (char *)shared->pdata[i], PAGE);
        add_items(words, part);
    }
    return sorted_words(words);
}

static void
the_page_is_clean(void)
{
    g_autoptr(Run) run = run_shell("mandoc -T lint -W warning " PAGE, ".");
    CHECK_STATUS(run, 0);
    g_autoptr(Run) shown = run_shell("mandoc -T utf8 " PAGE PLAIN, ".");
    CHECK_CONTAINS(shown->out, "presub check [option ...] profile [profile]");
}

static void
the_page_has_each_option(void)
{
    g_autofree char *page = read_page();
    g_autoptr(GPtrArray) commands = list_commands();
    for (guint i = 0; i < commands->len; i++) {
        const char *command = g_ptr_array_index(commands, i);
        g_autofree char *expected = options_of(command);
        g_autofree char *found = options_in_page(page, command);
        CHECK(g_str_equal(found, expected), "%s: presub %s has the options\n%sand %s has\n%s", PAGE,
              command, expected, PAGE, found);
    }
}

/* Adds the ways of a line such as "LOG PROFILE [PROFILE] | --fit LOG [PROFILE ...]", in lower case.
 */
static void
add_uses(GPtrArray *uses, const char *line)
{
    g_autofree char *lower = g_ascii_strdown(line, -1);
    g_auto(GStrv) ways = g_strsplit(lower, " | ", -1);
    for (guint i = 0; ways[i] != NULL; i++) {
        g_auto(GStrv) parts = g_strsplit(g_strstrip(ways[i]), "…", -1);
        g_ptr_array_add(uses, g_strjoinv(" ...", parts));
    }
}

/* How a command is used, by its own help. */
static GPtrArray *
uses_in_help(const char *command)
{
    g_autofree char *line = g_strdup_printf("%s --help", command);
    g_autofree char *pattern = g_strdup_printf("^  presub %s \\[OPTION…\\] (.*)$", command);
    g_autoptr(Run) help = run_presub(line);
    g_autoptr(GPtrArray) lines = g_ptr_array_new_with_free_func(g_free);
    GPtrArray *uses = g_ptr_array_new_with_free_func(g_free);
    add_matches(lines, pattern, "", help->out);
    REQUIRE(lines->len == 1, "%u lines say how presub %s is used", lines->len, command);
    add_uses(uses, lines->pdata[0]);
    return uses;
}

/* What the page has under a command's name is what its help has: with which arguments it is used,
 * and with which options if that changes them. */
static void
the_page_has_each_use(void)
{
    g_autoptr(Run) page = run_shell("mandoc -T utf8 -O width=200 " PAGE PLAIN, ".");
    g_autoptr(GPtrArray) commands = list_commands();
    for (guint i = 0; i < commands->len; i++) {
        const char *command = commands->pdata[i];
        g_autoptr(GPtrArray) expected = uses_in_help(command);
        g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
        g_autofree char *pattern =
            g_strdup_printf("^ {5}presub %s (.*\\[option \\.\\.\\.\\].*)$", command);
        add_matches(found, pattern, "", page->out);
        for (guint j = 0; j < found->len; j++) {
            g_auto(GStrv) parts = g_strsplit(found->pdata[j], "[option ...] ", -1);
            g_free(found->pdata[j]);
            found->pdata[j] = g_strjoinv("", parts);
        }
        g_autofree char *in_page = sorted_words(found);
        g_autofree char *in_help = sorted_words(expected);
        CHECK_STRING(in_page, in_help);
    }
}

/* TRUE if one of the uses begins so. */
static gboolean
has_use(const GPtrArray *uses, const char *begin)
{
    for (guint i = 0; i < uses->len; i++)
        if (g_str_has_prefix(uses->pdata[i], begin))
            return TRUE;
    return FALSE;
}

/* What presub help has beside a command is how that is used, with less said where there are several
 * ways; explain has two lines. */
static void
help_has_each_use(void)
{
    g_autoptr(Run) help = run_presub("help");
    g_auto(GStrv) lines = g_strsplit(help->out, "\n", -1);
    g_autoptr(GPtrArray) uses = NULL;
    guint n = 0;
    for (guint i = 0; lines[i] != NULL; i++) {
        g_autoptr(GPtrArray) shown = g_ptr_array_new_with_free_func(g_free);
        if (!g_str_has_prefix(lines[i], "  ") || g_str_has_prefix(lines[i], "  help "))
            continue;
        if (lines[i][2] != ' ') {
            g_autofree char *command = g_strndup(lines[i] + 2, strcspn(lines[i] + 2, " "));
            g_clear_pointer(&uses, g_ptr_array_unref);
            uses = uses_in_help(command);
        }
        g_autofree char *column = g_strndup(lines[i] + 12, 25);
        add_uses(shown, column);
        for (guint j = 0; j < shown->len; j++, n++)
            CHECK(has_use(uses, shown->pdata[j]), "no use “%s” is known of “%s”",
                  (char *)shown->pdata[j], lines[i]);
    }
    CHECK(n >= 17, "only %u uses", n);
    CHECK_CONTAINS(help->out, "\n            --fit LOG [PROFILE ...]");
}

static void
the_page_has_each_command(void)
{
    g_autofree char *page = read_page();
    g_autofree char *part = section(page, "Sh", "COMMANDS");
    g_autoptr(GPtrArray) commands = list_commands();
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    add_matches(found, "^\\.Ss (.*)$", "", part);
    g_autofree char *in_page = sorted_words(found);
    g_autofree char *expected = sorted_words(commands);
    CHECK_STRING(in_page, expected);
}

/* The commands of an interactive simulation are those that ? lists. */
static void
the_page_has_each_interactive_command(void)
{
    g_autofree char *page = read_page();
    g_autofree char *part = section(page, "Sh", "INTERACTIVE SIMULATION");
    g_autoptr(Run) help = run_shell("echo '?' | presub simulate rfc6121 --interactive", ".");
    g_autoptr(GPtrArray) found = g_ptr_array_new_with_free_func(g_free);
    g_autoptr(GPtrArray) expected = g_ptr_array_new_with_free_func(g_free);
    add_matches(found, "^\\.It Cm (?:\\\\&)?(.)", "", part);
    add_matches(expected, "^  ([a-z?])  ?", "", help->out);
    g_autofree char *in_page = sorted_words(found);
    g_autofree char *in_help = sorted_words(expected);
    CHECK_STRING(in_page, in_help);
    CHECK(expected->len >= 8, "only %u commands", expected->len);
}

/* Each example of the page, in its order, comes to the status that stands before it. */
static void
examples_of_the_page_run(void)
{
    g_autofree char *page = read_page();
    g_autofree char *part = section(page, "Sh", "EXAMPLES");
    g_auto(GStrv) lines = g_strsplit(part, "\n", -1);
    char *folder = make_folder();
    guint statuses = 0; /* those that some example shows, as bits */
    guint n = 0;
    for (guint i = 1; lines[0] != NULL && lines[i] != NULL; i++) {
        guint status = 0;
        const char *says = strstr(lines[i - 1], "(exit status ");
        if (!g_str_has_prefix(lines[i], ".Dl "))
            continue;
        REQUIRE(says != NULL && sscanf(says, "(exit status %u):", &status) == 1,
                "the line before “%s” does not say its exit status", lines[i]);
        g_auto(GStrv) escaped = g_strsplit(lines[i] + strlen(".Dl "), "\\e", -1);
        g_autofree char *line = g_strjoinv("\\", escaped);
        g_autoptr(Run) run = run_shell(line, folder);
        CHECK_STATUS(run, (int)status);
        statuses |= 1u << status;
        n++;
    }
    CHECK(n >= 10, "only %u examples", n);
    CHECK_NUMBER(statuses, 15, "not every exit status has an example");
    remove_folder(folder);
}

/* ---- Installing ---- */

static void
all_is_installed_and_uninstalled(void)
{
    static const char *const files[] = {
        "bin/presub",
        "share/man/man1/presub.1",
        "share/bash-completion/completions/presub",
        "share/presub/schemas/check.json",
        "share/presub/schemas/common.json",
        "share/presub/profiles/rfc6121.profile",
    };
    char *folder = make_folder();
    g_autofree char *install = in_folder(folder, "make install DESTDIR=@ PREFIX=/usr");
    g_autofree char *uninstall = in_folder(folder, "make uninstall DESTDIR=@ PREFIX=/usr");
    g_autofree char *left = in_folder(folder, "find @ -type f");
    g_autofree char *usr = g_build_filename(folder, "usr", NULL);
    g_autoptr(Run) installed = run_shell(install, ".");
    CHECK_STATUS(installed, 0);
    for (guint i = 0; i < G_N_ELEMENTS(files); i++) {
        g_autofree char *path = g_build_filename(usr, files[i], NULL);
        CHECK(g_file_test(path, G_FILE_TEST_IS_REGULAR), "%s is not installed", files[i]);
    }
    g_autoptr(Run) uninstalled = run_shell(uninstall, ".");
    g_autoptr(Run) found = run_shell(left, ".");
    CHECK_STATUS(uninstalled, 0);
    CHECK_STRING(found->out, "");
    remove_folder(folder);
}

const Test manual_tests[] = {
    {"the page is clean", the_page_is_clean, FALSE},
    {"the page has each option", the_page_has_each_option, FALSE},
    {"the page has each use", the_page_has_each_use, FALSE},
    {"help has each use", help_has_each_use, FALSE},
    {"the page has each command", the_page_has_each_command, FALSE},
    {"the page has each interactive command", the_page_has_each_interactive_command, FALSE},
    {"examples of the page run", examples_of_the_page_run, FALSE},
    {"all is installed and uninstalled", all_is_installed_and_uninstalled, TRUE},
    {0},
};
