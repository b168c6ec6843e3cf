/* A few servers, each with each, for the tests of surveys and of the matrix of servers. */
#ifndef PS_TESTS_PAIRS_H
#define PS_TESTS_PAIRS_H

#include "tests/setting.h"
#include "viz/servers.h"

G_BEGIN_DECLS

/* A matrix of a few servers, named as the tests like. */
typedef struct {
    GPtrArray *settings; /* by pair */
    char **commands;
    PsSurvey *survey;
    PsServers servers;
} Matrix;

/* The pairs of the profiles in worlds of these words (tests/setting.h). shown are the names that
 * the servers are given, or NULL for those of the profiles; limits may be NULL. Free with
 * matrix_free.
 */
Matrix *matrix_new(const char *const *profiles, const char *const *shown, const char *words,
                   const PsLimits *limits);

void matrix_free(Matrix *matrix);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Matrix, matrix_free)

G_END_DECLS

#endif
