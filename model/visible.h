/* Characters that can be seen: the others have no place in names and messages. */
#ifndef PS_MODEL_VISIBLE_H
#define PS_MODEL_VISIBLE_H

#include <glib.h>

G_BEGIN_DECLS

/* FALSE for control characters, ends of lines among them, and for those that turn the direction of
 * others or show nothing. */
static inline gboolean
ps_is_visible(gunichar character)
{
    GUnicodeType type = g_unichar_type(character);
    return type != G_UNICODE_CONTROL && type != G_UNICODE_FORMAT &&
           type != G_UNICODE_LINE_SEPARATOR && type != G_UNICODE_PARAGRAPH_SEPARATOR;
}

G_END_DECLS

#endif
