/* Tests of the profiles of servers where the tables of tests/tables say nothing, there also of the
 * RFCs; what the tables say is in test_server_tables.c. */
#include "tests/cells.h"
#include "tests/suites.h"
#include "tests/support.h"

static void
set(PsProfile *profile, const char *option, gboolean on)
{
    REQUIRE(ps_profile_set_option(profile, option, on, NULL), "no option %s", option);
}

/* In these servers no item and an empty one are the same to the tables. */
static void
ejabberd_without_an_item(void)
{
    static const char *const names[] = {"ejabberd", "ejabberd-23", "mongooseim"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(PsProfile) profile = load_profile(names[i]);
        guint absent = state_called(profile, "Absent");
        guint none = state_called(profile, "None");
        for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
            const PsRow *a = ps_profile_row(profile, event, absent);
            const PsRow *b = ps_profile_row(profile, event, none);
            if (event == ps_event_action(PS_DO_REMOVE) || event == ps_event_action(PS_DO_ADD))
                continue;
            CHECK(a->state == (b->state == none ? absent : b->state), "%s: [%s]", names[i],
                  ps_event_name(event));
            g_autofree char *effects_a = cells_effects(a);
            g_autofree char *effects_b = cells_effects(b);
            CHECK_STRING(effects_a, effects_b);
            CHECK(cells_has_effect(a, PS_PUSH) == cells_has_effect(b, PS_PUSH), "%s: [%s]",
                  names[i], ps_event_name(event));
        }
    }
}

static const struct {
    const char *name;
    const char *mutual;   /* at login in Both; NULL: the table has it */
    const char *stranger; /* for the probe of who is not subscribed; NULL: the table has it */
} all[] = {
    {"rfc3921", "send probe, send available", "send error"},
    {"rfc6121-prose", "send available, send probe", "send unsubscribed"},
    {"ejabberd", "send available, send probe", ""},
    {"ejabberd-23", "send available, send probe", ""},
    {"mongooseim", "send available, send probe", ""},
    {"openfire", NULL, NULL},
    {"prosody", NULL, NULL},
    {"tigase", NULL, NULL},
    {"jabberd2", "send probe, send available", "send unsubscribed"},
};

/* Checks that a row stays in its state, does this, and pushes nothing. */
static void
check_effects(const PsProfile *profile, PsEvent event, guint state, const char *expected)
{
    const PsRow *row = ps_profile_row(profile, event, state);
    g_autofree char *effects = cells_effects(row);
    CHECK(row->state == state && !cells_has_effect(row, PS_PUSH) && g_str_equal(effects, expected),
          "%s: [%s] %s: “%s” instead of “%s”", ps_profile_name(profile), ps_event_name(event),
          ps_profile_state_name(profile, state), effects, expected);
}

/* In every server, a session tells the subscribers of itself and asks those it is subscribed to,
 * and a subscriber's probe is answered with presence. */
static void
sessions_follow_the_subscriptions(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
        g_autoptr(PsProfile) profile = load_profile(all[i].name);
        for (guint state = 0; state < ps_profile_n_states(profile); state++) {
            gboolean from = (ps_profile_attributes(profile, state) & PS_FROM) != 0;
            gboolean to = (ps_profile_attributes(profile, state) & PS_TO) != 0;
            const char *login = from ? "send available" : to ? "send probe" : "";
            check_effects(profile, ps_event_action(PS_DO_LOGOUT), state,
                          from ? "send unavailable" : "");
            if (all[i].mutual != NULL)
                check_effects(profile, ps_event_action(PS_DO_LOGIN), state,
                              from && to ? all[i].mutual : login);
            if (all[i].stranger != NULL)
                check_effects(profile, ps_event_arrival(PS_PROBE), state,
                              from ? "send available" : all[i].stranger);
        }
    }
}

/* An available, unavailable or error changes and does nothing anywhere. */
static void
other_arrivals_do_nothing(void)
{
    static const PsPresence others[] = {PS_AVAILABLE, PS_UNAVAILABLE, PS_ERROR};
    for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
        g_autoptr(PsProfile) profile = load_profile(all[i].name);
        for (guint state = 0; state < ps_profile_n_states(profile); state++)
            for (guint j = 0; j < G_N_ELEMENTS(others); j++)
                check_effects(profile, ps_event_arrival(others[j]), state, "");
    }
}

/* Openfire pushes no item without a subscription that is asked for one. */
static gboolean
is_hidden(const PsProfile *profile, guint state)
{
    PsAttributes attributes = ps_profile_attributes(profile, state);
    return g_str_equal(ps_profile_name(profile), "openfire") && (attributes & PS_PENDING) &&
           !(attributes & PS_BOTH);
}

/* A roster set makes an item, pushes it, and leaves all else as it was, but for approved where the
 * server takes that from the set. */
static void
check_add(const PsProfile *profile, PsAttributes takes, PsAttributes gives)
{
    for (guint state = 0; state < ps_profile_n_states(profile); state++) {
        const PsRow *row = ps_profile_row(profile, ps_event_action(PS_DO_ADD), state);
        const char *name = ps_profile_state_name(profile, state);
        g_autofree char *effects = cells_effects(row);
        CHECK_NUMBER(ps_profile_attributes(profile, row->state),
                     (ps_profile_attributes(profile, state) & ~(takes | PS_UNLISTED)) | gives,
                     "%s: %s: attributes after add", ps_profile_name(profile), name);
        CHECK_STRING(effects, "");
        CHECK(cells_has_effect(row, PS_PUSH) == !is_hidden(profile, state), "%s: %s: pushed or not",
              ps_profile_name(profile), name);
    }
}

static void
roster_sets_make_items(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
        g_autoptr(PsProfile) profile = load_profile(all[i].name);
        gboolean ejabberd = g_str_equal(all[i].name, "ejabberd");
        check_add(profile, ejabberd || g_str_equal(all[i].name, "prosody") ? PS_APPROVED : 0, 0);
        if (!ejabberd)
            continue;
        set(profile, "client-sends-approved", TRUE);
        check_add(profile, 0, PS_APPROVED);
    }
}

/* With the workaround for gateways, who sends subscribed unasked is believed. */
static void
gateways_are_believed(void)
{
    static const char *const names[] = {"ejabberd", "ejabberd-23", "mongooseim"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(PsProfile) profile = load_profile(names[i]);
        set(profile, "gateway-workaround", TRUE);
        for (guint state = 0; state < ps_profile_n_states(profile); state++) {
            PsAttributes attributes = ps_profile_attributes(profile, state);
            const PsRow *row = ps_profile_row(profile, ps_event_arrival(PS_SUBSCRIBED), state);
            CHECK_NUMBER(ps_profile_attributes(profile, row->state),
                         (attributes | PS_TO) & ~(PS_ASK | PS_UNLISTED), "%s: %s", names[i],
                         ps_profile_state_name(profile, state));
            g_autofree char *effects = cells_effects(row);
            CHECK_STRING(effects, attributes & PS_TO ? "" : "deliver");
            CHECK(cells_has_effect(row, PS_PUSH) == !(attributes & PS_TO), "%s: %s", names[i],
                  ps_profile_state_name(profile, state));
        }
    }
}

/* Each option replaces so many rows of one event, and no others. */
static void
options_change_their_rows_only(void)
{
    static const struct {
        const char *profile, *option, *event;
        guint rows;
    } options[] = {
        {"rfc3921", "auto-subscribed", "Inbound subscribe", 3},
        {"rfc3921", "auto-unsubscribed", "Inbound unsubscribe", 6},
        {"rfc3921", "unavailable-after-unsubscribed", "Outbound unsubscribed", 3},
        {"rfc3921", "route-idle-subscribed", "Outbound subscribed", 6},
        {"rfc3921", "route-idle-unsubscribed", "Outbound unsubscribed", 3},
        {"rfc3921", "resend-subscribe", "Login", 3},
        {"rfc3921", "remove-cancels-pending", "Remove", 5},
        {"rfc6121", "auto-subscribed", "Inbound subscribe", 3},
        {"rfc6121", "auto-unsubscribed", "Inbound unsubscribe", 9},
        {"rfc6121", "probe-unsubscribed", "Inbound probe", 9},
        {"rfc6121", "remove-cancels-pending", "Remove", 7},
        {"rfc6121", "pre-approval", "Outbound subscribed", 3},
        {"rfc6121", "keep-approval", "Inbound subscribe", 3},
        {"rfc6121", "probe-contacts", "Login", 5},
        {"rfc6121", "resend-subscribe", "Login", 5},
        {"rfc6121", "acknowledge-subscribe", "Inbound subscribe", 3},
        {"rfc6121", "route-idle-unsubscribed", "Outbound unsubscribed", 3},
        {"rfc6121-prose", "ignore-denial", "Inbound unsubscribed", 5},
        {"rfc6121-prose", "ignore-withdrawal", "Inbound unsubscribe", 3},
        {"rfc6121-prose", "conceal-denial", "Outbound unsubscribed", 1},
        {"openfire", "subscribe-autoreply", "Inbound subscribe", 4},
        {"ejabberd", "client-sends-approved", "Add", 19},
        {"ejabberd", "gateway-workaround", "Inbound subscribed", 5},
        {"ejabberd-23", "gateway-workaround", "Inbound subscribed", 3},
        {"mongooseim", "gateway-workaround", "Inbound subscribed", 3},
    };
    for (guint i = 0; i < G_N_ELEMENTS(options); i++) {
        g_autoptr(PsProfile) on = load_profile(options[i].profile);
        g_autoptr(PsProfile) off = load_profile(options[i].profile);
        PsEvent event = 0;
        REQUIRE(ps_event_from_name(options[i].event, &event), "no event %s", options[i].event);
        set(on, options[i].option, TRUE);
        set(off, options[i].option, FALSE);
        CHECK_NUMBER(cells_count_differences(on, off, event), options[i].rows, "%s of %s",
                     options[i].option, options[i].profile);
        CHECK_NUMBER(cells_count_differences(on, off, PS_N_EVENTS), options[i].rows,
                     "%s of %s, all", options[i].option, options[i].profile);
    }
}

/* Without its option, a subscribe from a subscriber is not answered; nothing else changes. */
static void
openfire_without_autoreply(void)
{
    g_autoptr(PsProfile) on = load_profile("openfire");
    g_autoptr(PsProfile) off = load_profile("openfire");
    ps_profile_set_option(off, "subscribe-autoreply", FALSE, NULL);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        for (guint state = 0; state < ps_profile_n_states(on); state++) {
            const PsRow *a = ps_profile_row(on, event, state);
            const PsRow *b = ps_profile_row(off, event, state);
            gboolean answers = event == ps_event_arrival(PS_SUBSCRIBE) &&
                               (ps_profile_attributes(on, state) & PS_FROM);
            CHECK(a->state == b->state, "[%s] state %u", ps_event_name(event), state);
            CHECK(a->n_effects == b->n_effects + (answers ? 1 : 0), "[%s] state %u: %u, %u",
                  ps_event_name(event), state, a->n_effects, b->n_effects);
        }
    }
}

static void
all_profiles_verify(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
        g_autoptr(PsProfile) profile = load_profile(all[i].name);
        g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
        ps_profile_verify(profile, findings);
        for (guint j = 0; j < findings->len; j++)
            CHECK(FALSE, "%s: %s", all[i].name, (char *)g_ptr_array_index(findings, j));
        CHECK_STRING(ps_profile_name(profile), all[i].name);
    }
}

const Test servers_tests[] = {
    {"all profiles verify", all_profiles_verify, FALSE},
    {"ejabberd without an item", ejabberd_without_an_item, FALSE},
    {"options change their rows only", options_change_their_rows_only, FALSE},
    {"openfire without autoreply", openfire_without_autoreply, FALSE},
    {"gateways are believed", gateways_are_believed, FALSE},
    {"other arrivals do nothing", other_arrivals_do_nothing, FALSE},
    {"roster sets make items", roster_sets_make_items, FALSE},
    {"sessions follow the subscriptions", sessions_follow_the_subscriptions, FALSE},
    {0},
};
