/* Layout: a graph laid out by Graphviz's dot, in a process of its own with a time limit. */
#ifndef PS_VIZ_LAYOUT_H
#define PS_VIZ_LAYOUT_H

#include "viz/graph.h"

G_BEGIN_DECLS

#define PS_LAYOUT_ERROR (ps_layout_error_quark())
GQuark ps_layout_error_quark(void);

typedef enum {
    PS_LAYOUT_ERROR_SIZE,    /* a graph too large for dot */
    PS_LAYOUT_ERROR_START,   /* dot is not there */
    PS_LAYOUT_ERROR_FAILED,  /* dot did not like its input */
    PS_LAYOUT_ERROR_TIMEOUT, /* dot took too long */
} PsLayoutError;

/* As many nodes and edges as dot lays out in seconds; beyond these its time explodes, from seconds
 * to hours within a factor of two. */
#define PS_LAYOUT_MAX_NODES 150
#define PS_LAYOUT_MAX_EDGES 400

/* FALSE and PS_LAYOUT_ERROR_SIZE, with the views to take instead, if the graph is larger and dot
 * must find the places of its nodes. */
gboolean ps_layout_fits(const PsGraph *graph, GError **error);

/* The same for a graph that is not made yet, of so many nodes and edges. */
gboolean ps_layout_would_fit(guint64 nodes, guint64 edges, GError **error);

/* Has dot lay out a DOT file as "dot", "png" or "pdf", with limits on its network simplex. After
 * `seconds` the process is killed. NULL and a PsLayoutError if there is no picture. */
GBytes *ps_layout(const char *dot, const char *format, guint seconds, GError **error);

G_END_DECLS

#endif
