/* Looks: how nodes and edges of the graphs show what they are, by shape and line as well as by
 * colour. */
#ifndef PS_VIZ_LOOK_H
#define PS_VIZ_LOOK_H

#include "explorer/verdicts.h"
#include "viz/paint.h"

G_BEGIN_DECLS

typedef enum {
    PS_LOOK_IN_FLIGHT, /* something is on a link, and nothing is violated: dashed ellipse */
    PS_LOOK_SETTLED,   /* both links are empty and the records agree: rounded box */
    PS_LOOK_VIOLATED,  /* a property is violated: octagon */
} PsLook;

/* Gives a node the look of what it is; the initial one also a double outline. Returns how many
 * outlines it has. */
guint ps_look_node(PsPaint *paint, PsLook look, gboolean initial);

/* Which kinds of steps an edge stands for, as bits 1 << PsStepKind. */
void ps_look_edge(PsPaint *paint, guint kinds);

/* Marks a node or an edge as part of a counterexample. */
void ps_look_path_node(PsPaint *paint, gboolean end);
void ps_look_path_edge(PsPaint *paint);

/* "romeo ! subscribe" and "juliet ? subscribe" for what users do and for what arrives, as Promela
 * and CSP write it; faults as a trace has them. Free it. */
char *ps_look_step(const PsWorld *world, PsStep step);

/* An entry as the line of a label: "romeo: To", and with availability "romeo: To, online, sees
 * juliet". Free it. */
char *ps_look_entry(const PsWorld *world, const PsState *state, guint side);

/* The names of the properties in violated (bit i for verdict i), each on a line after ✗. Free it;
 * "" if there is none. */
char *ps_look_violated(const PsVerdicts *verdicts, guint violated);

/* The name of the kind of a step: "action", "arrival", "loss", "repeat", "bounce". Static. */
const char *ps_look_kind(PsStep step);

/* Behind a step that leads to the mirror image of what is shown: the users change places. */
#define PS_LOOK_TURNED " ⇄"

/* The lines under a picture that say how to read the looks, without the picture. Free it. */
char *ps_look_legend(gboolean with_path, gboolean symmetric);

/* What nodes or edges of a class are, for legends that show one; the last one has no class. */
typedef struct {
    gboolean is_edge;
    const char *class;
    const char *text;
} PsSample;

const PsSample *ps_look_samples(void);

G_END_DECLS

#endif
