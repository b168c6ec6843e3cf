/* A search: every state that a world can reach, breadth first.
 *
 * There are three engines. One stores every state in a hash table (store.h): its states are
 * numbered in the order in which they are found, the initial one 0, so a state with a lower number
 * is never deeper. No parents are stored: a shortest path is found by expanding the layers before
 * its end once more. Another one keeps sets of states (sets.h) and moves whole sets at a time: far
 * faster and smaller where most of what could be in flight is reachable, but its states have no
 * numbers. Nor have they in the third one, which keeps what is in flight in a table, and states as
 * bits of that (bitmaps.h). All find the same states, transitions and depth. */
#ifndef PS_EXPLORER_SEARCH_H
#define PS_EXPLORER_SEARCH_H

#include "model/step.h"

G_BEGIN_DECLS

typedef struct _PsSearch PsSearch;

/* How far a search is, for people who wait. */
typedef struct {
    const char *phase; /* "searching", or what is judged afterwards, or that of the limits */
    guint64 states;
    guint64 transitions;
    guint depth;
    guint64 frontier; /* states found and not yet expanded */
    double seconds;   /* of this search and what came after it */
    guint64 bytes;
    guint64 before; /* states that it began with: of a checkpoint */
} PsProgress;

/* Called every so often: about 8,000 states apart with a table, up to 131,072 with bitmaps (65,536
 * bits, each of which may stand for two), and 50 milliseconds with sets, or a layer, as in small
 * worlds with sets, whose transitions are counted only at the end. FALSE ends the run in order, as
 * a limit would. */
typedef gboolean (*PsProgressFunc)(const PsProgress *progress, gpointer data);

/* What is looked for: TRUE if a state is such. data is what the asker gave. */
typedef gboolean (*PsGoal)(const PsWorld *world, const PsState *state, gconstpointer data);

typedef enum {
    PS_ENGINE_HASH,    /* states have numbers */
    PS_ENGINE_BITMAPS, /* if they can say the world, else hash (ps_search_new) */
    PS_ENGINE_SETS,    /* if they can, else bitmaps or hash, as auto would take */
    PS_ENGINE_AUTO,    /* whichever is estimated to be faster */
} PsEngine;

/* "hash", "bitmaps", "sets", "auto". Static. */
const char *ps_engine_name(PsEngine engine);

typedef struct {
    guint64 max_states;      /* 0: any number (ps_search_new) */
    guint64 max_memory;      /* bytes for stored states, 0: any number */
    gboolean all_memory;     /* that is all there is, also for searches for paths beside this one */
    PsProgressFunc progress; /* may be NULL */
    gpointer progress_data;
    const char *phase; /* what all of it is called to those who wait; NULL: by its phases; static */
    PsGoal goal;       /* may be NULL: the first state that is such ends the search */
    gconstpointer goal_data;
    gboolean no_faults; /* what the world's faults can do is left out */
    PsEngine engine;
    guint threads; /* of the engine with sets; 0: one */
} PsLimits;

/* Searches the world until every state is expanded or a limit is reached; never fails. limits may
 * be NULL. world must outlive the search. Free with ps_search_free.
 *
 * PS_ENGINE_AUTO takes the table if no more than two may be in flight, if users wait for each other
 * (sequential), and if links are bags. Else it takes sets if the world has neither availability nor
 * bounces, so that two bits tell its presences apart, and either has 2^19 to 2^22 bits in the
 * strings of its sets and can be in lanes (lanes.h), which no limit of states may end; or has at
 * least 2^22, and states lie dense: the same world with two in flight, and faults without a count,
 * has at least one state for every twelve bits. Then a set takes some three bytes a state at most.
 * Else it takes bitmaps, three to ten bytes a state once the search is finished; or the table,
 * eight to sixteen, if bitmaps would take more than 32: so it is, in the same world with two in
 * flight, with some faults and endless answers. A search that memory ends has many bitmaps that are
 * nearly empty, and may find more states with the table.
 *
 * Whatever the limits say, states are numbered if something is looked for, with no_faults, if links
 * are bags, and if a search with sets finds that more comes to be in flight than a string of
 * 2^PS_MAX_ORDER bits can say.
 *
 * max_states ends a search at exactly so many states; only one that goes on from a checkpoint of
 * bitmaps, made without that limit, may end a few states before it. */
PsSearch *ps_search_new(const PsWorld *world, const PsLimits *limits);

/* The same from another state than the initial one: paths and depths are counted from it. */
PsSearch *ps_search_from(const PsWorld *world, const PsState *start, const PsLimits *limits);

/* The engine that these take at first: any but PS_ENGINE_AUTO. */
PsEngine ps_search_engine(const PsWorld *world, const PsLimits *limits);

/* The engine of a search: that which found what it holds, whichever it began with. Before it holds
 * anything, the one that its limits lead to. */
PsEngine ps_search_engine_of(const PsSearch *search);

void ps_search_free(PsSearch *search);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsSearch, ps_search_free)

const PsWorld *ps_search_world(const PsSearch *search);

/* The figures that docs/model.md defines; transitions are those out of the states that were
 * expanded. */
guint64 ps_search_states(const PsSearch *search);
guint64 ps_search_transitions(const PsSearch *search);
guint ps_search_depth(const PsSearch *search);
guint64 ps_search_settled(const PsSearch *search);

/* NULL if every reachable state was found and expanded, or else what ended the search, such as
 * "the limit of 1000 states". */
const char *ps_search_stopped(const PsSearch *search);

/* TRUE if a transition out of some expanded state fired this row of a side's profile; and if the
 * side's entry was in this state at all. Of a search that did not finish, as far as it came. */
gboolean ps_search_fired(const PsSearch *search, guint side, PsEvent event, guint entry);
gboolean ps_search_met(const PsSearch *search, guint side, guint entry);

/* Seconds of wall-clock time that it took; bytes of memory that the stored states take, and that
 * one of them took at most while it ran, on average, 0 if there is none. */
double ps_search_seconds(const PsSearch *search);
guint64 ps_search_bytes(const PsSearch *search);
double ps_search_bytes_a_state(const PsSearch *search);

/* ---- States ---- */

gboolean ps_search_has(const PsSearch *search, const PsState *state);

typedef enum {
    PS_VISIT_SETTLED,
    PS_VISIT_ALL,
    PS_VISIT_ALIKE, /* one for all that have the same, but for which presences are on the links */
} PsVisit;

/* Calls visit for states, until it returns FALSE; what it returned last. n is for how many states
 * this one stands. Numbered states come one by one in the order of their numbers. */
typedef gboolean (*PsStateFunc)(const PsState *state, guint64 n, gpointer data);
gboolean ps_search_visit(const PsSearch *search, PsVisit how, PsStateFunc visit, gpointer data);

/* A shortest path from where the search began to the first state in the order of numbers that is
 * such, which becomes *state. Free with g_array_unref. NULL, and *state untouched, if there is none
 * or the progress function or the limit of memory ends it: then *stopped becomes what did, to be
 * freed. A search without numbers looks for it from the start again, by numbers, and the next time
 * goes on from there; what that found takes memory until the search is freed or told to forget it.
 */
GArray *ps_search_path_to(const PsSearch *search, PsGoal is_goal, gconstpointer data,
                          PsState *state, char **stopped);
void ps_search_forget_paths(const PsSearch *search);

/* TRUE if its states have numbers: neither sets nor bitmaps hold them. What follows is only for
 * such searches. */
gboolean ps_search_is_numbered(const PsSearch *search);

/* State number id, from 0 to ps_search_states - 1. */
PsState ps_search_state(const PsSearch *search, guint64 id);

/* TRUE if nothing is in flight in it: faster than to look at the state. */
gboolean ps_search_is_settled(const PsSearch *search, guint64 id);

/* How many states were expanded: those with the lowest numbers. */
guint64 ps_search_expanded(const PsSearch *search);

/* Its distance from the initial state. */
guint ps_search_depth_of(const PsSearch *search, guint64 id);

/* The number of a state; FALSE, and *id untouched, if the search did not find it. */
gboolean ps_search_find(const PsSearch *search, const PsState *state, guint64 *id);

/* A shortest path from the initial state to state id: the steps in their order (PsStep), as many as
 * its depth. Of several the one whose states have the lowest numbers. Free with g_array_unref. */
GArray *ps_search_path(const PsSearch *search, guint64 id);

/* Sets *id to the state that is the goal of the limits, of the nearest ones the first; FALSE, and
 * *id untouched, if none was found. */
gboolean ps_search_goal(const PsSearch *search, guint64 *id);

/* ---- Later phases ---- */

/* Reports progress of a later phase over the same states; FALSE if the run shall end. */
gboolean ps_search_progress(const PsSearch *search, const char *phase, guint64 done);

/* TRUE if the progress function has ended the search or a later phase. */
gboolean ps_search_interrupted(const PsSearch *search);

/* What ended a later phase that did not finish: the progress function, or else the limit of memory,
 * as "an interruption" and "the limit of memory, at 512 MiB". Free it. */
char *ps_search_describe_end(const PsSearch *search);

G_END_DECLS

#endif
