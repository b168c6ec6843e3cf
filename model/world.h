/* The world: two users' servers, the presences between them, and what may happen to these.
 *
 * A world is what does not change while states are explored: two profiles, the bound on presences
 * in flight, who may act, which faults there are. A state of it is a value (PsState), and packs
 * into 64 or 128 bits (PsPacked) by a layout that ps_world_new computes from the profiles and the
 * bound.
 *
 * Side 0 is A, romeo unless named otherwise; side 1 is B, juliet. Link 0 leads from A to B, link 1
 * from B to A: a link has the number of the side it leaves. */
#ifndef PS_MODEL_WORLD_H
#define PS_MODEL_WORLD_H

#include "model/profile.h"

G_BEGIN_DECLS

typedef struct _PsWorld PsWorld;

#define PS_WORLD_ERROR (ps_world_error_quark())
GQuark ps_world_error_quark(void);

typedef enum {
    PS_WORLD_ERROR_BOUND, /* a bound that no layout of 128 bits can hold, or that makes no sense */
    PS_WORLD_ERROR_NAMES, /* names that cannot be told apart or that a trace file cannot hold */
} PsWorldError;

typedef enum {
    PS_USERS_FREE,     /* any action that is enabled */
    PS_USERS_SENSIBLE, /* only what makes sense to a user who looks at the own entry */
} PsUsers;

typedef enum { PS_LOSS, PS_REPEAT, PS_BOUNCE } PsFault;

#define PS_N_FAULTS 3

/* The name of a fault in options and output: "loss", "repeat", "bounce". Static. */
const char *ps_fault_name(PsFault fault);

#define PS_FAULT_ANY (-1)
#define PS_MAX_BUDGET 15

/* The largest bound on presences in flight that every pair of profiles, faults and modes can have.
 */
#define PS_MAX_IN_FLIGHT 16

/* What to make a world of. ps_world_options_init gives the defaults. */
typedef struct {
    const PsProfile
        *profiles[2];     /* borrowed, and must outlive the world, their options unchanged */
    const char *names[2]; /* copied */
    guint in_flight;      /* the bound K on presences on both links together, from 1 */
    guint room_for;       /* links have room for what can come of so many, if that is more than K: a
                             replay is not held back by K */
    PsUsers users;
    guint actions;           /* bit a for each PsAction a that users may take */
    gboolean sequential;     /* users act only while both links are empty */
    gboolean any_order;      /* a link is a bag, not a queue */
    gboolean availability;   /* online and offline, sees and does not see */
    int faults[PS_N_FAULTS]; /* 0: never; n: n times in a run; PS_FAULT_ANY: without a count */
} PsWorldOptions;

void ps_world_options_init(PsWorldOptions *options);

/* A state of the world. A link's presences are the digits of a number below a leading one, the head
 * of the queue lowest; an empty link is 1. */
typedef struct {
    guint64 link[2];
    guint8 entry[2]; /* the state in its side's profile */
    guint8 online;   /* bit per side; with availability */
    guint8 sees;     /* bit per side: its user's client shows the other user as available */
    guint8 left[PS_N_FAULTS];
} PsState;

/* The same, packed: equal exactly if the states are. hi is 0 in a narrow world. */
typedef struct {
    guint64 lo;
    guint64 hi;
} PsPacked;

static inline gboolean
ps_packed_equal(PsPacked a, PsPacked b)
{
    return a.lo == b.lo && a.hi == b.hi;
}

/* What one event does in one state, as far as it concerns the world: a row without deliveries,
 * pushes, and presences that do not exist in this world. */
typedef struct {
    guint8 entry;   /* the new state of the entry */
    guint8 allowed; /* for a user action: the options and the entry permit it */
    guint8 ends_to; /* the side's own `to` ends: it sees no more */
    guint8 n_sends;
    guint8 sends[PS_MAX_EFFECTS]; /* PsPresence, in the order of the row */
} PsMove;

/* Makes a world. Fails with PS_WORLD_ERROR. Free with ps_world_free. */
PsWorld *ps_world_new(const PsWorldOptions *options, GError **error);

void ps_world_free(PsWorld *world);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsWorld, ps_world_free)

/* The options it was made of; the names in them are the world's own. */
const PsWorldOptions *ps_world_options(const PsWorld *world);

/* TRUE if users may take this action at all: the options list it, and without availability nobody
 * logs in or out. */
gboolean ps_world_has_action(const PsWorld *world, PsAction action);

/* The same of any event: without availability, its presences do not arrive. */
gboolean ps_world_has_event(const PsWorld *world, PsEvent event);

/* TRUE if any fault can happen in it. */
gboolean ps_world_has_faults(const PsWorld *world);

const PsProfile *ps_world_profile(const PsWorld *world, guint side);
const char *ps_world_name(const PsWorld *world, guint side);

/* The presences one link can hold. Beyond it a transition cannot be followed; this happens only
 * with profiles whose answers to answers never end. */
guint ps_world_link_capacity(const PsWorld *world);

/* The presences both links can hold together; no transition goes beyond it either. */
guint ps_world_room(const PsWorld *world);

/* The bits of one presence on a link: 2 or 3. */
guint ps_world_presence_bits(const PsWorld *world);

/* The bits that a packed state takes, and whether that is more than 64. */
guint ps_world_bits(const PsWorld *world);
gboolean ps_world_is_wide(const PsWorld *world);

const PsMove *ps_world_move(const PsWorld *world, guint side, PsEvent event, guint entry);

/* FALSE if no arrival can set off another for ever: no presence can cause, through any number of
 * answers, itself again. */
gboolean ps_world_answers_may_cycle(const PsWorld *world);

/* The state in which everything starts: initial entries, empty links, both online, nobody seen. */
PsState ps_world_initial(const PsWorld *world);

PsPacked ps_world_pack(const PsWorld *world, const PsState *state);
PsState ps_world_unpack(const PsWorld *world, PsPacked packed);

/* TRUE if these bits, which may be any, are a state of the world: its entries are in states of the
 * profiles, its links hold presences, no more of a budget is left than there is. */
gboolean ps_world_has_packed(const PsWorld *world, PsPacked packed);

/* TRUE if both links are empty, as ps_state_is_settled says of a state that is not packed. */
gboolean ps_world_is_settled(const PsWorld *world, PsPacked packed);

/* Links. i counts from the head, 0. */
guint ps_world_link_length(const PsWorld *world, guint64 link);
PsPresence ps_world_link_peek(const PsWorld *world, guint64 link, guint i);

/* The link with presence added: at the end, or with any_order where its kind belongs, so that bags
 * with the same contents are the same number. The link must not be full. */
guint64 ps_world_link_add(const PsWorld *world, guint64 link, PsPresence presence);

/* The link with one more presence in front of its head. The link must not be full. */
guint64 ps_world_link_add_front(const PsWorld *world, guint64 link, PsPresence presence);

/* The link without presence i. */
guint64 ps_world_link_remove(const PsWorld *world, guint64 link, guint i);

static inline gboolean
ps_state_is_settled(const PsState *state)
{
    return state->link[0] == 1 && state->link[1] == 1;
}

G_END_DECLS

#endif
