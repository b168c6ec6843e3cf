/* Tests of what the loader of profiles refuses: a right profile with one thing made wrong, the code
 * of the error, and the place that the message names. */
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* The errors of a text. Free with g_ptr_array_unref. */
static GPtrArray *
errors_of(const char *text, gsize length)
{
    GPtrArray *errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    g_autoptr(PsProfile) profile = ps_profile_parse(text, length, "test.profile", errors);
    CHECK((profile == NULL) == (errors->len > 0), "%u errors, and %s profile", errors->len,
          profile != NULL ? "a" : "no");
    return errors;
}

/* All messages, one a line. Free it. */
static char *
messages(const GPtrArray *errors)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < errors->len; i++) {
        const GError *error = g_ptr_array_index(errors, i);
        g_string_append_printf(text, "\n  %d %s", error->code, error->message);
    }
    return g_strdup(text->str);
}

/* TRUE if there is an error of this code whose message begins so. */
static gboolean
has_error(const GPtrArray *errors, PsProfileError code, const char *beginning)
{
    for (guint i = 0; i < errors->len; i++) {
        const GError *error = g_ptr_array_index(errors, i);
        if (g_error_matches(error, PS_PROFILE_ERROR, (gint)code) &&
            g_str_has_prefix(error->message, beginning))
            return TRUE;
    }
    return FALSE;
}

static void
check_has_error(const GPtrArray *errors, PsProfileError code, const char *beginning)
{
    g_autofree char *found = messages(errors);
    CHECK(has_error(errors, code, beginning), "expected %d %s, found:%s", (int)code, beginning,
          found);
}

/* One thing made wrong: from in the small profile becomes to. */
typedef struct {
    const char *from, *to;
    guint n; /* errors that it makes, 0: not counted */
    const char *message;
} Mistake;

static void
check_mistakes(PsProfileError code, const Mistake *mistakes, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autofree char *text = replaced(mini_profile(), mistakes[i].from, mistakes[i].to);
        g_autoptr(GPtrArray) errors = errors_of(text, strlen(text));
        g_autofree char *found = messages(errors);
        check_has_error(errors, code, mistakes[i].message);
        CHECK(mistakes[i].n == 0 || errors->len == mistakes[i].n,
              "“%s” makes %u errors instead of %u:%s", mistakes[i].to, errors->len, mistakes[i].n,
              found);
    }
}

#define CHECK_MISTAKES(code, mistakes) check_mistakes(code, mistakes, G_N_ELEMENTS(mistakes))

static void
not_a_key_file(void)
{
    static const Mistake mistakes[] = {
        {"[States]", "rubbish\n[States]", 1, "test.profile: "},
        {"[Profile]", "Name=before any group\n[Profile]", 1, "test.profile: "},
        {"[States]", "[States", 1, "test.profile: "},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_FILE, mistakes);
}

static void
not_utf8(void)
{
    static const char latin1[] = "[Profile]\nName=caf\xe9\n";
    static const char nul[] = "[Profile]\nName=a\0b\n";
    g_autoptr(GPtrArray) latin1_errors = errors_of(latin1, sizeof latin1 - 1);
    g_autoptr(GPtrArray) nul_errors = errors_of(nul, sizeof nul - 1);
    CHECK_NUMBER(latin1_errors->len, 1, "Latin 1");
    CHECK_NUMBER(nul_errors->len, 1, "a NUL byte");
    check_has_error(latin1_errors, PS_PROFILE_ERROR_FILE, "test.profile: ");
    check_has_error(nul_errors, PS_PROFILE_ERROR_FILE, "test.profile: ");
}

static void
said_twice(void)
{
    static const Mistake mistakes[] = {
        {"Name=mini", "Name=mini\nName=mini", 1, "test.profile:3: [Profile] Name: "},
        {"Asked=none ask\n", "Asked=none ask\n Asked = none\n", 0,
         "test.profile:11: [States] Asked: "},
        {"Asked=To; deliver, push", "Asked=To\nAsked=To", 1,
         "test.profile:48: [Inbound subscribed] Asked: "},
        {"[Remove]\nNone=same", "[Remove]\nNone=same\n[Remove]", 1, "test.profile:57: [Remove]: "},
        {"[States]", "[Options]\n[States]", 1, "test.profile:8: [Options]: "},
        {"[Remove]", "[Remove]\nReference=a\nReference=b", 1,
         "test.profile:57: [Remove] Reference: "},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_FILE, mistakes);
}

static void
unknown_groups(void)
{
    static const Mistake mistakes[] = {
        {"[States]", "[Sates]\n[States]", 1, "test.profile:8: [Sates]: "},
        {"[States]", "[outbound subscribe]\n[States]", 1, "test.profile:8: [outbound subscribe]: "},
        {"[States]", "[Outbound probe]\n[States]", 1, "test.profile:8: [Outbound probe]: "},
        {"[States]", "[Inbound login]\n[States]", 1, "test.profile:8: [Inbound login]: "},
        {"[States]", "[Fly if polite]\n[States]", 1, "test.profile:8: [Fly if polite]: "},
        {"[States]", "[States if polite]\n[States]", 1, "test.profile:8: [States if polite]: "},
        {"[States]", "[Remove if]\n[States]", 1, "test.profile:8: [Remove if]: "},
        {"[Remove]", "[Removed]", 2, "test.profile:55: [Removed]: "},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_GROUP, mistakes);
}

static void
missing_groups(void)
{
    static const Mistake mistakes[] = {
        {"[Remove]\nNone=same\nAsked=None\nTo=None; send unsubscribe\nFrom=None\n", "", 1,
         "test.profile: no group [Remove]"},
        {"[Inbound unsubscribed]\nNone=same\nAsked=None\nTo=None\nFrom=same\n", "", 1,
         "test.profile: no group [Inbound unsubscribed]"},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_GROUP, mistakes);
    g_autoptr(GPtrArray) errors = errors_of("", 0);
    check_has_error(errors, PS_PROFILE_ERROR_GROUP, "test.profile: no group [Profile]");
    check_has_error(errors, PS_PROFILE_ERROR_GROUP, "test.profile: no group [States]");
    check_has_error(errors, PS_PROFILE_ERROR_GROUP, "test.profile: no group [Outbound subscribe]");
}

static void
wrong_keys(void)
{
    static const Mistake mistakes[] = {
        {"Title=Small", "Title=Small\nTitel=Small", 1, "test.profile:4: [Profile] Titel: "},
        {"Title=Small", "Title=Small\nname=mini", 1, "test.profile:4: [Profile] name: "},
        {"Name=mini\n", "", 1, "test.profile:1: [Profile]: no value for Name"},
        {"Title=Small\n", "", 1, "test.profile:1: [Profile]: no value for Title"},
        {"Reference=none\n", "", 1, "test.profile:1: [Profile]: no value for Reference"},
        {"Name=mini", "Name=", 1, "test.profile:2: [Profile] Name: "},
        {"Title=Small", "Title= ", 1, "test.profile:3: [Profile] Title: "},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_KEY, mistakes);
}

static void
wrong_states(void)
{
    static const Mistake mistakes[] = {
        {"To=to\n", "To=\n", 1, "test.profile:11: [States] To: "},
        {"To=to\n", "To=ask\n", 1, "test.profile:11: [States] To: "},
        {"To=to\n", "To=ask to\n", 1, "test.profile:11: [States] To: "},
        {"To=to\n", "To=to from\n", 1, "test.profile:11: [States] To: "},
        {"To=to\n", "To=to to\n", 1, "test.profile:11: [States] To: "},
        {"To=to\n", "To=to ask ask\n", 1, "test.profile:11: [States] To: "},
        {"To=to\n", "To=to, ask\n", 1, "test.profile:11: [States] To: "},
        {"To=to\n", "To=to subscribed\n", 1, "test.profile:11: [States] To: "},
        {"To=to\n", "To=To\n", 1, "test.profile:11: [States] To: "},
        {"[States]", "[States]\nsame=none", 0, "test.profile:9: [States] same: "},
        {"[States]", "[States]\nReference=none", 0, "test.profile:9: [States] Reference: "},
        {"[States]", "[States]\npush=none", 0, "test.profile:9: [States] push: "},
        {"[States]", "[States]\nTwo  Blanks=none", 0, "test.profile:9: [States] Two  Blanks: "},
        {"[States]", "[States]\nA;B=none", 0, "test.profile:9: [States] A;B: "},
        {"[States]", "[States]\nA#B=none", 0, "test.profile:9: [States] A#B: "},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_STATE, mistakes);
}

static void
unknown_states(void)
{
    static const Mistake mistakes[] = {
        {"[Remove]", "[Remove]\nNobody=same", 1, "test.profile:56: [Remove] Nobody: "},
        {"[Remove]", "[Remove]\nto=same", 1, "test.profile:56: [Remove] to: "},
        {"Asked=To; deliver", "Asked=Too; deliver", 1,
         "test.profile:47: [Inbound subscribed] Asked: "},
        {"Asked=To; deliver", "Asked=; deliver", 1,
         "test.profile:47: [Inbound subscribed] Asked: "},
        {"Asked=To; deliver, push", "Asked=", 1, "test.profile:47: [Inbound subscribed] Asked: "},
        {"Asked=To; deliver", "Asked=To, deliver; push", 1,
         "test.profile:47: [Inbound subscribed] Asked: "},
        {"From=None; send", "Fro=None; send", 1,
         "test.profile:44: [Inbound unsubscribe if polite] Fro: "},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_STATE, mistakes);
}

static void
wrong_options(void)
{
    static const Mistake mistakes[] = {
        {"polite=off ", "polite=maybe ", 1, "test.profile:7: [Options] polite: "},
        {"polite=off ", "polite=Off ", 1, "test.profile:7: [Options] polite: "},
        {"polite=off  a freedom", "polite=off", 1, "test.profile:7: [Options] polite: "},
        {"polite=off  a freedom", "polite=", 1, "test.profile:7: [Options] polite: "},
        {"polite=off", "Rude=off no\npolite=off", 1, "test.profile:7: [Options] Rude: "},
        {"polite=off", "so rude=off no\npolite=off", 1, "test.profile:7: [Options] so rude: "},
        {"if polite]", "if rude]", 1, "test.profile:43: [Inbound unsubscribe if rude]: "},
        {"if polite]", "if ]", 1, "test.profile:43: [Inbound unsubscribe if ]: "},
        {"[Options]\npolite=off  a freedom\n", "", 1,
         "test.profile:41: [Inbound unsubscribe if polite]: "},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_OPTION, mistakes);
}

static void
wrong_effects(void)
{
    static const Mistake mistakes[] = {
        {"Asked; route, push", "Asked; fly", 1, "test.profile:14: [Outbound subscribe] None: "},
        {"Asked; route, push", "Asked; Route", 1, "test.profile:14: [Outbound subscribe] None: "},
        {"Asked; route, push", "Asked; route push", 1,
         "test.profile:14: [Outbound subscribe] None: "},
        {"Asked; route, push", "Asked; route,", 1, "test.profile:14: [Outbound subscribe] None: "},
        {"Asked; route, push", "Asked; route; push", 1,
         "test.profile:14: [Outbound subscribe] None: "},
        {"Asked; route, push", "Asked; send", 1, "test.profile:14: [Outbound subscribe] None: "},
        {"Asked; route, push", "Asked; send hello", 1,
         "test.profile:14: [Outbound subscribe] None: "},
        {"Asked; route, push", "Asked; send subscribe push", 1,
         "test.profile:14: [Outbound subscribe] None: "},
        {"Asked; route, push", "Asked; fly, walk", 2,
         "test.profile:14: [Outbound subscribe] None: "},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_EFFECT, mistakes);
}

static void
misplaced_effects(void)
{
    static const Mistake mistakes[] = {
        {"Asked; route, push", "Asked; deliver", 1, "test.profile:14: [Outbound subscribe] None: "},
        {"Asked; route, push", "Asked; route, route", 1,
         "test.profile:14: [Outbound subscribe] None: "},
        {"Asked=To; deliver, push", "Asked=To; route", 1,
         "test.profile:47: [Inbound subscribed] Asked: "},
        {"Asked=To; deliver, push", "Asked=To; deliver, push, deliver", 1,
         "test.profile:47: [Inbound subscribed] Asked: "},
        {"From=None; send", "From=None; route, send", 1,
         "test.profile:44: [Inbound unsubscribe if polite] From: "},
        {"To=None; send", "To=None; route, send", 1, "test.profile:58: [Remove] To: "},
        {"To=None; send", "To=None; deliver, send", 1, "test.profile:58: [Remove] To: "},
        {"[Remove]", "[Add]\nTo=same; route\n[Remove]", 1, "test.profile:56: [Add] To: "},
        {"[Remove]", "[Login]\nTo=same; deliver\n[Remove]", 1, "test.profile:56: [Login] To: "},
        {"[Remove]", "[Logout]\nTo=same; route\n[Remove]", 1, "test.profile:56: [Logout] To: "},
        {"[Remove]", "[Inbound probe]\nTo=same; route\n[Remove]", 1,
         "test.profile:56: [Inbound probe] To: "},
        {"To=None; send unsubscribe",
         "To=None; push, push, push, push, push, push, push, push, push", 1,
         "test.profile:58: [Remove] To: "},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_EFFECT, mistakes);
}

static void
missing_rows(void)
{
    static const Mistake mistakes[] = {
        {"None=Asked; route, push\n", "", 1, "test.profile:13: [Outbound subscribe]: "},
        {"Asked=To; deliver, push\n", "", 1, "test.profile:45: [Inbound subscribed]: "},
        {"To=None; send unsubscribe\nFrom=None\n", "", 2, "test.profile:55: [Remove]: "},
        {"From=from pending", "From=from pending\nMore=none", 9, "test.profile:56: [Remove]: "},
        {"From=None\n[Inbound unsubscribe if polite]", "[Inbound unsubscribe if polite]", 1,
         "test.profile:38: [Inbound unsubscribe]: "},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_ROW, mistakes);
}

static void
wrong_initial(void)
{
    static const Mistake mistakes[] = {
        {"Initial=None\n", "", 1, "test.profile:1: [Profile]: "},
        {"Initial=None", "Initial=", 1, "test.profile:5: [Profile] Initial: "},
        {"Initial=None", "Initial=none", 1, "test.profile:5: [Profile] Initial: "},
        {"Initial=None", "Initial=same", 1, "test.profile:5: [Profile] Initial: "},
    };
    CHECK_MISTAKES(PS_PROFILE_ERROR_INITIAL, mistakes);
}

/* n lines "sN=VALUE". Free it. */
static char *
many(guint n, const char *value)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < n; i++)
        g_string_append_printf(text, "s%u=%s\n", i, value);
    return g_strdup(text->str);
}

/* There may be 64 states and 32 options; the last line that is too much is named. */
static void
too_many(void)
{
    g_autofree char *states = many(61, "none");
    g_autofree char *options = many(32, "on why");
    g_autofree char *more_states = g_strconcat("[States]\n", states, NULL);
    g_autofree char *more_options = g_strconcat("[Options]\n", options, NULL);
    g_autofree char *text = replaced(mini_profile(), "[States]\n", more_states);
    g_autofree char *too_long = replaced(mini_profile(), "[Options]\n", more_options);
    g_autoptr(GPtrArray) errors = errors_of(text, strlen(text));
    g_autoptr(GPtrArray) option_errors = errors_of(too_long, strlen(too_long));
    check_has_error(errors, PS_PROFILE_ERROR_STATE, "test.profile:73: [States] From: more than 64");
    check_has_error(option_errors, PS_PROFILE_ERROR_OPTION,
                    "test.profile:39: [Options] polite: more than 32");
}

/* A key with a language, such as Name[de], is no key of a profile: it must not be passed over. */
static void
keys_with_a_language(void)
{
    static const Mistake mistakes[] = {
        {"Title=Small", "Title=Small\nTitle[de]=Klein", 1, "test.profile:4: "},
        {"To=to\n", "To=to\nTo[de]=nonsense\n", 1, "test.profile:12: "},
        {"[Remove]", "[Remove]\nNowhere[de]=nonsense", 1, "test.profile:56: "},
    };
    for (guint i = 0; i < G_N_ELEMENTS(mistakes); i++) {
        g_autofree char *text = replaced(mini_profile(), mistakes[i].from, mistakes[i].to);
        g_autoptr(GPtrArray) errors = errors_of(text, strlen(text));
        const GError *first = errors->len > 0 ? g_ptr_array_index(errors, 0) : NULL;
        CHECK(errors->len == mistakes[i].n, "“%s” makes %u errors", mistakes[i].to, errors->len);
        CHECK_CONTAINS(first != NULL ? first->message : NULL, mistakes[i].message);
    }
}

/* The small profile with one mistake of each kind. Free it. */
static char *
all_wrong(void)
{
    static const char *const changes[][2] = {
        {"Name=mini", "Name=mini\nNam=mini"},
        {"Initial=None", "Initial=Nobody"},
        {"polite=off ", "polite=perhaps "},
        {"To=to\n", "To=towards\n"},
        {"[States]", "[Rubbish]\n[States]"},
        {"Asked; route, push", "Asked; fly"},
        {"Asked=To; deliver, push\n", ""},
        {"[Remove]", "[Remove]\nNobody=same"},
        {"From=None; send unsubscribed", "From=None\nFrom=None"},
    };
    char *text = g_strdup(mini_profile());
    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        char *changed = replaced(text, changes[i][0], changes[i][1]);
        g_free(text);
        text = changed;
    }
    return text;
}

static void
all_errors_are_reported(void)
{
    g_autofree char *text = all_wrong();
    g_autoptr(GPtrArray) errors = errors_of(text, strlen(text));
    g_autofree char *found = messages(errors);
    CHECK(errors->len == 9, "expected 9 errors, found:%s", found);
    for (gint code = PS_PROFILE_ERROR_FILE; code <= PS_PROFILE_ERROR_INITIAL; code++)
        check_has_error(errors, (PsProfileError)code, "test.profile:");
}

const Test profile_errors_tests[] = {
    {"not a key file", not_a_key_file, FALSE},
    {"not UTF-8", not_utf8, FALSE},
    {"said twice", said_twice, FALSE},
    {"unknown groups", unknown_groups, FALSE},
    {"missing groups", missing_groups, FALSE},
    {"wrong keys", wrong_keys, FALSE},
    {"wrong states", wrong_states, FALSE},
    {"unknown states", unknown_states, FALSE},
    {"wrong options", wrong_options, FALSE},
    {"wrong effects", wrong_effects, FALSE},
    {"misplaced effects", misplaced_effects, FALSE},
    {"missing rows", missing_rows, FALSE},
    {"wrong initial", wrong_initial, FALSE},
    {"too many", too_many, FALSE},
    {"keys with a language", keys_with_a_language, FALSE},
    {"all errors are reported", all_errors_are_reported, FALSE},
    {0},
};
