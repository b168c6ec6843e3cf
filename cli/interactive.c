/* An interactive session. */
#include "cli/interactive.h"

#include "cli/files.h"
#include "cli/output.h"
#include "cli/terminal.h"
#include "explorer/walk-command.h"
#include "viz/run-report.h"
#include "viz/walk-report.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char help[] =
    "  N              take choice N; so do its words\n"
    "  u              undo: take back the last step\n"
    "  g N            go back, or forth again, to step N\n"
    "  g EXPRESSION   go on, the shortest way, until it holds: g in_flight = 0\n"
    "  c              continue, the shortest way, until a property falls\n"
    "  r [N]          take N random steps (default 1)\n"
    "  p              print the run so far\n"
    "  s FILE         save it as a trace for presub replay, in the place of what is there\n"
    "  ?              help\n"
    "  q              quit, as the end of the input does\n";

typedef struct {
    PsSetup *setup;
    PsWalk *walk;
    PsStyle style;
    guint64 random;
    guint line;            /* of the input, from 1 */
    gboolean has_terminal; /* which the input comes from */
    gboolean unfinished;   /* some search did not finish */
} Session;

/* Says what is wrong. FALSE if that ends the session: no script goes on blindly. */
static gboolean
complain(const Session *session, GError *error)
{
    if (!session->has_terminal)
        g_prefix_error(&error, "line %u: ", session->line);
    ps_command_fail_error("simulate", error);
    return session->has_terminal;
}

static void
show_state(const Session *session)
{
    g_autoptr(GString) out = g_string_new(NULL);
    ps_walk_append_state(out, session->walk, session->setup->properties, &session->style);
    fputs(out->str, stdout);
}

static void
show_steps(const Session *session, guint first)
{
    g_autoptr(GString) out = g_string_new(NULL);
    ps_walk_append_steps(out, session->walk, first, &session->style);
    fputs(out->str, stdout);
}

/* ---- Going on to a state ---- */

typedef PsWalkResult (*Search)(PsWalk *walk, gconstpointer what, const PsLimits *limits,
                               char **stopped);

/* Shows the way that was gone, or says why there is none. */
static void
go_on(Session *session, Search search, gconstpointer what, const char *none)
{
    PsTerminal terminal;
    PsLimits limits = session->setup->limits;
    guint position = ps_walk_position(session->walk);
    g_autofree char *stopped = NULL;
    ps_terminal_watch(&terminal, &limits);
    PsWalkResult result = search(session->walk, what, &limits, &stopped);
    ps_terminal_end(&terminal);
    if (result == PS_WALK_FOUND) {
        show_steps(session, position);
        show_state(session);
    } else if (result == PS_WALK_NONE) {
        printf("%s\n", none);
    } else {
        session->unfinished = TRUE;
        printf("not known: ended by %s\n", stopped);
    }
}

static gboolean
is_reached(const PsWorld *world, const PsState *state, gconstpointer property)
{
    return ps_property_accepts(property, world, state);
}

static PsWalkResult
search_goal(PsWalk *walk, gconstpointer property, const PsLimits *limits, char **stopped)
{
    return ps_walk_to(walk, is_reached, property, limits, stopped);
}

static PsWalkResult
search_fall(PsWalk *walk, gconstpointer properties, const PsLimits *limits, char **stopped)
{
    return ps_walk_to_fall(walk, properties, limits, stopped);
}

static gboolean
seek(Session *session, const char *expression)
{
    GError *error = NULL;
    g_autoptr(PsProperties) goal = ps_walk_command_goal(session->walk, expression, &error);
    if (goal == NULL)
        return complain(session, error);
    go_on(session, search_goal, ps_properties_find(goal, "goal"), "no way leads there");
    return TRUE;
}

/* ---- Commands ---- */

static gboolean
save(const Session *session, const char *file)
{
    static const PsStyle plain = {.colour = FALSE};
    const PsSetup *setup = session->setup;
    const char *const profiles[2] = {setup->arguments[0], setup->arguments[1]};
    GError *error = NULL;
    g_autoptr(GArray) path = ps_walk_path(session->walk);
    g_autoptr(PsReplay) replay = ps_replay_path(setup->world, path);
    g_autofree char *title =
        g_strdup_printf("%u chosen step%s", path->len, path->len == 1 ? "" : "s");
    g_autofree char *text = ps_run_report_trace(replay, profiles, title, &plain);
    if (!ps_files_write(file, text, strlen(text), &error))
        return complain(session, error);
    if (!ps_output_is_standard(file))
        printf("%s saved in %s\n", title, file);
    return TRUE;
}

static void
take_random(Session *session, guint n)
{
    guint position = ps_walk_position(session->walk);
    ps_walk_random(session->walk, n, &session->random);
    show_steps(session, position);
}

/* FALSE if the session is over. */
static gboolean
carry_out(Session *session, const PsWalkCommand *command)
{
    PsWalk *walk = session->walk;
    switch (command->kind) {
    case PS_WALK_CHOOSE:
        ps_walk_take(walk, ps_walk_choice(walk, command->number)->step);
        break;
    case PS_WALK_UNDO:
        ps_walk_go(walk, ps_walk_position(walk) - 1);
        break;
    case PS_WALK_GO:
        ps_walk_go(walk, command->number);
        break;
    case PS_WALK_RANDOM:
        take_random(session, command->number);
        break;
    case PS_WALK_SEEK:
        return seek(session, command->text);
    case PS_WALK_CONTINUE:
        go_on(session, search_fall, session->setup->properties,
              "no way leads to a state that violates a property which holds here");
        return TRUE;
    case PS_WALK_PRINT:
        show_steps(session, 0);
        return TRUE;
    case PS_WALK_SAVE:
        return save(session, command->text);
    case PS_WALK_HELP:
        fputs(help, stdout);
        return TRUE;
    default:
        return command->kind == PS_WALK_NOTHING;
    }
    show_state(session);
    return TRUE;
}

/* Reads lines and does what they say; FALSE if one of them was wrong and ended it. */
static gboolean
run(Session *session)
{
    g_autofree char *line = NULL; /* getline and GLib take memory from the same place */
    size_t size = 0;
    gboolean right = TRUE;
    gboolean goes_on = TRUE;
    while (goes_on && fflush(stdout) == 0) {
        PsWalkCommand command;
        GError *error = NULL;
        fputs(session->has_terminal ? "> " : "", stdout);
        fflush(stdout);
        ssize_t length = getline(&line, &size, stdin);
        if (length < 0) {
            fputs(session->has_terminal ? "\n" : "", stdout);
            break;
        }
        session->line++;
        for (char *zero; (zero = memchr(line, '\0', (size_t)length)) != NULL;)
            *zero = '\1'; /* which is a part of no command */
        if (ps_walk_command_parse(session->walk, g_strstrip(line), &command, &error)) {
            goes_on = carry_out(session, &command);
            right = goes_on || command.kind == PS_WALK_QUIT;
        } else {
            right = goes_on = complain(session, error);
        }
    }
    return right;
}

/* Takes the steps of a trace. */
static gboolean
take_trace(Session *session, const PsTrace *trace, GError **error)
{
    g_autoptr(PsReplay) replay = ps_replay_new(session->setup->world, trace);
    if (ps_replay_error(replay) != NULL) {
        *error = g_error_copy(ps_replay_error(replay));
        return FALSE;
    }
    for (guint i = 0; i < ps_replay_n_steps(replay); i++)
        ps_walk_take(session->walk, ps_replay_step(replay, i)->step);
    return TRUE;
}

PsExit
ps_interactive(PsSetup *setup, const PsTrace *trace, guint32 seed)
{
    g_autoptr(PsWalk) walk = ps_walk_new(setup->world);
    Session session = {
        .setup = setup,
        .walk = walk,
        .style = ps_terminal_style(),
        .random = seed,
        .has_terminal = isatty(STDIN_FILENO),
    };
    GError *error = NULL;
    if (trace != NULL && !take_trace(&session, trace, &error))
        return ps_command_fail_error("simulate", error);
    if (session.has_terminal)
        printf("? shows the commands\n");
    show_state(&session);
    if (!run(&session))
        return PS_EXIT_USAGE;
    return session.unfinished ? PS_EXIT_UNFINISHED : PS_EXIT_HOLDS;
}
