/* Performances: traces run in the world that they ask for. */
#ifndef PS_TESTS_PERFORMANCE_H
#define PS_TESTS_PERFORMANCE_H

#include "explorer/replay.h"

G_BEGIN_DECLS

/* A replay, with all that it needs. */
typedef struct {
    PsTrace *trace;
    PsProfile *profiles[2];
    PsWorld *world;
    PsReplay *replay;
} Performance;

/* Runs a trace whose profiles are files of model/profiles, rfc6121 if it names none. Takes over the
 * trace. Free with performance_free. */
Performance *perform(PsTrace *trace);

/* The same of a text that must be a trace, and of a file that must have one. */
Performance *perform_text(const char *text);
Performance *perform_file(const char *path);

void performance_free(Performance *performance);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Performance, performance_free)

G_END_DECLS

#endif
