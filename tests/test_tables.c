/* Tests of the profile rfc6121 against Appendix A of the RFC, tests/tables/rfc6121.csv, row by row
 * and cell by cell, and against sections 2 to 4 where the appendix is silent. */
#include "tests/cells.h"
#include "tests/suites.h"
#include "tests/support.h"

static void
check_rfc6121(const PsProfile *profile, gboolean with_replies)
{
    g_autoptr(GPtrArray) table = cells_read("tests/tables/rfc6121.csv", CELLS_RFC_COLUMNS, 8 * 9);
    for (guint i = 0; i < table->len; i++)
        cells_check_rfc(profile, g_ptr_array_index(table, i), with_replies);
}

static void
rfc6121_is_appendix_a(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    check_rfc6121(profile, TRUE);
}

static void
set_all_options(PsProfile *profile, gboolean on)
{
    for (guint i = 0; i < ps_profile_n_options(profile); i++)
        REQUIRE(ps_profile_set_option(profile, ps_profile_option(profile, i)->name, on, NULL),
                "option %u cannot be set", i);
}

static void
rfc6121_without_options_replies_nothing(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    set_all_options(profile, FALSE);
    check_rfc6121(profile, FALSE);
}

/* Each reply belongs to its own option. */
static void
rfc6121_replies_follow_their_options(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    g_autoptr(GPtrArray) table = cells_read("tests/tables/rfc6121.csv", CELLS_RFC_COLUMNS, 8 * 9);
    for (guint combination = 0; combination < 4; combination++) {
        ps_profile_set_option(profile, "auto-subscribed", combination & 1, NULL);
        ps_profile_set_option(profile, "auto-unsubscribed", combination & 2, NULL);
        for (guint i = 0; i < table->len; i++) {
            char **cells = g_ptr_array_index(table, i);
            gboolean on = combination & (g_str_equal(cells[5], "subscribed") ? 1 : 2);
            cells_check_rfc(profile, cells, on);
        }
    }
}

/* Footnote 1 of table 4: with pre-approval, a subscribed that nobody asked for is kept, not routed.
 */
static void
rfc6121_with_pre_approval(void)
{
    static const char *const approves[] = {"None", "None + Pending Out", "To", NULL};
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    g_autoptr(GPtrArray) table = cells_read("tests/tables/rfc6121.csv", CELLS_RFC_COLUMNS, 8 * 9);
    ps_profile_set_option(profile, "pre-approval", TRUE, NULL);
    for (guint i = 0; i < table->len; i++) {
        char **cells = g_ptr_array_index(table, i);
        PsEvent event = cells_event(cells[0], cells[1]);
        const PsRow *row = ps_profile_row(profile, event, state_called(profile, cells[2]));
        if (event != ps_event_action(PS_DO_SUBSCRIBED) || !g_strv_contains(approves, cells[2])) {
            cells_check_rfc(profile, cells, TRUE);
            continue;
        }
        g_autofree char *approved = g_strconcat(cells[2], " + Approved", NULL);
        CHECK_STRING(ps_profile_state_name(profile, row->state), approved);
        CHECK(!cells_has_effect(row, PS_ROUTE), "%s: a pre-approval is routed", cells[2]);
        CHECK(cells_has_effect(row, PS_PUSH), "%s: a pre-approval is not pushed", cells[2]);
    }
}

static void
rfc6121_pushes_what_shows(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    cells_check_pushes(profile);
}

/* ---- What the tables of Appendix A do not say ---- */

static gboolean
is_on(const PsProfile *profile, const char *option)
{
    for (guint i = 0; i < ps_profile_n_options(profile); i++)
        if (g_str_equal(ps_profile_option(profile, i)->name, option))
            return ps_profile_option(profile, i)->on;
    REQUIRE(FALSE, "no option %s", option);
    return FALSE;
}

/* "send available, send probe": the presences that are not NULL. Free it. */
static char *
sends(const char *first, const char *second, const char *third)
{
    const char *const words[] = {first, second, third};
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; i < G_N_ELEMENTS(words); i++)
        if (words[i] != NULL)
            g_string_append_printf(text, "%ssend %s", text->len > 0 ? ", " : "", words[i]);
    return g_strdup(text->str);
}

static void
check_sends(const PsProfile *profile, PsEvent event, guint state, char *expected)
{
    g_autofree char *effects = cells_effects(ps_profile_row(profile, event, state));
    CHECK(g_str_equal(effects, expected), "[%s] %s: “%s” instead of “%s”", ps_event_name(event),
          ps_profile_state_name(profile, state), effects, expected);
    g_free(expected);
}

/* 4.2.2, 4.3.1 and 3.1.2; 4.5.2; 4.3.2. */
static void
check_session(const PsProfile *profile, guint state)
{
    PsAttributes attributes = ps_profile_attributes(profile, state);
    gboolean from = (attributes & PS_FROM) != 0;
    gboolean probes = (attributes & PS_TO) && is_on(profile, "probe-contacts");
    gboolean asks = (attributes & PS_ASK) && is_on(profile, "resend-subscribe");
    gboolean refuses = !from && is_on(profile, "probe-unsubscribed");
    check_sends(
        profile, ps_event_action(PS_DO_LOGIN), state,
        sends(from ? "available" : NULL, probes ? "probe" : NULL, asks ? "subscribe" : NULL));
    check_sends(profile, ps_event_action(PS_DO_LOGOUT), state,
                sends(from ? "unavailable" : NULL, NULL, NULL));
    check_sends(profile, ps_event_arrival(PS_PROBE), state,
                sends(from ? "available" : NULL, refuses ? "unsubscribed" : NULL, NULL));
}

/* 2.5.2. */
static void
check_removal(const PsProfile *profile, guint state)
{
    PsEvent event = ps_event_action(PS_DO_REMOVE);
    const PsRow *row = ps_profile_row(profile, event, state);
    PsAttributes attributes = ps_profile_attributes(profile, state);
    PsAttributes pending = is_on(profile, "remove-cancels-pending") ? PS_ASK | PS_PENDING : 0;
    gboolean kept = (attributes & ~pending & PS_PENDING) != 0;
    gboolean out = (attributes & (PS_TO | (pending & PS_ASK))) != 0;
    gboolean in = (attributes & (PS_FROM | (pending & PS_PENDING))) != 0;
    check_sends(profile, event, state,
                sends(out ? "unsubscribe" : NULL, in ? "unsubscribed" : NULL, NULL));
    CHECK_STRING(ps_profile_state_name(profile, row->state), kept ? "None + Pending In" : "None");
    CHECK(cells_has_effect(row, PS_PUSH) == ((attributes & ~PS_PENDING) != 0), "%s: pushed or not",
          ps_profile_state_name(profile, state));
}

/* 3.1.3, rule 3, and table 5. */
static void
check_freedoms(const PsProfile *profile, guint state)
{
    PsAttributes attributes = ps_profile_attributes(profile, state);
    const PsRow *asked = ps_profile_row(profile, ps_event_arrival(PS_SUBSCRIBE), state);
    const PsRow *denies = ps_profile_row(profile, ps_event_action(PS_DO_UNSUBSCRIBED), state);
    CHECK(cells_sends(asked, PS_UNAVAILABLE) ==
              (is_on(profile, "acknowledge-subscribe") && asked->state != state &&
               cells_has_effect(asked, PS_DELIVER)),
          "%s: acknowledged or not", ps_profile_state_name(profile, state));
    CHECK(cells_has_effect(denies, PS_ROUTE) ==
              ((attributes & (PS_FROM | PS_PENDING)) ||
               (!(attributes & PS_APPROVED) && is_on(profile, "route-idle-unsubscribed"))),
          "%s: routed or not", ps_profile_state_name(profile, state));
}

/* With every combination of the options, in every state. */
static void
rfc6121_beyond_appendix_a(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121");
    guint n = ps_profile_n_options(profile);
    for (guint combination = 0; combination < 1u << n; combination++) {
        for (guint i = 0; i < n; i++)
            ps_profile_set_option(profile, ps_profile_option(profile, i)->name,
                                  combination >> i & 1, NULL);
        for (guint state = 0; state < ps_profile_n_states(profile); state++) {
            check_session(profile, state);
            check_removal(profile, state);
            check_freedoms(profile, state);
        }
    }
}

const Test tables_tests[] = {
    {"rfc6121 is Appendix A", rfc6121_is_appendix_a, FALSE},
    {"rfc6121 without options replies nothing", rfc6121_without_options_replies_nothing, FALSE},
    {"rfc6121: replies follow their options", rfc6121_replies_follow_their_options, FALSE},
    {"rfc6121 with pre-approval", rfc6121_with_pre_approval, FALSE},
    {"rfc6121 pushes what shows", rfc6121_pushes_what_shows, FALSE},
    {"rfc6121 beyond Appendix A", rfc6121_beyond_appendix_a, FALSE},
    {0},
};
