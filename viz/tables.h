/* A profile as tables, one an event, in the form in which RFC 6121 Appendix A prints them. */
#ifndef PS_VIZ_TABLES_H
#define PS_VIZ_TABLES_H

#include "model/profile.h"
#include "viz/style.h"

G_BEGIN_DECLS

/* Appends the profile's head, options, states and tables to out. States that nothing leads to with
 * the options as they are are left out. */
void ps_tables_append(GString *out, const PsProfile *profile, const PsStyle *style);

G_END_DECLS

#endif
