/* Elements: what was read, and writing. */
#include "wire/stanza-private.h"

#include <string.h>

/* Bytes of a stanza that a message shows. */
#define MAX_EXCERPT 200

void
ps_element_free(PsElement *element)
{
    if (element == NULL)
        return;
    g_free(element->name);
    g_free(element->xmlns);
    g_free(element->raw);
    if (element->attributes != NULL)
        g_ptr_array_unref(element->attributes);
    if (element->children != NULL)
        g_ptr_array_unref(element->children);
    if (element->text != NULL)
        g_string_free(element->text, TRUE);
    g_free(element);
}

const char *
ps_element_name(const PsElement *element)
{
    return element->name;
}

const char *
ps_element_xmlns(const PsElement *element)
{
    return element->xmlns;
}

gboolean
ps_element_is(const PsElement *element, const char *name, const char *xmlns)
{
    return g_str_equal(element->name, name) &&
           (xmlns == NULL || g_str_equal(element->xmlns, xmlns));
}

const char *
ps_element_attribute(const PsElement *element, const char *name)
{
    for (guint i = 0; element->attributes != NULL && i < element->attributes->len; i += 2)
        if (g_str_equal(g_ptr_array_index(element->attributes, i), name))
            return g_ptr_array_index(element->attributes, i + 1);
    return NULL;
}

guint
ps_element_n_children(const PsElement *element)
{
    return element->children != NULL ? element->children->len : 0;
}

const PsElement *
ps_element_child(const PsElement *element, guint i)
{
    g_assert(i < ps_element_n_children(element));
    return g_ptr_array_index(element->children, i);
}

const PsElement *
ps_element_find(const PsElement *element, const char *name, const char *xmlns)
{
    for (guint i = 0; i < ps_element_n_children(element); i++)
        if (ps_element_is(ps_element_child(element, i), name, xmlns))
            return ps_element_child(element, i);
    return NULL;
}

const char *
ps_element_text(const PsElement *element)
{
    return element->text != NULL ? element->text->str : "";
}

const char *
ps_element_raw(const PsElement *element)
{
    return element->raw;
}

char *
ps_element_excerpt(const PsElement *element)
{
    gsize length = strlen(element->raw);
    if (length <= MAX_EXCERPT)
        return g_strdup(element->raw);
    char *cut = g_utf8_make_valid(element->raw, MAX_EXCERPT);
    char *excerpt = g_strconcat(cut, "…", NULL);
    g_free(cut);
    return excerpt;
}

/* ---- Writing ---- */

char *
ps_stanza_clean(const char *text)
{
    g_autofree char *valid = g_utf8_make_valid(text, -1);
    GString *out = g_string_new(NULL);
    for (char *c = valid; *c != '\0'; c = g_utf8_next_char(c)) {
        gunichar character = g_utf8_get_char(c);
        g_string_append_unichar(out, g_unichar_iscntrl(character) ? 0xFFFD : character);
    }
    return g_string_free(out, FALSE);
}

static void
append_attribute(GString *out, const char *name, const char *value)
{
    if (value == NULL)
        return;
    g_autofree char *escaped = g_markup_escape_text(value, -1);
    g_string_append_printf(out, " %s='%s'", name, escaped);
}

char *
ps_stanza_presence(const char *id, const char *from, const char *to, const char *type,
                   const char *payload)
{
    GString *out = g_string_new("<presence");
    append_attribute(out, "id", id);
    append_attribute(out, "from", from);
    append_attribute(out, "to", to);
    append_attribute(out, "type", type);
    if (payload != NULL)
        g_string_append_printf(out, ">%s</presence>", payload);
    else
        g_string_append(out, "/>");
    return g_string_free(out, FALSE);
}
