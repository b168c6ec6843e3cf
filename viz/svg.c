/* SVG. */
#include "viz/svg.h"

#include "viz/style.h"
#include "viz/text.h"

guint
ps_svg_text_width(const char *text, guint font_size)
{
    return (ps_style_width(text) * font_size * 60 + 99) / 100;
}

guint
ps_svg_columns(guint width, guint font_size)
{
    return MAX(width * 100 / (font_size * 60), 1);
}

void
ps_svg_element(GString *svg, const char *name, const char *text)
{
    g_autofree char *escaped = ps_text_xml(text);
    g_string_append_printf(svg, "<%s>%s</%s>\n", name, escaped, name);
}

void
ps_svg_rect(GString *svg, const char *class, int x, int y, guint width, guint height)
{
    g_string_append_printf(svg,
                           "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%u\" height=\"%u\"/>\n",
                           class, x, y, width, height);
}

void
ps_svg_text(GString *svg, const char *class, int x, int y, const char *text)
{
    g_autofree char *escaped = ps_text_xml(text);
    g_string_append_printf(svg, "<text class=\"%s\" x=\"%d\" y=\"%d\">%s</text>\n", class, x, y,
                           escaped);
}

void
ps_svg_text_slanted(GString *svg, const char *class, int x, int y, const char *text)
{
    g_autofree char *escaped = ps_text_xml(text);
    g_string_append_printf(
        svg, "<text class=\"%s\" transform=\"translate(%d %d) rotate(-45)\">%s</text>\n", class, x,
        y, escaped);
}

void
ps_svg_lines(GString *svg, const char *class, int x, int y, guint line_height,
             const GPtrArray *lines)
{
    for (guint i = 0; i < lines->len; i++)
        ps_svg_text(svg, class, x, y + (int)(i * line_height), g_ptr_array_index(lines, i));
}

void
ps_svg_tick(GString *svg, int x, int y)
{
    g_string_append_printf(svg, "<path class=\"tick\" d=\"M%d %dl5 6 9-13\"/>\n", x - 7, y + 1);
}

void
ps_svg_cross(GString *svg, int x, int y)
{
    g_string_append_printf(svg, "<path class=\"cross\" d=\"M%d %dl9 9m0-9l-9 9\"/>\n", x - 4,
                           y - 4);
}
