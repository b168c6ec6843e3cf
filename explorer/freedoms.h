/* Freedoms: what the options of servers do to the properties, each alone and together with the
 * others. */
#ifndef PS_EXPLORER_FREEDOMS_H
#define PS_EXPLORER_FREEDOMS_H

#include "explorer/survey.h"

G_BEGIN_DECLS

/* As many worlds as all combinations may be. */
#define PS_MAX_COMBINATIONS 256

/* One option, on both sides or on one. */
typedef struct {
    const char *name; /* as --set has it */
    const char *why;  /* the source's words for it */
    gboolean by_default;
    gboolean on; /* in world 0 */
} PsFreedom;

/* The freedoms of a survey. World 0 has them as they are. If they are combined, world m has those
 * flipped whose bits are in m; otherwise world i + 1 has freedom i flipped. */
typedef struct {
    const PsFreedom *list;
    guint n;
    gboolean combined;
    const PsSurvey *survey;
} PsFreedoms;

/* The summary of world 0, and that of freedom i flipped alone. */
const PsSummary *ps_freedoms_base(const PsFreedoms *freedoms);
const PsSummary *ps_freedoms_alone(const PsFreedoms *freedoms, guint i);

/* What turning a freedom on does to a property: in how many of the combinations of the others, as
 * far as both verdicts are known. */
typedef struct {
    guint mends;   /* violated, then it holds */
    guint breaks;  /* the other way round */
    guint delays;  /* violated, then with a longer shortest counterexample */
    guint hastens; /* with a shorter one */
} PsInfluence;

PsInfluence ps_freedoms_influence(const PsFreedoms *freedoms, guint i, guint property);

/* TRUE if a freedom changes no transition that its worlds could have, whatever the others are. */
gboolean ps_freedoms_is_idle(const PsFreedoms *freedoms, guint i);

/* TRUE if a freedom that is idle would not be with availability. */
gboolean ps_freedoms_needs_availability(const PsFreedoms *freedoms, guint i);

/* The worlds in which the most properties hold. */
typedef struct {
    guint holding; /* properties */
    guint worlds;  /* how many such worlds there are */
    guint nearest; /* of them the one in which the fewest freedoms are flipped, as bits */
} PsBest;

/* Finds them among combined freedoms. Of equally near ones the first. */
PsBest ps_freedoms_best(const PsFreedoms *freedoms);

G_END_DECLS

#endif
