/* Properties: what must hold, said in a small language that docs/model.md defines.
 *
 * A property has a kind, a name, a meaning and an expression. An expression looks at both sides of
 * one state: by their names, or as `watcher` and `publisher`, and is then judged both ways round.
 * Those that everybody wants are built in (model/properties/built-in.properties); readers add
 * their own. */
#ifndef PS_MODEL_PROPERTY_H
#define PS_MODEL_PROPERTY_H

#include "model/world.h"

G_BEGIN_DECLS

typedef enum {
    PS_PROPERTY_SETTLED,     /* holds in every state whose links are both empty */
    PS_PROPERTY_ALWAYS,      /* holds in every state */
    PS_PROPERTY_REACHABLE,   /* holds in some state, of which a witness is wanted */
    PS_PROPERTY_RECOVERABLE, /* from every state one can be reached in which it holds (AG EF) */
    PS_PROPERTY_STORM,       /* no-reply-storm: no run of arrivals alone is without an end */
} PsPropertyKind;

typedef struct _PsProperty PsProperty;
typedef struct _PsProperties PsProperties;

#define PS_PROPERTY_ERROR (ps_property_error_quark())
GQuark ps_property_error_quark(void);

typedef enum {
    PS_PROPERTY_ERROR_FILE,   /* cannot be read, is not UTF-8, or says no property */
    PS_PROPERTY_ERROR_SYNTAX, /* something else was expected */
    PS_PROPERTY_ERROR_NAME,   /* a side, attribute, state, presence or property that is none */
    PS_PROPERTY_ERROR_TYPE,   /* a truth value where a number belongs, and the like */
} PsPropertyError;

/* ---- Sets of properties ---- */

/* The properties that are built in, for worlds of these options: with their profiles and names;
 * everything else may differ. The profiles must outlive them. Free with ps_properties_free. */
PsProperties *ps_properties_new(const PsWorldOptions *options);

void ps_properties_free(PsProperties *properties);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsProperties, ps_properties_free)

/* Lets what is added next name a state of this profile too, which is none of these sides' and must
 * outlive the properties: no side of theirs is ever in it. For properties that are judged in
 * several worlds. */
void ps_properties_allow_states(PsProperties *properties, const PsProfile *other);

/* Adds the properties in length bytes of text, at least one. One that is called as a built-in one
 * takes its place; otherwise no two may be called the same. FALSE and a PS_PROPERTY_ERROR if
 * something is wrong: the message begins with file, line and column, says what was expected and
 * what was found, and the properties are as they were. */
gboolean ps_properties_add(PsProperties *properties, const char *text, gsize length,
                           const char *file, GError **error);

/* Leaves only the properties with these names (NULL-terminated), in the order in which they were.
 * FALSE and PS_PROPERTY_ERROR_NAME if there is none of some name, and nothing is changed. */
gboolean ps_properties_keep(PsProperties *properties, const char *const *names, GError **error);

/* In the order in which they are reported. A property lives as long as the set and until the next
 * of the two functions above. */
guint ps_properties_n(const PsProperties *properties);
const PsProperty *ps_properties_get(const PsProperties *properties, guint i);

/* The property called name, or NULL. */
const PsProperty *ps_properties_find(const PsProperties *properties, const char *name);

/* The same, with PS_PROPERTY_ERROR_NAME if there is none: the message names one that is near. */
const PsProperty *ps_properties_expect(const PsProperties *properties, const char *name,
                                       GError **error);

/* ---- One property ---- */

/* A property that is in no set, for the sides of one: its expression alone, in length bytes of
 * text. It is called as the file is. NULL and error as ps_properties_add has it. Free with
 * ps_property_free. */
PsProperty *ps_property_new(const PsProperties *sides, PsPropertyKind kind, const char *text,
                            gsize length, const char *file, GError **error);

void ps_property_free(PsProperty *property);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(PsProperty, ps_property_free)

/* Its name, such as "no-leak". */
const char *ps_property_name(const PsProperty *property);

PsPropertyKind ps_property_kind(const PsProperty *property);

/* "settled", "always", "reachable", "branching"; no-reply-storm is "always" too. Static. */
const char *ps_property_kind_name(PsPropertyKind kind);

/* What it means for users when it falls or, of a reachable one, what is reached, in one line, such
 * as "a user's presence goes to somebody who is not subscribed"; if that is not said, its
 * expression. */
const char *ps_property_meaning(const PsProperty *property);

/* FALSE for those that were added, and for those among these that replace a built-in one. */
gboolean ps_property_is_built_in(const PsProperty *property);

/* Its expression as it was written, in one line; of no-reply-storm NULL. */
const char *ps_property_expression(const PsProperty *property);

/* The same as a tree (model/expression.h), for programs that write it down otherwise. */
const struct _PsExpression *ps_property_formula(const PsProperty *property);

/* TRUE if it can be judged in this world: `online`, `sees` and what is sent of availability need
 * availability. */
gboolean ps_property_applies(const PsProperty *property, const PsWorld *world);

/* TRUE if it looks at which presences are on a link, and not only at how many are in flight. */
gboolean ps_property_looks_at_links(const PsProperty *property);

/* ---- Judging one state ---- */

/* In all of these the world is one of the options that the properties were made for. */

/* TRUE if the expression holds in this state: both ways round, or for a reachable property either
 * way. There must be an expression: this is not for no-reply-storm. */
gboolean ps_property_accepts(const PsProperty *property, const PsWorld *world,
                             const PsState *state);

/* TRUE if the state violates a settled or always property. The others no single state violates. */
gboolean ps_property_violated(const PsProperty *property, const PsWorld *world,
                              const PsState *state);

/* Why a state is as it is to the property, in the names of the sides: "juliet has from, romeo has
 * not to". Of a state that violates it: why it does not hold; of a witness: why it does. Of a
 * property that no single state decides, what it means. Free it. */
char *ps_property_explain(const PsProperty *property, const PsWorld *world, const PsState *state);

G_END_DECLS

#endif
