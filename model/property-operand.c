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

/* The profiles whose states may be named of who: those that it may have here, and those of other
 * worlds: an array of const PsProfile *. */
static GArray *
list_profiles(const PsParser *parser, PsWho who)
{
    GArray *profiles = g_array_new(FALSE, FALSE, sizeof(const PsProfile *));
    for (guint side = 0; side < 2; side++)
        if (may_be(who, side))
            g_array_append_val(profiles, parser->sides->profiles[side]);
    g_array_append_vals(profiles, parser->sides->others->data, parser->sides->others->len);
    return profiles;
}

/* Finds the state called name in the profiles of the sides that who may be. In one that has none it
 * is no state: the other side, or a side in another world, is never in it here. */
static gboolean
find_states(const PsParser *parser, PsWho who, const char *name, guint64 states[2])
{
    g_autoptr(GArray) profiles = list_profiles(parser, who);
    gboolean found = FALSE;
    guint state = 0;
    for (guint side = 0; side < 2; side++)
        states[side] =
            may_be(who, side) && ps_profile_find_state(parser->sides->profiles[side], name, &state)
                ? (guint64)1 << state
                : 0;
    for (guint i = 0; i < profiles->len && !found; i++)
        found = ps_profile_find_state(g_array_index(profiles, const PsProfile *, i), name, &state);
    return found;
}

/* "rfc6121", "rfc6121 or openfire", "one of the 3 profiles". Free it. */
static char *
name_profiles(const GArray *profiles)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < profiles->len; i++) {
        const char *name = ps_profile_name(g_array_index(profiles, const PsProfile *, i));
        if (!g_ptr_array_find_with_equal_func(names, name, g_str_equal, NULL))
            g_ptr_array_add(names, g_strdup(name));
    }
    const char *first = g_ptr_array_index(names, 0);
    if (names->len == 1)
        return g_strdup(first);
    return names->len == 2
               ? g_strdup_printf("%s or %s", first, (const char *)g_ptr_array_index(names, 1))
               : g_strdup_printf("one of the %u profiles", names->len);
}

/* Says that no profile has such a state, and which one is near. */
static void
fail_state(PsParser *parser, const PsToken *token, PsWho who)
{
    g_autoptr(GArray) profiles = list_profiles(parser, who);
    g_autoptr(GPtrArray) candidates = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *names = name_profiles(profiles);
    for (guint i = 0; i < profiles->len; i++) {
        const PsProfile *profile = g_array_index(profiles, const PsProfile *, i);
        for (guint state = 0; state < ps_profile_n_states(profile); state++)
            g_ptr_array_add(candidates, g_strdup(ps_profile_state_name(profile, state)));
    }
    g_ptr_array_add(candidates, NULL);
    const char *const *states = (const char *const *)(gpointer)candidates->pdata;
    g_autofree char *expected = g_strdup_printf("a state of %s such as \"%s\"", names, states[0]);
    ps_parser_fail(parser, token, PS_PROPERTY_ERROR_NAME, expected, states);
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
