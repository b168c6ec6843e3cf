/* A lab: one server under test, with a user of it whom we play and a component that plays the other
 * server, so that every event of a profile can be made to happen and all that comes of it is seen.
 *
 * Each experiment is about a contact of its own at the component. It begins, has events, and ends
 * with a look at the whole entry, part of which no roster shows and which therefore is found out by
 * what it does. */
#ifndef PS_WIRE_LAB_H
#define PS_WIRE_LAB_H

#include "model/item.h"
#include "wire/room.h"

G_BEGIN_DECLS

/* Where the server is, and who we are there. */
typedef struct {
    PsLoginData user;       /* without a resource */
    gboolean registration;  /* the account is made first */
    const char *components; /* HOST:PORT */
    const char *domain;     /* of our component */
    const char *secret;
} PsTarget;

#define PS_LAB_MAX_SENT 32

/* What came of one event. */
typedef struct {
    guint n_sent;
    guint8 sent[PS_LAB_MAX_SENT]; /* PsPresence to the contact, in order */
    guint n_told;
    guint8 told[PS_LAB_MAX_SENT]; /* PS_DELIVER or PS_PUSH to the client, in order */
    guint n_delivered, n_pushed;
    PsItem push;   /* the last one */
    guint n_other; /* presences from the contact that the client got, of other types than arrived */
    gboolean overflow; /* there was more than this can hold */
} PsSeen;

typedef struct _PsLab PsLab;

/* Connects the component, makes the account if so asked, and logs in. All of target is copied. NULL
 * and error if something of it fails. Free with ps_lab_free. */
PsLab *ps_lab_new(PsHub *hub, const PsTarget *target, GError **error);

void ps_lab_free(PsLab *lab);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsLab, ps_lab_free)

/* What the server says that it is (XEP-0092), or its domain if it does not. */
const char *ps_lab_server(const PsLab *lab);

/* Begins an experiment: a new contact, the user online. */
gboolean ps_lab_begin(PsLab *lab, GError **error);

/* Makes an event happen and waits for what comes of it. */
gboolean ps_lab_do(PsLab *lab, PsEvent event, PsSeen *seen, GError **error);

/* What the roster shows of the entry: subscription, ask, approved, or that there is no item. The
 * user must be online. */
gboolean ps_lab_look(PsLab *lab, PsAttributes *attributes, GError **error);

/* The whole entry, and the end of the experiment: another session logs in and waits for a request
 * to be delivered again (pending); where there is none, and the roster does not say so, a subscribe
 * arrives and is either answered at once or not (approved). */
gboolean ps_lab_finish(PsLab *lab, PsAttributes *attributes, GError **error);

/* The stanzas of the last event, as lines of a log. Free it. */
char *ps_lab_stanzas(const PsLab *lab);

G_END_DECLS

#endif
