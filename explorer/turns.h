/* Turns: what steps do to a bitmap's pairs, and to which flights its edges lead.
 *
 * A step moves one side, and so a pair by a fixed difference; and it takes something from a link
 * and adds something to one, and so leads from a flight to another one. Which steps a side can take
 * depends on its local state and on what of the flight concerns it, its context: how much may still
 * be sent, what is at the head of the link to it, which faults may happen to that. For every
 * context and local state there is a list of turns. */
#ifndef PS_EXPLORER_TURNS_H
#define PS_EXPLORER_TURNS_H

#include "explorer/bitmaps.h"
#include "explorer/parts.h"

G_BEGIN_DECLS

/* A step of one side. */
typedef struct {
    gint32 by;    /* the difference between the pairs */
    guint32 edge; /* PS_TURN_STAY: it sends nothing, so the flight is the same */
} PsTurn;

#define PS_TURN_STAY 0

#define PS_NO_HEAD PS_N_PRESENCES
#define PS_N_ROOMS (PS_MAX_EFFECTS + 2)

typedef struct {
    guint8 room;   /* 0: the user does not act; n: it may, and send at most n - 1 */
    guint8 head;   /* PsPresence, of the link to the side; or PS_NO_HEAD */
    guint8 faults; /* bit per PsFault: it may happen to the head */
} PsContext;

/* The most turns that a state can have, of both sides; and as many as may be read behind a list. */
#define PS_MOST_TURNS (2 * (PS_N_ACTIONS + 1 + PS_N_FAULTS))
#define PS_TURNS_BEYOND 4

/* Turns from this one on. The first one is the arrival of the head, if there is one. */
typedef struct {
    guint32 first;
    guint32 n;
} PsTurnList;

/* What a side's user can do in a local state. */
typedef struct {
    PsTurn turn;
    guint8 action;  /* PsAction */
    guint8 n_sends; /* presences */
} PsAct;

/* What makes an edge. */
typedef enum { PS_EDGE_STAY, PS_EDGE_SEND, PS_EDGE_ARRIVAL, PS_EDGE_FAULT } PsEdgeKind;

typedef struct {
    guint8 kind;
    guint8 side;   /* who sends, or to whom the presence at the head was sent */
    guint16 index; /* of what is sent, or PsFault */
} PsEdgeRule;

/* What a step sends: presences as digits, the first one lowest. */
typedef struct {
    guint32 digits;
    guint8 n;
} PsOutput;

typedef struct {
    const PsWorld *world;
    const PsSpace *space;
    PsJoints joints;
    gboolean wide;
    guint8 *locals[2]; /* by pair: the number of a side's local state */

    /* These grow as contexts are met. */
    GArray *contexts[2]; /* of PsContext, of a side */
    guint16 numbers[2][PS_N_ROOMS][PS_N_PRESENCES + 1][1 << PS_N_FAULTS]; /* of them, plus one */
    GArray *lists[2]; /* of PsTurnList: for each context, those of all local states */
    GArray *turns;    /* of PsTurn, with PS_TURNS_BEYOND more in memory; and of PsStep: */
    GArray *steps;    /* what they are */

    GArray *rules; /* of PsEdgeRule, by edge */
    gboolean any_faults;
    guint faults[2];                          /* the first of a side's edges for faults */
    GArray *actions[2];                       /* of PsAct, of a side's user */
    guint first_action[2][PS_MAX_LOCALS + 1]; /* by local state */
    PsTurn *arrivals[2][PS_N_PRESENCES];      /* at a side, by its local state */
    GArray *outputs[2];                       /* of PsOutput, of a side's actions, */
    GArray *answers[2][PS_N_PRESENCES];       /* and of its answers to one presence; or NULL */
} PsTurns;

/* Makes the tables of a world with queues; the space must outlive them. Free with ps_turns_free. */
PsTurns *ps_turns_new(const PsSpace *space);

void ps_turns_free(PsTurns *turns);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsTurns, ps_turns_free)

/* A flight taken apart, and joined again. */
static inline PsParts
ps_turns_parts(const PsTurns *turns, PsPacked flight)
{
    return turns->wide ? ps_parts_of(&turns->joints, flight, TRUE)
                       : ps_parts_of(&turns->joints, flight, FALSE);
}

static inline PsPacked
ps_turns_join(const PsTurns *turns, const PsParts *parts)
{
    return turns->wide ? ps_parts_join(&turns->joints, parts, TRUE)
                       : ps_parts_join(&turns->joints, parts, FALSE);
}

/* The flight of a state. */
PsPacked ps_turns_flight(const PsTurns *turns, PsPacked state);

/* The state with this flight and this pair. */
PsState ps_turns_state(const PsTurns *turns, PsPacked flight, guint pair);

/* Fills in what follows from a flight, and makes the lists of contexts that are new. */
void ps_turns_describe(PsTurns *turns, const PsParts *flight, PsBitmap *bitmap);

/* What of a flight concerns a side. */
static inline const PsContext *
ps_turns_context(const PsTurns *turns, const PsBitmap *bitmap, guint side)
{
    return &g_array_index(turns->contexts[side], PsContext,
                          bitmap->lists[side] / turns->space->n_locals[side]);
}

/* The turns of a side in a local state, in a flight: *n of them. */
static inline const PsTurn *
ps_turns_list(const PsTurns *turns, const PsBitmap *bitmap, guint side, guint local, guint *n)
{
    const PsTurnList *list =
        &g_array_index(turns->lists[side], PsTurnList, bitmap->lists[side] + local);
    *n = list->n;
    return &g_array_index(turns->turns, PsTurn, list->first);
}

/* What was on its way to a side meets a fault; FALSE if there is no room for what that sends. */
gboolean ps_turns_meet_fault(const PsTurns *turns, PsFault fault, guint side, PsParts *parts);

/* Makes a flight the one that an edge leads to; FALSE if there is no room for what is sent. */
PS_INLINE gboolean
ps_turns_follow(const PsTurns *turns, guint edge, PsParts *flight)
{
    const PsJoints *joints = &turns->joints;
    PsEdgeRule rule = g_array_index(turns->rules, PsEdgeRule, edge);
    const GArray *outputs = turns->outputs[rule.side];
    if (rule.kind == PS_EDGE_STAY)
        return TRUE;
    if (rule.kind == PS_EDGE_FAULT) {
        PsParts met = *flight; /* a copy, so that the flight itself can stay in registers */
        gboolean fits = ps_turns_meet_fault(turns, (PsFault)rule.index, rule.side, &met);
        *flight = met;
        return fits;
    }
    if (rule.kind == PS_EDGE_ARRIVAL) {
        outputs = turns->answers[rule.side][ps_parts_head(joints, flight, 1 - rule.side)];
        ps_parts_remove_head(joints, 1 - rule.side, flight);
    }
    PsOutput output = g_array_index(outputs, PsOutput, rule.index);
    return output.n == 0 || ps_parts_send(joints, rule.side, output.digits, output.n, flight);
}

/* What a turn of a list is. */
static inline PsStep
ps_turns_step(const PsTurns *turns, const PsTurn *turn)
{
    gsize i = (gsize)(turn - (const PsTurn *)(gconstpointer)turns->turns->data);
    return g_array_index(turns->steps, PsStep, i);
}

G_END_DECLS

#endif
