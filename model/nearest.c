/* Nearest names. */
#include "model/nearest.h"

#include <string.h>

/* Words longer than this are nobody's slip of the pen. */
#define LONGEST 64

/* The edit distance of two words of at most LONGEST bytes. */
static guint
distance(const char *a, const char *b)
{
    guint row[LONGEST + 1];
    gsize n = strlen(b);
    for (gsize j = 0; j <= n; j++)
        row[j] = (guint)j;
    for (gsize i = 1; a[i - 1] != '\0'; i++) {
        guint diagonal = row[0];
        row[0] = (guint)i;
        for (gsize j = 1; j <= n; j++) {
            guint replaced = diagonal + (a[i - 1] != b[j - 1]);
            diagonal = row[j];
            row[j] = MIN(replaced, MIN(row[j], row[j - 1]) + 1);
        }
    }
    return row[n];
}

const char *
ps_nearest(const char *word, const char *const *candidates)
{
    const char *nearest = NULL;
    gsize length = strlen(word);
    guint best = MAX(2, (guint)length / 3) + 1;
    if (length == 0 || length > LONGEST)
        return NULL;
    for (guint i = 0; candidates[i] != NULL; i++) {
        const char *candidate = candidates[i];
        guint far = strlen(candidate) <= LONGEST ? distance(word, candidate) : best;
        if (far < best && far < MAX(length, strlen(candidate))) { /* else nothing is alike */
            best = far;
            nearest = candidate;
        }
    }
    return nearest;
}

char *
ps_nearest_hint(const char *word, const char *const *candidates)
{
    const char *nearest = ps_nearest(word, candidates);
    return nearest != NULL ? g_strdup_printf("; did you mean %s?", nearest) : g_strdup("");
}
