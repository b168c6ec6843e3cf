/* The inside of verdicts, for their files: verdicts.c judges single states and brings all together,
 * verdicts-runs.c judges whole runs. */
#ifndef PS_EXPLORER_VERDICTS_PRIVATE_H
#define PS_EXPLORER_VERDICTS_PRIVATE_H

#include "explorer/verdicts.h"

struct _PsVerdicts {
    const PsSearch *search;
    GArray *verdicts;   /* of PsVerdict */
    gboolean in_flight; /* some property looks at states with presences in flight, */
    gboolean links;     /* and at these presences themselves */
    guint64 seen;       /* states, while they are judged, */
    gboolean ended;     /* and that ended before all were */
    char *stopped;      /* what ended the run first, or NULL */
};

/* Judges no-reply-storm, and then, knowing that, a property of ways back. An outcome that is still
 * undecided, though the search is complete, was not judged to its end. */
void ps_verdicts_judge_storm(PsVerdicts *verdicts, PsVerdict *verdict);
void ps_verdicts_judge_recoverable(PsVerdicts *verdicts, PsVerdict *verdict);

/* Looks for the way to the first state that is such; notes what ended that, if something did. */
void ps_verdicts_find_path(PsVerdicts *verdicts, PsVerdict *verdict, PsGoal is_such,
                           gconstpointer data);

#endif
