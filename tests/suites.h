/* The test suites: one table of tests a file. */
#ifndef PS_TESTS_SUITES_H
#define PS_TESTS_SUITES_H

#include <glib.h>

typedef struct {
    const char *name;
    void (*run)(void);
    gboolean slow; /* left out with --quick */
} Test;

/* Each ends with a test without a name. */
extern const Test event_tests[];
extern const Test profile_tests[];
extern const Test profile_errors_tests[];
extern const Test profile_load_tests[];
extern const Test tables_tests[];
extern const Test rfcs_tests[];
extern const Test server_tables_tests[];
extern const Test servers_tests[];
extern const Test bugs_tests[];
extern const Test world_tests[];
extern const Test layout_tests[];
extern const Test step_tests[];
extern const Test step_session_tests[];
extern const Test step_fault_tests[];
extern const Test store_tests[];
extern const Test successors_tests[];
extern const Test kernels_tests[];
extern const Test lane_kernels_tests[];
extern const Test lanes_tests[];
extern const Test search_tests[];
extern const Test search_from_tests[];
extern const Test paths_tests[];
extern const Test search_start_tests[];
extern const Test sets_tests[];
extern const Test sets_limits_tests[];
extern const Test threads_tests[];
extern const Test bitmaps_tests[];
extern const Test bitmaps_limits_tests[];
extern const Test flights_tests[];
extern const Test turns_tests[];
extern const Test checkpoint_tests[];
extern const Test checkpoint_refused_tests[];
extern const Test estimate_tests[];
extern const Test agree_tests[];
extern const Test mutants_tests[];
extern const Test property_tests[];
extern const Test expression_tests[];
extern const Test language_tests[];
extern const Test properties_tests[];
extern const Test verdicts_tests[];
extern const Test backward_tests[];
extern const Test backward_limits_tests[];
extern const Test golden_tests[];
extern const Test golden_record_tests[]; /* run by --record-golden only */
extern const Test needs_tests[];
extern const Test ended_tests[];
extern const Test healing_tests[];
extern const Test coverage_tests[];
extern const Test diff_tests[];
extern const Test own_tests[];
extern const Test trace_tests[];
extern const Test replay_tests[];
extern const Test simulate_tests[];
extern const Test walk_tests[];
extern const Test stanza_tests[];
extern const Test log_tests[];
extern const Test explain_tests[];
extern const Test fuzz_tests[];
extern const Test graph_tests[];
extern const Test graph_text_tests[];
extern const Test chart_tests[];
extern const Test chart_svg_tests[];
extern const Test chart_print_tests[];
extern const Test conversations_tests[];
extern const Test stream_tests[];
extern const Test views_tests[];
extern const Test matrix_tests[];
extern const Test report_tests[];
extern const Test report_html_tests[];
extern const Test survey_tests[];
extern const Test survey_view_tests[];
extern const Test freedoms_tests[];
extern const Test dot_tests[];
extern const Test aut_tests[];
extern const Test spin_tests[];
extern const Test tla_tests[];
extern const Test pins_tests[];
extern const Test cli_tests[];
extern const Test cli_options_tests[];
extern const Test cli_check_tests[];
extern const Test cli_engines_tests[];
extern const Test cli_checkpoint_tests[];
extern const Test cli_run_tests[];
extern const Test cli_walk_tests[];
extern const Test cli_tables_tests[];
extern const Test cli_property_tests[];
extern const Test cli_graph_tests[];
extern const Test cli_chart_tests[];
extern const Test cli_matrix_tests[];
extern const Test cli_report_tests[];
extern const Test cli_freedoms_tests[];
extern const Test cli_export_tests[];
extern const Test bench_tests[];
extern const Test schema_tests[];
extern const Test junit_tests[];
extern const Test manual_tests[];
extern const Test completion_tests[];
extern const Test cli_explain_tests[];
extern const Test wire_tests[];
extern const Test wire_start_tests[];
extern const Test experiment_tests[];
extern const Test proxy_tests[];
extern const Test live_tests[];
extern const Test readme_tests[];

#endif
