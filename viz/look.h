/* Looks: how nodes and edges of the graphs show what they are, by shape and line as well as by
 * colour. */
#ifndef PS_VIZ_LOOK_H
#define PS_VIZ_LOOK_H

#include "explorer/verdicts.h"
#include "viz/graph.h"

G_BEGIN_DECLS

typedef enum {
    PS_LOOK_IN_FLIGHT, /* something is on a link, and nothing is violated: dashed ellipse */
    PS_LOOK_SETTLED,   /* both links are empty and the records agree: rounded box */
    PS_LOOK_VIOLATED,  /* a property is violated: octagon */
} PsLook;

/* Gives a node the look of what it is; the initial one also a double outline. Returns how many
 * outlines it has. */
guint ps_look_node(PsGraph *graph, PsPart *node, PsLook look, gboolean initial);

/* Which kinds of steps an edge stands for, as bits 1 << PsStepKind. */
void ps_look_edge(PsGraph *graph, PsPart *edge, guint kinds);

/* Marks a node or an edge as part of a counterexample. */
void ps_look_path_node(PsGraph *graph, PsPart *node, gboolean end);
void ps_look_path_edge(PsGraph *graph, PsPart *edge);

/* "romeo ! subscribe" and "juliet ? subscribe" for what users do and for what arrives, as Promela
 * and CSP write it; faults as a trace has them. Free it. */
char *ps_look_step(const PsWorld *world, PsStep step);

/* An entry as the line of a label: "romeo: To", and with availability "romeo: To, online, sees
 * juliet". Free it. */
char *ps_look_entry(const PsWorld *world, const PsState *state, guint side);

/* The names of the properties in violated (bit i for verdict i), each on a line after ✗. Free it;
 * "" if there is none. */
char *ps_look_violated(const PsVerdicts *verdicts, guint violated);

/* The lines under a picture that say how to read the looks; `places` says what the places mean.
 * Free it. */
char *ps_look_legend(const char *places, gboolean with_path);

G_END_DECLS

#endif
