/* The report of a difference, for people: the runs. */
#include "viz/columns.h"
#include "viz/diff-private.h"
#include "viz/text.h"

static const struct {
    const char *who;
    const char *title;
} observers[PS_N_OBSERVERS] = {
    [PS_OBSERVER_PEER] = {"the peer", "peer"},
    [PS_OBSERVER_CLIENT] = {"the user's client", "client"},
};

char *
ps_diff_event_text(PsEvent event)
{
    if (ps_event_is_arrival(event))
        return g_strdup_printf("receives %s", ps_presence_name((PsPresence)(event - PS_N_ACTIONS)));
    return g_strdup(ps_action_name((PsAction)event));
}

/* "subscribed, available": what the peer gets. Free it. */
static char *
sent_text(const PsReaction *reaction)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    for (guint i = 0; i < reaction->n_sent; i++)
        g_ptr_array_add(words, g_strdup(ps_presence_name(reaction->sent[i])));
    return ps_text_join(words, ", ");
}

/* "subscribed, a push of subscription=to": what the user's client gets. Free it. */
static char *
shown_text(PsEvent event, const PsReaction *reaction)
{
    g_autoptr(GPtrArray) words = g_ptr_array_new_with_free_func(g_free);
    g_autofree char *item = reaction->n_pushes > 0 ? ps_item_text(&reaction->push) : NULL;
    if (reaction->delivered)
        g_ptr_array_add(words, g_strdup(ps_presence_name((PsPresence)(event - PS_N_ACTIONS))));
    for (guint i = 0; i < reaction->n_pushes; i++)
        g_ptr_array_add(words, g_strdup_printf("push %s", item));
    return ps_text_join(words, ", ");
}

/* What an observer gets from one server. Free it. */
static char *
seen_text(PsObserver observer, const PsFed *fed, guint side)
{
    const PsReaction *reaction = &fed->reactions[side];
    return observer == PS_OBSERVER_PEER ? sent_text(reaction) : shown_text(fed->event, reaction);
}

/* For each server its entry after each event, and what the observer gets from it. */
static void
append_ladder(GString *out, const PsDifference *difference, PsObserver observer,
              const PsStyle *style)
{
    const PsWorld *world = ps_difference_world(difference);
    const GArray *run = ps_difference_run(difference, observer);
    g_autoptr(PsColumns) columns = ps_columns_new();
    ps_columns_line(columns);
    ps_columns_add(columns, g_strdup(""));
    for (guint side = 0; side < 2; side++) {
        ps_columns_add(columns, g_strdup(ps_diff_name(difference, side)));
        ps_columns_add(columns, g_strdup_printf("to the %s", observers[observer].title));
    }
    for (guint i = 0; i < run->len; i++) {
        const PsFed *fed = &g_array_index(run, PsFed, i);
        ps_columns_line(columns);
        ps_columns_add(columns, ps_diff_event_text(fed->event));
        for (guint side = 0; side < 2; side++) {
            const PsProfile *profile = ps_world_profile(world, side);
            ps_columns_add(columns, g_strdup(ps_profile_state_name(profile, fed->to.entry[side])));
            ps_columns_add(columns, seen_text(observer, fed, side));
        }
    }
    ps_columns_append(columns, out, style);
}

/* The difference after the last event, in words. */
static void
append_last(GString *out, const PsDifference *difference, PsObserver observer, const PsStyle *style)
{
    const GArray *run = ps_difference_run(difference, observer);
    const PsFed *last = &g_array_index(run, PsFed, run->len - 1);
    g_autofree char *first = seen_text(observer, last, 0);
    g_autofree char *second = seen_text(observer, last, 1);
    g_autofree char *line =
        g_strdup_printf("%s gets %s from %s, and %s from %s", observers[observer].who,
                        first[0] != '\0' ? first : "nothing", ps_diff_name(difference, 0),
                        second[0] != '\0' ? second : "nothing", ps_diff_name(difference, 1));
    ps_style_append(style, out, PS_INK_BAD, line, 0);
    g_string_append_c(out, '\n');
}

void
ps_diff_append_run(GString *out, const PsDifference *difference, PsObserver observer,
                   const PsStyle *style)
{
    const GArray *run = ps_difference_run(difference, observer);
    const char *title = observers[observer].title;
    if (run == NULL) {
        g_autofree char *none = g_strdup_printf("no %s can tell them apart", title);
        g_string_append_c(out, '\n');
        ps_style_append(style, out, PS_INK_GOOD, none, 0);
        g_string_append_c(out, '\n');
        return;
    }
    g_autofree char *events = ps_text_count(run->len, "event");
    g_autofree char *head = g_strdup_printf("a %s can tell them apart after %s:", title, events);
    g_string_append_c(out, '\n');
    ps_style_append(style, out, PS_INK_BOLD, head, 0);
    g_string_append_c(out, '\n');
    append_ladder(out, difference, observer, style);
    append_last(out, difference, observer, style);
}
