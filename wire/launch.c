/* Launch: a keeper process, and the server below it. */
#include "wire/launch.h"

#include "wire/stream.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { CLIENTS, COMPONENTS, SERVERS, N_PORTS };

static const char *const port_keys[N_PORTS] = {"Clients", "Components", "Servers"};

struct _PsLaunch {
    PsHub *hub;
    GKeyFile *description;
    char *title;
    char *here; /* the folder of the description */
    char *run;  /* the scratch folder */
    char *address;
    char *ports[N_PORTS]; /* HOST:PORT */
    GPid keeper;          /* 0 before it runs */
    int alive;            /* it stops when this is closed */
    int said; /* what the keeper says: readable when the server has started, and when it ended */
};

/* A server starts slowly on a machine that is busy: milliseconds for each port. */
#define START_LIMIT 60000

/* Bytes of a log that an error shows. */
#define LOG_SHOWN 600

static GKeyFile *
load_description(const char *path, GError **error)
{
    g_autoptr(GKeyFile) file = g_key_file_new();
    if (!g_key_file_load_from_file(file, path, G_KEY_FILE_NONE, error)) {
        g_prefix_error(error, "%s: ", path);
        return NULL;
    }
    return g_steal_pointer(&file);
}

gboolean
ps_launch_installed(const char *path, GError **error)
{
    g_autoptr(GKeyFile) file = load_description(path, error);
    g_autofree char *program =
        file != NULL ? g_key_file_get_string(file, "Server", "Program", error) : NULL;
    if (program == NULL)
        return FALSE;
    g_autofree char *found = g_find_program_in_path(program);
    g_autofree char *beside = g_build_filename("/usr/sbin", program, NULL);
    if (found != NULL || g_file_test(beside, G_FILE_TEST_IS_EXECUTABLE))
        return TRUE;
    g_autofree char *package = g_key_file_get_string(file, "Server", "Package", NULL);
    g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_SERVER,
                "expected %s to be installed, found no program %s; please install the package %s",
                program, program, package != NULL ? package : program);
    return FALSE;
}

/* text with the places that a description leaves open filled in. Free it. */
static char *
fill_in(const PsLaunch *launch, const char *text)
{
    g_autoptr(GString) filled = g_string_new(text);
    g_string_replace(filled, "@RUN@", launch->run, 0);
    g_string_replace(filled, "@HERE@", launch->here, 0);
    g_string_replace(filled, "@ADDRESS@", launch->address, 0);
    return g_strdup(filled->str);
}

/* A loopback address of its own: the last 20 bits of the process id, and the index. */
static char *
own_address(guint index)
{
    guint32 number = (guint32)getpid() << 2 | (index & 3);
    return g_strdup_printf("127.%u.%u.%u", 64 | (number >> 16 & 63), number >> 8 & 255,
                           number & 255);
}

static gboolean
write_files(const PsLaunch *launch, GError **error)
{
    g_auto(GStrv) files =
        g_key_file_get_string_list(launch->description, "Server", "Files", NULL, error);
    if (files == NULL)
        return FALSE;
    for (guint i = 0; files[i] != NULL; i++) {
        g_autofree char *from = g_build_filename(launch->here, files[i], NULL);
        g_autofree char *to = g_build_filename(launch->run, files[i], NULL);
        g_autofree char *text = NULL;
        if (!g_file_get_contents(from, &text, NULL, error))
            return FALSE;
        g_autofree char *filled = fill_in(launch, text);
        if (!g_file_set_contents(to, filled, -1, error))
            return FALSE;
    }
    return TRUE;
}

static gboolean
read_ports(PsLaunch *launch, GError **error)
{
    for (guint i = 0; i < N_PORTS; i++) {
        GError *missing = NULL;
        gint port = g_key_file_get_integer(launch->description, "Ports", port_keys[i], &missing);
        if (missing != NULL) {
            g_propagate_error(error, missing);
            return FALSE;
        }
        launch->ports[i] = g_strdup_printf("%s:%d", launch->address, port);
    }
    return TRUE;
}

/* Before the keeper runs: it is no part of the terminal's foreground, so that an interrupt is ours
 * alone to handle, and it takes all signals. */
static void
set_apart(gpointer data G_GNUC_UNUSED)
{
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    setsid();
}

static gboolean
start_keeper(PsLaunch *launch, GError **error)
{
    g_autofree char *command =
        g_key_file_get_string(launch->description, "Server", "Command", error);
    g_auto(GStrv) words = NULL;
    if (command == NULL || !g_shell_parse_argv(command, NULL, &words, error))
        return FALSE;
    g_autoptr(GPtrArray) argv = g_ptr_array_new_with_free_func(g_free);
    g_ptr_array_add(argv, g_strdup("sh"));
    g_ptr_array_add(argv, g_build_filename(launch->here, "keep.sh", NULL));
    g_ptr_array_add(argv, g_strdup(launch->run));
    for (guint i = 0; words[i] != NULL; i++)
        g_ptr_array_add(argv, fill_in(launch, words[i]));
    g_ptr_array_add(argv, NULL);
    return g_spawn_async_with_pipes(
        NULL, (char **)argv->pdata, NULL, G_SPAWN_SEARCH_PATH | G_SPAWN_DO_NOT_REAP_CHILD,
        set_apart, NULL, &launch->keeper, &launch->alive, &launch->said, NULL, error);
}

typedef struct {
    PsLaunch *launch;
    const char *port;
    gboolean open;
    gboolean ended;
    GString *said;
} Start;

/* Notes what the keeper says: the server's process id in a line, and in a second one that it ended.
 */
static void
listen_to_keeper(Start *start)
{
    GPollFD polled = {start->launch->said, G_IO_IN, 0};
    char bytes[256];
    if (start->ended || g_poll(&polled, 1, 0) <= 0)
        return;
    gssize n = read(polled.fd, bytes, sizeof bytes);
    if (n > 0)
        g_string_append_len(start->said, bytes, n);
    const char *first = strchr(start->said->str, '\n');
    start->ended = n <= 0 || (first != NULL && first[1] != '\0');
}

static gboolean
port_is_open(gpointer data)
{
    Start *start = data;
    g_autoptr(GSocket) connection = ps_socket_connect(start->port, 1000, NULL);
    start->open = connection != NULL;
    listen_to_keeper(start);
    return start->open || start->ended;
}

/* The end of what a file says, in one line. Free it. */
static char *
tail(const char *folder, const char *name)
{
    g_autofree char *path = g_build_filename(folder, name, NULL);
    char *text = NULL;
    gsize length = 0;
    if (!g_file_get_contents(path, &text, &length, NULL))
        return g_strdup("");
    g_autofree char *shown =
        g_utf8_make_valid(text + (length > LOG_SHOWN ? length - LOG_SHOWN : 0), -1);
    g_free(text);
    return g_strdelimit(g_strdup(g_strstrip(shown)), "\n", ' ');
}

static gboolean
fail_to_start(const PsLaunch *launch, GError **error)
{
    g_autofree char *name = g_key_file_get_string(launch->description, "Server", "Log", NULL);
    g_autofree char *log = tail(launch->run, name != NULL ? name : "output");
    g_autofree char *output = tail(launch->run, "output");
    g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_SERVER,
                "expected %s to start, found that it ended: %s %s", launch->title, output, log);
    return FALSE;
}

static gboolean
wait_for_ports(PsLaunch *launch, GError **error)
{
    Start start = {.launch = launch, .said = g_string_new(NULL)};
    guint limit = ps_hub_limit(launch->hub);
    gboolean up = TRUE;
    ps_hub_set_limit(launch->hub, START_LIMIT);
    for (guint i = 0; i < N_PORTS && up; i++) {
        g_autofree char *what =
            g_strdup_printf("%s to listen at %s", launch->title, launch->ports[i]);
        start.port = launch->ports[i];
        up = ps_hub_wait_often(launch->hub, port_is_open, &start, what, error);
        if (up && start.ended)
            up = fail_to_start(launch, error);
    }
    ps_hub_set_limit(launch->hub, limit);
    g_string_free(start.said, TRUE);
    return up;
}

/* Makes the scratch folder. Its path stands in quotes in the files of a server. */
static gboolean
make_folder(PsLaunch *launch, GError **error)
{
    launch->run = g_dir_make_tmp("presub-server-XXXXXX", error);
    if (launch->run == NULL || strpbrk(launch->run, "\"'\\\n") == NULL)
        return launch->run != NULL;
    g_set_error(error, PS_WIRE_ERROR, PS_WIRE_ERROR_CONFIG,
                "expected a folder for temporary files without quotes, backslashes and ends of "
                "lines in its name, found %s",
                launch->run);
    return FALSE;
}

PsLaunch *
ps_launch_start(PsHub *hub, const char *path, guint index, GError **error)
{
    if (!ps_launch_installed(path, error))
        return NULL;
    g_autoptr(PsLaunch) launch = g_new0(PsLaunch, 1);
    launch->hub = hub;
    launch->description = load_description(path, error);
    launch->title = g_key_file_get_string(launch->description, "Server", "Title", error);
    g_autofree char *absolute = g_canonicalize_filename(path, NULL);
    launch->here = g_path_get_dirname(absolute);
    launch->address = own_address(index);
    if (launch->title == NULL || !read_ports(launch, error))
        return NULL;
    if (!make_folder(launch, error) || !write_files(launch, error) ||
        !start_keeper(launch, error) || !wait_for_ports(launch, error))
        return NULL;
    return g_steal_pointer(&launch);
}

/* Removes a folder with the files in it, for which no keeper was started. */
static void
remove_folder(const char *path)
{
    g_autoptr(GDir) dir = g_dir_open(path, 0, NULL);
    for (const char *name; dir != NULL && (name = g_dir_read_name(dir)) != NULL;) {
        g_autofree char *file = g_build_filename(path, name, NULL);
        g_unlink(file);
    }
    g_rmdir(path);
}

void
ps_launch_stop(PsLaunch *launch)
{
    if (launch == NULL)
        return;
    if (launch->keeper != 0) {
        close(launch->alive);
        while (waitpid(launch->keeper, NULL, 0) < 0 && errno == EINTR)
            continue;
        close(launch->said);
    } else if (launch->run != NULL) {
        remove_folder(launch->run);
    }
    for (guint i = 0; i < N_PORTS; i++)
        g_free(launch->ports[i]);
    g_clear_pointer(&launch->description, g_key_file_unref);
    g_free(launch->title);
    g_free(launch->here);
    g_free(launch->run);
    g_free(launch->address);
    g_free(launch);
}

const char *
ps_launch_address(const PsLaunch *launch)
{
    return launch->address;
}

const char *
ps_launch_clients(const PsLaunch *launch)
{
    return launch->ports[CLIENTS];
}

const char *
ps_launch_components(const PsLaunch *launch)
{
    return launch->ports[COMPONENTS];
}

const char *
ps_launch_servers(const PsLaunch *launch)
{
    return launch->ports[SERVERS];
}
