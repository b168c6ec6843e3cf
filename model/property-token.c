/* Properties: cutting a text into tokens, with GScanner. */
#include "model/property-private.h"

#include <string.h>

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

/* Only what a number, a word, a string and a comment are; everything else is a sign. */
static GScanner *
new_scanner(const char *text, gsize length)
{
    static char first[] = G_CSET_a_2_z G_CSET_A_2_Z "_"; /* never written to */
    static char nth[] = G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "_-";
    GScanner *scanner = g_scanner_new(NULL);
    GScannerConfig *config = scanner->config;
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
    while (offset < length && (comment || strchr(" \t\r\n#", text[offset]) != NULL)) {
        comment = text[offset] != '\n' && (comment || text[offset] == '#');
        offset++;
    }
    return offset;
}

/* Makes !=, <= and >= of two signs that stand together. */
static gboolean
joins(const GArray *tokens, const PsToken *next)
{
    if (tokens->len == 0 || next->kind != PS_TOKEN_SIGN || next->text[0] != '=')
        return FALSE;
    PsToken *last = &g_array_index(tokens, PsToken, tokens->len - 1);
    if (last->kind != PS_TOKEN_SIGN || last->end != next->start || last->text[1] != '\0' ||
        strchr("!<>", last->text[0]) == NULL)
        return FALSE;
    char *joined = g_strconcat(last->text, "=", NULL);
    g_free(last->text);
    last->text = joined;
    last->end = next->end;
    return TRUE;
}

/* Takes over what the scanner found; FALSE if it is nothing that a property can have. */
static gboolean
read_token(GScanner *scanner, PsToken *token)
{
    GTokenValue value = g_scanner_cur_value(scanner);
    switch ((int)g_scanner_cur_token(scanner)) {
    case G_TOKEN_EOF:
        token->kind = PS_TOKEN_END;
        token->text = g_strdup("");
        return TRUE;
    case G_TOKEN_IDENTIFIER:
        token->kind = PS_TOKEN_WORD;
        token->text = g_strdup(value.v_identifier);
        return TRUE;
    case G_TOKEN_STRING:
        token->kind = PS_TOKEN_STRING;
        token->text = g_strdup(value.v_string);
        return g_utf8_validate(token->text, -1, NULL); /* it may have escapes */
    case G_TOKEN_INT:
        token->kind = PS_TOKEN_NUMBER;
        token->number = value.v_int64;
        token->text = g_strdup_printf("%" G_GUINT64_FORMAT, token->number);
        return TRUE;
    case G_TOKEN_CHAR:
        token->kind = PS_TOKEN_SIGN;
        token->text = g_strndup((const char[]){(char)value.v_char, '\0'}, 1);
        return strchr("().:=!<>", (int)value.v_char) != NULL;
    default:
        return FALSE;
    }
}

static void
clear_token(gpointer data)
{
    g_free(((PsToken *)data)->text);
}

/* What the scanner could not make a token of. */
static void
fail_token(GError **error, GScanner *scanner, const char *file, const char *text, gsize length,
           gsize start)
{
    GTokenValue value = g_scanner_cur_value(scanner);
    gboolean open =
        g_scanner_cur_token(scanner) == G_TOKEN_ERROR && value.v_error == G_ERR_UNEXP_EOF_IN_STRING;
    if (open) {
        ps_property_fail(error, PS_PROPERTY_ERROR_SYNTAX, file, text, start,
                         "expected the string that begins here to end, found the end");
        return;
    }
    gunichar found = start < length ? g_utf8_get_char(text + start) : 0;
    g_autofree char *shown = g_strndup(text + start, (gsize)g_unichar_to_utf8(found, NULL));
    ps_property_fail(error, PS_PROPERTY_ERROR_SYNTAX, file, text, start,
                     "expected a word, a number, a string or a sign, found “%s”", shown);
}

GArray *
ps_tokens_new(const char *text, gsize length, const char *file, GError **error)
{
    g_autoptr(GArray) tokens = g_array_new(FALSE, TRUE, sizeof(PsToken));
    GScanner *scanner = new_scanner(text, length);
    gboolean goes_on = TRUE;
    g_array_set_clear_func(tokens, clear_token);
    while (goes_on) {
        PsToken token = {0};
        token.start = skip_space(text, length, (gsize)(scanner->text - text));
        g_scanner_get_next_token(scanner);
        token.end = (gsize)(scanner->text - text);
        gboolean valid = read_token(scanner, &token);
        if (!valid)
            fail_token(error, scanner, file, text, length, token.start);
        goes_on = valid && token.kind != PS_TOKEN_END;
        if (!valid || joins(tokens, &token))
            clear_token(&token);
        else
            g_array_append_val(tokens, token);
        if (!valid)
            g_clear_pointer(&tokens, g_array_unref);
    }
    g_scanner_destroy(scanner);
    return g_steal_pointer(&tokens);
}
