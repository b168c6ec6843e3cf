/* A few servers, each with each. */
#include "tests/pairs.h"

static void
free_setting(gpointer setting)
{
    setting_free(setting);
}

Matrix *
matrix_new(const char *const *profiles, const char *const *shown, const char *words,
           const PsLimits *limits)
{
    Matrix *matrix = g_new0(Matrix, 1);
    guint n = 0;
    while (profiles[n] != NULL)
        n++;
    g_autofree PsSurveyCase *cases = g_new(PsSurveyCase, n * n);
    matrix->settings = g_ptr_array_new_with_free_func(free_setting);
    matrix->commands = g_new0(char *, n *n + 1);
    for (guint i = 0; i < n * n; i++) {
        g_autofree char *line =
            g_strdup_printf("%s %s %s", profiles[i / n], profiles[i % n], words);
        Setting *setting = setting_new(line);
        g_ptr_array_add(matrix->settings, setting);
        matrix->commands[i] = g_strdup_printf("check %s", line);
        cases[i] = (PsSurveyCase){setting->world, setting->properties};
    }
    matrix->survey = ps_survey_new(cases, n * n, limits, NULL, NULL);
    matrix->servers = (PsServers){shown != NULL ? shown : profiles, matrix->survey, NULL,
                                  (const char *const *)matrix->commands};
    return matrix;
}

void
matrix_free(Matrix *matrix)
{
    if (matrix == NULL)
        return;
    ps_survey_free(matrix->survey);
    g_ptr_array_unref(matrix->settings);
    g_strfreev(matrix->commands);
    g_free(matrix);
}
