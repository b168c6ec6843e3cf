/* Checkpoints: what reads them. */
#include "explorer/checkpoint-private.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

struct _PsCheckpoint {
    FILE *stream;
    char *name;
    char *head;
    guint64 length; /* of the section that is being read, */
    guint64 left;   /* and what is left of it */
    char section[PS_CHECKPOINT_NAME + 1];
    GChecksum *checksum; /* of the section, while that is compared; or NULL */
    long first;          /* where the section after the head begins */
};

/* Much more than any head has. */
#define MAX_HEAD (64u << 10)

G_DEFINE_QUARK(ps - checkpoint - error - quark, ps_checkpoint_error)

gboolean
ps_checkpoint_fail(const PsCheckpoint *checkpoint, GError **error, const char *how)
{
    g_set_error(error, PS_CHECKPOINT_ERROR, PS_CHECKPOINT_ERROR_DAMAGED,
                "%s: expected a whole checkpoint, found one that is truncated or damaged: %s",
                checkpoint->name, how);
    return FALSE;
}

/* The same of the section that is being read. */
static gboolean
fail_section(const PsCheckpoint *checkpoint, GError **error, const char *how)
{
    g_autofree char *name = g_strescape(checkpoint->section, NULL);
    g_autofree char *text = g_strdup_printf("its section “%s” %s", g_strchomp(name), how);
    return ps_checkpoint_fail(checkpoint, error, text);
}

/* ---- Sections ---- */

static gboolean
read_bytes(PsCheckpoint *checkpoint, gpointer data, gsize n, GError **error)
{
    if (fread(data, 1, n, checkpoint->stream) != n)
        return fail_section(checkpoint, error, "ends too early");
    if (checkpoint->checksum != NULL)
        g_checksum_update(checkpoint->checksum, data, (gssize)n);
    return TRUE;
}

/* Begins the next section, whatever it is called. */
static gboolean
begin(PsCheckpoint *checkpoint, GError **error)
{
    guint64 length = 0;
    char name[PS_CHECKPOINT_NAME] = {0};
    if (!read_bytes(checkpoint, name, sizeof name, error) ||
        !read_bytes(checkpoint, &length, sizeof length, error))
        return FALSE;
    memcpy(checkpoint->section, name, sizeof name);
    checkpoint->length = checkpoint->left = GUINT64_FROM_LE(length);
    return TRUE;
}

static gboolean
get_bytes(PsCheckpoint *checkpoint, gpointer data, gsize n, GError **error)
{
    if (n > checkpoint->left)
        return fail_section(checkpoint, error, "is too short");
    checkpoint->left -= n;
    return read_bytes(checkpoint, data, n, error);
}

/* Compares the checksum of the section, all of which was read. */
static gboolean
compare(PsCheckpoint *checkpoint, GError **error)
{
    guint8 written[PS_CHECKPOINT_DIGEST], found[PS_CHECKPOINT_DIGEST];
    gsize n = sizeof found;
    g_checksum_get_digest(checkpoint->checksum, found, &n);
    g_clear_pointer(&checkpoint->checksum, g_checksum_free);
    if (!read_bytes(checkpoint, written, sizeof written, error))
        return FALSE;
    return memcmp(written, found, n) == 0 ||
           fail_section(checkpoint, error, "has another checksum");
}

/* Reads a section that is not wanted, and compares its checksum. */
static gboolean
verify_section(PsCheckpoint *checkpoint, GError **error)
{
    static const gsize n = (gsize)1 << 16;
    g_autofree guint8 *buffer = g_malloc(n);
    checkpoint->checksum = g_checksum_new(G_CHECKSUM_SHA256);
    if (!begin(checkpoint, error))
        return FALSE;
    while (checkpoint->left > 0)
        if (!get_bytes(checkpoint, buffer, (gsize)MIN(checkpoint->left, n), error))
            return FALSE;
    return compare(checkpoint, error);
}

/* ---- Opening ---- */

static void
note_section(PsCheckpoint *checkpoint, const char *name)
{
    ps_checkpoint_name_section(checkpoint->section, name);
}

/* The first line: what it is, and of which format. */
static gboolean
read_magic(PsCheckpoint *checkpoint, GError **error)
{
    char line[64] = "";
    gboolean ends = fgets(line, sizeof line, checkpoint->stream) != NULL;
    if (g_str_equal(line, PS_CHECKPOINT_MAGIC PS_CHECKPOINT_FORMAT "\n"))
        return TRUE;
    if (!ends || !g_str_has_prefix(line, PS_CHECKPOINT_MAGIC) || strchr(line, '\n') == NULL) {
        g_set_error(error, PS_CHECKPOINT_ERROR, PS_CHECKPOINT_ERROR_FOREIGN,
                    "%s: expected a checkpoint of presub, found something else", checkpoint->name);
        return FALSE;
    }
    g_autofree char *format = g_strescape(g_strchomp(line + strlen(PS_CHECKPOINT_MAGIC)), NULL);
    g_set_error(error, PS_CHECKPOINT_ERROR, PS_CHECKPOINT_ERROR_FOREIGN,
                "%s: expected a checkpoint of format " PS_CHECKPOINT_FORMAT ", found format %s",
                checkpoint->name, format);
    return FALSE;
}

static gboolean
read_head(PsCheckpoint *checkpoint, GError **error)
{
    note_section(checkpoint, "head");
    checkpoint->checksum = g_checksum_new(G_CHECKSUM_SHA256);
    if (!begin(checkpoint, error))
        return FALSE;
    gsize length = (gsize)MIN(checkpoint->length, MAX_HEAD + 1);
    g_autofree char *head = g_malloc0(length + 1);
    if (length > MAX_HEAD)
        return fail_section(checkpoint, error, "is too long");
    if (!get_bytes(checkpoint, head, length, error) || !compare(checkpoint, error))
        return FALSE;
    if (strlen(head) != length || !g_utf8_validate(head, -1, NULL))
        return fail_section(checkpoint, error, "is no text");
    checkpoint->head = g_steal_pointer(&head);
    checkpoint->first = ftell(checkpoint->stream);
    return TRUE;
}

PsCheckpoint *
ps_checkpoint_open_stream(FILE *stream, const char *name, GError **error)
{
    g_autoptr(PsCheckpoint) checkpoint = g_new0(PsCheckpoint, 1);
    checkpoint->stream = stream;
    checkpoint->name = g_filename_display_name(name);
    if (!read_magic(checkpoint, error) || !read_head(checkpoint, error))
        return NULL;
    return g_steal_pointer(&checkpoint);
}

PsCheckpoint *
ps_checkpoint_open(const char *path, GError **error)
{
    struct stat what;
    g_autofree char *name = g_filename_display_name(path);
    FILE *stream = fopen(path, "rbe");
    if (stream == NULL || fstat(fileno(stream), &what) != 0) {
        g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno),
                    "%s: cannot read it: %s", name, g_strerror(errno));
    } else if (!S_ISREG(what.st_mode)) {
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL, "%s: expected a file, found %s", name,
                    S_ISDIR(what.st_mode) ? "a folder" : "something else");
    } else {
        return ps_checkpoint_open_stream(stream, path, error);
    }
    if (stream != NULL)
        fclose(stream);
    return NULL;
}

void
ps_checkpoint_free(PsCheckpoint *checkpoint)
{
    if (checkpoint == NULL)
        return;
    fclose(checkpoint->stream);
    g_free(checkpoint->name);
    g_free(checkpoint->head);
    g_clear_pointer(&checkpoint->checksum, g_checksum_free);
    g_free(checkpoint);
}

const char *
ps_checkpoint_name(const PsCheckpoint *checkpoint)
{
    return checkpoint->name;
}

const char *
ps_checkpoint_head(const PsCheckpoint *checkpoint)
{
    return checkpoint->head;
}

gboolean
ps_checkpoint_verify(PsCheckpoint *checkpoint, GError **error)
{
    char end[PS_CHECKPOINT_NAME + 1];
    ps_checkpoint_name_section(end, PS_CHECKPOINT_END);
    do {
        note_section(checkpoint, "");
        if (!verify_section(checkpoint, error))
            return FALSE;
    } while (memcmp(checkpoint->section, end, sizeof end) != 0);
    if (getc(checkpoint->stream) != EOF)
        return ps_checkpoint_fail(checkpoint, error, "something follows its end");
    if (fseek(checkpoint->stream, checkpoint->first, SEEK_SET) != 0)
        return ps_checkpoint_fail(checkpoint, error, g_strerror(errno));
    return TRUE;
}

/* ---- Reading ---- */

gboolean
ps_checkpoint_enter(PsCheckpoint *checkpoint, const char *name, guint64 *length, GError **error)
{
    char wanted[PS_CHECKPOINT_NAME + 1];
    ps_checkpoint_name_section(wanted, name);
    note_section(checkpoint, name);
    if (!begin(checkpoint, error))
        return FALSE;
    if (memcmp(checkpoint->section, wanted, sizeof wanted) != 0)
        return fail_section(checkpoint, error, "stands in the place of another one");
    *length = checkpoint->length;
    return TRUE;
}

gboolean
ps_checkpoint_get(PsCheckpoint *checkpoint, gpointer data, gsize n, GError **error)
{
    return get_bytes(checkpoint, data, n, error);
}

gboolean
ps_checkpoint_get_number(PsCheckpoint *checkpoint, guint64 *number, GError **error)
{
    guint64 read = 0;
    if (!get_bytes(checkpoint, &read, sizeof read, error))
        return FALSE;
    *number = GUINT64_FROM_LE(read);
    return TRUE;
}

gboolean
ps_checkpoint_leave(PsCheckpoint *checkpoint, GError **error)
{
    guint8 digest[PS_CHECKPOINT_DIGEST]; /* compared before */
    if (checkpoint->left > 0)
        return fail_section(checkpoint, error, "is too long");
    return read_bytes(checkpoint, digest, sizeof digest, error);
}
