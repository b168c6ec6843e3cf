/* Remarks: what each stanza of a log shows, before it is known which two users matter. */
#ifndef PS_WIRE_REMARKS_H
#define PS_WIRE_REMARKS_H

#include "explorer/seen.h"
#include "wire/sessions.h"

G_BEGIN_DECLS

typedef struct {
    PsSeen seen;      /* without its side */
    char *owner;      /* whose client or server */
    char *peer;       /* NULL: any */
    GPtrArray *items; /* of a roster: JIDs of what is in it, and PsItem in turn */
} PsRemark;

/* What the stanzas of a log show, in order: an array of PsRemark. In a roster, seen.after is the
 * number of the remark before which it was asked for. */
GPtrArray *ps_remarks_new(const PsLog *log, PsSessions *sessions, gboolean availability);

G_END_DECLS

#endif
