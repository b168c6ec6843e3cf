/* Tests of successors: out of packed states come the same as the model says of unpacked ones. */
#include "explorer/search.h"
#include "explorer/successors.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

/* What the model says: the successors in their order, and the steps that lead to them. */
typedef struct {
    guint n;
    PsPacked to[PS_MAX_TRANSITIONS];
    guint64 steps[2];
    gboolean overflow;
} Expected;

static Expected
expect(const PsWorld *world, const PsState *from, gboolean no_faults)
{
    PsTransition out[PS_MAX_TRANSITIONS];
    Expected expected = {0};
    guint n = ps_step_transitions(world, from, out, &expected.overflow);
    for (guint i = 0; i < n; i++) {
        PsStep step = out[i].step;
        if (no_faults && step.kind > PS_STEP_ARRIVAL)
            continue;
        expected.to[expected.n++] = ps_world_pack(world, &out[i].to);
        expected.steps[step.side] |= (guint64)1 << ps_successors_bit(step.kind, step.what);
    }
    return expected;
}

/* TRUE if arrivals alone are those of the model. */
static gboolean
arrivals_are_as_expected(const PsWorld *world, const PsSuccessors *successors, const PsState *from)
{
    PsTransition expected[PS_MAX_TRANSITIONS];
    PsPacked out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE, expected_overflow = FALSE;
    guint n = ps_step_arrivals(world, from, expected, &expected_overflow);
    guint found = ps_successors_arrivals(successors, ps_world_pack(world, from), out, &overflow);
    gboolean same = found == n && overflow == expected_overflow;
    for (guint i = 0; i < n && same; i++) {
        PsPacked to = ps_world_pack(world, &expected[i].to);
        same = ps_packed_equal(out[i], to);
    }
    return same;
}

static gboolean
is_as_expected(const PsWorld *world, const PsSuccessors *successors, const PsState *from,
               gboolean no_faults)
{
    PsPacked out[PS_MAX_TRANSITIONS];
    gboolean overflow = FALSE;
    Expected expected = expect(world, from, no_faults);
    PsExpansion expansion =
        ps_successors_list(successors, ps_world_pack(world, from), out, &overflow);
    gboolean same = expansion.n == expected.n && expansion.steps[0] == expected.steps[0] &&
                    expansion.steps[1] == expected.steps[1] &&
                    expansion.entry[0] == from->entry[0] && expansion.entry[1] == from->entry[1] &&
                    (overflow == expected.overflow || no_faults);
    for (guint i = 0; i < expected.n && same; i++)
        same = ps_packed_equal(out[i], expected.to[i]);
    return same && arrivals_are_as_expected(world, successors, from);
}

/* In the first states of a search, those of a long random run among them. */
static void
check_world(const char *line)
{
    g_autoptr(Setting) setting = setting_new(line);
    PsLimits limits = {.max_states = 5000, .engine = PS_ENGINE_HASH};
    g_autoptr(PsSearch) search = ps_search_new(setting->world, &limits);
    for (guint no_faults = 0; no_faults < 2; no_faults++) {
        g_autoptr(PsSuccessors) successors = ps_successors_new(setting->world, (gboolean)no_faults);
        guint64 wrong = 0;
        for (guint64 id = 0; id < ps_search_states(search); id++) {
            PsState from = ps_search_state(search, id);
            wrong += !is_as_expected(setting->world, successors, &from, (gboolean)no_faults);
        }
        CHECK_NUMBER(wrong, 0, "%s%s", line, no_faults ? " without faults" : "");
    }
}

static void
narrow_worlds(void)
{
    check_world("rfc6121 k=3");
    check_world("prosody ejabberd k=4 sequential");
    check_world("rfc6121 openfire k=3 loss=2 repeat=1");
    check_world("jabberd2 tigase k=2 loss=any repeat=any bounce=any");
    check_world("rfc6121 k=2 availability loss=1");
}

static void
wide_worlds(void)
{
    check_world("rfc6121 k=16 availability loss=15 repeat=15 bounce=15");
    check_world("prosody ejabberd k=8 availability bounce=any");
    check_world("openfire k=16 loss=any repeat=3");
}

static void
bags(void)
{
    check_world("rfc6121 k=4 bag");
    check_world("prosody k=3 bag availability loss=any repeat=any bounce=2");
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
    g_autoptr(PsSuccessors) successors = ps_successors_new(world, FALSE);
    g_autoptr(GRand) rand = g_rand_new_with_seed(5);
    guint64 wrong = 0, full = 0;
    for (guint i = 0; i < 2000; i++) {
        PsState state = ps_world_initial(world);
        gint32 first = g_rand_int_range(rand, 0, (gint32)ps_world_link_capacity(world) + 1);
        gint32 room = (gint32)ps_world_room(world) - first;
        gint32 lengths[] = {first, MIN(room, (gint32)ps_world_link_capacity(world))};
        for (guint link = 0; link < 2; link++)
            for (gint32 j = 0; j < lengths[link]; j++)
                state.link[link] = ps_world_link_add(world, state.link[link],
                                                     (PsPresence)g_rand_int_range(rand, 0, 4));
        full += expect(world, &state, FALSE).overflow;
        wrong += !is_as_expected(world, successors, &state, FALSE);
    }
    CHECK_NUMBER(wrong, 0, "answers%s", effects);
    CHECK(full > 0, "answers%s: no link was full", effects);
}

/* Where links are full, both stop at the same presence. */
static void
full_links(void)
{
    check_answers("; send subscribe, send subscribe");
    check_answers("; send subscribe, send subscribed, send unsubscribe");
    check_answers("; send error, send subscribe");
}

const Test successors_tests[] = {
    {"narrow worlds", narrow_worlds, FALSE},
    {"wide worlds", wide_worlds, FALSE},
    {"bags", bags, FALSE},
    {"full links", full_links, FALSE},
    {0},
};
