/* Columns: cells are kept until it is known how wide each column is. */
#include "viz/columns.h"

struct _PsColumns {
    GPtrArray *lines; /* of GPtrArray of char * */
    GArray *widths;   /* of guint: the widest cell of each column */
};

PsColumns *
ps_columns_new(void)
{
    PsColumns *columns = g_new0(PsColumns, 1);
    columns->lines = g_ptr_array_new_with_free_func((GDestroyNotify)g_ptr_array_unref);
    columns->widths = g_array_new(FALSE, TRUE, sizeof(guint));
    return columns;
}

void
ps_columns_free(PsColumns *columns)
{
    if (columns == NULL)
        return;
    g_ptr_array_unref(columns->lines);
    g_array_unref(columns->widths);
    g_free(columns);
}

void
ps_columns_line(PsColumns *columns)
{
    g_ptr_array_add(columns->lines, g_ptr_array_new_with_free_func(g_free));
}

void
ps_columns_add(PsColumns *columns, char *cell)
{
    g_assert(columns->lines->len > 0 && "a line was begun");
    GPtrArray *line = g_ptr_array_index(columns->lines, columns->lines->len - 1);
    guint column = line->len;
    if (columns->widths->len == column)
        g_array_set_size(columns->widths, column + 1);
    guint *width = &g_array_index(columns->widths, guint, column);
    *width = MAX(*width, ps_style_width(cell));
    g_ptr_array_add(line, cell);
}

void
ps_columns_append(const PsColumns *columns, GString *out, const PsStyle *style)
{
    for (guint i = 0; i < columns->lines->len; i++) {
        const GPtrArray *line = g_ptr_array_index(columns->lines, i);
        g_autoptr(GString) text = g_string_new(NULL);
        for (guint column = 0; column < line->len; column++) {
            g_string_append(text, "  ");
            ps_style_pad(text, g_ptr_array_index(line, column),
                         g_array_index(columns->widths, guint, column));
        }
        g_strchomp(text->str);
        if (i == 0)
            ps_style_append(style, out, PS_INK_DIM, text->str, 0);
        else
            g_string_append(out, text->str);
        g_string_append_c(out, '\n');
    }
}
