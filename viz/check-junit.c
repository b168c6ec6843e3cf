/* The report of a check, as JUnit XML. */
#include "viz/check-report.h"
#include "viz/junit-verdict.h"

/* Why a property is not fulfilled, in a line. Free it; NULL if it is. */
static char *
explain(const PsVerdicts *verdicts, const PsVerdict *verdict)
{
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    const char *meaning = ps_property_meaning(verdict->property);
    if (verdict->outcome == PS_UNDECIDED)
        return g_strdup_printf("undecided: ended by %s", ps_verdicts_stopped(verdicts));
    if (verdict->outcome == PS_HOLDS)
        return NULL;
    if (ps_property_kind(verdict->property) == PS_PROPERTY_REACHABLE)
        return g_strdup_printf("no state is such: %s", meaning);
    if (ps_property_kind(verdict->property) > PS_PROPERTY_REACHABLE)
        return g_strdup(meaning);
    g_autofree char *why = ps_property_explain(verdict->property, world, &verdict->state);
    return g_strdup_printf("%s: %s", meaning, why);
}

static void
add_verdict(PsJunit *junit, const PsVerdicts *verdicts, guint i, const PsCheckRun *run)
{
    const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
    g_autofree char *why = explain(verdicts, verdict);
    g_autofree char *trace = verdict->path != NULL ? ps_check_report_trace(verdicts, i, run) : NULL;
    ps_junit_case_of_property(junit, verdict->property, ps_junit_result(verdict->outcome), why,
                              trace);
}

char *
ps_check_report_junit(const PsVerdicts *verdicts, const PsProperties *properties,
                      const PsCheckRun *run)
{
    const PsWorld *world = ps_search_world(ps_verdicts_search(verdicts));
    g_autoptr(PsJunit) junit = ps_junit_new("presub check");
    guint judged = 0;
    ps_junit_suite_of_world(junit, world, run->profiles, run->seconds);
    for (guint i = 0; i < ps_properties_n(properties); i++) {
        const PsProperty *property = ps_properties_get(properties, i);
        if (ps_property_applies(property, world))
            add_verdict(junit, verdicts, judged++, run);
        else
            ps_junit_case_of_property(junit, property, PS_JUNIT_SKIPPED, "it needs --availability",
                                      NULL);
    }
    return ps_junit_end(junit);
}
