/* Work on all processors at once, for tests that do the same many times.
 *
 * What runs there may not check anything, as CUnit counts in one thread: it leaves what it found in
 * its item, which is checked afterwards. */
#ifndef PS_TESTS_PARALLEL_H
#define PS_TESTS_PARALLEL_H

#include <glib.h>

G_BEGIN_DECLS

/* Calls work once for each of n items of size bytes, the first in an array of them, and returns
 * when all are done. No two calls may share anything that either changes. */
void in_parallel(void (*work)(gpointer item), gpointer items, guint n, gsize size);

G_END_DECLS

#endif
