/* The inside of the Promela export: promela.c writes the whole, promela-moves.c what the servers
 * and the links do, promela-properties.c the properties. */
#ifndef PS_VIZ_PROMELA_PRIVATE_H
#define PS_VIZ_PROMELA_PRIVATE_H

#include "viz/export-private.h"

typedef struct {
    const PsExport *export;
    const PsWorld *world;
    const PsWorldOptions *options;
    GString *out;
    PsNames *names;
    guint64 entries[2];                   /* those that are declared: bit per state */
    const char *labels[2][PS_MAX_STATES]; /* what these are called */
    guint sends[2];                       /* what the link that leaves a side can hold */
    guint counted[2];                     /* bit per presence on that link whose number some
                                           * property asks for */
    const char **claims;                  /* by property: what its claim is called, or NULL */
} PsPromela;

/* What the sides are called, as a letter. */
static inline char
ps_promela_side(guint side)
{
    return side == 0 ? 'a' : 'b';
}

/* Appends what arrivals do to an entry: an inline for each presence that a side can receive. */
void ps_promela_append_rows(PsPromela *model);

/* Appends the options of the loop: users, arrivals, faults; FALSE if there is none. */
gboolean ps_promela_append_actions(PsPromela *model);
gboolean ps_promela_append_arrivals(PsPromela *model);
gboolean ps_promela_append_faults(PsPromela *model);

/* Notes which presences must be counted. */
void ps_promela_find_counted(PsPromela *model);

/* Appends the attributes of the entries, and a claim for each property that can be one. */
void ps_promela_append_properties(PsPromela *model);

/* What is to be said of the properties at the top. Free it. */
char *ps_promela_property_notes(const PsPromela *model);

/* As deep as a depth-first search can get, twice for the steps of a claim; a power of ten. */
guint64 ps_promela_max_depth(const PsExport *export);

#endif
