/* Tests of the parsers with strange files: those of the corpus of `make fuzz`, and files that are
 * damaged at random, always in the same way. What must be true of them, the targets in tests/fuzz
 * say. */
#include "tests/fuzz/target.h"
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

/* ---- Targets ---- */

static FuzzFunc
target_called(const char *wanted)
{
    const char *name = NULL;
    FuzzFunc func = NULL;
    for (guint i = 0; (func = fuzz_target(i, &name)) != NULL; i++)
        if (g_str_equal(name, wanted))
            return func;
    REQUIRE(FALSE, "no target %s", wanted);
    return NULL;
}

/* Calls a target with a copy of some bytes, and not a byte more; TRUE if they are accepted. */
static gboolean
try_bytes(FuzzFunc func, const char *what, gconstpointer bytes, gsize length)
{
    gboolean accepted = FALSE;
    g_autofree char *copy = g_memdup2(bytes, length);
    g_autofree char *wrong = func(copy != NULL ? copy : "", length, &accepted);
    CHECK(wrong == NULL, "%s: %s", what, wrong);
    return accepted;
}

static gboolean
try_file(FuzzFunc func, const char *path)
{
    g_autofree char *text = NULL;
    gsize length = 0;
    REQUIRE(g_file_get_contents(path, &text, &length, NULL), "%s cannot be read", path);
    return try_bytes(func, path, text, length);
}

/* ---- The corpus ---- */

/* Some of each corpus are right and some are wrong. */
static void
check_corpus(const char *name, FuzzFunc func)
{
    g_autofree char *folder = g_build_filename("tests", "fuzz", "corpus", name, NULL);
    g_autoptr(GDir) files = g_dir_open(folder, 0, NULL);
    guint accepted = 0, refused = 0;
    REQUIRE(files != NULL, "no folder %s", folder);
    for (const char *file; (file = g_dir_read_name(files)) != NULL;) {
        g_autofree char *path = g_build_filename(folder, file, NULL);
        if (try_file(func, path))
            accepted++;
        else
            refused++;
    }
    CHECK(accepted > 0 && refused > 0, "%s: %u accepted, %u refused", folder, accepted, refused);
}

static void
corpus(void)
{
    const char *name = NULL;
    FuzzFunc func = NULL;
    guint n = 0;
    for (; (func = fuzz_target(n, &name)) != NULL; n++)
        check_corpus(name, func);
    CHECK(n >= 2, "only %u targets", n);
}

/* ---- Damaged files ---- */

/* Tries a copy that is damaged at random; TRUE if it is accepted, and not just as it was. */
static gboolean
try_damaged(FuzzFunc func, const char *path, GBytes *text, GRand *rand)
{
    g_autoptr(GByteArray) copy = g_byte_array_new();
    g_byte_array_append(copy, g_bytes_get_data(text, NULL), (guint)g_bytes_get_size(text));
    damage(copy, rand);
    gboolean accepted = try_bytes(func, path, copy->data, copy->len);
    g_autoptr(GBytes) damaged = g_byte_array_free_to_bytes(g_steal_pointer(&copy));
    return accepted && !g_bytes_equal(damaged, text);
}

/* Tries damaged copies of files, which are right themselves; and so are some copies of each. */
static void
check_damaged(const char *target, const char *const *paths, guint times)
{
    FuzzFunc func = target_called(target);
    for (guint i = 0; paths[i] != NULL; i++) {
        char *contents = NULL;
        gsize length = 0;
        g_autoptr(GRand) rand = g_rand_new_with_seed(i + 1);
        guint accepted = 0;
        CHECK(try_file(func, paths[i]), "%s is not accepted as it is", paths[i]);
        REQUIRE(g_file_get_contents(paths[i], &contents, &length, NULL), "no %s", paths[i]);
        g_autoptr(GBytes) text = g_bytes_new_take(contents, length);
        for (guint j = 0; j < times; j++)
            accepted += try_damaged(func, paths[i], text, rand);
        CHECK(accepted > 0 && accepted < times, "%u of %u damaged copies of %s are accepted",
              accepted, times, paths[i]);
    }
}

static void
check_profiles(guint times)
{
    static const char *const paths[] = {"model/profiles/rfc6121.profile",
                                        "model/profiles/openfire.profile", NULL};
    check_damaged("profile", paths, times);
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

static void
check_traces(guint times)
{
    static const char *const paths[] = {"model/scenarios/rfc6121-remove-pending-out.trace",
                                        "model/scenarios/capture-2-approve-refuse.trace",
                                        "tests/traces/all-lines.trace", NULL};
    check_damaged("trace", paths, times);
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

static void
check_properties(guint times)
{
    static const char *const paths[] = {"model/properties/built-in.properties",
                                        "tests/properties/all-words.properties", NULL};
    check_damaged("properties", paths, times);
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

static void
check_checkpoints(guint times)
{
    static const char *const paths[] = {"tests/fuzz/corpus/checkpoint/hash-part",
                                        "tests/fuzz/corpus/checkpoint/bitmaps-part",
                                        "tests/fuzz/corpus/checkpoint/sets-part", NULL};
    check_damaged("checkpoint", paths, times);
}

static void
damaged_checkpoints(void)
{
    check_checkpoints(500);
}

static void
many_damaged_checkpoints(void)
{
    check_checkpoints(2000);
}

static void
check_logs(guint times)
{
    static const char *const logs[] = {"tests/logs/federation.log", "tests/logs/ejabberd.log",
                                       "docs/captures/openfire-2.log", NULL};
    static const char *const scripts[] = {"tests/logs/subscribe.scs", NULL};
    static const char *const stanzas[] = {"tests/fuzz/corpus/stanza/stream",
                                          "tests/fuzz/corpus/stanza/bare", NULL};
    check_damaged("log", logs, times);
    check_damaged("scansion", scripts, times);
    check_damaged("stanza", stanzas, times);
}

static void
damaged_logs(void)
{
    check_logs(60);
}

static void
many_damaged_logs(void)
{
    check_logs(1500);
}

const Test fuzz_tests[] = {
    {"corpus", corpus, FALSE},
    {"damaged profiles", damaged_profiles, FALSE},
    {"many damaged profiles", many_damaged_profiles, TRUE},
    {"damaged traces", damaged_traces, FALSE},
    {"many damaged traces", many_damaged_traces, TRUE},
    {"damaged properties", damaged_properties, FALSE},
    {"many damaged properties", many_damaged_properties, TRUE},
    {"damaged checkpoints", damaged_checkpoints, FALSE},
    {"many damaged checkpoints", many_damaged_checkpoints, TRUE},
    {"damaged logs, scripts and stanzas", damaged_logs, FALSE},
    {"many damaged logs, scripts and stanzas", many_damaged_logs, TRUE},
    {0},
};
