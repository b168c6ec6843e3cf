/* Exports: a world as a model for other checkers, which must find the same in it.
 *
 * A model has the moves of both servers as tables, in the terms of its language, the properties
 * that can be said there, and in a comment at its top how it was made, how it is run and what
 * comes out. */
#ifndef PS_VIZ_EXPORT_H
#define PS_VIZ_EXPORT_H

#include "explorer/verdicts.h"

G_BEGIN_DECLS

typedef struct {
    const PsWorld *world;
    const PsProperties *properties;
    const PsVerdicts
        *verdicts;       /* what comes out, of a complete search; NULL if that is not known */
    const char *command; /* how the model is made */
    const char *file;    /* what its file is called */
} PsExport;

/* The world as a Promela model for SPIN. Free it. */
char *ps_export_promela(const PsExport *export);

/* The world as a TLA+ module called module (an identifier), and the configuration for TLC that goes
 * with it. Free them. */
char *ps_export_tla(const PsExport *export, const char *module);
char *ps_export_tla_configuration(const PsExport *export, const char *module);

G_END_DECLS

#endif
