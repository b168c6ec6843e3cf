/* What a table of experiments is made of. */
#ifndef PS_WIRE_TABLE_PRIVATE_H
#define PS_WIRE_TABLE_PRIVATE_H

#include "wire/table.h"

G_BEGIN_DECLS

struct _PsTable {
    const PsProfile *profile;
    char *server;
    GPtrArray *states; /* of PsFoundState */
    GPtrArray *cells;  /* of PsFoundCell: PS_N_EVENTS for each state */
};

/* TRUE if an entry in this state of the profile may be found with these attributes: the same, or
 * all but whether there is an item, if the profile does not tell these two apart. */
gboolean ps_table_matches(const PsProfile *profile, guint state, PsAttributes found);

/* Compares a cell, whose `seen` and `to` are known, with the profile's row; sets verdict and
 * differences. */
void ps_table_compare(const PsTable *table, guint state, PsEvent event, PsFoundCell *cell);

G_END_DECLS

#endif
