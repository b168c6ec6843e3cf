/* The matrix of servers as a page. A counterexample is shown while its cell's link is the target of
 * the address, which needs no script; a reader without styles finds all of them below the tables.
 * The page is HTML that is also well-formed XML. */
#include "viz/ladder.h"
#include "viz/palette.h"
#include "viz/servers-private.h"
#include "viz/text.h"

static const char style[] =
    ":root { color-scheme: light dark; --paper: #ffffff; --ink: #111111; --line: #b8b8b8;\n"
    "  --holds: " PS_SKY_TINT "; --dot: " PS_BLUE "; --sheet: #f7f7f7; }\n"
    "@media screen and (prefers-color-scheme: dark) {\n"
    "  :root { --paper: " PS_DARK_PAPER "; --ink: " PS_DARK_INK "; --line: " PS_DARK_LINE
    "; --holds: " PS_DARK_SKY_TINT ";\n"
    "    --dot: " PS_SKY_TINT "; --sheet: " PS_DARK_SHEET "; }\n"
    "}\n"
    "body { margin: 2em auto; max-width: 72em; padding: 0 1.5em; background: var(--paper);\n"
    "  color: var(--ink); font: 15px/1.45 Helvetica, Arial, \"DejaVu Sans\", sans-serif; }\n"
    "main { display: flex; flex-wrap: wrap; gap: 2em 4em; }\n"
    "section { display: flex; flex-direction: column; }\n"
    ".legend { display: flex; flex-wrap: wrap; gap: .4em 2em; }\n"
    "h1 { margin: 0; font-size: 1.7em; }\n"
    "h2 { margin: 0; font-size: 1.2em; }\n"
    "section p { margin: 0 0 .2em; max-width: 30em; }\n"
    "table { border-collapse: separate; border-spacing: 2px; margin-top: auto; }\n"
    "thead th { vertical-align: bottom; font-weight: normal; }\n"
    "thead span { writing-mode: vertical-rl; transform: rotate(180deg); }\n"
    "tbody th { text-align: right; font-weight: normal; padding-right: .5em; }\n"
    "td { scroll-margin: 45vh; }\n"
    "tbody td, .sample { min-width: 2.1em; height: 1.8em; text-align: center; padding: 0; }\n"
    ".sample { display: inline-block; line-height: 1.8em; margin-right: .6em; }\n"
    "td a { display: block; line-height: 1.8em; color: inherit; text-decoration: none; }\n"
    "td a:hover, td a:focus, td:target { outline: 3px solid var(--ink); }\n"
    ".holds { background: var(--holds); color: var(--dot); }\n"
    ".nothing, .race, .more, .unknown { color: #000000; font-weight: bold; }\n"
    ".nothing { background: " PS_VERMILION "; }\n"
    ".race { background: " PS_ORANGE_TINT "; }\n"
    ".more { background: " PS_PURPLE "; }\n"
    ".unknown { background: #ffffff; outline: 2px solid " PS_VERMILION "; outline-offset: -2px; }\n"
    ".undecided { outline: 1px dashed " PS_GREY "; outline-offset: -1px; }\n"
    "article { display: none; }\n"
    "article:target { display: block; position: fixed; left: 0; right: 0; bottom: 0;\n"
    "  max-height: 60vh; overflow: auto; padding: .8em 1.5em; background: var(--sheet);\n"
    "  border-top: 3px solid " PS_VERMILION "; }\n"
    "article h3 { margin: 0; } article p { margin: .3em 0; }\n"
    "article .close { float: right; }\n"
    "pre { overflow-x: auto; margin: .6em 0; font-size: 13px; line-height: 1.35; }\n"
    "a { color: inherit; }\n"
    "header { margin-bottom: 2.5em; }\n"
    "footer { margin: 2em 0 6em; }\n"
    "@media print { article:target { display: none; } }\n";

/* ---- Pieces ---- */

/* Appends <NAME>text</NAME>. */
static void
append_element(GString *page, const char *name, const char *text)
{
    g_autofree char *safe = ps_text_xml(text);
    g_string_append_printf(page, "<%s>%s</%s>\n", name, safe, name);
}

/* Appends a paragraph, if there is something to say. */
static void
append_paragraph(GString *page, const char *text)
{
    if (text[0] != '\0')
        append_element(page, "p", text);
}

/* ---- Tables ---- */

/* "romeo: tigase, juliet: openfire". Free it. */
static char *
pair_text(const PsServers *servers, guint a, guint b)
{
    const PsWorld *world = servers_world(servers, a, b);
    return g_strdup_printf("%s: %s, %s: %s", ps_world_name(world, 0), servers->names[a],
                           ps_world_name(world, 1), servers->names[b]);
}

/* What a cell says to those who point at it. Free it. */
static char *
cell_title(const PsServers *servers, guint property, guint a, guint b)
{
    const PsFinding *finding = servers_finding(servers, property, a, b);
    g_autofree char *pair = pair_text(servers, a, b);
    g_autofree char *needs = ps_ways_text(finding->ways);
    if (finding->outcome == PS_VIOLATED && finding->path != NULL) {
        g_autofree char *steps = ps_text_count(finding->path->len, "step");
        return g_strdup_printf("%s: %s, needs %s", pair, steps, needs);
    }
    return g_strdup_printf("%s: %s", pair, ps_outcome_name(finding->outcome));
}

static void
append_cell(GString *page, const PsServers *servers, guint property, guint a, guint b)
{
    const PsFinding *finding = servers_finding(servers, property, a, b);
    const char *name = ps_property_name(finding->property);
    g_autofree char *mark = ps_mark(finding);
    g_autofree char *title = cell_title(servers, property, a, b);
    g_autofree char *safe = ps_text_xml(title);
    g_string_append_printf(page, "<td id=\"cell-%s-%u-%u\" class=\"%s\" title=\"%s\">", name, a + 1,
                           b + 1, servers_kind_class(servers_kind(finding)), safe);
    if (finding->outcome == PS_VIOLATED)
        g_string_append_printf(page, "<a href=\"#run-%s-%u-%u\">%s</a>", name, a + 1, b + 1, mark);
    else
        g_string_append(page, g_str_equal(mark, ".") ? "•" : mark);
    g_string_append(page, "</td>\n");
}

static void
append_table(GString *page, const PsServers *servers, guint property)
{
    g_string_append(page, "<table>\n<thead><tr><td></td>\n");
    for (guint b = 0; b < servers_n(servers); b++) {
        g_autofree char *name = ps_text_xml(servers->names[b]);
        g_string_append_printf(page, "<th scope=\"col\"><span>%s</span></th>\n", name);
    }
    g_string_append(page, "</tr></thead>\n<tbody>\n");
    for (guint a = 0; a < servers_n(servers); a++) {
        g_autofree char *name = ps_text_xml(servers->names[a]);
        g_string_append_printf(page, "<tr><th scope=\"row\">%s</th>\n", name);
        for (guint b = 0; b < servers_n(servers); b++)
            append_cell(page, servers, property, a, b);
        g_string_append(page, "</tr>\n");
    }
    g_string_append(page, "</tbody>\n</table>\n");
}

static void
append_section(GString *page, const PsServers *servers, guint i)
{
    const PsProperty *property = servers_property(servers, i);
    g_autofree char *sentence = servers_sentence(servers, i);
    g_autofree char *extreme = servers_extreme(servers, i);
    g_string_append_printf(page, "<section id=\"grid-%s\">\n", ps_property_name(property));
    append_element(page, "h2", ps_property_name(property));
    append_paragraph(page, ps_property_meaning(property));
    append_paragraph(page, sentence);
    append_paragraph(page, extreme);
    append_table(page, servers, i);
    g_string_append(page, "</section>\n");
}

/* ---- Counterexamples ---- */

/* The counterexample as a trace that can be saved and replayed. Free it. */
static char *
trace_text(const PsServers *servers, const PsFinding *finding, guint a, guint b)
{
    static const PsStyle plain = {.colour = FALSE};
    const PsWorld *world = servers_world(servers, a, b);
    const char *profiles[] = {servers->names[a], servers->names[b]};
    g_autoptr(PsReplay) replay = ps_replay_path(world, finding->path);
    g_autofree char *header = ps_trace_header(world, profiles);
    PsState end = ps_replay_state(replay);
    g_autofree char *why = ps_property_explain(finding->property, world, &end);
    GString *text = g_string_new(header);
    ps_ladder_append(text, replay, "", &plain);
    g_string_append_printf(text, "# %s: %s\n", ps_property_name(finding->property), why);
    return g_string_free(text, FALSE);
}

static void
append_counterexample(GString *page, const PsServers *servers, guint property, guint a, guint b)
{
    const PsFinding *finding = servers_finding(servers, property, a, b);
    const char *name = ps_property_name(finding->property);
    if (finding->outcome != PS_VIOLATED)
        return;
    g_autofree char *title = cell_title(servers, property, a, b);
    g_string_append_printf(page,
                           "<article id=\"run-%s-%u-%u\">\n"
                           "<a class=\"close\" href=\"#cell-%s-%u-%u\">close</a>\n",
                           name, a + 1, b + 1, name, a + 1, b + 1);
    append_element(page, "h3", name);
    append_element(page, "p", title);
    append_element(page, "p", ps_property_meaning(finding->property));
    if (finding->path != NULL) {
        g_autofree char *trace = trace_text(servers, finding, a, b);
        append_element(page, "pre", trace);
    }
    append_element(page, "code", servers->commands[a * servers_n(servers) + b]);
    g_string_append(page, "</article>\n");
}

/* ---- The page ---- */

static void
append_legend(GString *page, const PsServers *servers)
{
    static const char *const samples[SERVERS_N_KINDS] = {"•", "5", "8r", "2v", "8?", "?"};
    g_autofree char *letters = servers_letters(servers);
    g_string_append(page,
                    "<p>A number is the steps of a shortest counterexample, and leads to it.");
    if (letters[0] != '\0')
        g_string_append_printf(page, " What it needs: %s; no letter, nothing.", letters);
    g_string_append(page, "</p>\n");
    g_string_append(page, "<div class=\"legend\">\n");
    for (guint kind = 0; kind < SERVERS_N_KINDS; kind++)
        if (servers_has_kind(servers, (ServersKind)kind))
            g_string_append_printf(page, "<div><span class=\"sample %s\">%s</span>%s</div>\n",
                                   servers_kind_class((ServersKind)kind), samples[kind],
                                   servers_kind_meaning((ServersKind)kind));
    g_string_append(page, "</div>\n");
}

static void
append_head(GString *page, const PsServers *servers)
{
    const PsWorld *world = servers_world(servers, 0, 0);
    g_autofree char *title = servers_title(servers);
    g_autofree char *conditions = servers_conditions(servers);
    g_autofree char *axes =
        g_strdup_printf("Rows: %s’s server; columns: %s’s; %s", ps_world_name(world, 0),
                        ps_world_name(world, 1), conditions);
    g_string_append(page, "<!DOCTYPE html>\n"
                          "<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                          "<meta name=\"viewport\" content=\"width=device-width\"/>\n");
    append_element(page, "title", title);
    g_string_append_printf(page, "<style>\n%s</style>\n</head>\n<body>\n<header>\n", style);
    append_element(page, "h1", title);
    append_element(page, "p", axes);
    append_legend(page, servers);
    g_string_append(page, "</header>\n");
}

char *
ps_servers_html(const PsServers *servers)
{
    GString *page = g_string_new(NULL);
    guint n = servers_n(servers);
    g_autofree char *held = servers_held(servers);
    g_autofree char *result = servers_result(servers);
    append_head(page, servers);
    g_string_append(page, "<main>\n");
    for (guint i = 0; i < servers_n_properties(servers); i++)
        if (!servers_holds_everywhere(servers, i))
            append_section(page, servers, i);
    g_string_append(page, "</main>\n<footer>\n");
    append_paragraph(page, held);
    append_paragraph(page, result);
    g_string_append(page, "</footer>\n");
    for (guint i = 0; i < servers_n_properties(servers); i++)
        for (guint pair = 0; pair < n * n; pair++)
            append_counterexample(page, servers, i, pair / n, pair % n);
    g_string_append(page, "</body>\n</html>\n");
    return g_string_free(page, FALSE);
}
