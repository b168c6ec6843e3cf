/* A play: from a file to a run. */
#include "cli/play.h"

#include "cli/files.h"
#include "cli/setup.h"

static gboolean
load_profiles(PsPlay *play, const char *const names[2], GError **error)
{
    for (guint side = 0; side < 2; side++) {
        const char *name = names[side] != NULL ? names[side] : ps_trace_profile(play->trace, side);
        if (name == NULL) {
            g_set_error(error, PS_TRACE_ERROR, PS_TRACE_ERROR_SYNTAX,
                        "expected a line “profile A [B]”, found none; name the profiles after "
                        "the trace");
            return FALSE;
        }
        play->profiles[side] = ps_files_load_profile(name, error);
        if (play->profiles[side] == NULL)
            return FALSE;
    }
    return TRUE;
}

/* Makes the world that a trace runs in. */
static PsWorld *
make_world(const PsPlay *play, GError **error)
{
    PsWorldOptions options;
    ps_replay_world_options(play->trace, &options);
    const char *const *settings = ps_trace_settings(play->trace);
    for (guint i = 0; settings[i] != NULL; i++)
        if (!ps_setup_set_option(play->profiles, options.names, settings[i], error))
            return NULL;
    for (guint side = 0; side < 2; side++)
        options.profiles[side] = play->profiles[side];
    return ps_world_new(&options, error);
}

PsPlay *
ps_play_new(const char *path, const char *const names[2], GError **error)
{
    g_autoptr(PsPlay) play = g_new0(PsPlay, 1);
    play->trace = ps_trace_load(path, error);
    if (play->trace == NULL)
        return NULL;
    if (load_profiles(play, names, error))
        play->world = make_world(play, error);
    if (play->world == NULL) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    play->replay = ps_replay_new(play->world, play->trace);
    return g_steal_pointer(&play);
}

void
ps_play_free(PsPlay *play)
{
    if (play == NULL)
        return;
    ps_replay_free(play->replay);
    ps_world_free(play->world);
    ps_profile_free(play->profiles[0]);
    ps_profile_free(play->profiles[1]);
    ps_trace_free(play->trace);
    g_free(play);
}
