/* Explaining a log: the cheapest run of a world in which everything that the log shows happens, in
 * its order.
 *
 * Order: what a client or a server sends is handled by its receiver later, in the order of its
 * stream; what is received was sent before. So something received may have been sent long before
 * it is seen, and something sent may be handled long after, but nothing is handled before anything
 * that was received, according to the log, before it was sent. Of what one step shows to a client,
 * any order will do.
 *
 * Cheap: first, few users' actions and faults that the log does not show; then, few stanzas that
 * should stand in streams that the log has, and do not; then, few steps. */
#ifndef PS_EXPLORER_EXPLAIN_H
#define PS_EXPLORER_EXPLAIN_H

#include "explorer/search.h"
#include "explorer/seen.h"

G_BEGIN_DECLS

/* What a run costs; less is better, the first first. */
typedef struct {
    guint unseen; /* users' actions, and faults, that the log does not show, and be it because it
                   * has nothing of that user's client */
    guint gaps;   /* stanzas that should be in the log, those of such actions among them */
    guint steps;
} PsExplainCost;

/* Less than, equal to or greater than 0 as a is cheaper than b, as cheap, or dearer. */
int ps_explain_compare(const PsExplainCost *a, const PsExplainCost *b);

/* One step of the run that was found. */
typedef struct {
    PsStep step;
    guint n_matched;
    guint matched[PS_MAX_SHOWN]; /* what of the log it explains, by number */
    guint n_missing;
    PsSeen missing[PS_MAX_SHOWN]; /* what the log should have shown of it */
    gboolean unseen;              /* a user's action, or a fault, that the log does not show */
    gboolean beyond;              /* and could not show */
} PsExplainStep;

/* What a log could have instead of what no run explains. */
typedef struct {
    PsSeen seen;
    PsExplainCost cost; /* of the cheapest run with everything before, and this */
} PsAlternative;

typedef struct _PsExplanation PsExplanation;

/* Explains a log. progress is called as in a search, and max_states (of the search: a state of the
 * world with a place in the log) and max_memory are kept; limits may be NULL. Never NULL. world
 * and what log points to must outlive it. Free with ps_explanation_free. */
PsExplanation *ps_explain(const PsWorld *world, const PsSeenLog *log, const PsLimits *limits);

void ps_explanation_free(PsExplanation *explanation);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsExplanation, ps_explanation_free)

/* NULL if the search came to its end, or else what ended it. */
const char *ps_explanation_stopped(const PsExplanation *explanation);

/* TRUE if a run explains all of the log. */
gboolean ps_explanation_found(const PsExplanation *explanation);

/* How much of the log, from its start, some run explains: all, if one was found; else the number of
 * the first thing that none does (of an unfinished search: that none was found to). */
guint ps_explanation_reached(const PsExplanation *explanation);

/* TRUE if what no run explains is nothing that the side's server ever shows. */
gboolean ps_explanation_impossible(const PsExplanation *explanation);

/* The cheapest run that explains that much: its cost, and its steps. */
PsExplainCost ps_explanation_cost(const PsExplanation *explanation);
guint ps_explanation_n_steps(const PsExplanation *explanation);
const PsExplainStep *ps_explanation_step(const PsExplanation *explanation, guint i);

/* What could have been there instead: what is of the same kind first, and of this the cheapest. If
 * what is in the log is impossible, what takes more than two actions more than the run may not be
 * listed. */
guint ps_explanation_n_alternatives(const PsExplanation *explanation);
const PsAlternative *ps_explanation_alternative(const PsExplanation *explanation, guint i);

/* How many states, each with a place in the log, were searched. */
guint64 ps_explanation_states(const PsExplanation *explanation);

const PsWorld *ps_explanation_world(const PsExplanation *explanation);
const PsSeenLog *ps_explanation_log(const PsExplanation *explanation);

G_END_DECLS

#endif
