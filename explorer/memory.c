/* Memory. */
#include "explorer/memory.h"

#include <stdlib.h>
#include <sys/mman.h>

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
