/* Tests of the layout of packed states, and of links. */
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <string.h>

/* ---- Packing ---- */

/* One of the presences that can be on a link of this world. */
static guint
random_presence(const PsWorld *world, GRand *rand)
{
    const PsWorldOptions *options = ps_world_options(world);
    guint n = options->availability ? PS_PROBE + 1 : PS_UNSUBSCRIBED + 1;
    const PsMove *answer = ps_world_move(world, 0, ps_event_arrival(PS_SUBSCRIBE), 0);
    gboolean errors = options->availability || options->faults[PS_BOUNCE] != 0 ||
                      (answer->n_sends > 0 && answer->sends[0] == PS_ERROR);
    guint presence = (guint)g_rand_int_range(rand, 0, (gint32)n + (errors ? 1 : 0));
    return presence == n ? PS_ERROR : presence;
}

/* Any state that fits, reachable or not; with as much on the links as they hold if `full`. */
static PsState
random_state(const PsWorld *world, GRand *rand, gboolean full)
{
    const PsWorldOptions *options = ps_world_options(world);
    gint32 room = (gint32)ps_world_room(world);
    PsState state = ps_world_initial(world);
    for (guint side = 0; side < 2; side++) {
        guint n_states = ps_profile_n_states(ps_world_profile(world, side));
        gint32 capacity = MIN(room, (gint32)ps_world_link_capacity(world));
        gint32 length = full ? capacity : g_rand_int_range(rand, 0, capacity + 1);
        room -= length;
        state.entry[side] = (guint8)g_rand_int_range(rand, 0, (gint32)n_states);
        for (gint32 i = 0; i < length; i++)
            state.link[side] = ps_world_link_add(world, state.link[side],
                                                 (PsPresence)random_presence(world, rand));
    }
    if (options->availability) {
        state.online = (guint8)g_rand_int_range(rand, 0, 4);
        state.sees = (guint8)g_rand_int_range(rand, 0, 4);
    }
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        if (options->faults[fault] > 0)
            state.left[fault] = (guint8)g_rand_int_range(rand, 0, options->faults[fault] + 1);
    return state;
}

static gboolean
states_equal(const PsState *a, const PsState *b)
{
    return a->link[0] == b->link[0] && a->link[1] == b->link[1] && a->entry[0] == b->entry[0] &&
           a->entry[1] == b->entry[1] && a->online == b->online && a->sees == b->sees &&
           memcmp(a->left, b->left, sizeof a->left) == 0;
}

/* Packs states and takes them out again; different states pack differently. */
static void
check_round_trips(const PsWorld *world, const char *what)
{
    g_autoptr(GRand) rand = g_rand_new_with_seed(1);
    PsState last = ps_world_initial(world);
    for (guint i = 0; i < 100; i++) {
        PsState state = random_state(world, rand, i % 4 == 0);
        PsPacked packed = ps_world_pack(world, &state);
        PsPacked before = ps_world_pack(world, &last);
        PsState back = ps_world_unpack(world, packed);
        g_autofree char *text = state_text(world, &state);
        if (!states_equal(&state, &back)) {
            CHECK(FALSE, "%s: %s comes back as something else", what, text);
            return;
        }
        if (ps_packed_equal(packed, before) != states_equal(&state, &last)) {
            CHECK(FALSE, "%s: %s packs like another state", what, text);
            return;
        }
        if (!ps_world_is_wide(world) && packed.hi != 0) {
            CHECK(FALSE, "%s: %s has high bits in a narrow world", what, text);
            return;
        }
        last = state;
    }
    CHECK(TRUE, "%s", what);
}

static void
check_layout(const PsWorld *world, const char *what)
{
    guint k = ps_world_options(world)->in_flight;
    CHECK(ps_world_bits(world) <= 128, "%s: %u bits", what, ps_world_bits(world));
    CHECK(ps_world_is_wide(world) == (ps_world_bits(world) > 64), "%s: %u bits", what,
          ps_world_bits(world));
    CHECK(ps_world_link_capacity(world) >= k, "%s: a link holds %u", what,
          ps_world_link_capacity(world));
    check_round_trips(world, what);
}

/* Every mode, with every bound that must be possible, for this pair of profiles. */
static void
check_all_modes(const char *profiles)
{
    static const guint bounds[] = {1, 3, 8, PS_MAX_IN_FLIGHT};
    static const char *const modes[] = {
        "",
        "availability",
        "bag",
        "availability bag",
        "sequential",
        "loss=any repeat=any bounce=any",
        "loss=15 repeat=15 bounce=15",
        "loss=1 repeat=3 bounce=any availability",
        "loss=15 repeat=15 bounce=15 availability",
        "loss=15 repeat=15 bounce=15 availability bag",
    };
    for (guint i = 0; i < G_N_ELEMENTS(bounds); i++) {
        for (guint j = 0; j < G_N_ELEMENTS(modes); j++) {
            g_autofree char *line = g_strdup_printf("%s k=%u%s%s", profiles, bounds[i],
                                                    modes[j][0] != '\0' ? " " : "", modes[j]);
            g_autoptr(Setting) setting = setting_new(line);
            check_layout(setting->world, line);
        }
    }
}

static void
states_come_back_from_packing(void)
{
    check_all_modes("rfc6121 rfc6121");
    check_all_modes("openfire mini");
}

/* A profile of one state leaves all bits to the links: with answers that multiply, and errors among
 * them, a link gets as long as it can be. */
static void
small_worlds_have_long_links(void)
{
    static const char *const effects[] = {"", "; send error, send error",
                                          "; send subscribe, send subscribed"};
    for (guint i = 0; i < G_N_ELEMENTS(effects); i++) {
        g_autofree char *text = single_profile(effects[i]);
        g_autoptr(PsProfile) profile = parse_profile(text);
        for (guint k = 1; k <= PS_MAX_IN_FLIGHT; k++) {
            PsWorldOptions options = options_for(profile, profile, k);
            g_autoptr(PsWorld) world = make_world(&options);
            g_autofree char *what = g_strdup_printf("one state%s, k=%u", effects[i], k);
            check_layout(world, what);
        }
    }
}

/* Profiles with as many states as there may be, in the largest world there is. */
static void
large_profiles_fit(void)
{
    g_autoptr(GString) states = g_string_new("[States]\n");
    g_autoptr(GString) rows = g_string_new(NULL);
    for (guint i = 0; i < PS_MAX_STATES; i++)
        g_string_append_printf(states, "S%u=none\n", i);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++) {
        if (!ps_event_is_required(event))
            continue;
        g_string_append_printf(rows, "[%s]\n", ps_event_name(event));
        for (guint i = 0; i < PS_MAX_STATES; i++)
            g_string_append_printf(rows, "S%u=S%u; send subscribe\n", i, (i + 1) % PS_MAX_STATES);
    }
    g_autofree char *text =
        g_strconcat("[Profile]\nName=large\nTitle=Large\nReference=none\nInitial=S63\n",
                    states->str, rows->str, NULL);
    g_autoptr(PsProfile) profile = parse_profile(text);
    PsWorldOptions options = options_for(profile, profile, PS_MAX_IN_FLIGHT);
    options.availability = TRUE;
    for (guint fault = 0; fault < PS_N_FAULTS; fault++)
        options.faults[fault] = PS_MAX_BUDGET;
    g_autoptr(PsWorld) world = make_world(&options);
    check_layout(world, "64 states");
    CHECK(ps_world_is_wide(world), "%u bits", ps_world_bits(world));
}

/* The plain worlds are as cheap as an integer. */
static void
plain_worlds_are_narrow(void)
{
    static const char *const narrow[] = {"rfc6121 k=8", "openfire k=8", "rfc6121 k=4 availability",
                                         "rfc6121 k=4 loss=any"};
    for (guint i = 0; i < G_N_ELEMENTS(narrow); i++) {
        g_autoptr(Setting) setting = setting_new(narrow[i]);
        CHECK(!ps_world_is_wide(setting->world), "%s takes %u bits", narrow[i],
              ps_world_bits(setting->world));
    }
}

/* ---- Links ---- */

/* Checks that the link holds these presences, its head first. */
static void
check_link(const PsWorld *world, guint64 link, const GArray *expected)
{
    gboolean same = ps_world_link_length(world, link) == expected->len;
    for (guint i = 0; i < expected->len && same; i++)
        same = ps_world_link_peek(world, link, i) == g_array_index(expected, guint, i);
    CHECK(same, "a link of %u is something else", expected->len);
}

/* Adds a presence to the model of a link: at the end, or in a bag behind those of its kind. */
static void
add_to_model(GArray *model, guint presence, gboolean bag)
{
    guint at = model->len;
    while (bag && at > 0 && g_array_index(model, guint, at - 1) > presence)
        at--;
    g_array_insert_val(model, at, presence);
}

/* Does at random to a link what can be done, and to an array the same. */
static void
check_link_against_array(const char *line)
{
    g_autoptr(Setting) setting = setting_new(line);
    const PsWorld *world = setting->world;
    gboolean bag = setting->options.any_order;
    g_autoptr(GRand) rand = g_rand_new_with_seed(7);
    g_autoptr(GArray) model = g_array_new(FALSE, FALSE, sizeof(guint));
    guint64 link = 1;
    for (guint i = 0; i < 1000; i++) {
        guint presence = random_presence(world, rand);
        gboolean full = model->len == ps_world_link_capacity(world);
        gint32 what = g_rand_int_range(rand, 0, 3);
        if (what == 0 && !full) {
            link = ps_world_link_add(world, link, (PsPresence)presence);
            add_to_model(model, presence, bag);
        } else if (what == 1 && !full && !bag) {
            link = ps_world_link_add_front(world, link, (PsPresence)presence);
            g_array_prepend_val(model, presence);
        } else if (model->len > 0) {
            guint at = (guint)g_rand_int_range(rand, 0, (gint32)model->len);
            link = ps_world_link_remove(world, link, at);
            g_array_remove_index(model, at);
        }
        check_link(world, link, model);
    }
}

static void
links_are_queues(void)
{
    check_link_against_array("rfc6121 k=1");
    check_link_against_array("rfc6121 k=8");
    check_link_against_array("rfc6121 k=16 availability");
    check_link_against_array("openfire k=16 bounce=15");
}

static void
links_may_be_bags(void)
{
    check_link_against_array("rfc6121 k=8 bag");
    check_link_against_array("rfc6121 k=16 availability bag");
}

/* Bags with the same contents are the same number, in whatever order they were filled. */
static void
bags_know_no_order(void)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 k=5 bag");
    PsState a = make_state(setting->world, "None", "None",
                           "unsubscribed subscribe unsubscribed unsubscribe", "");
    PsState b = make_state(setting->world, "None", "None",
                           "subscribe unsubscribe unsubscribed unsubscribed", "");
    PsState c = make_state(setting->world, "None", "None",
                           "subscribe unsubscribe unsubscribe unsubscribed", "");
    CHECK(a.link[0] == b.link[0], "the same bag is two numbers");
    CHECK(a.link[0] != c.link[0], "two bags are one number");
}

static void
links_hold_what_answers_bring(void)
{
    /* an unsubscribe can become an unsubscribed and an unavailable */
    g_autoptr(Setting) answers = setting_new("rfc6121 k=3 availability");
    g_autoptr(Setting) plain = setting_new("rfc6121 k=3");
    CHECK(ps_world_link_capacity(answers->world) >= 6, "a link holds %u",
          ps_world_link_capacity(answers->world));
    CHECK_NUMBER(ps_world_link_capacity(plain->world), 3, "one answer each");
}

const Test layout_tests[] = {
    {"states come back from packing", states_come_back_from_packing, FALSE},
    {"small worlds have long links", small_worlds_have_long_links, FALSE},
    {"large profiles fit", large_profiles_fit, FALSE},
    {"plain worlds are narrow", plain_worlds_are_narrow, FALSE},
    {"links are queues", links_are_queues, FALSE},
    {"links may be bags", links_may_be_bags, FALSE},
    {"bags know no order", bags_know_no_order, FALSE},
    {"links hold what answers bring", links_hold_what_answers_bring, FALSE},
    {0},
};
