/* Twins: one world explored twice, by the real explorer and by the naive one, which must find the
 * same: the same states in the same order, the same transitions between them, the same verdicts. */
#ifndef PS_TESTS_TWINS_H
#define PS_TESTS_TWINS_H

#include "tests/naive.h"

G_BEGIN_DECLS

/* The verdict on one property. */
typedef struct {
    const char *name; /* static */
    guint64 count;    /* states that violate it */
    guint64 first;    /* the first of them */
    guint steps;      /* on a shortest way there; 0 if it holds */
} FoundVerdict;

/* What exploring a world comes to. */
typedef struct {
    gboolean complete; /* FALSE: there was no end to it, and the rest says nothing */
    guint64 states;
    guint64 transitions;
    guint64 depth;
    guint64 settled;
    guint64 graph; /* another number for another graph: which states its transitions connect */
    guint n_verdicts;
    FoundVerdict verdicts[NAIVE_N_PROPERTIES];
} Found;

/* Explores a world twice. Returns NULL, and sets *found, if both find the same; or else says what
 * is the first to differ: free it. A world of more than max_states (0: any number) is not complete.
 * Checks nothing, so that it can run in parallel. */
char *twins_disagree(const PsWorldOptions *options, guint max_states, Found *found);

/* What was found in one line: "states 1064 transitions 3220 ... no-leak 9 in 5 steps". Free it. */
char *found_text(const Found *found);

/* TRUE if two findings have the same verdicts: how many states violate each property, and after how
 * many steps the first of them. */
gboolean found_same_verdicts(const Found *a, const Found *b);

/* TRUE if also the figures and the graph are the same. */
gboolean found_same(const Found *a, const Found *b);

G_END_DECLS

#endif
