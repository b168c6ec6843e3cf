/* Properties: from tokens to trees, by recursive descent. property-operand.c has the operands.
 *
 *     property    = kind name [string] ":" implication
 *     implication = disjunction ["implies" implication]
 *     disjunction = conjunction {"or" conjunction}
 *     conjunction = negation {"and" negation}
 *     negation    = "not" negation | comparison
 *     comparison  = operand [("=" | "!=" | "<" | "<=" | ">" | ">=") operand]
 */
#include "model/nearest.h"
#include "model/property-private.h"

/* Parentheses and negations within each other; more are nobody's property. */
#define MAX_DEPTH 100

/* ---- Tokens and errors ---- */

gboolean
ps_parser_is(const PsParser *parser, PsTokenKind kind, const char *text)
{
    return parser->token->kind == kind && g_str_equal(parser->token->text, text);
}

/* Takes the next token if it is this one. */
gboolean
ps_parser_take(PsParser *parser, PsTokenKind kind, const char *text)
{
    gboolean found = ps_parser_is(parser, kind, text);
    if (found)
        parser->token++;
    return found;
}

/* "expected WHAT, found THIS" at a token; candidates, which may be NULL, are what could be there.
 */
void
ps_parser_fail(PsParser *parser, const PsToken *token, PsPropertyError code, const char *expected,
               const char *const *candidates)
{
    static const char *const quotes[][2] = {
        {"", ""}, {"“", "”"}, {"the string “", "”"}, {"", ""}, {"“", "”"}};
    g_autofree char *hint =
        candidates != NULL ? ps_nearest_hint(token->text, candidates) : g_strdup("");
    const char *found = token->kind == PS_TOKEN_END ? "the end" : token->text;
    ps_property_fail(parser->error, code, parser->file, parser->text, token->start,
                     "expected %s, found %s%s%s%s", expected, quotes[token->kind][0], found,
                     quotes[token->kind][1], hint);
}

/* ---- Comparisons ---- */

static const char *const comparisons[] = {"=", "!=", "<", "<=", ">", ">="};

/* The expression for two operands whose types fit; takes both. */
static PsExpression *
compare(guint comparison, PsExpression *left, PsExpression *right)
{
    static const PsExpressionKind kinds[] = {PS_EXPRESSION_EQUAL, PS_EXPRESSION_EQUAL,
                                             PS_EXPRESSION_LESS,  PS_EXPRESSION_LESS_OR_EQUAL,
                                             PS_EXPRESSION_LESS,  PS_EXPRESSION_LESS_OR_EQUAL};
    PsExpressionKind kind = ps_expression_is_number(left) ? kinds[comparison] : PS_EXPRESSION_SAME;
    PsExpression *found = comparison >= 4 ? ps_expression_new(kind, right, left)
                                          : ps_expression_new(kind, left, right);
    return comparison == 1 ? ps_expression_new(PS_EXPRESSION_NOT, found, NULL) : found;
}

/* Truth values can be equal or not; numbers can be more and less. */
static gboolean
check_types(PsParser *parser, const PsToken *sign, const PsToken *operand, guint comparison,
            const PsExpression *left, const PsExpression *right)
{
    if (!ps_expression_is_number(left) && comparison >= 2) {
        ps_parser_fail(parser, sign, PS_PROPERTY_ERROR_TYPE,
                       "a number before it, or = or !=", NULL);
        return FALSE;
    }
    if (ps_expression_is_number(left) == ps_expression_is_number(right))
        return TRUE;
    ps_parser_fail(parser, operand, PS_PROPERTY_ERROR_TYPE,
                   ps_expression_is_number(left) ? "a number to compare with"
                                                 : "a truth value to compare with",
                   NULL);
    return FALSE;
}

static PsExpression *
parse_comparison(PsParser *parser)
{
    g_autoptr(PsExpression) left = ps_parser_operand(parser);
    const PsToken *sign = parser->token;
    guint comparison = 0;
    while (comparison < G_N_ELEMENTS(comparisons) &&
           !ps_parser_is(parser, PS_TOKEN_SIGN, comparisons[comparison]))
        comparison++;
    if (left == NULL || comparison == G_N_ELEMENTS(comparisons))
        return g_steal_pointer(&left);
    parser->token++;
    const PsToken *operand = parser->token;
    g_autoptr(PsExpression) right = ps_parser_operand(parser);
    if (right == NULL || !check_types(parser, sign, operand, comparison, left, right))
        return NULL;
    return compare(comparison, g_steal_pointer(&left), g_steal_pointer(&right));
}

/* ---- Truth values ---- */

typedef PsExpression *(*Parse)(PsParser *);

/* The expression that begins at token must be a truth value. */
static gboolean
check_truth(PsParser *parser, const PsToken *token, const PsExpression *expression)
{
    if (!ps_expression_is_number(expression))
        return TRUE;
    ps_parser_fail(parser, token, PS_PROPERTY_ERROR_TYPE,
                   "a truth value, or a comparison such as in_flight = 0", NULL);
    return FALSE;
}

/* Parses what must be a truth value. */
static PsExpression *
parse_truth(PsParser *parser, Parse parse)
{
    const PsToken *token = parser->token;
    g_autoptr(PsExpression) found = parse(parser);
    return found != NULL && check_truth(parser, token, found) ? g_steal_pointer(&found) : NULL;
}

/* Takes both; NULL if there is no right one. */
static PsExpression *
join(PsExpressionKind kind, PsExpression *left, PsExpression *right)
{
    if (right != NULL)
        return ps_expression_new(kind, left, right);
    ps_expression_free(left);
    return NULL;
}

static PsExpression *
parse_negation(PsParser *parser)
{
    if (!ps_parser_take(parser, PS_TOKEN_WORD, "not"))
        return parse_comparison(parser);
    if (++parser->depth > MAX_DEPTH) {
        ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX, "fewer negations", NULL);
        return NULL;
    }
    PsExpression *inside = parse_truth(parser, parse_negation);
    parser->depth--;
    return inside != NULL ? ps_expression_new(PS_EXPRESSION_NOT, inside, NULL) : NULL;
}

/* What one of the words `and` and `or` joins, grouped to the left. */
static PsExpression *
parse_chain(PsParser *parser, const char *word, PsExpressionKind kind, Parse parse)
{
    const PsToken *token = parser->token;
    g_autoptr(PsExpression) left = parse(parser);
    while (left != NULL && ps_parser_take(parser, PS_TOKEN_WORD, word)) {
        if (!check_truth(parser, token, left))
            return NULL;
        left = join(kind, g_steal_pointer(&left), parse_truth(parser, parse));
    }
    return g_steal_pointer(&left);
}

static PsExpression *
parse_conjunction(PsParser *parser)
{
    return parse_chain(parser, "and", PS_EXPRESSION_AND, parse_negation);
}

static PsExpression *
parse_disjunction(PsParser *parser)
{
    return parse_chain(parser, "or", PS_EXPRESSION_OR, parse_conjunction);
}

/* Grouped to the right: a implies b implies c is a implies (b implies c). */
PsExpression *
ps_parser_implication(PsParser *parser)
{
    if (++parser->depth > MAX_DEPTH) {
        ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX, "fewer parentheses", NULL);
        return NULL;
    }
    const PsToken *token = parser->token;
    g_autoptr(PsExpression) left = parse_disjunction(parser);
    if (left != NULL && ps_parser_take(parser, PS_TOKEN_WORD, "implies")) {
        if (!check_truth(parser, token, left))
            return NULL;
        left = join(PS_EXPRESSION_IMPLIES, g_steal_pointer(&left),
                    parse_truth(parser, ps_parser_implication));
    }
    parser->depth--;
    return g_steal_pointer(&left);
}

/* ---- Properties ---- */

static gboolean
parse_kind(PsParser *parser, PsPropertyKind *kind)
{
    static const char *const words[] = {"settled", "always", "reachable", "recoverable", NULL};
    for (guint i = 0; words[i] != NULL; i++) {
        *kind = (PsPropertyKind)i;
        if (ps_parser_take(parser, PS_TOKEN_WORD, words[i]))
            return TRUE;
    }
    ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX,
                   parser->complete ? "and, or, implies, a comparison, or the next property"
                                    : "settled, always, reachable or recoverable",
                   words);
    return FALSE;
}

/* The text from one token to before another, in one line. Free it. */
static char *
source(const PsParser *parser, const PsToken *first, const PsToken *after)
{
    GString *line = g_string_new(NULL);
    for (const PsToken *token = first; token < after; token++) {
        gboolean apart = token > first && token->start > token[-1].end;
        g_string_append(line, apart ? " " : "");
        g_string_append_len(line, parser->text + token->start, (gssize)(token->end - token->start));
    }
    return g_string_free(line, FALSE);
}

/* Its name, and what it means if that is said. */
static gboolean
parse_head(PsParser *parser, PsProperty *property)
{
    if (!parse_kind(parser, &property->kind))
        return FALSE;
    if (parser->token->kind != PS_TOKEN_WORD) {
        ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX,
                       "a name for the property such as no-leak", NULL);
        return FALSE;
    }
    property->name = g_strdup(parser->token++->text);
    if (parser->token->kind == PS_TOKEN_STRING)
        property->meaning = g_strdup(parser->token++->text);
    if (ps_parser_take(parser, PS_TOKEN_SIGN, ":"))
        return TRUE;
    ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX,
                   property->meaning == NULL ? "what the property means in quotes, or :" : ":",
                   NULL);
    return FALSE;
}

static PsProperty *
parse_property(PsParser *parser)
{
    g_autoptr(PsProperty) property = g_new0(PsProperty, 1);
    if (!parse_head(parser, property))
        return NULL;
    const PsToken *first = parser->token;
    parser->operands = 0;
    property->expression = parse_truth(parser, ps_parser_implication);
    if (property->expression == NULL)
        return NULL;
    property->text = source(parser, first, parser->token);
    if (property->meaning == NULL)
        property->meaning = g_strdup(property->text);
    parser->complete = TRUE;
    return g_steal_pointer(&property);
}

/* Adds the next property to those before it. */
static gboolean
parse_next(PsParser *parser, GPtrArray *list)
{
    const PsToken *begin = parser->token;
    PsProperty *property = parse_property(parser);
    if (property == NULL)
        return FALSE;
    for (guint i = 0; i < list->len; i++) {
        const PsProperty *other = g_ptr_array_index(list, i);
        if (!g_str_equal(other->name, property->name))
            continue;
        ps_parser_fail(parser, begin + 1, PS_PROPERTY_ERROR_NAME,
                       "a name that no property before it has", NULL);
        ps_property_free(property);
        return FALSE;
    }
    g_ptr_array_add(list, property);
    return TRUE;
}

GPtrArray *
ps_property_parse(const PsProperties *sides, const char *text, gsize length, const char *file,
                  GError **error)
{
    const char *end = NULL;
    if (!g_utf8_validate(text, (gssize)length, &end)) {
        g_set_error(error, PS_PROPERTY_ERROR, PS_PROPERTY_ERROR_FILE,
                    "%s: expected UTF-8, found something else at byte %" G_GSIZE_FORMAT, file,
                    (gsize)(end - text));
        return NULL;
    }
    g_autoptr(GArray) tokens = ps_tokens_new(text, length, file, error);
    if (tokens == NULL)
        return NULL;
    PsParser parser = {.sides = sides, .file = file, .text = text, .error = error};
    parser.token = &g_array_index(tokens, PsToken, 0);
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)ps_property_free);
    do
        if (!parse_next(&parser, list))
            return NULL;
    while (parser.token->kind != PS_TOKEN_END);
    return g_steal_pointer(&list);
}
