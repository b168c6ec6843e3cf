/* Captions. */
#include "viz/caption.h"

#include "viz/text.h"

char *
ps_caption_profile(const PsProfile *profile)
{
    GString *text = g_string_new(NULL);
    g_string_printf(text, "%s (%s)", ps_profile_name(profile), ps_profile_title(profile));
    for (guint i = 0; i < ps_profile_n_options(profile); i++) {
        const PsOption *option = ps_profile_option(profile, i);
        if (option->on != option->by_default)
            g_string_append_printf(text, ", %s %s", option->name, option->on ? "on" : "off");
    }
    return g_string_free(text, FALSE);
}

char *
ps_caption_servers(const PsWorld *world)
{
    const char *const names[] = {ps_world_name(world, 0), ps_world_name(world, 1)};
    const PsProfile *a = ps_world_profile(world, 0);
    const PsProfile *b = ps_world_profile(world, 1);
    if (g_str_equal(ps_profile_name(a), ps_profile_name(b)))
        return g_strdup_printf("%s and %s: %s (%s)", names[0], names[1], ps_profile_name(a),
                               ps_profile_title(a));
    return g_strdup_printf("%s: %s (%s); %s: %s (%s)", names[0], ps_profile_name(a),
                           ps_profile_title(a), names[1], ps_profile_name(b), ps_profile_title(b));
}

/* ---- Settings ---- */

/* TRUE if the profile has an option with this name that is switched from its default, and so. */
static gboolean
is_switched(const PsProfile *profile, const char *name, gboolean on)
{
    for (guint i = 0; i < ps_profile_n_options(profile); i++) {
        const PsOption *option = ps_profile_option(profile, i);
        if (g_str_equal(option->name, name))
            return option->on == on && option->on != option->by_default;
    }
    return FALSE;
}

/* Adds what is switched at one side, with its name; without, and once, if it is so at both. */
static void
add_profile_options(GPtrArray *settings, const PsWorld *world, guint side)
{
    const PsProfile *profile = ps_world_profile(world, side);
    for (guint i = 0; i < ps_profile_n_options(profile); i++) {
        const PsOption *option = ps_profile_option(profile, i);
        if (option->on == option->by_default)
            continue;
        gboolean both = is_switched(ps_world_profile(world, 1 - side), option->name, option->on);
        if (both && side == 1)
            continue;
        g_ptr_array_add(settings,
                        g_strdup_printf("%s%s%s %s", both ? "" : ps_world_name(world, side),
                                        both ? "" : ": ", option->name, option->on ? "on" : "off"));
    }
}

static void
add_actions(GPtrArray *settings, guint actions)
{
    g_autoptr(GPtrArray) names = g_ptr_array_new_with_free_func(g_free);
    for (guint action = 0; action < PS_N_ACTIONS; action++)
        if (actions >> action & 1)
            g_ptr_array_add(names, g_strdup(ps_action_name((PsAction)action)));
    g_autofree char *list = names->len > 0 ? ps_text_list(names) : g_strdup("nothing");
    if (actions != PS_ALL_ACTIONS)
        g_ptr_array_add(settings, g_strdup_printf("users do only %s", list));
}

static void
add_faults(GPtrArray *settings, const int *faults)
{
    for (guint fault = 0; fault < PS_N_FAULTS; fault++) {
        if (faults[fault] == PS_FAULT_ANY)
            g_ptr_array_add(settings, g_strdup_printf("%s any", ps_fault_name((PsFault)fault)));
        else if (faults[fault] > 0)
            g_ptr_array_add(settings,
                            g_strdup_printf("%s %d", ps_fault_name((PsFault)fault), faults[fault]));
    }
}

static void
add_conditions(GPtrArray *settings, const PsWorldOptions *options)
{
    if (options->users == PS_USERS_SENSIBLE)
        g_ptr_array_add(settings, g_strdup("sensible users"));
    add_actions(settings, options->actions);
    if (options->sequential)
        g_ptr_array_add(settings, g_strdup("users wait until nothing is in flight"));
    if (options->any_order)
        g_ptr_array_add(settings, g_strdup("presences arrive in any order"));
    if (options->availability)
        g_ptr_array_add(settings, g_strdup("with availability"));
    add_faults(settings, options->faults);
}

char *
ps_caption_conditions(const PsWorldOptions *options)
{
    g_autoptr(GPtrArray) settings = g_ptr_array_new_with_free_func(g_free);
    add_conditions(settings, options);
    return ps_text_join(settings, "; ");
}

char *
ps_caption_settings(const PsWorld *world)
{
    g_autoptr(GPtrArray) settings = g_ptr_array_new_with_free_func(g_free);
    for (guint side = 0; side < 2; side++)
        add_profile_options(settings, world, side);
    add_conditions(settings, ps_world_options(world));
    return ps_text_join(settings, "; ");
}

char *
ps_caption_run(const PsWorld *world)
{
    const PsWorldOptions *options = ps_world_options(world);
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    PsWorldOptions run;
    ps_world_options_init(&run);
    run.any_order = options->any_order;
    run.availability = options->availability;
    g_ptr_array_add(words, ps_caption_servers(world));
    for (guint side = 0; side < 2; side++)
        add_profile_options(words, world, side);
    add_conditions(words, &run);
    return ps_text_join(words, "; ");
}

/* ---- Figures ---- */

char *
ps_caption_figures(const PsSearch *search)
{
    guint in_flight = ps_world_options(ps_search_world(search))->in_flight;
    const char *stopped = ps_search_stopped(search);
    g_autofree char *states = ps_text_count(ps_search_states(search), "state");
    g_autofree char *transitions = ps_text_count(ps_search_transitions(search), "transition");
    g_autofree char *bound = ps_text_count(in_flight, "presence");
    g_autofree char *end =
        stopped != NULL ? g_strdup_printf("; not complete: stopped by %s", stopped) : g_strdup("");
    return g_strdup_printf("%s, %s, at most %s in flight%s", states, transitions, bound, end);
}

char *
ps_caption(const PsSearch *search)
{
    const PsWorld *world = ps_search_world(search);
    g_autofree char *servers = ps_caption_servers(world);
    g_autofree char *settings = ps_caption_settings(world);
    g_autofree char *figures = ps_caption_figures(search);
    return g_strdup_printf("%s\n%s%s%s", servers, settings, settings[0] != '\0' ? "\n" : "",
                           figures);
}
