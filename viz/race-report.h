/* The report of a run that was forced on two real servers. */
#ifndef PS_VIZ_RACE_REPORT_H
#define PS_VIZ_RACE_REPORT_H

#include "viz/style.h"
#include "wire/race.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

/* Appends the run as the model has it, a trace, and below it as comments what the servers made of
 * it: that it happened, or at each step where it did not, what was expected and what was found. */
void ps_race_report_text(GString *out, const PsRace *race, const PsReplay *replay,
                         const PsStyle *style);

/* Adds it to an array as an object. name says which run it is. */
void ps_race_report_json(JsonBuilder *builder, const PsRace *race, const char *name);

/* Appends it as a test case of JUnit. */
void ps_race_report_junit(GString *out, const PsRace *race, const char *name);

G_END_DECLS

#endif
