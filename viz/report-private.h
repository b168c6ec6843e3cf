/* The inside of a report: report.c writes the page, report-head.c and report-properties.c its
 * parts, report-data.c what its script reads, report-part.c chooses which states that has,
 * report-assets.c has the files of the script and of the style. */
#ifndef PS_VIZ_REPORT_PRIVATE_H
#define PS_VIZ_REPORT_PRIVATE_H

#include "viz/report.h"

G_BEGIN_DECLS

/* ---- Which states are in the page ---- */

/* A choice of states of a search. They have places in the page, from 0, in the order of their
 * numbers; place 0 is the initial state. */
typedef struct {
    const PsSearch *search;
    gboolean whole;     /* all states are in it: then a place is a number */
    guint radius;       /* if not: steps from a counterexample, up to which all are in it */
    GArray *numbers;    /* of guint64, if not whole */
    GHashTable *places; /* by number, if not whole */
} ReportPart;

/* Chooses. Free with report_part_free. */
ReportPart *report_part_new(const PsVerdicts *verdicts, const PsCheckRun *run);

void report_part_free(ReportPart *part);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(ReportPart, report_part_free)

guint report_part_n(const ReportPart *part);
guint64 report_part_number(const ReportPart *part, guint place);

/* The place of a state; FALSE if it is not in the page. */
gboolean report_part_find(const ReportPart *part, const PsState *state, guint *place);

/* The fragment of an address that opens the run of these steps (PsStep) from the initial state:
 * "#state=231&run=0.3.1", the number of its end and each step's place among the transitions that
 * the page has there. then may be NULL: more steps. NULL if the run leaves the page. Free it. */
char *report_part_fragment(const ReportPart *part, const GArray *path, const GArray *then);

/* ---- The data ---- */

/* One JSON object without "<", which the script reads (viz/report/graph.mjs says what is in it).
 * Free it. */
char *report_data(const PsVerdicts *verdicts, const PsCheckRun *run, const ReportPart *part);

/* ---- Parts of the page ---- */

typedef struct {
    GString *html;
    const PsVerdicts *verdicts;
    const PsCheckRun *run;
    const PsWorld *world;
    const ReportPart *part;
    const char *command;
} ReportPage;

/* Appends <NAME>text</NAME>, escaped, and with a class if that is not NULL. */
void report_element(GString *html, const char *name, const char *class, const char *text);

/* Begins a frame in which something wide can be moved, by keys as well; "</div>" ends it. It is
 * called label and what follows it. */
void report_begin_scroll(GString *html, const char *class, const char *label, const char *of);

/* What was checked, with which bounds, and what came out. */
void report_append_head(const ReportPage *page);

/* The matrix, and the same as a table. */
void report_append_matrix(const ReportPage *page);

/* Each property with its verdict and, if there is one, its counterexample or witness. */
void report_append_properties(const ReportPage *page);

/* The list of states and the stepper, which begins with the chart of a run without steps. */
void report_append_explorer(const ReportPage *page);

/* ---- Files that are parts of the program ---- */

/* The style sheet, and the parts of the page that only scripts fill: filters, the list of states,
 * the stepper. Static. */
extern const char report_style[], report_filters[], report_states[], report_stepper[];

/* The script: the modules of viz/report as one, without their imports and exports. Free it. */
char *report_script(void);

G_END_DECLS

#endif
