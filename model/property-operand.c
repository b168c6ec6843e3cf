/* Properties: operands, the sides of a state and what they have.
 *
 *     operand = "(" implication ")" | "true" | "false" | number | "in_flight"
 *             | side "." (attribute | "sent" "(" presence ")")
 *             | side "." "state" ("=" | "!=") string
 */
#include "model/nearest.h"
#include "model/property-private.h"

/* As many operands as one expression can have, so that its tree is not too deep; nobody reads more.
 */
#define MAX_OPERANDS 1000

/* What an entry can have, in the order of their bits. */
static const char *const attributes[] = {"to",      "from",     "ask",      "unask",
                                         "pending", "approved", "unlisted", NULL};

/* All that can be said of a side. */
static const char *const words[] = {"to",       "from",   "ask",  "unask", "pending", "approved",
                                    "unlisted", "online", "sees", "state", "sent",    NULL};

static gboolean
expect_sign(PsParser *parser, const char *sign, const char *expected)
{
    if (ps_parser_take(parser, PS_TOKEN_SIGN, sign))
        return TRUE;
    ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX, expected, NULL);
    return FALSE;
}

/* ---- Sides and what they have ---- */

static gboolean
find_side(const PsParser *parser, const char *name, PsWho *who)
{
    const char *const names[] = {parser->sides->names[0], parser->sides->names[1], "watcher",
                                 "publisher"};
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_str_equal(names[i], name)) {
            *who = (PsWho)i;
            return TRUE;
        }
    }
    return FALSE;
}

/* Reads the side at the next token, which a dot follows. */
static gboolean
parse_side(PsParser *parser, PsWho *who)
{
    const PsToken *token = parser->token;
    const char *const *names = (const char *const *)parser->sides->names;
    if (find_side(parser, token->text, who)) {
        parser->token += 2;
        return TRUE;
    }
    const char *const candidates[] = {names[0], names[1], "watcher", "publisher", NULL};
    g_autofree char *expected = g_strdup_printf("%s, %s, watcher or publisher", names[0], names[1]);
    ps_parser_fail(parser, token, PS_PROPERTY_ERROR_NAME, expected, candidates);
    return FALSE;
}

/* Finds the state called name in the profiles of the sides that who may be. */
static gboolean
find_states(const PsParser *parser, PsWho who, const char *name, int states[2])
{
    gboolean found = FALSE;
    for (guint side = 0; side < 2; side++) {
        guint state = 0;
        gboolean meant = who >= PS_WHO_WATCHER || (guint)who == side;
        gboolean there =
            meant && ps_profile_find_state(parser->sides->profiles[side], name, &state);
        states[side] = there ? (int)state : -1;
        found = found || there;
    }
    return found;
}

/* Says that a profile has no such state, and which one is near. */
static void
fail_state(PsParser *parser, const PsToken *token, PsWho who)
{
    const char *candidates[2 * PS_MAX_STATES + 1] = {NULL};
    guint n = 0;
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = parser->sides->profiles[side];
        gboolean meant = who >= PS_WHO_WATCHER || (guint)who == side;
        for (guint i = 0; meant && i < ps_profile_n_states(profile); i++)
            candidates[n++] = ps_profile_state_name(profile, i);
    }
    const PsProfile *profile = parser->sides->profiles[who == PS_WHO_B ? 1 : 0];
    g_autofree char *expected =
        g_strdup_printf("a state of %s such as \"%s\"", ps_profile_name(profile),
                        ps_profile_state_name(profile, 0));
    ps_parser_fail(parser, token, PS_PROPERTY_ERROR_NAME, expected, candidates);
}

/* After `side.state`: = or != and the name of a state. */
static PsExpression *
parse_state(PsParser *parser, PsWho who)
{
    gboolean unequal = ps_parser_is(parser, PS_TOKEN_SIGN, "!=");
    if (!unequal && !ps_parser_is(parser, PS_TOKEN_SIGN, "=")) {
        ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX, "= or != after state",
                       NULL);
        return NULL;
    }
    const PsToken *name = ++parser->token;
    if (name->kind != PS_TOKEN_STRING) {
        ps_parser_fail(parser, name, PS_PROPERTY_ERROR_TYPE,
                       "the name of a state in quotes as in \"To + Pending In\"", NULL);
        return NULL;
    }
    g_autoptr(PsExpression) state = ps_expression_new(PS_EXPRESSION_IS_IN, NULL, NULL);
    state->who = who;
    if (!find_states(parser, who, name->text, state->states)) {
        fail_state(parser, name, who);
        return NULL;
    }
    parser->token++;
    PsExpression *found = g_steal_pointer(&state);
    return unequal ? ps_expression_new(PS_EXPRESSION_NOT, found, NULL) : found;
}

/* After `side.sent`: a presence in parentheses. */
static PsExpression *
parse_sent(PsParser *parser, PsWho who)
{
    PsPresence presence = PS_SUBSCRIBE;
    if (!expect_sign(parser, "(", "( and a presence after sent"))
        return NULL;
    if (parser->token->kind != PS_TOKEN_WORD ||
        !ps_presence_from_name(parser->token->text, &presence)) {
        const char *candidates[PS_N_PRESENCES + 1] = {NULL};
        for (guint i = 0; i < PS_N_PRESENCES; i++)
            candidates[i] = ps_presence_name((PsPresence)i);
        ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_NAME,
                       "a presence such as subscribe", candidates);
        return NULL;
    }
    parser->token++;
    if (!expect_sign(parser, ")", ") after the presence"))
        return NULL;
    PsExpression *sent = ps_expression_new(PS_EXPRESSION_SENT, NULL, NULL);
    sent->who = who;
    sent->value = presence;
    return sent;
}

/* The bit that a word stands for; 0 if it is none of an attribute. */
static guint
attribute_bit(const char *word)
{
    if (g_str_equal(word, "online"))
        return PS_LOOK_AT_ONLINE;
    if (g_str_equal(word, "sees"))
        return PS_LOOK_AT_SEES;
    for (guint i = 0; attributes[i] != NULL; i++)
        if (g_str_equal(attributes[i], word))
            return 1u << i;
    return 0;
}

static PsExpression *
parse_attribute(PsParser *parser, PsWho who)
{
    const PsToken *token = parser->token;
    guint bit = token->kind == PS_TOKEN_WORD ? attribute_bit(token->text) : 0;
    if (bit == 0) {
        ps_parser_fail(parser, token, PS_PROPERTY_ERROR_NAME,
                       "to, from, ask, unask, pending, approved, unlisted, online, sees, state or "
                       "sent(PRESENCE)",
                       words);
        return NULL;
    }
    PsExpression *attribute = ps_expression_new(PS_EXPRESSION_HAS, NULL, NULL);
    attribute->who = who;
    attribute->value = bit;
    parser->token++;
    return attribute;
}

static PsExpression *
parse_of_side(PsParser *parser)
{
    PsWho who = PS_WHO_A;
    if (!parse_side(parser, &who))
        return NULL;
    if (ps_parser_take(parser, PS_TOKEN_WORD, "state"))
        return parse_state(parser, who);
    if (ps_parser_take(parser, PS_TOKEN_WORD, "sent"))
        return parse_sent(parser, who);
    return parse_attribute(parser, who);
}

/* ---- Operands ---- */

static PsExpression *
leaf(PsParser *parser, PsExpressionKind kind, guint value)
{
    PsExpression *expression = ps_expression_new(kind, NULL, NULL);
    expression->value = value;
    parser->token++;
    return expression;
}

static PsExpression *
parse_parentheses(PsParser *parser)
{
    parser->token++;
    g_autoptr(PsExpression) inside = ps_parser_implication(parser);
    if (inside == NULL || !expect_sign(parser, ")", "and, or, implies, a comparison or )"))
        return NULL;
    return g_steal_pointer(&inside);
}

PsExpression *
ps_parser_operand(PsParser *parser)
{
    const PsToken *token = parser->token;
    if (++parser->operands > MAX_OPERANDS) {
        ps_parser_fail(parser, token, PS_PROPERTY_ERROR_SYNTAX, "a shorter expression", NULL);
        return NULL;
    }
    gboolean named = token->kind == PS_TOKEN_WORD || token->kind == PS_TOKEN_STRING;
    if (ps_parser_is(parser, PS_TOKEN_SIGN, "("))
        return parse_parentheses(parser);
    if (named && token[1].kind == PS_TOKEN_SIGN && g_str_equal(token[1].text, "."))
        return parse_of_side(parser);
    if (ps_parser_is(parser, PS_TOKEN_WORD, "true") || ps_parser_is(parser, PS_TOKEN_WORD, "false"))
        return leaf(parser, PS_EXPRESSION_TRUTH, token->text[0] == 't');
    if (ps_parser_is(parser, PS_TOKEN_WORD, "in_flight"))
        return leaf(parser, PS_EXPRESSION_IN_FLIGHT, 0);
    if (token->kind == PS_TOKEN_NUMBER && token->number <= G_MAXINT)
        return leaf(parser, PS_EXPRESSION_NUMBER, (guint)token->number);
    static const char *const candidates[] = {"in_flight", "true", "false", "not", NULL};
    g_autofree char *expected =
        g_strdup_printf("something like %s.to, in_flight, a number or (", parser->sides->names[0]);
    ps_parser_fail(parser, token, PS_PROPERTY_ERROR_SYNTAX, expected, candidates);
    return NULL;
}
