/* Charting: the formats of sequence charts, and writing one. */
#ifndef PS_CLI_CHARTING_H
#define PS_CLI_CHARTING_H

#include "cli/command.h"
#include "viz/chart.h"

/* In the order of the words of --format. */
typedef enum {
    PS_CHARTING_TEXT,
    PS_CHARTING_SVG,
    PS_CHARTING_MSCGEN,
    PS_CHARTING_MERMAID,
    PS_CHARTING_ITF,
} PsChartFormat;

#define PS_CHARTING_FORMATS "text|svg|mscgen|mermaid|itf"

/* How files of charts end, for --help and for messages. */
#define PS_CHARTING_ENDINGS ".txt, .svg, .msc, .mmd or .json"

/* The format that --format says (word, which may be NULL), or else that the ending of the file
 * does; without both text. Prints one line and returns FALSE if there is none such. */
gboolean ps_charting_choose(const char *command, const char *word, const char *output,
                            PsChartFormat *format);

/* Writes a chart to output (NULL and "-": standard output). title may be NULL. PS_EXIT_HOLDS; or
 * PS_EXIT_USAGE, and one line is printed, if the format cannot show it or it cannot be written. */
PsExit ps_charting_write(const char *command, const PsChart *chart, const char *title,
                         PsChartFormat format, const char *output);

#endif
