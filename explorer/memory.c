/* Memory. */
#include "explorer/memory.h"

#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>

#define PAGE 4096

void *
ps_memory_allocate(gsize bytes)
{
    void *memory = NULL;
    if (bytes < PS_HUGE_PAGE)
        return malloc(bytes);
    if (posix_memalign(&memory, PS_HUGE_PAGE, bytes) != 0)
        return NULL;
    madvise(memory, bytes, MADV_HUGEPAGE); /* advice: if it is not taken, all goes on */
    return memory;
}

gboolean
ps_memory_is_rationed(void)
{
    static const int resources[] = {RLIMIT_AS, RLIMIT_DATA};
    struct rlimit limit;
    for (guint i = 0; i < G_N_ELEMENTS(resources); i++)
        if (getrlimit(resources[i], &limit) == 0 && limit.rlim_cur != RLIM_INFINITY)
            return TRUE;
    return FALSE;
}

static gsize
round_up(gsize bytes)
{
    return (bytes + PS_HUGE_PAGE - 1) / PS_HUGE_PAGE * PS_HUGE_PAGE;
}

/* Half of the addresses that the process may have: others need some, too. */
static gsize
most(void)
{
    struct rlimit limit;
    return getrlimit(RLIMIT_AS, &limit) == 0 ? limit.rlim_cur / 2 : G_MAXSIZE / 2;
}

/* Reserves a huge page more than that, and gives back what lies before the first whole one and
 * behind the last. NULL if there are not as many addresses. */
static guint8 *
reserve(gsize bytes)
{
    guint8 *start = mmap(NULL, bytes + PS_HUGE_PAGE, PROT_NONE,
                         MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (start == MAP_FAILED)
        return NULL;
    gsize before = round_up((gsize)start) - (gsize)start;
    if (before > 0)
        munmap(start, before);
    munmap(start + before + bytes, PS_HUGE_PAGE - before);
    return start + before;
}

void
ps_arena_init(PsArena *arena, gsize bytes)
{
    *arena = (PsArena){.reserved = round_up(MIN(bytes, most()))};
    while (arena->reserved > 0 && (arena->base = reserve(arena->reserved)) == NULL)
        arena->reserved = arena->reserved / 2 / PS_HUGE_PAGE * PS_HUGE_PAGE;
}

void
ps_arena_clear(PsArena *arena)
{
    if (arena->base != NULL)
        munmap(arena->base, arena->reserved);
    *arena = (PsArena){0};
}

gboolean
ps_arena_grow(PsArena *arena, gsize more)
{
    more = round_up(more);
    if (more > arena->reserved - arena->size ||
        mprotect(arena->base + arena->size, more, PROT_READ | PROT_WRITE) != 0)
        return FALSE;
    if (arena->size > 0) /* what is small takes no more than it needs */
        madvise(arena->base + arena->size, more, MADV_HUGEPAGE);
    arena->size += more;
    return TRUE;
}

void
ps_arena_touch(const PsArena *arena, gsize begin, gsize end)
{
    if (arena->size > PS_HUGE_PAGE) /* there memory comes in huge pages */
        return;
    begin = begin / PAGE * PAGE;
    madvise(arena->base + begin, end - begin, MADV_POPULATE_WRITE);
}

void
ps_arena_touch_first(const PsArena *arena, gsize bytes)
{
    if (bytes >= PS_HUGE_PAGE / 4)
        madvise(arena->base, arena->size, MADV_HUGEPAGE);
    madvise(arena->base, bytes, MADV_POPULATE_WRITE);
}
