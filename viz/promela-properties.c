/* The Promela export: the properties, as never claims. */
#include "model/trace.h"
#include "viz/promela-private.h"

/* ---- Leaves of formulas ---- */

/* The macro of an attribute, or the entries of one name, of which there may be none. */
static void
append_entry(GString *out, const PsPromela *model, const PsExpression *leaf, guint side)
{
    char letter = ps_promela_side(side);
    guint64 states = leaf->states[side] & model->entries[side];
    for (guint i = 0; i < PS_N_ATTRIBUTES; i++)
        if (leaf->value == ps_attributes[i].bit)
            g_string_append_printf(out, "%c_%s", letter, ps_attributes[i].name);
    for (guint state = 0; leaf->value == 0 && state < PS_MAX_STATES; state++)
        if (states >> state & 1)
            g_string_append_printf(out, "(%c == %s)", letter, model->labels[side][state]);
    if (leaf->value == 0 && states == 0)
        g_string_append(out, "false");
}

static void
append_leaf(GString *out, const PsExpression *leaf, guint side, gpointer data)
{
    char letter = ps_promela_side(side);
    switch (leaf->kind) {
    case PS_EXPRESSION_TRUTH:
        g_string_append(out, leaf->value ? "true" : "false");
        break;
    case PS_EXPRESSION_ENTRY:
        append_entry(out, data, leaf, side);
        break;
    case PS_EXPRESSION_ONLINE:
        g_string_append_printf(out, "online_%c", letter);
        break;
    case PS_EXPRESSION_SEES:
        g_string_append_printf(out, "sees_%c", letter);
        break;
    case PS_EXPRESSION_IN_FLIGHT:
        g_string_append(out, "in_flight");
        break;
    default:
        g_string_append_printf(out, "sent_%c_%s", letter,
                               ps_presence_name((PsPresence)leaf->value));
        break;
    }
}

static const PsTemplate templates[] = {
    [PS_EXPRESSION_NOT] = {"!", NULL, ""},     [PS_EXPRESSION_AND] = {"(", " && ", ")"},
    [PS_EXPRESSION_OR] = {"(", " || ", ")"},   [PS_EXPRESSION_IMPLIES] = {"(!", " || ", ")"},
    [PS_EXPRESSION_SAME] = {"(", " == ", ")"}, [PS_EXPRESSION_EQUAL] = {"(", " == ", ")"},
    [PS_EXPRESSION_LESS] = {"(", " < ", ")"},  [PS_EXPRESSION_LESS_OR_EQUAL] = {"(", " <= ", ")"},
};

/* ---- Counting ---- */

/* Channels do not count the messages of one kind: where a property asks, variables do. */
static void
find_counted(PsPromela *model, const PsExpression *expression)
{
    if (expression == NULL)
        return;
    for (guint watcher = 0; expression->kind == PS_EXPRESSION_SENT && watcher < 2; watcher++)
        model->counted[ps_expression_side(expression, watcher)] |= 1u << expression->value;
    find_counted(model, expression->left);
    find_counted(model, expression->right);
}

/* TRUE if a claim can say it: settled, always and reachable properties of this world. */
static gboolean
is_claim(const PsPromela *model, const PsProperty *property)
{
    return ps_property_kind(property) <= PS_PROPERTY_REACHABLE &&
           ps_property_applies(property, model->world);
}

void
ps_promela_find_counted(PsPromela *model)
{
    for (guint i = 0; i < ps_properties_n(model->export->properties); i++) {
        const PsProperty *property = ps_properties_get(model->export->properties, i);
        if (is_claim(model, property))
            find_counted(model, ps_property_formula(property));
    }
}

/* ---- Claims ---- */

/* Which entries have an attribute. */
static void
append_attribute_macro(PsPromela *model, guint side, guint which)
{
    char letter = ps_promela_side(side);
    guint n = 0;
    g_string_append_printf(model->out, "#define %c_%s (", letter, ps_attributes[which].name);
    for (guint state = 0; state < PS_MAX_STATES; state++)
        if ((model->entries[side] >> state & 1) &&
            (ps_profile_attributes(ps_world_profile(model->world, side), state) &
             ps_attributes[which].bit))
            g_string_append_printf(model->out, "%s%c == %s", n++ > 0 ? " || " : "", letter,
                                   model->labels[side][state]);
    g_string_append(model->out, n > 0 ? ")\n" : "false)\n");
}

/* A claim comes to its end, which is an error, in a state as it looks for. */
static void
append_claim(PsPromela *model, const PsProperty *property, const char *name)
{
    PsDialect dialect = {.append_leaf = append_leaf, .data = model};
    PsPropertyKind kind = ps_property_kind(property);
    g_string_append(model->out, "\n/*\n");
    for (guint i = 0; i < G_N_ELEMENTS(templates); i++)
        dialect.templates[i] = templates[i];
    ps_notes_append(model->out, ps_property_meaning(property), " * ");
    ps_notes_append(model->out, ps_property_expression(property), " *     ");
    g_string_append_printf(model->out, " */\nnever %s {\n    do\n    :: %s%s", name,
                           kind == PS_PROPERTY_SETTLED ? "in_flight == 0 && " : "",
                           kind == PS_PROPERTY_REACHABLE ? "" : "!");
    ps_formula_append(model->out, property, &dialect);
    g_string_append(model->out, " -> break\n    :: else\n    od\n}\n");
}

void
ps_promela_append_properties(PsPromela *model)
{
    g_string_append(model->out, "\n/* ---- Properties ---- */\n\n");
    for (guint side = 0; side < 2; side++)
        for (guint i = 0; i < PS_N_ATTRIBUTES; i++)
            append_attribute_macro(model, side, i);
    for (guint i = 0; i < ps_properties_n(model->export->properties); i++) {
        const PsProperty *property = ps_properties_get(model->export->properties, i);
        const char *name = ps_property_name(property);
        if (!is_claim(model, property))
            continue;
        model->claims[i] = ps_names_add(model->names, name, FALSE);
        append_claim(model, property, model->claims[i]);
    }
}

/* ---- Notes ---- */

/* What presub found, in terms of what pan will print. */
static const char *
expectation(const PsVerdict *verdict)
{
    gboolean reachable = ps_property_kind(verdict->property) == PS_PROPERTY_REACHABLE;
    if (verdict->outcome == PS_VIOLATED)
        return reachable ? "violated: no error, as no state is such" : "violated: an error";
    return reachable ? "holds: an error, which leads to such a state" : "holds: no error";
}

/* One line for each claim. */
static void
append_claims(GString *text, const PsPromela *model)
{
    const PsExport *export = model->export;
    guint n = 0;
    for (guint i = 0; i < ps_properties_n(model->export->properties); i++) {
        const char *name = ps_property_name(ps_properties_get(export->properties, i));
        const char *claim = model->claims[i];
        const PsVerdict *verdict =
            export->verdicts != NULL ? ps_verdicts_find(export->verdicts, name) : NULL;
        if (claim == NULL)
            continue;
        g_string_append(text, n++ == 0 ? "\n\nThe properties that are claims:\n\n" : "\n");
        g_string_append_printf(text, verdict != NULL ? "    %-17s %s" : "    %s%s", claim,
                               verdict != NULL ? expectation(verdict) : "");
    }
}

/* What is said of a property that is no claim. */
static void
append_other(GString *text, const PsPromela *model, const PsProperty *property)
{
    const PsVerdicts *verdicts = model->export->verdicts;
    const char *name = ps_property_name(property);
    g_autofree char *file = ps_trace_quote(model->export->file);
    const PsVerdict *verdict = verdicts != NULL ? ps_verdicts_find(verdicts, name) : NULL;
    if (ps_property_kind(property) == PS_PROPERTY_RECOVERABLE)
        g_string_append_printf(text,
                               "\n\n%s is not here: LTL cannot say that from every state a way "
                               "leads to another one (AG EF).",
                               name);
    else if (ps_property_kind(property) == PS_PROPERTY_STORM)
        g_string_append_printf(
            text,
            "\n\n%s: that arrivals alone go on for ever is an acceptance cycle "
            "of\n\n"
            "    spin -DSTORM -a %s\n"
            "    gcc -O3 -DNOREDUCE -DNOCLAIM -o pan pan.c && ./pan -a -m%" G_GUINT64_FORMAT "%s%s",
            name, file, ps_promela_max_depth(model->export), verdict != NULL ? "\n\n    " : "",
            verdict != NULL ? expectation(verdict) : "");
}

char *
ps_promela_property_notes(const PsPromela *model)
{
    g_autoptr(GString) text = g_string_new(NULL);
    append_claims(text, model);
    for (guint i = 0; i < ps_properties_n(model->export->properties); i++)
        if (model->claims[i] == NULL)
            append_other(text, model, ps_properties_get(model->export->properties, i));
    return g_strdup(text->str);
}
