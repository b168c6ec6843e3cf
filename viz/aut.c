/* The state graph as Aldebaran has it: one line a transition. */
#include "viz/aut.h"

/* States between two looks at the progress. */
#define INTERVAL 8192

/* The step as a trace has it, in quotes; a name may have what must be escaped there. */
static void
write_label(const PsWorld *world, PsStep step, FILE *stream)
{
    g_autofree char *text = ps_step_text(world, step);
    putc('"', stream);
    for (const char *c = text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            putc('\\', stream);
        putc(*c, stream);
    }
    putc('"', stream);
}

static void
write_state(const PsSearch *search, guint64 id, FILE *stream)
{
    const PsWorld *world = ps_search_world(search);
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    PsState from = ps_search_state(search, id);
    guint n = ps_step_transitions(world, &from, out, &overflow);
    for (guint i = 0; i < n; i++) {
        guint64 to = 0;
        gboolean found = ps_search_find(search, &out[i].to, &to);
        g_assert(found && "a complete search has every state that a transition leads to");
        fprintf(stream, "(%" G_GUINT64_FORMAT ",", id);
        write_label(world, out[i].step, stream);
        fprintf(stream, ",%" G_GUINT64_FORMAT ")\n", to);
    }
}

gboolean
ps_aut_write(const PsSearch *search, FILE *stream)
{
    guint64 n = ps_search_states(search);
    fprintf(stream, "des (0,%" G_GUINT64_FORMAT ",%" G_GUINT64_FORMAT ")\n",
            ps_search_transitions(search), n);
    for (guint64 id = 0; id < n; id++) {
        if (id % INTERVAL == 0 && !ps_search_progress(search, "writing", id))
            return FALSE;
        write_state(search, id, stream);
    }
    return TRUE;
}
