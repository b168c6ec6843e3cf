/* Charting: choosing a format, and writing. */
#include "cli/charting.h"

#include "cli/files.h"
#include "cli/output.h"
#include "cli/terminal.h"

#include <string.h>

gboolean
ps_charting_choose(const char *command, const char *word, const char *output, PsChartFormat *format)
{
    static const char *const words[] = {"text", "svg", "mscgen", "mermaid", "itf", NULL};
    static const char *const endings[] = {".txt", ".svg", ".msc", ".mmd", ".json"};
    guint chosen = PS_CHARTING_TEXT;
    if (word != NULL || ps_output_is_standard(output)) {
        if (!ps_command_choose(command, "--format", word, words, &chosen))
            return FALSE;
        *format = (PsChartFormat)chosen;
        return TRUE;
    }
    for (guint i = 0; i < G_N_ELEMENTS(endings); i++) {
        if (g_str_has_suffix(output, endings[i])) {
            *format = (PsChartFormat)i;
            return TRUE;
        }
    }
    ps_command_fail(command,
                    "-o: expected a file that ends in " PS_CHARTING_ENDINGS
                    ", or --format; found “%s”",
                    output);
    return FALSE;
}

static char *
print_chart(const PsChart *chart, const char *title, PsChartFormat format, const char *output,
            GError **error)
{
    PsStyle style =
        ps_output_is_standard(output) ? ps_terminal_style() : (PsStyle){.colour = FALSE};
    switch (format) {
    case PS_CHARTING_SVG:
        return ps_chart_svg(chart, title, NULL);
    case PS_CHARTING_MSCGEN:
        return ps_chart_mscgen(chart);
    case PS_CHARTING_MERMAID:
        return ps_chart_mermaid(chart, error);
    case PS_CHARTING_ITF:
        return ps_chart_itf(chart);
    default:
        return ps_chart_text(chart, &style);
    }
}

PsExit
ps_charting_write(const char *command, const PsChart *chart, const char *title,
                  PsChartFormat format, const char *output)
{
    GError *error = NULL;
    g_autofree char *text = print_chart(chart, title, format, output, &error);
    if (text == NULL || !ps_files_write(output, text, strlen(text), &error))
        return ps_command_fail_error(command, error);
    return PS_EXIT_HOLDS;
}
