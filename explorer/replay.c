/* Replay: one step after the other, and the client's last roster push. */
#include "explorer/replay.h"

G_DEFINE_QUARK(ps_replay_error, ps_replay_error)

struct _PsReplay {
    const PsWorld *world;
    PsState state;
    GArray *steps; /* of PsReplayStep */
    guint n_expectations;
    gboolean pushed[2]; /* the client has got a push */
    PsItem push[2];     /* the last one */
    const char *file;   /* while a trace runs */
    guint line;
    GError *error;
};

/* More arrivals in a row than any links can set off that come to rest. */
#define MAX_SETTLE 10000

void
ps_replay_world_options(const PsTrace *trace, PsWorldOptions *options)
{
    ps_world_options_init(options);
    options->in_flight = PS_MAX_IN_FLIGHT;
    options->availability = ps_trace_availability(trace);
    options->any_order = ps_trace_any_order(trace);
    for (guint side = 0; side < 2; side++)
        options->names[side] = ps_trace_name(trace, side);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        options->faults[fault] = PS_FAULT_ANY;
}

static gboolean G_GNUC_PRINTF(3, 4)
    fail(PsReplay *replay, PsReplayError code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(&replay->error, PS_REPLAY_ERROR, (gint)code, "%s:%u: %s", replay->file,
                replay->line, message);
    return FALSE;
}

/* Notes the pushes of a row that has fired; a user who is offline gets none. */
static void
note_push(PsReplay *replay, guint side, PsEvent event, const PsRow *row, const PsState *after)
{
    if (ps_world_options(replay->world)->availability && !(after->online >> side & 1))
        return;
    for (guint i = 0; i < row->n_effects; i++) {
        if (row->effects[i].kind != PS_PUSH)
            continue;
        replay->push[side] =
            ps_item_of_push(ps_world_profile(replay->world, side), event, row->state);
        replay->pushed[side] = TRUE;
    }
}

/* Takes the step; FALSE if it is not enabled. */
static gboolean
take(PsReplay *replay, PsStep step)
{
    PsReplayStep taken = {.step = step, .before = replay->state};
    PsEvent event = 0;
    if (!ps_step_take(replay->world, &replay->state, step, &taken.after))
        return FALSE;
    if (ps_step_event(step, &event)) {
        taken.row = *ps_profile_row(ps_world_profile(replay->world, step.side), event,
                                    replay->state.entry[step.side]);
        note_push(replay, step.side, event, &taken.row, &taken.after);
    }
    replay->state = taken.after;
    g_array_append_val(replay->steps, taken);
    return TRUE;
}

/* What is on the link to side, for a message. Free it. */
static char *
describe_link(const PsReplay *replay, guint side)
{
    guint64 link = replay->state.link[1 - side];
    guint n = ps_world_link_length(replay->world, link);
    g_autoptr(GString) text = g_string_new(NULL);
    g_string_printf(text, "on the way to %s: ", ps_world_name(replay->world, side));
    for (guint i = 0; i < n; i++)
        g_string_append_printf(text, "%s%s", i > 0 ? ", " : "",
                               ps_presence_name(ps_world_link_peek(replay->world, link, i)));
    return g_strconcat(text->str, n == 0 ? "nothing" : NULL, NULL);
}

static gboolean
run_step(PsReplay *replay, PsStep step)
{
    if (take(replay, step))
        return TRUE;
    g_autofree char *text = ps_step_text(replay->world, step);
    g_autofree char *link = describe_link(replay, step.side);
    if (step.kind != PS_STEP_ACTION)
        return fail(replay, PS_REPLAY_ERROR_STEP, "expected “%s” to be enabled, found %s", text,
                    link);
    return fail(replay, PS_REPLAY_ERROR_STEP, "expected “%s” to be enabled, found %s", text,
                step.what == PS_DO_LOGIN || step.what == PS_DO_LOGOUT
                    ? "a user who is so already, or a world without availability"
                    : "a user who is offline, or a full link");
}

static gboolean
settle(PsReplay *replay)
{
    for (guint i = 0; i < MAX_SETTLE; i++) {
        if (ps_state_is_settled(&replay->state))
            return TRUE;
        guint link = replay->state.link[0] != 1 ? 0 : 1;
        PsPresence head = ps_world_link_peek(replay->world, replay->state.link[link], 0);
        if (!take(replay, (PsStep){PS_STEP_ARRIVAL, (guint8)(1 - link), (guint8)head}))
            return fail(replay, PS_REPLAY_ERROR_SETTLE,
                        "expected arrivals to come to an end, found a full link");
    }
    return fail(replay, PS_REPLAY_ERROR_SETTLE,
                "expected arrivals to come to an end, found %d of them in a row", MAX_SETTLE);
}

static gboolean
expect_state(PsReplay *replay, const PsTraceLine *line)
{
    const PsProfile *profile = ps_world_profile(replay->world, line->side);
    const char *name = ps_world_name(replay->world, line->side);
    guint found = replay->state.entry[line->side];
    guint expected = 0;
    if (!ps_profile_find_state(profile, line->state, &expected)) {
        g_autofree char *hint = ps_profile_state_hint(profile, line->state);
        return fail(replay, PS_REPLAY_ERROR_STATE, "profile %s has no state “%s”%s",
                    ps_profile_name(profile), line->state, hint);
    }
    return expected == found ||
           fail(replay, PS_REPLAY_ERROR_EXPECT, "expected %s to be in “%s”, found “%s”", name,
                line->state, ps_profile_state_name(profile, found));
}

/* Compares an item with what was expected of it; what names it in a message. */
static gboolean
expect_item(PsReplay *replay, const PsTraceLine *line, const char *what, gboolean has,
            const PsItem *item)
{
    if (has && ps_item_equal(item, &line->item))
        return TRUE;
    g_autofree char *expected = ps_item_text(&line->item);
    g_autofree char *found =
        has ? ps_item_text(item)
            : g_strdup(line->kind == PS_LINE_EXPECT_PUSH ? "no push yet" : "no item");
    return fail(replay, PS_REPLAY_ERROR_EXPECT, "expected %s of %s to show %s, found %s", what,
                ps_world_name(replay->world, line->side), expected, found);
}

static gboolean
expect(PsReplay *replay, const PsTraceLine *line)
{
    guint side = line->side;
    PsItem item = {0};
    switch (line->kind) {
    case PS_LINE_EXPECT_STATE:
        return expect_state(replay, line);
    case PS_LINE_EXPECT_ITEM:
        return expect_item(replay, line, "the roster item",
                           ps_item_of_state(ps_world_profile(replay->world, side),
                                            replay->state.entry[side], &item),
                           &item);
    default:
        return expect_item(replay, line, "the last push", replay->pushed[side],
                           &replay->push[side]);
    }
}

static gboolean
run_line(PsReplay *replay, const PsTraceLine *line)
{
    replay->line = line->number;
    switch (line->kind) {
    case PS_LINE_STEP:
        return run_step(replay, line->step);
    case PS_LINE_SETTLE:
        return settle(replay);
    default:
        if (!expect(replay, line))
            return FALSE;
        replay->n_expectations++;
        return TRUE;
    }
}

static PsReplay *
start(const PsWorld *world)
{
    PsReplay *replay = g_new0(PsReplay, 1);
    replay->world = world;
    replay->state = ps_world_initial(world);
    replay->steps = g_array_new(FALSE, FALSE, sizeof(PsReplayStep));
    return replay;
}

PsReplay *
ps_replay_new(const PsWorld *world, const PsTrace *trace)
{
    PsReplay *replay = start(world);
    replay->file = ps_trace_file(trace);
    for (guint i = 0; i < ps_trace_n_lines(trace); i++)
        if (!run_line(replay, ps_trace_line(trace, i)))
            break;
    return replay;
}

PsReplay *
ps_replay_path(const PsWorld *world, const GArray *path)
{
    PsReplay *replay = start(world);
    for (guint i = 0; i < path->len; i++) {
        gboolean taken = take(replay, g_array_index(path, PsStep, i));
        g_assert(taken && "every step of a path is enabled");
    }
    return replay;
}

void
ps_replay_free(PsReplay *replay)
{
    if (replay == NULL)
        return;
    g_array_unref(replay->steps);
    g_clear_error(&replay->error);
    g_free(replay);
}

const PsWorld *
ps_replay_world(const PsReplay *replay)
{
    return replay->world;
}

guint
ps_replay_n_steps(const PsReplay *replay)
{
    return replay->steps->len;
}

const PsReplayStep *
ps_replay_step(const PsReplay *replay, guint i)
{
    g_assert(i < replay->steps->len);
    return &g_array_index(replay->steps, PsReplayStep, i);
}

PsState
ps_replay_state(const PsReplay *replay)
{
    return replay->state;
}

guint
ps_replay_n_expectations(const PsReplay *replay)
{
    return replay->n_expectations;
}

const GError *
ps_replay_error(const PsReplay *replay)
{
    return replay->error;
}
