/* A setting: profiles and options of a world from one line of text, so that tests read like tables.
 *
 * The words of the line: one or two names of profiles (files of model/profiles, or made up in
 * setting.c), k=N, loss=N or loss=any, repeat=, bounce=, sequential, sensible, bag, availability,
 * actions=NAME,NAME and OPTION=on or OPTION=off for every side that has the option; a:OPTION=on and
 * b:OPTION=on for one side. */
#ifndef PS_TESTS_SETTING_H
#define PS_TESTS_SETTING_H

#include "model/property.h"

G_BEGIN_DECLS

typedef struct {
    PsProfile *profiles[2];
    PsWorldOptions options; /* of the profiles */
    PsWorld *world;
    PsProperties *properties; /* the built-in ones */
} Setting;

/* The line must be right: the test ends otherwise. Free with setting_free. */
Setting *setting_new(const char *line);

void setting_free(Setting *setting);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(Setting, setting_free)

/* A goal that one state is: `wanted` is a PsPacked. */
gboolean is_this_state(const PsWorld *world, const PsState *state, gconstpointer wanted);

G_END_DECLS

#endif
