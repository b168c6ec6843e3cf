/* Tasks: counted through all blocks. */
#include "explorer/tasks.h"

#include <stdatomic.h>

typedef struct {
    guint block;
    guint64 end; /* its last task is before this one, counted through all blocks */
} Part;

struct _PsTasks {
    const PsSpace *space;
    GArray *parts; /* of Part */
    guint64 bits;
    guint8 apart[64];     /* what all write from what all read */
    _Atomic guint64 next; /* task */
};

static const Part *
part_of(const PsTasks *tasks, guint i)
{
    return &g_array_index(tasks->parts, Part, i);
}

/* The first task that is after those of so many parts. */
static guint64
end_of(const PsTasks *tasks, guint n)
{
    return n > 0 ? part_of(tasks, n - 1)->end : 0;
}

PsTasks *
ps_tasks_new(const PsSpace *space)
{
    PsTasks *tasks = g_new0(PsTasks, 1);
    tasks->space = space;
    tasks->parts = g_array_new(FALSE, FALSE, sizeof(Part));
    return tasks;
}

void
ps_tasks_free(PsTasks *tasks)
{
    if (tasks != NULL)
        g_array_unref(tasks->parts);
    g_free(tasks);
}

void
ps_tasks_clear(PsTasks *tasks)
{
    g_array_set_size(tasks->parts, 0);
    tasks->bits = 0;
    tasks->next = 0;
}

void
ps_tasks_add(PsTasks *tasks, guint block)
{
    guint shape = ps_space_shape_of(tasks->space, block);
    guint64 n = ps_space_n_chunks(tasks->space, shape);
    Part part = {block, end_of(tasks, tasks->parts->len) + n};
    g_array_append_val(tasks->parts, part);
    tasks->bits += (guint64)tasks->space->n_pairs << ps_space_order(tasks->space, shape);
}

guint64
ps_tasks_bits(const PsTasks *tasks)
{
    return tasks->bits;
}

gboolean
ps_tasks_next(PsTasks *tasks, guint *place, guint *block, guint64 *chunk)
{
    guint64 next = atomic_fetch_add_explicit(&tasks->next, 1, memory_order_relaxed);
    while (*place < tasks->parts->len && part_of(tasks, *place)->end <= next)
        ++*place;
    if (*place == tasks->parts->len)
        return FALSE;
    *block = part_of(tasks, *place)->block;
    *chunk = next - end_of(tasks, *place);
    return TRUE;
}
