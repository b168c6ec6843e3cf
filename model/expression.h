/* Expressions of properties: trees over what the two sides of a state have. Built by the parser,
 * which sees to it that types fit. */
#ifndef PS_MODEL_EXPRESSION_H
#define PS_MODEL_EXPRESSION_H

#include "model/world.h"

G_BEGIN_DECLS

/* Whom an expression speaks of: a side by its number, or by what it is to the other one. */
typedef enum { PS_WHO_A, PS_WHO_B, PS_WHO_WATCHER, PS_WHO_PUBLISHER } PsWho;

typedef enum {
    /* truth values */
    PS_EXPRESSION_TRUTH,  /* value: 0 or 1 */
    PS_EXPRESSION_ENTRY,  /* the entry of who is one of `states`: those that have the attribute
                           * whose bit `value` is, or if it is 0, those of one name */
    PS_EXPRESSION_ONLINE, /* who is online */
    PS_EXPRESSION_SEES,   /* who sees the other one */
    PS_EXPRESSION_NOT,    /* left */
    PS_EXPRESSION_AND,    /* left and right, and so on */
    PS_EXPRESSION_OR,
    PS_EXPRESSION_IMPLIES,
    PS_EXPRESSION_SAME, /* truth values are equal */
    /* comparisons of numbers: truth values */
    PS_EXPRESSION_EQUAL,
    PS_EXPRESSION_LESS,
    PS_EXPRESSION_LESS_OR_EQUAL,
    /* numbers */
    PS_EXPRESSION_NUMBER,    /* value */
    PS_EXPRESSION_IN_FLIGHT, /* presences on both links */
    PS_EXPRESSION_SENT,      /* presences of the kind `value` on the link that leaves who */
} PsExpressionKind;

typedef struct _PsExpression PsExpression;

struct _PsExpression {
    PsExpressionKind kind;
    PsWho who;
    guint value;
    guint64 states[2];          /* of each side's profile: bit s for state s */
    PsExpression *left, *right; /* owned */
};

/* Makes an expression of this kind; what it is made of becomes its own and may be NULL. Free with
 * ps_expression_free. */
PsExpression *ps_expression_new(PsExpressionKind kind, PsExpression *left, PsExpression *right);

void ps_expression_free(PsExpression *expression);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsExpression, ps_expression_free)

/* TRUE if it is a number, FALSE if it is a truth value. */
gboolean ps_expression_is_number(const PsExpression *expression);

/* TRUE if some part of it looks at who is online, who sees whom, or at presences that exist only
 * with availability. */
gboolean ps_expression_needs_availability(const PsExpression *expression);

/* TRUE if some part of it looks at which presences are on a link. */
gboolean ps_expression_looks_at_links(const PsExpression *expression);

/* The side that it speaks of itself, with side `watcher` as the watcher. */
guint ps_expression_side(const PsExpression *expression, guint watcher);

/* TRUE if some part of it speaks of the watcher or the publisher. */
gboolean ps_expression_has_roles(const PsExpression *expression);

/* Its value in a state with side `watcher` as the watcher: a number, or 0 or 1. Of two truth values
 * the right one is looked at only if the left one does not decide. */
guint ps_expression_value(const PsExpression *expression, const PsWorld *world,
                          const PsState *state, guint watcher);

/* Appends to list (strings that are to be freed) what makes the value of a truth value what it is,
 * such as "juliet has from", nothing twice. */
void ps_expression_explain(const PsExpression *expression, const PsWorld *world,
                           const PsState *state, guint watcher, GPtrArray *list);

G_END_DECLS

#endif
