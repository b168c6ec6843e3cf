/* Verdicts: every property over what a search found: whether it holds, in how many states it does
 * not, and a shortest counterexample. Nothing is sampled. */
#ifndef PS_EXPLORER_VERDICTS_H
#define PS_EXPLORER_VERDICTS_H

#include "explorer/search.h"
#include "model/property.h"

G_BEGIN_DECLS

typedef enum {
    PS_HOLDS,
    PS_VIOLATED,
    PS_UNDECIDED, /* neither is known, as the search or the judging did not finish */
} PsOutcome;

typedef struct {
    const PsProperty *property;
    PsOutcome outcome;
    guint64 count; /* reachable states that violate it, as far as they are known; of a reachable
                    * property: states in which it holds */
    GArray *path;  /* a shortest path (PsStep) to one of these, which is a counterexample or a
                    * witness; NULL if there are none, or if what ended the run left it unknown */
    PsState state; /* if there is a path: the first of these to be found, to which it leads */
    GArray *stem;  /* if no-reply-storm is violated: arrivals from there to a state (PsStep) ... */
    GArray *loop;  /* ... and those that lead from it back to itself */
} PsVerdict;

/* "holds", "violated" or "undecided". Static. */
const char *ps_outcome_name(PsOutcome outcome);

typedef struct _PsVerdicts PsVerdicts;

/* Judges every one of the properties that applies to the world of search; both must outlive the
 * verdicts. Uses the progress function of the search's limits and may be stopped by it; but if it
 * ended the search, what was found till then is judged all the same. Free with
 * ps_verdicts_free. */
PsVerdicts *ps_verdicts_new(const PsSearch *search, const PsProperties *properties);

void ps_verdicts_free(PsVerdicts *verdicts);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsVerdicts, ps_verdicts_free)

const PsSearch *ps_verdicts_search(const PsVerdicts *verdicts);

guint ps_verdicts_n(const PsVerdicts *verdicts);
const PsVerdict *ps_verdicts_get(const PsVerdicts *verdicts, guint i);

/* The verdict on the property called name; NULL if it was not judged. */
const PsVerdict *ps_verdicts_find(const PsVerdicts *verdicts, const char *name);

/* How many properties are violated. */
guint ps_verdicts_n_violated(const PsVerdicts *verdicts);

/* TRUE if the search was complete and every property is decided. */
gboolean ps_verdicts_complete(const PsVerdicts *verdicts);

/* What ended the run before that, or NULL: what ended the search, such as "the limit of 1000
 * states", or what ended the judging, and where, such as "an interruption while judging
 * recoverable". The verdicts own it. */
const char *ps_verdicts_stopped(const PsVerdicts *verdicts);

G_END_DECLS

#endif
