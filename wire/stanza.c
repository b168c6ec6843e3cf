/* Stanzas: expat's events made into elements. */
#include "wire/stanza-private.h"

#include <expat.h>
#include <stdarg.h>
#include <string.h>

G_DEFINE_QUARK(ps_stanza_error, ps_stanza_error)

/* Between a namespace and a name in what expat says. */
#define SEPARATOR '\n'

#define BARE_HEADER                                                        \
    "<stream:stream xmlns='" PS_NS_CLIENT "' xmlns:stream='" PS_NS_STREAMS \
    "' xmlns:db='" PS_NS_DIALBACK "'>"

/* So many bytes are given to expat at a time: what is too large is found soon. */
#define CHUNK 4096

struct _PsStanzaReader {
    XML_Parser parser;
    PsStreamKind kind;
    PsElement *header;
    GPtrArray *open;     /* the elements that are open, below the header; borrowed, but the first */
    GQueue complete;     /* of PsElement */
    GByteArray *pending; /* the bytes from `mark` on */
    guint64 mark;        /* where what is not complete begins */
    guint64 fed;         /* bytes that expat was given, a bare stream's header included */
    gboolean started;    /* the header was read */
    gboolean closed;
    gboolean single; /* stop after the first element */
    GError *error;
};

static PsElement *
new_element(const XML_Char *full_name, const XML_Char **attributes)
{
    PsElement *element = g_new0(PsElement, 1);
    const char *separator = strrchr(full_name, SEPARATOR);
    element->name = g_strdup(separator != NULL ? separator + 1 : full_name);
    element->xmlns =
        separator != NULL ? g_strndup(full_name, (gsize)(separator - full_name)) : g_strdup("");
    for (guint i = 0; attributes[i] != NULL; i++) {
        if (element->attributes == NULL)
            element->attributes = g_ptr_array_new_with_free_func(g_free);
        g_ptr_array_add(element->attributes, g_strdup(attributes[i]));
    }
    return element;
}

/* ---- What expat calls ---- */

/* Where the present event ends. */
static guint64
event_end(const PsStanzaReader *reader)
{
    return (guint64)XML_GetCurrentByteIndex(reader->parser) +
           (guint64)XML_GetCurrentByteCount(reader->parser);
}

static void G_GNUC_PRINTF(3, 4)
    fail(PsStanzaReader *reader, PsStanzaError code, const char *format, ...)
{
    guint64 before = reader->kind == PS_STREAM_BARE ? strlen(BARE_HEADER) : 0;
    guint64 at = (guint64)MAX(XML_GetCurrentByteIndex(reader->parser), 0);
    va_list args;
    if (reader->error != NULL)
        return;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(&reader->error, PS_STANZA_ERROR, (gint)code,
                "byte %" G_GUINT64_FORMAT ": expected %s", at - MIN(at, before) + 1, message);
    XML_StopParser(reader->parser, XML_FALSE);
}

/* TRUE if no more of what expat calls is of use. */
static gboolean
is_over(const PsStanzaReader *reader)
{
    return reader->error != NULL || (reader->single && reader->complete.length > 0);
}

static void
start_header(PsStanzaReader *reader, const XML_Char *name, const XML_Char **attributes)
{
    g_autoptr(PsElement) header = new_element(name, attributes);
    reader->started = TRUE;
    reader->mark = event_end(reader);
    if (reader->kind == PS_STREAM_BARE)
        return;
    if (!ps_element_is(header, "stream", PS_NS_STREAMS)) {
        g_autofree char *xmlns = ps_stanza_clean(header->xmlns);
        fail(reader, PS_STANZA_ERROR_SYNTAX, "<stream:stream> in %s, found <%s> in “%s”",
             PS_NS_STREAMS, header->name, xmlns);
        return;
    }
    reader->header = g_steal_pointer(&header);
}

static void XMLCALL
start_element(void *data, const XML_Char *name, const XML_Char **attributes)
{
    PsStanzaReader *reader = data;
    if (is_over(reader))
        return;
    if (!reader->started) {
        start_header(reader, name, attributes);
        return;
    }
    if (reader->open->len > PS_STANZA_MAX_DEPTH) {
        fail(reader, PS_STANZA_ERROR_LIMIT, "at most %d levels of elements in a stanza, found more",
             PS_STANZA_MAX_DEPTH);
        return;
    }
    PsElement *element = new_element(name, attributes);
    if (reader->open->len > 0) {
        PsElement *parent = g_ptr_array_index(reader->open, reader->open->len - 1);
        if (parent->children == NULL)
            parent->children = g_ptr_array_new_with_free_func((GDestroyNotify)ps_element_free);
        g_ptr_array_add(parent->children, element);
    } else {
        reader->mark = (guint64)XML_GetCurrentByteIndex(reader->parser);
    }
    g_ptr_array_add(reader->open, element);
}

/* The bytes of the stanza that ends here. */
static char *
cut_raw(const PsStanzaReader *reader, guint64 end)
{
    guint64 kept_from = reader->fed - reader->pending->len;
    return g_strndup((const char *)reader->pending->data + (reader->mark - kept_from),
                     end - reader->mark);
}

static void XMLCALL
end_element(void *data, const XML_Char *name)
{
    PsStanzaReader *reader = data;
    (void)name; /* expat has compared it */
    if (is_over(reader))
        return;
    guint64 end = event_end(reader);
    if (reader->open->len == 0) {
        if (reader->kind == PS_STREAM_BARE)
            fail(reader, PS_STANZA_ERROR_SYNTAX, "a stanza, found the end of a stream");
        reader->closed = TRUE;
        reader->mark = end;
        return;
    }
    PsElement *element = g_ptr_array_remove_index(reader->open, reader->open->len - 1);
    if (reader->open->len > 0)
        return;
    if (end - reader->mark > PS_STANZA_MAX_BYTES)
        fail(reader, PS_STANZA_ERROR_LIMIT, "a stanza of at most %d bytes, found more",
             PS_STANZA_MAX_BYTES);
    element->raw = cut_raw(reader, end);
    if (reader->error != NULL) {
        ps_element_free(element);
        return;
    }
    g_queue_push_tail(&reader->complete, element);
    reader->mark = end;
    if (reader->single)
        XML_StopParser(reader->parser, XML_FALSE);
}

static void XMLCALL
character_data(void *data, const XML_Char *text, int length)
{
    PsStanzaReader *reader = data;
    if (is_over(reader))
        return;
    if (reader->open->len > 0) {
        PsElement *element = g_ptr_array_index(reader->open, reader->open->len - 1);
        if (element->text == NULL)
            element->text = g_string_new(NULL);
        g_string_append_len(element->text, text, length);
        return;
    }
    for (int i = 0; i < length; i++)
        if (strchr(" \t\r\n", text[i]) == NULL) {
            fail(reader, PS_STANZA_ERROR_SYNTAX, "whitespace between stanzas, found text");
            return;
        }
    reader->mark = event_end(reader);
}

static void XMLCALL
start_doctype(void *data, const XML_Char *name, const XML_Char *system, const XML_Char *public,
              int internal)
{
    (void)name, (void)system, (void)public, (void)internal;
    fail(data, PS_STANZA_ERROR_RESTRICTED, "no document type declaration, found one");
}

static void XMLCALL
comment(void *data, const XML_Char *text)
{
    (void)text;
    fail(data, PS_STANZA_ERROR_RESTRICTED, "no comment, found one");
}

static void XMLCALL
instruction(void *data, const XML_Char *target, const XML_Char *text)
{
    (void)target, (void)text;
    fail(data, PS_STANZA_ERROR_RESTRICTED, "no processing instruction, found one");
}

/* ---- Reading ---- */

/* Gives expat some bytes; sets reader->error if they are wrong. */
static void
parse(PsStanzaReader *reader, const char *bytes, gsize n)
{
    g_byte_array_append(reader->pending, (const guint8 *)bytes, (guint)n);
    reader->fed += n;
    if (XML_Parse(reader->parser, bytes, (int)n, 0) != XML_STATUS_OK && !is_over(reader)) {
        enum XML_Error code = XML_GetErrorCode(reader->parser);
        if (code == XML_ERROR_UNDEFINED_ENTITY)
            fail(reader, PS_STANZA_ERROR_RESTRICTED,
                 "none but the five entities of XML, found another");
        else if (reader->closed)
            fail(reader, PS_STANZA_ERROR_CLOSED, "nothing after the end of the stream, found more");
        else
            fail(reader, PS_STANZA_ERROR_SYNTAX, "well-formed XML in UTF-8, found: %s",
                 XML_ErrorString(code));
    }
    guint64 kept_from = reader->fed - reader->pending->len;
    if (reader->mark > kept_from)
        g_byte_array_remove_range(reader->pending, 0, (guint)(reader->mark - kept_from));
    if (reader->pending->len > PS_STANZA_MAX_BYTES && !is_over(reader))
        fail(reader, PS_STANZA_ERROR_LIMIT, "a stanza of at most %d bytes, found more",
             PS_STANZA_MAX_BYTES);
}

/* A stanza is complete when its last byte is here, not when more comes; but since version 2.6.0,
 * and in Debian's 2.5.0, expat waits for more unless it is told not to. Whether it can be told is
 * known only of the library that the program runs with. */
XML_Bool XML_SetReparseDeferralEnabled(XML_Parser parser, XML_Bool enabled) __attribute__((weak));

PsStanzaReader *
ps_stanza_reader_new(PsStreamKind kind)
{
    PsStanzaReader *reader = g_new0(PsStanzaReader, 1);
    reader->kind = kind;
    reader->parser = XML_ParserCreateNS("UTF-8", SEPARATOR);
    g_assert(reader->parser != NULL); /* no memory is the only cause, and GLib aborts then too */
    reader->open = g_ptr_array_new();
    reader->pending = g_byte_array_new();
    g_queue_init(&reader->complete);
    if (XML_SetReparseDeferralEnabled != NULL)
        XML_SetReparseDeferralEnabled(reader->parser, XML_FALSE);
    XML_SetUserData(reader->parser, reader);
    XML_SetElementHandler(reader->parser, start_element, end_element);
    XML_SetCharacterDataHandler(reader->parser, character_data);
    XML_SetStartDoctypeDeclHandler(reader->parser, start_doctype);
    XML_SetCommentHandler(reader->parser, comment);
    XML_SetProcessingInstructionHandler(reader->parser, instruction);
    if (kind == PS_STREAM_BARE)
        parse(reader, BARE_HEADER, strlen(BARE_HEADER));
    return reader;
}

void
ps_stanza_reader_free(PsStanzaReader *reader)
{
    if (reader == NULL)
        return;
    if (reader->open->len > 0)
        ps_element_free(g_ptr_array_index(reader->open, 0));
    g_ptr_array_unref(reader->open);
    g_queue_clear_full(&reader->complete, (GDestroyNotify)ps_element_free);
    g_byte_array_unref(reader->pending);
    ps_element_free(reader->header);
    g_clear_error(&reader->error);
    XML_ParserFree(reader->parser);
    g_free(reader);
}

gboolean
ps_stanza_reader_feed(PsStanzaReader *reader, const char *bytes, gsize n, GError **error)
{
    while (n > 0 && !is_over(reader)) {
        gsize chunk = MIN(n, CHUNK);
        parse(reader, bytes, chunk);
        bytes += chunk;
        n -= chunk;
    }
    if (reader->error == NULL)
        return TRUE;
    g_propagate_error(error, g_error_copy(reader->error));
    return FALSE;
}

PsElement *
ps_stanza_reader_next(PsStanzaReader *reader)
{
    return g_queue_pop_head(&reader->complete);
}

const PsElement *
ps_stanza_reader_header(const PsStanzaReader *reader)
{
    return reader->header;
}

gboolean
ps_stanza_reader_closed(const PsStanzaReader *reader)
{
    return reader->closed;
}

gboolean
ps_stanza_reader_inside(const PsStanzaReader *reader)
{
    return !reader->closed && reader->pending->len > 0;
}

PsElement *
ps_stanza_parse(const char *text, gsize length, gsize *used, GError **error)
{
    g_autoptr(PsStanzaReader) reader = ps_stanza_reader_new(PS_STREAM_BARE);
    reader->single = TRUE;
    if (!ps_stanza_reader_feed(reader, text, length, error))
        return NULL;
    PsElement *element = ps_stanza_reader_next(reader);
    if (element == NULL)
        g_set_error(error, PS_STANZA_ERROR, PS_STANZA_ERROR_SYNTAX,
                    length == 0 ? "expected a stanza, found nothing"
                                : "expected the end of a stanza, found the end of the text");
    else
        *used = (gsize)(reader->mark - strlen(BARE_HEADER));
    return element;
}
