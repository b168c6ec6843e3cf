/* The TLA+ export: the tables and the properties of a world around what is the same in all. */
#include "viz/export-private.h"

/* The text of viz/tla-behaviour.tla, which is a part of the program. */
extern const char ps_tla_behaviour[];
__asm__(".section .rodata\n"
        ".global ps_tla_behaviour\n"
        "ps_tla_behaviour:\n"
        ".incbin \"viz/tla-behaviour.tla\"\n"
        ".byte 0\n"
        ".previous\n");

/* What the module calls something in small letters; all that TLA+ and the modules that it extends
 * have begins with a capital one. */
static const char reserved[] =
    "entry link online sees left vars s p q i j x ps row what from to sends fault has";

typedef struct {
    const PsExport *export;
    const PsWorld *world;
    GString *out;
    guint64 entries[2];
} Module;

static char
upper(guint side)
{
    return side == 0 ? 'A' : 'B';
}

/* The name of a state as a string of TLA+: what that cannot have is written as its bytes. */
static void
append_entry(const Module *module, guint side, guint state)
{
    const char *name = ps_profile_state_name(ps_world_profile(module->world, side), state);
    g_autofree char *printable = g_strescape(name, NULL);
    g_autofree char *string = g_strescape(printable, NULL);
    g_string_append_printf(module->out, "\"%s\"", string);
}

/* ---- Tables ---- */

static void
append_constants(const Module *module)
{
    const PsWorldOptions *options = ps_world_options(module->world);
    const int *faults = options->faults;
    g_string_append_printf(
        module->out,
        "EXTENDS Integers, Sequences, TLC\n\n"
        "K == %u                \\* presences in flight after a user's action, at most\n"
        "Sequential == %s   \\* users wait until nothing is in flight\n"
        "AnyOrder == %s     \\* presences overtake each other\n"
        "Availability == %s \\* users log in and out\n"
        "Budgets == [loss |-> %d, repeat |-> %d, bounce |-> %d]\n\n",
        options->in_flight, options->sequential ? "TRUE" : "FALSE",
        options->any_order ? "TRUE" : "FALSE", options->availability ? "TRUE" : "FALSE",
        faults[PS_LOSS], faults[PS_REPEAT], faults[PS_BOUNCE]);
}

/* The attributes of the entries of a side. */
static void
append_attributes(const Module *module, guint side)
{
    const PsProfile *profile = ps_world_profile(module->world, side);
    const char *before = " == ";
    g_string_append_printf(module->out, "HasOf%c", upper(side));
    for (guint state = 0; state < ps_profile_n_states(profile); state++) {
        if (!(module->entries[side] >> state & 1))
            continue;
        g_string_append(module->out, before);
        append_entry(module, side, state);
        g_string_append(module->out, " :> {");
        for (guint i = 0, n = 0; i < PS_N_ATTRIBUTES; i++)
            if (ps_profile_attributes(profile, state) & ps_attributes[i].bit)
                g_string_append_printf(module->out, "%s\"%s\"", n++ > 0 ? ", " : "",
                                       ps_attributes[i].name);
        g_string_append(module->out, "}");
        before = "\n       @@ ";
    }
    g_string_append_printf(module->out, "\nInitialOf%c == ", upper(side));
    append_entry(module, side, ps_profile_initial(profile));
    g_string_append(module->out, "\n\n");
}

/* A row with everything that it sends, whoever is online. */
static void
append_row(const Module *module, guint side, PsEvent event, guint state)
{
    const PsMove *move = ps_world_move(module->world, side, event, state);
    const char *what = ps_event_is_arrival(event)
                           ? ps_presence_name((PsPresence)(event - PS_N_ACTIONS))
                           : ps_action_name((PsAction)event);
    g_string_append_printf(module->out, "Row(\"%s\", ", what);
    append_entry(module, side, state);
    g_string_append(module->out, ", ");
    append_entry(module, side, move->entry);
    g_string_append(module->out, ", <<");
    for (guint i = 0; i < move->n_sends; i++)
        g_string_append_printf(module->out, "%s\"%s\"", i > 0 ? ", " : "",
                               ps_presence_name((PsPresence)move->sends[i]));
    g_string_append(module->out, ">>)");
}

/* TRUE if the table has a row for the event: of a user's action if it may be taken, of an arrival
 * if there is such a presence. */
static gboolean
has_row(const Module *module, guint side, PsEvent event, guint state)
{
    if (!(module->entries[side] >> state & 1))
        return FALSE;
    if (ps_event_is_arrival(event))
        return ps_export_sends(module->world, 1 - side) >> (event - PS_N_ACTIONS) & 1;
    return ps_world_move(module->world, side, event, state)->allowed;
}

/* The rows of the events from first to before last, as a set. */
static void
append_rows(const Module *module, guint side, const char *table, PsEvent first, PsEvent last)
{
    const char *before = "\n  ";
    g_string_append_printf(module->out, "%sOf%c == {", table, upper(side));
    for (PsEvent event = first; event < last; event++) {
        for (guint state = 0; state < PS_MAX_STATES; state++) {
            if (!has_row(module, side, event, state))
                continue;
            g_string_append(module->out, before);
            append_row(module, side, event, state);
            before = ",\n  ";
        }
    }
    g_string_append(module->out, "\n}\n\n");
}

static void
append_tables(const Module *module)
{
    g_string_append(module->out,
                    "\\* The tables of both servers: on what, in which entry, the entry "
                    "afterwards, what is sent.\n\n"
                    "Row(what, from, to, sends) ==\n"
                    "  [what |-> what, from |-> from, to |-> to, sends |-> sends]\n\n");
    for (guint side = 0; side < 2; side++) {
        append_attributes(module, side);
        append_rows(module, side, "Actions", 0, PS_N_ACTIONS);
        append_rows(module, side, "Arrivals", PS_N_ACTIONS, PS_N_EVENTS);
    }
}

/* ---- Properties ---- */

/* That the entry has an attribute, or that it is the one of a name, of which there may be none. */
static void
append_has(const Module *module, const PsExpression *leaf, guint side)
{
    const PsProfile *profile = ps_world_profile(module->world, side);
    char letter = side == 0 ? 'a' : 'b';
    for (guint i = 0; i < PS_N_ATTRIBUTES; i++)
        if (leaf->value == ps_attributes[i].bit)
            g_string_append_printf(module->out, "\"%s\" \\in Has(\"%c\")", ps_attributes[i].name,
                                   letter);
    if (leaf->value != 0)
        return;
    g_string_append_printf(module->out, "entry[\"%c\"] \\in {", letter);
    for (guint state = 0; state < ps_profile_n_states(profile); state++)
        if (leaf->states[side] >> state & 1)
            append_entry(module, side, state);
    g_string_append_c(module->out, '}');
}

static void
append_leaf(GString *out, const PsExpression *leaf, guint side, gpointer data)
{
    char letter = side == 0 ? 'a' : 'b';
    switch (leaf->kind) {
    case PS_EXPRESSION_TRUTH:
        g_string_append(out, leaf->value ? "TRUE" : "FALSE");
        break;
    case PS_EXPRESSION_ENTRY:
        append_has(data, leaf, side);
        break;
    case PS_EXPRESSION_ONLINE:
        g_string_append_printf(out, "online[\"%c\"]", letter);
        break;
    case PS_EXPRESSION_SEES:
        g_string_append_printf(out, "sees[\"%c\"]", letter);
        break;
    case PS_EXPRESSION_IN_FLIGHT:
        g_string_append(out, "InFlight");
        break;
    default:
        g_string_append_printf(out, "Count(link[\"%c\"], \"%s\")", letter,
                               ps_presence_name((PsPresence)leaf->value));
        break;
    }
}

static const PsDialect dialect = {
    .templates =
        {
            [PS_EXPRESSION_NOT] = {"~(", NULL, ")"},
            [PS_EXPRESSION_AND] = {"(", " /\\ ", ")"},
            [PS_EXPRESSION_OR] = {"(", " \\/ ", ")"},
            [PS_EXPRESSION_IMPLIES] = {"(", " => ", ")"},
            [PS_EXPRESSION_SAME] = {"(", " <=> ", ")"},
            [PS_EXPRESSION_EQUAL] = {"(", " = ", ")"},
            [PS_EXPRESSION_LESS] = {"(", " < ", ")"},
            [PS_EXPRESSION_LESS_OR_EQUAL] = {"(", " <= ", ")"},
        },
    .append_leaf = append_leaf,
};

/* Calls visit with each property that an invariant can say and what that is called, in the same
 * order with the same names always. */
static void
for_each_invariant(const PsExport *export,
                   void (*visit)(const PsProperty *property, const char *name, gpointer data),
                   gpointer data)
{
    g_autoptr(PsNames) names = ps_names_new();
    g_auto(GStrv) words = g_strsplit(reserved, " ", -1);
    for (guint i = 0; words[i] != NULL; i++)
        ps_names_reserve(names, words[i]);
    for (guint i = 0; i < ps_properties_n(export->properties); i++) {
        const PsProperty *property = ps_properties_get(export->properties, i);
        g_autofree char *word = g_strdup(ps_property_name(property));
        word[0] = g_ascii_tolower(word[0]);
        if (ps_property_kind(property) <= PS_PROPERTY_REACHABLE &&
            ps_property_applies(property, export->world))
            visit(property, ps_names_add(names, word, FALSE), data);
    }
}

static void
append_invariant(const PsProperty *property, const char *name, gpointer data)
{
    Module *module = data;
    PsPropertyKind kind = ps_property_kind(property);
    PsDialect own = dialect;
    own.data = module;
    g_string_append_c(module->out, '\n');
    ps_notes_append(module->out, ps_property_meaning(property), "\\* ");
    ps_notes_append(module->out, ps_property_expression(property), "\\*     ");
    g_string_append_printf(module->out, "%s == %s", name,
                           kind == PS_PROPERTY_SETTLED     ? "InFlight = 0 => "
                           : kind == PS_PROPERTY_REACHABLE ? "~"
                                                           : "");
    ps_formula_append(module->out, property, &own);
    g_string_append_c(module->out, '\n');
}

/* ---- The comment at the top ---- */

static void
note_invariant(const PsProperty *property, const char *name, gpointer data)
{
    Module *module = data;
    const PsVerdict *verdict =
        ps_verdicts_find(module->export->verdicts, ps_property_name(property));
    gboolean reachable = ps_property_kind(property) == PS_PROPERTY_REACHABLE;
    g_string_append_printf(module->out, "\n    %-17s %s%s", name, ps_outcome_name(verdict->outcome),
                           !reachable              ? ""
                           : verdict->path == NULL ? ": TLC finds no such state"
                                                   : ": what TLC calls an error leads there");
}

/* What presub found. TLC generates a state for each transition, and the initial one. */
static void
append_figures(Module *module)
{
    const PsSearch *search = ps_verdicts_search(module->export->verdicts);
    g_string_append_printf(module->out,
                           "\n\nWhat comes out, if no invariant ends it:\n\n"
                           "    %" G_GUINT64_FORMAT " states generated, %" G_GUINT64_FORMAT
                           " distinct states found\n\n"
                           "which are presub's %" G_GUINT64_FORMAT
                           " transitions and the initial state; and of the invariants:\n",
                           ps_search_transitions(search) + 1, ps_search_states(search),
                           ps_search_transitions(search));
    for_each_invariant(module->export, note_invariant, module);
}

static char *
head_text(const PsExport *export, const char *name)
{
    g_autofree char *world = ps_notes_world(export);
    GString *text = g_string_new(world);
    Module module = {.export = export, .world = export->world, .out = text};
    g_string_append_printf(text,
                           "\n\nTLC explores it on one machine, or on many:\n\n"
                           "    java -cp tla2tools.jar tlc2.TLC -workers auto %s\n"
                           "    java -cp tla2tools.jar tlc2.tool.distributed.TLCServer %s\n"
                           "    java -cp tla2tools.jar tlc2.tool.distributed.TLCWorker SERVER",
                           name, name);
    if (export->verdicts != NULL)
        append_figures(&module);
    g_string_append(text, "\n\nrecoverable and no-reply-storm are not here: that from every state "
                          "a way leads to another one\n(AG EF) is no formula of TLA+, and TLC "
                          "judges runs without an end on one machine only.");
    return g_string_free(text, FALSE);
}

char *
ps_export_tla(const PsExport *export, const char *name)
{
    Module module = {.export = export, .world = export->world, .out = g_string_new(NULL)};
    g_autofree char *head = head_text(export, name);
    for (guint side = 0; side < 2; side++)
        module.entries[side] = ps_export_entries(module.world, side);
    g_string_append_printf(module.out, "---- MODULE %s ----\n", name);
    ps_notes_append(module.out, head, "\\* ");
    g_string_append_c(module.out, '\n');
    append_constants(&module);
    append_tables(&module);
    g_string_append(module.out, ps_tla_behaviour);
    g_string_append(module.out, "\n\\* Properties.\n");
    for_each_invariant(export, append_invariant, &module);
    g_string_append(module.out, "\n====\n");
    return g_string_free(module.out, FALSE);
}

static void
append_name(const PsProperty *property, const char *name, gpointer data)
{
    (void)property;
    g_string_append_printf(data, "INVARIANT %s\n", name);
}

char *
ps_export_tla_configuration(const PsExport *export, const char *name)
{
    GString *out = g_string_new(NULL);
    g_string_append_printf(out,
                           "\\* For TLC, with %s.tla.\n"
                           "INIT Init\n"
                           "NEXT Step\n"
                           "CHECK_DEADLOCK FALSE\n",
                           name);
    for_each_invariant(export, append_name, out);
    return g_string_free(out, FALSE);
}
