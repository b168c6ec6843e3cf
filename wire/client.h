/* A client: one session of a user at a server, through libstrophe. */
#ifndef PS_WIRE_CLIENT_H
#define PS_WIRE_CLIENT_H

#include "wire/stream.h"

G_BEGIN_DECLS

typedef enum {
    PS_TLS_REQUIRE, /* with a certificate that is right */
    PS_TLS_TRUST,   /* with any certificate */
    PS_TLS_NONE,
} PsTls;

/* Who logs in, and where. Borrowed for the call. */
typedef struct {
    const char *server; /* HOST:PORT */
    const char *user;   /* the bare JID */
    const char *password;
    const char *resource;
    PsTls tls;
} PsLoginData;

typedef struct _PsClient PsClient;

/* Logs in: the stream, SASL, a resource; no roster and no presence yet. heard gets each stanza from
 * then on. NULL and error if it cannot, within the hub's limit. Free with ps_client_free. */
PsClient *ps_client_login(PsHub *hub, const PsLoginData *who, PsStreamHeard heard, gpointer data,
                          GError **error);

/* Ends the stream and waits until the server has ended it too. */
gboolean ps_client_logout(PsClient *client, GError **error);

/* Leaves the hub and drops the connection if there still is one. */
void ps_client_free(PsClient *client);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsClient, ps_client_free)

/* The full JID that the server gave it. */
const char *ps_client_jid(const PsClient *client);

/* Sends text. */
void ps_client_send(PsClient *client, const char *text);

/* Registers an account by XEP-0077, in a stream of its own that is not encrypted; one that is there
 * already is an error. */
gboolean ps_client_register(PsHub *hub, const PsLoginData *who, GError **error);

G_END_DECLS

#endif
