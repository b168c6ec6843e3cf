/* Properties: whole texts of them.
 *
 *     text     = property {property}
 *     property = kind name [string] ":" implication
 */
#include "model/property-private.h"

/* Bytes of a text. */
#define MAX_LENGTH (1 << 20)

/* Properties of a text: more than anybody reads, and few enough to compare all their names. */
#define MAX_PROPERTIES 1000

/* ---- One property ---- */

/* What can go on after a whole expression, besides the end: it or the next property. */
static void
fail_after(PsParser *parser)
{
    static const char *const candidates[] = {"and",    "or",        "implies",     "settled",
                                             "always", "reachable", "recoverable", NULL};
    ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX,
                   "and, or, implies, a comparison, or the next property", candidates);
}

static gboolean
parse_kind(PsParser *parser, PsPropertyKind *kind)
{
    static const char *const words[] = {"settled", "always", "reachable", "recoverable", NULL};
    for (guint i = 0; words[i] != NULL; i++) {
        *kind = (PsPropertyKind)i;
        if (ps_parser_take(parser, PS_TOKEN_WORD, words[i]))
            return TRUE;
    }
    if (parser->complete)
        fail_after(parser);
    else
        ps_parser_fail(parser, parser->token, PS_PROPERTY_ERROR_SYNTAX,
                       "settled, always, reachable or recoverable", words);
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

/* Its expression. */
static gboolean
parse_body(PsParser *parser, PsProperty *property)
{
    const PsToken *first = parser->token;
    parser->operands = 0;
    property->expression = ps_parser_truth(parser);
    if (property->expression == NULL)
        return FALSE;
    property->text = source(parser, first, parser->token);
    property->has_roles = ps_expression_has_roles(property->expression);
    parser->complete = TRUE;
    return TRUE;
}

static PsProperty *
parse_property(PsParser *parser)
{
    g_autoptr(PsProperty) property = g_new0(PsProperty, 1);
    return parse_head(parser, property) && parse_body(parser, property) ? g_steal_pointer(&property)
                                                                        : NULL;
}

/* ---- All of them ---- */

/* TRUE if a property before this one, in this text or in another one, is called so. One that is
 * built in may be replaced. */
static gboolean
is_taken(const PsParser *parser, const GPtrArray *list, const char *name)
{
    const PsProperty *earlier = ps_properties_find(parser->sides, name);
    for (guint i = 0; i < list->len; i++)
        if (g_str_equal(ps_property_name(g_ptr_array_index(list, i)), name))
            return TRUE;
    return earlier != NULL && !earlier->is_built_in;
}

/* Adds the next property to those before it. */
static gboolean
parse_next(PsParser *parser, GPtrArray *list)
{
    const PsToken *begin = parser->token;
    if (list->len == MAX_PROPERTIES) {
        g_autofree char *expected =
            g_strdup_printf("no more than %d properties in a text", MAX_PROPERTIES);
        ps_parser_fail(parser, begin, PS_PROPERTY_ERROR_SYNTAX, expected, NULL);
        return FALSE;
    }
    g_autoptr(PsProperty) property = parse_property(parser);
    if (property == NULL)
        return FALSE;
    if (is_taken(parser, list, property->name)) {
        ps_parser_fail(parser, begin + 1, PS_PROPERTY_ERROR_NAME,
                       "a name that no other property has", NULL);
        return FALSE;
    }
    g_ptr_array_add(list, g_steal_pointer(&property));
    return TRUE;
}

/* The text must be one that tokens can be cut from. */
static gboolean
check_text(const char *text, gsize length, const char *file, GError **error)
{
    const char *end = NULL;
    if (length > MAX_LENGTH) {
        g_set_error(error, PS_PROPERTY_ERROR, PS_PROPERTY_ERROR_FILE,
                    "%s: expected at most %d bytes of properties, found %" G_GSIZE_FORMAT, file,
                    MAX_LENGTH, length);
        return FALSE;
    }
    if (g_utf8_validate(text, (gssize)length, &end))
        return TRUE;
    ps_property_fail(error, PS_PROPERTY_ERROR_FILE, file, text, (gsize)(end - text),
                     "expected UTF-8 text, found the byte 0x%02X", (guint)(guchar)*end);
    return FALSE;
}

GPtrArray *
ps_property_parse(const PsProperties *sides, const char *text, gsize length, const char *file,
                  GError **error)
{
    if (!check_text(text, length, file, error))
        return NULL;
    g_autoptr(GError) wrong = NULL;
    g_autoptr(GArray) tokens = ps_tokens_new(text, length, file, &wrong);
    PsParser parser = {.sides = sides, .file = file, .text = text, .wrong = wrong, .error = error};
    parser.token = &g_array_index(tokens, PsToken, 0);
    g_autoptr(GPtrArray) list = g_ptr_array_new_with_free_func((GDestroyNotify)ps_property_free);
    do
        if (!parse_next(&parser, list))
            return NULL;
    while (parser.token->kind != PS_TOKEN_END);
    return g_steal_pointer(&list);
}

PsProperty *
ps_property_new(const PsProperties *sides, PsPropertyKind kind, const char *text, gsize length,
                const char *file, GError **error)
{
    if (!check_text(text, length, file, error))
        return NULL;
    g_autoptr(GError) wrong = NULL;
    g_autoptr(GArray) tokens = ps_tokens_new(text, length, file, &wrong);
    PsParser parser = {.sides = sides, .file = file, .text = text, .wrong = wrong, .error = error};
    g_autoptr(PsProperty) property = g_new0(PsProperty, 1);
    property->kind = kind;
    property->name = g_strdup(file);
    parser.token = &g_array_index(tokens, PsToken, 0);
    if (!parse_body(&parser, property))
        return NULL;
    if (parser.token->kind == PS_TOKEN_END)
        return g_steal_pointer(&property);
    ps_parser_fail(&parser, parser.token, PS_PROPERTY_ERROR_SYNTAX,
                   "and, or, implies, a comparison, or the end", NULL);
    return NULL;
}
