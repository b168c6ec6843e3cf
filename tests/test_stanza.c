/* Tests of the stanza reader: what it reads, whatever the pieces, and what it refuses. */
#include "tests/suites.h"
#include "tests/support.h"
#include "wire/stanza.h"

#include <string.h>

#define HEADER                                                   \
    "<?xml version='1.0'?><stream:stream xmlns='jabber:client' " \
    "xmlns:stream='http://etherx.jabber.org/streams' from='a.localhost' id='1' version='1.0'>"

/* What a reader makes of text in pieces of n bytes: the names of the stanzas, then the error. */
static char *
read_pieces(PsStreamKind kind, const char *text, gsize n)
{
    g_autoptr(PsStanzaReader) reader = ps_stanza_reader_new(kind);
    g_autoptr(GError) error = NULL;
    GString *out = g_string_new(NULL);
    gsize length = strlen(text);
    gboolean fine = TRUE;
    for (gsize i = 0; i < length && fine; i += n)
        fine = ps_stanza_reader_feed(reader, text + i, MIN(n, length - i), &error);
    for (PsElement *element; (element = ps_stanza_reader_next(reader)) != NULL;) {
        g_string_append_printf(out, "%s|", ps_element_raw(element));
        ps_element_free(element);
    }
    if (error != NULL)
        g_string_append_printf(out, "%d %s", error->code, error->message);
    else
        g_string_append_printf(out, "%s%s", ps_stanza_reader_closed(reader) ? "closed" : "",
                               ps_stanza_reader_inside(reader) ? "inside" : "");
    return g_string_free(out, FALSE);
}

static void
check_reads(PsStreamKind kind, const char *text, const char *expected)
{
    static const gsize pieces[] = {1, 2, 7, 1000000};
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autofree char *found = read_pieces(kind, text, pieces[i]);
        CHECK_STRING(found, expected);
    }
}

static void
streams(void)
{
    check_reads(PS_STREAM_HEADED, HEADER, "");
    check_reads(PS_STREAM_HEADED, HEADER "<presence/> \n<iq type='set'><a>b</a></iq>",
                "<presence/>|<iq type='set'><a>b</a></iq>|");
    check_reads(PS_STREAM_HEADED, HEADER "<presence/></stream:stream>\n", "<presence/>|closed");
    check_reads(PS_STREAM_HEADED, HEADER "<presence/><presence", "<presence/>|inside");
    check_reads(PS_STREAM_HEADED, HEADER "<presence><show>away</show>", "inside");
    check_reads(PS_STREAM_BARE, "<presence type='subscribe'/>\n<presence/>",
                "<presence type='subscribe'/>|<presence/>|");
    check_reads(PS_STREAM_BARE, "<stream:features/><db:verify/>",
                "<stream:features/>|<db:verify/>|");
}

static void
elements(void)
{
    static const char text[] =
        "<iq type='set' id='&lt;1&#33;'><query xmlns='jabber:iq:roster' ver='7'>"
        "<item jid='juliet@b.localhost' subscription='from' ask='subscribe'><group>A &amp; "
        "B</group>"
        "</item></query></iq><presence/>";
    gsize used = 0;
    g_autoptr(PsElement) iq = ps_stanza_parse(text, sizeof text - 1, &used, NULL);
    REQUIRE(iq != NULL, "no stanza");
    CHECK_STRING(text + used, "<presence/>");
    CHECK(ps_element_is(iq, "iq", PS_NS_CLIENT), "%s", ps_element_xmlns(iq));
    CHECK_STRING(ps_element_attribute(iq, "id"), "<1!");
    CHECK(ps_element_attribute(iq, "to") == NULL, "an attribute that is not there");
    const PsElement *query = ps_element_find(iq, "query", PS_NS_ROSTER);
    REQUIRE(query != NULL && ps_element_n_children(query) == 1, "no query");
    CHECK(ps_element_find(iq, "query", PS_NS_CLIENT) == NULL, "a query in another namespace");
    const PsElement *item = ps_element_child(query, 0);
    CHECK_STRING(ps_element_attribute(item, "ask"), "subscribe");
    CHECK_STRING(ps_element_text(ps_element_find(item, "group", NULL)), "A & B");
    CHECK_STRING(ps_element_text(item), "");
    CHECK(ps_element_raw(query) == NULL, "the bytes of a child");
}

static void
header(void)
{
    g_autoptr(PsStanzaReader) reader = ps_stanza_reader_new(PS_STREAM_HEADED);
    CHECK(ps_stanza_reader_header(reader) == NULL, "a header before it came");
    CHECK(ps_stanza_reader_feed(reader, HEADER, strlen(HEADER), NULL), "no header");
    REQUIRE(ps_stanza_reader_header(reader) != NULL, "no header");
    CHECK_STRING(ps_element_attribute(ps_stanza_reader_header(reader), "from"), "a.localhost");
}

static void
check_refuses(PsStreamKind kind, const char *text, PsStanzaError code, const char *part)
{
    static const gsize pieces[] = {1, 5, 1000000};
    for (guint i = 0; i < G_N_ELEMENTS(pieces); i++) {
        g_autofree char *found = read_pieces(kind, text, pieces[i]);
        g_autofree char *start = g_strdup_printf("%d byte ", (int)code);
        CHECK(strstr(found, start) != NULL, "%.80s: %s", text, found);
        CHECK_CONTAINS(found, part);
    }
}

static void
refuses(void)
{
    check_refuses(PS_STREAM_HEADED, "<presence/>", PS_STANZA_ERROR_SYNTAX,
                  "expected <stream:stream> in http://etherx.jabber.org/streams, found <presence> "
                  "in “”");
    check_refuses(PS_STREAM_HEADED, "HTTP/1.1 400 Bad Request\r\n", PS_STANZA_ERROR_SYNTAX,
                  "well-formed");
    check_refuses(PS_STREAM_HEADED, HEADER "hello", PS_STANZA_ERROR_SYNTAX, "found text");
    check_refuses(PS_STREAM_HEADED, HEADER "<a></b>", PS_STANZA_ERROR_SYNTAX, "mismatched tag");
    check_refuses(PS_STREAM_HEADED, HEADER "<x:a/>", PS_STANZA_ERROR_SYNTAX, "unbound prefix");
    check_refuses(PS_STREAM_HEADED, HEADER "<a b='\xff'/>", PS_STANZA_ERROR_SYNTAX, "UTF-8");
    check_refuses(PS_STREAM_HEADED, HEADER "<a><!-- x --></a>", PS_STANZA_ERROR_RESTRICTED,
                  "comment");
    check_refuses(PS_STREAM_HEADED, HEADER "<a><?x y?></a>", PS_STANZA_ERROR_RESTRICTED,
                  "processing instruction");
    check_refuses(PS_STREAM_HEADED, HEADER "<a>&lol;</a>", PS_STANZA_ERROR_RESTRICTED,
                  "five entities");
    check_refuses(PS_STREAM_HEADED, HEADER "</stream:stream><presence/>", PS_STANZA_ERROR_CLOSED,
                  "after the end");
    check_refuses(PS_STREAM_BARE, "<a/></stream:stream>", PS_STANZA_ERROR_SYNTAX,
                  "byte 5: expected a stanza, found the end of a stream");
    check_refuses(PS_STREAM_HEADED,
                  "<!DOCTYPE x [<!ENTITY a 'ha'><!ENTITY b '&a;&a;'>]>" HEADER "<a>&b;</a>",
                  PS_STANZA_ERROR_RESTRICTED, "document type declaration");
    check_refuses(PS_STREAM_HEADED, "<?xml version='1.0' encoding='UTF-16'?><a/>",
                  PS_STANZA_ERROR_SYNTAX, "found");
}

/* n times what, between before and after. Free it. */
static char *
many(const char *before, const char *what, guint n, const char *after)
{
    GString *text = g_string_new(before);
    for (guint i = 0; i < n; i++)
        g_string_append(text, what);
    g_string_append(text, after);
    return g_string_free(text, FALSE);
}

static void
limits(void)
{
    g_autofree char *deep = many(HEADER, "<a>", PS_STANZA_MAX_DEPTH + 1, "");
    g_autofree char *too_deep = many(HEADER, "<a>", PS_STANZA_MAX_DEPTH + 2, "");
    check_reads(PS_STREAM_HEADED, deep, "inside");
    check_refuses(PS_STREAM_HEADED, too_deep, PS_STANZA_ERROR_LIMIT, "at most 32 levels");
    /* <a b=''/> around what is in the attribute: 9 bytes. */
    g_autofree char *large = many("<a b='", "x", PS_STANZA_MAX_BYTES - 9, "'/>");
    g_autofree char *too_large = many("<a b='", "x", PS_STANZA_MAX_BYTES - 8, "'/>");
    gsize used = 0;
    g_autoptr(GError) error = NULL;
    g_autoptr(PsElement) fine = ps_stanza_parse(large, strlen(large), &used, NULL);
    CHECK(fine != NULL && used == PS_STANZA_MAX_BYTES, "the largest stanza: %zu", used);
    PsElement *none = ps_stanza_parse(too_large, strlen(too_large), &used, &error);
    CHECK(none == NULL && error != NULL, "too large a stanza");
    CHECK(g_error_matches(error, PS_STANZA_ERROR, PS_STANZA_ERROR_LIMIT), "%s", error->message);
    /* One that never ends is given up before all of it is here. */
    g_autofree char *endless = many(HEADER "<a b='", "x", 2 * PS_STANZA_MAX_BYTES, "");
    g_autofree char *found = read_pieces(PS_STREAM_HEADED, endless, 1000);
    CHECK_CONTAINS(found, "at most 262144 bytes");
}

/* A hundred thousand stanzas leave nothing behind but themselves. */
static void
long_streams(void)
{
    g_autoptr(PsStanzaReader) reader = ps_stanza_reader_new(PS_STREAM_HEADED);
    guint n = 0;
    CHECK(ps_stanza_reader_feed(reader, HEADER, strlen(HEADER), NULL), "no header");
    for (guint i = 0; i < 100000; i++) {
        static const char stanza[] = "<presence type='subscribe'/>\n";
        REQUIRE(ps_stanza_reader_feed(reader, stanza, sizeof stanza - 1, NULL), "stanza %u", i);
        PsElement *element = ps_stanza_reader_next(reader);
        n +=
            element != NULL && g_str_equal(ps_element_raw(element), "<presence type='subscribe'/>");
        ps_element_free(element);
    }
    CHECK_NUMBER(n, 100000, "stanzas");
}

static void
showing(void)
{
    g_autofree char *clean = ps_stanza_clean("a\x1b[31m\xc2\x9b"
                                             "b\xff\nj\xc3\xa9");
    CHECK_STRING(clean, "a\xef\xbf\xbd[31m\xef\xbf\xbd"
                        "b\xef\xbf\xbd\xef\xbf\xbdj\xc3\xa9");
}

static void
writing(void)
{
    g_autofree char *presence = ps_stanza_presence("1", "a&b@c", "d'<o>&\"@b", "error", "<error/>");
    g_autofree char *available = ps_stanza_presence(NULL, NULL, NULL, NULL, NULL);
    gsize used = 0;
    g_autoptr(PsElement) read = ps_stanza_parse(presence, strlen(presence), &used, NULL);
    REQUIRE(read != NULL, "%s", presence);
    CHECK_STRING(ps_element_attribute(read, "to"), "d'<o>&\"@b");
    CHECK_STRING(ps_element_attribute(read, "from"), "a&b@c");
    CHECK_NUMBER(ps_element_n_children(read), 1, "children");
    CHECK_STRING(available, "<presence/>");
}

const Test stanza_tests[] = {
    {"streams in pieces of any size", streams, FALSE},
    {"elements", elements, FALSE},
    {"the header of a stream", header, FALSE},
    {"what is refused", refuses, FALSE},
    {"limits of depth and size", limits, FALSE},
    {"long streams", long_streams, FALSE},
    {"text that can be shown", showing, FALSE},
    {"stanzas are written so that they can be read", writing, FALSE},
    {0},
};
