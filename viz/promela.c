/* The Promela export: the whole. */
#include "model/trace.h"
#include "viz/promela-private.h"
#include "viz/text.h"

/* What Promela and its preprocessor call something, and the model itself. */
static const char reserved[] =
    "STDIN D_proctype NULL active assert atomic bit bool break byte c_code c_decl c_expr c_state "
    "c_track chan d_step do else empty enabled end eval false fi for full get_priority goto hidden "
    "if in init inline int len linux local ltl mtype nempty never nfull nil notrace np_ od of "
    "pc_value pid print printf printm priority proctype provided return run select set_priority "
    "short show skip timeout trace true typedef unix unless unsigned xr xs "
    "K STORM a b to_a to_b online_a online_b sees_a sees_b loss_left repeat_left bounce_left "
    "in_flight room repeat behind other arrivals world "
    "a_to a_from a_ask a_unask a_pending a_approved a_unlisted "
    "b_to b_from b_ask b_unask b_pending b_approved b_unlisted";

static void
reserve_names(PsPromela *model)
{
    static const char *const prefixes[] = {"", "sent_a_", "sent_b_", "a_receives_", "b_receives_"};
    g_auto(GStrv) words = g_strsplit(reserved, " ", -1);
    for (guint i = 0; words[i] != NULL; i++)
        ps_names_reserve(model->names, words[i]);
    for (guint i = 0; i < G_N_ELEMENTS(prefixes); i++) {
        for (guint presence = 0; presence < PS_N_PRESENCES; presence++) {
            const char *name = ps_presence_name((PsPresence)presence);
            g_autofree char *word = g_strconcat(prefixes[i], name, NULL);
            ps_names_reserve(model->names, word);
        }
    }
    for (guint action = 0; action < PS_N_ACTIONS; action++) {
        for (guint side = 0; side < 2; side++) {
            g_autofree char *word =
                g_strdup_printf("%c_%s", ps_promela_side(side), ps_action_name((PsAction)action));
            ps_names_reserve(model->names, word);
        }
    }
}

/* ---- Declarations ---- */

static void
append_presences(PsPromela *model)
{
    guint kinds = model->sends[0] | model->sends[1] | 1u << PS_SUBSCRIBE; /* not empty */
    g_string_append(model->out, "/* What is in flight. */\nmtype = {");
    for (guint i = 0, n = 0; i < PS_N_PRESENCES; i++)
        if (kinds >> i & 1)
            g_string_append_printf(model->out, "%s %s", n++ > 0 ? "," : "",
                                   ps_presence_name((PsPresence)i));
    g_string_append(model->out, " };\n\n");
}

/* What the state of B's profile is called already, as A's has one of that name; or NULL. */
static const char *
label_of_a(const PsPromela *model, const char *name)
{
    guint state = 0;
    return ps_profile_find_state(ps_world_profile(model->world, 0), name, &state)
               ? model->labels[0][state]
               : NULL;
}

/* Labels the states of both profiles that entries can come to, those of one name alike, and
 * declares them. */
static void
append_entries(PsPromela *model)
{
    g_string_append(model->out, "/* What a server holds about the other user. */\nmtype = {\n");
    for (guint side = 0; side < 2; side++) {
        const PsProfile *profile = ps_world_profile(model->world, side);
        for (guint state = 0; state < ps_profile_n_states(profile); state++) {
            const char *name = ps_profile_state_name(profile, state);
            if (!(model->entries[side] >> state & 1))
                continue;
            model->labels[side][state] = side == 1 ? label_of_a(model, name) : NULL;
            if (model->labels[side][state] != NULL)
                continue;
            model->labels[side][state] = ps_names_add(model->names, name, TRUE);
            g_string_append_printf(model->out, "    %s,", model->labels[side][state]);
            if (g_str_equal(name, model->labels[side][state]))
                g_string_append_c(model->out, '\n');
            else
                ps_notes_append(model->out, name, " // ");
        }
    }
    g_string_append(model->out, "};\n\n");
}

/* The entry of a side, and with availability who is online and who sees whom. */
static void
append_side(PsPromela *model, guint side)
{
    char letter = ps_promela_side(side);
    guint initial = ps_profile_initial(ps_world_profile(model->world, side));
    g_string_append_printf(model->out, "mtype %c = %s;\n", letter, model->labels[side][initial]);
    if (model->options->availability)
        g_string_append_printf(model->out, "bool online_%c = true;\nbool sees_%c;\n", letter,
                               letter);
}

static void
append_link(PsPromela *model, guint side)
{
    g_string_append_printf(model->out, "chan to_%c = [%u] of { mtype };\n",
                           ps_promela_side(1 - side), ps_world_link_capacity(model->world));
    for (guint i = 0; i < PS_N_PRESENCES; i++)
        if (model->counted[side] >> i & 1)
            g_string_append_printf(model->out, "byte sent_%c_%s; /* of these on it */\n",
                                   ps_promela_side(side), ps_presence_name((PsPresence)i));
}

/* Everything that the state consists of. */
static void
append_state(PsPromela *model)
{
    for (guint side = 0; side < 2; side++)
        append_side(model, side);
    for (guint side = 0; side < 2; side++)
        append_link(model, side);
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (model->options->faults[fault] > 0)
            g_string_append_printf(model->out, "unsigned %s_left : 4 = %d;\n",
                                   ps_fault_name((PsFault)fault), model->options->faults[fault]);
    g_string_append(model->out, "\n#define in_flight (len(to_a) + len(to_b))\n\n");
}

/* When users act. */
static void
append_room(PsPromela *model)
{
    const char *wait = model->options->sequential ? "in_flight == 0 && " : "";
    g_string_append_printf(model->out,
                           "/* A user may act if at most K are in flight after n more%s. */\n"
                           "#define K %u\n#define room(n) (%sin_flight + (n) <= K)\n\n",
                           model->options->sequential ? ", and only while nothing is" : "",
                           model->options->in_flight, wait);
}

/* A queue cannot be added to at its front: all of it goes round once. */
static void
append_repeat(PsPromela *model)
{
    if (model->options->faults[PS_REPEAT] == 0 || model->options->any_order)
        return;
    g_string_append(model->out, "/* Puts one more copy of the head in front of it: all that is "
                                "behind goes round once. */\n"
                                "byte behind;\n"
                                "mtype other;\n"
                                "inline repeat(link, head) {\n"
                                "    link?head; link!head; link!head;\n"
                                "    behind = len(link) - 2;\n"
                                "    do\n"
                                "    :: behind > 0 -> link?other; link!other; behind--\n"
                                "    :: else -> break\n"
                                "    od;\n"
                                "    other = 0\n"
                                "}\n\n");
}

/* ---- The process ---- */

static void
append_process(PsPromela *model)
{
    g_string_append(model->out, "#define arrivals");
    gboolean arrives = ps_promela_append_arrivals(model);
    g_string_append(model->out, "\n\nactive proctype world() {\nend:\n    do\n");
    gboolean acts = ps_promela_append_actions(model);
    gboolean fails = ps_promela_append_faults(model);
    g_string_append(model->out, "    /* arrivals */\n    arrivals\n");
    if (!arrives && !acts && !fails)
        g_string_append(model->out, "    :: false\n");
    g_string_append(model->out, "#ifdef STORM\n"
                                "    :: goto accept_storm\n"
                                "    od;\n"
                                "accept_storm:\n"
                                "    do\n"
                                "    :: in_flight == 0 -> break\n"
                                "    arrivals\n"
                                "#endif\n"
                                "    od\n"
                                "}\n");
}

/* ---- The comment at the top ---- */

guint64
ps_promela_max_depth(const PsExport *export)
{
    guint64 depth = export->verdicts != NULL ? 10000 : 10000000;
    guint64 states =
        export->verdicts != NULL ? ps_search_states(ps_verdicts_search(export->verdicts)) : 0;
    while (depth < 2 * states)
        depth *= 10;
    return depth;
}

static void
append_commands(GString *text, const PsExport *export)
{
    guint64 depth = ps_promela_max_depth(export);
    g_autofree char *file = ps_trace_quote(export->file);
    g_string_append_printf(
        text,
        "\n\nHow many states there are, and whether a property holds in all of them:\n\n"
        "    spin -a %s\n"
        "    gcc -O3 -DSAFETY -DNOREDUCE -DNOCLAIM -o pan pan.c && ./pan -m%" G_GUINT64_FORMAT "\n"
        "    gcc -O3 -DSAFETY -DNOREDUCE -o pan pan.c && ./pan -m%" G_GUINT64_FORMAT
        " -N PROPERTY\n"
        "    spin -t -p -g %s\n\n"
        "The last one shows how a property falls, in as few steps as can be if pan was\n"
        "compiled with -DBFS too.",
        file, depth, depth, file);
}

/* What the search found. SPIN's transitions are the states that it stores, of which the initial
 * one was led to by none, and those that it finds again. */
static void
append_figures(GString *text, const PsExport *export)
{
    const PsSearch *search = ps_verdicts_search(export->verdicts);
    g_string_append_printf(text,
                           "\n\nWhat comes out:\n\n"
                           "    %" G_GUINT64_FORMAT " states, stored\n"
                           "    %" G_GUINT64_FORMAT " transitions (= stored+matched)\n\n"
                           "The states are those of presub, and there are no others, as every "
                           "step is one d_step of one\nprocess. The transitions are one more than "
                           "presub's %" G_GUINT64_FORMAT ", as SPIN counts the initial state too.",
                           ps_search_states(search), ps_search_transitions(search) + 1,
                           ps_search_transitions(search));
}

static void
append_head(PsPromela *model)
{
    const PsExport *export = model->export;
    g_autofree char *world = ps_notes_world(export);
    g_autofree char *properties = ps_promela_property_notes(model);
    g_autoptr(GString) text = g_string_new(world);
    append_commands(text, export);
    if (export->verdicts != NULL)
        append_figures(text, export);
    g_string_append(text, properties);
    g_autoptr(GString) head = g_string_new("/*\n");
    ps_notes_append(head, text->str, " * ");
    g_string_append(head, " */\n\n");
    g_string_prepend(model->out, head->str);
}

char *
ps_export_promela(const PsExport *export)
{
    g_autoptr(PsNames) names = ps_names_new();
    g_autofree const char **claims = g_new0(const char *, ps_properties_n(export->properties));
    PsPromela model = {
        .export = export,
        .world = export->world,
        .options = ps_world_options(export->world),
        .out = g_string_new(NULL),
        .names = names,
        .claims = claims,
    };
    for (guint side = 0; side < 2; side++) {
        model.entries[side] = ps_export_entries(model.world, side);
        model.sends[side] = ps_export_sends(model.world, side);
    }
    reserve_names(&model);
    ps_promela_find_counted(&model);
    append_presences(&model);
    append_entries(&model);
    append_state(&model);
    append_room(&model);
    append_repeat(&model);
    ps_promela_append_rows(&model);
    g_string_append_c(model.out, '\n');
    append_process(&model);
    ps_promela_append_properties(&model);
    append_head(&model);
    return g_string_free(model.out, FALSE);
}
