/* Properties: cutting a text into tokens, with GScanner. */
#include "model/property-private.h"
#include "model/visible.h"

#include <string.h>

#define SPACE " \t\r\n"

void
ps_property_fail(GError **error, PsPropertyError code, const char *file, const char *text,
                 gsize offset, const char *format, ...)
{
    guint line = 1;
    const char *begin = text;
    for (const char *c = text; c < text + offset; c++) {
        if (*c == '\n') {
            line++;
            begin = c + 1;
        }
    }
    va_list args;
    va_start(args, format);
    g_autofree char *message = g_strdup_vprintf(format, args);
    va_end(args);
    glong column = g_utf8_strlen(begin, (gssize)(text + offset - begin)) + 1;
    g_set_error(error, PS_PROPERTY_ERROR, (int)code, "%s:%u:%ld: %s", file, line, column, message);
}

/* What GScanner is told: what a number, a word, a string and a comment are, and where nothing is.
 * Everything else is a sign. */
static GScanner *
new_scanner(const char *text, gsize length)
{
    static char space[] = SPACE; /* these are never written to */
    static char comment[] = "#\n";
    static char first[] = G_CSET_a_2_z G_CSET_A_2_Z "_";
    static char nth[] = G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-";
    GScanner *scanner = g_scanner_new(NULL);
    GScannerConfig *config = scanner->config;
    config->cset_skip_characters = space;
    config->cpair_comment_single = comment;
    config->cset_identifier_first = first;
    config->cset_identifier_nth = nth;
    config->case_sensitive = TRUE;
    config->scan_identifier_1char = TRUE;
    config->scan_identifier_NULL = FALSE;
    config->scan_symbols = FALSE;
    config->scan_octal = FALSE;
    config->scan_float = FALSE;
    config->scan_hex = FALSE;
    config->scan_comment_multi = FALSE;
    config->store_int64 = TRUE;
    config->char_2_token = FALSE;
    g_scanner_input_text(scanner, text, (guint)length);
    return scanner;
}

/* What stands before a token: white space and comments, as the scanner skips them. */
static gsize
skip_space(const char *text, gsize length, gsize offset)
{
    gboolean comment = FALSE;
    while (offset < length && (comment || strchr(SPACE "#", text[offset]) != NULL)) {
        comment = text[offset] != '\n' && (comment || text[offset] == '#');
        offset++;
    }
    return offset;
}

/* ---- Signs ---- */

/* Makes one sign of two that stand together: != <= >=, and == && || so that the parser can say what
 * is meant instead. */
static gboolean
joins(const GArray *tokens, const PsToken *next)
{
    PsToken *last = tokens->len > 0 ? &g_array_index(tokens, PsToken, tokens->len - 1) : NULL;
    if (last == NULL || last->kind != PS_TOKEN_SIGN || next->kind != PS_TOKEN_SIGN ||
        last->end != next->start || last->text[1] != '\0')
        return FALSE;
    gboolean equals = next->text[0] == '=' && strchr("!<>=", last->text[0]) != NULL;
    gboolean doubled = strchr("&|", next->text[0]) != NULL && last->text[0] == next->text[0];
    if (!equals && !doubled)
        return FALSE;
    char *joined = g_strconcat(last->text, next->text, NULL);
    g_free(last->text);
    last->text = joined;
    last->end = next->end;
    return TRUE;
}

/* ---- Errors ---- */

/* The text, where one token is being looked at. */
typedef struct {
    const char *file, *text;
    gsize length;
    GError **error;
} Source;

static gboolean
fail_at(const Source *source, gsize offset, const char *expected, const char *found)
{
    ps_property_fail(source->error, PS_PROPERTY_ERROR_SYNTAX, source->file, source->text, offset,
                     "expected %s, found %s", expected, found);
    return FALSE;
}

/* A character as a message shows it. Free it. */
static char *
character_text(const char *character)
{
    gunichar code = g_utf8_get_char(character);
    if (!ps_is_visible(code))
        return g_strdup_printf("U+%04X", code);
    return g_strdup_printf("“%.*s”", g_utf8_skip[(guchar)*character], character);
}

/* A string must say what it is to the eye: in one line, without escapes of other characters. What
 * it says is then UTF-8 as the text is. */
static gboolean
check_string(const Source *source, const PsToken *token, gboolean complete)
{
    const char *end = source->text + token->end - 1; /* the quote, if the string is complete */
    const char *line = memchr(source->text + token->start, '\n', token->end - token->start);
    if (!complete || line != NULL)
        return fail_at(source, token->start, "the string that begins here to end in this line",
                       line != NULL ? "the end of the line" : "the end");
    gboolean escapes = source->text[token->start] == '"';
    for (const char *c = source->text + token->start + 1; c < end; c += g_utf8_skip[(guchar)*c]) {
        gsize offset = (gsize)(c - source->text);
        g_autofree char *found = character_text(c);
        if (!ps_is_visible(g_utf8_get_char(c)))
            return fail_at(source, offset, "characters that can be seen in a string", found);
        if (!escapes || *c != '\\')
            continue;
        c++;
        g_autofree char *escaped = character_text(c);
        if (*c != '"' && *c != '\\')
            return fail_at(source, offset, "\\\" or \\\\ for a quote or a backslash in a string",
                           escaped);
    }
    return TRUE;
}

/* Says what the scanner could make no token of: a number that letters follow, or a character. */
static gboolean
fail_token(const Source *source, gsize start)
{
    gsize n = 0;
    while (start + n < source->length && g_ascii_isalnum(source->text[start + n]))
        n++;
    g_autofree char *found = n > 0 ? g_strdup_printf("“%.*s”", (int)n, source->text + start)
                                   : character_text(source->text + start);
    return fail_at(source, start,
                   n > 0 ? "a number of digits only"
                         : "a word of letters, digits, _ and -, a string in quotes, a number or a "
                           "sign",
                   found);
}

/* ---- Tokens ---- */

/* Takes over what the scanner found; FALSE and an error if it is nothing that a property can have.
 */
static gboolean
read_token(const Source *source, GScanner *scanner, PsToken *token)
{
    GTokenValue value = g_scanner_cur_value(scanner);
    GTokenType type = g_scanner_cur_token(scanner);
    gboolean open = type == G_TOKEN_ERROR && value.v_error == G_ERR_UNEXP_EOF_IN_STRING;
    if (type == G_TOKEN_STRING || open) {
        token->kind = PS_TOKEN_STRING;
        token->text = g_strdup(open ? "" : value.v_string);
        return check_string(source, token, !open);
    }
    token->text = g_strndup(source->text + token->start, token->end - token->start);
    if (type == G_TOKEN_EOF)
        token->kind = PS_TOKEN_END;
    else if (type == G_TOKEN_IDENTIFIER)
        token->kind = PS_TOKEN_WORD;
    else if (type == G_TOKEN_INT)
        token->kind = PS_TOKEN_NUMBER;
    else if (type == G_TOKEN_CHAR && strchr("().:=!<>&|", value.v_char) != NULL)
        token->kind = PS_TOKEN_SIGN;
    else
        return fail_token(source, token->start);
    token->number = type == G_TOKEN_INT ? value.v_int64 : 0;
    return TRUE;
}

static void
clear_token(gpointer data)
{
    g_free(((PsToken *)data)->text);
}

/* Where the scanner is. Of a text without characters it keeps no pointer. */
static gsize
position(const Source *source, const GScanner *scanner)
{
    return scanner->text != NULL ? (gsize)(scanner->text - source->text) : 0;
}

GArray *
ps_tokens_new(const char *text, gsize length, const char *file, GError **wrong)
{
    GArray *tokens = g_array_new(FALSE, TRUE, sizeof(PsToken));
    Source source = {file, text, length, wrong};
    GScanner *scanner = new_scanner(text, length);
    PsTokenKind last = PS_TOKEN_SIGN;
    g_array_set_clear_func(tokens, clear_token);
    while (last != PS_TOKEN_END && last != PS_TOKEN_WRONG) {
        PsToken token = {.start = skip_space(text, length, position(&source, scanner))};
        g_scanner_get_next_token(scanner);
        token.end = position(&source, scanner);
        if (!read_token(&source, scanner, &token))
            token.kind = PS_TOKEN_WRONG;
        last = token.kind;
        if (joins(tokens, &token))
            clear_token(&token);
        else
            g_array_append_val(tokens, token);
    }
    g_scanner_destroy(scanner);
    return tokens;
}
