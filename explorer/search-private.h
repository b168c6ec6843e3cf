/* The inside of a search, for its files: search.c is what all searches have in common,
 * search-engine.c chooses an engine; search-hash.c, search-sets.c and search-bitmaps.c are these.
 */
#ifndef PS_EXPLORER_SEARCH_PRIVATE_H
#define PS_EXPLORER_SEARCH_PRIVATE_H

#include "explorer/fold.h"
#include "explorer/frontier.h"
#include "explorer/keeper.h"
#include "explorer/leaving.h"
#include "explorer/sets.h"
#include "explorer/store.h"
#include "explorer/successors.h"

/* What a search with sets knows between two layers, when all that was found is in the set. */
typedef struct {
    guint64 transitions, settled; /* of PsSearch, */
    guint depth;
    guint64 frontier, leaving; /* states of the layer found last, transitions out of them */
} PsLayerFigures;

typedef struct _PsKeeper PsKeeper;

struct _PsSearch {
    const PsWorld *world;
    PsLimits limits;
    PsState from;
    gint64 start; /* microseconds */

    /* What is known of every search, after each layer or part of one. */
    guint64 states;
    guint64 transitions;
    guint64 settled;
    guint depth;
    guint64 bytes;
    guint64 most_bytes;           /* at a time while it ran, if that was more */
    guint8 met[2][PS_MAX_STATES]; /* a side's entry was in this state */
    guint8 took[2][PS_MAX_STATES][PS_N_STEP_KINDS][PS_N_LABELS]; /* in which it took this step */
    char *stopped;
    double seconds;
    PsKeeper *keeper;      /* or NULL */
    guint64 states_before; /* those that it began with: of a checkpoint */
    gboolean interrupted;  /* the progress function has ended it, or what came after it */

    /* Of a search with a store, or NULL. */
    PsStore *store;
    PsSuccessors *successors; /* NULL while nothing is expanded */
    GArray *layers;           /* of guint64: the number of the first state of each depth */
    guint64 layer_end; /* of the layer that is being expanded: the number of the next one's first */
    guint64 expanded;
    guint64 next_progress; /* expanded states at the next call of the progress function */
    gboolean overflow;     /* a link could not hold what was sent */
    gboolean found;        /* the state `goal` is what was looked for */
    guint64 goal;

    /* Of a search with sets, or NULL. */
    PsSpace *space;
    PsPool *pool;
    PsSet *set;
    PsLayerFigures between; /* at the last end of a layer */

    /* Of a search with bitmaps, or NULL; it has a space, too, and what one with a store has from
     * layer_end to overflow. */
    PsTurns *turns;
    PsBitmaps *bitmaps;
    PsFold fold;
    PsFrontier frontier;
    guint n_layers;  /* that were expanded, or begun to be */
    guint64 n_bits;  /* that are set: `expanded` and `layer_end` count these, */
    guint64 n_turns; /* and the turns of those that were expanded, also where there is no room */

    gboolean instead; /* sets could not say the world, and there is a store instead */
    PsSearch *paths;  /* of a search without numbers: the one that looked for a path, or NULL */
};

/* ps_search_from in two steps: makes the search, and runs it until it ends. What is loaded between
 * them, it goes on from. */
PsSearch *ps_search_begin(const PsWorld *world, const PsState *start, const PsLimits *limits);
void ps_search_run(PsSearch *search);

/* Runs a search until it ends, from its state or from what was loaded. The one with sets returns
 * FALSE, and leaves the search as it was at first, if more comes to be in flight than sets can say.
 */
void ps_search_run_hash(PsSearch *search);
gboolean ps_search_run_sets(PsSearch *search);
void ps_search_run_bitmaps(PsSearch *search);

/* Lets a search with a store that found its goal go on to another one, as if it had not looked for
 * the first. */
void ps_search_look_on(PsSearch *search, PsGoal goal, gconstpointer data);

/* Makes what a search with sets, or with bitmaps, needs, and no state in it; folds says whether
 * mirror images are folded. */
void ps_search_prepare_sets(PsSearch *search);
void ps_search_prepare_bitmaps(PsSearch *search, gboolean folds);

/* Of a search with sets: notes which rows are fired from the states that are in its set. */
void ps_search_note_rows(PsSearch *search, const PsLeaving *leaving);

/* TRUE if a search of this space can be in lanes, and no limit may end it between two states. Two
 * more things may stand against it then: a move that leads out of the space, and a checkpoint after
 * each layer. */
gboolean ps_search_suits_lanes(const PsSpace *space, gboolean folds, const PsLimits *limits);

/* Runs a search with sets in lanes, until it ends, if it is at its beginning and they suit it.
 * FALSE if they do not, or there is no memory for what they found: then the search is at its
 * beginning again. */
gboolean ps_search_run_lanes(PsSearch *search, const PsLeaving *leaving);

/* TRUE if mirror images may be found as one: no limit tells them apart. */
gboolean ps_search_can_fold(const PsSearch *search);

/* TRUE if the search can be one with sets, or with bitmaps, at all. */
gboolean ps_search_can_be_sets(const PsWorld *world, const PsLimits *limits);
gboolean ps_search_can_be_bitmaps(const PsWorld *world, const PsLimits *limits);

/* Of a search with bitmaps: sets *place to that of a flight that stands for itself, which is met.
 * FALSE without memory. */
gboolean ps_bitmaps_meet(PsSearch *search, const PsParts *flight, PsBitmapPlace *place);

/* Ends it as memory does. FALSE. */
gboolean ps_bitmaps_stop(PsSearch *search);

/* Expands the first of the frontier's states, which lie one after the other: n of them, at most
 * PS_EXPAND, or only one if n might set more than max_bits bits. FALSE, and they are not expanded,
 * if something ends the search. */
#define PS_EXPAND 64
gboolean ps_bitmaps_expand(PsSearch *search, guint64 max_bits, const PsFound *states, guint n);

/* Of a search with bitmaps: notes what was found (states, transitions, settled, met, took);
 * ps_search_has and ps_search_visit. */
void ps_flights_note(PsSearch *search);
gboolean ps_flights_has(const PsSearch *search, const PsState *state);
gboolean ps_flights_visit(const PsSearch *search, PsVisit how, PsStateFunc visit, gpointer data);

/* Where a state's bit is, in a search with bitmaps. */
typedef struct {
    guint32 number; /* of the flight */
    guint pair;
    gboolean turned; /* the bit is that of its mirror image */
} PsFlightBit;

/* Finds that; FALSE if there is no such flight. */
gboolean ps_flights_find(const PsSearch *search, const PsState *state, PsFlightBit *bit);

/* What flights have in common whose states are alike: the lengths of both links, and budgets. */
guint64 ps_flights_likeness(const PsSearch *search, guint32 number);

/* The bytes that flights, bitmaps and the frontier take. */
guint64 ps_flights_bytes(const PsSearch *search);

/* The number of states that the bits of a search stand for. */
guint64 ps_flights_states(const PsSearch *search);

/* The turns of all states whose bits are set, as n_turns counts them. */
guint64 ps_flights_turns(const PsSearch *search);

/* Changes the bits of all states that wait to be expanded: without them only those that were
 * expanded are left. Twice, and all is as it was. */
void ps_flights_flip_waiting(PsSearch *search);

/* Of a search that expands states: TRUE if it is time to report, after so many states, and with a
 * keeper that is eager at the end of a layer; and reports that `done` states were expanded, and
 * keeps it if that is due. FALSE if that ends the search. */
gboolean ps_search_is_due(PsSearch *search, guint64 interval);
gboolean ps_search_report(PsSearch *search, guint64 done);

/* Reports, of so many calls now and then one, that a later phase goes on over the same states;
 * FALSE if the run shall end. *steps counts the calls. */
gboolean ps_search_goes_on(const PsSearch *search, const char *phase, guint64 *steps);

/* "the limit of 1000 states", "the limit of memory, at 512 MiB". Free it. */
char *ps_search_describe_states(guint64 states);
char *ps_search_describe_memory(guint64 bytes);
char *ps_search_describe_room(const PsWorld *world);

/* ---- Checkpoints ---- */

void ps_keeper_free(PsKeeper *keeper);

/* TRUE if a checkpoint is written after each layer. keeper may be NULL. */
gboolean ps_keeper_is_eager(const PsKeeper *keeper);

/* Writes a checkpoint of a search that has a keeper: at once, or if it is time for one. A search
 * with sets must be between two layers, with its figures in `between`; another one must not be in
 * the midst of a state. */
void ps_keeper_write(const PsSearch *search);
void ps_keeper_write_if_due(const PsSearch *search);

/* Puts the sections of an engine. */
void ps_keep_hash(const PsSearch *search, PsCheckpointWriter *writer);
void ps_keep_sets(const PsSearch *search, PsCheckpointWriter *writer);
void ps_keep_bitmaps(const PsSearch *search, PsCheckpointWriter *writer);

/* Makes a search that has only begun what is in a checkpoint. FALSE and error if that does not fit
 * together, or not into the limits: the search can only be freed then. */
gboolean ps_load_hash(PsSearch *search, PsCheckpoint *checkpoint, GError **error);
gboolean ps_load_sets(PsSearch *search, PsCheckpoint *checkpoint, GError **error);
gboolean ps_load_bitmaps(PsSearch *search, PsCheckpoint *checkpoint, GError **error);

/* What engines keep alike: a section of n figures, with which each begins; and a packed state, in
 * as many bytes as those of its world need. What is loaded as one is a state of the world. */
void ps_keep_figures(PsCheckpointWriter *writer, const guint64 *figures, guint n);
gboolean ps_load_figures(PsCheckpoint *checkpoint, guint64 *figures, guint n, GError **error);
gsize ps_keep_packed_bytes(const PsWorld *world);
void ps_keep_packed(const PsWorld *world, PsPacked packed, PsCheckpointWriter *writer);
gboolean ps_load_packed(const PsWorld *world, PsCheckpoint *checkpoint, PsPacked *packed,
                        GError **error);

/* FALSE and error if the search has more states than its limits permit; and FALSE and an error that
 * says that they do not fit into memory. */
gboolean ps_keeper_fits(const PsSearch *search, const PsCheckpoint *checkpoint, GError **error);
gboolean ps_keeper_fail_memory(const PsSearch *search, const PsCheckpoint *checkpoint,
                               GError **error);

#endif
