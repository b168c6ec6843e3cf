/* Reading the tables of a profile: one group an event, one row a state. */
#include "model/nearest.h"
#include "model/profile-private.h"

#include <string.h>

/* Why an effect that exists cannot happen on event, after those that the row has so far; or NULL.
 */
static const char *
misplaced(PsEvent event, PsEffect effect, const PsRow *row)
{
    if (effect.kind == PS_ROUTE && !ps_event_is_outbound(event))
        return "route cannot happen here: only what the user's client sent (Outbound) is routed";
    if (effect.kind == PS_DELIVER && !ps_event_is_arrival(event))
        return "deliver cannot happen here: only what arrived (Inbound) is delivered";
    for (guint i = 0; i < row->n_effects; i++)
        if (row->effects[i].kind == effect.kind &&
            (effect.kind == PS_ROUTE || effect.kind == PS_DELIVER))
            return "one presence cannot be routed or delivered twice";
    return NULL;
}

/* Reads one effect, already stripped, into the row. */
static void
load_effect(PsLoader *loader, const char *group, const char *key, PsEvent event, const char *text,
            PsRow *row)
{
    PsEffect effect = {0, 0};
    PsPresence presence = PS_SUBSCRIBE;
    if (g_str_equal(text, "route")) {
        effect.kind = PS_ROUTE;
    } else if (g_str_equal(text, "deliver")) {
        effect.kind = PS_DELIVER;
    } else if (g_str_equal(text, "push")) {
        effect.kind = PS_PUSH;
    } else if (g_str_has_prefix(text, "send ")) {
        g_autofree char *name = g_strstrip(g_strdup(text + strlen("send ")));
        if (!ps_presence_from_name(name, &presence)) {
            g_autofree char *hint = ps_nearest_hint(name, ps_presence_names());
            ps_loader_fail(loader, PS_PROFILE_ERROR_EFFECT, group, key,
                           "unknown presence “%s” to send%s", name, hint);
            return;
        }
        effect = (PsEffect){PS_SEND, (guint8)presence};
    } else {
        static const char *const effects[] = {"route", "deliver", "push", "send", NULL};
        g_autofree char *hint = ps_nearest_hint(text, effects);
        ps_loader_fail(loader, PS_PROFILE_ERROR_EFFECT, group, key,
                       "unknown effect “%s”; expected route, deliver, push or send PRESENCE%s",
                       text, hint);
        return;
    }
    const char *why = misplaced(event, effect, row);
    if (why != NULL)
        ps_loader_fail(loader, PS_PROFILE_ERROR_EFFECT, group, key, "%s", why);
    else if (row->n_effects == PS_MAX_EFFECTS)
        ps_loader_fail(loader, PS_PROFILE_ERROR_EFFECT, group, key, "more than %d effects",
                       PS_MAX_EFFECTS);
    else
        row->effects[row->n_effects++] = effect;
}

/* Reads "NEW STATE; EFFECT, EFFECT" of the state called key. */
static void
load_row(PsLoader *loader, const char *group, const char *key, PsEvent event, int option)
{
    PsProfile *profile = loader->profile;
    PsSourceRow source = {.event = event, .row = {.option = (gint8)option}};
    if (!ps_profile_find_state(profile, key, &source.state)) {
        g_autofree char *hint = ps_profile_state_hint(profile, key);
        ps_loader_fail(loader, PS_PROFILE_ERROR_STATE, group, key,
                       "unknown state; expected one of [States]%s", hint);
        return;
    }
    g_autofree char *value = ps_loader_value(loader, group, key);
    g_auto(GStrv) halves = g_strsplit(value, ";", 2);
    const char *name = halves[0] != NULL ? g_strstrip(halves[0]) : "";
    guint state = source.state;
    if (!g_str_equal(name, "same") && !ps_profile_find_state(profile, name, &state)) {
        g_autofree char *hint = ps_profile_state_hint(profile, name);
        ps_loader_fail(loader, PS_PROFILE_ERROR_STATE, group, key,
                       "unknown new state “%s”; expected same or one of [States]%s", name, hint);
    }
    source.row.state = (guint8)state;
    if (halves[0] != NULL && halves[1] != NULL) {
        g_auto(GStrv) effects = g_strsplit(halves[1], ",", -1);
        for (guint i = 0; effects[i] != NULL; i++)
            load_effect(loader, group, key, event, g_strstrip(effects[i]), &source.row);
    }
    g_array_append_val(profile->source, source);
}

/* Splits "EVENT if OPTION"; *option becomes -1 without a condition. FALSE and an error if the group
 * is none of an event's. */
static gboolean
parse_event_group(PsLoader *loader, const char *group, PsEvent *event, int *option)
{
    PsProfile *profile = loader->profile;
    g_auto(GStrv) parts = g_strsplit(group, " if ", 2);
    *option = -1;
    if (parts[0] == NULL || !ps_event_from_name(parts[0], event)) {
        g_autofree char *hint =
            parts[0] != NULL ? ps_nearest_hint(parts[0], ps_event_names()) : g_strdup("");
        ps_loader_fail(loader, PS_PROFILE_ERROR_GROUP, group, NULL,
                       "unknown group; expected Profile, Options, States or an event such as "
                       "“Outbound subscribe” or “Inbound subscribe if OPTION”%s",
                       hint);
        return FALSE;
    }
    if (parts[1] == NULL)
        return TRUE;
    for (guint i = 0; i < profile->n_options; i++)
        if (g_str_equal(profile->options[i].name, parts[1]))
            *option = (int)i;
    if (*option >= 0)
        return TRUE;
    g_autofree char *hint = ps_profile_option_hint(profile, parts[1]);
    ps_loader_fail(loader, PS_PROFILE_ERROR_OPTION, group, NULL,
                   "unknown option “%s”; expected one of [Options]%s", parts[1], hint);
    return FALSE;
}

/* Reads the groups of events: those with a condition, or those without. */
static void
load_event_groups(PsLoader *loader, gboolean conditional)
{
    g_auto(GStrv) groups = g_key_file_get_groups(loader->keys, NULL);
    for (guint i = 0; groups[i] != NULL; i++) {
        PsEvent event = 0;
        int option = -1;
        if (g_str_equal(groups[i], "Profile") || g_str_equal(groups[i], "Options") ||
            g_str_equal(groups[i], "States") ||
            (strstr(groups[i], " if ") != NULL) != conditional ||
            !parse_event_group(loader, groups[i], &event, &option))
            continue;
        g_auto(GStrv) keys = g_key_file_get_keys(loader->keys, groups[i], NULL, NULL);
        for (guint j = 0; keys != NULL && keys[j] != NULL; j++)
            if (!g_str_equal(keys[j], PS_KEY_REFERENCE))
                load_row(loader, groups[i], keys[j], event, option);
        if (!conditional)
            loader->profile->event_references[event] =
                ps_loader_value(loader, groups[i], PS_KEY_REFERENCE);
    }
}

/* Every state needs a base row of every required event. */
static void
check_rows(PsLoader *loader)
{
    PsProfile *profile = loader->profile;
    gboolean has[PS_N_EVENTS][PS_MAX_STATES] = {{FALSE}};
    for (guint i = 0; i < profile->source->len; i++) {
        const PsSourceRow *source = &g_array_index(profile->source, PsSourceRow, i);
        if (source->row.option < 0)
            has[source->event][source->state] = TRUE;
    }
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        const char *group = ps_event_name(event);
        if (!ps_event_is_required(event))
            continue;
        if (!g_key_file_has_group(loader->keys, group)) {
            ps_loader_fail(loader, PS_PROFILE_ERROR_GROUP, NULL, NULL, "no group [%s]", group);
            continue;
        }
        for (guint state = 0; state < profile->n_states; state++)
            if (!has[event][state])
                ps_loader_fail(loader, PS_PROFILE_ERROR_ROW, group, NULL, "no row for state “%s”",
                               profile->states[state].name);
    }
}

void
ps_loader_read_rows(PsLoader *loader)
{
    load_event_groups(loader, FALSE);
    load_event_groups(loader, TRUE);
    check_rows(loader);
}
