/* Files: finding profiles, and writing output. */
#include "cli/files.h"

#include "cli/output.h"
#include "model/nearest.h"

#include <dlfcn.h>
#include <string.h>

#define SUFFIX ".profile"
#define SERVER_SUFFIX ".server"

/* The file that this code is in: the program, or a plug-in of another one. Free it. */
static char *
own_file(void)
{
    static const char here;
    Dl_info info;
    if (dladdr(&here, &info) != 0 && g_str_has_suffix(info.dli_fname, ".so"))
        return g_canonicalize_filename(info.dli_fname, NULL);
    return g_file_read_link("/proc/self/exe", NULL);
}

/* A folder of data: beside the program as installed (bin, share/presub/NAME), or in the source tree
 * that it was built in. NULL if there is none; free it. */
static char *
data_folder(const char *installed, const char *in_tree)
{
    static const char *const ups[] = {"..", "../..", "../../.."};
    g_autofree char *program = own_file();
    g_autofree char *folder = program != NULL ? g_path_get_dirname(program) : NULL;
    for (guint i = 0; folder != NULL && i <= G_N_ELEMENTS(ups); i++) {
        g_autofree char *relative = i == 0 ? g_build_filename("../share/presub", installed, NULL)
                                           : g_build_filename(ups[i - 1], in_tree, NULL);
        char *place = g_canonicalize_filename(relative, folder);
        if (g_file_test(place, G_FILE_TEST_IS_DIR))
            return place;
        g_free(place);
    }
    return NULL;
}

static char *
profile_folder(void)
{
    return data_folder("profiles", "model/profiles");
}

static int
compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The names of the files in a folder, which may be NULL, without the suffix that they have; sorted
 * and NULL-terminated. Free with g_strfreev. */
static char **
list_folder(const char *folder, const char *suffix)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new();
    g_autoptr(GDir) dir = folder != NULL ? g_dir_open(folder, 0, NULL) : NULL;
    for (const char *file; dir != NULL && (file = g_dir_read_name(dir)) != NULL;)
        if (g_str_has_suffix(file, suffix))
            g_ptr_array_add(names, g_strndup(file, strlen(file) - strlen(suffix)));
    g_ptr_array_sort(names, compare_names);
    g_ptr_array_add(names, NULL);
    return (char **)g_ptr_array_free(g_steal_pointer(&names), FALSE);
}

char **
ps_files_list_profiles(void)
{
    g_autofree char *folder = profile_folder();
    return list_folder(folder, SUFFIX);
}

char *
ps_files_find_profile(const char *name, GError **error)
{
    if (strchr(name, '/') != NULL || g_str_has_suffix(name, SUFFIX))
        return g_strdup(name);
    g_autofree char *folder = profile_folder();
    g_autofree char *file = g_strconcat(name, SUFFIX, NULL);
    g_autofree char *path = folder != NULL ? g_build_filename(folder, file, NULL) : NULL;
    if (path != NULL && g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer(&path);
    g_auto(GStrv) known = ps_files_list_profiles();
    g_autofree char *names = g_strjoinv(", ", known);
    g_autofree char *hint = ps_nearest_hint(name, (const char *const *)known);
    g_set_error(error, PS_PROFILE_ERROR, PS_PROFILE_ERROR_FILE,
                "expected a profile (%s) or the path of one, found “%s”%s", names, name, hint);
    return NULL;
}

char *
ps_files_find_server(const char *name, GError **error)
{
    g_autofree char *folder = data_folder("servers", "wire/servers");
    if (strchr(name, '/') != NULL || g_str_has_suffix(name, SERVER_SUFFIX))
        return g_strdup(name);
    g_autofree char *file = g_strconcat(name, SERVER_SUFFIX, NULL);
    g_autofree char *path = folder != NULL ? g_build_filename(folder, file, NULL) : NULL;
    if (path != NULL && g_file_test(path, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer(&path);
    g_auto(GStrv) known = list_folder(folder, SERVER_SUFFIX);
    g_autofree char *names = g_strjoinv(", ", known);
    g_autofree char *hint = ps_nearest_hint(name, (const char *const *)known);
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_NOENT,
                "expected a server that can be started (%s) or the path of its description, found "
                "“%s”%s",
                names, name, hint);
    return NULL;
}

PsProfile *
ps_files_load_profile(const char *name, GError **error)
{
    g_autofree char *path = ps_files_find_profile(name, error);
    return path != NULL ? ps_profile_load(path, error) : NULL;
}

GBytes *
ps_files_read_once(GHashTable *texts, const char *path, GError **error)
{
    GBytes *bytes = g_hash_table_lookup(texts, path);
    char *text = NULL;
    gsize length = 0;
    if (bytes != NULL || !g_file_get_contents(path, &text, &length, error))
        return bytes;
    bytes = g_bytes_new_take(text, length);
    g_hash_table_insert(texts, g_strdup(path), bytes);
    return bytes;
}

gboolean
ps_files_make_folder(const char *folder, GError **error)
{
    if (g_mkdir_with_parents(folder, 0777) == 0)
        return TRUE;
    g_set_error(error, G_FILE_ERROR, G_FILE_ERROR_FAILED, "cannot make the folder “%s”: %s", folder,
                g_strerror(errno));
    return FALSE;
}

char *
ps_files_stem(const char *path)
{
    char *name = g_path_get_basename(path);
    char *dot = strrchr(name, '.');
    if (dot != NULL && dot != name)
        *dot = '\0';
    return name;
}

gboolean
ps_files_write(const char *path, const char *data, gsize length, GError **error)
{
    g_autoptr(PsOutput) output = ps_output_new(path, error);
    if (output == NULL)
        return FALSE;
    fwrite(data, 1, length, ps_output_stream(output));
    return ps_output_commit(output, error);
}
