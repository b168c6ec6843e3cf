/* Runs the tests: all of them, those of one suite, or with --quick those that are not slow. Prints
 * every failure with its place, and in the last line how many tests passed and failed. */
#include "tests/suites.h"

#include <CUnit/CUnit.h>
#include <CUnit/TestRun.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct {
    const char *name;
    const Test *tests;
} Suite;

static const Suite suites[] = {
    {"event", event_tests},
    {"profile", profile_tests},
    {"profile-errors", profile_errors_tests},
    {"profile-load", profile_load_tests},
    {"tables", tables_tests},
    {"rfcs", rfcs_tests},
    {"server-tables", server_tables_tests},
    {"servers", servers_tests},
    {"bugs", bugs_tests},
    {"world", world_tests},
    {"layout", layout_tests},
    {"step", step_tests},
    {"step-session", step_session_tests},
    {"step-fault", step_fault_tests},
    {"store", store_tests},
    {"successors", successors_tests},
    {"kernels", kernels_tests},
    {"lane-kernels", lane_kernels_tests},
    {"lanes", lanes_tests},
    {"search", search_tests},
    {"search-from", search_from_tests},
    {"paths", paths_tests},
    {"search-start", search_start_tests},
    {"sets", sets_tests},
    {"sets-limits", sets_limits_tests},
    {"threads", threads_tests},
    {"bitmaps", bitmaps_tests},
    {"bitmaps-limits", bitmaps_limits_tests},
    {"flights", flights_tests},
    {"turns", turns_tests},
    {"checkpoint", checkpoint_tests},
    {"checkpoint-refused", checkpoint_refused_tests},
    {"estimate", estimate_tests},
    {"agree", agree_tests},
    {"mutants", mutants_tests},
    {"property", property_tests},
    {"expression", expression_tests},
    {"language", language_tests},
    {"properties", properties_tests},
    {"verdicts", verdicts_tests},
    {"backward", backward_tests},
    {"backward-limits", backward_limits_tests},
    {"golden", golden_tests},
    {"needs", needs_tests},
    {"ended", ended_tests},
    {"healing", healing_tests},
    {"coverage", coverage_tests},
    {"diff", diff_tests},
    {"own", own_tests},
    {"trace", trace_tests},
    {"replay", replay_tests},
    {"simulate", simulate_tests},
    {"walk", walk_tests},
    {"stanza", stanza_tests},
    {"log", log_tests},
    {"explain", explain_tests},
    {"fuzz", fuzz_tests},
    {"graph", graph_tests},
    {"graph-text", graph_text_tests},
    {"chart", chart_tests},
    {"chart-svg", chart_svg_tests},
    {"chart-print", chart_print_tests},
    {"conversations", conversations_tests},
    {"stream", stream_tests},
    {"views", views_tests},
    {"matrix", matrix_tests},
    {"report", report_tests},
    {"report-html", report_html_tests},
    {"survey", survey_tests},
    {"survey-view", survey_view_tests},
    {"freedoms", freedoms_tests},
    {"dot", dot_tests},
    {"aut", aut_tests},
    {"spin", spin_tests},
    {"tla", tla_tests},
    {"pins", pins_tests},
    {"cli", cli_tests},
    {"cli-options", cli_options_tests},
    {"cli-check", cli_check_tests},
    {"cli-engines", cli_engines_tests},
    {"cli-checkpoint", cli_checkpoint_tests},
    {"cli-run", cli_run_tests},
    {"cli-walk", cli_walk_tests},
    {"cli-tables", cli_tables_tests},
    {"cli-property", cli_property_tests},
    {"cli-graph", cli_graph_tests},
    {"cli-chart", cli_chart_tests},
    {"cli-matrix", cli_matrix_tests},
    {"cli-report", cli_report_tests},
    {"cli-freedoms", cli_freedoms_tests},
    {"cli-export", cli_export_tests},
    {"bench", bench_tests},
    {"schema", schema_tests},
    {"junit", junit_tests},
    {"manual", manual_tests},
    {"completion", completion_tests},
    {"cli-explain", cli_explain_tests},
    {"wire", wire_tests},
    {"wire-start", wire_start_tests},
    {"experiment", experiment_tests},
    {"proxy", proxy_tests},
    {"live", live_tests},
    {"readme", readme_tests},
};

static void
list_tests(void)
{
    for (guint i = 0; i < G_N_ELEMENTS(suites); i++)
        for (const Test *test = suites[i].tests; test->name != NULL; test++)
            printf("%s: %s%s\n", suites[i].name, test->name, test->slow ? " (slow)" : "");
}

/* Adds the tests that shall run; exits if CUnit has no memory left for them. */
static void
add_tests(const Suite *suite, gboolean quick)
{
    CU_pSuite added = CU_add_suite(suite->name, NULL, NULL);
    for (const Test *test = suite->tests; test->name != NULL && added != NULL; test++)
        if ((!quick || !test->slow) && CU_add_test(added, test->name, test->run) == NULL)
            added = NULL;
    if (added == NULL) {
        fprintf(stderr, "cannot add the tests of %s: %s\n", suite->name, CU_get_error_msg());
        exit(2);
    }
}

/* Prints what failed in a test, as soon as it is over. */
static void
test_done(const CU_pTest test, const CU_pSuite suite, const CU_pFailureRecord failures)
{
    for (CU_pFailureRecord failure = failures; failure != NULL; failure = failure->pNext)
        printf("%s:%u: %s: %s: %s\n", failure->strFileName, failure->uiLineNumber, suite->pName,
               test->pName, failure->strCondition);
    fflush(stdout);
}

/* Runs what was added; the exit status. */
static int
run_tests(void)
{
    CU_set_test_complete_handler(test_done);
    CU_run_all_tests();
    guint run = CU_get_number_of_tests_run();
    guint failed = CU_get_number_of_tests_failed();
    printf("%u passed, %u failed\n", run - failed, failed);
    fflush(stdout);
    return failed > 0 || run == 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}

int
main(int argc, char **argv)
{
    gboolean quick = FALSE;
    gboolean list = FALSE;
    gboolean record = FALSE;
    g_auto(GStrv) wanted = NULL;
    GOptionEntry entries[] = {
        {"quick", 'q', 0, G_OPTION_ARG_NONE, &quick, "Leave slow tests out", NULL},
        {"list", 'l', 0, G_OPTION_ARG_NONE, &list, "List the tests and run none", NULL},
        {"record-golden", 0, 0, G_OPTION_ARG_NONE, &record,
         "Record the figures of tests/golden.txt again and run no other test", NULL},
        {G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &wanted, NULL, "[SUITE...]"},
        G_OPTION_ENTRY_NULL,
    };
    g_autoptr(GOptionContext) context = g_option_context_new(NULL);
    g_autoptr(GError) error = NULL;
    g_option_context_add_main_entries(context, entries, NULL);
    if (!g_option_context_parse(context, &argc, &argv, &error)) {
        fprintf(stderr, "%s\n", error->message);
        return 2;
    }
    if (list) {
        list_tests();
        return EXIT_SUCCESS;
    }
    g_setenv("PRESUB", "build/presub", FALSE); /* the program to test, if nothing else is said */
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    if (record)
        add_tests(&(Suite){"golden", golden_record_tests}, FALSE);
    for (guint i = 0; !record && i < G_N_ELEMENTS(suites); i++)
        if (wanted == NULL || g_strv_contains((const char *const *)wanted, suites[i].name))
            add_tests(&suites[i], quick);
    int status = run_tests();
    CU_cleanup_registry();
    return status;
}
