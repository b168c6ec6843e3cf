/* Surveys: a pool of threads. The threads share nothing but the queue of what is done and the word
 * to stop; each world, its search and its summary belong to one of them at a time. */
#include "explorer/survey.h"

#define WAIT (G_USEC_PER_SEC / 10) /* between two looks at whether to go on */

struct _PsSurvey {
    PsSurveyCase *cases;
    PsSummary **summaries;
    guint n;
    PsLimits limits; /* of each search */
    GAsyncQueue *done;
    gint stop; /* atomic */
};

static gboolean
goes_on(const PsProgress *progress, gpointer data)
{
    (void)progress;
    PsSurvey *survey = data;
    return !g_atomic_int_get(&survey->stop);
}

/* Does one world: on a thread of the pool. A pool's tasks are pointers that are not NULL, so these
 * count from 1. */
static void
work(gpointer task, gpointer data)
{
    PsSurvey *survey = data;
    guint i = GPOINTER_TO_UINT(task) - 1;
    survey->summaries[i] =
        ps_summary_new(survey->cases[i].world, survey->cases[i].properties, &survey->limits);
    g_async_queue_push(survey->done, task);
}

/* Waits until all are done. */
static void
wait_for_all(PsSurvey *survey, PsSurveyFunc progress, gpointer data)
{
    for (guint done = 0; done < survey->n;) {
        if (g_async_queue_timeout_pop(survey->done, WAIT) != NULL)
            done++;
        if (progress != NULL && !progress(done, survey->n, data))
            g_atomic_int_set(&survey->stop, 1);
    }
}

/* Does all worlds on the caller's thread. Whether to go on is asked between them. */
static void
run_alone(PsSurvey *survey, PsSurveyFunc progress, gpointer data)
{
    for (guint i = 1; i <= survey->n; i++) {
        work(GUINT_TO_POINTER(i), survey);
        if (progress != NULL && !progress(i, survey->n, data))
            g_atomic_int_set(&survey->stop, 1);
    }
}

/* Without a single thread to be had, there is still the caller's. */
static void
run(PsSurvey *survey, PsSurveyFunc progress, gpointer data)
{
    guint threads = CLAMP(g_get_num_processors(), 1, MAX(survey->n, 1));
    if (survey->limits.all_memory) /* which they share */
        survey->limits.max_memory /= threads;
    GThreadPool *pool = g_thread_pool_new(work, survey, (int)threads, TRUE, NULL);
    if (g_thread_pool_get_num_threads(pool) == 0)
        run_alone(survey, progress, data);
    else {
        for (guint i = 1; i <= survey->n; i++)
            g_thread_pool_push(pool, GUINT_TO_POINTER(i), NULL);
        wait_for_all(survey, progress, data);
    }
    g_thread_pool_free(pool, FALSE, TRUE);
}

PsSurvey *
ps_survey_new(const PsSurveyCase *cases, guint n, const PsLimits *limits, PsSurveyFunc progress,
              gpointer data)
{
    PsSurvey *survey = g_new0(PsSurvey, 1);
    survey->cases = g_memdup2(cases, n * sizeof *cases);
    survey->summaries = g_new0(PsSummary *, n);
    survey->n = n;
    if (limits != NULL)
        survey->limits = *limits;
    survey->limits.progress = goes_on;
    survey->limits.progress_data = survey;
    survey->done = g_async_queue_new();
    run(survey, progress, data);
    return survey;
}

void
ps_survey_free(PsSurvey *survey)
{
    if (survey == NULL)
        return;
    for (guint i = 0; i < survey->n; i++)
        ps_summary_free(survey->summaries[i]);
    g_async_queue_unref(survey->done);
    g_free(survey->summaries);
    g_free(survey->cases);
    g_free(survey);
}

guint
ps_survey_n(const PsSurvey *survey)
{
    return survey->n;
}

const PsWorld *
ps_survey_world(const PsSurvey *survey, guint i)
{
    g_assert(i < survey->n);
    return survey->cases[i].world;
}

const PsSummary *
ps_survey_summary(const PsSurvey *survey, guint i)
{
    g_assert(i < survey->n);
    return survey->summaries[i];
}

guint
ps_survey_n_violated(const PsSurvey *survey)
{
    guint n = 0;
    for (guint i = 0; i < survey->n; i++)
        n += ps_summary_n_violated(survey->summaries[i]) > 0;
    return n;
}

guint
ps_survey_n_unfinished(const PsSurvey *survey)
{
    guint n = 0;
    for (guint i = 0; i < survey->n; i++)
        n += survey->summaries[i]->stopped != NULL;
    return n;
}
