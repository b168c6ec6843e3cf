/* Stanzas: whatever comes, it reads the same in one piece and byte by byte; what is accepted is no
 * larger and no deeper than it may be, and can be read again from its own bytes. */
#include "tests/fuzz/target.h"
#include "wire/stanza.h"

#include <string.h>

/* The reader of a stream, or of stanzas without a header, as the first byte says. */
static PsStreamKind
kind_of(const char *text, gsize length)
{
    return length > 0 && text[0] == '<' && memchr(text, ':', MIN(length, 60)) != NULL
               ? PS_STREAM_HEADED
               : PS_STREAM_BARE;
}

static char *
element_complaint(const PsElement *element, guint depth)
{
    FUZZ_EXPECT(depth <= PS_STANZA_MAX_DEPTH, "an element at depth %u", depth);
    FUZZ_EXPECT(ps_element_name(element)[0] != '\0', "an element without a name");
    FUZZ_EXPECT(g_utf8_validate(ps_element_text(element), -1, NULL), "text that is not UTF-8");
    for (guint i = 0; i < ps_element_n_children(element); i++) {
        char *wrong = element_complaint(ps_element_child(element, i), depth + 1);
        if (wrong != NULL)
            return wrong;
    }
    return NULL;
}

static char *
stanza_complaint(const PsElement *stanza)
{
    const char *raw = ps_element_raw(stanza);
    FUZZ_EXPECT(raw != NULL && strlen(raw) <= PS_STANZA_MAX_BYTES, "too large a stanza");
    FUZZ_EXPECT(raw[0] == '<' && g_str_has_suffix(raw, ">"), "bytes that are no element: %s", raw);
    return element_complaint(stanza, 0);
}

/* Takes what is complete and adds its bytes to out. */
static char *
take(PsStanzaReader *reader, GString *out)
{
    char *wrong = NULL;
    for (PsElement *element; wrong == NULL && (element = ps_stanza_reader_next(reader)) != NULL;) {
        wrong = stanza_complaint(element);
        g_string_append_printf(out, "%s\n", ps_element_raw(element));
        ps_element_free(element);
    }
    return wrong;
}

/* Reads text in pieces; what comes of it goes to out. */
static char *
read_pieces(const char *text, gsize length, gsize piece, GString *out, gboolean *accepted)
{
    g_autoptr(PsStanzaReader) reader = ps_stanza_reader_new(kind_of(text, length));
    g_autoptr(GError) error = NULL;
    gboolean fine = TRUE;
    for (gsize i = 0; i < length && fine; i += piece)
        fine = ps_stanza_reader_feed(reader, text + i, MIN(piece, length - i), &error);
    char *wrong = take(reader, out);
    if (wrong != NULL)
        return wrong;
    FUZZ_EXPECT(fine == (error == NULL), "an error that is none");
    FUZZ_EXPECT(fine || g_utf8_validate(error->message, -1, NULL), "a message that is not UTF-8");
    FUZZ_EXPECT(fine || error->domain == PS_STANZA_ERROR, "an error of another domain");
    FUZZ_EXPECT(fine || !ps_stanza_reader_feed(reader, " ", 1, NULL), "more after an error");
    *accepted = fine && !ps_stanza_reader_inside(reader);
    g_string_append(out, *accepted ? "accepted" : fine ? "unfinished" : "refused");
    return NULL;
}

static char *
try_stanza(const char *text, gsize length, gboolean *accepted)
{
    g_autoptr(GString) whole = g_string_new(NULL);
    g_autoptr(GString) bytes = g_string_new(NULL);
    gboolean again = FALSE;
    gsize used = 0;
    char *wrong = read_pieces(text, length, MAX(length, 1), whole, accepted);
    if (wrong == NULL)
        wrong = read_pieces(text, length, 1, bytes, &again);
    if (wrong != NULL)
        return wrong;
    FUZZ_EXPECT(g_str_equal(whole->str, bytes->str), "in one piece %s, in bytes %s", whole->str,
                bytes->str);
    g_autoptr(PsElement) first = ps_stanza_parse(text, length, &used, NULL);
    FUZZ_EXPECT(first == NULL || used <= length, "%zu of %zu bytes", used, length);
    return first != NULL ? element_complaint(first, 0) : NULL;
}

FUZZ_TARGET(stanza, try_stanza)
