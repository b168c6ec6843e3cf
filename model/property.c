/* Properties: sets of them, and judging one state. */
#include "model/nearest.h"
#include "model/property-private.h"

#include <string.h>

G_DEFINE_QUARK(ps_property_error, ps_property_error)

/* The text of model/properties/built-in.properties, which is a part of the program. */
extern const char ps_built_in_properties[];
__asm__(".section .rodata\n"
        ".global ps_built_in_properties\n"
        "ps_built_in_properties:\n"
        ".incbin \"model/properties/built-in.properties\"\n"
        ".byte 0\n"
        ".previous\n");

/* ---- Sets of properties ---- */

void
ps_property_free(PsProperty *property)
{
    if (property == NULL)
        return;
    g_free(property->name);
    g_free(property->meaning);
    g_free(property->text);
    ps_expression_free(property->expression);
    g_free(property);
}

/* The one property that is about runs and not about states. */
static PsProperty *
no_reply_storm(void)
{
    PsProperty *property = g_new0(PsProperty, 1);
    property->kind = PS_PROPERTY_STORM;
    property->name = g_strdup("no-reply-storm");
    property->meaning = g_strdup("the servers answer each other for ever");
    return property;
}

PsProperties *
ps_properties_new(const PsWorldOptions *options)
{
    PsProperties *properties = g_new0(PsProperties, 1);
    for (guint side = 0; side < 2; side++) {
        properties->profiles[side] = options->profiles[side];
        properties->names[side] = g_strdup(options->names[side]);
    }
    properties->others = g_array_new(FALSE, FALSE, sizeof(const PsProfile *));
    properties->list = g_ptr_array_new_with_free_func((GDestroyNotify)ps_property_free);
    gboolean right = ps_properties_add(properties, ps_built_in_properties,
                                       strlen(ps_built_in_properties), "built-in.properties", NULL);
    g_assert(right && "the built-in properties are right for every world");
    g_ptr_array_add(properties->list, no_reply_storm());
    for (guint i = 0; i < properties->list->len; i++)
        ((PsProperty *)g_ptr_array_index(properties->list, i))->is_built_in = TRUE;
    return properties;
}

void
ps_properties_free(PsProperties *properties)
{
    if (properties == NULL)
        return;
    g_ptr_array_unref(properties->list);
    g_array_unref(properties->others);
    for (guint side = 0; side < 2; side++)
        g_free(properties->names[side]);
    g_free(properties);
}

void
ps_properties_allow_states(PsProperties *properties, const PsProfile *other)
{
    g_array_append_val(properties->others, other);
}

/* Where the property called name stands, or how many there are. */
static guint
index_of(const PsProperties *properties, const char *name)
{
    guint i = 0;
    while (i < properties->list->len &&
           !g_str_equal(ps_property_name(ps_properties_get(properties, i)), name))
        i++;
    return i;
}

gboolean
ps_properties_add(PsProperties *properties, const char *text, gsize length, const char *file,
                  GError **error)
{
    g_autoptr(GPtrArray) added = ps_property_parse(properties, text, length, file, error);
    if (added == NULL)
        return FALSE;
    while (added->len > 0) {
        PsProperty *property = g_ptr_array_steal_index(added, 0);
        guint place = index_of(properties, property->name);
        if (place < properties->list->len)
            g_ptr_array_remove_index(properties->list, place);
        g_ptr_array_insert(properties->list, (int)place, property);
    }
    return TRUE;
}

gboolean
ps_properties_keep(PsProperties *properties, const char *const *names, GError **error)
{
    for (guint i = 0; names[i] != NULL; i++)
        if (ps_properties_expect(properties, names[i], error) == NULL)
            return FALSE;
    for (guint i = properties->list->len; i-- > 0;)
        if (!g_strv_contains(names, ps_property_name(ps_properties_get(properties, i))))
            g_ptr_array_remove_index(properties->list, i);
    return TRUE;
}

guint
ps_properties_n(const PsProperties *properties)
{
    return properties->list->len;
}

const PsProperty *
ps_properties_get(const PsProperties *properties, guint i)
{
    g_assert(i < properties->list->len);
    return g_ptr_array_index(properties->list, i);
}

const PsProperty *
ps_properties_find(const PsProperties *properties, const char *name)
{
    guint i = index_of(properties, name);
    return i < properties->list->len ? ps_properties_get(properties, i) : NULL;
}

const PsProperty *
ps_properties_expect(const PsProperties *properties, const char *name, GError **error)
{
    const PsProperty *found = ps_properties_find(properties, name);
    if (found != NULL)
        return found;
    g_autofree const char **candidates = g_new0(const char *, properties->list->len + 1);
    for (guint i = 0; i < properties->list->len; i++)
        candidates[i] = ps_property_name(ps_properties_get(properties, i));
    g_autofree char *hint = ps_nearest_hint(name, candidates);
    g_set_error(error, PS_PROPERTY_ERROR, PS_PROPERTY_ERROR_NAME,
                "expected a property such as %s, found “%s”%s", candidates[0], name, hint);
    return NULL;
}

/* ---- One property ---- */

const char *
ps_property_name(const PsProperty *property)
{
    return property->name;
}

PsPropertyKind
ps_property_kind(const PsProperty *property)
{
    return property->kind;
}

const char *
ps_property_kind_name(PsPropertyKind kind)
{
    static const char *const names[] = {"settled", "always", "reachable", "branching", "always"};
    return names[kind];
}

const char *
ps_property_meaning(const PsProperty *property)
{
    return property->meaning != NULL ? property->meaning : property->text;
}

gboolean
ps_property_is_built_in(const PsProperty *property)
{
    return property->is_built_in;
}

const char *
ps_property_expression(const PsProperty *property)
{
    return property->text;
}

const PsExpression *
ps_property_formula(const PsProperty *property)
{
    return property->expression;
}

gboolean
ps_property_applies(const PsProperty *property, const PsWorld *world)
{
    return ps_world_options(world)->availability ||
           !ps_expression_needs_availability(property->expression);
}

gboolean
ps_property_looks_at_links(const PsProperty *property)
{
    return ps_expression_looks_at_links(property->expression);
}

/* ---- Judging one state ---- */

static gboolean
value(const PsProperty *property, const PsWorld *world, const PsState *state, guint watcher)
{
    return ps_expression_value(property->expression, world, state, watcher) != 0;
}

gboolean
ps_property_accepts(const PsProperty *property, const PsWorld *world, const PsState *state)
{
    gboolean first = value(property, world, state, 0);
    gboolean decides = first == (property->kind == PS_PROPERTY_REACHABLE);
    return decides || !property->has_roles ? first : value(property, world, state, 1);
}

gboolean
ps_property_violated(const PsProperty *property, const PsWorld *world, const PsState *state)
{
    if (property->kind == PS_PROPERTY_SETTLED && !ps_state_is_settled(state))
        return FALSE;
    return property->kind <= PS_PROPERTY_ALWAYS && !ps_property_accepts(property, world, state);
}

char *
ps_property_explain(const PsProperty *property, const PsWorld *world, const PsState *state)
{
    if (property->kind == PS_PROPERTY_RECOVERABLE && property->meaning == NULL)
        return g_strdup_printf("no way leads to %s", property->text);
    if (property->kind > PS_PROPERTY_REACHABLE)
        return g_strdup(property->meaning);
    gboolean accepted = ps_property_accepts(property, world, state);
    guint watcher = value(property, world, state, 0) == accepted ? 0 : 1;
    g_autoptr(GPtrArray) reasons = g_ptr_array_new_with_free_func(g_free);
    ps_expression_explain(property->expression, world, state, watcher, reasons);
    if (reasons->len == 0) /* it looks at nothing */
        g_ptr_array_add(reasons, g_strdup(property->text));
    g_ptr_array_add(reasons, NULL);
    return g_strjoinv(", ", (char **)reasons->pdata);
}
