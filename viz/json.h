/* JSON: what reports for programs share. Each function adds one member to the object that the
 * builder is in. */
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

/* Begins an array, which json_builder_end_array ends. */
void ps_json_array(JsonBuilder *builder, const char *name);

/* "options": how the options of both profiles are, an array of two objects. */
void ps_json_options(JsonBuilder *builder, const PsProfile *a, const PsProfile *b);

/* What the world is but for its profiles. */
void ps_json_conditions(JsonBuilder *builder, const PsWorld *world);

/* What the world is, so that an object says by itself what its figures are of: bounds, users,
 * faults, and the options of both profiles. */
void ps_json_world(JsonBuilder *builder, const PsWorld *world);

/* A path (PsStep) as an array of the lines of a trace. */
void ps_json_steps(JsonBuilder *builder, const char *name, const PsWorld *world,
                   const GArray *path);

/* "holds", which is null while it is undecided. */
void ps_json_holds(JsonBuilder *builder, PsOutcome outcome);

/* "needs": the ways in which a property falls (PsWay): what each needs, and the length of its
 * counterexample. null if there are none: it is not known. */
void ps_json_ways(JsonBuilder *builder, const GArray *ways);

/* The object that the builder has ended, as text that ends in a newline. Free it. */
char *ps_json_text(JsonBuilder *builder);

G_END_DECLS

#endif
