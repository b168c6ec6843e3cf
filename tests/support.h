/* What the tests share: checks that say what was found, profiles and worlds to test on, and states
 * and paths as text. */
#ifndef PS_TESTS_SUPPORT_H
#define PS_TESTS_SUPPORT_H

#include "model/step.h"

/* Checks a condition; the rest is a format and its arguments, which say what was found. They are
 * looked at only if the condition fails. */
#define CHECK(condition, ...)     \
    ((condition) ? check_passed() \
                 : check_at(FALSE, FALSE, __FILE__, __LINE__, #condition, __VA_ARGS__))

/* The same, and ends the test if it fails. */
#define REQUIRE(condition, ...)   \
    ((condition) ? check_passed() \
                 : check_at(FALSE, TRUE, __FILE__, __LINE__, #condition, __VA_ARGS__))

/* Checks that two strings are equal; either may be NULL. */
#define CHECK_STRING(actual, expected) check_string_at(actual, expected, __FILE__, __LINE__)

/* Checks that a string contains another. */
#define CHECK_CONTAINS(actual, part) check_contains_at(actual, part, __FILE__, __LINE__)

/* Checks that two unsigned numbers are equal. */
#define CHECK_NUMBER(actual, expected, ...) \
    check_number_at(actual, expected, __FILE__, __LINE__, #actual, __VA_ARGS__)

void check_passed(void);
void check_at(gboolean ok, gboolean fatal, const char *file, guint line, const char *condition,
              const char *format, ...) G_GNUC_PRINTF(6, 7);
void check_string_at(const char *actual, const char *expected, const char *file, guint line);
void check_contains_at(const char *actual, const char *part, const char *file, guint line);
void check_number_at(guint64 actual, guint64 expected, const char *file, guint line,
                     const char *what, const char *format, ...) G_GNUC_PRINTF(6, 7);

/* The profile model/profiles/NAME.profile. */
PsProfile *load_profile(const char *name);

/* The names of all profiles in model/profiles, sorted. Free with g_strfreev. */
char **all_profiles(void);

/* A profile from text that must be right. */
PsProfile *parse_profile(const char *text);

/* The text of a small profile, called mini: None, Asked, To and From, option polite. */
const char *mini_profile(void);

/* The text of a profile with one state, called S, in which each user action that can send sends,
 * and each Inbound row of the four subscription presences has the given effects, such as "; send
 * subscribed" or "". Free it. */
char *single_profile(const char *inbound_effects);

/* text with the only occurrence of from replaced by to. Free it. */
char *replaced(const char *text, const char *from, const char *to);

/* The state of a profile called name, which must be there. */
guint state_called(const PsProfile *profile, const char *name);

/* The default options with two profiles and a bound. */
PsWorldOptions options_for(const PsProfile *a, const PsProfile *b, guint in_flight);

/* A world of options that must be right. */
PsWorld *make_world(const PsWorldOptions *options);

/* A state with these entries and links; the presences of a link are words, its head first. Both
 * sides are online if there is availability, nobody sees, all budgets are whole. */
PsState make_state(const PsWorld *world, const char *a, const char *b, const char *a_to_b,
                   const char *b_to_a);

/* The state as text: "None | To | subscribe | unsubscribe subscribed", and where the world has
 * them, who is online, who sees, and what is left of the budgets. Free it. */
char *state_text(const PsWorld *world, const PsState *state);

/* The steps of a path (PsStep), one a line. Free it. */
char *path_text(const PsWorld *world, const GArray *path);

/* The labels of all transitions out of a state, in their order, one a line. Free it. */
char *labels_text(const PsWorld *world, const PsState *state);

/* The state after the transition with this label, as text; NULL if there is none. Free it. */
char *after_text(const PsWorld *world, const PsState *state, const char *label);

#endif
