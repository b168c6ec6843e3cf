/* Paint: the attributes of one node or edge, before it is known who writes them: libcgraph, or a
 * stream of DOT. */
#ifndef PS_VIZ_PAINT_H
#define PS_VIZ_PAINT_H

#include "viz/graph.h"

G_BEGIN_DECLS

typedef struct _PsPaint PsPaint;

/* No attributes. Free with ps_paint_free. */
PsPaint *ps_paint_new(void);

void ps_paint_free(PsPaint *paint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsPaint, ps_paint_free)

/* Takes all attributes away. */
void ps_paint_clear(PsPaint *paint);

/* Sets an attribute in the place of the one of that name, if there is one; or all those of a list
 * that ends with one without a name. The name is static, the value is copied. */
void ps_paint_set(PsPaint *paint, const char *name, const char *value);
void ps_paint_set_all(PsPaint *paint, const PsAttribute *attributes);

/* Adds a word to the class attribute, for style sheets. */
void ps_paint_add_class(PsPaint *paint, const char *word);

/* The attributes, in the order in which they were first set. */
guint ps_paint_n(const PsPaint *paint);
const PsAttribute *ps_paint_get(const PsPaint *paint, guint i);

/* Sets them all for a node or an edge of a graph. */
void ps_paint_apply(const PsPaint *paint, PsGraph *graph, PsPart *part);

G_END_DECLS

#endif
