/* JSON: what the reports say in the same words: members of the object that a builder is in. */
#ifndef PS_VIZ_JSON_H
#define PS_VIZ_JSON_H

#include "explorer/needs.h"

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

void ps_json_string(JsonBuilder *builder, const char *name, const char *value);
void ps_json_integer(JsonBuilder *builder, const char *name, guint64 value);
void ps_json_boolean(JsonBuilder *builder, const char *name, gboolean value);
void ps_json_double(JsonBuilder *builder, const char *name, double value);

/* An array of two strings. */
void ps_json_pair(JsonBuilder *builder, const char *name, const char *a, const char *b);

/* A path (PsStep) as an array of the lines of a trace. */
void ps_json_steps(JsonBuilder *builder, const char *name, const PsWorld *world,
                   const GArray *path);

/* "holds", which is null while it is undecided. */
void ps_json_holds(JsonBuilder *builder, PsOutcome outcome);

/* "needs": the ways in which a property falls (PsWay): what each needs, and the length of its
 * counterexample. */
void ps_json_ways(JsonBuilder *builder, const GArray *ways);

/* What a world is, but for its profiles, so that a report says by itself what its figures are of:
 * "in_flight", "users" and so on. */
void ps_json_world(JsonBuilder *builder, const PsWorld *world);

/* "options": those of both profiles, and whether they are on. */
void ps_json_options(JsonBuilder *builder, const PsWorld *world);

/* All that was built, as text that ends in a newline. Free it. */
char *ps_json_text(JsonBuilder *builder);

G_END_DECLS

#endif
