/* The table of a server under test, found by experiment, beside the one that its profile says.
 *
 * From the entry that a user has with a stranger every event is tried; what state the entry is in
 * afterwards is looked at; and so from every state that was found, on the shortest way there, until
 * there is no new one. The roster is looked at after each step of a way: a server that does not do
 * the same twice is an error. */
#ifndef PS_WIRE_TABLE_H
#define PS_WIRE_TABLE_H

#include "model/profile.h"
#include "wire/bench.h"
#include "wire/hub.h"

G_BEGIN_DECLS

typedef enum {
    PS_CELL_AGREES,
    PS_CELL_DIFFERS,
    PS_CELL_EXTRA, /* the profile says nothing of it: no row of this event at all, or no such state
                    */
} PsCellVerdict;

#define PS_N_CELL_VERDICTS 3

/* A state that the server was found in. States that a profile tells apart but that show the same
 * are found as often as the profile says. */
typedef struct {
    char *name;
    PsAttributes attributes; /* as they were found */
    gint state;              /* the state of the profile, or -1 */
    guint from;              /* the way there: the state before, and the event; 0 has none */
    PsEvent event;
} PsFoundState;

/* What one event did in one state. */
typedef struct {
    PsCellVerdict verdict;
    guint to; /* the found state after it */
    PsBenchSeen seen;
    GPtrArray *differences; /* of strings: what was expected, what was found */
    char *stanzas;          /* as a log */
} PsFoundCell;

typedef struct _PsTable PsTable;

/* Told before every experiment. */
typedef void (*PsTableProgress)(guint n_states, guint n_cells, gpointer data);

/* Makes all experiments with a subject on its bench; server is what it is called. The profile must
 * outlive the table. NULL and error (PS_WIRE_ERROR) if a wait takes too long, or the server does a
 * thing that no server may. Free with ps_table_free. */
PsTable *ps_table_find(const PsBench *bench, gpointer subject, const char *server,
                       const PsProfile *profile, PsTableProgress progress, gpointer data,
                       GError **error);

void ps_table_free(PsTable *table);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsTable, ps_table_free)

const PsProfile *ps_table_profile(const PsTable *table);
const char *ps_table_server(const PsTable *table);

guint ps_table_n_states(const PsTable *table);
const PsFoundState *ps_table_state(const PsTable *table, guint state);
const PsFoundCell *ps_table_cell(const PsTable *table, guint state, PsEvent event);

/* How many cells have this verdict. */
guint ps_table_count(const PsTable *table, PsCellVerdict verdict);

/* TRUE if that state of the profile was found. */
gboolean ps_table_reached(const PsTable *table, guint profile_state);

/* Cells of the profile in states that were not reached. */
guint ps_table_n_unreached(const PsTable *table);

/* TRUE if the profile states any row of event, and so says what it does in every state. */
gboolean ps_table_speaks_of(const PsProfile *profile, PsEvent event);

/* A name for attributes, in the words of RFC 6121 A.1: "None + Pending Out"; "Absent" is without an
 * item. Free it. */
char *ps_table_describe(PsAttributes attributes);

/* TRUE if an entry in this state of the profile may be found with these attributes: the same, or
 * all but whether there is an item, if the profile does not tell these two apart. */
gboolean ps_table_matches(const PsProfile *profile, guint state, PsAttributes found);

/* The row of the profile for that cell, or what was found, as in a profile: "From; deliver, push".
 * of_profile needs a cell that is not PS_CELL_EXTRA. Free it. */
char *ps_table_row(const PsTable *table, guint state, PsEvent event, gboolean of_profile);

/* The steps on the way to a found state, as in a trace: "subscribe, receives subscribed"; "" for
 * the first. Free it. */
char *ps_table_way(const PsTable *table, guint state);

/* What was found, as a profile called name that ps_profile_read takes. Free it. */
char *ps_table_write_profile(const PsTable *table, const char *name);

G_END_DECLS

#endif
