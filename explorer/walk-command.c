/* Commands to a walk. */
#include "explorer/walk-command.h"

#include "model/nearest.h"

#include <string.h>

G_DEFINE_QUARK(ps_walk_error, ps_walk_error)

typedef enum { TAKES_NOTHING, MAY_TAKE_NUMBER, TAKES_PLACE, TAKES_FILE } Argument;

static const struct {
    const char *letter, *word;
    PsWalkCommandKind kind;
    Argument argument;
} commands[] = {
    {"u", "undo", PS_WALK_UNDO, TAKES_NOTHING},
    {"g", "go", PS_WALK_GO, TAKES_PLACE},
    {"c", "continue", PS_WALK_CONTINUE, TAKES_NOTHING},
    {"r", "random", PS_WALK_RANDOM, MAY_TAKE_NUMBER},
    {"p", "print", PS_WALK_PRINT, TAKES_NOTHING},
    {"s", "save", PS_WALK_SAVE, TAKES_FILE},
    {"?", "help", PS_WALK_HELP, TAKES_NOTHING},
    {"q", "quit", PS_WALK_QUIT, TAKES_NOTHING},
};

static gboolean G_GNUC_PRINTF(2, 3) fail(GError **error, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error_literal(error, PS_WALK_ERROR, PS_WALK_ERROR_COMMAND, message);
    return FALSE;
}

static gboolean
is_number(const char *text)
{
    return text[0] != '\0' && text[strspn(text, G_CSET_DIGITS)] == '\0';
}

/* Reads a number from min to max that is to be what. */
static gboolean
read_number(const char *what, const char *text, guint min, guint max, guint *number, GError **error)
{
    guint64 value = 0;
    if (min > max)
        return fail(error, "expected nothing here as %s, found “%s”", what, text);
    if (!g_ascii_string_to_unsigned(text, 10, min, max, &value, NULL))
        return fail(error, "expected %s from %u to %u, found “%s”", what, min, max, text);
    *number = (guint)value;
    return TRUE;
}

/* ---- Steps ---- */

/* The choice with these words; FALSE if there is none. */
static gboolean
find_choice(const PsWalk *walk, const char *words, guint *choice)
{
    for (guint i = 0; i < ps_walk_n_choices(walk); i++) {
        g_autofree char *text = ps_step_text(ps_walk_world(walk), ps_walk_choice(walk, i)->step);
        if (!g_str_equal(text, words))
            continue;
        *choice = i;
        return TRUE;
    }
    return FALSE;
}

static gboolean
read_choice(const PsWalk *walk, const char *text, PsWalkCommand *command, GError **error)
{
    guint n = ps_walk_n_choices(walk);
    command->kind = PS_WALK_CHOOSE;
    if (n == 0)
        return fail(error, "expected another command, as there is no choice here; found “%s”",
                    text);
    if (!read_number("a choice", text, 1, n, &command->number, error))
        return FALSE;
    command->number--;
    return TRUE;
}

/* ---- Commands ---- */

/* What follows the name of a command. */
static gboolean
read_argument(const PsWalk *walk, Argument argument, const char *name, const char *text,
              PsWalkCommand *command, GError **error)
{
    command->text = text;
    command->number = 1;
    switch (argument) {
    case TAKES_PLACE:
        if (text[0] == '\0')
            return fail(error, "expected a step or an expression after %s, found nothing", name);
        if (is_number(text))
            return read_number("a step", text, 0, ps_walk_length(walk), &command->number, error);
        command->kind = PS_WALK_SEEK;
        return TRUE;
    case TAKES_FILE:
        return text[0] != '\0' || fail(error, "expected a file after %s, found nothing", name);
    case MAY_TAKE_NUMBER:
        return text[0] == '\0' || read_number("a number of steps", text, 1, PS_WALK_MAX_RANDOM,
                                              &command->number, error);
    default:
        return text[0] == '\0' || fail(error, "expected nothing after %s, found “%s”", name, text);
    }
}

static gboolean
fail_unknown(const PsWalk *walk, const char *line, GError **error)
{
    const char *words[G_N_ELEMENTS(commands) + 1] = {NULL};
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++)
        words[i] = commands[i].word;
    g_autofree char *hint = ps_nearest_hint(line, words);
    g_autofree char *choice =
        ps_walk_n_choices(walk) > 0
            ? g_strdup_printf("a choice from 1 to %u, ", ps_walk_n_choices(walk))
            : g_strdup("");
    return fail(error, "expected %su, g, c, r, p, s, ? or q, found “%s”%s", choice, line, hint);
}

static gboolean
parse(const PsWalk *walk, const char *line, PsWalkCommand *command, GError **error)
{
    gsize length = strcspn(line, " \t");
    g_autofree char *name = g_strndup(line, length);
    const char *rest = line + length + strspn(line + length, " \t");
    if (line[0] == '\0' || line[0] == '#')
        return TRUE;
    if (is_number(line))
        return read_choice(walk, line, command, error);
    if (find_choice(walk, line, &command->number)) { /* a side may be called as a command is */
        command->kind = PS_WALK_CHOOSE;
        return TRUE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (!g_str_equal(name, commands[i].letter) && !g_str_equal(name, commands[i].word))
            continue;
        command->kind = commands[i].kind;
        return read_argument(walk, commands[i].argument, name, rest, command, error);
    }
    return fail_unknown(walk, line, error);
}

gboolean
ps_walk_command_parse(const PsWalk *walk, const char *line, PsWalkCommand *command, GError **error)
{
    *command = (PsWalkCommand){.kind = PS_WALK_NOTHING};
    if (!parse(walk, line, command, error))
        return FALSE;
    if (command->kind == PS_WALK_UNDO && ps_walk_position(walk) == 0)
        return fail(error, "expected a step to take back, found none");
    return TRUE;
}

PsProperties *
ps_walk_command_goal(const PsWalk *walk, const char *text, GError **error)
{
    g_autoptr(PsProperties) properties = ps_properties_new(ps_world_options(ps_walk_world(walk)));
    g_autofree char *property = g_strconcat("reachable goal: ", text, NULL);
    GError *wrong = NULL;
    guint n = ps_properties_n(properties);
    if (!ps_properties_add(properties, property, strlen(property), "g", &wrong)) {
        const char *message = strstr(wrong->message, ": "); /* the place is of no use in one line */
        fail(error, "%s", message != NULL ? message + 2 : wrong->message);
        g_error_free(wrong);
        return NULL;
    }
    if (ps_properties_n(properties) != n + 1) {
        fail(error, "expected one expression, found “%s”", text);
        return NULL;
    }
    if (!ps_property_applies(ps_properties_find(properties, "goal"), ps_walk_world(walk))) {
        fail(error, "expected an expression that needs no --availability, found “%s”", text);
        return NULL;
    }
    return g_steal_pointer(&properties);
}
