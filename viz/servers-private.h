/* The inside of the matrix of servers, for its files: what a cell is, and what to say of many. */
#ifndef PS_VIZ_SERVERS_PRIVATE_H
#define PS_VIZ_SERVERS_PRIVATE_H

#include "viz/mark.h"
#include "viz/servers.h"

/* How a property comes out between two servers. */
typedef enum {
    SERVERS_HOLDS,
    SERVERS_NOTHING,   /* violated, and that needs nothing */
    SERVERS_RACE,      /* violated, and a race is enough */
    SERVERS_MORE,      /* violated, and that needs something else */
    SERVERS_UNKNOWN,   /* violated, and what that needs is not known */
    SERVERS_UNDECIDED, /* not known */
} ServersKind;

#define SERVERS_N_KINDS 6

/* How many servers and properties there are, and a property. */
guint servers_n(const PsServers *servers);
guint servers_n_properties(const PsServers *servers);
const PsProperty *servers_property(const PsServers *servers, guint property);

/* The world, the summary and the finding of a cell. */
const PsWorld *servers_world(const PsServers *servers, guint a, guint b);
const PsSummary *servers_summary(const PsServers *servers, guint a, guint b);
const PsFinding *servers_finding(const PsServers *servers, guint property, guint a, guint b);

ServersKind servers_kind(const PsFinding *finding);

/* The name of a kind in classes, and what it means. Static. */
const char *servers_kind_class(ServersKind kind);
const char *servers_kind_meaning(ServersKind kind);

/* What the letters mean that stand in some cell: "r a race, v a lost presence, ? not known"; "" if
 * there are none. Free it. */
char *servers_letters(const PsServers *servers);

/* How many cells of a property are of each kind. */
void servers_count(const PsServers *servers, guint property, guint counts[SERVERS_N_KINDS]);

/* TRUE if a property holds between all servers. */
gboolean servers_holds_everywhere(const PsServers *servers, guint property);

/* TRUE if such a cell is in a grid: one of a property that does not hold everywhere. */
gboolean servers_has_kind(const PsServers *servers, ServersKind kind);

/* "What holds between 10 servers, each with each". Free it. */
char *servers_title(const PsServers *servers);

/* "violated in 82 of 100 pairs: 60 need nothing, 22 a race". Free it. */
char *servers_sentence(const PsServers *servers, guint property);

/* The servers with which a property is violated most often, or those with which it is least often,
 * whichever are fewer: "most often with openfire: in 19 of its 19 pairs". Free it; "" if all are
 * alike. */
char *servers_extreme(const PsServers *servers, guint property);

/* "no-stuck and recoverable hold in all 100 pairs"; "" if none does. Free it. */
char *servers_held(const PsServers *servers);

/* How many pairs violate something, which do not, and which are not done. Free it. */
char *servers_result(const PsServers *servers);

/* Which pairs are not known to the end, and why, a line for each reason. Free it. */
char *servers_unfinished(const PsServers *servers);

/* In what world, such as "at most 3 presences in flight; sensible users". Free it. */
char *servers_conditions(const PsServers *servers);

/* Which property a server is in violation of how often, at either side. */
typedef struct {
    guint server;
    guint cells; /* in violation */
    guint *by_property;
} ServersRank;

/* The servers, those in violation most often first: an array of ServersRank. */
GArray *servers_rank(const PsServers *servers);

/* The pairs that a server is part of. */
guint servers_pairs_with_one(const PsServers *servers);

#endif
