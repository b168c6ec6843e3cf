/* Tasks: chunks of some blocks, each of which one of several threads works on. */
#ifndef PS_EXPLORER_TASKS_H
#define PS_EXPLORER_TASKS_H

#include "explorer/space.h"

G_BEGIN_DECLS

typedef struct _PsTasks PsTasks;

/* Makes an empty list for a space, which must outlive it. Free with ps_tasks_free. */
PsTasks *ps_tasks_new(const PsSpace *space);

void ps_tasks_free(PsTasks *tasks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsTasks, ps_tasks_free)

/* Empties the list, and adds all chunks of a block. */
void ps_tasks_clear(PsTasks *tasks);
void ps_tasks_add(PsTasks *tasks, guint block);

/* The bits in all the chunks of all pairs. */
guint64 ps_tasks_bits(const PsTasks *tasks);

/* Sets *block and *chunk to those of the next task, which nobody else gets; FALSE if there is none.
 * *place says where the caller's last one was found, at first 0. May be called by any thread. */
gboolean ps_tasks_next(PsTasks *tasks, guint *place, guint *block, guint64 *chunk);

G_END_DECLS

#endif
