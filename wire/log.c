/* Logs: what was read, and writing. The readers are in log-read.c and scansion.c. */
#include "wire/log-private.h"

G_DEFINE_QUARK(ps_log_error, ps_log_error)

struct _PsLog {
    char *file;
    GPtrArray *records; /* of PsLogRecord */
};

static void
free_record(gpointer data)
{
    PsLogRecord *record = data;
    g_free(record->session);
    ps_element_free(record->stanza);
    g_free(record);
}

void
ps_log_free(PsLog *log)
{
    if (log == NULL)
        return;
    g_free(log->file);
    g_ptr_array_unref(log->records);
    g_free(log);
}

const char *
ps_log_file(const PsLog *log)
{
    return log->file;
}

guint
ps_log_n_records(const PsLog *log)
{
    return log->records->len;
}

const PsLogRecord *
ps_log_record(const PsLog *log, guint i)
{
    g_assert(i < log->records->len);
    return g_ptr_array_index(log->records, i);
}

PsLog *
ps_log_new(const char *file)
{
    PsLog *log = g_new0(PsLog, 1);
    log->file = g_strdup(file);
    log->records = g_ptr_array_new_with_free_func(free_record);
    return log;
}

PsLogRecord *
ps_log_add(PsLog *log, PsLogWay way, guint line, const char *session, PsElement *stanza)
{
    PsLogRecord *record = g_new0(PsLogRecord, 1);
    *record = (PsLogRecord){way, line, g_strdup(session), stanza, FALSE};
    g_ptr_array_add(log->records, record);
    return record;
}

PsLog *
ps_log_parse(const char *text, gsize length, const char *file, GError **error)
{
    if (length > PS_LOG_MAX_BYTES) {
        g_set_error(error, PS_LOG_ERROR, PS_LOG_ERROR_FILE,
                    "%s: expected at most %d bytes, found %zu", file, PS_LOG_MAX_BYTES, length);
        return NULL;
    }
    g_autoptr(PsLog) log = ps_log_new(file);
    gboolean fine = g_str_has_suffix(file, ".scs") ? ps_log_read_scansion(log, text, length, error)
                                                   : ps_log_read(log, text, length, error);
    if (fine && log->records->len == 0) {
        g_set_error(error, PS_LOG_ERROR, PS_LOG_ERROR_SYNTAX,
                    "%s: expected stanzas (<presence>, <iq>), found none", file);
        return NULL;
    }
    return fine ? g_steal_pointer(&log) : NULL;
}

PsLog *
ps_log_load(const char *path, GError **error)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GError) why = NULL;
    if (g_file_get_contents(path, &text, &length, &why))
        return ps_log_parse(text, length, path, error);
    g_set_error(error, PS_LOG_ERROR, PS_LOG_ERROR_FILE, "%s: cannot be read: %s", path,
                why->message);
    return NULL;
}

char *
ps_log_line(PsLogWay way, const char *who, const char *stanza)
{
    switch (way) {
    case PS_LOG_FROM_CLIENT:
        return g_strdup_printf("%s C: %s\n", who, stanza);
    case PS_LOG_TO_CLIENT:
        return g_strdup_printf("%s S: %s\n", who, stanza);
    case PS_LOG_S2S_OUT:
        return g_strdup_printf("S2S out: %s\n", stanza);
    case PS_LOG_S2S_IN:
        return g_strdup_printf("S2S in: %s\n", stanza);
    default:
        return g_strdup_printf("%s\n", stanza);
    }
}
