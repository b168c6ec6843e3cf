/* Tests of turns and of parts: the steps out of a flight and a pair are those that the model says
 * lead out of the state, and a packed state taken apart is the same when it is joined. */
#include "explorer/search.h"
#include "explorer/turns.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* Fills both links with any presences, as many as fit if `full`; and budgets that are partly spent.
 */
static PsState
with_random_links(const PsWorld *world, PsState state, GRand *rand, gboolean full)
{
    gint32 room = (gint32)ps_world_room(world);
    for (guint link = 0; link < 2; link++) {
        gint32 capacity = MIN(room, (gint32)ps_world_link_capacity(world));
        gint32 length = full ? capacity : g_rand_int_range(rand, 0, capacity + 1);
        room -= length;
        state.link[link] = 1;
        for (gint32 i = 0; i < length; i++)
            state.link[link] = ps_world_link_add(world, state.link[link],
                                                 (PsPresence)g_rand_int_range(rand, 0, 4));
    }
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (ps_world_options(world)->faults[fault] > 0)
            state.left[fault] =
                (guint8)g_rand_int_range(rand, 0, ps_world_options(world)->faults[fault] + 1);
    return state;
}

/* ---- Turns ---- */

/* What leads out of a state by the steps of one side, sorted. */
typedef struct {
    guint n;
    guint64 steps; /* a bit each */
    PsPacked to[PS_MAX_TRANSITIONS];
} Out;

static guint64
step_bit(PsStep step)
{
    return (guint64)1 << (step.kind * PS_N_LABELS + step.what);
}

static gint
compare_packed(gconstpointer a, gconstpointer b)
{
    return memcmp(a, b, sizeof(PsPacked));
}

static gboolean
same_out(Out *a, Out *b)
{
    qsort(a->to, a->n, sizeof a->to[0], compare_packed);
    qsort(b->to, b->n, sizeof b->to[0], compare_packed);
    return a->n == b->n && a->steps == b->steps &&
           memcmp(a->to, b->to, a->n * sizeof a->to[0]) == 0;
}

/* What the model says. */
static void
expect(const PsWorld *world, const PsState *from, Out out[2], gboolean *overflow)
{
    PsTransition transitions[PS_MAX_TRANSITIONS];
    guint n = ps_step_transitions(world, from, transitions, overflow);
    for (guint i = 0; i < n; i++) {
        Out *side = &out[transitions[i].step.side];
        side->to[side->n++] = ps_world_pack(world, &transitions[i].to);
        side->steps |= step_bit(transitions[i].step);
    }
}

/* What the turns say. */
static void
find(const PsTurns *turns, const PsParts *flight, const PsBitmap *bitmap, guint pair, Out out[2],
     gboolean *overflow)
{
    for (guint side = 0; side < 2; side++) {
        guint n = 0;
        const PsTurn *list = ps_turns_list(turns, bitmap, side, turns->locals[side][pair], &n);
        for (guint i = 0; i < n; i++) {
            PsParts to = *flight;
            if (!ps_turns_follow(turns, list[i].edge, &to)) {
                *overflow = TRUE;
                continue;
            }
            PsState state =
                ps_turns_state(turns, ps_turns_join(turns, &to), pair + (guint)list[i].by);
            out[side].to[out[side].n++] = ps_world_pack(turns->world, &state);
            out[side].steps |= step_bit(ps_turns_step(turns, &list[i]));
        }
    }
}

/* What a side is told of a flight. */
static gboolean
is_context_right(const PsTurns *turns, const PsState *from, const PsBitmap *bitmap, guint side)
{
    const PsWorldOptions *options = ps_world_options(turns->world);
    const PsContext *context = ps_turns_context(turns, bitmap, side);
    guint64 link = from->link[1 - side];
    guint in_flight = ps_world_link_length(turns->world, from->link[0]) +
                      ps_world_link_length(turns->world, from->link[1]);
    gboolean acts = in_flight <= options->in_flight && (in_flight == 0 || !options->sequential);
    guint head = link == 1 ? PS_NO_HEAD : ps_world_link_peek(turns->world, link, 0);
    return context->head == head && (context->room > 0) == acts &&
           (link != 1 || context->faults == 0);
}

static gboolean
is_as_expected(PsTurns *turns, const PsState *from, PsBitmap *bitmap)
{
    const PsWorld *world = turns->world;
    Out expected[2] = {0}, found[2] = {0};
    gboolean overflow = FALSE, overflow_found = FALSE;
    guint pair = 0;
    PsPacked packed = ps_world_pack(world, from);
    PsPacked flight = ps_turns_flight(turns, packed);
    if (!ps_space_find_pair(turns->space, from, &pair))
        return FALSE;
    PsState back = ps_turns_state(turns, flight, pair);
    PsPacked again = ps_world_pack(world, &back);
    PsParts parts = ps_turns_parts(turns, flight);
    ps_turns_describe(turns, &parts, bitmap);
    expect(world, from, expected, &overflow);
    find(turns, &parts, bitmap, pair, found, &overflow_found);
    gboolean same = ps_packed_equal(again, packed) && overflow == overflow_found;
    for (guint side = 0; side < 2; side++)
        same = same && is_context_right(turns, from, bitmap, side) &&
               parts.length[side] == ps_world_link_length(world, from->link[side]) &&
               same_out(&expected[side], &found[side]) && found[0].n + found[1].n <= PS_MOST_TURNS;
    return same;
}

/* In the first states of a search, and in those with anything on their links. */
static void
check_world(const char *what, const PsWorld *world, guint64 n_states)
{
    PsLimits limits = {.max_states = n_states, .engine = PS_ENGINE_HASH};
    g_autoptr(PsSearch) search = ps_search_new(world, &limits);
    g_autoptr(PsSpace) space = ps_space_new(world);
    g_autoptr(PsTurns) turns = ps_turns_new(space);
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    g_autofree PsBitmap *bitmap = g_malloc0(sizeof(PsBitmap));
    guint64 wrong = 0, wrong_random = 0;
    for (guint64 id = 0; id < ps_search_states(search); id++) {
        PsState from = ps_search_state(search, id);
        PsState other = with_random_links(world, from, rand, id % 4 == 0);
        wrong += !is_as_expected(turns, &from, bitmap);
        wrong_random += !is_as_expected(turns, &other, bitmap);
    }
    CHECK_NUMBER(wrong, 0, "%s: reachable states", what);
    CHECK_NUMBER(wrong_random, 0, "%s: any states", what);
}

static void
check_lines(const char *const *lines, guint n)
{
    for (guint i = 0; i < n; i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        check_world(lines[i], setting->world, 2000);
    }
}

static void
narrow_worlds(void)
{
    static const char *const lines[] = {
        "rfc6121 k=3",
        "prosody ejabberd k=4 sequential",
        "rfc6121 openfire k=3 loss=2 repeat=1",
        "jabberd2 tigase k=2 loss=any repeat=any bounce=any",
        "openfire mongooseim k=2 sensible bounce=3",
        "rfc6121 k=2 availability loss=1",
        "rfc3921 rfc6121-prose k=1 availability actions=subscribe,remove,login repeat=any",
        "mini trap k=5",
    };
    check_lines(lines, G_N_ELEMENTS(lines));
}

static void
wide_worlds(void)
{
    static const char *const lines[] = {
        "rfc6121 k=16 availability loss=15 repeat=15 bounce=15",
        "prosody ejabberd k=8 availability bounce=any",
        "openfire k=16 loss=any repeat=3",
    };
    check_lines(lines, G_N_ELEMENTS(lines));
}

/* A profile whose every arrival sends this. */
static void
check_answers(const char *effects)
{
    g_autofree char *text = single_profile(effects);
    g_autoptr(PsProfile) profile = parse_profile(text);
    PsWorldOptions options = options_for(profile, profile, 4);
    options.faults[PS_REPEAT] = options.faults[PS_BOUNCE] = PS_FAULT_ANY;
    g_autoptr(PsWorld) world = make_world(&options);
    check_world(effects, world, 2000);
}

/* Where links are full, both stop at the same presence. */
static void
full_links(void)
{
    check_answers("; send subscribe, send subscribe");
    check_answers("; send subscribe, send subscribed, send unsubscribe");
    check_answers("; send error, send subscribe");
}

/* ---- Rows that all differ ---- */

#define N_STATES 64 /* as many as a profile may have */

/* A profile with rows that send words of three presences: each of the 64 words in its own state. */
static char *
wordy_profile(void)
{
    g_autoptr(GString) text = g_string_new("[Profile]\nName=wordy\nTitle=Words\nReference=none\n"
                                           "Initial=S0\n[States]\n");
    for (guint i = 0; i < N_STATES; i++)
        g_string_append_printf(text, "S%u=none\n", i);
    for (guint p = PS_SUBSCRIBE; p <= PS_UNSUBSCRIBED; p++)
        for (guint inbound = 0; inbound < 2; inbound++) {
            g_string_append_printf(text, "[%s %s]\n", inbound ? "Inbound" : "Outbound",
                                   ps_presence_name((PsPresence)p));
            for (guint i = 0; i < N_STATES; i++) {
                g_string_append_printf(text, "S%u=S%u", i, (i + 1) % N_STATES);
                for (guint length = 0, word = i; length < 3 - p % 2; length++, word /= 4)
                    g_string_append_printf(text, "%s send %s", length == 0 ? ";" : ",",
                                           ps_presence_name((PsPresence)(word % 4)));
                g_string_append(text, inbound ? ", deliver\n" : ", push\n");
            }
        }
    g_string_append(text, "[Remove]\n");
    for (guint i = 0; i < N_STATES; i++)
        g_string_append_printf(text, "S%u=S0\n", i);
    return g_strdup(text->str);
}

/* Profiles may have as many different rows as they like. */
static void
as_many_outputs_as_there_are_rows(void)
{
    g_autofree char *text = wordy_profile();
    g_autoptr(PsProfile) wordy = parse_profile(text);
    g_autoptr(PsProfile) mini = parse_profile(mini_profile());
    PsWorldOptions options = options_for(wordy, mini, 3);
    g_autoptr(PsWorld) world = make_world(&options);
    g_autoptr(PsSpace) space = ps_space_new(world);
    g_autoptr(PsTurns) turns = ps_turns_new(space);
    CHECK(turns->outputs[0]->len > N_STATES, "only %u outputs", turns->outputs[0]->len);
    check_world("wordy", world, 5000);
}

/* ---- Parts ---- */

/* A head is taken from a link and put back, and something is sent, as the world has it. */
static gboolean
moves_right(const PsWorld *world, const PsJoints *joints, PsState state, PsParts parts, guint link,
            gboolean wide)
{
    gboolean right = TRUE;
    guint room = joints->room - parts.length[0] - parts.length[1];
    guint32 digits = PS_UNSUBSCRIBE | (guint32)PS_SUBSCRIBED << joints->digit;
    PsParts before = parts;
    if (parts.length[link] > 0) {
        PsPresence head = ps_parts_head(joints, &parts, link);
        PsState less = state;
        less.link[link] = ps_world_link_remove(world, state.link[link], 0);
        ps_parts_remove_head(joints, link, &parts);
        right = head == ps_world_link_peek(world, state.link[link], 0) &&
                ps_packed_equal(ps_parts_join(joints, &parts, wide), ps_world_pack(world, &less));
        ps_parts_add_head(joints, link, head, &parts);
    }
    right = right && memcmp(&parts, &before, sizeof parts) == 0;
    gboolean fits = room >= 2 && parts.length[link] + 2 <= joints->capacity;
    right = right && ps_parts_send(joints, link, digits, 2, &parts) == fits;
    if (fits) {
        state.link[link] = ps_world_link_add(world, state.link[link], PS_UNSUBSCRIBE);
        state.link[link] = ps_world_link_add(world, state.link[link], PS_SUBSCRIBED);
    }
    return right &&
           ps_packed_equal(ps_parts_join(joints, &parts, wide), ps_world_pack(world, &state));
}

static guint
count_wrong_parts(const PsWorld *world, gboolean wide)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(8);
    PsJoints joints = ps_joints_of(world);
    guint wrong = 0;
    for (guint i = 0; i < 3000; i++) {
        PsState state = with_random_links(world, ps_world_initial(world), rand, i % 5 == 0);
        PsPacked packed = ps_world_pack(world, &state);
        PsParts parts = ps_parts_of(&joints, packed, wide);
        wrong += !ps_packed_equal(ps_parts_join(&joints, &parts, wide), packed);
        for (guint link = 0; link < 2; link++)
            wrong += parts.link[link] != state.link[link] ||
                     parts.length[link] != ps_world_link_length(world, state.link[link]) ||
                     !moves_right(world, &joints, state, parts, link, wide);
    }
    return wrong;
}

/* Narrow states can be taken for wide ones, too. */
static void
parts_are_joined_again(void)
{
    static const char *const lines[] = {
        "rfc6121 k=1",
        "openfire k=9 loss=3",
        "rfc6121 k=4 bounce=any",
        "rfc6121 k=3 availability loss=15 repeat=15 bounce=15",
        "openfire k=16",
        "rfc6121 k=16 availability loss=15 repeat=15 bounce=15",
    };
    guint n_wide = 0;
    for (guint i = 0; i < G_N_ELEMENTS(lines); i++) {
        g_autoptr(Setting) setting = setting_new(lines[i]);
        gboolean wide = ps_world_is_wide(setting->world);
        CHECK_NUMBER(count_wrong_parts(setting->world, TRUE), 0, "%s", lines[i]);
        CHECK(wide || count_wrong_parts(setting->world, FALSE) == 0, "%s, narrow", lines[i]);
        n_wide += wide;
    }
    CHECK(n_wide > 0 && n_wide < G_N_ELEMENTS(lines), "%u wide worlds", n_wide);
}

const Test turns_tests[] = {
    {"narrow worlds", narrow_worlds, FALSE},
    {"wide worlds", wide_worlds, FALSE},
    {"full links", full_links, FALSE},
    {"as many outputs as there are rows", as_many_outputs_as_there_are_rows, FALSE},
    {"parts are joined again", parts_are_joined_again, FALSE},
    {0},
};
