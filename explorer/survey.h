/* A survey: many worlds, each of them searched and judged by itself, as many at a time as there are
 * processors. What comes out does not depend on how many that are. */
#ifndef PS_EXPLORER_SURVEY_H
#define PS_EXPLORER_SURVEY_H

#include "explorer/summary.h"

G_BEGIN_DECLS

/* One of the worlds, and what is to be judged in it. Both must outlive the survey. No two may share
 * what changes; profiles do not. */
typedef struct {
    const PsWorld *world;
    const PsProperties *properties;
} PsSurveyCase;

/* Called on the caller's thread when a world is done, and ten times a second unless there is no
 * other thread. FALSE ends all
 * searches in order, as a limit would. */
typedef gboolean (*PsSurveyFunc)(guint done, guint n, gpointer data);

typedef struct _PsSurvey PsSurvey;

/* Surveys n worlds. limits are those of each search, with no progress function of their own, and
 * may be NULL; so may progress. Free with ps_survey_free. */
PsSurvey *ps_survey_new(const PsSurveyCase *cases, guint n, const PsLimits *limits,
                        PsSurveyFunc progress, gpointer data);

void ps_survey_free(PsSurvey *survey);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsSurvey, ps_survey_free)

guint ps_survey_n(const PsSurvey *survey);

/* World i, and what became of it. */
const PsWorld *ps_survey_world(const PsSurvey *survey, guint i);
const PsSummary *ps_survey_summary(const PsSurvey *survey, guint i);

/* How many of the worlds violate some property, and how many are not known to the end. */
guint ps_survey_n_violated(const PsSurvey *survey);
guint ps_survey_n_unfinished(const PsSurvey *survey);

G_END_DECLS

#endif
