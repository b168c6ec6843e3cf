/* Words of texts: options, commands, what a pattern finds. */
#ifndef PS_TESTS_WORDS_H
#define PS_TESTS_WORDS_H

#include <glib.h>

/* The words in their order, each once and on a line of its own; puts them into it. Free it. */
char *sorted_words(GPtrArray *words);

/* Adds what the first group of a pattern matches in a text, with something before it: strings that
 * the array must free. */
void add_matches(GPtrArray *words, const char *pattern, const char *before, const char *text);

/* The options of a command by its own help, as sorted words: "--in-flight", "-k". Free it. */
char *options_of(const char *command);

#endif
