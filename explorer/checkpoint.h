/* Checkpoints: files in which a search is kept, as the program reads and writes them.
 *
 * A checkpoint is a line with the version of the format, and then sections: a name of eight bytes,
 * the length of what is in it, the content, and the SHA-256 of all three. Numbers are
 * little-endian. The first section, the head, is text that says what the search is of; the last
 * one, the end, is empty. What else there is, the engines say (keeper.h).
 *
 * Whoever reads one has seen every checksum before it uses anything. The checksums find what
 * was damaged, not what was forged. */
#ifndef PS_EXPLORER_CHECKPOINT_H
#define PS_EXPLORER_CHECKPOINT_H

#include <glib.h>
#include <stdio.h>

G_BEGIN_DECLS

#define PS_CHECKPOINT_ERROR (ps_checkpoint_error_quark())
GQuark ps_checkpoint_error_quark(void);

typedef enum {
    PS_CHECKPOINT_ERROR_FOREIGN, /* no checkpoint, or of another version of the program */
    PS_CHECKPOINT_ERROR_DAMAGED, /* truncated, or not as it was written */
    PS_CHECKPOINT_ERROR_OTHER,   /* of another world, or of another engine */
    PS_CHECKPOINT_ERROR_LIMIT,   /* more states than may be */
    PS_CHECKPOINT_ERROR_MEMORY,  /* more than fits into memory, or into the limit of it */
} PsCheckpointError;

/* ---- Writing ---- */

/* A checkpoint that is being written, as PATH.part; nobody sees it under its name before it is
 * committed, and what was there before stays until then. */
typedef struct _PsCheckpointWriter PsCheckpointWriter;

/* Begins the file at path with this head. NULL and error (G_FILE_ERROR) if it cannot be, or if
 * another process is writing it. Free with ps_checkpoint_writer_free. */
PsCheckpointWriter *ps_checkpoint_writer_new(const char *path, const char *head, GError **error);

/* Removes what was not committed. */
void ps_checkpoint_writer_free(PsCheckpointWriter *writer);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsCheckpointWriter, ps_checkpoint_writer_free)

/* Begins a section, with a name of at most eight letters, into which exactly length bytes are put
 * next. Errors of writing need not be looked for before the commit. */
void ps_checkpoint_begin(PsCheckpointWriter *writer, const char *name, guint64 length);
void ps_checkpoint_put(PsCheckpointWriter *writer, gconstpointer data, gsize n);
void ps_checkpoint_put_number(PsCheckpointWriter *writer, guint64 number);

/* Writes the end, sees to it that all is on the disk, and puts it in the place of the file. FALSE
 * and error if that cannot be: then the file is as it was. */
gboolean ps_checkpoint_commit(PsCheckpointWriter *writer, GError **error);

/* ---- Reading ---- */

typedef struct _PsCheckpoint PsCheckpoint;

/* Opens the file at path and looks at its head. NULL and error (PS_CHECKPOINT_ERROR, G_FILE_ERROR)
 * if it cannot be read or is no checkpoint. Free with ps_checkpoint_free. */
PsCheckpoint *ps_checkpoint_open(const char *path, GError **error);

/* The same of a stream from its beginning, which it owns; name is for messages. */
PsCheckpoint *ps_checkpoint_open_stream(FILE *stream, const char *name, GError **error);

void ps_checkpoint_free(PsCheckpoint *checkpoint);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsCheckpoint, ps_checkpoint_free)

const char *ps_checkpoint_name(const PsCheckpoint *checkpoint);
const char *ps_checkpoint_head(const PsCheckpoint *checkpoint);

/* Reads all of it and compares the checksums; then the sections can be read, from the first one
 * after the head. FALSE and error if something is missing, changed or too much. */
gboolean ps_checkpoint_verify(PsCheckpoint *checkpoint, GError **error);

/* Goes on to the next section, which must have this name; *length becomes its length. FALSE and
 * error otherwise. */
gboolean ps_checkpoint_enter(PsCheckpoint *checkpoint, const char *name, guint64 *length,
                             GError **error);

/* Reads n bytes, or one number, of the section; FALSE and error if it has no more so many. */
gboolean ps_checkpoint_get(PsCheckpoint *checkpoint, gpointer data, gsize n, GError **error);
gboolean ps_checkpoint_get_number(PsCheckpoint *checkpoint, guint64 *number, GError **error);

/* Leaves the section, of which all must have been read. FALSE and error otherwise. */
gboolean ps_checkpoint_leave(PsCheckpoint *checkpoint, GError **error);

/* An error that says that the file is damaged, and how. FALSE. */
gboolean ps_checkpoint_fail(const PsCheckpoint *checkpoint, GError **error, const char *how);

G_END_DECLS

#endif
