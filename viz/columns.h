/* Columns: lines of cells that stand under each other in a terminal. */
#ifndef PS_VIZ_COLUMNS_H
#define PS_VIZ_COLUMNS_H

#include "viz/style.h"

G_BEGIN_DECLS

typedef struct _PsColumns PsColumns;

/* No lines yet. Free with ps_columns_free. */
PsColumns *ps_columns_new(void);

void ps_columns_free(PsColumns *columns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsColumns, ps_columns_free)

/* Begins a line; and adds a cell, which is taken over, to the line that was begun last. */
void ps_columns_line(PsColumns *columns);
void ps_columns_add(PsColumns *columns, char *cell);

/* Appends the lines, two spaces in front of each column, no space at the end of a line. The first
 * line is the head. */
void ps_columns_append(const PsColumns *columns, GString *out, const PsStyle *style);

G_END_DECLS

#endif
