/* A state of the world as a node of a graph: its name, what it shows, and how it looks. */
#ifndef PS_VIZ_STATE_H
#define PS_VIZ_STATE_H

#include "viz/look.h"

G_BEGIN_DECLS

/* A state and what there is to be said of it. */
typedef struct {
    guint64 id; /* in the search */
    PsState state;
    guint depth;
    guint violated;   /* bit i: it violates the property of verdict i */
    gboolean initial; /* it is where everything starts */
    gboolean on_path; /* a counterexample or a witness leads through it */
    gboolean end;     /* and is one there */
} PsStateNode;

/* State number id of the search that was judged, neither initial nor on a path. */
PsStateNode ps_state_node(const PsVerdicts *verdicts, guint64 id);

/* "s7: To / From / > subscribe": all of the state, and its number. Free it. */
char *ps_state_name(const PsWorld *world, guint64 id, const PsState *state);

/* The presences on a link, the head first: `before` the first one, `then` before the others. */
void ps_state_append_link(GString *text, const PsWorld *world, guint64 link, const char *before,
                          const char *then);

/* What a node shows: entries, links, what is left of the budgets, ✓ or ✗; `head` is its first line,
 * or "". Free it. */
char *ps_state_label(const PsVerdicts *verdicts, const PsStateNode *node, const char *head);

/* The whole state, one thing a line, and why it violates what it violates. Free it. */
char *ps_state_tooltip(const PsVerdicts *verdicts, const PsStateNode *node);

/* The attributes of the node, but for its id: label (with head), tooltip and look. */
void ps_state_paint(PsPaint *paint, const PsVerdicts *verdicts, const PsStateNode *node,
                    const char *head);

G_END_DECLS

#endif
