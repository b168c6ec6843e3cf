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
    return expression->kind == PS_EXPRESSION_ONLINE || expression->kind == PS_EXPRESSION_SEES ||
           (expression->kind == PS_EXPRESSION_SENT &&
            ps_presence_is_availability((PsPresence)expression->value)) ||
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
    return kind == PS_EXPRESSION_ENTRY || kind == PS_EXPRESSION_ONLINE ||
           kind == PS_EXPRESSION_SEES || kind == PS_EXPRESSION_SENT;
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
    if (who == PS_WHO_WATCHER)
        return watcher;
    return who == PS_WHO_PUBLISHER ? 1 - watcher : (guint)who;
}

guint
ps_expression_side(const PsExpression *expression, guint watcher)
{
    return side_of(expression->who, watcher);
}

/* How many presences of a kind are on a link. */
static guint
count_sent(const PsWorld *world, guint64 link, guint presence)
{
    guint length = ps_world_link_length(world, link);
    guint n = 0;
    for (guint i = 0; i < length; i++)
        n += ps_world_link_peek(world, link, i) == presence;
    return n;
}

/* The value of an expression that has no parts. */
static guint
value_of_leaf(const PsExpression *leaf, const PsWorld *world, const PsState *state, guint watcher)
{
    guint side = side_of(leaf->who, watcher);
    switch (leaf->kind) {
    case PS_EXPRESSION_ENTRY:
        return leaf->states[side] >> state->entry[side] & 1;
    case PS_EXPRESSION_ONLINE:
        return state->online >> side & 1;
    case PS_EXPRESSION_SEES:
        return state->sees >> side & 1;
    case PS_EXPRESSION_IN_FLIGHT:
        return ps_world_link_length(world, state->link[0]) +
               ps_world_link_length(world, state->link[1]);
    case PS_EXPRESSION_SENT:
        return count_sent(world, state->link[side], leaf->value);
    default:
        return leaf->value; /* a number, or true and false */
    }
}

guint
ps_expression_value(const PsExpression *expression, const PsWorld *world, const PsState *state,
                    guint watcher)
{
    const PsExpression *right = expression->right;
    if (expression->left == NULL)
        return value_of_leaf(expression, world, state, watcher);
    guint left = ps_expression_value(expression->left, world, state, watcher);
    switch (expression->kind) {
    case PS_EXPRESSION_NOT:
        return !left;
    case PS_EXPRESSION_AND:
        return left && ps_expression_value(right, world, state, watcher);
    case PS_EXPRESSION_OR:
        return left || ps_expression_value(right, world, state, watcher);
    case PS_EXPRESSION_IMPLIES:
        return !left || ps_expression_value(right, world, state, watcher);
    case PS_EXPRESSION_LESS:
        return left < ps_expression_value(right, world, state, watcher);
    case PS_EXPRESSION_LESS_OR_EQUAL:
        return left <= ps_expression_value(right, world, state, watcher);
    default: /* both kinds of equality */
        return left == ps_expression_value(right, world, state, watcher);
    }
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

/* What it says of a side that its entry has an attribute, or has it not. Free it. */
static char *
attribute_text(const char *name, guint bit, gboolean there)
{
    static const struct {
        guint bit;
        const char *name;
    } attributes[] = {{PS_TO, "to"},       {PS_FROM, "from"},       {PS_ASK, "ask"},
                      {PS_UNASK, "unask"}, {PS_PENDING, "pending"}, {PS_APPROVED, "approved"}};
    if (bit == PS_UNLISTED)
        return g_strdup_printf("%s has %s", name, there ? "no item" : "an item");
    for (guint i = 0; i < G_N_ELEMENTS(attributes); i++)
        if (attributes[i].bit == bit)
            return g_strdup_printf("%s has %s%s", name, there ? "" : "not ", attributes[i].name);
    g_assert_not_reached();
}

/* What an expression without parts finds in the state, as in "romeo has to" or "2 in flight"; NULL
 * of one that says itself. Free it. */
static char *
leaf_text(const PsExpression *leaf, const PsWorld *world, const PsState *state, guint watcher)
{
    guint value = value_of_leaf(leaf, world, state, watcher);
    guint side = side_of(leaf->who, watcher);
    const char *name = ps_world_name(world, side);
    switch (leaf->kind) {
    case PS_EXPRESSION_ENTRY:
        return leaf->value != 0
                   ? attribute_text(name, leaf->value, value != 0)
                   : g_strdup_printf(
                         "%s is in “%s”", name,
                         ps_profile_state_name(ps_world_profile(world, side), state->entry[side]));
    case PS_EXPRESSION_ONLINE:
        return g_strdup_printf("%s is %s", name, value != 0 ? "online" : "offline");
    case PS_EXPRESSION_SEES:
        return g_strdup_printf("%s %s %s", name, value != 0 ? "sees" : "does not see",
                               ps_world_name(world, 1 - side));
    case PS_EXPRESSION_IN_FLIGHT:
        return g_strdup_printf("%u in flight", value);
    case PS_EXPRESSION_SENT:
        return g_strdup_printf("%u %s from %s in flight", value,
                               ps_presence_name((PsPresence)leaf->value), name);
    default:
        return NULL;
    }
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
    if (expression->left == NULL) {
        char *text = leaf_text(expression, world, state, watcher);
        if (text != NULL)
            add_once(list, text);
        return;
    }
    guint left = ps_expression_value(expression->left, world, state, watcher);
    guint right = expression->right != NULL
                      ? ps_expression_value(expression->right, world, state, watcher)
                      : 0;
    guint parts =
        expression->right != NULL ? deciding_parts(expression->kind, left != 0, right != 0) : 1;
    if (parts & 1)
        ps_expression_explain(expression->left, world, state, watcher, list);
    if (parts & 2)
        ps_expression_explain(expression->right, world, state, watcher, list);
}
