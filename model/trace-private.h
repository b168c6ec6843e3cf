/* The inside of a trace, for its reader. */
#ifndef PS_MODEL_TRACE_PRIVATE_H
#define PS_MODEL_TRACE_PRIVATE_H

#include "model/trace.h"

struct _PsTrace {
    char *file;
    char *profiles[2];
    char *names[2];
    GPtrArray *settings; /* of char *, with a NULL at the end */
    gboolean availability;
    gboolean any_order;
    GArray *lines; /* of PsTraceLine */
};

#endif
