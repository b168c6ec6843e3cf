/* DOT as text. */
#include "viz/dot.h"

#include "viz/text.h"

/* Every attribute in use, with its default for those nodes and edges that do not set it: libcgraph
 * ignores what is set and not declared. */
static const PsDotAttribute attributes[] = {
    {PS_DOT_GRAPH, "linelength", "0"}, /* strings are not broken */
    {PS_DOT_GRAPH, "bgcolor", "white"},
    {PS_DOT_GRAPH, "fontname", "Helvetica"},
    {PS_DOT_GRAPH, "fontsize", "12"},
    {PS_DOT_GRAPH, "label", ""},
    {PS_DOT_GRAPH, "labeljust", "l"},
    {PS_DOT_GRAPH, "labelloc", "b"},
    {PS_DOT_GRAPH, "layout", ""},
    {PS_DOT_GRAPH, "nodesep", "0.35"},
    {PS_DOT_GRAPH, "nslimit", "2"}, /* the layout may take long, not for ever */
    {PS_DOT_GRAPH, "nslimit1", "2"},
    {PS_DOT_GRAPH, "outputorder", "edgesfirst"},
    {PS_DOT_GRAPH, "pad", "0.2"},
    {PS_DOT_GRAPH, "rankdir", "TB"},
    {PS_DOT_GRAPH, "ranksep", "0.6"},
    {PS_DOT_GRAPH, "tooltip", ""},
    {PS_DOT_NODE, "class", ""},
    {PS_DOT_NODE, "color", "black"},
    {PS_DOT_NODE, "fillcolor", "white"},
    {PS_DOT_NODE, "fixedsize", "false"},
    {PS_DOT_NODE, "fontcolor", "black"},
    {PS_DOT_NODE, "fontname", "Helvetica"},
    {PS_DOT_NODE, "fontsize", "11"},
    {PS_DOT_NODE, "height", "0.4"},
    {PS_DOT_NODE, "id", ""},
    {PS_DOT_NODE, "label", ""},
    {PS_DOT_NODE, "margin", "0.12,0.06"},
    {PS_DOT_NODE, "penwidth", "1"},
    {PS_DOT_NODE, "peripheries", "1"},
    {PS_DOT_NODE, "pos", ""},
    {PS_DOT_NODE, "shape", "box"},
    {PS_DOT_NODE, "style", "filled"},
    {PS_DOT_NODE, "tooltip", ""},
    {PS_DOT_NODE, "width", "0.6"},
    {PS_DOT_EDGE, "arrowhead", "normal"},
    {PS_DOT_EDGE, "arrowsize", "0.7"},
    {PS_DOT_EDGE, "class", ""},
    {PS_DOT_EDGE, "color", "black"},
    {PS_DOT_EDGE, "constraint", "true"},
    {PS_DOT_EDGE, "fontcolor", "black"},
    {PS_DOT_EDGE, "fontname", "Helvetica"},
    {PS_DOT_EDGE, "fontsize", "10"},
    {PS_DOT_EDGE, "id", ""},
    {PS_DOT_EDGE, "label", ""},
    {PS_DOT_EDGE, "labeltooltip", ""},
    {PS_DOT_EDGE, "lp", ""},
    {PS_DOT_EDGE, "penwidth", "1"},
    {PS_DOT_EDGE, "pos", ""},
    {PS_DOT_EDGE, "style", "solid"},
    {PS_DOT_EDGE, "tooltip", ""},
    {PS_DOT_EDGE, "weight", "1"},
    {0},
};

/* The columns at which the lines of a graph's label are broken. */
#define LABEL_COLUMNS 110

/* The attributes that hold text for people. */
static const char *const texts[] = {"label", "tooltip", "labeltooltip", NULL};

const PsDotAttribute *
ps_dot_attributes(void)
{
    return attributes;
}

const char *
ps_dot_default(PsDotKind kind, const char *name)
{
    for (const PsDotAttribute *each = attributes; each->name != NULL; each++)
        if (each->kind == kind && g_str_equal(each->name, name))
            return each->value;
    g_return_val_if_reached("");
}

/* ---- Escaping ---- */

/* Doubles backslashes: DOT needs that, and libcgraph leaves it to its callers. */
char *
ps_dot_escape_name(const char *name)
{
    g_autofree char *clean = ps_text_clean(name);
    g_auto(GStrv) parts = g_strsplit(clean, "\\", -1);
    return g_strjoinv("\\\\", parts);
}

/* Also protects what Graphviz takes for entities, and ends lines as Graphviz does: "\\n" after a
 * centred one, "\\l" after one that starts on the left. */
static char *
escape_text(const char *text, const char *line_end)
{
    GString *escaped = g_string_new(NULL);
    g_autofree char *name = ps_dot_escape_name(text);
    for (const char *c = name; *c != '\0'; c++) {
        if (*c == '&')
            g_string_append(escaped, "&amp;");
        else if (*c == '\n')
            g_string_append(escaped, line_end);
        else
            g_string_append_c(escaped, *c);
    }
    return g_string_free(escaped, FALSE);
}

char *
ps_dot_escape(PsDotKind kind, const char *attribute, const char *value)
{
    if (!g_strv_contains(texts, attribute))
        return ps_dot_escape_name(value);
    return escape_text(value,
                       kind == PS_DOT_GRAPH && g_str_equal(attribute, "label") ? "\\l" : "\\n");
}

/* Of what is escaped already. */
static char *
quote(const char *escaped)
{
    g_auto(GStrv) parts = g_strsplit(escaped, "\"", -1);
    g_autofree char *inside = g_strjoinv("\\\"", parts);
    return g_strdup_printf("\"%s\"", inside);
}

/* A name that begins with % would be one of libcgraph's own. */
char *
ps_dot_escape_node(const char *name)
{
    g_autofree char *escaped = ps_dot_escape_name(name);
    return g_strconcat(escaped[0] == '%' ? " " : "", escaped, NULL);
}

/* TRUE if nothing is to be escaped, as mostly. */
static gboolean
is_plain(const char *text)
{
    for (const char *c = text; *c != '\0'; c++)
        if (*c < ' ' || *c > '~' || *c == '"' || *c == '\\' || *c == '&')
            return FALSE;
    return TRUE;
}

char *
ps_dot_quote_node(const char *name)
{
    if (is_plain(name) && name[0] != '%')
        return g_strconcat("\"", name, "\"", NULL);
    g_autofree char *escaped = ps_dot_escape_node(name);
    return quote(escaped);
}

char *
ps_dot_quote(PsDotKind kind, const char *attribute, const char *value)
{
    if (is_plain(value))
        return g_strconcat("\"", value, "\"", NULL);
    g_autofree char *escaped = ps_dot_escape(kind, attribute, value);
    return quote(escaped);
}

char *
ps_dot_defaults(void)
{
    static const char *const kinds[] = {"graph", "node", "edge"};
    GString *text = g_string_new(NULL);
    for (const PsDotAttribute *each = attributes; each->name != NULL; each++) {
        gboolean is_first = each == attributes || each->kind != each[-1].kind;
        gboolean is_last = each[1].name == NULL || each->kind != each[1].kind;
        if (is_first)
            g_string_append_printf(text, "\t%s [", kinds[each->kind]);
        g_string_append_printf(text, "%s%s=\"%s\"", is_first ? "" : ", ", each->name, each->value);
        g_string_append(text, is_last ? "];\n" : "");
    }
    return g_string_free(text, FALSE);
}

/* The label of a graph: an empty line, and then lines that do not make a small drawing wide. */
char *
ps_dot_label(const char *caption, const char *legend, const char *places)
{
    const char *const texts_of_label[] = {caption, places, legend};
    GString *label = g_string_new("\n");
    for (guint i = 0; i < G_N_ELEMENTS(texts_of_label); i++) {
        g_autoptr(GPtrArray) lines = ps_text_wrap(texts_of_label[i], LABEL_COLUMNS);
        for (guint j = 0; j < lines->len && texts_of_label[i][0] != '\0'; j++)
            g_string_append_printf(label, "%s\n", (const char *)g_ptr_array_index(lines, j));
    }
    return g_string_free(label, FALSE);
}
