/* The inside of a checkpoint, for what reads and what writes it. */
#ifndef PS_EXPLORER_CHECKPOINT_PRIVATE_H
#define PS_EXPLORER_CHECKPOINT_PRIVATE_H

#include "explorer/checkpoint.h"

#include <string.h>

/* The first line. Another format has another number: what is written changes with the program's
 * version, or with this. */
#define PS_CHECKPOINT_MAGIC "presub checkpoint "
#define PS_CHECKPOINT_FORMAT "1"

#define PS_CHECKPOINT_NAME 8    /* bytes of a section's name, */
#define PS_CHECKPOINT_DIGEST 32 /* and of its checksum */
#define PS_CHECKPOINT_END "end"

/* The name as it stands in the file: filled up with blanks. */
static inline void
ps_checkpoint_name_section(char padded[PS_CHECKPOINT_NAME + 1], const char *name)
{
    gsize n = strlen(name);
    g_assert(n <= PS_CHECKPOINT_NAME);
    memset(padded, ' ', PS_CHECKPOINT_NAME);
    memcpy(padded, name, n);
    padded[PS_CHECKPOINT_NAME] = '\0';
}

#endif
