/* Files: finding profiles by name, naming files, and writing output in one piece. */
#ifndef PS_CLI_FILES_H
#define PS_CLI_FILES_H

#include "model/profile.h"

/* Loads the profile called name: a path if it has a slash or ends in .profile, otherwise the name
 * of one that is installed or in the source tree. NULL and error if there is none or it is wrong.
 */
PsProfile *ps_files_load_profile(const char *name, GError **error);

/* The bytes of the file at path, which is read when they are first asked for: later files of the
 * same path are as that one was. texts has what was read (GBytes by path), and owns it. NULL and
 * error if it cannot be read. */
GBytes *ps_files_read_once(GHashTable *texts, const char *path, GError **error);

/* Where the profile called name is, by the same rule; it may not exist if name is a path. Free it.
 */
char *ps_files_find_profile(const char *name, GError **error);

/* Where the description of a server that can be started is: a path if it has a slash or ends in
 * .server, otherwise the name of one that is installed or in the source tree. NULL and error if
 * there is none. Free it. */
char *ps_files_find_server(const char *name, GError **error);

/* The names of all installed profiles, sorted and NULL-terminated. Free with g_strfreev. */
char **ps_files_list_profiles(void);

/* Makes the folder and those that it is in, as far as they are not there. FALSE and error if it
 * cannot be made. */
gboolean ps_files_make_folder(const char *folder, GError **error);

/* What the file at path is called, without its folder and its last suffix. Free it. */
char *ps_files_stem(const char *path);

/* Writes the data to the file at path, or to standard output for "-" and NULL. A file is either
 * replaced as a whole or left as it was. */
gboolean ps_files_write(const char *path, const char *data, gsize length, GError **error);

#endif
