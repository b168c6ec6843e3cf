/* Tests of presences, actions and events: their names and numbers. */
#include "model/event.h"
#include "tests/suites.h"
#include "tests/support.h"

static void
presences_have_names(void)
{
    static const char *const names[] = {"subscribe", "unsubscribe", "subscribed", "unsubscribed",
                                        "available", "unavailable", "probe",      "error"};
    CHECK_NUMBER(PS_N_PRESENCES, G_N_ELEMENTS(names), "presences");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        PsPresence presence = PS_N_PRESENCES;
        CHECK_STRING(ps_presence_name((PsPresence)i), names[i]);
        CHECK(ps_presence_from_name(names[i], &presence), "%s is not found", names[i]);
        CHECK_NUMBER(presence, i, "%s", names[i]);
    }
}

static void
actions_have_names(void)
{
    static const char *const names[] = {"subscribe", "unsubscribe", "subscribed", "unsubscribed",
                                        "remove",    "add",         "login",      "logout"};
    CHECK_NUMBER(PS_N_ACTIONS, G_N_ELEMENTS(names), "actions");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        PsAction action = PS_N_ACTIONS;
        CHECK_STRING(ps_action_name((PsAction)i), names[i]);
        CHECK(ps_action_from_name(names[i], &action), "%s is not found", names[i]);
        CHECK_NUMBER(action, i, "%s", names[i]);
    }
}

static void
events_have_the_names_of_groups(void)
{
    static const char *const names[] = {"Outbound subscribe",
                                        "Outbound unsubscribe",
                                        "Outbound subscribed",
                                        "Outbound unsubscribed",
                                        "Remove",
                                        "Add",
                                        "Login",
                                        "Logout",
                                        "Inbound subscribe",
                                        "Inbound unsubscribe",
                                        "Inbound subscribed",
                                        "Inbound unsubscribed",
                                        "Inbound available",
                                        "Inbound unavailable",
                                        "Inbound probe",
                                        "Inbound error"};
    CHECK_NUMBER(PS_N_EVENTS, G_N_ELEMENTS(names), "events");
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        PsEvent event = PS_N_EVENTS;
        CHECK_STRING(ps_event_name(i), names[i]);
        CHECK(ps_event_from_name(names[i], &event), "%s is not found", names[i]);
        CHECK_NUMBER(event, i, "%s", names[i]);
    }
}

/* A name that does not exist is not found and changes nothing. */
static void
unknown_names_are_not_found(void)
{
    static const char *const unknown[] = {
        "",          "Subscribe", "subscribe ",         "subscrib",
        "invisible", "Outbound",  "Outbound available", "Inbound login"};
    for (guint i = 0; i < G_N_ELEMENTS(unknown); i++) {
        PsPresence presence = PS_PROBE;
        PsAction action = PS_DO_LOGIN;
        PsEvent event = 7;
        CHECK(!ps_presence_from_name(unknown[i], &presence), "“%s” is a presence", unknown[i]);
        CHECK(!ps_action_from_name(unknown[i], &action), "“%s” is an action", unknown[i]);
        CHECK(!ps_event_from_name(unknown[i], &event), "“%s” is an event", unknown[i]);
        CHECK(presence == PS_PROBE && action == PS_DO_LOGIN && event == 7,
              "“%s” changed the result", unknown[i]);
    }
}

static void
events_say_what_they_are(void)
{
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        const char *name = ps_event_name(event);
        CHECK(ps_event_is_arrival(event) == g_str_has_prefix(name, "Inbound "), "%s", name);
        CHECK(ps_event_is_outbound(event) == g_str_has_prefix(name, "Outbound "), "%s", name);
    }
    for (guint i = 0; i < PS_N_PRESENCES; i++) {
        g_autofree char *name = g_strconcat("Inbound ", ps_presence_name((PsPresence)i), NULL);
        CHECK_STRING(ps_event_name(ps_event_arrival((PsPresence)i)), name);
    }
    for (guint i = 0; i <= PS_DO_UNSUBSCRIBED; i++) {
        g_autofree char *name = g_strconcat("Outbound ", ps_action_name((PsAction)i), NULL);
        CHECK_STRING(ps_event_name(ps_event_action((PsAction)i)), name);
        CHECK_STRING(ps_action_name((PsAction)i), ps_presence_name((PsPresence)i));
    }
}

static void
nine_events_are_required(void)
{
    static const char *const required[] = {"Outbound subscribe",
                                           "Outbound unsubscribe",
                                           "Outbound subscribed",
                                           "Outbound unsubscribed",
                                           "Inbound subscribe",
                                           "Inbound unsubscribe",
                                           "Inbound subscribed",
                                           "Inbound unsubscribed",
                                           "Remove",
                                           NULL};
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        CHECK(ps_event_is_required(event) == g_strv_contains(required, ps_event_name(event)), "%s",
              ps_event_name(event));
}

static void
three_presences_are_of_availability(void)
{
    static const char *const names[] = {"available", "unavailable", "probe", NULL};
    for (guint i = 0; i < PS_N_PRESENCES; i++) {
        const char *name = ps_presence_name((PsPresence)i);
        CHECK(ps_presence_is_availability((PsPresence)i) == g_strv_contains(names, name), "%s",
              name);
    }
}

const Test event_tests[] = {
    {"presences have names", presences_have_names, FALSE},
    {"actions have names", actions_have_names, FALSE},
    {"events have the names of groups", events_have_the_names_of_groups, FALSE},
    {"unknown names are not found", unknown_names_are_not_found, FALSE},
    {"events say what they are", events_say_what_they_are, FALSE},
    {"nine events are required", nine_events_are_required, FALSE},
    {"three presences are of availability", three_presences_are_of_availability, FALSE},
    {0},
};
