/* Tests of the parsers with files that are damaged at random, always in the same way: whatever
 * comes, they neither crash nor leak, and what they accept can be used. */
#include "explorer/replay.h"
#include "tests/setting.h"
#include "tests/suites.h"
#include "tests/support.h"

#include <stdio.h>
#include <string.h>

/* ---- Damage ---- */

static gsize
random_index(GRand *rand, gsize n)
{
    return n == 0 ? 0 : (gsize)g_rand_int(rand) % n;
}

static void
flip_byte(GByteArray *text, GRand *rand)
{
    static const char special[] = "=;,#[]().:!<>&|\"'\\\n\r\t \0\xff\xc3";
    guint8 *byte = &text->data[random_index(rand, text->len)];
    if (g_rand_boolean(rand))
        *byte = (guint8)special[random_index(rand, sizeof special - 1)];
    else
        *byte ^= (guint8)(1u << g_rand_int_range(rand, 0, 8));
}

static void
delete_range(GByteArray *text, GRand *rand)
{
    gsize start = random_index(rand, text->len);
    gsize length = 1 + random_index(rand, 40);
    g_byte_array_remove_range(text, (guint)start, (guint)MIN(length, text->len - start));
}

/* Where the line around a random place begins, and how long it is with its end. */
static void
random_line(const GByteArray *text, GRand *rand, gsize *start, gsize *length)
{
    gsize at = random_index(rand, text->len);
    *start = at;
    while (*start > 0 && text->data[*start - 1] != '\n')
        --*start;
    while (at < text->len && text->data[at] != '\n')
        at++;
    *length = MIN(at + 1, text->len) - *start;
}

/* Moves a line to the place of another, or puts a copy of it there. */
static void
move_line(GByteArray *text, GRand *rand, gboolean copy)
{
    gsize start = 0, length = 0, other = 0, ignored = 0;
    random_line(text, rand, &start, &length);
    g_autofree guint8 *line = g_memdup2(text->data + start, length);
    if (!copy)
        g_byte_array_remove_range(text, (guint)start, (guint)length);
    if (text->len > 0)
        random_line(text, rand, &other, &ignored);
    gsize behind = text->len - other;
    g_byte_array_set_size(text, (guint)(text->len + length));
    memmove(text->data + other + length, text->data + other, behind);
    memcpy(text->data + other, line, length);
}

static void
damage(GByteArray *text, GRand *rand)
{
    for (gint32 times = g_rand_int_range(rand, 1, 5); times > 0 && text->len > 0; times--) {
        switch (g_rand_int_range(rand, 0, 4)) {
        case 0:
            flip_byte(text, rand);
            break;
        case 1:
            delete_range(text, rand);
            break;
        case 2:
            move_line(text, rand, TRUE);
            break;
        default:
            move_line(text, rand, FALSE);
            break;
        }
    }
}

typedef gboolean (*Reader)(const char *text, gsize length);

/* Reads damaged copies of a file; returns how many were accepted. */
static guint
fuzz(const char *path, guint seed, guint times, Reader reader)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    g_autoptr(GRand) rand = g_rand_new_with_seed(seed);
    guint accepted = 0;
    REQUIRE(g_file_get_contents(path, &text, &length, NULL), "%s cannot be read", path);
    CHECK(reader(text, length), "%s is not accepted as it is", path);
    for (guint i = 0; i < times; i++) {
        g_autoptr(GByteArray) bytes = g_byte_array_new();
        g_byte_array_append(bytes, (const guint8 *)text, (guint)length);
        damage(bytes, rand);
        g_autofree char *copy = g_memdup2(bytes->data, bytes->len); /* not a byte more than that */
        accepted += reader(copy != NULL ? copy : "", bytes->len);
    }
    return accepted;
}

/* ---- Profiles ---- */

/* Every message names the file and is text. */
static void
check_errors(const GPtrArray *errors)
{
    for (guint i = 0; i < errors->len; i++) {
        const GError *error = g_ptr_array_index(errors, i);
        CHECK(g_str_has_prefix(error->message, "fuzz.profile:"), "%s", error->message);
        CHECK(g_utf8_validate(error->message, -1, NULL), "message %u is not UTF-8", i);
    }
}

/* A damaged profile that is accepted is whole: it can be verified and followed. */
static void
use_profile(PsProfile *profile)
{
    g_autoptr(GPtrArray) findings = g_ptr_array_new_with_free_func(g_free);
    ps_profile_verify(profile, findings);
    guint64 ever = ps_profile_reachable_ever(profile);
    CHECK((ps_profile_reachable(profile) & ~ever) == 0, "reachable, and then not");
    CHECK(ever >> ps_profile_initial(profile) & 1, "the initial state is not reachable");
    CHECK(ps_profile_n_states(profile) <= PS_MAX_STATES, "too many states");
    for (guint i = 0; i < ps_profile_n_options(profile); i++)
        ps_profile_set_option(profile, ps_profile_option(profile, i)->name, TRUE, NULL);
    for (PsEvent event = 0; event < PS_N_EVENTS; event++)
        for (guint state = 0; state < ps_profile_n_states(profile); state++)
            CHECK(ps_profile_row(profile, event, state)->state < ps_profile_n_states(profile),
                  "a row leads nowhere");
    PsWorldOptions options = options_for(profile, profile, 2);
    g_autoptr(PsWorld) world = ps_world_new(&options, NULL);
    CHECK(world != NULL, "no world can be made of it");
}

static gboolean
read_profile(const char *text, gsize length)
{
    g_autoptr(GPtrArray) errors = g_ptr_array_new_with_free_func((GDestroyNotify)g_error_free);
    g_autoptr(PsProfile) profile = ps_profile_parse(text, length, "fuzz.profile", errors);
    CHECK((profile == NULL) == (errors->len > 0), "%u errors and %s profile", errors->len,
          profile != NULL ? "a" : "no");
    check_errors(errors);
    if (profile != NULL)
        use_profile(profile);
    return profile != NULL;
}

static void
check_profiles(guint times)
{
    static const char *const paths[] = {"model/profiles/rfc6121.profile",
                                        "model/profiles/openfire.profile"};
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        guint accepted = fuzz(paths[i], i + 1, times, read_profile);
        CHECK(accepted > 0 && accepted < times, "%u of %u damaged copies of %s are accepted",
              accepted, times, paths[i]);
    }
}

static void
damaged_profiles(void)
{
    check_profiles(100);
}

static void
many_damaged_profiles(void)
{
    check_profiles(3000);
}

/* ---- Traces ---- */

/* A trace that is accepted can be replayed, or stops in one of its lines. */
static void
use_trace(const PsTrace *trace)
{
    static const char *const names[] = {"rfc6121", "openfire"};
    PsWorldOptions options;
    ps_replay_world_options(trace, &options);
    for (guint i = 0; i < G_N_ELEMENTS(names); i++) {
        g_autoptr(PsProfile) profile = load_profile(names[i]);
        options.profiles[0] = options.profiles[1] = profile;
        g_autoptr(PsWorld) world = ps_world_new(&options, NULL);
        if (world == NULL) /* for its names */
            return;
        g_autoptr(PsReplay) replay = ps_replay_new(world, trace);
        const GError *error = ps_replay_error(replay);
        PsState state = ps_replay_state(replay);
        CHECK(error == NULL || g_str_has_prefix(error->message, "fuzz.trace:"), "%s",
              error != NULL ? error->message : "");
        CHECK(state.entry[0] < ps_profile_n_states(profile), "an entry in no state");
    }
}

static gboolean
read_trace(const char *text, gsize length)
{
    g_autoptr(GError) error = NULL;
    g_autoptr(PsTrace) trace = ps_trace_parse(text, length, "fuzz.trace", &error);
    CHECK((trace == NULL) == (error != NULL), "%s error and %s trace", error != NULL ? "an" : "no",
          trace != NULL ? "a" : "no");
    if (error != NULL) {
        CHECK(g_str_has_prefix(error->message, "fuzz.trace:"), "%s", error->message);
        CHECK(g_utf8_validate(error->message, -1, NULL), "a message is not UTF-8");
    }
    if (trace != NULL)
        use_trace(trace);
    return trace != NULL;
}

static void
check_traces(guint times)
{
    static const char *const paths[] = {"model/scenarios/capture-2-approve-refuse.trace",
                                        "model/scenarios/rfc6121-remove-pending-out.trace",
                                        "tests/traces/all-lines.trace"};
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        guint accepted = fuzz(paths[i], i + 1, times, read_trace);
        CHECK(accepted > 0 && accepted < times, "%u of %u damaged copies of %s are accepted",
              accepted, times, paths[i]);
    }
}

static void
damaged_traces(void)
{
    check_traces(60);
}

static void
many_damaged_traces(void)
{
    check_traces(1500);
}

/* ---- Properties ---- */

/* What is accepted has all that is shown of it, and judges and explains any state. */
static void
use_property(const PsProperty *property, const Setting *setting)
{
    const PsWorld *world = setting->world;
    PsState initial = ps_world_initial(world);
    PsState flying = make_state(world, "To", "Absent", "subscribe probe", "unsubscribed");
    const PsState *states[] = {&initial, &flying};
    CHECK(g_utf8_validate(ps_property_meaning(property), -1, NULL), "no UTF-8");
    CHECK(strpbrk(ps_property_meaning(property), "\n\r\033") == NULL, "not one line");
    for (guint i = 0; i < G_N_ELEMENTS(states) && !ps_property_is_built_in(property); i++) {
        gboolean accepts = ps_property_accepts(property, world, states[i]);
        gboolean violated = ps_property_violated(property, world, states[i]);
        g_autofree char *why = ps_property_explain(property, world, states[i]);
        CHECK(!accepts || !violated, "%s", ps_property_name(property));
        CHECK(why[0] != '\0' && strchr(why, '\n') == NULL, "%s", why);
    }
}

static gboolean
read_properties(const char *text, gsize length)
{
    g_autoptr(Setting) setting = setting_new("rfc6121 openfire availability");
    g_autoptr(GError) error = NULL;
    guint before = ps_properties_n(setting->properties);
    gboolean right = ps_properties_add(setting->properties, text, length, "fuzz", &error);
    CHECK(right == (error == NULL), "%s", error != NULL ? error->message : "no error");
    if (error != NULL) {
        guint line = 0, column = 0;
        CHECK(sscanf(error->message, "fuzz:%u:%u: expected ", &line, &column) == 2, "%s",
              error->message);
        CHECK(g_utf8_validate(error->message, -1, NULL), "a message is not UTF-8");
        CHECK_NUMBER(ps_properties_n(setting->properties), before, "%s", error->message);
    }
    for (guint i = 0; i < ps_properties_n(setting->properties); i++)
        use_property(ps_properties_get(setting->properties, i), setting);
    return right;
}

static void
check_properties(guint times)
{
    static const char *const paths[] = {"model/properties/built-in.properties",
                                        "tests/properties/all-words.properties"};
    for (guint i = 0; i < G_N_ELEMENTS(paths); i++) {
        guint accepted = fuzz(paths[i], i + 1, times, read_properties);
        CHECK(accepted > 0 && accepted < times, "%u of %u damaged copies of %s are accepted",
              accepted, times, paths[i]);
    }
}

static void
damaged_properties(void)
{
    check_properties(200);
}

static void
many_damaged_properties(void)
{
    check_properties(3000);
}

const Test fuzz_tests[] = {
    {"damaged profiles", damaged_profiles, FALSE},
    {"many damaged profiles", many_damaged_profiles, TRUE},
    {"damaged traces", damaged_traces, FALSE},
    {"many damaged traces", many_damaged_traces, TRUE},
    {"damaged properties", damaged_properties, FALSE},
    {"many damaged properties", many_damaged_properties, TRUE},
    {0},
};
