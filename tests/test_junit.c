/* Tests of JUnit XML: what comes out is XML in the form that Jenkins and GitLab read, and says what
 * a check says. */
#include "tests/program.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* What a reader of such a report sees. */
typedef struct {
    char *name, *class_name, *result; /* result: the element in it, or "passed" */
    char *message, *type;
    GString *text;
} Case;

typedef struct {
    GPtrArray *cases; /* of Case */
    guint suites;
    guint claimed[2][4]; /* tests, failures, errors, skipped: of all, of the suites together */
} Report;

static void
free_case(gpointer data)
{
    Case *test = data;
    g_free(test->name);
    g_free(test->class_name);
    g_free(test->result);
    g_free(test->message);
    g_free(test->type);
    g_string_free(test->text, TRUE);
    g_free(test);
}

static void
report_clear(Report *report)
{
    g_ptr_array_unref(report->cases);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Report, report_clear)

/* The value of an attribute, or NULL. */
static const char *
attribute(const char *name, const char **names, const char **values)
{
    for (guint i = 0; names[i] != NULL; i++)
        if (g_str_equal(names[i], name))
            return values[i];
    return NULL;
}

static void
add_claims(guint claimed[4], const char **names, const char **values)
{
    static const char *const what[] = {"tests", "failures", "errors", "skipped"};
    for (guint i = 0; i < 4; i++) {
        const char *value = attribute(what[i], names, values);
        guint64 number = 0;
        CHECK(value != NULL && g_ascii_string_to_unsigned(value, 10, 0, G_MAXUINT, &number, NULL),
              "no attribute %s", what[i]);
        claimed[i] += (guint)number;
    }
}

/* Each element only where the dialect has it. */
static void
start_element(GMarkupParseContext *context, const char *element, const char **names,
              const char **values, gpointer data, GError **error)
{
    static const char *const places[][2] = {
        {"testsuites", ""},         {"testsuite", "testsuites"}, {"properties", "testsuite"},
        {"property", "properties"}, {"testcase", "testsuite"},   {"failure", "testcase"},
        {"error", "testcase"},      {"skipped", "testcase"},     {"system-out", "testcase"},
    };
    Report *report = data;
    const GSList *stack = g_markup_parse_context_get_element_stack(context);
    const char *parent = stack->next != NULL ? stack->next->data : "";
    gboolean known = FALSE;
    (void)error;
    for (guint i = 0; i < G_N_ELEMENTS(places); i++)
        known = known || (g_str_equal(places[i][0], element) && g_str_equal(places[i][1], parent));
    CHECK(known, "<%s> in <%s>", element, parent);
    if (g_str_equal(element, "testsuites") || g_str_equal(element, "testsuite"))
        add_claims(report->claimed[g_str_equal(element, "testsuite")], names, values);
    report->suites += g_str_equal(element, "testsuite");
    if (g_str_equal(element, "testcase")) {
        Case *test = g_new0(Case, 1);
        *test = (Case){g_strdup(attribute("name", names, values)),
                       g_strdup(attribute("classname", names, values)),
                       g_strdup("passed"),
                       NULL,
                       NULL,
                       g_string_new(NULL)};
        g_ptr_array_add(report->cases, test);
    } else if (g_str_equal(parent, "testcase")) {
        Case *test = g_ptr_array_index(report->cases, report->cases->len - 1);
        g_free(test->result);
        test->result = g_strdup(element);
        test->message = g_strdup(attribute("message", names, values));
        test->type = g_strdup(attribute("type", names, values));
    }
}

/* Text stands in what is said of a case, and nowhere else. */
static void
read_text(GMarkupParseContext *context, const char *text, gsize length, gpointer data,
          GError **error)
{
    Report *report = data;
    const char *element = g_markup_parse_context_get_element(context);
    g_autofree char *copy = g_strndup(text, length);
    (void)error;
    if (g_str_equal(element, "failure") || g_str_equal(element, "system-out")) {
        Case *test = g_ptr_array_index(report->cases, report->cases->len - 1);
        g_string_append(test->text, copy);
        return;
    }
    CHECK(g_strstrip(copy)[0] == '\0', "the text “%s” in <%s>", copy, element);
}

static Report
read_report(const Run *run)
{
    static const GMarkupParser parser = {.start_element = start_element, .text = read_text};
    Report report = {.cases = g_ptr_array_new_with_free_func(free_case)};
    g_autoptr(GError) error = NULL;
    g_autoptr(GMarkupParseContext) context =
        g_markup_parse_context_new(&parser, G_MARKUP_DEFAULT_FLAGS, &report, NULL);
    gboolean parsed = g_markup_parse_context_parse(context, run->out, -1, &error) &&
                      g_markup_parse_context_end_parse(context, &error);
    REQUIRE(parsed, "%s: %s", run->command, error->message);
    CHECK(g_str_has_prefix(run->out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"), "no head");
    CHECK(g_utf8_validate(run->out, -1, NULL), "not UTF-8");
    for (const char *c = run->out; *c != '\0'; c++)
        CHECK(!g_ascii_iscntrl(*c) || *c == '\n', "the character %d", *c);
    return report;
}

static guint
count(const Report *report, const char *result)
{
    guint n = 0;
    for (guint i = 0; i < report->cases->len; i++)
        n += g_str_equal(((Case *)g_ptr_array_index(report->cases, i))->result, result);
    return n;
}

/* What it says of its cases is what they are. */
static void
check_totals(const Report *report)
{
    const guint found[4] = {report->cases->len, count(report, "failure"), count(report, "error"),
                            count(report, "skipped")};
    for (guint i = 0; i < 4; i++)
        for (guint j = 0; j < 2; j++)
            CHECK_NUMBER(report->claimed[j][i], found[i], "total %u of level %u", i, j);
}

static const Case *
find_case(const Report *report, const char *name)
{
    for (guint i = 0; i < report->cases->len; i++) {
        const Case *test = g_ptr_array_index(report->cases, i);
        if (g_strcmp0(test->name, name) == 0)
            return test;
    }
    REQUIRE(FALSE, "no case %s", name);
    return NULL;
}

static void
a_check_is_a_suite(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121 openfire --format junit");
    g_auto(Report) report = read_report(run);
    CHECK_STATUS(run, 1);
    CHECK_NUMBER(report.suites, 1, "suites");
    CHECK_NUMBER(report.cases->len, 9, "properties");
    check_totals(&report);
    CHECK_NUMBER(count(&report, "failure"), 4, "violated ones");
    CHECK_NUMBER(count(&report, "passed"), 2, "those that hold");
    CHECK_NUMBER(count(&report, "skipped"), 3, "those of availability");
    const Case *leak = find_case(&report, "no-leak");
    CHECK_STRING(leak->result, "failure");
    CHECK_STRING(leak->type, "settled");
    CHECK_STRING(leak->message, "a user's presence goes to somebody who is not subscribed: juliet "
                                "has from, romeo has not to");
    CHECK_STRING(leak->class_name, "presub.rfc6121 with openfire");
    CHECK_STRING(find_case(&report, "no-blindness")->message, "it needs --availability");
    CHECK_STRING(find_case(&report, "recoverable")->result, "passed");
}

/* The text of a failure is the counterexample: as a file of its own, it can be replayed. */
static void
a_failure_is_a_trace(void)
{
    char *folder = make_folder();
    g_autofree char *line = in_folder(folder, "check rfc6121 --format junit --traces @");
    g_autofree char *replay = in_folder(folder, "replay @/from-junit.trace");
    g_autoptr(Run) run = run_presub(line);
    g_auto(Report) report = read_report(run);
    const Case *leak = find_case(&report, "no-leak");
    g_autofree char *trace = read_file(folder, "no-leak.trace");
    CHECK_STRING(leak->text->str, trace);
    write_file(folder, "from-junit.trace", leak->text->str);
    g_autoptr(Run) replayed = run_presub(replay);
    CHECK_STATUS(replayed, 0);
    CHECK_CONTAINS(replayed->out, "# 5 steps");
    remove_folder(folder);
}

/* What is not known is an error, unless it was found before the limit. */
static void
what_is_undecided_is_an_error(void)
{
    g_autoptr(Run) run = run_presub("check rfc6121 --max-states 100 --format junit");
    g_auto(Report) report = read_report(run);
    CHECK_STATUS(run, 3);
    check_totals(&report);
    const Case *recoverable = find_case(&report, "recoverable");
    CHECK_STRING(recoverable->result, "error");
    CHECK_STRING(recoverable->message, "undecided: ended by the limit of 100 states");
    CHECK_STRING(find_case(&report, "no-orphan")->result, "failure");
}

static void
what_shall_be_reachable(void)
{
    g_autoptr(Run) run =
        run_presub("check rfc6121 -k 1 --format junit --only both,never --property "
                   "'reachable both: romeo.to and romeo.from' --property "
                   "'reachable never \"nobody\": romeo.to and not romeo.to'");
    g_auto(Report) report = read_report(run);
    CHECK_STATUS(run, 1);
    check_totals(&report);
    const Case *both = find_case(&report, "both");
    CHECK_STRING(both->result, "system-out"); /* the witness */
    CHECK_CONTAINS(both->text->str, "# both is reached after ");
    const Case *never = find_case(&report, "never");
    CHECK_STRING(never->result, "failure");
    CHECK_STRING(never->message, "no state is such: nobody");
    CHECK_STRING(never->type, "reachable");
}

/* Names and meanings may be anything. */
static void
strange_text_is_escaped(void)
{
    char *folder = make_folder();
    g_autofree char *line =
        in_folder(folder, "f=$(printf '@/a\\001\\377.profile'); cp model/profiles/rfc6121.profile "
                          "\"$f\" && presub check \"$f\" -k 1 --names '<b>,]]>&\"' --format junit "
                          "--only x --property 'always x \"a < b & ]]> é\": in_flight = 0'");
    g_autoptr(Run) run = run_shell(line, ".");
    g_auto(Report) report = read_report(run);
    const Case *strange = find_case(&report, "x");
    CHECK_STATUS(run, 1);
    CHECK_STRING(strange->message, "a < b & ]]> é: 1 in flight");
    CHECK_CONTAINS(strange->text->str, "names <b> ]]>&\"\n");
    CHECK_CONTAINS(strange->class_name, "/a\uFFFD\uFFFD_profile");
    remove_folder(folder);
}

static void
a_matrix_is_a_suite_for_each_pair(void)
{
    char *folder = make_folder();
    g_autofree char *line =
        in_folder(folder, "matrix rfc6121 ./model/profiles/openfire.profile -k 1 "
                          "-o @/report.xml");
    g_autoptr(Run) run = run_presub(line);
    g_autofree char *text = read_file(folder, "report.xml");
    g_autoptr(Run) printed = run_presub("matrix rfc6121 ./model/profiles/openfire.profile -k 1 "
                                        "--format junit");
    g_auto(Report) report = read_report(printed);
    CHECK_STATUS(run, 1);
    CHECK_STATUS(printed, 1);
    CHECK_STRING(text, printed->out);
    CHECK_NUMBER(report.suites, 4, "suites");
    CHECK_NUMBER(report.cases->len, 4 * 6, "properties");
    check_totals(&report);
    CHECK_NUMBER(count(&report, "failure") > 0, TRUE, "some are violated");
    const Case *last = g_ptr_array_index(report.cases, report.cases->len - 1);
    CHECK_STRING(last->class_name, "presub._/model/profiles/openfire_profile with "
                                   "_/model/profiles/openfire_profile");
    const Case *orphan = find_case(&report, "no-orphan");
    CHECK_CONTAINS(orphan->text->str, "# presub check rfc6121 --in-flight 1\nprofile rfc6121\n");
    g_autoptr(Run) limited = run_presub("matrix rfc6121 -k 2 --max-states 30 --format junit");
    g_auto(Report) unfinished = read_report(limited);
    CHECK_STATUS(limited, 3);
    check_totals(&unfinished);
    CHECK_STRING(find_case(&unfinished, "recoverable")->message,
                 "undecided: ended by the limit of 30 states");
    remove_folder(folder);
}

const Test junit_tests[] = {
    {"a check is a suite", a_check_is_a_suite, FALSE},
    {"a failure is a trace", a_failure_is_a_trace, FALSE},
    {"what is undecided is an error", what_is_undecided_is_an_error, FALSE},
    {"what shall be reachable", what_shall_be_reachable, FALSE},
    {"strange text is escaped", strange_text_is_escaped, FALSE},
    {"a matrix is a suite for each pair", a_matrix_is_a_suite_for_each_pair, FALSE},
    {0},
};
