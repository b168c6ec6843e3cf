/* Reading a trace from text, line by line. */
#include "model/nearest.h"
#include "model/trace-private.h"

#include <string.h>

static const char *const subscriptions[] = {"none", "to", "from", "both", "remove", NULL};
static const char *const asks[] = {"subscribe", "unsubscribe", NULL};

/* A line being read, split into words. */
typedef struct {
    PsTrace *trace;
    guint number;
    char **words;
    guint n;
    GError **error;
} Reader;

static gboolean G_GNUC_PRINTF(2, 3) fail(const Reader *reader, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_set_error(reader->error, PS_TRACE_ERROR, PS_TRACE_ERROR_SYNTAX, "%s:%u: %s",
                reader->trace->file, reader->number, message);
    return FALSE;
}

static gboolean
find_side(const Reader *reader, const char *name, guint *side)
{
    for (*side = 0; *side < 2; ++*side)
        if (g_str_equal(reader->trace->names[*side], name))
            return TRUE;
    return FALSE;
}

static gboolean
expect_side(const Reader *reader, const char *name, guint *side)
{
    const char *const names[] = {reader->trace->names[0], reader->trace->names[1], NULL};
    if (find_side(reader, name, side))
        return TRUE;
    g_autofree char *hint = ps_nearest_hint(name, names);
    return fail(reader, "expected %s or %s, found “%s”%s", names[0], names[1], name, hint);
}

static gboolean
expect_presence(const Reader *reader, const char *name, PsPresence *presence)
{
    if (ps_presence_from_name(name, presence))
        return TRUE;
    g_autofree char *hint = ps_nearest_hint(name, ps_presence_names());
    return fail(reader, "expected a presence such as subscribe, found “%s”%s", name, hint);
}

static gboolean
expect_words(const Reader *reader, guint n, const char *form)
{
    return reader->n == n || fail(reader, "expected “%s”, found %u words", form, reader->n);
}

/* Appends a line. Takes over line->state. */
static gboolean
append(const Reader *reader, PsTraceLine line)
{
    line.number = reader->number;
    g_array_append_val(reader->trace->lines, line);
    return TRUE;
}

static gboolean
append_step(const Reader *reader, PsStepKind kind, guint side, guint what)
{
    return append(reader, (PsTraceLine){.kind = PS_LINE_STEP,
                                        .step = {(guint8)kind, (guint8)side, (guint8)what}});
}

static gboolean
read_names(const Reader *reader)
{
    if (!expect_words(reader, 3, "names A B"))
        return FALSE;
    for (guint side = 0; side < 2; side++) {
        g_free(reader->trace->names[side]);
        reader->trace->names[side] = g_strdup(reader->words[side + 1]);
    }
    return TRUE;
}

static gboolean
read_set(const Reader *reader)
{
    if (!expect_words(reader, 2, "set [SIDE.]OPTION=on|off"))
        return FALSE;
    GPtrArray *settings = reader->trace->settings;
    g_ptr_array_insert(settings, (gint)settings->len - 1, g_strdup(reader->words[1]));
    return TRUE;
}

static gboolean
read_availability(const Reader *reader)
{
    reader->trace->availability = TRUE;
    return expect_words(reader, 1, "availability");
}

static gboolean
read_order(const Reader *reader)
{
    reader->trace->any_order = TRUE;
    return expect_words(reader, 2, "order any") &&
           (g_str_equal(reader->words[1], "any") ||
            fail(reader, "expected “order any”, found “order %s”", reader->words[1]));
}

static gboolean
read_fault(const Reader *reader, PsStepKind kind)
{
    PsPresence presence = PS_SUBSCRIBE;
    guint side = 0;
    g_autofree char *form = g_strdup_printf("%s PRESENCE to SIDE", reader->words[0]);
    if (reader->n != 4 || !g_str_equal(reader->words[2], "to"))
        return fail(reader, "expected “%s”", form);
    return expect_presence(reader, reader->words[1], &presence) &&
           expect_side(reader, reader->words[3], &side) &&
           append_step(reader, kind, side, presence);
}

static gboolean
read_lose(const Reader *reader)
{
    return read_fault(reader, PS_STEP_LOSS);
}

static gboolean
read_repeat(const Reader *reader)
{
    return read_fault(reader, PS_STEP_REPEAT);
}

static gboolean
read_bounce(const Reader *reader)
{
    return read_fault(reader, PS_STEP_BOUNCE);
}

static gboolean
read_settle(const Reader *reader)
{
    return expect_words(reader, 1, "settle") &&
           append(reader, (PsTraceLine){.kind = PS_LINE_SETTLE});
}

/* Finds a static string among names. */
static const char *
find_word(const char *const *names, const char *word)
{
    for (guint i = 0; names[i] != NULL; i++)
        if (g_str_equal(names[i], word))
            return names[i];
    return NULL;
}

/* Reads one ATTRIBUTE=VALUE of an item. */
static gboolean
read_attribute(const Reader *reader, const char *word, PsItem *item)
{
    if (g_str_has_prefix(word, "subscription=") && item->subscription == NULL)
        item->subscription = find_word(subscriptions, word + strlen("subscription="));
    else if (g_str_has_prefix(word, "ask=") && item->subscription != NULL && item->ask == NULL)
        item->ask = find_word(asks, word + strlen("ask="));
    else if (g_str_equal(word, "approved=true") && item->subscription != NULL)
        item->approved = TRUE;
    else
        return fail(reader,
                    "expected subscription=..., then perhaps ask=... or approved=true; found “%s”",
                    word);
    if (item->subscription == NULL || (g_str_has_prefix(word, "ask=") && item->ask == NULL))
        return fail(reader, "unknown value in “%s”", word);
    return TRUE;
}

static gboolean
read_item(const Reader *reader, PsTraceLine *line, guint first)
{
    if (first == reader->n)
        return fail(reader, "expected “push subscription=...”, found nothing after push");
    for (guint i = first; i < reader->n; i++)
        if (!read_attribute(reader, reader->words[i], &line->item))
            return FALSE;
    return append(reader, *line);
}

static gboolean
read_expect(const Reader *reader)
{
    PsTraceLine line = {.kind = PS_LINE_EXPECT_STATE};
    if (reader->n < 3)
        return fail(reader, "expected “expect SIDE STATE”, “expect SIDE subscription=...” or "
                            "“expect SIDE push subscription=...”");
    if (!expect_side(reader, reader->words[1], &line.side))
        return FALSE;
    if (g_str_equal(reader->words[2], "push")) {
        line.kind = PS_LINE_EXPECT_PUSH;
        return read_item(reader, &line, 3);
    }
    if (strchr(reader->words[2], '=') != NULL) {
        line.kind = PS_LINE_EXPECT_ITEM;
        return read_item(reader, &line, 2);
    }
    line.state = g_strjoinv(" ", reader->words + 2);
    return append(reader, line);
}

/* Says what a line can begin with. */
static gboolean
fail_line(const Reader *reader)
{
    const char *const *names = (const char *const *)reader->trace->names;
    const char *const words[] = {names[0],       names[1], "settle",  "expect", "lose",
                                 "repeat",       "bounce", "profile", "names",  "set",
                                 "availability", "order",  NULL};
    g_autofree char *hint = ps_nearest_hint(reader->words[0], words);
    return fail(reader,
                "expected %s, %s, settle, expect, lose, repeat, bounce, profile, names, set, "
                "availability or order; found “%s”%s",
                names[0], names[1], reader->words[0], hint);
}

/* Says what can follow a side. */
static gboolean
fail_step(const Reader *reader)
{
    g_autofree char *hint =
        reader->n > 1 ? ps_nearest_hint(reader->words[1], ps_action_names()) : g_strdup("");
    return fail(reader,
                "expected “%s ACTION” or “%s receives PRESENCE”, where ACTION is "
                "subscribe, unsubscribe, subscribed, unsubscribed, remove, add, login "
                "or logout%s",
                reader->words[0], reader->words[0], hint);
}

/* "SIDE ACTION" or "SIDE receives PRESENCE". */
static gboolean
read_step(const Reader *reader)
{
    guint side = 0;
    PsAction action = PS_DO_SUBSCRIBE;
    PsPresence presence = PS_SUBSCRIBE;
    if (!find_side(reader, reader->words[0], &side))
        return fail_line(reader);
    if (reader->n == 3 && g_str_equal(reader->words[1], "receives"))
        return expect_presence(reader, reader->words[2], &presence) &&
               append_step(reader, PS_STEP_ARRIVAL, side, presence);
    if (reader->n != 2 || !ps_action_from_name(reader->words[1], &action))
        return fail_step(reader);
    return append_step(reader, PS_STEP_ACTION, side, action);
}

static gboolean
read_line(const Reader *reader)
{
    static const struct {
        const char *word;
        gboolean (*read)(const Reader *);
        gboolean heads; /* only before the first step */
    } forms[] = {{"names", read_names, TRUE},
                 {"set", read_set, TRUE},
                 {"availability", read_availability, TRUE},
                 {"order", read_order, TRUE},
                 {"lose", read_lose, FALSE},
                 {"repeat", read_repeat, FALSE},
                 {"bounce", read_bounce, FALSE},
                 {"settle", read_settle, FALSE},
                 {"expect", read_expect, FALSE}};
    for (guint i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (!g_str_equal(reader->words[0], forms[i].word))
            continue;
        if (forms[i].heads && reader->trace->lines->len > 0)
            return fail(reader, "“%s” must stand before the first step", forms[i].word);
        return forms[i].read(reader);
    }
    return read_step(reader);
}

/* "profile A [B]": the one line whose words may be quoted, as they may be paths. */
static gboolean
read_profile(Reader *reader, const char *text)
{
    g_auto(GStrv) words = NULL;
    gint n = 0;
    g_autoptr(GError) shell = NULL;
    if (reader->trace->lines->len > 0 || reader->trace->profiles[0] != NULL)
        return fail(reader, "“profile” must stand once, before the first step");
    if (!g_shell_parse_argv(text, &n, &words, &shell))
        return fail(reader, "%s", shell->message);
    if (n != 2 && n != 3)
        return fail(reader, "expected “profile A” or “profile A B”, found %d words", n);
    reader->trace->profiles[0] = g_strdup(words[1]);
    reader->trace->profiles[1] = g_strdup(words[n - 1]);
    return TRUE;
}

/* Splits text into words at white space. */
static char **
split(const char *text, guint *n)
{
    g_auto(GStrv) parts = g_strsplit_set(text, " \t\r", -1);
    g_autoptr(GPtrArray) words = g_ptr_array_new();
    for (guint i = 0; parts[i] != NULL; i++)
        if (parts[i][0] != '\0')
            g_ptr_array_add(words, g_strdup(parts[i]));
    *n = words->len;
    g_ptr_array_add(words, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&words), FALSE);
}

static gboolean
read_lines(PsTrace *trace, const char *text, GError **error)
{
    g_auto(GStrv) lines = g_strsplit(text, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        Reader reader = {.trace = trace, .number = i + 1, .error = error};
        g_autofree char *bare = g_strndup(g_strchomp(lines[i]), strcspn(lines[i], "#"));
        g_auto(GStrv) words = split(bare, &reader.n);
        reader.words = words;
        if (reader.n == 0)
            continue;
        gboolean is_profile = g_str_equal(words[0], "profile");
        if (!(is_profile ? read_profile(&reader, lines[i]) : read_line(&reader)))
            return FALSE;
    }
    return TRUE;
}

static void
clear_line(gpointer line)
{
    g_free(((PsTraceLine *)line)->state);
}

PsTrace *
ps_trace_parse(const char *text, gsize length, const char *file, GError **error)
{
    if (!g_utf8_validate(text, (gssize)length, NULL)) {
        g_set_error(error, PS_TRACE_ERROR, PS_TRACE_ERROR_FILE,
                    "%s: expected UTF-8 text, found other bytes", file);
        return NULL;
    }
    g_autoptr(PsTrace) trace = g_new0(PsTrace, 1);
    g_autofree char *copy = g_strndup(text, length);
    trace->file = g_strdup(file);
    trace->names[0] = g_strdup("romeo");
    trace->names[1] = g_strdup("juliet");
    trace->settings = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(trace->settings, NULL);
    trace->lines = g_array_new(FALSE, TRUE, sizeof(PsTraceLine));
    g_array_set_clear_func(trace->lines, clear_line);
    return read_lines(trace, copy, error) ? g_steal_pointer(&trace) : NULL;
}

PsTrace *
ps_trace_load(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) file_error = NULL;
    if (g_file_get_contents(path, &text, &length, &file_error))
        return ps_trace_parse(text, length, path, error);
    g_set_error_literal(error, PS_TRACE_ERROR, PS_TRACE_ERROR_FILE, file_error->message);
    return NULL;
}
