/* The state graph as Aldebaran has it (.aut), which CADP, mCRL2 and LTSmin read. */
#ifndef PS_VIZ_AUT_H
#define PS_VIZ_AUT_H

#include "explorer/search.h"

#include <stdio.h>

G_BEGIN_DECLS

/* Writes a complete search: its states by their numbers, its transitions by their labels in traces,
 * in their order. Nothing is kept in memory. FALSE if the progress function of the search ends it;
 * errors of writing are the stream's. */
gboolean ps_aut_write(const PsSearch *search, FILE *stream);

G_END_DECLS

#endif
