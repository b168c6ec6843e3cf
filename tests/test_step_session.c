/* Tests of steps with availability: who is online, who sees, what is sent to whom when. */
#include "tests/scene.h"
#include "tests/suites.h"
#include "tests/support.h"

#define AVAILABILITY "rfc6121 k=9 availability"

static void
login_sends_presence_and_probes(void)
{
    CHECK_AFTER(AVAILABILITY, "None | None | | | online 01 sees 00", "romeo login",
                "None | None | | | online 11 sees 00");
    CHECK_AFTER(AVAILABILITY, "From | None | | | online 01 sees 00", "romeo login",
                "From | None | available | | online 11 sees 00");
    CHECK_AFTER(AVAILABILITY, "To | None | | | online 01 sees 00", "romeo login",
                "To | None | probe | | online 11 sees 00");
    CHECK_AFTER(AVAILABILITY, "Both | None | | | online 00 sees 00", "romeo login",
                "Both | None | available probe | | online 10 sees 00");
    CHECK_AFTER("openfire k=9 availability", "None | Both | | | online 10 sees 00", "juliet login",
                "None | Both | | probe available | online 11 sees 00");
}

static void
logout_sends_unavailable_and_sees_no_more(void)
{
    CHECK_AFTER(AVAILABILITY, "Both | Both | | | online 11 sees 11", "romeo logout",
                "Both | Both | unavailable | | online 01 sees 01");
    CHECK_AFTER(AVAILABILITY, "Both | To | | | online 11 sees 11", "juliet logout",
                "Both | To | | | online 10 sees 10");
}

static void
available_shows_to_who_is_online(void)
{
    CHECK_AFTER(AVAILABILITY, "To | From | | available", "romeo receives available",
                "To | From | | | online 11 sees 10");
    CHECK_AFTER(AVAILABILITY, "To | From | | available | online 01 sees 00",
                "romeo receives available", "To | From | | | online 01 sees 00");
    /* also to somebody who is not subscribed (any more) */
    CHECK_AFTER(AVAILABILITY, "None | From | | available", "romeo receives available",
                "None | From | | | online 11 sees 10");
    CHECK_AFTER(AVAILABILITY, "To | From | | unavailable | online 11 sees 11",
                "romeo receives unavailable", "To | From | | | online 11 sees 01");
}

static void
losing_to_ends_seeing(void)
{
    CHECK_AFTER(AVAILABILITY, "Both | Both | | | online 11 sees 11", "romeo unsubscribe",
                "From | Both | unsubscribe | | online 11 sees 01");
    CHECK_AFTER(AVAILABILITY, "To | From | | unsubscribed | online 11 sees 10",
                "romeo receives unsubscribed", "None | From | | | online 11 sees 00");
    CHECK_AFTER(AVAILABILITY, "From | To | | | online 11 sees 01", "juliet remove",
                "From | None | | unsubscribe | online 11 sees 00");
}

/* What ends only from, or to when there was none, leaves it as it is. */
static void
losing_from_ends_nothing(void)
{
    CHECK_AFTER(AVAILABILITY, "Both | Both | | | online 11 sees 11", "romeo unsubscribed",
                "To | Both | unavailable unsubscribed | | online 11 sees 11");
    CHECK_AFTER(AVAILABILITY, "Both | To | | unsubscribe | online 11 sees 10",
                "romeo receives unsubscribe",
                "To | To | unsubscribed unavailable | | online 11 sees 10");
    CHECK_AFTER(AVAILABILITY, "None + Pending Out | From | | | online 11 sees 10",
                "romeo unsubscribe", "None | From | unsubscribe | | online 11 sees 10");
}

/* Approving sends the current presence behind it. */
static void
approving_sends_presence(void)
{
    CHECK_AFTER(AVAILABILITY, "None + Pending In | None + Pending Out | |", "romeo subscribed",
                "From | None + Pending Out | subscribed available | | online 11 sees 00");
}

/* A server whose user is offline has no presence to send, and nothing more to take back. */
static void
offline_users_send_no_presence(void)
{
    CHECK_AFTER(AVAILABILITY, "From | To | | probe", "romeo receives probe",
                "From | To | available | | online 11 sees 00");
    CHECK_AFTER(AVAILABILITY, "From | To | | probe | online 01 sees 00", "romeo receives probe",
                "From | To | | | online 01 sees 00");
    CHECK_AFTER(AVAILABILITY, "From | To | | unsubscribe | online 01 sees 00",
                "romeo receives unsubscribe", "None | To | unsubscribed | | online 01 sees 00");
    CHECK_AFTER(AVAILABILITY " pre-approval=on",
                "None + Approved | None + Pending Out | | subscribe | online 01 sees 00",
                "romeo receives subscribe",
                "From | None + Pending Out | subscribed | | online 01 sees 00");
}

static void
probes_of_strangers_are_answered(void)
{
    CHECK_AFTER(AVAILABILITY, "None | To | | probe", "romeo receives probe",
                "None | To | unsubscribed | | online 11 sees 00");
    CHECK_AFTER(AVAILABILITY, "None | To | | probe | online 01 sees 00", "romeo receives probe",
                "None | To | unsubscribed | | online 01 sees 00");
    CHECK_AFTER(AVAILABILITY " probe-unsubscribed=off", "None | To | | probe",
                "romeo receives probe", "None | To | | | online 11 sees 00");
    CHECK_AFTER("openfire k=9 availability", "None | To | | probe", "romeo receives probe",
                "None | To | error | | online 11 sees 00");
}

/* Without availability, rows send no presence of it. */
static void
without_availability_there_is_none(void)
{
    CHECK_AFTER("rfc6121", "Both | To | | unsubscribe", "romeo receives unsubscribe",
                "To | To | unsubscribed |");
    CHECK_AFTER("rfc6121", "None + Pending In | None | |", "romeo subscribed",
                "From | None | subscribed |");
    CHECK_AFTER("openfire", "None + Ask | None | | subscribed", "romeo receives subscribed",
                "To | None | |");
}

const Test step_session_tests[] = {
    {"login sends presence and probes", login_sends_presence_and_probes, FALSE},
    {"logout sends unavailable and sees no more", logout_sends_unavailable_and_sees_no_more, FALSE},
    {"available shows to who is online", available_shows_to_who_is_online, FALSE},
    {"losing to ends seeing", losing_to_ends_seeing, FALSE},
    {"losing from ends nothing", losing_from_ends_nothing, FALSE},
    {"approving sends presence", approving_sends_presence, FALSE},
    {"offline users send no presence", offline_users_send_no_presence, FALSE},
    {"probes of strangers are answered", probes_of_strangers_are_answered, FALSE},
    {"without availability there is none", without_availability_there_is_none, FALSE},
    {0},
};
