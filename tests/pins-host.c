/* The host: a search that knows nothing but vectors of integers. */
#include "tests/pins-host.h"

#include "tests/pins-private.h"
#include "tests/support.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

struct _PinsHost {
    struct grey_box_model model;
    GHashTable *numbers; /* from vectors, which states owns, to themselves */
    GPtrArray *states;
    GArray *labels; /* of all transitions, as numbers */
    guint n_first;  /* of these those out of the initial state */
};

/* ---- Loading ---- */

static void
load(model_t model, const char *world)
{
    g_autofree char *folder = g_path_get_dirname(g_getenv("PRESUB"));
    g_autofree char *path = g_build_filename(folder, "presub-pins.so", NULL);
    void *plugin = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    REQUIRE(plugin != NULL, "%s", dlerror());
    void *symbol = dlsym(plugin, "pins_model_init");
    void (*init)(model_t) = NULL;
    REQUIRE(symbol != NULL && dlsym(plugin, "pins_plugin_name") != NULL, "%s", dlerror());
    memcpy(&init, &symbol, sizeof init); /* as POSIX has it */
    g_setenv("PRESUB_PINS", world, TRUE);
    init(model);
}

/* The child leaves all that it has of its parent as it is. */
static void
end_at_once(int status, void *data)
{
    (void)data;
    _exit(status);
}

int
pins_host_status(const char *world)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        struct grey_box_model model = {0};
        on_exit(end_at_once, NULL);
        if (freopen("/dev/null", "w", stderr) != NULL)
            load(&model, world);
        _exit(0);
    }
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* ---- Searching ---- */

/* Vectors have one length in one search. */
static gsize vector_size;

static guint
hash_vector(gconstpointer vector)
{
    guint hash = 5381;
    for (gsize i = 0; i < vector_size; i++)
        hash = hash * 33 + ((const guchar *)vector)[i];
    return hash;
}

static gboolean
equal_vectors(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, vector_size) == 0;
}

static void
add_state(PinsHost *host, const int *vector)
{
    if (g_hash_table_contains(host->numbers, vector))
        return;
    int *copy = g_memdup2(vector, vector_size);
    g_ptr_array_add(host->states, copy);
    g_hash_table_add(host->numbers, copy);
}

static void
on_transition(void *context, transition_info_t *info, int *to, int *copied)
{
    PinsHost *host = context;
    g_assert(info->group == 0 && copied == NULL);
    g_array_append_val(host->labels, info->labels[0]);
    add_state(host, to);
}

/* The value of a type as text. */
static const char *
value_text(const PinsHost *host, int type, int value)
{
    const GPtrArray *values = g_array_index(host->model.type->types, Type, type).values;
    g_assert(value >= 0 && value < (int)values->len);
    return g_ptr_array_index(values, (guint)value);
}

/* Both ways to ask for transitions come to the same. */
static guint
expand(PinsHost *host, guint i)
{
    model_t model = &host->model;
    int *state = g_ptr_array_index(host->states, i);
    guint before = host->labels->len;
    int n = i % 2 == 0 ? model->next(model, state, on_transition, host)
                       : model->next_of_group(model, 0, state, on_transition, host);
    g_assert(host->labels->len == before + (guint)n);
    return (guint)n;
}

PinsHost *
pins_host_new(const char *world)
{
    PinsHost *host = g_new0(PinsHost, 1);
    load(&host->model, world);
    CHECK_NUMBER(host->model.matrices, 5, "all that LTSmin wants");
    vector_size = (gsize)host->model.type->n_parts * sizeof(int);
    host->numbers = g_hash_table_new(hash_vector, equal_vectors);
    host->states = g_ptr_array_new_with_free_func(g_free);
    host->labels = g_array_new(FALSE, FALSE, sizeof(int));
    add_state(host, host->model.initial);
    host->n_first = expand(host, 0);
    for (guint i = 1; i < host->states->len; i++)
        expand(host, i);
    return host;
}

static void
free_type(lts_type_t type)
{
    for (guint i = 0; i < type->types->len; i++) {
        g_free(g_array_index(type->types, Type, i).name);
        g_ptr_array_unref(g_array_index(type->types, Type, i).values);
    }
    for (int i = 0; i < type->n_parts; i++)
        g_free(type->parts[i].name);
    for (int i = 0; i < type->n_labels; i++)
        g_free(type->labels[i].name);
    g_free(type->edge.name);
    g_array_unref(type->types);
    g_free(type);
}

void
pins_host_free(PinsHost *host)
{
    if (host == NULL)
        return;
    free_type(host->model.type);
    g_free(host->model.initial);
    g_hash_table_unref(host->numbers);
    g_ptr_array_unref(host->states);
    g_array_unref(host->labels);
    g_free(host);
}

/* ---- What came out ---- */

guint64
pins_host_states(const PinsHost *host)
{
    return host->states->len;
}

guint64
pins_host_transitions(const PinsHost *host)
{
    return host->labels->len;
}

guint64
pins_host_count_false(PinsHost *host, const char *name)
{
    const lts_type_t type = host->model.type;
    int label = 0;
    guint64 n = 0;
    while (label < type->n_labels && !g_str_equal(type->labels[label].name, name))
        label++;
    if (label == type->n_labels)
        return G_MAXUINT64;
    for (guint i = 0; i < host->states->len; i++)
        n += host->model.label(&host->model, label, g_ptr_array_index(host->states, i)) == 0;
    return n;
}

char *
pins_host_first_labels(const PinsHost *host)
{
    GString *text = g_string_new(NULL);
    for (guint i = 0; i < host->n_first; i++)
        g_string_append_printf(
            text, "%s%s", i > 0 ? "\n" : "",
            value_text(host, host->model.type->edge.type, g_array_index(host->labels, int, i)));
    return g_string_free(text, FALSE);
}

char *
pins_host_initial(const PinsHost *host)
{
    const lts_type_t type = host->model.type;
    GString *text = g_string_new(NULL);
    for (int i = 0; i < type->n_parts; i++) {
        int number = type->parts[i].type;
        int value = host->model.initial[i];
        g_autofree char *plain = g_strdup_printf("%d", value);
        gboolean is_enum = g_array_index(type->types, Type, number).format == LTStypeEnum;
        g_string_append_printf(text, "%s%s=%s", i > 0 ? " " : "", type->parts[i].name,
                               is_enum ? value_text(host, number, value) : plain);
    }
    return g_string_free(text, FALSE);
}
