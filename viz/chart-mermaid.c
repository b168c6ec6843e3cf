/* Charts in the language of Mermaid, whose arrows are level: a presence is sent and arrives at one
 * place. Where none cross, the events of both sides can be put into an order in which each presence
 * is one event of both. */
#include "viz/chart-private.h"
#include "viz/text.h"

#include <string.h>

/* An event of one side, and of a presence that arrives of the other side too. */
typedef struct {
    guint step;
    guint message; /* the presence that is sent or arrives here, or CHART_NONE: the step itself */
} Item;

typedef struct {
    const PsChart *chart;
    GString *out;
    GArray *items[2]; /* of Item, by side, in the order of their steps */
    guint next[2];
    GArray *order; /* of guint: the presences, copies beside what they repeat */
    guint sent;    /* how many of these are events */
} Printer;

/* Text that Mermaid takes as it is: what would end it or mean something is written by number. */
static char *
escape(const char *text)
{
    g_autofree char *clean = ps_text_clean(text);
    GString *out = g_string_new(NULL);
    for (const char *c = clean; *c != '\0'; c += g_utf8_skip[(guchar)*c]) {
        gunichar character = g_utf8_get_char(c);
        if (strchr("#;:<>\"&`{}\\%\n", *c) != NULL)
            g_string_append_printf(out, "#%u;", character);
        else
            g_string_append_unichar(out, character);
    }
    return g_string_free(out, FALSE);
}

static gboolean
is_joint(const ChartMessage *message)
{
    return message->fate == CHART_ARRIVES || message->fate == CHART_BOUNCED;
}

/* ---- Events ---- */

static void
add_item(Printer *printer, guint side, guint step, guint message)
{
    Item item = {step, message};
    g_array_append_val(printer->items[side], item);
}

/* By what they are copies of, and those of the same presence as they arrive. */
static int
compare_messages(gconstpointer a, gconstpointer b, gpointer data)
{
    const PsChart *chart = data;
    guint i = *(const guint *)a;
    guint j = *(const guint *)b;
    guint root_i = chart_root(chart, i);
    guint root_j = chart_root(chart, j);
    guint end_i = chart_message(chart, i)->ended;
    guint end_j = chart_message(chart, j)->ended;
    return root_i != root_j ? (root_i > root_j) - (root_i < root_j)
                            : (end_i > end_j) - (end_i < end_j);
}

static void
sort_messages(Printer *printer)
{
    for (guint i = 0; i < printer->chart->messages->len; i++)
        g_array_append_val(printer->order, i);
    union { /* the data of a comparison is not const */
        const PsChart *chart;
        gpointer data;
    } cast = {printer->chart};
    g_array_sort_with_data(printer->order, compare_messages, cast.data);
}

/* What a step sends, with all of its copies: these are on their way since then. */
static void
add_sent(Printer *printer, guint step)
{
    const PsChart *chart = printer->chart;
    while (printer->sent < printer->order->len) {
        guint i = g_array_index(printer->order, guint, printer->sent);
        if (chart_message(chart, chart_root(chart, i))->sent != step)
            break;
        add_item(printer, chart_message(chart, i)->side, step, i);
        printer->sent++;
    }
}

static void
add_step(Printer *printer, guint i)
{
    const PsReplayStep *step = chart_step(printer->chart, i);
    guint taken = chart_taken(printer->chart, i);
    if (step->step.kind == PS_STEP_ARRIVAL || step->step.kind == PS_STEP_BOUNCE)
        add_item(printer, step->step.side, i, taken);
    if (step->step.kind <= PS_STEP_ARRIVAL)
        add_item(printer, step->step.side, i, CHART_NONE);
    add_sent(printer, i);
}

/* ---- Lines ---- */

static void
append_message(const Printer *printer, guint i)
{
    const ChartMessage *message = chart_message(printer->chart, i);
    static const char *const arrows[] = {"-)", "->>", "-x", "-x"};
    static const char *const own_arrows[] = {"--)", "-->>", "--x", "--x"};
    const char *fate = chart_fate_text(message);
    g_string_append_printf(printer->out, "  s%u%ss%u: %s%s%s%s\n", message->side,
                           (message->own ? own_arrows : arrows)[message->fate], 1 - message->side,
                           ps_presence_name(message->presence), fate != NULL ? " (" : "",
                           fate != NULL ? fate : "", fate != NULL ? ")" : "");
}

/* What a user does, what the client gets, and the entry if it is another one. */
static void
append_step(const Printer *printer, guint i)
{
    const PsReplayStep *step = chart_step(printer->chart, i);
    guint side = step->step.side;
    g_autofree char *gets = chart_client_text(printer->chart, step);
    if (step->step.kind == PS_STEP_ACTION)
        g_string_append_printf(printer->out, "  u%u->>s%u: %s\n", side, side,
                               ps_action_name((PsAction)step->step.what));
    if (gets[0] != '\0')
        g_string_append_printf(printer->out, "  s%u->>u%u: %s\n", side, side, gets);
    if (step->before.entry[side] == step->after.entry[side])
        return;
    g_autofree char *entry = escape(chart_entry(printer->chart, &step->after, side));
    g_string_append_printf(printer->out, "  Note over s%u: %s\n", side, entry);
}

static const Item *
head(const Printer *printer, guint side)
{
    const GArray *items = printer->items[side];
    return printer->next[side] < items->len ? &g_array_index(items, Item, printer->next[side])
                                            : NULL;
}

/* TRUE if the next event of a side can be drawn now: a presence that arrives only if it is next at
 * both sides. */
static gboolean
is_ready(const Printer *printer, guint side)
{
    const Item *item = head(printer, side);
    const Item *other = head(printer, 1 - side);
    if (item == NULL)
        return FALSE;
    if (item->message == CHART_NONE || !is_joint(chart_message(printer->chart, item->message)))
        return TRUE;
    return other != NULL && other->message == item->message;
}

/* Draws the next event of a side. */
static void
append_item(Printer *printer, guint side)
{
    Item item = *head(printer, side);
    printer->next[side]++;
    if (item.message == CHART_NONE) {
        append_step(printer, item.step);
        return;
    }
    append_message(printer, item.message);
    if (is_joint(chart_message(printer->chart, item.message)))
        printer->next[1 - side]++;
}

/* Draws all events, always the earliest that can be; as nothing crosses, there is always one. */
static void
append_items(Printer *printer)
{
    for (;;) {
        gboolean ready[2] = {is_ready(printer, 0), is_ready(printer, 1)};
        if (!ready[0] && !ready[1])
            break;
        guint side = !ready[0] || (ready[1] && head(printer, 1)->step < head(printer, 0)->step);
        append_item(printer, side);
    }
    g_assert(head(printer, 0) == NULL && head(printer, 1) == NULL && "nothing crosses");
}

static void
append_begin(const Printer *printer)
{
    const PsChart *chart = printer->chart;
    PsState start = chart_state(chart, 0);
    g_string_append(printer->out, "sequenceDiagram\n");
    for (guint i = 0; i < 4; i++) {
        gboolean server = i == 1 || i == 2;
        g_autofree char *name = escape(ps_world_name(chart->world, i / 2));
        g_string_append_printf(printer->out, "  participant %c%u as %s%s\n", server ? 's' : 'u',
                               i / 2, name, server ? "’s server" : "");
    }
    for (guint side = 0; side < 2; side++) {
        g_autofree char *entry = escape(chart_entry(chart, &start, side));
        g_string_append_printf(printer->out, "  Note over s%u: %s\n", side, entry);
    }
}

static void
append_end(const Printer *printer)
{
    const PsChart *chart = printer->chart;
    g_autofree char *loop = chart_loop_text(chart);
    const char *const texts[] = {loop, chart->end, chart->error};
    for (guint i = 0; i < G_N_ELEMENTS(texts); i++) {
        g_autofree char *text = texts[i] != NULL ? escape(texts[i]) : NULL;
        if (text != NULL)
            g_string_append_printf(printer->out, "  Note over s0,s1: %s\n", text);
    }
}

char *
ps_chart_mermaid(const PsChart *chart, GError **error)
{
    if (chart->crossings->len > 0) {
        ChartCrossing crossing = g_array_index(chart->crossings, ChartCrossing, 0);
        g_autofree char *a = chart_message_text(chart, crossing.a);
        g_autofree char *b = chart_message_text(chart, crossing.b);
        g_set_error(error, PS_CHART_ERROR, PS_CHART_ERROR_CROSSES,
                    "Mermaid draws level arrows only, and %s (sent in step %u) crosses %s (step "
                    "%u); try svg, text or mscgen",
                    a, chart_message(chart, crossing.a)->sent + 1, b,
                    chart_message(chart, crossing.b)->sent + 1);
        return NULL;
    }
    Printer printer = {.chart = chart,
                       .out = g_string_new(NULL),
                       .order = g_array_new(FALSE, FALSE, sizeof(guint))};
    sort_messages(&printer);
    for (guint side = 0; side < 2; side++)
        printer.items[side] = g_array_new(FALSE, FALSE, sizeof(Item));
    for (guint i = 0; i < chart->steps->len; i++)
        add_step(&printer, i);
    append_begin(&printer);
    append_items(&printer);
    append_end(&printer);
    for (guint side = 0; side < 2; side++)
        g_array_unref(printer.items[side]);
    g_array_unref(printer.order);
    return g_string_free(printer.out, FALSE);
}
