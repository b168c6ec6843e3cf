/* Text for pictures: made safe, broken into lines, measured without a font. */
#ifndef PS_VIZ_TEXT_H
#define PS_VIZ_TEXT_H

#include <glib.h>

G_BEGIN_DECLS

/* A copy of text with each character that XML cannot hold (controls other than a newline, and
 * non-characters) replaced by U+FFFD, as are bytes that are not UTF-8. Free it. */
char *ps_text_clean(const char *text);

/* The same, escaped for XML: for content and for attribute values. Free it. */
char *ps_text_xml(const char *text);

/* The columns of the longest stretch of text that is never broken, but for hard breaks. */
guint ps_text_longest_word(const char *text);

/* Breaks text into lines of at most `columns` columns: at newlines, at spaces, after a + inside a
 * word, and where nothing else helps, anywhere. At least one line; an array of strings that frees
 * them. */
GPtrArray *ps_text_wrap(const char *text, guint columns);

/* The same, but not wider than it must be for so many lines. */
GPtrArray *ps_text_balance(const char *text, guint columns);

/* A number with its digits in groups of three: "18,478". Free it. */
char *ps_text_number(guint64 number);

/* "1 state", "18,478 states": noun is what there is one of. Free it. */
char *ps_text_count(guint64 number, const char *noun);

/* Joins strings with a separator between each two. Free it. */
char *ps_text_join(const GPtrArray *strings, const char *separator);

/* Joins words as a sentence does: "a", "a and b", "a, b and c". Free it. */
char *ps_text_list(const GPtrArray *words);

G_END_DECLS

#endif
