/* SVG, written by ourselves: the few elements that the pictures are made of. All texts are escaped,
 * all places are whole numbers, so the same picture is the same bytes everywhere. */
#ifndef PS_VIZ_SVG_H
#define PS_VIZ_SVG_H

#include <glib.h>

G_BEGIN_DECLS

/* The width of text without asking a font, in pixels: that of a wide one, so that others fit. */
guint ps_svg_text_width(const char *text, guint font_size);

/* How many columns of text fit into a width. */
guint ps_svg_columns(guint width, guint font_size);

/* Appends <NAME>text</NAME>, such as a title. */
void ps_svg_element(GString *svg, const char *name, const char *text);

/* Appends a rectangle with this class. */
void ps_svg_rect(GString *svg, const char *class, int x, int y, guint width, guint height);

/* Appends a line of text with this class. */
void ps_svg_text(GString *svg, const char *class, int x, int y, const char *text);

/* The same, rising to the right at 45 degrees. */
void ps_svg_text_slanted(GString *svg, const char *class, int x, int y, const char *text);

/* Appends lines of text, the first one at y, each one line_height below the one before. */
void ps_svg_lines(GString *svg, const char *class, int x, int y, guint line_height,
                  const GPtrArray *lines);

/* Appends a tick and a cross about a middle. */
void ps_svg_tick(GString *svg, int x, int y);
void ps_svg_cross(GString *svg, int x, int y);

G_END_DECLS

#endif
