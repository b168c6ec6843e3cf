/* Pairs of entries: what a search found, looked at without what is on the links. */
#ifndef PS_VIZ_PAIRS_H
#define PS_VIZ_PAIRS_H

#include "explorer/verdicts.h"

G_BEGIN_DECLS

typedef enum {
    PS_PAIR_NEVER,     /* no state has these entries */
    PS_PAIR_IN_FLIGHT, /* some state has, but none that is settled or violates a property */
    PS_PAIR_AGREES,    /* some state is settled; none violates a property */
    PS_PAIR_VIOLATED,  /* some state violates a property, be it settled or, if always, not */
} PsPairKind;

#define PS_N_PAIR_KINDS 4

/* As many properties as a pair can note: the bits of a guint but for one, so that it can be shifted
 * by their number. */
#define PS_PAIRS_MAX_PROPERTIES 31

typedef struct {
    guint64 states;  /* reachable states with these entries */
    guint64 settled; /* those of them whose links are both empty */
    guint violated;  /* bit i: one of the states violates the property of verdict i */
} PsPair;

typedef struct _PsPairs PsPairs;

/* Sorts the states of what was judged, which must outlive the pairs and is on no more properties
 * than pairs can note. If symmetric, mirror images count as one: pairs of which the first entry is
 * the higher one have no states. Free with ps_pairs_free. */
PsPairs *ps_pairs_new(const PsVerdicts *verdicts, gboolean symmetric);

void ps_pairs_free(PsPairs *pairs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsPairs, ps_pairs_free)

/* The pair of A's entry a and B's entry b. */
const PsPair *ps_pairs_get(const PsPairs *pairs, guint a, guint b);

PsPairKind ps_pair_kind(const PsPair *pair);

/* Which of the settled and always properties a state violates, bit i for verdict i: no more
 * than pairs can note. */
guint ps_pairs_violations(const PsVerdicts *verdicts, const PsState *state);

/* What a set of violated properties means for a pair, one line each: "no-leak: a user's presence
 * goes to somebody who is not subscribed (romeo has from, juliet has not to)". Free it; "" if none
 * is violated. */
char *ps_pairs_explain(const PsPairs *pairs, guint a, guint b);

G_END_DECLS

#endif
