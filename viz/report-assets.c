/* A report: its style and its script, which are files of their own. */
#include "viz/report-private.h"

#include <string.h>

#define ASSET(name, files)                                    \
    __asm__(".section .rodata\n"                              \
            ".global " name "\n" name ":\n" files ".byte 0\n" \
            ".previous\n")
#define ASSET_FILE(file) ".incbin \"viz/report/" file "\"\n"

ASSET("report_style", ASSET_FILE("report.css"));
ASSET("report_filters", ASSET_FILE("filters.html"));
ASSET("report_states", ASSET_FILE("states.html"));
ASSET("report_stepper", ASSET_FILE("stepper.html"));

/* Each module behind those that it imports from. */
extern const char report_modules[];
ASSET("report_modules",
      ASSET_FILE("graph.mjs") ASSET_FILE("run.mjs") ASSET_FILE("filter.mjs") ASSET_FILE("lanes.mjs")
          ASSET_FILE("dom.mjs") ASSET_FILE("chart.mjs") ASSET_FILE("matrix.mjs")
              ASSET_FILE("states.mjs") ASSET_FILE("stepper.mjs") ASSET_FILE("main.mjs"));

char *
report_script(void)
{
    static const char exported[] = "export ";
    GString *script = g_string_new(NULL);
    g_auto(GStrv) lines = g_strsplit(report_modules, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        const char *line = lines[i];
        if (g_str_has_prefix(line, "import "))
            continue;
        if (g_str_has_prefix(line, exported))
            line += strlen(exported);
        g_string_append_printf(script, "%s\n", line);
    }
    return g_string_free(script, FALSE);
}
