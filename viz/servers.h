/* The matrix of servers: each with each, and what becomes of every property between them. */
#ifndef PS_VIZ_SERVERS_H
#define PS_VIZ_SERVERS_H

#include "explorer/survey.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* What the reports are of. */
typedef struct {
    const char *const *names;    /* of the servers, as they were given; NULL-terminated */
    const PsSurvey *survey;      /* of all pairs: that of servers a and b is world a * n + b */
    const char *const *settings; /* what was given to --set; NULL-terminated */
    const char *const *commands; /* by pair: the command line that checks it alone */
} PsServers;

/* For people: a grid for each property that is violated somewhere, romeo's servers down and
 * juliet's across. Free it. */
char *ps_servers_text(const PsServers *servers, const PsStyle *style);

/* One JSON object: for each pair what a check of it says. Free it. */
char *ps_servers_json(const PsServers *servers);

/* A line for each pair and property, below one with the names of the columns; as RFC 4180 has it,
 * lines end in CR LF. Free it. */
char *ps_servers_csv(const PsServers *servers);

/* JUnit XML: a suite for each pair, a test case for each property. Free it. */
char *ps_servers_junit(const PsServers *servers);

/* The grids as a picture: an SVG document. Cells are groups with the id cell-PROPERTY-A-B (the
 * numbers of the servers, from 1), the class holds, nothing, race, more, unknown or undecided, and
 * a title that says everything. The same bytes for the same survey. Free it. */
char *ps_servers_svg(const PsServers *servers);

/* A page without scripts that needs no other file: the grids as tables, and each counterexample
 * behind its cell, with the command that finds it. Free it. */
char *ps_servers_html(const PsServers *servers);

G_END_DECLS

#endif
