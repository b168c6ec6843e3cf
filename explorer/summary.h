/* A summary: what a check of one world found, kept without the states that it went through. */
#ifndef PS_EXPLORER_SUMMARY_H
#define PS_EXPLORER_SUMMARY_H

#include "explorer/needs.h"

G_BEGIN_DECLS

/* What became of one property. */
typedef struct {
    const PsProperty *property;
    PsOutcome outcome;
    guint64 count; /* states that violate it, as in a verdict */
    GArray *path;  /* a shortest counterexample or witness (PsStep), or NULL */
    GArray *ways;  /* if violated: what it needs (PsWay), none if that is not known */
} PsFinding;

typedef struct {
    guint64 states, transitions, settled; /* the figures of the search */
    guint depth;
    char *stopped;    /* what ended it before all was judged and the needs were known, or NULL */
    GArray *findings; /* of PsFinding: the properties that apply, in their order */
} PsSummary;

/* Searches the world, judges the properties, asks what each violation needs. limits may be NULL.
 * The properties must outlive the summary. Free with ps_summary_free. */
PsSummary *ps_summary_new(const PsWorld *world, const PsProperties *properties,
                          const PsLimits *limits);

void ps_summary_free(PsSummary *summary);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsSummary, ps_summary_free)

static inline const PsFinding *
ps_summary_finding(const PsSummary *summary, guint i)
{
    g_assert(i < summary->findings->len);
    return &g_array_index(summary->findings, PsFinding, i);
}

/* How many properties are violated. */
guint ps_summary_n_violated(const PsSummary *summary);

/* What its violations need in all, a bit per PsNeed. */
guint ps_summary_needs(const PsSummary *summary);

G_END_DECLS

#endif
