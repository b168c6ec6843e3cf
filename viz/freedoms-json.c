/* The report on freedoms, as JSON. */
#include "viz/freedoms-private.h"
#include "viz/json.h"

static void
add_finding(JsonBuilder *builder, const PsFinding *finding)
{
    json_builder_begin_object(builder);
    ps_json_string(builder, "name", ps_property_name(finding->property));
    ps_json_holds(builder, finding->outcome);
    ps_json_integer(builder, "count", finding->count);
    if (finding->path != NULL)
        ps_json_integer(builder, "steps", finding->path->len);
    if (finding->outcome == PS_VIOLATED && finding->path != NULL)
        ps_json_ways(builder, finding->ways);
    json_builder_end_object(builder);
}

/* One world: which freedoms are on in it, and what became of it. */
static void
add_world(JsonBuilder *builder, const PsFreedoms *freedoms, guint world)
{
    const PsSummary *summary = ps_survey_summary(freedoms->survey, world);
    guint64 flipped = ps_freedoms_flipped(freedoms, world);
    json_builder_begin_object(builder);
    json_builder_set_member_name(builder, "options");
    json_builder_begin_object(builder);
    for (guint i = 0; i < freedoms->n; i++)
        ps_json_boolean(builder, freedoms->list[i].name,
                        freedoms->list[i].on != (gboolean)(flipped >> i & 1));
    json_builder_end_object(builder);
    ps_json_integer(builder, "states", summary->states);
    ps_json_integer(builder, "transitions", summary->transitions);
    ps_json_boolean(builder, "complete", summary->stopped == NULL);
    ps_json_array(builder, "properties");
    for (guint i = 0; i < summary->findings->len; i++)
        add_finding(builder, ps_summary_finding(summary, i));
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

static void
add_influences(JsonBuilder *builder, const PsFreedoms *freedoms, guint i)
{
    const GArray *findings = ps_freedoms_base(freedoms)->findings;
    ps_json_array(builder, "turned_on");
    for (guint j = 0; j < findings->len; j++) {
        PsInfluence influence = ps_freedoms_influence(freedoms, i, j);
        json_builder_begin_object(builder);
        ps_json_string(builder, "property",
                       ps_property_name(g_array_index(findings, PsFinding, j).property));
        ps_json_integer(builder, "mends", influence.mends);
        ps_json_integer(builder, "breaks", influence.breaks);
        ps_json_integer(builder, "delays", influence.delays);
        ps_json_integer(builder, "hastens", influence.hastens);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
}

static void
add_freedom(JsonBuilder *builder, const PsFreedoms *freedoms, guint i)
{
    const PsFreedom *freedom = &freedoms->list[i];
    g_autofree char *sentence = freedoms_sentence(freedoms, i);
    json_builder_begin_object(builder);
    ps_json_string(builder, "name", freedom->name);
    ps_json_string(builder, "why", freedom->why);
    ps_json_boolean(builder, "default", freedom->by_default);
    ps_json_boolean(builder, "on", freedom->on);
    ps_json_boolean(builder, "acts", freedom->acts);
    ps_json_string(builder, "sentence", sentence);
    add_influences(builder, freedoms, i);
    json_builder_end_object(builder);
}

char *
ps_freedoms_json(const PsFreedoms *freedoms, const char *const profiles[2])
{
    const PsWorld *world = ps_survey_world(freedoms->survey, 0);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_pair(builder, "profiles", profiles[0], profiles[1]);
    ps_json_pair(builder, "names", ps_world_name(world, 0), ps_world_name(world, 1));
    ps_json_conditions(builder, world);
    ps_json_boolean(builder, "combined", freedoms->combined);
    ps_json_boolean(builder, "complete", ps_survey_n_unfinished(freedoms->survey) == 0);
    ps_json_array(builder, "freedoms");
    for (guint i = 0; i < freedoms->n; i++)
        add_freedom(builder, freedoms, i);
    json_builder_end_array(builder);
    ps_json_array(builder, "worlds");
    for (guint i = 0; i < ps_survey_n(freedoms->survey); i++)
        add_world(builder, freedoms, i);
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}
