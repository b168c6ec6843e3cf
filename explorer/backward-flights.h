/* Backward in a search with bitmaps. */
#ifndef PS_EXPLORER_BACKWARD_FLIGHTS_H
#define PS_EXPLORER_BACKWARD_FLIGHTS_H

#include "explorer/flight-marks.h"

G_BEGIN_DECLS

/* Marks the states of a complete search with bitmaps from which some path leads to a state that
 * is_goal accepts; `how` says which states it has to look at. NULL if the progress function or the
 * limit of memory of the search ends it. Free with ps_flight_marks_free. */
PsFlightMarks *ps_flights_can_reach(const PsSearch *search, PsVisit how, PsGoal is_goal,
                                    gconstpointer data);

/* Marks the states of a search with bitmaps from which arrivals alone can go on for ever within it.
 * The same otherwise. */
PsFlightMarks *ps_flights_endless(const PsSearch *search);

G_END_DECLS

#endif
