/* What the comments of exports say, and what of a world they speak of at all. */
#include "viz/caption.h"
#include "viz/export-private.h"
#include "viz/text.h"

const PsAttributeName ps_attributes[PS_N_ATTRIBUTES] = {{PS_TO, "to"},
                                                        {PS_FROM, "from"},
                                                        {PS_ASK, "ask"},
                                                        {PS_UNASK, "unask"},
                                                        {PS_PENDING, "pending"},
                                                        {PS_APPROVED, "approved"},
                                                        {PS_UNLISTED, "unlisted"}};

void
ps_notes_append(GString *out, const char *text, const char *prefix)
{
    g_autofree char *clean = ps_text_clean(text);
    g_auto(GStrv) opened = g_strsplit(clean, "/*", -1);
    g_autofree char *open = g_strjoinv("/ *", opened);
    g_auto(GStrv) closed = g_strsplit(open, "*/", -1);
    g_autofree char *safe = g_strjoinv("* /", closed);
    g_auto(GStrv) lines = g_strsplit(safe, "\n", -1);
    for (guint i = 0; lines[i] != NULL; i++) {
        g_autofree char *line = g_strconcat(prefix, lines[i], NULL);
        g_string_append_printf(out, "%s\n", g_strchomp(line));
    }
}

char *
ps_notes_world(const PsExport *export)
{
    const PsWorld *world = export->world;
    g_autofree char *servers = ps_caption_servers(world);
    g_autofree char *settings = ps_caption_settings(world);
    g_autofree char *bound = ps_text_count(ps_world_options(world)->in_flight, "presence");
    return g_strdup_printf("Two users, their servers and the presences between them, by\n\n"
                           "    %s\n\n%s\nat most %s in flight%s%s\n\n"
                           "Here a is %s and b is %s.",
                           export->command, servers, bound, settings[0] != '\0' ? "; " : "",
                           settings, ps_world_name(world, 0), ps_world_name(world, 1));
}

/* TRUE if the event can fire in this state at all. */
static gboolean
can_fire(const PsWorld *world, guint side, PsEvent event, guint state)
{
    if (!ps_event_is_arrival(event))
        return ps_world_move(world, side, event, state)->allowed;
    return ps_world_has_event(world, event);
}

guint64
ps_export_entries(const PsWorld *world, guint side)
{
    const PsProfile *profile = ps_world_profile(world, side);
    guint64 seen = 0;
    guint64 next = (guint64)1 << ps_profile_initial(profile);
    while (next != seen) {
        seen = next;
        for (PsEvent event = 0; event < PS_N_EVENTS; event++)
            for (guint state = 0; state < ps_profile_n_states(profile); state++)
                if ((seen >> state & 1) && can_fire(world, side, event, state))
                    next |= (guint64)1 << ps_world_move(world, side, event, state)->entry;
    }
    return seen;
}

guint
ps_export_sends(const PsWorld *world, guint side)
{
    guint64 entries = ps_export_entries(world, side);
    guint sends = ps_world_options(world)->faults[PS_BOUNCE] != 0 ? 1u << PS_ERROR : 0;
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        for (guint state = 0; state < PS_MAX_STATES; state++) {
            const PsMove *move = ps_world_move(world, side, event, state);
            for (guint i = 0; (entries >> state & 1) && i < move->n_sends; i++)
                if (can_fire(world, side, event, state))
                    sends |= 1u << move->sends[i];
        }
    }
    return sends;
}
