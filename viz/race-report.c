/* The report of a run on two real servers. */
#include "viz/race-report.h"

#include "viz/json.h"
#include "viz/junit.h"
#include "viz/ladder.h"

/* "after romeo subscribe: expected …", a line each, with a prefix. */
static void
append_differences(GString *out, const PsRace *race, const char *prefix)
{
    for (guint i = 0; i < ps_race_n_steps(race); i++) {
        const PsRaceStep *step = ps_race_step(race, i);
        for (guint d = 0; d < step->differences->len; d++)
            g_string_append_printf(out, "%sat “%s”: %s\n", prefix, step->step,
                                   (char *)g_ptr_array_index(step->differences, d));
    }
}

void
ps_race_report_text(GString *out, const PsRace *race, const PsReplay *replay, const PsStyle *style)
{
    const PsWorld *world = ps_replay_world(replay);
    const PsRaceStep *last = ps_race_step(race, ps_race_n_steps(race) - 1);
    gboolean happened = ps_race_happened(race);
    ps_ladder_append(out, replay, "", style);
    g_string_append_printf(out, "# on %s and %s: ", ps_race_server(race, 0),
                           ps_race_server(race, 1));
    ps_style_append(style, out, happened ? PS_INK_GOOD : PS_INK_BAD,
                    happened ? "happened" : "did not happen", 0);
    g_string_append_c(out, '\n');
    append_differences(out, race, "# ");
    for (guint side = 0; side < 2; side++)
        if (last->entries[side] != NULL)
            g_string_append_printf(out, "# in the end %s has %s\n", ps_world_name(world, side),
                                   last->entries[side]);
}

void
ps_race_report_json(JsonBuilder *builder, const PsRace *race, const char *name)
{
    json_builder_begin_object(builder);
    ps_json_string(builder, "trace", name);
    ps_json_pair(builder, "servers", ps_race_server(race, 0), ps_race_server(race, 1));
    ps_json_boolean(builder, "happened", ps_race_happened(race));
    ps_json_array(builder, "steps");
    for (guint i = 0; i < ps_race_n_steps(race); i++) {
        const PsRaceStep *step = ps_race_step(race, i);
        json_builder_begin_object(builder);
        ps_json_string(builder, "step", step->step);
        ps_json_pair(builder, "entries", step->entries[0], step->entries[1]);
        ps_json_array(builder, "differences");
        for (guint d = 0; d < step->differences->len; d++)
            json_builder_add_string_value(builder, g_ptr_array_index(step->differences, d));
        json_builder_end_array(builder);
        json_builder_end_object(builder);
    }
    json_builder_end_array(builder);
    json_builder_end_object(builder);
}

void
ps_race_report_junit(GString *out, const PsRace *race, const char *name)
{
    g_autofree char *servers =
        g_strdup_printf("%s and %s", ps_race_server(race, 0), ps_race_server(race, 1));
    g_autoptr(GString) text = g_string_new(NULL);
    append_differences(text, race, "");
    g_string_append(text, ps_race_log(race));
    gboolean happened = ps_race_happened(race);
    ps_junit_append_case(out, &(PsJunitCase){
                                  .class_name = servers,
                                  .name = name,
                                  .result = happened ? PS_JUNIT_PASSED : PS_JUNIT_FAILED,
                                  .type = "race",
                                  .message = "did not happen",
                                  .text = happened ? NULL : text->str,
                              });
}
