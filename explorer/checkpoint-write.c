/* Checkpoints: what writes them. */
#include "explorer/checkpoint-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* What is collected before it is written. */
#define BUFFER ((gsize)1 << 16)

struct _PsCheckpointWriter {
    char *target;
    char *part; /* what becomes it; NULL once it has */
    int descriptor;
    int failed;          /* errno of the first failure, or 0 */
    GChecksum *checksum; /* of the section */
    guint64 left;        /* bytes that the section still has to get */
    gsize collected;
    guint8 buffer[BUFFER];
};

static gboolean
fail(GError **error, int cause, const char *what, const char *path)
{
    g_autofree char *name = g_filename_display_name(path);
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(cause), "%s: cannot %s: %s",
                name, what, cause == EWOULDBLOCK ? "another process does" : g_strerror(cause));
    return FALSE;
}

/* ---- Bytes ---- */

static void
write_out(PsCheckpointWriter *writer)
{
    gsize done = 0;
    while (writer->failed == 0 && done < writer->collected) {
        gssize n = write(writer->descriptor, writer->buffer + done, writer->collected - done);
        if (n >= 0)
            done += (gsize)n;
        else if (errno != EINTR)
            writer->failed = errno;
    }
    writer->collected = 0;
}

/* All that is in the buffer belongs to the section, if there is one. */
static void
put_bytes(PsCheckpointWriter *writer, gconstpointer data, gsize n)
{
    const guint8 *bytes = data;
    while (n > 0) {
        gsize fits = MIN(n, BUFFER - writer->collected);
        memcpy(writer->buffer + writer->collected, bytes, fits);
        writer->collected += fits;
        bytes += fits;
        n -= fits;
        if (writer->collected == BUFFER) {
            if (writer->checksum != NULL)
                g_checksum_update(writer->checksum, writer->buffer, (gssize)BUFFER);
            write_out(writer);
        }
    }
}

/* Ends the section, if one was begun: its checksum follows. */
static void
end_section(PsCheckpointWriter *writer)
{
    guint8 digest[PS_CHECKPOINT_DIGEST];
    gsize n = sizeof digest;
    if (writer->checksum == NULL)
        return;
    g_assert(writer->left == 0 && "a section gets as many bytes as were announced");
    g_checksum_update(writer->checksum, writer->buffer, (gssize)writer->collected);
    g_checksum_get_digest(writer->checksum, digest, &n);
    g_clear_pointer(&writer->checksum, g_checksum_free);
    put_bytes(writer, digest, n);
}

void
ps_checkpoint_begin(PsCheckpointWriter *writer, const char *name, guint64 length)
{
    char padded[PS_CHECKPOINT_NAME + 1];
    guint64 number = GUINT64_TO_LE(length);
    end_section(writer);
    write_out(writer); /* the checksum begins with the buffer */
    writer->checksum = g_checksum_new(G_CHECKSUM_SHA256);
    ps_checkpoint_name_section(padded, name);
    put_bytes(writer, padded, PS_CHECKPOINT_NAME);
    put_bytes(writer, &number, sizeof number);
    writer->left = length;
}

void
ps_checkpoint_put(PsCheckpointWriter *writer, gconstpointer data, gsize n)
{
    g_assert(n <= writer->left);
    writer->left -= n;
    put_bytes(writer, data, n);
}

void
ps_checkpoint_put_number(PsCheckpointWriter *writer, guint64 number)
{
    guint64 little = GUINT64_TO_LE(number);
    ps_checkpoint_put(writer, &little, sizeof little);
}

/* ---- Files ---- */

/* FALSE, and errno, if the file that was opened has got another name meanwhile. */
static gboolean
is_there(const PsCheckpointWriter *writer)
{
    struct stat ours, named;
    if (fstat(writer->descriptor, &ours) != 0 || stat(writer->part, &named) != 0)
        return FALSE;
    errno = EWOULDBLOCK;
    return ours.st_dev == named.st_dev && ours.st_ino == named.st_ino;
}

/* FALSE if the file has something else in it than a checkpoint or the beginning of one. */
static gboolean
is_ours(const PsCheckpointWriter *writer)
{
    static const char magic[] = PS_CHECKPOINT_MAGIC;
    char there[sizeof magic - 1];
    gssize n = pread(writer->descriptor, there, sizeof there, 0);
    if (n >= 0 && memcmp(there, magic, (gsize)n) == 0)
        return TRUE;
    errno = n < 0 ? errno : EEXIST;
    return FALSE;
}

/* Begins the file PATH.part, over what a process that was killed may have left of it. FALSE, and
 * errno, if that cannot be or another process is at it. */
static gboolean
open_part(PsCheckpointWriter *writer)
{
    writer->part = g_strconcat(writer->target, ".part", NULL);
    writer->descriptor = open(writer->part, O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (writer->descriptor >= 0 && flock(writer->descriptor, LOCK_EX | LOCK_NB) == 0) {
        if (is_there(writer) && is_ours(writer) && ftruncate(writer->descriptor, 0) == 0)
            return TRUE;
    }
    int cause = errno;
    g_clear_pointer(&writer->part, g_free); /* it is not ours */
    errno = cause;
    return FALSE;
}

PsCheckpointWriter *
ps_checkpoint_writer_new(const char *path, const char *head, GError **error)
{
    g_autoptr(PsCheckpointWriter) writer = g_new0(PsCheckpointWriter, 1);
    char *target = realpath(path, NULL); /* what a symbolic link points at is replaced */
    writer->target = g_strdup(target != NULL ? target : path);
    writer->descriptor = -1;
    free(target);
    if (g_file_test(writer->target, G_FILE_TEST_EXISTS) &&
        !g_file_test(writer->target, G_FILE_TEST_IS_REGULAR)) {
        g_autofree char *name = g_filename_display_name(path);
        g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_INVAL,
                    "%s: expected a file to write a checkpoint to, found %s", name,
                    g_file_test(path, G_FILE_TEST_IS_DIR) ? "a folder" : "something else");
        return NULL;
    }
    errno = ENOENT;
    if (path[0] == '\0' || !open_part(writer)) {
        fail(error, errno, "write it", path);
        return NULL;
    }
    static const char magic[] = PS_CHECKPOINT_MAGIC PS_CHECKPOINT_FORMAT "\n";
    put_bytes(writer, magic, sizeof magic - 1);
    ps_checkpoint_begin(writer, "head", strlen(head));
    ps_checkpoint_put(writer, head, strlen(head));
    return g_steal_pointer(&writer);
}

void
ps_checkpoint_writer_free(PsCheckpointWriter *writer)
{
    if (writer == NULL)
        return;
    if (writer->part != NULL)
        g_unlink(writer->part);
    if (writer->descriptor >= 0)
        close(writer->descriptor);
    g_clear_pointer(&writer->checksum, g_checksum_free);
    g_free(writer->target);
    g_free(writer->part);
    g_free(writer);
}

/* A file is found under its new name after a crash only if the folder is on the disk as well. */
static void
sync_folder(const char *path)
{
    g_autofree char *folder = g_path_get_dirname(path);
    int descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (descriptor < 0)
        return;
    fsync(descriptor);
    close(descriptor);
}

gboolean
ps_checkpoint_commit(PsCheckpointWriter *writer, GError **error)
{
    ps_checkpoint_begin(writer, PS_CHECKPOINT_END, 0);
    end_section(writer);
    write_out(writer);
    if (writer->failed == 0 && fsync(writer->descriptor) != 0)
        writer->failed = errno;
    if (writer->failed == 0 && g_rename(writer->part, writer->target) != 0)
        writer->failed = errno;
    if (writer->failed != 0)
        return fail(error, writer->failed, "write it", writer->target);
    sync_folder(writer->target);
    g_clear_pointer(&writer->part, g_free);
    return TRUE;
}
