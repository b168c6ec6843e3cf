/* Memory for what is large and read anywhere. */
#ifndef PS_EXPLORER_MEMORY_H
#define PS_EXPLORER_MEMORY_H

#include <glib.h>

G_BEGIN_DECLS

#define PS_HUGE_PAGE ((gsize)2 << 20)

/* Memory for so many bytes, whose contents are anything, in huge pages where it is large and the
 * system has them. NULL if there is none. Free with free. */
void *ps_memory_allocate(gsize bytes);

/* TRUE if the process may have only so many addresses, or so much memory (ulimit -v, -d): then what
 * is reserved and not used is missing elsewhere. */
gboolean ps_memory_is_rationed(void);

/* Memory that grows and never moves: addresses are reserved beforehand, and memory taken as it is
 * needed. */
typedef struct {
    guint8 *base;   /* at a huge page */
    gsize reserved; /* bytes */
    gsize size;     /* those that can be used; they begin as 0 */
} PsArena;

/* Reserves addresses for so many bytes, or for fewer if the system has no more: even for none.
 * Clear with ps_arena_clear. */
void ps_arena_init(PsArena *arena, gsize bytes);

void ps_arena_clear(PsArena *arena);

/* Makes at least so many bytes more usable, whole pages of them. FALSE without memory. */
gboolean ps_arena_grow(PsArena *arena, gsize more);

/* Has the system give the memory from one byte of an arena to another all at once, before it is
 * used; nothing is lost if it does not. */
void ps_arena_touch(const PsArena *arena, gsize begin, gsize end);

/* Has the system give the memory of the first bytes at once, before it is used; from a quarter of a
 * huge page on in huge pages. */
void ps_arena_touch_first(const PsArena *arena, gsize bytes);

G_END_DECLS

#endif
