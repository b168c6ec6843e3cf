/* The inside of the host: what it keeps of what the plug-in tells it. pins-ltsmin.c has the
 * functions of LTSmin, pins-host.c the search. */
#ifndef PS_TESTS_PINS_PRIVATE_H
#define PS_TESTS_PINS_PRIVATE_H

#include "cli/pins.h"

#include <glib.h>

/* A part of the state, or a label: what it is called, and its type. */
typedef struct {
    char *name;
    int type;
} Named;

/* A type: what its values are called. */
typedef struct {
    char *name;
    data_format_t format;
    GPtrArray *values; /* of strings */
} Type;

struct lts_type_s {
    GArray *types; /* of Type */
    Named parts[256];
    Named labels[64];
    Named edge;
    int n_parts, n_labels;
    gboolean valid;
};

struct grey_box_model {
    lts_type_t type;
    int *initial;
    int (*next)(model_t, int *, TransitionCB, void *);
    int (*next_of_group)(model_t, int, int *, TransitionCB, void *);
    int (*label)(model_t, int, int *);
    guint matrices; /* how many were set */
};

#endif
