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

/* Compares a cell, whose `seen` and `to` are known, with the profile's row; sets verdict and
 * differences. */
void ps_table_compare(const PsTable *table, guint state, PsEvent event, PsFoundCell *cell);

G_END_DECLS

#endif
