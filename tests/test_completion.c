/* Tests of the completion for bash: it has the commands and the options that the program has, and
 * knows what can stand behind them. */
#include "model/event.h"
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"
#include "tests/words.h"

#include <string.h>

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
        {"presub check openfire --set ''",
         "juliet.\nromeo.\nsubscribe-autoreply=off\nsubscribe-autoreply=on\n"},
        {"presub check rfc6121 openfire --set juliet.",
         "juliet.subscribe-autoreply=off\njuliet.subscribe-autoreply=on\n"},
        {"presub check rfc6121 openfire --set romeo.pre",
         "romeo.pre-approval=off\nromeo.pre-approval=on\n"},
        {"presub check openfire --set = juliet.",
         "juliet.subscribe-autoreply=off\njuliet.subscribe-autoreply=on\n"},
        {"presub check rfc6121 openfire --set subscribe",
         "subscribe-autoreply=off\nsubscribe-autoreply=on\n"},
        {"presub check --names ann,bob openfire --set ''",
         "ann.\nbob.\nsubscribe-autoreply=off\nsubscribe-autoreply=on\n"},
        {"presub check --names = ann,bob rfc6121 --set bob.pre",
         "bob.pre-approval=off\nbob.pre-approval=on\n"},
        {"presub check rfc6121 --set romeo.pre-approval = o", "off\non\n"},
        {"presub check --set rom", "romeo.\n"},
        {"presub diff prosody openfire --set second.",
         "second.subscribe-autoreply=off\nsecond.subscribe-autoreply=on\n"},
        {"presub export promela openfire --set romeo.",
         "romeo.subscribe-autoreply=off\nromeo.subscribe-autoreply=on\n"},
        {"presub profile show openfire --set ''",
         "subscribe-autoreply=off\nsubscribe-autoreply=on\n"},
        {"presub check rfc6121 --set pre", "pre-approval=off\npre-approval=on\n"},
        {"presub check rfc6121 --set pre-approval = o", "off\non\n"},
        {"presub check --actions subscribe,rem", "subscribe,remove\n"},
        {"presub check --properties model/properties/b", "model/properties/built-in.properties\n"},
        {"presub check --traces model/scen", "model/scenarios\n"},
        {"presub check model/profiles/openf", "model/profiles/openfire.profile\n"},
        {"presub graph --view m", "matrix\n"},
        {"presub profile ''", "list\nshow\nverify\n"},
        {"presub profile show op", "openfire\n"},
        {"presub profile verify model/profiles/op", "model/profiles/openfire.profile\n"},
        {"presub profile verify op", "openfire\n"},
        {"presub profile verify m", "model\nmongooseim\n"},
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

const Test completion_tests[] = {
    {"the script has each option", completion_has_each_option, FALSE},
    {"the script has each command", completion_has_each_command, FALSE},
    {"completion knows what stands there", completion_knows_what_stands_there, FALSE},
    {"completion knows actions and formats", completion_knows_actions_and_formats, FALSE},
    {0},
};
