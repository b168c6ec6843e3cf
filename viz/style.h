/* Style: what a terminal may show. Colour never carries meaning alone. */
#ifndef PS_VIZ_STYLE_H
#define PS_VIZ_STYLE_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct {
    gboolean colour; /* escape sequences are welcome */
} PsStyle;

typedef enum { PS_INK_BOLD, PS_INK_DIM, PS_INK_GOOD, PS_INK_BAD, PS_INK_WARN } PsInk;

/* Appends text in an ink, padded with spaces to width columns (0: not padded). */
void ps_style_append(const PsStyle *style, GString *out, PsInk ink, const char *text, guint width);

/* Appends text, padded with spaces on its right to width columns of a terminal. */
void ps_style_pad(GString *out, const char *text, guint width);

/* The columns of a terminal that text takes. */
guint ps_style_width(const char *text);

G_END_DECLS

#endif
