/* A ladder: laying out the steps of a run in columns. */
#include "viz/ladder.h"

/* The text of one line, before it is known how wide the columns are. */
typedef struct {
    char *step;
    char *wire;
    guint side; /* beside whose entry the wire stands */
} Rung;

typedef struct {
    guint step;
    guint entry[2];
    guint wire;
} Columns;

static void
clear_rung(gpointer data)
{
    Rung *rung = data;
    g_free(rung->step);
    g_free(rung->wire);
}

/* Appends one presence as seen from a side: "subscribe -->" leaves A, "--> subscribe" reaches B. */
static void
append_presence(GString *wire, guint side, gboolean leaves, PsPresence presence)
{
    const char *arrow = (side == 0) == leaves ? "-->" : "<--";
    const char *name = ps_presence_name(presence);
    if (wire->len > 0)
        g_string_append(wire, ", ");
    if (side == 0)
        g_string_append_printf(wire, "%s %s", name, arrow);
    else
        g_string_append_printf(wire, "%s %s", arrow, name);
}

/* How many presences of this kind are on a link. */
static guint
count(const PsWorld *world, guint64 link, PsPresence presence)
{
    guint n = 0;
    for (guint i = 0; i < ps_world_link_length(world, link); i++)
        n += ps_world_link_peek(world, link, i) == presence;
    return n;
}

/* The presences that a step put on the outgoing link of its side: the last ones of a queue; of a
 * bag whatever there is more of, by kind. */
static void
append_sent(GString *wire, const PsWorld *world, const PsReplayStep *taken)
{
    guint side = taken->step.side;
    guint64 before = taken->before.link[side];
    guint64 after = taken->after.link[side];
    if (taken->step.kind > PS_STEP_ARRIVAL)
        return;
    for (guint i = ps_world_link_length(world, before); i < ps_world_link_length(world, after); i++)
        if (!ps_world_options(world)->any_order)
            append_presence(wire, side, TRUE, ps_world_link_peek(world, after, i));
    for (guint p = 0; p < PS_N_PRESENCES && ps_world_options(world)->any_order; p++)
        for (guint n = count(world, before, p); n < count(world, after, p); n++)
            append_presence(wire, side, TRUE, (PsPresence)p);
}

/* What travels in a step: what arrives, then what is sent; of a fault, what befell what. */
static char *
describe_wire(const PsWorld *world, const PsReplayStep *taken)
{
    GString *wire = g_string_new(NULL);
    PsPresence presence = (PsPresence)taken->step.what;
    static const char *const fates[] = {NULL, NULL, "lost", "repeated", "bounced"};
    if (taken->step.kind != PS_STEP_ACTION)
        append_presence(wire, taken->step.side, FALSE, presence);
    if (fates[taken->step.kind] != NULL)
        g_string_append_printf(wire, " (%s)", fates[taken->step.kind]);
    append_sent(wire, world, taken);
    return g_string_free(wire, FALSE);
}

static const char *
entry_name(const PsWorld *world, const PsState *state, guint side)
{
    return ps_profile_state_name(ps_world_profile(world, side), state->entry[side]);
}

/* The rungs of a replay from step `first` on, and how wide their columns must be. */
static GArray *
make_rungs(const PsReplay *replay, guint first, Columns *columns)
{
    const PsWorld *world = ps_replay_world(replay);
    GArray *rungs = g_array_new(FALSE, FALSE, sizeof(Rung));
    g_array_set_clear_func(rungs, clear_rung);
    *columns = (Columns){.wire = 18};
    for (guint side = 0; side < 2; side++)
        columns->entry[side] = ps_style_width(ps_world_name(world, side));
    for (guint i = first; i < ps_replay_n_steps(replay); i++) {
        const PsReplayStep *taken = ps_replay_step(replay, i);
        Rung rung = {ps_step_text(world, taken->step), describe_wire(world, taken),
                     taken->step.side};
        columns->step = MAX(columns->step, ps_style_width(rung.step));
        columns->wire = MAX(columns->wire, ps_style_width(rung.wire));
        for (guint side = 0; side < 2; side++)
            columns->entry[side] =
                MAX(columns->entry[side], ps_style_width(entry_name(world, &taken->after, side)));
        g_array_append_val(rungs, rung);
    }
    return rungs;
}

/* The wire beside its side: at the left for A, at the right for B. */
static void
append_wire(GString *line, const Rung *rung, guint width)
{
    for (guint i = ps_style_width(rung->wire); rung->side == 1 && i < width; i++)
        g_string_append_c(line, ' ');
    ps_style_pad(line, rung->wire, rung->side == 0 ? width : 0);
}

static void
append_entry(GString *line, const PsWorld *world, const PsReplayStep *taken, guint side,
             guint width, const PsStyle *style)
{
    const char *name = entry_name(world, &taken->after, side);
    if (taken->after.entry[side] != taken->before.entry[side])
        ps_style_append(style, line, PS_INK_BOLD, name, width);
    else
        ps_style_pad(line, name, width);
}

/* note may be NULL. */
static void
append_rung(GString *line, const PsWorld *world, const Rung *rung, const PsReplayStep *taken,
            const Columns *columns, const char *note, const PsStyle *style)
{
    ps_style_pad(line, rung->step, columns->step);
    g_string_append(line, "  # ");
    append_entry(line, world, taken, 0, columns->entry[0], style);
    g_string_append(line, "  ");
    append_wire(line, rung, columns->wire);
    g_string_append(line, "  ");
    append_entry(line, world, taken, 1, note != NULL ? columns->entry[1] : 0, style);
    if (note != NULL)
        g_string_append_printf(line, "  %s", note);
}

/* The steps from number `first` on; notes may be NULL. */
static void
append_steps(GString *out, const PsReplay *replay, guint first, const char *const *notes,
             const char *indent, const PsStyle *style)
{
    const PsWorld *world = ps_replay_world(replay);
    Columns columns;
    g_autoptr(GArray) rungs = make_rungs(replay, first, &columns);
    g_autoptr(GString) head = g_string_new(indent);
    ps_style_pad(head, "", columns.step);
    g_string_append(head, "  # ");
    ps_style_pad(head, ps_world_name(world, 0), columns.entry[0] + columns.wire + 4);
    g_string_append(head, ps_world_name(world, 1));
    ps_style_append(style, out, PS_INK_DIM, head->str, 0);
    g_string_append_c(out, '\n');
    for (guint i = 0; i < rungs->len; i++) {
        g_string_append(out, indent);
        append_rung(out, world, &g_array_index(rungs, Rung, i), ps_replay_step(replay, first + i),
                    &columns, notes != NULL ? notes[first + i] : NULL, style);
        g_string_append_c(out, '\n');
    }
}

void
ps_ladder_append(GString *out, const PsReplay *replay, const char *indent, const PsStyle *style)
{
    append_steps(out, replay, 0, NULL, indent, style);
}

void
ps_ladder_append_part(GString *out, const PsReplay *replay, guint first, const char *indent,
                      const PsStyle *style)
{
    append_steps(out, replay, first, NULL, indent, style);
}

void
ps_ladder_append_noted(GString *out, const PsReplay *replay, const char *const *notes,
                       const char *indent, const PsStyle *style)
{
    append_steps(out, replay, 0, notes, indent, style);
}
