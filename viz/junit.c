/* JUnit: suites are kept as text until it is known how many of their cases did what. */
#include "viz/junit.h"

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
    char *name;
    char *world; /* or NULL */
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
    g_free(junit->name);
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
    g_string_append(junit->suites, ">\n");
    if (junit->world != NULL)
        g_string_append_printf(junit->suites,
                               "    <properties>\n"
                               "      <property name=\"world\" value=\"%s\"/>\n"
                               "    </properties>\n",
                               junit->world);
    g_string_append_printf(junit->suites, "%s  </testsuite>\n", junit->cases->str);
    for (guint i = 0; i < PS_N_JUNIT_RESULTS; i++)
        junit->all.counts[i] += junit->suite.counts[i];
    if (junit->suite.seconds >= 0)
        junit->all.seconds = MAX(junit->all.seconds, 0) + junit->suite.seconds;
}

void
ps_junit_suite(PsJunit *junit, const char *name, const char *world, double seconds)
{
    end_suite(junit);
    g_autofree char *escaped = ps_text_xml(name);
    g_free(junit->head);
    g_free(junit->name);
    g_free(junit->world);
    junit->head = g_strdup_printf("  <testsuite name=\"%s\"", escaped);
    junit->name = g_strdup(name);
    junit->world = world != NULL ? ps_text_xml(world) : NULL;
    junit->suite = (Totals){.seconds = seconds};
    g_string_truncate(junit->cases, 0);
}

void
ps_junit_case(PsJunit *junit, const PsJunitCase *what)
{
    PsJunitCase own = *what;
    own.class_name = what->class_name != NULL ? what->class_name : junit->name;
    junit->suite.counts[what->result]++;
    ps_junit_append_case(junit->cases, &own);
}

/* What a case is classed as: a package, a dot, and what has none. Free it. */
static char *
class_of(const char *class_name)
{
    g_autofree char *name = ps_text_xml(class_name);
    return g_strconcat("presub.", g_strdelimit(name, ".", '_'), NULL);
}

void
ps_junit_append_case(GString *out, const PsJunitCase *what)
{
    static const char *const elements[] = {"system-out", "failure", "error", "skipped"};
    g_autofree char *class_name = class_of(what->class_name);
    g_autofree char *name = ps_text_xml(what->name);
    g_string_append_printf(out, "    <testcase classname=\"%s\" name=\"%s\"", class_name, name);
    if (what->result == PS_JUNIT_PASSED && what->text == NULL) {
        g_string_append(out, "/>\n");
        return;
    }
    g_string_append_printf(out, ">\n      <%s", elements[what->result]);
    if (what->result != PS_JUNIT_PASSED) {
        g_autofree char *message = ps_text_xml(what->message);
        g_string_append_printf(out, " message=\"%s\"", message);
    }
    if (what->result == PS_JUNIT_FAILED || what->result == PS_JUNIT_ERROR)
        g_string_append_printf(out, " type=\"%s\"", what->type);
    if (what->text != NULL) {
        g_autofree char *text = ps_text_xml(what->text);
        g_string_append_printf(out, ">%s</%s>\n", text, elements[what->result]);
    } else {
        g_string_append(out, "/>\n");
    }
    g_string_append(out, "    </testcase>\n");
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
