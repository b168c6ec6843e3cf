/* Output: files that are written in one piece or not at all. */
#include "cli/output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdlib.h>

struct _PsOutput {
    FILE *stream;
    char *name;      /* for messages */
    char *target;    /* the file that is replaced; NULL for what is no file */
    char *temporary; /* what becomes it; NULL once it has */
};

static gboolean
fail(GError **error, const char *what, const char *name)
{
    g_set_error(error, G_FILE_ERROR, (gint)g_file_error_from_errno(errno), "cannot %s %s: %s", what,
                name, g_strerror(errno));
    return FALSE;
}

/* Begins another file beside the target: in the same folder, as only that can be renamed. */
static FILE *
open_temporary(PsOutput *output)
{
    output->temporary = g_strconcat(output->target, ".XXXXXX", NULL);
    int descriptor = g_mkstemp_full(output->temporary, O_WRONLY | O_CLOEXEC, 0666);
    if (descriptor >= 0)
        return fdopen(descriptor, "w");
    g_clear_pointer(&output->temporary, g_free);
    return NULL;
}

gboolean
ps_output_is_standard(const char *path)
{
    return path == NULL || g_str_equal(path, "-");
}

PsOutput *
ps_output_new(const char *path, GError **error)
{
    g_autoptr(PsOutput) output = g_new0(PsOutput, 1);
    gboolean is_standard = ps_output_is_standard(path);
    output->name = g_strdup(is_standard ? "standard output" : path);
    if (is_standard) {
        output->stream = stdout;
    } else if (g_file_test(path, G_FILE_TEST_EXISTS) &&
               !g_file_test(path, G_FILE_TEST_IS_REGULAR)) {
        output->stream = fopen(path, "we");
    } else {
        char *target = realpath(path, NULL); /* what a symbolic link points at is replaced */
        output->target = g_strdup(target != NULL ? target : path);
        free(target);
        output->stream = open_temporary(output);
    }
    if (output->stream != NULL)
        return g_steal_pointer(&output);
    fail(error, "open", output->name);
    return NULL;
}

/* Closes what is ours to be closed; FALSE, and errno, if it could not all be written. */
static gboolean
finish(PsOutput *output)
{
    FILE *stream = g_steal_pointer(&output->stream);
    gboolean written = fflush(stream) == 0 && !ferror(stream);
    int cause = errno;
    if (stream != stdout && fclose(stream) != 0)
        written = FALSE;
    else
        errno = cause;
    return written;
}

gboolean
ps_output_commit(PsOutput *output, GError **error)
{
    if (!finish(output))
        return fail(error, "write to", output->name);
    if (output->target == NULL)
        return TRUE;
    if (g_rename(output->temporary, output->target) != 0)
        return fail(error, "replace", output->name);
    g_clear_pointer(&output->temporary, g_free);
    return TRUE;
}

FILE *
ps_output_stream(const PsOutput *output)
{
    return output->stream;
}

void
ps_output_free(PsOutput *output)
{
    if (output == NULL)
        return;
    if (output->stream != NULL)
        finish(output);
    if (output->temporary != NULL)
        g_unlink(output->temporary);
    g_free(output->name);
    g_free(output->target);
    g_free(output->temporary);
    g_free(output);
}
