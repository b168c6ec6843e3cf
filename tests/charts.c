/* Charts to test on. */
#include "tests/charts.h"

#include "explorer/simulate.h"
#include "tests/setting.h"

static void
draw_random(const char *line, guint steps, guint32 seed, void (*test)(const PsChart *chart))
{
    g_autoptr(Setting) setting = setting_new(line);
    g_autoptr(GArray) path = ps_simulate(setting->world, steps, seed);
    g_autoptr(PsReplay) replay = ps_replay_path(setting->world, path);
    g_autoptr(PsChart) chart = ps_chart_new(replay, NULL);
    test(chart);
}

void
each_random_chart(void (*test)(const PsChart *chart))
{
    static const char *const lines[] = {
        "rfc6121 k=4",
        "rfc6121 openfire k=6 loss=any repeat=any bounce=any",
        "rfc6121 k=8 bag loss=any repeat=any bounce=any",
        "prosody ejabberd k=3 availability loss=2 repeat=2 bounce=2",
        "rfc6121 k=5 availability bag loss=any repeat=any bounce=any",
        "ping k=4 repeat=any",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        for (guint32 seed = 0; seed < 60; seed++)
            draw_random(lines[i], seed / 2, seed, test);
        draw_random(lines[i], 120, 7, test);
    }
}

void
each_counterexample(void (*test)(const PsChart *chart))
{
    static const char *const lines[] = {
        "rfc6121 k=3",
        "openfire prosody k=2",
        "rfc6121 k=3 auto-unsubscribed=off",
        "jabberd2 tigase k=2",
        "storm k=2",
        "rfc6121 k=2 loss=any",
        "rfc6121 k=2 availability",
    };
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        g_autoptr(PsSearch) search = ps_search_new(setting->world, NULL);
        g_autoptr(PsVerdicts) verdicts = ps_verdicts_new(search, setting->properties);
        for (guint j = 0; j < ps_verdicts_n(verdicts); j++) {
            if (ps_verdicts_get(verdicts, j)->path == NULL)
                continue;
            g_autoptr(PsChart) chart = ps_chart_of_verdict(verdicts, j);
            test(chart);
        }
    }
}
