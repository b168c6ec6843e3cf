/* Memory: how much of it the machine has left for us. */
#ifndef PS_CLI_MEMORY_H
#define PS_CLI_MEMORY_H

#include <glib.h>

/* Bytes that can be taken without the machine having to end a process for them: what is available
 * of its memory, of what the control groups of this process may take, and of its address space
 * (ulimit -v); less some for all that is not stored states. G_MAXUINT64 if nothing is known. */
guint64 ps_memory_left(void);

#endif
