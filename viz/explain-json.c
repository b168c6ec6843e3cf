/* The report of an explanation, as JSON. */
#include "viz/explain-private.h"
#include "viz/json.h"

static void
add_seen(JsonBuilder *builder, const char *name, const PsWorld *world, const PsSeen *seen)
{
    g_autofree char *text = ps_seen_text(world, seen);
    ps_json_string(builder, name, text);
}

static void
add_missing(JsonBuilder *builder, const PsExplanation *explanation)
{
    PsExplainMissing missing = ps_explain_missing(explanation);
    ps_json_integer(builder, "actions_missing", missing.actions);
    ps_json_integer(builder, "stanzas_missing", missing.stanzas);
    ps_json_integer(builder, "actions_out_of_sight", missing.beyond);
}

static void
add_step(JsonBuilder *builder, const PsExplanation *explanation, guint i)
{
    const PsWorld *world = ps_explanation_world(explanation);
    const PsExplainStep *step = ps_explanation_step(explanation, i);
    g_autofree char *text = ps_step_text(world, step->step);
    json_builder_begin_object(builder);
    ps_json_string(builder, "step", text);
    ps_json_boolean(builder, "in_log", !step->unseen);
    ps_json_boolean(builder, "out_of_sight", step->beyond);
    ps_json_array(builder, "lines");
    for (guint j = 0; j < step->n_matched; j++)
        json_builder_add_int_value(builder,
                                   ps_explanation_log(explanation)->seen[step->matched[j]].line);
    json_builder_end_array(builder);
    ps_json_array(builder, "missing");
    for (guint j = 0; j < step->n_missing; j++) {
        g_autofree char *missing = ps_seen_text(world, &step->missing[j]);
        json_builder_add_string_value(builder, missing);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

/* "unexplained": what no run explains, and what could be there instead. */
static void
add_unexplained(JsonBuilder *builder, const PsExplanation *explanation)
{
    const PsWorld *world = ps_explanation_world(explanation);
    const PsSeen *seen =
        &ps_explanation_log(explanation)->seen[ps_explanation_reached(explanation)];
    json_builder_set_member_name(builder, "unexplained");
    json_builder_begin_object(builder);
    ps_json_integer(builder, "line", seen->line);
    add_seen(builder, "seen", world, seen);
    ps_json_boolean(builder, "impossible", ps_explanation_impossible(explanation));
    ps_json_array(builder, "alternatives");
    for (guint i = 0; i < ps_explanation_n_alternatives(explanation); i++) {
        const PsAlternative *alternative = ps_explanation_alternative(explanation, i);
        json_builder_begin_object(builder);
        add_seen(builder, "seen", world, &alternative->seen);
        ps_json_integer(builder, "actions_not_shown", alternative->cost.unseen);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

static void
add_verdict(JsonBuilder *builder, const PsExplanation *explanation)
{
    const char *stopped = ps_explanation_stopped(explanation);
    ps_json_boolean(builder, "complete", stopped == NULL);
    if (stopped != NULL)
        ps_json_string(builder, "stopped", stopped);
    ps_json_boolean(builder, "explained", ps_explanation_found(explanation));
    ps_json_integer(builder, "reached", ps_explanation_reached(explanation));
    ps_json_integer(builder, "states", ps_explanation_states(explanation));
    add_missing(builder, explanation);
    if (!ps_explanation_found(explanation))
        add_unexplained(builder, explanation);
    ps_json_array(builder, "steps");
    for (guint i = 0; i < ps_explanation_n_steps(explanation); i++)
        add_step(builder, explanation, i);
    json_builder_end_array(builder);
}

static void
add_log(JsonBuilder *builder, const PsExplanation *explanation, const PsExplainRun *run)
{
    ps_json_string(builder, "version", PS_VERSION);
    ps_json_string(builder, "file", run->file);
    ps_json_pair(builder, "between", run->users[0], run->users[1]);
    ps_json_integer(builder, "stanzas", ps_explanation_log(explanation)->n);
    ps_json_integer(builder, "other_stanzas", run->n_others);
}

char *
ps_explain_report_json(const PsExplanation *explanation, const PsExplainRun *run)
{
    const PsWorld *world = ps_explanation_world(explanation);
    g_autoptr(JsonBuilder) builder = json_builder_new();
    json_builder_begin_object(builder);
    add_log(builder, explanation, run);
    ps_json_pair(builder, "profiles", run->profiles[0], run->profiles[1]);
    ps_json_pair(builder, "names", ps_world_name(world, 0), ps_world_name(world, 1));
    ps_json_world(builder, world);
    add_verdict(builder, explanation);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}

char *
ps_explain_fit_json(const GPtrArray *explanations, const PsExplainRun *run)
{
    g_autoptr(JsonBuilder) builder = json_builder_new();
    g_autoptr(GPtrArray) ranked = ps_explain_ranked(explanations);
    json_builder_begin_object(builder);
    add_log(builder, g_ptr_array_index(ranked, 0), run);
    ps_json_array(builder, "servers");
    for (guint i = 0; i < ranked->len; i++) {
        const PsExplanation *explanation = g_ptr_array_index(ranked, i);
        json_builder_begin_object(builder);
        ps_json_string(builder, "profile",
                       ps_profile_name(ps_world_profile(ps_explanation_world(explanation), 0)));
        add_verdict(builder, explanation);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
    return ps_json_text(builder);
}
