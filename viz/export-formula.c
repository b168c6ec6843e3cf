/* Formulas: the expressions of properties in other languages. */
#include "viz/export-private.h"

static void
append(GString *out, const PsExpression *expression, guint watcher, const PsDialect *dialect)
{
    if (expression->kind == PS_EXPRESSION_NUMBER) {
        g_string_append_printf(out, "%u", expression->value);
        return;
    }
    if (expression->left == NULL) {
        dialect->append_leaf(out, expression, ps_expression_side(expression, watcher),
                             dialect->data);
        return;
    }
    const PsTemplate *template = &dialect->templates[expression->kind];
    g_string_append(out, template->before);
    append(out, expression->left, watcher, dialect);
    if (expression->right != NULL) {
        g_string_append(out, template->between);
        append(out, expression->right, watcher, dialect);
    }
    g_string_append(out, template->after);
}

void
ps_formula_append(GString *out, const PsProperty *property, const PsDialect *dialect)
{
    const PsExpression *expression = ps_property_formula(property);
    gboolean either = ps_property_kind(property) == PS_PROPERTY_REACHABLE;
    const PsTemplate *join = &dialect->templates[either ? PS_EXPRESSION_OR : PS_EXPRESSION_AND];
    if (!ps_expression_has_roles(expression)) {
        append(out, expression, 0, dialect);
        return;
    }
    g_string_append(out, join->before);
    append(out, expression, 0, dialect);
    g_string_append(out, join->between);
    append(out, expression, 1, dialect);
    g_string_append(out, join->after);
}
