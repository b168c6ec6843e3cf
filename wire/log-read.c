/* Logs: finding the stanzas in a text, and what the words before them say. */
#include "wire/log-private.h"

#include <string.h>

/* The words that matter stand at the end of a line: as much of it is looked at. */
#define MAX_WORDS 400

typedef struct {
    PsLog *log;
    PsLogWords *words;
    PsLogMark mark;      /* of the stanza before */
    GHashTable *servers; /* sessions whose streams are of servers */
    const char *text;
    gsize length;
    gsize at;      /* what was read so far */
    gsize counted; /* so far `line` is right */
    guint line;
    GError *error;
} Reader;

/* The line, from 1, of a place that is not before the last one that was asked for. */
static guint
line_of(Reader *reader, gsize at)
{
    for (; reader->counted < at; reader->counted++)
        reader->line += reader->text[reader->counted] == '\n';
    return reader->line;
}

/* ---- What stands before a stanza ---- */

static gboolean
is_blank(const char *text, gsize length)
{
    for (gsize i = 0; i < length; i++)
        if (!g_ascii_isspace(text[i]))
            return FALSE;
    return TRUE;
}

/* The last line before `at` that is not blank, but nothing that was read before. */
static const char *
line_before(const Reader *reader, gsize at, gsize *length)
{
    gsize end = at;
    while (end > reader->at && g_ascii_isspace(reader->text[end - 1]))
        end--;
    gsize start = end;
    while (start > reader->at && reader->text[start - 1] != '\n')
        start--;
    *length = at - start;
    return reader->text + start;
}

/* Finds out which way the stanza at `at` went. FALSE if it stands in a comment. */
static gboolean
read_mark(Reader *reader, gsize at)
{
    gsize length = 0;
    const char *line = line_before(reader, at, &length);
    gsize skipped = length > MAX_WORDS ? length - MAX_WORDS : 0;
    PsLogMark mark = {.session = NULL};
    if (line[0] == '#' && (line == reader->text || line[-1] == '\n') &&
        memchr(line, '\n', length) == NULL)
        return FALSE;
    if (is_blank(line, length) && memchr(line, '\n', length) == NULL && reader->at > 0)
        return TRUE; /* behind another one on its line */
    g_clear_pointer(&reader->mark.session, g_free);
    if (!ps_log_words_find(reader->words, line + skipped, length - skipped, &mark))
        mark.session = g_strdup("");
    reader->mark = mark;
    if (mark.server && g_hash_table_contains(reader->servers, mark.session))
        reader->mark.way = mark.way == PS_LOG_FROM_CLIENT ? PS_LOG_S2S_IN : PS_LOG_S2S_OUT;
    return TRUE;
}

/* ---- Stanzas ---- */

/* The name of the tag that begins here, if it is one of those that are looked for. */
static const char *
tag_at(const char *text, gsize length)
{
    static const char *const names[] = {"presence", "iq", "message", "stream:stream"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        gsize n = strlen(names[i]);
        if (length > n + 1 && text[0] == '<' && memcmp(text + 1, names[i], n) == 0 &&
            (g_ascii_isspace(text[n + 1]) || text[n + 1] == '>' || text[n + 1] == '/'))
            return names[i];
    }
    return NULL;
}

/* The length of the start tag that begins here: to the > that is in no attribute's value. 0 if it
 * does not end. */
static gsize
start_tag_length(const char *text, gsize length)
{
    char quote = '\0';
    for (gsize i = 0; i < length; i++) {
        if (quote != '\0')
            quote = text[i] == quote ? '\0' : quote;
        else if (text[i] == '\'' || text[i] == '"')
            quote = text[i];
        else if (text[i] == '>')
            return i + 1;
    }
    return 0;
}

/* Reads the start tag of `length` bytes alone, as an empty element. NULL if it is none. */
static PsElement *
parse_start_tag(const char *text, gsize length, GError **error)
{
    gsize used = 0;
    g_autofree char *tag = NULL;
    if (length >= 2 && text[length - 2] == '/')
        tag = g_strndup(text, length);
    else
        tag = g_strdup_printf("%.*s/>", (int)MAX(length, 1) - 1, text);
    return ps_stanza_parse(tag, strlen(tag), &used, error);
}

/* Notes what the header of a stream says of its session. */
static void
read_header(Reader *reader, const char *text, gsize length)
{
    g_autoptr(PsElement) header = parse_start_tag(text, length, NULL);
    const char *session = reader->mark.session;
    /* What the bare reader declares is the default; only another one is said. */
    if (header == NULL || !reader->mark.server || session[0] == '\0' ||
        memmem(text, length, PS_NS_SERVER, strlen(PS_NS_SERVER)) == NULL)
        return;
    g_hash_table_add(reader->servers, g_strdup(session));
}

/* Reads the stanza called name that text begins with, and sets *used to its length. */
static gboolean
read_stanza(Reader *reader, const char *name, const char *text, gsize length, guint line,
            gsize *used)
{
    gsize tag = start_tag_length(text, MIN(length, PS_STANZA_MAX_BYTES));
    gboolean head_only = reader->mark.head_only;
    GError *error = NULL;
    PsElement *stanza = NULL;
    *used = tag;
    if (tag > 0 && g_str_equal(name, "stream:stream")) {
        read_header(reader, text, tag);
        return TRUE;
    }
    if (tag > 0 && head_only)
        stanza = parse_start_tag(text, tag, &error);
    else
        stanza = ps_stanza_parse(text, length, used, &error);
    if (stanza == NULL) {
        g_set_error(&reader->error, PS_LOG_ERROR, PS_LOG_ERROR_SYNTAX, "%s:%u: in <%s>: %s",
                    ps_log_file(reader->log), line, name, error->message);
        g_error_free(error);
        return FALSE;
    }
    ps_log_add(reader->log, reader->mark.way, line, reader->mark.session, stanza)->head_only =
        head_only && text[tag - 2] != '/';
    return TRUE;
}

/* ---- Erlang binaries ---- */

/* The text of the Erlang binary whose contents begin here, without backslashes; *used becomes the
 * length of what stands there, to the quote. NULL if it does not end. Free it. */
static char *
read_erlang(const char *text, gsize length, gsize *used)
{
    GString *out = g_string_new(NULL);
    for (gsize i = 0; i < length; i++) {
        if (text[i] == '"') {
            *used = i;
            return g_string_free(out, FALSE);
        }
        if (text[i] != '\\' || i + 1 == length) {
            g_string_append_c(out, text[i]);
            continue;
        }
        i++;
        if (text[i] == 'n' || text[i] == 'r' || text[i] == 't')
            g_string_append_c(out, ' ');
        else
            g_string_append_c(out, text[i]);
    }
    g_string_free(out, TRUE);
    return NULL;
}

/* Reads all stanzas of an Erlang binary that begins at `at`. */
static gboolean
read_binary(Reader *reader, gsize at, guint line)
{
    gsize used = 0;
    gsize most = MIN(reader->length - at, 2 * PS_STANZA_MAX_BYTES);
    g_autofree char *text = read_erlang(reader->text + at, most, &used);
    if (text == NULL) {
        g_set_error(
            &reader->error, PS_LOG_ERROR, PS_LOG_ERROR_SYNTAX,
            "%s:%u: expected the end of an Erlang binary, \"…\">>, found the end of the log",
            ps_log_file(reader->log), line);
        return FALSE;
    }
    reader->at = at + used;
    gsize length = strlen(text);
    for (gsize i = 0; i < length; i++) {
        const char *name = tag_at(text + i, length - i);
        gsize n = 0;
        if (name == NULL)
            continue;
        if (!read_stanza(reader, name, text + i, length - i, line, &n))
            return FALSE;
        i += MAX(n, 1) - 1;
    }
    return TRUE;
}

/* ---- The log ---- */

/* Reads what begins with the tag at `at`. */
static gboolean
read_tag(Reader *reader, const char *name, gsize at)
{
    gsize used = 0;
    guint line = line_of(reader, at);
    if (!read_mark(reader, at)) {
        const char *end = memchr(reader->text + at, '\n', reader->length - at);
        reader->at = end != NULL ? (gsize)(end - reader->text) : reader->length;
        return TRUE;
    }
    if (reader->mark.erlang)
        return read_binary(reader, at, line);
    if (!read_stanza(reader, name, reader->text + at, reader->length - at, line, &used))
        return FALSE;
    reader->at = at + MAX(used, 1);
    return TRUE;
}

static gboolean
read_all(Reader *reader)
{
    gsize at = 0;
    while (at < reader->length) {
        const char *next = memchr(reader->text + at, '<', reader->length - at);
        if (next == NULL)
            break;
        at = (gsize)(next - reader->text);
        const char *name = tag_at(next, reader->length - at);
        if (name != NULL && !read_tag(reader, name, at))
            return FALSE;
        at = MAX(at + 1, reader->at);
    }
    return TRUE;
}

gboolean
ps_log_read(PsLog *log, const char *text, gsize length, GError **error)
{
    g_autoptr(PsLogWords) words = ps_log_words_new();
    g_autoptr(GHashTable) servers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    Reader reader = {
        .log = log, .words = words, .servers = servers, .text = text, .length = length, .line = 1};
    gboolean fine = read_all(&reader);
    g_free(reader.mark.session);
    if (!fine)
        g_propagate_error(error, reader.error);
    return fine;
}
