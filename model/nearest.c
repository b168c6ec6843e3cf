/* Nearest names. */
#include "model/nearest.h"

#include <string.h>

/* Words longer than this are nobody's slip of the pen. */
#define LONGEST 64

/* A completion of fewer letters says nothing. */
#define SHORTEST_BEGINNING 3

/* The edit distance of two words of at most LONGEST bytes, by rows: `before` and `last` are those
 * of the two bytes of a before this one. */
static guint
distance(const char *a, const char *b)
{
    guint rows[3][LONGEST + 1];
    guint *before = rows[0], *last = rows[1], *row = rows[2];
    gsize n = strlen(b);
    for (gsize j = 0; j <= n; j++)
        last[j] = (guint)j;
    for (gsize i = 1; a[i - 1] != '\0'; i++) {
        row[0] = (guint)i;
        for (gsize j = 1; j <= n; j++) {
            guint replaced = last[j - 1] + (a[i - 1] != b[j - 1]);
            row[j] = MIN(replaced, MIN(last[j], row[j - 1]) + 1);
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                row[j] = MIN(row[j], before[j - 2] + 1);
        }
        guint *free_row = before;
        before = last;
        last = row;
        row = free_row;
    }
    return last[n];
}

/* The first candidate that begins with the word; NULL if there is none. */
static const char *
completion(const char *word, const char *const *candidates)
{
    for (guint i = 0; candidates[i] != NULL && strlen(word) >= SHORTEST_BEGINNING; i++)
        if (g_str_has_prefix(candidates[i], word))
            return candidates[i];
    return NULL;
}

const char *
ps_nearest(const char *word, const char *const *candidates)
{
    const char *nearest = NULL;
    gsize length = strlen(word);
    guint best = MAX(1, ((guint)length + 1) / 3) + 1;
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
    return nearest != NULL ? nearest : completion(word, candidates);
}

char *
ps_nearest_hint(const char *word, const char *const *candidates)
{
    const char *nearest = ps_nearest(word, candidates);
    return nearest != NULL ? g_strdup_printf("; did you mean %s?", nearest) : g_strdup("");
}
