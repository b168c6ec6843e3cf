/* Engines: one world searched twice, with another engine than the hash table and with that, which
 * must find the same and judge it alike, down to the very same counterexamples. */
#ifndef PS_TESTS_ENGINES_H
#define PS_TESTS_ENGINES_H

#include "explorer/search.h"

G_BEGIN_DECLS

/* Searches a world with an engine and no limit. */
PsSearch *search_with(const PsWorld *world, PsEngine engine, guint threads);

/* How many of the states that a search shows are also found by another one. */
guint64 count_common(const PsSearch *search, PsVisit how, const PsSearch *other);

/* Checks that a search found the same states, figures and rows as one with a hash table. The line
 * says what was searched. */
void check_found(const char *line, const PsSearch *search, const PsSearch *hash);

/* The same for the world of a setting's line (tests/setting.h), and the verdicts on what is built
 * in and on properties that look at states in flight. */
void check_engine(const char *line, PsEngine engine, guint threads);

/* The same for two small worlds with each of n words, one of the same server twice. */
void check_engine_modes(const char *const *words, guint n, PsEngine engine);

/* The same for every pair of profiles, with these words after their names. */
void check_engine_pairs(const char *words, PsEngine engine);

G_END_DECLS

#endif
