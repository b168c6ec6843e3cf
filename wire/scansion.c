/* Scansion scripts (.scs), the tests of Prosody: who the clients are, and what each of them sends
 * and receives, in order.
 *
 *     [Client] Romeo
 *         jid: romeo@localhost
 *         password: password
 *     -----
 *     Romeo connects
 *     Romeo sends:
 *         <presence to="${Juliet's JID}" type="subscribe"/>
 *     Romeo receives:
 *         <iq type="set" id="{scansion:any}">…</iq>
 *     Romeo disconnects */
#include "wire/log-private.h"

#include <string.h>

typedef struct {
    char *name;
    char *jid; /* NULL until it is said */
} Client;

typedef struct {
    PsLog *log;
    GArray *clients; /* of Client */
    char **lines;
    guint at; /* the line that is read, from 0 */
    GError **error;
} Reader;

static gboolean G_GNUC_PRINTF(2, 3) fail(Reader *reader, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    g_autofree char *clean = ps_stanza_clean(message);
    g_set_error(reader->error, PS_LOG_ERROR, PS_LOG_ERROR_SYNTAX, "%s:%u: %s",
                ps_log_file(reader->log), reader->at + 1, clean);
    return FALSE;
}

static void
clear_client(gpointer data)
{
    Client *client = data;
    g_free(client->name);
    g_free(client->jid);
}

/* ---- Clients ---- */

/* Reads "jid: romeo@localhost" of the client that was named last; other keys do not matter. */
static gboolean
read_key(Reader *reader, const char *line)
{
    const char *colon = strchr(line, ':');
    if (reader->clients->len == 0)
        return fail(reader, "expected “[Client] NAME”, found “%s”", line);
    Client *client = &g_array_index(reader->clients, Client, reader->clients->len - 1);
    if (colon == NULL)
        return fail(reader, "expected “KEY: VALUE” or a line of dashes, found “%s”", line);
    if (!g_str_has_prefix(line, "jid:"))
        return TRUE;
    g_free(client->jid);
    client->jid = g_strstrip(g_strdup(colon + 1));
    return client->jid[0] != '\0' || fail(reader, "expected a JID after “jid:”, found nothing");
}

static gboolean
read_client(Reader *reader, const char *line)
{
    if (!g_str_has_prefix(line, "[Client]"))
        return read_key(reader, line);
    Client client = {g_strstrip(g_strdup(line + strlen("[Client]"))), NULL};
    g_array_append_val(reader->clients, client);
    return client.name[0] != '\0' || fail(reader, "expected a name after “[Client]”, found none");
}

/* Reads up to the line of dashes. */
static gboolean
read_clients(Reader *reader)
{
    for (; reader->lines[reader->at] != NULL; reader->at++) {
        g_autofree char *line = g_strstrip(g_strdup(reader->lines[reader->at]));
        if (line[0] == '\0' || line[0] == '#')
            continue;
        if (g_str_has_prefix(line, "---")) {
            reader->at++;
            break;
        }
        if (!read_client(reader, line))
            return FALSE;
    }
    for (guint i = 0; i < reader->clients->len; i++)
        if (g_array_index(reader->clients, Client, i).jid == NULL)
            return fail(reader, "expected a line “jid:” for %s, found none",
                        g_array_index(reader->clients, Client, i).name);
    return reader->clients->len > 0 ||
           fail(reader, "expected “[Client] NAME”, found the end of the script");
}

/* ---- What they do ---- */

/* The client whose name the line begins with, the longest name if there are several; *verb is what
 * stands behind it. NULL if it is none. */
static const Client *
find_client(const Reader *reader, const char *line, const char **verb)
{
    const Client *found = NULL;
    gsize longest = 0;
    for (guint i = 0; i < reader->clients->len; i++) {
        const Client *client = &g_array_index(reader->clients, Client, i);
        gsize length = strlen(client->name);
        if (length <= longest || !g_str_has_prefix(line, client->name) || line[length] != ' ')
            continue;
        found = client;
        longest = length;
        *verb = line + length + 1;
    }
    return found;
}

/* The value of "Romeo's JID" or "Romeo's full JID"; NULL if it is neither. Free it. */
static char *
value_of(const Reader *reader, const char *name)
{
    for (guint i = 0; i < reader->clients->len; i++) {
        const Client *client = &g_array_index(reader->clients, Client, i);
        gsize length = strlen(client->name);
        if (!g_str_has_prefix(name, client->name))
            continue;
        if (g_str_equal(name + length, "'s JID"))
            return g_strndup(client->jid, strcspn(client->jid, "/"));
        if (g_str_equal(name + length, "'s full JID"))
            return strchr(client->jid, '/') != NULL
                       ? g_strdup(client->jid)
                       : g_strdup_printf("%s/%s", client->jid, client->name);
    }
    return NULL;
}

/* The text with ${…} replaced. Free it. */
static char *
substitute(const Reader *reader, const char *text)
{
    GString *out = g_string_new(NULL);
    while (*text != '\0') {
        const char *end = g_str_has_prefix(text, "${") ? strchr(text, '}') : NULL;
        g_autofree char *name = end != NULL ? g_strndup(text + 2, (gsize)(end - text - 2)) : NULL;
        g_autofree char *value = name != NULL ? value_of(reader, name) : NULL;
        if (value == NULL) {
            g_string_append_c(out, *text++);
            continue;
        }
        g_autofree char *escaped = g_markup_escape_text(value, -1);
        g_string_append(out, escaped);
        text = end + 1;
    }
    return g_string_free(out, FALSE);
}

/* Reads the stanza in the indented lines that follow; reader->at is left on the last of them. */
static gboolean
read_stanza(Reader *reader, const Client *client, PsLogWay way)
{
    g_autoptr(GString) text = g_string_new(NULL);
    guint line = reader->at + 2;
    for (const char *next; (next = reader->lines[reader->at + 1]) != NULL &&
                           (next[0] == '\0' || g_ascii_isspace(next[0]));
         reader->at++)
        g_string_append_printf(text, "%s\n", next);
    g_autofree char *replaced = substitute(reader, g_strstrip(text->str));
    g_autoptr(GError) why = NULL;
    gsize used = 0;
    PsElement *stanza = ps_stanza_parse(replaced, strlen(replaced), &used, &why);
    if (stanza == NULL) {
        reader->at = line - 2;
        return fail(reader, "in what %s %s: %s", client->name,
                    way == PS_LOG_FROM_CLIENT ? "sends" : "receives", why->message);
    }
    ps_log_add(reader->log, way, line, client->jid, stanza);
    return TRUE;
}

/* A server says that somebody is gone who does not say it. */
static void
add_end(Reader *reader, const Client *client)
{
    static const char text[] = "<presence type='unavailable'/>";
    gsize used = 0;
    PsElement *stanza = ps_stanza_parse(text, strlen(text), &used, NULL);
    ps_log_add(reader->log, PS_LOG_FROM_CLIENT, reader->at + 1, client->jid, stanza);
}

static gboolean
read_line(Reader *reader)
{
    g_autofree char *line = g_strchomp(g_strdup(reader->lines[reader->at]));
    const char *verb = NULL;
    if (g_strstrip(line)[0] == '\0' || line[0] == '#')
        return TRUE;
    const Client *client = find_client(reader, line, &verb);
    if (client == NULL)
        return fail(reader, "expected the name of a client, found “%s”", line);
    if (g_str_equal(verb, "connects"))
        return TRUE;
    if (g_str_equal(verb, "sends") || g_str_equal(verb, "sends:"))
        return read_stanza(reader, client, PS_LOG_FROM_CLIENT);
    if (g_str_equal(verb, "receives") || g_str_equal(verb, "receives:"))
        return read_stanza(reader, client, PS_LOG_TO_CLIENT);
    if (!g_str_equal(verb, "disconnects"))
        return fail(reader, "expected connects, sends:, receives: or disconnects, found “%s”",
                    verb);
    add_end(reader, client);
    return TRUE;
}

gboolean
ps_log_read_scansion(PsLog *log, const char *text, gsize length, GError **error)
{
    g_autofree char *copy = g_strndup(text, length); /* it ends at a byte of 0, if there is one */
    g_auto(GStrv) lines = g_strsplit(copy, "\n", -1);
    g_autoptr(GArray) clients = g_array_new(FALSE, FALSE, sizeof(Client));
    g_array_set_clear_func(clients, clear_client);
    Reader reader = {.log = log, .clients = clients, .lines = lines, .error = error};
    if (!read_clients(&reader))
        return FALSE;
    for (; reader.lines[reader.at] != NULL; reader.at++)
        if (!read_line(&reader))
            return FALSE;
    return TRUE;
}
