/* Marks beside the bits of a search with bitmaps: some of its states. */
#ifndef PS_EXPLORER_FLIGHT_MARKS_H
#define PS_EXPLORER_FLIGHT_MARKS_H

#include "explorer/search.h"

G_BEGIN_DECLS

/* One bit for each bit of the search.
 *
 * Where a bit stands for a state and its mirror image (fold.h), both have the same mark if a goal
 * and its mirror image always are one. If not, there are two layers of marks: the other one is for
 * the mirror images. */
typedef struct {
    const PsSearch *search;
    guint n_layers;
    guint64 n_words; /* of a layer */
    guint64 *words;  /* by layer and flight, as many as its bitmap has */
    guint64 bytes;   /* that they take, and what is needed to set them */
} PsFlightMarks;

/* Makes marks, none of them set, in one layer or two. NULL if the limit of memory of the search, or
 * the machine, does not allow that. The search must outlive them. Free with ps_flight_marks_free.
 */
PsFlightMarks *ps_flight_marks_new(const PsSearch *search, guint n_layers);

void ps_flight_marks_free(PsFlightMarks *marks);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsFlightMarks, ps_flight_marks_free)

/* Counts bytes that somebody needs to set them. FALSE if the limit does not allow that. */
gboolean ps_flight_marks_charge(PsFlightMarks *marks, guint64 bytes);

/* The words of the marks of a flight. */
guint64 *ps_flight_marks_of(const PsFlightMarks *marks, guint layer, guint32 number);

/* The number of states that are marked, and whether a state is. */
guint64 ps_flight_marks_size(const PsFlightMarks *marks);
gboolean ps_flight_marks_has(const PsFlightMarks *marks, const PsState *state);

G_END_DECLS

#endif
