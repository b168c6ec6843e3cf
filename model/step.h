/* Steps: the transitions out of a state, in their fixed order, each with a label.
 *
 * This is the one place that says what a transition is. Searches, replays, simulations and pictures
 * all come here.
 *
 * The order: A's user actions, then B's, each in the order of PsAction; then for the link to B,
 * then for the link to A, what happens to the presence at its head (with any_order: to each kind of
 * presence in it): it arrives, is lost, is repeated, is bounced. */
#ifndef PS_MODEL_STEP_H
#define PS_MODEL_STEP_H

#include "model/world.h"

G_BEGIN_DECLS

typedef enum {
    PS_STEP_ACTION,  /* a user acts */
    PS_STEP_ARRIVAL, /* a presence leaves its link and fires its Inbound row */
    PS_STEP_LOSS,    /* a presence vanishes from its link */
    PS_STEP_REPEAT,  /* one more copy of a presence comes in front of it */
    PS_STEP_BOUNCE,  /* a presence leaves its link; an error goes back to its sender */
} PsStepKind;

#define PS_N_STEP_KINDS 5

/* The label of a transition. */
typedef struct {
    guint8 kind; /* PsStepKind */
    guint8 side; /* whose user acts, or whom the presence was sent to */
    guint8 what; /* PsAction or PsPresence: less than PS_N_LABELS */
} PsStep;

#define PS_N_LABELS MAX(PS_N_ACTIONS, PS_N_PRESENCES)

typedef struct {
    PsStep step;
    PsState to;
} PsTransition;

/* As many transitions as one state can have. */
#define PS_MAX_TRANSITIONS (2 * PS_N_ACTIONS + 2 * PS_N_PRESENCES * 4)

static inline gboolean
ps_step_equal(PsStep a, PsStep b)
{
    return a.kind == b.kind && a.side == b.side && a.what == b.what;
}

/* The event that a step fires at its side, TRUE; or FALSE for a fault, which fires none. */
gboolean ps_step_event(PsStep step, PsEvent *event);

/* The step that fires an event at a side. */
PsStep ps_step_of_event(guint side, PsEvent event);

/* What a side is in a state of the world, apart from its links. */
typedef struct {
    guint8 entry;
    guint8 online; /* TRUE or FALSE, as sees is */
    guint8 sees;
} PsLocal;

static inline PsLocal
ps_state_local(const PsState *state, guint side)
{
    return (PsLocal){state->entry[side], state->online >> side & 1, state->sees >> side & 1};
}

/* What an event does at a side: nothing of it depends on the links or on the other side. */
typedef struct {
    PsLocal to;
    guint8 n_sends;
    guint8 sends[PS_MAX_EFFECTS]; /* PsPresence: these join the side's outgoing link, in order */
} PsResponse;

/* What the row of an event does at a side. */
PsResponse ps_step_react(const PsWorld *world, guint side, PsEvent event, PsLocal from);

/* The same of a user's action, TRUE; FALSE if it is no transition there, whatever is in flight: the
 * user may not do that, or nothing comes of it. The bound on presences in flight and `sequential`
 * are not asked. */
gboolean ps_step_act(const PsWorld *world, guint side, PsAction action, PsLocal from,
                     PsResponse *response);

/* Writes the transitions out of from, in their order, to out[PS_MAX_TRANSITIONS] and returns how
 * many they are. A transition after which a link would hold more than its capacity is left out, and
 * *overflow becomes TRUE; it is not touched otherwise. */
guint ps_step_transitions(const PsWorld *world, const PsState *from, PsTransition *out,
                          gboolean *overflow);

/* Only the arrivals among these, in their order. */
guint ps_step_arrivals(const PsWorld *world, const PsState *from, PsTransition *out,
                       gboolean *overflow);

/* Takes one step for a replay: sets *to and returns TRUE if the step is enabled in from. Unlike a
 * transition, a user's action may also change and send nothing, and is not held back by the bound
 * on presences in flight, by who may act, or by `sequential`: only by the capacity of a link. */
gboolean ps_step_take(const PsWorld *world, const PsState *from, PsStep step, PsState *to);

/* The step as a line of a trace: "romeo subscribe", "juliet receives subscribe",
 * "lose subscribed to romeo". Free it. */
char *ps_step_text(const PsWorld *world, PsStep step);

G_END_DECLS

#endif
