/* Tests of runs that end when their search was complete: what ended them is told, and nothing else
 * is begun. */
#include "explorer/healing.h"
#include "explorer/needs.h"
#include "tests/ending.h"
#include "tests/program.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

/* A run whose judging is interrupted, and what is asked of it afterwards. */
typedef struct {
    Setting *setting;
    Ending ending;
    Ending asked; /* calls while it is asked */
    PsSearch *search;
    PsVerdicts *verdicts;
    PsNeeds *needs;
    GPtrArray *healings;
} Interrupted;

static void
interrupt(Interrupted *run, const char *phase)
{
    *run = (Interrupted){.setting = setting_new("rfc6121 k=2 auto-unsubscribed=off"),
                         .ending = {phase, 0, 1}};
    PsLimits limits = {.progress = end_at_call, .progress_data = &run->ending};
    PsLimits further = {.progress = end_at_call, .progress_data = &run->asked};
    run->search = ps_search_new(run->setting->world, &limits);
    run->verdicts = ps_verdicts_new(run->search, run->setting->properties);
    run->needs = ps_needs_new(run->verdicts, run->setting->properties, &further);
    run->healings = ps_healings_new(run->verdicts, &further);
    CHECK_NUMBER(run->asked.calls, 0, "it was asked all the same");
}

static void
free_interrupted(Interrupted *run)
{
    g_ptr_array_unref(run->healings);
    ps_needs_free(run->needs);
    ps_verdicts_free(run->verdicts);
    ps_search_free(run->search);
    setting_free(run->setting);
}

static char *
ways_of(const PsNeeds *needs, guint i)
{
    const GArray *ways = ps_needs_ways(needs, i);
    GString *text = g_string_new(NULL);
    for (guint way = 0; way < ways->len; way++)
        g_string_append_printf(text, "%u %u ", g_array_index(ways, PsWay, way).needs,
                               g_array_index(ways, PsWay, way).steps);
    return g_string_free(text, FALSE);
}

/* Of a run that was interrupted nothing more is asked, and the rest is not known. */
static void
nothing_is_asked_of_an_interrupted_run(void)
{
    Interrupted run;
    interrupt(&run, "judging");
    CHECK_STRING(ps_search_stopped(run.search), NULL);
    CHECK_STRING(ps_verdicts_stopped(run.verdicts), "an interruption while judging states");
    CHECK_STRING(ps_healings_stopped(run.healings), NULL); /* nothing was found */
    for (guint i = 0; i < ps_verdicts_n(run.verdicts); i++)
        CHECK_NUMBER(ps_needs_ways(run.needs, i)->len, 0, "ways of verdict %u", i);
    free_interrupted(&run);
}

/* What was found before the interruption is told, what it needs and how it heals is not. */
static void
what_was_found_is_told(void)
{
    Interrupted run;
    interrupt(&run, "judging recoverable");
    const PsVerdict *orphan = ps_verdicts_find(run.verdicts, "no-orphan");
    CHECK_STRING(ps_verdicts_stopped(run.verdicts), "an interruption while judging recoverable");
    CHECK(orphan->path != NULL && orphan->path->len == 3, "no-orphan has no trace");
    CHECK_STRING(ps_needs_stopped(run.needs), "an interruption");
    CHECK_STRING(ps_healings_stopped(run.healings), "an interruption");
    free_interrupted(&run);
}

/* Without the way to where it falls with less, nobody knows how many steps that takes. */
static void
a_way_that_is_not_found_is_not_known(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=3");
    g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
    g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
    g_autoptr(PsNeeds) whole = ps_needs_new(verdicts, setting->properties, NULL);
    gboolean finished = FALSE;
    for (guint last_call = 1; !finished; last_call++) {
        Ending ending = {NULL, 0, last_call};
        PsLimits limits = {
            .progress = end_at_call, .progress_data = &ending, .engine = PS_ENGINE_SETS};
        g_autoptr(PsNeeds) part = ps_needs_new(verdicts, setting->properties, &limits);
        finished = ending.calls < last_call;
        for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
            g_autofree char *right = ways_of(whole, i);
            g_autofree char *found = ways_of(part, i);
            CHECK(found[0] == '\0' || g_str_equal(found, right),
                  "ended at call %u: verdict %u needs %s, and is said to need %s", last_call, i,
                  right, found);
        }
    }
}

/* A state that is found with sets, and the way there that a table has no room for. */
static void
a_trace_that_is_not_found_is_said_to_be_unknown(void)
{
    static const char *const line =
        "check rfc6121 -k 4 --engine sets --max-memory 100K --property 'reachable deep: romeo.to "
        "and romeo.from and juliet.to and juliet.from and in_flight = 4' --only deep";
    static const char *const why =
        "ended by the limit of memory, at 95 KiB, while looking for the trace of deep\n";
    char *folder = make_folder();
    g_autofree char *with_traces = g_strdup_printf("%s --traces %s", line, folder);
    g_autofree char *with_chart = g_strconcat(line, " --chart deep", NULL);
    write_file(folder, "deep.trace", "from before");
    g_autoptr(Run) run = run_presub(with_traces);
    g_autoptr(Run) chart = run_presub(with_chart);
    g_autofree char *trace = read_file(folder, "deep.trace");
    CHECK_STATUS(run, 3);
    CHECK_CONTAINS(run->out, "  deep             holds\n");
    CHECK_CONTAINS(run->out, "\ncomplete: no, ");
    CHECK_CONTAINS(run->out, why);
    CHECK_STRING(trace, "from before");
    CHECK_STATUS(chart, 3);
    CHECK_STRING(chart->out, "");
    CHECK_CONTAINS(chart->err, "found deep: its trace is not known, ");
    CHECK_CONTAINS(chart->err, why);
    remove_folder(folder);
}

const Test ended_tests[] = {
    {"nothing is asked of an interrupted run", nothing_is_asked_of_an_interrupted_run, FALSE},
    {"what was found is told", what_was_found_is_told, FALSE},
    {"a way that is not found is not known", a_way_that_is_not_found_is_not_known, FALSE},
    {"a trace that is not found is said to be unknown",
     a_trace_that_is_not_found_is_said_to_be_unknown, FALSE},
    {0},
};
