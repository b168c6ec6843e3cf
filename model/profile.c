/* A profile: its tables, and what its options make of them. The file format is in profile-load.c.
 */
#include "model/nearest.h"
#include "model/profile-private.h"

#include <string.h>

G_DEFINE_QUARK(ps_profile_error, ps_profile_error)

const char *
ps_attributes_subscription(PsAttributes attributes)
{
    static const char *const names[] = {"none", "to", "from", "both"};
    return names[attributes & PS_BOTH];
}

const char *
ps_attributes_ask(PsAttributes attributes)
{
    if (attributes & PS_ASK)
        return "subscribe";
    return attributes & PS_UNASK ? "unsubscribe" : NULL;
}

void
ps_profile_free(PsProfile *profile)
{
    if (profile == NULL)
        return;
    g_free(profile->name);
    g_free(profile->title);
    g_free(profile->reference);
    for (guint i = 0; i < profile->n_states; i++)
        g_free(profile->states[i].name);
    for (guint i = 0; i < profile->n_options; i++) {
        g_free(profile->options[i].name);
        g_free(profile->options[i].why);
    }
    for (guint i = 0; i < PS_N_EVENTS; i++)
        g_free(profile->event_references[i]);
    g_array_unref(profile->source);
    g_free(profile);
}

const char *
ps_profile_name(const PsProfile *profile)
{
    return profile->name;
}

const char *
ps_profile_title(const PsProfile *profile)
{
    return profile->title;
}

const char *
ps_profile_reference(const PsProfile *profile)
{
    return profile->reference;
}

guint
ps_profile_n_states(const PsProfile *profile)
{
    return profile->n_states;
}

guint
ps_profile_initial(const PsProfile *profile)
{
    return profile->initial;
}

const char *
ps_profile_state_name(const PsProfile *profile, guint state)
{
    g_assert(state < profile->n_states);
    return profile->states[state].name;
}

PsAttributes
ps_profile_attributes(const PsProfile *profile, guint state)
{
    g_assert(state < profile->n_states);
    return profile->states[state].attributes;
}

gboolean
ps_profile_find_state(const PsProfile *profile, const char *name, guint *state)
{
    for (guint i = 0; i < profile->n_states; i++) {
        if (g_str_equal(profile->states[i].name, name)) {
            *state = i;
            return TRUE;
        }
    }
    return FALSE;
}

char *
ps_profile_state_hint(const PsProfile *profile, const char *name)
{
    const char *names[PS_MAX_STATES + 1] = {NULL};
    for (guint i = 0; i < profile->n_states; i++)
        names[i] = profile->states[i].name;
    return ps_nearest_hint(name, names);
}

guint
ps_profile_n_options(const PsProfile *profile)
{
    return profile->n_options;
}

const PsOption *
ps_profile_option(const PsProfile *profile, guint option)
{
    g_assert(option < profile->n_options);
    return &profile->options[option];
}

/* "expected A, B or C", or that there is none, for a message. Free it. */
static char *
option_names(const PsProfile *profile)
{
    if (profile->n_options == 0)
        return g_strdup("it has no options");
    g_autoptr(GString) names = g_string_new("expected ");
    for (guint i = 0; i < profile->n_options; i++) {
        if (i > 0)
            g_string_append(names, i + 1 < profile->n_options ? ", " : " or ");
        g_string_append(names, profile->options[i].name);
    }
    return g_strdup(names->str);
}

char *
ps_profile_option_hint(const PsProfile *profile, const char *name)
{
    const char *names[PS_MAX_OPTIONS + 1] = {NULL};
    for (guint i = 0; i < profile->n_options; i++)
        names[i] = profile->options[i].name;
    return ps_nearest_hint(name, names);
}

gboolean
ps_profile_set_option(PsProfile *profile, const char *name, gboolean on, GError **error)
{
    for (guint i = 0; i < profile->n_options; i++) {
        if (g_str_equal(profile->options[i].name, name)) {
            profile->options[i].on = on;
            ps_profile_apply_options(profile);
            return TRUE;
        }
    }
    g_autofree char *expected = option_names(profile);
    g_autofree char *hint = ps_profile_option_hint(profile, name);
    g_set_error(error, PS_PROFILE_ERROR, PS_PROFILE_ERROR_OPTION,
                "profile %s has no option “%s”; %s%s", profile->name, name, expected, hint);
    return FALSE;
}

void
ps_profile_apply_options(PsProfile *profile)
{
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        for (guint state = 0; state < profile->n_states; state++)
            profile->rows[event][state] = (PsRow){.state = (guint8)state, .option = -1};
    memset(profile->stated, 0, sizeof profile->stated);
    for (guint i = 0; i < profile->source->len; i++) {
        const PsSourceRow *source = &g_array_index(profile->source, PsSourceRow, i);
        if (source->row.option >= 0 && !profile->options[source->row.option].on)
            continue;
        profile->rows[source->event][source->state] = source->row;
        profile->stated[source->event] |= (guint64)1 << source->state;
    }
}

const PsRow *
ps_profile_row(const PsProfile *profile, PsEvent event, guint state)
{
    g_assert(event < PS_N_EVENTS && state < profile->n_states);
    return &profile->rows[event][state];
}

gboolean
ps_profile_states_row(const PsProfile *profile, PsEvent event, guint state)
{
    g_assert(event < PS_N_EVENTS && state < profile->n_states);
    return profile->stated[event] >> state & 1;
}

gboolean
ps_profile_equal(const PsProfile *a, const PsProfile *b)
{
    gboolean equal = g_str_equal(a->name, b->name) && a->n_states == b->n_states &&
                     a->initial == b->initial &&
                     memcmp(a->stated, b->stated, sizeof a->stated) == 0;
    for (guint state = 0; equal && state < a->n_states; state++) {
        equal = g_str_equal(a->states[state].name, b->states[state].name) &&
                a->states[state].attributes == b->states[state].attributes;
        for (PsEvent event = 0; equal && event < PS_N_EVENTS; event++)
            equal = memcmp(&a->rows[event][state], &b->rows[event][state], sizeof(PsRow)) == 0;
    }
    return equal;
}

const char *
ps_profile_event_reference(const PsProfile *profile, PsEvent event)
{
    g_assert(event < PS_N_EVENTS);
    return profile->event_references[event];
}

guint64
ps_profile_reachable(const PsProfile *profile)
{
    guint64 seen = 0;
    guint64 next = (guint64)1 << profile->initial;
    while (next != seen) {
        seen = next;
        for (PsEvent event = 0; event < PS_N_EVENTS; event++)
            for (guint state = 0; state < profile->n_states; state++)
                if (seen >> state & 1)
                    next |= (guint64)1 << profile->rows[event][state].state;
    }
    return seen;
}

guint64
ps_profile_reachable_ever(const PsProfile *profile)
{
    guint64 seen = 0;
    guint64 next = (guint64)1 << profile->initial;
    while (next != seen) {
        seen = next;
        for (guint i = 0; i < profile->source->len; i++) {
            const PsSourceRow *source = &g_array_index(profile->source, PsSourceRow, i);
            if (seen >> source->state & 1)
                next |= (guint64)1 << source->row.state;
        }
    }
    return seen;
}

/* TRUE if some group "EVENT if OPTION" belongs to this option and says something new: a row that
 * differs from the base row it replaces. */
static gboolean
option_changes_a_row(const PsProfile *profile, guint option)
{
    for (guint i = 0; i < profile->source->len; i++) {
        const PsSourceRow *source = &g_array_index(profile->source, PsSourceRow, i);
        if (source->row.option != (int)option)
            continue;
        PsRow base = {.state = (guint8)source->state};
        for (guint j = 0; j < i; j++) {
            const PsSourceRow *other = &g_array_index(profile->source, PsSourceRow, j);
            if (other->row.option < 0 && other->event == source->event &&
                other->state == source->state)
                base = other->row;
        }
        if (base.state != source->row.state || base.n_effects != source->row.n_effects ||
            memcmp(base.effects, source->row.effects, sizeof base.effects) != 0)
            return TRUE;
    }
    return FALSE;
}

void
ps_profile_verify(const PsProfile *profile, GPtrArray *findings)
{
    guint64 reachable = ps_profile_reachable_ever(profile);
    for (guint state = 0; state < profile->n_states; state++)
        if (!(reachable >> state & 1))
            g_ptr_array_add(findings,
                            g_strdup_printf("state “%s” cannot be reached: no event leads to it "
                                            "from “%s”, whatever the options",
                                            profile->states[state].name,
                                            profile->states[profile->initial].name));
    for (guint option = 0; option < profile->n_options; option++)
        if (!option_changes_a_row(profile, option))
            g_ptr_array_add(findings, g_strdup_printf("option “%s” changes no row",
                                                      profile->options[option].name));
}
