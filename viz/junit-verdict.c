/* JUnit of verdicts. */
#include "viz/junit-verdict.h"

#include "viz/caption.h"
#include "viz/text.h"

void
ps_junit_suite_of_world(PsJunit *junit, const PsWorld *world, const char *const profiles[2],
                        double seconds)
{
    g_autofree char *name = g_strdup_printf("%s with %s", profiles[0], profiles[1]);
    g_autofree char *bound = ps_text_count(ps_world_options(world)->in_flight, "presence");
    g_autofree char *settings = ps_caption_settings(world);
    g_autofree char *description = g_strdup_printf("at most %s in flight%s%s", bound,
                                                   settings[0] != '\0' ? "; " : "", settings);
    ps_junit_suite(junit, name, description, seconds);
}

void
ps_junit_case_of_property(PsJunit *junit, const PsProperty *property, PsJunitResult result,
                          const char *message, const char *text)
{
    const PsJunitCase what = {
        .name = ps_property_name(property),
        .result = result,
        .type = result == PS_JUNIT_ERROR ? "undecided"
                                         : ps_property_kind_name(ps_property_kind(property)),
        .message = message,
        .text = text,
    };
    ps_junit_case(junit, &what);
}

PsJunitResult
ps_junit_result(PsOutcome outcome)
{
    static const PsJunitResult results[] = {PS_JUNIT_PASSED, PS_JUNIT_FAILED, PS_JUNIT_ERROR};
    return results[outcome];
}
