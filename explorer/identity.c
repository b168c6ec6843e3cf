/* Identity. */
#include "explorer/identity.h"

#include <string.h>

static void
add(GString *text, const char *key, const char *value)
{
    g_string_append_printf(text, "%s: %s\n", key, value);
}

static void
add_number(GString *text, const char *key, guint value)
{
    g_string_append_printf(text, "%s: %u\n", key, value);
}

static const char *
on_or_off(gboolean on)
{
    return on ? "on" : "off";
}

/* ---- Servers ---- */

static void
add_row(GChecksum *checksum, const PsRow *row)
{
    guint8 bytes[2 + 2 * PS_MAX_EFFECTS] = {row->state, row->n_effects};
    for (guint i = 0; i < row->n_effects; i++) {
        bytes[2 + 2 * i] = row->effects[i].kind;
        bytes[3 + 2 * i] = row->effects[i].presence;
    }
    g_checksum_update(checksum, bytes, sizeof bytes);
}

/* The checksum of all that a server does, with its options as they are. Free it. */
static char *
tables_of(const PsProfile *profile)
{
    g_autoptr(GChecksum) checksum = g_checksum_new(G_CHECKSUM_SHA256);
    guint n = ps_profile_n_states(profile);
    g_autofree char *initial = g_strdup_printf("%u of %u", ps_profile_initial(profile), n);
    g_checksum_update(checksum, (const guchar *)initial, (gssize)strlen(initial) + 1);
    for (guint state = 0; state < n; state++) {
        const char *name = ps_profile_state_name(profile, state);
        guint8 attributes = (guint8)ps_profile_attributes(profile, state);
        g_checksum_update(checksum, (const guchar *)name, (gssize)strlen(name) + 1);
        g_checksum_update(checksum, &attributes, 1);
        for (guint event = 0; event < PS_N_EVENTS; event++)
            add_row(checksum, ps_profile_row(profile, (PsEvent)event, state));
    }
    return g_strdup(g_checksum_get_string(checksum));
}

static void
add_server(GString *text, const PsProfile *profile, const char *which)
{
    g_autofree char *server = g_strdup_printf("%s server", which);
    g_autofree char *its_tables = g_strdup_printf("tables of the %s server", which);
    g_autofree char *tables = tables_of(profile);
    add(text, server, ps_profile_name(profile));
    for (guint i = 0; i < ps_profile_n_options(profile); i++) {
        const PsOption *option = ps_profile_option(profile, i);
        g_autofree char *key = g_strdup_printf("%s of the %s server", option->name, which);
        add(text, key, on_or_off(option->on));
    }
    add(text, its_tables, tables);
}

/* ---- Worlds ---- */

static void
add_actions(GString *text, const PsWorld *world)
{
    g_string_append(text, "actions:");
    for (guint action = 0; action < PS_N_ACTIONS; action++)
        if (ps_world_has_action(world, (PsAction)action))
            g_string_append_printf(text, " %s", ps_action_name((PsAction)action));
    g_string_append_c(text, '\n');
}

static void
add_fault(GString *text, const PsWorldOptions *options, PsFault fault)
{
    if (options->faults[fault] == PS_FAULT_ANY)
        add(text, ps_fault_name(fault), "any");
    else
        add_number(text, ps_fault_name(fault), (guint)options->faults[fault]);
}

static char *
engine_line(PsEngine engine, gboolean instead)
{
    return g_strdup_printf("engine: %s%s\n", ps_engine_name(engine),
                           instead ? " instead of sets" : "");
}

char *
ps_identity_new(const PsWorld *world, PsEngine engine, gboolean instead)
{
    g_autofree char *line = engine_line(engine, instead);
    const PsWorldOptions *options = ps_world_options(world);
    GString *text = g_string_new(NULL);
    add(text, "presub", PS_VERSION);
    add_server(text, ps_world_profile(world, 0), "first");
    add_server(text, ps_world_profile(world, 1), "second");
    add_number(text, "in-flight", options->in_flight);
    add(text, "users", options->users == PS_USERS_FREE ? "free" : "sensible");
    add(text, "availability", on_or_off(options->availability));
    add_actions(text, world);
    add(text, "sequential", on_or_off(options->sequential));
    add(text, "order", options->any_order ? "any" : "fifo");
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        add_fault(text, options, (PsFault)fault);
    add_number(text, "bits of a state", ps_world_bits(world));
    g_string_append(text, line);
    return g_string_free(text, FALSE);
}

gboolean
ps_identity_engine(const char *identity, PsEngine *engine, gboolean *instead)
{
    static const struct {
        PsEngine engine;
        gboolean instead;
    } ways[] = {{PS_ENGINE_HASH, FALSE},
                {PS_ENGINE_BITMAPS, FALSE},
                {PS_ENGINE_SETS, FALSE},
                {PS_ENGINE_HASH, TRUE}};
    for (guint i = 0; i < G_N_ELEMENTS(ways); i++) {
        g_autofree char *line = engine_line(ways[i].engine, ways[i].instead);
        const char *at = strstr(identity, line);
        while (at != NULL && at > identity && at[-1] != '\n') /* in a name */
            at = strstr(at + 1, line);
        if (at == NULL)
            continue;
        *engine = ways[i].engine;
        *instead = ways[i].instead;
        return TRUE;
    }
    return FALSE;
}

/* ---- Differences ---- */

/* What stands behind the key of a line; and the key, cut off. */
static const char *
cut(char *line)
{
    char *colon = strstr(line, ": ");
    if (colon == NULL)
        return "?";
    *colon = '\0';
    return colon + 2;
}

char *
ps_identity_difference(const char *there, const char *here)
{
    g_auto(GStrv) theirs = g_strsplit(there, "\n", -1);
    g_auto(GStrv) ours = g_strsplit(here, "\n", -1);
    guint i = 0;
    while (theirs[i] != NULL && ours[i] != NULL && g_str_equal(theirs[i], ours[i]))
        i++;
    if (theirs[i] == NULL && ours[i] == NULL)
        return NULL;
    if (theirs[i] == NULL || ours[i] == NULL)
        return g_strdup("more is said of one than of the other");
    const char *value_there = cut(theirs[i]);
    const char *value_here = cut(ours[i]);
    if (!g_str_equal(theirs[i], ours[i]))
        return g_strdup_printf("%s there and %s here", theirs[i], ours[i]);
    if (strlen(value_here) == 64) /* a checksum says nothing to anybody */
        return g_strdup_printf("%s are others there", ours[i]);
    return g_strdup_printf("%s is %s there and %s here", ours[i], value_there, value_here);
}
