/* Tests of known bugs, as the trackers of the servers tell them: each is a story that is told on
 * servers that have the bug and on servers that do not. */
#include "explorer/replay.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* Runs a trace; returns why it does not run through, or NULL. Free it. */
static char *
run(const char *text)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsTrace) trace = ps_trace_parse(text, strlen(text), "bug.trace", &error);
    REQUIRE(trace != NULL, "%s", error != NULL ? error->message : "");
    g_autoptr(PsProfile) a = load_profile(ps_trace_profile(trace, 0));
    g_autoptr(PsProfile) b = load_profile(ps_trace_profile(trace, 1));
    PsWorldOptions options;
    ps_replay_world_options(trace, &options);
    options.profiles[0] = a;
    options.profiles[1] = b;
    g_autoptr(PsWorld) world = make_world(&options);
    g_autoptr(PsReplay) replay = ps_replay_new(world, trace);
    const GError *stopped = ps_replay_error(replay);
    return stopped != NULL ? g_strdup(stopped->message) : NULL;
}

/* A story, told on both sides of each of these servers, and how the entries of romeo and juliet end
 * when all is settled. The last server is NULL. */
typedef struct {
    const char *server;
    const char *romeo;
    const char *juliet;
} End;

static void
check_story(const char *story, const End *ends)
{
    for (const End *end = ends; end->server != NULL; end++) {
        g_autofree char *text =
            g_strdup_printf("profile %s\n%ssettle\nexpect romeo %s\nexpect juliet %s\n",
                            end->server, story, end->romeo, end->juliet);
        g_autofree char *stopped = run(text);
        CHECK(stopped == NULL, "%s: %s", end->server, stopped);
    }
}

#define ASKED "romeo subscribe\nsettle\n"
#define SUBSCRIBED ASKED "juliet subscribed\nsettle\n"
#define MUTUAL SUBSCRIBED "juliet subscribe\nsettle\nromeo subscribed\nsettle\n"
#define OPEN "None + Pending Out"
#define WAITS "None + Pending In"

/* ejabberd issue 2598: removing somebody who has not answered yet leaves him with the question. */
static void
removal_orphans_the_request(void)
{
    static const End ends[] = {
        {"ejabberd", "Absent", WAITS},
        {"ejabberd-23", "Absent", WAITS},
        {"mongooseim", "Absent", WAITS},
        {"openfire", "Absent", "None + Recv"},
        {"rfc3921", "None", WAITS},
        {"rfc6121-prose", "None", WAITS},
        {"prosody", "Absent", "Absent"},
        {"tigase", "Absent", "Absent"},
        {0},
    };
    static const End answered[] = {
        {"ejabberd", "Absent", "From"},          {"ejabberd-23", "Absent", "From"},
        {"mongooseim", "Absent", "From"},        {"openfire", "Absent", "From"},
        {"jabberd2", "Absent", "From"},          {"prosody", "Absent", "None + Approved"},
        {"tigase", "Absent", "None + Approved"}, {0},
    };
    check_story(ASKED "romeo remove\n", ends);
    check_story(ASKED "romeo remove\nsettle\njuliet subscribed\n", answered);
}

/* The same issue: juliet was not told that the request was taken back, and answers it. */
static void
answer_to_what_was_taken_back(void)
{
    static const End ends[] = {
        {"ejabberd", "None", "None + Approved"},
        {"ejabberd-23", "None", "Absent"},
        {"mongooseim", "None", "Absent"},
        {"openfire", "To", "From"},
        {"rfc3921", "None", "None"},
        {"jabberd2", "To", "From"},
        {0},
    };
    check_story(ASKED "romeo unsubscribe\nsettle\njuliet subscribed\n", ends);
}

/* Openfire OF-2404: a subscription that the peer has lost cannot be asked for again. */
static void
subscriber_cannot_ask_again(void)
{
    static const End ends[] = {
        {"openfire", "To", "None"},
        {"rfc3921", "To", WAITS},
        {"ejabberd", "To", WAITS},
        {"mongooseim", "To", WAITS},
        {"prosody", "To", WAITS},
        {"tigase", "To", WAITS},
        {0},
    };
    check_story(SUBSCRIBED "juliet unsubscribed\nlose unsubscribed to romeo\nromeo subscribe\n",
                ends);
}

/* Prosody before a3c705d9e cancelled one direction only. */
static void
removal_ends_both_directions(void)
{
    static const End ends[] = {
        {"prosody", "Absent", "None"},
        {"ejabberd", "Absent", "None"},
        {"ejabberd-23", "Absent", "None"},
        {"mongooseim", "Absent", "None"},
        {"tigase", "Absent", "None"},
        {"jabberd2", "Absent", "None"},
        {"rfc3921", "None", "None"},
        {"openfire", "Absent", "None + Unrecv"},
        {0},
    };
    check_story(MUTUAL "romeo remove\n", ends);
}

/* ejabberd issue 3208: declining a request deletes the item that the decliner made himself. */
static void
denial_deletes_the_own_item(void)
{
    static const End ends[] = {
        {"ejabberd", "None", "Absent"},   {"ejabberd-23", "None", "Absent"},
        {"mongooseim", "None", "Absent"}, {"tigase", "None", "Absent"},
        {"prosody", "None", "None"},      {"openfire", "None", "None"},
        {"rfc3921", "None", "None"},      {0},
    };
    check_story("juliet add\n" ASKED "juliet unsubscribed\n", ends);
}

/* Openfire OF-317 pushed nothing where none is left; no server does so now. */
static void
end_of_a_subscription_is_pushed(void)
{
    static const End ends[] = {
        {"openfire", "None", "None"},
        {"ejabberd", "None", "None"},
        {"prosody", "None", "None"},
        {"tigase", "None", "None"},
        {"jabberd2", "None", "None"},
        {"rfc3921", "None", "None"},
        {0},
    };
    check_story(SUBSCRIBED "juliet unsubscribed\nsettle\nexpect romeo push subscription=none\n",
                ends);
}

/* ejabberd issue 1567: a request that never arrived is sent again by Prosody alone. */
static void
lost_request_is_sent_again(void)
{
    static const End ends[] = {
        {"prosody", OPEN, "Absent + Pending In"},
        {"ejabberd", OPEN, "Absent"},
        {"ejabberd-23", OPEN, "Absent"},
        {"mongooseim", OPEN, "Absent"},
        {"tigase", OPEN, "Absent"},
        {"jabberd2", OPEN, "Absent"},
        {"rfc3921", OPEN, "None"},
        {0},
    };
    check_story("availability\nromeo subscribe\nbounce subscribe to juliet\nsettle\n"
                "romeo logout\nromeo login\n",
                ends);
}

/* ejabberd from 26.03 on: whoever was approved in advance and lost the subscription gets no answer
 * any more. */
static void
crash_of_a_used_pre_approval(void)
{
    static const End ends[] = {
        {"ejabberd", OPEN, "From + Approved"},
        {"prosody", "To", "From + Approved"},
        {"tigase", "To", "From"},
        {0},
    };
    check_story("juliet subscribed\n" ASKED "romeo unsubscribe\nlose unsubscribe to juliet\n"
                "romeo add\nromeo subscribe\n",
                ends);
}

/* Prosody: what was approved in advance cannot be revoked. */
static void
revoked_pre_approval(void)
{
    static const End ends[] = {
        {"prosody", "To", "From + Approved"},
        {"ejabberd", OPEN, WAITS},
        {"tigase", OPEN, WAITS},
        {0},
    };
    check_story("juliet subscribed\n" ASKED "juliet unsubscribed\nsettle\nromeo subscribe\n", ends);
}

/* Prosody: a removal denies the request, and keeps it. */
static void
removal_denies_and_keeps_the_request(void)
{
    static const End ends[] = {
        {"prosody", "None", "Absent + Pending In"},
        {"tigase", "None", "Absent"},
        {"ejabberd", OPEN, "Absent"},
        {0},
    };
    check_story(ASKED "juliet add\njuliet remove\n", ends);
}

/* jabberd2: a denial is ignored, and so is the word of who asked that he no longer wants it. */
static void
denial_is_ignored(void)
{
    static const End denied[] = {
        {"jabberd2", OPEN, "Absent"},
        {"rfc6121-prose", OPEN, "None"},
        {"rfc3921", "None", "None"},
        {"ejabberd", "None", "Absent"},
        {0},
    };
    static const End withdrawn[] = {
        {"jabberd2", OPEN, "Absent"},
        {"rfc6121-prose", "None", "None"},
        {0},
    };
    check_story(ASKED "juliet unsubscribed\n", denied);
    check_story(ASKED "romeo unsubscribe\n", withdrawn);
}

const Test bugs_tests[] = {
    {"removal orphans the request", removal_orphans_the_request, FALSE},
    {"answer to what was taken back", answer_to_what_was_taken_back, FALSE},
    {"subscriber cannot ask again", subscriber_cannot_ask_again, FALSE},
    {"removal ends both directions", removal_ends_both_directions, FALSE},
    {"denial deletes the own item", denial_deletes_the_own_item, FALSE},
    {"end of a subscription is pushed", end_of_a_subscription_is_pushed, FALSE},
    {"lost request is sent again", lost_request_is_sent_again, FALSE},
    {"crash of a used pre-approval", crash_of_a_used_pre_approval, FALSE},
    {"revoked pre-approval", revoked_pre_approval, FALSE},
    {"removal denies and keeps the request", removal_denies_and_keeps_the_request, FALSE},
    {"denial is ignored", denial_is_ignored, FALSE},
    {0},
};
