/* What the exports share: identifiers, properties as formulas, what the comments say. */
#ifndef PS_VIZ_EXPORT_PRIVATE_H
#define PS_VIZ_EXPORT_PRIVATE_H

#include "model/expression.h"
#include "viz/export.h"

/* ---- Identifiers (export-names.c) ---- */

typedef struct _PsNames PsNames;

/* An empty set of identifiers. Free with ps_names_free. */
PsNames *ps_names_new(void);

void ps_names_free(PsNames *names);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsNames, ps_names_free)

/* Makes a word, which is an identifier of the language or of the model itself, one that nothing
 * else is called. */
void ps_names_reserve(PsNames *names, const char *word);

/* Makes an identifier of a text: its ASCII letters and digits, "_" for what is between them, and a
 * number behind it if it is taken. It begins with a letter, a capital one if that is wanted. Owned
 * by the names. */
const char *ps_names_add(PsNames *names, const char *text, gboolean capital);

/* ---- Formulas (export-formula.c) ---- */

/* How a language writes one kind of expression: around and between its parts. */
typedef struct {
    const char *before, *between, *after;
} PsTemplate;

typedef struct {
    PsTemplate templates[PS_EXPRESSION_LESS_OR_EQUAL + 1]; /* by kind, of those that have parts */
    /* Appends what looks at one side or at the links, or a truth value. */
    void (*append_leaf)(GString *out, const PsExpression *leaf, guint side, gpointer data);
    gpointer data;
} PsDialect;

/* Appends the expression of a property: both ways round joined by "and", of a reachable property by
 * "or", if it speaks of the watcher and the publisher. */
void ps_formula_append(GString *out, const PsProperty *property, const PsDialect *dialect);

/* ---- Comments (export-notes.c) ---- */

/* Appends text as lines that each begin with prefix; nothing in it ends a comment of any of the
 * languages. */
void ps_notes_append(GString *out, const char *text, const char *prefix);

/* What the world is and how the model was made, some lines. Free it. */
char *ps_notes_world(const PsExport *export);

/* What properties say of entries. */
typedef struct {
    PsAttributes bit;
    const char *name;
} PsAttributeName;

#define PS_N_ATTRIBUTES 7
extern const PsAttributeName ps_attributes[PS_N_ATTRIBUTES];

/* The states of the entries that a side can reach by its tables alone: bit s for state s. */
guint64 ps_export_entries(const PsWorld *world, guint side);

/* The presences that some move of a side in these states can send, bit per PsPresence; an error
 * also if presences bounce. */
guint ps_export_sends(const PsWorld *world, guint side);

#endif
