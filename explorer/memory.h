/* Memory for what is large and read anywhere. */
#ifndef PS_EXPLORER_MEMORY_H
#define PS_EXPLORER_MEMORY_H

#include <glib.h>

G_BEGIN_DECLS

#define PS_HUGE_PAGE ((gsize)2 << 20)

/* Memory for so many bytes, whose contents are anything, in huge pages where it is large and the
 * system has them. NULL if there is none. Free with free. */
void *ps_memory_allocate(gsize bytes);

G_END_DECLS

#endif
