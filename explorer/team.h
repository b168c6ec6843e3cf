/* A team: threads that do the same work together, again and again. */
#ifndef PS_EXPLORER_TEAM_H
#define PS_EXPLORER_TEAM_H

#include <glib.h>

G_BEGIN_DECLS

typedef struct _PsTeam PsTeam;

/* Work to be done by every member at the same time; member 0 is whoever calls ps_team_run. */
typedef void (*PsTeamWork)(guint member, gpointer data);

/* Makes a team of n members, at least one: n - 1 threads. Free with ps_team_free. */
PsTeam *ps_team_new(guint n);

void ps_team_free(PsTeam *team);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsTeam, ps_team_free)

guint ps_team_size(const PsTeam *team);

/* Returns when all members are done. Everything that was written before is seen by all of them, and
 * what they write by whoever called. */
void ps_team_run(PsTeam *team, PsTeamWork work, gpointer data);

G_END_DECLS

#endif
