/* The inside of properties, for their files: property-token.c cuts a text into tokens,
 * property-operand.c and property-parse.c make expressions of these and property-text.c properties;
 * expression.c evaluates, property.c judges. */
#ifndef PS_MODEL_PROPERTY_PRIVATE_H
#define PS_MODEL_PROPERTY_PRIVATE_H

#include "model/expression.h"
#include "model/property.h"

struct _PsProperty {
    PsPropertyKind kind;
    char *name;
    char *meaning;            /* NULL if it is not said */
    char *text;               /* of the expression; NULL for no-reply-storm */
    PsExpression *expression; /* the same */
    gboolean has_roles;       /* it speaks of the watcher or the publisher */
    gboolean is_built_in;
};

struct _PsProperties {
    const PsProfile *profiles[2];
    char *names[2];
    GArray *others;  /* of const PsProfile *: whose states may be named as well */
    GPtrArray *list; /* of PsProperty */
};

/* ---- Tokens ---- */

typedef enum {
    PS_TOKEN_END,
    PS_TOKEN_WORD,
    PS_TOKEN_STRING,
    PS_TOKEN_NUMBER,
    PS_TOKEN_SIGN, /* ( ) . : = != < <= > >=, and those that nothing takes: ! == & && | || */
    PS_TOKEN_WRONG,
} PsTokenKind;

typedef struct {
    PsTokenKind kind;
    char *text;     /* as it is written; of a string, what it says */
    gsize start;    /* where it begins, in bytes of the text */
    gsize end;      /* and where it ends */
    guint64 number; /* of a number; G_MAXUINT64 for all that are larger */
} PsToken;

/* Cuts a text, which must be UTF-8 and less than 4 GiB, into tokens (PsToken). The last one is
 * PS_TOKEN_END, or PS_TOKEN_WRONG where it cannot be cut; then *wrong becomes why
 * (PS_PROPERTY_ERROR). Free with g_array_unref. */
GArray *ps_tokens_new(const char *text, gsize length, const char *file, GError **wrong);

/* Sets an error of this code at an offset of the text, which must be UTF-8 up to there:
 * "FILE:LINE:COLUMN: MESSAGE". Columns are characters, a tab is one of them. */
void ps_property_fail(GError **error, PsPropertyError code, const char *file, const char *text,
                      gsize offset, const char *format, ...) G_GNUC_PRINTF(6, 7);

/* ---- Parsing ---- */

typedef struct {
    const PsProperties *sides; /* whose names and profiles the text speaks of */
    const char *file, *text;
    const PsToken *token; /* the next one */
    guint depth;          /* of what is within each other */
    guint operands;       /* of this expression so far */
    gboolean complete;    /* a property ends before the next token */
    const GError *wrong;  /* what is to be said of PS_TOKEN_WRONG */
    GError **error;
} PsParser;

/* TRUE if the next token is this one; and the same, taking it. */
gboolean ps_parser_is(const PsParser *parser, PsTokenKind kind, const char *text);
gboolean ps_parser_take(PsParser *parser, PsTokenKind kind, const char *text);

/* "expected WHAT, found THIS" at a token; candidates (NULL-terminated, or NULL) are what could be
 * there: the nearest of them is suggested. At PS_TOKEN_WRONG what is wrong there. */
void ps_parser_fail(PsParser *parser, const PsToken *token, PsPropertyError code,
                    const char *expected, const char *const *candidates);

/* Parses one of these at the next token; NULL and the parser's error if there is none. Free with
 * ps_expression_free. */
PsExpression *ps_parser_operand(PsParser *parser);
PsExpression *ps_parser_implication(PsParser *parser);

/* The same for a whole expression, which must be a truth value. */
PsExpression *ps_parser_truth(PsParser *parser);

/* Reads all properties of a text, for the sides of `properties`: an array of PsProperty that frees
 * them; or NULL and error. */
GPtrArray *ps_property_parse(const PsProperties *properties, const char *text, gsize length,
                             const char *file, GError **error);

#endif
