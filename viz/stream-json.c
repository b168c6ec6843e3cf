/* The state graph as JSON: what the world is, then a state and a transition a line. */
#include "viz/json.h"
#include "viz/stream.h"

#include <string.h>

/* The object that the builder has ended, in one line. Free it. */
static char *
line_of(JsonBuilder *builder)
{
    g_autoptr(JsonNode) root = json_builder_get_root(builder);
    return json_to_string(root, FALSE);
}

/* What stands before the states: an object that is not closed yet. */
static void
begin(PsStream *stream)
{
    const PsSearch *search = stream->states->search;
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_pair(builder, "profiles", ps_profile_name(ps_world_profile(stream->world, 0)),
                 ps_profile_name(ps_world_profile(stream->world, 1)));
    ps_json_pair(builder, "names", ps_world_name(stream->world, 0),
                 ps_world_name(stream->world, 1));
    ps_json_world(builder, stream->world);
    ps_json_boolean(builder, "complete", ps_search_stopped(search) == NULL);
    ps_json_boolean(builder, "symmetric", stream->states->symmetric);
    ps_json_integer(builder, "n_states", stream->n_nodes);
    ps_json_integer(builder, "n_transitions", stream->n_edges);
    json_builder_end_object(builder);
    g_autofree char *head = line_of(builder);
    fprintf(stream->file, "%.*s,\n\"states\":[", (int)strlen(head) - 1, head);
    stream->data = NULL;
}

static void
add_link(JsonBuilder *builder, const char *name, const PsWorld *world, guint64 link)
{
    ps_json_array(builder, name);
    for (guint i = 0; i < ps_world_link_length(world, link); i++)
        json_builder_add_string_value(builder,
                                      ps_presence_name(ps_world_link_peek(world, link, i)));
    json_builder_end_array(builder);
}

static void
add_sides(JsonBuilder *builder, const char *name, guint bits)
{
    ps_json_array(builder, name);
    for (guint side = 0; side < 2; side++)
        json_builder_add_boolean_value(builder, bits >> side & 1);
    json_builder_end_array(builder);
}

static void
add_state(JsonBuilder *builder, const PsWorld *world, const PsState *state)
{
    const PsWorldOptions *options = ps_world_options(world);
    ps_json_pair(builder, "entries",
                 ps_profile_state_name(ps_world_profile(world, 0), state->entry[0]),
                 ps_profile_state_name(ps_world_profile(world, 1), state->entry[1]));
    add_link(builder, "a_to_b", world, state->link[0]);
    add_link(builder, "b_to_a", world, state->link[1]);
    if (options->availability) {
        add_sides(builder, "online", state->online);
        add_sides(builder, "sees", state->sees);
    }
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (options->faults[fault] > 0) {
            g_autofree char *name = g_strconcat(ps_fault_name((PsFault)fault), "_left", NULL);
            ps_json_integer(builder, name, state->left[fault]);
        }
}

static void
write_node(PsStream *stream, const PsStateNode *node)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    ps_json_integer(builder, "id", node->id);
    add_state(builder, stream->world, &node->state);
    ps_json_integer(builder, "depth", node->depth);
    ps_json_array(builder, "violates");
    for (guint i = 0; node->violated >> i != 0; i++)
        if (node->violated >> i & 1)
            json_builder_add_string_value(
                builder, ps_property_name(ps_verdicts_get(stream->states->verdicts, i)->property));
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    g_autofree char *line = line_of(builder);
    fprintf(stream->file, "%s\n%s", node->id > 0 ? "," : "", line);
}

static void
write_edge(PsStream *stream, const PsStateEdge *edge)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    g_autofree char *text = ps_step_text(stream->world, edge->step);
    json_builder_begin_object(builder);
    ps_json_integer(builder, "from", edge->from);
    ps_json_integer(builder, "to", edge->to);
    ps_json_string(builder, "step", text);
    ps_json_string(builder, "kind", ps_look_kind(edge->step));
    if (stream->states->symmetric)
        ps_json_boolean(builder, "turned", edge->turned);
    json_builder_end_object(builder);
    g_autofree char *line = line_of(builder);
    fprintf(stream->file, "%s\n%s", edge->number > 0 ? "," : "],\n\"transitions\":[", line);
}

static void
end(PsStream *stream)
{
    fprintf(stream->file, "%s\n]}\n", stream->n_edges == 0 ? "],\n\"transitions\":[" : "");
}

const PsPrinter ps_stream_json = {"json", begin, write_node, write_edge, end};
