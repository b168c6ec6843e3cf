/* Text for pictures. Widths are those of a terminal: good enough where there is no font to ask. */
#include "viz/text.h"

#include "viz/style.h"

#include <string.h>

static const char *
next(const char *c)
{
    return c + g_utf8_skip[(guchar)*c];
}

static gboolean
is_xml(gunichar c)
{
    if (c < 0x20)
        return c == '\n';
    return (c < 0x7f || c > 0x9f) && (c & 0xfffe) != 0xfffe;
}

char *
ps_text_clean(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *clean = g_string_new(NULL);
    for (const char *c = valid; *c != '\0'; c = next(c))
        g_string_append_unichar(clean, is_xml(g_utf8_get_char(c)) ? g_utf8_get_char(c) : 0xfffd);
    return g_string_free(clean, FALSE);
}

char *
ps_text_xml(const char *text)
{
    g_autofree char *clean = ps_text_clean(text);
    return g_markup_escape_text(clean, -1);
}

/* ---- Breaking lines ---- */

/* The end of the unbreakable piece that starts at text: behind its spaces, or behind a + that more
 * of the word follows. */
static const char *
piece_end(const char *text)
{
    const char *c = text;
    while (*c != '\0' && *c != ' ' && !(*c == '+' && c > text && c[1] != ' '))
        c++;
    if (*c == '+')
        return c + 1;
    while (*c == ' ')
        c++;
    return c;
}

/* The columns of the bytes from start to end, without spaces at the end. */
static guint
columns_of(const char *start, const char *end)
{
    while (end > start && end[-1] == ' ')
        end--;
    g_autofree char *text = g_strndup(start, (gsize)(end - start));
    return ps_style_width(text);
}

guint
ps_text_longest_word(const char *text)
{
    guint longest = 0;
    for (const char *end; *text != '\0'; text = end) {
        end = piece_end(text);
        longest = MAX(longest, columns_of(text, end));
    }
    return longest;
}

static void
add_line(GPtrArray *lines, const char *start, const char *end)
{
    g_autofree char *line = g_strndup(start, (gsize)(end - start));
    g_ptr_array_add(lines, g_strdup(g_strchomp(line)));
}

/* Where a piece that is too wide for a line has to be broken: behind one character at least. */
static const char *
hard_break(const char *start, const char *end, guint columns)
{
    const char *c = next(start);
    while (c < end && columns_of(start, next(c)) <= columns)
        c = next(c);
    return c;
}

/* Breaks one paragraph. */
static void
wrap_paragraph(GPtrArray *lines, const char *text, guint columns)
{
    const char *start = text;
    for (const char *c = text; *c != '\0';) {
        const char *end = piece_end(c);
        if (columns_of(start, end) <= columns) {
            c = end;
        } else if (c > start) {
            add_line(lines, start, c);
            start = c;
        } else {
            c = hard_break(start, end, columns);
            add_line(lines, start, c);
            start = c;
        }
    }
    if (*start != '\0' || start == text)
        add_line(lines, start, start + strlen(start));
}

GPtrArray *
ps_text_wrap(const char *text, guint columns)
{
    GPtrArray *lines = g_ptr_array_new_with_free_func(g_free);
    g_auto(GStrv) paragraphs = g_strsplit(text, "\n", -1);
    for (guint i = 0; paragraphs[i] != NULL; i++)
        wrap_paragraph(lines, paragraphs[i], columns);
    if (lines->len == 0)
        g_ptr_array_add(lines, g_strdup(""));
    return lines;
}

GPtrArray *
ps_text_balance(const char *text, guint columns)
{
    GPtrArray *lines = ps_text_wrap(text, columns);
    for (guint width = columns; width-- > 1;) {
        GPtrArray *narrower = ps_text_wrap(text, width);
        if (narrower->len > lines->len || ps_text_longest_word(text) > width) {
            g_ptr_array_unref(narrower);
            break;
        }
        g_ptr_array_unref(lines);
        lines = narrower;
    }
    return lines;
}

/* ---- Numbers and lists ---- */

char *
ps_text_number(guint64 number)
{
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%" G_GUINT64_FORMAT, number);
    for (gssize i = (gssize)text->len - 3; i > 0; i -= 3)
        g_string_insert_c(text, i, ',');
    return g_string_free(text, FALSE);
}

char *
ps_text_count(guint64 number, const char *noun)
{
    g_autofree char *digits = ps_text_number(number);
    return g_strdup_printf("%s %s%s", digits, noun, number == 1 ? "" : "s");
}

/* The strings with `separator` between each two, but with `last` between the last two. */
static char *
join(const GPtrArray *strings, const char *separator, const char *last)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < strings->len; i++) {
        if (i > 0)
            g_string_append(text, i + 1 < strings->len ? separator : last);
        g_string_append(text, g_ptr_array_index(strings, i));
    }
    return g_string_free(text, FALSE);
}

char *
ps_text_join(const GPtrArray *strings, const char *separator)
{
    return join(strings, separator, separator);
}

char *
ps_text_list(const GPtrArray *words)
{
    return join(words, ", ", " and ");
}
