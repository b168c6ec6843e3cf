/* A stream: the state graph, node by node and edge by edge, for graphs of any size.
 *
 * A printer is what becomes of it: a file in some format (stream-dot.c, stream-graphml.c,
 * stream-json.c, stream-aut.c), or a graph in memory that is to be laid out (view-states.c). First
 * come all nodes in the order of their numbers, then all edges, in the order of the states where
 * they begin and then of transitions. Nothing of it is kept. */
#ifndef PS_VIZ_STREAM_H
#define PS_VIZ_STREAM_H

#include "explorer/mirror.h"
#include "viz/state.h"

#include <stdio.h>

G_BEGIN_DECLS

/* What is streamed. */
typedef struct {
    const PsSearch *search;     /* numbered */
    const PsVerdicts *verdicts; /* on it; NULL for printers that do not tell what is violated */
    const PsVerdict *highlight; /* one of these, whose counterexample is marked; or NULL */
    gboolean symmetric;         /* mirror images are merged, as ps_mirror_applies */
} PsStates;

typedef struct {
    guint64 number; /* from 0 */
    guint64 from, to;
    PsState ends[2]; /* what stands for these */
    PsStep step;
    gboolean turned;  /* it leads to the mirror image of what is shown */
    gboolean on_path; /* of the counterexample */
    gboolean back;    /* not to a state that is further from the start */
} PsStateEdge;

typedef struct _PsStream PsStream;

typedef struct {
    const char *name; /* of the format */
    void (*begin)(PsStream *stream);
    void (*node)(PsStream *stream, const PsStateNode *node);
    void (*edge)(PsStream *stream, const PsStateEdge *edge);
    void (*end)(PsStream *stream);
} PsPrinter;

struct _PsStream {
    const PsStates *states;
    const PsWorld *world;
    guint64 n_nodes, n_edges; /* how many there will be */
    FILE *file;               /* where to write; errors of writing are looked for by its owner */
    PsPaint *paint;           /* for printers that need some */
    gpointer data;            /* the printer's own */
};

extern const PsPrinter ps_stream_dot;
extern const PsPrinter ps_stream_graphml;
extern const PsPrinter ps_stream_json;
extern const PsPrinter ps_stream_aut;

/* The printer of the format called name, which writes files; NULL if there is none. */
const PsPrinter *ps_stream_printer(const char *name);

/* Streams the states that were found, and the transitions out of those that were expanded, to a
 * printer. FALSE if the progress function of the search ends it. */
gboolean ps_stream(const PsStates *states, const PsPrinter *printer, FILE *file, gpointer data);

/* The attributes of a node and an edge in DOT. */
void ps_stream_paint_node(PsPaint *paint, const PsStates *states, const PsStateNode *node);
void ps_stream_paint_edge(PsPaint *paint, const PsStates *states, const PsStateEdge *edge);

/* The words for a picture: how to read it, and what its places mean. */
char *ps_stream_caption(const PsStates *states, guint64 n_nodes);
char *ps_stream_legend(const PsStates *states);
#define PS_STREAM_PLACES "each row is one step further from the start"

G_END_DECLS

#endif
