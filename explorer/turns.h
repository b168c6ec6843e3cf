/* Turns: what steps do to a bitmap's pairs, and to which flights its edges lead.
 *
 * A step moves one side, and so a pair by a fixed difference; and it takes something from a link
 * and adds something to one, and so leads from a flight to another one. Both are tables: which edge
 * a step takes and how far it moves the pair depend on the pair and on the heads of the links. */
#ifndef PS_EXPLORER_TURNS_H
#define PS_EXPLORER_TURNS_H

#include "explorer/bitmaps.h"
#include "explorer/parts.h"

G_BEGIN_DECLS

/* A step of one side. */
typedef struct {
    gint32 by;    /* the difference between the pairs */
    guint16 edge; /* PS_TURN_STAY: it sends nothing, so the flight is the same */
    guint8 n_sends;
} PsTurn;

#define PS_TURN_STAY 0

/* Room in a flight: nobody acts, or something may be sent, from nothing to all that a row can. */
#define PS_N_ROOMS (PS_MAX_EFFECTS + 2)

/* What users can do in a pair: turns from this one on, as many as the room lets. */
typedef struct {
    guint32 first;
    guint8 n[PS_N_ROOMS];
} PsTurnList;

/* What makes an edge. */
typedef enum { PS_EDGE_STAY, PS_EDGE_SEND, PS_EDGE_ARRIVAL, PS_EDGE_FAULT } PsEdgeKind;

typedef struct {
    guint8 kind;
    guint8 side;  /* who sends, or to whom the presence at the head was sent */
    guint8 index; /* of what is sent, or PsFault */
} PsEdgeRule;

/* What a step sends: presences as digits, the first one lowest. */
typedef struct {
    guint32 digits;
    guint8 n;
} PsOutput;

#define PS_MAX_OUTPUTS 64 /* of a side's actions, or of its answers to one presence */

typedef struct {
    const PsWorld *world;
    const PsSpace *space;
    PsJoints joints;
    PsTurnList *lists;                   /* by pair */
    GArray *turns;                       /* of PsTurn */
    guint8 *locals[2];                   /* by pair: the number of a side's local state */
    PsTurn *arrivals[2][PS_N_PRESENCES]; /* at a side, by its local state */
    guint most;                          /* steps out of one state, at most */
    guint n_outputs[2], n_answers[2][PS_N_PRESENCES];
    PsOutput outputs[2][PS_MAX_OUTPUTS];
    PsOutput answers[2][PS_N_PRESENCES][PS_MAX_OUTPUTS];
    GArray *rules;   /* of PsEdgeRule, by edge */
    guint faults[2]; /* the first of a side's edges for faults */
} PsTurns;

/* Makes the tables of a world with queues; the space must outlive them. Free with ps_turns_free. */
PsTurns *ps_turns_new(const PsSpace *space);

void ps_turns_free(PsTurns *turns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsTurns, ps_turns_free)

/* The flight of a state. */
PsPacked ps_turns_flight(const PsTurns *turns, PsPacked state);

/* The state with this flight and this pair. */
PsState ps_turns_state(const PsTurns *turns, PsPacked flight, guint pair);

/* Fills in what follows from a flight. */
void ps_turns_describe(const PsTurns *turns, PsPacked flight, PsBitmap *bitmap);

/* Sets *to to where an edge of this flight leads; FALSE if there is no room for what is sent. */
gboolean ps_turns_follow(const PsTurns *turns, PsPacked flight, guint edge, PsPacked *to);

G_END_DECLS

#endif
