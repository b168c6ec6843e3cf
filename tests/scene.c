/* A scene: checking what can happen in a state. */
#include "tests/scene.h"

#include "tests/setting.h"
#include "tests/support.h"

#include <string.h>

static guint8
side_bits(const char *text)
{
    return (guint8)((text[0] == '1' ? 1 : 0) | (text[1] == '1' ? 2 : 0));
}

/* Compares the state after something with what it should be; either may be NULL. */
static void
compare(const char *setting, const char *scene, const char *label, const char *after,
        const char *expected, const char *file, guint line)
{
    check_at(g_strcmp0(after, expected) == 0, FALSE, file, line, scene,
             "%s: %s: expected “%s”, found “%s”", setting, label, expected, after);
}

static PsState
read_scene(const PsWorld *world, const char *scene)
{
    g_auto(GStrv) parts = g_strsplit(scene, "|", -1);
    REQUIRE(g_strv_length(parts) >= 4, "“%s” is no scene", scene);
    for (guint i = 0; parts[i] != NULL; i++)
        g_strstrip(parts[i]);
    PsState state = make_state(world, parts[0], parts[1], parts[2], parts[3]);
    if (parts[4] != NULL) {
        state.online = side_bits(parts[4] + strlen("online "));
        state.sees = side_bits(parts[4] + strlen("online 00 sees "));
    }
    return state;
}

void
check_labels_at(const char *setting, const char *scene, const char *expected, const char *file,
                guint line)
{
    g_autoptr(Setting) made = setting_new(setting);
    PsState state = read_scene(made->world, scene);
    g_autofree char *labels = labels_text(made->world, &state);
    check_at(g_str_equal(labels, expected), FALSE, file, line, scene,
             "%s: expected\n%s\nfound\n%s\n", setting, expected, labels);
}

void
check_after_at(const char *setting, const char *scene, const char *label, const char *expected,
               const char *file, guint line)
{
    g_autoptr(Setting) made = setting_new(setting);
    PsState state = read_scene(made->world, scene);
    g_autofree char *after = after_text(made->world, &state, label);
    compare(setting, scene, label, after, expected, file, line);
}

void
check_take_at(const char *setting, const char *scene, PsStep step, const char *expected,
              const char *file, guint line)
{
    g_autoptr(Setting) made = setting_new(setting);
    PsState state = read_scene(made->world, scene);
    PsState to = state;
    gboolean taken = ps_step_take(made->world, &state, step, &to);
    g_autofree char *label = ps_step_text(made->world, step);
    g_autofree char *after = taken ? state_text(made->world, &to) : NULL;
    compare(setting, scene, label, after, expected, file, line);
}
