/* Golden figures: tests/golden.txt, the manifest of what is known to come out.
 *
 * The file is its own input: a line names a configuration, and behind a bar stands what a search of
 * it came to when it was recorded. Empty lines and those that begin with # are for people. */
#ifndef PS_TESTS_GOLDEN_H
#define PS_TESTS_GOLDEN_H

#include <glib.h>

G_BEGIN_DECLS

#define GOLDEN_FILE "tests/golden.txt"

/* A line of the manifest. */
typedef struct {
    char *text;    /* as it stands there */
    char *setting; /* the configuration, as tests/setting.h reads it; NULL if it is for people */
    char *figures; /* as golden_figures has them; "" if there are none yet */
} GoldenLine;

/* The lines of a manifest. Free with g_ptr_array_unref. */
GPtrArray *golden_parse(const char *text);

/* Searches a configuration: "5449 18478 17 25 | 2 of 6 no-leak 5/9 no-orphan 3/9", which is states,
 * transitions, depth and settled states; how many of how many properties are violated; and of each
 * of these the steps of a shortest counterexample and the number of states. A property that is
 * undecided has ? there. Free it. */
char *golden_figures(const char *setting);

/* The line of a configuration with its figures, aligned. Free it. */
char *golden_line(const char *setting, const char *figures);

/* What differs, figure by figure: "states 5449 -> 5450, no-ghost holds -> 8/11"; NULL if nothing
 * does. Free it. */
char *golden_changes(const char *before, const char *after);

/* The states of these figures; 0 if there are none. */
guint64 golden_states(const char *figures);

/* Measures every configuration of a manifest anew. Returns the manifest with the new figures, and
 * adds to report a line for each configuration in which something changed and one for the whole.
 * Free it. */
char *golden_record(const char *text, GString *report);

G_END_DECLS

#endif
