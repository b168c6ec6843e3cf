/* Traces: what is refused is refused with an error that names the file; what is accepted can be
 * replayed, to its end or to one of its lines; and its steps, printed, can be read back. */
#include "explorer/replay.h"
#include "tests/fuzz/target.h"

#include <string.h>

#define FILE_NAME "fuzz.trace"

/* The server of both sides, read once. */
static const PsProfile *
server(void)
{
    static PsProfile *profile;
    g_autoptr(GError) error = NULL;
    if (profile == NULL)
        profile = ps_profile_load("model/profiles/rfc6121.profile", &error);
    if (profile == NULL)
        g_error("%s", error->message);
    return profile;
}

/* The steps of a trace of this world, below the lines that a trace of it starts with. Free it. */
static char *
printed(const PsWorld *world, const PsTrace *trace)
{
    static const char *const profiles[] = {"a profile", "another's"};
    g_autofree char *header = ps_trace_header(world, profiles);
    g_autoptr(GString) text = g_string_new(header);
    for (guint i = 0; i < ps_trace_n_lines(trace); i++) {
        const PsTraceLine *line = ps_trace_line(trace, i);
        if (line->kind != PS_LINE_STEP)
            continue;
        g_autofree char *step = ps_step_text(world, line->step);
        g_string_append_printf(text, "%s\n", step);
    }
    return g_strdup(text->str);
}

static char *
printed_complaint(const PsWorld *world, const PsTrace *trace)
{
    g_autoptr(GError) error = NULL;
    g_autofree char *text = printed(world, trace);
    g_autoptr(PsTrace) again = ps_trace_parse(text, strlen(text), "printed", &error);
    FUZZ_EXPECT(again != NULL, "%s, in\n%s", error->message, text);
    FUZZ_EXPECT(g_str_equal(ps_trace_profile(again, 0), "a profile") &&
                    g_str_equal(ps_trace_profile(again, 1), "another's"),
                "other profiles are read back from\n%s", text);
    guint n = 0;
    for (guint i = 0; i < ps_trace_n_lines(trace); i++) {
        const PsTraceLine *line = ps_trace_line(trace, i);
        if (line->kind != PS_LINE_STEP)
            continue;
        FUZZ_EXPECT(n < ps_trace_n_lines(again) &&
                        ps_step_equal(ps_trace_line(again, n)->step, line->step),
                    "another step %u is read back from\n%s", n, text);
        n++;
    }
    FUZZ_EXPECT(n == ps_trace_n_lines(again), "more steps are read back from\n%s", text);
    return NULL;
}

static char *
replay_complaint(const PsWorld *world, const PsTrace *trace)
{
    g_autoptr(PsReplay) replay = ps_replay_new(world, trace);
    const GError *error = ps_replay_error(replay);
    PsState state = ps_replay_state(replay);
    for (guint side = 0; side < 2; side++)
        FUZZ_EXPECT(state.entry[side] < ps_profile_n_states(server()), "an entry in no state");
    return error != NULL ? fuzz_message_complaint(error->message, FILE_NAME) : NULL;
}

static char *
use_trace(const PsTrace *trace)
{
    PsWorldOptions options;
    g_autoptr(GError) error = NULL;
    ps_replay_world_options(trace, &options);
    options.profiles[0] = options.profiles[1] = server();
    g_autoptr(PsWorld) world = ps_world_new(&options, &error);
    if (world == NULL) {
        FUZZ_EXPECT(g_error_matches(error, PS_WORLD_ERROR, PS_WORLD_ERROR_NAMES), "no world: %s",
                    error->message);
        return NULL;
    }
    char *wrong = replay_complaint(world, trace);
    return wrong != NULL ? wrong : printed_complaint(world, trace);
}

static char *
try_trace(const char *text, gsize length, gboolean *accepted)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsTrace) trace = ps_trace_parse(text, length, FILE_NAME, &error);
    *accepted = trace != NULL;
    FUZZ_EXPECT((trace == NULL) == (error != NULL), "%s error and %s trace",
                error != NULL ? "an" : "no", trace != NULL ? "a" : "no");
    if (trace != NULL)
        return use_trace(trace);
    FUZZ_EXPECT(error->domain == PS_TRACE_ERROR, "an error of another domain");
    return fuzz_message_complaint(error->message, FILE_NAME);
}

FUZZ_TARGET(trace, try_trace)
