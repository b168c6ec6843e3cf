/* Properties: operands, the sides of a state and what they have.
 *
 *     operand = "(" implication ")" | "true" | "false" | number | "in_flight"
 *             | side "." (attribute | "sent" "(" presence ")")
 *             | side "." "state" ("=" | "!=") string
 */
#include "model/property-private.h"

#include <string.h>

/* As many operands as one expression can have, so that its tree is not too deep; nobody reads more.
 */
#define MAX_OPERANDS 1000

/* What can be said of a side: attributes, first those of its entry, in the order of their bits; and
 * other things. */
static const char *const words[] = {"to",       "from",   "ask",  "unask", "pending", "approved",
                                    "unlisted", "online", "sees", "state", "sent",    NULL};
#define N_ATTRIBUTES 9

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
                                 "publisher"}; /* in the order of PsWho */
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        if (g_str_equal(names[i], name)) {
            *who = (PsWho)i;
            return TRUE;
        }
    }
    return FALSE;
}

/* A side as an expression names it. Free it. */
static char *
written(const char *name)
{
    gboolean bare = strspn(name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-") == strlen(name) &&
                    !g_ascii_isdigit(name[0]) && name[0] != '-';
    g_autoptr(GString) text = g_string_new(name);
    g_string_replace(text, "\\", "\\\\", 0);
    g_string_replace(text, "\"", "\\\"", 0);
    return bare ? g_strdup(name) : g_strdup_printf("\"%s\"", text->str);
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
    g_autofree char *a = written(names[0]);
    g_autofree char *b = written(names[1]);
    g_autofree char *expected = g_strdup_printf("%s, %s, watcher or publisher", a, b);
    ps_parser_fail(parser, token, PS_PROPERTY_ERROR_NAME, expected, candidates);
    return FALSE;
}

/* TRUE if who may be this side: as itself, or in a role. */
static gboolean
may_be(PsWho who, guint side)
{
    return who >= PS_WHO_WATCHER || (guint)who == side;
}

/* Finds the state called name in the profiles of the sides that who may be. In one that has none it
 * is no state: the other side is never in it. */
static gboolean
find_states(const PsParser *parser, PsWho who, const char *name, guint64 states[2])
{
    gboolean found = FALSE;
    for (guint side = 0; side < 2; side++) {
        guint state = 0;
        gboolean there =
            may_be(who, side) && ps_profile_find_state(parser->sides->profiles[side], name, &state);
        states[side] = there ? (guint64)1 << state : 0;
        found = found || there;
    }
    return found;
}

/* Says that no profile has such a state, and which one is near. */
static void
fail_state(PsParser *parser, const PsToken *token, PsWho who)
{
    const PsProfile *const *profiles = parser->sides->profiles;
    const char *candidates[2 * PS_MAX_STATES + 1] = {NULL};
    guint n = 0;
    for (guint side = 0; side < 2; side++)
        for (guint i = 0; may_be(who, side) && i < ps_profile_n_states(profiles[side]); i++)
            candidates[n++] = ps_profile_state_name(profiles[side], i);
    const char *first = ps_profile_name(profiles[who == PS_WHO_B ? 1 : 0]);
    const char *second = ps_profile_name(profiles[who == PS_WHO_A ? 0 : 1]);
    gboolean one = g_str_equal(first, second);
    g_autofree char *expected =
        g_strdup_printf("a state of %s%s%s such as \"%s\"", first, one ? "" : " or ",
                        one ? "" : second, candidates[0]);
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
    g_autoptr(PsExpression) state = ps_expression_new(PS_EXPRESSION_ENTRY, NULL, NULL);
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
        ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_NAME,
                       "a presence such as subscribe", ps_presence_names());
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

/* The states of a profile that have the attribute of this bit. */
static guint64
states_with(const PsProfile *profile, guint bit)
{
    guint64 states = 0;
    for (guint i = 0; i < ps_profile_n_states(profile); i++)
        if (ps_profile_attributes(profile, i) & bit)
            states |= (guint64)1 << i;
    return states;
}

/* Which expression says this of a side. */
static PsExpressionKind
kind_of(const char *word)
{
    if (g_str_equal(word, "online"))
        return PS_EXPRESSION_ONLINE;
    return g_str_equal(word, "sees") ? PS_EXPRESSION_SEES : PS_EXPRESSION_ENTRY;
}

static PsExpression *
parse_attribute(PsParser *parser, PsWho who)
{
    guint word = 0;
    while (word < N_ATTRIBUTES && !ps_parser_is(parser, PS_TOKEN_WORD, words[word]))
        word++;
    if (word == N_ATTRIBUTES) {
        ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_NAME,
                       "to, from, ask, unask, pending, approved, unlisted, online, sees, state or "
                       "sent(PRESENCE)",
                       words);
        return NULL;
    }
    PsExpression *found = ps_expression_new(kind_of(parser->token->text), NULL, NULL);
    found->who = who;
    if (found->kind == PS_EXPRESSION_ENTRY)
        found->value = 1u << word; /* the words are in the order of these bits */
    for (guint side = 0; side < 2; side++)
        found->states[side] = states_with(parser->sides->profiles[side], found->value);
    parser->token++;
    return found;
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

static PsExpression *
parse_number(PsParser *parser)
{
    if (parser->token->number <= G_MAXUINT)
        return leaf(parser, PS_EXPRESSION_NUMBER, (guint)parser->token->number);
    g_autofree char *expected = g_strdup_printf("a number up to %u", G_MAXUINT);
    ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX, expected, NULL);
    return NULL;
}

/* Says what could be where nothing is that an expression can begin with. */
static void
fail_operand(PsParser *parser)
{
    static const char *const candidates[] = {"in_flight", "true", "false", "not", NULL};
    g_autofree char *side = written(parser->sides->names[0]);
    g_autofree char *expected =
        g_strdup_printf("something like %s.to, in_flight, a number or (", side);
    ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX, expected, candidates);
}

PsExpression *
ps_parser_operand(PsParser *parser)
{
    const PsToken *token = parser->token;
    gboolean named = token->kind == PS_TOKEN_WORD || token->kind == PS_TOKEN_STRING;
    if (++parser->operands > MAX_OPERANDS) {
        g_autofree char *expected =
            g_strdup_printf("no more than %d operands in an expression", MAX_OPERANDS);
        ps_parser_fail(parser, token, PS_PROPERTY_ERROR_SYNTAX, expected, NULL);
        return NULL;
    }
    if (named && token[1].kind == PS_TOKEN_SIGN && g_str_equal(token[1].text, "."))
        return parse_of_side(parser);
    if (ps_parser_is(parser, PS_TOKEN_SIGN, "("))
        return parse_parentheses(parser);
    if (ps_parser_is(parser, PS_TOKEN_WORD, "true") || ps_parser_is(parser, PS_TOKEN_WORD, "false"))
        return leaf(parser, PS_EXPRESSION_TRUTH, token->text[0] == 't');
    if (ps_parser_is(parser, PS_TOKEN_WORD, "in_flight"))
        return leaf(parser, PS_EXPRESSION_IN_FLIGHT, 0);
    if (token->kind == PS_TOKEN_NUMBER)
        return parse_number(parser);
    fail_operand(parser);
    return NULL;
}
