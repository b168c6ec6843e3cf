/* A report: what its script reads. Everything that a state or a transition is comes from here, in
 * tables; states and transitions are columns of numbers that point into these. */
#include "explorer/marks.h"
#include "model/trace.h"
#include "viz/pairs.h"
#include "viz/report-private.h"

#include <json-glib/json-glib.h>

/* A list of JSON texts without doubles. */
typedef struct {
    GHashTable *numbers; /* 1 + the place of each text */
    GString *list;
} Table;

static Table
table_new(void)
{
    return (Table){g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL), g_string_new("")};
}

/* The place of a text, which is added if need be. */
static guint
table_place(Table *table, const char *json)
{
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(table->numbers, json));
    if (number > 0)
        return number - 1;
    guint place = g_hash_table_size(table->numbers);
    g_hash_table_insert(table->numbers, g_strdup(json), GUINT_TO_POINTER(place + 1));
    g_string_append_printf(table->list, "%s%s", place > 0 ? "," : "", json);
    return place;
}

/* Appends a table as a member and frees it. */
static void
table_end(GString *json, const char *name, Table *table)
{
    g_string_append_printf(json, ",\n\"%s\":[%s]", name, table->list->str);
    g_hash_table_unref(table->numbers);
    g_string_free(table->list, TRUE);
}

/* The columns of states: entries, links, what else there is of them, what they violate, how far
 * they are, how many transitions of theirs are in the page. */
enum {
    COLUMN_A,
    COLUMN_B,
    COLUMN_AB,
    COLUMN_BA,
    COLUMN_REST,
    COLUMN_MARKS,
    COLUMN_DEPTH,
    COLUMN_OUT
};

static const char *const column_names[] = {"a", "b", "ab", "ba", "rest", "marks", "depth", "out"};

#define N_COLUMNS G_N_ELEMENTS(column_names)

typedef struct {
    const PsVerdicts *verdicts;
    const PsSearch *search;
    const PsWorld *world;
    const ReportPart *part;
    PsMarks *good[PS_PAIRS_MAX_PROPERTIES]; /* by verdict: states that do not violate it, or NULL */
    Table moves, links, rests, marks;
    GString *columns[N_COLUMNS];
    GString *edges; /* move and place, for each transition */
    GString *cut;   /* place and number of the transitions that lead out of the page */
    GString *scratch;
} Data;

static void
append_number(GString *list, guint64 number)
{
    if (list->len > 0)
        g_string_append_c(list, ',');
    g_string_append_printf(list, "%" G_GUINT64_FORMAT, number);
}

/* Appends text as a JSON string. */
static void
append_string(GString *json, const char *text)
{
    g_autoptr(JsonNode) node = json_node_init_string(json_node_alloc(), text);
    g_autofree char *quoted = json_to_string(node, FALSE);
    g_string_append(json, quoted);
}

/* ---- Transitions ---- */

/* Appends what a step puts on the link of its side, as pairs of a presence and whether the server
 * sends it by itself; then what the client of its side is handed. */
static void
append_effects(Data *data, const PsState *from, PsStep step)
{
    PsEvent event = 0;
    if (!ps_step_event(step, &event)) {
        g_autofree char *error = g_strdup_printf("[%d,1]", (int)PS_ERROR);
        g_string_append_printf(data->scratch, ",[%s],\"\"",
                               step.kind == PS_STEP_BOUNCE ? error : "");
        return;
    }
    PsLocal local = ps_state_local(from, step.side);
    PsResponse response = ps_step_react(data->world, step.side, event, local);
    const PsRow *row =
        ps_profile_row(ps_world_profile(data->world, step.side), event, from->entry[step.side]);
    gboolean online = !ps_world_options(data->world)->availability || response.to.online;
    gboolean routes = FALSE;
    g_autoptr(GString) client = g_string_new(NULL);
    for (guint i = 0; i < row->n_effects; i++) {
        guint kind = row->effects[i].kind;
        routes = routes || kind == PS_ROUTE;
        if (online && (kind == PS_PUSH || kind == PS_DELIVER))
            g_string_append_printf(client, "%s%s", client->len > 0 ? ", " : "",
                                   kind == PS_PUSH ? "push" : "deliver");
    }
    g_string_append(data->scratch, ",[");
    for (guint i = 0; i < response.n_sends; i++) {
        gboolean users = routes && response.sends[i] == event; /* of an action: the same number */
        routes = routes && !users;
        g_string_append_printf(data->scratch, "%s[%u,%d]", i > 0 ? "," : "", response.sends[i],
                               !users);
    }
    g_string_append_printf(data->scratch, "],\"%s\"", client->str);
}

/* The place of a transition's label in the table of moves: its text, kind, side, what, what it
 * sends, what the client gets. */
static guint
move_place(Data *data, const PsState *from, PsStep step)
{
    g_autofree char *text = ps_step_text(data->world, step);
    g_string_assign(data->scratch, "[");
    append_string(data->scratch, text);
    g_string_append_printf(data->scratch, ",%u,%u,%u", step.kind, step.side, step.what);
    append_effects(data, from, step);
    g_string_append_c(data->scratch, ']');
    return table_place(&data->moves, data->scratch->str);
}

/* Adds the transitions out of a state whose ends are in the page, and notes how many are not. */
static void
add_transitions(Data *data, guint place, const PsState *from)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    guint n = ps_step_transitions(data->world, from, out, &overflow);
    guint listed = 0;
    for (guint i = 0; i < n; i++) {
        guint to = 0;
        if (!report_part_find(data->part, &out[i].to, &to))
            continue;
        append_number(data->edges, move_place(data, from, out[i].step));
        append_number(data->edges, to);
        listed++;
    }
    append_number(data->columns[COLUMN_OUT], listed);
    if (listed < n) {
        append_number(data->cut, place);
        append_number(data->cut, n - listed);
    }
}

/* ---- States ---- */

/* What is on a link, the head first. */
static guint
link_place(Data *data, guint64 link)
{
    g_string_assign(data->scratch, "[");
    for (guint i = 0; i < ps_world_link_length(data->world, link); i++)
        g_string_append_printf(data->scratch, "%s%d", i > 0 ? "," : "",
                               (int)ps_world_link_peek(data->world, link, i));
    g_string_append_c(data->scratch, ']');
    return table_place(&data->links, data->scratch->str);
}

/* Appends a list of words. */
static void
append_words(GString *json, const char *first, const char *second)
{
    g_string_append_c(json, '[');
    if (first != NULL)
        append_string(json, first);
    if (second != NULL) {
        g_string_append_c(json, ',');
        append_string(json, second);
    }
    g_string_append_c(json, ']');
}

/* What else there is of a state: words for each side, and what is left of the budgets of faults. */
static guint
rest_place(Data *data, const PsState *state)
{
    const PsWorldOptions *options = ps_world_options(data->world);
    GString *json = data->scratch;
    g_string_assign(json, "[");
    for (guint side = 0; side < 2; side++) {
        g_autofree char *sees = g_strdup_printf("sees %s", ps_world_name(data->world, 1 - side));
        append_words(json,
                     !options->availability      ? NULL
                     : state->online >> side & 1 ? "online"
                                                 : "offline",
                     state->sees >> side & 1 ? sees : NULL);
        g_string_append_c(json, ',');
    }
    g_string_append_c(json, '[');
    gboolean any = FALSE;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (options->faults[fault] > 0) {
            g_string_append_printf(json, "%s\"%s %u\"", any ? "," : "",
                                   ps_fault_name((PsFault)fault), state->left[fault]);
            any = TRUE;
        }
    g_string_append(json, "]]");
    return table_place(&data->rests, json->str);
}

/* TRUE if the state is one of those that a verdict counts. */
static gboolean
is_counted(const Data *data, guint i, const PsState *state, guint64 number)
{
    const PsProperty *property = ps_verdicts_get(data->verdicts, i)->property;
    if (ps_property_kind(property) == PS_PROPERTY_REACHABLE)
        return ps_property_accepts(property, data->world, state);
    if (data->good[i] != NULL)
        return !ps_marks_get(data->good[i], number);
    return ps_property_violated(property, data->world, state);
}

/* Which properties the state violates, or is a witness of, and why. */
static guint
marks_place(Data *data, const PsState *state, guint64 number)
{
    GString *json = data->scratch;
    g_string_assign(json, "[");
    for (guint i = 0; i < ps_verdicts_n(data->verdicts); i++) {
        if (!is_counted(data, i, state, number))
            continue;
        g_autofree char *why =
            ps_property_explain(ps_verdicts_get(data->verdicts, i)->property, data->world, state);
        g_string_append_printf(json, "%s[%u,", json->len > 1 ? "," : "", i);
        append_string(json, why);
        g_string_append_c(json, ']');
    }
    g_string_append_c(json, ']');
    return table_place(&data->marks, json->str);
}

static void
add_state(Data *data, guint place)
{
    guint64 number = report_part_number(data->part, place);
    PsState state = ps_search_state(data->search, number);
    const guint values[] = {
        state.entry[0],
        state.entry[1],
        link_place(data, state.link[0]),
        link_place(data, state.link[1]),
        rest_place(data, &state),
        marks_place(data, &state, number),
        ps_search_depth_of(data->search, number),
    };
    for (guint i = 0; i < G_N_ELEMENTS(values); i++)
        append_number(data->columns[i], values[i]);
    add_transitions(data, place, &state);
}

/* ---- The whole ---- */

static gboolean
accepts(const PsWorld *world, const PsState *state, gconstpointer property)
{
    return ps_property_accepts(property, world, state);
}

/* Of the violated properties that no single state decides, finds the states again that do not
 * violate them. */
static void
find_good(Data *data)
{
    for (guint i = 0; i < ps_verdicts_n(data->verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(data->verdicts, i);
        PsPropertyKind kind = ps_property_kind(verdict->property);
        if (verdict->outcome != PS_VIOLATED || ps_search_stopped(data->search) != NULL)
            continue;
        if (kind == PS_PROPERTY_RECOVERABLE)
            data->good[i] = ps_marks_can_reach(data->search, accepts, verdict->property);
        else if (kind == PS_PROPERTY_STORM)
            data->good[i] = ps_marks_arrivals_end(data->search);
    }
}

static void
append_names(GString *json, const PsWorld *world)
{
    g_string_append(json, "\"names\":[");
    append_string(json, ps_world_name(world, 0));
    g_string_append_c(json, ',');
    append_string(json, ps_world_name(world, 1));
    g_string_append(json, "],\n\"entries\":[");
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(world, side);
        for (guint i = 0; i < ps_profile_n_states(profile); i++) {
            g_string_append(json, i > 0 ? "," : side > 0 ? ",[" : "[");
            append_string(json, ps_profile_state_name(profile, i));
        }
        g_string_append_c(json, ']');
    }
    g_string_append(json, "],\n\"presences\":[");
    for (guint i = 0; i < PS_N_PRESENCES; i++)
        g_string_append_printf(json, "%s\"%s\"", i > 0 ? "," : "", ps_presence_name((PsPresence)i));
    g_string_append_c(json, ']');
}

static void
append_properties(GString *json, const PsVerdicts *verdicts)
{
    g_string_append(json, ",\n\"properties\":[");
    for (guint i = 0; i < ps_verdicts_n(verdicts); i++) {
        const PsVerdict *verdict = ps_verdicts_get(verdicts, i);
        gboolean reached = ps_property_kind(verdict->property) == PS_PROPERTY_REACHABLE;
        g_string_append(json, i > 0 ? ",[" : "[");
        append_string(json, ps_property_name(verdict->property));
        g_string_append_printf(json, ",\"%s\",\"%s\"]", reached ? "reached" : "violated",
                               ps_outcome_name(verdict->outcome));
    }
    g_string_append_c(json, ']');
}

static void
append_graph(GString *json, Data *data)
{
    table_end(json, "moves", &data->moves);
    table_end(json, "links", &data->links);
    table_end(json, "rests", &data->rests);
    table_end(json, "why", &data->marks);
    for (guint i = 0; i < N_COLUMNS; i++) {
        g_string_append_printf(json, ",\n\"%s\":[%s]", column_names[i], data->columns[i]->str);
        g_string_free(data->columns[i], TRUE);
    }
    g_string_append_printf(json, ",\n\"edges\":[%s],\n\"cut\":[%s]", data->edges->str,
                           data->cut->str);
    g_string_append(json, ",\n\"numbers\":");
    if (data->part->whole)
        g_string_append(json, "null");
    for (guint i = 0; !data->part->whole && i < report_part_n(data->part); i++)
        g_string_append_printf(json, "%s%" G_GUINT64_FORMAT, i > 0 ? "," : "[",
                               report_part_number(data->part, i));
    g_string_append(json, data->part->whole ? "" : "]");
}

char *
report_data(const PsVerdicts *verdicts, const PsCheckRun *run, const ReportPart *part)
{
    const PsSearch *search = ps_verdicts_search(verdicts);
    Data data = {.verdicts = verdicts,
                 .search = search,
                 .world = ps_search_world(search),
                 .part = part,
                 .moves = table_new(),
                 .links = table_new(),
                 .rests = table_new(),
                 .marks = table_new(),
                 .edges = g_string_new(NULL),
                 .cut = g_string_new(NULL),
                 .scratch = g_string_new(NULL)};
    GString *json = g_string_new("{");
    g_autofree char *header = ps_trace_header(data.world, run->profiles);
    for (guint i = 0; i < N_COLUMNS; i++)
        data.columns[i] = g_string_new(NULL);
    find_good(&data);
    for (guint place = 0; place < report_part_n(part); place++)
        add_state(&data, place);
    append_names(json, data.world);
    g_string_append(json, ",\n\"header\":");
    append_string(json, header);
    g_string_append_printf(json, ",\n\"total\":%" G_GUINT64_FORMAT, ps_search_states(search));
    append_properties(json, verdicts);
    append_graph(json, &data);
    g_string_append(json, "}\n");
    g_string_replace(json, "<", "\\u003c", 0); /* is in strings only */
    for (guint i = 0; i < G_N_ELEMENTS(data.good); i++)
        ps_marks_free(data.good[i]);
    g_string_free(data.edges, TRUE);
    g_string_free(data.cut, TRUE);
    g_string_free(data.scratch, TRUE);
    return g_string_free(json, FALSE);
}
