/* Properties: expressions, from tokens to trees by recursive descent. property-operand.c has the
 * operands.
 *
 *     implication = disjunction ["implies" implication]
 *     disjunction = conjunction {"or" conjunction}
 *     conjunction = negation {"and" negation}
 *     negation    = "not" negation | comparison
 *     comparison  = operand [("=" | "!=" | "<" | "<=" | ">" | ">=") operand]
 */
#include "model/nearest.h"
#include "model/property-private.h"

/* Parentheses, negations and implications within each other, so that the stack is not too small;
 * more are nobody's property. */
#define MAX_DEPTH 100

/* ---- Tokens and errors ---- */

gboolean
ps_parser_is(const PsParser *parser, PsTokenKind kind, const char *text)
{
    return parser->token->kind == kind && g_str_equal(parser->token->text, text);
}

gboolean
ps_parser_take(PsParser *parser, PsTokenKind kind, const char *text)
{
    gboolean found = ps_parser_is(parser, kind, text);
    if (found)
        parser->token++;
    return found;
}

/* "; did you mean WORD?", or "". Free it. */
static char *
hint_for(const PsToken *token, const char *const *candidates)
{
    static const char *const foreign[][2] = {{"&", "and"}, {"&&", "and"}, {"|", "or"},
                                             {"||", "or"}, {"!", "not"},  {"==", "="}};
    for (guint i = 0; i < G_N_ELEMENTS(foreign); i++)
        if (token->kind == PS_TOKEN_SIGN && g_str_equal(token->text, foreign[i][0]))
            return g_strdup_printf("; did you mean %s?", foreign[i][1]);
    return candidates != NULL ? ps_nearest_hint(token->text, candidates) : g_strdup("");
}

/* TRUE if the text cannot be cut at the token, or where it ends if it is a word. */
static gboolean
is_wrong(const PsToken *token)
{
    return token->kind == PS_TOKEN_WRONG ||
           (token->kind == PS_TOKEN_WORD && token[1].kind == PS_TOKEN_WRONG &&
            token[1].start == token->end);
}

void
ps_parser_fail(PsParser *parser, const PsToken *token, PsPropertyError code, const char *expected,
               const char *const *candidates)
{
    static const char *const quotes[][2] = {
        [PS_TOKEN_END] = {"", ""},
        [PS_TOKEN_WORD] = {"“", "”"},
        [PS_TOKEN_STRING] = {"the string “", "”"},
        [PS_TOKEN_NUMBER] = {"", ""},
        [PS_TOKEN_SIGN] = {"“", "”"},
    };
    if (is_wrong(token)) {
        g_propagate_error(parser->error, g_error_copy(parser->wrong));
        return;
    }
    g_autofree char *hint = hint_for(token, candidates);
    ps_property_fail(parser->error, code, parser->file, parser->text, token->start,
                     "expected %s, found %s%s%s%s", expected, quotes[token->kind][0],
                     token->kind == PS_TOKEN_END ? "the end" : token->text, quotes[token->kind][1],
                     hint);
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

/* Which comparison the next token is, or their number. */
static guint
comparison_at(const PsParser *parser)
{
    guint comparison = 0;
    while (comparison < G_N_ELEMENTS(comparisons) &&
           !ps_parser_is(parser, PS_TOKEN_SIGN, comparisons[comparison]))
        comparison++;
    return comparison;
}

static PsExpression *
parse_comparison(PsParser *parser)
{
    g_autoptr(PsExpression) left = ps_parser_operand(parser);
    guint comparison = comparison_at(parser);
    if (left != NULL && ps_parser_is(parser, PS_TOKEN_SIGN, "==")) {
        ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX, "a comparison", NULL);
        return NULL;
    }
    if (left == NULL || comparison == G_N_ELEMENTS(comparisons))
        return g_steal_pointer(&left);
    const PsToken *sign = parser->token++;
    const PsToken *operand = parser->token;
    g_autoptr(PsExpression) right = ps_parser_operand(parser);
    if (right == NULL || !check_types(parser, sign, operand, comparison, left, right))
        return NULL;
    if (comparison_at(parser) < G_N_ELEMENTS(comparisons)) {
        ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX,
                       "one comparison, or parentheses around the one before this", NULL);
        return NULL;
    }
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

/* Goes one level deeper, if it is not too deep; who does comes back by --parser->depth. */
static gboolean
go_deeper(PsParser *parser)
{
    if (++parser->depth <= MAX_DEPTH)
        return TRUE;
    g_autofree char *expected =
        g_strdup_printf("no more than %d expressions within each other", MAX_DEPTH);
    ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX, expected, NULL);
    return FALSE;
}

/* Takes a `not` that is no side's name, which a dot would follow. */
static gboolean
take_not(PsParser *parser)
{
    return ps_parser_is(parser, PS_TOKEN_WORD, "not") &&
           !(parser->token[1].kind == PS_TOKEN_SIGN && g_str_equal(parser->token[1].text, ".")) &&
           ps_parser_take(parser, PS_TOKEN_WORD, "not");
}

static PsExpression *
parse_negation(PsParser *parser)
{
    if (!take_not(parser))
        return parse_comparison(parser);
    if (!go_deeper(parser))
        return NULL;
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
    if (!go_deeper(parser))
        return NULL;
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

PsExpression *
ps_parser_truth(PsParser *parser)
{
    return parse_truth(parser, ps_parser_implication);
}
