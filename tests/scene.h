/* A scene: a state of a setting's world in words, and what can happen in it.
 *
 * The words are those of state_text: "ENTRY | ENTRY | LINK TO B | LINK TO A", and with availability
 * perhaps " | online 10 sees 01", where by default both are online and nobody sees. */
#ifndef PS_TESTS_SCENE_H
#define PS_TESTS_SCENE_H

#include "model/step.h"

/* Checks the labels of all transitions out of a scene, in their order, one a line. */
#define CHECK_LABELS(setting, scene, expected) \
    check_labels_at(setting, scene, expected, __FILE__, __LINE__)

/* Checks the state after the transition with this label; NULL: there is none. */
#define CHECK_AFTER(setting, scene, label, expected) \
    check_after_at(setting, scene, label, expected, __FILE__, __LINE__)

/* The same of ps_step_take, which takes more. */
#define CHECK_TAKE(setting, scene, kind, side, what, expected) \
    check_take_at(setting, scene, (PsStep){kind, side, what}, expected, __FILE__, __LINE__)

void check_labels_at(const char *setting, const char *scene, const char *expected, const char *file,
                     guint line);
void check_after_at(const char *setting, const char *scene, const char *label, const char *expected,
                    const char *file, guint line);
void check_take_at(const char *setting, const char *scene, PsStep step, const char *expected,
                   const char *file, guint line);

#endif
