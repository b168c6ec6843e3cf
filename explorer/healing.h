/* Healing: how two records that have drifted apart find back to each other. */
#ifndef PS_EXPLORER_HEALING_H
#define PS_EXPLORER_HEALING_H

#include "explorer/verdicts.h"

G_BEGIN_DECLS

typedef enum {
    PS_HEALS,           /* path leads to records that agree */
    PS_NEVER_HEALS,     /* no path does, but for faults */
    PS_HEALING_UNKNOWN, /* a limit ended the search */
} PsHealingKind;

typedef struct {
    PsHealingKind kind;
    GArray *path;  /* if it heals: a shortest one (PsStep) */
    guint users;   /* bit per side whose user acts in it */
    char *stopped; /* if it is unknown: what ended the search, such as "the limit of 1000 states" */
} PsHealing;

/* Searches from the end of a counterexample for the nearest state in which nothing is in flight,
 * no-leak, no-ghost, no-orphan and no-stuck hold, and so does the property that fell; without
 * faults, everything else as in the world of the search. verdict is violated, has a path, and is on
 * a property of single states. limits may be NULL. Free with ps_healing_free. */
PsHealing *ps_healing_new(const PsSearch *search, const PsVerdict *verdict, const PsLimits *limits);

void ps_healing_free(PsHealing *healing);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsHealing, ps_healing_free)

/* TRUE if it can be asked how the violation of a verdict heals: recoverable and no-reply-storm are
 * themselves about what comes after. */
gboolean ps_healing_applies(const PsVerdict *verdict);

/* How the violation of each verdict heals, by verdict: a PsHealing, NULL where that cannot be
 * asked. limits are those of each search, and may be NULL. Free with g_ptr_array_unref. */
GPtrArray *ps_healings_new(const PsVerdicts *verdicts, const PsLimits *limits);

/* NULL if each of these is known, or else what ended the first search that left one open. */
const char *ps_healings_stopped(const GPtrArray *healings);

G_END_DECLS

#endif
