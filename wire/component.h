/* A component (XEP-0114): plays every user of a domain that the server under test talks to. */
#ifndef PS_WIRE_COMPONENT_H
#define PS_WIRE_COMPONENT_H

#include "wire/stream.h"

G_BEGIN_DECLS

typedef struct _PsComponent PsComponent;

/* Connects to address, HOST:PORT, as the component domain with its secret. heard gets each stanza.
 * NULL and error if it cannot, within the hub's limit. Free with ps_component_free. */
PsComponent *ps_component_new(PsHub *hub, const char *address, const char *domain,
                              const char *secret, PsStreamHeard heard, gpointer data,
                              GError **error);

void ps_component_free(PsComponent *component);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsComponent, ps_component_free)

void ps_component_send(PsComponent *component, const char *text);

G_END_DECLS

#endif
