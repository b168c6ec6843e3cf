/* Memory: what Linux tells of it. */
#include "cli/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

/* The number behind a word in a file, or at its beginning. FALSE, and *number untouched, if there
 * is none. */
static gboolean
read_number(const char *path, const char *word, guint64 *number)
{
    g_autofree char *text = NULL;
    if (!g_file_get_contents(path, &text, NULL, NULL))
        return FALSE;
    const char *at = strstr(text, word);
    if (at == NULL)
        return FALSE;
    at += strlen(word);
    at += strspn(at, " ");
    if (!g_ascii_isdigit(*at)) /* "max" */
        return FALSE;
    *number = g_ascii_strtoull(at, NULL, 10);
    return TRUE;
}

static guint64
less(guint64 from, guint64 taken)
{
    return from > taken ? from - taken : 0;
}

static guint64
left_of_machine(void)
{
    guint64 kib = 0;
    return read_number("/proc/meminfo", "MemAvailable:", &kib) ? kib << 10 : G_MAXUINT64;
}

/* Of one control group. Pages of files can be given back. */
static guint64
left_of_group(const char *folder)
{
    g_autofree char *max_path = g_build_filename(folder, "memory.max", NULL);
    g_autofree char *current_path = g_build_filename(folder, "memory.current", NULL);
    g_autofree char *stat_path = g_build_filename(folder, "memory.stat", NULL);
    guint64 max = 0;
    guint64 current = 0;
    guint64 files = 0;
    if (!read_number(max_path, "", &max) || !read_number(current_path, "", &current))
        return G_MAXUINT64;
    read_number(stat_path, "inactive_file", &files);
    return less(max, less(current, files));
}

/* Of all control groups that this process is in, each within the one before it. */
static guint64
left_of_groups(void)
{
    static const char root[] = "/sys/fs/cgroup";
    g_autofree char *text = NULL;
    guint64 left = left_of_group(root);
    if (!g_file_get_contents("/proc/self/cgroup", &text, NULL, NULL))
        return left;
    const char *path = strstr(text, "0::/");
    g_auto(GStrv) names = g_strsplit(
        g_strchomp(path != NULL ? (char *)(gsize)path + 4 : text + strlen(text)), "/", -1);
    g_autoptr(GString) folder = g_string_new(root);
    for (guint i = 0; names[i] != NULL; i++) {
        g_string_append_printf(folder, "/%s", names[i]);
        left = MIN(left, left_of_group(folder->str));
    }
    return left;
}

/* What a limit of the process leaves of so many pages that it has. */
static guint64
left_of_limit(guint resource, guint64 pages)
{
    struct rlimit limit;
    if (getrlimit(resource, &limit) != 0 || limit.rlim_cur == RLIM_INFINITY)
        return G_MAXUINT64;
    return less(limit.rlim_cur, pages * (guint64)sysconf(_SC_PAGESIZE));
}

/* The addresses of the process, and what of them is data, as `ulimit -v` and `-d` have it. */
static guint64
left_of_process(void)
{
    guint64 pages = 0;
    guint64 data = 0;
    g_autofree char *text = NULL;
    if (!g_file_get_contents("/proc/self/statm", &text, NULL, NULL) ||
        sscanf(text, "%" G_GUINT64_FORMAT " %*u %*u %*u %*u %" G_GUINT64_FORMAT, &pages, &data) !=
            2)
        return G_MAXUINT64;
    return MIN(left_of_limit(RLIMIT_AS, pages), left_of_limit(RLIMIT_DATA, data));
}

/* What is kept back: a sixteenth, and enough for stacks, lists and the report. */
#define SHARE 16
#define AT_LEAST ((guint64)16 << 20)

guint64
ps_memory_left(void)
{
    guint64 left = MIN(MIN(left_of_machine(), left_of_groups()), left_of_process());
    return left == G_MAXUINT64 ? left : less(left, MAX(left / SHARE, AT_LEAST));
}
