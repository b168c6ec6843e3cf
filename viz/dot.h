/* DOT as text: the attributes that our graphs have, and how names and values are written. For
 * graph.c, which leaves the writing to libcgraph, and for what writes DOT piece by piece. */
#ifndef PS_VIZ_DOT_H
#define PS_VIZ_DOT_H

#include <glib.h>

G_BEGIN_DECLS

typedef enum { PS_DOT_GRAPH, PS_DOT_NODE, PS_DOT_EDGE } PsDotKind;

/* An attribute and its default. */
typedef struct {
    PsDotKind kind;
    const char *name;
    const char *value;
} PsDotAttribute;

/* All of them, by kind; the last one has no name. */
const PsDotAttribute *ps_dot_attributes(void);

/* The default of one of them. */
const char *ps_dot_default(PsDotKind kind, const char *name);

/* A name, the name of a node, and the value of an attribute, as libcgraph wants them: so that they
 * are shown as they are. Free them. */
char *ps_dot_escape_name(const char *name);
char *ps_dot_escape_node(const char *name);
char *ps_dot_escape(PsDotKind kind, const char *attribute, const char *value);

/* The same in quotes, as a file has them. Free them. */
char *ps_dot_quote_node(const char *name);
char *ps_dot_quote(PsDotKind kind, const char *attribute, const char *value);

/* The lines of a file that say what attributes are by default. Free it. */
char *ps_dot_defaults(void);

/* The label of a graph: an empty line and these texts, in lines that do not make a small drawing
 * wide. Free it. */
char *ps_dot_label(const char *caption, const char *legend, const char *places);

G_END_DECLS

#endif
