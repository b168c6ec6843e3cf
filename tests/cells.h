/* Tables of tests/tables, compared with profiles cell by cell. The tables were taken from the
 * sources of the servers and from the RFCs, independently of the profiles.
 *
 * An RFC's table has the columns direction,stanza,state,forward,new_state,auto_reply,source; a
 * server's has direction,stanza,sub,ask_or_pending,emit,new_sub,new_ask_or_pending,push,note. */
#ifndef PS_TESTS_CELLS_H
#define PS_TESTS_CELLS_H

#include "model/profile.h"

/* How many columns the tables of RFCs and of servers have. */
#define CELLS_RFC_COLUMNS 7
#define CELLS_SERVER_COLUMNS 9

/* The lines below the header of the table at path, each split at its commas (char **), but for
 * those in the last column. There must be this many lines with this many columns. Free with
 * g_ptr_array_unref. */
GPtrArray *cells_read(const char *path, guint columns, guint rows);

/* The event of "outbound" or "inbound" and a presence. */
PsEvent cells_event(const char *direction, const char *stanza);

/* TRUE if the row has this effect. */
gboolean cells_has_effect(const PsRow *row, PsEffectKind kind);

/* TRUE if the server itself sends this presence in the row. */
gboolean cells_sends(const PsRow *row, PsPresence presence);

/* The effects of a row but for its push, as "route, send available". Free it. */
char *cells_effects(const PsRow *row);

/* How many rows of an event, or with PS_N_EVENTS of all, differ between two profiles with the same
 * states. */
guint cells_count_differences(const PsProfile *a, const PsProfile *b, PsEvent which);

/* Compares one row of an RFC's table. What MUST be routed or delivered, or is with "yes", is; what
 * MUST NOT, SHOULD NOT or is with "no" is not; the reply is the one of the table if with_reply, and
 * none otherwise. */
void cells_check_rfc(const PsProfile *profile, char **cells, gboolean with_reply);

/* Checks the rows of Outbound, and of Inbound subscription presences, with every combination of
 * the profile's options: there is a push exactly if the item that the client sees changes, and what
 * arrives is delivered exactly if the entry changes, but for the request of who is approved; with
 * deliver-idle also if it does not, but for the request of a subscriber. */
void cells_check_pushes(PsProfile *profile);

/* What a server's table calls a state with its two columns, in the words of its profile. Free it.
 */
typedef char *(*CellsStateName)(const char *subscription, const char *notes);

/* The names of profiles that follow RFC 6121: "to" and "in+appr" are To + Pending In + Approved. */
char *cells_rfc_state(const char *subscription, const char *notes);

/* The event of a row of a server's table. */
PsEvent cells_server_event(char **cells);

/* Compares one row of a server's table: the new state, what is sent, routed and delivered in its
 * order, and whether there is a push. FALSE, and nothing compared, if the profile does not have the
 * state of the row. */
gboolean cells_check_server(const PsProfile *profile, char **cells, CellsStateName name);

#endif
