/* Stanzas: XML as it comes from a socket or a file, in pieces of any size, read by expat.
 *
 * What comes is not trusted. There are no entities but the five of XML, no DTD, no comments and no
 * processing instructions (RFC 6120 11.1), only UTF-8 (11.6), and an element may be neither larger
 * nor deeper than the limits below. */
#ifndef PS_WIRE_STANZA_H
#define PS_WIRE_STANZA_H

#include <glib.h>

G_BEGIN_DECLS

#define PS_STANZA_ERROR (ps_stanza_error_quark())
GQuark ps_stanza_error_quark(void);

typedef enum {
    PS_STANZA_ERROR_SYNTAX,     /* not well-formed, not UTF-8, or not a stream */
    PS_STANZA_ERROR_RESTRICTED, /* what RFC 6120 11.1 forbids */
    PS_STANZA_ERROR_LIMIT,      /* too large or too deep */
    PS_STANZA_ERROR_CLOSED,     /* more after the end of the stream */
} PsStanzaError;

/* Bytes of an element at depth 1 of a stream, its tags included; and levels below it. */
#define PS_STANZA_MAX_BYTES (256 * 1024)
#define PS_STANZA_MAX_DEPTH 32

/* The namespaces of the field. */
#define PS_NS_CLIENT "jabber:client"
#define PS_NS_SERVER "jabber:server"
#define PS_NS_COMPONENT "jabber:component:accept"
#define PS_NS_STREAMS "http://etherx.jabber.org/streams"
#define PS_NS_DIALBACK "jabber:server:dialback"
#define PS_NS_ROSTER "jabber:iq:roster"

/* An element with all that is in it. A stanza is one that stands at depth 1 of a stream. */
typedef struct _PsElement PsElement;

void ps_element_free(PsElement *element);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsElement, ps_element_free)

/* The name without its prefix, and the namespace, which is "" if there is none. Owned by the
 * element, as everything below is. */
const char *ps_element_name(const PsElement *element);
const char *ps_element_xmlns(const PsElement *element);

/* TRUE if it is called that; in any namespace if xmlns is NULL. */
gboolean ps_element_is(const PsElement *element, const char *name, const char *xmlns);

/* The value of the attribute of that name that is in no namespace; NULL if there is none. */
const char *ps_element_attribute(const PsElement *element, const char *name);

guint ps_element_n_children(const PsElement *element);
const PsElement *ps_element_child(const PsElement *element, guint i);

/* The first child of that name, in any namespace if xmlns is NULL; NULL if there is none. */
const PsElement *ps_element_find(const PsElement *element, const char *name, const char *xmlns);

/* The text directly in it, without that of its children; "" if there is none. */
const char *ps_element_text(const PsElement *element);

/* The bytes of an element at depth 1, exactly as they came; NULL deeper down. Namespaces that the
 * stream's header declared are not declared in it again. */
const char *ps_element_raw(const PsElement *element);

/* As much of these bytes as a message shows, some 200 of them. Free it. */
char *ps_element_excerpt(const PsElement *element);

typedef enum {
    PS_STREAM_HEADED, /* a stream of RFC 6120: a header <stream:stream …>, then stanzas */
    PS_STREAM_BARE,   /* stanzas one after the other, in jabber:client unless they say otherwise;
                       * the prefixes stream and db are known */
} PsStreamKind;

typedef struct _PsStanzaReader PsStanzaReader;

/* Never NULL. A stream that is started anew, as after SASL, needs a new reader. */
PsStanzaReader *ps_stanza_reader_new(PsStreamKind kind);

void ps_stanza_reader_free(PsStanzaReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsStanzaReader, ps_stanza_reader_free)

/* Takes n more bytes. FALSE and error (PS_STANZA_ERROR, with the byte at which it is) if they are
 * not as they must be, and from then on for good; what was complete before can still be taken. */
gboolean ps_stanza_reader_feed(PsStanzaReader *reader, const char *bytes, gsize n, GError **error);

/* Takes the next element of depth 1 that is complete, or NULL. Free it. */
PsElement *ps_stanza_reader_next(PsStanzaReader *reader);

/* The stream's header, without children; NULL before it came and in a bare stream. Owned by the
 * reader. */
const PsElement *ps_stanza_reader_header(const PsStanzaReader *reader);

/* TRUE after the end of the stream, </stream:stream>. */
gboolean ps_stanza_reader_closed(const PsStanzaReader *reader);

/* TRUE if something has begun that is not complete. */
gboolean ps_stanza_reader_inside(const PsStanzaReader *reader);

/* Reads the one element that length bytes of text begin with, with the rules of a bare stream, and
 * sets *used to its length. NULL and error if there is none, or if it does not end; free it. */
PsElement *ps_stanza_parse(const char *text, gsize length, gsize *used, GError **error);

/* A copy of text that can be shown: control characters, and bytes that are no UTF-8, become U+FFFD.
 * Free it. */
char *ps_stanza_clean(const char *text);

/* A presence with these attributes, and payload as it is in it; each of them may be NULL. Free it.
 */
char *ps_stanza_presence(const char *id, const char *from, const char *to, const char *type,
                         const char *payload);

G_END_DECLS

#endif
