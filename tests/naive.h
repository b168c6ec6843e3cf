/* The naive explorer: the slow and obvious twin of the real search, for comparison with it.
 *
 * It knows profiles and has its own idea of everything else: what a transition is, what a state is
 * (plain arrays, nothing packed), how states are found again (a GHashTable of whole states), what
 * leads where (every edge is stored) and what a property means. It is written after the definition
 * of the world, not after the code that it checks. */
#ifndef PS_TESTS_NAIVE_H
#define PS_TESTS_NAIVE_H

#include "model/world.h" /* for PsWorldOptions, nothing else */

G_BEGIN_DECLS

#define NAIVE_LINK 64
#define NAIVE_MAX_TRANSITIONS 128

/* A state of the world: bytes only, so that equal states have equal bytes. */
typedef struct {
    guint8 entry[2];
    guint8 length[2];
    guint8 link[2][NAIVE_LINK]; /* from the head; what lies behind the end is 0 */
    guint8 online[2];
    guint8 sees[2];
    guint8 left[PS_N_FAULTS];
} NaiveState;

typedef enum { NAIVE_ACTION, NAIVE_ARRIVAL, NAIVE_LOSE, NAIVE_REPEAT, NAIVE_BOUNCE } NaiveKind;

typedef struct {
    guint8 kind; /* NaiveKind */
    guint8 side; /* whose user acts, or whom the presence was sent to */
    guint8 what; /* PsAction or PsPresence */
} NaiveLabel;

typedef struct {
    NaiveLabel label;
    NaiveState to;
} NaiveTransition;

NaiveState naive_initial(const PsWorldOptions *options);

/* The transitions out of a state, in their order, to out[NAIVE_MAX_TRANSITIONS]; returns how many.
 */
guint naive_transitions(const PsWorldOptions *options, const NaiveState *from,
                        NaiveTransition *out);

/* A line of a trace. Free it. */
char *naive_label_text(const PsWorldOptions *options, NaiveLabel label);

typedef struct _Naive Naive;

/* Explores everything; options must outlive it. Free with naive_free. */
Naive *naive_new(const PsWorldOptions *options);

/* The same, but gives up when it has found more than max_states states (0: any number), or where a
 * link is so full that ever more presences seem to come of one. Free with naive_free. */
Naive *naive_new_within(const PsWorldOptions *options, guint max_states);

void naive_free(Naive *naive);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Naive, naive_free)

/* FALSE if it gave up: then not every state was found, nor every transition. */
gboolean naive_is_complete(const Naive *naive);

guint naive_n_states(const Naive *naive);
guint naive_n_transitions(const Naive *naive);
guint naive_depth(const Naive *naive);
guint naive_n_settled(const Naive *naive);

/* TRUE if some action or arrival fired this row of a side's profile. */
gboolean naive_fired(const Naive *naive, guint side, PsEvent event, guint state);

/* State number id, in the order in which they were found. */
const NaiveState *naive_state(const Naive *naive, guint id);
guint naive_depth_of(const Naive *naive, guint id);

/* A state as text, the same as state_text of the tests' support gives. Free it. */
char *naive_state_text(const Naive *naive, guint id);

/* The way on which the state was found, one step a line. Free it. */
char *naive_path_text(const Naive *naive, guint id);

/* For the judges: from[e] leads to to[e] by a transition that is or is not an arrival. */
typedef struct {
    guint from;
    guint to;
    gboolean arrival;
} NaiveEdge;

guint naive_n_edges(const Naive *naive);
NaiveEdge naive_edge(const Naive *naive, guint e);
const PsWorldOptions *naive_options(const Naive *naive);

/* What a property comes to: it holds if count is 0; otherwise state `first` was found first of
 * those that violate it. */
typedef struct {
    const char *name;
    guint count;
    guint first;
} NaiveVerdict;

#define NAIVE_N_PROPERTIES 9

/* Judges the properties of this world to out[NAIVE_N_PROPERTIES]; returns how many they are. */
guint naive_judge(const Naive *naive, NaiveVerdict *out);

/* TRUE if the settled property called name, a built-in one, holds in a state both ways round,
 * whatever is in flight. */
gboolean naive_holds(const PsWorldOptions *options, const NaiveState *state, const char *name);

/* TRUE if the state is settled and the first four hold in it: what `recoverable` looks for. */
gboolean naive_agrees(const PsWorldOptions *options, const NaiveState *state);

/* What a property of somebody's own says of one state; both ways round is its own affair. */
typedef gboolean (*NaivePredicate)(const PsWorldOptions *options, const NaiveState *state);

typedef enum { NAIVE_SETTLED, NAIVE_ALWAYS, NAIVE_REACHABLE, NAIVE_RECOVERABLE } NaiveMeaning;

/* Judges a property that means this: how many states violate it, or of a reachable one are
 * witnesses, and the first of them. It has no name. */
NaiveVerdict naive_judge_by(const Naive *naive, NaiveMeaning meaning, NaivePredicate holds);

G_END_DECLS

#endif
