/* Nearest names: what somebody meant who wrote a word that is none. */
#ifndef PS_MODEL_NEAREST_H
#define PS_MODEL_NEAREST_H

#include <glib.h>

G_BEGIN_DECLS

/* The one of the candidates (NULL-terminated) that fewest insertions, deletions and replacements of
 * bytes turn word into, the first of several; NULL if even that takes more than a third of the
 * word, or than two where the word is short. Owned by the candidates. */
const char *ps_nearest(const char *word, const char *const *candidates);

/* "; did you mean NEAREST?", or "" if nothing is near. Free it. */
char *ps_nearest_hint(const char *word, const char *const *candidates);

G_END_DECLS

#endif
