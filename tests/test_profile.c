/* Tests of profiles that are right: what is read from them, options, reachable states, findings.
 * What is wrong with others is in test_profile_errors.c. */
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* "None, To": the states in the set, in their order. Free it. */
static char *
set_text(const PsProfile *profile, guint64 set)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (set >> state & 1)
            g_string_append_printf(text, "%s%s", text->len > 0 ? ", " : "",
                                   ps_profile_state_name(profile, state));
    return g_strdup(text->str);
}

/* "NEW STATE; EFFECT, EFFECT" of a row. Free it. */
static char *
row_text(const PsProfile *profile, const char *event_name, const char *state)
{
    static const char *const kinds[] = {"route", "deliver", "push", "send "};
    PsEvent event = 0;
    REQUIRE(ps_event_from_name(event_name, &event), "no event %s", event_name);
    const PsRow *row = ps_profile_row(profile, event, state_called(profile, state));
    g_autoptr(GString) text = g_string_new(ps_profile_state_name(profile, row->state));
    for (guint i = 0; i < row->n_effects; i++)
        g_string_append_printf(text, "%s%s%s", i > 0 ? ", " : "; ", kinds[row->effects[i].kind],
                               row->effects[i].kind == PS_SEND
                                   ? ps_presence_name((PsPresence)row->effects[i].presence)
                                   : "");
    return g_strdup(text->str);
}

static void
check_row(const PsProfile *profile, const char *event, const char *state, const char *expected)
{
    g_autofree char *text = row_text(profile, event, state);
    CHECK(g_str_equal(text, expected), "[%s] %s: expected “%s”, found “%s”", event, state, expected,
          text);
}

/* Checks that verify finds exactly what is expected: NULL, or a part of the only finding. */
static void
check_finding(const PsProfile *profile, const char *expected)
{
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
    ps_profile_verify(profile, findings);
    const char *first = findings->len > 0 ? g_ptr_array_index(findings, 0) : NULL;
    CHECK(findings->len == (expected != NULL ? 1 : 0), "%u findings, first: %s", findings->len,
          first);
    if (expected != NULL)
        CHECK_CONTAINS(first, expected);
}

static void
head_is_read(void)
{
    g_autoptr(PsProfile) profile = parse_profile(mini_profile());
    CHECK_STRING(ps_profile_name(profile), "mini");
    CHECK_STRING(ps_profile_title(profile), "Small");
    CHECK_STRING(ps_profile_reference(profile), "none");
    CHECK_NUMBER(ps_profile_initial(profile), 0, "None");
    CHECK_NUMBER(ps_profile_n_states(profile), 4, "states");
    CHECK_NUMBER(ps_profile_n_options(profile), 1, "options");
    CHECK_STRING(ps_profile_state_name(profile, 1), "Asked");
    CHECK_NUMBER(state_called(profile, "From"), 3, "From");
    guint state = 77;
    CHECK(!ps_profile_find_state(profile, "asked", &state), "a state is found by another name");
    CHECK_NUMBER(state, 77, "what is not found");
}

static void
initial_need_not_be_first(void)
{
    g_autofree char *text = replaced(mini_profile(), "Initial=None", "Initial = To ");
    g_autoptr(PsProfile) profile = parse_profile(text);
    CHECK_NUMBER(ps_profile_initial(profile), 2, "To");
}

static void
attributes_are_read(void)
{
    static const struct {
        const char *text;
        PsAttributes attributes;
    } cases[] = {
        {"none", PS_NONE},
        {"to", PS_TO},
        {"from", PS_FROM},
        {"both", PS_BOTH},
        {"none unlisted", PS_UNLISTED},
        {"  from   approved\task ", PS_FROM | PS_APPROVED | PS_ASK},
        {"both ask unask pending approved unlisted",
         PS_BOTH | PS_ASK | PS_UNASK | PS_PENDING | PS_APPROVED | PS_UNLISTED},
    };
    for (guint i = 0; i < G_N_ELEMENTS(cases); i++) {
        g_autofree char *state = g_strdup_printf("To=%s\nFrom=f", cases[i].text);
        g_autofree char *text = replaced(mini_profile(), "To=to\nFrom=f", state);
        g_autoptr(PsProfile) profile = parse_profile(text);
        CHECK_NUMBER(ps_profile_attributes(profile, 2), cases[i].attributes, "“%s”", cases[i].text);
    }
}

static void
attributes_show_as_an_item(void)
{
    CHECK_STRING(ps_attributes_subscription(PS_ASK | PS_PENDING), "none");
    CHECK_STRING(ps_attributes_subscription(PS_TO | PS_PENDING), "to");
    CHECK_STRING(ps_attributes_subscription(PS_FROM | PS_UNASK), "from");
    CHECK_STRING(ps_attributes_subscription(PS_TO | PS_FROM), "both");
    CHECK_STRING(ps_attributes_ask(PS_BOTH | PS_PENDING | PS_APPROVED), NULL);
    CHECK_STRING(ps_attributes_ask(PS_FROM | PS_ASK), "subscribe");
    CHECK_STRING(ps_attributes_ask(PS_UNASK), "unsubscribe");
}

static void
rows_are_read(void)
{
    g_autoptr(PsProfile) profile = parse_profile(mini_profile());
    check_row(profile, "Outbound subscribe", "None", "Asked; route, push");
    check_row(profile, "Outbound subscribe", "To", "To");
    check_row(profile, "Inbound subscribed", "Asked", "To; deliver, push");
    check_row(profile, "Remove", "To", "None; send unsubscribe");
    check_row(profile, "Inbound unsubscribe", "From", "None");
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        if (!ps_event_is_required(event))
            check_row(profile, ps_event_name(event), "To", "To"); /* missing: same, no effect */
}

/* Blanks and empty lines, comments, effects in their order and repeated where they may be. */
static void
rows_may_be_laid_out_freely(void)
{
    g_autofree char *text =
        replaced(mini_profile(), "To=None; send unsubscribe",
                 "  # a comment\n\n  To   =  None ;send unsubscribe,  push ,send  error,push");
    g_autoptr(PsProfile) profile = parse_profile(text);
    check_row(profile, "Remove", "To", "None; send unsubscribe, push, send error, push");
}

static void
dos_line_ends_are_read(void)
{
    g_auto(GStrv) lines = g_strsplit(mini_profile(), "\n", -1);
    g_autofree char *text = g_strjoinv("\r\n", lines);
    g_autoptr(PsProfile) profile = parse_profile(text);
    check_row(profile, "Remove", "To", "None; send unsubscribe");
    CHECK_STRING(ps_profile_title(profile), "Small");
}

static void
references_are_read(void)
{
    g_autofree char *text =
        replaced(mini_profile(), "[Remove]\n", "[Remove]\nReference=RFC 6121 2.5\n");
    g_autofree char *more = replaced(text, "if polite]\n", "if polite]\nReference=elsewhere\n");
    g_autoptr(PsProfile) profile = parse_profile(more);
    CHECK_STRING(ps_profile_event_reference(profile, ps_event_action(PS_DO_REMOVE)),
                 "RFC 6121 2.5");
    CHECK_STRING(ps_profile_event_reference(profile, ps_event_arrival(PS_UNSUBSCRIBE)), NULL);
}

static void
options_replace_rows(void)
{
    g_autoptr(PsProfile) profile = parse_profile(mini_profile());
    const PsOption *polite = ps_profile_option(profile, 0);
    PsEvent event = ps_event_arrival(PS_UNSUBSCRIBE);
    CHECK_STRING(polite->name, "polite");
    CHECK_STRING(polite->why, "a freedom");
    CHECK(!polite->on && !polite->by_default, "polite is on");
    CHECK(ps_profile_row(profile, event, 3)->option == -1, "a base row of an option");
    CHECK(ps_profile_set_option(profile, "polite", TRUE, NULL), "polite cannot be set");
    CHECK(polite->on && !polite->by_default, "set: on %d, by default %d", polite->on,
          polite->by_default);
    check_row(profile, "Inbound unsubscribe", "From", "None; send unsubscribed");
    check_row(profile, "Inbound unsubscribe", "None", "None");
    CHECK(ps_profile_row(profile, event, 3)->option == 0, "the row of option 0 is of option %d",
          ps_profile_row(profile, event, 3)->option);
    CHECK(ps_profile_set_option(profile, "polite", FALSE, NULL), "polite cannot be unset");
    check_row(profile, "Inbound unsubscribe", "From", "None");
}

/* Also where the options come only after the groups that use them, and for an event that has rows
 * only while the option is on. */
/* Rows that the file does not state are known to be missing; an option that is off states none. */
static void
stated_rows_are_known(void)
{
    g_autofree char *text = g_strconcat(
        mini_profile(), "[Add]\nTo=same; push\n[Add if polite]\nNone=same; push\n", NULL);
    g_autoptr(PsProfile) profile = parse_profile(text);
    CHECK(ps_profile_states_row(profile, PS_DO_REMOVE, 0), "Remove is required");
    CHECK(ps_profile_states_row(profile, PS_DO_ADD, state_called(profile, "To")), "To is stated");
    CHECK(!ps_profile_states_row(profile, PS_DO_ADD, state_called(profile, "None")),
          "polite is off");
    CHECK(!ps_profile_states_row(profile, PS_DO_LOGIN, 0), "there is no group Login");
    CHECK(ps_profile_set_option(profile, "polite", TRUE, NULL), "polite");
    CHECK(ps_profile_states_row(profile, PS_DO_ADD, state_called(profile, "None")), "polite is on");
}

static void
equal_profiles_are_equal(void)
{
    static const char *const changes[][2] = {
        {"Name=mini", "Name=maxi"},
        {"Initial=None", "Initial=To"},
        {"From=from pending", "From=from"},
        {"To=None; send unsubscribe", "To=None; send subscribe"},
        {"Asked=To; deliver", "Asked=same; deliver"},
    };
    g_autoptr(PsProfile) profile = parse_profile(mini_profile());
    g_autoptr(PsProfile) same = parse_profile(mini_profile());
    CHECK(ps_profile_equal(profile, same), "one text twice");
    CHECK(ps_profile_set_option(same, "polite", TRUE, NULL), "polite");
    CHECK(!ps_profile_equal(profile, same), "another row is in force");
    for (guint i = 0; i < G_N_ELEMENTS(changes); i++) {
        g_autofree char *text = replaced(mini_profile(), changes[i][0], changes[i][1]);
        g_autoptr(PsProfile) other = parse_profile(text);
        CHECK(!ps_profile_equal(profile, other), "%s", changes[i][1]);
    }
}

static void
options_may_stand_anywhere(void)
{
    g_autofree char *without = replaced(mini_profile(), "[Options]\npolite=off  a freedom\n", "");
    g_autofree char *text = g_strconcat(
        without, "[Add if polite]\nTo=same; push\n[Options]\npolite = on\ta freedom\n", NULL);
    g_autoptr(PsProfile) profile = parse_profile(text);
    CHECK(ps_profile_option(profile, 0)->by_default, "polite is off by default");
    check_row(profile, "Add", "To", "To; push");
    check_row(profile, "Inbound unsubscribe", "From", "None; send unsubscribed");
}

static void
unknown_option_is_an_error(void)
{
    g_autoptr(PsProfile) profile = parse_profile(mini_profile());
    g_autoptr(GError) error = NULL;
    CHECK(!ps_profile_set_option(profile, "rude", TRUE, &error), "an unknown option can be set");
    CHECK(g_error_matches(error, PS_PROFILE_ERROR, PS_PROFILE_ERROR_OPTION), "another error");
    CHECK_CONTAINS(error->message, "rude");
    CHECK_CONTAINS(error->message, "mini");
    CHECK_CONTAINS(error->message, "polite"); /* what there is */
}

static void
reachable_follows_options(void)
{
    g_autofree char *text =
        replaced(mini_profile(), "From=None; send unsubscribed", "From=To; send unsubscribed");
    g_autofree char *cut = replaced(text, "Asked=To; deliver, push", "Asked=same");
    g_autoptr(PsProfile) profile = parse_profile(cut);
    g_autofree char *off = set_text(profile, ps_profile_reachable(profile));
    g_autofree char *ever = set_text(profile, ps_profile_reachable_ever(profile));
    CHECK_STRING(off, "None, Asked, From");
    CHECK_STRING(ever, "None, Asked, To, From");
    ps_profile_set_option(profile, "polite", TRUE, NULL);
    g_autofree char *on = set_text(profile, ps_profile_reachable(profile));
    CHECK_STRING(on, "None, Asked, To, From");
    check_finding(profile, NULL);
}

static void
verify_finds_unreachable_states(void)
{
    g_autofree char *text = replaced(mini_profile(), "Asked=To; deliver, push", "Asked=same");
    g_autoptr(PsProfile) profile = parse_profile(text);
    check_finding(profile, "“To”");
}

static void
verify_finds_idle_options(void)
{
    g_autofree char *same = replaced(mini_profile(), "From=None; send unsubscribed", "From=None");
    g_autofree char *none = replaced(
        mini_profile(), "[Inbound unsubscribe if polite]\nFrom=None; send unsubscribed\n", "");
    g_autoptr(PsProfile) says_the_same = parse_profile(same);
    g_autoptr(PsProfile) says_nothing = parse_profile(none);
    check_finding(says_the_same, "“polite”");
    check_finding(says_nothing, "“polite”");
}

/* An option that changes only which effects there are, or only the state, changes a row. */
static void
verify_passes_small_changes(void)
{
    static const char *const bases[] = {
        "To=same\nFrom=None; send error\n[Inbound unsubscribe if", /* another presence */
        "To=same\nFrom=None; push\n[Inbound unsubscribe if",       /* another kind */
        "To=same\nFrom=same; send unsubscribed\n[Inbound unsubscribe if",
    };
    for (guint i = 0; i < G_N_ELEMENTS(bases); i++) {
        g_autofree char *text =
            replaced(mini_profile(), "To=same\nFrom=None\n[Inbound unsubscribe if", bases[i]);
        g_autofree char *outbound = /* the same row, of another event */
            replaced(text,
                     "[Outbound unsubscribed]\nNone=same\nAsked=same\nTo=same\nFrom=None; route",
                     "[Outbound unsubscribed]\nNone=same\nAsked=same\nTo=same\n"
                     "From=None; send unsubscribed");
        g_autoptr(PsProfile) profile = parse_profile(outbound);
        check_finding(profile, NULL);
    }
}

const Test profile_tests[] = {
    {"head is read", head_is_read, FALSE},
    {"initial need not be first", initial_need_not_be_first, FALSE},
    {"attributes are read", attributes_are_read, FALSE},
    {"attributes show as an item", attributes_show_as_an_item, FALSE},
    {"rows are read", rows_are_read, FALSE},
    {"rows may be laid out freely", rows_may_be_laid_out_freely, FALSE},
    {"DOS line ends are read", dos_line_ends_are_read, FALSE},
    {"references are read", references_are_read, FALSE},
    {"options replace rows", options_replace_rows, FALSE},
    {"stated rows are known", stated_rows_are_known, FALSE},
    {"equal profiles are equal", equal_profiles_are_equal, FALSE},
    {"options may stand anywhere", options_may_stand_anywhere, FALSE},
    {"unknown option is an error", unknown_option_is_an_error, FALSE},
    {"reachable follows options", reachable_follows_options, FALSE},
    {"verify finds unreachable states", verify_finds_unreachable_states, FALSE},
    {"verify finds idle options", verify_finds_idle_options, FALSE},
    {"verify passes small changes", verify_passes_small_changes, FALSE},
    {0},
};
