/* Tests of traces: what is read, what is refused and where, and that what is written can be read.
 */
#include "model/trace.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static PsTrace *
parse(const char *text)
{
    g_autoptr(GError) error = NULL;
    PsTrace *trace = ps_trace_parse(text, strlen(text), "test.trace", &error);
    REQUIRE(trace != NULL, "%s", error->message);
    return trace;
}

/* A line of a trace as it was understood. Free it. */
static char *
line_text(const PsWorld *world, const PsTraceLine *line)
{
    g_autofree char *item =
        line->item.subscription != NULL ? ps_item_text(&line->item) : g_strdup("");
    switch (line->kind) {
    case PS_LINE_STEP:
        return ps_step_text(world, line->step);
    case PS_LINE_SETTLE:
        return g_strdup("settle");
    case PS_LINE_EXPECT_STATE:
        return g_strdup_printf("%u in %s", line->side, line->state);
    case PS_LINE_EXPECT_ITEM:
        return g_strdup_printf("%u shows %s", line->side, item);
    case PS_LINE_EXPECT_PUSH:
        return g_strdup_printf("%u was pushed %s", line->side, item);
    }
    g_assert_not_reached();
}

/* Checks the only line of a trace without a head. */
static void
check_line(const char *text, const char *expected)
{
    g_autoptr(Setting) setting = setting_new("rfc6121");
    g_autoptr(PsTrace) trace = parse(text);
    REQUIRE(ps_trace_n_lines(trace) == 1, "“%s” is %u lines", text, ps_trace_n_lines(trace));
    g_autofree char *found = line_text(setting->world, ps_trace_line(trace, 0));
    CHECK(g_str_equal(found, expected), "“%s”: expected “%s”, found “%s”", text, expected, found);
}

static void
steps_are_read(void)
{
    check_line("romeo subscribe", "romeo subscribe");
    check_line("\tjuliet   logout  # good night\r\n", "juliet logout");
    check_line("juliet receives unsubscribed", "juliet receives unsubscribed");
    check_line("romeo receives error", "romeo receives error");
    check_line("lose subscribed to romeo", "lose subscribed to romeo");
    check_line("repeat subscribe to juliet", "repeat subscribe to juliet");
    check_line("bounce probe to juliet", "bounce probe to juliet");
    check_line("settle#now", "settle");
}

static void
expectations_are_read(void)
{
    check_line("expect romeo None + Pending Out", "0 in None + Pending Out");
    check_line("expect juliet   None +   Pending  In # asked", "1 in None + Pending In");
    check_line("expect juliet Unheard Of", "1 in Unheard Of");
    check_line("expect romeo subscription=none ask=subscribe",
               "0 shows subscription=none ask=subscribe");
    check_line("expect romeo subscription=to approved=true",
               "0 shows subscription=to approved=true");
    check_line("expect juliet push subscription=from", "1 was pushed subscription=from");
    check_line("expect juliet push subscription=from ask=unsubscribe",
               "1 was pushed subscription=from ask=unsubscribe");
    check_line("expect juliet push subscription=remove", "1 was pushed subscription=remove");
}

/* Every step that there is, as it is printed. */
static void
printed_steps_can_be_read(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121");
    for (guint kind = PS_STEP_ACTION; kind <= PS_STEP_BOUNCE; kind++) {
        guint n = kind == PS_STEP_ACTION ? PS_N_ACTIONS : PS_N_PRESENCES;
        for (guint side = 0; side < 2; side++) {
            for (guint what = 0; what < n; what++) {
                PsStep step = {(guint8)kind, (guint8)side, (guint8)what};
                g_autofree char *text = ps_step_text(setting->world, step);
                g_autoptr(PsTrace) trace = parse(text);
                CHECK(ps_trace_n_lines(trace) == 1 &&
                          ps_step_equal(ps_trace_line(trace, 0)->step, step),
                      "“%s” comes back as something else", text);
            }
        }
    }
}

static void
head_has_defaults(void)
{
    g_autoptr(PsTrace) trace = parse("");
    CHECK_STRING(ps_trace_file(trace), "test.trace");
    CHECK_STRING(ps_trace_profile(trace, 0), NULL);
    CHECK_STRING(ps_trace_name(trace, 0), "romeo");
    CHECK_STRING(ps_trace_name(trace, 1), "juliet");
    CHECK(ps_trace_settings(trace)[0] == NULL, "there are settings");
    CHECK(!ps_trace_availability(trace) && !ps_trace_any_order(trace), "modes are on");
    CHECK_NUMBER(ps_trace_n_lines(trace), 0, "lines");
    ps_trace_free(NULL); /* does nothing */
}

static void
head_is_read(void)
{
    g_autoptr(PsTrace) trace = parse("# a comment\n\nprofile rfc6121 'my own.profile' # it's two\n"
                                     "names zxl1 zxl2\nset zxl1.pre-approval=on\n"
                                     "set auto-subscribed=off # both\navailability\norder any\n\n"
                                     "zxl2 receives probe\n");
    const char *const *settings = ps_trace_settings(trace);
    CHECK_STRING(ps_trace_profile(trace, 0), "rfc6121");
    CHECK_STRING(ps_trace_profile(trace, 1), "my own.profile");
    CHECK_STRING(ps_trace_name(trace, 0), "zxl1");
    CHECK_STRING(ps_trace_name(trace, 1), "zxl2");
    REQUIRE(settings[0] != NULL && settings[1] != NULL && settings[2] == NULL, "not two settings");
    CHECK_STRING(settings[0], "zxl1.pre-approval=on");
    CHECK_STRING(settings[1], "auto-subscribed=off");
    CHECK(ps_trace_availability(trace), "availability is off");
    CHECK(ps_trace_any_order(trace), "order is not any");
    REQUIRE(ps_trace_n_lines(trace) == 1, "not one line");
    CHECK_NUMBER(ps_trace_line(trace, 0)->number, 10, "the number of the line");
    CHECK_NUMBER(ps_trace_line(trace, 0)->step.side, 1, "zxl2");
}

static void
one_profile_is_for_both(void)
{
    g_autoptr(PsTrace) trace = parse("profile openfire");
    CHECK_STRING(ps_trace_profile(trace, 0), "openfire");
    CHECK_STRING(ps_trace_profile(trace, 1), "openfire");
}

/* ---- What is refused ---- */

static void
check_refused(const char *text, gsize length, PsTraceError code, const char *beginning,
              const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsTrace) trace = ps_trace_parse(text, length, "test.trace", &error);
    REQUIRE(trace == NULL && error != NULL, "“%s” is accepted", text);
    CHECK(g_error_matches(error, PS_TRACE_ERROR, (gint)code), "“%s”: another error: %s", text,
          error->message);
    CHECK(g_str_has_prefix(error->message, beginning), "“%s”: %s", text, error->message);
    CHECK_CONTAINS(error->message, part);
}

static void
wrong_lines_are_refused(void)
{
    static const struct {
        const char *line, *part;
    } cases[] = {
        {"mercutio subscribe", "“mercutio”"},
        {"romeo", "romeo"},
        {"romeo fly", "romeo"},
        {"romeo subscribe juliet", "romeo"},
        {"romoe subscribe", "; found “romoe”; did you mean romeo?"},
        {"setle", "did you mean settle?"},
        {"romeo subcribe", "login or logout; did you mean subscribe?"},
        {"romeo receives unavialable", "found “unavialable”; did you mean unavailable?"},
        {"expect juilet To", "found “juilet”; did you mean juliet?"},
        {"romeo receives", "romeo"},
        {"romeo receives hello", "“hello”"},
        {"romeo receives subscribe twice", "romeo"},
        {"Romeo subscribe", "“Romeo”"},
        {"settle down", "settle"},
        {"lose subscribe", "lose PRESENCE to SIDE"},
        {"lose subscribe at romeo", "lose PRESENCE to SIDE"},
        {"lose hello to romeo", "“hello”"},
        {"repeat subscribe to mercutio", "“mercutio”"},
        {"bounce subscribe to romeo now", "bounce PRESENCE to SIDE"},
        {"expect", "expect"},
        {"expect romeo", "expect"},
        {"expect mercutio None", "“mercutio”"},
        {"expect romeo push", "push"},
        {"expect romeo push None", "“None”"},
        {"expect romeo push ask=subscribe", "ask=subscribe"},
        {"expect romeo subscription=maybe", "subscription=maybe"},
        {"expect romeo subscription=", "subscription="},
        {"expect romeo subscription=to ask=maybe", "ask=maybe"},
        {"expect romeo subscription=to subscription=to", "subscription=to"},
        {"expect romeo subscription=to ask=subscribe ask=subscribe", "ask=subscribe"},
        {"expect romeo subscription=to colour=red", "colour=red"},
        {"expect romeo colour=red", "colour=red"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = g_strdup_printf("# comment\n\n%s\nsettle\n", cases[i].line);
        check_refused(text, strlen(text), PS_TRACE_ERROR_SYNTAX, "test.trace:3: ", cases[i].part);
    }
}

static void
wrong_heads_are_refused(void)
{
    static const struct {
        const char *text, *beginning, *part;
    } cases[] = {
        {"profile", "test.trace:1: ", "profile"},
        {"profile a b c", "test.trace:1: ", "4 words"},
        {"profile 'a", "test.trace:1: ", ""},
        {"profile a\nprofile b", "test.trace:2: ", "profile"},
        {"settle\nprofile a", "test.trace:2: ", "profile"},
        {"names a", "test.trace:1: ", "names A B"},
        {"names a b c", "test.trace:1: ", "names A B"},
        {"romeo subscribe\nnames a b", "test.trace:2: ", "names"},
        {"names a b\nromeo subscribe", "test.trace:2: ", "“romeo”"},
        {"set", "test.trace:1: ", "set"},
        {"set a=on b=on", "test.trace:1: ", "set"},
        {"settle\nset a=on", "test.trace:2: ", "set"},
        {"availability on", "test.trace:1: ", "availability"},
        {"expect romeo None\navailability", "test.trace:2: ", "availability"},
        {"order", "test.trace:1: ", "order"},
        {"order fifo", "test.trace:1: ", "order"},
        {"settle\norder any", "test.trace:2: ", "order"},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++)
        check_refused(cases[i].text, strlen(cases[i].text), PS_TRACE_ERROR_SYNTAX,
                      cases[i].beginning, cases[i].part);
}

static void
other_bytes_are_refused(void)
{
    static const char latin1[] = "settle # caf\xe9";
    static const char nul[] = "settle\0settle";
    check_refused(latin1, sizeof latin1 - 1, PS_TRACE_ERROR_FILE, "test.trace", "UTF-8");
    check_refused(nul, sizeof nul - 1, PS_TRACE_ERROR_FILE, "test.trace", "UTF-8");
}

static void
files_are_loaded(void)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(GError) missing = NULL;
    g_autoptr(PsTrace) trace = ps_trace_load("model/scenarios/capture-1-reject.trace", &error);
    REQUIRE(trace != NULL, "%s", error->message);
    CHECK_STRING(ps_trace_file(trace), "model/scenarios/capture-1-reject.trace");
    CHECK_STRING(ps_trace_name(trace, 1), "zxl2");
    CHECK(ps_trace_load("model/scenarios/none.trace", &missing) == NULL, "it is loaded");
    CHECK(g_error_matches(missing, PS_TRACE_ERROR, PS_TRACE_ERROR_FILE), "another error");
    CHECK_CONTAINS(missing->message, "none.trace");
}

/* ---- What is written ---- */

static void
check_header(const char *line, const char *const *profiles, const char *expected)
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autofree char *header = ps_trace_header(setting->world, profiles);
    CHECK_STRING(header, expected);
    g_autoptr(PsTrace) trace = parse(header);
    for (guint side = 0; side < 2; side++) {
        CHECK_STRING(ps_trace_profile(trace, side), profiles[side]);
        CHECK_STRING(ps_trace_name(trace, side), ps_world_name(setting->world, side));
    }
    CHECK(ps_trace_availability(trace) == setting->options.availability, "%s", header);
    CHECK(ps_trace_any_order(trace) == setting->options.any_order, "%s", header);
    CHECK_NUMBER(ps_trace_n_lines(trace), 0, "lines of a header");
}

static void
headers_can_be_read(void)
{
    static const char *const same[] = {"rfc6121", "rfc6121"};
    static const char *const two[] = {"rfc6121", "./openfire.profile"};
    static const char *const odd[] = {"my own/it's #1.profile", ""};
    check_header("rfc6121", same, "profile rfc6121\n");
    check_header("rfc6121 k=5 loss=any sensible", same, "profile rfc6121\n");
    check_header("rfc6121 availability bag", same, "profile rfc6121\navailability\norder any\n");
    check_header("rfc6121 openfire auto-subscribed=off pre-approval=on", two,
                 "profile rfc6121 ./openfire.profile\nset romeo.auto-subscribed=off\n"
                 "set romeo.pre-approval=on\n");
    check_header("rfc6121 b:pre-approval=on", same,
                 "profile rfc6121\nset juliet.pre-approval=on\n");
    check_header("rfc6121", odd, "profile 'my own/it'\\''s #1.profile' ''\n");
}

static void
headers_name_others(void)
{
    static const char *const profiles[] = {"rfc6121", "rfc6121"};
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    ps_profile_set_option(profile, "auto-unsubscribed", FALSE, NULL);
    PsWorldOptions options = options_for(profile, profile, 2);
    options.names[0] = "zxl1";
    g_autoptr(PsWorld) world = make_world(&options);
    g_autofree char *header = ps_trace_header(world, profiles);
    CHECK_STRING(header, "profile rfc6121\nnames zxl1 juliet\nset zxl1.auto-unsubscribed=off\n"
                         "set juliet.auto-unsubscribed=off\n");
}

const Test trace_tests[] = {
    {"steps are read", steps_are_read, FALSE},
    {"expectations are read", expectations_are_read, FALSE},
    {"printed steps can be read", printed_steps_can_be_read, FALSE},
    {"head has defaults", head_has_defaults, FALSE},
    {"head is read", head_is_read, FALSE},
    {"one profile is for both", one_profile_is_for_both, FALSE},
    {"wrong lines are refused", wrong_lines_are_refused, FALSE},
    {"wrong heads are refused", wrong_heads_are_refused, FALSE},
    {"other bytes are refused", other_bytes_are_refused, FALSE},
    {"files are loaded", files_are_loaded, FALSE},
    {"headers can be read", headers_can_be_read, FALSE},
    {"headers name others", headers_name_others, FALSE},
    {0},
};
