/* Needs: what has to come together for a property to fall. The same two servers are searched again
 * with less: users who wait, no faults, no availability. What still falls does not need it. */
#ifndef PS_EXPLORER_NEEDS_H
#define PS_EXPLORER_NEEDS_H

#include "explorer/verdicts.h"

G_BEGIN_DECLS

/* What a world may have and a violation may need. */
typedef enum {
    PS_NEED_RACE, /* a user acts while something is in flight */
    PS_NEED_LOSS, /* the faults */
    PS_NEED_REPEAT,
    PS_NEED_BOUNCE,
    PS_NEED_OVERTAKING,   /* presences arrive in another order than that of their sending */
    PS_NEED_AVAILABILITY, /* users log in and out, and available presence is sent */
} PsNeed;

#define PS_N_NEEDS 6

/* Its name for programs: "race", "loss", "repeat", "bounce", "overtaking", "availability"; and for
 * people: "a race", "a lost presence", … Static. */
const char *ps_need_name(PsNeed need);
const char *ps_need_text(PsNeed need);

/* One way for a property to fall. */
typedef struct {
    guint needs; /* bit per PsNeed: with these, and with none less */
    guint steps; /* of a shortest counterexample then */
} PsWay;

typedef struct _PsNeeds PsNeeds;

/* Finds what each violated property of the verdicts needs, which must outlive the needs. Each
 * search is made with limits (may be NULL). properties are those that were judged. Free with
 * ps_needs_free. */
PsNeeds *ps_needs_new(const PsVerdicts *verdicts, const PsProperties *properties,
                      const PsLimits *limits);

void ps_needs_free(PsNeeds *needs);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsNeeds, ps_needs_free)

/* All ways in which the property of verdict i falls with as few needs as it can, an array of PsWay
 * that the needs own. It is empty if the property has no counterexample, and if a limit left open
 * whether it falls with as few or fewer. */
const GArray *ps_needs_ways(const PsNeeds *needs, guint i);

/* NULL if it is known what each violation with a counterexample needs, or else what ended the first
 * search that left it open, such as "the limit of 1000 states". The needs own it. */
const char *ps_needs_stopped(const PsNeeds *needs);

/* "nothing", "a race", "a race or a lost presence", "a race and availability"; "unknown" if there
 * are no ways. Free it. */
char *ps_needs_text(const PsNeeds *needs, guint i);

/* The same of an array of ways. Free it. */
char *ps_ways_text(const GArray *ways);

/* The same for programs: "nothing", "race|loss", "race+availability"; "" if there are none. Free
 * it. */
char *ps_ways_code(const GArray *ways);

G_END_DECLS

#endif
