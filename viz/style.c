/* Style: inks and columns. */
#include "viz/style.h"

guint
ps_style_width(const char *text)
{
    guint width = 0;
    for (const char *c = text; *c != '\0'; c += g_utf8_skip[(guchar)*c]) {
        gunichar character = g_utf8_get_char(c);
        if (!g_unichar_iszerowidth(character))
            width += g_unichar_iswide(character) ? 2 : 1;
    }
    return width;
}

static void
append_spaces(GString *out, guint taken, guint width)
{
    for (guint i = taken; i < width; i++)
        g_string_append_c(out, ' ');
}

void
ps_style_pad(GString *out, const char *text, guint width)
{
    g_string_append(out, text);
    append_spaces(out, ps_style_width(text), width);
}

void
ps_style_append(const PsStyle *style, GString *out, PsInk ink, const char *text, guint width)
{
    static const char *const codes[] = {"1", "2", "32", "1;31", "33"};
    if (style->colour)
        g_string_append_printf(out, "\033[%sm%s\033[0m", codes[ink], text);
    else
        g_string_append(out, text);
    append_spaces(out, ps_style_width(text), width);
}
