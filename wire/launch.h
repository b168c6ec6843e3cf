/* Launch: a throwaway server, started for a test on a loopback address of its own and stopped
 * whatever happens.
 *
 * How is data: wire/servers/NAME.server says which command, which files to fill in, which ports.
 * The server runs under a keeper (keep.sh), which stops it, by its process id, and removes its
 * scratch folder as soon as this process lets go of it or is no more. */
#ifndef PS_WIRE_LAUNCH_H
#define PS_WIRE_LAUNCH_H

#include "wire/hub.h"

G_BEGIN_DECLS

/* The component that every server of wire/servers takes, and its secret. Whoever wants may register
 * an account. */
#define PS_LAUNCH_COMPONENT "peer.localhost"
#define PS_LAUNCH_SECRET "secret"

typedef struct _PsLaunch PsLaunch;

/* Starts the server that the file at path describes, the index-th of this process (0 to 3), and
 * waits until it takes clients and components. NULL and error (PS_WIRE_ERROR_SERVER if it is not
 * installed or does not start, with the end of its log). Free with ps_launch_stop. */
PsLaunch *ps_launch_start(PsHub *hub, const char *path, guint index, GError **error);

/* Stops it and waits until it is gone. */
void ps_launch_stop(PsLaunch *launch);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsLaunch, ps_launch_stop)

/* TRUE if the program that the description names is installed. FALSE, and error names the package,
 * if it is not, or if there is no such description. */
gboolean ps_launch_installed(const char *path, GError **error);

/* Its address, which is its XMPP domain as well. */
const char *ps_launch_address(const PsLaunch *launch);

/* HOST:PORT for clients, for components, and where it listens for other servers. */
const char *ps_launch_clients(const PsLaunch *launch);
const char *ps_launch_components(const PsLaunch *launch);
const char *ps_launch_servers(const PsLaunch *launch);

G_END_DECLS

#endif
