/* What the files of the stanza reader share. */
#ifndef PS_WIRE_STANZA_PRIVATE_H
#define PS_WIRE_STANZA_PRIVATE_H

#include "wire/stanza.h"

G_BEGIN_DECLS

struct _PsElement {
    char *name;
    char *xmlns;
    GPtrArray *attributes; /* names and values in turn; NULL if there are none */
    GPtrArray *children;   /* of PsElement; NULL if there are none */
    GString *text;         /* NULL if there is none */
    char *raw;
};

G_END_DECLS

#endif
