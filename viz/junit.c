/* JUnit: suites are kept as text until it is known how many of their cases did what. */
#include "viz/junit.h"

#include "viz/caption.h"
#include "viz/text.h"

typedef struct {
    guint counts[PS_N_JUNIT_RESULTS];
    double seconds; /* below 0: not known */
} Totals;

struct _PsJunit {
    char *title;
    GString *suites; /* those that have ended */
    GString *cases;  /* of the one that has not */
    char *head;      /* the start of its element, up to the totals; NULL if there is none */
    char *class_name;
    char *world;
    Totals suite, all;
};

PsJunit *
ps_junit_new(const char *title)
{
    PsJunit *junit = g_new0(PsJunit, 1);
    junit->title = ps_text_xml(title);
    junit->suites = g_string_new(NULL);
    junit->cases = g_string_new(NULL);
    junit->all.seconds = -1;
    return junit;
}

void
ps_junit_free(PsJunit *junit)
{
    if (junit == NULL)
        return;
    g_string_free(junit->suites, TRUE);
    g_string_free(junit->cases, TRUE);
    g_free(junit->title);
    g_free(junit->head);
    g_free(junit->class_name);
    g_free(junit->world);
    g_free(junit);
}

/* How many cases there are, as attributes. */
static void
append_totals(GString *out, const Totals *totals)
{
    guint n = 0;
    for (guint i = 0; i < PS_N_JUNIT_RESULTS; i++)
        n += totals->counts[i];
    g_string_append_printf(out, " tests=\"%u\" failures=\"%u\" errors=\"%u\" skipped=\"%u\"", n,
                           totals->counts[PS_JUNIT_FAILED], totals->counts[PS_JUNIT_ERROR],
                           totals->counts[PS_JUNIT_SKIPPED]);
    if (totals->seconds >= 0)
        g_string_append_printf(out, " time=\"%.3f\"", totals->seconds);
}

static void
end_suite(PsJunit *junit)
{
    if (junit->head == NULL)
        return;
    g_string_append(junit->suites, junit->head);
    append_totals(junit->suites, &junit->suite);
    g_string_append_printf(junit->suites,
                           ">\n    <properties>\n"
                           "      <property name=\"world\" value=\"%s\"/>\n"
                           "    </properties>\n%s  </testsuite>\n",
                           junit->world, junit->cases->str);
    for (guint i = 0; i < PS_N_JUNIT_RESULTS; i++)
        junit->all.counts[i] += junit->suite.counts[i];
    if (junit->suite.seconds >= 0)
        junit->all.seconds = MAX(junit->all.seconds, 0) + junit->suite.seconds;
}

/* "at most 3 presences in flight; sensible users". Free it. */
static char *
describe_world(const PsWorld *world)
{
    g_autofree char *bound = ps_text_count(ps_world_options(world)->in_flight, "presence");
    g_autofree char *settings = ps_caption_settings(world);
    return g_strdup_printf("at most %s in flight%s%s", bound, settings[0] != '\0' ? "; " : "",
                           settings);
}

/* What the cases of two servers are classed as: a package, a dot, and what has none. Free it. */
static char *
class_of(const char *const profiles[2])
{
    g_autofree char *servers = g_strdup_printf("%s with %s", profiles[0], profiles[1]);
    g_strdelimit(servers, ".", '_');
    return g_strconcat("presub.", servers, NULL);
}

void
ps_junit_suite(PsJunit *junit, const PsWorld *world, const char *const profiles[2], double seconds)
{
    end_suite(junit);
    g_autofree char *name = g_strdup_printf("%s with %s", profiles[0], profiles[1]);
    g_autofree char *escaped = ps_text_xml(name);
    g_autofree char *class_name = class_of(profiles);
    g_autofree char *description = describe_world(world);
    g_free(junit->head);
    g_free(junit->class_name);
    g_free(junit->world);
    junit->head = g_strdup_printf("  <testsuite name=\"%s\"", escaped);
    junit->class_name = ps_text_xml(class_name);
    junit->world = ps_text_xml(description);
    junit->suite = (Totals){.seconds = seconds};
    g_string_truncate(junit->cases, 0);
}

void
ps_junit_case(PsJunit *junit, const PsProperty *property, PsJunitResult result, const char *message,
              const char *text)
{
    static const char *const elements[] = {"system-out", "failure", "error", "skipped"};
    g_autofree char *name = ps_text_xml(ps_property_name(property));
    g_autofree char *why = ps_text_xml(message != NULL ? message : "");
    g_autofree char *inside = ps_text_xml(text != NULL ? text : "");
    junit->suite.counts[result]++;
    g_string_append_printf(junit->cases, "    <testcase classname=\"%s\" name=\"%s\"",
                           junit->class_name, name);
    if (result == PS_JUNIT_PASSED && text == NULL) {
        g_string_append(junit->cases, "/>\n");
        return;
    }
    g_string_append_printf(junit->cases, ">\n      <%s", elements[result]);
    if (result != PS_JUNIT_PASSED)
        g_string_append_printf(junit->cases, " message=\"%s\"", why);
    if (result == PS_JUNIT_FAILED || result == PS_JUNIT_ERROR)
        g_string_append_printf(junit->cases, " type=\"%s\"",
                               result == PS_JUNIT_ERROR
                                   ? "undecided"
                                   : ps_property_kind_name(ps_property_kind(property)));
    if (text == NULL)
        g_string_append(junit->cases, "/>\n");
    else
        g_string_append_printf(junit->cases, ">%s</%s>\n", inside, elements[result]);
    g_string_append(junit->cases, "    </testcase>\n");
}

PsJunitResult
ps_junit_result(PsOutcome outcome)
{
    static const PsJunitResult results[] = {PS_JUNIT_PASSED, PS_JUNIT_FAILED, PS_JUNIT_ERROR};
    return results[outcome];
}

char *
ps_junit_end(PsJunit *junit)
{
    end_suite(junit);
    GString *out = g_string_new("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites");
    g_string_append_printf(out, " name=\"%s\"", junit->title);
    append_totals(out, &junit->all);
    g_string_append_printf(out, ">\n%s</testsuites>\n", junit->suites->str);
    return g_string_free(out, FALSE);
}
