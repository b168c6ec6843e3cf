/* The matrix of servers, as JSON. */
#include "viz/json.h"
#include "viz/servers-private.h"

/* What a property is, once for all pairs. */
static void
add_property(JsonBuilder *builder, const PsProperty *property)
{
    json_builder_begin_object(builder);
    ps_json_string(builder, "name", ps_property_name(property));
    ps_json_string(builder, "kind", ps_property_kind_name(ps_property_kind(property)));
    if (ps_property_expression(property) != NULL)
        ps_json_string(builder, "expression", ps_property_expression(property));
    ps_json_string(builder, "meaning", ps_property_meaning(property));
    json_builder_end_object(builder);
}

static void
add_finding(JsonBuilder *builder, const PsFinding *finding, const PsWorld *world)
{
    json_builder_begin_object(builder);
    ps_json_string(builder, "name", ps_property_name(finding->property));
    ps_json_holds(builder, finding->outcome);
    ps_json_integer(builder, "count", finding->count);
    if (finding->path != NULL) {
        ps_json_integer(builder, "steps", finding->path->len);
        ps_json_steps(builder, "trace", world, finding->path);
    }
    if (finding->outcome == PS_VIOLATED && finding->path != NULL)
        ps_json_ways(builder, finding->ways);
    json_builder_end_object(builder);
}

static void
add_pair(JsonBuilder *builder, const PsServers *servers, guint a, guint b)
{
    const PsSummary *summary = servers_summary(servers, a, b);
    const PsWorld *world = servers_world(servers, a, b);
    json_builder_begin_object(builder);
    ps_json_pair(builder, "profiles", servers->names[a], servers->names[b]);
    ps_json_options(builder, ps_world_profile(world, 0), ps_world_profile(world, 1));
    ps_json_string(builder, "command", servers->commands[a * servers_n(servers) + b]);
    ps_json_integer(builder, "states", summary->states);
    ps_json_integer(builder, "transitions", summary->transitions);
    ps_json_integer(builder, "depth", summary->depth);
    ps_json_integer(builder, "settled", summary->settled);
    ps_json_boolean(builder, "complete", summary->stopped == NULL);
    if (summary->stopped != NULL)
        ps_json_string(builder, "stopped", summary->stopped);
    ps_json_array(builder, "properties");
    for (guint i = 0; i < summary->findings->len; i++)
        add_finding(builder, ps_summary_finding(summary, i), world);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

char *
ps_servers_json(const PsServers *servers)
{
    const PsWorld *world = servers_world(servers, 0, 0);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_pair(builder, "names", ps_world_name(world, 0), ps_world_name(world, 1));
    ps_json_conditions(builder, world);
    ps_json_boolean(builder, "complete", ps_survey_n_unfinished(servers->survey) == 0);
    ps_json_array(builder, "properties");
    for (guint i = 0; i < servers_n_properties(servers); i++)
        add_property(builder, servers_property(servers, i));
    json_builder_end_array(builder);
    ps_json_array(builder, "pairs");
    for (guint a = 0; a < servers_n(servers); a++)
        for (guint b = 0; b < servers_n(servers); b++)
            add_pair(builder, servers, a, b);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}
