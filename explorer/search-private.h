/* The inside of a search, for its files: search.c is what all searches have in common,
 * search-hash.c and search-sets.c are the engines. */
#ifndef PS_EXPLORER_SEARCH_PRIVATE_H
#define PS_EXPLORER_SEARCH_PRIVATE_H

#include "explorer/search.h"
#include "explorer/sets.h"
#include "explorer/store.h"

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
    guint8 met[2][PS_MAX_STATES]; /* a side's entry was in this state */
    guint8 took[2][PS_MAX_STATES][PS_N_STEP_KINDS][PS_N_LABELS]; /* in which it took this step */
    char *stopped;
    double seconds;

    /* Of a search with a store, or NULL. */
    PsStore *store;
    GArray *layers;    /* of guint64: the number of the first state of each depth */
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
};

/* Runs a search from a state until it ends. The one with sets returns FALSE, and leaves the search
 * as it was, if more comes to be in flight than sets can say. */
void ps_search_run_hash(PsSearch *search, const PsState *start);
gboolean ps_search_run_sets(PsSearch *search, const PsState *start);

/* TRUE if sets are estimated to be faster than a hash table, as ps_search_new says. */
gboolean ps_search_sets_pay(const PsWorld *world);

/* "the limit of 1000 states", "the limit of memory, at 512 MiB". Free it. */
char *ps_search_describe_states(guint64 states);
char *ps_search_describe_memory(guint64 bytes);

#endif
