/* Marks: one bit for each state of a search, and the two questions about the shape of the whole
 * graph that are answered with them. Both are exact. */
#ifndef PS_EXPLORER_MARKS_H
#define PS_EXPLORER_MARKS_H

#include "explorer/search.h"

G_BEGIN_DECLS

typedef struct _PsMarks PsMarks;

/* As many bits as the search has states, all clear. Free with ps_marks_free. */
PsMarks *ps_marks_new(const PsSearch *search);

void ps_marks_free(PsMarks *marks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsMarks, ps_marks_free)

gboolean ps_marks_get(const PsMarks *marks, guint64 id);
void ps_marks_set(PsMarks *marks, guint64 id);

/* The number of states that are not marked, and the lowest of them. */
guint64 ps_marks_count_clear(const PsMarks *marks);
guint64 ps_marks_first_clear(const PsMarks *marks);

/* Marks the states of a complete search from which some path leads to a state that is_goal accepts.
 * Takes a quarter of a byte a state; where the limit of memory of the search allows no more than
 * the marks themselves, half of it, and longer. NULL if the progress function of the search ends
 * it. Free with ps_marks_free. */
PsMarks *ps_marks_can_reach(const PsSearch *search, PsGoal is_goal, gconstpointer data);

/* Marks the states of a complete search from which every sequence of arrivals alone comes to an
 * end. NULL if the progress function of the search ends it. Free with ps_marks_free. */
PsMarks *ps_marks_arrivals_end(const PsSearch *search);

G_END_DECLS

#endif
