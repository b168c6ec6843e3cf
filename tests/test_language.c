/* Tests of the property language: what is refused, where, and with which words. */
#include "model/property.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

typedef struct {
    const char *text;
    const char *message; /* after "f:" */
    PsPropertyError code;
} Wrong;

/* Each text must be refused with this message, and leave the properties as they were. */
static void
check_wrong(const PsWorldOptions *options, const Wrong *wrong, guint n)
{
    g_autoptr(PsProperties) properties = ps_properties_new(options);
    guint before = ps_properties_n(properties);
    for (guint i = 0; i < n; i++) {
        g_autoptr(GError) error = NULL;
        g_autofree char *expected = g_strconcat("f:", wrong[i].message, NULL);
        gboolean right =
            ps_properties_add(properties, wrong[i].text, strlen(wrong[i].text), "f", &error);
        REQUIRE(!right && error != NULL, "“%s” is accepted", wrong[i].text);
        CHECK_STRING(error->message, expected);
        CHECK(g_error_matches(error, PS_PROPERTY_ERROR, (int)wrong[i].code), "%s: code %d",
              error->message, error->code);
        CHECK_NUMBER(ps_properties_n(properties), before, "%s", wrong[i].text);
    }
}

static void
check_wrong_here(const Wrong *wrong, guint n)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 openfire");
    check_wrong(&setting->options, wrong, n);
}

#define SYNTAX PS_PROPERTY_ERROR_SYNTAX
#define NAME PS_PROPERTY_ERROR_NAME
#define TYPE PS_PROPERTY_ERROR_TYPE
#define OPERAND "expected something like romeo.to, in_flight, a number or (, found "
#define AFTER "expected and, or, implies, a comparison, or the next property, found "
#define TOKEN \
    "expected a word of letters, digits, _ and -, a string in quotes, a number or a sign, found "
#define WORDS                                                                             \
    "expected to, from, ask, unask, pending, approved, unlisted, online, sees, state or " \
    "sent(PRESENCE), found "
#define KIND "expected settled, always, reachable or recoverable, found "

static void
heads_that_are_wrong(void)
{
    static const Wrong wrong[] = {
        {"", "1:1: " KIND "the end", SYNTAX},
        {" # nothing", "1:11: " KIND "the end", SYNTAX},
        {"never x: true", "1:1: " KIND "“never”", SYNTAX},
        {"setled x: true", "1:1: " KIND "“setled”; did you mean settled?", SYNTAX},
        {"12", "1:1: " KIND "12", SYNTAX},
        {"always: true", "1:7: expected a name for the property such as no-leak, found “:”",
         SYNTAX},
        {"always \"x\": true",
         "1:8: expected a name for the property such as no-leak, found the string “x”", SYNTAX},
        {"always x true", "1:10: expected what the property means in quotes, or :, found “true”",
         SYNTAX},
        {"always x \"a\" \"b\": true", "1:14: expected :, found the string “b”", SYNTAX},
        {"always x", "1:9: expected what the property means in quotes, or :, found the end",
         SYNTAX},
        {"always x: true\nsettled x: false",
         "2:9: expected a name that no other property has, found “x”", NAME},
    };
    check_wrong_here(wrong, G_N_ELEMENTS(wrong));
}

static void
expressions_that_are_wrong(void)
{
    static const Wrong wrong[] = {
        {"always x:", "1:10: " OPERAND "the end", SYNTAX},
        {"always x: tru", "1:11: " OPERAND "“tru”; did you mean true?", SYNTAX},
        {"always x: in-flight = 0", "1:11: " OPERAND "“in-flight”; did you mean in_flight?",
         SYNTAX},
        {"always x: true and", "1:19: " OPERAND "the end", SYNTAX},
        {"always x: not", "1:14: " OPERAND "the end", SYNTAX},
        {"always x: ()", "1:12: " OPERAND "“)”", SYNTAX},
        {"always x: !true", "1:11: " OPERAND "“!”; did you mean not?", SYNTAX},
        {"always x: true && false", "1:16: " AFTER "“&&”; did you mean and?", SYNTAX},
        {"always x: true | false", "1:16: " AFTER "“|”; did you mean or?", SYNTAX},
        {"always x: 1 == 1", "1:13: expected a comparison, found “==”; did you mean =?", SYNTAX},
        {"always x: true == true", "1:16: expected a comparison, found “==”; did you mean =?",
         SYNTAX},
        {"always x: true implys true", "1:16: " AFTER "“implys”; did you mean implies?", SYNTAX},
        {"always x: romeo.to juliet.to", "1:20: " AFTER "“juliet”", SYNTAX},
        {"always x: true)", "1:15: " AFTER "“)”", SYNTAX},
        {"always x: (true", "1:16: expected and, or, implies, a comparison or ), found the end",
         SYNTAX},
        {"always x: true = true = true",
         "1:23: expected one comparison, or parentheses around the one before this, found “=”",
         SYNTAX},
        {"always x: 4294967296 > 0", "1:11: expected a number up to 4294967295, found 4294967296",
         SYNTAX},
        {"always x: 99999999999999999999999 > 0",
         "1:11: expected a number up to 4294967295, found 99999999999999999999999", SYNTAX},
    };
    check_wrong_here(wrong, G_N_ELEMENTS(wrong));
}

static void
names_that_are_wrong(void)
{
    static const Wrong wrong[] = {
        {"always x: mercutio.to",
         "1:11: expected romeo, juliet, watcher or publisher, found “mercutio”", NAME},
        {"always x: rome.to",
         "1:11: expected romeo, juliet, watcher or publisher, found “rome”; did you mean romeo?",
         NAME},
        {"always x: \"publihser\".to",
         "1:11: expected romeo, juliet, watcher or publisher, found the string “publihser”; did "
         "you mean publisher?",
         NAME},
        {"always x: romeo.form", "1:17: " WORDS "“form”; did you mean from?", NAME},
        {"always x: romeo.\"to\"", "1:17: " WORDS "the string “to”; did you mean to?", NAME},
        {"always x: romeo.", "1:17: " WORDS "the end", NAME},
        {"always x: romeo.state < 1", "1:23: expected = or != after state, found “<”", SYNTAX},
        {"always x: romeo.state == 'To'",
         "1:23: expected = or != after state, found “==”; did you mean =?", SYNTAX},
        {"always x: romeo.state = To",
         "1:25: expected the name of a state in quotes as in \"To + Pending In\", found “To”",
         TYPE},
        {"always x: romeo.state = \"Absent\"",
         "1:25: expected a state of rfc6121 such as \"None\", found the string “Absent”", NAME},
        {"always x: juliet.state = \"Absnet\"",
         "1:26: expected a state of openfire such as \"Absent\", found the string “Absnet”; did "
         "you "
         "mean Absent?",
         NAME},
        {"always x: watcher.state = 'None + Aks'",
         "1:27: expected a state of rfc6121 or openfire such as \"None\", found the string “None + "
         "Aks”; did you mean None + Ask?",
         NAME},
        {"always x: romeo.sent = 1", "1:22: expected ( and a presence after sent, found “=”",
         SYNTAX},
        {"always x: romeo.sent(subcribe) = 1",
         "1:22: expected a presence such as subscribe, found “subcribe”; did you mean subscribe?",
         NAME},
        {"always x: romeo.sent(probe = 1", "1:28: expected ) after the presence, found “=”",
         SYNTAX},
    };
    check_wrong_here(wrong, G_N_ELEMENTS(wrong));
}

#define TRUTH "expected a truth value, or a comparison such as in_flight = 0, found "

static void
types_that_are_wrong(void)
{
    static const Wrong wrong[] = {
        {"always x: 1", "1:11: " TRUTH "1", TYPE},
        {"always x: in_flight", "1:11: " TRUTH "“in_flight”", TYPE},
        {"always x: (in_flight)", "1:11: " TRUTH "“(”", TYPE},
        {"always x: not in_flight", "1:15: " TRUTH "“in_flight”", TYPE},
        {"always x: 1 and true", "1:11: " TRUTH "1", TYPE},
        {"always x: true and 1", "1:20: " TRUTH "1", TYPE},
        {"always x: 1 or true", "1:11: " TRUTH "1", TYPE},
        {"always x: true or romeo.sent(probe)", "1:19: " TRUTH "“romeo”", TYPE},
        {"always x: 1 implies true", "1:11: " TRUTH "1", TYPE},
        {"always x: true implies 1", "1:24: " TRUTH "1", TYPE},
        {"always x: in_flight = true", "1:23: expected a number to compare with, found “true”",
         TYPE},
        {"always x: romeo.to = 1", "1:22: expected a truth value to compare with, found 1", TYPE},
        {"always x: romeo.to < juliet.to",
         "1:20: expected a number before it, or = or !=, found “<”", TYPE},
    };
    check_wrong_here(wrong, G_N_ELEMENTS(wrong));
}

static void
characters_that_are_wrong(void)
{
    static const Wrong wrong[] = {
        {"always x: true;", "1:15: " TOKEN "“;”", SYNTAX},
        {"always x: müller.to", "1:12: " TOKEN "“ü”", SYNTAX},
        {"\xef\xbb\xbf"
         "always x: true",
         "1:1: " TOKEN "U+FEFF", SYNTAX},
        {"always x: 3x > 0", "1:11: expected a number of digits only, found “3x”", SYNTAX},
        {"always x: 0x10 > 0", "1:11: expected a number of digits only, found “0x10”", SYNTAX},
        {"always x \"it: true",
         "1:10: expected the string that begins here to end in this line, found the end", SYNTAX},
        {"always x 'it: true\n# ' ",
         "1:10: expected the string that begins here to end in this "
         "line, found the end of the line",
         SYNTAX},
        {"always x \"a\033[1m\": true",
         "1:12: expected characters that can be seen in a string, found U+001B", SYNTAX},
        {"always x \"\xe2\x80\xae\": true",
         "1:11: expected characters that can be seen in a string, found U+202E", SYNTAX},
        {"always x \"a\\n\": true",
         "1:12: expected \\\" or \\\\ for a quote or a backslash in a string, found “n”", SYNTAX},
        {"always x \"a\\000\": true",
         "1:12: expected \\\" or \\\\ for a quote or a backslash in a string, found “0”", SYNTAX},
        {"always x: true \xff", "1:16: expected UTF-8 text, found the byte 0xFF",
         PS_PROPERTY_ERROR_FILE},
        /* the first error is the one that is told */
        {"allways x: ;", "1:1: " KIND "“allways”; did you mean always?", SYNTAX},
        {"always x: true 'it",
         "1:16: expected the string that begins here to end in this line, "
         "found the end",
         SYNTAX},
        /* columns are characters: a tab is one, and so is an umlaut; lines may end as on Windows */
        {"always x \"für\":\r\n\ttrue nor\r\n", "2:7: " AFTER "“nor”; did you mean or?", SYNTAX},
        {"always x \"für\": truth", "1:17: " OPERAND "“truth”; did you mean true?", SYNTAX},
        {"# für\n\n\n\talways x: true or\n\n", "6:1: " OPERAND "the end", SYNTAX},
    };
    check_wrong_here(wrong, G_N_ELEMENTS(wrong));
    g_autoptr(Setting) setting = setting_new("mini");
    g_autoptr(GError) error = NULL;
    CHECK(!ps_properties_add(setting->properties, "always x:\0true", 14, "f", &error),
          "a NUL byte");
    CHECK_STRING(error->message, "f:1:10: expected UTF-8 text, found the byte 0x00");
}

/* n times the text, then the end. Free it. */
static char *
repeated(const char *begin, const char *text, guint n, const char *end)
{
    g_autoptr(GString) all = g_string_new(begin);
    for (guint i = 0; i < n; i++)
        g_string_append(all, text);
    return g_strconcat(all->str, end, NULL);
}

/* The parser's answer to a long text: NULL or a message. Free it. */
static char *
answer_to(const Setting *setting, const char *text, gsize length)
{
    g_autoptr(PsProperties) properties = ps_properties_new(&setting->options);
    GError *error = NULL;
    if (ps_properties_add(properties, text, length, "f", &error))
        return NULL;
    char *message = g_strdup(error->message);
    g_error_free(error);
    return message;
}

/* Adds n properties in one text; the error, or NULL. Free it. */
static char *
add_many(guint n)
{
    g_autoptr(Setting) setting = setting_new("mini");
    g_autoptr(PsProperties) properties = ps_properties_new(&setting->options);
    g_autoptr(GString) text = g_string_new(NULL);
    g_autoptr(GError) error = NULL;
    for (guint i = 0; i < n; i++)
        g_string_append_printf(text, "always x%u: true\n", i);
    return ps_properties_add(properties, text->str, text->len, "f", &error)
               ? NULL
               : g_strdup(error->message);
}

static void
properties_are_bounded(void)
{
    g_autofree char *most = add_many(1000);
    g_autofree char *more = add_many(1001);
    CHECK_STRING(most, NULL);
    CHECK_STRING(more, "f:1001:1: expected no more than 1000 properties in a text, found “always”");
}

static void
sizes_are_bounded(void)
{
    static const struct {
        const char *text, *end;
        guint most;
        const char *message;
    } bounds[] = {
        {"(", "", 99,
         "f:1:111: expected no more than 100 expressions within each other, found “(”"},
        {"not ", "true", 99,
         "f:1:411: expected no more than 100 expressions within each other, found “not”"},
        {"true implies ", "true", 99,
         "f:1:1311: expected no more than 100 expressions within each other, found “true”"},
        {"true or ", "true", 999,
         "f:1:8011: expected no more than 1000 operands in an expression, found “true”"},
    };
    g_autoptr(Setting) setting = setting_new("mini");
    for (guint i = 0; i < G_N_ELEMENTS(bounds); i++) {
        g_autofree char *most = repeated("always x: ", bounds[i].text, bounds[i].most, "true");
        g_autofree char *closing = repeated(most, ")", i == 0 ? bounds[i].most : 0, "");
        g_autofree char *more =
            repeated("always x: ", bounds[i].text, bounds[i].most + 2, bounds[i].end);
        g_autofree char *right = answer_to(setting, closing, strlen(closing));
        g_autofree char *wrong = answer_to(setting, more, strlen(more));
        CHECK_STRING(right, NULL);
        CHECK_STRING(wrong, bounds[i].message);
    }
    g_autofree char *comment = repeated("always x: true\n#", " ", (1 << 20) - 16, "");
    g_autofree char *longer = g_strconcat(comment, " ", NULL);
    g_autofree char *right = answer_to(setting, comment, strlen(comment));
    g_autofree char *wrong = answer_to(setting, longer, strlen(longer));
    CHECK_STRING(right, NULL);
    CHECK_STRING(wrong, "f: expected at most 1048576 bytes of properties, found 1048577");
}

const Test language_tests[] = {
    {"heads that are wrong", heads_that_are_wrong, FALSE},
    {"expressions that are wrong", expressions_that_are_wrong, FALSE},
    {"names that are wrong", names_that_are_wrong, FALSE},
    {"types that are wrong", types_that_are_wrong, FALSE},
    {"characters that are wrong", characters_that_are_wrong, FALSE},
    {"sizes are bounded", sizes_are_bounded, FALSE},
    {"properties are bounded", properties_are_bounded, FALSE},
    {0},
};
