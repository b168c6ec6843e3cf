/* Expressions: evaluating them, and saying why they come out as they do. */
#include "model/expression.h"

PsExpression *
ps_expression_new(PsExpressionKind kind, PsExpression *left, PsExpression *right)
{
    PsExpression *expression = g_new0(PsExpression, 1);
    expression->kind = kind;
    expression->left = left;
    expression->right = right;
    return expression;
}

void
ps_expression_free(PsExpression *expression)
{
    if (expression == NULL)
        return;
    ps_expression_free(expression->left);
    ps_expression_free(expression->right);
    g_free(expression);
}

gboolean
ps_expression_is_number(const PsExpression *expression)
{
    return expression->kind >= PS_EXPRESSION_NUMBER;
}

gboolean
ps_expression_needs_availability(const PsExpression *expression)
{
    if (expression == NULL)
        return FALSE;
    return (expression->kind == PS_EXPRESSION_HAS &&
            expression->value & (PS_LOOK_AT_ONLINE | PS_LOOK_AT_SEES)) ||
           ps_expression_needs_availability(expression->left) ||
           ps_expression_needs_availability(expression->right);
}

gboolean
ps_expression_looks_at_links(const PsExpression *expression)
{
    if (expression == NULL)
        return FALSE;
    return expression->kind == PS_EXPRESSION_SENT ||
           ps_expression_looks_at_links(expression->left) ||
           ps_expression_looks_at_links(expression->right);
}

/* TRUE for the kinds that look at one side. */
static gboolean
looks_at_side(PsExpressionKind kind)
{
    return kind == PS_EXPRESSION_HAS || kind == PS_EXPRESSION_IS_IN || kind == PS_EXPRESSION_SENT;
}

gboolean
ps_expression_has_roles(const PsExpression *expression)
{
    if (expression == NULL)
        return FALSE;
    return (looks_at_side(expression->kind) && expression->who >= PS_WHO_WATCHER) ||
           ps_expression_has_roles(expression->left) || ps_expression_has_roles(expression->right);
}

/* ---- Values ---- */

static guint
side_of(PsWho who, guint watcher)
{
    switch (who) {
    case PS_WHO_WATCHER:
        return watcher;
    case PS_WHO_PUBLISHER:
        return 1 - watcher;
    default:
        return (guint)who;
    }
}

static gboolean
has(const PsWorld *world, const PsState *state, guint side, guint bit)
{
    if (bit == PS_LOOK_AT_ONLINE)
        return state->online >> side & 1;
    if (bit == PS_LOOK_AT_SEES)
        return state->sees >> side & 1;
    return (ps_profile_attributes(ps_world_profile(world, side), state->entry[side]) & bit) != 0;
}

/* How many presences of a kind are on a link. */
static guint
count_sent(const PsWorld *world, guint64 link, guint presence)
{
    guint n = 0;
    for (guint i = 0; i < ps_world_link_length(world, link); i++)
        n += ps_world_link_peek(world, link, i) == presence;
    return n;
}

guint
ps_expression_value(const PsExpression *expression, const PsWorld *world, const PsState *state,
                    guint watcher)
{
    guint side = side_of(expression->who, watcher);
    guint left =
        expression->left != NULL ? ps_expression_value(expression->left, world, state, watcher) : 0;
    guint right = expression->right != NULL
                      ? ps_expression_value(expression->right, world, state, watcher)
                      : 0;
    switch (expression->kind) {
    case PS_EXPRESSION_TRUTH:
    case PS_EXPRESSION_NUMBER:
        return expression->value;
    case PS_EXPRESSION_HAS:
        return has(world, state, side, expression->value) ? 1 : 0;
    case PS_EXPRESSION_IS_IN:
        return expression->states[side] == state->entry[side];
    case PS_EXPRESSION_NOT:
        return !left;
    case PS_EXPRESSION_AND:
        return left && right;
    case PS_EXPRESSION_OR:
        return left || right;
    case PS_EXPRESSION_IMPLIES:
        return !left || right;
    case PS_EXPRESSION_SAME:
    case PS_EXPRESSION_EQUAL:
        return left == right;
    case PS_EXPRESSION_LESS:
        return left < right;
    case PS_EXPRESSION_LESS_OR_EQUAL:
        return left <= right;
    case PS_EXPRESSION_IN_FLIGHT:
        return ps_world_link_length(world, state->link[0]) +
               ps_world_link_length(world, state->link[1]);
    case PS_EXPRESSION_SENT:
        return count_sent(world, state->link[side], expression->value);
    }
    g_assert_not_reached();
}

/* ---- Reasons ---- */

/* Takes the text. */
static void
add_once(GPtrArray *list, char *text)
{
    if (g_ptr_array_find_with_equal_func(list, text, g_str_equal, NULL))
        g_free(text);
    else
        g_ptr_array_add(list, text);
}

/* What it says of a side that it has an attribute, or has it not. */
static char *
attribute_text(const PsWorld *world, guint side, guint bit, gboolean there)
{
    static const struct {
        guint bit;
        const char *name;
    } attributes[] = {{PS_TO, "to"},       {PS_FROM, "from"},       {PS_ASK, "ask"},
                      {PS_UNASK, "unask"}, {PS_PENDING, "pending"}, {PS_APPROVED, "approved"}};
    const char *name = ps_world_name(world, side);
    if (bit == PS_LOOK_AT_ONLINE)
        return g_strdup_printf("%s is %s", name, there ? "online" : "offline");
    if (bit == PS_LOOK_AT_SEES)
        return g_strdup_printf("%s %s %s", name, there ? "sees" : "does not see",
                               ps_world_name(world, 1 - side));
    if (bit == PS_UNLISTED)
        return g_strdup_printf("%s has %s", name, there ? "no item" : "an item");
    for (guint i = 0; i < G_N_ELEMENTS(attributes); i++)
        if (attributes[i].bit == bit)
            return g_strdup_printf("%s has %s%s", name, there ? "" : "not ", attributes[i].name);
    g_assert_not_reached();
}

/* "2 in flight", "romeo has sent 2 subscribe"; of a number that says itself, nothing. */
static void
explain_number(const PsExpression *expression, const PsWorld *world, const PsState *state,
               guint watcher, GPtrArray *list)
{
    guint value = ps_expression_value(expression, world, state, watcher);
    guint side = side_of(expression->who, watcher);
    if (expression->kind == PS_EXPRESSION_IN_FLIGHT)
        add_once(list, g_strdup_printf("%u in flight", value));
    else if (expression->kind == PS_EXPRESSION_SENT)
        add_once(list, g_strdup_printf("%u %s from %s in flight", value,
                                       ps_presence_name((PsPresence)expression->value),
                                       ps_world_name(world, side)));
}

/* Which parts of an expression with two of them make its value what it is: bit 0 the left one,
 * bit 1 the right one. */
static guint
deciding_parts(PsExpressionKind kind, gboolean left, gboolean right)
{
    switch (kind) {
    case PS_EXPRESSION_AND:
        return left && right ? 3 : !left ? 1 : 2;
    case PS_EXPRESSION_OR:
        return !left && !right ? 3 : left ? 1 : 2;
    case PS_EXPRESSION_IMPLIES:
        return left && !right ? 3 : !left ? 1 : 2;
    default:
        return 3;
    }
}

void
ps_expression_explain(const PsExpression *expression, const PsWorld *world, const PsState *state,
                      guint watcher, GPtrArray *list)
{
    guint side = side_of(expression->who, watcher);
    if (ps_expression_is_number(expression)) {
        explain_number(expression, world, state, watcher, list);
    } else if (expression->kind == PS_EXPRESSION_HAS) {
        gboolean there = has(world, state, side, expression->value);
        add_once(list, attribute_text(world, side, expression->value, there));
    } else if (expression->kind == PS_EXPRESSION_IS_IN) {
        const PsProfile *profile = ps_world_profile(world, side);
        add_once(list, g_strdup_printf("%s is in “%s”", ps_world_name(world, side),
                                       ps_profile_state_name(profile, state->entry[side])));
    } else if (expression->kind == PS_EXPRESSION_NOT) {
        ps_expression_explain(expression->left, world, state, watcher, list);
    } else if (expression->left != NULL) {
        guint left = ps_expression_value(expression->left, world, state, watcher);
        guint right = ps_expression_value(expression->right, world, state, watcher);
        guint parts = deciding_parts(expression->kind, left != 0, right != 0);
        if (parts & 1)
            ps_expression_explain(expression->left, world, state, watcher, list);
        if (parts & 2)
            ps_expression_explain(expression->right, world, state, watcher, list);
    }
}
