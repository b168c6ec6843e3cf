/* Graphs in tests: a world with all that views are made of, and DOT read back with libcgraph. */
#ifndef PS_TESTS_SUBJECT_H
#define PS_TESTS_SUBJECT_H

#include "explorer/verdicts.h"
#include "tests/setting.h"
#include "viz/stream.h"

#include <graphviz/cgraph.h>

G_BEGIN_DECLS

/* A world with everything that views are made of. */
typedef struct {
    Setting *setting;
    PsWorld *world; /* of the setting, or with other names */
    PsProperties *properties;
    PsSearch *search;
    PsVerdicts *verdicts;
} Subject;

/* The subject of a setting's line, whose sides may have other names. */
Subject subject_of(const char *line);
Subject subject_named(const char *line, const char *a, const char *b);

/* What its views are of, with one of its verdicts marked or none. */
PsStates subject_states(const Subject *subject, const char *highlight);

void subject_clear(Subject *subject);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Subject, subject_clear)

/* A graph as it comes back out of its DOT file, which must be right. Close it with agclose. */
Agraph_t *dot_read(const PsGraph *graph);

/* The value of an attribute of a graph, node or edge; "" if the file does not have it. */
const char *dot_attribute(void *object, const char *name);

gboolean dot_has_class(void *object, const char *word);

/* How many nodes (or edges) of a graph have this class; "": all of them. */
guint dot_count(Agraph_t *graph, gboolean edges, const char *class);

/* A text as it was before it was escaped for a label, or for any other attribute. Free it. */
char *dot_unescaped(const char *label, gboolean is_label);

G_END_DECLS

#endif
