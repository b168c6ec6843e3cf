/* Tests of the profiles of the RFCs beside rfc6121: rfc3921, and rfc6121-prose, which takes section
 * 3 at its word. */
#include "tests/cells.h"
#include "tests/suites.h"
#include "tests/support.h"

static void
check_rfc(const PsProfile *profile, gboolean with_replies)
{
    g_autofree char *path = g_strdup_printf("tests/tables/%s.csv", ps_profile_name(profile));
    g_autoptr(GPtrArray) table = cells_read(path, CELLS_RFC_COLUMNS, 8 * 9);
    for (guint i = 0; i < table->len; i++)
        cells_check_rfc(profile, g_ptr_array_index(table, i), with_replies);
}

static void
set(PsProfile *profile, const char *option, gboolean on)
{
    REQUIRE(ps_profile_set_option(profile, option, on, NULL), "no option %s", option);
}

static void
rfc3921_is_section_9(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc3921");
    check_rfc(profile, TRUE);
    set(profile, "auto-subscribed", FALSE);
    set(profile, "auto-unsubscribed", FALSE);
    set(profile, "unavailable-after-unsubscribed", FALSE);
    check_rfc(profile, FALSE);
}

static void
rfc6121_prose_is_section_3(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc6121-prose");
    check_rfc(profile, TRUE);
    set(profile, "auto-subscribed", FALSE);
    set(profile, "auto-unsubscribed", FALSE);
    check_rfc(profile, FALSE);
}

static const char *const readings[] = {"ignore-denial", "ignore-withdrawal", "conceal-denial"};

/* Whatever the other options, which are rfc6121's. */
static void
rfc6121_prose_without_its_readings_is_rfc6121(void)
{
    g_autoptr(PsProfile) prose = load_profile("rfc6121-prose");
    g_autoptr(PsProfile) appendix = load_profile("rfc6121");
    guint n = ps_profile_n_options(appendix);
    CHECK_NUMBER(ps_profile_n_options(prose), n + G_N_ELEMENTS(readings), "options");
    REQUIRE(ps_profile_n_states(prose) == ps_profile_n_states(appendix), "other states");
    for (guint state = 0; state < ps_profile_n_states(prose); state++) {
        CHECK_STRING(ps_profile_state_name(prose, state), ps_profile_state_name(appendix, state));
        CHECK_NUMBER(ps_profile_attributes(prose, state), ps_profile_attributes(appendix, state),
                     "attributes of %s", ps_profile_state_name(prose, state));
    }
    for (guint i = 0; i < G_N_ELEMENTS(readings); i++)
        set(prose, readings[i], FALSE);
    CHECK_NUMBER(cells_count_differences(prose, appendix, PS_N_EVENTS), 0,
                 "rows with the defaults");
    for (guint combination = 0; combination < 1u << n; combination++) {
        for (guint i = 0; i < n; i++) {
            set(appendix, ps_profile_option(appendix, i)->name, combination >> i & 1);
            set(prose, ps_profile_option(appendix, i)->name, combination >> i & 1);
        }
        CHECK_NUMBER(cells_count_differences(prose, appendix, PS_N_EVENTS), 0,
                     "rows, combination %u", combination);
    }
}

/* ---- RFC 3921, beyond its tables ---- */

static void
rfc3921_pushes_what_shows(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc3921");
    cells_check_pushes(profile);
}

/* Presence begins with a subscription and ends with it (8.2, 8.4.1, 8.5.1, 8.6), after all else; no
 * server asks for it. */
static void
check_presence(const PsProfile *profile, PsEvent event, guint state, gboolean says_unavailable)
{
    const PsRow *row = ps_profile_row(profile, event, state);
    gboolean was = (ps_profile_attributes(profile, state) & PS_FROM) != 0;
    gboolean is = (ps_profile_attributes(profile, row->state) & PS_FROM) != 0;
    const PsEffect *last = row->n_effects > 0 ? &row->effects[row->n_effects - 1] : NULL;
    PsPresence presence = was ? PS_UNAVAILABLE : PS_AVAILABLE;
    gboolean expected = was != is && (is || says_unavailable);
    gboolean at_the_end = last != NULL && last->kind == PS_SEND && last->presence == presence;
    CHECK((cells_sends(row, PS_AVAILABLE) || cells_sends(row, PS_UNAVAILABLE)) == expected &&
              at_the_end == expected && !cells_sends(row, PS_PROBE),
          "[%s] %s", ps_event_name(event), ps_profile_state_name(profile, state));
}

static void
rfc3921_presence_follows_subscriptions(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc3921");
    for (guint combination = 0; combination < 8; combination++) {
        set(profile, "auto-subscribed", combination & 1);
        set(profile, "auto-unsubscribed", combination & 2);
        set(profile, "unavailable-after-unsubscribed", combination & 4);
        for (PsEvent event = 0; event < PS_N_EVENTS; event++)
            for (guint state = 0; ps_event_is_required(event) && state < 9; state++)
                check_presence(profile, event, state,
                               event != ps_event_action(PS_DO_UNSUBSCRIBED) || combination & 4);
    }
}

/* Removal leaves nothing; it cancels the subscriptions, and the requests if it shall. */
static void
check_removal(const PsProfile *profile, PsAttributes out, PsAttributes in)
{
    for (guint state = 0; state < 9; state++) {
        PsAttributes attributes = ps_profile_attributes(profile, state);
        const PsRow *row = ps_profile_row(profile, ps_event_action(PS_DO_REMOVE), state);
        const char *name = ps_profile_state_name(profile, state);
        g_autofree char *expected =
            g_strconcat(attributes & out ? "send unsubscribe" : "",
                        attributes & out && attributes & in ? ", " : "",
                        attributes & in ? "send unsubscribed" : "",
                        attributes & PS_FROM ? ", send unavailable" : "", NULL);
        g_autofree char *effects = cells_effects(row);
        CHECK_STRING(ps_profile_state_name(profile, row->state), "None");
        CHECK(g_str_equal(effects, expected), "%s: “%s” instead of “%s”", name, effects, expected);
        CHECK(cells_has_effect(row, PS_PUSH) == ((attributes & ~PS_PENDING) != 0),
              "%s: pushed or not", name);
    }
}

static void
rfc3921_removal(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc3921");
    check_removal(profile, PS_TO, PS_FROM);
    set(profile, "remove-cancels-pending", TRUE);
    check_removal(profile, PS_TO | PS_ASK, PS_FROM | PS_PENDING);
}

/* What the tables say no to is routed with the option, and no more than that happens. */
static void
rfc3921_routes_what_changes_nothing(void)
{
    static const PsAction actions[] = {PS_DO_SUBSCRIBED, PS_DO_UNSUBSCRIBED};
    g_autoptr(PsProfile) profile = load_profile("rfc3921");
    g_autoptr(PsProfile) plain = load_profile("rfc3921");
    set(profile, "route-idle-subscribed", TRUE);
    set(profile, "route-idle-unsubscribed", TRUE);
    for (guint i = 0; i < G_N_ELEMENTS(actions); i++) {
        for (guint state = 0; state < 9; state++) {
            const PsRow *row = ps_profile_row(profile, ps_event_action(actions[i]), state);
            const PsRow *without = ps_profile_row(plain, ps_event_action(actions[i]), state);
            g_autofree char *effects = cells_effects(row);
            CHECK(g_str_has_prefix(effects, "route"), "state %u: “%s”", state, effects);
            CHECK(row->state == without->state, "state %u", state);
            CHECK_NUMBER(row->n_effects, MAX(without->n_effects, 1), "state %u", state);
        }
    }
}

static void
rfc3921_resends_requests(void)
{
    g_autoptr(PsProfile) profile = load_profile("rfc3921");
    set(profile, "resend-subscribe", TRUE);
    for (guint state = 0; state < 9; state++) {
        const PsRow *row = ps_profile_row(profile, ps_event_action(PS_DO_LOGIN), state);
        gboolean asks = (ps_profile_attributes(profile, state) & PS_ASK) != 0;
        gboolean from = (ps_profile_attributes(profile, state) & PS_FROM) != 0;
        g_autofree char *effects = cells_effects(row);
        CHECK(cells_sends(row, PS_SUBSCRIBE) == asks && row->state == state &&
                  !cells_has_effect(row, PS_PUSH),
              "state %u: %s", state, effects);
        CHECK(!asks ||
                  g_str_equal(effects, from ? "send available, send subscribe" : "send subscribe"),
              "state %u: %s", state, effects);
    }
}

const Test rfcs_tests[] = {
    {"rfc3921 is section 9", rfc3921_is_section_9, FALSE},
    {"rfc3921 pushes what shows", rfc3921_pushes_what_shows, FALSE},
    {"rfc3921: presence follows subscriptions", rfc3921_presence_follows_subscriptions, FALSE},
    {"rfc3921: removal", rfc3921_removal, FALSE},
    {"rfc3921 routes what changes nothing", rfc3921_routes_what_changes_nothing, FALSE},
    {"rfc3921 resends requests", rfc3921_resends_requests, FALSE},
    {"rfc6121-prose is section 3", rfc6121_prose_is_section_3, FALSE},
    {"rfc6121-prose without its readings is rfc6121", rfc6121_prose_without_its_readings_is_rfc6121,
     FALSE},
    {0},
};
