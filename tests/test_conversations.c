/* Tests of conversations and of mirror images, against the naive explorer. */
#include "explorer/conversations.h"
#include "tests/naive.h"
#include "tests/subject.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* The graph of the naive explorer, whose states are numbered as a search numbers them. */
typedef struct {
    Subject subject;
    Naive *naive;
    GHashTable *numbers; /* of states by their text, plus one */
} Graph;

static Graph
graph_of(const char *line)
{
    Graph graph = {.subject = subject_of(line)};
    graph.naive = naive_new(&graph.subject.setting->options);
    graph.numbers = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint id = 0; id < naive_n_states(graph.naive); id++)
        g_hash_table_insert(graph.numbers, naive_state_text(graph.naive, id),
                            GUINT_TO_POINTER(id + 1));
    CHECK_NUMBER(naive_n_states(graph.naive), ps_search_states(graph.subject.search), "%s", line);
    return graph;
}

static void
graph_clear(Graph *graph)
{
    g_hash_table_unref(graph->numbers);
    naive_free(graph->naive);
    subject_clear(&graph->subject);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC(Graph, graph_clear)

static gboolean
is_settled(const Graph *graph, guint id)
{
    const NaiveState *state = naive_state(graph->naive, id);
    return state->length[0] == 0 && state->length[1] == 0;
}

/* The transitions out of a state: labels, and the numbers of where they lead. */
static guint
transitions(const Graph *graph, guint id, NaiveTransition *out, guint *to)
{
    guint first = 0;
    while (first < naive_n_edges(graph->naive) && naive_edge(graph->naive, first).from != id)
        first++;
    guint n = naive_transitions(naive_options(graph->naive), naive_state(graph->naive, id), out);
    for (guint i = 0; i < n; i++)
        to[i] = naive_edge(graph->naive, first + i).to;
    return n;
}

/* ---- Quiet conversations ---- */

/* Adds "FROM LABEL TO" for each settled state that arrivals lead to from a state. */
static void
collect(const Graph *graph, guint from, const char *label, guint id, GHashTable *seen,
        GHashTable *found)
{
    NaiveTransition out[NAIVE_MAX_TRANSITIONS];
    guint to[NAIVE_MAX_TRANSITIONS];
    if (is_settled(graph, id)) {
        g_hash_table_add(found, g_strdup_printf("%u %s %u", from, label, id));
        return;
    }
    if (!g_hash_table_add(seen, GUINT_TO_POINTER(id)))
        return;
    guint n = transitions(graph, id, out, to);
    for (guint i = 0; i < n; i++)
        if (out[i].label.kind == NAIVE_ARRIVAL)
            collect(graph, from, label, to[i], seen, found);
}

/* Every quiet conversation, one string each. */
static GHashTable *
all_quiet(const Graph *graph)
{
    GHashTable *found = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (guint id = 0; id < naive_n_states(graph->naive); id++) {
        NaiveTransition out[NAIVE_MAX_TRANSITIONS];
        guint to[NAIVE_MAX_TRANSITIONS];
        guint n = is_settled(graph, id) ? transitions(graph, id, out, to) : 0;
        for (guint i = 0; i < n; i++) {
            g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
            g_autofree char *label = naive_label_text(naive_options(graph->naive), out[i].label);
            collect(graph, id, label, to[i], seen, found);
        }
    }
    return found;
}

/* Checks that these are the quiet conversations, and no others. */
static void
check_quiet(const char *line, const Graph *graph, const PsConversations *conversations)
{
    g_autoptr(GHashTable) expected = all_quiet(graph);
    guint n = 0;
    for (guint i = 0; i < ps_conversations_n(conversations); i++) {
        const PsConversation *each = ps_conversations_get(conversations, i);
        for (guint j = 0; j < each->quiet->len; j++, n++) {
            g_autofree char *step =
                ps_step_text(graph->subject.world, g_array_index(each->quiet, PsOpening, j).step);
            g_autofree char *text = g_strdup_printf("%u %s %u", (guint)each->from, step, //
                                                    (guint)each->to);
            CHECK(g_hash_table_contains(expected, text), "%s: no conversation “%s”", line, text);
        }
    }
    CHECK_NUMBER(n, g_hash_table_size(expected), "%s", line);
}

/* ---- Disturbed ones ---- */

/* TRUE if a run leads from a state to a settled one, with none between, in which the actions and
 * faults are those from number `done` on. */
static gboolean
runs(const Graph *graph, guint id, const PsConversation *conversation, guint done, GHashTable *seen)
{
    NaiveTransition out[NAIVE_MAX_TRANSITIONS];
    guint to[NAIVE_MAX_TRANSITIONS];
    const GArray *steps = conversation->disturbed;
    if (done > 0 && is_settled(graph, id))
        return id == conversation->to && done == steps->len;
    if (!g_hash_table_add(seen, GUINT_TO_POINTER(id * 64 + done)))
        return FALSE;
    guint n = transitions(graph, id, out, to);
    for (guint i = 0; i < n; i++) {
        gboolean arrives = out[i].label.kind == NAIVE_ARRIVAL;
        g_autofree char *label = naive_label_text(naive_options(graph->naive), out[i].label);
        g_autofree char *wanted =
            done < steps->len
                ? ps_step_text(graph->subject.world, g_array_index(steps, PsStep, done))
                : NULL;
        if ((arrives || g_strcmp0(label, wanted) == 0) &&
            runs(graph, to[i], conversation, done + (arrives ? 0 : 1), seen))
            return TRUE;
    }
    return FALSE;
}

/* Marks the settled states that quiet conversations lead to from the start. */
static GHashTable *
quietly_reached(const PsConversations *conversations)
{
    GHashTable *reached = g_hash_table_new(NULL, NULL);
    guint before = 0;
    g_hash_table_add(reached, GUINT_TO_POINTER(1));
    while (before < g_hash_table_size(reached)) {
        before = g_hash_table_size(reached);
        for (guint i = 0; i < ps_conversations_n(conversations); i++) {
            const PsConversation *each = ps_conversations_get(conversations, i);
            if (each->quiet->len > 0 &&
                g_hash_table_contains(reached, GSIZE_TO_POINTER(each->from + 1)))
                g_hash_table_add(reached, GSIZE_TO_POINTER(each->to + 1));
        }
    }
    return reached;
}

/* Checks the disturbed conversations; returns how many there are. */
static guint
check_disturbed(const char *line, const Graph *graph, const PsConversations *conversations)
{
    g_autoptr(GHashTable) reached = quietly_reached(conversations);
    guint n = 0;
    for (guint i = 0; i < ps_conversations_n(conversations); i++) {
        const PsConversation *each = ps_conversations_get(conversations, i);
        g_autoptr(GHashTable) seen = g_hash_table_new(NULL, NULL);
        CHECK((each->disturbed != NULL) != (each->quiet->len > 0), "%s: both or none", line);
        if (each->disturbed == NULL)
            continue;
        n++;
        CHECK(each->disturbed->len > 1, "%s: %u steps", line, each->disturbed->len);
        CHECK(!g_hash_table_contains(reached, GSIZE_TO_POINTER(each->to + 1)),
              "%s: %u is reached without", line, (guint)each->to);
        CHECK(runs(graph, (guint)each->from, each, 0, seen), "%s: no run to %u", line,
              (guint)each->to);
    }
    for (guint i = 0; i < ps_conversations_n_settled(conversations); i++)
        CHECK(ps_conversations_distance(conversations, ps_conversations_settled(conversations, i)) <
                  G_MAXUINT,
              "%s: settled state %u is not reached", line, i);
    return n;
}

static guint
check_conversations(const char *line)
{
    g_auto(Graph) graph = graph_of(line);
    PsMirror plain = {graph.subject.search, FALSE};
    g_autoptr(PsConversations) conversations = ps_conversations_new(plain);
    CHECK_NUMBER(ps_conversations_n_settled(conversations), naive_n_settled(graph.naive), "%s",
                 line);
    check_quiet(line, &graph, conversations);
    return check_disturbed(line, &graph, conversations);
}

static void
conversations_are_all_found(void)
{
    static const char *const without[] = {"rfc6121 k=1", "rfc6121 k=2", "ping k=2",
                                          "openfire rfc6121 k=2 sequential",
                                          "rfc6121 k=1 actions=add"};
    guint disturbed = 0;
    for (guint i = 0; i < G_N_ELEMENTS(without); i++)
        CHECK_NUMBER(check_conversations(without[i]), 0, "%s", without[i]);
    disturbed += check_conversations("mini k=3");
    disturbed += check_conversations("openfire k=2");
    disturbed += check_conversations("prosody k=2 sensible");
    CHECK(disturbed > 0, "no state needs a race");
    CHECK(check_conversations("rfc6121 k=1 loss=1") > 0, "a loss is spent quietly");
    CHECK(check_conversations("rfc6121 k=1 availability") == 0, "with availability");
}

/* ---- Mirror images ---- */

/* The number of the mirror image of a state. */
static guint
mirrored(const Graph *graph, guint id)
{
    PsState state = ps_search_state(graph->subject.search, id);
    PsState other = state;
    for (guint side = 0; side < 2; side++) {
        other.entry[side] = state.entry[1 - side];
        other.link[side] = state.link[1 - side];
    }
    other.online = (guint8)(state.online >> 1 | (state.online & 1) << 1);
    other.sees = (guint8)(state.sees >> 1 | (state.sees & 1) << 1);
    g_autofree char *text = state_text(graph->subject.world, &other);
    guint number = GPOINTER_TO_UINT(g_hash_table_lookup(graph->numbers, text));
    REQUIRE(number > 0, "“%s” has no mirror image", text);
    return number - 1;
}

/* One state for each two mirror images, and its transitions: of one that is its own, half of them.
 */
static void
check_mirror(const char *line)
{
    g_auto(Graph) graph = graph_of(line);
    PsMirror merged = {graph.subject.search, TRUE};
    guint kept = 0;
    guint settled = 0;
    for (guint id = 0; id < naive_n_states(graph.naive); id++) {
        PsTransition out[PS_MAX_TRANSITIONS];
        NaiveTransition naive[NAIVE_MAX_TRANSITIONS];
        PsState state = ps_search_state(graph.subject.search, id);
        guint other = mirrored(&graph, id);
        guint64 found = 0;
        gboolean turned = FALSE;
        CHECK(ps_mirror_find(merged, &state, &found, &turned), "%s: %u", line, id);
        CHECK_NUMBER(found, MIN(id, other), "%s: %u", line, id);
        CHECK_NUMBER(turned, other < id, "%s: %u", line, id);
        CHECK_NUMBER(ps_mirror_keeps(merged, id), id <= other, "%s: %u", line, id);
        kept += id <= other;
        settled += id <= other && is_settled(&graph, id);
        guint n =
            naive_transitions(naive_options(graph.naive), naive_state(graph.naive, id), naive);
        CHECK_NUMBER(ps_mirror_transitions(merged, id, out), id == other ? n / 2 : n, "%s: %u",
                     line, id);
    }
    CHECK(kept < naive_n_states(graph.naive) || kept == 1, "%s: nothing is merged", line);
    g_autoptr(PsConversations) conversations = ps_conversations_new(merged);
    CHECK_NUMBER(ps_conversations_n_settled(conversations), settled, "%s", line);
}

static void
mirror_images_are_merged(void)
{
    check_mirror("rfc6121 k=1");
    check_mirror("rfc6121 k=2 bag");
    check_mirror("openfire k=1 availability");
    check_mirror("rfc6121 k=1 loss=1 bounce=any");
    check_mirror("ping k=2");
}

/* Each merged edge stands for those of the whole graph, and none is left out: with every label and
 * both ends turned where the conversation says so. */
static void
check_merged_conversations(const char *line)
{
    g_auto(Graph) graph = graph_of(line);
    PsMirror merged = {graph.subject.search, TRUE};
    g_autoptr(GHashTable) expected = all_quiet(&graph);
    g_autoptr(GHashTable) covered = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    g_autoptr(PsConversations) conversations = ps_conversations_new(merged);
    for (guint i = 0; i < ps_conversations_n(conversations); i++) {
        const PsConversation *each = ps_conversations_get(conversations, i);
        for (guint j = 0; j < each->quiet->len; j++) {
            PsOpening opening = g_array_index(each->quiet, PsOpening, j);
            guint from = (guint)each->from;
            guint to = (guint)each->to;
            PsStep step = opening.step;
            for (guint image = 0; image < 2; image++) {
                g_autofree char *label = ps_step_text(graph.subject.world, step);
                guint end = opening.turned ? mirrored(&graph, to) : to;
                char *text = g_strdup_printf("%u %s %u", from, label, end);
                CHECK(g_hash_table_contains(expected, text), "%s: no “%s”", line, text);
                g_hash_table_add(covered, text);
                from = mirrored(&graph, from);
                to = mirrored(&graph, to);
                step.side = 1 - step.side;
            }
        }
    }
    CHECK_NUMBER(g_hash_table_size(covered), g_hash_table_size(expected), "%s", line);
}

static void
merged_conversations_stand_for_all(void)
{
    check_merged_conversations("rfc6121 k=1");
    check_merged_conversations("rfc6121 k=2");
    check_merged_conversations("openfire k=1");
    check_merged_conversations("tigase k=2 sensible");
}

static void
only_equal_servers_have_mirror_images(void)
{
    g_autoptr(Setting) same = setting_new("rfc6121 k=1");
    g_autoptr(Setting) different = setting_new("rfc6121 openfire k=1");
    g_autoptr(Setting) options = setting_new("rfc6121 k=1 a:remove-cancels-pending=on");
    CHECK(ps_mirror_applies(same->world), "one server");
    CHECK(!ps_mirror_applies(different->world), "two servers");
    CHECK(!ps_mirror_applies(options->world), "two ways to set one server up");
}

const Test conversations_tests[] = {
    {"conversations are all found", conversations_are_all_found, FALSE},
    {"mirror images are merged", mirror_images_are_merged, FALSE},
    {"merged conversations stand for all", merged_conversations_stand_for_all, FALSE},
    {"only equal servers have mirror images", only_equal_servers_have_mirror_images, FALSE},
    {0},
};
