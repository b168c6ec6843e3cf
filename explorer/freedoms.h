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
    gboolean on;      /* in world 0 */
    gboolean acts;    /* ps_freedom_acts in these worlds, */
    gboolean acts_on; /* and if they had availability */
} PsFreedom;

/* The freedoms of a survey. World 0 has them as they are. If they are combined, world m has those
 * flipped whose bits are in m, where only those that act have bits, the first one the lowest;
 * otherwise world i + 1 has freedom i flipped. */
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

/* TRUE if switching the option called name of a side changes some transition that a world of these
 * options could have, with some others of that profile's options on or off. profile is that of the
 * side, and its options may be anything afterwards. */
gboolean ps_freedom_acts(PsProfile *profile, const PsWorldOptions *options, guint side,
                         const char *name);

/* How many freedoms act, and which are flipped in a world, a bit for each freedom. */
guint ps_freedoms_n_acting(const PsFreedoms *freedoms);
guint64 ps_freedoms_flipped(const PsFreedoms *freedoms, guint world);

/* The worlds in which the most properties are known to hold. */
typedef struct {
    guint holding;  /* properties */
    guint worlds;   /* how many such worlds there are */
    guint nearest;  /* of them the one in which the fewest freedoms are flipped */
    guint possible; /* properties that hold in some world, if all that is undecided there holds */
    gboolean open;  /* in some other world as many may hold, or in some world more */
} PsBest;

/* Finds them among combined freedoms. Of equally near ones the first. */
PsBest ps_freedoms_best(const PsFreedoms *freedoms);

G_END_DECLS

#endif
