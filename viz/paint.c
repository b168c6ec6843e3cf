/* Paint. */
#include "viz/paint.h"

#include <stdint.h>

struct _PsPaint {
    GArray *list; /* of PsAttribute, the values of which are its own */
};

static void
clear_attribute(gpointer data)
{
    PsAttribute *attribute = data;
    g_free((char *)(uintptr_t)attribute->value);
}

PsPaint *
ps_paint_new(void)
{
    PsPaint *paint = g_new0(PsPaint, 1);
    paint->list = g_array_new(FALSE, FALSE, sizeof(PsAttribute));
    g_array_set_clear_func(paint->list, clear_attribute);
    return paint;
}

void
ps_paint_free(PsPaint *paint)
{
    if (paint == NULL)
        return;
    g_array_unref(paint->list);
    g_free(paint);
}

void
ps_paint_clear(PsPaint *paint)
{
    g_array_set_size(paint->list, 0);
}

static PsAttribute *
find(const PsPaint *paint, const char *name)
{
    for (guint i = 0; i < paint->list->len; i++)
        if (g_str_equal(g_array_index(paint->list, PsAttribute, i).name, name))
            return &g_array_index(paint->list, PsAttribute, i);
    return NULL;
}

void
ps_paint_set(PsPaint *paint, const char *name, const char *value)
{
    PsAttribute added = {name, g_strdup(value)};
    PsAttribute *found = find(paint, name);
    if (found == NULL) {
        g_array_append_val(paint->list, added);
    } else {
        clear_attribute(found);
        *found = added;
    }
}

void
ps_paint_set_all(PsPaint *paint, const PsAttribute *attributes)
{
    for (guint i = 0; attributes[i].name != NULL; i++)
        ps_paint_set(paint, attributes[i].name, attributes[i].value);
}

void
ps_paint_add_class(PsPaint *paint, const char *word)
{
    const PsAttribute *before = find(paint, "class");
    g_autofree char *classes =
        before != NULL ? g_strdup_printf("%s %s", before->value, word) : g_strdup(word);
    ps_paint_set(paint, "class", classes);
}

guint
ps_paint_n(const PsPaint *paint)
{
    return paint->list->len;
}

const PsAttribute *
ps_paint_get(const PsPaint *paint, guint i)
{
    g_assert(i < paint->list->len);
    return &g_array_index(paint->list, PsAttribute, i);
}

void
ps_paint_apply(const PsPaint *paint, PsGraph *graph, PsPart *part)
{
    for (guint i = 0; i < ps_paint_n(paint); i++)
        ps_graph_set(graph, part, ps_paint_get(paint, i)->name, ps_paint_get(paint, i)->value);
}
