/* Output: files that are written in one piece or not at all. */
#ifndef PS_CLI_OUTPUT_H
#define PS_CLI_OUTPUT_H

#include <glib.h>
#include <stdio.h>

/* A file that is being written. Nobody sees it under its name before it is committed. */
typedef struct _PsOutput PsOutput;

/* TRUE if what is written to path goes to standard output: "-" and NULL. */
gboolean ps_output_is_standard(const char *path);

/* Begins the file at path, or what goes to standard output for "-" and NULL. What is there and no
 * file (a terminal, a pipe, /dev/null) is written to at once and not replaced. NULL and error
 * (G_FILE_ERROR) if it cannot be. Free with ps_output_free. */
PsOutput *ps_output_new(const char *path, GError **error);

/* Removes what was not committed. */
void ps_output_free(PsOutput *output);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsOutput, ps_output_free)

/* Where to write; errors of writing need not be looked for before the commit. */
FILE *ps_output_stream(const PsOutput *output);

/* Puts what was written in the place of the file. FALSE and error if any of it could not be
 * written: then the file is as it was. Nothing more may be written. */
gboolean ps_output_commit(PsOutput *output, GError **error);

#endif
