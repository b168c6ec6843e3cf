/* What the files of the explainer share. */
#ifndef PS_EXPLORER_EXPLAIN_PRIVATE_H
#define PS_EXPLORER_EXPLAIN_PRIVATE_H

#include "explorer/explain.h"

G_BEGIN_DECLS

/* How much of each stream is explained: at most PS_MAX_SEEN. */
typedef struct {
    guint16 at[2][PS_N_STREAMS];
} PsLogPlace;

/* A log, by streams. */
typedef struct {
    const PsSeenLog *log;
    guint *numbers[2][PS_N_STREAMS]; /* of what is in the stream, in order */
    guint n[2][PS_N_STREAMS];
} PsStreams;

void ps_streams_init(PsStreams *streams, const PsSeenLog *log);
void ps_streams_clear(PsStreams *streams);

/* The number of the next thing in a stream, and G_MAXUINT if there is none. */
guint ps_streams_next(const PsStreams *streams, const PsLogPlace *place, guint side,
                      PsSeenStream stream);

/* The number of the first thing that is not explained; log->n if all are. */
guint ps_streams_prefix(const PsStreams *streams, const PsLogPlace *place);

/* TRUE if the next thing in this stream, which is of the kind that a server handles (UP, IN), may
 * be handled: all that was received before it was sent is explained. */
gboolean ps_streams_may_handle(const PsStreams *streams, const PsLogPlace *place, guint side,
                               PsSeenStream stream);

/* Called for each way to find the things that a step shows in the log: where that leads, and how
 * many of them should be in the log and are not. */
typedef void (*PsMatchFunc)(const PsLogPlace *place, guint gaps, gpointer data);

/* Calls func for every way to find what a step shows to clients and to the other server, shown[n],
 * at this place of the log or to leave it out. */
void ps_streams_match(const PsStreams *streams, const PsLogPlace *place, const PsSeen *shown,
                      guint n, PsMatchFunc func, gpointer data);

/* A state of the world at a place of the log. */
typedef struct _PsExplainNode PsExplainNode;
struct _PsExplainNode {
    PsPacked packed;
    PsLogPlace place;
    PsStep step; /* that led here from its parent, if one did */
    guint8 stepped;
    guint8 done;
    guint64 cost; /* of PsExplainCost, in one number */
    PsExplainNode *parent;
};

/* For a set of nodes: the state of the world and the place tell them apart. */
guint ps_explain_node_hash(gconstpointer data);
gboolean ps_explain_node_equal(gconstpointer a, gconstpointer b);

/* Nodes that wait, the cheapest first, and of those the oldest. */
typedef struct {
    GArray *entries;
    guint64 n_added;
} PsExplainQueue;

void ps_explain_queue_init(PsExplainQueue *queue);
void ps_explain_queue_clear(PsExplainQueue *queue);
void ps_explain_queue_add(PsExplainQueue *queue, guint64 cost, PsExplainNode *node);

/* Takes the cheapest; NULL if there is none. */
PsExplainNode *ps_explain_queue_take(PsExplainQueue *queue, guint64 *cost);

/* ---- The result ---- */

struct _PsExplanation {
    const PsWorld *world;
    const PsSeenLog *log;
    char *stopped;
    gboolean found;
    gboolean impossible;
    guint reached;
    guint64 states;
    PsExplainCost cost;
    GArray *steps;        /* of PsExplainStep */
    GArray *alternatives; /* of PsAlternative */
};

/* Searches; fills in everything but the steps, and calls walk with the last node of the run. */
typedef void (*PsExplainWalk)(PsExplanation *explanation, const PsStreams *streams,
                              const PsExplainNode *last);
void ps_explain_search(PsExplanation *explanation, const PsStreams *streams, const PsLimits *limits,
                       PsExplainWalk walk);

G_END_DECLS

#endif
