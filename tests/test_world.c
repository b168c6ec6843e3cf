/* Tests of worlds: what can be made and what not, where it starts, what its moves are. */
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

static void
initial_state_is_as_defined(void)
{
    g_autoptr(Setting) plain = setting_new("openfire rfc6121 k=2");
    g_autoptr(Setting) full = setting_new("openfire availability loss=3 repeat=any bounce=15");
    PsState plain_state = ps_world_initial(plain->world);
    PsState full_state = ps_world_initial(full->world);
    g_autofree char *plain_text = state_text(plain->world, &plain_state);
    g_autofree char *full_text = state_text(full->world, &full_state);
    CHECK_STRING(plain_text, "Absent | None | |");
    CHECK_STRING(full_text, "Absent | Absent | | | online 11 sees 00 | left 3 | left 15");
    CHECK(ps_state_is_settled(&full_state), "not settled");
    CHECK_NUMBER(full_state.left[PS_REPEAT], 0, "any needs no counter");
}

/* ---- What cannot be made ---- */

static void
check_refused(const PsWorldOptions *options, PsWorldError code, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsWorld) world = ps_world_new(options, &error);
    REQUIRE(world == NULL && error != NULL, "the world with “%s” is made", part);
    CHECK(g_error_matches(error, PS_WORLD_ERROR, (gint)code), "%s", error->message);
    CHECK_CONTAINS(error->message, part);
}

static void
wrong_bounds_are_refused(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    static const guint wrong[] = {0, PS_MAX_IN_FLIGHT + 1, 64, 1000, G_MAXUINT};
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        g_autofree char *number = g_strdup_printf("%u", wrong[i]);
        PsWorldOptions options = options_for(profile, profile, wrong[i]);
        check_refused(&options, PS_WORLD_ERROR_BOUND, number);
    }
}

static void
wrong_budgets_are_refused(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    for (guint fault = 0; fault < PS_N_FAULTS; fault++) {
        PsWorldOptions options = options_for(profile, profile, 2);
        options.faults[fault] = PS_MAX_BUDGET + 1;
        check_refused(&options, PS_WORLD_ERROR_BOUND, "16");
        options.faults[fault] = -2;
        check_refused(&options, PS_WORLD_ERROR_BOUND, "-2");
        options.faults[fault] = PS_MAX_BUDGET;
        g_autoptr(PsWorld) world = make_world(&options);
        CHECK(world != NULL, "the largest budget is refused");
    }
}

static void
wrong_names_are_refused(void)
{
    static const char *const wrong[] = {
        "",       "two words", "tab\tbed",  "line\nend", "a#b",       "a=b",          "a,b",
        "a.b",    "profile",   "names",     "lose",      "repeat",    "bounce",       "settle",
        "expect", "watcher",   "publisher", "\xff\xff",  "a\033[31m", "a\xe2\x80\xae"};
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    for (guint i = 0; i < G_N_ELEMENTS(wrong); i++) {
        gboolean invisible = strpbrk(wrong[i], "\t\n\033\xff\xe2") != NULL;
        for (guint side = 0; side < 2; side++) {
            PsWorldOptions options = options_for(profile, profile, 2);
            options.names[side] = wrong[i];
            check_refused(&options, PS_WORLD_ERROR_NAMES, invisible ? "cannot be seen" : wrong[i]);
        }
    }
    PsWorldOptions same = options_for(profile, profile, 2);
    same.names[0] = same.names[1] = "mercutio";
    check_refused(&same, PS_WORLD_ERROR_NAMES, "mercutio");
}

static void
names_are_copied(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    char name[] = "zxl1";
    PsWorldOptions options = options_for(profile, profile, 2);
    options.names[0] = name;
    options.names[1] = "Юлия-2";
    g_autoptr(PsWorld) world = make_world(&options);
    name[0] = '?';
    CHECK_STRING(ps_world_name(world, 0), "zxl1");
    CHECK_STRING(ps_world_options(world)->names[0], "zxl1");
    CHECK_STRING(ps_world_name(world, 1), "Юлия-2");
    CHECK(ps_world_profile(world, 1) == profile, "another profile");
    ps_world_free(NULL); /* does nothing */
}

/* ---- Moves ---- */

static void
check_sends(const char *line, PsEvent event, const char *state, const char *expected)
{
    g_autoptr(Setting) setting = setting_new(line);
    const PsMove *move =
        ps_world_move(setting->world, 0, event, state_called(setting->profiles[0], state));
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < move->n_sends; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? " " : "",
                               ps_presence_name((PsPresence)move->sends[i]));
    CHECK(g_str_equal(text->str, expected), "%s: [%s] %s: “%s” instead of “%s”", line,
          ps_event_name(event), state, text->str, expected);
}

static void
moves_send_what_exists(void)
{
    PsEvent unsubscribed = ps_event_action(PS_DO_UNSUBSCRIBED);
    PsEvent unsubscribe = ps_event_arrival(PS_UNSUBSCRIBE);
    check_sends("rfc6121", unsubscribed, "Both", "unsubscribed");
    check_sends("rfc6121 availability", unsubscribed, "Both", "unavailable unsubscribed");
    check_sends("openfire availability", unsubscribed, "Both", "unsubscribed unavailable");
    check_sends("rfc6121", unsubscribe, "Both", "unsubscribed");
    check_sends("rfc6121 availability", unsubscribe, "Both", "unsubscribed unavailable");
    check_sends("rfc6121 auto-unsubscribed=off", unsubscribe, "Both", "");
    check_sends("rfc6121", ps_event_action(PS_DO_REMOVE), "Both", "unsubscribe unsubscribed");
    check_sends("openfire availability", ps_event_arrival(PS_PROBE), "None", "error");
}

static void
answers_that_cycle_are_found(void)
{
    static const struct {
        const char *effects;
        gboolean cycle;
    } cases[] = {{"", FALSE},
                 {"; deliver, push", FALSE},
                 {"; send error", FALSE},
                 {"; send available", FALSE}, /* which does not exist here */
                 {"; send subscribe", TRUE},
                 {"; send error, send subscribed", TRUE}};
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *text = single_profile(cases[i].effects);
        g_autoptr(PsProfile) profile = parse_profile(text);
        PsWorldOptions options = options_for(profile, profile, 2);
        g_autoptr(PsWorld) world = make_world(&options);
        CHECK(ps_world_answers_may_cycle(world) == cases[i].cycle, "“%s”", cases[i].effects);
    }
    static const char *const real[] = {"rfc6121", "openfire", "rfc6121 openfire",
                                       "rfc6121 availability", "rfc6121 pre-approval=on"};
    for (guint i = 0; i < G_N_ELEMENTS(real); i++) {
        g_autoptr(Setting) setting = setting_new(real[i]);
        CHECK(!ps_world_answers_may_cycle(setting->world), "%s", real[i]);
    }
}

const Test world_tests[] = {
    {"initial state is as defined", initial_state_is_as_defined, FALSE},
    {"wrong bounds are refused", wrong_bounds_are_refused, FALSE},
    {"wrong budgets are refused", wrong_budgets_are_refused, FALSE},
    {"wrong names are refused", wrong_names_are_refused, FALSE},
    {"names are copied", names_are_copied, FALSE},
    {"moves send what exists", moves_send_what_exists, FALSE},
    {"answers that cycle are found", answers_that_cycle_are_found, FALSE},
    {0},
};
