/* presub chart: draw a trace as a sequence chart. */
#include "cli/charting.h"
#include "cli/files.h"
#include "cli/run.h"
#include "viz/text.h"

static const char notes[] =
    "The profiles are those that the trace names, unless others are given, as for presub replay.\n"
    "\n"
    "Formats, and the endings of files that mean them:\n"
    "  text     .txt   a ladder of characters, as XEPs have them (the default without -o)\n"
    "  svg      .svg   a picture, for the screen and for paper\n"
    "  mscgen   .msc   the language of mscgen\n"
    "  mermaid  .mmd   the language of Mermaid, whose arrows are level: not if presences cross\n"
    "  itf      .json  the states of the run, as Apalache writes them\n"
    "\n"
    "Beyond 40 steps, rounds that repeat themselves are drawn once. A trace that cannot run to "
    "its\n"
    "end is drawn as far as it runs. Below one that expects nothing stand the built-in properties\n"
    "that its last state violates.\n"
    "\n"
    "Exit status: 0 the trace runs and its expectations hold, 1 a step is not enabled or an\n"
    "expectation fails, 2 bad usage or input, or the format cannot show it.";

PsExit
ps_command_chart(int argc, char **argv)
{
    g_autofree char *output = NULL;
    g_autofree char *word = NULL;
    PsChartFormat format = PS_CHARTING_TEXT;
    const GOptionEntry own[] = {
        {"output", 'o', 0, G_OPTION_ARG_FILENAME, &output, "Where to draw it", "FILE"},
        {"format", 0, 0, G_OPTION_ARG_STRING, &word, "How to draw it", PS_CHARTING_FORMATS},
        G_OPTION_ENTRY_NULL,
    };
    const GOptionEntry *const entries[] = {own, NULL};
    if (!ps_command_parse(&argc, &argv, entries, "TRACE [PROFILE [PROFILE]]",
                          "Runs a trace and draws it as a sequence chart: each presence as an "
                          "arrow from where it is\nsent to where it arrives.",
                          notes) ||
        !ps_charting_choose("chart", word, output, &format))
        return PS_EXIT_USAGE;
    g_autoptr(PsRun) run = ps_run_new("chart", argc, argv);
    if (run == NULL)
        return PS_EXIT_USAGE;
    g_autofree char *title = ps_files_stem(ps_trace_file(run->trace));
    g_autoptr(PsReplay) replay = ps_replay_new(run->world, run->trace);
    g_autoptr(GPtrArray) violated = ps_run_violated(run, replay);
    g_autofree char *text = ps_text_join(violated, "; ");
    const PsChartEnd end = {text, TRUE, PS_CHART_NO_LOOP};
    g_autoptr(PsChart) chart = ps_chart_new(replay, violated->len > 0 ? &end : NULL);
    if (ps_charting_write("chart", chart, title, format, output) != PS_EXIT_HOLDS)
        return PS_EXIT_USAGE;
    return ps_run_status("chart", replay);
}
