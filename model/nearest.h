/* Nearest names: what somebody meant who wrote a word that is none. */
#ifndef PS_MODEL_NEAREST_H
#define PS_MODEL_NEAREST_H

#include <glib.h>

G_BEGIN_DECLS

/* The one of the candidates (NULL-terminated) that fewest slips turn word into, the first of
 * several; a slip is a byte too many, too few or wrong, or two that have changed places. There may
 * be one, or one for every three bytes. If none is so near, the first that word is the beginning
 * of; or NULL. Owned by the candidates. */
const char *ps_nearest(const char *word, const char *const *candidates);

/* "; did you mean NEAREST?", or "" if nothing is near. Free it. */
char *ps_nearest_hint(const char *word, const char *const *candidates);

G_END_DECLS

#endif
