/* A lab: one server under test, with a user of it whom we play and a component that plays the other
 * server, so that every event of a profile can be made to happen and all that comes of it is seen.
 *
 * Each experiment is about a contact of its own at the component. It begins, has events, and ends
 * with a look at the whole entry, part of which no roster shows and which therefore is found out by
 * what it does. */
#ifndef PS_WIRE_LAB_H
#define PS_WIRE_LAB_H

#include "wire/bench.h"
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

typedef struct _PsLab PsLab;

/* Connects the component, makes the account if so asked, and logs in. All of target is copied. NULL
 * and error if something of it fails. Free with ps_lab_free. */
PsLab *ps_lab_new(PsHub *hub, const PsTarget *target, GError **error);

void ps_lab_free(PsLab *lab);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsLab, ps_lab_free)

/* What the server says that it is (XEP-0092), or its domain if it does not. */
const char *ps_lab_server(const PsLab *lab);

/* Removes the contact of an experiment that did not come to its end. FALSE and error if it cannot.
 */
gboolean ps_lab_clean_up(PsLab *lab, GError **error);

/* Its experiments; the subject is the lab. */
const PsBench *ps_lab_bench(void);

G_END_DECLS

#endif
