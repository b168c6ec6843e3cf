/* Work on all processors at once. */
#include "tests/parallel.h"

typedef void (*Work)(gpointer item);

static void
call(gpointer item, gpointer work)
{
    (*(Work *)work)(item);
}

void
in_parallel(Work work, gpointer items, guint n, gsize size)
{
    GThreadPool *pool = g_thread_pool_new(call, &work, (gint)g_get_num_processors(), TRUE, NULL);
    for (guint i = 0; i < n; i++)
        g_thread_pool_push(pool, (guint8 *)items + i * size, NULL);
    g_thread_pool_free(pool, FALSE, TRUE);
}
