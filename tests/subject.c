/* Graphs in tests. */
#include "tests/subject.h"

#include "tests/support.h"

#include <string.h>

Agraph_t *
dot_read(const PsGraph *graph)
{
    g_autofree char *dot = ps_graph_to_dot(graph);
    Agraph_t *back = agmemread(dot);
    REQUIRE(back != NULL, "libcgraph does not read “%s”", dot);
    return back;
}

const char *
dot_attribute(void *object, const char *name)
{
    g_autofree char *copy = g_strdup(name);
    const char *value = agget(object, copy);
    return value != NULL ? value : "";
}

gboolean
dot_has_class(void *object, const char *word)
{
    g_auto(GStrv) words = g_strsplit(dot_attribute(object, "class"), " ", -1);
    return g_strv_contains((const char *const *)words, word);
}

guint
dot_count(Agraph_t *graph, gboolean edges, const char *class)
{
    guint n = 0;
    for (Agnode_t *node = agfstnode(graph); node != NULL; node = agnxtnode(graph, node)) {
        if (!edges)
            n += class[0] == '\0' || dot_has_class(node, class);
        for (Agedge_t *edge = edges ? agfstout(graph, node) : NULL; edge != NULL;
             edge = agnxtout(graph, edge))
            n += class[0] == '\0' || dot_has_class(edge, class);
    }
    return n;
}

char *
dot_unescaped(const char *label, gboolean is_label)
{
    GString *text = g_string_new(NULL);
    for (const char *c = label; *c != '\0'; c++) {
        if (is_label && g_str_has_prefix(c, "&amp;")) {
            g_string_append_c(text, '&');
            c += strlen("&amp;") - 1;
        } else if (c[0] == '\\') {
            c++;
            g_string_append_c(text, *c == 'n' || *c == 'l' ? '\n' : *c);
        } else {
            g_string_append_c(text, *c);
        }
    }
    return g_string_free(text, FALSE);
}

Subject
subject_named(const char *line, const char *a, const char *b)
{
    Subject subject = {.setting = setting_new(line)};
    PsWorldOptions options = subject.setting->options;
    options.names[0] = a;
    options.names[1] = b;
    subject.world = make_world(&options);
    subject.properties = ps_properties_new(&options);
    subject.search = ps_search_new(subject.world, NULL);
    subject.verdicts = ps_verdicts_new(subject.search, subject.properties);
    return subject;
}

Subject
subject_of(const char *line)
{
    return subject_named(line, "romeo", "juliet");
}

PsStates
subject_states(const Subject *subject, const char *highlight)
{
    return (PsStates){
        .search = subject->search,
        .verdicts = subject->verdicts,
        .highlight = highlight != NULL ? ps_verdicts_find(subject->verdicts, highlight) : NULL};
}

void
subject_clear(Subject *subject)
{
    ps_verdicts_free(subject->verdicts);
    ps_properties_free(subject->properties);
    ps_search_free(subject->search);
    ps_world_free(subject->world);
    setting_free(subject->setting);
}
