/* The state graph as GraphML, which NetworkX, igraph, Gephi and yEd read. */
#include "viz/stream.h"
#include "viz/text.h"

static void
write_xml(FILE *file, const char *text)
{
    g_autofree char *escaped = ps_text_xml(text);
    fputs(escaped, file);
}

/* ---- The keys ---- */

/* What is known of every node, or edge, and its type. */
typedef struct {
    const char *name;
    const char *of;
    const char *type;
} Key;

static const Key keys[] = {
    {"a", "node", "string"},        {"b", "node", "string"},      {"a_to_b", "node", "string"},
    {"b_to_a", "node", "string"},   {"online", "node", "string"}, {"sees", "node", "string"},
    {"left", "node", "string"},     {"depth", "node", "int"},     {"settled", "node", "boolean"},
    {"violates", "node", "string"}, {"step", "edge", "string"},   {"kind", "edge", "string"},
    {"turned", "edge", "boolean"},
};

static void
begin(PsStream *stream)
{
    fputs("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
          "<graphml xmlns=\"http://graphml.graphdrawing.org/xmlns\">\n",
          stream->file);
    for (guint i = 0; i < G_N_ELEMENTS(keys); i++)
        fprintf(stream->file, "<key id=\"%s\" for=\"%s\" attr.name=\"%s\" attr.type=\"%s\"/>\n",
                keys[i].name, keys[i].of, keys[i].name, keys[i].type);
    fprintf(stream->file,
            "<graph id=\"states\" edgedefault=\"directed\" parse.order=\"nodesfirst\" "
            "parse.nodes=\"%" G_GUINT64_FORMAT "\" parse.edges=\"%" G_GUINT64_FORMAT "\">\n<desc>",
            stream->n_nodes, stream->n_edges);
    g_autofree char *caption = ps_stream_caption(stream->states, stream->n_nodes);
    write_xml(stream->file, caption);
    fputs("</desc>\n", stream->file);
}

/* ---- Nodes and edges ---- */

static void
write_data(const PsStream *stream, const char *key, const char *text)
{
    fprintf(stream->file, "<data key=\"%s\">", key);
    write_xml(stream->file, text);
    fputs("</data>", stream->file);
}

static void
write_links(const PsStream *stream, const PsState *state)
{
    static const char *const names[] = {"a_to_b", "b_to_a"};
    for (guint link = 0; link < 2; link++) {
        g_autoptr(GString) text = g_string_new(NULL);
        ps_state_append_link(text, stream->world, state->link[link], "", " ");
        if (text->len > 0)
            write_data(stream, names[link], text->str);
    }
}

/* "a", "b", "a b" for a bit a side. */
static void
write_sides(const PsStream *stream, const char *key, guint bits)
{
    static const char *const texts[] = {"", "a", "b", "a b"};
    if (ps_world_options(stream->world)->availability)
        write_data(stream, key, texts[bits & 3]);
}

static void
write_left(const PsStream *stream, const PsState *state)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (ps_world_options(stream->world)->faults[fault] > 0)
            g_string_append_printf(text, "%s%s %u", text->len > 0 ? " " : "",
                                   ps_fault_name((PsFault)fault), state->left[fault]);
    if (text->len > 0)
        write_data(stream, "left", text->str);
}

static void
write_violations(const PsStream *stream, const PsStateNode *node)
{
    g_autoptr(GString) text = g_string_new(NULL);
    for (guint i = 0; node->violated >> i != 0; i++)
        if (node->violated >> i & 1)
            g_string_append_printf(
                text, "%s%s", text->len > 0 ? " " : "",
                ps_property_name(ps_verdicts_get(stream->states->verdicts, i)->property));
    if (text->len > 0)
        write_data(stream, "violates", text->str);
}

static void
write_node(PsStream *stream, const PsStateNode *node)
{
    static const char *const sides[] = {"a", "b"};
    const PsState *state = &node->state;
    g_autofree char *depth = g_strdup_printf("%u", node->depth);
    fprintf(stream->file, "<node id=\"s%" G_GUINT64_FORMAT "\">", node->id);
    for (guint side = 0; side < 2; side++)
        write_data(
            stream, sides[side],
            ps_profile_state_name(ps_world_profile(stream->world, side), state->entry[side]));
    write_links(stream, state);
    write_sides(stream, "online", state->online);
    write_sides(stream, "sees", state->sees);
    write_left(stream, state);
    write_data(stream, "depth", depth);
    write_data(stream, "settled", ps_state_is_settled(state) ? "true" : "false");
    write_violations(stream, node);
    fputs("</node>\n", stream->file);
}

static void
write_edge(PsStream *stream, const PsStateEdge *edge)
{
    g_autofree char *text = ps_step_text(stream->world, edge->step);
    fprintf(stream->file,
            "<edge id=\"e%" G_GUINT64_FORMAT "\" source=\"s%" G_GUINT64_FORMAT
            "\" target=\"s%" G_GUINT64_FORMAT "\">",
            edge->number, edge->from, edge->to);
    write_data(stream, "step", text);
    write_data(stream, "kind", ps_look_kind(edge->step));
    if (edge->turned)
        write_data(stream, "turned", "true");
    fputs("</edge>\n", stream->file);
}

static void
end(PsStream *stream)
{
    fputs("</graph>\n</graphml>\n", stream->file);
}

const PsPrinter ps_stream_graphml = {"graphml", begin, write_node, write_edge, end};
