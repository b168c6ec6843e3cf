/* The functions of LTSmin that the plug-in calls; each asserts that it is called as LTSmin wants.
 */
#include "tests/pins-private.h"

#include <string.h>

lts_type_t
lts_type_create(void)
{
    lts_type_t type = g_new0(struct lts_type_s, 1);
    type->types = g_array_new(FALSE, TRUE, sizeof(Type));
    return type;
}

int
lts_type_add_type(lts_type_t type, const char *name, int *is_new)
{
    Type added = {.name = g_strdup(name), .values = g_ptr_array_new_with_free_func(g_free)};
    g_assert(is_new == NULL);
    g_array_append_val(type->types, added);
    return (int)type->types->len - 1;
}

void
lts_type_set_format(lts_type_t type, int number, data_format_t format)
{
    g_array_index(type->types, Type, number).format = format;
}

void
lts_type_set_state_length(lts_type_t type, int length)
{
    g_assert(length > 0 && length <= (int)G_N_ELEMENTS(type->parts));
    type->n_parts = length;
}

static void
set_name(Named *named, const char *name)
{
    g_assert(named->name == NULL && "named once");
    named->name = g_strdup(name);
}

void
lts_type_set_state_name(lts_type_t type, int i, const char *name)
{
    g_assert(i < type->n_parts);
    set_name(&type->parts[i], name);
}

void
lts_type_set_state_typeno(lts_type_t type, int i, int number)
{
    type->parts[i].type = number;
}

void
lts_type_set_edge_label_count(lts_type_t type, int count)
{
    (void)type;
    g_assert(count == 1);
}

void
lts_type_set_edge_label_name(lts_type_t type, int i, const char *name)
{
    g_assert(i == 0);
    set_name(&type->edge, name);
}

void
lts_type_set_edge_label_typeno(lts_type_t type, int i, int number)
{
    g_assert(i == 0);
    type->edge.type = number;
}

void
lts_type_set_state_label_count(lts_type_t type, int count)
{
    g_assert(count <= (int)G_N_ELEMENTS(type->labels));
    type->n_labels = count;
}

void
lts_type_set_state_label_name(lts_type_t type, int i, const char *name)
{
    g_assert(i < type->n_labels);
    set_name(&type->labels[i], name);
}

void
lts_type_set_state_label_typeno(lts_type_t type, int i, int number)
{
    type->labels[i].type = number;
}

void
lts_type_validate(lts_type_t type)
{
    for (int i = 0; i < type->n_parts; i++)
        g_assert(type->parts[i].name != NULL && type->parts[i].type < (int)type->types->len);
    for (int i = 0; i < type->n_labels; i++)
        g_assert(g_array_index(type->types, Type, type->labels[i].type).format == LTStypeBool);
    type->valid = TRUE;
}

void
GBsetLTStype(model_t model, lts_type_t type)
{
    g_assert(type->valid);
    model->type = type;
}

int
pins_chunk_put(model_t model, int type, const chunk value)
{
    GPtrArray *values = g_array_index(model->type->types, Type, type).values;
    char *text = g_strndup(value.data, value.len);
    guint at = 0;
    if (!g_ptr_array_find_with_equal_func(values, text, g_str_equal, &at)) {
        g_ptr_array_add(values, text);
        return (int)values->len - 1;
    }
    g_free(text);
    return (int)at;
}

void
GBsetInitialState(model_t model, int *state)
{
    model->initial = g_memdup2(state, (gsize)model->type->n_parts * sizeof *state);
}

void
GBsetNextStateLong(model_t model, int (*next)(model_t, int, int *, TransitionCB, void *))
{
    model->next_of_group = next;
}

void
GBsetNextStateAll(model_t model, int (*next)(model_t, int *, TransitionCB, void *))
{
    model->next = next;
}

void
GBsetStateLabelLong(model_t model, int (*label)(model_t, int, int *))
{
    model->label = label;
}

/* A matrix keeps its size only; it is freed where it is set. */
typedef struct {
    int rows, columns, set;
} Matrix;

void
dm_create(matrix_t *matrix, int rows, int columns)
{
    Matrix made = {rows, columns, 0};
    memcpy(matrix, &made, sizeof made);
}

void
dm_set(matrix_t *matrix, int row, int column)
{
    Matrix made;
    memcpy(&made, matrix, sizeof made);
    g_assert(row < made.rows && column < made.columns);
    made.set++;
    memcpy(matrix, &made, sizeof made);
}

/* Takes a matrix that must have so many rows, all or none of it set. */
static void
take_matrix(model_t model, matrix_t *matrix, int rows, gboolean all)
{
    Matrix made;
    memcpy(&made, matrix, sizeof made);
    g_assert(made.rows == rows && made.columns == model->type->n_parts);
    g_assert(made.set == (all ? rows * made.columns : 0));
    model->matrices++;
    g_free(matrix);
}

void
GBsetDMInfo(model_t model, matrix_t *matrix)
{
    take_matrix(model, matrix, 1, TRUE);
}

void
GBsetDMInfoRead(model_t model, matrix_t *matrix)
{
    take_matrix(model, matrix, 1, TRUE);
}

void
GBsetDMInfoMayWrite(model_t model, matrix_t *matrix)
{
    take_matrix(model, matrix, 1, TRUE);
}

void
GBsetDMInfoMustWrite(model_t model, matrix_t *matrix)
{
    take_matrix(model, matrix, 1, FALSE);
}

void
GBsetStateLabelInfo(model_t model, matrix_t *matrix)
{
    take_matrix(model, matrix, model->type->n_labels, TRUE);
}
