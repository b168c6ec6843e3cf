/* Tests of the profiles of servers: every cell of the tables that were taken from their sources,
 * and what the tables leave open, there also of the RFCs. */
#include "tests/cells.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* ---- The tables ---- */

/* The rows of states that nothing leads to are in the tables, but not in the profiles: in Prosody
 * none, none + out and to, each with a request and approved; in jabberd2 to and both with
 * ask=subscribe, none and from with ask=unsubscribe. */
static const struct {
    const char *profile;
    guint rows;
    guint unreachable;
} servers[] = {
    {"ejabberd", 172, 0}, {"ejabberd-23", 91, 0}, {"mongooseim", 91, 0},
    {"prosody", 238, 36}, {"tigase", 143, 0},     {"jabberd2", 117, 36},
};

static void
check_server(const PsProfile *profile, const GPtrArray *table, guint unreachable)
{
    guint missing = 0;
    for (guint i = 0; i < table->len; i++)
        if (!cells_check_server(profile, g_ptr_array_index(table, i), cells_rfc_state))
            missing++;
    CHECK_NUMBER(missing, unreachable, "rows of %s that the profile does not have",
                 ps_profile_name(profile));
}

static void
servers_are_their_tables(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(servers); i++) {
        g_autofree char *path = g_strdup_printf("tests/tables/%s.csv", servers[i].profile);
        g_autoptr(GPtrArray) table = cells_read(path, 8, servers[i].rows);
        g_autoptr(PsProfile) profile = load_profile(servers[i].profile);
        check_server(profile, table, servers[i].unreachable);
    }
}

/* ---- What the tables leave open ---- */

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
    {"ejabberd", "send probe, send available", ""},
    {"ejabberd-23", "send probe, send available", ""},
    {"mongooseim", "send probe, send available", ""},
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

/* A roster set makes an item, pushes it, and leaves all else as it was, but for approved where the
 * server takes that from the set. */
static void
check_add(const PsProfile *profile, PsAttributes takes, PsAttributes gives)
{
    for (guint state = 0; state < ps_profile_n_states(profile); state++) {
        const PsRow *row = ps_profile_row(profile, ps_event_action(PS_DO_ADD), state);
        const char *name = ps_profile_state_name(profile, state);
        CHECK_NUMBER(ps_profile_attributes(profile, row->state),
                     (ps_profile_attributes(profile, state) & ~(takes | PS_UNLISTED)) | gives,
                     "%s: %s: attributes after add", ps_profile_name(profile), name);
        CHECK(row->n_effects == 1 && row->effects[0].kind == PS_PUSH, "%s: %s: not just a push",
              ps_profile_name(profile), name);
    }
}

static void
roster_sets_make_items(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(all); i++) {
        g_autoptr(PsProfile) profile = load_profile(all[i].name);
        if (!g_str_equal(all[i].name, "ejabberd")) {
            check_add(profile, 0, 0);
            continue;
        }
        check_add(profile, PS_APPROVED, 0);
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
        {"rfc6121-prose", "ignore-denial", "Inbound unsubscribed", 5},
        {"rfc6121-prose", "ignore-withdrawal", "Inbound unsubscribe", 3},
        {"rfc6121-prose", "conceal-denial", "Outbound unsubscribed", 1},
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
    {"servers are their tables", servers_are_their_tables, FALSE},
    {"all profiles verify", all_profiles_verify, FALSE},
    {"ejabberd without an item", ejabberd_without_an_item, FALSE},
    {"options change their rows only", options_change_their_rows_only, FALSE},
    {"gateways are believed", gateways_are_believed, FALSE},
    {"other arrivals do nothing", other_arrivals_do_nothing, FALSE},
    {"roster sets make items", roster_sets_make_items, FALSE},
    {"sessions follow the subscriptions", sessions_follow_the_subscriptions, FALSE},
    {0},
};
