/* Tests of logs: every kind that is known tells the same, and what is none is refused. */
#include "tests/suites.h"
#include "tests/support.h"
#include "wire/observe.h"

#include <string.h>

/* What a log shows, one a line: the line, the side, and what it is. Free it. */
static char *
observed_text(const PsObserved *observed)
{
    static const char *const kinds[] = {"action", "arrival", "delivery", "push", "roster", "sent"};
    const PsSeenLog *log = ps_observed_log(observed);
    GString *out = g_string_new(NULL);
    for (guint i = 0; i < log->n; i++) {
        const PsSeen *seen = &log->seen[i];
        g_autofree char *item =
            seen->item.subscription != NULL ? ps_item_text(&seen->item) : g_strdup("nothing");
        const char *what = seen->kind == PS_SEEN_ACTION ? ps_action_name(seen->what)
                           : seen->kind == PS_SEEN_PUSH || seen->kind == PS_SEEN_ROSTER
                               ? item
                               : ps_presence_name(seen->what);
        g_string_append_printf(out, "%s%u %s %s", i > 0 ? "; " : "", seen->side, kinds[seen->kind],
                               what);
    }
    return g_string_free(out, FALSE);
}

static PsObserved *
observe(const char *name, PsObserveOptions options)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *path = g_build_filename("tests", "logs", name, NULL);
    g_autoptr(PsLog) log = ps_log_load(path, &error);
    REQUIRE(log != NULL, "%s", error->message);
    PsObserved *observed = ps_observed_new(log, &options, &error);
    REQUIRE(observed != NULL, "%s", error->message);
    return observed;
}

/* Checks what a log shows, and which streams it has: u, i, d, o of romeo, then of juliet. */
static void
check_shows(const char *name, const char *expected, const char *watched)
{
    g_autoptr(PsObserved) observed = observe(name, (PsObserveOptions){{"romeo", "juliet"}, 0, 0});
    g_autofree char *found = observed_text(observed);
    const PsSeenLog *log = ps_observed_log(observed);
    GString *streams = g_string_new(NULL);
    for (guint side = 0; side < 2; side++)
        for (guint stream = 0; stream < PS_N_STREAMS; stream++)
            g_string_append_c(streams, log->watched[side][stream] ? "uido"[stream] : '-');
    CHECK_STRING(found, expected);
    CHECK(g_str_equal(streams->str, watched), "%s: expected %s, found %s", name, watched,
          streams->str);
    g_string_free(streams, TRUE);
}

#define STORY                                                                             \
    "0 action subscribe; 0 push subscription=none ask=subscribe; 0 delivery subscribed; " \
    "0 push subscription=to"
#define STORY_PUSH_FIRST                                           \
    "0 action subscribe; 0 push subscription=none ask=subscribe; " \
    "0 push subscription=to; 0 delivery subscribed"

static void
clients(void)
{
    static const char *const logs[] = {"own.log",     "pidgin.log",       "smack.log",
                                       "slixmpp.log", "bare.xml",         "libstrophe.log",
                                       "xmppjs.log",  "xmppjs-debug.log", NULL};
    for (guint i = 0; logs[i] != NULL; i++)
        check_shows(logs[i], STORY, "u-d-----");
}

static void
servers(void)
{
    check_shows("prosody-stanza-debug.log", STORY, "u-d-----");
    check_shows("openfire-debugger.log", STORY, "u-d-----");
    check_shows("ejabberd.log", STORY_PUSH_FIRST, "u-d-----");
    check_shows("ejabberd-16.log", STORY_PUSH_FIRST, "u-d-----");
    check_shows("ejabberd-s2s.log", "1 arrival subscribe", "-----i--");
    check_shows("prosody-debug.log",
                "0 action subscribe; 0 sent subscribe; 0 arrival subscribed; 0 delivery subscribed",
                "uido----");
    check_shows("prosody-syslog.log", "0 action subscribe; 0 delivery subscribed", "u-d-----");
    check_shows("federation.log",
                "0 action subscribe; 0 sent subscribe; 0 push subscription=none ask=subscribe; "
                "1 arrival subscribe; 1 delivery subscribe; 1 action subscribed; "
                "1 push subscription=from; 1 sent subscribed; 0 arrival subscribed; "
                "0 delivery subscribed; 0 push subscription=to",
                "uidouido");
}

static void
start_tags_only(void)
{
    g_autoptr(PsObserved) heads = observe("prosody-debug.log", (PsObserveOptions){0});
    g_autoptr(PsObserved) whole = observe("prosody-stanza-debug.log", (PsObserveOptions){0});
    PsSeen push = {.kind = PS_SEEN_PUSH, .item = {"none", NULL, FALSE}};
    PsSeen delivery = {.kind = PS_SEEN_DELIVERY, .what = PS_SUBSCRIBE};
    CHECK(!ps_seen_is_watched(ps_observed_log(heads), &push), "pushes that are not in the log");
    CHECK(ps_seen_is_watched(ps_observed_log(heads), &delivery), "deliveries are in the log");
    CHECK(ps_seen_is_watched(ps_observed_log(whole), &push), "pushes are in the log");
}

static void
scansion(void)
{
    check_shows("subscribe.scs",
                "0 roster nothing; 0 action subscribe; 0 push subscription=none ask=subscribe; "
                "1 delivery subscribe; 1 action subscribed; 1 push subscription=from; "
                "0 push subscription=to; 0 delivery subscribed; 0 roster subscription=to",
                "u-d-u-d-");
}

/* ---- Text ---- */

static PsLog *
parse(const char *text, const char *file, GError **error)
{
    return ps_log_parse(text, strlen(text), file, error);
}

/* Checks what a text shows of its users. */
static void
check_text(const char *text, PsObserveOptions options, const char *expected)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsLog) log = parse(text, "a.log", &error);
    REQUIRE(log != NULL, "%s", error->message);
    g_autoptr(PsObserved) observed = ps_observed_new(log, &options, &error);
    REQUIRE(observed != NULL, "%s", error->message);
    g_autofree char *found = observed_text(observed);
    CHECK_STRING(found, expected);
}

static void
users(void)
{
    static const char text[] = "a C: <presence to='b@x' type='subscribe'/>\n"
                               "a C: <presence to='c@x/y' type='subscribe'/>\n"
                               "a C: <presence to='C@X' type='unsubscribe'/>\n"
                               "c C: <presence to='a@x' type='subscribed'/>\n";
    check_text(text, (PsObserveOptions){0},
               "0 action subscribe; 0 action unsubscribe; 1 action subscribed");
    check_text("a S: <presence to='a@x' from='c@x' type='subscribed'/>\n"
               "c C: <presence to='a@x' type='subscribed'/>\n",
               (PsObserveOptions){0}, "0 delivery subscribed; 1 action subscribed");
    check_text("a S: <iq to='a@x/1'/>\na C: <presence to='b@x' type='subscribe'/>\n"
               "a C: <presence to='c@x' type='subscribe'/>\n",
               (PsObserveOptions){{"c@x", "a"}, 0, 0}, "1 action subscribe");
}

/* What nobody names but the log itself. */
static void
named(void)
{
    static const char text[] = "Romeo C: <presence to='juliet@b' type='subscribe'/>\n";
    g_autoptr(PsLog) log = parse(text, "a.log", NULL);
    PsObserveOptions options = {0};
    g_autoptr(PsObserved) observed = ps_observed_new(log, &options, NULL);
    REQUIRE(observed != NULL, "nothing is seen");
    CHECK_STRING(ps_observed_user(observed, 0), "romeo");
    CHECK(ps_observed_log(observed)->watched[0][PS_STREAM_UP], "romeo's client is in the log");
}

static void
availability(void)
{
    static const char text[] = "a C: <presence/>\na C: <presence><show>away</show></presence>\n"
                               "a S: <presence from='b@x/1' to='a@x'/>\n"
                               "a S: <presence from='b@x/1' to='a@x' type='subscribe'/>\n"
                               "a S: <presence from='b@x/1' to='a@x' type='unavailable'/>\n"
                               "a C: <presence type='unavailable'/>\n";
    check_text(text, (PsObserveOptions){0}, "0 delivery subscribe");
    check_text(text, (PsObserveOptions){.availability = TRUE},
               "0 action login; 0 delivery available; 0 delivery subscribe; "
               "0 delivery unavailable; 0 action logout");
}

static void
items(void)
{
    check_text("a C: <iq type='set' id='1'><query xmlns='jabber:iq:roster'>"
               "<item jid='b@x' subscription='remove'/></query></iq>\n"
               "a S: <iq type='set' id='2'><query xmlns='jabber:iq:roster'>"
               "<item jid='b@x' subscription='none' approved='true'/></query></iq>\n"
               "a C: <iq type='get' id='3'><query xmlns='jabber:iq:roster'/></iq>\n"
               "a S: <iq type='result' id='3'><query xmlns='jabber:iq:roster'>"
               "<item jid='c@x' subscription='to'/><item jid='b@x' subscription='both'/></query>"
               "</iq>\n",
               (PsObserveOptions){0},
               "0 action remove; 0 push subscription=none approved=true; "
               "0 roster subscription=both");
}

static void
check_refused(const char *file, const char *text, const char *part)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsLog) log = parse(text, file, &error);
    REQUIRE(log == NULL && error != NULL, "%s: accepted: %s", file, text);
    CHECK_CONTAINS(error->message, part);
}

static void
refused(void)
{
    check_refused("a.log", "", "a.log: expected stanzas (<presence>, <iq>), found none");
    check_refused("a.log", "x\n# <presence/>\n", "found none");
    check_refused("a.log", "x\ny <presence to='b'", "a.log:2: in <presence>: expected the end");
    check_refused("a.log", "<presence>&x;</presence>", "five entities");
    check_refused("a.log", "Send XML on stream = <<\"<presence/>", "end of an Erlang binary");
    check_refused("a.log", "c2s1 debug Received[c2s]: <presence ", "in <presence>");
    check_refused("a.scs", "", "a.scs:1: expected “[Client] NAME”, found the end");
    check_refused("a.scs", "[Client] A\n---\n", "expected a line “jid:” for A, found none");
    check_refused("a.scs", "[Client]\n", "expected a name after “[Client]”");
    check_refused("a.scs", "jid: a@b\n", "expected “[Client] NAME”, found “jid: a@b”");
    check_refused("a.scs", "[Client] A\njid:\n", "expected a JID");
    check_refused("a.scs", "[Client] A\njid: a@b\n---\nB connects\n",
                  "a.scs:4: expected the name of a client, found “B connects”");
    check_refused("a.scs", "[Client] A\njid: a@b\n---\nA dances\n",
                  "expected connects, sends:, receives: or disconnects, found “dances”");
    check_refused("a.scs", "[Client] A\njid: a@b\n---\nA sends:\n\t<presence>\nA disconnects\n",
                  "a.scs:4: in what A sends: expected the end of a stanza");
    g_autoptr(GError) error = NULL;
    g_autoptr(PsLog) log = parse("<presence/>", "a.log", NULL);
    PsObserveOptions options = {0};
    CHECK(ps_observed_new(log, &options, &error) == NULL, "two users in nothing");
    CHECK_STRING(error->message, "a.log: expected presences or roster items that are about two "
                                 "users, found none");
}

static void
written(void)
{
    static const PsLogWay ways[] = {PS_LOG_FROM_CLIENT, PS_LOG_TO_CLIENT, PS_LOG_S2S_OUT,
                                    PS_LOG_S2S_IN};
    for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autofree char *line = ps_log_line(ways[i], i < 2 ? "romeo" : NULL,
                                            "<presence from='a@b' to='c@d' type='subscribe'/>");
        g_autoptr(PsLog) log = parse(line, "a.log", NULL);
        REQUIRE(log != NULL && ps_log_n_records(log) == 1, "%s", line);
        CHECK_NUMBER(ps_log_record(log, 0)->way, ways[i], "%s", line);
        CHECK_STRING(ps_log_record(log, 0)->session, i < 2 ? "romeo" : "");
    }
}

const Test log_tests[] = {
    {"logs of clients", clients, FALSE},
    {"logs of servers", servers, FALSE},
    {"logs with start tags only", start_tags_only, FALSE},
    {"Scansion scripts", scansion, FALSE},
    {"which two users", users, FALSE},
    {"a connection with a name only", named, FALSE},
    {"availability", availability, FALSE},
    {"items", items, FALSE},
    {"what is refused", refused, FALSE},
    {"what is written can be read", written, FALSE},
    {0},
};
