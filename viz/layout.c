/* Layout: dot as a child process. */
#include "viz/layout.h"

#include <gio/gio.h>
#include <signal.h>
#include <string.h>

G_DEFINE_QUARK(ps_layout_error, ps_layout_error)

gboolean
ps_layout_would_fit(guint64 nodes, guint64 edges, GError **error)
{
    if (nodes <= PS_LAYOUT_MAX_NODES && edges <= PS_LAYOUT_MAX_EDGES)
        return TRUE;
    g_set_error(
        error, PS_LAYOUT_ERROR, PS_LAYOUT_ERROR_SIZE,
        "expected a graph of at most %d nodes and %d edges, as dot lays out no more in good "
        "time; found %" G_GUINT64_FORMAT " and %" G_GUINT64_FORMAT
        ". Take --view matrix, entries, settled, near or trace, a smaller world (--in-flight, "
        "--actions), --symmetric, a file of another kind (.dot, .graphml, .json, .aut, .txt), or "
        "--force",
        PS_LAYOUT_MAX_NODES, PS_LAYOUT_MAX_EDGES, nodes, edges);
    return FALSE;
}

gboolean
ps_layout_fits(const PsGraph *graph, GError **error)
{
    return ps_graph_is_placed(graph) ||
           ps_layout_would_fit(ps_graph_n_nodes(graph), ps_graph_n_edges(graph), error);
}

/* A conversation with a child: it gets its input, and either it ends or its time does. */
typedef struct {
    GSubprocess *child;
    GMainLoop *loop;
    GBytes *out;
    GBytes *err;
    GError *error;
    gboolean late;
} Talk;

static gboolean
on_timeout(gpointer data)
{
    Talk *talk = data;
    talk->late = TRUE;
    g_subprocess_force_exit(talk->child);
    return G_SOURCE_CONTINUE;
}

static void
on_done(GObject *child, GAsyncResult *result, gpointer data)
{
    Talk *talk = data;
    g_subprocess_communicate_finish(G_SUBPROCESS(child), result, &talk->out, &talk->err,
                                    &talk->error);
    g_main_loop_quit(talk->loop);
}

/* Feeds the child and waits for its end, on a main context of this call's own. A child that ends
 * without having read all of its input is no reason for us to die of SIGPIPE. */
static void
converse(Talk *talk, const char *input, guint seconds)
{
    g_autoptr(GMainContext) context = g_main_context_new();
    g_autoptr(GSource) timer = g_timeout_source_new(seconds * 1000);
    g_autoptr(GBytes) bytes = g_bytes_new_static(input, strlen(input));
    struct sigaction ignore = {.sa_handler = SIG_IGN};
    struct sigaction before;
    sigaction(SIGPIPE, &ignore, &before);
    talk->loop = g_main_loop_new(context, FALSE);
    g_main_context_push_thread_default(context);
    g_source_set_callback(timer, on_timeout, talk, NULL);
    g_source_attach(timer, context);
    g_subprocess_communicate_async(talk->child, bytes, NULL, on_done, talk);
    g_main_loop_run(talk->loop);
    g_source_destroy(timer);
    g_main_context_pop_thread_default(context);
    g_main_loop_unref(talk->loop);
    sigaction(SIGPIPE, &before, NULL);
}

/* What a child that failed has to say, in one line. Free it. */
static char *
complaint(const Talk *talk)
{
    gsize length = 0;
    const char *text = talk->err != NULL ? g_bytes_get_data(talk->err, &length) : NULL;
    char *line = text != NULL ? g_strndup(text, length) : g_strdup("no reason given");
    return g_strdelimit(g_strstrip(line), "\r\n", ' ');
}

/* Why there is no picture; TRUE if there is one. */
static gboolean
went_well(const Talk *talk, guint seconds, GError **error)
{
    if (talk->late) {
        g_set_error(error, PS_LAYOUT_ERROR, PS_LAYOUT_ERROR_TIMEOUT,
                    "dot was not done after %u s and was ended; take a smaller view, or a longer "
                    "--timeout",
                    seconds);
        return FALSE;
    }
    if (talk->error == NULL && g_subprocess_get_successful(talk->child) && talk->out != NULL)
        return TRUE;
    g_autofree char *why = complaint(talk);
    g_set_error(error, PS_LAYOUT_ERROR, PS_LAYOUT_ERROR_FAILED, "dot failed: %s", why);
    return FALSE;
}

GBytes *
ps_layout(const char *dot, const char *format, guint seconds, GError **error)
{
    g_autofree char *type = g_strconcat("-T", format, NULL);
    const char *const argv[] = {"dot", type, "-Gnslimit=2", "-Gnslimit1=2", NULL};
    g_autoptr(GError) start_error = NULL;
    g_autoptr(GSubprocess) child =
        g_subprocess_newv(argv,
                          G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE |
                              G_SUBPROCESS_FLAGS_STDERR_PIPE,
                          &start_error);
    if (child == NULL) {
        g_set_error(error, PS_LAYOUT_ERROR, PS_LAYOUT_ERROR_START,
                    "cannot run Graphviz's dot (%s); install graphviz, or write a .dot file",
                    start_error->message);
        return NULL;
    }
    Talk talk = {.child = child};
    converse(&talk, dot, seconds);
    gboolean well = went_well(&talk, seconds, error);
    GBytes *picture = well ? g_steal_pointer(&talk.out) : NULL;
    g_bytes_unref(talk.out);
    g_bytes_unref(talk.err);
    g_clear_error(&talk.error);
    return picture;
}
