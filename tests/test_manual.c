/* Tests of the manual page and of the completion for bash: both have the commands and the options
 * that the program has, neither more nor less, and what they show works. */
#include "model/event.h"
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <stdio.h>
#include <string.h>

#define PAGE "docs/presub.1"

/* ---- Options ---- */

static int
compare_words(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The words in their order, each once and on a line of its own. Free it. */
static char *
sorted_words(GPtrArray *words)
{
    GString *text = g_string_new(NULL);
    g_ptr_array_sort(words, compare_words);
    for (guint i = 0; i < words->len; i++)
        if (i == 0 || !g_str_equal(words->pdata[i - 1], words->pdata[i]))
            g_string_append_printf(text, "%s\n", (char *)words->pdata[i]);
    return g_string_free(text, FALSE);
}

/* Adds what the first group of a pattern matches in a text, with something before it. */
static void
add_matches(GPtrArray *words, const char *pattern, const char *before, const char *text)
{
    g_autoptr(GRegex) regex = g_regex_new(pattern, G_REGEX_MULTILINE, 0, NULL);
    g_autoptr(GMatchInfo) match = NULL;
    for (g_regex_match(regex, text, 0, &match); g_match_info_matches(match);
         g_match_info_next(match, NULL)) {
        g_autofree char *word = g_match_info_fetch(match, 1);
        g_ptr_array_add(words, g_strconcat(before, word, NULL));
    }
}

/* The options of a command by its own help, as words: "--in-flight", "-k". Free it. */
static char *
options_of(const char *command)
{
    g_autofree char *line = g_strdup_printf("%s --help", command);
    g_autoptr(Run) help = run_presub(line);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    CHECK_STATUS(help, 0);
    add_matches(words, "^  (?:-., )?(--[a-z-]+)", "", help->out);
    add_matches(words, "^  (-.), --", "", help->out);
    CHECK(words->len >= 2, "only %u options in %s", words->len, help->out);
    return sorted_words(words);
}

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
    g_autoptr(Run) shown = run_shell("mandoc -T utf8 " PAGE " | col -bx", ".");
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

/* ---- Completion ---- */

/* What is offered for the last of these words (quoted as in a shell), sorted. Free it. */
static char *
offered(const char *words)
{
    g_autofree char *script =
        g_strdup_printf("bash -uc 'source cli/presub.bash; COMP_WORDS=(\"$@\"); "
                        "COMP_CWORD=$(($# - 1)); _presub presub; "
                        "printf \"%%s\\n\" \"${COMPREPLY[@]}\"' bash %s",
                        words);
    g_autoptr(Run) run = run_shell(script, ".");
    g_auto(GStrv) lines = g_strsplit(g_strchomp(run->out), "\n", -1);
    g_autoptr(GPtrArray) list = g_ptr_array_new();
    CHECK_STATUS(run, 0);
    CHECK_STRING(run->err, "");
    for (guint i = 0; lines[i] != NULL; i++)
        g_ptr_array_add(list, lines[i]);
    return sorted_words(list);
}

static void
completion_has_each_option(void)
{
    g_autoptr(GPtrArray) commands = list_commands();
    for (guint i = 0; i < commands->len; i++) {
        const char *command = g_ptr_array_index(commands, i);
        g_autofree char *words = g_strdup_printf("presub %s -", command);
        g_autofree char *found = offered(words);
        g_autofree char *expected = options_of(command);
        CHECK_STRING(found, expected);
    }
}

static void
completion_has_each_command(void)
{
    g_autoptr(GPtrArray) commands = list_commands();
    g_autofree char *found = offered("presub ''");
    g_ptr_array_add(commands, g_strdup("help"));
    g_ptr_array_add(commands, g_strdup("--help"));
    g_ptr_array_add(commands, g_strdup("--version"));
    g_autofree char *expected = sorted_words(commands);
    CHECK_STRING(found, expected);
}

static void
completion_knows_what_stands_there(void)
{
    static const struct {
        const char *words, *expected;
    } cases[] = {
        {"presub che", "check\n"},
        {"presub check --us", "--users\n"},
        {"presub check --users ''", "free\nsensible\n"},
        {"presub check --users = s", "sensible\n"}, /* bash cuts --users=s so */
        {"presub check --users =", "free\nsensible\n"},
        {"presub check rfc6121 --loss ''", "any\n"},
        {"presub check --format j", "json\njunit\n"},
        {"presub check rfc", "rfc3921\nrfc6121\nrfc6121-prose\n"},
        {"presub check -k 3 --set = pre-approval = on open", "openfire\n"},
        {"presub check openfire --set ''", "subscribe-autoreply=off\nsubscribe-autoreply=on\n"},
        {"presub check rfc6121 --set pre", "pre-approval=off\npre-approval=on\n"},
        {"presub check rfc6121 --set pre-approval = o", "off\non\n"},
        {"presub check --actions subscribe,rem", "subscribe,remove\n"},
        {"presub check --properties model/properties/b", "model/properties/built-in.properties\n"},
        {"presub check --traces model/scen", "model/scenarios\n"},
        {"presub check model/profiles/openf", "model/profiles/openfire.profile\n"},
        {"presub graph --view m", "matrix\n"},
        {"presub profile ''", "list\nshow\nverify\n"},
        {"presub profile show op", "openfire\n"},
        {"presub export p", "promela\n"},
        {"presub export aut op", "openfire\n"},
        {"presub replay model/scenarios/capture-1-reject.",
         "model/scenarios/capture-1-reject.trace\n"},
        {"presub chart model/scenarios/capture-1-reject.",
         "model/scenarios/capture-1-reject.trace\n"},
        {"presub chart model/scenarios/capture-1-reject.trace op", "openfire\n"},
        {"presub chart --format m", "mermaid\nmscgen\n"},
        {"presub explain docs/captures/openfire-2", "docs/captures/openfire-2.log\n"},
        {"presub explain docs/captures/openfire-2.log --fit op", "openfire\n"},
        {"presub explain docs/captures/openfire-2.log openfire --set s",
         "subscribe-autoreply=off\nsubscribe-autoreply=on\n"},
        {"presub explain --trace docs/captures/openfire-2", "docs/captures/openfire-2.log\n"},
        {"presub live ''", "replay\ntable\n"},
        {"presub live table op", "openfire\n"},
        {"presub live replay model/scenarios/subs", "model/scenarios/subscribe-both-ways.trace\n"},
        {"presub live replay a.trace model/scenarios/subs",
         "model/scenarios/subscribe-both-ways.trace\n"},
        {"presub live table openfire --credentials README", "README.md\n"},
        {"presub live replay --logs model/scen", "model/scenarios\n"},
        {"presub live table --format j", "json\njunit\n"},
        {"presub report op", "openfire\n"},
        {"presub report rfc6121 -o model/scen", "model/scenarios\n"},
        {"presub check --resume model/scen", "model/scenarios\n"},
        {"presub graph --view s", "server\nsettled\nstates\n"},
        {"presub graph --format p", "pdf\npng\n"},
        {"presub graph --trace model/scenarios/subs",
         "model/scenarios/subscribe-both-ways.trace\n"},
        {"presub simulate --from model/scenarios/subs",
         "model/scenarios/subscribe-both-ways.trace\n"},
        {"presub check --engine b", "bitmaps\n"},
        {"presub check --only ''", "no-blindness\nno-ghost\nno-leak\nno-orphan\nno-overexposure\n"
                                   "no-reply-storm\nno-stale-online\nno-stuck\nrecoverable\n"},
        {"presub check --only no-leak,no-gh", "no-leak,no-ghost\n"},
        {"presub check --chart no-or", "no-orphan\n"},
        {"presub graph rfc6121 --highlight no-s", "no-stale-online\nno-stuck\n"},
        {"presub live table --start ''", "ejabberd\nprosody\n"},
        {"presub live replay a.trace --start prosody,e", "prosody,ejabberd\n"},
        {"presub help sim", "simulate\n"},
        {"presub nosuch --x", ""},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *found = offered(cases[i].words);
        CHECK(g_str_equal(found, cases[i].expected), "%s: expected %s, found %s", cases[i].words,
              cases[i].expected, found);
    }
}

/* What the script says itself, as no help does in a form that it could read. */
static void
completion_knows_actions_and_formats(void)
{
    g_autofree char *actions = offered("presub check --actions ''");
    g_autofree char *formats = offered("presub export ''");
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_auto(GStrv) words = g_strsplit(g_strchomp(formats), "\n", -1);
    for (guint i = 0; ps_action_names()[i] != NULL; i++)
        g_ptr_array_add(names, (gpointer)(guintptr)ps_action_names()[i]);
    g_autofree char *expected = sorted_words(names);
    CHECK_STRING(actions, expected);
    g_autoptr(Run) help = run_presub("export --help");
    g_autoptr(GPtrArray) listed = g_ptr_array_new_with_free_func(g_free);
    const char *list = strstr(help->out, "\nFormats:\n");
    g_autofree char *part = g_strndup(list, (gsize)(strstr(list, "\n\n") - list));
    add_matches(listed, "^  ([a-z]+)  ", "", part);
    CHECK_NUMBER(g_strv_length(words), listed->len, "formats of presub export");
    for (guint i = 0; i < listed->len; i++)
        CHECK(g_strv_contains((const char *const *)words, listed->pdata[i]), "no %s in %s",
              (char *)listed->pdata[i], formats);
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
    {"the page has each command", the_page_has_each_command, FALSE},
    {"the page has each interactive command", the_page_has_each_interactive_command, FALSE},
    {"examples of the page run", examples_of_the_page_run, FALSE},
    {"completion has each option", completion_has_each_option, FALSE},
    {"completion has each command", completion_has_each_command, FALSE},
    {"completion knows what stands there", completion_knows_what_stands_there, FALSE},
    {"completion knows actions and formats", completion_knows_actions_and_formats, FALSE},
    {"all is installed and uninstalled", all_is_installed_and_uninstalled, TRUE},
    {0},
};
